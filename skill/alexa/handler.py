"""The skill's one request handler, and what happens when something goes wrong in it."""

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
from skill.coaching.commands import Command, NotUnderstood, UnknownExercise
from skill.coaching.reply import Turn
from skill.coaching.session import Session
from skill.progress.store import StoreUnavailable
from skill.routine.message import Narration, message
from skill.routine.plan import parse_step_id
from skill.service.pseudonym import pseudonym
from skill.service.session_attributes import CorruptMemory, Memory, memory_from_json, memory_to_json
from skill.service.telemetry import ABOUT_PAIN, PRIVATE, Outcome, TurnTelemetry
from skill.service.turn import FAULT, Taken, Turns, today_of

log = logging.getLogger(__name__)


FIRST_YEAR, LAST_YEAR = 2000, 9000
"""Years in which a request can be answered: calendars end, and time zones reach over their ends."""


NOT_PERSISTED = "NOT_PERSISTED"
"""Alexa's word for: what it knows of this user is deleted, and so is to be what the skill knows."""


class Unanswerable(ValueError):
    """A request that lacks what every request of Alexa's has."""


@dataclass(frozen=True)
class CoachHandler(AbstractRequestHandler):
    """Answers every request that somebody spoke; the others get an empty response."""

    turns: Turns
    narration: Narration
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
        memory, new_session = _memory(handler_input)
        turn = _turn(handler_input, new_session=new_session)
        user_id = _user_id(handler_input)
        with telemetry.stage("turn"):
            zone = DeviceZone(handler_input)
            taken = self.turns.take(user_id, command, turn, memory, zone, telemetry.store)
        _note(telemetry, user_id, command, turn, taken)
        _remember(handler_input, taken.memory, turn)
        if isinstance(request, SessionEndedRequest):
            return empty_response()
        with telemetry.stage("render"):
            return response_of(
                taken.reply,
                self.narration,
                before=(FAULT,) if taken.fault else (),
                plain_counting=self.plain_counting or taken.memory.plain_counting,
            )

    def _count_plainly(self, handler_input: HandlerInput, request: RuntimeErrorEvent) -> Response:
        """Count in SSML from now on; what this device could not play was not done."""
        log.warning("APL for Audio failed: %s", request.errors)
        telemetry = _telemetry(handler_input)
        telemetry.is_unplayed = True
        memory, _ = _memory(handler_input)
        if memory is not None:
            turn = _turn(handler_input, new_session=False)
            kept = self.turns.not_played(_user_id(handler_input), memory, turn, telemetry.store)
            _remember(handler_input, replace(kept, plain_counting=True), turn)
        return empty_response()

    def _forget(self, handler_input: HandlerInput, event: SkillDisabledRequest) -> Response:
        """
        Delete everything of a person who has disabled the skill, unless they may enable it again.

        Alexa may send the event late, and twice. Its body is missing in ask-sdk-model 1.82.0.
        https://developer.amazon.com/en-US/docs/alexa/smapi/skill-events-in-alexa-skills.html
        """
        body = getattr(event, "body", None) or {}
        if body.get("userInformationPersistenceStatus") == NOT_PERSISTED:
            self.turns.forget(_user_id(handler_input), _telemetry(handler_input).store)
        return empty_response()


@dataclass(frozen=True)
class FaultHandler(AbstractExceptionHandler):
    """Speaks when something went wrong on our side. Nothing is lost: nothing was written."""

    narration: Narration

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
        if isinstance(exception, Unanswerable | CorruptMemory):
            log.warning("cannot answer this request: %s", exception)
        elif isinstance(exception, StoreUnavailable):
            # Only a deletion has no other way than to fail: the runbook says what to do then.
            user = pseudonym(_user_id(handler_input))
            log.error("progress of %s not deleted: %s", user, exception)
        else:
            log.error("fault while answering", exc_info=exception)
        if isinstance(exception, CorruptMemory):
            # The next turn reads the place from the store instead.
            handler_input.attributes_manager.session_attributes = {}
        if not isinstance(handler_input.request_envelope.request, LaunchRequest | IntentRequest):
            return empty_response()
        return said(self.narration(message("own-fault")), listen=True)


def _memory(handler_input: HandlerInput) -> tuple[Memory | None, bool]:
    """Return what the session carries, and whether the session is new."""
    session = handler_input.request_envelope.session
    if session is None:
        return None, True
    if session.new or not session.attributes:
        return None, True
    return memory_from_json(session.attributes), False


def _remember(handler_input: HandlerInput, memory: Memory, turn: Turn) -> None:
    if handler_input.request_envelope.session is not None:
        attributes = memory_to_json(memory, today_of(memory, turn))
        handler_input.attributes_manager.session_attributes = attributes


def _turn(handler_input: HandlerInput, *, new_session: bool) -> Turn:
    request = handler_input.request_envelope.request
    timestamp = request.timestamp if request else None
    request_id = request.request_id if request else None
    if not isinstance(timestamp, datetime) or not request_id:
        raise Unanswerable("the request has no time or no id")
    if not FIRST_YEAR <= timestamp.year <= LAST_YEAR:
        raise Unanswerable("the request has no time in which there are days")
    moment = timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=UTC)
    now_ms = int(moment.timestamp() * 1000)
    return Turn(now_ms, pseudonym(request_id), new_session, _device(handler_input))


def _device(handler_input: HandlerInput) -> str:
    """Return the device's short name; empty where the request does not say."""
    context = handler_input.request_envelope.context
    system = context.system if context else None
    device_id = system.device.device_id if system and system.device else None
    return pseudonym(device_id) if device_id else ""


def _user_id(handler_input: HandlerInput) -> str:
    envelope = handler_input.request_envelope
    system = envelope.context.system if envelope.context else None
    user = (system.user if system else None) or (envelope.session and envelope.session.user)
    if not user or not user.user_id:
        raise Unanswerable("the request has no user")
    return str(user.user_id)


def _telemetry(handler_input: HandlerInput) -> TurnTelemetry:
    """Return the turn's record, which ``skill.alexa.function`` gave the SDK as Lambda's context."""
    telemetry: TurnTelemetry = handler_input.context
    return telemetry


def _note(
    telemetry: TurnTelemetry, user_id: str, command: Command, turn: Turn, taken: Taken
) -> None:
    """Take down what a turn was about, unless that is nobody's business."""
    telemetry.opens_session = turn.new_session
    telemetry.is_fallback = isinstance(command, NotUnderstood | UnknownExercise)
    if telemetry.request == PRIVATE:
        return
    telemetry.user = pseudonym(user_id)
    telemetry.segment = taken.reply.segment_id if taken.reply.timeline else ""
    telemetry.exercise = _exercise_at(taken.reply.state.session)


def _exercise_at(session: Session | None) -> str:
    """Return what the person is at: the first step that plays, or the one that comes next."""
    if session is None:
        return ""
    playing = session.playing.steps if session.playing else ()
    step = playing[0].step if playing else session.at
    try:
        return parse_step_id(step).unit if step else ""
    except ValueError:
        return ""


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
