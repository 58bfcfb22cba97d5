"""
A made-up conversation, held once before anybody speaks.

The SDK loads its classes, and the words are put together, when they are needed for the first time.
Where a process is kept for later (Lambda's snapshots) that is best done at its start: nobody waits
for it then. Nothing is read or written, nothing leaves the process, nothing is logged.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from skill.progress.days import LogEntry
from skill.progress.profile import Profile
from skill.progress.store import Json, Person

Answer = Callable[[Any, Any], dict[str, Any]]
"""A skill, as Lambda calls it."""

AT = "2026-01-05T07:00:{:02}Z"


class NullStore:
    """A ``ProgressStore`` of which nobody hears again."""

    def load(self, user_id: str, *, since: date) -> Person:  # noqa: ARG002 - the port's own names
        """Know nobody."""
        return Person()

    def log(self, user_id: str, entry: LogEntry) -> bool:  # noqa: ARG002
        """Take what comes."""
        return True

    def forget(self, user_id: str) -> int:  # noqa: ARG002
        """Have nothing to forget."""
        return 0

    def save(
        self,
        user_id: str,  # noqa: ARG002
        profile: Profile,
        sessions: Mapping[str, Json | None] = MappingProxyType({}),  # noqa: ARG002
    ) -> Profile:
        """Take what comes."""
        return profile


def warm_up(skill: Answer) -> None:
    """Hold the conversation with a skill on ``NullStore`` that takes requests for any skill."""
    attributes: Mapping[str, Any] = {}
    for number, request in enumerate(_REQUESTS):
        answer = skill(_envelope(number, request, attributes), None)
        attributes = answer.get("sessionAttributes", {})


def _intent(name: str, **slots: str) -> dict[str, Any]:
    filled = {slot: _slot(slot, value) for slot, value in slots.items()}
    intent = {"name": name, "confirmationStatus": "NONE", "slots": filled}
    return {"type": "IntentRequest", "dialogState": "STARTED", "intent": intent}


def _slot(name: str, value: str) -> dict[str, Any]:
    found = {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"id": value}}]}
    resolutions = {"resolutionsPerAuthority": [found]}
    simple = {"type": "Simple", "value": value, "resolutions": resolutions}
    common = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
    return {**common, "value": value, "resolutions": resolutions, "slotValue": simple}


_REQUESTS: tuple[Mapping[str, Any], ...] = (
    {"type": "LaunchRequest"},
    _intent("SetFootIntent", foot="left"),
    _intent("StartRoutineIntent", routine="full"),
    _intent("ReadyIntent"),
    _intent("AMAZON.PauseIntent"),
    _intent("TimeLeftIntent"),
    _intent("ProgressIntent"),
    {"type": "SessionEndedRequest", "reason": "USER_INITIATED"},
)


def _envelope(
    number: int, request: Mapping[str, Any], attributes: Mapping[str, Any]
) -> dict[str, Any]:
    # No address of a service, so that nobody is asked for the time zone.
    system = {
        "application": {"applicationId": "rehearsal"},
        "user": {"userId": "rehearsal"},
        "device": {"deviceId": "rehearsal"},
    }
    return {
        "version": "1.0",
        "session": {
            "new": number == 0,
            "sessionId": "rehearsal",
            "application": system["application"],
            "user": system["user"],
            "attributes": attributes,
        },
        "context": {"System": system},
        "request": {
            "requestId": f"rehearsal-{number}",
            "timestamp": AT.format(number),
            "locale": "en-US",
            **request,
        },
    }
