"""The panel "Device" in a real browser: each of its controls has its effect in a conversation."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from simulator.voice.speaker import voice_named

ASK = "ask my heel stretches what I did today"
CALF = "ask my heel stretches for the calf stretch"


@pytest.fixture
def device(visit):
    """Return a visit with the panel open; time passes only when it is let pass."""
    visit.open_panel("device")
    return visit


def begin_counting(visit):
    """Get into the first hold of the calf stretch."""
    visit.type(CALF)
    visit.hears("Calf stretch.")
    visit.type("+35s")
    visit.type("ready")
    visit.hears("Set one of three.")


def requests(visit, intent):
    """Return the requests with an intent or of a type, as the skill received them."""
    return visit.page.evaluate(
        """(name) => fetch("/echo/events").then(async (answer) => {
            const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
            let text = "";
            while (!text.includes("event: present")) text += (await reader.read()).value;
            reader.cancel();
            const told = text.match(/^data: .*$/gm).map((line) => JSON.parse(line.slice(6)));
            const exchanges = told.filter(({ kind }) => kind === "exchange");
            const isOne = ({ type, intent }) => [type, intent?.name].includes(name);
            return exchanges.map(({ request }) => request).filter(({ request }) => isOne(request));
        })""",
        intent,
    )


def note(visit, name):
    """Return the line that the panel says of a part."""
    return visit.page.locator(f"[data-note={name}]")


def switch(visit, name):
    """Return one of the switches."""
    return visit.page.get_by_role("switch", name=name)


def test_a_show_is_one_from_the_next_conversation_on(device):
    """In a session nothing changes, and the panel says so; the next one has a screen."""
    device.type(ASK)
    device.hears("Nothing yet")
    device.page.get_by_label("Show", exact=True).check()
    expect(note(device, "echo")).to_have_text("Language and screen: from the next conversation on.")
    device.type("how long left")
    device.type("stop")
    device.type("+10s")
    device.hears("session ends")
    device.type(CALF)
    device.hears("Calf stretch.")

    asked, begun = requests(device, "TimeLeftIntent"), requests(device, "StartRoutineIntent")
    assert "Viewport" not in asked[0]["context"]
    assert "Viewport" in begun[0]["context"]
    expect(note(device, "echo")).not_to_contain_text("next conversation")


def test_a_show_has_the_screen_that_is_chosen(device):
    """A speaker has none to choose; within a conversation it stays as it is."""
    size = device.page.get_by_role("combobox", name="Screen")
    expect(size).to_be_hidden()
    device.page.get_by_label("Show", exact=True).check()
    expect(size).to_have_value("large")
    size.select_option("Round")
    device.type(CALF)
    device.hears("Calf stretch.")
    [begun] = requests(device, "StartRoutineIntent")
    screen = begun["context"]["Viewport"]
    assert ("ROUND", 480, 480) == (screen["shape"], screen["pixelWidth"], screen["pixelHeight"])

    size.select_option("Extra large")
    expect(note(device, "echo")).to_have_text("Language and screen: from the next conversation on.")
    device.page.get_by_label("Speaker", exact=True).check()
    expect(size).to_be_hidden()


def test_another_language_is_that_of_the_next_conversation(device):
    """Asleep it changes at once."""
    device.page.get_by_label("Language").select_option("British English")
    device.type(ASK)
    device.hears("Nothing yet")

    assert "en-GB" == requests(device, "ProgressIntent")[0]["request"]["locale"]


def test_the_clock_shows_the_time_of_the_zone(device):
    """The Echo's own day and time change with its zone, and "tomorrow" is that zone's."""
    clock = device.page.get_by_role("timer")
    expect(clock).to_contain_text("Monday 23 November")
    expect(clock).to_contain_text("08:00:00")

    device.page.get_by_label("Time zone").select_option("Pacific/Auckland")
    expect(clock).to_contain_text("21:00:00")
    device.page.get_by_label("Time zone").select_option("Asia/Tokyo")
    expect(clock).to_contain_text("17:00:00")
    device.press("Tomorrow, 07:30")
    expect(clock).to_contain_text("Tuesday 24 November")
    expect(clock).to_contain_text("07:30:00")

    begin_counting(device)
    device.type("+170s")
    device.hears("Two sets done, one to go.")
    device.type("+130s")
    device.hears("session ends")
    device.type(ASK)
    device.hears("Today: calf stretch")


def test_a_count_that_is_refused_is_spoken_plainly(device):
    """The device reports it, and the coach counts by plain speech from then on."""
    switch(device, "Plays APL for Audio").click()
    device.type(CALF)
    device.page.locator(".is-remark", has_text="does not play APL for Audio").wait_for()
    device.type("+10s")
    device.type("ready")
    device.hears("Calf stretch.")
    device.type("+30s")
    device.type("ready")
    device.hears("You're in it.")
    device.type("+45s")

    device.hears("And relax.")
    assert "twenty-nine" not in device.turns()[-1]
    assert requests(device, "Alexa.Presentation.APLA.RuntimeError")


def test_what_is_done_while_the_table_is_down_is_written_when_it_is_up(device):
    """The coach says once that it cannot save; nothing that was done is lost."""
    notes = device.page.locator(".by-echo", has_text="I can't save just now")
    switch(device, "The table is down").click()
    device.type(CALF)
    device.type("+20s")
    device.hears("Calf stretch.")
    device.type("ready")
    device.hears("Set one of three.")
    device.type("+100s")
    device.type("pause")
    device.hears("Paused.")
    device.type("resume")
    device.hears("Set two of three.")
    device.type("+3s")
    device.type("pause")
    device.hears("Paused.")
    expect(notes).to_have_count(1)

    switch(device, "The table is down").click()
    device.type("what did I do today")

    device.hears("Today: one of three sets of the calf stretch")
    expect(notes).to_have_count(1)


def test_an_answer_that_gets_lost_is_apologised_for_and_counted_once(device):
    """Alexa waits for eight seconds and ends the session; it goes on where it was."""
    begin_counting(device)
    device.type("+50s")
    switch(device, "The next answer gets lost").click()
    device.type("pause")

    device.page.locator(".by-echo", has_text="There was a problem").wait_for()
    device.hears("session ends: error")
    expect(switch(device, "The next answer gets lost")).not_to_be_checked()
    ended = requests(device, "SessionEndedRequest")[-1]["request"]
    assert "ENDPOINT_TIMEOUT" == ended["error"]["type"]
    device.type(ASK)
    device.hears("Today: part of the calf stretch")
    begin_counting(device)
    device.type("+60s")
    device.type("what did I do today")
    device.hears("Today: one of three sets of the calf stretch")


def test_unplugging_ends_the_conversation(device):
    """As a power cut does: what is said next goes to Alexa."""
    begin_counting(device)
    device.press("Unplug it and plug it in")

    device.hears("unplugged, and plugged in again")
    device.sees("#count", "")


def test_the_next_question_opens_the_microphone(device):
    """What goes on by itself is passed over, up to where it is the person's turn."""
    jump = device.page.get_by_role("button", name="To the next question")
    expect(jump).to_have_attribute("aria-disabled", "true")
    device.type("start my heel stretches")
    device.hears("Which foot is sore")

    jump.click()
    device.sees("#state", "Listening: your turn")
    expect(note(device, "time")).to_have_text("It is your turn to speak.")
    expect(jump).to_have_attribute("aria-disabled", "true")
    device.type("stop")
    device.type("+10s")
    device.hears("session ends")

    begin_counting(device)
    jump.click()
    device.hears("You've done the calf stretch.")
    device.sees("#state", "Listening: your turn")
    assert "Echo, going on by itself" in device.page.locator("#transcript").inner_text()


def test_four_times_as_fast_is_four_times_as_fast(make_visit):
    """By the page's own clock, by the Echo's, and by the sound; also after loading it again."""
    visit = make_visit(is_fast=False, voice=voice_named("espeak"))
    visit.open()
    visit.open_panel("device")
    visit.begin_calf_stretch()
    visit.type("+33s")
    visit.page.locator("#count", has_text=re.compile(r"^2\d$")).wait_for()
    assert 1.0 == pytest.approx(pace(visit, numbers=2), rel=0.25)

    visit.page.get_by_label("4 times as fast").check()
    expect(visit.page.locator("#player")).to_have_js_property("playbackRate", 4)
    assert 4.0 == pytest.approx(pace(visit), rel=0.25)
    visit.page.reload()
    visit.wait_until_ready()
    visit.open_panel("device")

    expect(visit.page.get_by_label("4 times as fast")).to_be_checked()
    assert 4.0 == pytest.approx(pace(visit), rel=0.25)
    visit.type("+90s")  # near the end of the segment
    expect(visit.page.locator("#state")).to_contain_text("Listening", timeout=60_000)


def pace(visit, *, numbers=8):
    """Return how many numbers a second are counted by, over some seconds of the count."""
    return visit.page.evaluate(
        """(numbers) => new Promise((done) => {
            const count = document.getElementById("count");
            const seen = [];
            const observer = new MutationObserver(() => {
                const text = count.textContent;
                if (!/^\\d+$/.test(text) || seen.at(-1)?.[0] === text) return;
                seen.push([text, performance.now()]);
                if (seen.length <= numbers) return;
                observer.disconnect();
                done((1000 * numbers) / (seen.at(-1)[1] - seen[0][1]));
            });
            observer.observe(count, { childList: true, characterData: true, subtree: true });
        })""",
        numbers,
    )


def test_the_clock_runs_while_nothing_happens(make_visit):
    """Second by second, while the panel is open."""
    visit = make_visit(is_fast=False)
    visit.open()
    visit.open_panel("device")
    clock = visit.page.locator(".device-time")

    expect(clock).to_have_text("08:00:02")
    expect(clock).to_have_text("08:00:03")


def test_what_was_chosen_is_there_when_the_page_is_loaded_again(device):
    """All of it is the Echo's, not the page's."""
    device.page.get_by_label("Show", exact=True).check()
    device.page.get_by_label("Language").select_option("en-AU")
    device.page.get_by_label("Time zone").select_option("Asia/Tokyo")
    switch(device, "Plays APL for Audio").click()
    switch(device, "The table is down").click()
    switch(device, "The next answer gets lost").click()
    expect(device.page.get_by_role("timer")).to_contain_text("Asia/Tokyo")

    device.page.reload()
    device.wait_until_ready()
    device.open_panel("device")

    expect(device.page.get_by_label("Show", exact=True)).to_be_checked()
    expect(device.page.get_by_label("Language")).to_have_value("en-AU")
    expect(device.page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    expect(switch(device, "Plays APL for Audio")).not_to_be_checked()
    expect(switch(device, "The table is down")).to_be_checked()
    expect(switch(device, "The next answer gets lost")).to_be_checked()


def test_the_keyboard_changes_everything(device):
    """Space and arrows are enough."""
    switch(device, "The next answer gets lost").focus()
    device.page.keyboard.press("Space")
    expect(switch(device, "The next answer gets lost")).to_be_checked()
    device.page.get_by_label("Speaker").focus()
    device.page.keyboard.press("ArrowRight")

    device.type(ASK)
    device.hears("session ends: error")
    assert "Viewport" in requests(device, "ProgressIntent")[0]["context"]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (390, 844), (320, 640)])
def test_nobody_is_kept_out(make_visit, size, colours):
    """axe finds nothing, and nothing is wider than the screen."""
    width, height = size
    visit = make_visit(viewport={"width": width, "height": height}, color_scheme=colours)
    visit.open()
    visit.page.locator("[aria-controls='panel-device']").press("Enter")

    results = Axe().run(visit.page)
    assert "" == (results.generate_report() if results.violations_count else "")
    body = visit.page.locator("#panel-device")
    assert body.evaluate("body => body.scrollWidth") <= width
