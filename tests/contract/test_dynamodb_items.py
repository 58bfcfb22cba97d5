"""What the items in the table hold besides what the port returns."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from boto3.dynamodb.types import TypeSerializer

from skill.progress.days import LogEntry
from skill.progress.place import Place, SentSegment, Status, StepTime
from skill.progress.profile import Profile
from skill.progress.store import Change
from skill.routine.delivery import After
from skill.routine.exercises import ExerciseId, Foot, Part
from skill.routine.plan import Pick
from skill.routine.settings import Settings
from skill.storage.dynamodb import DynamoDbProgressStore
from tests import older_rows
from tests.contract.conftest import TABLE
from tests.fakes import count, keep

MONDAY = date(2026, 3, 2)
CALF = {"calf_steps": 2}


def item_of(client, user_id, key):
    """Return an item as it is in the table."""
    return client.get_item(
        TableName=TABLE, Key={"pk": {"S": user_id}, "sk": {"S": key}}, ConsistentRead=True
    )["Item"]


def test_a_day_is_deleted_two_years_after_it(roto_client, user_id):
    """Counted from the day itself, whenever it is written; a later write moves nothing."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    for segment_id in ("one", "two"):
        count(store, user_id, LogEntry(segment_id, MONDAY, CALF))

    expires_at = int(item_of(roto_client, user_id, f"DAY#{MONDAY}")["expires_at"]["N"])

    assert datetime(2028, 3, 1, tzinfo=UTC) == datetime.fromtimestamp(expires_at, UTC)


def test_how_long_a_day_is_kept_can_be_chosen(roto_client, user_id):
    """By the clinic's own rules."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client, days_kept=31)
    count(store, user_id, LogEntry("one", MONDAY, CALF))

    expires_at = int(item_of(roto_client, user_id, f"DAY#{MONDAY}")["expires_at"]["N"])

    assert timedelta(31) == datetime.fromtimestamp(expires_at, UTC) - datetime(
        2026, 3, 2, tzinfo=UTC
    )


def test_a_profile_does_not_expire(roto_client, user_id):
    """Whoever comes back after three years finds their settings."""
    keep(DynamoDbProgressStore(TABLE, lambda: roto_client), user_id, Profile())

    assert "expires_at" not in item_of(roto_client, user_id, "PROFILE")


def test_the_mark_of_a_deletion_holds_nothing_and_expires(roto_client, user_id):
    """After two days: so long a request may come late. Who begins anew does not expire with it."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    keep(store, user_id, Profile(told={"disclaimer": 1}))
    store.forget(user_id, 1_772_434_800_123)

    mark = item_of(roto_client, user_id, "PROFILE")
    assert {"pk", "sk", "forgotten_at_ms", "expires_at"} == mark.keys()
    assert {"N": str(1_772_434_800 + 2 * 24 * 3600)} == mark["expires_at"]

    store.write(user_id, Change(1_772_434_800_124, {}, Profile(), Profile()))
    assert "expires_at" not in item_of(roto_client, user_id, "PROFILE")


def test_what_a_later_version_keeps_in_a_profile_stays(roto_client, user_id):
    """After a rollback this version saves for a while; nothing of the other's is lost by it."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    profile = keep(store, user_id, Profile())
    roto_client.update_item(
        TableName=TABLE,
        Key={"pk": {"S": user_id}, "sk": {"S": "PROFILE"}},
        UpdateExpression="SET badge = :b, settings.tempo = :t",
        ExpressionAttributeValues={":b": {"M": {"n": {"N": "3.5"}}}, ":t": {"N": "90"}},
    )

    found = store.load(user_id, since=MONDAY).profile
    keep(store, user_id, Profile(Settings(foot=Foot.LEFT), version=profile.version))
    assert {"tempo": 90} == found.unknown_settings

    item = item_of(roto_client, user_id, "PROFILE")
    assert {"M": {"n": {"N": "3.5"}}} == item["badge"]
    assert {"foot": {"S": "left"}} == item["settings"]["M"]


@pytest.mark.parametrize("entries", [(), (LogEntry("one", MONDAY, CALF),)], ids=["", "with steps"])
def test_a_profile_that_lacks_objects_gets_them(database, user_id, entries):
    """One from an early version, or mended by hand: fields can be set again."""
    store = database.store
    key = {"pk": {"S": user_id}, "sk": {"S": "PROFILE"}}
    database.client.put_item(TableName=TABLE, Item={**key, "version": {"N": "3"}})
    known = store.load(user_id, since=MONDAY).profile

    store.write(user_id, Change(1, {}, known, replace(known, told={"news": 1}), entries))

    person = store.load(user_id, since=MONDAY)
    assert ({"news": 1}, 4) == (person.profile.told, person.profile.version)
    assert bool(entries) == bool(person.days)


def test_the_place_of_an_older_version_is_found(roto_client, user_id):
    """Before each device had its own there was one, without a name; it goes when it is over."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    profile = keep(store, user_id, Profile())
    roto_client.update_item(
        TableName=TABLE,
        Key={"pk": {"S": user_id}, "sk": {"S": "PROFILE"}},
        UpdateExpression="SET unfinished = :s",
        ExpressionAttributeValues={":s": {"M": {"at": {"S": "calf-1-left"}}}},
    )

    assert {"": Place(at="calf-1-left")} == store.load(user_id, since=MONDAY).places

    keep(store, user_id, profile, {"": None})
    assert "unfinished" not in item_of(roto_client, user_id, "PROFILE")


def test_the_row_of_the_last_version_is_read(roto_client, user_id):
    """Place and dialogue were stored as one: the place is read, the rest is passed over."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    keep(store, user_id, Profile())
    roto_client.update_item(
        TableName=TABLE,
        Key={"pk": {"S": user_id}, "sk": {"S": "PROFILE"}},
        UpdateExpression="SET unfinished_kitchen = :s",
        ExpressionAttributeValues={":s": TypeSerializer().serialize(older_rows.PLACE)},
    )

    expected = Place(
        picks=(
            Pick(ExerciseId.CALF),
            Pick(ExerciseId.RAISES, Part.TIPTOE, 2),
            Pick(ExerciseId.ARCH, hold_seconds=30),
        ),
        at="calf-2-left",
        status=Status.WAIT,
        touched_at_ms=1_772_434_800_000,
        answered_at_ms=1_772_434_800_000,
        after=After.SEAM,
        done=frozenset({"calf-1-left", "calf-1-right"}),
        playing=SentSegment(
            "3f2a", 1_772_434_800_123, Status.REST, (StepTime("calf-2-left", 0, 31_000),)
        ),
        shelved=Place((Pick(ExerciseId.ARCH),), "arch-1", Status.IDLE, 4),
    )
    assert {"kitchen": expected} == store.load(user_id, since=MONDAY).places


def test_a_place_that_cannot_be_read_is_left_out(roto_client, user_id, caplog):
    """The profile and the other devices' places are as good as ever; a line in the log says it."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    keep(store, user_id, Profile(), {"bedroom": Place(at="calf-1-left")})
    roto_client.update_item(
        TableName=TABLE,
        Key={"pk": {"S": user_id}, "sk": {"S": "PROFILE"}},
        UpdateExpression="SET unfinished_kitchen = :s",
        ExpressionAttributeValues={":s": {"M": {"at": {"N": "5"}}}},
    )

    assert {"bedroom": Place(at="calf-1-left")} == store.load(user_id, since=MONDAY).places
    assert "Expected `str | null`, got `int` - at `$.at`" in caplog.text
