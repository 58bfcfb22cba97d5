"""
The progress store on DynamoDB: one table, one item for the profile and one for each day.

``pk`` is the user id; ``sk`` is ``PROFILE`` or ``DAY#YYYY-MM-DD``. See ``docs/table.md`` for an
example of each, and ``docs/adr/0003-one-table-and-idempotent-logging.md`` for why.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import boto3
import urllib3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from skill.config import DAYS_KEPT
from skill.progress.codec import (
    CorruptJson,
    Json,
    device_from_json,
    device_to_json,
    place_from_json,
    place_to_json,
    profile_from_json,
    profile_to_json,
)
from skill.progress.days import DayLog, LogEntry, is_counter
from skill.progress.store import Change, Forgotten, Person, StoreUnavailable, Superseded

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PROFILE = "PROFILE"
DAY_PREFIX = "DAY#"

PLACE, DEVICE = "unfinished", "device"
"""Attributes of a profile for each device: ``unfinished_<device>``, its place, and its record."""

VERSION, ANSWERED_AT = "version", "answered_at_ms"
"""Attribute that every profile has, and that of a device's record with the time of its mark."""

FORGOTTEN_KEPT = timedelta(days=2)
"""How long the mark of a deletion is kept. Our choice: no conversation lasts so long, and Alexa
does not repeat a request for so long."""

OBJECTS = ("settings", "practice", "told")
"""Attributes of a profile that hold fields of their own."""

INVALID, INVALID_IN_TRANSACTION = "ValidationException", "ValidationError"
"""DynamoDB's words for a write that cannot be carried out."""

FAILED, CONFLICT = "ConditionalCheckFailed", "TransactionConflict"
"""DynamoDB's words for why an item refused a write.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html"""

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 0.5, 1.0, 2
"""Limits of one call: two attempts and botocore's pause between them, of a second at most, take 4
s."""

FORGET_SECONDS = 3
"""A deletion starts no call after this time: the turn's deadline has given it up by then."""

KEYS_A_WRITE = 25
"""Most items of one BatchWriteItem.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html"""

T = TypeVar("T")

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
        person, days = Person(), {}
        first = f"{DAY_PREFIX}{since.isoformat()}"
        # "DAY#..." sorts before "PROFILE", so one range holds the recent days and the profile.
        span = {":u": user_id, ":first": first, ":last": PROFILE}
        for item in self._items("pk = :u AND sk BETWEEN :first AND :last", span):
            key = item["sk"]
            if key == PROFILE:
                person = _person(item)
            elif key.startswith(DAY_PREFIX):
                log = _day_log(item)
                days[log.day] = log
        return replace(person, days=days)

    def write(self, user_id: str, change: Change) -> frozenset[str]:
        """
        Write profile, places and marks, and count entries: one request, all of it or nothing.

        Entries need a transaction, since their days are items of their own. It costs twice the
        units of two writes, and leaves no half of a turn behind.
        """
        waiting = list(change.entries)
        profile = self._profile_update(user_id, change)
        for _ in range(ATTEMPTS):
            days = {day: _of_day(waiting, day) for day in dict.fromkeys(e.day for e in waiting)}
            try:
                if days:
                    updates = [self._day_update(user_id, day, days[day]) for day in days]
                    self._transact([*updates, profile])
                else:
                    self._update(profile)
            except _Refused as refused:
                if refused.reasons[-1].code in (INVALID, INVALID_IN_TRANSACTION):
                    self._complete(user_id, refused)
                    continue
                if refused.reasons[-1].failed:
                    item = refused.reasons[-1].item or self._stored_profile(user_id)
                    raise _overtaken(item, change) from None
                counted = _applied(refused.reasons)
                if refused.is_busy or not counted:
                    continue
                waiting = [each for each in waiting if (each.day, each.segment_id) not in counted]
            else:
                return frozenset(each.segment_id for each in waiting)
        raise StoreUnavailable("other devices of this person write at the same time")

    def forget(self, user_id: str, at_ms: int) -> int:
        """
        Put a mark in the profile's place, then delete every other item until a read finds none.

        The mark comes first: from then on nothing that began earlier can write. It expires.
        """
        until = time.monotonic() + FORGET_SECONDS
        deleted = self._mark_forgotten(user_id, at_ms)
        if deleted is None:
            return 0
        with _as_unavailable():
            # Read again after each page: only an empty read proves that nothing is left, since
            # BatchWriteItem may leave out some items.
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

    def _day_update(self, user_id: str, day: date, entries: list[LogEntry]) -> Json:
        """Return the update that raises a day's counters, unless one of the ids is counted."""
        # Alexa repeats requests, and a call that timed out may have been written. The ids go into
        # a set in the same write, and the condition refuses an id that is in it: so counters can
        # be raised again and again, and rise once.
        expires_at = datetime.combine(day, datetime.min.time(), UTC) + self._days_kept
        sums: Counter[str] = Counter()
        for entry in entries:
            sums.update(entry.counters)
        ids = {entry.segment_id for entry in entries}
        update = _Update()
        added = [f"{update.name(name)} {update.value(n)}" for name, n in sums.items()]
        added.append(f"applied {update.value(ids)}")
        return self._operation(
            user_id,
            f"{DAY_PREFIX}{day.isoformat()}",
            f"ADD {', '.join(added)} SET expires_at = {update.value(int(expires_at.timestamp()))}",
            " AND ".join(f"NOT contains(applied, {update.value(each)})" for each in sorted(ids)),
            update,
        )

    def _profile_update(self, user_id: str, change: Change) -> Json:
        """Return the update of what changed, unless another turn has written or deleted since."""
        update = _Update()
        began = update.value(change.began_at_ms)
        exists = "attribute_exists" if change.before.version else "attribute_not_exists"
        conditions = [
            f"(attribute_not_exists(forgotten_at_ms) OR forgotten_at_ms < {began})",
            f"{exists}({update.name(VERSION)})",
        ]
        for device, at_ms in change.expected.items():
            mark = update.path((_attribute(DEVICE, device), ANSWERED_AT))
            conditions.append(
                f"{mark} = {update.value(at_ms)}" if at_ms else f"attribute_not_exists({mark})"
            )
        # Versions before the marks write on the condition that this has not risen.
        version = update.name(VERSION)
        risen = f"{version} + {update.value(1)}" if change.before.version else update.value(1)
        kept = [f"{version} = {risen}"]
        gone = [] if change.before.version else ["expires_at"]
        for path, value in _changes(change):
            if value is None:
                gone.append(update.path(path))
            else:
                kept.append(f"{update.path(path)} = {update.value(value)}")
        remove = f" REMOVE {', '.join(gone)}" if gone else ""
        expression = f"SET {', '.join(kept)}{remove}"
        return self._operation(user_id, PROFILE, expression, " AND ".join(conditions), update)

    def _operation(
        self, user_id: str, key: str, expression: str, condition: str, update: "_Update"
    ) -> Json:
        """Return an UpdateItem, as a request of its own or as a part of a transaction."""
        return {
            "TableName": self._table,
            "Key": _item({"pk": user_id, "sk": key}),
            "UpdateExpression": expression,
            "ConditionExpression": condition,
            "ExpressionAttributeValues": _item(update.values),
            # What is stored comes with the refusal: no further read is needed.
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            **update.named,
        }

    def _transact(self, operations: list[Any]) -> None:
        with _refusals():
            self._client.transact_write_items(
                TransactItems=[{"Update": each} for each in operations]
            )

    def _update(self, operation: Json) -> None:
        with _refusals():
            self._client.update_item(**operation)

    def _complete(self, user_id: str, refused: "_Refused") -> None:
        """
        Add the objects that a profile lacks: fields are set within them, which must be there.

        One from an early version, or mended by hand, may lack some.
        """
        if not self._stored_profile(user_id):
            raise StoreUnavailable(f"the profile refused a write: {INVALID}") from refused
        update = _Update()
        names = [update.name(name) for name in OBJECTS]
        made = [f"{name} = if_not_exists({name}, {update.value({})})" for name in names]
        exists = f"attribute_exists({update.name(VERSION)})"
        operation = self._operation(user_id, PROFILE, f"SET {', '.join(made)}", exists, update)
        try:
            self._update(operation)
        except _Refused as again:
            raise StoreUnavailable(f"the profile refused a write: {INVALID}") from again

    def _stored_profile(self, user_id: str) -> Mapping[str, Any]:
        """Return the profile's item; roto-aws 0.10.1 does not send it along with a refusal."""
        key = {":u": user_id, ":profile": PROFILE}
        return next(self._items("pk = :u AND sk = :profile", key), {})

    def _mark_forgotten(self, user_id: str, at_ms: int) -> int | None:
        """Replace the profile by a mark; return how many there were, ``None`` if it is known."""
        mark = {"pk": user_id, "sk": PROFILE, "forgotten_at_ms": at_ms}
        expires_at = at_ms // 1000 + int(FORGOTTEN_KEPT.total_seconds())
        with _as_unavailable():
            try:
                answer = self._client.put_item(
                    TableName=self._table,
                    Item=_item({**mark, "expires_at": expires_at}),
                    ConditionExpression=(
                        "attribute_not_exists(forgotten_at_ms) OR forgotten_at_ms < :at"
                    ),
                    ExpressionAttributeValues=_item({":at": at_ms}),
                    ReturnValues="ALL_OLD",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except self._client.exceptions.ConditionalCheckFailedException as failed:
                # The same deletion, asked for again. Who has come back since keeps what is new.
                stored: Any = failed.response.get("Item") or self._stored_profile(user_id)
                return None if VERSION in stored else 0
        return int(VERSION in answer.get("Attributes", {}))

    def _keys(self, user_id: str) -> list[Any]:
        """Return the keys of a page of a person's items but the mark; none when none is left."""
        page = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :u",
            ExpressionAttributeValues=_item({":u": user_id}),
            ProjectionExpression="pk, sk",
            ConsistentRead=True,
        )
        return [key for key in _items_of(page) if key["sk"]["S"] != PROFILE]

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

    def path(self, names: tuple[str, ...]) -> str:
        """Return the placeholders of an attribute within others."""
        return ".".join(self.name(name) for name in names)

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
        raise StoreUnavailable(f"{error.operation_name}: {_code(error)}") from error
    except (BotoCoreError, urllib3.exceptions.HTTPError) as error:
        # botocore 1.44.5 lets urllib3's own errors through once an answer has begun.
        raise StoreUnavailable(type(error).__name__) from error


@contextmanager
def _refusals() -> Iterator[None]:
    """Raise a write's refusal as ``_Refused``, and every other error as ``StoreUnavailable``."""
    with _as_unavailable():
        try:
            yield
        except ClientError as error:
            reasons = _reasons_of(error)
            if reasons is None:
                raise
            raise _Refused(reasons) from error


def _reasons_of(error: ClientError) -> "list[_Reason] | None":
    """Return why a write was refused; ``None`` for an error of another kind."""
    response: Any = error.response
    match _code(error):
        case "TransactionCanceledException":
            reasons = response.get("CancellationReasons", ())
            return [_reason(each.get("Code"), each.get("Item")) for each in reasons]
        case "ConditionalCheckFailedException":
            return [_reason(FAILED, response.get("Item"))]
        case "TransactionConflictException":
            return [_reason(CONFLICT, None)]
        case code if code == INVALID:
            return [_reason(INVALID, None)]
        case _:
            return None


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "no code"))


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


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why one item of a write was refused."""

    code: str | None
    item: Mapping[str, Any]
    """What is stored; empty for nothing."""

    @property
    def failed(self) -> bool:
        """Whether the item's own condition did not hold."""
        return self.code == FAILED


class _Refused(Exception):
    """Nothing was written; there is a reason for each item, the profile's at the end."""

    def __init__(self, reasons: list[_Reason]) -> None:
        super().__init__()
        self.reasons = reasons

    @property
    def is_busy(self) -> bool:
        """Whether another write to the same items was under way."""
        return any(each.code == CONFLICT for each in self.reasons)


def _reason(code: str | None, item: Any) -> _Reason:
    return _Reason(code, _plain(item or {}))


def _of_day(entries: Iterable[LogEntry], day: date) -> list[LogEntry]:
    return [each for each in entries if each.day == day]


def _applied(reasons: list[_Reason]) -> set[tuple[date, str]]:
    """Return day and id of what the refused days have counted already."""
    logs = [_day_log(each.item) for each in reasons if each.failed and each.item]
    return {(log.day, segment_id) for log in logs for segment_id in log.applied}


def _overtaken(item: Mapping[str, Any], change: Change) -> Superseded | Forgotten:
    """Return why a profile refused a change."""
    if not item or item.get("forgotten_at_ms", 0) >= change.began_at_ms:
        return Forgotten("deleted since the conversation began")
    return Superseded(_person(item))


def _changes(change: Change) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield what differs, each with its path; ``None`` for what is to be removed."""
    before = profile_to_json(change.before) if change.before.version else {}
    after = profile_to_json(change.after)
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if name == VERSION or old == new:
            continue
        if isinstance(old, dict):
            # Within an object field by field: another device may have changed another one.
            inner = new or {}
            yield from (
                ((name, each), inner.get(each))
                for each in dict.fromkeys((*old, *inner))
                if old.get(each) != inner.get(each)
            )
        else:
            yield (name,), new
    for device, place in change.places.items():
        yield (_attribute(PLACE, device),), place and place_to_json(place)
    for device, record in change.devices.items():
        yield (_attribute(DEVICE, device),), record and device_to_json(record)


def _person(item: Mapping[str, Any]) -> Person:
    """Return what the item of a profile tells; raise ``StoreUnavailable`` if it cannot be read."""
    if VERSION not in item:
        return Person()  # nothing but the mark of a deletion
    # Taken as missing it would be overwritten with an empty one: as unavailable it is left alone.
    try:
        profile = profile_from_json(item)
    except CorruptJson as error:
        raise StoreUnavailable(f"the profile cannot be read: {error}") from error
    return Person(
        profile,
        places=_by_device(item, PLACE, place_from_json),
        devices=_by_device(item, DEVICE, device_from_json),
    )


def _by_device(item: Mapping[str, Any], kind: str, read: Callable[[Json], T]) -> dict[str, T]:
    """
    Return the attributes of a kind by device, without those that cannot be read.

    Early versions stored one place for all devices, under a name without a device.
    """
    found = {}
    for name, stored in item.items():
        if name == kind or name.startswith(f"{kind}_"):
            try:
                found[name.removeprefix(kind).removeprefix("_")] = read(stored)
            except CorruptJson as corrupt:
                # Unlike the profile these can be lost: the person starts the routine again.
                log.warning("a stored attribute of kind %s cannot be read: %s", kind, corrupt)
    return found


def _attribute(kind: str, device: str) -> str:
    return f"{kind}_{device}" if device else kind


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
