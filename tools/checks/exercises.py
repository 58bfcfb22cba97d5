"""
Check what the code's own types cannot: that a new exercise has a place in every table.

Messages and slot values are checked elsewhere, for every member of ``ExerciseId`` and ``Part``.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from skill.progress.days import dose_steps_counter, doses_counter, steps_counter
from skill.routine.cues import BREATH_CELLS, MS
from skill.routine.exercises import (
    EXERCISES,
    FILL_ORDER,
    GET_READY_SECONDS,
    ORDERS,
    ExerciseId,
    Part,
    Position,
)
from skill.routine.hold_cues import FEWEST_OF_AN_IDEA, FREE_CELLS, HOLD_CUES, CueIdea
from skill.routine.message import Narration, message
from skill.routine.plan import UNITS
from skill.speech.narration import UnknownMessage, narration_for

TABLE_PAGE = Path(__file__).parents[2] / "docs" / "table.md"

TABLES = "skill/routine/exercises.py"
"""The file in which the tables of exercises are."""

CUES = "skill/routine/hold_cues.py"
"""The file in which the cues in holds are."""

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
    yield from few_cues_findings()
    yield from long_cues_findings(narration_for())
    yield from unnamed_findings(narration_for())
    yield from page_findings(TABLE_PAGE)


def exercises_size() -> str:
    """Return how many exercises and parts there are, for the area's line."""
    return f"exercises: {len(ExerciseId)}, parts: {len(Part)}"


def few_cues_findings() -> Iterator[str]:
    """Yield each exercise with holds that has so few cues that two days would have the same."""
    held = (exercise.id for exercise in EXERCISES.values() if exercise.hold_seconds)
    for exercise, idea in product(held, CueIdea):
        number = sum(1 for cue in HOLD_CUES if (cue.exercise, cue.idea) == (exercise, idea))
        if number < FEWEST_OF_AN_IDEA:
            yield (
                f"{CUES}: HOLD_CUES has {number} of at least {FEWEST_OF_AN_IDEA} cues of"
                f" {idea.value!r} for {exercise.value!r}; add some"
            )


def long_cues_findings(narration: Narration) -> Iterator[str]:
    """Yield the cues whose words the slowest voice would not end within their seconds."""
    spoken = {cue.key: cue.cells for cue in HOLD_CUES}
    spoken |= dict.fromkeys(("breathe-in", "breathe-out"), BREATH_CELLS)
    for key, cells in spoken.items():
        if cells > FREE_CELLS:
            yield f"{CUES}: {key!r} takes {cells} s, but a number comes after {FREE_CELLS}"
        try:
            needed = narration.slot_ms(narration(message(key))) // MS
        except UnknownMessage:
            continue  # the messages' own check names what is missing
        if needed > cells:
            yield f"message {key!r} needs {needed} s, but has {cells}; shorten it"


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
