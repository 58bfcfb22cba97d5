"""
What sessions that have ended could not write, kept by this process and written with later turns.

While a session is open its attributes carry what waits. At its end nothing does, so the process
that saw the end keeps it. Where the process ends first, only the log line is left.
"""

import logging
from dataclasses import dataclass, field

from skill.progress.profile import Profile
from skill.progress.store import (
    Change,
    Forgotten,
    ProgressStore,
    StoreUnavailable,
    Superseded,
)
from skill.service.telemetry import pseudonym

log = logging.getLogger(__name__)

MOST_KEPT = 1000
"""Most people whose changes are kept, some 2 KB each. Our choice."""


@dataclass(slots=True)
class Unwritten:
    """Changes by user id, the oldest first."""

    changes: dict[str, Change] = field(default_factory=dict)

    def keep(self, user_id: str, change: Change) -> None:
        """Keep the change of a session that has ended."""
        if change.entries:
            steps = change.entries
            log.error("finished steps of %s could not be written: %s", pseudonym(user_id), steps)
        self.changes[user_id] = change
        while len(self.changes) > MOST_KEPT:
            self.changes.pop(next(iter(self.changes)))

    def write(self, store: ProgressStore, user_id: str) -> None:
        """Try to write what is kept of a person: a new session must begin with it."""
        change = self.changes.get(user_id)
        if change is None:
            return
        try:
            _write(store, user_id, change)
        except Forgotten:
            log.info("finished steps of %s are dropped: deleted since", pseudonym(user_id))
        except (Superseded, StoreUnavailable):
            return
        else:
            log.info("finished steps of %s are written after all", pseudonym(user_id))
        self.changes.pop(user_id, None)

    def write_one(self, store: ProgressStore) -> None:
        """Try to write what is kept longest: the store has just taken somebody else's."""
        for user_id in list(self.changes)[:1]:
            self.write(store, user_id)


def _write(store: ProgressStore, user_id: str, change: Change) -> None:
    """Write a change; where something newer is stored, its steps alone."""
    try:
        store.write(user_id, change)
    except Superseded as newer:
        profile = newer.person.profile or Profile()
        steps = Change(change.began_at_ms, {}, profile, profile, change.entries)
        store.write(user_id, steps)
