"""A coach's cues in the holds: another one each day, and never at a number's cost."""

from collections import defaultdict
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.routine.cues import CueKind, length_ms, work_cues
from skill.routine.delivery import Delivery, Entry
from skill.routine.exercises import EXERCISES, HALF_WAY_FROM_SECONDS, ExerciseId, Foot
from skill.routine.hold_cues import (
    COACHED_AFTER_TIMES,
    FREE_CELLS,
    HOLD_CUES,
    CueIdea,
    counting_in,
    hold_cue,
)
from skill.routine.message import message
from skill.routine.plan import Pick, make_plan
from skill.routine.segments import Composer
from skill.routine.settings import Counting, Settings, Talk
from tests.choices import chosen
from tests.unit.routine.walking import words

HELD = tuple(each.id for each in EXERCISES.values() if each.hold_seconds)

DAYS = st.integers(1, 1_000_000)
"""Ordinals of dates: all that a date can be, and some."""


def _plan(exercise, foot=None, sets=3, hold=0):
    dose = EXERCISES[exercise]
    holds = range(dose.hold_seconds.low, dose.hold_seconds.high + 1, dose.hold_seconds.step)
    choices = {"foot": foot, f"{exercise}_hold_seconds": holds[hold % len(holds)]}
    if dose.chooses_sets:
        choices[f"{exercise}_sets"] = max(dose.sets.low, sets)
    return make_plan((Pick(exercise),), chosen(**choices))


PLANS = st.builds(
    _plan,
    st.sampled_from(HELD),
    st.sampled_from([None, *Foot]),
    st.integers(1, 3),
    st.integers(0, 8),
)
"""Every dose of every exercise with holds."""


def _told(step, day, counting=Counting.COACH, talk=Talk.BRIEF):
    """Return what is said in a hold, by the seconds that are left."""
    cells = work_cues(step, counting, talk, words(), day=day)
    starts = accumulate((cell.slot_ms for cell in cells), initial=0)
    left = [step.work.seconds - start // 1000 for start in starts]
    return {at: cell for at, cell in zip(left, cells, strict=False) if cell.text}


def _counted(timeline):
    return [cue.text for cue in timeline.cues if cue.kind is CueKind.COUNT]


@given(plan=PLANS, day=DAYS)
def test_two_days_running_differ_in_every_hold(plan, day):
    """A line that comes every day is not heard any more."""
    for step in plan:
        cue = hold_cue(step, day)

        assert cue is None or cue is not hold_cue(step, day + 1)


@given(plan=PLANS, day=DAYS)
def test_within_a_day_they_go_from_form_over_breath_to_ease_and_none_comes_twice(plan, day):
    """On one side; the other has the same ones."""
    by_side = defaultdict(list)
    for step in plan:
        by_side[step.side].append(hold_cue(step, day))

    assert 1 == len({tuple(cues) for cues in by_side.values()})
    cues = [cue for cue in next(iter(by_side.values())) if cue]
    ideas = [[*CueIdea].index(cue.idea) for cue in cues]
    assert sorted(ideas) == ideas
    assert len(set(cues)) == len(cues)
    assert {plan[0].exercise} == {cue.exercise for cue in cues}


@given(exercise=st.sampled_from(HELD), sets=st.integers(1, 3), day=DAYS)
def test_all_cues_of_an_exercise_are_taken_in_turn(exercise, sets, day):
    """Within three weeks, whatever the dose; none is written for nothing."""
    plan = _plan(exercise, sets=sets)
    heard = {hold_cue(step, day + each) for step in plan for each in range(21)} - {None}

    assert {cue for cue in HOLD_CUES if cue.exercise is exercise} == heard


@pytest.mark.parametrize("exercise", HELD)
def test_the_first_set_of_three_is_about_form_the_last_about_ease(exercise):
    """And the one between about the breath, on every day."""
    plan = [step for step in _plan(exercise) if step.number in (1, 5, 9)]
    if not EXERCISES[exercise].rounds:
        plan = [step for step in _plan(exercise) if step.side == plan[0].side]

    for day in range(30):
        assert [*CueIdea] == [hold_cue(step, day).idea for step in plan]


def test_of_ten_short_holds_every_other_one_has_a_cue():
    """From the first one on, when there is something to be put right."""
    plan = _plan(ExerciseId.ARCH)

    assert [1, 3, 5, 7, 9] == [step.hold_number for step in plan if hold_cue(step, 739_000)]


@pytest.mark.parametrize("exercise", [ExerciseId.TOWEL, ExerciseId.RAISES])
def test_repetitions_have_no_cues(exercise):
    """Their words guide the movement."""
    plan = make_plan((Pick(exercise),), Settings())

    assert {None} == {hold_cue(step, day) for step in plan for day in range(9)}


@given(plan=PLANS, day=DAYS, counting=st.sampled_from(Counting), talk=st.sampled_from(Talk))
def test_a_hold_is_exactly_as_long_as_planned_in_every_style(plan, day, counting, talk):
    """Whole seconds, cue or no cue."""
    for step in plan:
        cells = work_cues(step, counting, talk, words(), day=day)

        assert step.work.seconds * 1000 == length_ms(cells)
        assert {CueKind.COUNT} == {cell.kind for cell in cells}
        assert [] == [cell for cell in cells if cell.slot_ms % 1000]


@given(plan=PLANS, day=DAYS, talk=st.sampled_from(Talk))
def test_no_cue_displaces_a_number(plan, day, talk):
    """Every fifth second, half way and the last five are said at their second, as without cues."""
    for step in plan:
        coached, by_fives = _told(step, day, talk=talk), _told(step, day, Counting.EVERY_FIVE)
        seconds = step.work.seconds
        expected = {*range(5, seconds + 1, 5), 4, 3, 2, 1}
        if seconds >= HALF_WAY_FROM_SECONDS:
            expected.add(seconds // 2)

        assert expected == set(by_fives)
        assert by_fives == {at: coached[at] for at in by_fives}


@given(plan=PLANS, day=DAYS)
def test_a_hold_has_one_cue_and_it_ends_before_the_next_number(plan, day):
    """One idea; in the hamstring stretch on the first breath out."""
    for step in plan:
        between = _told(step, day).items() - _told(step, day, Counting.EVERY_FIVE).items()
        cue = hold_cue(step, day)
        breaths = {"breathe in", "and out"} if EXERCISES[step.exercise].breathes else set()
        cues = [cell for _, cell in between if cell.text not in breaths]

        assert ([cue.cells * 1000] if cue else []) == [cell.slot_ms for cell in cues]
        assert max((cell.slot_ms for _, cell in between), default=0) <= FREE_CELLS * 1000


@pytest.mark.parametrize(
    ("hold", "breaths"),
    [
        (0, "19 in/14 out"),
        (1, "24 in/19 out/14 in/9 out"),
        (2, "29 in/24 out/19 in/14 out"),
    ],
    ids=["20 s", "25 s", "30 s"],
)
@pytest.mark.parametrize("day", range(3))
def test_the_hamstring_stretch_has_whole_deep_breaths(hold, breaths, day):
    """Ten seconds each; none is cut off by the last five seconds."""
    for step in _plan(ExerciseId.HAMSTRING, hold=hold):
        told = _told(step, day).items() - _told(step, day, Counting.EVERY_FIVE).items()
        heard = [
            f"{left} {'out' if cell.text.startswith('and out') else cell.text.split()[-1]}"
            for left, cell in sorted(told, key=lambda each: -each[0])
        ]

        assert breaths == "/".join(heard)


def test_cues_begin_with_the_third_time():
    """Until then every second is counted; other styles stay as they are."""
    styles = [counting_in(Counting.COACH, times) for times in range(4)]

    assert [Counting.EVERY_SECOND] * COACHED_AFTER_TIMES + [Counting.COACH] * 2 == styles
    assert set(Counting) - {Counting.COACH} == {
        counting_in(each, times) for each in Counting for times in (0, 9) if each != "coach"
    }


def test_a_plan_is_told_with_the_cues_of_the_day_and_of_the_exercises_that_are_known():
    """The calf stretch was done before, the arch stretch was not."""
    settings = Settings()
    plan = make_plan((Pick(ExerciseId.CALF), Pick(ExerciseId.ARCH)), settings)
    texts = {}
    for day in (739_000, 739_001):
        times = {ExerciseId.CALF: COACHED_AFTER_TIMES, ExerciseId.ARCH: 1}
        composer = Composer(plan, Delivery(settings, words(), day=day, times=times))
        timelines = [composer.segment(at, Entry.COUNT).timeline for at in (0, 6)]
        texts[day] = [_counted(timeline) for timeline in timelines]

        assert words()(message(hold_cue(plan[0], day).key)) in texts[day][0]
        assert "twenty-nine" not in texts[day][0]
        assert ["ten", "nine", "eight", "seven"] == texts[day][1][:4]
    assert texts[739_000] != texts[739_001]


def test_whoever_asked_for_the_least_talk_has_no_cues():
    """The count alone, by fives."""
    for step in _plan(ExerciseId.CALF):
        assert _told(step, 0, Counting.EVERY_FIVE) == _told(step, 0, talk=Talk.MINIMAL)


def test_each_exercise_with_holds_has_six_cues_or_more():
    """With a key of its own each."""
    for exercise in HELD:
        assert 6 <= sum(1 for cue in HOLD_CUES if cue.exercise is exercise)
    assert len(HOLD_CUES) == len({cue.key for cue in HOLD_CUES})


@pytest.mark.parametrize("cue", HOLD_CUES, ids=lambda cue: cue.key)
def test_a_cue_is_short_and_says_nothing_of_pain(cue):
    """What to do about pain is a sentence of its own, never a word between two numbers."""
    text = words()(message(cue.key))

    assert text == text.lower()
    assert len(text.removeprefix("and out, ").split()) <= 4
    assert not {"pain", "hurts", "sharp", "stop", "only"} & set(text.replace(",", "").split())
