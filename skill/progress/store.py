"""The port through which progress is stored. Adapters implement it; nothing here knows how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from skill.progress.days import DayLog, LogEntry
from skill.progress.place import Place, Places
from skill.progress.profile import Profile


class StoreUnavailable(Exception):
    """The store did not answer in time, or refused."""


class VersionConflict(Exception):
    """Another device has saved or deleted the profile since it was read."""


@dataclass(frozen=True, slots=True)
class Person:
    """All that one read returns about a person."""

    profile: Profile | None = None
    """``None`` for a person never seen before."""
    days: Mapping[date, DayLog] = field(default_factory=lambda: MappingProxyType({}))
    """The logs of the days asked for; a day without a log is missing."""
    places: Places = field(default_factory=lambda: MappingProxyType({}))
    """By device: the place that there is to go back to. One that cannot be read is left out."""


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

    def forget(self, user_id: str) -> int:
        """
        Delete everything that is kept of a person; return how many items there were.

        Raises:
            StoreUnavailable: when it is not known to be gone.
        """
        ...

    def save(
        self,
        user_id: str,
        profile: Profile,
        places: Mapping[str, Place | None] = MappingProxyType({}),
    ) -> Profile:
        """
        Write the profile and return it with its new version.

        What a later version of the skill has added to it stays as it is.

        Args:
            user_id: whose it is.
            profile: with the version that was read; 0 for a person never seen before.
            places: by device, the place to go back to there; ``None`` deletes it. Other devices
                keep theirs.

        Raises:
            VersionConflict: when the stored version is not ``profile.version``, also when there is
                nothing stored any more.
            StoreUnavailable: when it is not known to have been written.
        """
        ...
