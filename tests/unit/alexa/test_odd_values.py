"""A value that nobody knows yet changes nothing of what is known: neither the log nor the place."""

import copy
import json
from datetime import timedelta

import pytest

from skill.bootstrap import build_skill
from skill.progress.profile import Profile
from skill.routine.exercises import Foot
from skill.routine.settings import Settings
from tests.envelopes import (
    DEVICE,
    MONDAY_7_AM,
    NOWHERE,
    USER,
    both_slot,
    call,
    ended,
    envelope,
    heard,
    intent,
    is_silent,
    launch,
    sound_failed,
)
from tests.fakes import InMemoryProgressStore, keep

ARCH = {"exercise": both_slot("arch", "arch")}
MONDAY = MONDAY_7_AM.date()
HOURS = 3 * 3600


def counting(caller):
    """Have a count of arch holds begin; return when its second hold has ended, in seconds."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.say("ReadyIntent", after=20)
    return caller.attributes["session"]["playing"]["steps"][1][2] // 1000 + 2


# --- how a session ends ---

UNKNOWN_ENDS = {
    "an unknown reason": ended("BORED"),
    "no reason": ended(None),
    "a reason that is an object": ended({"why": "BORED"}),
    "an unknown error": ended("ERROR", error={"type": "TIRED", "message": "zzz"}),
    "an error without a type": ended("ERROR", error={}),
    "an error that is text": ended("ERROR", error="INVALID_RESPONSE"),
    "an error of Alexa's own": ended("ERROR", error={"type": "INTERNAL_SERVICE_ERROR"}),
    "a known end": ended("USER_INITIATED"),
}


@pytest.mark.parametrize("end", UNKNOWN_ENDS.values(), ids=UNKNOWN_ENDS)
def test_an_end_of_any_kind_is_settled_by_its_time(caller, store, end):
    """Ten seconds of the first hold are no hold; two holds are two, also three hours later."""
    two_holds_s = counting(caller)
    caller.send(end, after=two_holds_s)
    caller.say("ProgressIntent", after=HOURS)

    assert {"arch_steps": 2} == store.log_of(USER, MONDAY)


@pytest.mark.parametrize("end", UNKNOWN_ENDS.values(), ids=UNKNOWN_ENDS)
def test_what_was_not_heard_before_the_end_is_not_counted_later(caller, store, end):
    """The segment is over with the session."""
    counting(caller)
    caller.send(end, after=2)
    caller.say("ProgressIntent", after=HOURS)

    assert {} == store.log_of(USER, MONDAY)


@pytest.mark.parametrize(
    "error", ["INVALID_RESPONSE", "DEVICE_COMMUNICATION_ERROR", "ENDPOINT_TIMEOUT"]
)
def test_an_answer_that_did_not_get_through_was_not_played(caller, store, error):
    """However late the end is told: not one hold of it was done, and it is offered again."""
    two_holds_s = counting(caller)
    caller.send(ended("ERROR", error={"type": error}), after=two_holds_s)

    assert is_silent(caller.answer)
    caller.say("ProgressIntent", after=HOURS)
    assert {} == store.log_of(USER, MONDAY)


def test_steps_that_wait_for_the_store_are_kept_when_an_answer_does_not_get_through(caller, store):
    """They were done before."""
    two_holds_s = counting(caller)
    store.is_writable = False
    caller.say("AMAZON.PauseIntent", after=two_holds_s)
    caller.say("AMAZON.ResumeIntent", after=5)
    store.come_back()
    caller.send(ended("ERROR", error={"type": "INVALID_RESPONSE"}), after=60)

    assert {"arch_steps": 2} == store.log_of(USER, MONDAY)


@pytest.mark.parametrize(
    ("error", "is_plain"),
    [
        ("INVALID_RESPONSE", True),
        ("DEVICE_COMMUNICATION_ERROR", False),
        ("ENDPOINT_TIMEOUT", False),
        ("TIRED", False),
    ],
)
def test_a_device_that_refuses_a_count_gets_ssml_from_then_on(caller, error, is_plain):
    """What Alexa calls an invalid response is the document, if there was one."""
    counting(caller)
    caller.send(ended("ERROR", error={"type": error}), after=1)

    assert is_plain is caller.answer["sessionAttributes"].get("plain_counting", False)
    caller.send(launch(), after=60)
    response = caller.say("AMAZON.YesIntent", after=5)
    assert is_plain is ("directives" not in response)


def test_an_answer_in_words_that_was_refused_says_nothing_of_counts(caller):
    """There was no document in it."""
    counting(caller)
    caller.say("AMAZON.PauseIntent", after=5)
    caller.send(ended("ERROR", error={"type": "INVALID_RESPONSE"}), after=1)

    assert "plain_counting" not in caller.answer["sessionAttributes"]


# --- a sound that failed ---

UNKNOWN_ERRORS = {
    "an unknown type": [{"type": "SMELL_ERROR", "reason": "UNKNOWN_ERROR", "message": "?"}],
    "an unknown reason": [{"type": "DOCUMENT_ERROR", "reason": "TOO_LATE", "message": "?"}],
    "no type": [{"message": "?"}],
    "numbers": [1, 2],
    "nothing": None,
    "an empty list": [],
    "text": "SMELL_ERROR",
    "a long text": [{"type": "x" * 100_000, "message": ["y" * 100_000]}],
}


@pytest.mark.parametrize("errors", UNKNOWN_ERRORS.values(), ids=UNKNOWN_ERRORS)
def test_a_sound_that_failed_for_an_unknown_reason_was_not_played(caller, store, log, errors):
    """Nothing of it is counted, and the count comes in words from then on."""
    two_holds_s = counting(caller)
    caller.send(sound_failed() | {"errors": errors}, after=two_holds_s)

    assert is_silent(caller.answer)
    assert {} == store.log_of(USER, MONDAY)
    response = caller.say("ReadyIntent", after=5)
    assert "directives" not in response
    assert "break" in heard(response)
    assert all(len(line.getMessage()) < 300 for line in log.records)


def test_the_reason_of_a_failed_sound_is_told_without_anybodys_id(caller, log):
    """Another program's words may hold anything; ``log`` looks for ids afterwards."""
    counting(caller)
    caller.send(sound_failed() | {"errors": [{"type": "NEW", "message": f"{USER} on {DEVICE}"}]})

    assert "NEW ... on ..." in log.text


# --- somebody leaves ---

GONE = {"userInformationPersistenceStatus": "NOT_PERSISTED"}
STAYS = {"userInformationPersistenceStatus": "PERSISTED"}


def disabled(**more):
    """Return the event that somebody has disabled the skill, which is outside any session."""
    event = envelope({"type": "AlexaSkillEvent.SkillDisabled", **more})
    del event["session"]
    return event


ODD_EVENTS = {
    "a creation time that is now": disabled(body=GONE, eventCreationTime="now"),
    "milliseconds": disabled(body=GONE, eventPublishingTime=1_772_434_800_000),
    "a timestamp that is now": disabled(body=GONE, timestamp="now"),
    "no timestamp": disabled(body=GONE, timestamp=None),
    "no request id": disabled(body=GONE, requestId=None),
    "a locale that is a list": disabled(body=GONE, locale=["en-US"]),
    "a body that is a list": disabled(body=[GONE]),
    "a body in a body": disabled(body={"body": [5, {"x": GONE}]}),
    "a body with more": disabled(body=GONE | {"userInformationPersistence": 5}),
    "no body": disabled(**GONE),
    "as it should be": disabled(body=GONE),
}


@pytest.mark.parametrize("event", ODD_EVENTS.values(), ids=ODD_EVENTS)
def test_who_is_not_kept_by_alexa_is_deleted(store, log, event):
    """Whatever else is odd in the event, and without a warning."""
    answer = call(build_skill(store=store), event)

    assert is_silent(answer)
    assert {} == store.profiles
    assert [] == [line for line in log.records if line.levelname != "INFO"]


@pytest.mark.parametrize(
    "body",
    [STAYS, {}, None, [], "NOT_PERSISTED", {"userInformationPersistenceStatus": ["x"]}, [STAYS]],
)
def test_whoever_may_come_back_is_not_deleted(store, body):
    """Only the one status deletes, in the one field."""
    call(build_skill(store=store), disabled(body=body))

    assert Settings(foot=Foot.LEFT) == store.profile(USER).settings


# --- the device ---

WITHOUT = {
    "no token": ("apiAccessToken",),
    "no address": ("apiEndpoint",),
    "no device": ("device",),
    "no device id": ("device", "deviceId"),
}


@pytest.mark.parametrize("path", WITHOUT.values(), ids=WITHOUT)
@pytest.mark.parametrize("odd", [None, 5, {}, [], ""])
def test_where_the_device_cannot_be_asked_the_likely_zone_is_taken(path, odd):
    """The turn is answered; its day is that of most people with this language."""
    store = InMemoryProgressStore()
    keep(store, USER, Profile(told={"disclaimer": 1}))
    event = envelope(intent("DoneIntent", **ARCH), endpoint=NOWHERE)
    holder = event["context"]["System"]
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = odd

    answer = call(build_skill(store=store), event)

    assert "America/Chicago" == answer["sessionAttributes"]["profile"]["time_zone"]
    assert MONDAY - timedelta(1) in store.days[USER], "one at night in Chicago"


# --- who speaks ---


def test_two_who_share_a_device_share_the_progress_and_no_question(store):
    """Alexa names who speaks; the exercises are the account's, the question is the session's."""

    def spoken(request, person, **more):
        event = envelope(request, **more)
        event["context"]["System"]["person"] = {"personId": person}
        return call(skill, event)

    skill = build_skill(store=store)
    asked = spoken(intent("ForgetMeIntent"), "amzn1.ask.person.ONE")
    assert asked["response"]["shouldEndSession"] is False

    # The other one begins a session of their own: a yes answers nothing of the first one's.
    other = spoken(intent("AMAZON.YesIntent"), "amzn1.ask.person.TWO", number=2)

    assert store.profile(USER) is not None
    assert "amzn1.ask.person" not in json.dumps([other, store.profiles, store.places])


def test_who_speaks_changes_nothing(store):
    """The same answer and the same log, with and without."""
    answers = []
    for person in (None, {"personId": "amzn1.ask.person.ONE"}, "somebody"):
        own = copy.deepcopy(store)
        event = envelope(launch())
        event["context"]["System"]["person"] = person
        answers.append((call(build_skill(store=own), event), own.places, own.days))

    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("odd", [None, 5, {"deviceId": 7}, {"deviceId": ["x"]}])
def test_a_device_without_an_id_does_not_take_what_another_one_is_counting(caller, store, odd):
    """It has a place of its own, under no name."""
    counting(caller)
    [(named, before)] = store.places_of(USER).items()
    event = envelope(intent("StartRoutineIntent", **ARCH), at=caller.at)
    event["context"]["System"]["device"] = odd

    call(caller.skill, event)

    assert before == store.places_of(USER)[named]
    assert {named, ""} == store.places_of(USER).keys()
    assert {} == store.log_of(USER, MONDAY)
