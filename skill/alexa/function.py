"""
The skill as a function from request JSON to response JSON; it answers any JSON.

The SDK raises before any handler runs when it cannot read a request (an unknown request type, say)
or when the request is for another skill. Such a request gets an empty response and one log line.
"""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from ask_sdk_core.exceptions import AskSdkException, SerializationException
from ask_sdk_core.skill import CustomSkill

from skill.alexa.deserializer import read_request, write_response
from skill.service.telemetry import Observe, Outcome, TurnTelemetry

FOREIGN = "it is for another skill"
"""Why a request is refused that has another application id than ours."""

READ_OF_SYSTEM = ("application", "user", "device", "apiEndpoint", "apiAccessToken")
SCREEN = "Alexa.Presentation.APL"
"""Parts of ``context.System`` that the skill reads; of its device, the id and this ability."""

log = logging.getLogger(__name__)


def nothing() -> dict[str, Any]:
    """Return the answer to what cannot be answered."""
    return {"version": "1.0", "response": {"shouldEndSession": True}}


def _passed_over(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return an empty answer that leaves an open session, and what it carries, as it is."""
    session = event.get("session")
    attributes = session.get("attributes") if isinstance(session, dict) else None
    if not isinstance(attributes, dict) or not attributes:
        return nothing()
    return {"version": "1.0", "response": {}, "sessionAttributes": attributes}


class SkillFunction:
    """A ``lambda_handler``."""

    def __init__(
        self,
        skill: CustomSkill,
        skill_id: str | None,
        observe: Observe,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Wrap an SDK skill.

        Args:
            skill: what answers.
            skill_id: the application id to accept; ``None`` accepts any.
            observe: called with each turn's telemetry.
            clock: seconds that never run backwards.
        """
        self._skill = skill
        self._skill_id = skill_id
        self._observe = observe
        self._clock = clock

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:  # noqa: ARG002 - Lambda's own
        """Answer one request."""
        telemetry = TurnTelemetry(self._clock)
        answer = self._answer(event, telemetry)
        try:
            self._observe(telemetry)
        except Exception:
            # A failing observer must not cost the person the answer.
            log.exception("fault while a turn was noted")
        return answer

    def _answer(self, event: Any, telemetry: TurnTelemetry) -> dict[str, Any]:
        refusal = self.refusal(event)
        if refusal:
            telemetry.outcome = Outcome.FOREIGN if refusal == FOREIGN else Outcome.REFUSED
            log.warning("refused a request: %s", refusal)
            return nothing()
        try:
            envelope = read_request(part_that_is_read(event))
            telemetry.end_stage("read")
            # In the place of Lambda's context: the SDK hands it on to the handler.
            answer = self._skill.invoke(envelope, telemetry)
            response = write_response(answer)
            telemetry.end_stage("write")
            return response
        except (SerializationException, AskSdkException) as error:
            # The SDK's text holds the whole request, people's ids included.
            kind = event["request"].get("type")
            telemetry.outcome = Outcome.UNREADABLE
            log.warning("cannot read a request of type %.80r: %s", kind, type(error).__name__)
            return _passed_over(event)
        except Exception:
            # The last resort: without an answer Alexa would speak an error message of her own.
            telemetry.outcome = Outcome.FAULT
            log.exception("fault outside of the handlers")
        return nothing()

    def refusal(self, event: Any) -> str:
        """Return why a request is not read at all; empty if it is. Holds nothing of the request."""
        if not isinstance(event, dict) or not isinstance(event.get("request"), dict):
            return "it is no request of Alexa's"
        system = _system(event)
        if not isinstance(system, dict):
            return "it does not say where it comes from"
        if self._skill_id is not None and _application_id(system) != self._skill_id:
            return FOREIGN
        return ""


def _system(event: Mapping[str, Any]) -> Any:
    """Return ``context.System``; the SDK fails on a request that has none."""
    context = event.get("context")
    return context.get("System") if isinstance(context, dict) else None


def _application_id(system: Mapping[str, Any]) -> Any:
    """Return the id of the skill that a request is for."""
    application = system.get("application")
    return application.get("applicationId") if isinstance(application, dict) else None


def part_that_is_read(event: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return a request without the parts of its context that the skill never reads.

    Screens, players and abilities of a device are most of what an Echo with a screen sends, and one
    value among them that the SDK does not know yet makes it refuse the whole request.
    """
    system = _only(event["context"]["System"], READ_OF_SYSTEM)
    if isinstance(system.get("device"), dict):
        system["device"] = _device(system["device"])
    session = event.get("session")
    if isinstance(session, dict) and isinstance(session.get("attributes"), dict):
        session = session | {"attributes": SharedAttributes(session["attributes"])}
    return {
        "version": event.get("version"),
        "session": session,
        "context": {"System": system},
        "request": event["request"],
    }


class SharedAttributes(dict[str, Any]):
    """Session attributes without the deep copy that the SDK makes: the skill never changes them."""

    def __deepcopy__(self, memo: object) -> "SharedAttributes":
        return self


def _device(device: Mapping[str, Any]) -> dict[str, Any]:
    """Return a device's id and whether it has a screen, without its other abilities."""
    abilities = device.get("supportedInterfaces")
    has_screen = isinstance(abilities, dict) and SCREEN in abilities
    return _only(device, ("deviceId",)) | (
        {"supportedInterfaces": {SCREEN: {}}} if has_screen else {}
    )


def _only(part: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: part[name] for name in names if name in part}
