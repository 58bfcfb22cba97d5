"""Controls for tests/conftest.py: what it forbids is really refused."""

import datetime
import os
import socket
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError

from skill.config import VARIABLES

# 192.0.2.0/24 is set aside for documents; nobody has it.
NOBODYS_ADDRESS = ("192.0.2.1", 443)


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_off_this_machine_is_refused(method):
    """Only loopback can be reached."""
    with (
        socket.socket() as plain,
        pytest.raises(AssertionError, match=r"192\.0\.2\.1"),
    ):
        getattr(plain, method)(NOBODYS_ADDRESS)


def test_the_look_up_of_a_foreign_name_is_refused():
    """Not even a name server hears of a test."""
    with pytest.raises(AssertionError, match=r"api\.amazonalexa\.com"):
        socket.create_connection(("api.amazonalexa.com", 443))


def test_loopback_can_be_reached():
    """A local engine is allowed."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert server.getsockname() == client.getpeername()


def test_a_call_to_aws_without_a_local_engine_finds_nobody():
    """A forgotten endpoint ends at a closed port, with keys that open nothing."""
    client = boto3.client("dynamodb", config=Config(retries={"total_max_attempts": 1}))

    with pytest.raises(EndpointConnectionError, match=r"127\.0\.0\.1:9"):
        client.list_tables()


def test_no_setting_of_the_skill_comes_from_this_machine():
    """A test that needs a setting says so itself; only AWS's region is given."""
    assert {"AWS_REGION"} >= {name for name in VARIABLES if name in os.environ}


def test_home_is_an_empty_folder_of_the_test(tmp_path_factory):
    """Nobody's own data can be read or written."""
    assert tmp_path_factory.getbasetemp() in Path.home().parents
    assert [] == list(Path.home().iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows takes its zone from the system")
def test_the_machines_zone_is_an_unlikely_one():
    """Code that asks the machine for the date or the hour is found out."""
    summer = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC).astimezone()

    assert datetime.timedelta(hours=13, minutes=45) == summer.utcoffset()
