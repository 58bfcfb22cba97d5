"""Whatever envelope comes: one valid answer, nothing written, nobody named in the log."""

import copy
import json
import logging

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skill.alexa import function
from skill.bootstrap import build_skill
from skill.routine.message import message
from skill.speech.narration import narration_for
from tests.envelopes import (
    APPLICATION,
    USER,
    Caller,
    assert_valid,
    both_slot,
    call,
    consent_answer,
    ended,
    envelope,
    heard,
    intent,
    is_silent,
    launch,
    sound_failed,
)
from tests.fakes import InMemoryProgressStore, keep
from tests.unit.conftest import KNOWN, logged

OWN_FAULT = narration_for()(message("own-fault"))
ARCH = {"exercise": both_slot("arch", "arch")}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def shared_skill():
    """Return one skill for many requests, on a store in which somebody is known."""
    store = InMemoryProgressStore()
    keep(store, USER, KNOWN)
    return build_skill(store=store, skill_id=APPLICATION), store


def without(plain, *path):
    """Return a request without what is at a path."""
    copied = copy.deepcopy(plain)
    holder = copied
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return copied


def with_(plain, value, *path):
    """Return a request with something else at a path."""
    copied = copy.deepcopy(plain)
    holder = copied
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return copied


LAUNCH = envelope(launch())
BROKEN = {
    "nothing": None,
    "an empty object": {},
    "a list": [LAUNCH],
    "text": json.dumps(LAUNCH),
    "a number": 5,
    "no request": without(LAUNCH, "request"),
    "request is nothing": with_(LAUNCH, None, "request"),
    "request is text": with_(LAUNCH, "LaunchRequest", "request"),
    "request is empty": with_(LAUNCH, {}, "request"),
    "no request type": without(LAUNCH, "request", "type"),
    "request type is nothing": with_(LAUNCH, None, "request", "type"),
    "request type is a list": with_(LAUNCH, [], "request", "type"),
    "unknown request type": with_(LAUNCH, "Alexa.Presentation.Smell.Event", "request", "type"),
    "no time": without(LAUNCH, "request", "timestamp"),
    "time is nothing": with_(LAUNCH, None, "request", "timestamp"),
    "time is text": with_(LAUNCH, "this morning", "request", "timestamp"),
    "time is somebody's id": with_(LAUNCH, USER, "request", "timestamp"),
    "time is a small number": with_(LAUNCH, 5, "request", "timestamp"),
    "time is before all times": with_(LAUNCH, "0001-01-01T00:00:00Z", "request", "timestamp"),
    "time is after all times": with_(LAUNCH, "9999-12-31T23:59:59Z", "request", "timestamp"),
    "no request id": without(LAUNCH, "request", "requestId"),
    "no user": without(without(LAUNCH, "context", "System", "user"), "session", "user"),
    "user is nobody": with_(with_(LAUNCH, {}, "context", "System", "user"), {}, "session", "user"),
    "intent is nothing": envelope({"type": "IntentRequest", "intent": None}),
    "intent is missing": envelope({"type": "IntentRequest"}),
    "intent is text": envelope({"type": "IntentRequest", "intent": "ReadyIntent"}),
    "intent has no name": envelope({"type": "IntentRequest", "intent": {"slots": {}}}),
    "slots are numbers": envelope(
        {"type": "IntentRequest", "intent": {"name": "SetFootIntent", "slots": [5]}}
    ),
}


@pytest.mark.parametrize("has_skill_id", [True, False])
@pytest.mark.parametrize("event", BROKEN.values(), ids=BROKEN)
def test_what_is_no_whole_request_gets_one_valid_answer_and_nothing_is_written(
    store, log, event, has_skill_id
):
    """Never a traceback; where it is known to be speech, a sentence, and the session goes on."""
    skill = build_skill(store=store, skill_id=APPLICATION if has_skill_id else None)

    answer = call(skill, event)

    assert 0 == store.attempts
    if not is_spoken(event):
        assert is_silent(answer)
    else:
        assert OWN_FAULT in answer["response"]["outputSpeech"]["ssml"]
        assert answer["response"]["shouldEndSession"] is False
    assert [] == [line.getMessage() for line in log.records if line.exc_info]


def is_spoken(event):
    """Return whether somebody waits for the answer to a request."""
    request = event.get("request") if isinstance(event, dict) else None
    spoken = ("LaunchRequest", "IntentRequest")
    return isinstance(request, dict) and request.get("type") in spoken


INDEPENDENT = {
    "no context": without(LAUNCH, "context"),
    "context is nothing": with_(LAUNCH, None, "context"),
    "context is empty": with_(LAUNCH, {}, "context"),
    "context is text": with_(LAUNCH, "kitchen", "context"),
    "no system": without(LAUNCH, "context", "System"),
    "system is nothing": with_(LAUNCH, None, "context", "System"),
    "session is text": with_(LAUNCH, "s", "session"),
    "attributes are a list": with_(
        with_(LAUNCH, [1], "session", "attributes"), False, "session", "new"
    ),
    "time is a number": with_(LAUNCH, 1_772_434_800, "request", "timestamp"),
    "slots are an empty list": envelope(
        {"type": "IntentRequest", "intent": {"name": "SetFootIntent", "slots": []}}
    ),
    "a slot is a number": envelope(
        {"type": "IntentRequest", "intent": {"name": "SetFootIntent", "slots": {"foot": 5}}}
    ),
    "intent unknown": envelope(intent("NoSuchIntent")),
    "no session": without(LAUNCH, "session"),
    "no locale": without(LAUNCH, "request", "locale"),
    "no device": without(LAUNCH, "context", "System", "device"),
    "no api endpoint": without(LAUNCH, "context", "System", "apiEndpoint"),
    "user in the session only": without(LAUNCH, "context", "System", "user"),
    "a time without a zone": with_(LAUNCH, "2026-03-02T07:00:00", "request", "timestamp"),
    "a request id of half a letter": with_(LAUNCH, "\ud800", "request", "requestId"),
    "things nobody knows yet": with_(LAUNCH, {"a": [1]}, "context", "Smell"),
}


@pytest.mark.parametrize("event", INDEPENDENT.values(), ids=INDEPENDENT)
def test_what_is_not_needed_may_be_missing(store, event):
    """The person is coached all the same."""
    answer = call(build_skill(store=store, skill_id=APPLICATION), event)

    assert not is_silent(answer)
    assert OWN_FAULT not in json.dumps(answer)


CORRUPT = [
    {"v": 0},
    {"v": 2},
    {"v": "1"},
    {"something": "else"},
    {"v": 1},
    {"v": 1, "profile": None},
    {"v": 1, "profile": []},
    {"v": 1, "profile": {"practice": 1}},
    {"v": 1, "profile": {}, "session": {}},
    {"v": 1, "profile": {}, "session": "calf"},
    {"v": 1, "profile": {}, "session": {"picks": [["x"]], "at": None, "status": "idle"}},
    {"v": 1, "profile": {}, "today": {}},
    {"v": 1, "profile": {}, "today": {"day": "today", "counters": {}}},
    {"v": 1, "profile": {}, "today": None},
    {"v": 1, "profile": {}, "pending": 5},
    {"v": 1, "profile": {}, "pending": [{}]},
    {"v": 1, "profile": {}, "pending": {"a": 1}},
    {"v": 1, "profile": {"told": {"disclaimer": 1e400}}},
    {"v": 1, "profile": {"time_zone": ["Europe/Oslo"]}},
]


@pytest.mark.parametrize("attributes", CORRUPT)
@pytest.mark.parametrize("request_", [intent("WhereAmIIntent"), ended(), sound_failed()])
def test_attributes_that_are_not_ours_are_dropped_and_the_stored_place_counts(
    caller, log, attributes, request_
):
    """The person is answered from their place, with one line that holds nothing of theirs."""
    caller.say("StartRoutineIntent", **ARCH)
    log.clear()
    caller.attributes = attributes | {"note": "x" * 100_000}

    caller.send(request_, after=20)

    dropped = [line.getMessage() for line in log.records if "attributes" in line.getMessage()]
    [line] = dropped
    assert line.startswith("session attributes are dropped: ")
    assert len(line) < 100
    if request_["type"] == "IntentRequest":
        said = heard(caller.answer["response"])
        assert "arch stretch" in said.lower()
        assert OWN_FAULT not in said
    else:
        assert is_silent(caller.answer)


def test_after_attributes_that_are_not_ours_the_session_goes_on_as_before(caller):
    """It is not new: a question does not close it, and the next turn carries attributes again."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.attributes = {"v": 2, "profile": True}

    response = caller.say("ProgressIntent", after=20)

    assert response["shouldEndSession"] is False
    assert 2 == caller.attributes["v"]
    assert heard(response) != heard(caller.say("AMAZON.ResumeIntent"))


@pytest.mark.parametrize(
    "said", [["no-such-words", {}, "brief", 0], ["noted", {"exercise": "squat"}, "brief", 0]]
)
def test_words_that_cannot_be_said_again_are_not_ours(caller, log, said):
    """To say them once more would fail at each turn."""
    caller.say("ForgetMeIntent")
    caller.attributes["session"]["last"] = [said]

    response = caller.say("AMAZON.RepeatIntent")

    assert OWN_FAULT not in response["outputSpeech"]["ssml"]
    assert "session attributes are dropped: their last words cannot be said" in log.text


def test_of_attributes_that_are_not_ours_nothing_is_written(store):
    """Steps that wait in them, or a profile, would be anybody's."""
    mine = Caller(store)
    mine.say("StartRoutineIntent", **ARCH)
    before = copy.deepcopy(store.profile(USER).settings)
    entry = ["x' OR 1=1 --", "2026-03-02", {"arch_steps": 5}]
    mine.attributes = mine.attributes | {
        "pending": [entry],
        "profile": mine.attributes["profile"] | {"settings": {"foot": "both"}},
    }

    mine.say("AMAZON.PauseIntent", after=5)

    assert before == store.profile(USER).settings
    assert [{}] == [log.counters for log in store.days[USER].values()]
    assert entry[0] not in [one for log in store.days[USER].values() for one in log.applied]


def test_after_corrupt_attributes_resume_finds_the_place(caller, store):
    """The stored place is where the count was."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.say("ReadyIntent", after=20)
    caller.attributes = {"v": 1, "session": "nonsense"}

    caller.say("WhereAmIIntent", after=50)
    response = caller.say("AMAZON.ResumeIntent", after=5)

    assert response["directives"]
    assert 10 > min(n for n in store.log_of(USER, caller.at.date()).values()) > 0


def assert_answered(shared_skill, event):
    """Check the answer to anything: it is valid, and what is refused has left nothing written."""
    skill, store = shared_skill
    before = store.attempts
    answer = json.loads(json.dumps(skill(event, None)))
    assert_valid(answer)
    if OWN_FAULT in json.dumps(answer) or {"shouldEndSession": True} == answer["response"]:
        assert before == store.attempts


def paths_of(plain, path=()):
    """Yield the paths of all values in JSON."""
    if path:
        yield path
    children = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for key, value in children:
        if isinstance(value, dict | list):
            yield from paths_of(value, (*path, key))
        else:
            yield (*path, key)


def middle_of_a_session(*requests):
    """Return the last of these requests as it is sent, with everything that came before."""
    store = InMemoryProgressStore()
    keep(store, USER, KNOWN)
    caller = Caller(store)
    for request in requests:
        caller.send(request, after=20)
    return caller.event


VALID = [
    LAUNCH,
    middle_of_a_session(
        launch(), intent("ReadyIntent"), intent("NotReadyIntent", duration=both_slot("PT30S"))
    ),
    middle_of_a_session(intent("StartRoutineIntent", **ARCH), intent("AMAZON.PauseIntent")),
    middle_of_a_session(launch(), intent("ReadyIntent"), sound_failed()),
    middle_of_a_session(launch(), intent("ReadyIntent"), ended()),
    middle_of_a_session(launch(), intent("ReadyIntent"), consent_answer("[[450]]")),
    envelope(intent("ProgressIntent", date=both_slot("2026-03-01"))),
    envelope(ended("ERROR", error={"type": "INVALID_RESPONSE", "message": "too long"})),
]


@given(JSON)
@settings(max_examples=30)
@example([])
def test_any_json_at_all_gets_a_valid_answer(shared_skill, event):
    """Also what has nothing to do with Alexa."""
    assert_answered(shared_skill, event)


def test_every_single_thing_may_be_missing(shared_skill):
    """One after another; a control that the paths lead anywhere."""
    count = 0
    for valid in VALID:
        for path in paths_of(valid):
            assert_answered(shared_skill, without(valid, *path))
            count += 1

    assert count > 200


def test_every_single_thing_may_be_of_another_type(shared_skill):
    """Null, a truth, a number, a text, a list, an object, in each place."""
    for valid in VALID[1:3]:
        for path in paths_of(valid):
            for value in (None, True, 5, "text", [], {}, [{}], {"a": 1}):
                assert_answered(shared_skill, with_(valid, value, *path))


# --- another skill's requests ---


@pytest.mark.parametrize(
    "event",
    [
        with_(LAUNCH, "amzn1.ask.skill.other", "context", "System", "application", "applicationId"),
        with_(LAUNCH, None, "context", "System", "application"),
        without(LAUNCH, "context", "System", "application"),
        with_(LAUNCH, {"a": 1}, "context", "System", "application", "applicationId"),
    ],
)
def test_a_request_for_another_skill_is_refused_with_one_line(store, log, event):
    """Silence, and a line that names nobody."""
    skill = build_skill(store=store, skill_id="amzn1.ask.skill.ours")

    answer = call(skill, event)

    assert {"version": "1.0", "response": {"shouldEndSession": True}} == answer
    assert (0, 0) == (store.loads, store.attempts)
    assert ["refused a request: it is for another skill"] == [
        line.getMessage() for line in log.records if line.levelno >= logging.WARNING
    ]


def test_answers_do_not_share_anything(store):
    """What one caller does to an answer is not in the next one."""
    skill = build_skill(store=store)
    skill(None, None)["response"]["shouldEndSession"] = "changed"

    assert {"version": "1.0", "response": {"shouldEndSession": True}} == skill(None, None)


# --- faults of ours ---


@pytest.mark.parametrize("new", [True, False])
def test_a_fault_of_ours_still_speaks_and_keeps_the_place(caller, store, log, new):
    """The attributes go back as they came; the log has the reason."""
    caller.send(launch())
    attributes = {} if new else caller.attributes
    store.fault = RuntimeError("a fault of ours")
    if new:
        caller.hang_up()

    response = caller.say("AMAZON.PauseIntent", after=30)

    assert OWN_FAULT in response["outputSpeech"]["ssml"]
    assert response["shouldEndSession"] is False
    assert attributes == caller.answer.get("sessionAttributes", {})
    assert "RuntimeError: a fault of ours" in "".join(map(logged, log.records))


@pytest.mark.parametrize("request_", [ended(), sound_failed()])
def test_a_fault_while_nobody_listens_is_silent(caller, store, request_):
    """Nothing is said into a room that has not asked."""
    caller.say("StartRoutineIntent", **ARCH)
    store.fault = RuntimeError("a fault of ours")

    caller.send(request_, after=30)

    assert is_silent(caller.answer)


def test_after_a_fault_it_goes_on_where_it_was(caller, store):
    """Say resume."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.say("ReadyIntent", after=20)
    store.fault = RuntimeError("a fault of ours")
    caller.say("AMAZON.PauseIntent", after=50)
    store.fault = None

    assert caller.say("AMAZON.ResumeIntent", after=10)["directives"]
    assert store.log_of(USER, caller.at.date())["arch_steps"] >= 2


def test_a_fault_in_the_answer_itself_is_caught_too(store, monkeypatch, log):
    """The last net: a valid answer, and the reason in the log."""
    skill = build_skill(store=store)

    def fail(*_):
        raise RuntimeError("cannot be serialised")

    monkeypatch.setattr(function, "write_response", fail)
    answer = call(skill, LAUNCH)

    assert {"version": "1.0", "response": {"shouldEndSession": True}} == answer
    assert "cannot be serialised" in "".join(map(logged, log.records))


# --- what is silent, and what is not ---


@pytest.mark.parametrize("reason", ["USER_INITIATED", "ERROR", "EXCEEDED_MAX_REPROMPTS"])
def test_the_end_of_a_session_is_answered_without_speech(caller, reason):
    """Nobody hears it."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.send(ended(reason), after=20)

    assert is_silent(caller.answer)


def test_an_end_by_an_error_leaves_its_type_in_the_log(caller, log):
    """INVALID_RESPONSE is ours to mend."""
    caller.send(launch())
    caller.send(ended("ERROR", error={"type": "INVALID_RESPONSE", "message": USER}), after=20)

    assert "INVALID_RESPONSE" in log.text


def test_a_failed_sound_is_answered_silently(caller, log):
    """It is a notification; its reason is in the log."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.send(sound_failed(), after=2)

    assert is_silent(caller.answer)
    assert "no such component" in log.text


ALL_INTENTS = [
    "StartRoutineIntent",
    "NextExerciseIntent",
    "SkipIntent",
    "ReadyIntent",
    "NotReadyIntent",
    "WhatNextIntent",
    "WhereAmIIntent",
    "TimeLeftIntent",
    "HowToIntent",
    "ListExercisesIntent",
    "ProgressIntent",
    "SetFootIntent",
    "AMAZON.HelpIntent",
    "AMAZON.StopIntent",
    "AMAZON.FallbackIntent",
    "AMAZON.YesIntent",
    "AMAZON.NoIntent",
    "AMAZON.RepeatIntent",
    "AMAZON.PauseIntent",
    "NoSuchIntent",
]


@pytest.mark.parametrize("name", ALL_INTENTS)
def test_every_answer_to_speech_says_whether_the_session_goes_on(store, name):
    """``shouldEndSession`` left out would depend on the device. ``call`` checks it each time."""
    opening, middle = Caller(store), Caller(store)
    opening.say(name)
    assert not is_silent(opening.answer)

    middle.send(launch())
    for _ in range(3):
        middle.say(name, after=40)
        assert not is_silent(middle.answer)


# --- cards ---


def test_what_was_done_is_a_simple_card_with_a_line_each(caller):
    """Plain text: ``call`` has checked that Alexa takes it."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.say("ReadyIntent", after=20)
    response = caller.say("ProgressIntent", after=300)

    expected = [
        "Arch stretch: 1 of 3 rounds",
        "Not yet: calf stretch, towel scrunch, hamstring stretch and raises",
        "Arch rounds left: 2",
    ]
    assert "Heel stretches, today" == response["card"]["title"]
    assert expected == response["card"]["content"].split("\n")
    assert response["card"] == caller.say("AMAZON.StopIntent")["card"]


@pytest.mark.parametrize("address", [None, "https://pictures.example/cards"])
def test_a_routine_that_begins_is_a_card_with_a_picture_where_there_are_any(store, address):
    """Two sizes of the first exercise; without an address the same words alone."""
    caller = Caller(store, pictures=address)
    card = caller.say("StartRoutineIntent", **ARCH)["card"]
    words = card.get("text") or card["content"]
    beginning = "About 4 minutes\n\nArch stretch\nSit, foot across the other leg\n"

    assert "What to do today" == card["title"]
    assert words.startswith(beginning)
    if address is None:
        assert "Simple" == card["type"]
    else:
        assert {
            "smallImageUrl": f"{address}/arch-720x480.png",
            "largeImageUrl": f"{address}/arch-1200x800.png",
        } == card["image"]


def test_what_was_done_has_no_picture(store):
    """Which exercise it would be of, nobody could say."""
    caller = Caller(store, pictures="https://pictures.example/cards")
    caller.say("StartRoutineIntent", **ARCH)
    caller.say("ReadyIntent", after=20)

    assert "Simple" == caller.say("ProgressIntent", after=300)["card"]["type"]


def test_the_end_of_a_session_has_no_card(caller):
    """Alexa refuses one there, whatever was done before it."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.say("ReadyIntent", after=20)

    assert "card" not in caller.send(ended(), after=300)
