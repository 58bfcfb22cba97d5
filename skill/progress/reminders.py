"""
Reminders: at which times of which days, and the service of Alexa's that keeps them.

What a person wants is a few reminders, each at one time of the day. What is set is known to Alexa
alone: people delete a reminder in her app, where no skill is told. So a change is always the same:
look what is there, then change, create and cancel until it is what is wanted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, NamedTuple, Protocol

from msgspec import Meta

from skill.progress.days import DAY

MINUTES_A_DAY = 24 * 60

Minute = Annotated[int, Meta(ge=0, lt=MINUTES_A_DAY)]
"""A time of the day, in minutes after midnight by the clock at the wall."""

MOST_REMINDERS = 6
"""Most that one person has here. Our choice: the rounds of a day, on two kinds of days."""

MOST_TOKEN_CHARACTERS = 256
"""Longest id that is kept. Amazon's have some 40."""


class Weekday(StrEnum):
    """A day of the week, Monday first, named as recurrence rules do."""

    MONDAY = "mo"
    TUESDAY = "tu"
    WEDNESDAY = "we"
    THURSDAY = "th"
    FRIDAY = "fr"
    SATURDAY = "sa"
    SUNDAY = "su"


WEEKDAYS = tuple(Weekday)
"""By the number that Python gives them: Monday is 0."""

WORKDAYS, WEEKEND = WEEKDAYS[:5], WEEKDAYS[5:]


class Reminder(NamedTuple):
    """One time of the day, once or on certain days."""

    minute: Minute
    """When it rings, in minutes after midnight."""
    weekdays: tuple[Weekday, ...] = WEEKDAYS
    """On which days of each week, in their order; none where it rings once."""
    interval_days: Annotated[int, Meta(ge=1, le=2)] = 1
    """2 for every other day; then all days of the week are in ``weekdays``."""
    first_day: date | None = None
    """The calendar's date of its only day, or of the first of every other day."""

    @property
    def is_once(self) -> bool:
        """Whether it rings once."""
        return not self.weekdays

    @property
    def is_possible(self) -> bool:
        """Whether it says when it rings; what travels may be anything."""
        is_sorted = tuple(day for day in WEEKDAYS if day in self.weekdays) == self.weekdays
        is_rhythm = self.interval_days > 1
        is_whole = self.weekdays == WEEKDAYS or not is_rhythm
        needs_day = self.is_once or is_rhythm
        return is_sorted and is_whole and needs_day == (self.first_day is not None)

    @property
    def days(self) -> tuple[tuple[Weekday, ...], int, date | None]:
        """On which days it rings: equal for reminders of the same days."""
        return self.weekdays, self.interval_days, self.first_day

    def next_after(self, now: datetime) -> datetime | None:
        """
        Return when it rings next.

        Args:
            now: the present, by the clock at the wall, without a zone.

        Returns:
            The same kind of time; ``None`` when it has rung once and for all.
        """
        return next(self._coming(now), None)

    def _coming(self, now: datetime) -> Iterator[datetime]:
        at = time(*divmod(self.minute, 60))
        if self.is_once:
            days = [self.first_day] if self.first_day else []
        else:
            # Every other day may begin later than in a week.
            first = max(now.date(), self.first_day or now.date())
            days = [first + number * DAY for number in range(8)]
        return (
            moment
            for day in days
            if self.rings_on(day) and (moment := datetime.combine(day, at)) > now
        )

    def rings_on(self, day: date) -> bool:
        """Return whether it rings on a day of the calendar."""
        if self.is_once:
            return day == self.first_day
        if self.interval_days > 1 and self.first_day is not None:
            since = (day - self.first_day).days
            return since >= 0 and since % self.interval_days == 0
        return WEEKDAYS[day.weekday()] in self.weekdays


class SetReminder(NamedTuple):
    """A reminder that Alexa keeps."""

    token: Annotated[str, Meta(max_length=MOST_TOKEN_CHARACTERS)]
    """Alexa's id of it."""
    reminder: Reminder


class KeptReminder(NamedTuple):
    """A reminder as Alexa tells it."""

    set: SetReminder
    text: str
    """What she says when it rings; empty where she does not tell."""
    time_zone: str | None
    """IANA name of the zone that it rings in; ``None`` where she does not tell."""


@dataclass(frozen=True, slots=True)
class NewReminder:
    """A reminder as Alexa is asked to keep it."""

    reminder: Reminder
    text: str
    """What she says when it rings."""
    now: datetime
    """The present, by the clock at the wall, without a zone."""
    time_zone: str | None
    """IANA name of the zone that it rings in; ``None`` for that of the device."""


class ReminderFault(StrEnum):
    """Why reminders could not be read or changed."""

    NOT_ALLOWED = "not_allowed"
    """The person has not allowed the skill to set any."""
    NOT_HERE = "not_here"
    """This device, or this kind of account, has none."""
    TOO_MANY = "too_many"
    """Alexa keeps no more of them."""
    BUSY = "busy"
    """Too many calls; a minute later it may work."""
    OFFLINE = "offline"
    """The device is not connected."""
    UNREACHABLE = "unreachable"
    """No answer in time, or a fault of the service."""


class RemindersUnavailable(Exception):
    """Reminders could not be read or changed."""

    def __init__(self, fault: ReminderFault) -> None:
        """Keep why."""
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class ReminderOutcome:
    """What came of looking at reminders, or of changing them."""

    there: tuple[SetReminder, ...] | None = None
    """What is set now; ``None`` where that is not known."""
    fault: ReminderFault | None = None
    """Why it is not what was wanted, or not known."""
    is_elsewhere: bool = False
    """Whether some ring by the clocks of another time zone than the person's."""


class ReminderService(Protocol):
    """
    Alexa's reminders of one person, as far as they are this skill's.

    Every method may raise ``RemindersUnavailable``.
    """

    def all(self) -> tuple[KeptReminder, ...]:
        """Return those that will still ring."""
        ...

    def create(self, wanted: NewReminder) -> str:
        """Set one, and return its token."""
        ...

    def change(self, token: str, wanted: NewReminder) -> None:
        """Change one, which keeps its token."""
        ...

    def cancel(self, token: str) -> None:
        """Delete one; one that is not there any more is no fault."""
        ...


def in_order(reminders: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Return reminders by their time of the day, each once."""
    return tuple(sorted(dict.fromkeys(reminders), key=lambda each: (each.minute, each.weekdays)))


def next_of(reminders: Sequence[Reminder], now: datetime) -> datetime | None:
    """Return when the next of some reminders rings, by the clock at the wall."""
    return min(filter(None, (each.next_after(now) for each in reminders)), default=None)


def still_to_ring(reminders: Iterable[SetReminder], now: datetime) -> tuple[SetReminder, ...]:
    """Return those that will still ring."""
    return tuple(each for each in reminders if each.reminder.next_after(now) is not None)
