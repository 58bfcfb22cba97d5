"""
Which reminders a wish means: pure functions of the wish and of what is set already.

A vague time stands for one of ours, which is said aloud before anything is set.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from skill.coaching.commands import CancelReminders, DayPart, Remind, Rhythm
from skill.progress.days import DAY
from skill.progress.reminders import MINUTES_A_DAY, WEEKDAYS, Reminder, Weekday, in_order

HALF_DAY = MINUTES_A_DAY // 2

USUAL_MINUTES: Mapping[DayPart, int] = MappingProxyType(
    {
        DayPart.MORNING: 7 * 60 + 30,
        DayPart.AFTERNOON: 14 * 60,
        DayPart.EVENING: 18 * 60 + 30,
        DayPart.NIGHT: 20 * 60 + 30,
    }
)
"""What a vague time stands for. Our choice: before work, after lunch, before and after dinner."""

PARTS: Mapping[DayPart, range] = MappingProxyType(
    {
        DayPart.MORNING: range(3 * 60, HALF_DAY),
        DayPart.AFTERNOON: range(HALF_DAY, 18 * 60),
        DayPart.EVENING: range(17 * 60, MINUTES_A_DAY),
        DayPart.NIGHT: range(18 * 60, MINUTES_A_DAY),
    }
)
"""Minutes of the day that each part has."""

ROUNDS: Mapping[Rhythm, tuple[int, ...]] = MappingProxyType(
    {
        Rhythm.TWICE_A_DAY: (7 * 60 + 30, 18 * 60 + 30),
        Rhythm.THREE_TIMES_A_DAY: (7 * 60 + 30, 13 * 60, 18 * 60 + 30),
    }
)
"""When several reminders a day ring: the rounds of the arch stretch, with hours between them. Our
choice."""


def planned(
    wish: Remind, known: tuple[Reminder, ...], now: datetime, *, is_proposed: bool
) -> tuple[Reminder, ...]:
    """
    Return all the reminders that there should be after a wish.

    What the wish leaves out is as it is in those known; where there are none, every day in the
    morning.

    Args:
        wish: what was asked for.
        known: what is set, or, while it is asked about, what is proposed.
        now: by the clock at the wall, without a zone.
        is_proposed: whether those known are only proposed.
    """
    if wish.is_more:
        return in_order((*known, *_fresh(wish, (), now, is_proposed=False)))
    only_a_time = wish == Remind(minutes=wish.minutes[:1])
    if len(known) > 1 and wish.minutes and only_a_time:
        # "Half past eight instead", with one for each round: the nearest of them is meant.
        [minute] = wish.minutes
        nearest = min(known, key=lambda each: abs(each.minute - minute))
        moved = (each._replace(minute=minute) if each == nearest else each for each in known)
        return in_order(moved)
    return in_order(_fresh(wish, known, now, is_proposed=is_proposed))


def without(cancelled: CancelReminders, known: tuple[Reminder, ...]) -> tuple[Reminder, ...]:
    """Return the reminders that are left when some are cancelled, or some of their days."""
    left = []
    for each in known:
        is_meant = not cancelled.minutes or each.minute in cancelled.minutes
        is_meant &= cancelled.part is None or each.minute in PARTS[cancelled.part]
        if not is_meant:
            left.append(each)
            continue
        on = {WEEKDAYS[each.first_day.weekday()]} if each.is_once and each.first_day else set()
        days = tuple(day for day in each.weekdays if day not in cancelled.weekdays)
        if cancelled.weekdays and each.is_once and not on & set(cancelled.weekdays):
            left.append(each)
        elif cancelled.weekdays and days:
            # Every other day with some left out is no rhythm any more: those days of each week.
            is_same = days == each.weekdays
            left.append(each if is_same else Reminder(each.minute, days))
    return in_order(left)


def _fresh(
    wish: Remind, known: tuple[Reminder, ...], now: datetime, *, is_proposed: bool
) -> tuple[Reminder, ...]:
    """Return the reminders of a wish, with what it leaves out taken from those known."""
    minutes = _minutes(wish, known, is_proposed=is_proposed)
    weekdays, interval_days, first_day = _days(wish, known)
    reminders = []
    now_minute = now.hour * 60 + now.minute
    for minute in minutes:
        at, first = minute, first_day
        if first == now.date() and at <= now_minute < at + HALF_DAY < MINUTES_A_DAY:
            # "Today at seven", said at noon.
            at += HALF_DAY
        if first is None and (interval_days > 1 or not weekdays):
            # Today, if its time is still to come.
            first = now.date() + (at <= now_minute) * DAY
        reminders.append(Reminder(at, weekdays, interval_days, first))
    return tuple(reminders)


def _minutes(wish: Remind, known: tuple[Reminder, ...], *, is_proposed: bool) -> tuple[int, ...]:
    if wish.minutes:
        return wish.minutes
    if wish.rhythm is not None and (rounds := ROUNDS.get(wish.rhythm)):
        return rounds
    times = tuple(dict.fromkeys(each.minute for each in known))
    if wish.part is None:
        return times or (USUAL_MINUTES[DayPart.MORNING],)
    if is_proposed and len(times) == 1:
        # "In the evening", said of half past seven in the morning.
        [minute] = times
        clock = (minute % HALF_DAY, minute % HALF_DAY + HALF_DAY)
        if fitting := [each for each in clock if each in PARTS[wish.part]]:
            return (fitting[0],)
    return (USUAL_MINUTES[wish.part],)


def _days(
    wish: Remind, known: tuple[Reminder, ...]
) -> tuple[tuple[Weekday, ...], int, date | None]:
    """Return the days of a wish, as ``Reminder.days`` does; a first day may be missing."""
    if wish.day is not None:
        return (), 1, wish.day
    if wish.weekdays:
        return tuple(day for day in WEEKDAYS if day in wish.weekdays), 1, None
    if wish.rhythm is Rhythm.ONCE:
        return (), 1, None
    if wish.rhythm is Rhythm.EVERY_OTHER_DAY:
        return WEEKDAYS, 2, None
    if wish.rhythm is None and known:
        return known[0].days
    return WEEKDAYS, 1, None
