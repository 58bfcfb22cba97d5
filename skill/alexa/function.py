"""
The skill as a function from request JSON to response JSON; it answers any JSON.

What is no request, or one for another skill, gets an empty response and one log line.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from ask_sdk_core.skill import CustomSkill

from skill.alexa.request_reader import application_id, read_request
from skill.alexa.responses import write_response
from skill.service.telemetry import Observe, Outcome, TurnTelemetry

FOREIGN = "it is for another skill"
"""Why a request is refused that has another application id than ours."""

log = logging.getLogger(__name__)


def nothing() -> dict[str, Any]:
    """Return the answer to what cannot be answered."""
    return {"version": "1.0", "response": {"shouldEndSession": True}}


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
            envelope = read_request(event)
            telemetry.end_stage("read")
            # In the place of Lambda's context: the SDK hands it on to the handler.
            answer = self._skill.invoke(envelope, telemetry)
            response = write_response(answer)
            telemetry.end_stage("write")
            return response
        except Exception:
            # The last resort: without an answer Alexa would speak an error message of her own.
            telemetry.outcome = Outcome.FAULT
            log.exception("fault outside of the handlers")
        return nothing()

    def refusal(self, event: Any) -> str:
        """Return why a request is not read at all; empty if it is. Holds nothing of the request."""
        if not isinstance(event, dict) or not isinstance(event.get("request"), dict):
            return "it is no request of Alexa's"
        if self._skill_id is not None and application_id(event) != self._skill_id:
            return FOREIGN
        return ""
