"""Counts what a client's calls to DynamoDB cost, whatever engine answers them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.capacity import item_bytes, read_units, write_units

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

READS = ("GetItem", "Query")
WRITES = ("PutItem", "UpdateItem", "TransactWriteItems")

TRANSACTION_FACTOR = 2
"""A write within a transaction is prepared and then committed, and costs both.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What some calls came to."""

    reads: int = 0
    """Calls that read."""
    writes: int = 0
    """Calls that write, also where a condition refused it."""
    read_units: float = 0
    """What the reads cost: RCU."""
    write_units: int = 0
    """What the writes cost: WCU."""

    @property
    def units(self) -> float:
        """Both together."""
        return self.read_units + self.write_units

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.reads + other.reads,
            self.writes + other.writes,
            self.read_units + other.read_units,
            self.write_units + other.write_units,
        )


class Meter:
    """
    Listens to a client and adds up.

    An item is looked up before and after it is written: the price depends on both, and no engine
    tells. That is done by another client, which nobody listens to.
    """

    def __init__(self, client: "DynamoDBClient", spy: "DynamoDBClient") -> None:
        """
        Begin to listen.

        Args:
            client: Whose calls are counted.
            spy: Another client for the same engine.
        """
        self._spy = spy
        self._cost = Cost()
        self._keys: dict[str, list[str]] = {}
        client.meta.events.register("before-call.dynamodb", self._before)
        client.meta.events.register("after-call.dynamodb", self._after)

    def take(self) -> Cost:
        """Return what was spent since the last time."""
        cost, self._cost = self._cost, Cost()
        return cost

    def _before(
        self, model: Any, params: Mapping[str, Any], context: dict[str, Any], **_: Any
    ) -> None:
        sent = json.loads(params["body"])
        if model.name not in READS + WRITES or "ProjectionExpression" in sent:
            raise NotImplementedError(f"no price is known for this {model.name}")
        context["sent"] = sent
        if model.name in WRITES:
            context["bytes_before"] = [self._stored_bytes(each) for each in _writes(sent)]

    def _after(self, model: Any, http_response: Any, context: dict[str, Any], **_: Any) -> None:
        sent, received = context["sent"], json.loads(http_response.content)
        if model.name in WRITES:
            units = sum(
                write_units(before, self._stored_bytes(each))
                for before, each in zip(context["bytes_before"], _writes(sent), strict=True)
            )
            factor = TRANSACTION_FACTOR if model.name == "TransactWriteItems" else 1
            self._cost += Cost(writes=1, write_units=factor * units)
            return
        items = received.get("Items", []) if model.name == "Query" else [received.get("Item", {})]
        read = read_units(map(item_bytes, items), is_consistent=sent.get("ConsistentRead", False))
        self._cost += Cost(reads=1, read_units=read)

    def _stored_bytes(self, sent: Mapping[str, Any]) -> int:
        """Return the present size of the item that a write is for; 0 where there is none."""
        table, named = sent["TableName"], sent.get("Key") or sent["Item"]
        key = {name: named[name] for name in self._key_names(table)}
        found = self._spy.get_item(TableName=table, Key=key, ConsistentRead=True)
        return item_bytes(found.get("Item", {}))

    def _key_names(self, table: str) -> list[str]:
        if table not in self._keys:
            schema = self._spy.describe_table(TableName=table)["Table"]["KeySchema"]
            self._keys[table] = [each["AttributeName"] for each in schema]
        return self._keys[table]


def _writes(sent: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the writes of a call: those of a transaction, or its own."""
    if "TransactItems" not in sent:
        return [sent]
    return [write for each in sent["TransactItems"] for write in each.values()]
