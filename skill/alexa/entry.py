"""
The skill as a function from request JSON to response JSON, whatever the JSON is.

The SDK raises before any handler runs when it cannot read a request (an unknown request type, say)
or when the request is for another skill. Such a request gets an empty response and one log line.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from ask_sdk_core.exceptions import AskSdkException, SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill import CustomSkill
from ask_sdk_model import RequestEnvelope

log = logging.getLogger(__name__)

NOTHING: Mapping[str, Any] = {"version": "1.0", "response": {"shouldEndSession": True}}
"""The answer to what cannot be answered."""


class SkillFunction:
    """A ``lambda_handler``."""

    def __init__(self, skill: CustomSkill, skill_id: str | None) -> None:
        """Wrap an SDK skill that accepts requests for ``skill_id`` only, or for any."""
        self._skill = skill
        self._skill_id = skill_id
        self._serializer = DefaultSerializer()

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        """Answer one request."""
        refusal = self._refusal(event)
        if refusal:
            log.warning("refused a request: %s", refusal)
            return dict(NOTHING)
        try:
            envelope = self._serializer.deserialize(json.dumps(event), RequestEnvelope)
            answer = self._skill.invoke(envelope, context)
            response: Any = self._serializer.serialize(answer)
        except (SerializationException, AskSdkException) as error:
            # The SDK's text holds the whole request, people's ids included.
            kind = event["request"].get("type")
            log.warning("cannot read a request of type %.80r: %s", kind, type(error).__name__)
            return dict(NOTHING)
        return dict(response)

    def _refusal(self, event: Any) -> str:
        """Return why a request is not read at all; empty if it is."""
        if not isinstance(event, dict) or not isinstance(event.get("request"), dict):
            return "it is no request of Alexa's"
        if self._skill_id is not None and _application_id(event) != self._skill_id:
            return "it is for another skill"
        return ""


def _application_id(event: Mapping[str, Any]) -> Any:
    """Return the id of the skill that a request is for, wherever it stands."""
    for path in (("context", "System", "application"), ("session", "application")):
        found: Any = event
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, dict) and found.get("applicationId"):
            return found["applicationId"]
    return None
