"""Fakes that behave like the real thing. The contract tests hold them to it."""

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from skill.progress.codec import (
    CorruptJson,
    device_from_json,
    device_to_json,
    place_from_json,
    place_to_json,
    profile_from_json,
    profile_to_json,
)
from skill.progress.days import DayLog
from skill.progress.device import NEW_DEVICE
from skill.progress.profile import Profile
from skill.progress.reminders import (
    KeptReminder,
    ReminderFault,
    RemindersUnavailable,
    SetReminder,
)
from skill.progress.store import Change, Forgotten, Person, StoreUnavailable, Superseded
from skill.service.reminders import carry_out
from skill.speech.narration import narration_for

LONG_AGO_MS = 1
"""When what a test keeps was begun, if it does not matter."""


def keep(store, user_id, profile=None, places=MappingProxyType({}), devices=MappingProxyType({})):
    """Keep a profile over whatever is stored; return it with its version."""
    profile = profile or Profile()

    def change(stored):
        return Change(LONG_AGO_MS, {}, stored, profile, places=places, devices=devices)

    return replace(profile, version=_written(store, user_id, change) + 1)


def count(store, user_id, *entries):
    """Count entries; return whether all of them were new. A profile is there afterwards."""
    fresh = set()

    def change(stored):
        return Change(LONG_AGO_MS, {}, stored, stored, entries)

    _written(store, user_id, change, fresh)
    return fresh == {entry.segment_id for entry in entries}


def _written(store, user_id, change, fresh=None):
    """Write a change to whatever is stored; return the version that it had."""
    stored = Profile()
    try:
        written = store.write(user_id, change(stored))
    except Superseded as newer:
        stored = newer.person.profile
        written = store.write(user_id, change(stored))
    if fresh is not None:
        fresh |= written
    return stored.version


@dataclass
class InMemoryProgressStore:
    """A ``ProgressStore`` in this process, with switches and counts for tests."""

    is_readable: bool = True
    """Whether reading works; otherwise it is unavailable."""
    is_writable: bool = True
    """Whether writing works."""
    fault: Exception | None = None
    """A fault of ours: raised by every call."""
    loads: int = 0
    """How often it was read, or tried to be."""
    attempts: int = 0
    """How often somebody tried to write."""
    writes: int = 0
    """How often something was written."""
    profiles: dict = field(default_factory=dict)
    """Profiles as JSON text by user id: whatever JSON cannot carry is lost, as in a table."""
    days: dict = field(default_factory=dict)
    """Day logs by user id and date."""
    places: dict = field(default_factory=dict)
    """Places as JSON text by user id and device."""
    devices: dict = field(default_factory=dict)
    """Records of devices as JSON text by user id and device."""
    forgotten: dict = field(default_factory=dict)
    """When everything of a user id was deleted, in milliseconds since 1970-01-01 UTC."""

    def go_down(self):
        """Be unavailable from now on."""
        self.is_readable = self.is_writable = False

    def come_back(self):
        """Be available again."""
        self.is_readable = self.is_writable = True

    def profile(self, user_id):
        """Return the stored profile, without counting as a read."""
        text = self.profiles.get(user_id)
        return None if text is None else profile_from_json(json.loads(text))

    def places_of(self, user_id):
        """Return the stored places by device as JSON, without counting as a read."""
        return {device: json.loads(text) for device, text in self.places.get(user_id, {}).items()}

    def log_of(self, user_id, day):
        """Return the counters of a day, without counting as a read."""
        return dict(self.days.get(user_id, {}).get(day, DayLog(day)).counters)

    def load(self, user_id, *, since):
        """Return the profile, and the days from ``since`` on."""
        self.loads += 1
        self._refuse(is_available=self.is_readable)
        days = self.days.get(user_id, {})
        kept = {day: log for day, log in sorted(days.items()) if day >= since}
        return replace(self._person(user_id), days=kept)

    def _person(self, user_id):
        return Person(
            self.profile(user_id),
            places=_read(self.places.get(user_id, {}), place_from_json),
            devices=_read(self.devices.get(user_id, {}), device_from_json),
        )

    def write(self, user_id, change):
        """Write all of a change, or nothing."""
        self.attempts += 1
        self._refuse(is_available=self.is_writable)
        stored = self._person(user_id)
        deleted_at_ms = self.forgotten.get(user_id, -1)
        version = stored.profile.version if stored.profile else 0
        if deleted_at_ms >= change.began_at_ms or (change.before.version and not version):
            raise Forgotten("deleted")
        marks = {
            device: stored.devices.get(device, NEW_DEVICE).answered_at_ms
            for device in change.expected
        }
        if marks != change.expected or bool(change.before.version) != bool(version):
            raise Superseded(stored)
        plain = _merged(
            profile_to_json(stored.profile or Profile()),
            profile_to_json(change.before),
            profile_to_json(change.after),
        )
        self.profiles[user_id] = json.dumps({**plain, "version": version + 1})
        _keep(self.places.setdefault(user_id, {}), change.places, place_to_json)
        _keep(self.devices.setdefault(user_id, {}), change.devices, device_to_json)
        self.writes += 1
        return frozenset(e.segment_id for e in change.entries if self._count(user_id, e))

    def _count(self, user_id, entry):
        days = self.days.setdefault(user_id, {})
        before = days.get(entry.day, DayLog(entry.day))
        days[entry.day] = before.with_entry(entry)
        return entry.segment_id not in before.applied

    def forget(self, user_id, at_ms):
        """Delete everything of a person."""
        self.attempts += 1
        self._refuse(is_available=self.is_writable)
        if self.forgotten.get(user_id, -1) >= at_ms and user_id in self.profiles:
            return 0
        self.forgotten[user_id] = max(at_ms, self.forgotten.get(user_id, -1))
        self.places.pop(user_id, None)
        self.devices.pop(user_id, None)
        profiles = [self.profiles.pop(user_id, None)]
        return len(self.days.pop(user_id, {})) + len([each for each in profiles if each])

    def _refuse(self, *, is_available):
        if self.fault is not None:
            raise self.fault
        if not is_available:
            raise StoreUnavailable("switched off")


def _merged(stored, before, after):
    """Return what is stored with what differs between two versions of it."""
    merged = dict(stored)
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(merged.get(name), dict):
            merged[name] = _merged_fields(merged[name], old, new or {})
        elif new is None:
            merged.pop(name, None)
        else:
            merged[name] = new
    return merged


def _merged_fields(stored, before, after):
    gone = set(before) - set(after)
    fresh = {name: value for name, value in after.items() if before.get(name) != value}
    return {name: value for name, value in {**stored, **fresh}.items() if name not in gone}


def _keep(kept, values, plain):
    for device, value in values.items():
        if value is None:
            kept.pop(device, None)
        else:
            kept[device] = json.dumps(plain(value))


def _read(kept, read):
    found = {}
    for device, text in kept.items():
        with suppress(CorruptJson):
            found[device] = read(json.loads(text))
    return found


@dataclass
class InMemoryReminders:
    """Alexa's reminders of one person."""

    there: dict = field(default_factory=dict)
    """Reminder and text by token."""
    faults: list = field(default_factory=list)
    """What is wrong with the calls to come, one each; ``None`` for nothing. Then all is well."""
    loses_answers: bool = False
    """Whether a call that is wrong takes place all the same: only its answer is lost."""
    calls: list = field(default_factory=list)
    """Names of the calls so far."""
    made: int = 0
    zones: dict = field(default_factory=dict)
    """Names of the time zones that they ring in, by token; without one, it is not told."""

    def all(self):
        """Return those that are set."""
        with self._call("all"):
            return tuple(
                KeptReminder(SetReminder(token, each), text, self.zones.get(token))
                for token, (each, text) in self.there.items()
            )

    def create(self, wanted):
        """Set one, and return its token."""
        with self._call("create"):
            self.made += 1
            token = f"reminder-{self.made}"
            self.there[token] = wanted.reminder, wanted.text
            self.zones[token] = wanted.time_zone
        return token

    def change(self, token, wanted):
        """Change one; one that is not there is not found."""
        with self._call("change"):
            if token not in self.there:
                raise RemindersUnavailable(ReminderFault.UNREACHABLE)
            self.there[token] = wanted.reminder, wanted.text
            self.zones[token] = wanted.time_zone

    def cancel(self, token):
        """Delete one."""
        with self._call("cancel"):
            self.there.pop(token, None)

    @property
    def reminders(self):
        """What rings, in the order in which it was set."""
        return [reminder for reminder, _ in self.there.values()]

    @contextmanager
    def _call(self, name):
        self.calls.append(name)
        fault = self.faults.pop(0) if self.faults else None
        if fault is None or self.loses_answers:
            yield
        if fault is not None:
            raise RemindersUnavailable(fault)


def respond(coach, state, command, turn, reminders=None):
    """Return the coach's reply, once what it orders of reminders is carried out."""
    reply = coach.respond(state, command, turn)
    service = reminders if reminders is not None else InMemoryReminders()
    while reply.order is not None:
        reply = reply.order.then(carry_out(reply.order, service, narration_for(), lambda: 1))
    return reply
