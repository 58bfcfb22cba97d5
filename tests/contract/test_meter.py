"""The meter of the benchmarks: the same price on every engine, whatever that reports itself."""

from datetime import date

import boto3
import pytest

from benchmarks.meter import Cost, Meter
from skill.progress.days import LogEntry
from skill.progress.profile import Profile
from skill.progress.store import Change
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.contract.conftest import REGION, TABLE, client_at

MONDAY = date(2026, 3, 2)


@pytest.fixture
def client(database):
    """Return a client that is listened to."""
    return client_at(database.endpoint)


@pytest.fixture
def meter(client, database):
    """Return what listens to it."""
    return Meter(client, database.client)


def item(user_id, sort_key, kb):
    """Return an item a little larger than so many KB."""
    return {"pk": {"S": user_id}, "sk": {"S": sort_key}, "text": {"S": "x" * 1024 * kb}}


def key(user_id, sort_key):
    """Return the key of an item."""
    return {"pk": {"S": user_id}, "sk": {"S": sort_key}}


def test_a_write_pays_for_the_larger_of_before_and_after(client, meter, user_id):
    """Four KB are written over with two, and those with five."""
    spent = []
    for kb in (4, 2, 5):
        client.put_item(TableName=TABLE, Item=item(user_id, "a", kb))
        spent.append(meter.take())

    assert [Cost(writes=1, write_units=units) for units in (5, 5, 6)] == spent


def test_an_update_pays_for_the_whole_item(client, meter, user_id):
    """However little of it changes."""
    client.put_item(TableName=TABLE, Item=item(user_id, "a", 3))
    meter.take()

    client.update_item(
        TableName=TABLE,
        Key=key(user_id, "a"),
        UpdateExpression="ADD n :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
    )

    assert Cost(writes=1, write_units=4) == meter.take()


@pytest.mark.parametrize(("kb", "units"), [(None, 1), (2, 3)])
def test_a_write_that_its_condition_refuses_is_paid_for(client, meter, user_id, kb, units):
    """By the size of what is there; where nothing is, the least."""
    if kb:
        client.put_item(TableName=TABLE, Item=item(user_id, "a", kb))
    meter.take()

    with pytest.raises(client.exceptions.ConditionalCheckFailedException):
        client.put_item(
            TableName=TABLE,
            Item=item(user_id, "a", 9),
            ConditionExpression="attribute_exists(calf_steps)",
        )

    assert Cost(writes=1, write_units=units) == meter.take()


@pytest.mark.parametrize(("is_consistent", "units"), [(True, 2), (False, 1)])
def test_a_query_pays_for_all_it_read_together(client, meter, user_id, is_consistent, units):
    """Five items of a KB and a bit are eight KB, not five times four."""
    for number in range(5):
        client.put_item(TableName=TABLE, Item=item(user_id, str(number), 1))
    meter.take()

    client.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :u",
        ExpressionAttributeValues={":u": {"S": user_id}},
        ConsistentRead=is_consistent,
    )

    assert Cost(reads=1, read_units=units) == meter.take()


def test_a_read_that_finds_nothing_is_paid_for(client, meter, user_id):
    """As one of the least."""
    client.get_item(TableName=TABLE, Key=key(user_id, "a"), ConsistentRead=True)

    assert Cost(reads=1, read_units=1) == meter.take()


def test_the_client_of_a_resource_is_heard_too(database, user_id):
    """The SDK's adapter works with one, which changes what is sent on its way."""
    resource = boto3.resource("dynamodb", endpoint_url=database.endpoint, region_name=REGION)
    meter = Meter(resource.meta.client, database.client)

    resource.Table(TABLE).put_item(Item={"pk": user_id, "sk": "a", "text": "x" * 2048})
    resource.Table(TABLE).get_item(Key={"pk": user_id, "sk": "a"}, ConsistentRead=True)

    assert Cost(1, 1, 1, 3) == meter.take()


def test_what_has_no_price_is_refused(client, meter, user_id):
    """Nothing is counted as nothing."""
    with pytest.raises(NotImplementedError, match="DeleteItem"):
        client.delete_item(TableName=TABLE, Key=key(user_id, "a"))


def test_a_turn_of_the_store_is_a_read_and_a_write(client, meter, user_id):
    """All that the store does in a session has a price, and the spy's own look-ups have none."""
    store = DynamoDbProgressStore(TABLE, lambda: client)
    entry = LogEntry("one", MONDAY, {"calf_steps": 1})

    store.load(user_id, since=MONDAY)
    store.write(user_id, Change(1, {}, Profile(), Profile()))
    assert Cost(1, 1, 1, 1) == meter.take()

    store.write(user_id, Change(1, {}, Profile(version=1), Profile(version=1), (entry,)))
    assert Cost(writes=1, write_units=4) == meter.take(), "two items, at twice the price"
    assert Cost() == meter.take()
