"""A plan holds exactly the dose: every side, set and repetition once, in a fixed order."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Pace, Part, Side
from skill.routine.plan import (
    Hold,
    Pick,
    Reps,
    exercise_range,
    exercises_of,
    finished_exercises,
    make_plan,
    parse_step_id,
    picks_of_unit,
    picks_without,
    place_of,
)
from skill.routine.settings import Grip, Ground, Scrunch, Settings
from tests.choices import chosen
from tests.unit.routine.walking import routines
from tests.unit.routine.walking import settings as all_settings

TEMPO_SECONDS = {
    # Pace: towel, tiptoes, heel rocks; seconds of one repetition
    Pace.QUICK: (4, 4, 3),
    Pace.STEADY: (4, 6, 4),
    Pace.SLOW: (6, 8, 5),
}


def _ids(*picks, **choices):
    whole = tuple(Pick(each) if isinstance(each, ExerciseId) else each for each in picks)
    return [step.id for step in make_plan(whole, chosen(**choices))]


def _dose(pick, settings):
    """Return what a pick comes to: units and sides, each with its steps and their work."""
    sets = pick.sets or settings.sets(pick.exercise)
    towel, tiptoe, rock = TEMPO_SECONDS[settings.pace]
    sore = {Foot.LEFT: Side.LEFT, Foot.RIGHT: Side.RIGHT}.get(settings.foot)
    match pick.exercise:
        case ExerciseId.CALF | ExerciseId.HAMSTRING:
            seconds = settings.hold_seconds(pick.exercise)
            return Counter({(pick.exercise, side, (seconds,)): sets for side in Side})
        case ExerciseId.TOWEL:
            feet = tuple(Side) if settings.scrunch is Scrunch.EACH_FOOT else (sore,)
            return Counter({(pick.exercise, side, (10, towel)): sets for side in feet})
        case ExerciseId.RAISES:
            works = {Part.TIPTOE: (10, tiptoe), Part.ROCK: (10, rock)}
            parts = (pick.part,) if pick.part else tuple(Part)
            return Counter({(part, None, works[part]): sets for part in parts})
        case ExerciseId.ARCH:
            seconds = pick.hold_seconds or settings.hold_seconds(pick.exercise)
            feet = tuple(Side) if settings.foot is Foot.BOTH else (sore,)
            holds = {10: 10, 30: 2}[seconds]
            return Counter({(pick.exercise, side, (seconds,)): holds for side in feet})


def _work(step):
    match step.work:
        case Hold(seconds=seconds):
            return (seconds,)
        case Reps(count=count, tempo=tempo):
            return (count, tempo.seconds)


@bounds(max_examples=60)
@given(picks=routines, settings=all_settings)
def test_a_plan_is_the_dose_and_nothing_else(picks, settings):
    """Sets, repetitions, seconds and sides are those of the picks and the settings."""
    planned = Counter((step.unit, step.side, _work(step)) for step in make_plan(picks, settings))

    assert sum((_dose(pick, settings) for pick in picks), Counter()) == planned


@bounds(max_examples=60)
@given(picks=routines, settings=all_settings)
def test_each_side_gets_the_same_seconds(picks, settings):
    """Where left and right both work, neither gets less."""
    seconds = Counter()
    for step in make_plan(picks, settings):
        seconds[step.exercise, step.side] += step.work.slot_seconds
    for exercise, side in list(seconds):
        other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(side)
        if (exercise, other) in seconds:
            assert seconds[exercise, side] == seconds[exercise, other]
    for exercise in {step.exercise for step in make_plan(picks, settings)}:
        if EXERCISES[exercise].both_sides:
            assert set(Side) == {side for each, side in seconds if each is exercise}


@bounds(max_examples=60)
@given(picks=routines, settings=all_settings)
def test_standing_and_lying_stretches_change_sides_after_every_hold(picks, settings):
    """Left, right, left, right: one leg rests while the other works."""
    for exercise in (ExerciseId.CALF, ExerciseId.HAMSTRING):
        sides = [step.side for step in make_plan(picks, settings) if step.exercise is exercise]

        assert [Side.LEFT, Side.RIGHT] * (len(sides) // 2) == sides


@bounds(max_examples=60)
@given(picks=routines, settings=all_settings)
def test_every_step_of_a_plan_has_an_id_of_its_own(picks, settings):
    """Finished steps are remembered by id."""
    ids = [step.id for step in make_plan(picks, settings)]

    assert len(ids) == len(set(ids))


@bounds(max_examples=60)
@given(picks=routines, settings=all_settings)
def test_exercises_stay_together_and_in_the_order_picked(picks, settings):
    """No exercise is left and come back to."""
    plan = make_plan(picks, settings)
    blocks = [
        after.exercise for before, after in pairwise((None, *plan)) if _changes(before, after)
    ]

    assert [pick.exercise for pick in picks] == blocks == list(exercises_of(plan))


def _changes(before, after):
    return before is None or before.exercise is not after.exercise


@bounds(max_examples=60)
@given(picks=routines, settings=all_settings)
def test_sets_and_holds_are_numbered_from_one_to_the_last(picks, settings):
    """What is announced, as "set two of three", is true for every step."""
    plan = make_plan(picks, settings)
    for step in plan:
        alike = [each for each in plan if (each.unit, each.side) == (step.unit, step.side)]
        numbers = [(each.set_number, each.hold_number) for each in alike]

        assert sorted(set(numbers)) == numbers
        assert (step.sets, step.holds) == numbers[-1]
        assert (1, 1) == numbers[0]


@bounds(max_examples=30)
@given(picks=routines, settings=all_settings)
def test_a_plan_is_the_same_each_time(picks, settings):
    """Nothing but picks and settings goes into it."""
    assert make_plan(picks, settings) == make_plan(picks, settings)


@bounds(max_examples=30)
@given(picks=routines, settings=all_settings)
def test_an_exercise_is_finished_when_its_last_step_is(picks, settings):
    """All of its steps, in whatever part or side; one missing and it is open."""
    plan = make_plan(picks, settings)
    first, end = exercise_range(plan, len(plan) // 2)
    exercise = plan[first].exercise
    done = frozenset(step.id for step in plan[first:end])

    assert {exercise} == {step.exercise for step in plan[first:end]}
    assert (exercise,) == finished_exercises(plan, done)
    assert () == finished_exercises(plan, done - {plan[end - 1].id})
    assert exercises_of(plan) == finished_exercises(plan, frozenset(step.id for step in plan))


def test_the_default_calf_stretch_is_three_sets_of_left_and_right():
    """Ids name unit, set and side."""
    expected = [f"calf-{number}-{side}" for number in (1, 2, 3) for side in ("left", "right")]

    assert expected == _ids(ExerciseId.CALF)


def test_raises_take_turns_by_set():
    """Tiptoes and heel rocks of set one, then of set two, then of set three."""
    assert ["tiptoe-1", "rock-1", "tiptoe-2", "rock-2", "tiptoe-3", "rock-3"] == _ids(
        ExerciseId.RAISES
    )


@pytest.mark.parametrize("part", Part)
def test_one_part_of_the_raises_alone_has_all_its_sets(part):
    """Half of exercise four is half of it."""
    assert [f"{part}-{number}" for number in (1, 2, 3)] == _ids(Pick(ExerciseId.RAISES, part))


@pytest.mark.parametrize(
    ("foot", "sides"),
    [
        (None, [None]),
        (Foot.LEFT, [Side.LEFT]),
        (Foot.RIGHT, [Side.RIGHT]),
        (Foot.BOTH, [Side.LEFT, Side.RIGHT]),
    ],
)
def test_the_arch_stretch_takes_the_sore_foot_or_both_one_after_the_other(foot, sides):
    """All ten of one foot before the other foot; one nameless foot when none was named."""
    plan = make_plan((Pick(ExerciseId.ARCH),), Settings(foot=foot))

    assert [(side, number) for side in sides for number in range(1, 11)] == [
        (step.side, step.hold_number) for step in plan
    ]


def test_the_arch_stretchs_other_dose_can_be_had_for_once():
    """Two holds of thirty seconds, whatever the person's own dose is."""
    plan = make_plan((Pick(ExerciseId.ARCH, hold_seconds=30),), Settings())

    assert [(Hold(30), 1, 2), (Hold(30), 2, 2)] == [
        (step.work, step.hold_number, step.holds) for step in plan
    ]
    assert len(plan) == EXERCISES[ExerciseId.ARCH].rounds[30].holds


@pytest.mark.parametrize(
    ("foot", "side"),
    [(None, None), (Foot.BOTH, None), (Foot.LEFT, Side.LEFT), (Foot.RIGHT, Side.RIGHT)],
)
def test_the_towel_takes_one_pass_of_the_sore_foot(foot, side):
    """Both feet together are one pass."""
    plan = make_plan((Pick(ExerciseId.TOWEL),), Settings(foot=foot))

    assert [(number, side) for number in (1, 2, 3)] == [
        (step.set_number, step.side) for step in plan
    ]


@pytest.mark.parametrize("exercise", [ExerciseId.TOWEL, ExerciseId.ARCH])
def test_telling_which_foot_is_sore_keeps_the_steps_of_one_foot(exercise):
    """What was done of the towel or the arch stretch stays done when a foot is named later on."""
    unnamed = _ids(exercise)

    assert all(each.count("-") == 1 for each in unnamed)
    assert unnamed == _ids(exercise, foot=Foot.LEFT) == _ids(exercise, foot=Foot.RIGHT)


def test_sides_that_take_turns_stand_in_the_ids():
    """Left and right of one set are two steps."""
    assert ["calf-1-left", "calf-1-right"] == _ids(Pick(ExerciseId.CALF, sets=1))
    assert "arch-10-right" == _ids(ExerciseId.ARCH, foot=Foot.BOTH)[-1]


@bounds(max_examples=40)
@given(picks=routines, settings=all_settings)
def test_a_step_of_the_plan_is_found_by_its_id(picks, settings):
    """Its place is its own index."""
    plan = make_plan(picks, settings)

    assert list(range(len(plan))) == [place_of(plan, step.id) for step in plan]


@bounds(max_examples=80)
@given(
    picks=routines,
    settings=all_settings,
    step_id=st.text() | st.from_regex(r"(calf|towel|rock|arch)-[0-9]{1,2}(-left)?", fullmatch=True),
)
def test_any_id_has_a_place_in_any_plan(picks, settings, step_id):
    """Settings may have taken the step away, and what was kept may be of another version."""
    plan = make_plan(picks, settings)

    assert 0 <= place_of(plan, step_id) <= len(plan)


def test_a_step_that_settings_took_away_leaves_its_neighbour():
    """The nearest step of the same exercise with a number not above its own."""
    plan = make_plan((Pick(ExerciseId.CALF), Pick(ExerciseId.ARCH)), chosen(calf_sets=2))

    assert "calf-2-right" == plan[place_of(plan, "calf-3-left")].id
    assert "arch-4" == plan[place_of(plan, "arch-4-right")].id
    assert "arch-10" == plan[place_of(plan, "arch-12")].id
    assert len(plan) == place_of(plan, "towel-1")


def test_a_step_that_settings_split_comes_back_with_its_first_side():
    """Nothing of the other foot is passed over."""
    towel, arch = (Pick(ExerciseId.TOWEL),), (Pick(ExerciseId.ARCH),)
    in_turn = make_plan(towel, chosen(scrunch=Scrunch.EACH_FOOT))
    both = make_plan(arch, chosen(foot=Foot.BOTH))

    assert "towel-2-left" == in_turn[place_of(in_turn, "towel-2")].id
    assert "arch-7-left" == both[place_of(both, "arch-7")].id


def test_each_foot_in_turn_doubles_the_sets():
    """One foot rests while the other works."""
    assert ["towel-1-left", "towel-1-right", "towel-2-left", "towel-2-right"] == _ids(
        ExerciseId.TOWEL, foot=Foot.LEFT, scrunch=Scrunch.EACH_FOOT, towel_sets=2
    )


def test_one_pass_of_the_towel_is_one_set():
    """Whatever number of sets was chosen before, and until more are chosen."""
    one_pass = chosen(towel_sets=2, scrunch=Scrunch.ONE_PASS)

    assert ["towel-1"] == [step.id for step in make_plan((Pick(ExerciseId.TOWEL),), one_pass)]
    assert one_pass.with_sets(ExerciseId.TOWEL, 1).sets(ExerciseId.TOWEL) == 1
    assert one_pass.with_sets(ExerciseId.TOWEL, 3) == Settings()


@bounds(max_examples=40)
@given(settings=all_settings)
def test_a_way_is_told_with_the_steps_that_it_changes(settings):
    """Nobody is sent to rock back on a stair."""
    plan = make_plan(tuple(map(Pick, ExerciseId)), settings)
    ways = {step.unit: step.way for step in plan}

    assert ways == {
        ExerciseId.CALF: None,
        ExerciseId.TOWEL: settings.scrunch,
        ExerciseId.HAMSTRING: settings.grip,
        Part.TIPTOE: settings.ground,
        Part.ROCK: None,
        ExerciseId.ARCH: None,
    }


@given(settings=all_settings, way=st.sampled_from([*Grip, *Scrunch, *Ground]))
def test_a_way_changes_its_own_exercise_alone(settings, way):
    """And chosen again it changes nothing."""
    chosen_way = settings.with_way(way)
    changed = [each for each in ExerciseId if chosen_way.way_of(each) != settings.way_of(each)]

    assert len(changed) <= 1
    assert way in [chosen_way.way_of(each) for each in ExerciseId]
    assert chosen_way.with_way(way) == chosen_way


def test_a_pick_may_have_fewer_sets_than_the_persons_own():
    """For what fits in so many minutes."""
    assert ["calf-1-left", "calf-1-right"] == _ids(Pick(ExerciseId.CALF, sets=1))


@bounds(max_examples=40)
@given(picks=routines, settings=all_settings)
def test_a_steps_id_says_what_it_is_counted_under(picks, settings):
    """By itself: settings may have changed the plan since it was stored."""
    for step in make_plan(picks, settings):
        found = parse_step_id(step.id)

        assert (step.unit, step.number, step.id) == (found.unit, found.number, str(found))
        assert found.side is (step.side if step.sides > 1 else None)


@pytest.mark.parametrize("text", ["", "calf", "calf-", "calf-two", "calf-1-up", "yoga-1", "-1"])
def test_what_is_no_steps_id_is_refused(text):
    """Whoever stored it."""
    with pytest.raises(ValueError, match=r"."):
        parse_step_id(text)


@pytest.mark.parametrize(
    ("picks", "without", "rest"),
    [
        ("calf raises arch", ["calf"], "raises arch"),
        ("calf raises arch", ["raises"], "calf arch"),
        ("calf raises arch", ["rock"], "calf tiptoe arch"),
        ("calf raises", ["tiptoe", "rock"], "calf"),
        ("tiptoe arch", ["tiptoe"], "arch"),
        ("tiptoe arch", ["rock"], "tiptoe arch"),
        ("calf", ["calf"], ""),
        ("calf", [], "calf"),
    ],
)
def test_exercises_and_parts_are_left_out_of_a_plan(picks, without, rest):
    """Of an exercise in two parts the other one stays."""
    units = {str(unit): unit for unit in (*ExerciseId, *Part)}
    picked = tuple(pick for name in picks.split() for pick in picks_of_unit(units[name]))
    left = tuple(pick for name in rest.split() for pick in picks_of_unit(units[name]))

    assert left == picks_without(picked, [units[name] for name in without])
