"""The first words to somebody who has been here before."""

from datetime import timedelta

import pytest

from skill.coaching.commands import Plain
from skill.coaching.settle import heard
from skill.progress.profile import Practice
from skill.routine.exercises import ExerciseId
from skill.routine.settings import Settings
from tests.unit.coaching.asking import FIVE, PRACTISED, TODAY, ask, did, said


@pytest.mark.parametrize(
    ("practice", "days", "opens", "words"),
    [
        (15, {}, True, "Good to have you back. Five exercises today, about ..."),
        (14, {}, True, "Good morning. Off we go. Calf stretch. ..."),
        (15, {3: did(calf=1)}, True, "Good morning. Off we go. Five exercises today, about ..."),
        (15, {}, False, "Five exercises, about ..."),
    ],
)
def test_whoever_was_away_for_long_is_welcomed_back(practice, days, opens, words):
    """After more than two weeks, once, before the overview; no day is counted that was missed."""
    known = dict.fromkeys(ExerciseId, Practice(9, TODAY - timedelta(practice)))
    reply = ask(Plain.LAUNCH, days, opens=opens, practice=known)
    heard = " ".join(cue.text for cue in reply.timeline.cues if cue.text)

    assert words == heard[: len(words) - 3] + "..."


FOOTLESS = Settings()


@pytest.mark.parametrize(
    ("asked", "practice", "days", "is_asked"),
    [
        (6, PRACTISED, {}, False),
        (7, PRACTISED, {}, True),
        (7, {}, {}, True),
        (None, PRACTISED, {}, True),
        # This may be somebody whose profile could not be read.
        (None, {}, {}, False),
        (7, PRACTISED, {0: FIVE}, False),
    ],
)
def test_the_sore_foot_is_asked_for_again_after_a_week(asked, practice, days, is_asked):
    """Where it is not known, and there is something to do with it."""
    asked_on = None if asked is None else TODAY - timedelta(asked)
    reply = ask(Plain.LAUNCH, days, settings=FOOTLESS, practice=practice, foot_asked_on=asked_on)
    question = "Which foot is sore: left, right or both?"

    assert is_asked == said(reply).endswith(question)
    assert asked_on == reply.state.profile.foot_asked_on
    assert (TODAY if is_asked else asked_on) == heard(reply.state).profile.foot_asked_on
