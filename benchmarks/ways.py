"""Two ways to keep the same progress on a local engine: ours, and the SDK's own adapter's."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import boto3
from boto3.dynamodb.types import TypeSerializer

from benchmarks.attributes_store import AttributesStore, answering, connect
from benchmarks.capacity import LARGEST_ITEM_BYTES, item_bytes
from benchmarks.meter import Meter
from simulator.device.request import Handler
from simulator.rig.database import ensure_table, table_shape
from skill.bootstrap import build_skill
from skill.progress.profile import Profile
from skill.progress.store import Change, ProgressStore
from skill.storage.dynamodb import DynamoDbProgressStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ROOT = Path(__file__).parents[1]
TABLE, ADAPTER_TABLE = "costs", "costs-adapter"
BATCH = 25
"""Items that one BatchWriteItem takes."""


class Way(Protocol):
    """A way to keep progress."""

    name: str
    meter: Meter
    """Counts what it costs."""
    handler: Handler
    """The skill that keeps progress like this."""

    @property
    def store(self) -> ProgressStore:
        """The port."""
        ...

    def meet(self, user_id: str, profile: Profile) -> None:
        """Store a person who has used the skill before."""
        ...

    def remember(self, user_id: str, day: date) -> None:
        """Take what is kept of a person, and of a day of theirs, as the pattern for others."""
        ...

    def live(self, user_id: str, days: Sequence[date]) -> bool:
        """Give somebody a history of such days; return False where it is refused."""
        ...


def met(profile: Profile) -> Change:
    """Return what makes somebody known."""
    return Change(1, {}, Profile(), profile)


class Ours:
    """The product's store: an item for the profile, and one for each day."""

    name = "ours"

    def __init__(self, endpoint: str, region: str) -> None:
        """Make the table of the template."""
        ensure_table(endpoint, region, TABLE, table_shape(ROOT / "template.yaml"))
        client, self._spy = _client(endpoint), _client(endpoint)
        self.store = DynamoDbProgressStore(TABLE, lambda: client)
        self.meter = Meter(client, self._spy)
        self.handler: Handler = build_skill(store=self.store)
        self._profile: Mapping[str, Any] = {}
        self._day: Mapping[str, Any] = {}

    def meet(self, user_id: str, profile: Profile) -> None:
        """Save the profile."""
        self.store.write(user_id, met(profile))

    def remember(self, user_id: str, day: date) -> None:
        """Take the two items as they are stored."""
        self._profile = self._item(user_id, "PROFILE")
        self._day = self._item(user_id, f"DAY#{day}")

    def live(self, user_id: str, days: Sequence[date]) -> bool:
        """Write the items."""
        new = {"pk": {"S": user_id}}
        items = [{**self._day, **new, "sk": {"S": f"DAY#{day}"}} for day in days]
        items.append({**self._profile, **new})
        for first in range(0, len(items), BATCH):
            puts = [{"PutRequest": {"Item": item}} for item in items[first : first + BATCH]]
            self._spy.batch_write_item(RequestItems={TABLE: puts})  # type: ignore[dict-item]
        return True

    def _item(self, user_id: str, sort_key: str) -> Mapping[str, Any]:
        key = {"pk": {"S": user_id}, "sk": {"S": sort_key}}
        return self._spy.get_item(TableName=TABLE, Key=key)["Item"]


class Theirs:
    """The SDK's own adapter: everything of a person in one item."""

    name = "the SDK's adapter"

    def __init__(self, endpoint: str) -> None:
        """Let the adapter make its table."""
        resource = boto3.resource("dynamodb", endpoint_url=endpoint)
        self._adapter = connect(ADAPTER_TABLE, resource)
        self.store = AttributesStore(self._adapter)
        self.meter = Meter(resource.meta.client, _client(endpoint))
        self.handler: Handler = answering(self.store, build_skill(store=self.store))
        self._profile: Any = None
        self._day: Any = None

    def meet(self, user_id: str, profile: Profile) -> None:
        """Save the profile."""
        with self.store.request(event_of(user_id)):
            self.store.write(user_id, met(profile))

    def remember(self, user_id: str, day: date) -> None:
        """Take the two parts of the attributes."""
        kept = self._adapter.get_attributes(event_of(user_id))
        self._profile, self._day = kept["profile"], kept["days"][day.isoformat()]

    def live(self, user_id: str, days: Sequence[date]) -> bool:
        """Save the attributes, if AWS would take so large an item."""
        if self._bytes(user_id, days) > LARGEST_ITEM_BYTES:
            return False
        self._adapter.save_attributes(event_of(user_id), self._attributes(days))
        return True

    def first_day_refused(self, user_id: str) -> int:
        """Return on which day the item becomes larger than AWS allows."""
        none, one = (self._bytes(user_id, days) for days in ([], [date.min]))
        return (LARGEST_ITEM_BYTES - none) // (one - none) + 1

    def _attributes(self, days: Sequence[date]) -> dict[str, Any]:
        return {
            "profile": self._profile,
            "days": {day.isoformat(): self._day for day in days},
        }

    def _bytes(self, user_id: str, days: Sequence[date]) -> int:
        attributes = TypeSerializer().serialize(self._attributes(days))
        return item_bytes({"id": {"S": user_id}, "attributes": attributes})


def _client(endpoint: str) -> "DynamoDBClient":
    return boto3.client("dynamodb", endpoint_url=endpoint)


def event_of(user_id: str) -> Mapping[str, Any]:
    """Return as much of a request as the adapter looks at."""
    return {"context": {"System": {"user": {"userId": user_id}}}}
