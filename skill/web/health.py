"""Report whether the store can be reached, with at most one read every ten seconds."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import date

from skill.progress.store import ProgressStore, StoreUnavailable
from skill.web.reasons import reason

log = logging.getLogger(__name__)

CHECK_USER_ID = "healthz"
"""A user id that Alexa never issues, so nothing is ever stored under it."""

CHECK_SECONDS = 10.0
"""How long a result is used. Our choice: a monitor may ask every second, the store pays per
read."""


class StoreHealth:
    """Checks the store at most every ``CHECK_SECONDS``. Safe for threads."""

    def __init__(self, store: ProgressStore, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Take the store; the first check happens with the first question.

        Args:
            store: the store to check.
            clock: seconds, from any start; never runs backwards.
        """
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._is_reachable = False
        self._asked_at: float | None = None

    def is_reachable(self) -> bool:
        """Return the last result; check again first when that is old."""
        # One thread checks, and the others use the last result: they must not wait for a slow
        # store.
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
        """Read an id that has no items: the cheapest call that proves that the table answers."""
        try:
            self._store.load(CHECK_USER_ID, since=date.max)
        except StoreUnavailable as error:
            log.warning("the store is not reachable: %s", reason(error))
            return False
        return True
