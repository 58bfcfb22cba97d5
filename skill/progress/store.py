"""The port through which progress is kept. Adapters implement it; nothing here knows how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from skill.progress.days import DayLog, LogEntry
from skill.progress.profile import Profile


class StoreUnavailable(Exception):
    """The store did not answer in time, or refused."""


class VersionConflict(Exception):
    """The profile was saved by somebody else since it was read."""


@dataclass(frozen=True, slots=True)
class Person:
    """What one read brings."""

    profile: Profile | None = None
    """``None`` for a person never seen before."""
    days: Mapping[date, DayLog] = field(default_factory=lambda: MappingProxyType({}))
    """The logs of the days asked for; a day without a log is missing."""


class ProgressStore(Protocol):
    """Profiles and day logs, by user id."""

    def load(self, user_id: str, *, since: date) -> Person:
        """
        Return the profile, and the days from ``since`` on, in one read.

        Raises:
            StoreUnavailable: when there is no answer.
        """
        ...

    def log(self, user_id: str, entry: LogEntry) -> bool:
        """
        Add an entry to its day, once: return False when its id is already counted there.

        Raises:
            StoreUnavailable: when it is not known to have been written.
        """
        ...

    def forget(self, user_id: str) -> None:
        """
        Delete everything that is kept of a person.

        Raises:
            StoreUnavailable: when it is not known to be gone.
        """
        ...

    def save(self, user_id: str, profile: Profile) -> Profile:
        """
        Write the profile and return it with its new version.

        Raises:
            VersionConflict: when the stored version is not ``profile.version``.
            StoreUnavailable: when it is not known to have been written.
        """
        ...
