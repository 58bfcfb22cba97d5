"""What waits to be written, and how long a turn waits for the store."""

import os
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.progress.days import LogEntry
from skill.progress.place import Place
from skill.progress.profile import Profile
from skill.progress.store import Change, StoreUnavailable, Superseded
from skill.service import deadline
from skill.service.deadline import DeadlineStore, within
from skill.service.telemetry import StoreTelemetry
from skill.service.turn import folded
from tests.fakes import InMemoryProgressStore

MONDAY = date(2026, 3, 2)
DAYS = st.sampled_from([MONDAY + timedelta(days=n) for n in range(3)])
COUNTERS = st.dictionaries(
    st.sampled_from(["calf_steps", "arch_steps", "arch_done"]), st.integers(-20, 20), max_size=3
)


@st.composite
def queues(draw, days=DAYS):
    """Draw entries in the order in which they came, each with an id of its own."""
    length = draw(st.integers(0, 24))
    drawn = draw(st.lists(st.tuples(days, COUNTERS), min_size=length, max_size=length))
    return tuple(LogEntry(f"segment-{n}", day, counters) for n, (day, counters) in enumerate(drawn))


def sums(entries):
    """Return what entries add in the end, by day and counter."""
    total = Counter()
    for entry in entries:
        for name, count in entry.counters.items():
            total[entry.day, name] += count
    return {key: count for key, count in total.items() if count}


UNSURE = st.integers(0, 12)


@given(queues(), UNSURE)
def test_what_waits_counts_the_same_however_it_is_folded(waiting, unsure):
    """By day and counter, also what is taken back."""
    assert sums(waiting) == sums(folded(waiting, unsure))


@given(queues(), UNSURE)
def test_what_may_have_been_written_stays_as_it_is(waiting, unsure):
    """Under another id it would be counted again, and another sum under its id refused."""
    assert waiting[:unsure] == folded(waiting, unsure)[:unsure]


@given(queues(), UNSURE)
def test_an_id_is_used_once_and_only_by_who_had_it(waiting, unsure):
    """Each stays on its day."""
    had = {entry.segment_id: entry.day for entry in waiting}
    left = folded(waiting, unsure)

    assert len(left) == len({entry.segment_id for entry in left})
    assert all(had[entry.segment_id] == entry.day for entry in left)


@given(queues(days=st.just(MONDAY)), UNSURE)
def test_of_one_day_no_more_waits_than_may_travel(waiting, unsure):
    """Nor less than came, as long as there is room."""
    most = max(8, min(unsure, len(waiting)) + 1)
    assert min(len(waiting), most) == len(folded(waiting, unsure))


@given(queues(), UNSURE)
def test_to_fold_twice_is_to_fold_once(waiting, unsure):
    """A turn folds what the last one has folded."""
    once = folded(waiting, unsure)
    assert once == folded(once, unsure)


# --- a turn's deadline ---


class Clock:
    """Seconds that pass when they are told to."""

    seconds = 1000.0

    def __call__(self):
        """Return them."""
        return self.seconds


CHANGE = Change(
    1, {}, Profile(), Profile(), (LogEntry("one", MONDAY, {"calf_steps": 1}),), {"kitchen": Place()}
)
CALLS = {
    "load": lambda store: store.load("person", since=MONDAY),
    "write": lambda store: store.write("person", CHANGE),
    "forget": lambda store: store.forget("person", 1),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_in_time_is_made(name):
    """And answers as the store does."""
    clock, inner, plain = Clock(), InMemoryProgressStore(), InMemoryProgressStore()
    store = DeadlineStore(inner, clock, StoreTelemetry())
    clock.seconds += 1.9

    assert CALLS[name](plain) == CALLS[name](store)
    assert plain == inner


@pytest.mark.parametrize("name", CALLS)
def test_a_call_that_would_begin_late_is_not_made(name):
    """The store is as good as unavailable."""
    clock, inner = Clock(), InMemoryProgressStore()
    store = DeadlineStore(inner, clock, StoreTelemetry())
    clock.seconds += 1.91

    with pytest.raises(StoreUnavailable, match="no time left"):
        CALLS[name](store)

    assert InMemoryProgressStore() == inner


def test_what_a_call_raises_is_raised():
    """The turn has an answer to it."""
    inner = InMemoryProgressStore()
    inner.write("person", CHANGE)

    with pytest.raises(Superseded):
        DeadlineStore(inner, Clock(), StoreTelemetry()).write("person", CHANGE)


def test_a_call_that_takes_too_long_is_not_waited_for(monkeypatch):
    """It is left to itself; the turn goes on without the store."""
    monkeypatch.setattr(deadline, "CALL_SECONDS", 0.01)
    answered = threading.Event()

    class StuckStore(InMemoryProgressStore):
        def load(self, user_id, *, since):
            answered.wait(5)
            return super().load(user_id, since=since)

    with pytest.raises(StoreUnavailable, match="no time left"):
        DeadlineStore(StuckStore(), Clock(), StoreTelemetry()).load("person", since=MONDAY)
    answered.set()


def test_a_turn_waits_less_than_six_seconds():
    """The last call begins in 1.9, and each is given up after 3.5."""
    assert (1.9, 3.5) == (deadline.CALLS_BEGIN_WITHIN_SECONDS, deadline.CALL_SECONDS)


def test_a_time_out_of_ones_own_is_one():
    """Whoever waits hears of it the same way."""

    def give_up():
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        within(10, give_up)


def test_calls_one_after_another_share_threads():
    """To begin and end one for each takes as long as a turn."""
    assert len({within(5, threading.get_ident) for _ in range(4 * 64)}) <= 64


def test_calls_at_the_same_time_do_not_wait_for_each_other():
    """Each is made at once, by a thread of its own."""
    many = 48  # of the 64 threads some may still be with calls that were given up
    together = threading.Barrier(many, timeout=5)
    with ThreadPoolExecutor(many) as people:
        answers = [people.submit(within, 5, together.wait) for _ in range(many)]

        assert [*range(many)] == sorted(answer.result() for answer in answers)


def test_a_call_that_is_left_to_itself_holds_up_nobody():
    """Its thread is busy, so another one makes the next."""
    answered = threading.Event()
    with pytest.raises(TimeoutError):
        within(0.01, lambda: answered.wait(5))

    assert "next" == within(5, lambda: "next")
    answered.set()


def test_a_process_that_was_forked_begins_anew(monkeypatch):
    """Its copy of the executor has no threads."""
    before = within(5, threading.get_ident)
    monkeypatch.setattr(os, "getpid", lambda: -1)

    assert before != within(5, threading.get_ident)
