"""The log of a day, and which day it is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.progress.days import (
    DayLog,
    LogEntry,
    calendar_day,
    day_behind,
    dose_steps_counter,
    doses_counter,
    is_same_clock,
    known_zone,
    local_day,
    local_hour,
    steps_counter,
)
from skill.routine.exercises import ExerciseId, Part

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
UNITS = [*(each for each in ExerciseId if each is not ExerciseId.RAISES), *Part]

ids = st.text("abc", min_size=1, max_size=2)
counters = st.dictionaries(
    st.sampled_from([name(u) for u in UNITS for name in (steps_counter, doses_counter)]),
    st.integers(1, 10),
)
entries = st.builds(LogEntry, ids, st.sampled_from([MONDAY, TUESDAY]), counters)


def at_ms(text):
    """Return a time with its zone, in milliseconds since 1970."""
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def test_the_three_counters_of_a_unit_have_their_names_in_the_table():
    """They are attributes of stored items: renaming one loses what was counted."""
    assert ("calf_steps", "calf_done", "calf_done_steps") == (
        steps_counter(ExerciseId.CALF),
        doses_counter(ExerciseId.CALF),
        dose_steps_counter(ExerciseId.CALF),
    )
    assert "rock_steps" == steps_counter(Part.ROCK)


def test_the_counters_of_all_units_are_different():
    """Nothing is counted under somebody else's name."""
    names = [
        name(unit) for unit in UNITS for name in (steps_counter, doses_counter, dose_steps_counter)
    ]

    assert len(names) == len(set(names))


def test_an_empty_log_has_nothing():
    """A missing counter is nought."""
    log = DayLog(MONDAY)

    assert [(0, 0, 0)] * len(UNITS) == [
        (log.steps(unit), log.doses(unit), log.open_steps(unit)) for unit in UNITS
    ]


def test_steps_that_belong_to_no_whole_dose_are_open():
    """Six of the ten made a dose; four wait for theirs."""
    log = DayLog(MONDAY, {"calf_steps": 10, "calf_done": 1, "calf_done_steps": 6})

    assert (10, 1, 4) == (
        log.steps(ExerciseId.CALF),
        log.doses(ExerciseId.CALF),
        log.open_steps(ExerciseId.CALF),
    )


def test_there_are_never_less_than_no_open_steps():
    """Whatever a table holds, speech does not say "minus two"."""
    log = DayLog(MONDAY, {"calf_steps": 1, "calf_done": 1, "calf_done_steps": 3})

    assert 0 == log.open_steps(ExerciseId.CALF)


def test_an_entry_of_another_day_is_not_counted():
    """A log is of one day."""
    log = DayLog(MONDAY)

    assert log is log.with_entry(LogEntry("one", TUESDAY, {"calf_steps": 1}))


@given(st.lists(entries, max_size=8))
def test_each_entry_counts_once_however_often_and_in_whatever_order_it_comes(several):
    """Counting twice, or backwards, gives what counting each id once gives."""
    first_of_id = {}
    for entry in several:
        if entry.day == MONDAY:
            first_of_id.setdefault(entry.segment_id, entry)
    expected = {}
    for entry in first_of_id.values():
        for name, count in entry.counters.items():
            expected[name] = expected.get(name, 0) + count

    log = DayLog(MONDAY)
    for entry in [*several, *several]:
        log = log.with_entry(entry)

    assert (expected, set(first_of_id)) == (log.counters, log.applied)


@given(entries)
def test_counting_an_entry_leaves_the_log_before_it_alone(entry):
    """Logs are values: one that somebody holds does not change."""
    before = DayLog(MONDAY, {"calf_steps": 1}, frozenset({"known"}))

    before.with_entry(entry)

    assert DayLog(MONDAY, {"calf_steps": 1}, frozenset({"known"})) == before


@pytest.mark.parametrize(
    ("at", "zone", "day", "hour"),
    [
        # Midnight ends no day: three o'clock does.
        ("2026-03-02T23:59:59+01:00", "Europe/Oslo", "2026-03-02", 23),
        ("2026-03-03T00:00:00+01:00", "Europe/Oslo", "2026-03-02", 0),
        ("2026-03-03T02:59:59+01:00", "Europe/Oslo", "2026-03-02", 2),
        ("2026-03-03T03:00:00+01:00", "Europe/Oslo", "2026-03-03", 3),
        # The same moment at four places, on two dates.
        ("2026-03-02T11:30:00+00:00", "Pacific/Kiritimati", "2026-03-02", 1),
        ("2026-03-02T11:30:00+00:00", "Pacific/Pago_Pago", "2026-03-01", 0),
        ("2026-03-02T11:30:00+00:00", "Pacific/Chatham", "2026-03-02", 1),
        ("2026-03-02T11:30:00+00:00", "Asia/Kathmandu", "2026-03-02", 17),
        # No zone known: UTC, never the machine's.
        ("2026-03-02T23:59:59+00:00", None, "2026-03-02", 23),
        ("2026-03-03T02:59:59+00:00", None, "2026-03-02", 2),
        ("2026-03-03T03:00:00+00:00", None, "2026-03-03", 3),
        # Spring in Oslo: 02:00 becomes 03:00, and there the new day begins.
        ("2026-03-29T00:59:59+00:00", "Europe/Oslo", "2026-03-28", 1),
        ("2026-03-29T01:00:00+00:00", "Europe/Oslo", "2026-03-29", 3),
        ("2026-03-30T00:59:59+00:00", "Europe/Oslo", "2026-03-29", 2),
        ("2026-03-30T01:00:00+00:00", "Europe/Oslo", "2026-03-30", 3),
        # Autumn in Oslo: at three it is two again, and three comes an hour later.
        ("2026-10-25T00:59:59+00:00", "Europe/Oslo", "2026-10-24", 2),
        ("2026-10-25T01:00:00+00:00", "Europe/Oslo", "2026-10-24", 2),
        ("2026-10-25T01:59:59+00:00", "Europe/Oslo", "2026-10-24", 2),
        ("2026-10-25T02:00:00+00:00", "Europe/Oslo", "2026-10-25", 3),
        # Autumn in New York: the hour from one to two comes twice.
        ("2026-11-01T05:30:00+00:00", "America/New_York", "2026-10-31", 1),
        ("2026-11-01T06:30:00+00:00", "America/New_York", "2026-10-31", 1),
        ("2026-11-01T07:59:59+00:00", "America/New_York", "2026-10-31", 2),
        ("2026-11-01T08:00:00+00:00", "America/New_York", "2026-11-01", 3),
        # Beirut's clocks go forward at midnight: the night has an hour less.
        ("2026-03-28T22:00:00+00:00", "Asia/Beirut", "2026-03-28", 1),
        ("2026-03-29T00:00:00+00:00", "Asia/Beirut", "2026-03-29", 3),
        # Samoa left out a whole day when it crossed the date line.
        ("2011-12-30T12:59:59+00:00", "Pacific/Apia", "2011-12-29", 2),
        ("2011-12-30T13:00:00+00:00", "Pacific/Apia", "2011-12-31", 3),
        # A leap day.
        ("2028-02-29T23:30:00-05:00", "America/Chicago", "2028-02-29", 22),
        # Milliseconds before midnight are still before it.
        ("2026-03-02T23:59:59.999+00:00", None, "2026-03-02", 23),
    ],
)
def test_the_day_is_the_persons_own(at, zone, day, hour):
    """It ends at three by the clock at their wall; the tests' own zone lies thirteen hours off."""
    assert (date.fromisoformat(day), hour) == (
        local_day(at_ms(at), zone),
        local_hour(at_ms(at), zone),
    )


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive by hypothesis' own rule
    st.timezone_keys(allow_prefix=False).filter(lambda key: known_zone(key) is not None),
)
def test_the_day_is_never_more_than_one_off_utc(at, zone):
    """Which is why one day more is read than a week has."""
    day = local_day(int(at.timestamp() * 1000), zone)

    assert abs((day - at.date()).days) <= 1


@pytest.mark.parametrize("name", ["Europe/Oslo", "UTC", "America/Argentina/Ushuaia"])
def test_a_zone_of_the_zone_database_is_known(name):
    """Alexa tells IANA names."""
    assert name == known_zone(name)


@pytest.mark.parametrize(
    "name",
    ["", "America", "Nowhere/Else", "/etc/localtime", "../passwd", "a\0b", "\ud800", "x" * 5000],
)
def test_what_is_no_zone_is_not_known_and_raises_nothing(name):
    """Names come from outside: whatever they are, a day can be told."""
    assert known_zone(name) is None


@pytest.mark.parametrize(
    ("today", "named", "meant"),
    [
        # A Monday. Yesterday, today, and the weekdays that Alexa takes for the coming ones.
        ("2026-11-23", "2026-11-22", "2026-11-22"),
        ("2026-11-23", "2026-11-23", "2026-11-23"),
        ("2026-11-23", "2026-11-24", "2026-11-17"),
        ("2026-11-23", "2026-11-29", "2026-11-22"),
        ("2026-11-23", "2026-11-30", "2026-11-23"),
        # "The twentieth of November": Alexa takes the next one.
        ("2026-11-23", "2027-11-20", "2026-11-20"),
        ("2027-01-02", "2027-12-28", "2026-12-28"),
        # A date of long ago is what it is.
        ("2026-11-23", "2024-02-29", "2024-02-29"),
        # "The twenty-ninth of February": the last one there was, on the day itself, too.
        ("2028-02-29", "2028-02-29", "2028-02-29"),
        ("2028-03-01", "2032-02-29", "2028-02-29"),
        ("2027-03-01", "2028-02-29", "2024-02-29"),
        ("2103-03-01", "2104-02-29", "2096-02-29"),
    ],
)
def test_a_day_that_is_told_of_lies_behind(today, named, meant):
    """Nobody asks, or tells, what they did on a day that is to come."""
    assert date.fromisoformat(meant) == day_behind(
        date.fromisoformat(named), date.fromisoformat(today), 12
    )


@pytest.mark.parametrize("hour", [0, 2])
@pytest.mark.parametrize(
    ("named", "meant"),
    [
        # Tuesday, half past midnight. "Today" and "Tuesday" are Alexa's date; the day is Monday.
        ("2026-11-24", "2026-11-23"),
        # "Yesterday", and "Monday", which Alexa takes for the coming one.
        ("2026-11-23", "2026-11-23"),
        ("2026-11-30", "2026-11-23"),
        ("2026-11-29", "2026-11-22"),
        ("2026-11-25", "2026-11-18"),
    ],
)
def test_at_night_the_calendar_is_ahead_of_the_day(hour, named, meant):
    """Alexa has the new date from midnight on; until three it is the evening before."""
    today = date(2026, 11, 23)

    assert date.fromisoformat(meant) == day_behind(date.fromisoformat(named), today, hour)
    assert date(2026, 11, 24) == calendar_day(today, hour)
    assert today == calendar_day(today, 3)


@given(st.dates(), st.dates(date(1990, 1, 1), date(9999, 1, 1)), st.integers(0, 23))
def test_no_day_that_is_told_of_is_to_come(named, today, hour):
    """Whatever a request names; and reading since an earlier "today" never reads less."""
    meant = day_behind(named, today, hour)

    assert meant <= today
    assert day_behind(named, today - timedelta(days=1), 0) <= meant


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Europe/Oslo", "Europe/Berlin", True),
        ("Europe/London", "Europe/Lisbon", True),
        ("Asia/Calcutta", "Asia/Kolkata", True),
        ("Europe/London", "Europe/Berlin", False),
        # The same in winter, and not in summer.
        ("Europe/London", "Atlantic/Reykjavik", False),
        ("Europe/London", None, True),
        (None, "Europe/London", True),
        ("Europe/London", "Not/AZone", True),
    ],
)
@pytest.mark.parametrize("month", [1, 7])
def test_two_zones_are_the_same_where_their_clocks_are_all_year(one, other, is_same, month):
    """By whatever name; of one that is not known nothing is said."""
    assert is_same is is_same_clock(one, other, datetime(2026, month, 10))  # noqa: DTZ001 - by the wall
