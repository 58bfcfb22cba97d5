"""What the page is shown of the inside of a turn is what the coach itself makes of it."""

import pytest

from tests.envelopes import both_slot, ended, launch
from tools.inside import LastTurn, settled

CALF = {"exercise": both_slot("calf stretch", "calf")}


@pytest.fixture
def counting(caller):
    """Return somebody with a sound on the way, in which steps are done."""
    caller.say("StartRoutineIntent", **CALF)
    caller.say("ReadyIntent", after=20)
    return caller


def playing(caller):
    """Return the segment in the attributes that the last answer left."""
    return caller.attributes["session"]["playing"]


def test_a_request_finds_those_steps_finished_whose_end_was_reached(counting):
    """In the middle of the second one, the first; a second for the way to the device included."""
    segment = playing(counting)
    (first, _, end_ms), *_ = segment["steps"]

    counting.say("AMAZON.PauseIntent", after=end_ms / 1000 + 15)

    assert {"segment": segment["segment_id"], "steps": [first]} == settled(counting.event)
    assert [first] == counting.attributes["session"]["done"]


def test_silence_until_the_end_finishes_all_of_them(counting):
    """Also what played by itself, whatever the clock says."""
    segment = playing(counting)

    counting.send(ended())

    ids = [step[0] for step in (*segment["steps"], *segment.get("then", {}).get("steps", ()))]
    assert {"segment": segment["segment_id"], "steps": ids} == settled(counting.event)


def test_a_step_that_is_done_again_is_found_again(counting):
    """That it had been done before does not hide it."""
    (first, _, end_ms), *_ = playing(counting)["steps"]
    counting.attributes["session"]["done"] = [first]

    counting.say("AMAZON.PauseIntent", after=end_ms / 1000 + 15)

    assert [first] == settled(counting.event)["steps"]


def test_a_step_that_was_done_before_is_not_found_for_that(counting):
    """Its sound has not got so far."""
    (first, *_), *_ = playing(counting)["steps"]
    counting.attributes["session"]["done"] = [first]

    counting.say("AMAZON.PauseIntent", after=1)

    assert [] == settled(counting.event)["steps"]


@pytest.mark.parametrize(
    "envelope",
    [
        {},
        {"request": {}, "session": None},
        {"request": {}, "session": {"attributes": {"session": {"playing": 5}}}},
    ],
)
def test_what_cannot_be_read_settles_nothing(envelope):
    """The page shows whatever a request is."""
    assert {} == settled(envelope)


def test_a_request_while_nothing_plays_settles_nothing(caller):
    """A new session brings no attributes."""
    caller.send(launch())

    assert {} == settled(caller.event)


def test_the_telemetry_of_a_turn_is_taken_once(caller):
    """The fields that an operator reads in the log, without the person."""
    with LastTurn() as last_turn:
        caller.send(launch())

        taken = last_turn.take()
        assert ("answered", 1, 1) == (
            taken["outcome"],
            taken["store"]["reads"],
            taken["store"]["writes"],
        )
        assert {"outcome", "ms", "store"} == taken.keys()
        assert {} == last_turn.take()

    caller.send(launch())
    assert {} == last_turn.take()
