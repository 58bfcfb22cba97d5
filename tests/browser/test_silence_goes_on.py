"""What the page shows of exercises that go on by themselves."""

import re

import pytest
from playwright.sync_api import expect

from simulator.voice.speaker import voice_named


def begin(visit):
    """Let two of three sets of the calf stretch be counted, up to the open microphone."""
    visit.type("ask my heel stretches for the calf stretch")
    visit.hears("Calf stretch.")
    visit.type("+35s")
    visit.type("ready")
    visit.hears("Set one of three.")
    visit.type("+170s")
    visit.hears("Two sets done, one to go.")


@pytest.fixture
def going_on(visit):
    """Return a visit in the first hold of the reprompt, at twenty-four."""
    begin(visit)
    visit.type("+18s")
    visit.sees("#count", "24")
    return visit


def test_the_page_says_that_nothing_is_needed(visit):
    """While the microphone is open; nobody has to press anything."""
    begin(visit)

    visit.sees("#state", "Listening: it goes on by itself")
    visit.sees("#exercise", "Calf stretch")


def test_what_goes_on_by_itself_is_drawn_as_any_count(going_on):
    """The number, the ring, the set and the side, how long it takes, and why it is heard."""
    going_on.sees("#exercise", "Calf stretch")
    going_on.sees("#set-and-side", "Set 3 of 3 · left")
    going_on.sees("#segment-clock", "0:11 / 1:26")
    going_on.sees("#state", "Speak or press to interrupt")
    going_on.sees(".turn.by-echo:last-child .who", "Echo, going on by itself")
    ring = going_on.page.locator("#ring-left")
    assert going_on.page.locator("#dial.is-count").is_visible()
    assert 20 == pytest.approx(float(ring.evaluate("ring => ring.style.strokeDashoffset")), abs=1)

    going_on.type("+40s")
    going_on.sees("#set-and-side", "Set 3 of 3 · right")
    going_on.type("+60s")
    going_on.hears("session ends: nobody answered")
    going_on.press("What did I do today?")
    going_on.hears("Today: calf stretch")


def test_what_goes_on_by_itself_can_be_interrupted(going_on):
    """In the middle of the hold, which begins again after the pause."""
    going_on.press("Pause")
    going_on.hears("Paused.")

    assert [
        "Set three of three. Left leg. Hold. thirty, twenty-nine … twenty-four … (interrupted)",
        "pause",
        "Paused. Say resume within a minute; later, Alexa, start my heel stretches.",
    ] == going_on.turns()[-3:]
    going_on.sees(".sign", "Paused")
    going_on.type("+5s")
    going_on.sees("#state", "Listening: your turn")
    going_on.press("Resume")
    going_on.hears("Set three of three. Left leg.")


def test_loading_the_page_again_loses_nothing_of_it(going_on):
    """It is there again, and goes on."""
    before = going_on.turns()

    going_on.page.reload()
    going_on.wait_until_ready()

    going_on.sees("#count", "24")
    going_on.sees("#set-and-side", "Set 3 of 3 · left")
    assert before == going_on.turns()
    going_on.type("+1s")
    going_on.sees("#count", "23")


def test_the_next_exercise_is_named_when_it_is_told(visit):
    """In the middle of what goes on by itself; then the new exercise waits for the person."""
    visit.press("Start my heel stretches")
    visit.hears("Which foot is sore")
    visit.type("all five")
    visit.hears("Calf stretch.")
    visit.type("+4m")
    visit.sees("#exercise", "Calf stretch")
    visit.type("+80s")
    visit.hears("Towel scrunch.")
    visit.type("+40s")
    visit.hears("session ends: nobody answered")

    visit.type("ask my heel stretches where am i")
    visit.sees("#exercise", "Towel scrunch")


def test_it_is_heard_as_well(make_visit):
    """A sound of its own is loaded, which begins without a word of the person."""
    visit = make_visit(is_fast=False, voice=voice_named("espeak"))
    visit.open()
    visit.type("ask my heel stretches for the calf stretch")
    visit.hears("Calf stretch.")
    visit.type("+35s")
    visit.type("ready")
    visit.hears("Set one of three.")
    with visit.page.expect_request("**/*.wav"):
        visit.type("+185s")

    visit.page.locator("#count", has_text=re.compile(r"^\d\d$")).wait_for()
    visit.sees(".turn.by-echo:last-child .who", "Echo, going on by itself")
    assert 3 == len({url for url in visit.requests if url.endswith(".wav")})
    expect(visit.page.locator("#player")).to_have_js_property("paused", False)
