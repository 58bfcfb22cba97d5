"""What the simulator's tests share."""

import threading

import pytest

from simulator.device.clock import VirtualClock
from simulator.device.request import Device
from simulator.language.interaction_model import Language
from simulator.page.live_echo import LiveEcho
from simulator.rig.environment import Talk, TalkOptions
from tests.simulator.fakes import MODEL, MONDAY, FakeSkill, make_echo
from tests.simulator.home import Home


@pytest.fixture(scope="session")
def language():
    """Return the ear for the small model."""
    return Language(MODEL)


@pytest.fixture
def make_home(language, tmp_path):
    """Return a function that puts up a room; all of them are closed in the end."""
    rooms = []

    def make(*, clock=None, sound_of=None, has_screen=False, **answers):
        clock = clock or VirtualClock(MONDAY)
        skill = FakeSkill(**answers)
        echo, _ = make_echo(skill, language, clock=clock, has_screen=has_screen)
        talk = Talk(echo, clock, TalkOptions(tmp_path), language, Device("user", "echo"))
        room = LiveEcho(talk, sound_of).__enter__()
        rooms.append(room)
        return Home(room, skill, clock)

    yield make
    for room in rooms:
        room.__exit__(None, None, None)
    assert "echo" not in [thread.name for thread in threading.enumerate()]
