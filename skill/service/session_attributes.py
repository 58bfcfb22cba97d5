"""
What a session carries along: one JSON object in the session attributes.

With it a turn needs no read: profile, session and today's log travel with the conversation, and
so do finished steps that the store has not taken yet.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from skill.coaching.reply import State
from skill.coaching.session_json import session_from_json, session_to_json
from skill.progress.days import LogEntry
from skill.progress.profile_json import (
    entry_from_json,
    entry_to_json,
    log_from_json,
    log_to_json,
    profile_from_json,
    profile_to_json,
)

VERSION = 2
"""Of the attributes' layout."""

MOST_WAITING = 8
"""So many finished segments wait one by one, more are added up. Ours: half a KB of the four that
may travel."""


class CorruptMemory(ValueError):
    """Session attributes that this skill did not write."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known between two turns."""

    state: State
    pending: tuple[LogEntry, ...] = ()
    """Finished steps that could not be written yet."""
    unread_since_ms: int | None = None
    """When this session began, if its profile could not be read: it must never be written over the
    real one. ``None`` once it was read."""
    fault_told: bool = False
    """Whether the person has heard that the store is out of reach."""
    plain_counting: bool = False
    """Whether this device refused APL for Audio."""

    @property
    def playing_id(self) -> str | None:
        """Id of the segment that was sent last and has not been settled."""
        session = self.state.session
        return session.playing.segment_id if session and session.playing else None

    @property
    def loaded(self) -> bool:
        """Whether the profile was read."""
        return self.unread_since_ms is None


def folded(waiting: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    """
    Return what waits to be written, in bounded size.

    The first may have been written without our knowing, so it stays as it is; the oldest after it
    become one entry for each day.
    """
    while len(waiting) > MOST_WAITING:
        pairs = pairwise(waiting[1:])
        at = next((n for n, (one, other) in enumerate(pairs, 1) if one.day == other.day), None)
        if at is None:
            return waiting
        sums = Counter(waiting[at].counters)
        sums.update(waiting[at + 1].counters)
        both = replace(waiting[at + 1], counters=dict(sums))
        waiting = (*waiting[:at], both, *waiting[at + 2 :])
    return waiting


def memory_to_json(memory: Memory, today: date) -> dict[str, Any]:
    """Return the session attributes."""
    plain: dict[str, Any] = {"v": VERSION, "profile": profile_to_json(memory.state.profile)}
    if memory.state.session is not None:
        plain["session"] = session_to_json(memory.state.session)
    log = memory.state.days.get(today)
    if log is not None:
        plain["today"] = log_to_json(log)
    if memory.pending:
        plain["pending"] = [entry_to_json(entry) for entry in memory.pending]
    if memory.unread_since_ms is not None:
        plain["unread_since_ms"] = memory.unread_since_ms
    flags = {
        "fault_told": memory.fault_told,
        "plain_counting": memory.plain_counting,
    }
    return plain | {name: True for name, is_set in flags.items() if is_set}


def memory_from_json(plain: Mapping[str, Any]) -> Memory:
    """
    Return what the session attributes say.

    Raises:
        CorruptMemory: when they are not ours, or broken.
    """
    if plain.get("v") != VERSION:
        raise CorruptMemory(f"session attributes of version {plain.get('v')!r}")
    try:
        session = plain.get("session")
        log = log_from_json(plain["today"]) if "today" in plain else None
        return Memory(
            State(
                profile_from_json(plain["profile"]),
                session_from_json(session) if session is not None else None,
                {log.day: log} if log else {},
            ),
            tuple(entry_from_json(entry) for entry in plain.get("pending", ())),
            unread_since_ms=_instant(plain.get("unread_since_ms")),
            fault_told=plain.get("fault_told", False) is True,
            plain_counting=plain.get("plain_counting", False) is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CorruptMemory(f"{type(error).__name__}: {error}") from error


def _instant(plain: Any) -> int | None:
    if plain is not None and type(plain) is not int:
        raise TypeError(f"not an instant: {plain!r}")
    return plain
