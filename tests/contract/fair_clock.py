"""A clock for time limits that a busy machine must not break."""

import threading
import time
from itertools import pairwise

TICK_SECONDS = 0.01
"""How often the clock looks whether this process still runs."""

MOST_SECONDS = 2 * TICK_SECONDS
"""What counts of the time between two looks; the rest was somebody else's."""


def counted_seconds(looks):
    """Return what counts of the time that these readings of a monotonic clock span."""
    return sum(min(after - before, MOST_SECONDS) for before, after in pairwise(looks))


class FairClock:
    """
    Counts the seconds in which this process was let run; calling it reads it.

    A wall clock blames the skill for what other processes take, and time limits that hold on an
    idle machine fail on a busy one. This clock stands still while a thread that only looks at the
    time is not woken. On an idle machine it is as fast as the wall's, so a call that waits too
    long for its store is found there.
    """

    def __init__(self):
        """Be at zero; it runs while it is entered as a context."""
        self._seconds = 0.0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __call__(self):
        """Return the seconds since it was entered."""
        return self._seconds

    def _run(self):
        before = time.monotonic()
        while not self._ending.wait(TICK_SECONDS):
            now = time.monotonic()
            self._seconds += counted_seconds((before, now))
            before = now

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._thread.join()
