"""The dose table holds the figures of the article, and no setting leaves their ranges."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.progress.codec import SETTING_NAMES
from skill.routine.exercises import (
    EXERCISES,
    FILL_ORDER,
    GET_READY_SECONDS,
    HALF_WAY_FROM_SECONDS,
    HOLD_SIGNAL_SECONDS,
    IN_ROUNDS,
    ORDERS,
    RELAX_SIGNAL_SECONDS,
    ROUTINES,
    ExerciseId,
    Order,
    OutOfRange,
    Pace,
    Part,
    Position,
    RoutineName,
    Source,
)
from skill.routine.plan import Pick, picks_of_routine
from skill.routine.settings import Settings, hold_figure
from tests.choices import chosen

ARTICLE, OURS = Source.ARTICLE, Source.OURS
CALF, TOWEL, HAMSTRING, RAISES, ARCH, *_ = (EXERCISES[exercise] for exercise in ExerciseId)

FIGURES = {
    # name: figure, (low, default, high, step), whose
    "calf hold": (CALF.hold_seconds, (30, 30, 60, 5), ARTICLE),
    "calf sets": (CALF.sets, (1, 3, 3, 1), ARTICLE),
    "calf switch": (CALF.switch_seconds, (5, 8, 10, 1), OURS),
    "towel sets": (TOWEL.sets, (1, 3, 3, 1), ARTICLE),
    "towel rest": (TOWEL.rest_seconds, (10, 15, 20, 1), OURS),
    "hamstring hold": (HAMSTRING.hold_seconds, (20, 30, 30, 5), ARTICLE),
    "hamstring sets": (HAMSTRING.sets, (2, 2, 3, 1), ARTICLE),
    "hamstring switch": (HAMSTRING.switch_seconds, (8, 13, 15, 1), OURS),
    "raises sets": (RAISES.sets, (1, 3, 3, 1), ARTICLE),
    "raises rest": (RAISES.rest_seconds, (10, 15, 30, 1), OURS),
    "raises change": (RAISES.change_seconds, (6, 8, 10, 1), OURS),
    "arch hold": (ARCH.hold_seconds, (10, 10, 30, 20), ARTICLE),
    "arch sets": (ARCH.sets, (1, 1, 1, 1), OURS),
    "arch switch": (ARCH.switch_seconds, (10, 10, 10, 1), OURS),
    "arch gap, ten seconds": (ARCH.rounds[10].gap_seconds, (3, 3, 3, 1), OURS),
    "arch gap, thirty seconds": (ARCH.rounds[30].gap_seconds, (6, 8, 8, 1), OURS),
    "get ready: wall": (GET_READY_SECONDS[Position.WALL], (8, 10, 15, 1), OURS),
    "get ready: chair": (GET_READY_SECONDS[Position.CHAIR], (12, 15, 20, 1), OURS),
    "get ready: floor": (GET_READY_SECONDS[Position.FLOOR], (20, 25, 30, 1), OURS),
    "get ready: up": (GET_READY_SECONDS[Position.UP], (25, 25, 30, 1), OURS),
    "get ready: leg": (GET_READY_SECONDS[Position.LEG], (8, 10, 15, 1), OURS),
}

CHOICES = {
    # name under which it is stored: figure
    "calf_hold_seconds": CALF.hold_seconds,
    "hamstring_hold_seconds": HAMSTRING.hold_seconds,
    "arch_hold_seconds": ARCH.hold_seconds,
    "calf_sets": CALF.sets,
    "towel_sets": TOWEL.sets,
    "hamstring_sets": HAMSTRING.sets,
    "raises_sets": RAISES.sets,
}


@pytest.mark.parametrize(("figure", "numbers", "source"), FIGURES.values(), ids=FIGURES)
def test_each_figure_has_the_range_default_and_source_of_the_dose_table(figure, numbers, source):
    """Low, default, high and step, and who says so."""
    assert (numbers, source) == (
        (figure.low, figure.default, figure.high, figure.step),
        figure.source,
    )


def test_every_figure_of_the_exercises_is_in_the_table_above():
    """A control: a new figure needs its line here."""
    fields = [
        getattr(exercise, field.name)
        for exercise in EXERCISES.values()
        for field in dataclasses.fields(exercise)
        if field.name == "sets" or field.name.endswith("_seconds")
    ]
    gaps = [dose.gap_seconds for dose in ARCH.rounds.values()]
    figures = [*filter(None, fields), *gaps, *GET_READY_SECONDS.values()]

    assert len(FIGURES) == len(figures)
    assert {id(figure) for figure, _, _ in FIGURES.values()} == {id(each) for each in figures}


def test_the_fixed_seconds_are_those_of_the_dose_table():
    """One second for "hold", two for "and relax"; half way from twenty on."""
    assert (1, 2, 20) == (
        HOLD_SIGNAL_SECONDS,
        RELAX_SIGNAL_SECONDS,
        HALF_WAY_FROM_SECONDS,
    )


@pytest.mark.parametrize(
    ("exercise", "number", "position", "reps", "parts", "both_sides"),
    [
        ("calf", 1, "wall", 0, (), True),
        ("towel", 2, "chair", 10, (), False),
        ("hamstring", 3, "floor", 0, (), True),
        ("raises", 4, "wall", 10, ("tiptoe", "rock"), False),
        ("arch", 5, "leg", 0, (), False),
    ],
)
def test_each_exercise_has_its_number_place_repetitions_and_sides(
    exercise, number, position, reps, parts, both_sides
):
    """The article's number, what to get into, repetitions a set, and whether legs take turns."""
    found = EXERCISES[ExerciseId(exercise)]

    assert (exercise, number, position, reps, parts, both_sides) == (
        found.id,
        found.number,
        found.position,
        found.reps,
        found.parts,
        found.both_sides,
    )


@pytest.mark.parametrize(
    ("tempos", "names", "paces"),
    [
        (
            TOWEL.tempos[None],
            ("reach", "pull", "hold", "let-go"),
            {"quick": (1, 1, 1, 1), "steady": (1, 1, 1, 1), "slow": (1, 2, 1, 2)},
        ),
        (
            RAISES.tempos[Part.TIPTOE],
            ("up", "hold", "down"),
            {"quick": (1, 1, 2), "steady": (2, 1, 3), "slow": (3, 2, 3)},
        ),
        (
            RAISES.tempos[Part.ROCK],
            ("back", "hold", "down"),
            {"quick": (1, 1, 1), "steady": (1, 1, 2), "slow": (1, 2, 2)},
        ),
    ],
    ids=["towel", "tiptoe", "rock"],
)
def test_a_repetition_has_the_phases_of_its_pace(tempos, names, paces):
    """Each movement, and how long it lasts."""
    assert {pace: tuple(zip(names, paces[pace], strict=True)) for pace in Pace} == {
        pace: tuple((phase.name, phase.seconds) for phase in tempo.phases)
        for pace, tempo in tempos.items()
    }


def test_only_the_towel_and_the_raises_have_a_tempo():
    """A tempo comes with repetitions, and with them only."""
    assert [0 < exercise.reps for exercise in EXERCISES.values()] == [
        bool(exercise.tempos) for exercise in EXERCISES.values()
    ]


@pytest.mark.parametrize(("seconds", "holds", "rounds"), [(10, 10, 3), (30, 2, 2)])
def test_the_arch_stretch_has_the_two_doses_of_the_article(seconds, holds, rounds):
    """Length, number of holds and rounds a day go together."""
    dose = ARCH.rounds[seconds]

    assert (2, seconds, holds, rounds) == (
        len(ARCH.rounds),
        dose.hold_seconds,
        dose.holds,
        dose.rounds_per_day,
    )
    assert dose == chosen(arch_hold_seconds=seconds).round_of(ExerciseId.ARCH)


@pytest.mark.parametrize(
    ("routine", "exercises"),
    [
        ("full", "calf towel hamstring raises arch"),
        ("short", "arch calf"),
        ("morning", "arch"),
        ("seated", "arch towel"),
    ],
)
def test_a_named_routine_has_its_exercises_in_order(routine, exercises):
    """What is said for them is the model's; what is in them is here."""
    whole = tuple(map(Pick, map(ExerciseId, exercises.split())))

    assert exercises.split() == list(ROUTINES[RoutineName(routine)])
    assert whole == picks_of_routine(RoutineName(routine), Settings())


@pytest.mark.parametrize("settings", [Settings(), Settings().with_sets(ExerciseId.CALF, 2)])
def test_a_gentle_start_is_every_exercise_with_the_fewest_sets_and_holds(settings):
    """One set, or the two of the hamstring stretch that are the article's least; two arch holds."""
    gentle = picks_of_routine(RoutineName.GENTLE, settings)

    assert (
        Pick(ExerciseId.CALF, sets=1),
        Pick(ExerciseId.TOWEL, sets=1),
        Pick(ExerciseId.HAMSTRING, sets=2),
        Pick(ExerciseId.RAISES, sets=1),
        Pick(ExerciseId.ARCH, hold_seconds=30),
    ) == gentle


def test_every_named_routine_is_in_the_table_above():
    """A control: a new routine needs its line there; the gentle one has a test of its own."""
    assert {"full", "short", "morning", "seated", "gentle"} == set(RoutineName) == set(ROUTINES)


@pytest.mark.parametrize(
    ("order", "exercises"),
    [
        (Order.ARTICLE, "calf towel hamstring raises arch"),
        (Order.EASY, "arch towel calf raises hamstring"),
    ],
)
def test_the_full_routine_comes_in_the_persons_order(order, exercises):
    """The article's order, or the one that gets up off the floor last of all."""
    picks = picks_of_routine(RoutineName.FULL, Settings(order=order))

    assert exercises.split() == list(ORDERS[order]) == [pick.exercise for pick in picks]


@pytest.mark.parametrize("routine", [RoutineName.SHORT, RoutineName.MORNING, RoutineName.SEATED])
def test_the_other_routines_have_one_order_only(routine):
    """The order is a choice for the full routine."""
    assert picks_of_routine(routine, Settings()) == picks_of_routine(
        routine, Settings(order=Order.EASY)
    )


@pytest.mark.parametrize("field", CHOICES)
@given(value=st.integers(-5, 100))
def test_a_choice_is_taken_exactly_when_it_is_in_range(field, value):
    """Settings outside the dose table cannot be made."""
    figure = CHOICES[field]
    if value in range(figure.low, figure.high + 1, figure.step):
        assert value == _choice(chosen(**{field: value}), field)
        return
    with pytest.raises(OutOfRange, match=f"^{field} is {value}, "):
        chosen(**{field: value})


def _choice(settings, name):
    exercise, _, what = name.partition("_")
    return getattr(settings, what)(ExerciseId(exercise))


def test_every_number_of_the_settings_is_a_choice_with_a_range():
    """A control: whatever number a person can set is checked."""
    numbers = {name for name in SETTING_NAMES if name.endswith(("_sets", "_hold_seconds"))}

    assert set(CHOICES) == numbers


def test_equal_choices_are_equal_settings_in_whatever_order_they_are_made():
    """Plans are kept by settings; a choice that is the default is none."""
    one = chosen(calf_sets=2, towel_sets=1, calf_hold_seconds=45)
    other = chosen(calf_hold_seconds=45, towel_sets=1, hamstring_sets=2, calf_sets=2)

    assert (one, hash(one)) == (other, hash(other))
    assert Settings() == one.with_sets(ExerciseId.CALF, 3).with_sets(ExerciseId.TOWEL, 3).with_hold(
        ExerciseId.CALF, 30
    )


def test_an_exercise_in_rounds_has_no_sets_to_choose():
    """Asking for some changes nothing; they cannot be made by hand either."""
    assert Settings() == Settings().with_sets(ExerciseId.ARCH, 2)
    with pytest.raises(OutOfRange):
        Settings(own_sets=((ExerciseId.ARCH, 2),))


def test_every_exercise_has_its_place_in_the_table():
    """A control: whoever adds an exercise is told what else is due."""
    assert list(ExerciseId) == list(EXERCISES)
    assert [each.id for each in EXERCISES.values()] == list(EXERCISES)
    for order in Order:
        assert set(ExerciseId) == set(ORDERS[order])
    assert set(ExerciseId) | {Part.TIPTOE} == set(FILL_ORDER)
    assert [IN_ROUNDS] == [each.id for each in EXERCISES.values() if each.rounds]
    assert set(Part) == {part for each in EXERCISES.values() for part in each.parts}
    for exercise in EXERCISES.values():
        assert bool(exercise.reps) != bool(exercise.hold_seconds)
        assert set(exercise.tempos) == (set(exercise.parts or (None,)) if exercise.reps else set())


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (
            "calf_hold_seconds",
            90,
            "calf_hold_seconds is 90, but must be 30 to 60 in steps of 5 (article)",
        ),
        (
            "arch_hold_seconds",
            20,
            "arch_hold_seconds is 20, but must be 10 to 30 in steps of 20 (article)",
        ),
        ("towel_sets", 0, "towel_sets is 0, but must be 1 to 3 in steps of 1 (article)"),
    ],
)
def test_a_refused_figure_is_told_with_its_bounds(field, value, text):
    """The error says what was asked for, what is allowed and who set the limit."""
    with pytest.raises(OutOfRange) as refused:
        chosen(**{field: value})

    assert text == str(refused.value)


def test_the_defaults_of_the_settings_are_those_of_the_exercises():
    """Who chose nothing gets the dose table's own defaults."""
    assert {field: figure.default for field, figure in CHOICES.items()} == {
        field: _choice(Settings(), field) for field in CHOICES
    }


@pytest.mark.parametrize("exercise", [ExerciseId.TOWEL, ExerciseId.RAISES])
def test_an_exercise_of_repetitions_has_no_hold_length(exercise):
    """Asking for one is a mistake, and is told as one."""
    with pytest.raises(ValueError, match=f"{exercise} is counted in repetitions"):
        hold_figure(exercise)
    with pytest.raises(ValueError, match=f"{exercise} is counted in repetitions"):
        Settings().hold_seconds(exercise)


def test_the_dose_table_cannot_be_changed():
    """It is read by everyone and written by nobody."""
    with pytest.raises(TypeError):
        EXERCISES[ExerciseId.CALF] = EXERCISES[ExerciseId.ARCH]
    with pytest.raises(dataclasses.FrozenInstanceError):
        EXERCISES[ExerciseId.CALF].number = 6
