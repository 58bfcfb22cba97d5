"""The page in a real browser, with the real skill behind it: what a person sees and can do."""

import json
import math
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from simulator.voice.speaker import voice_named

LAPTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
SMALLEST_PHONE = {"width": 320, "height": 640}


def test_an_exercise_from_beginning_to_end(visit):
    """By buttons and by typing; the count, the set and the side are shown, and it is logged."""
    visit.count_to_twenty_two()
    visit.sees("#exercise", "calf stretch")
    visit.sees("#set-and-side", "Set one of three · left foot")
    visit.sees("#segment-clock", "0:38 / 3:09")

    visit.type("+40s")
    visit.sees("#set-and-side", "Set one of three · right leg")
    visit.type("+110s")
    visit.hears("Two sets done, one to go.")
    visit.press("Ready")
    visit.hears("Set three of three.")
    visit.type("+90s")
    assert "calf stretch" in " ".join(visit.turns()[-2:]).lower()  # praised in the day's words
    visit.press("What did I do today?")

    visit.hears("Today")
    assert "thirty, twenty-nine … one" in " ".join(visit.turns())


def test_speaking_interrupts_in_the_middle_of_a_count(visit):
    """What was counted stays in the conversation; the rest was never said."""
    visit.count_to_twenty_two()

    visit.press("Pause")
    visit.hears("Paused.")

    assert [
        (
            "Calf stretch. Hands on a wall, left foot back, knee straight, heel down, toes forward."
            " Bend the front knee until the back calf pulls. If you need me, say Alexa first."
            " A pull, not a pain. Set one of three."
            " Hold. thirty, twenty-nine … twenty-two … (interrupted)"
        ),
        "pause",
        "Paused. Say resume within a minute; later, Alexa, start my heel stretches.",
    ] == visit.turns()[-3:]
    visit.sees("#count", "")
    visit.sees("#exercise", "calf stretch")


def test_nobody_answering_brings_the_reprompt_and_then_the_end(visit):
    """The microphone is open for eight seconds, twice; then the start button is back."""
    visit.press("Start my heel stretches")
    visit.hears("Which foot is sore")
    visit.type("+28s")
    visit.sees("#state", "Listening: your turn")

    visit.type("+8s")
    visit.sees(".turn.by-echo:last-child .who", "Echo, as nobody answered")
    visit.type("+30s")
    visit.hears("session ends: nobody answered")

    visit.sees("#state", "Asleep until you call it")
    assert visit.page.get_by_role("button", name="Start my heel stretches").is_visible()
    assert visit.page.get_by_role("button", name="Pause", exact=True).is_disabled()
    visit.press("What did I do today?")
    expect(visit.page.locator(".by-person .bubble").last).to_have_text(
        "ask my heel stretches what I did today"
    )


def test_loading_the_page_again_loses_nothing(visit):
    """The conversation, the count and the place are there again, and it goes on."""
    visit.count_to_twenty_two()
    before = visit.turns()

    visit.page.reload()
    visit.wait_until_ready()

    visit.sees("#count", "22")
    visit.sees("#set-and-side", "Set one of three · left foot")
    assert before == visit.turns()
    visit.type("+1s")
    visit.sees("#count", "21")


def test_a_conversation_is_saved_and_played_again(visit, tmp_path):
    """The file holds what was said and when; played again, everything happens again."""
    visit.count_to_twenty_two()
    visit.press("Pause")
    visit.hears("Paused.")
    said = visit.page.locator(".by-person .bubble").all_inner_texts()
    visit.page.get_by_text("Behind the scenes").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Save it").click()
    saved = tmp_path / "conversation.txt"
    download.value.save_as(saved)

    visit.page.get_by_label("without waiting").check()
    visit.page.get_by_label("Play a saved one").set_input_files(saved)
    visit.hears("the saved conversation is over")

    assert ["all five", "+38.500s", "pause"] == saved.read_text().splitlines()[-3:]
    assert said * 2 == visit.page.locator(".by-person .bubble").all_inner_texts()


def test_a_replay_without_waiting_is_not_heard_until_it_is_over(make_visit, tmp_path):
    """It jumps from one utterance to the next; then the sound goes on from where one is."""
    script = tmp_path / "conversation.txt"
    script.write_text("start my heel stretches\n+2s\nleft\n+2s\nall five\n+2s\nready\n")
    visit = make_visit(is_fast=False, voice=voice_named("espeak"))
    visit.open()

    visit.page.get_by_text("Behind the scenes").click()
    visit.page.get_by_label("without waiting").check()
    with visit.page.expect_request("**/*.wav"):
        visit.page.get_by_label("Play a saved one").set_input_files(script)
    visit.hears("the saved conversation is over")

    assert 1 == len([url for url in visit.requests if url.endswith(".wav")])


def test_losing_power_ends_the_session(visit):
    """What comes next begins a new one."""
    visit.count_to_twenty_two()

    visit.page.get_by_text("Behind the scenes").click()
    visit.press("Unplug it and plug it in")

    visit.hears("unplugged, and plugged in again")
    visit.sees("#count", "")
    assert visit.page.get_by_role("button", name="Start my heel stretches").is_visible()


def test_what_goes_to_the_skill_can_be_read(visit):
    """Behind each answer lie its request and its response; the attributes are shown too."""
    visit.press("Start my heel stretches")
    visit.hears("Which foot is sore")

    visit.page.locator(".turn summary", has_text="LaunchRequest").click()
    request, response = visit.page.locator(".turn pre").all_inner_texts()
    visit.page.get_by_text("Behind the scenes").click()

    assert "LaunchRequest" == json.loads(request)["request"]["type"]
    attributes = json.loads(response)["sessionAttributes"]
    assert attributes == json.loads(visit.page.locator("#attributes").inner_text())


def test_a_wrong_line_is_told(visit):
    """Beside the text box, and nothing is said."""
    visit.type("+soon")

    expect(visit.page.get_by_role("alert")).to_contain_text("is no length of time")
    visit.sees("#transcript", "Nothing has been said yet.")
    (complaint,) = visit.complaints  # the browser's own, of a status that is no success
    assert "400" in complaint
    visit.complaints.clear()


def test_the_keyboard_is_enough(visit):
    """The first Tab leads past everything to the text box; Enter says it."""
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.type("start my heel stretches")
    visit.page.keyboard.press("Enter")

    visit.hears("Which foot is sore")
    visit.page.keyboard.press("Shift+Tab")
    for _ in range(20):
        if visit.page.locator("#answers button", has_text="Left").evaluate(
            "e => e.matches(':focus')"
        ):
            break
        visit.page.keyboard.press("Shift+Tab")
    visit.page.keyboard.press("Enter")

    visit.hears("All five, or two?")


def test_the_count_goes_on_by_itself(make_visit):
    """With a clock that runs, nobody has to do anything but wait; also after loading it again."""
    visit = make_visit(is_fast=False)
    visit.open()
    visit.begin_calf_stretch()
    visit.type("+33s")
    visit.page.locator("#count", has_text=re.compile(r"^\d\d$")).wait_for()
    first = visit.page.locator("#count").inner_text()

    expect(visit.page.locator("#count")).not_to_have_text(first)
    visit.page.reload()
    visit.wait_until_ready()
    assert int(visit.page.locator("#count").inner_text()) < int(first)


def test_the_count_is_in_step_with_the_sound(make_visit):
    """What is shown is what is heard: thirty begins at 30 s, and each number lasts a second."""
    visit = make_visit(is_fast=False, voice=voice_named("espeak"))
    visit.open()
    visit.begin_calf_stretch()
    visit.type("+35s")
    visit.page.locator("#count", has_text=re.compile(r"^2\d$")).wait_for()

    visit.page.locator("#volume-row").wait_for()
    heard_seconds, shown = visit.page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done("
        "[player.currentTime, Number(count.textContent)]))))"
    )

    assert heard_seconds > 35
    earliest, latest = heard_seconds - 0.1, heard_seconds + 0.02
    assert shown in {30 - math.floor(earliest - 30), 30 - math.floor(latest - 30)}
    assert not visit.page.locator("#player").evaluate("player => player.paused")


def test_a_reader_is_not_told_every_second(visit):
    """The count stands outside of what is read out; the conversation gets it as one line."""
    visit.count_to_twenty_two()

    assert "true" == visit.page.locator("#count").get_attribute("aria-hidden")
    transcript = visit.page.get_by_role("log", name="Conversation")
    assert "twenty-nine" not in transcript.inner_text()
    assert "false" == transcript.get_attribute("aria-busy")


@pytest.mark.parametrize(
    ("size", "colours"),
    [
        (LAPTOP, "light"),
        (LAPTOP, "dark"),
        (PHONE, "light"),
        (PHONE, "dark"),
        (SMALLEST_PHONE, "light"),
    ],
)
def test_nobody_is_kept_out(make_visit, size, colours):
    """axe finds nothing, asleep, listening or with all open; nothing is wider than the screen."""
    visit = make_visit(viewport=size, color_scheme=colours)
    visit.open()
    found = [axe_report(visit)]
    visit.press("Start my heel stretches")
    visit.hears("Which foot is sore")
    visit.type("+28s")
    visit.sees("#state", "Listening: your turn")
    found.append(axe_report(visit))
    visit.press("Left")
    visit.hears("All five, or two?")
    visit.type("all five")
    visit.hears("Calf stretch.")
    visit.type("+38.5s")
    visit.sees("#count", "22")
    visit.page.get_by_text("Behind the scenes").click()
    visit.page.locator(".turn summary").last.click()
    found.append(axe_report(visit))

    assert ["", "", ""] == found
    assert size["width"] == visit.page.evaluate("document.documentElement.scrollWidth")


def axe_report(visit):
    """Return what axe finds wrong, as a text; an empty one when all is well."""
    results = Axe().run(visit.page)
    return results.generate_report() if results.violations_count else ""
