"""Requests as Alexa sends them, and somebody who talks to the skill through them."""

import copy
import json
from datetime import UTC, datetime, timedelta

from simulator.device.request import (
    Device,
    Session,
    launch_request,
    runtime_error_request,
    session_ended_request,
)
from simulator.device.request import envelope as request_envelope
from skill.bootstrap import build_skill
from tests.limits import CARD_CHARACTERS, IMAGE_ADDRESS_CHARACTERS

APPLICATION = "amzn1.ask.skill.11111111-2222-4333-8444-555555555555"
USER = "amzn1.ask.account.THE-PERSON"
DEVICE = "amzn1.ask.device.THE-ECHO"
TOKEN = "the-api-access-token"
MONDAY_7_AM = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9"
"""Port 9 is "discard": nobody listens."""

SECRETS = (USER, DEVICE, TOKEN)
"""What must never be in a log."""


def launch():
    """Return what "open my heel stretches" sends."""
    return launch_request()


def intent(name, **slots):
    """Return what an utterance sends; slots as ``old_slot`` and ``new_slot`` make them."""
    asked = {"name": name, "confirmationStatus": "NONE"}
    if slots:
        asked["slots"] = {key: {"name": key, **value} for key, value in slots.items()}
    return {"type": "IntentRequest", "intent": asked}


def ended(reason="EXCEEDED_MAX_REPROMPTS", **more):
    """Return what the end of a session sends."""
    return session_ended_request(reason) | more


def sound_failed(token="segment"):
    """Return what a device sends that cannot play an APLA document."""
    return runtime_error_request(token, "no such component")


def event(*arguments):
    """Return what a document on the screen sends."""
    return {"type": "Alexa.Presentation.APL.UserEvent", "arguments": list(arguments)}


def consent_answer(token, status="ACCEPTED"):
    """Return what Alexa sends once she has asked whether the skill may set reminders."""
    return {
        "type": "Connections.Response",
        "name": "AskFor",
        "status": {"code": "200", "message": "OK"},
        "token": token,
        "payload": {
            "permissionScope": "alexa::alerts:reminders:skill:readwrite",
            "status": status,
            "isCardThrown": False,
        },
    }


def document_failed(token):
    """Return what a device sends that cannot show a document."""
    error = {"type": "RUNTIME_ERROR", "reason": "INTERNAL_ERROR", "message": "no such component"}
    return {"type": "Alexa.Presentation.APL.RuntimeError", "token": token, "errors": [error]}


def resolutions(value_id):
    """Return the entity resolution of a value with an id; ``None`` for one that matched nothing."""
    authority = {"authority": "amzn1.er-authority.echo-sdk.x.TYPE"}
    if value_id is None:
        authority |= {"status": {"code": "ER_SUCCESS_NO_MATCH"}, "values": []}
    else:
        values = [{"value": {"name": "as in the model", "id": value_id}}]
        authority |= {"status": {"code": "ER_SUCCESS_MATCH"}, "values": values}
    return {"resolutionsPerAuthority": [authority]}


_PLAIN = object()


def old_slot(value, value_id=_PLAIN):
    """Return a slot as old and hand-made requests have it: no ``slotValue``."""
    resolved = {} if value_id is _PLAIN else {"resolutions": resolutions(value_id)}
    return {"value": value, "confirmationStatus": "NONE", "source": "USER", **resolved}


def new_slot(value, value_id=_PLAIN):
    """Return a slot that has nothing but ``slotValue``."""
    resolved = {} if value_id is _PLAIN else {"resolutions": resolutions(value_id)}
    simple = {"type": "Simple", "value": value, **resolved}
    return {"confirmationStatus": "NONE", "source": "USER", "slotValue": simple}


def both_slot(value, value_id=_PLAIN):
    """Return a slot as Alexa sends it today."""
    return old_slot(value, value_id) | new_slot(value, value_id)


def envelope(
    request,
    *,
    new=True,
    attributes=None,
    at=MONDAY_7_AM,
    number=1,
    endpoint=NOWHERE,
    user=USER,
    device=DEVICE,
    has_screen=False,
):
    """Return a whole request, built as the simulated Echo builds it."""
    person = Device(
        user,
        device,
        APPLICATION,
        has_screen=has_screen,
        api_endpoint=endpoint,
        api_access_token=TOKEN,
    )
    session = Session("amzn1.echo-api.session.1", is_new=new, attributes=attributes)
    request_id = f"amzn1.echo-api.request.{device}.{number}"
    return request_envelope(person, session, {"requestId": request_id, **request}, at)


class Caller:
    """Somebody who talks to the skill; carries the session attributes as Alexa does."""

    def __init__(
        self,
        store,
        *,
        at=MONDAY_7_AM,
        endpoint=NOWHERE,
        user=USER,
        device=DEVICE,
        has_screen=False,
        **configuration,
    ):
        """Have a skill on a store."""
        self.skill = build_skill(store=store, **configuration)
        self.user = user
        self.device = device
        self.has_screen = has_screen
        self.store = store
        self.at = at
        self.endpoint = endpoint
        self.is_new = True
        self.attributes = {}
        self.number = 0
        self.event = None
        self.answer = None

    def send(self, request, *, after=0):
        """Send a request, some seconds after the one before; return the response."""
        self.number += 1
        self.at += timedelta(seconds=after)
        self.event = envelope(
            request,
            new=self.is_new,
            attributes=self.attributes,
            at=self.at,
            number=self.number,
            endpoint=self.endpoint,
            user=self.user,
            device=self.device,
            has_screen=self.has_screen,
        )
        self.answer = call(self.skill, self.event)
        response = self.answer["response"]
        if response.get("shouldEndSession") or request["type"] == "SessionEndedRequest":
            self.hang_up()
        else:
            self.is_new = False
            self.attributes = self.answer.get("sessionAttributes", {})
        return response

    def hang_up(self):
        """Leave without a word: the next request begins a new session."""
        self.is_new, self.attributes = True, {}

    def say(self, name, *, after=0, **slots):
        """Send an intent."""
        return self.send(intent(name, **slots), after=after)


def call(skill, event):
    """Return what the skill answers, as it is after its way through JSON, and checked."""
    before = copy.deepcopy(event)
    answer = skill(event, None)
    assert before == event, "the event was changed"
    plain = json.loads(json.dumps(answer, allow_nan=False))
    assert_valid(plain)
    return plain


def assert_valid(answer):
    """Check a response as Alexa does, and that it says whether the session goes on."""
    assert answer.keys() <= {"version", "response", "sessionAttributes", "userAgent"}
    assert "1.0" == answer["version"]
    assert isinstance(answer.get("sessionAttributes", {}), dict)
    response = answer["response"]
    known = {"outputSpeech", "reprompt", "directives", "shouldEndSession", "card"}
    assert response.keys() <= known
    if "card" in response:
        assert_valid_card(response["card"])
    is_alone = [
        "sources" in each or each["type"] == "Connections.SendRequest"
        for each in response.get("directives", ())
    ]
    if any(is_alone):
        # A document that plays a sound, or a question of Alexa's: the session stays open, and the
        # skill's microphone shut.
        assert {"directives"} == response.keys()
        assert 1 == len(response["directives"])
    elif "outputSpeech" in response or response.get("directives"):
        assert isinstance(response["shouldEndSession"], bool)
    else:
        assert response in ({}, {"shouldEndSession": True}, {"shouldEndSession": False})
    for speaking in (response, response.get("reprompt")):
        speech = (speaking or {}).get("outputSpeech")
        if speech is not None:
            assert "SSML" == speech["type"]
            assert speech["ssml"].startswith("<speak>")
            assert speech["ssml"].removeprefix("<speak>").removesuffix("</speak>").strip()


def assert_valid_card(card):
    """Check a card as Alexa does: plain text, not too much of it, and perhaps an image."""
    if card["type"] == "AskForPermissionsConsent":
        assert {"type", "permissions"} == card.keys()
        return
    if card["type"] == "Standard":
        assert {"type", "title", "text", "image"} == card.keys()
        assert {"smallImageUrl", "largeImageUrl"} == card["image"].keys()
        for address in card["image"].values():
            assert address.startswith("https://")
            assert len(address) <= IMAGE_ADDRESS_CHARACTERS
    else:
        assert "Simple" == card["type"]
        assert {"type", "title", "content"} == card.keys()
    words = card.get("text") or card["content"]
    assert card["title"].strip()
    assert words.strip()
    assert len(card["title"]) + len(words) <= CARD_CHARACTERS


def is_silent(answer):
    """Return whether nobody hears anything."""
    return not {"outputSpeech", "directives"} & answer["response"].keys()


def heard(response):
    """Return all words of a response, marks of SSML included."""
    speech = response.get("outputSpeech", {}).get("ssml", "")
    return speech + json.dumps(response.get("directives", []))
