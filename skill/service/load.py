"""
Loading: the state that a turn begins with, from the session attributes or from the store.

Within a session nothing is read: the state travels along. A new session reads once, and so do a
session that began while the store was out of reach, and a question about days that do not travel.
"""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal, Protocol, TypeGuard

from skill.coaching.commands import Command, Plain, Progress
from skill.coaching.reply import State, Turn
from skill.coaching.reports import days_needed
from skill.coaching.resume import catch_up, resume
from skill.progress.days import WEEK, counted, local_day, local_hour
from skill.progress.profile import Profile
from skill.progress.store import Person, ProgressStore, StoreUnavailable
from skill.service.telemetry import pseudonym

log = logging.getLogger(__name__)

ZONE_FRESH_MS = 24 * 60 * 60 * 1000
"""How long a device's time zone is used before it is asked for again. Our choice: for a traveller
it is right from the second day on, at one request to the settings service a day."""


class ZoneSource(Protocol):
    """Where a device's time zone comes from."""

    @property
    def likely(self) -> str | None:
        """The zone in which most people with the device's language live."""
        ...

    def ask(self) -> str | None:
        """Return the IANA name in the device's settings; ``None`` when these do not say."""
        ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """The state that a turn begins with, and what is known about the stored one."""

    state: State
    stored: Person | None = None
    """What the store holds, to save only what changed; ``None`` when this turn has not read it."""
    is_reachable: bool = True
    """Whether the store answered, if it was asked."""
    is_outdated: bool = False
    """Whether this request is a late repeat: its device has been answered since."""


def load(
    store: ProgressStore,
    user_id: str,
    command: Command,
    turn: Turn,
    carried: State | None,
    zone: ZoneSource,
    days_kept: int,
) -> Loaded:
    """
    Return the state that a turn begins with.

    Args:
        store: read at most once.
        user_id: whose progress it is.
        command: a question about days may need more of them than travel along.
        turn: when, and on which device.
        carried: the state in the session attributes; ``None`` in a new session.
        zone: asked at most once a session, and only where the last answer is older than a day.
        days_kept: days older than this are not read; DynamoDB deletes expired items with a delay.
    """
    is_read = carried is not None and carried.unread_since_ms is None
    if carried is not None and is_read and not _reads_more(command, carried, turn):
        # The usual turn: the session attributes are the newest state, and a read would cost time.
        return Loaded(carried)
    try:
        person = store.load(user_id, since=first_day(command, turn, days_kept))
    except StoreUnavailable as fault:
        log.warning("progress of %s not read: %s", pseudonym(user_id), fault)
        return Loaded(carried or _unread(turn, zone), is_reachable=False)
    if carried is None:
        return _opened(person, turn, zone)
    if is_read:
        # Only the days are taken from the store: entries that wait are not in it yet, so they are
        # added on top.
        return Loaded(replace(carried, days=counted(person.days, carried.entries)))
    return _caught_up(person, turn, carried)


def first_day(command: Command, turn: Turn, days_kept: int) -> date:
    """Return the first day to read for a command."""
    # Before the first read the person's own date is not known: it may be the day before UTC's.
    today = datetime.fromtimestamp(turn.now_ms / 1000, UTC).date() - timedelta(days=1)
    first = today - WEEK
    if needs_days(command):
        first = min(first, days_needed(command, today, 0))
    return max(first, today - timedelta(days=days_kept))


def is_outdated(stored: Person, turn: Turn) -> bool:
    """Return whether the device got an answer to a later request: this one is a late repeat."""
    return _answered_at_ms(stored, turn) > turn.now_ms


def _opened(person: Person, turn: Turn, zone: ZoneSource) -> Loaded:
    """Return what a new session begins with."""
    profile, places = person.profile or Profile(), person.places
    if is_outdated(person, turn):
        return Loaded(State(profile, days=person.days), is_outdated=True)
    if profile.version == 1 and _answered_at_ms(person, turn) == turn.now_ms:
        # Alexa sent a person's first request twice, and the first answer may not have arrived: it
        # gets the same answer, with the welcome of a first time.
        profile, places = Profile(version=profile.version), {}
    state = resume(State(profile, days=person.days), places, turn)
    zoned = _with_time_zone(state.profile, turn, zone)
    # A zone guessed from the language is not worth a write: pretend that it was stored.
    guessed = profile if zoned.time_zone_at_ms else replace(profile, time_zone=zoned.time_zone)
    return Loaded(replace(state, profile=zoned), replace(person, profile=guessed))


def _caught_up(person: Person, turn: Turn, carried: State) -> Loaded:
    """Return what a session goes on with that began while the store was out of reach."""
    # Settled as of the session's begin: what the device has played since belongs to the carried
    # place.
    began = replace(turn, now_ms=carried.unread_since_ms or turn.now_ms)
    stored = resume(State(person.profile or Profile(), days=person.days), person.places, began)
    return Loaded(catch_up(carried, stored), person)


def _unread(turn: Turn, zone: ZoneSource) -> State:
    """Return what a new session begins with while the store is out of reach."""
    # Most people are not new: a second welcome would annoy them, and saving a profile that was not
    # read would destroy the real one. So the disclaimer counts as given, and nothing is saved.
    profile = _with_time_zone(Profile(told={"disclaimer": 1}), turn, zone)
    return State(profile, unread_since_ms=turn.now_ms)


def _with_time_zone(profile: Profile, turn: Turn, zone: ZoneSource) -> Profile:
    """Return the profile with the device's time zone; asks when the last answer is old."""
    known_at_ms = profile.time_zone_at_ms
    if profile.time_zone and known_at_ms and turn.now_ms - known_at_ms <= ZONE_FRESH_MS:
        return profile
    named = zone.ask()
    if named is not None:
        return replace(profile, time_zone=named, time_zone_at_ms=turn.now_ms)
    return profile if profile.time_zone else replace(profile, time_zone=zone.likely)


def _answered_at_ms(stored: Person, turn: Turn) -> int:
    place = stored.places.get(turn.device.id)
    return place.answered_at_ms if place else 0


def needs_days(command: Command) -> TypeGuard[Progress | Literal[Plain.RECORD]]:
    """Return whether a command is a question about what was done on some days."""
    return isinstance(command, Progress) or command is Plain.RECORD


def _reads_more(command: Command, state: State, turn: Turn) -> bool:
    """Return whether an answer needs days that do not travel with the session."""
    if not needs_days(command):
        return False
    zone = state.profile.time_zone
    today, hour = local_day(turn.now_ms, zone), local_hour(turn.now_ms, zone)
    return days_needed(command, today, hour) < today
