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
from types import MappingProxyType
from typing import Any

from skill.progress.codec import (
    place_from_json,
    place_to_json,
    profile_from_json,
    profile_to_json,
)
from skill.progress.days import DayLog, LogEntry
from skill.progress.place import Place
from skill.progress.profile import Profile
from skill.progress.store import Person

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
            {
                device: place_from_json(_without_decimals(place))
                for device, place in self._attributes.get("places", {}).items()
            },
        )

    def log(self, user_id: str, entry: LogEntry) -> bool:  # noqa: ARG002
        """Add an entry to its day, once."""
        kept = self._days.setdefault(entry.day.isoformat(), {})
        log = _day_log(entry.day, kept)
        if entry.segment_id in log.applied:
            return False
        log = log.with_entry(entry)
        kept |= {**log.counters, "applied": set(log.applied)}
        return True

    def save(
        self,
        user_id: str,  # noqa: ARG002
        profile: Profile,
        places: Mapping[str, Place | None] = MappingProxyType({}),
    ) -> Profile:
        """Keep the profile and the places; the last save wins."""
        saved = replace(profile, version=profile.version + 1)
        self._attributes["profile"] = profile_to_json(saved)
        stored = {name: place and place_to_json(place) for name, place in places.items()}
        kept = {**self._attributes.get("places", {}), **stored}
        self._attributes["places"] = {name: each for name, each in kept.items() if each}
        return saved

    def forget(self, user_id: str) -> int:  # noqa: ARG002
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
