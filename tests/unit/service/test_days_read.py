"""Which days are read: all that an answer needs, whatever the date is where the person is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from skill.progress.days import LogEntry
from tests.envelopes import USER, Caller, both_slot, heard
from tests.fakes import InMemoryProgressStore, count, keep
from tests.unit.conftest import KNOWN

ROUND = {"arch_steps": 10, "arch_done": 1, "arch_done_steps": 10}
CALF = {"exercise": both_slot("calf", "calf")}


def ask(when, zone, *days, name="ProgressIntent", **slots):
    """Return the answer to a first question at a time and place, and the store, with these days."""
    at = datetime.fromisoformat(when).astimezone(UTC)
    store = InMemoryProgressStore()
    told_at_ms = int(at.timestamp() * 1000)
    keep(store, USER, replace(KNOWN, time_zone=zone, time_zone_at_ms=told_at_ms))
    for day in days:
        count(store, USER, LogEntry("one", date.fromisoformat(day), ROUND))
    return heard(Caller(store, at=at).say(name, **slots)), store


HOURS = [
    # The same month's end: far ahead, at home, far behind, where the server's month is over.
    ("2026-03-31T03:30+14:00", "Pacific/Kiritimati"),
    ("2026-03-31T23:30+14:00", "Pacific/Kiritimati"),
    ("2026-03-31T03:30+00:00", "UTC"),
    ("2026-03-31T23:30+00:00", "UTC"),
    ("2026-03-31T03:30-12:00", "Etc/GMT+12"),
    ("2026-03-31T23:30-12:00", "Etc/GMT+12"),
]
hours = pytest.mark.parametrize(("when", "zone"), HOURS)


@hours
def test_the_first_of_a_long_month_belongs_to_this_month(when, zone):
    """Thirty days back from its last, also where the server writes April already."""
    answer, _ = ask(when, zone, "2026-02-28", "2026-03-01", period=both_slot("month", "month"))

    assert "One day in March so far." in answer


@hours
def test_this_week_is_the_last_seven_days(when, zone):
    """Today and six more; the eighth is another week's."""
    days = ["2026-03-24", "2026-03-25", "2026-03-31"]
    answer, _ = ask(when, zone, *days, period=both_slot("week", "week"))

    assert "You stretched on two of the last seven days." in answer


@hours
def test_yesterday_is_the_date_before(when, zone):
    """As Alexa tells it from the device's own clock."""
    answer, _ = ask(when, zone, "2026-03-30", date=both_slot("2026-03-30"))

    assert "Yesterday: the arch stretch" in answer


@hours
def test_today_is_the_persons_own(when, zone):
    """Not the day before, and none that begins elsewhere."""
    answer, _ = ask(when, zone, "2026-03-31")
    elsewhere, _ = ask(when, zone, "2026-03-30", "2026-04-01")

    assert "One so far today: the arch stretch" in answer
    assert "Nothing" in elsewhere


@hours
def test_a_whole_year_of_days_is_read_for_the_longest_run(when, zone):
    """Four hundred days by the person's own date."""
    run = ["2025-02-24", "2025-02-25", "2025-02-26"]
    answer, _ = ask(when, zone, *run, "2026-03-30", name="RecordIntent")

    assert "Your longest run is three days." in answer


@pytest.mark.parametrize(
    ("when", "month", "answer"),
    [
        ("2028-02-29T12:00+00:00", "2028-02", "Two days in February so far."),
        ("2028-03-31T12:00+00:00", "2028-02", "Two days in February."),
        ("2028-03-31T12:00+00:00", "2028-03", "One day in March so far."),
    ],
)
def test_a_leap_day_is_a_day_of_february(when, month, answer):
    """And of no other month."""
    days = ["2028-01-31", "2028-02-01", "2028-02-29", "2028-03-01"]
    days = [day for day in days if day <= when[:10]]

    assert answer in ask(when, "UTC", *days, date=both_slot(month))[0]


@pytest.mark.parametrize(
    ("when", "named", "answer"),
    [
        ("2028-03-01T03:30+00:00", "2028-02-29", "Yesterday: the arch stretch"),
        # "The twenty-ninth of February", which Alexa takes for the coming one.
        ("2028-03-01T03:30+00:00", "2032-02-29", "Yesterday: the arch stretch"),
        ("2028-12-01T12:00+00:00", "2032-02-29", "the arch stretch, one of three rounds"),
        ("2029-03-01T03:30+00:00", "2029-02-28", "Nothing noted for yesterday."),
    ],
)
def test_a_leap_day_can_be_asked_for(when, named, answer):
    """On the day after it, and as long as it is kept."""
    assert answer in ask(when, "UTC", "2028-02-29", date=both_slot(named))[0]


def test_a_date_that_samoa_left_out_has_nothing():
    """On the 31st, "yesterday" is a day that nobody there has lived."""
    when = ("2011-12-31T10:00+14:00", "Pacific/Apia")

    assert (
        "Nothing noted for yesterday." in ask(*when, "2011-12-29", date=both_slot("2011-12-30"))[0]
    )
    assert "on Thursday" in ask(*when, "2011-12-29", period=both_slot("week", "week"))[0]


@pytest.mark.parametrize(
    ("named", "noted"),
    [
        ("2026-11-22", "2026-11-22"),
        # "On Sunday", said on a Monday: Alexa takes the coming one.
        ("2026-11-29", "2026-11-22"),
        ("2027-11-20", "2026-11-20"),
    ],
)
def test_what_was_done_without_the_coach_is_never_noted_on_a_day_to_come(named, noted):
    """There it would wait, and be told as done when that day comes."""
    slots = {"date": both_slot(named), **CALF}
    _, store = ask("2026-11-23T12:00+00:00", "UTC", name="DoneIntent", **slots)

    assert [date.fromisoformat(noted)] == list(store.days[USER])
