"""`heel-stretches export`: what a person may ask for, out of the table itself."""

import json
from datetime import date, timedelta

import pytest

from skill.progress.days import LogEntry
from skill.progress.place import Place
from skill.progress.profile import Profile
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.contract.conftest import REGION, TABLE
from tests.fakes import count, keep
from tools import cli

MONDAY = date(2026, 3, 2)


@pytest.fixture
def _environment(roto, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", roto)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("PROGRESS_TABLE", TABLE)


@pytest.mark.usefixtures("_environment")
def test_everything_of_a_person_is_printed_as_json(roto_client, user_id, capsys):
    """Every day however old, the profile, and what a later version has added to either."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    keep(store, user_id, Profile(time_zone="Europe/Oslo"), {"kitchen": Place(at="calf-1-left")})
    for number in range(30):
        count(
            store, user_id, LogEntry(f"id-{number}", MONDAY + timedelta(number), {"calf_steps": 2})
        )
    roto_client.put_item(
        TableName=TABLE, Item={"pk": {"S": user_id}, "sk": {"S": "ZZZ"}, "čaj": {"SS": ["b", "a"]}}
    )

    assert 0 == cli.main(["export", "--user", user_id])

    printed = capsys.readouterr()
    exported = json.loads(printed.out)
    assert user_id == exported["user_id"]
    assert [f"DAY#{MONDAY + timedelta(n)}" for n in range(30)] == [
        item["sk"] for item in exported["items"][:30]
    ]
    assert ["PROFILE", "ZZZ"] == [item["sk"] for item in exported["items"][30:]]
    assert (["id-0"], 2) == (exported["items"][0]["applied"], exported["items"][0]["calf_steps"])
    assert "calf-1-left" == exported["items"][30]["unfinished_kitchen"]["at"]
    assert ["a", "b"] == exported["items"][31]["čaj"]
    assert "32 items\n" == printed.err


@pytest.mark.usefixtures("_environment")
def test_of_somebody_unknown_nothing_is_printed(capsys, user_id):
    """That is an answer too, and no fault."""
    assert 0 == cli.main(["export", "--user", user_id])

    assert {"user_id": user_id, "items": []} == json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("_environment")
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PROGRESS_TABLE", "", "PROGRESS_TABLE is not set"),
        (
            "PROGRESS_TABLE",
            "no-such-table",
            "no-such-table cannot be read: Query: ResourceNotFoundException",
        ),
        ("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9", "EndpointConnectionError"),
    ],
)
def test_what_is_wrong_is_one_line(monkeypatch, capsys, name, value, says):
    """On standard error: a file that the output goes to stays empty."""
    monkeypatch.setenv(name, value)

    assert 1 == cli.main(["export", "--user", "amzn1.ask.account.X"])

    printed = capsys.readouterr()
    assert not printed.out
    assert says in printed.err
    assert 1 == printed.err.count("\n")
