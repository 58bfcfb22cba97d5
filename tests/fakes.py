"""Fakes that behave like the real thing. The contract tests hold them to it."""

import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from skill.progress.codec import (
    CorruptJson,
    place_from_json,
    place_to_json,
    profile_from_json,
    profile_to_json,
)
from skill.progress.days import DayLog
from skill.progress.store import Person, StoreUnavailable, VersionConflict


@dataclass
class InMemoryProgressStore:
    """A ``ProgressStore`` in this process, with switches and counts for tests."""

    is_readable: bool = True
    """Whether reading works; otherwise it is unavailable."""
    is_writable: bool = True
    """Whether logging and saving work."""
    fault: Exception | None = None
    """A fault of ours: raised by every call."""
    loads: int = 0
    """How often it was read, or tried to be."""
    attempts: int = 0
    """How often somebody tried to write."""
    writes: int = 0
    """How often something was written: an entry that counted, or a profile."""
    profiles: dict = field(default_factory=dict)
    """Profiles as JSON text by user id: whatever JSON cannot carry is lost, as in a table."""
    days: dict = field(default_factory=dict)
    """Day logs by user id and date."""
    places: dict = field(default_factory=dict)
    """Places as JSON text by user id and device."""

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
        return Person(
            self.profile(user_id),
            {day: log for day, log in sorted(days.items()) if day >= since},
            self._readable_places(user_id),
        )

    def _readable_places(self, user_id):
        places = {}
        for device, stored in self.places_of(user_id).items():
            with suppress(CorruptJson):
                places[device] = place_from_json(stored)
        return places

    def log(self, user_id, entry):
        """Add an entry to its day, once."""
        self.attempts += 1
        self._refuse(is_available=self.is_writable)
        days = self.days.setdefault(user_id, {})
        before = days.get(entry.day, DayLog(entry.day))
        if entry.segment_id in before.applied:
            return False
        days[entry.day] = before.with_entry(entry)
        self.writes += 1
        return True

    def forget(self, user_id):
        """Delete everything of a person."""
        self.attempts += 1
        self._refuse(is_available=self.is_writable)
        self.places.pop(user_id, None)
        profiles = [self.profiles.pop(user_id, None)]
        return len(self.days.pop(user_id, {})) + len([each for each in profiles if each])

    def save(self, user_id, profile, places=MappingProxyType({})):
        """Write the profile, unless somebody else has since it was read."""
        self.attempts += 1
        self._refuse(is_available=self.is_writable)
        stored = self.profile(user_id)
        if profile.version != (stored.version if stored else 0):
            raise VersionConflict("profile")
        saved = replace(profile, version=profile.version + 1)
        self.profiles[user_id] = json.dumps(profile_to_json(saved))
        kept = self.places.setdefault(user_id, {})
        for device, place in places.items():
            if place is None:
                kept.pop(device, None)
            else:
                kept[device] = json.dumps(place_to_json(place))
        self.writes += 1
        return saved

    def _refuse(self, *, is_available):
        if self.fault is not None:
            raise self.fault
        if not is_available:
            raise StoreUnavailable("switched off")
