"""Limit the time that a turn spends on the store: the person is answered within six seconds."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar

from skill.progress.days import DOSES
from skill.progress.store import (
    Change,
    Forgotten,
    Person,
    ProgressStore,
    StoreUnavailable,
    Superseded,
)
from skill.service.telemetry import StoreTelemetry

CALLS_BEGIN_WITHIN_SECONDS = 1.9
"""No call starts later than this in a turn. Our choice, so that with ``CALL_SECONDS`` a turn takes
less than six seconds."""

CALL_SECONDS = 3.5
"""A call is given up after this time. Our choice: Alexa waits for eight seconds, of which the
network and the function's start need some."""

WORKERS = 64
"""Threads for calls. One that is given up keeps its thread until it ends, so with few threads (6,
say) a store that hangs would make every other conversation of the process wait for one."""

T = TypeVar("T")


@lru_cache(maxsize=1)
def _executor(process_id: int) -> ThreadPoolExecutor:  # noqa: ARG001 - a fork gets its own threads
    return ThreadPoolExecutor(WORKERS, "deadline")


def within(seconds: float, call: Callable[[], T]) -> T:
    """
    Return what a call returns, or raise what it raises, unless it takes too long.

    Socket time-outs are no deadline: they begin anew with every byte, and the look-up of a name
    has none. A call that takes too long is left to itself, so what it still does must be harmless.

    Raises:
        TimeoutError: when it takes longer than ``seconds``.
    """
    # A thread, because neither boto3 nor the resolver of names can be interrupted from outside.
    return _executor(os.getpid()).submit(call).result(seconds)


@dataclass(slots=True)
class DeadlineStore:
    """
    A ``ProgressStore`` for one turn, unavailable once the turn has used up its time.

    A write that was given up may still take place. It does no harm: an entry is counted once, and
    a place is only written over the mark that was read.
    """

    store: ProgressStore
    clock: Callable[[], float]
    """Seconds, from any start; never runs backwards."""
    telemetry: StoreTelemetry
    """Counts the calls, for the operator."""
    began_at: float = field(init=False)
    """When the turn began, in seconds of the clock."""
    until: float = field(init=False)
    """No call begins later."""

    def __post_init__(self) -> None:
        """Start the turn's clock."""
        self.began_at = self.clock()
        self.until = self.began_at + CALLS_BEGIN_WITHIN_SECONDS

    def allow(self, seconds: float) -> None:
        """Let calls begin for so long from now on, if they could not otherwise."""
        self.until = max(self.until, self.clock() + seconds)

    def load(self, user_id: str, *, since: date) -> Person:
        """Read, if there is time."""
        self.telemetry.reads += 1
        return self._in_time(lambda: self.store.load(user_id, since=since))

    def write(self, user_id: str, change: Change) -> frozenset[str]:
        """Write what a turn changed, if there is time."""
        self.telemetry.writes += 1
        fresh = self._in_time(lambda: self.store.write(user_id, change))
        # Counted here and not in the coach: only the store knows what is new and what a repeat.
        for entry in change.entries:
            if entry.segment_id in fresh:
                doses = (n for name, n in entry.counters.items() if name.endswith(DOSES))
                self.telemetry.doses += sum(n for n in doses if n > 0)
            else:
                self.telemetry.conflicts += 1
        return fresh

    def forget(self, user_id: str, at_ms: int) -> int:
        """Delete, if there is time."""
        self.telemetry.writes += 1
        return self._in_time(lambda: self.store.forget(user_id, at_ms))

    def _in_time(self, call: Callable[[], T]) -> T:
        """Make a call, if there is time, and count its outcome."""
        started_at = self.clock()
        try:
            return self._before_deadline(call)
        except StoreUnavailable:
            self.telemetry.faults += 1
            raise
        except (Superseded, Forgotten):
            self.telemetry.conflicts += 1
            raise
        finally:
            self.telemetry.waited_seconds += self.clock() - started_at

    def _before_deadline(self, call: Callable[[], T]) -> T:
        # The start is limited as well as the length: several calls may each be quick enough and
        # together take longer than Alexa waits.
        if self.clock() > self.until:
            raise StoreUnavailable("the turn has no time left for another call")
        try:
            return within(CALL_SECONDS, call)
        except TimeoutError as error:
            raise StoreUnavailable("the turn has no time left to wait") from error
