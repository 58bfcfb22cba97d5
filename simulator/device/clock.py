"""
Clocks for the pretend Echo: one that lets time pass, one that jumps, and one that does both.

Time never runs backwards for one data directory, so all start at an instant that is given, which
may lie after the laptop's own time when an earlier talk ran ahead of it.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where the pretend Echo reads the time, and how it waits."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...

    def wait_until(self, instant: datetime) -> None:
        """Return when `instant` has come; at once when it is past."""
        ...


@dataclass(frozen=True, slots=True)
class _Origin:
    """From where a clock counts: one value, so that other threads never read half of a change."""

    instant: datetime
    monotonic_seconds: float
    rate: float = 1.0

    @classmethod
    def at(cls, instant: datetime, rate: float = 1.0) -> "_Origin":
        return cls(instant, time.monotonic(), rate)

    @property
    def now(self) -> datetime:
        passed_seconds = time.monotonic() - self.monotonic_seconds
        return self.instant + timedelta(seconds=passed_seconds * self.rate)


class RealClock:
    """The laptop's clock, possibly shifted into the future by a constant."""

    def __init__(self, start: datetime | None = None) -> None:
        """
        Start the clock.

        Args:
            start: The instant it shows now, with a zone; the laptop's own time when missing.
        """
        self._origin = _Origin.at(_in_utc(start or datetime.now(UTC)))

    def now(self) -> datetime:
        """Return the present instant, in UTC; it follows the monotonic clock."""
        return self._origin.now

    def wait_until(self, instant: datetime) -> None:
        """Sleep until `instant`."""
        left_seconds = (instant - self.now()).total_seconds()
        if left_seconds > 0:
            time.sleep(left_seconds)


class JumpingClock(RealClock):
    """A clock that runs as fast as it is told, and jumps where another one sleeps."""

    @property
    def rate(self) -> float:
        """How many of its seconds pass in one of the laptop's."""
        return self._origin.rate

    def run_at(self, rate: float) -> None:
        """Go on from the present instant at another rate."""
        self._origin = _Origin.at(self.now(), rate)

    def wait_until(self, instant: datetime) -> None:
        """Jump forward to `instant`, and go on from there; never back."""
        self._origin = _Origin.at(max(self.now(), instant), self.rate)


class VirtualClock:
    """A clock that stands still and jumps ahead by the time that a caller waits."""

    def __init__(self, start: datetime | None = None) -> None:
        """
        Start the clock.

        Args:
            start: The instant it shows, with a zone; the laptop's own time when missing.
        """
        self._now = _in_utc(start or datetime.now(UTC))

    def now(self) -> datetime:
        """Return the instant it was last moved to, in UTC."""
        return self._now

    def wait_until(self, instant: datetime) -> None:
        """Jump forward to `instant`; never back."""
        self._now = max(self._now, instant)


def _in_utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no time zone")
    return instant.astimezone(UTC)
