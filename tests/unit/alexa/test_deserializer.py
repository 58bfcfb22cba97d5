"""Our reading and writing of the SDK's classes does what the SDK's own does."""

import contextlib
import json

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa import function
from skill.alexa.deserializer import read_request, write_response
from skill.alexa.request_filter import part_that_is_read
from tests.envelopes import (
    Caller,
    both_slot,
    ended,
    envelope,
    intent,
    launch,
    new_slot,
    old_slot,
    sound_failed,
)

THEIRS = DefaultSerializer()
LIST_SLOT = {
    "confirmationStatus": "NONE",
    "slotValue": {"type": "List", "values": [{"type": "Simple", "value": "left"}]},
}
REQUESTS = {
    "launch": launch(),
    "intent": intent("ReadyIntent"),
    "old slots": intent("SetFootIntent", foot=old_slot("left", "left")),
    "new slots": intent("SetFootIntent", foot=new_slot("left", "left")),
    "slots that matched nothing": intent("SetFootIntent", foot=both_slot("blue", None)),
    "several slots": intent(
        "StartRoutineIntent", exercise=both_slot("calf", "calf"), minutes=old_slot("10")
    ),
    "a slot of several values": intent("SetFootIntent", foot=LIST_SLOT),
    "an empty slot": intent("SetFootIntent", foot={}),
    "end": ended(),
    "end by an error": ended("ERROR", error={"type": "INVALID_RESPONSE", "message": "too long"}),
    "sound failed": sound_failed(),
    "an event with a body": {
        "type": "AlexaSkillEvent.SkillDisabled",
        "body": {"userInformationPersistenceStatus": "NOT_PERSISTED"},
    },
    "keys that nobody knows": launch() | {"mood": {"colour": ["blue", None, 1.5]}},
}
UNREADABLE = {
    "unknown type": {"type": "Alexa.Presentation.Smell.Event"},
    "no type": {"type": None},
    "unknown reason": ended("BORED"),
    "unknown status of a slot": intent("SetFootIntent", foot={"confirmationStatus": "MAYBE"}),
    "a time that is none": launch() | {"timestamp": "this morning"},
    "a time that is a number": launch() | {"timestamp": 5},
    "an intent that is text": {"type": "IntentRequest", "intent": "ReadyIntent"},
    "slots that are a list": {"type": "IntentRequest", "intent": {"name": "X", "slots": [1]}},
}


def as_theirs(event):
    """Return what the SDK reads."""
    return THEIRS.deserialize(json.dumps(event), RequestEnvelope)


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_read_as_the_sdk_reads_it(request_):
    """All that the handler looks at: the request, the session, and where it comes from."""
    event = envelope(request_, attributes={"v": 2, "list": [1, {"a": None}]})
    theirs, ours = as_theirs(event), read_request(event)

    assert theirs.request == ours.request
    assert theirs.session == ours.session
    assert theirs.version == ours.version
    for name in ("application", "user", "api_endpoint", "api_access_token"):
        assert getattr(theirs.context.system, name) == getattr(ours.context.system, name)
    assert theirs.context.system.device.device_id == ours.context.system.device.device_id


@pytest.mark.parametrize("request_", UNREADABLE.values(), ids=UNREADABLE)
def test_what_the_sdk_cannot_read_is_not_read(request_):
    """With the SDK's own exception, so that one net catches both."""
    event = envelope(request_)

    with pytest.raises(SerializationException):
        as_theirs(event)
    with pytest.raises(SerializationException):
        read_request(event)


def test_what_the_skill_never_looks_at_cannot_stop_it():
    """A device with a screen of a kind that the SDK does not know yet is coached all the same."""
    event = envelope(launch())
    event["context"]["Viewport"] = {"shape": "HEXAGON"}
    event["context"]["System"]["device"]["supportedInterfaces"] = {"AudioPlayer": "yes"}

    with pytest.raises(SerializationException):
        as_theirs(event)
    assert "LaunchRequest" == read_request(part_that_is_read(event)).request.object_type


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from(["session", "request", "intent", "System", "device", "slots"]),
)
def test_whatever_comes_is_read_or_refused(value, place):
    """Nothing else is raised than what stands in the docstring."""
    event = envelope(intent("SetFootIntent", foot=both_slot("left", "left")))
    system = event["context"]["System"]
    holders = {"intent": event["request"], "slots": event["request"]["intent"], "device": system}
    if place in ("session", "intent", "slots", "device"):
        holders.get(place, event)[place] = value
    elif isinstance(value, dict):  # the function looks at these two before
        holders = {"request": event, "System": event["context"]}
        holders[place][place] = value

    with contextlib.suppress(SerializationException):
        read_request(event)


def test_an_answer_is_written_as_the_sdk_writes_it(store, monkeypatch):
    """Words, reprompt, card, sound and session attributes of a conversation."""
    written = []

    def compare(answer):
        ours, theirs = write_response(answer), THEIRS.serialize(answer)
        written.append((theirs, ours))
        return ours

    monkeypatch.setattr(function, "write_response", compare)
    caller = Caller(store)
    caller.send(launch())
    for name in ("AMAZON.YesIntent", "ReadyIntent", "AMAZON.PauseIntent", "AMAZON.HelpIntent"):
        caller.say(name, after=30)
    caller.say("ProgressIntent", after=30)
    caller.send(ended(), after=30)

    assert 7 == len(written)
    for theirs, ours in written:
        assert theirs == json.loads(json.dumps(ours))
