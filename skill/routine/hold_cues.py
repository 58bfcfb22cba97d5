"""
Cues inside a hold: what a coach says between the numbers, as data, and which of it is said when.

A hold has one cue, and a cue one idea. Within a day they go from form over breath to ease; from day
to day they take turns. Knows keys and cells; the words are messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from skill.routine.exercises import HALF_WAY_FROM_SECONDS, ExerciseId
from skill.routine.plan import Hold, Step
from skill.routine.settings import Counting

COACHED_AFTER_TIMES = 2
"""Times that an exercise is counted every second before its holds have cues. Our choice: the
first two times it is also explained in full, and more words would be too many."""

FREE_CELLS = 4
"""Seconds between two numbers of a count by fives: no cue needs more."""

FEWEST_OF_AN_IDEA = 2
"""Cues that an exercise has of each idea, or two days in a row would say the same."""


class CueIdea(StrEnum):
    """What a cue is about, in the order of a day. Our choice: first right, then calm, then easy."""

    FORM = "form"
    BREATH = "breath"
    EASE = "ease"


@dataclass(frozen=True, slots=True)
class HoldCue:
    """Something a coach says in a hold."""

    exercise: ExerciseId
    idea: CueIdea
    key: str
    """Message key of its words."""
    cells: int
    """Whole seconds that its words need with the slowest voice, at most ``FREE_CELLS``."""


_FORM, _BREATH, _EASE = CueIdea

HOLD_CUES: tuple[HoldCue, ...] = (
    HoldCue(ExerciseId.CALF, _FORM, "cue-calf-heel-down", 2),
    HoldCue(ExerciseId.CALF, _FORM, "cue-calf-knee-long", 2),
    HoldCue(ExerciseId.CALF, _FORM, "cue-calf-toes-forward", 2),
    HoldCue(ExerciseId.CALF, _FORM, "cue-calf-front-knee", 3),
    HoldCue(ExerciseId.CALF, _BREATH, "cue-calf-breathe-out", 2),
    HoldCue(ExerciseId.CALF, _BREATH, "cue-calf-slow-breath", 2),
    HoldCue(ExerciseId.CALF, _BREATH, "cue-calf-breathe-low", 2),
    HoldCue(ExerciseId.CALF, _EASE, "cue-calf-shoulders", 2),
    HoldCue(ExerciseId.CALF, _EASE, "cue-calf-ease", 3),
    # In the hamstring stretch the article wants deep breaths in every hold. So each of its cues is
    # said on a breath out: the breath is the hold's one idea, and the cue is where it goes.
    HoldCue(ExerciseId.HAMSTRING, _FORM, "cue-hamstring-head", 3),
    HoldCue(ExerciseId.HAMSTRING, _FORM, "cue-hamstring-hips", 3),
    HoldCue(ExerciseId.HAMSTRING, _FORM, "cue-hamstring-hands", 4),
    HoldCue(ExerciseId.HAMSTRING, _BREATH, "cue-hamstring-slow", 3),
    HoldCue(ExerciseId.HAMSTRING, _BREATH, "cue-hamstring-all-out", 3),
    HoldCue(ExerciseId.HAMSTRING, _EASE, "cue-hamstring-ease", 3),
    HoldCue(ExerciseId.HAMSTRING, _EASE, "cue-hamstring-knee", 3),
    HoldCue(ExerciseId.HAMSTRING, _EASE, "cue-hamstring-shoulders", 3),
    HoldCue(ExerciseId.ARCH, _FORM, "cue-arch-big-toe", 2),
    HoldCue(ExerciseId.ARCH, _FORM, "cue-arch-toes-back", 3),
    HoldCue(ExerciseId.ARCH, _FORM, "cue-arch-sit-tall", 2),
    HoldCue(ExerciseId.ARCH, _FORM, "cue-arch-hand", 3),
    HoldCue(ExerciseId.ARCH, _BREATH, "cue-arch-breathe-out", 2),
    HoldCue(ExerciseId.ARCH, _BREATH, "cue-arch-slow-breath", 2),
    HoldCue(ExerciseId.ARCH, _BREATH, "cue-arch-breathe-low", 2),
    HoldCue(ExerciseId.ARCH, _EASE, "cue-arch-shoulders", 2),
    HoldCue(ExerciseId.ARCH, _EASE, "cue-arch-jaw", 2),
)
"""
All cues, by exercise and idea. Our choice, from what the instructions and the article say of form.
"""

_BY_IDEA: Mapping[ExerciseId, tuple[tuple[HoldCue, ...], ...]] = MappingProxyType(
    {
        exercise: tuple(
            tuple(cue for cue in HOLD_CUES if cue.exercise is exercise and cue.idea is idea)
            for idea in CueIdea
        )
        for exercise in dict.fromkeys(cue.exercise for cue in HOLD_CUES)
    }
)


def counting_in(counting: Counting, times: int) -> Counting:
    """Return the style in which an exercise is counted that was done so many times before."""
    is_new = counting is Counting.COACH and times < COACHED_AFTER_TIMES
    return Counting.EVERY_SECOND if is_new else counting


def hold_cue(step: Step, day: int) -> HoldCue | None:
    """
    Return the cue of a hold on a day, given as its ordinal number; ``None`` where it has none.

    Left and right of a set share theirs: both legs are coached alike, and what was heard on one
    is tried on the other. Of short holds in a row every other one has a cue, from the first on.
    """
    if not isinstance(step.work, Hold):
        return None
    number, numbers = step.number, step.numbers
    if step.work.seconds < HALF_WAY_FROM_SECONDS:
        if number % 2 == 0:
            return None
        number, numbers = (number + 1) // 2, (numbers + 1) // 2
    cues, before = _turn(step.exercise, number, numbers)
    return cues[(day + before) % len(cues)]


def _turn(exercise: ExerciseId, number: int, numbers: int) -> tuple[tuple[HoldCue, ...], int]:
    """
    Return the cues among which one of a day's holds chooses, and how many holds did before it.

    The ideas are shared out over the day's holds in their order: three take one each, of two the
    second takes breath and ease in turn, a single one takes all of them.
    """
    ideas = _BY_IDEA[exercise]

    def first(of: int) -> int:
        return (of - 1) * len(ideas) // numbers

    start, end = first(number), max(first(number) + 1, first(number + 1))
    before = sum(1 for earlier in range(1, number) if first(earlier) == start)
    return tuple(cue for cues in ideas[start:end] for cue in cues), before
