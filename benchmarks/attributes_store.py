"""
The same progress, kept as the SDK's own persistence adapter is meant to be used.

Everything of a person is one map, ``attributes``, in one item: it is read at the beginning of each
request, and written back as a whole at its end.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from skill.progress.codec import (
    device_from_json,
    device_to_json,
    place_from_json,
    place_to_json,
    profile_from_json,
    profile_to_json,
)
from skill.progress.days import DayLog, LogEntry
from skill.progress.store import Change, Person

T = TypeVar("T")

Event = Mapping[str, Any]
"""A request, as the JSON that it is."""


def connect(table: str, resource: Any) -> Any:
    """
    Return an adapter with its table made; it takes requests as the JSON that they are.

    Args:
        table: Its name.
        resource: boto3's DynamoDB resource.
    """
    # Importing it makes a resource of its own: that needs a region, which is in the environment
    # by now.
    from ask_sdk_dynamodb.adapter import DynamoDbAdapter  # noqa: PLC0415

    user_id: Any = user_of  # of JSON: the adapter itself never looks at a request
    return DynamoDbAdapter(
        table, create_table=True, partition_keygen=user_id, dynamodb_resource=resource
    )


def user_of(event: Event) -> str:
    """Return whose request it is."""
    return str(event["context"]["System"]["user"]["userId"])


class AttributesStore:
    """A ``ProgressStore`` in the attributes of the request that is being answered."""

    def __init__(self, adapter: Any) -> None:
        """Name the adapter."""
        self._adapter = adapter
        self._attributes: dict[str, Any] = {}

    @contextmanager
    def request(self, event: Event) -> Iterator[None]:
        """Have the attributes of a person at hand while a request is answered."""
        self._attributes = self._adapter.get_attributes(event)
        yield
        self._adapter.save_attributes(event, self._attributes)

    def load(self, user_id: str, *, since: date) -> Person:  # noqa: ARG002 (the port's)
        """Return the profile, and the days from ``since`` on; they are all here."""
        days = {date.fromisoformat(day): kept for day, kept in self._days.items()}
        profile = self._attributes.get("profile")
        return Person(
            profile and profile_from_json(_without_decimals(profile)),
            {day: _day_log(day, kept) for day, kept in days.items() if day >= since},
            self._kept("places", place_from_json),
            self._kept("devices", device_from_json),
        )

    def _kept(self, name: str, read: Callable[[Any], T]) -> dict[str, T]:
        kept = self._attributes.get(name, {})
        return {device: read(_without_decimals(each)) for device, each in kept.items()}

    def write(self, user_id: str, change: Change) -> frozenset[str]:  # noqa: ARG002
        """Keep profile, places and entries; the last write wins."""
        fresh = frozenset(each.segment_id for each in change.entries if self._count(each))
        version = change.before.version + 1
        self._attributes["profile"] = profile_to_json(replace(change.after, version=version))
        self._keep("places", change.places, place_to_json)
        self._keep("devices", change.devices, device_to_json)
        return fresh

    def _count(self, entry: LogEntry) -> bool:
        """Add an entry to its day, once."""
        kept = self._days.setdefault(entry.day.isoformat(), {})
        log = _day_log(entry.day, kept)
        if entry.segment_id in log.applied:
            return False
        log = log.with_entry(entry)
        kept |= {**log.counters, "applied": set(log.applied)}
        return True

    def _keep(self, name: str, values: Mapping[str, Any], plain: Callable[[Any], Any]) -> None:
        changed = {device: value and plain(value) for device, value in values.items()}
        kept = {**self._attributes.get(name, {}), **changed}
        self._attributes[name] = {device: each for device, each in kept.items() if each}

    def forget(self, user_id: str, at_ms: int) -> int:  # noqa: ARG002
        """Delete everything; return how many items that were."""
        self._attributes.clear()
        return 1

    @property
    def _days(self) -> dict[str, Any]:
        days: dict[str, Any] = self._attributes.setdefault("days", {})
        return days


def answering(
    store: AttributesStore, skill: Callable[[Any, Any], Any]
) -> Callable[[Any, Any], Any]:
    """Return the skill with its attributes read before each request, and written after it."""

    def answer(event: Any, context: Any) -> Any:
        with store.request(event):
            return skill(event, context)

    return answer


def _day_log(day: date, kept: Mapping[str, Any]) -> DayLog:
    counters = {name: int(count) for name, count in kept.items() if name != "applied"}
    return DayLog(day, counters, frozenset(kept.get("applied", ())))


def _without_decimals(plain: Any) -> Any:
    return json.loads(json.dumps(plain, default=int))
