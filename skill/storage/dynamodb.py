"""
The progress store on DynamoDB: one table, one item for the profile and one for each day.

``pk`` is the user id; ``sk`` is ``PROFILE`` or ``DAY#YYYY-MM-DD``. See ``docs/table.md`` for an
example of each, and ``docs/adr/0003-one-table-and-idempotent-logging.md`` for why.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import boto3
import urllib3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from skill.config import DAYS_KEPT
from skill.progress.codec import (
    CorruptJson,
    Json,
    place_from_json,
    place_to_json,
    profile_from_json,
    profile_to_json,
)
from skill.progress.days import DayLog, LogEntry, is_counter
from skill.progress.place import Place
from skill.progress.profile import Profile
from skill.progress.store import Person, StoreUnavailable, VersionConflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PROFILE = "PROFILE"
DAY_PREFIX = "DAY#"

PLACE = "unfinished"
"""Attribute of a profile with a device's place: ``unfinished_<device>``, or without a device."""

OPTIONAL = ("time_zone", "time_zone_at_ms", "foot_asked_on", "left_out")
"""Attributes that a profile may lose again; every other one is always written."""

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 0.5, 1.0, 2
"""Limits of one call: two attempts and botocore's pause between them, of a second at most, take 4
s."""

FORGET_SECONDS = 3
"""A deletion starts no call after this time: the turn's deadline has given it up by then."""

KEYS_A_WRITE = 25
"""Most items of one BatchWriteItem.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html"""

log = logging.getLogger(__name__)

_to_item, _to_plain = TypeSerializer(), TypeDeserializer()


def connect(region: str | None = None) -> "DynamoDBClient":
    """
    Return a client whose time-outs and retries stay within Alexa's eight seconds.

    Args:
        region: AWS's name of the region; ``None`` leaves it, like the endpoint, to boto3's own
        rules.
    """
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    )
    return boto3.client("dynamodb", region_name=region, config=config)


class DynamoDbProgressStore:
    """A ``ProgressStore``; the client is made at its first use."""

    def __init__(
        self,
        table: str,
        connect: Callable[[], "DynamoDBClient"] = connect,
        *,
        days_kept: int = DAYS_KEPT,
    ) -> None:
        """
        Store what is needed for the first call; open no connection.

        Args:
            table: the table's name.
            connect: returns the client; called once.
            days_kept: after this many days DynamoDB may delete a day's log.
        """
        self._table = table
        self._connect = connect
        self._days_kept = timedelta(days=days_kept)

    @cached_property
    def _client(self) -> "DynamoDBClient":
        return self._connect()

    def open(self) -> None:
        """
        Make the client now, during start-up: made at its first use it would delay an answer.

        An error (no region, say) is ignored here; the first call raises it again.
        """
        # A skill without a store still answers, so a wrong configuration must not stop its start.
        with suppress(BotoCoreError):
            _ = self._client

    def load(self, user_id: str, *, since: date) -> Person:
        """Read the profile and the days from ``since`` on with one Query."""
        profile, days, places = None, {}, {}
        first = f"{DAY_PREFIX}{since.isoformat()}"
        # "DAY#..." sorts before "PROFILE", so one range holds the recent days and the profile.
        span = {":u": user_id, ":first": first, ":last": PROFILE}
        for item in self._items("pk = :u AND sk BETWEEN :first AND :last", span):
            key = item["sk"]
            if key == PROFILE:
                profile = _profile(item)
                places = _places(item)
            elif key.startswith(DAY_PREFIX):
                log = _day_log(item)
                days[log.day] = log
        return Person(profile, days, places)

    def log(self, user_id: str, entry: LogEntry) -> bool:
        """Raise the day's counters once, with one conditional UpdateItem."""
        expires_at = datetime.combine(entry.day, datetime.min.time(), UTC) + self._days_kept
        # Alexa repeats requests, and a call that timed out may have been written. The segment's id
        # goes into a set in the same write, and the condition refuses an id that is in it: so
        # counters can be raised again and again, and rise once.
        update = _Update()
        added = [f"{update.name(name)} {update.value(n)}" for name, n in entry.counters.items()]
        added.append(f"applied {update.value({entry.segment_id})}")
        return self._update(
            user_id,
            f"{DAY_PREFIX}{entry.day.isoformat()}",
            f"ADD {', '.join(added)} SET expires_at = {update.value(int(expires_at.timestamp()))}",
            f"NOT contains(applied, {update.value(entry.segment_id)})",
            update,
        )

    def save(
        self,
        user_id: str,
        profile: Profile,
        places: Mapping[str, Place | None] = MappingProxyType({}),
    ) -> Profile:
        """Set what changed, on the condition that no other device has since it was read."""
        saved = replace(profile, version=profile.version + 1)
        # Single attributes are set, not the whole item: attributes of other devices, and those that
        # a newer version has added, stay as they are.
        kept_places = {
            _place_attribute(device): place and place_to_json(place)
            for device, place in places.items()
        }
        plain: Json = dict.fromkeys(OPTIONAL) | profile_to_json(saved) | kept_places
        update = _Update()
        kept = [
            f"{update.name(name)} = {update.value(value)}"
            for name, value in plain.items()
            if value is not None
        ]
        gone = [update.name(name) for name, value in plain.items() if value is None]
        remove = f" REMOVE {', '.join(gone)}" if gone else ""
        # Without the condition the slower of two devices would undo the choice made on the faster.
        condition = (
            f"{update.name('version')} = {update.value(profile.version)}"
            if profile.version
            else "attribute_not_exists(pk)"
        )
        expression = f"SET {', '.join(kept)}{remove}"
        if not self._update(user_id, PROFILE, expression, condition, update):
            raise VersionConflict("the profile was saved or deleted by another device")
        return saved

    def forget(self, user_id: str) -> int:
        """Delete every item of a person, page by page, until a read finds none."""
        until = time.monotonic() + FORGET_SECONDS
        deleted = 0
        with _as_unavailable():
            # Read again after each page: only an empty read proves that nothing is left, since
            # BatchWriteItem may leave out some items, and a late write may have added one.
            while keys := self._keys(user_id):
                for first in range(0, len(keys), KEYS_A_WRITE):
                    deleted += self._delete(keys[first : first + KEYS_A_WRITE])
                    if time.monotonic() > until:
                        raise StoreUnavailable(f"{deleted} items deleted, and no time for more")
        return deleted

    def everything(self, user_id: str) -> Iterator[Json]:
        """
        Yield every item that is stored for a person, as JSON, in the order of the table.

        Raises:
            StoreUnavailable: when there is no answer.
        """
        for item in self._items("pk = :u", {":u": user_id}):
            yield {name: _listed(value) for name, value in item.items()}

    def _update(
        self, user_id: str, key: str, expression: str, condition: str, update: "_Update"
    ) -> bool:
        """Write one item; return whether the condition held."""
        with _as_unavailable():
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_item({"pk": user_id, "sk": key}),
                    UpdateExpression=expression,
                    ConditionExpression=condition,
                    ExpressionAttributeValues=_item(update.values),
                    **update.named,
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def _keys(self, user_id: str) -> list[Any]:
        """Return the keys of a page of a person's items; none when nothing is left."""
        page = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :u",
            ExpressionAttributeValues=_item({":u": user_id}),
            ProjectionExpression="pk, sk",
            ConsistentRead=True,
        )
        return _items_of(page)

    def _delete(self, keys: Iterable[Any]) -> int:
        """Delete some items; return how many the table accepted. The next read finds the rest."""
        requests: Any = [{"DeleteRequest": {"Key": key}} for key in keys]
        answer = self._client.batch_write_item(RequestItems={self._table: requests})
        deleted = len(requests) - len(answer.get("UnprocessedItems", {}).get(self._table, ()))
        if not deleted:
            raise StoreUnavailable("the table takes no deletions at present")
        return deleted

    def _items(self, condition: str, values: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        """Yield the items whose keys fulfil a condition, in the order of the table."""
        # Consistent, because a session that opens right after another must see what that one wrote.
        with _as_unavailable():
            pages = self._client.get_paginator("query").paginate(
                TableName=self._table,
                KeyConditionExpression=condition,
                ExpressionAttributeValues=_item(values),
                ConsistentRead=True,
            )
            for page in pages:
                for item in _items_of(page):
                    yield _plain(item)


class _Update:
    """The placeholders of one UpdateItem: names that may be reserved words, and typed values."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self.values: dict[str, Any] = {}

    def name(self, attribute: str) -> str:
        """Return the placeholder of an attribute's name."""
        placeholder = f"#n{len(self._names)}"
        self._names[placeholder] = attribute
        return placeholder

    def value(self, plain: Any) -> str:
        """Return the placeholder of a value."""
        placeholder = f":v{len(self.values)}"
        self.values[placeholder] = plain
        return placeholder

    @property
    def named(self) -> Any:
        """The request's parameter for names; DynamoDB refuses an empty one."""
        return {"ExpressionAttributeNames": self._names} if self._names else {}


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """
    Raise every error of the client as ``StoreUnavailable``.

    Its text holds names only: botocore's texts may quote the request, and so a person's id.
    """
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "no code")
        raise StoreUnavailable(f"{error.operation_name}: {code}") from error
    except (BotoCoreError, urllib3.exceptions.HTTPError) as error:
        # botocore 1.44.5 lets urllib3's own errors through once an answer has begun.
        raise StoreUnavailable(type(error).__name__) from error


def _items_of(page: Any) -> list[Any]:
    """
    Return the items of a page of a Query.

    botocore 1.44.5 reads an answer that broke off as one that says nothing: it does not compare
    the length (``enforce_content_length=False`` in its ``httpsession``).
    """
    if "Items" not in page:
        raise StoreUnavailable("Query: the answer broke off")
    items: list[Any] = page["Items"]
    return items


def _profile(item: Mapping[str, Any]) -> Profile:
    """Return the profile; raise ``StoreUnavailable`` for one that cannot be read."""
    # Taken as missing it would be overwritten with an empty one: as unavailable it is left alone.
    try:
        return profile_from_json(item)
    except CorruptJson as error:
        raise StoreUnavailable(f"the profile cannot be read: {error}") from error


def _places(item: Mapping[str, Any]) -> dict[str, Place]:
    """
    Return the places by device, without those that cannot be read.

    Early versions stored one place for all devices, under a name without a device.
    """
    places = {}
    for name, stored in item.items():
        if name == PLACE or name.startswith(f"{PLACE}_"):
            try:
                device = name.removeprefix(PLACE).removeprefix("_")
                places[device] = place_from_json(stored)
            except CorruptJson as corrupt:
                # Unlike the profile a place can be lost: the person starts the routine again.
                log.warning("a stored place cannot be read: %s", corrupt)
    return places


def _place_attribute(device: str) -> str:
    return f"{PLACE}_{device}" if device else PLACE


def _day_log(item: Mapping[str, Any]) -> DayLog:
    """Return a day's counters; attributes that a later version has added are ignored."""
    counters = {
        name: value for name, value in item.items() if is_counter(name) and isinstance(value, int)
    }
    day = date.fromisoformat(item["sk"].removeprefix(DAY_PREFIX))
    return DayLog(day, counters, frozenset(item.get("applied", ())))


def _item(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _to_item.serialize(value) for name, value in plain.items()}


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _whole(_to_plain.deserialize(value)) for name, value in item.items()}


def _whole(value: Any) -> Any:
    """Return a value with each ``Decimal`` of boto3 as the int that the domain uses."""
    match value:
        case Decimal():
            return int(value)
        case dict():
            return {name: _whole(inner) for name, inner in value.items()}
        case list():
            return [_whole(inner) for inner in value]
        case _:
            return value


def _listed(value: Any) -> Any:
    """Return a set as a list: JSON has none."""
    return sorted(value) if isinstance(value, set) else value
