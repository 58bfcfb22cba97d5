"""
Who speaks and to which device, and the requests Alexa builds from that.

Pure: gives JSON, sends nothing. The shape is Alexa's own request envelope, version 1.0.
"""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeAlias

from simulator.common import JsonObject
from simulator.device.reminders import REMINDERS_SCOPE
from simulator.language.interaction_model import FilledSlot, Meaning

APPLICATION_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
"""The skill id of the pretend Echo, where the environment names no other."""

LOCALES = ("en-US", "en-GB", "en-AU", "en-CA", "en-IN")
"""The English locales that Alexa has."""

Handler: TypeAlias = Callable[[JsonObject, object], object]
"""What Lambda calls: `lambda_handler(event, context)`."""

TIMEOUT_MS = 8000
"""How long Alexa waits for an answer."""


def _viewport(
    width: int, height: int, *, shape: str = "RECTANGLE", mode: str = "HUB"
) -> JsonObject:
    """Return a screen as a request tells of it; at 160 dpi a pixel is one of APL's dp."""
    return {
        "experiences": [{"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False}],
        "mode": mode,
        "shape": shape,
        "pixelWidth": width,
        "pixelHeight": height,
        "currentPixelWidth": width,
        "currentPixelHeight": height,
        "dpi": 160,
        "touch": ["SINGLE"],
        "keyboard": [],
        "video": {"codecs": ["H_264_42", "H_264_41"]},
    }


VIEWPORTS: Mapping[str, JsonObject] = {
    "round": _viewport(480, 480, shape="ROUND"),
    "small": _viewport(960, 480),
    "medium": _viewport(1024, 600),
    "medium-960": _viewport(960, 600),
    "large": _viewport(1280, 800),
    "extra-large": _viewport(1920, 1080),
    "portrait": _viewport(1080, 1920),
    "tv": _viewport(960, 540, mode="TV"),
}
"""The screens of Alexa's devices, in dp: those that Amazon's viewport profiles tell apart."""


@dataclass(frozen=True, slots=True)
class Device:
    """One Echo in one home."""

    user_id: str
    """Alexa's id of the person's account."""
    device_id: str
    """Alexa's id of the Echo."""
    application_id: str = APPLICATION_ID
    """The id of the skill that is called."""
    skill_name: str = "this skill"
    """The skill's name in the Alexa app, which Alexa herself calls it by."""
    locale: str = "en-US"
    """The Echo's language."""
    has_screen: bool = False
    """Whether it is an Echo Show."""
    viewport: str = "large"
    """Which screen it has then, one of `VIEWPORTS`."""
    plays_apla: bool = True
    """Whether it plays APL for Audio; one that does not refuses each document of that kind."""
    api_endpoint: str = "https://api.amazonalexa.com"
    """Where the skill may ask for Alexa's settings."""
    api_access_token: str = "simulated"
    """What the skill shows there."""
    allows_reminders: bool = False
    """Whether the person allows the skill to set reminders."""


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation with the skill, from Alexa's side."""

    session_id: str
    """Alexa's id of the conversation."""
    is_new: bool = True
    """Whether no request was sent in it before."""
    attributes: JsonObject | None = None
    """What the skill's last response asked to be sent back."""

    @classmethod
    def begin(cls) -> "Session":
        """Return a new one."""
        return cls(f"amzn1.echo-api.session.{uuid.uuid4()}")

    def carried_on(self, attributes: JsonObject | None) -> "Session":
        """Return the same session after a response."""
        return replace(self, is_new=False, attributes=attributes)


@dataclass(frozen=True, slots=True)
class UserEvent:
    """What a document on the screen sends, by itself or because it was touched."""

    arguments: tuple[object, ...]
    """The event's arguments, as the document has them."""
    source: JsonObject = field(default_factory=dict)
    """What raised it: `type`, `handler`, `id` and `value` of a component or the document."""
    components: JsonObject = field(default_factory=dict)
    """The values of the components that the document names."""


@dataclass(frozen=True, slots=True)
class LambdaContext:
    """The second argument of a handler, as far as skills use it."""

    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    """The id of this call."""
    function_name: str = "heel-stretches"
    """The function's name."""
    memory_limit_in_mb: str = "512"
    """The memory it has."""
    started_monotonic_seconds: float = field(default_factory=time.monotonic)
    """When the call began."""

    def get_remaining_time_in_millis(self) -> int:
        """Return how much time is left to answer."""
        passed_seconds = time.monotonic() - self.started_monotonic_seconds
        return max(0, TIMEOUT_MS - round(1000 * passed_seconds))


def envelope(
    device: Device, session: Session | None, request: JsonObject, at: datetime
) -> JsonObject:
    """
    Return what Alexa sends.

    Args:
        device: Who speaks, and to which device.
        session: The conversation; None for a request outside any.
        request: The request's own fields, as the functions below give them.
        at: When it is sent; Alexa cuts it to whole seconds.
    """
    sent: JsonObject = {"version": "1.0"}
    if session is not None:
        sent["session"] = {
            "new": session.is_new,
            "sessionId": session.session_id,
            "application": {"applicationId": device.application_id},
            "attributes": session.attributes or {},
            "user": {"userId": device.user_id},
        }
    sent["context"] = _context(device)
    sent["request"] = {
        "type": request["type"],
        "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
        "timestamp": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "locale": device.locale,
        **request,
    }
    return sent


def launch_request() -> JsonObject:
    """Return the request of "open my heel stretches"."""
    return {"type": "LaunchRequest"}


def intent_request(meaning: Meaning, application_id: str) -> JsonObject:
    """Return the request of an utterance that was understood."""
    intent: JsonObject = {"name": meaning.intent, "confirmationStatus": "NONE"}
    if meaning.slots:
        intent["slots"] = {slot.name: _slot(slot, application_id) for slot in meaning.slots}
    return {"type": "IntentRequest", "intent": intent}


def session_ended_request(reason: str, error: JsonObject | None = None) -> JsonObject:
    """Return the request that tells of a session's end; the reason is one of Alexa's names."""
    request: JsonObject = {"type": "SessionEndedRequest", "reason": reason}
    return request if error is None else {**request, "error": error}


def runtime_error_request(token: str, message: str) -> JsonObject:
    """Return the request by which a device tells that it could not play an APLA document."""
    error = {"type": "DOCUMENT_ERROR", "reason": "UNKNOWN_ERROR", "message": message}
    return {"type": "Alexa.Presentation.APLA.RuntimeError", "token": token, "errors": [error]}


def screen_error_request(token: str, message: str) -> JsonObject:
    """Return the request by which a device tells that it could not show an APL document."""
    error = {"type": "INFLATE_ERROR", "reason": "INTERNAL_ERROR", "message": message}
    return {"type": "Alexa.Presentation.APL.RuntimeError", "token": token, "errors": [error]}


def user_event_request(token: str, event: UserEvent) -> JsonObject:
    """Return the request by which a document on the screen speaks up (APL's SendEvent)."""
    return {
        "type": "Alexa.Presentation.APL.UserEvent",
        "token": token,
        "arguments": list(event.arguments),
        "source": event.source,
        "components": event.components,
    }


def _context(device: Device) -> JsonObject:
    interfaces: JsonObject = {"AudioPlayer": {}}
    if device.has_screen:
        interfaces["Alexa.Presentation.APL"] = {"runtime": {"maxVersion": "2024.3"}}
    context: JsonObject = {
        "System": {
            "application": {"applicationId": device.application_id},
            "user": {"userId": device.user_id, "permissions": _permissions(device)},
            "device": {"deviceId": device.device_id, "supportedInterfaces": interfaces},
            "apiEndpoint": device.api_endpoint,
            "apiAccessToken": device.api_access_token,
        },
        "AudioPlayer": {"playerActivity": "IDLE"},
    }
    if device.has_screen:
        context["Viewport"] = VIEWPORTS[device.viewport]
    return context


def _permissions(device: Device) -> JsonObject:
    """
    Return what the person allows the skill.

    The form is that of `ask_sdk_model` 1.82.0. Without a permission public code finds now no
    `permissions`, now none with a `consentToken`; what is sent here has the status as well.
    """
    status = "GRANTED" if device.allows_reminders else "DENIED"
    scopes = {REMINDERS_SCOPE: {"status": status}}
    token = {"consentToken": device.api_access_token} if device.allows_reminders else {}
    return {**token, "scopes": scopes}


def _slot(slot: FilledSlot, application_id: str) -> JsonObject:
    sent: JsonObject = {"name": slot.name, "confirmationStatus": "NONE"}
    if slot.value is None:
        return sent
    simple: JsonObject = {"type": "Simple", "value": slot.value}
    sent |= {"value": slot.value, "source": "USER"}
    if slot.matches:
        resolutions = _resolutions(slot, application_id)
        sent["resolutions"] = resolutions
        simple["resolutions"] = resolutions
    return {**sent, "slotValue": simple}


def _resolutions(slot: FilledSlot, application_id: str) -> JsonObject:
    values = [
        {
            "value": {"name": match.name}
            if match.id is None
            else {"name": match.name, "id": match.id}
        }
        for match in slot.matches
    ]
    authority = f"amzn1.er-authority.echo-sdk.{application_id}.{slot.type_name}"
    return {
        "resolutionsPerAuthority": [
            {"authority": authority, "status": {"code": "ER_SUCCESS_MATCH"}, "values": values}
        ]
    }
