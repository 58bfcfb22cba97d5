"""Reminders as messages: what rings when, and what goes wrong with it. Pure functions."""

from datetime import date, datetime

from skill.coaching.occasions import NOON_HOUR, part_of_day
from skill.progress.days import DAY, DAY_ENDS_HOUR, WEEK
from skill.progress.reminders import WEEKDAYS, WEEKEND, WORKDAYS, Reminder, ReminderFault
from skill.routine.message import Message, message

NIGHT_HOUR = 22
"""From this hour on a time is "at night". Our choice."""

QUARTER_TO = 45
"""Minutes at which the hour that comes is named: "a quarter to eight"."""


def fault_words(fault: ReminderFault | None) -> Message:
    """Return what is said of a fault; without one, that nothing is known."""
    return message(f"reminder-fault-{fault or ReminderFault.UNREACHABLE}")


def plan_words(now: datetime, reminders: tuple[Reminder, ...]) -> tuple[Message, ...]:
    """Return what rings when, as a value of a message: the times by their days."""
    return tuple(
        message(
            "reminder-when",
            days=_days(now, days),
            times=_times(tuple(each.minute for each in reminders if each.days == days.days)),
        )
        for days in {each.days: each for each in reminders}.values()
    )


def day_words(now: datetime, moment: datetime) -> tuple[Message, ...]:
    """Return the day of a moment to come, as a value of a message."""
    return (_day(now, moment.date()),)


def _days(now: datetime, reminder: Reminder) -> tuple[Message, ...]:
    if reminder.is_once and reminder.first_day is not None:
        return (_day(now, reminder.first_day),)
    if reminder.interval_days > 1:
        first = reminder.first_day
        coming = reminder.next_after(now)
        if first is None or coming is None or first != coming.date():
            # It has begun.
            return (message("reminder-days", weekdays="other", named_days=None),)
        named_days = (_day(now, first),)
        return (message("reminder-days", weekdays="other_from", named_days=named_days),)
    named = {WEEKDAYS: "every", WORKDAYS: "workdays", WEEKEND: "weekend"}
    if days := named.get(reminder.weekdays):
        return (message("reminder-days", weekdays=days, named_days=None),)
    weekdays = tuple(message("day-plural", day=day) for day in reminder.weekdays)
    return (message("reminder-days", weekdays="named", named_days=weekdays),)


def _day(now: datetime, day: date) -> Message:
    """Return the name of a day to come."""
    today = now.date()
    if day == today:
        return message("reminder-day", coming_day="today")
    if day == today + DAY:
        return message("reminder-day", coming_day="tomorrow")
    is_near = today < day < today + WEEK
    named = f"day-{day.weekday()}" if is_near else day.isoformat()
    return message("reminder-day", coming_day=named)


def moment_words(now: datetime, moment: datetime) -> tuple[Message, ...]:
    """Return a moment to come, as a value of a message."""
    minute = moment.hour * 60 + moment.minute
    return (message("reminder-when", days=day_words(now, moment), times=_times((minute,))),)


def _times(minutes: tuple[int, ...]) -> tuple[Message, ...]:
    """Return times of the day: "half past seven and nine in the morning"."""
    return tuple(_time(each, minutes[n + 1 :]) for n, each in enumerate(minutes))


def _time(minute_of_day: int, after: tuple[int, ...]) -> Message:
    """Return a time of the day; its part of the day is left out where those after it have it."""
    hour, minute = divmod(minute_of_day, 60)
    # "A quarter to eight": the hour that comes is named.
    named = hour + (minute == QUARTER_TO)
    is_told_after = after and all(_is_same_part(hour, each // 60) for each in after)
    return message(
        "clock-time",
        hour=hour,
        minute=minute,
        named=(named - 1) % NOON_HOUR + 1,
        of_day="none" if is_told_after else _part(hour),
    )


def _is_same_part(hour: int, later: int) -> bool:
    """Return whether two hours are in one part of the day; noon is named without it."""
    return _part(hour) == _part(later) and (hour < NOON_HOUR) == (later < NOON_HOUR)


def _part(hour: int) -> str:
    return part_of_day(hour) if DAY_ENDS_HOUR <= hour < NIGHT_HOUR else "night"
