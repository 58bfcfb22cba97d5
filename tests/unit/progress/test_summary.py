"""What a day amounts to: done, begun, untouched, rounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.progress.days import DayLog
from skill.progress.summary import Begun, Summary, day_name, summarise, times
from skill.routine.exercises import ExerciseId, Foot, Part
from skill.routine.settings import Settings
from tests.choices import chosen
from tests.unit.progress.strategies import SETTINGS

DAY = date(2026, 3, 2)
CALF, TOWEL, HAMSTRING, RAISES, ARCH, *_ = ExerciseId
TIPTOE, ROCK = Part
ONE_ROUND = {"arch_steps": 10, "arch_done": 1, "arch_done_steps": 10}
FIVE = {
    **{f"{unit}_steps": 6 for unit in (CALF, TOWEL, HAMSTRING, TIPTOE, ROCK)},
    **{f"{unit}_done": 1 for unit in (CALF, TOWEL, HAMSTRING, TIPTOE, ROCK)},
    **{f"{unit}_done_steps": 6 for unit in (CALF, TOWEL, HAMSTRING, TIPTOE, ROCK)},
    **ONE_ROUND,
}


def done(*units):
    """Return the counters of one whole dose of each."""
    return {f"{unit}_done": 1 for unit in units}


def summary(log, settings=None, *, of=None):
    """Return the summary of a day with these counters."""
    return summarise(DayLog(of or DAY, log), settings or Settings())


@pytest.mark.parametrize(
    ("counters", "expected"),
    [
        pytest.param({}, Summary((), (), tuple(ExerciseId), 0, 3), id="nothing yet"),
        pytest.param(
            ONE_ROUND,
            Summary((ARCH,), (), (CALF, TOWEL, HAMSTRING, RAISES), 1, 3),
            id="morning, one thing: the arch stretch, round one of three",
        ),
        pytest.param(
            FIVE | {"arch_steps": 20, "arch_done": 2, "arch_done_steps": 20},
            Summary(tuple(ExerciseId), (), (), 2, 3),
            id="evening, all but rounds: all five, two of three rounds",
        ),
        pytest.param(
            done(CALF, TOWEL) | {"hamstring_steps": 2},
            Summary((CALF, TOWEL), (Begun(HAMSTRING, 1, 2),), (RAISES, ARCH), 0, 3),
            id="partial: calf and towel, one of two hamstring sets; not yet raises and arch",
        ),
        pytest.param(
            FIVE | {"arch_steps": 30, "arch_done": 3, "arch_done_steps": 30},
            Summary(tuple(ExerciseId), (), (), 3, 3),
            id="all done, and all three rounds",
        ),
        pytest.param(
            {"calf_steps": 4},
            Summary((), (Begun(CALF, 2, 3),), (TOWEL, HAMSTRING, RAISES, ARCH), 0, 3),
            id="only an unfinished one: two sets of three of the calf stretch",
        ),
        pytest.param(
            {"calf_steps": 3},
            Summary((), (Begun(CALF, 1, 3),), (TOWEL, HAMSTRING, RAISES, ARCH), 0, 3),
            id="a set of which one side is done is not a set",
        ),
        pytest.param(
            {"calf_steps": 1},
            Summary((), (Begun(CALF, 0, 3),), (TOWEL, HAMSTRING, RAISES, ARCH), 0, 3),
            id="begun, with not even one set",
        ),
        pytest.param(
            {"towel_steps": 2},
            Summary((), (Begun(TOWEL, 2, 3),), (CALF, HAMSTRING, RAISES, ARCH), 0, 3),
            id="a set of the towel scrunch has one step",
        ),
        pytest.param(
            {"arch_steps": 4},
            Summary((), (Begun(ARCH, 4, 10),), (CALF, TOWEL, HAMSTRING, RAISES), 0, 3),
            id="four of ten holds of the arch stretch",
        ),
        pytest.param(
            {"arch_steps": 14, "arch_done": 1, "arch_done_steps": 10},
            Summary((ARCH,), (), (CALF, TOWEL, HAMSTRING, RAISES), 1, 3),
            id="a second round that is begun does not undo the first",
        ),
        pytest.param(
            done(TIPTOE) | {"rock_steps": 2},
            Summary((TIPTOE,), (Begun(ROCK, 2, 3),), (CALF, TOWEL, HAMSTRING, ARCH), 0, 3),
            id="one part whole, the other begun",
        ),
        pytest.param(
            done(TIPTOE),
            Summary((TIPTOE,), (), (CALF, TOWEL, HAMSTRING, ROCK, ARCH), 0, 3),
            id="one part whole, the other untouched",
        ),
        pytest.param(
            {"tiptoe_steps": 1, "rock_steps": 1},
            Summary(
                (),
                (Begun(TIPTOE, 1, 3), Begun(ROCK, 1, 3)),
                (CALF, TOWEL, HAMSTRING, ARCH),
                0,
                3,
            ),
            id="both parts begun",
        ),
        pytest.param(
            done(TIPTOE, ROCK),
            Summary((RAISES,), (), (CALF, TOWEL, HAMSTRING, ARCH), 0, 3),
            id="both parts whole are the raises",
        ),
        pytest.param(
            {"calf_steps": 8, "calf_done": 1, "calf_done_steps": 6},
            Summary((CALF,), (), (TOWEL, HAMSTRING, RAISES, ARCH), 0, 3),
            id="more than a dose is a dose",
        ),
    ],
)
def test_a_day_amounts_to(counters, expected):
    """The cases of a day, by the default doses."""
    assert expected == summary(counters)


@pytest.mark.parametrize(
    ("counters", "settings", "expected"),
    [
        ({"calf_steps": 2}, chosen(calf_sets=2), Begun(CALF, 1, 2)),
        ({"hamstring_steps": 4}, chosen(hamstring_sets=3), Begun(HAMSTRING, 2, 3)),
        ({"towel_steps": 2}, Settings(foot=Foot.BOTH), Begun(TOWEL, 2, 3)),
        ({"rock_steps": 1}, chosen(raises_sets=2), Begun(ROCK, 1, 2)),
        ({"arch_steps": 1}, chosen(arch_hold_seconds=30), Begun(ARCH, 1, 2)),
        ({"arch_steps": 12}, Settings(foot=Foot.BOTH), Begun(ARCH, 12, 20)),
        # Five of ten short holds, and then the other dose was chosen: never "five of two".
        ({"arch_steps": 5}, chosen(arch_hold_seconds=30), Begun(ARCH, 2, 2)),
        # Fewer sets were chosen in the middle of a dose: never "three of one".
        ({"calf_steps": 6}, chosen(calf_sets=1), Begun(CALF, 1, 1)),
    ],
)
def test_what_is_begun_is_told_by_the_persons_own_dose(counters, settings, expected):
    """Sets of the dose that they do, not of the default one."""
    assert (expected,) == summary(counters, settings).begun


def test_the_other_arch_dose_has_two_rounds():
    """Thirty seconds twice, twice a day."""
    found = summary(ONE_ROUND, chosen(arch_hold_seconds=30))

    assert (1, 2) == (found.rounds, found.rounds_per_day)


def test_the_summary_of_any_day_is_the_same():
    """Yesterday is told as today is: the date has no part in it."""
    assert summary(FIVE) == summary(FIVE, of=date(2026, 3, 1))


def test_a_day_is_empty_until_something_is_begun():
    """One step is enough."""
    assert [True, False, False] == [
        summary(counters).is_empty for counters in ({}, {"calf_steps": 1}, ONE_ROUND)
    ]


def test_a_day_has_all_when_all_five_are_whole():
    """Rounds that are left do not count against it; an exercise that is left does."""
    without_towel = {name: n for name, n in FIVE.items() if not name.startswith("towel")}

    assert [True, False, False] == [
        summary(counters).has_all for counters in (FIVE, without_towel, {})
    ]


UNITS = (CALF, TOWEL, HAMSTRING, TIPTOE, ROCK, ARCH)
COUNTERS = st.fixed_dictionaries(
    {},
    optional={
        f"{unit}_{what}": st.integers(0, 30)
        for unit in UNITS
        for what in ("steps", "done", "done_steps")
    },
)


@given(COUNTERS, SETTINGS)
def test_every_exercise_is_told_once(counters, settings):
    """Done, begun or untouched: whole, or by its parts, and in the article's order."""
    found = summary(counters, settings)

    told = [*found.done, *(each.unit for each in found.begun), *found.untouched]
    units = [part for unit in told for part in ((TIPTOE, ROCK) if unit is RAISES else (unit,))]
    assert sorted(UNITS) == sorted(units)
    for group in (found.done, found.untouched, tuple(each.unit for each in found.begun)):
        numbers = [UNITS.index(TIPTOE if unit is RAISES else unit) for unit in group]
        assert sorted(numbers) == numbers
    assert all(0 <= each.sets_done <= each.sets for each in found.begun)


@pytest.mark.parametrize(
    ("rounds", "told", "left"),
    [(0, "some", 3), (1, "some", 2), (3, "all", 0), (4, "more", 0)],
)
def test_rounds_beyond_the_dose_are_told_by_themselves(rounds, told, left):
    """No "four of three", and never fewer than none left."""
    found = summary({"arch_steps": rounds * 10, "arch_done": rounds})

    assert (told, left) == (found.rounds_told, found.rounds_left)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (CALF, Summary((CALF,), (), (), 0, 3)),
        (TOWEL, Summary((), (Begun(TOWEL, 1, 3),), (), 0, 3)),
        (HAMSTRING, Summary((), (), (HAMSTRING,), 0, 3)),
        (RAISES, Summary((TIPTOE,), (), (ROCK,), 0, 3)),
        (TIPTOE, Summary((TIPTOE,), (), (), 0, 3)),
        (ARCH, Summary((ARCH,), (), (), 1, 3)),
    ],
)
def test_a_day_can_be_told_of_one_exercise(unit, expected):
    """Nothing of the others is in it, the rounds of the arch stretch included."""
    assert expected == summary(done(CALF, TIPTOE) | ONE_ROUND | {"towel_steps": 1}).of(unit)


def test_a_part_of_whole_raises_is_done():
    """Whoever has done both has done each."""
    assert Summary((ROCK,), (), (), 0, 3) == summary(done(TIPTOE, ROCK)).of(ROCK)


def test_an_exercise_of_two_parts_was_done_as_often_as_both():
    """The smaller number counts."""
    log = DayLog(DAY, {"tiptoe_done": 2, "rock_done": 1})

    assert [2, 1, 1, 0] == [times(log, unit) for unit in (TIPTOE, ROCK, RAISES, CALF)]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 3, 2), "today"),
        (date(2026, 3, 1), "yesterday"),
        (date(2026, 2, 28), "day-5"),
        (date(2026, 2, 24), "day-1"),
        (date(2026, 2, 23), "2026-02-23"),
        (date(2026, 3, 3), "2026-03-03"),
    ],
)
def test_a_day_has_the_name_that_people_give_it(day, name):
    """Today, yesterday, a weekday of the last six days; else its date."""
    assert name == day_name(day, DAY)
