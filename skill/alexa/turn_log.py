"""
One line in the log for each turn, which CloudWatch also reads as metrics.

The line's fields travel as ``extra`` of a log record. Lambda's own JSON format of log lines puts
them beside the message; a plain handler, on a laptop or behind Flask, leaves them out. On Lambda
``_aws`` is one of them: CloudWatch's embedded metric format, which costs no call and no library.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
See ``docs/adr/0011-one-line-a-turn.md``.
"""

import logging
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from skill.alexa.notes import Outcome, TurnNotes

NAMESPACE, DIMENSION = "HeelStretches", "FunctionName"

TURN_TIME = "TurnTime"
"""The one metric that is no count: milliseconds."""

METRICS: Mapping[str, Callable[[TurnNotes], float]] = MappingProxyType(
    {
        "Conversations": lambda notes: notes.opens_session,
        "FinishedExercises": lambda notes: notes.store.doses,
        "Fallbacks": lambda notes: notes.is_fallback,
        "RefusedRequests": lambda notes: notes.outcome in (Outcome.REFUSED, Outcome.FOREIGN),
        "ForeignRequests": lambda notes: notes.outcome is Outcome.FOREIGN,
        "StoreFaults": lambda notes: notes.store.faults,
        "SettleConflicts": lambda notes: notes.store.conflicts > 0,
        "Faults": lambda notes: notes.outcome is Outcome.FAULT,
        "UnplayedResponses": lambda notes: notes.is_unplayed,
        TURN_TIME: lambda notes: _ms(notes.passed_seconds),
    }
)
"""Every metric; the alarms and the dashboard of ``template.yaml`` are about them."""

log = logging.getLogger(__name__)


class TurnLog:
    """Writes the notes of each turn."""

    def __init__(self, function_name: str | None, now: Callable[[], float] = time.time) -> None:
        """
        Say what is measured.

        Args:
            function_name: the Lambda function's, by which its metrics are found; ``None``
                elsewhere, where nobody reads metrics out of a log.
            now: seconds since 1970-01-01 UTC.
        """
        self._function_name = function_name
        self._now = now
        # Whatever LOG_LEVEL says: without the line there are no metrics, and no alarm rings.
        log.setLevel(logging.INFO)

    def __call__(self, notes: TurnNotes) -> None:
        """Write one line."""
        fields = _fields(notes)
        if self._function_name:
            fields |= self._metrics(notes)
        log.info(
            "%s: %s in %.1f ms, %d calls to the store",
            notes.request or "a request",
            notes.outcome,
            fields["ms"]["all"],
            notes.store.calls,
            extra=fields,
        )

    def _metrics(self, notes: TurnNotes) -> dict[str, Any]:
        told = {name: float(value(notes)) for name, value in METRICS.items()}
        values = {name: value for name, value in told.items() if value}
        definition = {
            "Namespace": NAMESPACE,
            "Dimensions": [[DIMENSION]],
            "Metrics": [{"Name": name, "Unit": _unit(name)} for name in values],
        }
        about = {"Timestamp": int(self._now() * 1000), "CloudWatchMetrics": [definition]}
        return {DIMENSION: self._function_name, "_aws": about, **values}


def _fields(notes: TurnNotes) -> dict[str, Any]:
    store = notes.store
    times = {
        **notes.seconds,
        "store": store.waited_seconds,
        "all": notes.passed_seconds,
    }
    return {
        "outcome": str(notes.outcome),
        "request": notes.request,
        "user": notes.user,
        "exercise": notes.exercise,
        "segment": notes.segment,
        "store": {"calls": store.calls, "faults": store.faults, "conflicts": store.conflicts},
        "ms": {name: _ms(seconds) for name, seconds in times.items()},
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _unit(name: str) -> str:
    return "Milliseconds" if name == TURN_TIME else "Count"
