"""`heel-stretches progress`: what was done, from the table itself, as the voice tells it."""

import json
import re
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from skill.progress.days import LogEntry, local_day
from skill.progress.profile import Profile
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.contract.conftest import REGION, TABLE
from tests.fakes import count, keep
from tools import cli

CALF = {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6}


@pytest.fixture
def talk(tmp_path, monkeypatch, capsys):
    """Return a function that talks with a folder's data, and returns the transcript."""
    for name in ("PROGRESS_TABLE", "AWS_ENDPOINT_URL_DYNAMODB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Europe/London")
    script = tmp_path / "script"

    def run(said, *arguments):
        script.write_text(said, encoding="utf-8")
        folder = str(tmp_path / "data")
        talking = ["talk", "--fast", "--script", str(script), "--data", folder, *arguments]
        assert 0 == cli.main(talking)
        return capsys.readouterr().out

    return run


def progress(capsys, *arguments):
    """Return what is printed."""
    assert 0 == cli.main(["progress", *arguments])
    printed = capsys.readouterr()
    assert "" == printed.err
    return printed.out


def test_a_calf_stretch_on_this_laptop(talk, tmp_path, capsys):
    """It is there in words and in JSON; the voice, asked afterwards, says the same."""
    said = "start my heel stretches\nleft\nthe calf stretch\nready\n+300s\nstop\n"
    talk(said, "--now", "2096-11-26T08:00:00+00:00")  # ahead of any clock: it goes on from there
    data = ("--data", str(tmp_path / "data"))

    text = progress(capsys, *data)
    found = json.loads(progress(capsys, *data, "--json"))
    told = talk("ask my heel stretches what I did today\n")

    assert "Monday 26 November" == text.splitlines()[0]
    assert re.search(r"1  ●  Calf stretch +done", text)
    assert found["words"] in " ".join(text.split())
    assert f"A: {found['words']}\n" in told
    assert "done" == found["today"]["exercises"][0]["state"]
    assert "\x1b" not in text  # a pipe gets no colour


def test_of_somebody_in_a_table(roto, roto_client, user_id, monkeypatch, capsys):
    """As the operator reads it, from where the environment says."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", roto)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers a region
    monkeypatch.setenv("PROGRESS_TABLE", TABLE)
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    keep(store, user_id, Profile(time_zone="Europe/Oslo"))
    today = local_day(int(datetime.now(UTC).timestamp() * 1000), "Europe/Oslo")
    for ago in range(4):
        count(store, user_id, LogEntry(f"id-{ago}", today - timedelta(ago), CALF))

    found = json.loads(progress(capsys, "--user", user_id, "--json"))

    assert (4, 4) == (found["run"]["now"], found["run"]["longest"])
    doses = [day["doses"] for day in found["week"]["days"]]
    assert (4, 3) == (doses.count({"calf": 1}), doses.count({}))


def test_nobody_has_talked_here_yet(capsys):
    """Without arguments it is this laptop's own data: one line says that there are none."""
    assert 1 == cli.main(["progress"])

    default = cli._default_directory()
    complaint = f"heel-stretches: There are no talks in {default}. Give their --data directory.\n"
    assert ("", complaint) == capsys.readouterr()
    assert not default.exists()


def test_who_talked_and_did_nothing_is_told_how_to_begin(talk, tmp_path, capsys):
    """In the voice's own words, and no empty charts."""
    talk("ask my heel stretches what I did today\n")

    text = " ".join(progress(capsys, "--data", str(tmp_path / "data")).split())

    assert text.startswith("Nothing noted yet. The first day counts from the first exercise.")
    assert "heel-stretches talk" in text
