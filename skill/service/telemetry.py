"""
What the operator learns of one turn: its kind, its duration, its cost. One log line a turn.

A record holds no words and no slots, and no ids but pseudonyms; of a turn about pain it holds not
even those. The line's fields travel as ``extra`` of a log record. Lambda's JSON log format puts
them beside the message; a plain handler, on a laptop or behind Flask, leaves them out. On Lambda
``_aws`` is one of the fields: CloudWatch's embedded metric format, which needs neither a call nor a
library.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
See ``docs/adr/0011-one-line-a-turn.md``.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

log = logging.getLogger(__name__)

DIGITS = 12
"""48 bits: two of a person's segments share a name once in some 280 million million."""


def pseudonym(text: str) -> str:
    """
    Return a short name that always is the same for the same id and does not lead back to it.

    Amazon's ids are long and random, so the hash needs no salt.
    """
    # Half a surrogate pair is valid JSON, and no id of Alexa's.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:DIGITS]


class Outcome(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """Not read: not an Alexa request."""
    FOREIGN = "foreign"
    """Not read: addressed to another skill."""
    UNREADABLE = "unreadable"
    """A request of which too little can be read; answered with an apology if somebody spoke."""
    FAULT = "fault"
    """A fault of the skill, answered with an apology if the person can hear one."""


ABOUT_PAIN = ("HurtsIntent", "RedFlagIntent")
"""Intents that are logged without their name and user: pain is private."""

PRIVATE = "IntentRequest"
"""Logged in their place."""


@dataclass(slots=True)
class StoreTelemetry:
    """What a turn asked of the store."""

    reads: int = 0
    writes: int = 0
    """Deletions included."""
    faults: int = 0
    """Calls that failed or were not answered in time."""
    conflicts: int = 0
    """Segments that were logged before, and profiles that another device had saved."""
    doses: int = 0
    """Whole doses that were logged."""
    waited_seconds: float = 0.0
    """Time spent waiting for the store."""

    @property
    def calls(self) -> int:
        """Reads and writes together, tried or answered."""
        return self.reads + self.writes


@dataclass(slots=True)
class TurnTelemetry:
    """The record of one turn, filled in while the turn is answered."""

    clock: Callable[[], float] = time.monotonic
    """Seconds that never run backwards."""
    outcome: Outcome = Outcome.ANSWERED
    request: str = ""
    """The intent's name, ``PRIVATE``, or the type of another request; empty if none was read."""
    user: str = ""
    """Pseudonym of the user id."""
    exercise: str = ""
    """The exercise, or its part, that the person is at after the turn."""
    segment: str = ""
    """Id of the segment that the answer plays."""
    opens_session: bool = False
    is_fallback: bool = False
    """Whether the request was not understood."""
    is_unplayed: bool = False
    """Whether a device reports that it could not play an answer."""
    store: StoreTelemetry = field(default_factory=StoreTelemetry)
    seconds: dict[str, float] = field(default_factory=dict)
    """Duration of each stage, by its name."""
    started_at: float = field(init=False)
    stage_began_at: float = field(init=False)

    def __post_init__(self) -> None:
        """Start the clock."""
        self.started_at = self.stage_began_at = self.clock()

    @property
    def elapsed_seconds(self) -> float:
        """Time since the turn began."""
        return self.clock() - self.started_at

    def end_stage(self, name: str) -> None:
        """Record the time since the last stage ended, or since the turn began."""
        now = self.clock()
        self.seconds[name], self.stage_began_at = now - self.stage_began_at, now


Observe = Callable[[TurnTelemetry], None]
"""Receives the record of each turn."""


NAMESPACE, DIMENSION = "HeelStretches", "FunctionName"

TURN_TIME = "TurnTime"
"""The one metric that is not a count: milliseconds."""

METRICS: Mapping[str, Callable[[TurnTelemetry], float]] = MappingProxyType(
    {
        "Conversations": lambda turn: turn.opens_session,
        "FinishedExercises": lambda turn: turn.store.doses,
        "Fallbacks": lambda turn: turn.is_fallback,
        "RefusedRequests": lambda turn: turn.outcome in (Outcome.REFUSED, Outcome.FOREIGN),
        "ForeignRequests": lambda turn: turn.outcome is Outcome.FOREIGN,
        "UnreadableRequests": lambda turn: turn.outcome is Outcome.UNREADABLE,
        "StoreFaults": lambda turn: turn.store.faults,
        "SettleConflicts": lambda turn: turn.store.conflicts > 0,
        "Faults": lambda turn: turn.outcome is Outcome.FAULT,
        "UnplayedResponses": lambda turn: turn.is_unplayed,
        TURN_TIME: lambda turn: _ms(turn.elapsed_seconds),
    }
)
"""Every metric; the alarms and the dashboard of ``template.yaml`` use them."""


class TelemetryWriter:
    """Writes the record of each turn as one log line."""

    def __init__(self, function_name: str | None, now: Callable[[], float] = time.time) -> None:
        """
        Say what is measured.

        Args:
            function_name: the Lambda function's name, the metrics' dimension; ``None`` elsewhere,
                where no metrics are read from the log.
            now: seconds since 1970-01-01 UTC.
        """
        self._function_name = function_name
        self._now = now
        # Logged at any LOG_LEVEL: without this line there are no metrics, and no alarm works.
        log.setLevel(logging.INFO)

    def __call__(self, turn: TurnTelemetry) -> None:
        """Write one line."""
        fields = _fields(turn)
        if self._function_name:
            fields |= self._metrics(turn)
        log.info(
            "%s: %s in %.1f ms, %d calls to the store",
            turn.request or "a request",
            turn.outcome,
            fields["ms"]["all"],
            turn.store.calls,
            extra=fields,
        )

    def _metrics(self, turn: TurnTelemetry) -> dict[str, Any]:
        measured = {name: float(value(turn)) for name, value in METRICS.items()}
        values = {name: value for name, value in measured.items() if value}
        definition = {
            "Namespace": NAMESPACE,
            "Dimensions": [[DIMENSION]],
            "Metrics": [{"Name": name, "Unit": _unit(name)} for name in values],
        }
        about = {"Timestamp": int(self._now() * 1000), "CloudWatchMetrics": [definition]}
        return {DIMENSION: self._function_name, "_aws": about, **values}


def _fields(turn: TurnTelemetry) -> dict[str, Any]:
    store = turn.store
    times = {**turn.seconds, "store": store.waited_seconds, "all": turn.elapsed_seconds}
    return {
        "outcome": str(turn.outcome),
        "request": turn.request,
        "user": turn.user,
        "exercise": turn.exercise,
        "segment": turn.segment,
        "store": {
            "calls": store.calls,
            "reads": store.reads,
            "writes": store.writes,
            "faults": store.faults,
            "conflicts": store.conflicts,
        },
        "ms": {name: _ms(seconds) for name, seconds in times.items()},
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _unit(name: str) -> str:
    return "Milliseconds" if name == TURN_TIME else "Count"
