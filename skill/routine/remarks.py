"""Remarks beside the counts, on some days: when it is said how an exercise should feel."""

from skill.routine.exercises import ExerciseId
from skill.routine.message import Message, message
from skill.routine.plan import Unit

FEEL_TIMES, FEEL_EVERY_DAYS = 3, 7
"""How often at first it is said how an exercise should feel, and every how many days later. Our
choice: often enough to notice a stretch that has slipped."""


def tells_feel(exercise: ExerciseId, times: int, day: int) -> bool:
    """
    Return whether the first hold of an exercise says how it should feel.

    Args:
        exercise: each has a day of the week of its own, so that no day has them all.
        times: how often the exercise has been done before.
        day: ordinal of the person's own day.
    """
    return times < FEEL_TIMES or (day + number_of(exercise)) % FEEL_EVERY_DAYS == 0


def feel_message(unit: Unit) -> Message:
    """Return in one short sentence how an exercise, or a part of one, should feel."""
    return message(f"feel-short-{unit}")


def number_of(exercise: ExerciseId) -> int:
    """Return the number of an exercise, from 0 on."""
    return list(ExerciseId).index(exercise)
