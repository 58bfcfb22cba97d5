"""The panel "Progress" in a real browser: today, the week, the calendar, and the voice's words."""

import json
import os
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from simulator.rig.persisted_state import open_state
from skill.bootstrap import configured_store
from skill.config import Configuration
from skill.progress.days import LogEntry
from skill.storage.dynamodb import connect
from tests.browser.room import MONDAY_MORNING
from tests.browser.test_page import axe_report
from tests.fakes import count
from tests.unit.coaching.asking import CALF, FIVE, HAMSTRING, TIPTOE, did, rounds

LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}

WEEK = {
    0: did(CALF, TIPTOE, towel=1) | rounds(2),
    1: FIVE | rounds(3),
    2: rounds(14),
    4: did(calf=1),
    5: did(HAMSTRING),
    20: FIVE,
}
"""What was done so many days ago."""


@pytest.fixture
def with_days(tmp_path):
    """Return a function that writes days into the table of a page that is there."""

    def write(days):
        store = configured_store(Configuration.from_env(os.environ))
        user_id = open_state(tmp_path / "data").user_id
        for ago, log in days.items():
            day = MONDAY_MORNING.date() - timedelta(ago)
            count(store, user_id, LogEntry(f"id-{ago}", day, log))

    return write


def rows(visit):
    """Return the lines of today: each exercise with what is said of it."""
    found = visit.page.locator(".progress-row").all_inner_texts()
    return [text.replace("\n", " ") for text in found]


def blocks(visit):
    """Return the bars of the week, each as the texts of its blocks from below."""
    return [
        bar.locator(".progress-block").all_inner_texts()
        for bar in visit.page.locator(".progress-bar").all()
    ]


def filled(visit):
    """Return the filled days of the calendar, by their numbers."""
    return visit.page.locator(".progress-date-done .progress-date").all_text_contents()


def test_somebody_new_gets_a_sentence_and_a_button(visit):
    """No empty charts; the button starts, and gives the page back."""
    visit.open_panel("progress")

    expect(visit.page.locator(".progress-welcome")).to_contain_text(
        "The first day counts from the first exercise."
    )
    assert 0 == visit.page.locator(".progress-chart").count()
    visit.page.locator(".progress-start").click()
    visit.hears("Which foot is sore")
    expect(visit.page.locator("#panel-progress")).to_be_hidden()


def test_a_calf_stretch_is_shown_as_the_voice_tells_it(visit):
    """Half done and done, while the panel stays open; today's bar and day are there."""
    visit.begin_calf_stretch()
    visit.open_panel("progress")
    visit.type("+110s")
    expect(visit.page.locator(".progress-row").first).to_have_text("Calf stretch1 of 3 sets")
    visit.type("+80s")
    visit.type("ready")
    visit.hears("Set three of three.")
    visit.type("+120s")
    visit.type("stop")
    expect(visit.page.locator(".progress-row").first).to_have_text("Calf stretchdone")

    assert [[]] * 6 + [["1"]] == blocks(visit)
    assert ["23"] == filled(visit)
    assert "23" == visit.page.locator("[aria-current='date'] .progress-date").inner_text()
    shown = visit.page.locator(".progress-words").inner_text()
    visit.type("ask my heel stretches what I did today")
    visit.hears(shown)


def test_a_week_from_the_table(make_visit, with_days):
    """Every whole dose is a block with its exercise's number; what was begun is a plus."""
    visit = make_visit(viewport=LAPTOP)
    with_days(WEEK)
    visit.open()
    visit.open_panel("progress")
    visit.page.locator(".progress-chart").wait_for()

    assert [
        [],
        ["3"],
        ["+"],
        [],
        ["5\nx14"],
        ["1", "2", "3", "4", "5", "5", "5"],
        ["1", "5", "5", "+"],
    ] == blocks(visit)
    assert [
        *("Calf stretch done", "Towel scrunch 1 of 3 sets", "Hamstring stretch not yet"),
        "Raises Tiptoe raises done Heel rocks not yet",
        "Arch stretch 2 of 3 rounds",
    ] == rows(visit)
    assert ["3", "18", "19", "21", "22", "23"] == filled(visit)
    assert "3" == visit.page.locator(".progress-figure").inner_text()
    said = " ".join(visit.page.locator(".progress-said").all_inner_texts())
    assert "You stretched on five of the last seven days." in said
    assert "Three days in a row, your longest so far." in said
    # Nothing marks a day on which nothing was done, and what is to come is not there at all.
    days = visit.page.locator(".progress-calendar td").all_text_contents()
    assert ["23 stretched", *[""] * 6] == days[-7:]
    assert "17" == days[-13]


def test_what_is_drawn_can_be_read_out(make_visit, with_days):
    """The bars are a table, by day and exercise; the calendar says which days are filled."""
    visit = make_visit(viewport=LAPTOP)
    with_days(WEEK)
    visit.open()
    visit.open_panel("progress")
    visit.page.locator(".progress-chart").wait_for()

    table = visit.page.get_by_role("table", name="Whole doses a day")
    sunday = table.get_by_role("row", name="Sunday, November 22")
    assert ["1", "1", "1", "1", "3", ""] == sunday.get_by_role("cell").all_inner_texts()
    today = table.get_by_role("row", name="Monday, November 23")
    assert ["1", "", "", "", "2", "yes"] == today.get_by_role("cell").all_inner_texts()
    assert visit.page.get_by_role("cell", name="22 stretched", exact=True).is_visible()
    assert visit.page.get_by_role("columnheader", name="Wednesday").first.is_visible()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nobody_is_kept_out_of_progress(make_visit, with_days, size, colours):
    """axe finds nothing, empty or full; nothing is wider than the screen."""
    visit = make_visit(viewport=size, color_scheme=colours)
    visit.open()
    visit.open_panel("progress")
    visit.page.locator(".progress-welcome").wait_for()
    found = [axe_report(visit)]
    with_days(WEEK)
    visit.page.keyboard.press("Escape")
    visit.open_panel("progress")
    visit.page.locator(".progress-chart").wait_for()
    found.append(axe_report(visit))

    assert ["", ""] == found
    panel = visit.page.locator("#panel-progress")
    assert panel.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert size["width"] == visit.page.evaluate("document.documentElement.scrollWidth")


def test_forced_colours_keep_the_bars(make_visit, with_days):
    """Each block has an edge and its number; a day that is filled stays filled."""
    visit = make_visit(viewport=LAPTOP, forced_colors="active")
    with_days(WEEK)
    visit.open()
    visit.open_panel("progress")
    visit.page.locator(".progress-chart").wait_for()

    def colour(selector, name):
        script = f"e => getComputedStyle(e).{name}"
        return visit.page.locator(selector).first.evaluate(script)

    ground = colour("#panel-progress", "backgroundColor")
    edge = colour(".progress-bar .progress-of-calf", "borderTopColor")
    assert edge not in (ground, "rgba(0, 0, 0, 0)")
    assert colour(".progress-date-done .progress-date", "backgroundColor") != ground


def test_notes_out_of_reach_are_told(make_visit):
    """In the voice's words; nothing looks as if nothing had been done."""
    visit = make_visit(viewport=LAPTOP)
    visit.open()
    configuration = Configuration.from_env(os.environ)
    connect(configuration.region).delete_table(TableName=configuration.progress_table)

    visit.open_panel("progress")

    words = json.loads(visit.page.request.get(f"{visit.origin}echo/progress").text())
    visit.sees(".progress-words", words["unreachable"])
    assert 0 == visit.page.locator(".progress-row, .progress-welcome").count()
