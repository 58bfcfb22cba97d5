"""docs/table.md is true: its counters are the code's, its items can be read, and are small."""

import json
import re
from pathlib import Path

import pytest

from skill.coaching.session_json import session_from_json
from skill.progress.days import (
    dose_steps_counter,
    doses_counter,
    is_counter,
    steps_counter,
)
from skill.progress.profile_json import profile_from_json
from skill.routine.catalogue import CATALOGUE
from skill.storage.dynamodb import DAY_PREFIX, OPTIONAL, PROFILE, SESSION

PAGE = Path(__file__).parents[2] / "docs" / "table.md"
UNITS = [unit for each in CATALOGUE.values() for unit in each.parts or (each.id,)]
COUNTERS = {
    name(unit) for unit in UNITS for name in (steps_counter, doses_counter, dose_steps_counter)
}
WRITE_UNIT_BYTES = 1024


@pytest.fixture(scope="module")
def page():
    """Return the page."""
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def items(page):
    """Return the items that it shows."""
    blocks = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    return [json.loads(block) for block in blocks]


def size_bytes(value):
    """
    Return what a value counts in DynamoDB.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    match value:
        case dict():
            return 3 + sum(len(name) + 1 + size_bytes(each) for name, each in value.items())
        case list():
            return 3 + sum(1 + size_bytes(each) for each in value)
        case str():
            return len(value.encode())
        case None:
            return 1
        case _:
            return len(str(value)) // 2 + 2


def test_the_counters_of_the_page_are_those_of_the_code(page):
    """All of them, and no other."""
    named = {name for name in re.findall(r"`(\w+)`", page) if is_counter(name)}

    assert COUNTERS == named - {"_steps", "_done", "_done_steps"}


def test_the_attributes_of_a_profile_are_all_explained(page, items):
    """Each has its row: those of the example, and those that a profile may lack."""
    [profile] = [item for item in items if item["sk"] == PROFILE]
    plain = [name for name in profile if name not in ("pk", "sk") and not name.startswith(SESSION)]

    for name in {*plain, *OPTIONAL, f"{SESSION}_<device>", "applied", "expires_at"}:
        assert f"\n| `{name}` |" in page


def test_the_items_of_the_page_can_be_read(items):
    """As the code writes them today."""
    day, profile = items

    assert day["sk"].startswith(DAY_PREFIX)
    assert {"arch_steps", "arch_done", "arch_done_steps", "calf_steps"} == {
        name for name in day if is_counter(name)
    }
    assert 10 == profile_from_json(profile).version
    places = [session_from_json(profile[name]) for name in profile if name.startswith(SESSION)]
    assert [["calf-3-left", "calf-3-right"]] == [
        [played.step for played in place.playing.steps] for place in places
    ]


def test_the_items_of_the_page_are_written_for_one_unit(items):
    """As the page says."""
    assert [] == [item["sk"] for item in items if size_bytes(item) > WRITE_UNIT_BYTES]
