"""What the coach orders of reminders is carried out: completely, in few calls, and in time."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.reply import ReminderOrder
from skill.progress.days import DAY, at_the_wall
from skill.progress.reminders import (
    MOST_REMINDERS,
    WEEKDAYS,
    WEEKEND,
    WORKDAYS,
    Reminder,
    ReminderFault,
)
from skill.routine.message import message
from skill.service.deadline import DeadlineStore
from skill.service.reminders import CALLS_BEGIN_WITHIN_SECONDS, carry_out
from skill.service.telemetry import StoreTelemetry
from skill.service.turn import TIME_TO_WRITE_SECONDS
from skill.speech.narration import narration_for
from tests.fakes import InMemoryProgressStore, InMemoryReminders

WORDS = narration_for()
TEXT = message("reminder-text")
ROUND = message("reminder-text-round")
MONDAY = date(2026, 11, 23)
NOW = at_the_wall(1_795_420_800_000, "Europe/Oslo").replace(tzinfo=None)
SEVEN, NOON, EVENING = Reminder(7 * 60), Reminder(12 * 60), Reminder(18 * 60)

POOL = (
    *(SEVEN, NOON, EVENING),
    Reminder(7 * 60, WORKDAYS),
    Reminder(9 * 60, WEEKEND),
    Reminder(7 * 60, WEEKDAYS, 2, MONDAY),
    Reminder(7 * 60, (), 1, MONDAY),
    Reminder(7 * 60, (), 1, MONDAY + DAY),
)
"""Few enough that what is there is often wanted."""

SETS = st.lists(st.sampled_from(POOL), max_size=MOST_REMINDERS, unique=True)
THERE = st.lists(st.sampled_from(POOL), max_size=MOST_REMINDERS)
"""What is there may be anything: a reminder may have been set twice."""
FAULTS = st.lists(st.none() | st.sampled_from(ReminderFault), max_size=8)


def order(*wanted):
    """Return the coach's order to have just these."""
    return ReminderOrder(lambda _: None, NOW, tuple((each, TEXT) for each in wanted), "Europe/Oslo")


LOOK = ReminderOrder(lambda _: None, NOW)


def service_with(there, faults=(), *, loses_answers=False):
    """Return a service in which these are set."""
    set_there = {f"old-{number}": (each, "") for number, each in enumerate(there)}
    return InMemoryReminders(set_there, list(faults), loses_answers)


def carried_out(what, service, seconds_left=lambda: 1):
    """Return what came of an order."""
    return carry_out(what, service, WORDS, seconds_left)


def told(outcome):
    """Return what an outcome says is set, by token."""
    return {each.token: each.reminder for each in outcome.there}


def really(service):
    """Return what is set, by token."""
    return {token: each for token, (each, _) in service.there.items()}


@given(THERE, SETS)
def test_what_is_wanted_is_what_is_set(there, wanted):
    """From any set to any other, each once, and told as it is."""
    service = service_with(there)

    outcome = carried_out(order(*wanted), service)

    assert Counter(wanted) == Counter(service.reminders)
    assert (None, really(service)) == (outcome.fault, told(outcome))


@given(THERE, SETS)
def test_it_takes_as_few_calls_as_it_can(there, wanted):
    """One to look; then a call for each that is missing or too much, and one for one of each."""
    service = service_with(there)
    missing, surplus = Counter(wanted) - Counter(there), Counter(there) - Counter(wanted)

    carried_out(order(*wanted), service)

    assert 1 + max(missing.total(), surplus.total()) == len(service.calls)


@given(THERE, SETS)
def test_it_changes_before_it_creates_or_cancels(there, wanted):
    """Whatever breaks off in between, there are never more than there were, or are to be."""
    service = service_with(there)

    carried_out(order(*wanted), service)

    look, *steps = service.calls
    assert "all" == look
    assert sorted(steps, key=("change", "create", "cancel").index) == steps
    assert not {"create", "cancel"} <= set(steps)


@given(THERE, SETS, FAULTS, st.booleans())
def test_whatever_goes_wrong_the_next_time_puts_it_right(there, wanted, faults, loses_answers):
    """Also where a call has taken place and its answer was lost: none is set twice by that."""
    service = service_with(there, faults, loses_answers=loses_answers)
    carried_out(order(*wanted), service)
    service.faults.clear()

    outcome = carried_out(order(*wanted), service)

    assert Counter(wanted) == Counter(service.reminders)
    assert outcome.fault is None


@given(THERE, SETS, FAULTS)
def test_a_fault_is_told_with_what_is_set_by_then(there, wanted, faults):
    """Its reason is the first fault that a call met; nothing is tried after it."""
    service = service_with(there, faults)

    outcome = carried_out(order(*wanted), service)

    met = [each for each in faults[: len(service.calls)] if each]
    assert met == ([outcome.fault] if outcome.fault else [])
    if outcome.there is None:
        assert ["all"] == service.calls
    else:
        assert really(service) == told(outcome)
    assert Counter(service.reminders) <= Counter(there) + Counter(wanted)


@pytest.mark.parametrize("call", ["create", "change", "cancel"])
@pytest.mark.parametrize("loses_answers", [False, True])
@pytest.mark.parametrize("fault", ReminderFault)
def test_no_call_may_fail_for_good(call, loses_answers, fault):
    """Each kind of call, each fault, done or not done: a second time it is as it was wanted."""
    before, wanted = {
        "create": ((SEVEN,), (SEVEN, NOON)),
        "change": ((SEVEN, NOON), (SEVEN, EVENING)),
        "cancel": ((SEVEN, NOON), (NOON,)),
    }[call]
    service = service_with(before, (None, fault), loses_answers=loses_answers)

    assert fault is carried_out(order(*wanted), service).fault
    assert ["all", call] == service.calls
    assert (set(wanted) if loses_answers else set(before)) == set(service.reminders)

    assert carried_out(order(*wanted), service).fault is None
    assert sorted(wanted) == sorted(service.reminders)


def test_looking_changes_nothing():
    """One call, and what it tells."""
    service = service_with((SEVEN, SEVEN, NOON))

    outcome = carried_out(LOOK, service)

    assert ["all"] == service.calls
    assert really(service) == told(outcome)


def test_what_is_wanted_and_there_keeps_its_token():
    """It is not set anew; what is changed keeps its own, too."""
    service = service_with((SEVEN, NOON))

    outcome = carried_out(order(EVENING, SEVEN), service)

    assert {"old-0": SEVEN, "old-1": EVENING} == told(outcome)


def test_none_is_wanted():
    """All are cancelled, also one that is set twice."""
    service = service_with((SEVEN, SEVEN, NOON))

    assert {} == told(carried_out(order(), service))
    assert [] == service.reminders


def test_a_reminder_says_its_words():
    """Those of its own message, in the language of the device."""
    service = InMemoryReminders()
    both = ReminderOrder(lambda _: None, NOW, ((SEVEN, TEXT), (NOON, ROUND)))

    carried_out(both, service)

    assert [WORDS(TEXT), WORDS(ROUND)] == [text for _, text in service.there.values()]


def test_a_reminder_that_stays_says_other_words_where_it_has_to():
    """The first of a day is another one now; what says the right ones already is left alone."""
    service = InMemoryReminders({"noon": (NOON, WORDS(ROUND)), "evening": (EVENING, WORDS(ROUND))})
    service.zones["noon"] = "Europe/Berlin"
    wanted = ReminderOrder(lambda _: None, NOW, ((NOON, TEXT), (EVENING, ROUND)), "Europe/Oslo")

    outcome = carried_out(wanted, service)

    assert ["all", "change"] == service.calls
    assert {"noon": (NOON, WORDS(TEXT)), "evening": (EVENING, WORDS(ROUND))} == service.there
    assert ("Europe/Berlin", None) == (service.zones["noon"], outcome.fault)


@pytest.mark.parametrize("fault", ReminderFault)
def test_a_reminder_that_keeps_its_old_words_is_no_fault(fault):
    """It rings all the same, and the next change gives it the right ones."""
    service = InMemoryReminders({"noon": (NOON, WORDS(ROUND))}, [None, fault])

    assert carried_out(order(NOON), service).fault is None
    assert carried_out(order(NOON), service).fault is None
    assert {"noon": (NOON, WORDS(TEXT))} == service.there


@pytest.mark.parametrize("moves_zone", [False, True])
def test_what_rings_by_the_clocks_of_another_zone_is_told_and_moves_on_a_wish_alone(moves_zone):
    """It keeps its token, and there are never two."""
    service = InMemoryReminders({"noon": (NOON, "")}, zones={"noon": "America/New_York"})
    assert carried_out(replace(LOOK, time_zone="Europe/Oslo"), service).is_elsewhere

    outcome = carried_out(replace(order(NOON), moves_zone=moves_zone), service)

    assert moves_zone is not outcome.is_elsewhere
    assert {"noon": NOON} == told(outcome)
    assert ("Europe/Oslo" if moves_zone else "America/New_York") == service.zones["noon"]


class SlowReminders(InMemoryReminders):
    """Each call takes a second of its clock; when each began is kept."""

    def __init__(self, *arguments):
        """Begin at none."""
        super().__init__(*arguments)
        self.now = 0.0
        self.began = []

    def all(self):
        """Take a second."""
        self._take()
        return super().all()

    def create(self, wanted):
        """Take a second."""
        self._take()
        return super().create(wanted)

    def _take(self):
        self.began.append(self.now)
        self.now += 1


@given(st.integers(0, 5), SETS)
def test_no_call_begins_after_its_time(limit_seconds, wanted):
    """What is done by then is told, and that it is not all of it."""
    service = SlowReminders()

    outcome = carried_out(order(*wanted), service, lambda: limit_seconds - service.now)

    assert list(range(min(limit_seconds, 1 + len(wanted)))) == service.began
    is_whole = 1 + len(wanted) <= limit_seconds
    assert outcome.fault is (None if is_whole else ReminderFault.UNREACHABLE)
    assert (outcome.there is None) == (limit_seconds == 0)
    assert {each.reminder for each in outcome.there or ()} == set(service.reminders)


def test_once_alexa_has_been_called_the_store_has_time_to_write():
    """What is set is noted; nothing begins after that, and less time is never left than before."""
    clock = iter((0.0, CALLS_BEGIN_WITHIN_SECONDS + 1, CALLS_BEGIN_WITHIN_SECONDS + 1)).__next__
    store = DeadlineStore(InMemoryProgressStore(), clock, StoreTelemetry())
    store.allow(TIME_TO_WRITE_SECONDS)
    assert CALLS_BEGIN_WITHIN_SECONDS + 1 + TIME_TO_WRITE_SECONDS == store.until

    early = DeadlineStore(InMemoryProgressStore(), lambda: 0.0, StoreTelemetry())
    before = early.until
    early.allow(TIME_TO_WRITE_SECONDS)
    assert before == early.until
