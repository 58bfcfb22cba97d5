"""
The engines that the store is tried on.

An engine that runs already is one more: CONTRACT_ENDPOINT_URL names it.
"""

import contextlib
import os
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config

from simulator.rig.database import ensure_table, table_shape
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.fakes import InMemoryProgressStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = f"contract-{uuid.uuid4().hex}"
"""A new one for each run: an engine that is not ours may hold other tables."""
REGION = "eu-west-1"
OTHER_ENDPOINT = os.environ.get("CONTRACT_ENDPOINT_URL")
"""Where an engine of the developer's own choice listens, on this machine."""
BATCH = 25
"""What one BatchWriteItem takes at most (AWS, ``Constraints``)."""
DATABASES = ["roto-aws", "moto", *(["CONTRACT_ENDPOINT_URL"] if OTHER_ENDPOINT else [])]


@dataclass(frozen=True)
class Database:
    """A DynamoDB engine that holds the table of the project's own template."""

    name: str
    endpoint: str
    client: "DynamoDBClient"
    """One for all tests: it may be used by several threads."""

    @property
    def store(self) -> DynamoDbProgressStore:
        """A store on it."""
        return DynamoDbProgressStore(TABLE, lambda: self.client)


def client_at(endpoint):
    """Return a client for an engine; more patient than the skill's own, as machines may be busy."""
    config = Config(connect_timeout=1, read_timeout=30, retries={"total_max_attempts": 1})
    return boto3.client("dynamodb", endpoint_url=endpoint, region_name=REGION, config=config)


def write(client, items):
    """Put items straight into the table."""
    for first in range(0, len(items), BATCH):
        batch = [{"PutRequest": {"Item": item}} for item in items[first : first + BATCH]]
        while batch:
            left = client.batch_write_item(RequestItems={TABLE: batch})["UnprocessedItems"]
            batch = left.get(TABLE, [])


def items_of(client, user_id):
    """Return every item that is kept of a person; the mark of a deletion is none."""
    pages = client.get_paginator("query").paginate(
        TableName=TABLE,
        KeyConditionExpression="pk = :u",
        ExpressionAttributeValues={":u": {"S": user_id}},
    )
    items = [item for page in pages for item in page["Items"]]
    return [item for item in items if "forgotten_at_ms" not in item or "version" in item]


@contextlib.contextmanager
def moto():
    """Run moto's DynamoDB, and yield its address; it ends as its standard input is closed."""
    program = [sys.executable, str(Path(__file__).with_name("moto_program.py"))]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process.stdout.readline().strip()


@pytest.fixture(scope="session")
def databases(request, local_engine):
    """Return what gives a database by its name; each is started when it is first asked for."""
    shape = table_shape(request.config.rootpath / "template.yaml")
    started = {}
    with contextlib.ExitStack() as stack:

        def start(name):
            match name:
                case "roto-aws":
                    endpoint = local_engine
                case "moto":
                    endpoint = stack.enter_context(moto())
                case _:
                    endpoint = OTHER_ENDPOINT
            client = client_at(endpoint)
            ensure_table(endpoint, REGION, TABLE, shape)
            stack.callback(client.delete_table, TableName=TABLE)
            return Database(name, endpoint, client)

        def database(name):
            if name not in started:
                started[name] = start(name)
            return started[name]

        yield database


@pytest.fixture(params=DATABASES)
def database(request, databases):
    """Return each of the databases."""
    return databases(request.param)


@pytest.fixture(scope="session")
def roto(databases):
    """Return the address of a roto-aws with the table of the project's own template."""
    return databases("roto-aws").endpoint


@pytest.fixture(scope="session")
def roto_client(databases):
    """Return one client for all tests."""
    return databases("roto-aws").client


@pytest.fixture(params=["in memory", *DATABASES])
def store(request, databases):
    """Return each of the stores."""
    if request.param == "in memory":
        return InMemoryProgressStore()
    return databases(request.param).store


@pytest.fixture
def user_id(request):
    """Return a person whom no other test knows."""
    return f"amzn1.ask.account.{request.node.name}"
