"""Which day a step counts for: the person's own, which ends at three at night by their clock."""

import zoneinfo
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.reply import State
from skill.coaching.settle import settle
from skill.progress.days import counted
from skill.progress.place import Place, SentSegment, Status, StepTime
from skill.progress.profile import Profile
from skill.routine.exercises import ExerciseId
from skill.routine.plan import Pick, make_plan
from skill.routine.settings import Settings

ARCH, CALF = ExerciseId.ARCH, ExerciseId.CALF
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOLD_MS = 10_000
HOUR_MS = 60 * 60 * 1000
DAY_MS = 24 * HOUR_MS
LONG_AFTER_MS = 40 * DAY_MS

DAY_ENDS = [
    # An ordinary night. Then zones far ahead, far behind, and off by odd minutes.
    ("Europe/London", "2026-03-02", "2026-03-03", "2026-03-03T03:00Z"),
    ("Pacific/Kiritimati", "2026-03-02", "2026-03-03", "2026-03-02T13:00Z"),
    ("Etc/GMT+12", "2026-03-02", "2026-03-03", "2026-03-03T15:00Z"),
    ("Pacific/Pago_Pago", "2026-03-02", "2026-03-03", "2026-03-03T14:00Z"),
    ("Asia/Kathmandu", "2026-03-02", "2026-03-03", "2026-03-02T21:15Z"),
    ("Pacific/Chatham", "2026-03-02", "2026-03-03", "2026-03-02T13:15Z"),
    # The nights around a day of 23 hours, and around one of 25.
    ("Europe/London", "2025-03-29", "2025-03-30", "2025-03-30T02:00Z"),
    ("Europe/London", "2025-03-30", "2025-03-31", "2025-03-31T02:00Z"),
    ("Europe/London", "2025-10-25", "2025-10-26", "2025-10-26T03:00Z"),
    ("Europe/London", "2025-10-26", "2025-10-27", "2025-10-27T03:00Z"),
    ("America/New_York", "2025-03-08", "2025-03-09", "2025-03-09T07:00Z"),
    ("America/New_York", "2025-03-09", "2025-03-10", "2025-03-10T07:00Z"),
    ("America/New_York", "2025-11-01", "2025-11-02", "2025-11-02T08:00Z"),
    ("America/New_York", "2025-11-02", "2025-11-03", "2025-11-03T08:00Z"),
    # Lord Howe's clocks move by half an hour.
    ("Australia/Lord_Howe", "2025-04-05", "2025-04-06", "2025-04-05T16:30Z"),
    ("Australia/Lord_Howe", "2025-04-06", "2025-04-07", "2025-04-06T16:30Z"),
    ("Australia/Lord_Howe", "2025-10-05", "2025-10-06", "2025-10-05T16:00Z"),
    # Here clocks go forward at midnight itself: from midnight to three are two hours.
    ("America/Havana", "2025-03-08", "2025-03-09", "2025-03-09T07:00Z"),
    ("Asia/Beirut", "2022-03-26", "2022-03-27", "2022-03-27T00:00Z"),
    # Beirut's go back at midnight: the hour from eleven comes twice, and the day has 25.
    ("Asia/Beirut", "2022-10-29", "2022-10-30", "2022-10-30T01:00Z"),
    # Samoa had no 30 December in 2011.
    ("Pacific/Apia", "2011-12-29", "2011-12-31", "2011-12-30T13:00Z"),
    # Into a leap day and out of it; no such day in the year before.
    ("America/Chicago", "2024-02-28", "2024-02-29", "2024-02-29T09:00Z"),
    ("America/Chicago", "2024-02-29", "2024-03-01", "2024-03-01T09:00Z"),
    ("America/Chicago", "2023-02-28", "2023-03-01", "2023-03-01T09:00Z"),
    ("Europe/London", "2026-12-31", "2027-01-01", "2027-01-01T03:00Z"),
]
"""Zone, the day before three at night, the one after, and when that was."""

day_ends = pytest.mark.parametrize(("zone", "before", "after", "end"), DAY_ENDS)


def ms(text):
    """Return an instant in milliseconds since 1970."""
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def in_zone(zone):
    """Return somebody who lives there."""
    return Profile(Settings(), zone)


def left_playing(exercise, first_over_at_ms, *, name="one", apart_ms=HOLD_MS, steps=None):
    """Return a place that plays an exercise, its first step being over at an instant."""
    picks = (Pick(exercise),)
    plan = make_plan(picks, Settings())[:steps]
    played = tuple(
        StepTime(step.id, n * apart_ms, (n + 1) * apart_ms) for n, step in enumerate(plan)
    )
    started_at_ms = first_over_at_ms - apart_ms - 1000
    playing = SentSegment(name, started_at_ms, Status.REST, played)
    return Place(picks, None, Status.IDLE, started_at_ms, playing=playing)


def steps_by_day(days, unit=ARCH):
    """Return the steps of each day on which there are any."""
    return {day: log.steps(unit) for day, log in days.items() if log.steps(unit)}


@day_ends
def test_holds_around_the_end_of_a_day_count_for_the_day_on_which_each_was_over(
    zone, before, after, end
):
    """Four are over before three at night, six later; the segment is in the log of both days."""
    place = left_playing(ARCH, ms(end) - 3 * HOLD_MS - 1)

    settled = settle(State(in_zone(zone), place), ms(end) + LONG_AFTER_MS)

    first, second = date.fromisoformat(before), date.fromisoformat(after)
    assert {first: 4, second: 6} == steps_by_day(settled.days)
    assert [("one", first), ("one", second)] == [
        (entry.segment_id, entry.day) for entry in settled.entries
    ]


@day_ends
def test_a_hold_that_is_over_at_three_belongs_to_the_new_day(zone, before, after, end):
    """Three is the new day's first moment. A millisecond earlier it was still the old one."""
    first, second = date.fromisoformat(before), date.fromisoformat(after)

    for over_at_ms, day in ((ms(end), second), (ms(end) - 1, first)):
        place = left_playing(ARCH, over_at_ms, steps=1)
        settled = settle(State(in_zone(zone), place), ms(end) + HOUR_MS)
        assert {day: 1} == steps_by_day(settled.days)


@day_ends
def test_a_segment_across_two_days_that_is_settled_in_between_counts_each_hold_once(
    zone, before, after, end
):
    """Somebody says "pause" at three; what came after it comes again, under another name."""
    profile, at_end_ms = in_zone(zone), ms(end)
    place = left_playing(ARCH, at_end_ms - 4 * HOLD_MS)
    paused = settle(State(profile, place), at_end_ms - 1)
    assert "arch-5" == paused.place.at

    rest = place.playing.steps[4:]
    offset_ms = rest[0].start_ms
    again = SentSegment(
        "two",
        at_end_ms + 60_000,
        Status.REST,
        tuple(
            StepTime(each.step, each.start_ms - offset_ms, each.end_ms - offset_ms) for each in rest
        ),
    )
    over = settle(replace(paused, place=replace(paused.place, playing=again)), at_end_ms + HOUR_MS)

    first, second = date.fromisoformat(before), date.fromisoformat(after)
    assert {first: 4, second: 6} == steps_by_day(over.days)


@day_ends
def test_settling_days_later_finds_the_day_it_was_played(zone, before, after, end):
    """Nobody said goodbye; the next visit comes when clocks and dates have moved on."""
    place = left_playing(ARCH, ms(end) - 5 * HOLD_MS - 1)
    over_at_ms = ms(end) + 5 * HOLD_MS
    expected = {date.fromisoformat(before): 6, date.fromisoformat(after): 4}

    for later_ms in (HOUR_MS, DAY_MS, 9 * DAY_MS, 200 * DAY_MS, 900 * DAY_MS):
        settled = settle(State(in_zone(zone), place), over_at_ms + later_ms)
        assert expected == steps_by_day(settled.days)
        assert date.fromisoformat(after) == settled.profile.practice[ARCH].last_day


@pytest.mark.parametrize(
    ("zone", "change", "day"),
    [
        ("Europe/London", "2025-03-30T01:00Z", "2025-03-29"),
        ("Europe/London", "2025-10-26T01:00Z", "2025-10-25"),
        ("America/New_York", "2025-11-02T06:00Z", "2025-11-01"),
        ("Australia/Lord_Howe", "2025-04-05T15:00Z", "2025-04-05"),
        ("Australia/Lord_Howe", "2025-10-04T15:30Z", "2025-10-04"),
        ("America/Havana", "2025-11-02T05:00Z", "2025-11-01"),
        # Midnight comes; the clocks go back to eleven; it is still the same day.
        ("Asia/Beirut", "2022-10-29T21:00Z", "2022-10-29"),
        # Not the date at the wall, which is one ahead of the day until three.
        ("Europe/London", "2025-06-01T23:00Z", "2025-06-01"),
    ],
)
def test_clocks_that_change_in_the_middle_of_a_round_change_nothing_of_it(zone, change, day):
    """Elapsed time is not what the wall shows: ten holds are ten, on one day."""
    place = left_playing(ARCH, ms(change) - 4 * HOLD_MS)

    settled = settle(State(in_zone(zone), place), ms(change) + HOUR_MS)

    assert {date.fromisoformat(day): 10} == steps_by_day(settled.days)
    assert 1 == settled.days[date.fromisoformat(day)].doses(ARCH)


def test_a_day_that_comes_back_within_a_segment_is_one_entry():
    """Chatham's clocks go back at a quarter to four: a quarter of an hour is before three again."""
    # Holds at 02:59:40 and 03:27:40, at 02:55:40 where the clocks have gone back, and at 03:23:40.
    first_over_at_ms = ms("2026-04-05T02:59:40+13:45")
    place = left_playing(ARCH, first_over_at_ms, apart_ms=1_680_000, steps=4)

    settled = settle(State(in_zone("Pacific/Chatham"), place), first_over_at_ms + DAY_MS)

    assert {date(2026, 4, 4): 2, date(2026, 4, 5): 2} == steps_by_day(settled.days)
    assert 2 == len(settled.entries)


def test_a_dose_across_two_days_is_done_on_the_new_day():
    """The old day keeps the steps as begun work; no step belongs to two doses."""
    end_ms = ms("2026-03-03T03:00Z")
    place = left_playing(CALF, end_ms - 4 * HOLD_MS)

    days = settle(State(in_zone("UTC"), place), end_ms + HOUR_MS).days

    monday, tuesday = days[date(2026, 3, 2)], days[date(2026, 3, 3)]
    assert (4, 0, 4) == (monday.steps(CALF), monday.doses(CALF), monday.open_steps(CALF))
    assert (2, 1, 0) == (tuesday.steps(CALF), tuesday.doses(CALF), tuesday.open_steps(CALF))


def test_a_traveller_lives_a_date_twice_and_both_rounds_count_for_it():
    """Ten in the morning on the third in Auckland; eleven hours later, in Honolulu, again."""
    third = date(2026, 3, 3)
    morning = left_playing(ARCH, ms("2026-03-03T10:00+13:00"), name="auckland")
    evening = left_playing(ARCH, ms("2026-03-03T21:00-10:00"), name="honolulu")

    days = settle(State(in_zone("Pacific/Auckland"), morning), ms("2026-03-03T11:00+13:00")).days
    days = settle(
        State(in_zone("Pacific/Honolulu"), evening, days=days), ms("2026-03-03T22:00-10:00")
    ).days

    assert {third: 20} == steps_by_day(days)
    assert 2 == days[third].doses(ARCH)


def test_what_is_settled_twice_is_counted_once():
    """A request that comes again settles the same segment, on the same two days."""
    end_ms = ms("2026-03-03T03:00Z")
    place = left_playing(ARCH, end_ms - 4 * HOLD_MS)
    once = settle(State(in_zone("UTC"), place), end_ms + HOUR_MS)

    twice = settle(State(in_zone("UTC"), place), end_ms + 2 * HOUR_MS)

    assert once.entries == twice.entries
    assert once.days == counted(once.days, twice.entries)


def wall_day(at, zone):
    """Return the date at the wall when it was last past three there."""
    while at.astimezone(zone).hour < 3:
        at -= timedelta(minutes=15)
    return at.astimezone(zone).date()


def day_begins_after(at, zone):
    """Return the hours from an instant on in which a day begins there."""
    hours = [at + timedelta(hours=n) for n in range(27)]
    dates = [wall_day(each, zone) for each in hours]
    return [hour for n, hour in enumerate(hours) if n and dates[n] != dates[n - 1]]


@given(
    zone=st.sampled_from(sorted(zoneinfo.available_timezones())).map(zoneinfo.ZoneInfo),
    at=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive by hypothesis' own rule
    is_near_the_end=st.booleans(),
    hold_ms=st.sampled_from([HOLD_MS, HOUR_MS // 6, 1]) | st.integers(1, HOUR_MS),
    asked_after_ms=st.integers(0, 12 * HOUR_MS) | st.just(LONG_AFTER_MS),
)
def test_every_step_counts_once_on_its_day(zone, at, is_near_the_end, hold_ms, asked_after_ms):
    """In any zone, at any instant, however long the holds are and however late somebody asks."""
    first_over = day_begins_after(at, zone)[0] if is_near_the_end else at
    first_over_at_ms = (first_over - EPOCH) // timedelta(milliseconds=1)
    place = left_playing(ARCH, first_over_at_ms, apart_ms=hold_ms)
    asked_at_ms = place.playing.started_at_ms + asked_after_ms
    over_at_ms = [first_over_at_ms + n * hold_ms for n in range(10)]
    over = [each for each in over_at_ms if each <= asked_at_ms]
    wall = [wall_day(EPOCH + timedelta(milliseconds=each), zone) for each in over]

    settled = settle(State(in_zone(zone.key), place), asked_at_ms)

    assert Counter(wall) == steps_by_day(settled.days)
    assert len(over) == len(settled.place.done)
    assert settled.days == counted({}, settled.entries)
