"""Other ways are offered once, to whoever knows an exercise well; one a day at most."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.context import Context
from skill.coaching.reply import State, Turn
from skill.progress.profile import Practice, Profile
from skill.routine.delivery import OFFERS, Tip
from skill.routine.exercises import ExerciseId
from skill.routine.settings import Grip, Scrunch, Settings, Talk
from skill.speech.narration import narration_for

DAY_MS = 24 * 60 * 60 * 1000
NOON_MS = 1_795_435_200_000
"""Noon on Monday, 23 November 2026, in London."""

WAYS = frozenset(OFFERS.values())
KNOWN = Profile(
    time_zone="Europe/London",
    practice=dict.fromkeys(ExerciseId, Practice(9, date(2026, 11, 22))),
)


def offered(profile, day=0):
    """Return the ways that are offered to somebody so many days after the Monday."""
    turn = Turn(NOON_MS + day * DAY_MS, "now")
    return Context(State(profile), turn, narration_for()).delivery().tips & WAYS


def test_each_way_has_its_days():
    """The stairs have none."""
    assert {Tip.TOWEL_ROUND_FOOT, Tip.ONE_PASS} == offered(KNOWN) | offered(KNOWN, 1)


@given(st.integers(0, 13))
def test_one_way_a_day_at_most(day):
    """Also on the day on which the other one was told."""
    assert len(offered(KNOWN, day)) == 1
    told = replace(KNOWN, told=dict.fromkeys(offered(KNOWN, day), 1))
    assert frozenset() == offered(told, day)


@pytest.mark.parametrize(
    "profile",
    [
        replace(KNOWN, practice=dict.fromkeys(ExerciseId, Practice(8, date(2026, 11, 22)))),
        replace(KNOWN, settings=Settings(grip=Grip.TOWEL, scrunch=Scrunch.EACH_FOOT)),
        replace(KNOWN, settings=Settings(talk=Talk.MINIMAL)),
        replace(KNOWN, settings=Settings(talk=Talk.FULL)),
        replace(KNOWN, told=dict.fromkeys(WAYS, 1)),
    ],
)
def test_nobody_else_is_offered_another_way(profile):
    """Too early, chosen already, few words wanted, or told before."""
    assert frozenset() == offered(profile) | offered(profile, 1)
