"""
What a turn begins with, where the session does not carry it along: what is made of the store's.

Knows whose request is old or has come again, and what a device was left playing.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol

from skill.coaching.reply import State, Turn
from skill.coaching.resume import Returned, catch_up, come_back
from skill.coaching.session import Session
from skill.coaching.session_json import CorruptSession, session_from_json
from skill.progress.days import LogEntry, counted
from skill.progress.profile import Profile
from skill.progress.store import Json, Person
from skill.service.session_attributes import Memory

log = logging.getLogger(__name__)

ZONE_FRESH_MS = 24 * 60 * 60 * 1000
"""So long the time zone of the device is taken as it was told. Ours: a traveller's is right on the
second day."""


class ZoneSource(Protocol):
    """Where a device's time zone comes from."""

    likely: str | None
    """The zone that most people of the device's language live in, should nobody say better."""

    def ask(self) -> str | None:
        """Return the IANA name in the device's settings; ``None`` when these do not say."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What a turn begins with."""

    memory: Memory
    entries: tuple[LogEntry, ...] = ()
    """What devices had been left playing, to be logged."""
    sessions: Mapping[str, Session | None] = field(default_factory=lambda: MappingProxyType({}))
    """Other devices' sessions that changed by it."""
    stored: Person | None = None
    """What the store has; ``None`` when this turn has not read it as a whole."""
    reachable: bool = True
    """Whether the store answered, if it was asked."""
    is_outdated: bool = False
    """Whether this request came again, so late that its device is further by now."""


def opened(person: Person, turn: Turn, memory: Memory | None, zone: ZoneSource) -> Found:
    """Return what a new session begins with, or one goes on with that began without its notes."""
    profile = person.profile or Profile()
    sessions = readable_sessions(person.sessions)
    if memory is None and is_outdated(person, turn):
        return Found(Memory(State(profile, None, person.days)), is_outdated=True)
    if memory is None and _is_first_again(person, turn):
        profile, sessions = Profile(version=profile.version), {}
    if memory is None:
        back = come_back(State(profile, None, person.days), sessions, turn)
        zoned = _with_time_zone(back.state.profile, turn, zone)
        # A zone that is only likely is no news to save.
        guessed = profile if zoned.time_zone_at_ms else replace(profile, time_zone=zoned.time_zone)
        memory = Memory(replace(back.state, profile=zoned))
        return _found_by(memory, back, replace(person, profile=guessed))
    moment = replace(turn, now_ms=memory.unread_since_ms or turn.now_ms)
    back = come_back(State(profile, None, person.days), sessions, moment)
    back = catch_up(memory.state, back)
    state = replace(back.state, days=counted(back.state.days, memory.pending))
    return _found_by(replace(memory, state=state, unread_since_ms=None), back, person)


def unread(turn: Turn, zone: ZoneSource) -> Memory:
    """Return what a new session begins with that cannot have its notes."""
    # Whoever it is has most likely been here before: no welcome, and nothing saved.
    known = _with_time_zone(Profile(told={"disclaimer": 1}), turn, zone)
    return Memory(State(known), unread_since_ms=turn.now_ms)


def _found_by(memory: Memory, back: Returned, stored: Person) -> Found:
    return Found(memory, back.entries, back.sessions, stored)


def readable_sessions(sessions: Mapping[str, Json]) -> dict[str, Session]:
    """Return sessions by device; one that cannot be read is left out, with a line in the log."""
    readable = {}
    for device, plain in sessions.items():
        try:
            readable[device] = session_from_json(plain)
        except CorruptSession as corrupt:
            log.warning("a kept place cannot be read: %s", corrupt)
    return readable


def _with_time_zone(profile: Profile, turn: Turn, zone: ZoneSource) -> Profile:
    """Return the profile with the device's time zone; asks when the last answer is old."""
    known_at_ms = profile.time_zone_at_ms
    if profile.time_zone and known_at_ms and turn.now_ms - known_at_ms <= ZONE_FRESH_MS:
        return profile
    told = zone.ask()
    if told is not None:
        return replace(profile, time_zone=told, time_zone_at_ms=turn.now_ms)
    return profile if profile.time_zone else replace(profile, time_zone=zone.likely)


def is_outdated(stored: Person, turn: Turn) -> bool:
    """Return whether the device has gone on since: an old request has come again, late."""
    return _answered_at_ms(stored, turn) > turn.now_ms


def _is_first_again(stored: Person, turn: Turn) -> bool:
    """Return whether this very request began all that is stored: its answer may not have come."""
    is_first = stored.profile is not None and stored.profile.version == 1
    return is_first and _answered_at_ms(stored, turn) == turn.now_ms


def _answered_at_ms(stored: Person, turn: Turn) -> int:
    answered = stored.sessions.get(turn.device, {}).get("answered_at_ms")
    return answered if isinstance(answered, int) else 0
