"""Which reminders a wish means, with what is set already, and at this time of this day."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skill.coaching.commands import CancelReminders, DayPart, Remind, Rhythm
from skill.coaching.reminder_plan import HALF_DAY, PARTS, ROUNDS, corrected, planned, without
from skill.progress.reminders import (
    MINUTES_A_DAY,
    WEEKDAYS,
    WEEKEND,
    WORKDAYS,
    Reminder,
    Weekday,
    in_order,
)
from tests.unit.progress.strategies import MINUTES, SOME_WEEKDAYS, reminders

MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(1), MONDAY + timedelta(2)
MONDAYS = (Weekday.MONDAY,)
EVERY_DAY, ONCE = Rhythm.EVERY_DAY, Rhythm.ONCE
MORNING, AFTERNOON, EVENING, NIGHT = DayPart


def clock(text):
    """Return a time of the day in minutes: "7:30"."""
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def ringing(*times, on=WEEKDAYS):
    """Return reminders at some times, on days of the week."""
    return tuple(Reminder(clock(each), on) for each in times)


def once(time, day):
    """Return a reminder that rings once."""
    return (Reminder(clock(time), (), 1, day),)


def every_other_day(time, first):
    """Return a reminder of every other day."""
    return (Reminder(clock(time), WEEKDAYS, 2, first),)


def at(text, day=MONDAY):
    """Return a moment of the Monday."""
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=clock(text))


NOON = at("12:00")
MORNINGS, ROUNDS_SET = ringing("7:30"), ringing("7:30", "13:00", "18:30")


def times(*texts):
    """Return the times of a wish."""
    return tuple(map(clock, texts))


WISHES = {
    "remind me": (Remind(), (), NOON, MORNINGS),
    "remind me, again": (Remind(), ROUNDS_SET, NOON, ROUNDS_SET),
    "at seven": (Remind(times("7:00")), (), NOON, ringing("7:00")),
    "every morning": (Remind(part=MORNING, rhythm=EVERY_DAY), (), NOON, MORNINGS),
    "in the evening": (Remind(part=EVENING), (), NOON, ringing("18:30")),
    "three times a day": (Remind(rhythm=Rhythm.THREE_TIMES_A_DAY), (), NOON, ROUNDS_SET),
    "three times a day, with one": (
        *(Remind(rhythm=Rhythm.THREE_TIMES_A_DAY), ringing("9:00"), NOON),
        ROUNDS_SET,
    ),
    "twice a day": (Remind(rhythm=Rhythm.TWICE_A_DAY), (), NOON, ringing("7:30", "18:30")),
    "on Mondays": (Remind(weekdays=MONDAYS), (), NOON, ringing("7:30", on=MONDAYS)),
    "on Mondays, with three": (
        *(Remind(weekdays=MONDAYS), ROUNDS_SET, NOON),
        ringing("7:30", "13:00", "18:30", on=MONDAYS),
    ),
    "every day, with Mondays": (
        *(Remind(rhythm=EVERY_DAY), ringing("9:00", on=MONDAYS), NOON),
        ringing("9:00"),
    ),
    "on weekends and weekdays, in their order": (
        *(Remind(weekdays=(*WEEKEND, *WORKDAYS)), (), NOON),
        MORNINGS,
    ),
    "half past eight instead, of one": (Remind(times("8:30")), MORNINGS, NOON, ringing("8:30")),
    "half past eight instead, of one on Mondays": (
        *(Remind(times("8:30")), ringing("7:30", on=MONDAYS), NOON),
        ringing("8:30", on=MONDAYS),
    ),
    "half past eight instead, of three": (
        *(Remind(times("8:30")), ROUNDS_SET, NOON),
        ringing("8:30", "13:00", "18:30"),
    ),
    "seven in the evening instead, of three": (
        *(Remind(times("19:00")), ROUNDS_SET, NOON),
        ringing("7:30", "13:00", "19:00"),
    ),
    "at one instead, of three": (Remind(times("13:00")), ROUNDS_SET, NOON, ROUNDS_SET),
    "two times instead, of three": (
        *(Remind(times("8:00", "17:00")), ROUNDS_SET, NOON),
        ringing("8:00", "17:00"),
    ),
    "also at nine": (
        *(Remind(times("21:00"), is_more=True), MORNINGS, NOON),
        ringing("7:30", "21:00"),
    ),
    "also at half past seven": (
        *(Remind(times("7:30"), is_more=True), MORNINGS, NOON),
        MORNINGS,
    ),
    "also on Mondays at nine": (
        *(Remind(times("21:00"), weekdays=MONDAYS, is_more=True), MORNINGS, NOON),
        (*MORNINGS, *ringing("21:00", on=MONDAYS)),
    ),
    "also on Sundays, with Saturdays": (
        *(Remind(weekdays=WEEKEND[1:], is_more=True), ringing("10:00", on=WEEKEND[:1]), NOON),
        ringing("10:00", on=WEEKEND),
    ),
    "also on Mondays, with every day": (
        *(Remind(weekdays=MONDAYS, is_more=True), MORNINGS, NOON),
        MORNINGS,
    ),
    "also tomorrow, with Mondays": (
        *(Remind(day=TUESDAY, is_more=True), ringing("10:00", on=MONDAYS), NOON),
        (*once("10:00", TUESDAY), *ringing("10:00", on=MONDAYS)),
    ),
    "every other day, early": (
        *(Remind(rhythm=Rhythm.EVERY_OTHER_DAY), (), at("6:00")),
        every_other_day("7:30", MONDAY),
    ),
    "every other day, at noon": (
        *(Remind(rhythm=Rhythm.EVERY_OTHER_DAY), (), NOON),
        every_other_day("7:30", TUESDAY),
    ),
    "at nine, with every other day": (
        *(Remind(times("9:00")), every_other_day("7:30", WEDNESDAY), NOON),
        every_other_day("9:00", WEDNESDAY),
    ),
    "tomorrow": (Remind(day=TUESDAY), (), NOON, once("7:30", TUESDAY)),
    "tomorrow, where it rings anyway": (Remind(day=TUESDAY), ROUNDS_SET, NOON, ROUNDS_SET),
    "tomorrow, where it rings on Mondays": (
        *(Remind(day=TUESDAY), ringing("9:00", on=MONDAYS), NOON),
        (*once("9:00", TUESDAY), *ringing("9:00", on=MONDAYS)),
    ),
    "tonight, with every morning": (
        *(Remind(part=EVENING, rhythm=ONCE), MORNINGS, NOON),
        (*MORNINGS, *once("18:30", MONDAY)),
    ),
    "tomorrow at nine, with tonight": (
        *(Remind(times("9:00"), day=TUESDAY), once("18:30", MONDAY), NOON),
        once("9:00", TUESDAY),
    ),
    "today at nine, with every other day from tomorrow on": (
        *(Remind(times("21:00"), day=MONDAY), every_other_day("21:00", TUESDAY), NOON),
        (*once("21:00", MONDAY), *every_other_day("21:00", TUESDAY)),
    ),
    "just once, with every morning": (
        *(Remind(rhythm=ONCE), MORNINGS, NOON),
        once("7:30", TUESDAY),
    ),
    "in ten minutes": (Remind(in_minutes=10), (), NOON, once("12:10", MONDAY)),
    "in ten minutes, with every morning": (
        *(Remind(in_minutes=10), MORNINGS, NOON),
        (*MORNINGS, *once("12:10", MONDAY)),
    ),
    "in an hour, some seconds after": (
        *(Remind(in_minutes=60), (), at("12:01") + timedelta(seconds=20)),
        once("13:05", MONDAY),  # nobody wants 13:01
    ),
    "in one minute, some seconds after": (
        *(Remind(in_minutes=1), (), NOON + timedelta(seconds=20)),
        once("12:02", MONDAY),
    ),
    "in an hour, by seconds": (
        *(Remind(in_minutes=60), (), NOON + timedelta(seconds=20)),
        once("13:00", MONDAY),
    ),
    "in an hour, late": (Remind(in_minutes=60), (), at("23:40"), once("0:40", TUESDAY)),
    "at two": (Remind(times("2:00")), (), NOON, ringing("14:00")),
    "at nine and at six": (Remind(times("9:00", "6:00")), (), NOON, ringing("9:00", "18:00")),
    "at seven, one and six": (
        *(Remind(times("7:00", "1:00", "6:00")), (), NOON),
        ringing("7:00", "13:00", "18:00"),
    ),
    "at nine in the evening and at six": (
        *(Remind(times("21:00", "6:00")), (), NOON),
        ringing("6:00", "21:00"),
    ),
    "today at seven, early": (
        *(Remind(times("7:00"), day=MONDAY), (), at("6:00")),
        once("7:00", MONDAY),
    ),
    "today at seven, at noon": (
        *(Remind(times("7:00"), day=MONDAY), (), NOON),
        once("19:00", MONDAY),
    ),
    "today at seven, at night": (
        *(Remind(times("7:00"), day=MONDAY), (), at("20:00")),
        once("7:00", MONDAY),  # over, and said to be
    ),
    "today at one in the afternoon, at two": (
        *(Remind(times("13:00"), day=MONDAY), (), at("14:00")),
        once("13:00", MONDAY),  # there is no other one o'clock of today
    ),
    "tomorrow at seven, at noon": (
        *(Remind(times("7:00"), day=TUESDAY), (), NOON),
        once("7:00", TUESDAY),
    ),
    "tonight": (Remind(part=EVENING, rhythm=ONCE), (), NOON, once("18:30", MONDAY)),
    "tonight, late": (
        *(Remind(part=NIGHT, rhythm=ONCE), (), at("21:00")),
        once("21:30", MONDAY),
    ),
    "tonight, some minutes later": (
        *(Remind(part=NIGHT, rhythm=ONCE), (), at("21:10")),
        once("22:00", MONDAY),
    ),
    "tonight, at midnight nearly": (
        *(Remind(part=NIGHT, rhythm=ONCE), (), at("23:40")),
        once("20:30", TUESDAY),  # as it is told before it is set
    ),
    "this morning, in the afternoon": (
        *(Remind(part=MORNING, rhythm=ONCE), (), at("15:00")),
        once("7:30", TUESDAY),
    ),
    "today in the morning, in the afternoon": (
        *(Remind(part=MORNING, day=MONDAY), (), at("15:00")),
        once("7:30", MONDAY),  # over, and said to be
    ),
    "tonight at nine, at half past nine": (
        *(Remind(times("21:00"), rhythm=ONCE), (), at("21:30")),
        once("21:00", TUESDAY),
    ),
    "at nine instead, of one that rings once": (
        *(Remind(times("21:00")), once("18:30", MONDAY), NOON),
        once("21:00", MONDAY),
    ),
}


@pytest.mark.parametrize(("wish", "known", "now", "expected"), WISHES.values(), ids=WISHES)
def test_a_wish_means_these_reminders(wish, known, now, expected):
    """What it leaves out is as it is; where nothing is, every day in the morning."""
    assert expected == planned(wish, known, now, is_proposed=False)


@pytest.mark.parametrize(
    ("part", "proposed", "expected"),
    [
        (EVENING, ringing("7:30"), ringing("19:30")),
        (MORNING, ringing("19:30"), ringing("7:30")),
        (MORNING, ringing("7:30"), ringing("7:30")),
        (EVENING, ringing("21:15"), ringing("21:15")),
        (AFTERNOON, ringing("3:00"), ringing("15:00")),
        (EVENING, once("7:00", TUESDAY), once("19:00", TUESDAY)),
        # Eight in the afternoon there is not, nor one for three times of the day.
        (AFTERNOON, ringing("8:00"), ringing("14:00")),
        (EVENING, ROUNDS_SET, ringing("18:30")),
    ],
)
def test_while_it_is_asked_about_a_part_of_the_day_is_the_other_half_of_the_clock(
    part, proposed, expected
):
    """At half past seven? "In the evening." Once it is set, the evening is the usual one."""
    wish = Remind(part=part)

    assert expected == planned(wish, proposed, NOON, is_proposed=True)
    usual = planned(wish, proposed, NOON, is_proposed=False)
    assert planned(wish, (), NOON, is_proposed=False)[0].minute == usual[0].minute


@pytest.mark.parametrize(
    ("said", "proposed", "expected"),
    [
        ("7:00", ringing("18:30"), ringing("19:00")),
        ("8:00", ringing("7:30"), ringing("8:00")),
        ("12:00", ringing("0:00"), ringing("12:00")),
        ("2:00", ringing("7:30"), ringing("14:00")),
        # Said once more, after it was understood as the other half.
        ("2:00", ringing("14:00"), ringing("2:00")),
        ("9:00", ringing("21:00"), ringing("9:00")),
    ],
)
def test_while_it_is_asked_about_a_time_is_in_the_half_of_the_day_that_is_near(
    said, proposed, expected
):
    """At half past six in the evening? "At seven." Alexa sends seven in the morning."""
    assert expected == planned(Remind(times(said)), proposed, NOON, is_proposed=True)


@pytest.mark.parametrize(
    ("wish", "proposed", "known", "expected"),
    [
        (
            Remind(times("8:00")),
            (*MORNINGS, *once("18:30", MONDAY)),
            MORNINGS,
            (*MORNINGS, *once("20:00", MONDAY)),
        ),
        (
            Remind(part=EVENING),
            ringing("6:00", "7:30"),
            MORNINGS,
            ringing("7:30", "18:00"),
        ),
        (
            Remind(weekdays=WORKDAYS),
            ringing("7:30", "18:30"),
            MORNINGS,
            ringing("7:30", "18:30", on=WORKDAYS),
        ),
        (Remind(times("9:00")), ringing("8:00"), MORNINGS, ringing("9:00")),
    ],
)
def test_a_correction_leaves_what_is_set_already(wish, proposed, known, expected):
    """Another time is for what was proposed beside it; other days are for all."""
    assert expected == corrected(wish, proposed, known, NOON)


CANCELLED = {
    "not on weekends": (
        *(CancelReminders(weekdays=WEEKEND), ROUNDS_SET),
        ringing("7:30", "13:00", "18:30", on=WORKDAYS),
    ),
    "not on weekends, where none is": (
        *(CancelReminders(weekdays=WEEKEND), ringing("7:30", on=WORKDAYS)),
        ringing("7:30", on=WORKDAYS),
    ),
    "not on Mondays, of Mondays alone": (
        *(CancelReminders(weekdays=MONDAYS), ringing("7:30", on=MONDAYS)),
        (),
    ),
    "not in the evening": (
        *(CancelReminders(part=EVENING), ROUNDS_SET),
        ringing("7:30", "13:00"),
    ),
    "not at one": (CancelReminders(times("13:00")), ROUNDS_SET, ringing("7:30", "18:30")),
    "not at two": (CancelReminders(times("14:00")), ROUNDS_SET, ROUNDS_SET),
    "not at half past six, which is in the evening": (
        *(CancelReminders(times("6:30")), ROUNDS_SET),
        ringing("7:30", "13:00"),
    ),
    "not at half past seven, of two": (
        *(CancelReminders(times("7:30")), ringing("7:30", "19:30")),
        ringing("19:30"),
    ),
    "not at one on Mondays": (
        *(CancelReminders(times("13:00"), weekdays=MONDAYS), ROUNDS_SET),
        (
            *(Reminder(clock("7:30")), Reminder(clock("13:00"), WEEKDAYS[1:])),
            Reminder(clock("18:30")),
        ),
    ),
    "no more": (CancelReminders(), ROUNDS_SET, ()),
    "no more, of none": (CancelReminders(), (), ()),
    "not tomorrow's day, of one that rings then": (
        *(CancelReminders(weekdays=(Weekday.TUESDAY,)), once("7:00", TUESDAY)),
        (),
    ),
    "not on another day than it rings once": (
        *(CancelReminders(weekdays=MONDAYS), once("7:00", TUESDAY)),
        once("7:00", TUESDAY),
    ),
    "not on weekends, of every other day": (
        *(CancelReminders(weekdays=WEEKEND), every_other_day("7:30", MONDAY)),
        ringing("7:30", on=WORKDAYS),
    ),
}


@pytest.mark.parametrize(("cancelled", "known", "expected"), CANCELLED.values(), ids=CANCELLED)
def test_these_reminders_are_left(cancelled, known, expected):
    """The others, and the other days."""
    assert expected == without(cancelled, known)


DATES = st.dates(MONDAY, MONDAY + timedelta(20))
PARTS_OF_DAY = st.sampled_from(DayPart)
TIMES = st.lists(MINUTES, max_size=3, unique=True).map(tuple)
KNOWN = st.lists(reminders(DATES), max_size=4).map(in_order)
MOMENTS = st.datetimes(at("0:00"), at("23:59"))
NO_DAYS = {"weekdays": st.just(()), "rhythm": st.none(), "day": st.none()}
NO_TIMES = {
    "minutes": st.just(()),
    "part": st.none(),
    "rhythm": st.none() | st.sampled_from([each for each in Rhythm if each not in ROUNDS]),
}


def wishes(**parts):
    """Return wishes; what some of their parts are may be given."""
    every = {
        "minutes": TIMES,
        "part": st.none() | PARTS_OF_DAY,
        "weekdays": st.just(()) | SOME_WEEKDAYS,
        "rhythm": st.none() | st.sampled_from(Rhythm),
        "day": st.none() | DATES,
        "is_more": st.just(False),
    }
    return st.builds(Remind, **(every | parts))


SAME_DAYS = st.builds(
    lambda one, minutes: in_order(one._replace(minute=each) for each in minutes),
    reminders(DATES),
    st.sets(MINUTES, min_size=1, max_size=4),
)
"""Reminders of the same days."""

CANCEL = st.builds(
    CancelReminders,
    minutes=TIMES,
    part=st.none() | PARTS_OF_DAY,
    weekdays=st.just(()) | SOME_WEEKDAYS,
)


def days_of(several):
    """Return on which days some reminders ring."""
    return {each.days for each in several}


def minutes_of(several):
    """Return at which times of the day some reminders ring."""
    return {each.minute for each in several}


@given(wishes(is_more=st.booleans()), KNOWN, MOMENTS, st.booleans())
def test_what_is_planned_is_possible_and_in_order(wish, known, now, is_proposed):
    """Whatever is wished: it is never nothing, and never the same twice."""
    plan = planned(wish, known, now, is_proposed=is_proposed)

    assert plan
    assert in_order(plan) == plan
    assert all(each.is_possible for each in plan)


@given(wishes(is_more=st.just(True)), KNOWN, MOMENTS)
def test_what_is_said_besides_leaves_the_others(wish, known, now):
    """Beside "also", those that are set stay: at the same times on the same days, or on more."""
    plan = planned(wish, known, now, is_proposed=False)

    assert rings(known) <= rings(plan)
    assert {each for each in known if each.is_once or each.interval_days > 1} <= set(plan)


@given(wishes(**NO_DAYS), SAME_DAYS, MOMENTS, st.booleans())
def test_where_no_days_are_named_they_stay(wish, known, now, is_proposed):
    """Another time is on the same days."""
    plan = planned(wish, known, now, is_proposed=is_proposed)

    assert days_of(known) == days_of(plan)


@given(wishes(**NO_TIMES), KNOWN, MOMENTS, st.booleans())
def test_where_no_time_is_named_they_stay(wish, known, now, is_proposed):
    """Other days are at the same times, but for today, on which a time may be over."""
    assume(known and now.date() not in {wish.day, *(each.first_day for each in known)})

    plan = planned(wish, known, now, is_proposed=is_proposed)

    assert minutes_of(known) == minutes_of(plan)


@given(wishes(), KNOWN, MOMENTS)
def test_what_is_named_is_as_it_is_named(wish, known, now):
    """Its times, or a time in the part of the day; its days."""
    assume(now.date() not in {wish.day, *(each.first_day for each in known)})
    plan = planned(wish, known, now, is_proposed=False)

    clock = {minute % HALF_DAY for minute in minutes_of(plan)}
    assert {minute % HALF_DAY for minute in wish.minutes} <= clock or plan == known
    new = set(plan) - set(known)
    if wish.part and not wish.minutes and wish.rhythm not in ROUNDS:
        assert minutes_of(new) <= set(PARTS[wish.part])
    if wish.day:
        assert days_of(new) <= {((), 1, wish.day)}
        assert {each for each in known if not each.is_once} <= set(plan)
    elif wish.weekdays:
        assert days_of(plan) == {(wish.weekdays, 1, None)}


@given(TIMES.filter(bool), KNOWN, MOMENTS)
def test_of_several_only_the_nearest_gets_another_time(minutes, known, now):
    """All the others stay, and its days are as they were."""
    assume(len(known) > 1)

    plan = planned(Remind(minutes[:1]), known, now, is_proposed=False)

    assert len(set(known) - set(plan)) <= 1
    assert days_of(known) >= days_of(plan)
    assert minutes[0] % HALF_DAY in {minute % HALF_DAY for minute in minutes_of(plan)}


def rings(several):
    """Return the times and days of the week of reminders; of one that rings once, its own."""
    return {
        (each.minute, day)
        for each in several
        for day in (each.weekdays or (WEEKDAYS[each.first_day.weekday()],))
    }


@given(CANCEL, KNOWN)
def test_cancelling_takes_away_what_is_named_and_nothing_else(cancelled, known):
    """No time and no day is added; what is left is possible, in order, and not what was named."""
    left = without(cancelled, known)
    # A time that is none of theirs is one of the other half of the day.
    there = minutes_of(known)
    minutes = {
        minute if minute in there else (minute + HALF_DAY) % MINUTES_A_DAY
        for minute in cancelled.minutes
    }

    def is_named(ring):
        minute, day = ring
        return (
            (not minutes or minute in minutes)
            and (cancelled.part is None or minute in PARTS[cancelled.part])
            and (not cancelled.weekdays or day in cancelled.weekdays)
        )

    assert {each for each in rings(known) if not is_named(each)} == rings(left)
    assert in_order(left) == left
    assert all(each.is_possible for each in left)
