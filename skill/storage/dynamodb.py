"""
The progress store on DynamoDB: one table, one item for the profile and one for each day.

``pk`` is the user id; ``sk`` is ``PROFILE`` or ``DAY#YYYY-MM-DD``. See
``docs/adr/0003-one-table-and-idempotent-logging.md``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from skill.progress.days import DayLog, LogEntry
from skill.progress.profile import Profile
from skill.progress.profile_json import profile_from_json, profile_to_json
from skill.progress.store import Person, StoreUnavailable, VersionConflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PROFILE = "PROFILE"
DAY_PREFIX = "DAY#"

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 1, 1.2, 2
"""Two tries of one call take at most 4.4 s; Alexa waits 8 s for the whole turn."""

RESERVED = frozenset({"pk", "sk", "applied"})
"""Attributes of a day that are no counters."""

_to_item, _to_plain = TypeSerializer(), TypeDeserializer()


def connect() -> "DynamoDBClient":
    """Return a client whose patience fits into Alexa's; region and endpoint as boto3 finds them."""
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    )
    return boto3.client("dynamodb", config=config)


class DynamoDbProgressStore:
    """A ``ProgressStore``; the client is made at its first use."""

    def __init__(self, table: str, connect: Callable[[], "DynamoDBClient"] = connect) -> None:
        """Name the table, and what makes the client."""
        self._table = table
        self._connect = connect

    @cached_property
    def _client(self) -> "DynamoDBClient":
        return self._connect()

    def load(self, user_id: str, *, since: date) -> Person:
        """Read the profile and the days from ``since`` on with one Query."""
        profile, days = None, {}
        for item in self._items(user_id, f"{DAY_PREFIX}{since.isoformat()}", PROFILE):
            key = item["sk"]
            if key == PROFILE:
                profile = _profile(item)
            elif key.startswith(DAY_PREFIX):
                log = _day_log(item)
                days[log.day] = log
        return Person(profile, days)

    def log(self, user_id: str, entry: LogEntry) -> bool:
        """Raise the day's counters once, with one conditional UpdateItem."""
        names = {f"#c{n}": name for n, name in enumerate(entry.counters)}
        values = {f":c{n}": count for n, count in enumerate(entry.counters.values())}
        added = ", ".join([*(f"#c{n} :c{n}" for n in range(len(names))), "applied :ids"])
        # DynamoDB refuses an empty map of names.
        named: Any = {"ExpressionAttributeNames": names} if names else {}
        with _patience():
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_item({"pk": user_id, "sk": f"{DAY_PREFIX}{entry.day.isoformat()}"}),
                    UpdateExpression=f"ADD {added}",
                    ConditionExpression="NOT contains(applied, :id)",
                    ExpressionAttributeValues=_item(
                        {**values, ":ids": {entry.segment_id}, ":id": entry.segment_id}
                    ),
                    **named,
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def forget(self, user_id: str) -> None:
        """Delete every item of a person, page by page, until none is left."""
        with _patience():
            while keys := self._keys(user_id):
                for key in keys:
                    self._client.delete_item(TableName=self._table, Key=key)

    def _keys(self, user_id: str) -> list[Any]:
        """Return the keys of a page of a person's items; none when nothing is left."""
        page = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :u",
            ExpressionAttributeValues=_item({":u": user_id}),
            ProjectionExpression="pk, sk",
            ConsistentRead=True,
        )
        return page["Items"]

    def save(self, user_id: str, profile: Profile) -> Profile:
        """Replace the profile, on the condition that nobody else has since it was read."""
        saved = replace(profile, version=profile.version + 1)
        item = {"pk": user_id, "sk": PROFILE, **profile_to_json(saved)}
        with _patience():
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item=_item(item),
                    ConditionExpression="attribute_not_exists(pk) OR version = :read",
                    ExpressionAttributeValues=_item({":read": profile.version}),
                )
            except self._client.exceptions.ConditionalCheckFailedException as conflict:
                raise VersionConflict("the profile was saved by another device") from conflict
        return saved

    def _items(self, user_id: str, first: str, last: str) -> Iterator[Mapping[str, Any]]:
        with _patience():
            pages = self._client.get_paginator("query").paginate(
                TableName=self._table,
                KeyConditionExpression="pk = :u AND sk BETWEEN :first AND :last",
                ExpressionAttributeValues=_item({":u": user_id, ":first": first, ":last": last}),
                ConsistentRead=True,
            )
            for page in pages:
                for item in page["Items"]:
                    yield _plain(item)


@contextmanager
def _patience() -> Iterator[None]:
    """Turn whatever the client gives up on into the port's own error."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StoreUnavailable(f"{type(error).__name__}: {error}") from error


def _profile(item: Mapping[str, Any]) -> Profile:
    """Return the profile; one that cannot be read must be neither used nor overwritten."""
    try:
        return profile_from_json(item)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreUnavailable(f"the profile cannot be read: {type(error).__name__}") from error


def _day_log(item: Mapping[str, Any]) -> DayLog:
    counters = {
        name: value
        for name, value in item.items()
        if name not in RESERVED and isinstance(value, int)
    }
    day = date.fromisoformat(item["sk"].removeprefix(DAY_PREFIX))
    return DayLog(day, counters, frozenset(item.get("applied", ())))


def _item(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _to_item.serialize(value) for name, value in plain.items()}


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _whole(_to_plain.deserialize(value)) for name, value in item.items()}


def _whole(value: Any) -> Any:
    """Return numbers as int, however deep: boto3 gives Decimal, the coach knows whole numbers."""
    match value:
        case Decimal():
            return int(value)
        case dict():
            return {name: _whole(inner) for name, inner in value.items()}
        case list():
            return [_whole(inner) for inner in value]
        case _:
            return value
