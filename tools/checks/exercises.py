"""
Check what the code's own types cannot: that a new exercise has a place in every table.

Messages and slot values are checked elsewhere, for every member of ``ExerciseId`` and ``Part``.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from skill.progress.days import dose_steps_counter, doses_counter, steps_counter
from skill.routine.exercises import (
    EXERCISES,
    FILL_ORDER,
    GET_READY_SECONDS,
    ORDERS,
    ExerciseId,
    Part,
    Position,
)
from skill.routine.message import Narration, message
from skill.routine.plan import UNITS
from skill.speech.narration import UnknownMessage, narration_for

TABLE_PAGE = Path(__file__).parents[2] / "docs" / "table.md"

TABLES = "skill/routine/exercises.py"
"""The file in which the tables of exercises are."""

NAMES_EACH = ("list", "ask-which-exercise")
"""Messages that name every exercise, in a form of their own."""


def exercise_findings() -> Iterator[str]:
    """Yield each exercise that a table, a message or the table's page leaves out."""
    yield from _missing("EXERCISES", ExerciseId, EXERCISES, "a row for")
    yield from _missing("GET_READY_SECONDS", Position, GET_READY_SECONDS, "a row for")
    parts = [part for exercise in EXERCISES.values() for part in exercise.parts]
    yield from _missing("EXERCISES", Part, parts, "an exercise with the part")
    yield from _missing("FILL_ORDER", ExerciseId, FILL_ORDER, "a place for")
    for order, exercises in ORDERS.items():
        yield from _missing(f"ORDERS[{order.name}]", ExerciseId, exercises, "a place for")
    numbers = [exercise.number for exercise in EXERCISES.values()]
    for exercise in EXERCISES.values():
        if numbers.count(exercise.number) > 1:
            yield f"{TABLES}: {exercise.id!r} shares the number {exercise.number}; give it its own"
    yield from unnamed_findings(narration_for())
    yield from page_findings(TABLE_PAGE)


def exercises_size() -> str:
    """Return how many exercises and parts there are, for the area's line."""
    return f"exercises: {len(ExerciseId)}, parts: {len(Part)}"


def unnamed_findings(narration: Narration) -> Iterator[str]:
    """Yield the exercises that a message which names them all leaves out."""
    for key in NAMES_EACH:
        for exercise in ExerciseId:
            try:
                words, name = narration(message(key)), narration(message(f"short-{exercise}"))
            except UnknownMessage:
                continue  # the messages' own check names what is missing
            if name.lower() not in words.lower():
                yield f"message {key!r} does not name {exercise.value!r}; add {name.lower()!r}"


def page_findings(page: Path) -> Iterator[str]:
    """Yield the counters that the page on the table does not explain."""
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        yield f"docs/table.md cannot be read: {error}"
        return
    for unit in UNITS:
        counters = (steps_counter(unit), doses_counter(unit), dose_steps_counter(unit))
        for counter in counters:
            if f"`{counter}`" not in text:
                yield f"docs/table.md: add the counter `{counter}` of {unit.value!r}"


def _missing(table: str, wanted: Iterable[str], present: Iterable[str], what: str) -> Iterator[str]:
    found = set(present)
    return (
        f"{TABLES}: {table} lacks {what} {str(each)!r}; add it"
        for each in wanted
        if each not in found
    )
