"""`heel-stretches export`: what a person may ask for, out of the table itself."""

import json
from datetime import date, timedelta

import boto3
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
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers a region
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


@pytest.fixture
def talked(tmp_path, monkeypatch, capsys):
    """Return the folder of somebody's talk, in which they did a stretch."""
    script = tmp_path / "script"
    said = "start my heel stretches\nleft\nthe calf stretch\nready\n+75s\npause\n"
    script.write_text(said, encoding="utf-8")
    for name in ("PROGRESS_TABLE", "AWS_ENDPOINT_URL_DYNAMODB"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "data"
    assert 0 == cli.main(["talk", "--fast", "--script", str(script), "--data", str(folder)])
    capsys.readouterr()
    return folder


def test_the_laptops_own_data_are_printed(talked, capsys):
    """Nothing is set, and nobody named: it is who talked."""
    assert 0 == cli.main(["export", "--data", str(talked)])

    exported = json.loads(capsys.readouterr().out)
    household = json.loads((talked / "household.json").read_text(encoding="utf-8"))
    assert household["user_id"] == exported["user_id"]
    [day] = [item for item in exported["items"] if item["sk"].startswith("DAY#")]
    assert day["calf_steps"] >= 1
    assert "PROFILE" in [item["sk"] for item in exported["items"]]


def test_an_operators_environment_does_not_lead_away_from_the_laptop(talked, monkeypatch, capsys):
    """Neither its table's address nor its credentials; who else is asked for has nothing there."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9")

    assert 0 == cli.main(["export", "--data", str(talked), "--user", "somebody else"])

    exported = json.loads(capsys.readouterr().out)
    assert {"user_id": "somebody else", "items": []} == exported
    assert 0 == cli.main(["export", "--data", str(talked)])
    assert json.loads(capsys.readouterr().out)["items"]


def test_data_has_the_folder_of_talk_by_default(monkeypatch, capsys):
    """This system's folder for a person's own data: here nobody has talked yet."""
    default = cli._parser().parse_args(["export", "--data"]).data

    assert cli._default_directory() == default
    assert 1 == cli.main(["export", "--data"])
    assert f"There are no talks in {default}." in capsys.readouterr().err
    assert not default.exists()
