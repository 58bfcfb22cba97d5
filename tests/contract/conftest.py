"""The engines that the store is tried on."""

import boto3
import pytest
from botocore.config import Config

from simulator.database import engine
from simulator.schema import ensure_table, table_shape
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.fakes import InMemoryProgressStore

TABLE = "contract"
REGION = "eu-west-1"


def client_at(endpoint):
    """Return a client for an engine, as patient as the skill's own."""
    config = Config(connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 1})
    return boto3.client("dynamodb", endpoint_url=endpoint, region_name=REGION, config=config)


@pytest.fixture(scope="session")
def roto(_no_way_out, _no_account_no_zone, tmp_path_factory, request):
    """Return the address of a roto-aws with the table of the project's own template."""
    template = request.config.rootpath / "template.yaml"
    with engine(tmp_path_factory.mktemp("roto")) as endpoint:
        ensure_table(endpoint, REGION, TABLE, table_shape(template))
        yield endpoint


@pytest.fixture(scope="session")
def roto_client(roto):
    """Return one client for all tests."""
    return client_at(roto)


@pytest.fixture(params=["in memory", "DynamoDB on roto-aws"])
def store(request):
    """Return each of the stores."""
    if request.param == "in memory":
        return InMemoryProgressStore()
    client = request.getfixturevalue("roto_client")
    return DynamoDbProgressStore(TABLE, lambda: client)


@pytest.fixture
def user_id(request):
    """Return a person whom no other test knows."""
    return f"amzn1.ask.account.{request.node.name}"
