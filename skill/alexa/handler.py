"""The skill's one request handler, and its exception handler."""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import (
    IntentRequest,
    LaunchRequest,
    Request,
    Response,
    SessionEndedRequest,
)
from ask_sdk_model.events.skillevents import SkillDisabledRequest
from ask_sdk_model.interfaces.alexa.presentation.apla import RuntimeErrorEvent

from skill.alexa.intents import COMMANDS, command_of
from skill.alexa.responses import empty_response, response_of, said
from skill.alexa.time_zone import DeviceZone
from skill.coaching.coach import NarrationFor
from skill.coaching.commands import Command, Plain
from skill.coaching.reply import Device, Reply, State, Turn
from skill.progress.store import StoreUnavailable
from skill.routine.message import message
from skill.service.session_attributes import CorruptAttributes, attributes_of, state_of
from skill.service.telemetry import ABOUT_PAIN, PRIVATE, Outcome, TurnTelemetry, pseudonym
from skill.service.turn import TurnService

log = logging.getLogger(__name__)

FIRST_YEAR, LAST_YEAR = 2000, 9000
"""Years in which a request is answered: calendars end, and time zones reach over their ends."""

NOT_PERSISTED = "NOT_PERSISTED"
"""Alexa's word for: what it knows of this user is deleted, and the skill has to delete as well."""


class UnanswerableRequest(ValueError):
    """A request that lacks what every request of Alexa's has."""


@dataclass(frozen=True)
class CoachHandler(AbstractRequestHandler):
    """Answers every spoken request; all other requests get an empty response."""

    turns: TurnService
    plain_counting: bool
    """Whether counts are sent as SSML to every device."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002 - the SDK's own names
        """Take everything: what a request means is a table, not a chain of handlers."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Request -> command -> reply -> response."""
        request, telemetry = handler_input.request_envelope.request, _telemetry(handler_input)
        telemetry.request = _name(request)
        if isinstance(request, RuntimeErrorEvent):
            return self._count_plainly(handler_input, request)
        if isinstance(request, SkillDisabledRequest):
            return self._forget(handler_input, request)
        command = command_of(request)
        if command is None:
            return empty_response()
        if isinstance(request, SessionEndedRequest):
            telemetry.is_unplayed = _is_error(request)
        state = _state(handler_input)
        turn = self._turn(handler_input, state)
        user_id = _user_id(handler_input)
        zone = DeviceZone(handler_input)
        reply = self.turns.answer(user_id, command, turn, state, zone, telemetry.store)
        telemetry.end_stage("turn")
        _record(telemetry, user_id, command, turn, reply)
        _carry(handler_input, reply.state, turn)
        if isinstance(request, SessionEndedRequest):
            return empty_response()
        narration = self.turns.coach.narration_for(turn.device.language)
        response = response_of(reply, narration, turn.device)
        telemetry.end_stage("render")
        return response

    def _count_plainly(self, handler_input: HandlerInput, request: RuntimeErrorEvent) -> Response:
        """Count in SSML from now on; what this device could not play was not done."""
        log.warning("APL for Audio failed: %s", request.errors)
        telemetry = _telemetry(handler_input)
        telemetry.is_unplayed = True
        state = _state(handler_input)
        if state is not None:
            turn = self._turn(handler_input, state)
            user_id = _user_id(handler_input)
            unplayed = self.turns.not_played(user_id, state, turn, telemetry.store)
            _carry(handler_input, replace(unplayed, plain_counting=True), turn)
        return empty_response()

    def _forget(self, handler_input: HandlerInput, event: SkillDisabledRequest) -> Response:
        """
        Delete everything of a person who has disabled the skill, unless they may enable it again.

        Alexa may send the event late, and twice. Its body is missing in ask-sdk-model 1.82.0.
        https://developer.amazon.com/en-US/docs/alexa/smapi/skill-events-in-alexa-skills.html
        """
        body = getattr(event, "body", None) or {}
        if body.get("userInformationPersistenceStatus") == NOT_PERSISTED:
            at = event.timestamp if isinstance(event.timestamp, datetime) else datetime.now(UTC)
            at_ms = int(at.timestamp() * 1000)
            self.turns.forget(_user_id(handler_input), at_ms, _telemetry(handler_input).store)
        return empty_response()

    def _turn(self, handler_input: HandlerInput, state: State | None) -> Turn:
        """Return when the request was made, on which device, and under which id."""
        request = handler_input.request_envelope.request
        timestamp = request.timestamp if request else None
        if request is None or not isinstance(timestamp, datetime) or not request.request_id:
            raise UnanswerableRequest("the request has no time or no id")
        if not FIRST_YEAR <= timestamp.year <= LAST_YEAR:
            raise UnanswerableRequest("the request's time is outside every calendar")
        moment = timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=UTC)
        plain_counting = self.plain_counting or (state is not None and state.plain_counting)
        device = _device(handler_input, plays_apla=not plain_counting)
        now_ms = int(moment.timestamp() * 1000)
        return Turn(now_ms, pseudonym(request.request_id), new_session=state is None, device=device)


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
        _telemetry(handler_input).outcome = Outcome.FAULT
        if isinstance(exception, UnanswerableRequest | CorruptAttributes):
            log.warning("cannot answer this request: %s", exception)
        elif isinstance(exception, StoreUnavailable):
            # Only a deletion has no other way than to fail: the runbook says what to do then.
            user = pseudonym(_user_id(handler_input))
            log.error("progress of %s not deleted: %s", user, exception)
        else:
            log.error("fault while answering", exc_info=exception)
        if isinstance(exception, CorruptAttributes):
            # The next turn reads the place from the store instead.
            handler_input.attributes_manager.session_attributes = {}
        request = handler_input.request_envelope.request
        if not isinstance(request, LaunchRequest | IntentRequest):
            return empty_response()
        narration = self.narration_for(request.locale or "")
        return said(narration(message("own-fault")), listen=True)


def _state(handler_input: HandlerInput) -> State | None:
    """Return the state that the session carries; ``None`` in a new session and outside any."""
    session = handler_input.request_envelope.session
    if session is None or session.new or not session.attributes:
        return None
    return state_of(session.attributes)


def _carry(handler_input: HandlerInput, state: State, turn: Turn) -> None:
    """Put the state into the session attributes, for the next turn."""
    if handler_input.request_envelope.session is not None:
        attributes = attributes_of(state, turn.now_ms)
        handler_input.attributes_manager.session_attributes = attributes


def _device(handler_input: HandlerInput, *, plays_apla: bool) -> Device:
    """Return the device: its short name, empty where the request has none, language and screen."""
    envelope = handler_input.request_envelope
    language = (envelope.request.locale if envelope.request else None) or ""
    system = envelope.context.system if envelope.context else None
    device = system.device if system else None
    if device is None:
        return Device(language=language, plays_apla=plays_apla)
    abilities = device.supported_interfaces
    has_screen = abilities is not None and abilities.alexa_presentation_apl is not None
    name = pseudonym(device.device_id) if device.device_id else ""
    return Device(name, language, has_screen=has_screen, plays_apla=plays_apla)


def _user_id(handler_input: HandlerInput) -> str:
    envelope = handler_input.request_envelope
    system = envelope.context.system if envelope.context else None
    user = (system.user if system else None) or (envelope.session and envelope.session.user)
    if not user or not user.user_id:
        raise UnanswerableRequest("the request has no user")
    return str(user.user_id)


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
    return (request.object_type or "") if request else ""


def _is_error(request: SessionEndedRequest) -> bool:
    """Return whether a session ended because an answer could not be played; log that."""
    if request.error is None:
        return False
    log.warning("session ended by an error: %s %s", request.error.object_type, request.reason)
    return True
