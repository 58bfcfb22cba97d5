"""
The part of a request that the skill reads; all other parts are left out before the SDK sees them.

Screens, players and abilities of a device are most of what an Echo with a screen sends, and one
value among them that the SDK does not know yet makes it refuse the whole request.
"""

from collections.abc import Mapping
from typing import Any

READ_OF_SYSTEM = ("application", "user", "device", "apiEndpoint", "apiAccessToken")
READ_OF_DEVICE = ("deviceId",)


def part_that_is_read(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request's version, session and request, and of its context what the skill reads."""
    system = _only(event["context"]["System"], READ_OF_SYSTEM)
    if isinstance(system.get("device"), dict):
        system["device"] = _only(system["device"], READ_OF_DEVICE)
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


def _only(part: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: part[name] for name in names if name in part}
