"""Every program of `make bench` can at least be started."""

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NAMES = re.search(r"^benchmarks := (.+)", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()


def test_some_programs_are_found():
    """The Makefile's list is read as it is written."""
    assert {"costs", "counting", "load"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_imported(name):
    """Whatever moved, its imports are right, and it has a beginning."""
    assert callable(import_module(f"benchmarks.{name}").main)
