"""Alexa's settings service and the DynamoDB engine, for the length of a talk."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path

import boto3
import pytest

from simulator.common import SimulatorError
from simulator.rig import database
from simulator.rig.database import engine, ensure_table, table_shape
from simulator.rig.settings_service import SettingsService

ROOT = Path(__file__).parents[2]
ITEM = {"pk": {"S": "person"}, "sk": {"S": "PROFILE"}}
TEMPLATE = """
Parameters: {Size: {Type: Number}}
Resources:
  Function: {Type: AWS::Serverless::Function, Properties: {Role: !GetAtt Role.Arn}}
  ProgressTable:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      TableName: !Sub "${AWS::StackName}-x"
      AttributeDefinitions:
        - {AttributeName: pk, AttributeType: S}
        - {AttributeName: sk, AttributeType: S}
      KeySchema:
        - {AttributeName: pk, KeyType: HASH}
        - {AttributeName: sk, KeyType: RANGE}
      BillingMode: PAY_PER_REQUEST
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
      Tags: !If [A, [], !Split [",", "b"]]
"""


@pytest.fixture
def shape(tmp_path):
    """Return the shape of a table from a template with CloudFormation's tags."""
    path = tmp_path / "template.yaml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return table_shape(path)


def client(endpoint):
    """Return a client for an engine."""
    return boto3.client("dynamodb", endpoint_url=endpoint, region_name="us-east-1")


def fetch(url, token="t"):
    """Return status and body of a GET."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 (our own service's address)
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b""


def test_the_time_zone_is_told_as_a_json_string():
    """As Alexa's settings service does."""
    with SettingsService("Europe/Oslo", "t") as service:
        url = f"{service.endpoint}/v2/devices/echo/settings/System.timeZone"

        assert (200, b'"Europe/Oslo"') == fetch(url)
        assert (401, b"") == fetch(url, token="other")
        assert (404, b"") == fetch(f"{service.endpoint}/v2/accounts/~current")


@pytest.mark.parametrize("status", [204, 403, 500])
def test_a_person_may_not_have_said_or_allowed_it(status):
    """The service can play each of these."""
    with SettingsService("Europe/Oslo", "t", HTTPStatus(status)) as service:
        assert status == fetch(f"{service.endpoint}/v2/devices/e/settings/System.timeZone")[0]


def test_the_table_is_read_from_a_template_with_cloudformation_tags(shape):
    """Keys, attributes and billing; nothing a local engine does not know."""
    assert {"AttributeDefinitions", "KeySchema", "BillingMode"} == shape.keys()
    assert "RANGE" == shape["KeySchema"][1]["KeyType"]


def test_the_projects_own_template_declares_the_table():
    """The schema has one place."""
    assert ["pk", "sk"] == [
        key["AttributeName"] for key in table_shape(ROOT / "template.yaml")["KeySchema"]
    ]


@pytest.mark.parametrize("content", ["Resources: {}", "a: [", "", "Resources: [x]"])
def test_a_template_without_one_table_is_one_clear_error(tmp_path, content):
    """Never a traceback of the YAML reader."""
    path = tmp_path / "template.yaml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(SimulatorError, match="table"):
        table_shape(path)


def test_data_survive_from_one_engine_to_the_next(tmp_path, shape):
    """And the table is made only once."""
    for already_there in (False, True):
        with engine(tmp_path / "data") as endpoint:
            ensure_table(endpoint, "us-east-1", "progress", shape)
            found = client(endpoint).get_item(TableName="progress", Key=ITEM)
            assert already_there == ("Item" in found)
            client(endpoint).put_item(TableName="progress", Item=ITEM)


def test_a_second_talk_on_the_same_data_is_refused(tmp_path):
    """One sentence, with the directory in it."""
    with (
        engine(tmp_path / "data"),
        pytest.raises(SimulatorError, match=f"Another talk is using {tmp_path}"),
        engine(tmp_path / "data"),
    ):
        pass


KILLED_TALK = """
import sys
from pathlib import Path
import boto3
from simulator.rig.database import engine
from simulator.rig.database import ensure_table
import json

directory, shape, item = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
with engine(Path(directory)) as endpoint:
    ensure_table(endpoint, "us-east-1", "progress", shape)
    client = boto3.client("dynamodb", endpoint_url=endpoint, region_name="us-east-1")
    client.put_item(TableName="progress", Item=item)
    print("written", flush=True)
    sys.stdin.read()
"""


def test_the_engine_dies_with_a_killed_talk_and_the_data_survive(tmp_path, shape):
    """SIGKILL leaves nothing that holds the data, and nothing is lost."""
    directory = tmp_path / "data"
    arguments = [str(directory), json.dumps(shape), json.dumps(ITEM)]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED_TALK, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as talk:
        assert b"written\n" == talk.stdout.readline()
        talk.send_signal(signal.SIGKILL)
        talk.wait()

    with engine(directory) as endpoint:
        found = client(endpoint).get_item(TableName="progress", Key=ITEM)

    assert ITEM == found["Item"]


def test_an_engine_that_is_not_installed_is_one_clear_sentence(tmp_path, monkeypatch):
    """It says what to do."""
    monkeypatch.setattr(database, "PROGRAM", "no-such-engine")

    with (
        pytest.raises(SimulatorError, match="AWS_ENDPOINT_URL_DYNAMODB"),
        engine(tmp_path / "data"),
    ):
        pass


def test_an_engine_that_does_not_start_tells_why(tmp_path, monkeypatch):
    """The last line of its log is the reason."""
    program = tmp_path / "broken-engine"
    program.write_text("#!/bin/sh\necho no disk left >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(database, "PROGRAM", program.name)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    with (
        pytest.raises(SimulatorError, match=r"no disk left.*AWS_ENDPOINT_URL_DYNAMODB"),
        engine(tmp_path / "data"),
    ):
        pass


def test_a_database_that_does_not_answer_is_one_clear_sentence(shape):
    """The table cannot be made where nobody listens."""
    with pytest.raises(SimulatorError, match="Nobody answers at http://127"):
        ensure_table("http://127.0.0.1:9", "us-east-1", "progress", shape)


HOLDER = """
import fcntl, sys
lock = open(sys.argv[1], "a+")
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_an_engine_left_over_from_a_talk_that_is_gone_is_sent_away(tmp_path, monkeypatch):
    """Where a system cannot tie a child's life to its parent's, the next talk tidies up."""
    monkeypatch.setattr(database, "LEFTOVER_SECONDS", 0.2)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock = tmp_path / "data" / "lock"
    lock.parent.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as leftover:
        assert b"held\n" == leftover.stdout.readline()
        lock.write_text(json.dumps([gone.pid, leftover.pid]), encoding="utf-8")

        with engine(tmp_path / "data") as endpoint:
            assert endpoint.startswith("http://127.0.0.1:")

        assert -signal.SIGTERM == leftover.wait()
