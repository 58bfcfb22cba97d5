"""The history of a person's days is what their logs amount to, as far as it claims anything."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.progress.days import DayLog, LogEntry
from skill.progress.history import DAYS_KNOWN, History
from skill.progress.summary import longest_run, routines, running_days
from skill.routine.plan import UNITS

MONDAY = date(2026, 11, 2)
NEW = History(complete=True)


def on(ago):
    """Return the day so many days before the last one of a test."""
    return MONDAY + timedelta(60 - ago)


def entry(day, *units, count=1):
    """Return what whole doses add to a day, or take from it."""
    counters = {}
    for unit in units:
        counters |= {f"{unit}_steps": 3 * count, f"{unit}_done": count}
    return LogEntry("0123456789ab", day, counters)


def counted(history, logs, new):
    """Return history and logs with an entry, of whose id nothing is remembered."""
    log = replace(logs.get(new.day, DayLog(new.day)), applied=frozenset()).with_entry(new)
    return history.with_entry(new, log), {**logs, new.day: log}


def days_of(logs):
    """Return the days on which something was done, in order."""
    return sorted(day for day, log in logs.items() if any(n > 0 for n in log.counters.values()))


DAY_NUMBERS = st.integers(0, 60)
ENTRIES = st.lists(
    st.tuples(DAY_NUMBERS, st.lists(st.sampled_from(UNITS), min_size=1, max_size=6, unique=True)),
    max_size=30,
)


@given(ENTRIES, st.data())
def test_days_and_runs_are_those_of_the_logs(entries, data):
    """In whatever order they are noted, and whatever of it is taken back."""
    history, logs, kept = NEW, {}, []
    for ago, units in entries:
        history, logs = counted(history, logs, entry(on(ago), *units))
        kept.append((ago, units))
        if data.draw(st.integers(0, 3)) == 0:
            back, taken = kept.pop(data.draw(st.integers(0, len(kept) - 1)))
            history, logs = counted(history, logs, entry(on(back), *taken, count=-1))
        days = days_of(logs)

        assert days == list(history.all_days())
        assert (len(days), days[0] if days else None) == (history.number, history.first_day)
        for day in days:
            run = running_days([each for each in days if each <= day], day)
            before = [each for each in days if each <= day - timedelta(run)]
            assert (run, longest_run(before)) == (history.run(day), history.longest_before(day))
        assert sum(log.doses("arch") for log in logs.values()) == history.rounds


@given(ENTRIES)
def test_what_is_complete_knows_the_routines_and_the_week(entries):
    """Each noted on its day, or within a week of the last one."""
    history, logs = NEW, {}
    for ago, units in sorted(entries, key=lambda each: -each[0]):
        history, logs = counted(history, logs, entry(on(ago), *units))

        whole = [log for log in logs.values() if routines([log])]
        assert (True, len(whole)) == (history.complete, history.routines)
        first = history.last_day - timedelta(6)
        for unit in UNITS:
            lately = [day for day, log in logs.items() if day >= first and log.doses(unit)]
            assert len(lately) == history.number_between(first, history.last_day, unit)


@given(ENTRIES)
def test_routines_are_known_as_long_as_it_says_so(entries):
    """In any order: what is noted of a day long ago may be the fifth exercise of it."""
    history, logs = NEW, {}
    for ago, units in entries:
        history, logs = counted(history, logs, entry(on(ago), *units))

        whole = [log for log in logs.values() if routines([log])]
        assert not history.complete or len(whole) == history.routines


def test_taking_back_from_a_day_that_was_not_read_claims_less():
    """The note is gone, and perhaps the day was not empty: nothing counts on it any more."""
    history, logs = NEW, {}
    for ago in (3, 2, 1, 0):
        history, logs = counted(history, logs, entry(on(ago), "calf"))
    taken = entry(on(1), "calf", count=-1)

    after = history.with_entry(taken, DayLog(on(1)).with_entry(taken))

    assert (False, 1, False) == (after.complete, after.run(on(0)), after.has(on(1)))
    # The next launch reads the last days, and knows better.
    assert 4 == after.with_log(logs[on(1)]).run(on(0))


@pytest.mark.parametrize(("days", "complete"), [(DAYS_KNOWN, True), (DAYS_KNOWN + 1, False)])
def test_what_lies_far_back_is_forgotten(days, complete):
    """And the history is not complete any more; its size does not grow."""
    history = NEW
    for number in range(days):
        history = history.with_day(MONDAY + timedelta(number))

    assert (DAYS_KNOWN, complete) == (history.number, history.complete)
    assert 100 == len(history.days)


def test_a_break_of_years():
    """Costs nothing, and leaves a first day."""
    history = NEW.with_day(date(1, 1, 1)).with_day(date(9999, 12, 31))

    assert (1, 1, False) == (history.number, history.run(date(9999, 12, 31)), history.complete)


@given(ENTRIES, ENTRIES)
def test_what_was_done_meanwhile_is_added(before, meanwhile):
    """While the store was out of reach: the days of both, and the rounds of both."""
    known, logs = NEW, {}
    for ago, units in before:
        known, logs = counted(known, logs, entry(on(ago), *units))
    news, more = History(), {}
    for ago, units in meanwhile:
        news, more = counted(news, more, entry(on(ago), *units))

    both = known.with_more(news)

    assert sorted({*days_of(logs), *days_of(more)}) == list(both.all_days())
    assert known.rounds + news.rounds == both.rounds
