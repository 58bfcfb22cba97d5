"""A reminder: when it rings next, and which reminders there can be."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skill.progress.reminders import (
    WEEKDAYS,
    WEEKEND,
    WORKDAYS,
    Reminder,
    SetReminder,
    Weekday,
    in_order,
    next_of,
    still_to_ring,
)
from tests.unit.progress.strategies import MINUTES, reminders

MONDAY = date(2026, 11, 23)
TODAY = datetime.combine(MONDAY, datetime.min.time())
SEVEN, NOON = 7 * 60, 12 * 60
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

NEAR = st.dates(MONDAY - 40 * DAY, MONDAY + 40 * DAY)
MOMENTS = st.datetimes(TODAY - 40 * DAY, TODAY + 40 * DAY)


def rings_on(reminder, day):
    """Return whether a reminder rings on a day: the rule, told once more and differently."""
    if not reminder.weekdays:
        return day == reminder.first_day
    if reminder.interval_days == 2:
        return day in {reminder.first_day + number * 2 * DAY for number in range(100)}
    return f"{day:%A}".lower()[:2] in set(reminder.weekdays)


def at(day, hour, minute=0):
    """Return a moment so many days after the Monday."""
    return TODAY + day * DAY + timedelta(hours=hour, minutes=minute)


def wall(text):
    """Return a moment by the clock at the wall."""
    return datetime.fromisoformat(text)


@given(reminders(NEAR), MOMENTS)
def test_it_rings_next_at_the_first_time_after_now(reminder, now):
    """By brute force over the days: none is earlier, and where there is none, there is none."""
    moments = [
        datetime.combine(now.date(), datetime.min.time()) + number * DAY + reminder.minute * MINUTE
        for number in range(90)
        if rings_on(reminder, now.date() + number * DAY)
    ]

    assert min((each for each in moments if each > now), default=None) == reminder.next_after(now)


@given(reminders(NEAR), MOMENTS)
def test_it_rings_again_until_it_has_rung_for_the_last_time(reminder, now):
    """From ring to ring time goes on: once, or at most a week, or two days."""
    first = reminder.next_after(now)
    assume(first is not None)
    second = reminder.next_after(first)

    assert reminder.is_once == (second is None)
    if second is not None:
        assert first < second <= first + (2 if reminder.interval_days == 2 else 7) * DAY


@pytest.mark.parametrize(
    ("reminder", "now", "expected"),
    [
        (Reminder(SEVEN), at(0, 6, 59), at(0, 7)),
        (Reminder(SEVEN), at(0, 7), at(1, 7)),
        (Reminder(0), at(0, 23, 59), at(1, 0)),
        (Reminder(SEVEN, (Weekday.MONDAY,)), at(0, 8), at(7, 7)),
        (Reminder(SEVEN, WEEKEND), at(0, 8), at(5, 7)),
        (Reminder(SEVEN, WORKDAYS), at(4, 8), at(7, 7)),
        (Reminder(SEVEN, (), 1, MONDAY), at(0, 6), at(0, 7)),
        (Reminder(SEVEN, (), 1, MONDAY), at(0, 7), None),
        (Reminder(SEVEN, (), 1, MONDAY + 30 * DAY), at(0, 7), at(30, 7)),
        (Reminder(SEVEN, WEEKDAYS, 2, MONDAY), at(0, 8), at(2, 7)),
        (Reminder(SEVEN, WEEKDAYS, 2, MONDAY + DAY), at(0, 8), at(1, 7)),
        (Reminder(SEVEN, WEEKDAYS, 2, MONDAY + 20 * DAY), at(0, 8), at(20, 7)),
        # The rhythm goes on over the end of a month that has thirty-one days, and of a year.
        (Reminder(SEVEN, WEEKDAYS, 2, date(2026, 12, 30)), at(37, 8), wall("2027-01-01T07:00")),
        (Reminder(SEVEN), wall("2026-12-31T08:00"), wall("2027-01-01T07:00")),
        (Reminder(SEVEN), wall("2028-02-28T08:00"), wall("2028-02-29T07:00")),
    ],
)
def test_it_rings_next(reminder, now, expected):
    """The very minute is over; a week, a month and a year go on into the next."""
    assert expected == reminder.next_after(now)


@given(st.lists(reminders(NEAR), max_size=4), MOMENTS)
def test_the_next_of_several_is_the_earliest(several, now):
    """Of those that will still ring, which are the others without those that will not."""
    moments = [each.next_after(now) for each in several]
    there = tuple(SetReminder(str(number), each) for number, each in enumerate(several))

    assert min((each for each in moments if each), default=None) == next_of(several, now)
    assert [str(n) for n, each in enumerate(moments) if each] == [
        each.token for each in still_to_ring(there, now)
    ]


@given(st.lists(reminders(NEAR), max_size=6))
def test_in_order_they_are_by_their_time_each_once(several):
    """None is lost, and none is there that was not."""
    ordered = in_order(several)

    assert set(several) == set(ordered)
    assert len(set(several)) == len(ordered)
    assert sorted(each.minute for each in ordered) == [each.minute for each in ordered]


@given(reminders())
def test_what_says_when_it_rings_is_possible(reminder):
    """Of each of the three kinds."""
    assert reminder.is_possible


@given(MINUTES, st.permutations(WEEKDAYS), st.integers(0, 7))
def test_days_of_the_week_are_in_their_order_each_once(minute, days, number):
    """Two ways to say the same would be two reminders."""
    some = tuple(days[:number])
    in_their_order = list(some) == sorted(some, key=WEEKDAYS.index)

    assert (in_their_order and bool(some)) == Reminder(minute, some).is_possible
    assert not Reminder(minute, (Weekday.MONDAY, Weekday.MONDAY)).is_possible


@pytest.mark.parametrize(
    "reminder",
    [
        Reminder(SEVEN, ()),
        Reminder(SEVEN, WEEKDAYS, 2),
        Reminder(SEVEN, WEEKDAYS, 1, MONDAY),
        Reminder(SEVEN, WORKDAYS, 1, MONDAY),
    ],
)
def test_a_first_day_is_there_exactly_where_it_is_needed(reminder):
    """Once and every other day need one; days of the week have none."""
    assert not reminder.is_possible


@pytest.mark.parametrize("weekdays", [WORKDAYS, ()])
def test_every_other_day_is_all_days_of_the_week(weekdays):
    """It would be told as every other day, and ring on these days of each week, or once."""
    assert not Reminder(SEVEN, weekdays, 2, MONDAY).is_possible
