"""
What all homes share: the real skill on a real DynamoDB engine, in any weather.

Nothing here waits, and no clock of this machine matters.
"""

import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.config import Config

from simulator.rig.database import engine, ensure_table, table_shape
from simulator.rig.settings_service import SettingsService
from skill.bootstrap import build_skill
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.envelopes import TOKEN
from tests.soak.weather import Weather

TABLE, REGION = "soak", "eu-west-1"
TEMPLATE = Path(__file__).parents[2] / "template.yaml"

FAULTS = {
    "": 87,
    "twice at once": 2.5,
    "twice, late": 2.5,
    "answer lost": 2.5,
    "process dies": 1.5,
    "outage": 2.5,
    "write's answer lost": 1.5,
}
"""How often what happens to a request, in percent."""


class ManyZones(SettingsService):
    """The settings service of all homes: a device's id holds its zone."""

    def __init__(self):
        """Be ready to be entered."""
        super().__init__("UTC", TOKEN)

    def answer(self, path, authorization):
        """Answer for the device in the path."""
        found = re.search(r"devices/([^/]+)/", path)
        self.zone_name = found[1].split("..")[1].replace(".", "/") if found else "UTC"
        return super().answer("/v2/devices/x/settings/System.timeZone", authorization)


class Stumbles(logging.Handler):
    """Notes what the skill logs as its own fault."""

    def __init__(self):
        """Note errors only: what is out of reach is a warning."""
        super().__init__(logging.ERROR)
        self.noted = []

    def emit(self, record):
        """Note an exception; that steps are out of reach is no fault of the skill's."""
        if record.exc_info:
            self.noted.append(repr(record.exc_info[1]))


@dataclass
class Surroundings:
    """What all homes share."""

    client: object
    """Speaks to the engine for the skill, in any weather."""
    plain_client: object
    """Speaks to the engine for the comparison."""
    weather: Weather
    settings_endpoint: str
    faults: dict
    """How often what happens to a request."""
    stumbles: "Stumbles"
    skill: object = None

    def restart(self):
        """Let the skill's process die, and a new one begin."""
        store = DynamoDbProgressStore(TABLE, lambda: self.client)
        # The world has its own time: a slow machine must not change what happens in it.
        self.skill = build_skill(store=store, clock=lambda: 0.0)

    def table_of(self, user_id):
        """Return the counters of each day."""
        days, start = {}, {}
        while start is not None:
            page = self.plain_client.query(
                TableName=TABLE,
                KeyConditionExpression="pk = :u AND begins_with(sk, :d)",
                ExpressionAttributeValues={":u": {"S": user_id}, ":d": {"S": "DAY#"}},
                **start,
            )
            for item in page["Items"]:
                counters = {
                    name: int(value["N"])
                    for name, value in item.items()
                    if name.endswith(("_steps", "_done"))
                }
                days[item["sk"]["S"].removeprefix("DAY#")] = counters
            last = page.get("LastEvaluatedKey")
            start = {"ExclusiveStartKey": last} if last else None
        return days


@contextmanager
def surroundings(directory, *, without=()):
    """Run an engine with an empty table in a directory, and the settings service."""
    faults = {name: 0 if name in without else often for name, often in FAULTS.items()}
    log, stumbles = logging.getLogger("skill"), Stumbles()
    with engine(directory) as endpoint, ManyZones() as settings:
        ensure_table(endpoint, REGION, TABLE, table_shape(TEMPLATE))
        clients = [_client(endpoint) for _ in range(2)]
        shared = Surroundings(*clients, Weather(clients[0]), settings.endpoint, faults, stumbles)
        shared.restart()
        log.addHandler(stumbles)
        yield shared
        log.removeHandler(stumbles)


def _client(endpoint):
    config = Config(connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 1})
    return boto3.client("dynamodb", endpoint_url=endpoint, region_name=REGION, config=config)
