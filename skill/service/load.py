"""
Loading: the state that a turn begins with, from the session attributes or from the store.

Within a session nothing is read: the state travels along. A new session reads once, and so do a
turn after one that could not be written, and whatever is answered by what was done on a day.
"""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal, Protocol, TypeGuard

from skill.coaching.commands import Command, Done, Plain, Progress, Start
from skill.coaching.dialogue import Question
from skill.coaching.reply import Elsewhere, State, Turn
from skill.coaching.reports import days_needed
from skill.coaching.resume import catch_up, resume, running_elsewhere
from skill.coaching.settle import settle
from skill.progress.codec import NOWHERE
from skill.progress.days import WEEK, DayLog, counted, local_day
from skill.progress.device import NEW_DEVICE, Before, DeviceRecord
from skill.progress.place import Noted
from skill.progress.profile import NEW_PROFILE, Profile
from skill.progress.store import Person, ProgressStore, StoreUnavailable
from skill.progress.summary import days_stretched
from skill.service.telemetry import pseudonym

log = logging.getLogger(__name__)

APLA_AGAIN_AFTER_MS = 28 * 24 * 60 * 60 * 1000
"""After this time a device that could not play APL for Audio is tried again: it may have been
updated. Our choice."""

APL_AGAIN_AFTER_MS = APLA_AGAIN_AFTER_MS
"""The same of documents for its screen."""

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
    stored: Person
    """What is stored, as far as it is known: what differs from it is to be written."""
    is_read: bool = True
    """Whether the store was asked in this turn, and answered."""
    is_reachable: bool = True
    """Whether the store answered, if it was asked."""
    is_opening: bool = False
    """Whether it begins from what is stored: a session's first turn, or attributes were dropped."""
    is_answered: bool = False
    """Whether this request has been answered before, or its device a later one: such a repeat gets
    an answer, and nothing is written."""
    unheard: Noted | None = None
    """What the lost answer to the request before this one noted by word."""


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
        carried: what the session attributes hold; ``None`` in a new session.
        zone: asked at most once a session, and only where the last answer is older than a day.
        days_kept: days older than this are not read; DynamoDB deletes expired items with a delay.
    """
    is_read = carried is not None and carried.unread_since_ms is None
    if carried is not None and is_read and not _must_read(command, turn, carried):
        # The usual turn: the session attributes are the newest state, and a read would cost time.
        return Loaded(carried, as_carried(carried, turn), is_read=False)
    since = first_day(command, turn, days_kept)
    try:
        person = store.load(user_id, since=since)
    except StoreUnavailable as fault:
        log.warning("progress of %s not read: %s", pseudonym(user_id), fault)
        state = carried or _unread(turn, zone)
        return Loaded(state, as_carried(state, turn), is_read=False, is_reachable=False)
    if carried is None:
        return _opened(person, turn, zone)
    if is_read:
        return _read_within(person, turn, carried, since)
    return _caught_up(person, turn, carried)


def overtaken(stored: Person, loaded: Loaded, turn: Turn, zone: ZoneSource) -> Loaded:
    """
    Return what a turn begins with after all, when another one has written since it was loaded.

    Args:
        stored: what is stored now, without days.
        loaded: what the turn began with.
        turn: the same turn.
        zone: as for ``load``; it has been asked already.
    """
    known = replace(stored, days=loaded.state.days)
    if loaded.is_opening:
        return _opened(known, turn, zone)
    return _continued(known, turn, loaded.state)


def first_day(command: Command, turn: Turn, days_kept: int) -> date:
    """Return the first day to read for a command."""
    # Before the first read the person's own date is not known: it may be the day before UTC's.
    today = datetime.fromtimestamp(turn.now_ms / 1000, UTC).date() - timedelta(days=1)
    first = today - WEEK
    if needs_days(command):
        first = min(first, days_needed(command, today, 0))
    if isinstance(command, Done) and command.day is not None:
        first = min(first, command.day)
    return max(first, today - timedelta(days=days_kept))


def _opened(person: Person, turn: Turn, zone: ZoneSource) -> Loaded:
    """
    Return what a new session begins with.

    What a screen sends that has outlived its session is about what this device was left playing:
    the coach looks whether that can be over before it settles.
    """
    record = _record(person, turn)
    profile = person.profile or NEW_PROFILE
    if record.answered == turn.segment_id and record.before:
        # This request has been answered before: from what it found then it is answered the same.
        found = replace(record.before.profile, version=profile.version)
        again = State(found, record.before.place, days=person.days)
        state = _opening(replace(again, elsewhere=_found_elsewhere(record.before)), record, turn)
        return Loaded(state, person, is_opening=True, is_answered=True)
    if _answered_at_ms(person, turn) > turn.now_ms:
        state = _opening(State(profile, days=person.days), record, turn)
        return Loaded(state, person, is_opening=True, is_answered=True)
    here = _with_time_zone(_zone_of(person, record, _with_days(profile, person)), turn, zone)
    if turn.document is not None:
        state = State(here, person.places.get(turn.device.id, NOWHERE), days=person.days)
    else:
        state = resume(State(here, days=person.days), person.places, person.devices, turn)
    # A zone guessed from the language is not worth a write: pretend that it was stored.
    guessed = profile if here.time_zone_at_ms else replace(profile, time_zone=here.time_zone)
    return Loaded(_opening(state, record, turn), replace(person, profile=guessed), is_opening=True)


def _with_days(profile: Profile, person: Person) -> Profile:
    """
    Return the profile with a history that knows the days that were read.

    A profile of an earlier version has no history, and what was taken back of a day that was not
    read may have cost it more than it should.
    """
    history = profile.history
    for day in sorted(person.days):
        if days_stretched({day: person.days[day]}):
            history = history.with_log(person.days[day])
    return replace(profile, history=history)


def _opening(state: State, record: DeviceRecord, turn: Turn) -> State:
    """Return a session's first state, with what is known of its device."""
    refused_at_ms = record.refused_apla_at_ms
    is_plain = bool(refused_at_ms) and turn.now_ms - refused_at_ms < APLA_AGAIN_AFTER_MS
    is_voice_only = bool(record.refused_apl_at_ms) and (
        turn.now_ms - record.refused_apl_at_ms < APL_AGAIN_AFTER_MS
    )
    return replace(
        state,
        began_at_ms=turn.now_ms,
        saved_at_ms=record.answered_at_ms,
        plain_counting=is_plain,
        refused_apla_at_ms=refused_at_ms if is_plain else 0,
        voice_only=is_voice_only,
        refused_apl_at_ms=record.refused_apl_at_ms if is_voice_only else 0,
    )


def _found_elsewhere(before: Before) -> Elsewhere | None:
    """Return the count on another device that this request found the first time."""
    if before.elsewhere is None:
        return None
    return Elsewhere("", before.elsewhere, (), before.profile.practice)


def _read_within(person: Person, turn: Turn, carried: State, since: date) -> Loaded:
    """Return what a turn goes on with that read although its session's state travels along."""
    # What waits and is in the table after all must not be counted again; what is older than the
    # days that were read may be in it.
    older = tuple(each for each in carried.entries if each.day < since)
    missing = tuple(
        each
        for each in carried.entries
        if each.day >= since and each.segment_id not in _log_of(person, each.day).applied
    )
    entries = (*older, *missing)
    days = counted(person.days, entries)
    record, running = _record(person, turn), None
    if record.answered == turn.segment_id and record.before:
        running = _found_elsewhere(record.before)
    elif carried.dialogue.question is Question.CARRY_ON_HERE:
        running = running_elsewhere(carried, person.places, person.devices, turn)
    state = replace(carried, days=days, entries=entries, unsure=len(older), elsewhere=running)
    return _continued(replace(person, days=days), turn, state)


def _continued(person: Person, turn: Turn, state: State) -> Loaded:
    """Return what a turn within a session goes on with, by what is stored of its device."""
    record = _record(person, turn)
    if record.answered == turn.segment_id or record.answered_at_ms > turn.now_ms:
        return Loaded(state, person, is_answered=True)
    if person.profile is not None and not state.profile.version:
        # Another device has made the profile meanwhile: what was chosen here is added to it.
        state = replace(state, profile=person.profile.caught_up(state.profile))
    else:
        # Only what this session has changed is written over what another device may have.
        version = person.profile.version if person.profile else state.profile.version
        known = replace(state.written or state.profile, version=version)
        person = replace(person, profile=known)
    if record.answered_at_ms <= state.place.answered_at_ms:
        return Loaded(state, person)
    # The answer to an earlier request never reached this device. It goes on from what it knows; its
    # sound ended when that request was made, and what that turn settled is counted already.
    place = person.places.get(turn.device.id)
    noted = place.noted[-1] if place and place.noted else None
    is_its_own = noted is not None and noted.id.startswith(record.answered)
    unheard = noted if is_its_own else None
    return Loaded(settle(state, record.answered_at_ms), person, unheard=unheard)


def _caught_up(person: Person, turn: Turn, carried: State) -> Loaded:
    """Return what a session goes on with that began while the store was out of reach."""
    # Settled as of the session's begin: what the device has played since belongs to the carried
    # place.
    began = replace(turn, now_ms=carried.unread_since_ms or turn.now_ms)
    record = _record(person, turn)
    profile = _zone_of(person, record, _with_days(person.profile or NEW_PROFILE, person))
    found = State(profile, days=person.days)
    stored = resume(found, person.places, person.devices, began)
    caught = catch_up(carried, stored)
    known = _opening(found, record, began)
    is_plain = carried.plain_counting or known.plain_counting
    refusals = replace(
        caught,
        plain_counting=is_plain,
        refused_apla_at_ms=known.refused_apla_at_ms,
        voice_only=carried.voice_only or known.voice_only,
        refused_apl_at_ms=known.refused_apl_at_ms,
    )
    return Loaded(refusals, person)


def _unread(turn: Turn, zone: ZoneSource) -> State:
    """Return what a new session begins with while the store is out of reach."""
    profile = _with_time_zone(Profile(), turn, zone)
    return State(profile, began_at_ms=turn.now_ms, unread_since_ms=turn.now_ms)


def as_stored(person: Person, turn: Turn) -> Loaded:
    """Return what is stored of the device, as it is: nothing is settled."""
    record, place = _record(person, turn), person.places.get(turn.device.id, NOWHERE)
    state = State(person.profile or Profile(), place)
    return Loaded(_opening(state, record, turn), person)


def as_carried(state: State, turn: Turn) -> Person:
    """Return what is stored as far as the session knows: its own last write."""
    mark = replace(NEW_DEVICE, answered_at_ms=state.saved_at_ms)
    return Person(state.written or state.profile, devices={turn.device.id: mark})


def _zone_of(person: Person, record: DeviceRecord, profile: Profile) -> Profile:
    """Return the profile with this device's own time zone; a new device begins with the last."""
    if record.time_zone:
        zone_at_ms = record.time_zone_at_ms
        return replace(profile, time_zone=record.time_zone, time_zone_at_ms=zone_at_ms)
    # Rows of versions without records know one zone for all devices.
    return replace(profile, time_zone_at_ms=0) if person.devices else profile


def _with_time_zone(profile: Profile, turn: Turn, zone: ZoneSource) -> Profile:
    """Return the profile with the device's time zone; asks when the last answer is old."""
    known_at_ms = profile.time_zone_at_ms
    if profile.time_zone and known_at_ms and turn.now_ms - known_at_ms <= ZONE_FRESH_MS:
        return profile
    named = zone.ask()
    if named is not None:
        return replace(profile, time_zone=named, time_zone_at_ms=turn.now_ms)
    return profile if profile.time_zone else replace(profile, time_zone=zone.likely)


def _record(person: Person, turn: Turn) -> DeviceRecord:
    return person.devices.get(turn.device.id, NEW_DEVICE)


def _log_of(person: Person, day: date) -> DayLog:
    return person.days.get(day, DayLog(day))


def _answered_at_ms(stored: Person, turn: Turn) -> int:
    """Return when the device was answered last; a row of an older version has it in the place."""
    place = stored.places.get(turn.device.id, NOWHERE)
    return max(place.answered_at_ms, _record(stored, turn).answered_at_ms)


def needs_days(command: Command) -> TypeGuard[Progress | Literal[Plain.RECORD]]:
    """Return whether a command is a question about what was done on some days."""
    return isinstance(command, Progress) or command is Plain.RECORD


def _must_read(command: Command, turn: Turn, carried: State) -> bool:
    """Return whether what travels along is not enough for a turn within a session."""
    is_moving = carried.dialogue.question is Question.CARRY_ON_HERE
    is_wanted = is_moving or _looks_at_days(command) or _is_of_another_day(command, turn, carried)
    return carried.written is not None or is_wanted


def _is_of_another_day(command: Command, turn: Turn, carried: State) -> bool:
    """Return whether a command notes or takes back what was done on a day before today."""
    today = local_day(turn.now_ms, carried.profile.time_zone)
    if isinstance(command, Done):
        return command.day is not None and command.day != today
    noted = carried.place.noted
    return command is Plain.UNDO and bool(noted) and noted[-1].day != today


def _looks_at_days(command: Command) -> bool:
    """Return whether an answer depends on what was done, also on another device."""
    starts_day = isinstance(command, Start) and command.is_bare
    return needs_days(command) or command is Plain.LAUNCH or starts_day
