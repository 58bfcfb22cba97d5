"""
What the pretend Echo's page shows of the inside of a turn, taken from the coach itself.

The line of telemetry that the operator reads, the steps that a request finds finished, and the
person's items in the table.
"""

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Self

from ask_sdk_model import SessionEndedReason

from simulator.common import SimulatorError
from skill.coaching.settle import settle
from skill.progress.store import StoreUnavailable
from skill.service import telemetry
from skill.service.deadline import within
from skill.service.session_attributes import CorruptAttributes, state_of
from skill.storage.dynamodb import DynamoDbProgressStore

ITEMS_SECONDS = 1.0
"""A table is given up after this time. Our choice: the page's Echo waits for it after each turn."""

FIELDS = ("outcome", "ms", "store")
"""What is shown of a line of telemetry; the rest the page knows from the request."""


class LastTurn(logging.Handler):
    """Keeps the telemetry of the last turn, for as long as it is entered as a context."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self._fields: dict[str, Any] = {}

    def __enter__(self) -> Self:
        telemetry.log.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        telemetry.log.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the fields of a turn's line."""
        self._fields = {name: vars(record)[name] for name in FIELDS if name in vars(record)}

    def take(self) -> dict[str, Any]:
        """Return the telemetry of the last turn, once: empty for a turn that has written none."""
        fields, self._fields = self._fields, {}
        return fields


def settled(request: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return which steps of the segment that was playing a request finds finished.

    Args:
        request: the whole envelope.

    Returns:
        ``segment``, its id, and the ids of the ``steps`` in order; empty where the session's
        attributes say of no segment that it plays.
    """
    with suppress(CorruptAttributes, KeyError, TypeError, ValueError):
        state = state_of(request["session"]["attributes"])
        playing, asked = state.place.playing, request["request"]
        if playing is None:
            return {}
        at_ms = int(datetime.fromisoformat(asked["timestamp"]).timestamp() * 1000)
        is_played_out = asked.get("reason") == SessionEndedReason.EXCEEDED_MAX_REPROMPTS.value
        # What was done before would hide that it was done again.
        fresh = replace(state, place=replace(state.place, done=frozenset()))
        done = settle(fresh, at_ms, is_played_out=is_played_out).place.done
        ids = [each.step for each in playing.all_steps]
        return {"segment": playing.segment_id, "steps": [step for step in ids if step in done]}
    return {}


def items_of(store: DynamoDbProgressStore, user_id: str) -> dict[str, Any]:
    """
    Return all that the table keeps of a person, by the sort key of each item.

    Raises:
        SimulatorError: when it does not answer in time.
    """
    try:
        items = within(ITEMS_SECONDS, lambda: list(store.everything(user_id)))
    except (StoreUnavailable, TimeoutError) as error:
        raise SimulatorError("The table does not answer.") from error
    return {item["sk"]: dict(item) for item in items}
