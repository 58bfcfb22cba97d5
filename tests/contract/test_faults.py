"""
A store that fails, over a real connection: whatever happens, the person is coached.

Each case is a whole visit. Many take place at once, because most of their time is waiting.
"""

import itertools
import logging
import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import SimpleNamespace

import boto3
import pytest

from simulator.rig.settings_service import SettingsService
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.message import message
from skill.routine.settings import Settings
from skill.service.telemetry import pseudonym
from skill.service.turn import MOST_WAITING
from skill.speech.narration import narration_for
from skill.storage.dynamodb import DynamoDbProgressStore, connect
from tests.contract.conftest import TABLE
from tests.contract.fair_clock import MOST_SECONDS, FairClock, counted_seconds
from tests.contract.faulty import PLACE, QUERY, STEPS, Fault, FaultyTable
from tests.envelopes import (
    MONDAY_7_AM,
    NOWHERE,
    TOKEN,
    Caller,
    both_slot,
    ended,
    heard,
    intent,
    is_silent,
    launch,
    sound_failed,
)
from tests.fakes import keep

ANSWER_SECONDS = 6
"""Alexa waits for eight; two are for the way."""

LONG_ENOUGH = 300
"""Seconds after which whatever one response plays is over."""

AT_ONCE = 20
"""Visits: more would wait for the machine instead of for the store."""

MONDAY = MONDAY_7_AM.date()
FAULT_WORDS = narration_for()(message("store-down"))
WHOLE_ROUND = {"arch_steps": 10, "arch_done": 1, "arch_done_steps": 10}
KNOWN = Profile(
    Settings(foot=Foot.LEFT),
    "Europe/Oslo",
    int(MONDAY_7_AM.timestamp() * 1000),
    told={"disclaimer": 1, "rest_tip": 2},
)
ANYBODY = re.compile(r"amzn1\.ask\.(account|device)")

VISIT = (
    (0, intent("StartRoutineIntent", exercise=both_slot("arch", "arch"))),
    (20, intent("ReadyIntent")),
    (50, intent("AMAZON.PauseIntent")),
    (5, intent("AMAZON.ResumeIntent")),
    (300, intent("AMAZON.PauseIntent")),
    (5, ended()),
)
"""Seconds after the one before, and the request. A round of the arch stretch, with a pause."""

BACK_BEFORE_TURN = 3
"""When a fault that lasts is over: before the person resumes."""


class Span(StrEnum):
    """How long a fault lasts."""

    NEVER = "never"
    ONCE = "once"
    LONG = "for three turns"
    TO_THE_END = "to the end"


RETRIED = (
    Fault.THROTTLED,
    Fault.INTERNAL,
    Fault.SILENT,
    Fault.RESET,
    Fault.LOST,
)
"""What the client gets over by itself when it happens once."""


@dataclass(frozen=True)
class Case:
    """One visit."""

    fault: Fault
    calls: tuple[str, ...]
    span: Span

    @property
    def user_id(self):
        """A person of their own."""
        return f"amzn1.ask.account.{self}"

    @property
    def is_noticed(self):
        """Whether the store learns of it; what the client gets over by itself does no harm."""
        if self.fault is Fault.CUT:
            return QUERY in self.calls  # that a write took place, the first line has said
        if self.fault is Fault.INVALID and self.span is Span.ONCE:
            return QUERY in self.calls  # a write is tried again, in case the profile lacked objects
        return self.fault is not Fault.SLOW and not (
            self.span is Span.ONCE and self.fault in RETRIED
        )

    def __str__(self):
        return f"{self.span}: {self.fault} ({', '.join(self.calls)})"


@dataclass
class Visit:
    """What came of it."""

    answers: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    """By turn, by a clock that stands still while the machine is busy with others."""
    waiting: list = field(default_factory=list)
    """By turn, the entries that wait in the session attributes."""
    counters: dict = field(default_factory=dict)
    """What is in the table afterwards."""

    @property
    def told(self):
        """How often the person heard that nothing can be saved."""
        return sum(FAULT_WORDS in heard(answer) for answer in self.answers)

    @property
    def played(self):
        """What was played, turn by turn."""
        return [answer.get("directives") for answer in self.answers]


CONTROL = Case(Fault.SLOW, (), Span.NEVER)
CASES = [
    CONTROL,
    *[
        Case(fault, calls, Span.TO_THE_END)
        for fault in (Fault.SILENT, Fault.THROTTLED, Fault.LOST)
        for calls in ((STEPS,), (STEPS, PLACE), (QUERY, STEPS, PLACE))
    ],
    *[
        Case(fault, (call,), span)
        for fault, call, span in itertools.product(
            Fault, (QUERY, STEPS, PLACE), (Span.ONCE, Span.LONG)
        )
    ],
    *[Case(fault, (QUERY, STEPS, PLACE), Span.LONG) for fault in Fault],
]
FAULTY = CASES[1:]


def visit(case, table, caller, clock):
    """Go through a visit."""
    seen = Visit()
    for number, (after, request) in enumerate(VISIT):
        if number == 0 and case.span is not Span.NEVER:
            table.fail(
                case.user_id, case.fault, *case.calls, times=1 if case.span is Span.ONCE else None
            )
        if number == BACK_BEFORE_TURN and case.span is Span.LONG:
            table.work(case.user_id)
        started_at = clock()
        seen.answers.append(caller.send(request, after=after))
        seen.seconds.append(clock() - started_at)
        attributes = caller.answer.get("sessionAttributes", {})
        seen.waiting.append(attributes.get("pending", []))
    table.work(case.user_id)
    return seen


class Lines(logging.Handler):
    """Keeps the lines of a log as they are written."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append((record.levelno, logging.Formatter().format(record)))


@contextmanager
def kept_lines():
    """Keep what the skill logs, and what the libraries warn of."""
    lines, root, skill = Lines(), logging.getLogger(), logging.getLogger("skill")
    root.addHandler(lines)
    level = skill.level
    skill.setLevel(logging.DEBUG)
    yield lines.lines
    skill.setLevel(level)
    root.removeHandler(lines)


@pytest.fixture(scope="module")
def table(roto):
    """Return a table that fails on request, before the real engine."""
    with FaultyTable(roto) as table, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_DYNAMODB", table.endpoint)
        yield table


def known(user_id, **more):
    """Return somebody whom the table knows, with a connection of their own."""
    client = connect()
    store = DynamoDbProgressStore(TABLE, lambda: client)
    keep(store, user_id, KNOWN)
    # At a time that is of the same day in the zone that the language suggests.
    return Caller(store, user=user_id, at=MONDAY_7_AM + timedelta(hours=4), **more)


@pytest.fixture(scope="module")
def log(table):
    """Return the lines of all visits."""
    with kept_lines() as lines:
        yield lines


def clock_of(case):
    """
    Return what a turn looks at before it begins another call.

    The client's pause before its second try is drawn by lot, up to a second. Whether a later call
    of that turn still begins in time would depend on how busy the machine is: here it always does.
    """
    return (lambda: 0.0) if case.span is Span.ONCE else time.monotonic


@pytest.fixture(scope="module")
def clock():
    """Return the clock by which answers are in time."""
    with FairClock() as clock:
        yield clock


@pytest.fixture(scope="module")
def visits(table, log, clock):
    """Return what came of every case."""
    callers = {case: known(case.user_id, clock=clock_of(case)) for case in CASES}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        visiting = pool.map(lambda case: visit(case, table, callers[case], clock), CASES)
        seen = dict(zip(CASES, visiting, strict=True))
    for case, caller in callers.items():
        days = caller.store.load(case.user_id, since=date.min).days
        seen[case].counters = dict(days[MONDAY].counters) if MONDAY in days else {}
    return seen


def test_the_clock_passes_over_what_is_not_this_processs_time():
    """The control of the time limits: of a second without this process hardly anything counts."""
    assert 0.03 + MOST_SECONDS == pytest.approx(counted_seconds([5, 5.01, 5.02, 6.02, 6.03]))


def test_a_visit_without_a_fault(visits):
    """The control: what the others are compared to."""
    seen = visits[CONTROL]

    assert [True, True, False, True, False, False] == [bool(each) for each in seen.played]
    assert (0, WHOLE_ROUND) == (seen.told, seen.counters)


@pytest.mark.parametrize("case", FAULTY, ids=str)
def test_every_answer_comes_in_time(visits, case):
    """Alexa gives up after eight seconds."""
    assert max(visits[case].seconds) < ANSWER_SECONDS


@pytest.mark.parametrize("case", FAULTY, ids=str)
def test_coaching_goes_on(visits, case):
    """The same is played as on any other day; how it is told may be a stranger's."""
    played, usual = visits[case].played, visits[CONTROL].played

    if QUERY in case.calls:
        assert [bool(each) for each in usual] == [bool(each) for each in played]
    else:
        assert usual == played


@pytest.mark.parametrize("case", FAULTY, ids=str)
def test_the_person_hears_of_it_once_at_most(visits, case):
    """And not at all when the client's second try goes through."""
    told = visits[case].told
    # How far one slow answer gets before patience ends depends on how busy the machine is.
    by_the_clock = case.span is Span.ONCE and case.fault in (Fault.SILENT, Fault.TRICKLING)
    assert told <= 1 if by_the_clock else told == int(case.is_noticed)


@pytest.mark.parametrize("case", [c for c in FAULTY if c.span is not Span.TO_THE_END], ids=str)
def test_once_the_store_is_back_every_step_is_counted_once(visits, case):
    """What waits is written with the next turn, whatever took place without our knowing."""
    assert WHOLE_ROUND == visits[case].counters
    assert [] == visits[case].waiting[BACK_BEFORE_TURN]


@pytest.mark.parametrize(
    "case",
    [c for c in FAULTY if STEPS in c.calls and c.span is not Span.ONCE and c.is_noticed],
    ids=str,
)
def test_finished_steps_wait_meanwhile(visits, case):
    """In the session attributes, and never many."""
    waiting = visits[case].waiting[BACK_BEFORE_TURN - 1]

    # An instruction that was cut short is over, too: its entry counts nothing.
    assert ["arch_steps"] == [name for _, _, counters in waiting for name in counters]
    assert max(len(each) for each in visits[case].waiting) <= MOST_WAITING


@pytest.mark.parametrize("case", [c for c in FAULTY if c.span is Span.TO_THE_END], ids=str)
def test_what_could_not_be_written_is_in_the_log_in_the_end(visits, log, case):
    """The operator may write it in; what took place after all is not counted twice by it."""
    if case.fault is Fault.LOST and QUERY not in case.calls:
        assert WHOLE_ROUND == visits[case].counters, "all of it took place"
        return
    errors = [line for level, line in log if level >= logging.ERROR]

    assert any(pseudonym(case.user_id) in line and "arch_steps" in line for line in errors)
    assert visits[case].counters.get("arch_steps", 0) < WHOLE_ROUND["arch_steps"]


class SlowService(SettingsService):
    """Alexa's settings service, which takes its time."""

    def answer(self, path, authorization):
        """Answer, late."""
        time.sleep(0.85)
        return super().answer(path, authorization)


def slow_service():
    """Return a service that just about answers in time."""
    return SlowService("Europe/London", TOKEN)


@contextmanager
def trickling_service():
    """Send a byte of an answer now and then."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def trickle():
            connection, _ = listener.accept()
            with connection:
                for byte in b"HTTP/1.1 200 OK\r\nX-Padding: long\r\n\r\n":
                    connection.sendall(bytes([byte]))
                    time.sleep(0.3)

        threading.Thread(target=ignoring_disconnection(trickle), daemon=True).start()
        yield SimpleNamespace(endpoint=f"http://127.0.0.1:{listener.getsockname()[1]}")


def ignoring_disconnection(serve):
    """Return a server that does not mind that nobody waits for it any more."""

    def run():
        with suppress(OSError):
            serve()

    return run


WORST = [
    (slow_service, {QUERY: Fault.SLOW, STEPS: Fault.TRICKLING}),
    (slow_service, {QUERY: Fault.SLOW, STEPS: Fault.SILENT}),
    (slow_service, {QUERY: Fault.SLOW, PLACE: Fault.TRICKLING}),
    (trickling_service, {QUERY: Fault.SLOW, STEPS: Fault.SLOW, PLACE: Fault.SLOW}),
    (trickling_service, {QUERY: Fault.TRICKLING, STEPS: Fault.TRICKLING}),
]
"""A slow time zone service, and what the store does in the same turn."""


def test_the_worst_openings_are_answered_in_time(table, log, clock):
    """What was left playing is settled, and the zone asked for; store and service are slow."""

    def open_late(case):
        number, (service, faults) = case
        user_id = f"amzn1.ask.account.worst {number}"
        caller = known(user_id)
        for after, request in VISIT[:2]:
            caller.send(request, after=after)
        caller.hang_up()
        with service() as running:
            caller.endpoint = running.endpoint
            table.fail_each(user_id, faults)
            started_at = clock()
            answer = caller.send(launch(), after=25 * 3600)
            took = clock() - started_at
            table.work(user_id)
            caller.send(ended(), after=1)
        counters = caller.store.load(user_id, since=date.min).days[MONDAY].counters
        return took < ANSWER_SECONDS, "directives" in answer, dict(counters)

    table.slow_seconds = 0.6  # nothing below depends on whether it is in time for the client
    cases = list(enumerate(WORST))
    with ThreadPoolExecutor(len(cases)) as pool:
        assert [(True, True, WHOLE_ROUND)] * len(cases) == list(pool.map(open_late, cases))


KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
OUTAGES = {"EndpointConnectionError": (NOWHERE, ()), "NoCredentialsError": (None, KEYS)}
"""The client's word for it; where the table should be, and what is missing."""


@pytest.mark.parametrize("error", OUTAGES)
def test_a_store_that_never_was_there_is_told_once_and_every_turn_is_in_time(
    table, log, clock, monkeypatch, error
):
    """An outage of everything, or a mistake of the operator's: the count plays all the same."""
    endpoint, missing = OUTAGES[error]
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers credentials
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", endpoint or table.endpoint)
    for name in missing:
        monkeypatch.delenv(name)
    caller = Caller(DynamoDbProgressStore(TABLE))

    answers, seconds = [], []
    for after, request in VISIT:
        started_at = clock()
        answers.append(caller.send(request, after=after))
        seconds.append(clock() - started_at)

    assert [True, True, False, True, False, False] == [bool(a.get("directives")) for a in answers]
    assert [True] + [False] * 5 == [FAULT_WORDS in heard(answer) for answer in answers]
    assert max(seconds) < ANSWER_SECONDS
    assert any(error in line for _, line in log)


# --- what plays by itself ---

IN_THE_THIRD_SET = 240
"""Seconds after the start of the calf stretch: its fifth hold is over, which came by itself."""

REPROMPT_BEGINS = 190
"""Seconds after the start at which a device looks at the document that is to play by itself."""

SILENT_VISIT = (
    (0, intent("StartRoutineIntent", exercise=both_slot("calf", "calf"))),
    (IN_THE_THIRD_SET, intent("AMAZON.PauseIntent")),
    (5, intent("AMAZON.ResumeIntent")),
    (LONG_ENOUGH, ended()),
)
"""The calf stretch; nobody speaks between its second set and its third."""

WHOLE_CALF = {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6}


def knows_the_calf_stretch(user_id):
    """Return somebody for whom the third set comes by itself."""
    caller = known(user_id)
    practice = {ExerciseId.CALF: Practice(5, MONDAY - timedelta(days=2))}
    keep(caller.store, user_id, replace(KNOWN, practice=practice))
    return caller


def counted(caller):
    """Return what the table has of the day."""
    days = caller.store.load(caller.user, since=date.min).days
    return dict(days[MONDAY].counters) if MONDAY in days else {}


def goes_on_by_itself(caller):
    """Return whether the last answer carries a count that plays when nobody speaks."""
    return bool(caller.attributes["session"]["playing"]["then"])


@pytest.mark.parametrize("fault", [Fault.THROTTLED, Fault.LOST, Fault.RESET], ids=str)
@pytest.mark.parametrize("down", [(0,), (1,), (0, 1), (1, 2), (0, 1, 2)], ids=str)
def test_an_outage_around_what_plays_by_itself_loses_nothing(table, log, fault, down):
    """No request is made between both sounds: those before and after them may find no store."""
    caller = knows_the_calf_stretch(f"amzn1.ask.account.silence {fault} {down}")
    waiting = []
    for number, (after, request) in enumerate(SILENT_VISIT):
        if number in down:
            table.fail(caller.user, fault, STEPS, PLACE)
        caller.send(request, after=after)
        table.work(caller.user)
        pending = caller.attributes.get("pending", ())
        waiting.append(sum(counters.get("calf_steps", 0) for _, _, counters in pending))

    # A write that took place although its answer was lost is found when it is tried again.
    for_two = 2 in down and fault is not Fault.LOST
    assert waiting == [0, 5 * (1 in down), 5 * for_two, 0]
    assert WHOLE_CALF == counted(caller)


def test_an_answer_that_was_lost_counts_nothing_of_what_would_have_come_by_itself(table):
    """It is asked for again at once, and only that is heard."""
    caller = knows_the_calf_stretch("amzn1.ask.account.silence lost")
    caller.send(SILENT_VISIT[0][1])
    caller.hang_up()

    caller.send(SILENT_VISIT[0][1], after=15)
    assert goes_on_by_itself(caller)
    caller.send(ended(), after=LONG_ENOUGH)

    assert WHOLE_CALF == counted(caller)


def test_an_answer_that_was_lost_in_what_came_by_itself_counts_it_once(table):
    """The device brings the attributes from before both, and the same sound is settled again."""
    caller = knows_the_calf_stretch("amzn1.ask.account.silence lost in it")
    caller.send(SILENT_VISIT[0][1])
    before = caller.attributes
    caller.say("AMAZON.PauseIntent", after=IN_THE_THIRD_SET)
    assert {"calf_steps": 5} == counted(caller)

    caller.attributes = before
    caller.say("AMAZON.PauseIntent", after=3)
    assert {"calf_steps": 5} == counted(caller)
    caller.say("AMAZON.ResumeIntent", after=5)
    caller.send(ended(), after=LONG_ENOUGH)

    assert WHOLE_CALF == counted(caller)


@pytest.mark.parametrize("then", ["ready", "nobody answers", "the power is lost"])
def test_a_reprompt_that_a_device_refuses_was_not_played(table, then):
    """What came before it was; from then on the device is counted for in plain speech."""
    caller = knows_the_calf_stretch(f"amzn1.ask.account.refused, {then}")
    first = caller.send(SILENT_VISIT[0][1])
    token = first["reprompt"]["directives"][0]["token"]

    caller.send(sound_failed(token), after=REPROMPT_BEGINS)
    assert is_silent(caller.answer)
    if then == "ready":
        caller.say("ReadyIntent", after=20)
    else:
        if then == "nobody answers":
            caller.send(ended(), after=LONG_ENOUGH)
        caller.hang_up()
        caller.send(launch(), after=LONG_ENOUGH)
        assert {"calf_steps": 4} == counted(caller)
        caller.say("AMAZON.YesIntent", after=5)

    assert {"calf_steps": 4} == counted(caller)
    response = caller.answer["response"]
    assert "directives" not in response
    assert "Hold." in heard(response)
    caller.send(ended(), after=LONG_ENOUGH)
    assert WHOLE_CALF == counted(caller)


def test_a_reprompt_that_is_refused_without_the_session_is_put_right_in_the_table(table):
    """The device tells of it in a request that brings no attributes, and the session is over."""
    caller = knows_the_calf_stretch("amzn1.ask.account.refused, no attributes")
    first = caller.send(SILENT_VISIT[0][1])
    caller.attributes = {}
    caller.send(sound_failed(first["reprompt"]["directives"][0]["token"]), after=REPROMPT_BEGINS)
    caller.hang_up()

    caller.send(launch(), after=LONG_ENOUGH)

    assert {"calf_steps": 4} == counted(caller)
    assert "directives" not in caller.say("AMAZON.YesIntent", after=5)


def test_a_reprompt_that_is_refused_while_the_store_is_down(table, log):
    """The session knows of it, and the store once it is back."""
    caller = knows_the_calf_stretch("amzn1.ask.account.refused, and down")
    first = caller.send(SILENT_VISIT[0][1])
    token = first["reprompt"]["directives"][0]["token"]

    table.fail(caller.user, Fault.THROTTLED, STEPS, PLACE)
    caller.send(sound_failed(token), after=REPROMPT_BEGINS)
    table.work(caller.user)
    response = caller.say("ReadyIntent", after=LONG_ENOUGH)

    assert "directives" not in response
    assert {"calf_steps": 4} == counted(caller)


def test_what_waits_when_a_deletion_fails_is_dropped(table, log):
    """Whoever said yes to that has nothing written later; what was stored is to be asked for."""
    caller = knows_the_calf_stretch("amzn1.ask.account.not deleted")
    caller.send(SILENT_VISIT[0][1])
    table.fail(caller.user, Fault.THROTTLED, QUERY, STEPS, PLACE)
    caller.say("ForgetMeIntent", after=IN_THE_THIRD_SET)
    response = caller.say("AMAZON.YesIntent", after=5)
    table.work(caller.user)

    assert narration_for()(message("forget-failed")) in heard(response)
    caller.say("ProgressIntent", after=60)
    assert "calf_steps" not in counted(caller)


def test_nobody_is_named_in_the_log(visits, log):
    """Not in a line, not in what an error says."""
    assert len(log) > len(CASES)
    assert [] == [line for _, line in log if ANYBODY.search(line)]
