"""docs/table.md is true: its counters are the code's, its items can be read, and are small."""

import json
import re
from pathlib import Path

import pytest
from boto3.dynamodb.types import TypeSerializer

from benchmarks.capacity import WRITE_UNIT_BYTES, item_bytes
from skill.progress.codec import device_from_json, place_from_json, profile_from_json
from skill.progress.days import (
    dose_steps_counter,
    doses_counter,
    is_counter,
    steps_counter,
)
from skill.routine.exercises import EXERCISES
from skill.storage.dynamodb import DAY_PREFIX, DEVICE, PLACE, PROFILE

PAGE = Path(__file__).parents[2] / "docs" / "table.md"
UNITS = [unit for each in EXERCISES.values() for unit in each.parts or (each.id,)]
COUNTERS = {
    name(unit) for unit in UNITS for name in (steps_counter, doses_counter, dose_steps_counter)
}


@pytest.fixture(scope="module")
def page():
    """Return the page."""
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def items(page):
    """Return the items that it shows."""
    blocks = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    return [json.loads(block) for block in blocks]


def size_bytes(item):
    """Return what an item of the page is as large as; its list of ids is a set in the table."""
    plain = {name: set(value) if name == "applied" else value for name, value in item.items()}
    return item_bytes({name: TypeSerializer().serialize(value) for name, value in plain.items()})


def test_the_counters_of_the_page_are_those_of_the_code(page):
    """All of them, and no other."""
    named = {name for name in re.findall(r"`(\w+)`", page) if is_counter(name)}

    assert COUNTERS == named - {"_steps", "_done", "_done_steps"}


def test_the_attributes_of_a_profile_are_all_explained(page, items):
    """Each has its row: those of the example, and those that a profile may lack."""
    [profile] = [item for item in items if item["sk"] == PROFILE]
    kinds = ("pk", "sk", PLACE, DEVICE)
    plain = [name for name in profile if not name.startswith(kinds)]
    of_devices = {f"{PLACE}_<device>", f"{DEVICE}_<device>"}

    for name in {*plain, *of_devices, "forgotten_at_ms", "applied", "expires_at"}:
        assert f"\n| `{name}` |" in page


def test_the_items_of_the_page_can_be_read(items):
    """As the code writes them today."""
    day, profile = items

    assert day["sk"].startswith(DAY_PREFIX)
    assert {"arch_steps", "arch_done", "arch_done_steps", "calf_steps"} == {
        name for name in day if is_counter(name)
    }
    assert 10 == profile_from_json(profile).version
    [device] = [device_from_json(profile[name]) for name in profile if name.startswith(DEVICE)]
    assert ("Europe/London", "2ad78efafb9f") == (device.time_zone, device.answered)
    places = [place_from_json(profile[name]) for name in profile if name.startswith(PLACE)]
    assert [["calf-3-left", "calf-3-right"]] == [
        [played.step for played in place.playing.steps] for place in places
    ]


def test_the_items_of_the_page_are_written_for_one_unit(items):
    """As the page says."""
    assert [] == [item["sk"] for item in items if size_bytes(item) > WRITE_UNIT_BYTES]
