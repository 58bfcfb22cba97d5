"""
The log of a day: flat counters, raised and never set, and the ids of what has been counted.

A unit is an exercise, or one part of an exercise that has parts, such as ``calf``. Each has three
counters: ``<unit>_steps``, the steps done; ``<unit>_done``, the whole doses done (for the arch
stretch: the rounds); ``<unit>_done_steps``, those of the steps that belong to a whole dose. Steps
less done steps is the work of a dose that is not finished.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Meta

from skill.routine.plan import UNITS, Unit

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

DAY_ENDS_HOUR = 3
"""The hour of the wall's clock at which a day ends. Our choice: who stretches at one in the morning
is still up, and means the evening."""

HALF_YEAR = timedelta(days=182)

BACK_AFTER = timedelta(days=14)
"""A person who was away for longer is welcomed back. Our choice: two missed weeks are a break."""

STEPS, DOSES = "_steps", "_done"
"""Ends of the counters' names, also of a later version's."""

HALF_DAY_MS = 12 * 60 * 60 * 1000

MOST_YEARS_BETWEEN_LEAP_DAYS = 8
"""1896 to 1904: 1900 had no 29 February, and 2100 has none."""


Count = Annotated[int, Meta(ge=0)]
"""A whole number from 0; checked where JSON is read."""


class LogEntry(NamedTuple):
    """What one segment adds to one day, once."""

    segment_id: str
    """Id under which it is counted; the same id is never counted twice on a day."""
    day: date
    """The person's own day, as ``local_day`` returns it."""
    counters: Mapping[str, int]
    """How much to add to each counter."""


@dataclass(frozen=True, slots=True)
class DayLog:
    """What was done on one day."""

    day: date
    """The person's own day, as ``local_day`` returns it."""
    counters: Mapping[str, Count] = field(default_factory=lambda: MappingProxyType({}))
    """Counts by counter name; a missing one is 0."""
    applied: frozenset[str] = frozenset()
    """Ids of the segments that are in the counters."""

    def steps(self, unit: Unit) -> int:
        """Return the steps done."""
        return self.counters.get(steps_counter(unit), 0)

    def doses(self, unit: Unit) -> int:
        """Return the whole doses done."""
        return self.counters.get(doses_counter(unit), 0)

    def all_doses(self) -> dict[Unit, int]:
        """Return the whole doses done by unit, without those of which there is none."""
        return {unit: doses for unit in UNITS if (doses := self.doses(unit))}

    def open_steps(self, unit: Unit) -> int:
        """Return the steps of a dose that is not finished."""
        return max(0, self.steps(unit) - self.counters.get(dose_steps_counter(unit), 0))

    def with_entry(self, entry: LogEntry) -> "DayLog":
        """Return the log with an entry of this day counted; unchanged if it already is."""
        if entry.day != self.day or entry.segment_id in self.applied:
            return self
        counters = dict(self.counters)
        for name, count in entry.counters.items():
            counters[name] = counters.get(name, 0) + count
        return replace(self, counters=counters, applied=self.applied | {entry.segment_id})


def counted(days: Mapping[date, DayLog], entries: Iterable[LogEntry]) -> Mapping[date, DayLog]:
    """Return the days with entries counted, each on its own day."""
    with_entries = dict(days)
    for entry in entries:
        log = with_entries.get(entry.day, DayLog(entry.day))
        with_entries[entry.day] = log.with_entry(entry)
    return with_entries


def is_counter(name: str) -> bool:
    """Return whether an attribute of a day counts what was done, also in a later version."""
    return name.endswith((STEPS, DOSES))


def steps_counter(unit: Unit) -> str:
    """Return the name of the counter of steps."""
    return f"{unit}{STEPS}"


def doses_counter(unit: Unit) -> str:
    """Return the name of the counter of whole doses."""
    return f"{unit}{DOSES}"


def dose_steps_counter(unit: Unit) -> str:
    """Return the name of the counter of steps that belong to whole doses."""
    return f"{unit}{DOSES}{STEPS}"


def units_logged(counters: Mapping[str, int]) -> tuple[Unit, ...]:
    """Return what is counted, in its order; counters of a later version are passed over."""
    by_counter = {steps_counter(unit): unit for unit in UNITS}
    by_counter |= {dose_steps_counter(unit): unit for unit in UNITS}
    named = (by_counter.get(name) for name in counters)
    return tuple(dict.fromkeys(unit for unit in named if unit is not None))


def known_zone(name: str) -> str | None:
    """Return an IANA name if the zone database has it; ``None`` for any other value."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: names such as "America" are folders of the zone database.
        return None


def local_day(at_ms: int, time_zone: str | None) -> date:
    """
    Return the date of the person's own day, which ends at three at night by the clock at the wall.

    Args:
        at_ms: milliseconds since 1970-01-01 UTC.
        time_zone: IANA name; UTC when none is known.
    """
    at = at_the_wall(at_ms, time_zone)
    if at.hour >= DAY_ENDS_HOUR:
        return at.date()
    # Half a day earlier it was the day before, also where clocks change in between, or where a
    # date was left out.
    return at_the_wall(at_ms - HALF_DAY_MS, time_zone).date()


def local_hour(at_ms: int, time_zone: str | None) -> int:
    """Return the hour on the wall's clock, 0 to 23; arguments as for ``local_day``."""
    return at_the_wall(at_ms, time_zone).hour


def is_same_clock(one: str | None, other: str | None, now: datetime) -> bool:
    """
    Return whether two time zones show the same time all year; so does one that is not known.

    Args:
        one: IANA name, or ``None``.
        other: the same.
        now: the present, without a zone. Half a year later summer time has begun, or ended.
    """
    if not (one and other and known_zone(one) and known_zone(other)):
        return True
    here, there = ZoneInfo(one), ZoneInfo(other)
    moments = (now, now + HALF_YEAR)
    return all(here.utcoffset(each) == there.utcoffset(each) for each in moments)


def at_the_wall(at_ms: int, time_zone: str | None) -> datetime:
    """Return the date and time on the wall's clock; arguments as for ``local_day``."""
    zone = ZoneInfo(time_zone) if time_zone else UTC
    return datetime.fromtimestamp(at_ms / 1000, zone)


def calendar_day(today: date, hour: int) -> date:
    """Return the calendar's date, which is Alexa's: at night it is one ahead of the day."""
    return today + timedelta(days=1) if hour < DAY_ENDS_HOUR else today


def day_behind(named: date, today: date, hour: int) -> date:
    """
    Return the day that is meant by somebody who tells of what was done: none that is to come.

    Alexa takes "Sunday" for the coming one, and "the third of November" for the next.
    https://developer.amazon.com/en-US/docs/alexa/custom-skills/slot-type-reference.html#amazondate

    Args:
        named: the date as Alexa has it.
        today: the day that has not ended yet, as ``local_day`` returns it.
        hour: on the wall's clock; at night, Alexa's "today" is a date ahead of ours.
    """
    if named <= today or named == calendar_day(today, hour):
        return min(named, today)
    if named <= today + WEEK:
        return named - WEEK
    years = range(today.year, today.year - MOST_YEARS_BETWEEN_LEAP_DAYS - 1, -1)
    days = (_in_year(named, year) for year in years)
    return next(day for day in days if day is not None and day <= today)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None  # 29 February
