"""What is measured of a routine, and the verdict on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from benchmarks.routine import (
    DAYS,
    SHOWN_DAYS,
    Day,
    Measured,
    before_count,
    longest_silence_ms,
    longest_wait_seconds,
    missed,
    question_ms,
)
from simulator.device.events import Heard, PlaybackStarted
from simulator.device.sound import Sound, SoundKind, Soundtrack
from tests.conversation.practice import Routine

MORNING = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
ASKING = Soundtrack(
    (Sound(0, 4000, "Calf stretch. Left leg back."), Sound(9000, 9500, "Ready?")), 10_000
)
COUNTING = Soundtrack(
    (
        Sound(1000, 3000, "Left leg. Hold."),
        Sound(3500, 4000, "three", SoundKind.CELL),
        Sound(4500, 5000, "heel down", SoundKind.CELL),
    ),
    12_000,
)

GOOD = Measured(
    utterances=3,
    words_before_count=20,
    sound_before_count_seconds=20,
    first_question_seconds=20,
    sound_seconds=1200,
    silence_seconds=15,
    wait_seconds=25,
    response_bytes=24 * 1024,
    response_seconds=230,
    reprompt_seconds=230,
    lines=frozenset(),
    cues=frozenset(),
)


def test_words_and_sound_before_the_first_count():
    """Over several responses, to the moment at which the hold is called."""
    assert (8, 11_000) == before_count([ASKING, COUNTING])


def test_a_routine_without_a_count_is_a_mistake():
    """It would measure nothing."""
    with pytest.raises(ValueError, match="nothing is counted"):
        before_count([ASKING])


def test_the_first_question_is_over_where_its_sound_is():
    """Sound before it counts, what follows it does not."""
    assert 21_500 == question_ms([COUNTING, ASKING])


@pytest.mark.parametrize(("track", "longest_ms"), [(ASKING, 5000), (COUNTING, 7000)])
def test_the_longest_silence_may_be_anywhere(track, longest_ms):
    """Between two sounds, or after the last."""
    assert longest_ms == longest_silence_ms(track)


def test_waiting_goes_on_over_the_microphone_and_ends_with_a_word():
    """Eight seconds of microphone between the silences of two soundtracks; then an answer."""
    at = [MORNING + timedelta(seconds=seconds) for seconds in (0, 20, 35)]
    events = (
        PlaybackStarted(at[0], COUNTING, is_reprompt=False, closes_session=False),
        PlaybackStarted(at[1], COUNTING, is_reprompt=True, closes_session=False),
        Heard(at[2], "ready"),
    )

    assert (20 - 5) + 1 == longest_wait_seconds(Routine(date(2026, 11, 2), events))


def lived(**changes):
    """Return days on which all goals are just met, but for changes to each."""
    days = []
    for number in range(DAYS):
        lines = frozenset(f"{number} {exercise}" for exercise in range(5))
        today = replace(GOOD, lines=lines)
        days.append(Day(replace(today, **changes), days[-1].today if days else None))
    return days


def test_what_is_just_good_enough_meets_every_goal():
    """The goals themselves are allowed."""
    assert [] == missed(lived())


@pytest.mark.parametrize(
    ("changes", "missed_on"),
    [
        ({"utterances": 4}, {20, 21}),
        ({"utterances": 5}, {2, 3, 20, 21}),
        ({"utterances": 6}, set(SHOWN_DAYS)),
        ({"words_before_count": 56}, {2, 3, 20, 21}),
        ({"sound_before_count_seconds": 35}, {20, 21}),
        ({"silence_seconds": 15.1}, set(SHOWN_DAYS)),
        ({"response_bytes": 24 * 1024 + 1}, set(SHOWN_DAYS)),
        ({"response_seconds": 230.1}, set(SHOWN_DAYS)),
        ({"reprompt_seconds": 230.1}, set(SHOWN_DAYS)),
        ({"lines": frozenset("abcde")}, {2, 3, 20, 21}),
    ],
)
def test_what_misses_a_goal_is_told_with_its_day(changes, missed_on):
    """Each goal holds from its day on."""
    told = missed(lived(**changes))

    assert missed_on == {int(miss.removeprefix("day ").partition(",")[0]) for miss in told}
