"""
What the Alexa app shows beside an answer. Voice has it all; a card is for whoever looks later.

Never pain, a symptom or a setting: a card stays in the app, for the whole household to see.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from skill.coaching.context import Context
from skill.coaching.reply import Card, Reply
from skill.progress.summary import Begun, Summary, day_name, summarise
from skill.routine.exercises import EXERCISES, IN_ROUNDS, Exercise, ExerciseId, Part
from skill.routine.message import Message, message, name_message
from skill.routine.plan import Plan, Unit, exercises_of, units_of


def _lines_of(exercise: Exercise) -> tuple[Unit, ...]:
    return (exercise.id, *exercise.parts)


_ORDER: tuple[Unit, ...] = tuple(unit for each in EXERCISES.values() for unit in _lines_of(each))

STEPS: Mapping[Unit, int] = MappingProxyType(
    {
        ExerciseId.CALF: 6,
        ExerciseId.TOWEL: 5,
        ExerciseId.HAMSTRING: 6,
        Part.TIPTOE: 4,
        Part.ROCK: 4,
        ExerciseId.ARCH: 6,
    }
)
"""How many steps of an exercise, or of a part, there are for a card."""


def farewell(context: Context, *words: Message) -> Reply:
    """Close; what was done today is shown on a screen and, if anything was, stays on a card."""
    today = context.today
    closed = replace(context.close(*words), told_days=(today, today))
    return replace(closed, card=day_card(context, today))


def day_card(context: Context, day: date) -> Card | None:
    """Return a day, an exercise a line, and of today what is left; ``None`` for an empty day."""
    summary = summarise(context.log_of(day), context.settings)
    if summary.is_empty:
        return None
    lines = [*_done_lines(summary), *(_left_lines(summary) if day == context.today else ())]
    when = day_name(day, context.today)
    return Card(message("card-title-day", when=when), tuple(lines))


def spoken_card(*words: Message) -> Card:
    """Return the words of an answer, for a card."""
    return Card(message("card-title"), words)


def first_card() -> Card:
    """Return the card of the first visit: what is said once only can be read again."""
    return Card(message("card-title-first"), (message("disclaimer"),))


def plan_card(plan: Plan, minutes: int) -> Card:
    """
    Return what a routine that begins has in it, with the steps of each exercise.

    Each is told the usual way, and drawn so: a dose, a way and a sore foot are settings.

    Args:
        plan: what begins, with at least one step.
        minutes: about how long it takes.
    """
    units = units_of(plan)
    length = message("card-plan", exercises=len(exercises_of(plan)), minutes=minutes)
    steps = tuple(map(_steps, units))
    return Card(message("card-title-plan"), (length,), steps, units[0])


def first_plan_card(plan: Plan, minutes: int) -> Card:
    """Return the card of a first visit that begins with a routine: both in one."""
    first, planned = first_card(), plan_card(plan, minutes)
    return replace(planned, title=first.title, lines=(*first.lines, *planned.lines))


def unit_line(unit: Unit, summary: Summary) -> Message | None:
    """Return the line of an exercise, or of a part; ``None`` for one that was not begun."""
    begun = next((each for each in summary.begun if each.unit is unit), None)
    if begun is not None:
        return _begun_line(begun)
    if unit not in summary.done:
        return None
    if unit is IN_ROUNDS:
        return message(
            "card-rounds",
            told=summary.rounds_told,
            rounds=summary.rounds,
            rounds_per_day=summary.rounds_per_day,
        )
    return message("card-done", exercise=unit)


def _steps(unit: Unit) -> tuple[Message, ...]:
    steps = (message(f"card-step-{unit}-{n}") for n in range(1, STEPS[unit] + 1))
    return (message("card-name", exercise=unit), *steps)


def _done_lines(summary: Summary) -> Iterator[Message]:
    for unit in _ORDER:
        line = unit_line(unit, summary)
        if line is not None:
            yield line


def _begun_line(begun: Begun) -> Message:
    if not begun.sets_done:
        return message("card-begun", exercise=begun.unit)
    return message("card-sets", exercise=begun.unit, n=begun.sets_done, sets=begun.sets)


def _left_lines(summary: Summary) -> Iterator[Message]:
    if summary.untouched:
        yield message("card-left", exercises=tuple(map(name_message, summary.untouched)))
    if summary.rounds and summary.rounds_left:
        yield message("card-rounds-left", n=summary.rounds_left)
    if summary.has_all and not summary.rounds_left:
        yield message("card-nothing-left")
