"""The verdict on what storage costs: each target can be missed, and is then told."""

from dataclasses import replace

from benchmarks.costs import HISTORIES_DAYS, Measured, Turn, Turns, targets
from benchmarks.meter import Cost

FIRST = Turn("session", "LaunchRequest", "routine", Cost(1, 1, 2, 2))
NEXT = Turn("session", "ReadyIntent", "routine", Cost(0, 2, 0, 3))
LATE = Turn("late", "ReadyIntent", "midnight", Cost(1, 3, 1, 3))
DAY = Turns([FIRST, NEXT])
THEIRS = Turn("session", "LaunchRequest", "routine", Cost(1, 1, 28, 112))
"""Twenty times seven units."""


def measured(turns, late=LATE):
    """Return the same day after each history."""
    return Measured(dict.fromkeys(HISTORIES_DAYS, turns), Turns([late]))


def verdicts(ours, theirs=THEIRS):
    """Return which targets are met."""
    return [target.is_met for target in targets(ours, measured(Turns([theirs])))]


def test_what_is_just_good_enough_meets_every_target():
    """The limits themselves are allowed."""
    assert [True] * 5 == verdicts(measured(DAY))


def test_a_second_read_in_a_session_is_missed():
    """Two sessions may read once each."""
    reads = replace(NEXT, cost=Cost(1, 1, 0, 3))

    assert verdicts(measured(Turns([FIRST, replace(reads, session_id="other")])))[0]
    assert [False, True, True, True, True] == verdicts(measured(Turns([FIRST, reads])))


def test_a_third_write_in_a_turn_is_missed():
    """Not two turns with two."""
    writes = replace(NEXT, cost=Cost(0, 3, 0, 3))

    assert [True, False, True, True, True] == verdicts(measured(Turns([FIRST, writes])))


def test_a_fourth_write_around_midnight_is_missed():
    """Three are allowed there."""
    late = replace(LATE, cost=Cost(1, 4, 1, 3))

    assert [True, True, False, True, True] == verdicts(measured(DAY, late))


def test_a_cost_that_grows_with_history_is_missed():
    """Half a unit is enough."""
    grown = Turns([FIRST, NEXT, Turn("later", "ReadyIntent", "round", Cost(1, 0, 0.5, 0))])
    ours = measured(DAY)
    ours = replace(ours, days={**ours.days, max(HISTORIES_DAYS): grown})

    assert [True, True, True, False, True] == verdicts(ours)


def test_less_than_twenty_times_the_adapters_cost_is_missed():
    """One unit less, and the difference is too small."""
    theirs = replace(THEIRS, cost=Cost(1, 1, 28, 111))

    assert [True, True, True, True, False] == verdicts(measured(DAY), theirs)
