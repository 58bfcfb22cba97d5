"""
What a session carries along: one JSON object in the session attributes.

With it a turn needs no read: profile, session and today's log travel with the conversation, and
so do finished steps that the store has not taken yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
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

VERSION = 1
"""Of the attributes' layout."""


class CorruptMemory(ValueError):
    """Session attributes that this skill did not write."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known between two turns."""

    state: State
    pending: tuple[LogEntry, ...] = ()
    """Finished steps that could not be written yet."""
    loaded: bool = True
    """Whether the profile was read; one that was not must never be written over the real one."""
    fault_told: bool = False
    """Whether the person has heard that the store is out of reach."""
    plain_counting: bool = False
    """Whether this device refused APL for Audio."""


def memory_to_json(memory: Memory, today: date) -> dict[str, Any]:
    """Return the session attributes."""
    profile = replace(memory.state.profile, unfinished=None)
    plain: dict[str, Any] = {"v": VERSION, "profile": profile_to_json(profile)}
    if memory.state.session is not None:
        plain["session"] = session_to_json(memory.state.session)
    log = memory.state.days.get(today)
    if log is not None:
        plain["today"] = log_to_json(log)
    if memory.pending:
        plain["pending"] = [entry_to_json(entry) for entry in memory.pending]
    flags = {
        "unloaded": not memory.loaded,
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
            loaded=not plain.get("unloaded", False),
            fault_told=plain.get("fault_told", False) is True,
            plain_counting=plain.get("plain_counting", False) is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CorruptMemory(f"{type(error).__name__}: {error}") from error
