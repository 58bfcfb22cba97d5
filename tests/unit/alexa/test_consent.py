"""Alexa's question whether the skill may set reminders: what is sent, and what comes back."""

import json

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from hypothesis import given
from hypothesis import strategies as st

from simulator.device import reminders as alexas
from simulator.device.consent import ConsentStatus, read_consent_request
from simulator.rig.reminder_service import ReminderService
from simulator.rig.settings_service import SettingsService
from skill.alexa.consent import MOST_CHARACTERS, permission_card, permitted, question
from skill.alexa.request_reader import ConsentAnswer, read_request
from skill.alexa.responses import write_response
from skill.coaching.commands import Consent, Permitted
from skill.progress.reminders import MOST_REMINDERS, WEEKDAYS, Reminder
from tests.envelopes import (
    MONDAY_7_AM,
    TOKEN,
    Caller,
    both_slot,
    consent_answer,
    envelope,
    heard,
)
from tests.fakes import InMemoryProgressStore
from tests.unit.progress.strategies import JSON, reminders

PERMISSION = "alexa::alerts:reminders:skill:readwrite"
DAILY = Reminder(450)
WANTED = st.lists(reminders(), max_size=MOST_REMINDERS, unique=True).map(tuple)


def directive(wanted):
    """Return what Alexa is sent, as JSON."""
    [sent] = DefaultSerializer().serialize(question(wanted))["directives"]
    return json.loads(json.dumps(sent))


def answer(token, status="ACCEPTED"):
    """Return what came of the question, as it is read of a request."""
    read = read_request(envelope(consent_answer(token, status))).request
    assert isinstance(read, ConsentAnswer)
    return permitted(read)


def test_the_directive_asks_for_the_permission():
    """Version 1, with Alexa's own words; nothing is spoken by the skill, and no session ended."""
    assert {
        "type": "Connections.SendRequest",
        "name": "AskFor",
        "payload": {
            "@type": "AskForPermissionsConsentRequest",
            "@version": "1",
            "permissionScope": PERMISSION,
        },
        "token": directive((DAILY,))["token"],
    } == directive((DAILY,))
    response = DefaultSerializer().serialize(question((DAILY,)))
    assert {"directives"} == {name for name, value in response.items() if value is not None}


@given(WANTED)
def test_what_was_to_be_set_comes_back_with_the_answer(wanted):
    """Every kind, as many as there may be; the pretend Alexa understands the directive."""
    sent = directive(wanted)

    assert len(sent["token"]) <= MOST_CHARACTERS
    assert Permitted(Consent.ACCEPTED, wanted) == answer(sent["token"])
    asked = read_consent_request(sent)
    assert ("", sent["token"]) == (asked.refusal, asked.token)
    told = asked.response(ConsentStatus.DENIED)
    again = read_request(envelope(told)).request
    assert Permitted(Consent.DENIED, wanted) == permitted(again)


@pytest.mark.parametrize(
    ("status", "consent"),
    [
        ("ACCEPTED", Consent.ACCEPTED),
        ("DENIED", Consent.DENIED),
        ("NOT_ANSWERED", Consent.NOT_ANSWERED),
        ("accepted", Consent.NOT_ASKED),
        ("", Consent.NOT_ASKED),
        (None, Consent.NOT_ASKED),
        (True, Consent.NOT_ASKED),
        (["ACCEPTED"], Consent.NOT_ASKED),
    ],
)
def test_only_a_clear_word_is_a_consent(status, consent):
    """Whatever else comes is none: Alexa could not ask."""
    token = directive((DAILY,))["token"]

    assert Permitted(consent, (DAILY,)) == answer(token, status)


@pytest.mark.parametrize("payload", [None, [], "ACCEPTED", 5, {}, {"isCardThrown": False}])
def test_an_answer_without_a_status_is_no_consent(payload):
    """As when a permission is asked for that the skill does not declare: code 400."""
    sent = consent_answer(directive((DAILY,))["token"]) | {"payload": payload}

    assert Consent.NOT_ASKED is permitted(read_request(envelope(sent)).request).consent


FOREIGN = {
    "none": None,
    "empty": "",
    "no JSON": "token",
    "a number": 5,
    "an object": {"wanted": []},
    "JSON of another": '{"a": 1}',
    "a list of others": "[1, 2]",
    "an impossible time": "[[1440]]",
    "a negative time": "[[-1]]",
    "an unknown day": '[[450, ["someday"]]]',
    "days out of order": '[[450, ["tuesday", "monday"]]]',
    "a day twice": '[[450, ["monday", "monday"]]]',
    "once, on no day": "[[450, []]]",
    "every third day": f'[[450, {json.dumps(WEEKDAYS)}, 3, "2026-03-02"]]',
    "every other day, from no day": f"[[450, {json.dumps(WEEKDAYS)}, 2]]",
    "every other day of some": '[[450, ["monday"], 2, "2026-03-02"]]',
    "too many": json.dumps([[minute] for minute in range(MOST_REMINDERS + 1)]),
    "too long": " " * MOST_CHARACTERS + "[[450]]",
    "the same twice": "[[450], [450]]",
    "too deep": "[" * 2_000,
    "half a letter": "\ud800",
}


@pytest.mark.parametrize("token", FOREIGN.values(), ids=FOREIGN)
def test_of_a_token_that_is_not_ours_nothing_is_wanted(token):
    """As a whole: part of it would be what nobody has agreed to."""
    assert Permitted(Consent.ACCEPTED, ()) == answer(token)


@given(JSON | JSON.map(json.dumps) | st.text())
def test_any_token_at_all_is_read_or_wants_nothing(token):
    """Never an exception, and never a reminder that is none."""
    wanted = answer(token).wanted

    assert len(wanted) <= MOST_REMINDERS
    assert all(each.is_possible for each in wanted)


def test_the_card_is_for_the_same_permission():
    """Alexa's own kind of card."""
    card = DefaultSerializer().serialize(permission_card())

    assert {"type": "AskForPermissionsConsent", "permissions": [PERMISSION]} == card


@pytest.mark.parametrize(
    ("status", "words", "has_card"),
    [
        ("DENIED", "No reminder, then. If you change your mind, ask me again.", False),
        ("NOT_ANSWERED", "I've sent a card to your Alexa app", True),
        (None, "I've sent a card to your Alexa app", True),
    ],
)
@pytest.mark.parametrize("new", [False, True])
def test_every_answer_of_alexas_is_answered(status, words, has_card, new):
    """In the session in which it was asked, or in a new one; a card stands beside the words."""
    caller = Caller(InMemoryProgressStore())
    caller.say("ReminderIntent")
    if new:
        caller.hang_up()

    response = caller.send(consent_answer(directive((DAILY,))["token"], status), after=9)

    assert words in heard(response)
    card = {"type": "AskForPermissionsConsent", "permissions": [PERMISSION]}
    assert (card if has_card else None) == response.get("card")


def test_alexa_is_asked_to_ask_only_after_a_yes():
    """And only where the permission is missing; with it, what was agreed to is set."""
    kept = alexas.Reminders()
    served = ReminderService(kept, lambda: MONDAY_7_AM)
    with SettingsService("Europe/Oslo", TOKEN, reminders=served) as service:
        caller = Caller(InMemoryProgressStore(), endpoint=service.endpoint)
        proposed = caller.say("ReminderIntent", rhythm=both_slot("every day", "every_day"))
        assert "Shall I remind you" in heard(proposed)
        assert "SendRequest" not in heard(proposed)

        asked = caller.say("AMAZON.YesIntent", after=5)
        [sent] = asked["directives"]
        assert {"directives": [directive((DAILY,))]} == asked
        assert () == kept.all(MONDAY_7_AM)

        kept.allow(is_allowed=True)
        done = caller.send(consent_answer(sent["token"]), after=9)
        assert "Done. I'll remind you every day at half past seven in the morning." in heard(done)
        assert 1 == len(kept.all(MONDAY_7_AM))


@given(WANTED)
def test_the_directive_is_written_as_the_sdk_writes_it(wanted):
    """By our own writer of responses."""
    sent = question(wanted)

    assert DefaultSerializer().serialize(sent) == write_response(sent)
