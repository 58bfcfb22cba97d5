"""The page in a real browser, with the real skill behind it: what a person sees and can do."""

import math
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from simulator.voice.speaker import voice_named

LAPTOP = {"width": 1366, "height": 768}
LOW = {"width": 1280, "height": 650}
PHONE = {"width": 390, "height": 844}
SIDEWAYS = {"width": 844, "height": 390}
SMALLEST_PHONE = {"width": 320, "height": 640}


def test_an_exercise_from_beginning_to_end(visit):
    """By buttons and by typing; the count, the set and the side are shown, and it is logged."""
    visit.count_to_twenty_two()
    visit.sees("#exercise", "Calf stretch")
    visit.sees("#set-and-side", "Set 1 of 3 · left")
    visit.sees("#segment-clock", "0:38 / 3:09")

    visit.type("+40s")
    visit.sees("#set-and-side", "Set 1 of 3 · right")
    visit.type("+110s")
    visit.hears("Two sets done, one to go.")
    visit.press("Ready")
    visit.hears("Set three of three.")
    visit.type("+90s")
    visit.hears("calf stretch")  # praised in the day's words
    visit.type("what did I do today")

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
    visit.sees("#pause-at", "22 seconds to go; the hold begins again.")
    visit.sees("#pause-kept", "Kept until 10:00.")
    expect(visit.page.locator("#dial")).to_be_hidden()
    visit.sees("#exercise", "Calf stretch")


def test_nobody_answering_brings_the_reprompt_and_then_the_end(visit):
    """The microphone is open for eight seconds, twice; then the start button is back."""
    visit.press("Start my heel stretches")
    visit.hears("Which foot is sore")
    visit.type("+20s")
    visit.sees("#state", "Listening: your turn")

    visit.type("+4s")
    visit.sees(".turn.by-echo:last-child .who", "Echo, as nobody answered")
    visit.type("+30s")
    visit.hears("session ends: nobody answered")

    visit.sees("#state", "Asleep until you call it")
    expect(visit.page.get_by_role("button", name="Start my heel stretches")).to_be_visible()
    expect(visit.page.get_by_role("button", name="Pause", exact=True)).to_have_count(0)
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
    visit.sees("#set-and-side", "Set 1 of 3 · left")
    assert before == visit.turns()
    visit.type("+1s")
    visit.sees("#count", "21")


def test_a_conversation_is_saved_and_played_again(visit, tmp_path):
    """The file holds what was said and when; played again, everything happens again."""
    visit.count_to_twenty_two()
    visit.press("Pause")
    visit.hears("Paused.")
    said = visit.page.locator(".by-person .bubble").all_inner_texts()
    visit.open_panel("more")
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

    visit.open_panel("more")
    visit.page.get_by_label("without waiting").check()
    with visit.page.expect_request("**/*.wav"):
        visit.page.get_by_label("Play a saved one").set_input_files(script)
    visit.hears("the saved conversation is over")

    assert 1 == len([url for url in visit.requests if url.endswith(".wav")])


def test_a_wrong_line_is_told(visit):
    """Beside the text box, and nothing is said."""
    with visit.page.expect_console_message():
        visit.type("+soon")

    expect(visit.page.locator("#say-trouble")).to_contain_text("is no length of time")
    assert [] == visit.turns()
    (complaint,) = visit.complaints  # the browser's own, of a status that is no success
    assert "400" in complaint
    visit.complaints.clear()


def test_the_keyboard_is_enough(visit):
    """The first Tab leads past everything to the text box, and so does a slash; Space pauses."""
    keyboard = visit.page.keyboard
    keyboard.press("Tab")
    keyboard.press("Enter")
    keyboard.type("start my heel stretches")
    keyboard.press("Enter")
    visit.hears("Which foot is sore")
    visit.tab_to("Left")
    keyboard.press("Enter")
    visit.hears("All five, or two?")
    visit.blur()
    keyboard.press("/")
    keyboard.type("all five")
    keyboard.press("Enter")
    visit.hears("Calf stretch.")
    visit.type("+38.5s")
    visit.sees("#count", "22")

    visit.blur()
    keyboard.press("Space")
    visit.hears("Paused.")
    visit.sees(".sign", "Paused")
    keyboard.press("Space")
    visit.hears("Set one of three.")


def test_the_keyboard_keeps_its_place(visit):
    """A button that vanishes when it was pressed hands its focus on."""
    start = visit.page.get_by_role("button", name="Start my heel stretches")
    start.focus()
    visit.page.keyboard.press("Enter")
    visit.hears("Which foot is sore")
    visit.focuses("Left")

    visit.page.keyboard.press("Enter")
    visit.hears("All five, or two?")
    visit.focuses("The whole thing")


def test_a_panel_opens_and_closes_by_the_keyboard(visit):
    """Escape brings one back to its button."""
    visit.page.get_by_role("button", name="More", exact=True).focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", name="More", exact=True)).to_be_focused()
    visit.page.locator("#panel-more").wait_for()

    visit.page.keyboard.press("Escape")

    expect(visit.page.locator("#panel-more")).to_be_hidden()
    expect(visit.page.get_by_role("button", name="More", exact=True)).to_be_focused()


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


def test_a_reader_is_not_told_every_second(visit):
    """The count stands outside of what is read out; the conversation gets it as one line."""
    visit.count_to_twenty_two()

    assert "true" == visit.page.locator("#dial").get_attribute("aria-hidden")
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
        (SIDEWAYS, "light"),
    ],
)
def test_nobody_is_kept_out(make_visit, size, colours):
    """axe finds nothing, in any state."""
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
    found.append(axe_report(visit))
    visit.type("+38.5s")
    visit.sees("#count", "22")
    found.append(axe_report(visit))
    visit.press("Pause")
    visit.sees(".sign", "Paused")
    found.append(axe_report(visit))
    visit.open_panel("more")
    found.append(axe_report(visit))

    assert [""] * 6 == found


def test_forced_colours_keep_what_colours_tell(make_visit):
    """Bars, dots and the ring are seen, and axe finds nothing."""
    visit = make_visit(viewport=LAPTOP, forced_colors="active")
    visit.open()
    asleep = axe_report(visit)
    visit.count_to_twenty_two()
    visit.type("+30s")
    visit.sees("#set-and-side", "Set 1 of 3 · right")

    def told(selector, what):
        return visit.page.evaluate(
            f"getComputedStyle(document.querySelector('{selector}')).getPropertyValue('{what}')"
        )

    assert ["", ""] == [asleep, axe_report(visit)]
    assert told(".is-done", "background-color") != told("#echo", "background-color")
    assert told("#ring-left", "stroke") != told("#echo", "background-color")
    assert "none" == told("#rail progress", "forced-color-adjust")


@pytest.mark.parametrize("size", [LAPTOP, LOW, PHONE, SIDEWAYS, SMALLEST_PHONE])
def test_all_of_it_is_on_one_screen(make_visit, size):
    """What a person needs is in view in every state, and nothing has to be scrolled to."""
    visit = make_visit(viewport=size)
    visit.open()
    assert [] == out_of_view(visit, size, "nav", "#movements", "#start", "#say-text")
    visit.press("Start my heel stretches")
    visit.hears("Which foot is sore")
    assert [] == out_of_view(visit, size, "#words", "#answers", "#say-text")
    visit.type("left")
    visit.hears("All five, or two?")
    visit.type("all five")
    visit.hears("Calf stretch.")
    assert [] == out_of_view(visit, size, *COUNTING)
    visit.type("+38.5s")
    visit.sees("#count", "22")
    assert [] == out_of_view(visit, size, *COUNTING)
    assert newest_line(visit) in "Hold."
    visit.type("pause")
    visit.hears("Paused.")
    assert [] == out_of_view(visit, size, "#figure", "#pause-at", "#pause-kept", "#answers")


@pytest.mark.parametrize("size", [LAPTOP, LOW, PHONE, SIDEWAYS, SMALLEST_PHONE])
def test_the_last_repetition_is_within_its_ring(make_visit, size):
    """Ten of ten is the widest that is counted."""
    visit = make_visit(viewport=size)
    visit.open()
    visit.type("ask my heel stretches for the towel scrunch")
    visit.hears("Towel scrunch.")
    visit.type("+60s")
    visit.type("ready")
    visit.hears("Set one of three.")
    visit.type("+44s")
    visit.sees("#count", "10")

    ring, *texts = (
        visit.page.evaluate(TEXT_BOX, selector)
        for selector in ("#ring", "#count", "#of-count", "#phase")
    )
    middle = ring["left"] + ring["width"] / 2, ring["top"] + ring["height"] / 2
    for text in texts:
        for x in (text["left"], text["right"]):
            for y in (text["top"], text["bottom"]):
                assert math.dist(middle, (x, y)) < WITHIN_RING * ring["width"]


@pytest.mark.parametrize("size", [LAPTOP, LOW, PHONE, SIDEWAYS])
def test_there_is_room_to_type(make_visit, size):
    """Beside the longest answers, too."""
    visit = make_visit(viewport=size)
    visit.open()
    visit.begin_calf_stretch()
    visit.page.get_by_role("button", name="How do I do it?").wait_for()
    started = visit.page.locator("#say-text").bounding_box()["width"]
    visit.type("that hurts")
    visit.page.get_by_role("button", name="Eight").wait_for()
    asked = visit.page.locator("#say-text").bounding_box()["width"]

    assert min(started, asked) > LEAST_TO_TYPE_PX


WITHIN_RING = 0.46
"""How far it is from its middle to its stroke, of its width."""

LEAST_TO_TYPE_PX = 110
"""Room for a word or two. Our choice."""

TEXT_BOX = """(selector) => {
  const element = document.querySelector(selector);
  const range = document.createRange();
  range.selectNodeContents(element);
  const isRing = element.id === "ring";
  const box = (isRing ? element : range).getBoundingClientRect();
  const { left, right, top, bottom, width, height } = box;
  const spare = isRing ? 0 : height / 5; // a line is higher than its figures
  return { left, right, top: top + spare, bottom: bottom - spare, width, height };
}"""
"""Where a text is, or the ring."""

COUNTING = ("#exercise", "#figure", "#dial", "#dots", "#rail", "#answers", "#say-text", "#talk")


def out_of_view(visit, size, *wanted):
    """Return those of the elements that are not in view, or lie over one another."""
    width, height = size["width"], size["height"]
    scrolled = visit.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert [width, height] == scrolled
    missing, boxes = [], []
    for selector in wanted:
        box = visit.page.locator(selector).bounding_box()
        is_there = box and min(box["x"], box["y"]) >= 0 and min(box["width"], box["height"]) >= 4
        if not is_there or box["x"] + box["width"] > width or box["y"] + box["height"] > height:
            missing.append(selector)
        else:
            boxes.append((selector, box))
    return missing + [
        f"{one} over {other}"
        for at, (one, a) in enumerate(boxes)
        for other, b in boxes[at + 1 :]
        if min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"]) > 1
        and min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"]) > 1
    ]


def newest_line(visit):
    """Return the last line of the conversation, if it is in view."""
    return visit.page.evaluate(
        """() => {
            const log = document.getElementById("transcript").getBoundingClientRect();
            const last = [...document.querySelectorAll(".bubble p")].at(-1);
            const { top, bottom } = last.getBoundingClientRect();
            return top >= log.top && bottom <= log.bottom + 1 ? last.textContent : "out of view";
        }"""
    )


def axe_report(visit):
    """Return what axe finds wrong, as a text; an empty one when all is well."""
    results = Axe().run(visit.page)
    return results.generate_report() if results.violations_count else ""
