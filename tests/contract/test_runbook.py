"""The commands of docs/runbook.md do on an engine what the page says they do."""

import io
import json
import re
import shlex
import sys
import textwrap
from datetime import date, timedelta
from pathlib import Path

import boto3
import pytest

from simulator.rig.database import ensure_table, table_shape
from skill.progress.days import LogEntry
from skill.progress.profile import Profile
from skill.service.telemetry import pseudonym
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.contract.conftest import REGION, TABLE, items_of
from tests.fakes import count, keep

PAGE = Path(__file__).parents[2] / "docs" / "runbook.md"
USER = "amzn1.ask.account.A0E8D6F0"
MONDAY = date(2026, 11, 23)
ROUND = {"arch_steps": 10, "arch_done": 1, "arch_done_steps": 10}
CALF = {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6}


@pytest.fixture
def store(roto, roto_client, monkeypatch):
    """Return a store in which nobody is, at the engine that the environment names."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", roto)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.delenv("AWS_DEFAULT_REGION")  # the page names the other one
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers a region
    monkeypatch.setenv("PROGRESS_TABLE", TABLE)
    for sort_key in ("PROFILE", *(item["sk"]["S"] for item in items_of(roto_client, USER))):
        key = {"pk": {"S": USER}, "sk": {"S": sort_key}}
        roto_client.delete_item(TableName=TABLE, Key=key)
    return DynamoDbProgressStore(TABLE, lambda: roto_client)


def commands(start):
    """Return the commands of the page that begin like this, each as its words."""
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^( *)```sh\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    plain = [textwrap.dedent(block).replace("\\\n", "") for _, block in blocks]
    return [shlex.split(each) for each in plain if each.startswith(start)]


def update(client, words):
    """Send what a command of AWS's own tool would send."""
    options = dict(zip(words[3::2], words[4::2], strict=True))
    named = {
        "".join(part.title() for part in name.split("-") if part): value
        for name, value in options.items()
    }
    for name in ("Key", "ExpressionAttributeNames", "ExpressionAttributeValues"):
        if name in named:
            named[name] = json.loads(named[name])
    client.update_item(**named | {"TableName": TABLE})


def run(words, monkeypatch, capsys, *, stdin=""):
    """Run a line of Python from a command; return what it prints."""
    code, *arguments = words[words.index("-c") + 1 :]
    known = {"$PROGRESS_TABLE": TABLE}
    monkeypatch.setattr(sys, "argv", ["-c", *(known.get(each, each) for each in arguments)])
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    exec(code, {})  # noqa: S102 - it is our own page
    return capsys.readouterr().out.strip()


def day(store):
    """Return what is stored of the day that the page speaks of."""
    return store.load(USER, since=MONDAY).days[MONDAY]


def expires_at(client):
    """Return when that day expires."""
    key = {"pk": {"S": USER}, "sk": {"S": f"DAY#{MONDAY}"}}
    return client.get_item(TableName=TABLE, Key=key)["Item"]["expires_at"]["N"]


def refused(client, words):
    """Return whether the command's condition does not hold."""
    try:
        update(client, words)
    except client.exceptions.ConditionalCheckFailedException:
        return True
    return False


@pytest.fixture
def updates():
    """Return the page's three corrections: steps added, a count taken back, a profile mended."""
    return commands("aws dynamodb update-item")


def test_lost_steps_are_added_once_as_the_skill_would_have(store, roto_client, updates):
    """On a day that has none yet, and again on one that has."""
    add, _, _ = updates
    update(roto_client, add)
    by_hand = (day(store), expires_at(roto_client))
    assert refused(roto_client, add)

    store.forget(USER, 0)
    count(store, USER, LogEntry("b23126caea18", MONDAY, ROUND))
    assert (day(store), expires_at(roto_client)) == by_hand
    assert refused(roto_client, add)


def test_a_count_is_taken_back_once_and_only_as_it_was_seen(store, roto_client, updates):
    """Twice would be one too many; and what has changed since is looked at again first."""
    _, take_back, _ = updates
    assert refused(roto_client, take_back), "nothing is there"
    count(store, USER, LogEntry("one", MONDAY, CALF))

    update(roto_client, take_back)

    assert {"calf_steps": 0, "calf_done": 0, "calf_done_steps": 0} == day(store).counters
    count(store, USER, LogEntry("two", MONDAY, CALF))
    assert refused(roto_client, take_back)


def test_a_broken_profile_is_mended(store, roto_client, updates):
    """And an open session does not overwrite it unseen."""
    _, _, mend = updates
    profile = Profile()
    for _ in range(10):
        profile = keep(store, USER, profile)

    update(roto_client, mend)

    assert (11, {}) == (
        store.load(USER, since=MONDAY).profile.version,
        store.load(USER, since=MONDAY).profile.practice,
    )
    assert refused(roto_client, mend)


def test_digests_lead_to_their_people(monkeypatch, capsys):
    """As the log makes them."""
    [one] = commands("python3 -c 'import hashlib")
    [scan] = commands("aws dynamodb scan")

    assert pseudonym(USER) == run(one, monkeypatch, capsys)
    scan[-1] = pseudonym(USER)
    assert USER == run(scan, monkeypatch, capsys, stdin=f"other\n{USER}\nanother\n")


def test_the_expiry_of_a_day_is_reckoned_as_the_skill_does(store, roto_client, monkeypatch, capsys):
    """From the day, whenever it is written."""
    [reckon] = commands("python3 -c 'import datetime")
    count(store, USER, LogEntry("one", MONDAY, CALF))

    assert expires_at(roto_client) == run(reckon, monkeypatch, capsys)


def test_a_deletion_is_repeated_until_nothing_is_left(store, monkeypatch, capsys):
    """Every item of one person."""
    [forget] = commands("python3 -c 'import os, sys, time")
    for n in range(30):
        count(store, USER, LogEntry("one", MONDAY + timedelta(n), CALF))

    assert "31 items deleted" == run(forget, monkeypatch, capsys)
    assert "0 items deleted" == run(forget, monkeypatch, capsys)


def test_what_is_missing_comes_back_and_what_is_there_stays(
    store, roto, roto_client, monkeypatch, capsys, request
):
    """The days of one person, from a restored table."""
    shape = table_shape(request.config.rootpath / "template.yaml")
    ensure_table(roto, REGION, "heel-stretches-restored", shape)
    restored = DynamoDbProgressStore("heel-stretches-restored", lambda: roto_client)
    tuesday = MONDAY + timedelta(1)
    for kept_on in (MONDAY, tuesday):
        count(restored, USER, LogEntry("old", kept_on, CALF))
    count(store, USER, LogEntry("new", tuesday, ROUND))

    [copy] = commands("python3 -c 'import os, sys, boto3")
    assert [f"DAY#{tuesday} is there already", "PROFILE is there already"] == (
        run(copy, monkeypatch, capsys).splitlines()
    )

    days = store.load(USER, since=MONDAY).days
    assert [CALF, ROUND] == [days[MONDAY].counters, days[tuesday].counters]
