"""The locks in requirements/ are in step with what they were made from, and with each other."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).parents[2] / "requirements"

INSIDE = {
    "runtime": ["runtime"],
    "web": ["runtime", "web"],
    "laptop": ["runtime", "web", "laptop"],
    "development": ["runtime", "web", "laptop", "development"],
    "sam": ["sam"],
    "runtime-client": ["runtime-client"],
}
"""Lock -> the lists it holds."""

PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==(\S+)")


def asked_for(name):
    """Return what an .in file asks for."""
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pinned(name):
    """Return package -> versions of a lock: more than one where they differ by Python or system."""
    lines = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pins = {}
    for line in lines:
        if match := PIN.match(line):
            pins.setdefault(match[1], set()).add(match[2])
    return pins


@pytest.mark.parametrize(("lock", "lists"), INSIDE.items())
def test_every_lock_satisfies_the_lists_it_is_made_from(lock, lists):
    """A line added to or changed in an .in file needs `make lock`."""
    pins = pinned(lock)
    wanted = [requirement for name in lists for requirement in asked_for(name)]

    assert wanted
    assert [] == [
        str(requirement)
        for requirement in wanted
        if not all(map(requirement.specifier.contains, pins[canonicalize_name(requirement.name)]))
    ]


@pytest.mark.parametrize("lock", ["runtime", "web", "laptop"])
def test_the_smaller_lock_is_part_of_the_larger(lock):
    """What is tested in development is what runs on the laptop and on Lambda."""
    development = pinned("development")

    assert {} == {n: v for n, v in pinned(lock).items() if v != development.get(n)}


@pytest.mark.parametrize("lock", INSIDE)
def test_every_pin_has_hashes(lock):
    """Nothing but what was locked is installed."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text.split("\n", 2)[2])

    assert sum(map(len, pinned(lock).values())) == len(blocks)
    assert [] == [block for block in blocks if "--hash=sha256:" not in block]


def test_dateutil_stays_below_three():
    """botocore needs python-dateutil<3; the Alexa SDK alone would take 4."""
    [version] = pinned("runtime")["python-dateutil"]

    assert version.startswith("2.")


def test_the_local_engine_is_the_one_that_was_measured():
    """roto-aws keeps people's data: its version is chosen, never taken because it is newer."""
    assert ["==0.10.1"] == [
        str(requirement.specifier)
        for requirement in asked_for("laptop")
        if requirement.name == "roto-aws"
    ]
