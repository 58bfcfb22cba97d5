"""Nothing is left of who wants to be forgotten, and nothing of what hurt, on the real engine."""

import json
import logging
import re
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest

from skill.progress.profile import Profile
from skill.routine.message import message
from skill.service.telemetry import pseudonym
from skill.speech.narration import narration_for
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.contract.conftest import TABLE, items_of, write
from tests.envelopes import (
    MONDAY_7_AM,
    Caller,
    both_slot,
    call,
    ended,
    envelope,
    heard,
    launch,
)
from tests.fakes import keep

MONDAY = MONDAY_7_AM.date()
DAYS = 120
WORDS = narration_for()


@pytest.fixture
def store(roto_client):
    """Return the store."""
    return DynamoDbProgressStore(TABLE, lambda: roto_client)


@pytest.fixture
def log(caplog):
    """Keep all that is logged."""
    caplog.set_level(logging.DEBUG, "skill")
    return caplog


@pytest.fixture
def person(store, roto_client, user_id, log):
    """Return somebody with four months behind them; no line of the log names them."""
    keep(store, user_id, Profile(time_zone="Europe/Oslo", told={"disclaimer": 1}), {"attic": {}})
    day = {"pk": {"S": user_id}, "applied": {"SS": ["one"]}, "calf_steps": {"N": "1"}}
    dates = [MONDAY - timedelta(number) for number in range(DAYS)]
    write(roto_client, [{**day, "sk": {"S": f"DAY#{date}"}} for date in dates])
    yield user_id
    assert user_id not in log.text


@pytest.fixture
def caller(store, person):
    """Return the same, with a speaker."""
    return Caller(store, user=person)


@contextmanager
def hooked(client, event, hook):
    """Have botocore call a hook meanwhile."""
    client.meta.events.register(event, hook)
    try:
        yield
    finally:
        client.meta.events.unregister(event, hook)


# --- the skill is disabled ---


def disabled(user_id, **body):
    """Return the event that says so: it has no session, and no device."""
    request = {"type": "AlexaSkillEvent.SkillDisabled", **body}
    event = envelope(request, user=user_id)
    del event["session"]
    del event["context"]["System"]["device"]
    return event


def status(value):
    """Return the body that says whether Alexa itself keeps the person."""
    return {"body": {"userInformationPersistenceStatus": value}}


def test_who_disables_the_skill_leaves_nothing(caller, person, roto_client):
    """Four months are several pages of deletions; Alexa may send the event twice."""
    assert DAYS + 1 == len(items_of(roto_client, person))

    for _ in range(2):
        answer = call(caller.skill, disabled(person, **status("NOT_PERSISTED")))
        assert {} == answer["response"]

    assert [] == items_of(roto_client, person)


def test_the_end_of_a_session_that_was_open_brings_nothing_back(caller, person, roto_client):
    """Its count was playing when the skill was disabled."""
    caller.say("StartRoutineIntent", exercise=both_slot("calf", "calf"))
    caller.say("ReadyIntent", after=30)
    event = disabled(person, **status("NOT_PERSISTED"))
    event["request"]["timestamp"] = caller.event["request"]["timestamp"]
    call(caller.skill, event)

    caller.send(ended(), after=300)

    assert [] == items_of(roto_client, person)


BODIES = {
    "persisted": status("PERSISTED"),
    "without": {},
    "null": {"body": None},
    "empty": {"body": {}},
    "unknown": status("SOON"),
    "of another type": {"body": "NOT_PERSISTED"},
}


@pytest.mark.parametrize("body", BODIES)
def test_who_may_enable_the_skill_again_keeps_everything(caller, person, roto_client, body):
    """Nothing is deleted on anything but the one word for it."""
    before = items_of(roto_client, person)

    answer = call(caller.skill, disabled(person, **BODIES[body]))

    assert {} == answer["response"]
    assert before == items_of(roto_client, person)


def test_a_deletion_that_fails_is_an_error_that_names_the_digest(person, log):
    """The operator has to finish it: the conftest's endpoint is one where nobody listens."""
    skill = Caller(DynamoDbProgressStore(TABLE)).skill

    answer = call(skill, disabled(person, **status("NOT_PERSISTED")))

    assert {} == answer["response"]
    errors = [each for each in log.records if each.levelno == logging.ERROR]
    assert [f"progress of {pseudonym(person)} not deleted: EndpointConnectionError"] == [
        each.getMessage() for each in errors
    ]
    assert not any(each.exc_info for each in errors)


# --- "delete my data", "yes" ---


def test_who_asks_for_it_leaves_nothing(caller, person, roto_client):
    """And the end of the session that asked brings nothing back."""
    caller.say("ForgetMeIntent")
    response = caller.say("AMAZON.YesIntent", after=5)

    assert WORDS(message("forgotten")) in heard(response)
    assert response["shouldEndSession"] is True
    assert [] == items_of(roto_client, person)

    caller.attributes, caller.is_new = caller.answer["sessionAttributes"], False
    caller.send(ended(), after=5)
    assert [] == items_of(roto_client, person)


def test_deletions_that_the_table_puts_off_are_asked_for_again(caller, person, roto_client):
    """DynamoDB names what it did not get to; that is no error."""
    put_off = []

    def leave_some(params, **_):
        deletions = params["RequestItems"][TABLE]
        put_off[:] = deletions[10:]
        return {**params, "RequestItems": {TABLE: deletions[:10]}}

    def name_them(parsed, **_):
        parsed["UnprocessedItems"] = {TABLE: put_off.copy()} if put_off else {}

    caller.say("ForgetMeIntent")
    with (
        hooked(roto_client, "provide-client-params.dynamodb.BatchWriteItem", leave_some),
        hooked(roto_client, "after-call.dynamodb.BatchWriteItem", name_them),
    ):
        response = caller.say("AMAZON.YesIntent", after=5)

    assert WORDS(message("forgotten")) in heard(response)
    assert [] == items_of(roto_client, person)


def refuse_after(deletions):
    """Return a hook that refuses all but the first deletions."""
    let_through = iter(range(deletions))
    error = {"Error": {"Code": "ThrottlingException", "Message": "slow down"}}

    def refuse(**_):
        passes = next(let_through, None) is not None
        return None if passes else (SimpleNamespace(status_code=400), error)

    return refuse


def test_a_deletion_that_fails_half_way_is_called_neither_done_nor_undone(
    caller, person, roto_client, log
):
    """Some days are gone, and the rest goes when the person asks again."""
    caller.say("ForgetMeIntent")
    with hooked(roto_client, "before-call.dynamodb.BatchWriteItem", refuse_after(2)):
        response = caller.say("AMAZON.YesIntent", after=5)

    assert WORDS(message("forget-failed")) in heard(response)
    assert "nothing is deleted" not in heard(response)
    assert DAYS - 50 == len(items_of(roto_client, person)), "the profile goes first"
    errors = [each.getMessage() for each in log.records if each.levelno == logging.ERROR]
    assert [
        f"progress of {pseudonym(person)} not deleted: BatchWriteItem: ThrottlingException"
    ] == (errors)

    caller.say("ForgetMeIntent", after=60)
    assert WORDS(message("forgotten")) in heard(caller.say("AMAZON.YesIntent", after=5))
    assert [] == items_of(roto_client, person)


# --- what hurts ---

PAIN = re.compile(r"\bseven\b|hurt|pain|\bouch|(?<![\w.:-])7(?![\w.:-])", re.IGNORECASE)
"""The number that was said, and words around it; a 7 inside of an id or a time is none of them."""


def test_what_was_said_of_pain_is_nowhere(caller, person, roto_client, log):
    """No number, no word: not in an item (its version apart), not in a line of the log."""

    def stored():
        items = [item | {"version": None} for item in items_of(roto_client, person)]
        return json.dumps(items, default=sorted).replace(person, "")

    for name, after, slots in (
        ("StartRoutineIntent", 0, {"exercise": both_slot("calf", "calf")}),
        ("ReadyIntent", 30, {}),
        ("HurtsIntent", 20, {}),
        ("NumberIntent", 5, {"number": both_slot("7")}),
        ("StartRoutineIntent", 5, {"exercise": both_slot("towel", "towel")}),
        ("HurtsIntent", 40, {"level": both_slot("it's a seven", "7")}),
        ("AMAZON.NoIntent", 5, {}),
    ):
        caller.say(name, after=after, **slots)
        assert "calf" in stored()
        assert [] == PAIN.findall(stored())
    caller.send(ended(), after=5)
    caller.send(launch(), after=60)

    assert [] == PAIN.findall(stored())
    assert [] == PAIN.findall(" ".join(log.messages))
