"""The port through which progress is stored. Adapters implement it; nothing here knows how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from skill.progress.days import Count, DayLog, LogEntry
from skill.progress.device import DeviceRecord, Devices
from skill.progress.place import Place, Places
from skill.progress.profile import Profile


class StoreUnavailable(Exception):
    """The store did not answer in time, or refused."""


@dataclass(frozen=True, slots=True)
class Person:
    """All that one read returns about a person."""

    profile: Profile | None = None
    """``None`` for a person never seen before."""
    days: Mapping[date, DayLog] = field(default_factory=lambda: MappingProxyType({}))
    """The logs of the days asked for; a day without a log is missing."""
    places: Places = field(default_factory=lambda: MappingProxyType({}))
    """By device: the place that there is to go back to. One that cannot be read is left out."""
    devices: Devices = field(default_factory=lambda: MappingProxyType({}))
    """By device: what is known of it. A record that cannot be read is left out."""


class Superseded(Exception):
    """Another turn has written since: nothing of this one's was."""

    def __init__(self, person: Person) -> None:
        """Hold what is stored now, without days."""
        super().__init__("another turn has written since")
        self.person = person


class Forgotten(Exception):
    """Everything was deleted after this conversation began: nothing of it may be written."""


@dataclass(frozen=True, slots=True)
class Change:
    """All that one turn writes: all of it at once, or nothing."""

    began_at_ms: Count
    """When the conversation began: written only if nothing was deleted since."""
    expected: Mapping[str, Count]
    """By device: the time of its mark, as it was read; 0 for none. Any other means that another
    turn has written since."""
    before: Profile
    """As it was read, with its version; 0 for a person of whom nothing is stored."""
    after: Profile
    """What differs from ``before`` is written, field by field: two devices can change two settings
    at once."""
    entries: tuple[LogEntry, ...] = ()
    """Steps to count. An id that is counted on its day already is passed over."""
    places: Mapping[str, Place | None] = field(default_factory=lambda: MappingProxyType({}))
    """By device; ``None`` deletes one. Other devices keep theirs."""
    devices: Mapping[str, DeviceRecord | None] = field(default_factory=lambda: MappingProxyType({}))
    """Likewise."""


class ProgressStore(Protocol):
    """Profiles, places and day logs, by user id."""

    def load(self, user_id: str, *, since: date) -> Person:
        """
        Return the profile, and the days from ``since`` on, in one read.

        Raises:
            StoreUnavailable: when there is no answer.
        """
        ...

    def write(self, user_id: str, change: Change) -> frozenset[str]:
        """
        Write what a turn changed; return the ids of the entries that were not counted before.

        What a later version of the skill has added stays as it is.

        Raises:
            Superseded: when another turn has written since; it holds what is stored now.
            Forgotten: when everything was deleted since the conversation began.
            StoreUnavailable: when it is not known to have been written.
        """
        ...

    def forget(self, user_id: str, at_ms: int) -> int:
        """
        Delete everything that is kept of a person; return how many items there were.

        What began before ``at_ms``, in milliseconds since 1970-01-01 UTC, cannot write any more.
        Asked for again with the same time, it deletes nothing that was begun since.

        Raises:
            StoreUnavailable: when it is not known to be gone.
        """
        ...
