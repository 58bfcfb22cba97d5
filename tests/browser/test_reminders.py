"""Alexa's reminders in the panel "Device", in a real browser: what the Alexa app does with them."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from simulator.rig.persisted_state import open_reminders
from tests.browser.room import MONDAY_MORNING
from tests.simulator.fakes import reminder

DAILY = {"recurrenceRules": ["FREQ=DAILY;BYHOUR=7;BYMINUTE=30;BYSECOND=0"]}


@pytest.fixture
def make_app(make_visit, tmp_path):
    """Return a function that opens the panel in a home where two reminders are set."""

    def make(**context):
        (tmp_path / "data").mkdir()
        reminders = open_reminders(tmp_path / "data")
        for wish in (reminder("Once.", at="2026-11-23T19:00:00"), reminder(**DAILY)):
            reminders.create(wish, MONDAY_MORNING - timedelta(minutes=1), "Europe/London")
        visit = make_visit(**context)
        visit.open()
        visit.page.locator("[aria-controls='panel-device']").press("Enter")
        return visit

    return make


@pytest.fixture
def app(make_app):
    """Return a visit with the panel open, on a laptop."""
    return make_app(viewport={"width": 1366, "height": 768})


def listed(visit):
    """Return the list of what is set."""
    return visit.page.get_by_role("list", name="Reminders").get_by_role("listitem")


def allowed(visit):
    """Return the switch of the permission."""
    return visit.page.get_by_role("switch", name="Reminders allowed")


def test_what_is_set_is_listed_with_time_and_rule(app):
    """In the Echo's own time, also when it moves."""
    expect(listed(app)).to_have_count(2)
    expect(listed(app).first).to_contain_text("Once.")
    expect(listed(app).first).to_contain_text("23 Nov, 18:00, once")
    expect(listed(app).last).to_contain_text("24 Nov, 06:30, every day")

    app.page.get_by_label("Time zone").select_option("Europe/Oslo")

    expect(listed(app).last).to_contain_text("24 Nov, 07:30, every day")


def test_one_that_is_deleted_is_gone(app):
    """From the app and from Alexa; the next one has the keyboard's focus, or the switch."""
    app.page.get_by_role("button", name="Delete: Once.").press("Enter")
    app.hears("deleted: Once.")
    expect(listed(app)).to_have_count(1)
    expect(app.page.get_by_role("button", name="Delete: Time for your heels.")).to_be_focused()

    app.page.keyboard.press("Enter")

    expect(listed(app)).to_have_count(0)
    expect(app.page.get_by_text("No reminder is set.")).to_be_visible()
    expect(allowed(app)).to_be_focused()


def test_the_permission_is_given_and_taken(app, tmp_path):
    """By the keyboard; it is kept for the next talk."""
    expect(allowed(app)).not_to_be_checked()
    allowed(app).press("Space")
    app.hears("in the Alexa app: reminders allowed")
    expect(allowed(app)).to_be_checked()
    assert open_reminders(tmp_path / "data").is_allowed

    allowed(app).press("Space")
    app.hears("in the Alexa app: reminders not allowed")
    assert not open_reminders(tmp_path / "data").is_allowed


def test_a_reminder_rings_while_time_passes(app):
    """Each is told with its time, in Alexa's words; the list has when it rings next."""
    app.press("Tomorrow, 07:30")

    app.hears("Tue 06:30, a tone, and Alexa says: Here's your reminder. Time for your heels.")
    assert "Mon 18:00, a tone, and Alexa says: Here's your reminder. Once." in app.turns()
    expect(listed(app).first).to_contain_text("has rung, once")
    expect(listed(app).last).to_contain_text("25 Nov, 06:30, every day")
    app.press("Start my heel stretches")
    app.hears("Which foot is sore")


def test_a_reminder_rings_by_itself(make_visit, tmp_path):
    """The clock runs, and nobody does anything."""
    (tmp_path / "data").mkdir()
    soon = {**reminder(), "trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 8}}
    open_reminders(tmp_path / "data").create(soon, MONDAY_MORNING, "Europe/London")
    visit = make_visit(is_fast=False)
    visit.open()

    visit.hears("Here's your reminder. Time for your heels.")


def test_what_goes_wrong_is_chosen_and_stays_chosen(app):
    """By the Echo, not by the page."""
    faults = app.page.get_by_label("Alexa's reminders")
    faults.select_option("offline")
    app.hears("Alexa's reminders cannot get to the device (504)")
    app.page.get_by_role("switch", name="Alexa's question ends the session").click()
    app.page.reload()
    app.wait_until_ready()
    app.open_panel("device")

    expect(faults).to_have_value("offline")
    expect(app.page.get_by_role("switch", name="Alexa's question ends")).to_be_checked()
    faults.select_option("none")
    app.hears("Alexa's reminders work")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (320, 640)])
def test_nobody_is_kept_out(make_app, size, colours):
    """axe finds nothing, and nothing is wider than the screen."""
    width, height = size
    visit = make_app(viewport={"width": width, "height": height}, color_scheme=colours)
    expect(listed(visit)).to_have_count(2)

    results = Axe().run(visit.page)
    assert "" == (results.generate_report() if results.violations_count else "")
    body = visit.page.locator("#panel-device")
    assert body.evaluate("body => body.scrollWidth") <= width
