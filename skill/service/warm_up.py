"""
Warming up: a made-up conversation, answered once when the process starts.

The SDK loads its classes, and narration its words, at their first use. Where a process is kept for
later (Lambda's snapshots) that is best done at its start, when no person waits for an answer. The
conversation reads and writes nothing, sends nothing, and logs nothing.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from skill.progress.store import Change, Person

Answer = Callable[[Any, Any], dict[str, Any]]
"""A skill, as Lambda calls it."""

AT = "2026-01-05T07:00:{:02}Z"

VIEWPORT = {"shape": "RECTANGLE", "mode": "HUB", "pixelWidth": 1280, "pixelHeight": 800, "dpi": 160}
"""The screen of a large Echo Show, on which the routine begins once before the conversation."""


class NullStore:
    """A ``ProgressStore`` that stores nothing."""

    def load(self, user_id: str, *, since: date) -> Person:  # noqa: ARG002 - the port's own names
        """Return an unknown person."""
        return Person()

    def write(self, user_id: str, change: Change) -> frozenset[str]:  # noqa: ARG002
        """Take a change and drop it."""
        return frozenset()

    def forget(self, user_id: str, at_ms: int) -> int:  # noqa: ARG002
        """Return that nothing was stored."""
        return 0


def warm_up(skill: Answer) -> None:
    """Hold the conversation with a skill on a ``NullStore`` that accepts any application id."""
    shown = envelope(0, intent("StartRoutineIntent", routine="full"), {})
    shown["context"]["System"]["device"]["supportedInterfaces"] = {"Alexa.Presentation.APL": {}}
    shown["context"]["Viewport"] = VIEWPORT
    skill(shown, None)
    attributes: Mapping[str, Any] = {}
    for number, request in enumerate(REQUESTS):
        answer = skill(envelope(number, request, attributes), None)
        attributes = answer.get("sessionAttributes", {})


def intent(name: str, **slots: str) -> dict[str, Any]:
    """Return an intent request; each slot is resolved to the id that it is given."""
    filled = {slot: _slot(slot, value) for slot, value in slots.items()}
    intent = {"name": name, "confirmationStatus": "NONE", "slots": filled}
    return {"type": "IntentRequest", "dialogState": "STARTED", "intent": intent}


def _slot(name: str, value: str) -> dict[str, Any]:
    found = {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"id": value}}]}
    resolutions = {"resolutionsPerAuthority": [found]}
    simple = {"type": "Simple", "value": value, "resolutions": resolutions}
    common = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
    return {**common, "value": value, "resolutions": resolutions, "slotValue": simple}


REQUESTS: tuple[Mapping[str, Any], ...] = (
    {"type": "LaunchRequest"},
    intent("SetFootIntent", foot="left"),
    intent("StartRoutineIntent", routine="full"),
    intent("ReadyIntent"),
    intent("AMAZON.PauseIntent"),
    intent("TimeLeftIntent"),
    intent("ProgressIntent"),
    {"type": "SessionEndedRequest", "reason": "USER_INITIATED"},
)


def envelope(
    number: int, request: Mapping[str, Any], attributes: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what Alexa sends ``number`` seconds into the conversation, 0 to 59."""
    # Without the address of a service: the time zone is not asked for.
    system = {
        "application": {"applicationId": "warm_up"},
        "user": {"userId": "warm_up"},
        "device": {"deviceId": "warm_up"},
    }
    return {
        "version": "1.0",
        "session": {
            "new": number == 0,
            "sessionId": "warm_up",
            "application": system["application"],
            "user": system["user"],
            "attributes": attributes,
        },
        "context": {"System": system},
        "request": {
            "requestId": f"warm_up-{number}",
            "timestamp": AT.format(number),
            "locale": "en-US",
            **request,
        },
    }
