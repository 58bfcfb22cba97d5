"""
Read a request into the SDK's classes: what the skill looks at, each part by itself.

The SDK's own reader (ask-sdk-core 1.19.0) reads everything, and refuses a whole request for one
value that it does not know yet. Here a part that is missing, of another type, or of an unknown
value is ``None``, and the rest of the request is read. Whatever JSON comes, nothing is raised; what
the skill never looks at, it cannot stumble over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar

from ask_sdk_model import (
    Application,
    Context,
    Intent,
    IntentRequest,
    LaunchRequest,
    Request,
    RequestEnvelope,
    Session,
    SessionEndedError,
    SessionEndedErrorType,
    SessionEndedReason,
    SessionEndedRequest,
    Slot,
)
from ask_sdk_model.events.skillevents import SkillDisabledRequest
from ask_sdk_model.interfaces.alexa.presentation.apla import RuntimeErrorEvent
from ask_sdk_model.interfaces.system import SystemState
from ask_sdk_model.simple_slot_value import SimpleSlotValue
from ask_sdk_model.slu.entityresolution import (
    Resolution,
    Resolutions,
    Status,
    StatusCode,
    Value,
    ValueWrapper,
)

from skill.screen.viewport import Viewport, viewport_of

SCREEN = "Alexa.Presentation.APL"
"""The ability of a device to show documents."""

USER_EVENT = "Alexa.Presentation.APL.UserEvent"
"""The request that the command ``SendEvent`` of a document makes."""

CONSENT = "Connections.Response"
"""The request that tells what came of a question of Alexa's, such as for a permission."""

STATUS = "userInformationPersistenceStatus"
"""Tells, in the event that somebody has disabled the skill, whether they may come back to it."""

FIRST_YEAR, LAST_YEAR = 2000, 2999
"""Years in which a request is answered; the times of other years are misread. Our choice."""

FIRST_MS = 10**11
"""Numbers from here on are milliseconds since 1970, smaller ones seconds: 1973, or 5138."""

MOST_ID_CHARACTERS = 1024
"""Longest user id that is taken: half of what DynamoDB takes for a key. Amazon's have some 210."""

MOST_ERRORS = 5
"""Errors of one device that are told. Our choice: the first says what is wrong."""

MOST_ARGUMENTS = 8
"""Arguments of an event that are read. Our choice: ours have three at most."""

MOST_PIXELS = 100_000
"""No side of a screen has more, and no screen more on an inch. Our choice: what is larger is no
number of pixels."""

NOT_UNDERSTOOD = "?"
"""Alexa's own sign for a value that was said and not understood."""

_WORD = re.compile(r"[A-Za-z_.]{1,80}")
"""A name of Amazon's for something; ids and tokens have digits."""

Name = TypeVar("Name", bound=Enum)


class SharedAttributes(dict[str, Any]):
    """Session attributes without the deep copy that the SDK makes: the skill never changes them."""

    def __deepcopy__(self, memo: object) -> "SharedAttributes":
        return self


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from; a text that cannot be read is empty."""

    application_id: str = ""
    """The skill that it is for."""
    user_id: str = ""
    """The account's id. Who of a home speaks (Alexa's ``person``) is not read."""
    device_id: str = ""
    has_screen: bool = False
    """Whether the device shows APL documents."""
    viewport: Viewport | None = None
    """Its screen; ``None`` where there is none, or it cannot be read."""
    api_endpoint: str = ""
    """Where Alexa's services are."""
    api_access_token: str = ""
    """What is shown there."""
    opens_session: bool = True
    """Whether the request is the first of its session, or outside any."""


class SkillEnvelope(RequestEnvelope):
    """The SDK's envelope, and where the request comes from."""

    def __init__(self, origin: Origin, session: Session | None, request: Request) -> None:
        """Give the SDK what it looks at itself: the skill, the attributes, the services."""
        system = SystemState(
            application=Application(origin.application_id),
            api_endpoint=origin.api_endpoint,
            api_access_token=origin.api_access_token,
        )
        super().__init__(session=session, context=Context(system=system), request=request)
        self.origin = origin


class ConsentAnswer(Request):
    """What came of Alexa's question for a permission."""

    def __init__(self, status: str, token: str, about: Mapping[str, Any]) -> None:
        """Keep Amazon's name for it, empty where she could not ask, and what came back with it."""
        super().__init__(object_type=CONSENT, **about)
        self.status = status
        self.token = token


class OtherRequest(Request):
    """A request that nobody spoke, and that the skill has no use for."""

    def __init__(self, object_type: str, **about: Any) -> None:
        """Keep its type, empty where that cannot be read."""
        super().__init__(object_type=object_type, **about)


class RuntimeErrors(RuntimeErrorEvent):
    """A device cannot play an APLA document; why, in words of whatever size."""

    def __init__(self, reasons: str, about: Mapping[str, Any]) -> None:
        """Keep the reasons as text: no list of types is complete."""
        super().__init__(**about)
        self.reasons = reasons


class DocumentErrors(RuntimeErrors):
    """A device cannot show an APL document."""


class UserEvent(Request):
    """What a document on the screen sends, by itself or when it is touched."""

    def __init__(self, arguments: tuple[str, ...], about: Mapping[str, Any]) -> None:
        """Keep its arguments; one that is no text is empty."""
        super().__init__(object_type=USER_EVENT, **about)
        self.arguments = arguments


class SkillDisabledEvent(SkillDisabledRequest):
    """Somebody has disabled the skill; ask-sdk-model 1.82.0 has no field for the body."""

    def __init__(self, persistence: frozenset[str], about: Mapping[str, Any]) -> None:
        """Keep every status that stands in the event."""
        super().__init__(**about)
        self.persistence = persistence


def read_request(event: Mapping[str, Any]) -> SkillEnvelope:
    """Return what the skill looks at in the JSON of a request; what cannot be read is ``None``."""
    session = event.get("session")
    return SkillEnvelope(
        _origin(event),
        _session(session) if isinstance(session, dict) else None,
        _request(_object(event.get("request"))),
    )


def application_id(event: Mapping[str, Any]) -> str:
    """Return the id of the skill that a request is for; empty where it does not say."""
    # The session's counts only in the place of a context that is missing as a whole.
    holder = _system(event) or _object(event.get("session"))
    return _text(_object(holder.get("application")), "applicationId") or ""


def word(value: Any) -> str:
    """Return one of Amazon's names for something, fit for a log line; "" for anything else."""
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def _system(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return _object(_object(event.get("context")).get("System"))


def _origin(event: Mapping[str, Any]) -> Origin:
    system, session = _system(event), _object(event.get("session"))
    device, is_new = _object(system.get("device")), session.get("new")
    has_screen = SCREEN in _object(device.get("supportedInterfaces"))
    viewport = _object(_object(event.get("context")).get("Viewport"))
    return Origin(
        application_id(event),
        _user_id(_object(system.get("user"))) or _user_id(_object(session.get("user"))),
        _text(device, "deviceId") or "",
        has_screen=has_screen,
        viewport=_viewport(viewport) if has_screen else None,
        api_endpoint=_text(system, "apiEndpoint") or "",
        api_access_token=_text(system, "apiAccessToken") or "",
        # Attributes come back within a session only.
        opens_session=is_new if isinstance(is_new, bool) else not session.get("attributes"),
    )


def _viewport(sent: Mapping[str, Any]) -> Viewport | None:
    """Return a screen as it is turned now; ``None`` where a number of it is missing."""
    width = _pixels(sent.get("currentPixelWidth")) or _pixels(sent.get("pixelWidth"))
    height = _pixels(sent.get("currentPixelHeight")) or _pixels(sent.get("pixelHeight"))
    dpi = _pixels(sent.get("dpi"))
    if width is None or height is None or dpi is None:
        return None
    shape, mode = _text(sent, "shape") or "", _text(sent, "mode") or ""
    return viewport_of(width, height, dpi, shape, mode)


def _pixels(value: Any) -> float | None:
    """Return a number of pixels; ``None`` for what is none."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and 1 <= value <= MOST_PIXELS else None


def _session(session: Mapping[str, Any]) -> Session:
    attributes = session.get("attributes")
    return Session(
        attributes=SharedAttributes(attributes) if isinstance(attributes, dict) else None
    )


def _request(sent: Mapping[str, Any]) -> Request:
    about: dict[str, Any] = {
        "request_id": _text(sent, "requestId"),
        "timestamp": _moment(sent.get("timestamp")),
        "locale": _text(sent, "locale"),
    }
    match sent.get("type"):
        case "LaunchRequest":
            return LaunchRequest(**about)
        case "IntentRequest":
            return IntentRequest(**about, intent=_intent(_object(sent.get("intent"))))
        case "SessionEndedRequest":
            reason = _member(SessionEndedReason, sent.get("reason"))
            return SessionEndedRequest(**about, reason=reason, error=_error(sent.get("error")))
        case "Alexa.Presentation.APLA.RuntimeError":
            token = _text(sent, "token") or ""
            return RuntimeErrors(_reasons(sent.get("errors")), {**about, "token": token})
        case "Alexa.Presentation.APL.RuntimeError":
            token = _text(sent, "token") or ""
            return DocumentErrors(_reasons(sent.get("errors")), {**about, "token": token})
        case "Alexa.Presentation.APL.UserEvent":
            arguments = _list(sent.get("arguments"))[:MOST_ARGUMENTS]
            return UserEvent(tuple(_argument(each) for each in arguments), about)
        case "Connections.Response":
            status = _text(_object(sent.get("payload")), "status") or ""
            return ConsentAnswer(status, _text(sent, "token") or "", about)
        case "AlexaSkillEvent.SkillDisabled":
            return SkillDisabledEvent(_texts_under(STATUS, sent), about)
        case other:
            return OtherRequest(word(other), **about)


def _argument(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: Any) -> datetime | None:
    """Return a time, given as ISO 8601 or as a number since 1970, in UTC where no zone is named."""
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            moment = datetime.fromtimestamp(value / 1000 if value >= FIRST_MS else value, UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _intent(sent: Mapping[str, Any]) -> Intent | None:
    """Return an intent; ``None`` where its name or its slots as a whole cannot be read."""
    name, slots = _text(sent, "name"), sent.get("slots")
    if slots is None or slots == []:
        slots = {}
    if name is None or not isinstance(slots, dict):
        return None
    filled = {key: _slot(each) for key, each in slots.items() if each is not None}
    return Intent(name=name, slots=filled)


def _slot(sent: Any) -> Slot:
    """Return a slot; one that is there and cannot be read is filled with what nobody means."""
    if not isinstance(sent, dict):
        return Slot(value=NOT_UNDERSTOOD)
    simple = _object(sent.get("slotValue"))
    return Slot(
        value=_said(sent.get("value")),
        resolutions=_resolutions(sent),
        slot_value=SimpleSlotValue(_said(simple.get("value")), _resolutions(simple)),
    )


def _said(value: Any) -> str | None:
    """Return what was said; what is no text is not taken for an empty slot."""
    return value if value is None or isinstance(value, str) else NOT_UNDERSTOOD


def _resolutions(sent: Mapping[str, Any]) -> Resolutions:
    found = _list(_object(sent.get("resolutions")).get("resolutionsPerAuthority"))
    return Resolutions([_resolution(each) for each in found if isinstance(each, dict)])


def _resolution(sent: Mapping[str, Any]) -> Resolution:
    values = [_object(_object(each).get("value")) for each in _list(sent.get("values"))]
    return Resolution(
        status=Status(_member(StatusCode, _object(sent.get("status")).get("code"))),
        values=[ValueWrapper(Value(id=_text(each, "id"))) for each in values],
    )


def _error(sent: Any) -> SessionEndedError | None:
    if sent is None:
        return None
    return SessionEndedError(_member(SessionEndedErrorType, _object(sent).get("type")))


def _reasons(errors: Any) -> str:
    told = [
        " ".join(str(each[name]) for name in ("type", "reason", "message") if name in each)
        for each in map(_object, _list(errors)[:MOST_ERRORS])
    ]
    return "; ".join(told)


def _texts_under(key: str, sent: Any) -> frozenset[str]:
    """Return every text that stands under a key, however deep."""
    found, open_ = set(), [sent]
    while open_:
        part = open_.pop()
        if isinstance(part, dict):
            open_.extend(part.values())
            found |= {part[key]} if isinstance(part.get(key), str) else set()
        elif isinstance(part, list):
            open_.extend(part)
    return frozenset(found)


def _user_id(user: Mapping[str, Any]) -> str:
    """Return a user's id if the table can take it for a key."""
    found = _text(user, "userId") or ""
    return found if len(found) <= MOST_ID_CHARACTERS and found.isprintable() else ""


def _member(names: type[Name], value: Any) -> Name | None:
    """Return the member of one of the SDK's enumerations; ``None`` for a value it has not."""
    try:
        return names(value)
    except ValueError:
        return None


def _text(holder: Mapping[str, Any], name: str) -> str | None:
    value = holder.get(name)
    return value if isinstance(value, str) else None


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
