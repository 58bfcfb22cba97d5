"""Figures of our own choice that people notice: a change has to be meant."""

from dataclasses import replace

import pytest

from skill.coaching import commands
from skill.coaching.commands import PainWord, Plain
from skill.routine.exercises import ExerciseId
from tests.unit.coaching.asking import said
from tests.unit.coaching.test_commands_in_states import way_to
from tests.unit.coaching.test_undo import Person

LEAVES_OUT = "We'll leave this one today."


def in_a_count():
    """Return somebody in the middle of a hold."""
    person = Person()
    person.state, person.now_ms = way_to("work")
    person.is_new = False
    return person


@pytest.mark.parametrize(
    ("level", "words"),
    [
        *((level, "That's mild.") for level in (1, 2, 3)),
        *((level, "Make it smaller this time.") for level in (4, 5)),
        *((level, LEAVES_OUT) for level in (6, 7, 8, 9, 10, 11)),
    ],
)
def test_up_to_three_goes_on_up_to_five_smaller_and_more_is_left_out(level, words):
    """Safety: the rule of the pain-monitoring model, never less careful."""
    assert words in said(in_a_count().say(commands.Hurts(level)))


def test_a_cramp_has_half_a_minute():
    """To let it settle."""
    assert 30 == in_a_count().say(commands.Hurts(word=PainWord.CRAMP)).reprompt.silence_seconds


def test_the_third_thing_in_a_row_that_is_not_understood_ends():
    """Where nothing runs."""
    person = Person()
    person.say(Plain.HELP)

    assert [True, True, False] == [person.say(Plain.NOT_UNDERSTOOD).listen for _ in range(3)]


@pytest.mark.parametrize(("asked", "given"), [(None, 20), (90, 90), (120, 120), (121, 120)])
def test_more_time_is_two_minutes_at_most(asked, given):
    """And twenty seconds where no time is named; half way it is told how much is left."""
    person = Person()
    person.say(commands.Start(exercise=ExerciseId.TOWEL))
    quiet, sign, rest = person.say(commands.NotReady(asked)).timeline.cues[1:4]

    assert given * 1000 == quiet.slot_ms + sign.slot_ms + rest.slot_ms
    assert given * 500 == rest.slot_ms
    assert "more seconds." in sign.text


@pytest.mark.parametrize(("minutes", "asks"), [(1, True), (2, False)])
def test_a_minute_is_too_short_for_any_routine(minutes, asks):
    """The shortest one is offered."""
    reply = Person().say(commands.Start(minutes=minutes))

    assert asks == (reply.timeline is None)


@pytest.mark.parametrize(("told", "tips"), [(0, True), (1, True), (2, False)])
def test_that_a_rest_can_be_skipped_is_told_twice_ever(told, tips):
    """From then on it is known."""
    person = Person()
    known = {"disclaimer": 1, "rest_tip": told, "start_sooner": 5}
    profile = replace(person.state.profile, told=known)
    person.state = replace(person.state, profile=profile)
    reply = person.say(commands.Start(exercise=ExerciseId.TOWEL))
    words = " ".join(cue.text for cue in reply.timeline.cues if cue.text)

    assert "Towel scrunch." in words
    assert tips == ("skip" in words)
