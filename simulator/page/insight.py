"""
What the page shows of the coach beyond the JSON that goes to and fro.

The pretend Echo knows the skill by its JSON only, so whoever puts the two together gives it these
views: the drawings, where a routine has got to, what was done, and what is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from simulator.common import JsonObject


def _nothing(*_: object) -> JsonObject:
    return {}


@dataclass(frozen=True, slots=True)
class Insight:
    """Views of the coach; one that is not given shows nothing."""

    drawings: Callable[[], JsonObject] = _nothing
    """Returns the drawing of each movement, by its name."""
    outlook: Callable[[object], JsonObject] = _nothing
    """Returns what session attributes say of the routine: its steps, and how long is left."""
    progress: Callable[[datetime], JsonObject] = _nothing
    """Returns what was done by an instant: today, the week, the days, the longest run."""
    items: Callable[[], JsonObject] = _nothing
    """Returns all that the table keeps of the person, by the sort key of each item; raises
    SimulatorError where the table does not answer."""
    telemetry: Callable[[], JsonObject] = _nothing
    """Returns what the skill measured of its last turn: `outcome`, `ms` by stage, calls to the
    `store`."""
    settled: Callable[[JsonObject], JsonObject] = _nothing
    """Returns which `steps` of a `segment` a request finds finished."""
