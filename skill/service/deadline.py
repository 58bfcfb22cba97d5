"""A turn's patience with the store: the person gets an answer within six seconds, come what may."""

import os
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from queue import SimpleQueue
from threading import Thread
from types import MappingProxyType
from typing import TypeVar

from skill.progress.days import LogEntry
from skill.progress.profile import Profile
from skill.progress.store import Json, Person, ProgressStore, StoreUnavailable, VersionConflict
from skill.service.telemetry import StoreTelemetry

CALLS_BEGIN_WITHIN_SECONDS = 1.9
"""Later than this in a turn no call begins. Ours."""

CALL_SECONDS = 3.5
"""Longer than this no call is waited for: a turn that begins its last one late stays below six
seconds, and Alexa waits for eight. Ours."""

T = TypeVar("T")


def within(seconds: float, call: Callable[[], T]) -> T:
    """
    Return what a call returns, or raise what it raises, unless it takes too long.

    Time-outs of sockets are no limit: they begin anew with every byte, and the look-up of a name
    has none. The call is then left to itself; what it still does must be harmless.

    Raises:
        TimeoutError: when it takes longer than ``seconds``.
    """
    return _helper().made(call).result(seconds)


class _Helper:
    """
    A thread that makes calls, one after another.

    A new one for each call would still be ending when its answer is wanted, and hold that up.
    """

    def __init__(self) -> None:
        self.process_id = os.getpid()
        self._asked: SimpleQueue[Callable[[], None]] = SimpleQueue()
        # A daemon: nobody waits for it at the end of the program either.
        Thread(target=self._work, daemon=True).start()

    def made(self, call: Callable[[], T]) -> Future[T]:
        """Make a call; return what will come of it."""
        outcome: Future[T] = Future()

        def make() -> None:
            try:
                result = call()
            except BaseException as error:  # noqa: BLE001 - raised where it is waited for
                _idle.append(self)
                outcome.set_exception(error)
            else:
                _idle.append(self)
                outcome.set_result(result)

        self._asked.put(make)
        return outcome

    def _work(self) -> None:
        while True:
            self._asked.get()()


_idle: deque[_Helper] = deque()
"""Those that have nothing to do: as many as there ever were calls at a time. One whose call was
left to itself is back when that has ended."""


def _helper() -> _Helper:
    while _idle:
        try:
            helper = _idle.pop()
        except IndexError:  # another thread was faster
            break
        if helper.process_id == os.getpid():  # a fork has the list, and none of the threads
            return helper
    return _Helper()


@dataclass(slots=True)
class DeadlineStore:
    """
    A ``ProgressStore`` for one turn; when that has used up its time it is unavailable.

    A write that was not waited for may still take place. It does no harm: an entry is counted once,
    and a profile is only written over the version that was read.
    """

    store: ProgressStore
    clock: Callable[[], float]
    """Seconds, from any start; never runs backwards."""
    telemetry: StoreTelemetry = field(default_factory=StoreTelemetry)
    """What the turn asked of the store, for the operator."""
    until: float = field(init=False)
    """No call begins later."""

    def __post_init__(self) -> None:
        self.until = self.clock() + CALLS_BEGIN_WITHIN_SECONDS

    def load(self, user_id: str, *, since: date) -> Person:
        """Read, if there is time."""
        return self._in_time(lambda: self.store.load(user_id, since=since))

    def log(self, user_id: str, entry: LogEntry) -> bool:
        """Write an entry, if there is time."""
        is_new = self._in_time(lambda: self.store.log(user_id, entry))
        if is_new:
            self.telemetry.doses += entry.doses
        else:
            self.telemetry.conflicts += 1
        return is_new

    def forget(self, user_id: str) -> int:
        """Delete, if there is time."""
        return self._in_time(lambda: self.store.forget(user_id))

    def save(
        self,
        user_id: str,
        profile: Profile,
        sessions: Mapping[str, Json | None] = MappingProxyType({}),
    ) -> Profile:
        """Write the profile, if there is time."""
        return self._in_time(lambda: self.store.save(user_id, profile, sessions))

    def _in_time(self, call: Callable[[], T]) -> T:
        """Make a call, if there is time, and note what came of it."""
        started_at = self.clock()
        self.telemetry.calls += 1
        try:
            return self._made(call)
        except StoreUnavailable:
            self.telemetry.faults += 1
            raise
        except VersionConflict:
            self.telemetry.conflicts += 1
            raise
        finally:
            self.telemetry.waited_seconds += self.clock() - started_at

    def _made(self, call: Callable[[], T]) -> T:
        if self.clock() > self.until:
            raise StoreUnavailable("the turn has no time left for another call")
        try:
            return within(CALL_SECONDS, call)
        except TimeoutError as error:
            raise StoreUnavailable("the turn has no time left to wait") from error
