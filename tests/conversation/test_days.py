"""Days as people mean them: what is said around their end, and where clocks and dates jump."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

import pytest

from skill.routine.exercises import ExerciseId
from skill.routine.settings import Talk
from tests.conversation.conftest import home_in, returning_profile

ARCH, CALF = ExerciseId.ARCH, ExerciseId.CALF


@pytest.fixture
def living(tmp_path, local_engine):
    """Return what lets somebody who knows the exercises live somewhere, from some moment on."""

    @contextmanager
    def live(zone, start):
        known = returning_profile()
        brief = replace(known.settings, talk=Talk.BRIEF)
        with home_in(zone, datetime.fromisoformat(start), tmp_path, local_engine) as home:
            home.knows(replace(known, settings=brief, time_zone=zone))
            yield home

    return live


def arch_steps(home, *days):
    """Return the holds that are stored of each day."""
    return [home.day(date.fromisoformat(day)).steps(ARCH) for day in days]


@pytest.mark.parametrize(
    ("zone", "start", "before", "after"),
    [
        ("Europe/London", "2026-11-24T02:58:40+00:00", "2026-11-23", "2026-11-24"),
        ("Pacific/Kiritimati", "2026-11-24T02:58:40+14:00", "2026-11-23", "2026-11-24"),
        ("Etc/GMT+12", "2026-11-24T02:58:40-12:00", "2026-11-23", "2026-11-24"),
        # At two it is three: the day ends an hour early.
        ("America/New_York", "2025-03-09T01:58:40-05:00", "2025-03-08", "2025-03-09"),
        ("America/Chicago", "2028-02-29T02:58:40-06:00", "2028-02-28", "2028-02-29"),
        ("America/Chicago", "2028-03-01T02:58:40-06:00", "2028-02-29", "2028-03-01"),
    ],
)
def test_a_count_across_the_end_of_a_day(living, zone, start, before, after):
    """Each hold counts for the day on which it was over; both days are told."""
    with living(zone, start) as home:
        home.says("""
            U: ask my heel stretches for the morning stretch
            A: ... Hold one. ... Hold ten. ...
            U: no
            A: ... (session ends)
            U: ask my heel stretches what I did today
            A: One so far today: the arch stretch, round one of three. ...
            U: ask my heel stretches what I did yesterday
            A: Yesterday: ... arch ...
        """)
        old, new = arch_steps(home, before, after)
        doses = [home.day(date.fromisoformat(day)).doses(ARCH) for day in (before, after)]

    assert 10 == old + new
    assert 1 <= old <= 9
    assert [0, 1] == doses


def test_clocks_that_go_back_in_the_middle_of_a_count(living):
    """At two it is one again; ten holds are ten holds, of the evening before."""
    with living("America/New_York", "2025-11-02T01:58:40-04:00") as home:
        home.says("""
            U: ask my heel stretches for the morning stretch
            A: ... Hold one. ... Hold ten. ...
            U: what did I do today
            A: One so far today: the arch stretch, round one of three. ...
        """)

        assert [10, 0] == arch_steps(home, "2025-11-01", "2025-11-02")


@pytest.mark.parametrize("later", ["+10m", "+20h", "+3d"])
def test_who_walks_away_at_night_finds_it_on_the_day_before(living, later):
    """Nobody answers any more; the next visit comes a little later, the next evening, or days."""
    with living("Europe/London", "2026-11-24T00:50:00+00:00") as home:
        home.says(f"""
            U: ask my heel stretches for the morning stretch
            A: ... Hold one. ... Hold ten. ...
            {later}
            U: ask my heel stretches what I did on the twenty third of november
            A: ... arch ...
        """)

        assert [10, 0] == arch_steps(home, "2026-11-23", "2026-11-24")


def test_after_three_today_is_a_new_page_and_yesterday_is_the_night(living):
    """What was done at midnight counts to the evening. The week has it, too."""
    with living("Europe/London", "2026-11-24T00:30:00+00:00") as home:
        home.says("""
            U: ask my heel stretches for the morning stretch
            A: ...
            U: no
            A: ... (session ends)
            +20m
            U: ask my heel stretches what I did today
            A: One so far today: the arch stretch, round one of three. (session ends)
            +3h
            U: ask my heel stretches what I did today
            A: Nothing yet today. The arch stretch takes about three minutes. Start? (listening)
            U: no
            U: ask my heel stretches what I did yesterday
            A: Yesterday: the arch stretch, one of three rounds. (session ends)
            U: ask my heel stretches how was my week
            A: One day of the last seven, yesterday.
        """)


def test_a_leap_day(living):
    """Told by its name on the day after, and as a day of its month."""
    with living("Europe/London", "2028-02-29T12:00:00+00:00") as home:
        home.says("""
            U: ask my heel stretches for the morning stretch
            A: ...
            U: no
            A: ... (session ends)
            +1d
            U: ask my heel stretches what I did yesterday
            A: Yesterday: the arch stretch, one of three rounds.
            U: ask my heel stretches what I did on the twenty ninth of february
            A: Yesterday: the arch stretch, one of three rounds.
            U: ask my heel stretches what I did last month
            A: One day in February.
            U: ask my heel stretches what I did this month
            A: Nothing noted for March.
        """)


def test_a_weekday_is_the_one_behind(living):
    """Also for what somebody did without the coach."""
    with living("Europe/London", "2026-11-23T12:00:00+00:00") as home:
        home.says("""
            U: tell my heel stretches I did the calf stretch on sunday
            A: Noted for yesterday: calf stretch.
            U: ask my heel stretches what I did on sunday
            A: Yesterday: calf stretch.
        """)

        assert 1 == home.day(date(2026, 11, 22)).doses(CALF)
