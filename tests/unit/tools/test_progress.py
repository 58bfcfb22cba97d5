"""The progress views: they say what the voice says, and show no more than was done."""

import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from skill.coaching.commands import Plain, Progress
from skill.coaching.context import Context
from skill.coaching.reply import State, Turn
from skill.progress.days import DayLog, LogEntry
from skill.progress.profile import Profile
from skill.progress.store import StoreUnavailable
from skill.progress.summary import days_stretched, summarise
from skill.routine.exercises import EXERCISES, IN_ROUNDS, ExerciseId, Foot
from skill.routine.settings import Settings
from tests.fakes import InMemoryProgressStore, count, keep
from tests.unit.coaching.asking import (
    CALF,
    FIVE,
    LOGS,
    MONTH,
    PRACTISED,
    ROCK,
    TIPTOE,
    TODAY,
    TOWEL,
    WEEK,
    WORDS,
    ask,
    did,
    rounds,
    said,
)
from tests.unit.progress.strategies import SETTINGS
from tools.progress import progress_at, progress_of, progress_or_why_not
from tools.progress_print import COLUMNS, drawn

DAYS = st.dictionaries(st.integers(0, 40), LOGS, max_size=8)
HOURS = st.integers(3, 23)
SOMEBODY = "somebody"
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def shown(days, *, hour=10, settings=None, zone="Europe/London"):
    """Return the progress of the person whom ``ask`` asks for, who did this so many days ago."""
    logs = {
        TODAY - timedelta(ago): DayLog(TODAY - timedelta(ago), log) for ago, log in days.items()
    }
    profile = Profile(
        settings or Settings(foot=Foot.LEFT), zone, told={"disclaimer": 1}, practice=PRACTISED
    )
    at = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=ZoneInfo(zone))
    turn = Turn(int(at.timestamp() * 1000), "now", new_session=True)
    return progress_at(Context(State(profile, days=logs), turn, WORDS))


def printed(progress, width=COLUMNS):
    """Return the lines of the terminal, of so many columns and without colour."""
    out = io.StringIO()
    Console(file=out, no_color=True, highlight=False, width=width).print(drawn(progress))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def exercise(progress, unit):
    """Return what is shown of an exercise today, without its parts."""
    found = next(each for each in progress["today"]["exercises"] if each["id"] == unit)
    return found["state"], found["words"], found["done"], found["of"]


@given(DAYS, HOURS, SETTINGS)
def test_every_sentence_is_the_voices(days, hour, settings):
    """
    Today, the week, the month, the record: asked at the same instant, the coach says the same.

    An answer that ends with an offer is shown without it: a page asks nothing.
    """
    progress = shown(days, hour=hour, settings=settings)

    def voice(command):
        return said(ask(command, days, hour=hour, settings=settings))

    assert voice(WEEK) == progress["week"]["words"]
    assert voice(MONTH) == progress["calendar"]["words"]
    assert voice(Plain.RECORD) == progress["run"]["words"]
    today = voice(Progress())
    assert today == progress["words"] or (
        today.startswith(progress["words"]) and today.endswith("Start?")
    )


@given(DAYS, SETTINGS)
def test_no_more_is_shown_than_was_done(days, settings):
    """The summary's exercises are those that are done, begun and open; doses are those logged."""
    progress = shown(days, settings=settings)
    summary = summarise(DayLog(TODAY, days.get(0, {})), settings)

    for each in progress["today"]["exercises"]:
        unit = ExerciseId(each["id"])
        found = summary.of(unit)
        is_done = unit in summary.done and not (unit is IN_ROUNDS and summary.rounds_left)
        assert is_done == (each["state"] == "done")
        assert found.is_empty == (each["state"] == "open")
        for begun in summary.begun:
            if begun.unit is unit:
                assert (begun.sets_done, begun.sets) == (each["done"], each["of"])
        for part in each["parts"]:
            assert (part["id"] in summary.of(unit).done or is_done) == (part["state"] == "done")
    assert summary.rounds == progress["today"]["rounds"]

    for day in progress["week"]["days"]:
        ago = (TODAY - date.fromisoformat(day["day"])).days
        log = DayLog(TODAY, days.get(ago, {}))
        for unit, doses in day["doses"].items():
            parts = EXERCISES[ExerciseId(unit)].parts or (ExerciseId(unit),)
            assert 0 < doses == min(map(log.doses, parts))
        has_any = bool(days_stretched({TODAY: log}))
        assert has_any == bool(day["doses"] or day["has_more"])


@given(DAYS)
def test_the_calendar_has_the_days_with_anything_done(days):
    """Whole weeks from Monday; what is to come is not one of the empty days."""
    progress = shown(days)

    weeks = progress["calendar"]["weeks"]
    cells = {date.fromisoformat(each["day"]): each["state"] for week in weeks for each in week}
    assert [(7, 0)] * 5 == [
        (len(week), date.fromisoformat(week[0]["day"]).weekday()) for week in weeks
    ]
    logs = {TODAY - timedelta(ago): DayLog(TODAY, log) for ago, log in days.items()}
    expected = {day for day in days_stretched(logs) if day in cells}
    assert expected == {day for day, state in cells.items() if state == "done"}
    assert {TODAY + timedelta(n) for n in range(1, 7)} == {
        day for day, state in cells.items() if state == "future"
    }


@given(DAYS, SETTINGS)
def test_the_terminal_needs_sixty_columns_and_no_colour(days, settings):
    """All words of the voice are there."""
    progress = shown(days, settings=settings)

    lines = printed(progress)

    assert all(len(line) <= COLUMNS for line in lines)
    text = " ".join(" ".join(lines).split())
    if not progress["is_new"]:
        for words in (progress, progress["week"], progress["calendar"], progress["run"]):
            assert words["words"] in text


def test_a_day_half_way():
    """Whole ones, sets of one, one of two parts, and rounds."""
    progress = shown({0: did(CALF, TIPTOE, towel=1, rock=2) | rounds(2)})

    assert ("done", "done", 1, 1) == exercise(progress, "calf")
    assert ("begun", "1 of 3 sets", 1, 3) == exercise(progress, "towel")
    assert ("open", "not yet", 0, 1) == exercise(progress, "hamstring")
    assert ("begun", "", 1, 2) == exercise(progress, "raises")
    assert ("begun", "2 of 3 rounds", 2, 3) == exercise(progress, "arch")
    raises = progress["today"]["exercises"][3]
    assert ["done", "2 of 3 sets"] == [part["words"] for part in raises["parts"]]


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ({}, ("open", "not yet", 0, 1)),
        (did(arch=3), ("begun", "3 of 10 holds", 3, 10)),
        (rounds(1), ("begun", "1 of 3 rounds", 1, 3)),
        (rounds(3), ("done", "3 of 3 rounds", 3, 3)),
        (rounds(4), ("done", "4 rounds", 4, 3)),
    ],
)
def test_rounds_of_the_arch_stretch(log, expected):
    """More than are wanted are told as more: never four of three."""
    assert expected == exercise(shown({0: log}), "arch")


def test_a_set_that_is_all_there_is_of_an_unfinished_dose_is_begun():
    """Counters say what is whole: as many steps as a dose has, in two halves, are none yet."""
    progress = shown({0: did(towel=3)})

    assert ("begun", "3 of 3 sets") == exercise(progress, "towel")[:2]
    assert {} == progress["week"]["days"][-1]["doses"]


@pytest.mark.parametrize(
    ("days", "now", "longest"),
    [
        ([0], None, None),
        ([0, 1], None, None),
        ([0, 1, 2], 3, 3),
        ([1, 2, 3], 3, 3),
        ([0, 1, 2, 10, 11, 12, 13], 3, 4),
        ([2, 3, 4, 5], None, 4),
        ([20, 21, 22], None, None),
    ],
)
def test_runs_are_figures_only_where_the_voice_says_them(days, now, longest):
    """From three days on; of somebody who was away for weeks, nothing is counted up."""
    run = shown(dict.fromkeys(days, FIVE))["run"]

    assert (now, longest) == (run["now"], run["longest"])


def test_somebody_new_gets_a_sentence_and_what_to_say():
    """No empty charts."""
    progress = shown({})

    assert progress["is_new"]
    assert [
        "Nothing noted yet. The first day counts from the first",
        "exercise.",
        "To begin: “Alexa, start my heel stretches”, or",
        "heel-stretches talk.",
    ] == printed(progress)


def test_a_week_in_the_terminal():
    """A number for each whole dose, a plus for what was begun, nothing for an empty day."""
    lines = printed(
        shown({0: did(CALF, TOWEL) | rounds(2), 1: did(calf=1), 3: rounds(14) | did(ROCK)})
    )

    assert [
        *("  Tue 17", "  Wed 18", "  Thu 19", "  Fri 20  5x14 +"),
        *("  Sat 21", "  Sun 22  +", "  Mon 23  1 2 5 5"),
    ] == [line for line in lines if line[2:5] in DAY_NAMES]
    assert "  23 Nov  ●" in lines
    assert "  16 Nov  ·   ·   ·   ·   ●   ·   ●" in lines


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-11-24T02:59:00+00:00", "Europe/London", "2026-11-23"),
        ("2026-11-24T03:00:00+00:00", "Europe/London", "2026-11-24"),
        ("2026-11-24T02:59:00+00:00", "Europe/Oslo", "2026-11-24"),
        ("2026-11-24T10:00:00+00:00", "America/Los_Angeles", "2026-11-23"),
        ("2026-11-23T14:00:00+00:00", "Pacific/Kiritimati", "2026-11-24"),
    ],
)
def test_the_day_is_the_persons_own_and_ends_at_three(instant, zone, day):
    """Whatever the zone of whoever looks."""
    store = InMemoryProgressStore()
    keep(store, SOMEBODY, Profile(time_zone=zone))
    count(store, SOMEBODY, LogEntry("one", date.fromisoformat(day), rounds(1)))

    progress = progress_of(store, SOMEBODY, datetime.fromisoformat(instant), time_zone="Asia/Tokyo")

    assert (day, 1) == (progress["today"]["day"], progress["today"]["rounds"])


def test_of_somebody_unknown_the_day_is_that_of_the_zone_given():
    """And nothing is written by looking."""
    store = InMemoryProgressStore()
    at = datetime(2026, 11, 23, 20, tzinfo=UTC)

    assert "2026-11-23" == progress_of(store, SOMEBODY, at)["today"]["day"]
    progress = progress_of(store, SOMEBODY, at, time_zone="Asia/Tokyo")
    assert ("2026-11-24", True) == (progress["today"]["day"], progress["is_new"])
    assert (2, 0) == (store.loads, store.attempts)


def test_notes_out_of_reach_are_told_as_the_voice_tells_them():
    """Silence about them would be a lie; the caller may also be told why."""
    store = InMemoryProgressStore()
    store.go_down()
    at = datetime(2026, 11, 23, 20, tzinfo=UTC)

    found = progress_or_why_not(store, SOMEBODY, at, device="", days_kept=400)

    assert {"unreachable"} == set(found)
    assert found["unreachable"]
    with pytest.raises(StoreUnavailable):
        progress_of(store, SOMEBODY, at)
