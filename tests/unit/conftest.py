"""People whom the skill knows, and a store for them."""

import logging

import pytest

from skill.progress.profile import Profile
from skill.routine.exercises import Foot
from skill.routine.settings import Settings
from tests.envelopes import MONDAY_7_AM, SECRETS, USER, Caller
from tests.fakes import InMemoryProgressStore, keep

KNOWN = Profile(
    Settings(foot=Foot.LEFT),
    "Europe/Oslo",
    int(MONDAY_7_AM.timestamp() * 1000),
    told={"disclaimer": 1, "rest_tip": 2},
)
"""Somebody who has been here before."""


@pytest.fixture(autouse=True)
def log(caplog):
    """Keep all that is logged, and look through it afterwards: nobody's id, nobody's token."""
    caplog.set_level(logging.DEBUG, "skill")
    caplog.set_level(logging.DEBUG, "ask_sdk_core")
    yield caplog
    named = [s for s in SECRETS for r in caplog.get_records("call") if s in logged(r)]
    assert [] == named


def logged(record):
    """Return a line as it is written, with its traceback."""
    return logging.Formatter().format(record)


@pytest.fixture
def store():
    """Return a store with somebody in it."""
    store = InMemoryProgressStore()
    keep(store, USER, KNOWN)
    store.writes = store.attempts = 0
    return store


@pytest.fixture
def caller(store):
    """Return that somebody."""
    return Caller(store)
