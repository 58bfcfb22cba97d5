"""What is told of a day, a week, a month and the record, row by row; and that it is short."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.coach import Coach
from skill.coaching.commands import Period, Plain, Progress
from skill.coaching.reply import State, Turn
from skill.coaching.reports import days_needed
from skill.progress.days import DayLog
from skill.progress.profile import Profile
from skill.routine.exercises import Foot
from skill.speech.narration import narration_for
from tests.choices import chosen
from tests.unit.coaching.asking import (
    ARCH,
    CALF,
    DOSES,
    FIVE,
    HAMSTRING,
    HOURS,
    LOGS,
    MONTH,
    RAISES,
    ROCK,
    TIPTOE,
    TODAY,
    TOWEL,
    WEEK,
    WORDS,
    ask,
    did,
    questions,
    rounds,
    said,
)
from tests.unit.progress.strategies import SETTINGS

OTHER_DOSE = chosen(foot=Foot.LEFT, arch_hold_seconds=30)


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (rounds(1), "One so far today: the arch stretch, round one of three."),
        (rounds(2), "So far today: the arch stretch, two of three rounds."),
        (rounds(3), "So far today: the arch stretch, all three rounds."),
        (rounds(4), "So far today: the arch stretch, four rounds."),
        (
            FIVE | rounds(2),
            "Today: all five exercises, and two of three arch rounds. One round left if you like.",
        ),
        (
            FIVE,
            "Today: all five exercises, and one of three arch rounds. Two rounds left if you like.",
        ),
        (
            did(CALF, TOWEL, hamstring=2),
            (
                "Today: calf stretch and towel scrunch, and one of two hamstring sets. "
                "Not yet: raises and arch stretch."
            ),
        ),
        (
            did(CALF, TOWEL, HAMSTRING, TIPTOE, ROCK),
            "Today: four exercises. Not yet: arch stretch.",
        ),
        (
            did(CALF, TOWEL, HAMSTRING, TIPTOE),
            "Today: three exercises and tiptoe raises. Not yet: heel rocks and arch stretch.",
        ),
        (did(TIPTOE), "Today: tiptoe raises. Not yet: four exercises and heel rocks."),
        (
            did(ARCH, calf=2),
            (
                "Today: one of three calf sets and one of three arch rounds. "
                "Not yet: towel scrunch, hamstring stretch and raises."
            ),
        ),
        (
            did(calf=2, towel=1, hamstring=1, tiptoe=1, rock=1, arch=4),
            "Today: parts of five exercises.",
        ),
        (FIVE | rounds(3), "All five today, and all three arch rounds. That's everything."),
        (FIVE | rounds(5), "All five today, and all three arch rounds. That's everything."),
        (
            did(calf=4),
            "Today: two of three sets of the calf stretch. Not yet: four exercises.",
        ),
        (did(calf=1), "Today: part of the calf stretch. Not yet: four exercises."),
        ({}, "Nothing yet today. The arch stretch takes about three minutes. Start?"),
    ],
)
def test_today_is_told(log, words):
    """Done, begun, open; names up to three, else a number."""
    assert words == said(ask(Progress(), {0: log}))


def test_an_evening_without_anything_is_left_alone():
    """From six on it may as well be tomorrow."""
    words = "Nothing today. The short one is about eight minutes, or leave it until tomorrow."

    assert words == said(ask(Progress(), {}, hour=18))
    assert words != said(ask(Progress(), {}, hour=17))


def test_the_other_arch_dose_has_two_rounds():
    """Thirty seconds twice, twice a day."""
    words = "One so far today: the arch stretch, round one of two."

    assert words == said(ask(Progress(), {0: rounds(1)}, settings=OTHER_DOSE))


@pytest.mark.parametrize(
    ("day", "days", "words"),
    [
        (22, {1: FIVE}, "Yesterday: all five exercises, and one of three arch rounds."),
        (22, {1: FIVE | rounds(3)}, "Yesterday: all five exercises, and all three arch rounds."),
        (22, {1: FIVE | rounds(4)}, "Yesterday: all five exercises, and four arch rounds."),
        (22, {1: did(calf=4)}, "Yesterday: two of three sets of the calf stretch."),
        (22, {1: rounds(2)}, "Yesterday: the arch stretch, two of three rounds."),
        (22, {0: FIVE}, "Nothing noted for yesterday."),
        (17, {6: did(CALF)}, "Tuesday: calf stretch."),
        (17, {}, "Nothing noted for Tuesday."),
        # Alexa takes a bare weekday for the coming one.
        (24, {6: did(CALF)}, "Tuesday: calf stretch."),
        (16, {7: did(CALF)}, "The sixteenth of November: calf stretch."),
        (16, {}, "Nothing noted for the sixteenth of November."),
        (3, {20: did(CALF)}, "The third of November: calf stretch."),
    ],
)
def test_another_day_is_told(day, days, words):
    """By its name within six days; what is left of it is nobody's business."""
    assert words == said(ask(Progress(date(2026, 11, day)), days))


def test_a_date_that_alexa_takes_for_the_coming_one_lies_behind():
    """From the fourth of November on the third is next year's for Alexa."""
    found = said(ask(Progress(date(2027, 11, 3)), {20: did(CALF)}))

    assert "The third of November: calf stretch." == found


@pytest.mark.parametrize("day", [date(2026, 9, 1), date(2026, 12, 24), date(2031, 1, 1)])
def test_of_a_day_far_off_nothing_is_noted(day):
    """More than thirty days ago, or not come yet."""
    assert "I have nothing noted for that day." == said(ask(Progress(day), {}))


@pytest.mark.parametrize(
    ("unit", "days", "words"),
    [
        (CALF, {0: FIVE}, "The calf stretch: done today."),
        (
            CALF,
            {ago: did(CALF) for ago in (0, 2, 3, 6)},
            "The calf stretch: done today, and four times in the last seven days.",
        ),
        (CALF, {0: did(TOWEL)}, "The calf stretch: not yet today."),
        (
            CALF,
            {2: FIVE, 7: FIVE},
            "The calf stretch: not yet today, and once in the last seven days.",
        ),
        (CALF, {0: did(ARCH, calf=2)}, "Today: one of three sets of the calf stretch."),
        (RAISES, {0: FIVE}, "The raises: done today."),
        (RAISES, {0: did(TIPTOE)}, "Today: tiptoe raises."),
        (
            RAISES,
            {0: did(TIPTOE, rock=1)},
            "Today: tiptoe raises, and one of three heel rock sets.",
        ),
        (TIPTOE, {0: FIVE}, "The tiptoe raises: done today."),
        (ROCK, {0: did(TIPTOE)}, "The heel rocks: not yet today."),
        (
            ARCH,
            {0: rounds(2), 1: rounds(3)},
            "The arch stretch: two of three rounds today, and five rounds in the last seven days.",
        ),
        (ARCH, {0: did(arch=4)}, "Today: four of ten holds of the arch stretch."),
    ],
)
def test_one_exercise_is_told(unit, days, words):
    """Today, and how often lately."""
    assert words == said(ask(Progress(exercise=unit), days))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (Progress(date(2026, 11, 22), exercise=CALF), "The calf stretch: done yesterday."),
        (
            Progress(date(2026, 11, 21), exercise=CALF),
            "The calf stretch: nothing noted for Saturday.",
        ),
        (
            Progress(period=Period.WEEK, exercise=CALF),
            "The calf stretch: once in the last seven days.",
        ),
        (
            Progress(period=Period.MONTH, exercise=CALF),
            "The calf stretch: twice in November so far.",
        ),
        (
            Progress(date(2026, 11, 9), date(2026, 11, 15), exercise=CALF),
            "The calf stretch: once in that time.",
        ),
        (
            Progress(date(2026, 10, 1), date(2026, 10, 31), exercise=ARCH),
            "The arch stretch: nothing noted in October.",
        ),
    ],
)
def test_one_exercise_is_told_of_other_times(command, words):
    """A day, a week, a month."""
    assert words == said(ask(command, {1: did(CALF), 12: did(CALF)}))


THREE_ROUTINES = {
    0: FIVE | rounds(3),
    1: FIVE | rounds(3),
    2: rounds(2),
    4: FIVE | rounds(3),
    6: did(CALF),
    7: FIVE,
}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (
            THREE_ROUTINES,
            (
                "You stretched on five of the last seven days. The whole routine three times, "
                "the arch stretch eleven rounds."
            ),
        ),
        (
            dict.fromkeys(range(7), FIVE),
            (
                "You stretched on all of the last seven days. The whole routine seven times, "
                "the arch stretch seven rounds."
            ),
        ),
        (
            {0: FIVE, 1: did(CALF)},
            (
                "You stretched on two of the last seven days. The whole routine once, "
                "the arch stretch one round."
            ),
        ),
        ({0: did(CALF), 1: did(CALF)}, "You stretched on two of the last seven days."),
        (
            {0: rounds(1), 1: did(CALF)},
            "You stretched on two of the last seven days. The arch stretch one round.",
        ),
        ({6: FIVE}, "One day of the last seven, on Tuesday."),
        ({0: FIVE}, "One day of the last seven, today."),
        ({7: FIVE}, "Nothing noted in the last seven days."),
    ],
)
@pytest.mark.parametrize("command", [WEEK, Progress(date(2026, 11, 23), date(2026, 11, 29))])
def test_this_week_is_the_last_seven_days(command, days, words):
    """On a Monday, too, however it was asked for."""
    assert words == said(ask(command, days))


@pytest.mark.parametrize(
    ("first", "last", "days", "words"),
    [
        ((2026, 11, 16), (2026, 11, 22), {1: FIVE, 7: FIVE, 8: FIVE}, "Two days in that week."),
        ((2026, 11, 16), (2026, 11, 22), {}, "Nothing noted for that week."),
        # A weekend is Saturday and Sunday, and the one that is meant lies behind.
        ((2026, 11, 21), (2026, 11, 22), {5: FIVE}, "Nothing noted for the weekend."),
        ((2026, 11, 21), (2026, 11, 22), {2: FIVE, 3: FIVE}, "One day of the weekend."),
        ((2026, 11, 21), (2026, 11, 22), {1: FIVE, 2: FIVE}, "Both days of the weekend."),
        ((2026, 11, 28), (2026, 11, 29), {1: FIVE, 2: FIVE}, "Both days of the weekend."),
        ((2026, 6, 1), (2026, 8, 31), {100: FIVE, 84: FIVE, 83: FIVE}, "Two days in that time."),
        # Alexa may take "in winter" for the coming one.
        ((2026, 12, 1), (2027, 2, 28), {300: FIVE}, "One day in that time."),
        ((2026, 11, 30), (2026, 12, 6), {}, "I have nothing noted for that time."),
        ((2026, 10, 1), (2026, 10, 31), {23: FIVE, 22: FIVE}, "One day in October."),
        # Alexa may take "in December" for the coming one.
        ((2026, 12, 1), (2026, 12, 31), {330: FIVE}, "One day in December."),
        ((2026, 1, 1), (2026, 12, 31), {0: FIVE, 200: FIVE}, "Two days in that time."),
        ((2025, 1, 1), (2025, 12, 31), {0: FIVE}, "I have nothing noted for that time."),
    ],
)
def test_a_longer_time_is_told_in_days(first, last, days, words):
    """A week, a month, a year: as many days as there were."""
    assert words == said(ask(Progress(date(*first), date(*last)), days))


@pytest.mark.parametrize(
    "command", [MONTH, Progress(date(2026, 11, 1), date(2026, 11, 30))], ids=["my", "this"]
)
def test_a_month_is_told_up_to_today(command):
    """By its name; days of the one before are not in it."""
    days = dict.fromkeys([*range(14), 23, 40], FIVE)

    assert "Fourteen days in November so far." == said(ask(command, days))


NINE = range(20, 29)
"""Nine days in a row, some time ago."""


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        ([0, 1, 3, 4, 6, *NINE], "Five of the last seven days. Your longest run is nine days."),
        ([1, 2, 3, 4, *NINE], "Four days in a row. Your longest run is nine days."),
        # A run that goes on is called so; today is not over yet.
        (range(7), "Seven days in a row, your longest so far."),
        (range(1, 9), "Eight days in a row, your longest so far."),
        (range(3), "Three days in a row, your longest so far."),
        ([0, 1, 2, *NINE], "Three days in a row. Your longest run is nine days."),
        ([0, 1], "Two of the last seven days."),
        ([2, 3, 4, 5], "Four of the last seven days. Your longest run is four days."),
        ([0, 1, 3], "Three of the last seven days."),
        ([0], "Day one."),
        ([3], "One of the last seven days."),
        ([0, 15, 16], "Good to have you back. Three days in the last thirty."),
        ([15, 16], "Good to have you back. Two days in the last thirty."),
        ([40, 41, 42], "Good to have you back. Your longest run is three days."),
        ([10, 11], "Two days in the last thirty."),
        ([], "Nothing noted yet. The first day counts from the first exercise."),
    ],
)
def test_the_record_is_told(ago, words):
    """Days of the last seven and the longest run; never a gap, never a nought."""
    assert words == said(ask(Plain.RECORD, dict.fromkeys(ago, rounds(1))))


# --- the night ---


@pytest.mark.parametrize("hour", [0, 2])
@pytest.mark.parametrize(
    ("command", "days", "words"),
    [
        (Progress(), {1: did(CALF)}, "Today: calf stretch. Not yet: four exercises."),
        # "Today", as Alexa's calendar has it; and "yesterday", which is the same evening.
        (Progress(TODAY), {1: did(CALF)}, "Today: calf stretch. Not yet: four exercises."),
        (
            Progress(TODAY - timedelta(1)),
            {1: did(CALF)},
            "Today: calf stretch. Not yet: four exercises.",
        ),
        (Progress(exercise=CALF), {1: did(CALF)}, "The calf stretch: done today."),
        (
            Progress(),
            {2: FIVE},
            "Nothing today. The short one is about eight minutes, or leave it until tomorrow.",
        ),
        # Monday has begun by the calendar; Sunday's week, and what was done then, go on.
        (
            Progress(date(2026, 11, 23), date(2026, 11, 29)),
            {1: did(CALF)},
            "One day of the last seven, today.",
        ),
        (Plain.RECORD, {1: FIVE, 2: FIVE, 3: FIVE}, "Three days in a row, your longest so far."),
    ],
)
def test_until_three_at_night_the_day_goes_on(command, days, words, hour):
    """What was done in the evening is today's; whoever asks is still up."""
    assert words == said(ask(command, days, hour=hour))


def test_at_three_in_the_morning_a_new_day_has_begun():
    """The early riser has not done anything yet."""
    words = "Nothing yet today. The arch stretch takes about three minutes. Start?"

    assert words == said(ask(Progress(), {1: FIVE}, hour=3))


def test_the_night_is_the_persons_own():
    """Ten in the morning in London is two at night in Los Angeles; the date is the same."""
    zone = "America/Los_Angeles"

    assert "Today: all five" in said(ask(Progress(), {1: FIVE}, hour=2, zone=zone))
    assert "Nothing yet today" in said(ask(Progress(), {1: FIVE}, hour=10, zone=zone))


def test_a_month_that_begins_at_midnight_begins_at_three():
    """At one in the morning on the first, "this month" is the one that ends."""
    days = {date(2026, 11, 30): FIVE, date(2026, 11, 2): FIVE}
    at = datetime(2026, 12, 1, 1, tzinfo=UTC)
    logs = {day: DayLog(day, log) for day, log in days.items()}
    state = State(Profile(told={"disclaimer": 1}), days=logs)
    command = Progress(date(2026, 12, 1), date(2026, 12, 31))
    turn = Turn(int(at.timestamp() * 1000), "now", new_session=True)

    assert "Two days in November so far." == said(
        Coach(lambda _: WORDS).respond(state, command, turn)
    )


def test_utc_is_a_zone_too():
    """A control: where no zone is known, the day and its night are UTC's."""
    at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    state = State(Profile(told={"disclaimer": 1}), days={date(2026, 11, 22): DayLog(TODAY, FIVE)})
    reply = Coach(lambda _: WORDS).respond(
        state, Progress(), Turn(int(at.timestamp() * 1000), "now")
    )

    assert "Today: all five exercises" in said(reply)


# --- the days that have to be read ---


@pytest.mark.parametrize(
    ("command", "hour", "days_ago"),
    [
        (Progress(), 10, 0),
        (Progress(TODAY), 23, 0),
        (Progress(), 4, 0),
        (Progress(), 1, 0),
        (Progress(TODAY + timedelta(1)), 1, 0),
        (Progress(TODAY + timedelta(1)), 3, 6),
        (Progress(date(2026, 11, 22)), 10, 1),
        (Progress(date(2026, 11, 28)), 10, 2),
        (Progress(date(2027, 11, 3)), 10, 20),
        (Progress(exercise=CALF), 10, 6),
        (WEEK, 10, 6),
        (Progress(date(2026, 11, 23), date(2026, 11, 29)), 10, 6),
        (Progress(date(2026, 11, 16), date(2026, 11, 22)), 10, 7),
        (Progress(date(2026, 11, 30), date(2026, 12, 6)), 10, 0),
        (MONTH, 10, 22),
        (Progress(date(2026, 10, 1), date(2026, 10, 31)), 10, 53),
        (Plain.RECORD, 10, 400),
    ],
)
def test_the_first_day_needed_is_the_first_that_is_told(command, hour, days_ago):
    """Today alone for today, so that nothing has to be read."""
    assert TODAY - timedelta(days_ago) == days_needed(command, TODAY, hour)


@given(questions(), st.dictionaries(st.integers(0, 40), LOGS, max_size=12), HOURS, SETTINGS)
def test_no_day_before_the_first_one_needed_is_told(command, days, hour, settings):
    """Whatever is read besides changes nothing; what is not read is not missed."""
    since = days_needed(command, TODAY - timedelta(hour < 3), hour)
    read = {ago: log for ago, log in days.items() if TODAY - timedelta(ago) >= since}

    found = ask(command, read, hour=hour, settings=settings)
    assert said(ask(command, days, hour=hour, settings=settings)) == said(found)


# --- short enough to listen to ---

MOST_SPOKEN_MS = 15_000
"""Whoever asks what they did gets the answer in less."""


@given(
    questions(),
    st.dictionaries(st.integers(0, 40), LOGS, max_size=20),
    HOURS,
    SETTINGS,
    st.booleans(),
)
def test_whatever_was_done_is_told_in_less_than_fifteen_seconds(
    command, days, hour, settings, opens
):
    """Every day, week, month and record; by any dose; with the question that may follow."""
    reply = ask(command, days, hour=hour, settings=settings, opens=opens)

    assert narration_for().slot_ms(said(reply)) < MOST_SPOKEN_MS, said(reply)


DOSED = st.sampled_from([0, 1, 2, 3])
"""Nothing, a part of a set, sets, or the whole dose."""


@given(st.fixed_dictionaries(dict.fromkeys(DOSES, DOSED)), SETTINGS, st.integers(0, 1))
def test_any_mixture_of_done_and_begun_is_told_in_less_than_fifteen_seconds(extents, settings, ago):
    """Every group of exercises that a day can have, however it is dosed."""
    log = {}
    for unit, extent in extents.items():
        log |= did(unit) if extent == 3 else {f"{unit}_steps": extent * 2 - (extent == 1)}
    reply = ask(Progress(TODAY - timedelta(ago)), {ago: log}, settings=settings, opens=False)

    assert narration_for().slot_ms(said(reply)) < MOST_SPOKEN_MS, said(reply)


@given(questions(), st.dictionaries(st.integers(0, 40), LOGS, max_size=12), HOURS, SETTINGS)
def test_three_sentences_are_enough(command, days, hour, settings):
    """And nothing of them weighs on anybody."""
    found = said(ask(command, days, hour=hour, settings=settings))

    assert found.count(". ") + found.count("? ") <= 2
    assert [] == [w for w in ("missed", "only", "but", "percent", "zero") if w in found.split()]
