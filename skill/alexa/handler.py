"""The skill's one request handler, and its exception handler."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import cast

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import (
    IntentRequest,
    LaunchRequest,
    Request,
    Response,
    SessionEndedErrorType,
    SessionEndedRequest,
)

from skill.alexa.intents import COMMANDS, command_of
from skill.alexa.reminders import DeviceReminders
from skill.alexa.request_reader import (
    ConsentAnswer,
    DocumentErrors,
    Origin,
    RuntimeErrors,
    SkillDisabledEvent,
    SkillEnvelope,
    UserEvent,
)
from skill.alexa.responses import THEN, empty_response, fits, response_of, said
from skill.alexa.screen_events import document_of_event
from skill.alexa.time_zone import DeviceZone
from skill.coaching.coach import NarrationFor
from skill.coaching.commands import Command, Hurts, Plain, SegmentOver
from skill.coaching.reply import Device, Reply, State, Turn
from skill.config import ScreenMode
from skill.progress.store import StoreUnavailable
from skill.routine.message import Message, Narration, message
from skill.service.session_attributes import CorruptAttributes, attributes_of, state_of
from skill.service.telemetry import ABOUT_PAIN, PRIVATE, Outcome, TurnTelemetry, pseudonym
from skill.service.turn import AlexaServices, Refusal, TurnService
from skill.speech.narration import UnknownMessage

log = logging.getLogger(__name__)

UNHEARD = (
    SessionEndedErrorType.INVALID_RESPONSE,
    SessionEndedErrorType.DEVICE_COMMUNICATION_ERROR,
    SessionEndedErrorType.ENDPOINT_TIMEOUT,
)
"""Errors that end a session because the last answer did not get through: its sound was not played.
Not INTERNAL_SERVICE_ERROR, nor one that is not known: they may come in the middle of a count."""

MOST_LOGGED = 200
"""Characters of another program's words that a log line takes. Our choice: a sentence or two."""

EVENT = "UserEvent"
"""Name of an event of the screen in the telemetry."""

NOT_PERSISTED = "NOT_PERSISTED"
"""Alexa's word for: what it knows of this user is deleted, and the skill has to delete as well."""


class UnanswerableRequest(ValueError):
    """A request of which so little can be read that there is no answer to it."""


@dataclass(frozen=True)
class CoachHandler(AbstractRequestHandler):
    """Answers every spoken request; all other requests get an empty response."""

    turns: TurnService
    plain_counting: bool
    """Whether counts are sent as SSML to every device."""
    waits: bool = False
    """Whether no device is sent a count that plays by itself."""
    pictures: str | None = None
    """Address under which the pictures of cards are published; ``None`` for no pictures."""
    screen: ScreenMode = ScreenMode.OFF
    """What devices with a screen are sent to show."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002 - the SDK's own names
        """Take everything: what a request means is a table, not a chain of handlers."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Request -> command -> reply -> response."""
        request, telemetry = handler_input.request_envelope.request, _telemetry(handler_input)
        telemetry.request = _name(request)
        state = _state(handler_input, self.turns.coach.narration_for)
        if isinstance(request, RuntimeErrors):
            return self._count_plainly(handler_input, request, state)
        if isinstance(request, SkillDisabledEvent):
            return self._forget(handler_input, request)
        command = _command(request)
        if command is None:
            return empty_response()
        if isinstance(request, UserEvent) and isinstance(command, Hurts):
            telemetry.request = PRIVATE
        turn = self._turn(handler_input, state)
        user_id, factory = _user_id(handler_input), handler_input.service_client_factory
        if isinstance(request, SessionEndedRequest) and _is_unheard(request):
            telemetry.is_unplayed = True
            state = self._unheard(user_id, state, request, turn, telemetry)
        origin, language = _origin(handler_input), turn.device.language
        alexa = AlexaServices(
            DeviceZone(origin, language, factory), DeviceReminders(origin, language, factory)
        )
        reply = self.turns.answer(user_id, command, turn, state, alexa, telemetry.store)
        telemetry.end_stage("turn")
        _record(telemetry, user_id, command, turn, reply)
        _carry(handler_input, reply.state, turn)
        if isinstance(request, SessionEndedRequest) or reply.is_ignored:
            return empty_response()
        if isinstance(command, SegmentOver) and reply.state.voice_only:
            log.warning("a document's sound was over too early: the device is answered by voice")
            telemetry.is_unplayed = True
        narration = self.turns.coach.narration_for(turn.device.language)
        plays_apla = turn.device.plays_apla and not reply.state.plain_counting
        device, shown = replace(turn.device, plays_apla=plays_apla), None
        if device.shows and not reply.state.voice_only and not reply.asks_to_remind:
            shown = _shown(handler_input, reply, narration, device, self.pictures)
        response = shown or response_of(reply, narration, device, pictures=self.pictures)
        telemetry.end_stage("render")
        return response

    def _count_plainly(
        self, handler_input: HandlerInput, request: RuntimeErrors, state: State | None
    ) -> Response:
        """Answer more plainly from now on; what this device could not play was not done."""
        is_shown = isinstance(request, DocumentErrors)
        failed = "a document for the screen" if is_shown else "APL for Audio"
        log.warning("%s failed: %s", failed, _reasons(handler_input, request))
        telemetry = _telemetry(handler_input)
        telemetry.is_unplayed = True
        turn, user_id = self._turn(handler_input, state), _user_id(handler_input)
        is_reprompt = (request.token or "").endswith(THEN)
        refusal = Refusal.NO_REPROMPT if is_reprompt else Refusal.NO_APLA
        refusal = Refusal.NO_APL if is_shown else refusal
        unplayed = self.turns.not_played(user_id, state, turn, telemetry.store, refusal)
        if unplayed is not None:
            _carry(handler_input, unplayed, turn)
        return empty_response()

    def _unheard(
        self,
        user_id: str,
        state: State | None,
        end: SessionEndedRequest,
        turn: Turn,
        telemetry: TurnTelemetry,
    ) -> State | None:
        """Return the state that a session ends with whose last answer did not get through."""
        is_invalid = _error(end) is SessionEndedErrorType.INVALID_RESPONSE
        perhaps = Refusal.PERHAPS_APLA if turn.device.plays_apla else Refusal.OTHER
        if turn.device.shows and not (state and state.voice_only):
            perhaps = Refusal.PERHAPS_APL
        refusal = perhaps if is_invalid else Refusal.OTHER
        return self.turns.not_played(user_id, state, turn, telemetry.store, refusal)

    def _forget(self, handler_input: HandlerInput, event: SkillDisabledEvent) -> Response:
        """
        Delete everything of a person who has disabled the skill, unless they may enable it again.

        Alexa may send the event late, and twice. Whatever else is odd in it, the status counts.
        https://developer.amazon.com/en-US/docs/alexa/smapi/skill-events-in-alexa-skills.html
        """
        if NOT_PERSISTED in event.persistence:
            at_ms = int((event.timestamp or datetime.now(UTC)).timestamp() * 1000)
            self.turns.forget(_user_id(handler_input), at_ms, _telemetry(handler_input).store)
        return empty_response()

    def _turn(self, handler_input: HandlerInput, state: State | None) -> Turn:
        """Return when the request was made, on which device, and under which id."""
        request = handler_input.request_envelope.request
        if request is None or request.timestamp is None or not request.request_id:
            raise UnanswerableRequest("its time or its id cannot be read")
        plain_counting = self.plain_counting or (state is not None and state.plain_counting)
        new_session = _origin(handler_input).opens_session
        device = _device(
            handler_input,
            plays_apla=not plain_counting,
            goes_on=not self.waits,
            screen=self.screen,
        )
        now_ms = int(request.timestamp.timestamp() * 1000)
        segment_id, document = pseudonym(request.request_id), _document(request)
        return Turn(now_ms, segment_id, new_session, device, document)


@dataclass(frozen=True)
class FaultHandler(AbstractExceptionHandler):
    """Apologises for a fault of the skill. Nothing is lost: nothing was written."""

    narration_for: NarrationFor

    def can_handle(
        self,
        handler_input: HandlerInput,  # noqa: ARG002 - the SDK's own names
        exception: Exception,  # noqa: ARG002 - the SDK's own names
    ) -> bool:
        """Take everything."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Say so, keep the session attributes as they came if they are ours, log the reason."""
        telemetry = _telemetry(handler_input)
        telemetry.outcome = Outcome.FAULT
        request = handler_input.request_envelope.request
        kind = request.object_type if request else ""
        if isinstance(exception, UnanswerableRequest):
            telemetry.outcome = Outcome.UNREADABLE
            log.warning("cannot read a request of type %r: %s", kind, exception)
        elif isinstance(exception, StoreUnavailable):
            # Only a deletion has no other way than to fail: the runbook says what to do then.
            user = pseudonym(_user_id(handler_input))
            log.error("progress of %s not deleted: %s", user, exception)
        else:
            log.error("fault while answering", exc_info=exception)
        if not isinstance(request, LaunchRequest | IntentRequest | UserEvent | ConsentAnswer):
            return empty_response()
        narration = self.narration_for(_language(handler_input))
        return said(narration(message("own-fault")), listen=True)


def _command(request: Request | None) -> Command | None:
    """Return what a person wants; ``None`` for requests that nobody spoke."""
    if request is None or not request.object_type:
        raise UnanswerableRequest("its type cannot be read")
    if isinstance(request, IntentRequest) and request.intent is None:
        raise UnanswerableRequest("its intent cannot be read")
    return command_of(request)


def _state(handler_input: HandlerInput, narration_for: NarrationFor) -> State | None:
    """
    Return the state that the session carries; ``None`` where the stored place counts instead.

    Attributes that are not ours are dropped, so that they do not come back with the next request.
    """
    session = handler_input.request_envelope.session
    if session is None or _origin(handler_input).opens_session or not session.attributes:
        return None
    try:
        state = state_of(session.attributes)
    except CorruptAttributes as error:
        reason = str(error)
    else:
        # "Again" says the last words once more.
        last = state.dialogue.last
        if not last or _can_be_said(last, narration_for(_language(handler_input))):
            return state
        reason = "their last words cannot be said"
    # The text says no more than what is wrong: attributes may be of any size, and anybody's.
    log.warning("session attributes are dropped: %s", reason)
    handler_input.attributes_manager.session_attributes = {}
    return None


def _can_be_said(said: Iterable[Message], narration: Narration) -> bool:
    try:
        for each in said:
            narration(each)
    except UnknownMessage:
        return False
    return True


def _carry(handler_input: HandlerInput, state: State, turn: Turn) -> None:
    """Put the state into the session attributes, for the next turn."""
    if handler_input.request_envelope.session is not None:
        attributes = attributes_of(state, turn.now_ms)
        handler_input.attributes_manager.session_attributes = attributes


def _shown(
    handler_input: HandlerInput,
    reply: Reply,
    narration: Narration,
    device: Device,
    pictures: str | None,
) -> Response | None:
    """Return the response with a document for the screen; ``None`` where that is too large."""
    viewport = _origin(handler_input).viewport
    attributes = handler_input.attributes_manager.session_attributes or {}
    # A card is the first thing to leave out: who has a screen sees the routine there.
    for each in (reply, replace(reply, card=None)):
        response = response_of(each, narration, device, viewport, pictures)
        if fits(response, attributes):
            return response
    log.warning("a document is left out: the response would be too large")
    return None


def _document(request: Request) -> str | None:
    """Return the id of the answer whose document sends a request; ``None`` for all others."""
    match request:
        case UserEvent():
            return document_of_event(request.arguments)
        case DocumentErrors():
            return request.token or ""
        case _:
            return None


def _device(
    handler_input: HandlerInput,
    *,
    plays_apla: bool,
    goes_on: bool,
    screen: ScreenMode = ScreenMode.OFF,
) -> Device:
    """Return the device: its short name, empty where the request has none, language and screen."""
    origin, language = _origin(handler_input), _language(handler_input)
    shows = screen is not ScreenMode.OFF and origin.viewport is not None
    return Device(
        pseudonym(origin.device_id) if origin.device_id else "",
        language,
        has_screen=origin.has_screen,
        plays_apla=plays_apla,
        goes_on=goes_on,
        shows=shows,
        carries_on=shows and plays_apla and screen is ScreenMode.ON,
    )


def _language(handler_input: HandlerInput) -> str:
    """Return the locale of a request; empty where it cannot be read."""
    request = handler_input.request_envelope.request
    return (request.locale if request else None) or ""


def _origin(handler_input: HandlerInput) -> Origin:
    """Return where a request comes from, as ``read_request`` has read it."""
    return cast("SkillEnvelope", handler_input.request_envelope).origin


def _user_id(handler_input: HandlerInput) -> str:
    user_id = _origin(handler_input).user_id
    if not user_id:
        raise UnanswerableRequest("its user cannot be read")
    return user_id


def _telemetry(handler_input: HandlerInput) -> TurnTelemetry:
    """Return the turn's record, which ``skill.alexa.function`` gave the SDK as Lambda's context."""
    telemetry: TurnTelemetry = handler_input.context
    return telemetry


def _record(
    telemetry: TurnTelemetry, user_id: str, command: Command, turn: Turn, reply: Reply
) -> None:
    """Record what a turn was about; of a turn about pain neither user nor exercise."""
    telemetry.opens_session = turn.new_session
    telemetry.is_fallback = command in (Plain.NOT_UNDERSTOOD, Plain.UNKNOWN_EXERCISE)
    if telemetry.request == PRIVATE:
        return
    telemetry.user = pseudonym(user_id)
    telemetry.segment = reply.segment_id if reply.timeline else ""
    telemetry.exercise = reply.unit or ""


def _name(request: Request | None) -> str:
    """Return an intent's name if it is one of ours and not about pain; else the request's type."""
    if isinstance(request, IntentRequest):
        name = (request.intent.name if request.intent else None) or ""
        return name if name in COMMANDS and name not in ABOUT_PAIN else PRIVATE
    if isinstance(request, UserEvent):
        return EVENT
    return (request.object_type or "") if request else ""


def _is_unheard(end: SessionEndedRequest) -> bool:
    """Return whether a session ended because the last answer did not get through; log errors."""
    if end.error is None:
        return False
    known = _error(end)
    log.warning("session ended by an error: %s", known.value if known else "of an unknown type")
    return known in UNHEARD


def _error(end: SessionEndedRequest) -> SessionEndedErrorType | None:
    """Return the error that ended a session; ``None`` where there is none that is known."""
    return end.error.object_type if end.error else None


def _reasons(handler_input: HandlerInput, request: RuntimeErrors) -> str:
    """Return why a device could not play a document, in bounded size and without anybody's id."""
    reasons, origin = request.reasons, _origin(handler_input)
    for secret in (origin.user_id, origin.device_id, origin.api_access_token):
        reasons = reasons.replace(secret, "...") if secret else reasons
    return repr(reasons[:MOST_LOGGED])
