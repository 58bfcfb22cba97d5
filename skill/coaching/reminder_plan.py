"""
Which reminders a wish means: pure functions of the wish and of what is set already.

A vague time stands for one of ours, which is said aloud before anything is set.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from skill.coaching.commands import CancelReminders, DayPart, Remind, Rhythm
from skill.coaching.occasions import EVENING_HOUR, NOON_HOUR
from skill.progress.days import DAY, DAY_ENDS_HOUR
from skill.progress.reminders import MINUTES_A_DAY, WEEKDAYS, Reminder, Weekday, in_order

HALF_DAY = MINUTES_A_DAY // 2

SMALL_HOURS = range(60, 6 * 60)
"""Minutes of the day in which hardly anybody stretches: "at two" is two in the afternoon. Alexa
sends the same for "two" and "two in the morning". Our choice."""

VAGUE_FROM, VAGUE_STEP = 30, 5
"""From so many minutes on, "in an hour" is rounded up to such minutes of the clock. Our choice."""

NEXT_STEP, NOT_BEFORE = 30, 30
"""What is wanted "this evening", late in the evening, rings at a full or half hour, so many minutes
from now at the least. Our choice."""

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
        DayPart.MORNING: range(DAY_ENDS_HOUR * 60, NOON_HOUR * 60),
        DayPart.AFTERNOON: range(NOON_HOUR * 60, EVENING_HOUR * 60),
        DayPart.EVENING: range(17 * 60, MINUTES_A_DAY),
        DayPart.NIGHT: range(18 * 60, MINUTES_A_DAY),
    }
)
"""
Minutes of the day that each part has.

As in a greeting, but that some say "in the evening" from five, and "at night" from six on.
"""

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
        # "On Sundays, too", at the time of the others; "one more" at a time of its own.
        names_days = bool(wish.weekdays or wish.day)
        fresh = _fresh(wish, known if names_days else (), now, is_proposed=False)
        return in_order(_joined(known, fresh))
    if not is_proposed and _is_for_once(wish):
        # "Remind me tonight" takes nothing from "every morning".
        stays = tuple(each for each in known if not each.is_once)
        fresh = _fresh(wish, known, now, is_proposed=False)
        return in_order((*stays, *(each for each in fresh if not _rings_anyway(each, stays))))
    only_a_time = wish == Remind(minutes=wish.minutes[:1])
    if len(known) > 1 and wish.minutes and only_a_time:
        # "Half past eight instead", with one for each round: the nearest of them is meant.
        [minute] = _as_meant(wish.minutes, known, is_proposed=is_proposed)
        nearest = min(known, key=lambda each: abs(each.minute - minute))
        moved = (each._replace(minute=minute) if each == nearest else each for each in known)
        return in_order(moved)
    return in_order(_fresh(wish, known, now, is_proposed=is_proposed))


def corrected(
    wish: Remind, proposed: tuple[Reminder, ...], known: tuple[Reminder, ...], now: datetime
) -> tuple[Reminder, ...]:
    """
    Return all the reminders that there should be after a wish that changes a proposal.

    Args:
        wish: what was said to the proposal.
        proposed: all that there should be by the proposal.
        known: what is set.
        now: by the clock at the wall, without a zone.
    """
    new = tuple(each for each in proposed if each not in known)
    is_for_all = bool(wish.weekdays or wish.rhythm) and not all(each.is_once for each in new)
    if wish.is_more or is_for_all or not new:
        return planned(wish, proposed, now, is_proposed=True)
    # "At eight", said to one more reminder: those that are set stay.
    kept = tuple(each for each in proposed if each in known)
    return in_order((*kept, *planned(wish, new, now, is_proposed=True)))


def without(cancelled: CancelReminders, known: tuple[Reminder, ...]) -> tuple[Reminder, ...]:
    """Return the reminders that are left when some are cancelled, or some of their days."""
    left = []
    times = {each.minute for each in known}
    # "The half past six one" is the one in the evening where there is no other.
    minutes = {
        minute if minute in times else (minute + HALF_DAY) % MINUTES_A_DAY
        for minute in cancelled.minutes
    }
    for each in known:
        is_meant = not minutes or each.minute in minutes
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


def keeps_all(known: tuple[Reminder, ...], wanted: tuple[Reminder, ...]) -> bool:
    """Return whether each of those known will ring whenever it does now."""
    return all(
        each in wanted
        or any(
            _is_weekly_at(each, other.minute)
            and _is_weekly_at(other, each.minute)
            and set(each.weekdays) <= set(other.weekdays)
            for other in wanted
        )
        for each in known
    )


def _fresh(
    wish: Remind, known: tuple[Reminder, ...], now: datetime, *, is_proposed: bool
) -> tuple[Reminder, ...]:
    """Return the reminders of a wish, with what it leaves out taken from those known."""
    if wish.in_minutes is not None:
        soon = now.replace(second=0, microsecond=0) + timedelta(minutes=wish.in_minutes)
        is_vague = wish.in_minutes >= VAGUE_FROM
        up = -soon.minute % VAGUE_STEP if is_vague else int(bool(now.second or now.microsecond))
        soon += timedelta(minutes=up)
        return (Reminder(soon.hour * 60 + soon.minute, (), first_day=soon.date()),)
    minutes = _minutes(wish, known, is_proposed=is_proposed)
    weekdays, interval_days, first_day = _days(wish, known)
    reminders = []
    now_minute = now.hour * 60 + now.minute
    for minute in minutes:
        at, first = minute, first_day
        is_tonight = first is None and not weekdays and wish.part and not wish.minutes
        if at <= now_minute and (first == now.date() or is_tonight):
            at = _still_today(wish, at, now_minute)
        if first is None and (interval_days > 1 or not weekdays):
            # Today, if its time is still to come.
            first = now.date() + (at <= now_minute) * DAY
        reminders.append(Reminder(at, weekdays, interval_days, first))
    return tuple(reminders)


def _is_for_once(wish: Remind) -> bool:
    """Return whether a wish is for one day, and says when; "just once" is said of another one."""
    is_timed = bool(wish.minutes) or wish.part is not None
    return (
        wish.in_minutes is not None
        or wish.day is not None
        or (wish.rhythm is Rhythm.ONCE and is_timed and not wish.weekdays)
    )


def _joined(known: tuple[Reminder, ...], fresh: tuple[Reminder, ...]) -> list[Reminder]:
    """Return reminders of both, those of one time as one where they have days of the week."""
    joined = list(known)
    for each in fresh:
        at = next((n for n, other in enumerate(joined) if _is_weekly_at(other, each.minute)), None)
        if at is not None and _is_weekly_at(each, each.minute):
            days = {*joined[at].weekdays, *each.weekdays}
            joined[at] = Reminder(each.minute, tuple(day for day in WEEKDAYS if day in days))
        elif not _rings_anyway(each, known):
            joined.append(each)
    return joined


def _is_weekly_at(reminder: Reminder, minute: int) -> bool:
    return reminder.minute == minute and bool(reminder.weekdays) and reminder.interval_days == 1


def _rings_anyway(once: Reminder, others: tuple[Reminder, ...]) -> bool:
    """Return whether one of the others rings when this one would, which rings once."""
    day = once.first_day
    return day is not None and any(
        each.minute == once.minute and each.rings_on(day) for each in others
    )


def _still_today(wish: Remind, minute: int, now_minute: int) -> int:
    """Return what may be meant by a time of today that is over; it itself where nothing may be."""
    if wish.part and not wish.minutes:
        # "This evening", late in the evening.
        soon = -(-(now_minute + NOT_BEFORE) // NEXT_STEP) * NEXT_STEP
        return soon if now_minute in PARTS[wish.part] and soon in PARTS[wish.part] else minute
    # "Today at seven", said at noon.
    later = minute + HALF_DAY
    return later if now_minute < later < MINUTES_A_DAY else minute


def _as_meant(
    minutes: tuple[int, ...], known: tuple[Reminder, ...], *, is_proposed: bool
) -> tuple[int, ...]:
    """
    Return times in the half of the day that is meant: Alexa sends 06:00 for "six".

    Whoever says again what was understood as the other half means it as it came.
    """
    near = {each.minute for each in known} if is_proposed else set()
    meant: list[int] = []
    for minute, before in zip(minutes, (MINUTES_A_DAY, *minutes), strict=False):
        later = minute + HALF_DAY
        at = minute
        if later < MINUTES_A_DAY and later not in near:
            if minute in SMALL_HOURS:
                at = later
            elif before < HALF_DAY:
                # "At nine and at six".
                at = later if minute <= meant[-1] < later else minute
            elif near and len(minutes) == 1:
                # "At seven", said of half past six in the evening.
                at = min((minute, later), key=lambda each: min(abs(each - other) for other in near))
        meant.append(at)
    return tuple(meant)


def _minutes(wish: Remind, known: tuple[Reminder, ...], *, is_proposed: bool) -> tuple[int, ...]:
    if wish.minutes:
        return _as_meant(wish.minutes, known, is_proposed=is_proposed)
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
