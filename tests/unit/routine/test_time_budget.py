"""As much as fits in so many minutes, and never more."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.delivery import LISTENING_MS, Delivery
from skill.routine.exercises import FILL_ORDER, ORDERS, ExerciseId, Foot, Order, Part, RoutineName
from skill.routine.plan import Pick, exercise_of, make_plan, picks_of_routine
from skill.routine.segments import Composer
from skill.routine.settings import Settings
from skill.routine.time_budget import (
    estimate_seconds,
    fill,
)
from tests.unit.routine.walking import responses, routines, segments_of, words
from tests.unit.routine.walking import settings as all_settings

ARCH, CALF, TOWEL, HAMSTRING, RAISES = (
    Pick(ExerciseId.ARCH),
    Pick(ExerciseId.CALF),
    Pick(ExerciseId.TOWEL),
    Pick(ExerciseId.HAMSTRING),
    Pick(ExerciseId.RAISES),
)
TIPTOE = Pick(ExerciseId.RAISES, Part.TIPTOE)
SMALLEST = (Pick(ExerciseId.ARCH, hold_seconds=30),)


def _sets(pick, sets):
    return Pick(pick.exercise, pick.part, sets)


def _article(*picks):
    """Return picks in the article's order."""
    return tuple(sorted(picks, key=lambda pick: list(ExerciseId).index(pick.exercise)))


@pytest.mark.parametrize(
    ("minutes", "taken", "lasts"),
    [
        # Within four percent of the dose table's own estimates: what it feels like is said before
        # a first hold, the floor has its time going down and getting up, and legs on the floor
        # change in thirteen seconds. So 18 minutes of the table are 18:27 here, and 21 are 21:12.
        (0, SMALLEST, "1:48"),
        (1, SMALLEST, "1:48"),
        (2, SMALLEST, "1:48"),
        (3, [ARCH], "2:47"),
        (5, [ARCH, _sets(CALF, 1)], "4:31"),
        (8, [ARCH, CALF], "7:13"),
        (10, [ARCH, CALF, _sets(TIPTOE, 2)], "9:56"),
        (12, [ARCH, CALF, TIPTOE], "11:22"),
        (13, [ARCH, CALF, TIPTOE, _sets(TOWEL, 1)], "12:42"),
        (15, [ARCH, CALF, TIPTOE, TOWEL], "14:19"),
        (18, [ARCH, CALF, TIPTOE, TOWEL], "14:19"),
        (20, [ARCH, CALF, TIPTOE, TOWEL, HAMSTRING], "18:27"),
        (21, [ARCH, CALF, TIPTOE, TOWEL, HAMSTRING], "18:27"),
        (22, [ARCH, CALF, TOWEL, HAMSTRING, RAISES], "21:12"),
        (60, [ARCH, CALF, TOWEL, HAMSTRING, RAISES], "21:12"),
    ],
)
def test_so_many_minutes_take_so_many_exercises(minutes, taken, lasts):
    """The table of the dose page, at the default dose."""
    picks = fill(minutes, Delivery(Settings(), words()))
    seconds = estimate_seconds(picks, Delivery(Settings(), words()))

    assert (_article(*taken), lasts) == (picks, f"{seconds // 60}:{seconds % 60:02}")


@pytest.mark.parametrize(
    ("routine", "order", "lasts"),
    [
        (RoutineName.FULL, Order.ARTICLE, "21:12"),
        (RoutineName.FULL, Order.EASY, "21:22"),
        (RoutineName.SHORT, Order.ARTICLE, "7:13"),
        (RoutineName.MORNING, Order.ARTICLE, "2:47"),
        (RoutineName.SEATED, Order.ARTICLE, "5:53"),
        (RoutineName.GENTLE, Order.ARTICLE, "11:04"),
    ],
)
def test_a_named_routine_takes_its_time(routine, order, lasts):
    """The table's own figures within three percent; in the easy order within five."""
    settings = Settings(order=order)
    seconds = estimate_seconds(picks_of_routine(routine, settings), Delivery(settings, words()))

    assert lasts == f"{seconds // 60}:{seconds % 60:02}"


@bounds(max_examples=40)
@given(picks=routines, settings=all_settings)
def test_an_estimate_is_what_is_played_with_greeting_answers_and_closing(picks, settings):
    """Brief speech, and no "ready" before the first count."""
    composer = Composer(make_plan(picks, settings), Delivery(settings, words()))
    answered = list(responses(composer, ask=False))
    segments = [segment for response in answered for segment in segments_of(response)]
    sound_ms = sum(segment.timeline.length_ms for segment in segments)
    quiet_ms = LISTENING_MS * (len(segments) - len(answered))
    answers = 5 * (len(answered) - 1)

    assert 5 + (sound_ms + quiet_ms) // 1000 + answers + 8 == estimate_seconds(
        picks, Delivery(settings, words())
    )


@bounds(max_examples=40)
@given(minutes=st.integers(0, 60), settings=all_settings)
def test_nothing_taken_lasts_longer_than_the_minutes(minutes, settings):
    """But for the smallest there is, which is taken when nothing fits."""
    picks = fill(minutes, Delivery(settings, words()))

    assert picks == SMALLEST or estimate_seconds(picks, Delivery(settings, words())) <= 60 * minutes


@bounds(max_examples=8)
@given(settings=all_settings)
def test_more_minutes_never_take_less(settings):
    """Each minute more adds sets or exercises, or nothing."""
    taken = [fill(minutes, Delivery(settings, words())) for minutes in range(0, 46, 3)]
    steps = [_doses(picks, settings) for picks in taken if picks != SMALLEST]

    assert all(fewer <= more for fewer, more in pairwise(steps))
    assert sorted(taken, key=lambda picks: picks != SMALLEST) == taken


def _doses(picks, settings):
    return {step.id for step in make_plan(picks, settings)}


@bounds(max_examples=40)
@given(minutes=st.integers(0, 60), settings=all_settings)
def test_what_is_taken_comes_in_the_persons_own_order(minutes, settings):
    """Each exercise once, in the order of their full routine."""
    exercises = [pick.exercise for pick in fill(minutes, Delivery(settings, words()))]

    assert [each for each in ORDERS[settings.order] if each in exercises] == exercises


@bounds(max_examples=40)
@given(minutes=st.integers(0, 60), settings=all_settings)
def test_only_the_last_one_taken_has_fewer_sets(minutes, settings):
    """Whole while it fits; the first that does not is cut, and there the list ends."""
    picks = fill(minutes, Delivery(settings, words()))
    in_turn = [exercise_of(unit) for unit in FILL_ORDER]
    cut = [pick for pick in picks if pick.sets is not None]
    whole = [pick for pick in picks if pick.sets is None]

    assert len(cut) <= 1
    for pick in cut:
        assert 1 <= pick.sets < settings.sets(pick.exercise)
        assert all(in_turn.index(each.exercise) < in_turn.index(pick.exercise) for each in whole)


@bounds(max_examples=60)
@given(minutes=st.integers(0, 60), settings=all_settings)
def test_heel_rocks_come_whole_and_beside_tiptoe_raises_only(minutes, settings):
    """Tiptoe raises alone, or all of exercise four."""
    for pick in fill(minutes, Delivery(settings, words())):
        if pick.exercise is ExerciseId.RAISES:
            assert pick.part is Part.TIPTOE or (pick.part, pick.sets) == (None, None)


@bounds(max_examples=60)
@given(minutes=st.integers(0, 60), settings=all_settings)
def test_the_hamstring_stretch_never_goes_below_the_articles_two(minutes, settings):
    """Its least is two holds a side."""
    sets = [
        step.sets
        for step in make_plan(fill(minutes, Delivery(settings, words())), settings)
        if step.exercise is ExerciseId.HAMSTRING
    ]

    assert [] == [number for number in sets if number < 2]


@pytest.mark.parametrize("foot", [None, Foot.LEFT, Foot.BOTH])
@pytest.mark.parametrize("minutes", [0, 1])
def test_next_to_no_time_takes_the_arch_stretchs_other_dose(minutes, foot):
    """Two holds of thirty seconds: about two minutes, which is offered anyway."""
    picks = fill(minutes, Delivery(Settings(foot=foot), words()))

    assert (Pick(ExerciseId.ARCH, hold_seconds=30),) == picks
