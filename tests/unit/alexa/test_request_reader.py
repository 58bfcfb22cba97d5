"""What is read of a request: the SDK's own values where all is known, the rest where it is not."""

import json

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope, SessionEndedReason

from skill.alexa import function
from skill.alexa.intents import command_of
from skill.alexa.request_reader import Origin, read_request
from skill.alexa.responses import write_response
from skill.coaching import commands
from skill.coaching.commands import Plain
from skill.routine.exercises import ExerciseId, Foot
from tests.envelopes import (
    APPLICATION,
    DEVICE,
    MONDAY_7_AM,
    NOWHERE,
    TOKEN,
    USER,
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
    "disabled": {"type": "AlexaSkillEvent.SkillDisabled", "body": {}},
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_read_as_the_sdk_reads_it(request_):
    """Class, time, id, language, attributes, and the command that it is."""
    event = envelope(request_, attributes={"v": 2, "list": [1, {"a": None}]})
    theirs = THEIRS.deserialize(json.dumps(event), RequestEnvelope)
    ours = read_request(event)

    assert isinstance(ours.request, type(theirs.request))
    for name in ("object_type", "request_id", "timestamp", "locale"):
        assert getattr(theirs.request, name) == getattr(ours.request, name)
    assert theirs.session.attributes == ours.session.attributes
    assert command_of(theirs.request) == command_of(ours.request)
    for name in ("reason", "error"):
        theirs_has = getattr(theirs.request, name, None)
        ours_has = getattr(ours.request, name, None)
        assert getattr(theirs_has, "object_type", theirs_has) == getattr(
            ours_has, "object_type", ours_has
        )


def test_a_request_says_where_it_comes_from():
    """The account and the device, as in the context; the session's user where that says none."""
    event = envelope(launch())
    expected = Origin(APPLICATION, USER, DEVICE, api_endpoint=NOWHERE, api_access_token=TOKEN)

    assert expected == read_request(event).origin

    del event["context"]
    assert Origin(APPLICATION, USER) == read_request(event).origin


def odd_slot(name, value):
    """Return an intent with a slot of which one part is not as it should be."""
    return intent("SetFootIntent", foot=both_slot("left", "left") | {name: value})


READ_ALL_THE_SAME = {
    "an unknown dialogState": intent("SetFootIntent", foot=both_slot("left", "left"))
    | {"dialogState": "WONDERING"},
    "an unknown confirmationStatus": odd_slot("confirmationStatus", "MAYBE"),
    "an unknown source": odd_slot("source", "MAYBE"),
    "an unknown slotValue.type": intent(
        "SetFootIntent", foot={"slotValue": new_slot("left", "left")["slotValue"] | {"type": "X"}}
    ),
    "slotValue that is text": odd_slot("slotValue", "left"),
    "resolutions that are text": odd_slot("resolutions", "left"),
    "an authority that is null": odd_slot("resolutions", {"resolutionsPerAuthority": [None]}),
}


@pytest.mark.parametrize("request_", READ_ALL_THE_SAME.values(), ids=READ_ALL_THE_SAME)
def test_an_unknown_value_leaves_the_rest_of_a_slot_readable(request_):
    """The part is unknown; what was said is known."""
    request = read_request(envelope(request_)).request

    assert commands.SetFoot(Foot.LEFT) == command_of(request)


@pytest.mark.parametrize("code", ["ER_SUCCESS_PERHAPS", None, 5, ["ER_SUCCESS_MATCH"]])
def test_an_unknown_status_code_is_no_match(code):
    """What was said is there, and means nothing of ours."""
    request = intent("HowToIntent", exercise=new_slot("calf", "calf"))
    [authority] = request["intent"]["slots"]["exercise"]["slotValue"]["resolutions"][
        "resolutionsPerAuthority"
    ]
    authority["status"]["code"] = code

    assert Plain.UNKNOWN_EXERCISE == command_of(read_request(envelope(request)).request)


@pytest.mark.parametrize("odd", [5, True, ["calf"], {"value": "calf"}, 0, False])
def test_a_slot_that_cannot_be_read_is_not_taken_for_an_empty_one(odd):
    """Who names an exercise does not mean the one that waits."""
    unreadable = [{"value": odd}, {"slotValue": {"type": "Simple", "value": odd}}]
    if not isinstance(odd, dict):
        unreadable.append(odd)
    for exercise in unreadable:
        request = intent("HowToIntent")
        request["intent"]["slots"] = {"exercise": exercise}
        assert Plain.UNKNOWN_EXERCISE == command_of(read_request(envelope(request)).request)


@pytest.mark.parametrize("slots", [None, [], {}, {"exercise": None}, {"exercise": {}}])
def test_no_slots_are_no_slots_in_every_form(slots):
    """An empty list is a form that is seen."""
    request = intent("HowToIntent")
    request["intent"]["slots"] = slots

    assert commands.HowTo() == command_of(read_request(envelope(request)).request)


@pytest.mark.parametrize("slots", [5, "calf", [1], True, 0, False, ""])
def test_slots_that_are_something_else_make_an_intent_unreadable(slots):
    """Nobody knows what they would have said."""
    request = intent("HowToIntent")
    request["intent"]["slots"] = slots

    assert read_request(envelope(request)).request.intent is None


def test_an_exercise_that_can_be_read_is_that_exercise():
    """A control of the tests above."""
    request = intent("HowToIntent", exercise=both_slot("calf", "calf"))

    assert commands.HowTo(ExerciseId.CALF) == command_of(read_request(envelope(request)).request)


SECONDS = int(MONDAY_7_AM.timestamp())


@pytest.mark.parametrize(
    "timestamp",
    [
        "2026-03-02T07:00:00Z",
        "2026-03-02T08:00:00+01:00",
        "2026-03-02T07:00:00",
        "2026-03-02T07:00:00.000Z",
        SECONDS,
        SECONDS * 1000,
        float(SECONDS),
    ],
)
def test_a_time_is_read_in_every_form(timestamp):
    """ISO 8601; seconds or milliseconds since 1970; UTC where no zone is named."""
    request = read_request(envelope(launch() | {"timestamp": timestamp})).request

    assert MONDAY_7_AM == request.timestamp


@pytest.mark.parametrize(
    "timestamp",
    [
        *(None, True, 5, -1, 10**30, float("inf"), float("nan"), "now", "", [], {}, USER),
        *("0001-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ],
)
def test_what_is_no_time_is_unknown(timestamp):
    """Nothing is guessed."""
    assert read_request(envelope(launch() | {"timestamp": timestamp})).request.timestamp is None


@pytest.mark.parametrize("reason", ["BORED", None, 5, [], {"a": 1}])
def test_an_end_of_an_unknown_reason_is_an_end(reason):
    """For an unknown error the same."""
    known = read_request(envelope(ended("ERROR"))).request
    end = read_request(envelope(ended(reason, error={"type": reason}))).request

    assert SessionEndedReason.ERROR is known.reason
    assert (None, None) == (end.reason, end.error.object_type)
    assert Plain.END == command_of(end)


@pytest.mark.parametrize("user", ["", "x" * 1_025, "a\nb", "\ud800", 5, None, {}, ["x"]])
def test_a_user_id_that_no_table_takes_is_none(user):
    """The key of an item: 1,024 characters, all of them printable."""
    event = envelope(launch(), user=user)

    assert "" == read_request(event).origin.user_id
    assert "x" * 1_024 == read_request(envelope(launch(), user="x" * 1_024)).origin.user_id


@pytest.mark.parametrize(
    ("new", "attributes", "opens"),
    [
        (True, None, True),
        (True, {"v": 2}, True),
        (False, None, False),
        (False, {"v": 2}, False),
        (None, None, True),
        (None, {"v": 2}, False),
        ("no", {"v": 2}, False),
        (0, {}, True),
    ],
)
def test_a_session_is_new_as_it_says_or_as_its_attributes_tell(new, attributes, opens):
    """Attributes come back within a session only."""
    event = envelope(launch())
    event["session"] |= {"new": new, "attributes": attributes}

    assert opens is read_request(event).origin.opens_session


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
