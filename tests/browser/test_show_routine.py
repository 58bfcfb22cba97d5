"""A routine on the pretend Echo Show, by the real skill: Amazon's renderer leads through it."""

from datetime import timedelta

import pytest

from simulator.rig.environment import TalkOptions, talk_environment
from tests.browser.room import MONDAY_MORNING, needs_renderer

pytestmark = needs_renderer

DAYS_BEFORE = (
    ("open my heel stretches", 60),
    ("left", 60),
    ("ask my heel stretches to start gently", 300),
    ("open my heel stretches and start the arch stretch", 400),
    ("open my heel stretches and start the calf stretch", 60),
    ("ready", 300),
)
"""What is said, and for how many seconds nothing is: both exercises are known afterwards, and the
short routine takes five minutes."""

ASKED = "open my heel stretches and start the short routine"

ROUTINE_MS = 3 * 60 * 1000
"""Longer than five minutes take at four times the speed, with the answers of the skill."""


@pytest.fixture
def show(make_visit, tmp_path):
    """Open the page of a Show of somebody who has been here before, four times as fast."""
    options = TalkOptions(tmp_path / "data", is_fast=True, start=MONDAY_MORNING - timedelta(days=6))
    with talk_environment(options) as talk:
        for line, seconds in DAYS_BEFORE:
            talk.echo.say(line)
            talk.echo.wait(seconds)
    visit = make_visit(is_fast=False, viewport={"width": 1366, "height": 768})
    visit.open()
    visit.open_panel("device")
    visit.page.get_by_label("Show", exact=True).check()
    visit.page.get_by_label("4 times as fast").check()
    visit.page.keyboard.press("Escape")
    return visit


def test_one_utterance_runs_a_routine_to_its_closing_words(show):
    """Every document asks for the next one as its sound ends; nothing more is said or touched."""
    show.type(ASKED)
    show.shown()
    show.page.get_by_text("session ends", exact=True).wait_for(timeout=ROUTINE_MS)

    said = show.page.locator(".by-person .bubble")
    assert [ASKED] == said.all_inner_texts()
    assert "arch stretch and calf stretch." in " ".join(show.turns())
    assert "" == show.page.locator("#show-trouble").inner_text()
