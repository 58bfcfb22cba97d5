"""
A person's history: on which days they stretched, in a few numbers that travel with the profile.

The logs of the days stay in the store, and only today's travels with a session. What an end or a
greeting tells of other days ("five days in a row", "third day this week", "fiftieth arch round")
follows from here. Where something is not known, less is claimed: never more than what was done.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated

from msgspec import Meta

from skill.progress.days import DAY, Count, DayLog, LogEntry, doses_counter
from skill.routine.exercises import IN_ROUNDS
from skill.routine.plan import UNITS, Unit

DAYS_KNOWN = 400
"""Days that a history looks back, as many as are searched for the longest run. Our choice."""

DAYS_OF_UNITS = 7
"""Days for which it is known what was done on them."""

Bits = Annotated[str, Meta(pattern=r"^[0-9a-f]{0,100}$")]
"""Days as a hexadecimal number: bit 0 is the last day, bit 1 the day before it, and so on."""


@dataclass(frozen=True, slots=True)
class History:
    """The days of one person, today included."""

    last_day: date | None = None
    """The last day on which anything was done; ``None`` for none."""
    days: Bits = ""
    """On which days anything was done, back from the last one; a digit for every four days."""
    week: Mapping[str, Count] = field(default_factory=lambda: MappingProxyType({}))
    """By unit: on which of the seven days up to the last one a whole dose was done, as bits."""
    rounds: Count = 0
    """Rounds of the arch stretch ever."""
    routines: Count = 0
    """Days on which all the exercises were done."""
    complete: bool = False
    """Whether nothing is missing in it: a profile older than this has a history that begins later,
    and what lies more than ``DAYS_KNOWN`` days back is forgotten."""

    @property
    def number(self) -> int:
        """How many days there are."""
        return self._mask.bit_count()

    @property
    def first_day(self) -> date | None:
        """The first day that is known."""
        return self.last_day and self.last_day - (self._mask.bit_length() - 1) * DAY

    def has(self, day: date) -> bool:
        """Return whether anything was done on a day."""
        back = self._back(day)
        return back is not None and bool(self._mask >> back & 1)

    def number_between(self, first: date, last: date, unit: Unit | None = None) -> int:
        """Return on how many days anything was done, or a unit: of a unit, of seven days only."""
        if self.last_day is None or first > self.last_day:
            return 0
        newest = max(0, (self.last_day - last).days)
        oldest = (self.last_day - first).days
        mask = self._mask if unit is None else self.week.get(unit, 0)
        return (mask >> newest & (1 << max(0, oldest - newest + 1)) - 1).bit_count()

    def run(self, day: date) -> int:
        """Return the days in a row that end on a day; 0 if nothing was done on it."""
        back = self._back(day)
        return 0 if back is None else _ones_at_end(self._mask >> back)

    def longest_before(self, day: date) -> int:
        """Return the longest run that was over before the one that ends on a day."""
        back = self._back(day)
        left = 0 if back is None else self._mask >> back >> self.run(day)
        longest = 0
        # Each step takes a day off every run: it takes as many steps as the longest has days.
        while left:
            left &= left >> 1
            longest += 1
        return longest

    def with_entry(self, entry: LogEntry, log: DayLog) -> "History":
        """
        Return the history with an entry counted, also one that takes something back.

        Args:
            entry: what was counted.
            log: its day with the entry, as far as it is known.
        """
        if not entry.counters:
            return self
        units = [unit for unit in UNITS if doses_counter(unit) in entry.counters]
        rounds = self.rounds + entry.counters.get(doses_counter(IN_ROUNDS), 0)
        # Counts below zero are those of a log that was not read, from which something was taken.
        is_known = all(count >= 0 for count in log.counters.values())
        after = replace(self, rounds=max(0, rounds), complete=self.complete and is_known)
        return after.with_log(log, units)

    def with_entries(self, entries: Iterable[LogEntry], days: Mapping[date, DayLog]) -> "History":
        """Return the history with entries counted; ``days`` have them already."""
        history = self
        for entry in entries:
            history = history.with_entry(entry, days[entry.day])
        return history

    def with_log(self, log: DayLog, units: Collection[Unit] = UNITS) -> "History":
        """Return the history in which a day, and these units on it, are as the log has them."""
        is_done = any(count > 0 for count in log.counters.values())
        history = self.with_day(log.day) if is_done else self
        history = history.with_units(log.day, {unit: log.doses(unit) > 0 for unit in units})
        return history if is_done else history.without_day(log.day)

    def with_more(self, other: "History") -> "History":
        """Return the history with what another one, which began empty, has beside it."""
        history = self
        for day in other.all_days():
            history = history.with_day(day)
            done = {unit: True for unit in UNITS if other.number_between(day, day, unit)}
            history = history.with_units(day, done)
        return replace(history, rounds=history.rounds + other.rounds)

    def all_days(self) -> Iterator[date]:
        """Yield the days, the first one first."""
        if self.last_day is not None:
            for back in reversed(range(self._mask.bit_length())):
                if self._mask >> back & 1:
                    yield self.last_day - back * DAY

    @property
    def _mask(self) -> int:
        return int(self.days or "0", 16)

    def _back(self, day: date) -> int | None:
        """Return how many days before the last one a day is; ``None`` for one after it."""
        back = (self.last_day - day).days if self.last_day else -1
        return back if back >= 0 else None

    def with_day(self, day: date) -> "History":
        """Return the history with a day on which something was done."""
        back = self._back(day)
        if back is None:
            later = (day - self.last_day).days if self.last_day else 0
            return self._moved_to(day, later)
        if back >= DAYS_KNOWN:
            return replace(self, complete=False)
        return replace(self, days=f"{self._mask | 1 << back:x}")

    def _moved_to(self, day: date, later: int) -> "History":
        """Return the history with a new last day, so many days later than the one before."""
        # A break may be of any length: no more is shifted than what falls out of sight.
        mask = self._mask << min(later, DAYS_KNOWN)
        kept = mask & (1 << DAYS_KNOWN) - 1
        shift = min(later, DAYS_OF_UNITS)
        week = {unit: days << shift & (1 << DAYS_OF_UNITS) - 1 for unit, days in self.week.items()}
        return replace(
            self,
            last_day=day,
            days=f"{kept | 1:x}",
            week={unit: days for unit, days in week.items() if days},
            complete=self.complete and kept == mask,
        )

    def without_day(self, day: date) -> "History":
        """Return the history with a day on which nothing was done after all."""
        if not self.has(day) or self.last_day is None:
            return self
        mask = self._mask & ~(1 << (self.last_day - day).days)
        if not mask:
            return replace(self, last_day=None, days="", week=MappingProxyType({}))
        back = (mask & -mask).bit_length() - 1
        week = {unit: days >> back for unit, days in self.week.items() if days >> back}
        last_day = self.last_day - back * DAY
        return replace(self, last_day=last_day, days=f"{mask >> back:x}", week=week)

    def with_units(self, day: date, done: Mapping[Unit, bool]) -> "History":
        """Return the history that knows of some units whether a day has a whole dose of them."""
        back = self._back(day)
        if back is None or not done:
            return self
        if back >= DAYS_OF_UNITS:
            # What was done on that day is not known any more, so it may be the whole routine now.
            return replace(self, complete=False)
        week = dict(self.week)
        for unit, is_done in done.items():
            days = week.get(unit, 0) & ~(1 << back) | is_done << back
            week = {**week, unit: days} if days else {u: n for u, n in week.items() if u != unit}
        more = _has_all(week, back) - _has_all(self.week, back)
        return replace(self, week=week, routines=max(0, self.routines + more))


def _has_all(week: Mapping[str, int], back: int) -> bool:
    return all(week.get(unit, 0) >> back & 1 for unit in UNITS)


def _ones_at_end(mask: int) -> int:
    """Return how many bits are set below the lowest that is not."""
    return (mask ^ mask + 1).bit_length() - 1
