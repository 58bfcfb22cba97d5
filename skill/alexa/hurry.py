"""A turn's patience with the store: the person gets an answer within six seconds, come what may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from skill.progress.days import LogEntry
from skill.progress.profile import Profile
from skill.progress.store import Json, Person, ProgressStore, StoreUnavailable

CALLS_BEGIN_WITHIN_SECONDS = 1.9
"""Later than this in a turn no call begins: with the 4.0 s that one can last, this keeps a turn
below six seconds, and Alexa waits for eight. Ours."""


@dataclass(slots=True)
class HurriedStore:
    """A ``ProgressStore`` for one turn; when it has used up its time it is unavailable."""

    store: ProgressStore
    clock: Callable[[], float]
    """Seconds, from any start; never runs backwards."""
    until: float = field(init=False)
    """No call begins later."""

    def __post_init__(self) -> None:
        self.until = self.clock() + CALLS_BEGIN_WITHIN_SECONDS

    def load(self, user_id: str, *, since: date) -> Person:
        """Read, if there is time."""
        return self._in_time().load(user_id, since=since)

    def log(self, user_id: str, entry: LogEntry) -> bool:
        """Write an entry, if there is time."""
        return self._in_time().log(user_id, entry)

    def forget(self, user_id: str) -> int:
        """Delete, if there is time."""
        return self._in_time().forget(user_id)

    def save(
        self,
        user_id: str,
        profile: Profile,
        sessions: Mapping[str, Json | None] = MappingProxyType({}),
    ) -> Profile:
        """Write the profile, if there is time."""
        return self._in_time().save(user_id, profile, sessions)

    def _in_time(self) -> ProgressStore:
        if self.clock() > self.until:
            raise StoreUnavailable("the turn has no time left for another call")
        return self.store
