"""Whether the store can be reached, at no cost to it however often somebody asks."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import date

from skill.progress.store import ProgressStore, StoreUnavailable

log = logging.getLogger(__name__)

NOBODY = "healthz"
"""A user id that Alexa gives to nobody: nothing is ever kept of it."""

CHECK_SECONDS = 10.0
"""So long an answer holds. Ours."""


class StoreHealth:
    """Asks the store now and then, with the store's own patience. Safe for threads."""

    def __init__(self, store: ProgressStore, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Ask nothing yet.

        Args:
            store: which one.
            clock: seconds, from any start; never runs backwards.
        """
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._is_reachable = False
        self._asked_at: float | None = None

    def is_reachable(self) -> bool:
        """Return what the store said last; while somebody is asking it, what it said before."""
        if self._lock.acquire(blocking=False):
            try:
                if self._is_stale():
                    self._is_reachable = self._ask()
                    self._asked_at = self._clock()
            finally:
                self._lock.release()
        return self._is_reachable

    def _is_stale(self) -> bool:
        return self._asked_at is None or self._clock() - self._asked_at >= CHECK_SECONDS

    def _ask(self) -> bool:
        """Read what there is of nobody: one read, of nothing."""
        try:
            self._store.load(NOBODY, since=date.max)
        except StoreUnavailable as error:
            log.warning("the store is not reachable: %s", error)
            return False
        return True
