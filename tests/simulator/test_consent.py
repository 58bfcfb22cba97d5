"""Alexa asks whether a skill may set reminders, and tells the skill what came of it."""

from types import SimpleNamespace

import pytest

from simulator.common import InvalidResponseError
from simulator.device.events import (
    ConsentAnswered,
    DeviceWarning,
    PermissionCardSent,
    PlaybackStarted,
    SessionEnded,
    remark,
)
from simulator.device.reminders import REMINDERS_SCOPE
from simulator.device.request import UserEvent
from simulator.device.response import read_answer
from tests.simulator.fakes import FakeSkill, consent, count, make_echo, of_type, screen, speech

OPEN = "open my heel stretches"
QUESTION = (
    "Do you give Heel Stretches permission to update your reminders? You can say I approve or no."
)


@pytest.fixture
def make_room(language):
    """Return a function that puts up an Echo whose skill asks for reminders when it is opened."""

    def make(asked=None, answered=None, **device):
        skill = FakeSkill(
            LaunchRequest=asked or consent(text="Shall I?", attributes={"kept": 1}),
            Response=answered or speech("Thank you."),
        )
        device = {"skill_name": "Heel Stretches", **device}
        echo, events = make_echo(skill, language, **device)
        echo.say(OPEN)
        return SimpleNamespace(echo=echo, events=events, skill=skill)

    return make


def said(room):
    """Return the words of every soundtrack."""
    return [event.track.text for event in of_type(room.events, PlaybackStarted)]


def answers(room):
    """Return the requests that told the skill what came of the question."""
    requests = [event["request"] for event in room.skill.requests]
    return [each for each in requests if each["type"] == "Connections.Response"]


@pytest.mark.parametrize(
    ("reply", "status", "is_allowed"),
    [("I approve", "ACCEPTED", True), ("yes", "ACCEPTED", True), ("no", "DENIED", False)],
)
def test_alexa_asks_in_her_own_words_and_tells_the_skill(make_room, reply, status, is_allowed):
    """After the skill's words, in one breath; the skill goes on from there."""
    room = make_room()
    room.echo.wait_for_silence()
    assert room.echo.is_listening

    room.echo.say(reply)

    assert [f"Shall I? {QUESTION}", "Thank you."] == said(room)
    answer = answers(room)[0]
    assert ("AskFor", {"code": "200", "message": "OK"}) == (answer["name"], answer["status"])
    assert "mine" == answer["token"]
    assert {
        "permissionScopes": [{"permissionScope": REMINDERS_SCOPE, "consentLevel": "ACCOUNT"}],
        "status": status,
        "isCardThrown": False,
    } == answer["payload"]
    assert is_allowed == room.echo.reminders.is_allowed


def test_version_one_is_answered_in_its_own_form(make_room):
    """One scope, no list."""
    room = make_room(consent(version="1"))
    room.echo.say("I approve")

    assert {
        "permissionScope": REMINDERS_SCOPE,
        "status": "ACCEPTED",
        "isCardThrown": False,
    } == answers(room)[0]["payload"]


def test_the_request_tells_of_the_permission(make_room):
    """Refused before, granted with the answer and from then on."""
    room = make_room()
    room.echo.say("I approve")
    room.echo.say("ready")

    users = [event["context"]["System"]["user"] for event in room.skill.requests]
    statuses = [user["permissions"]["scopes"][REMINDERS_SCOPE]["status"] for user in users]
    assert ["DENIED", "GRANTED", "GRANTED"] == statuses
    assert [False, True, True] == ["consentToken" in user["permissions"] for user in users]


def test_what_is_not_understood_is_asked_once_more(make_room):
    """The same question; then it is taken as not answered."""
    room = make_room()

    room.echo.say("what for")
    room.echo.wait_for_silence()
    assert [f"Shall I? {QUESTION}", QUESTION] == said(room)
    room.echo.say("well")

    assert ["NOT_ANSWERED"] == [each["payload"]["status"] for each in answers(room)]
    assert not room.echo.reminders.is_allowed


def test_the_second_question_can_be_answered(make_room):
    """As the first can."""
    room = make_room()
    room.echo.say("what for")
    room.echo.say("I approve")

    assert room.echo.reminders.is_allowed


def test_silence_is_asked_once_more_too(make_room):
    """The microphone opens twice; the skill may speak in the end."""
    room = make_room()

    room.echo.wait(60)

    assert [f"Shall I? {QUESTION}", QUESTION, "Thank you."] == said(room)
    assert ["NOT_ANSWERED"] == [each["payload"]["status"] for each in answers(room)]
    assert ["reminders are not allowed: no answer was understood"] == [
        remark(event, "") for event in of_type(room.events, ConsentAnswered)
    ]


@pytest.mark.parametrize("end", [None, False])
def test_the_session_goes_on(make_room, end):
    """With its attributes; while Alexa asks, what is said does not go to the skill."""
    room = make_room(consent(end=end, attributes={"kept": 1}))
    assert not room.echo.is_in_session
    room.echo.say("no")

    before, after = (event["session"] for event in room.skill.requests)
    assert before["sessionId"] == after["sessionId"]
    assert (False, {"kept": 1}) == (after["new"], after["attributes"])
    assert room.echo.is_in_session
    assert [] == of_type(room.events, SessionEnded) + of_type(room.events, DeviceWarning)


def test_a_response_that_ends_the_session_is_answered_in_a_new_one(make_room):
    """Without attributes."""
    room = make_room(consent(end=True, attributes={"kept": 1}))
    room.echo.say("I approve")

    before, after = (event["session"] for event in room.skill.requests)
    assert before["sessionId"] != after["sessionId"]
    assert (True, {}) == (after["new"], after["attributes"])
    assert 1 == len(of_type(room.events, SessionEnded))


def test_the_echo_can_forget_the_session(make_room):
    """Whether a device does is not documented; a skill has to get by with it."""
    room = make_room()
    room.echo.lose_power()
    room.echo.forgets_session_at_consent = True
    room.echo.say(OPEN)
    room.echo.say("I approve")

    assert (True, {}) == tuple(room.skill.requests[-1]["session"][x] for x in ("new", "attributes"))


def test_who_has_given_it_is_not_asked(make_room):
    """The skill hears at once that it is given."""
    room = make_room()
    room.echo.say("I approve")
    room.echo.say(OPEN)
    room.echo.wait_for_silence()

    assert [f"Shall I? {QUESTION}", "Thank you.", "Shall I?", "Thank you."] == said(room)
    assert ["ACCEPTED", "ACCEPTED"] == [each["payload"]["status"] for each in answers(room)]


@pytest.mark.parametrize(
    "asked",
    [
        consent(scope="alexa::alerts:timers:skill:readwrite"),
        consent(version="3"),
    ],
)
def test_another_permission_is_not_asked_for(make_room, asked):
    """The skill is told that its request is bad."""
    room = make_room(asked)
    room.echo.wait_for_silence()

    assert ["400"] == [each["status"]["code"] for each in answers(room)]
    assert "status" not in answers(room)[0]["payload"]
    assert 1 == len(of_type(room.events, DeviceWarning))


def test_whoever_calls_the_skill_drops_the_question(make_room):
    """A new session begins; the old one is told that it ended."""
    room = make_room()
    room.echo.say("ask my heel stretches what i did today")

    room.echo.wait_for_silence()

    assert room.echo.is_in_session
    room.echo.wait_for_end()
    called = ["LaunchRequest", "SessionEndedRequest", "IntentRequest", "SessionEndedRequest"]
    assert called == room.skill.types


@pytest.mark.parametrize("text", ["", "Shall I?"])
def test_on_a_screen_alexa_asks_as_well(language, text):
    """The microphone opens over the document, and the session goes on."""
    skill = FakeSkill(
        LaunchRequest=screen(count(3)),
        UserEvent=consent(text=text),
        Response=speech("Thank you."),
    )
    echo, events = make_echo(skill, language, has_screen=True)
    echo.say(OPEN)
    echo.wait(10)
    assert echo.is_listening

    echo.say("I approve")

    assert ["LaunchRequest", "Alexa.Presentation.APL.UserEvent", "Connections.Response"] == (
        skill.types
    )
    assert 1 == len({event["session"]["sessionId"] for event in skill.requests})
    assert [] == of_type(events, DeviceWarning)


def test_a_touch_while_alexa_asks_does_not_reach_the_skill(language):
    """She asks on; what the document breaks off is not hers."""
    skill = FakeSkill(LaunchRequest=screen(count(3)), UserEvent=consent())
    echo, _ = make_echo(skill, language, has_screen=True)
    echo.say(OPEN)
    echo.wait(4)

    echo.screen_stops()
    echo.send_user_event("one", UserEvent(("say", "pause")))
    echo.wait_for_silence()

    assert ["LaunchRequest", "Alexa.Presentation.APL.UserEvent"] == skill.types
    assert echo.is_listening


def test_the_page_offers_what_alexa_asks_for(make_room):
    """The first two answers of her own question; the skill's have none."""
    room = make_room()
    room.echo.say("no")

    assert [("i approve", "no"), ()] == [
        event.answers for event in of_type(room.events, PlaybackStarted)
    ]


def test_a_card_asks_for_the_permission(make_room):
    """It is a remark: the person gives it in the Alexa app, or does not."""
    asked = speech("Look at your phone.", end=True)
    asked["response"]["card"] = {
        "type": "AskForPermissionsConsent",
        "permissions": [REMINDERS_SCOPE],
    }
    room = make_room(asked)

    assert [f"a card in the Alexa app asks for {REMINDERS_SCOPE}"] == [
        remark(event, "") for event in of_type(room.events, PermissionCardSent)
    ]


def test_a_card_that_asks_for_nothing_is_refused():
    """As Alexa refuses it."""
    asked = speech("Look.")
    asked["response"]["card"] = {"type": "AskForPermissionsConsent"}

    with pytest.raises(InvalidResponseError, match="no permission"):
        read_answer(asked, has_screen=False)
