"""The session survives JSON, is small, and what is no session is refused."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.reply import State
from skill.coaching.session import Played, Playing, Question, Session, Status
from skill.coaching.session_json import CorruptSession, session_from_json, session_to_json
from skill.progress.days import DayLog, LogEntry
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Order, Pace, Part, RoutineName
from skill.routine.message import Message
from skill.routine.plan import Pick, make_plan, picks_of_routine
from skill.routine.segments import After
from skill.routine.settings import Counting, Talk
from skill.service.session_attributes import MOST_WAITING, Memory, memory_to_json
from tests.choices import chosen
from tests.limits import ATTRIBUTES_BYTES

texts = st.text(st.characters(codec="utf-8"), max_size=12)
numbers = st.integers(0, 2**53)
steps = st.sampled_from(["calf-1-left", "arch-10-right", "rock-3", "towel-2"])
picks = st.sampled_from(ExerciseId).flatmap(
    lambda exercise: st.builds(
        Pick,
        st.just(exercise),
        st.none() | st.sampled_from(Part),
        st.none() | st.integers(EXERCISES[exercise].sets.low, EXERCISES[exercise].sets.high),
        st.none() | st.sampled_from([10, 30]),
    )
)
entries = st.builds(
    LogEntry, texts, st.dates(), st.dictionaries(texts, st.integers(-9, 9), max_size=3)
)
messages = st.builds(
    Message,
    texts,
    st.dictionaries(texts, texts | numbers, max_size=3).map(lambda d: tuple(sorted(d.items()))),
    st.sampled_from(Talk),
    st.integers(0, 9),
)
playing = st.builds(
    Playing,
    texts,
    numbers,
    st.sampled_from([Status.WAIT, Status.REST]),
    st.lists(st.builds(Played, steps, numbers, numbers), max_size=3).map(tuple),
)


def sessions(shelved):
    """Return sessions, with what may be shelved in them."""
    return st.builds(
        Session,
        picks=st.lists(picks, max_size=5).map(tuple),
        at=st.none() | steps,
        status=st.sampled_from(Status),
        touched_at_ms=numbers,
        after=st.sampled_from(After),
        done=st.frozensets(steps),
        playing=st.none() | playing,
        question=st.none() | st.sampled_from(Question),
        offer=st.lists(picks, max_size=2).map(tuple),
        last_entry=st.none() | entries,
        stopped_for_pain=st.lists(st.sampled_from(ExerciseId), max_size=2).map(tuple),
        misses=st.integers(0, 9),
        reassured_at_ms=numbers,
        last=st.lists(messages, max_size=2).map(tuple),
        opened_with=st.text(max_size=8),
        repeats=st.integers(0, 9),
        shelved=shelved,
    )


SESSIONS = sessions(st.none() | sessions(st.none()))

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from([*ExerciseId, *Status, *Question, "calf-1-left"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
NAMES = [each.name for each in fields(Session)]


@given(SESSIONS)
def test_a_session_survives_json(session):
    """It travels as text with every turn, and rests as a map in a table."""
    text = json.dumps(session_to_json(session), allow_nan=False)

    assert session == session_from_json(json.loads(text))


@given(SESSIONS)
def test_a_session_is_written_the_same_way_each_time(session):
    """Sets have no order; their JSON has one."""
    once = json.dumps(session_to_json(session))

    assert once == json.dumps(session_to_json(session_from_json(json.loads(once))))


def test_every_field_of_a_session_is_kept():
    """A field that is added and forgotten here would be lost with each turn."""
    pick = Pick(ExerciseId.CALF)
    full = Session(
        picks=(pick,),
        at="calf-1-left",
        status=Status.WAIT,
        touched_at_ms=1,
        answered_at_ms=2,
        after=After.SEAM,
        done=frozenset({"calf-1-left"}),
        playing=Playing("id", 1, Status.REST, ()),
        question=Question.OFFER,
        offer=(pick,),
        last_entry=LogEntry("id", date(2026, 11, 23), {"calf_steps": 1}),
        stopped_for_pain=(ExerciseId.CALF,),
        misses=1,
        reassured_at_ms=1,
        last=(Message("welcome"),),
        opened_with="take-your-time",
        repeats=3,
        shelved=Session((), None, Status.IDLE, 0),
    )

    assert set(NAMES) == session_to_json(full).keys()


def test_what_has_its_default_is_left_out():
    """Four fields make a session."""
    session = Session((Pick(ExerciseId.ARCH),), "arch-1", Status.WAIT, 5)

    assert {"picks": [["arch"]], "at": "arch-1", "status": "wait", "touched_at_ms": 5} == (
        session_to_json(session)
    )


@given(JSON | st.dictionaries(st.sampled_from(NAMES), JSON))
def test_what_is_no_session_is_refused_with_one_error(plain):
    """Whatever JSON it is; callers catch this and nothing else."""
    try:
        session = session_from_json(plain)
    except CorruptSession:
        return
    assert session == session_from_json(json.loads(json.dumps(session_to_json(session))))


@given(st.data(), SESSIONS)
def test_a_session_with_one_wrong_value_is_refused_or_read_as_another_session(data, session):
    """Also when the wrong value lies deep inside."""
    plain = json.loads(json.dumps(session_to_json(session)))
    holder = plain
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = data.draw(st.sampled_from(keys))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        holder = inner
    holder[key] = data.draw(JSON)

    try:
        read = session_from_json(plain)
    except CorruptSession:
        return
    assert read == session_from_json(json.loads(json.dumps(session_to_json(read))))


@pytest.mark.parametrize(
    "change",
    [
        {"picks": "calf"},
        {"picks": [["swimming"]]},
        {"picks": [[]]},
        {"picks": None},
        {"picks": [["calf", None, -1]]},
        {"at": 5},
        {"status": "asleep"},
        {"touched_at_ms": "1"},
        {"touched_at_ms": 1.0},
        {"touched_at_ms": True},
        {"touched_at_ms": -1},
        {"after": "later"},
        {"done": 5},
        {"done": [1]},
        {"playing": {"segment_id": "x"}},
        {"playing": {"segment_id": "x", "started_at_ms": 1, "opening": "wait", "steps": [["a"]]}},
        {"question": "why"},
        {"last": [["welcome", {"n": 1.5}, "brief", 0]]},
        {"last": [["welcome", [], "brief", 0]]},
        {"shelved": {"picks": []}},
        {"shelved": "calf"},
    ],
)
def test_a_field_of_the_wrong_kind_is_refused(change):
    """Nothing is guessed."""
    plain = session_to_json(Session((Pick(ExerciseId.CALF),), "calf-1-left", Status.WAIT, 1))

    with pytest.raises(CorruptSession):
        session_from_json(plain | change)


@pytest.mark.parametrize("field", ["picks", "at", "status", "touched_at_ms"])
def test_a_field_that_is_missing_is_refused(field):
    """Of those that every session has."""
    plain = session_to_json(Session((Pick(ExerciseId.CALF),), "calf-1-left", Status.WAIT, 1))
    del plain[field]

    with pytest.raises(CorruptSession):
        session_from_json(plain)


def test_the_attributes_of_the_fullest_session_stay_small():
    """Every choice made, both feet, twenty arch holds playing, a shelved plan, entries waiting."""
    today = date(2026, 12, 28)
    now_ms = int(datetime(2026, 12, 28, 22, 0, tzinfo=UTC).timestamp() * 1000)
    settings = chosen(
        foot=Foot.BOTH,
        calf_hold_seconds=60,
        hamstring_hold_seconds=20,
        hamstring_sets=3,
        calf_sets=2,
        towel_sets=2,
        raises_sets=2,
        pace=Pace.SLOW,
        counting=Counting.LAST_THREE,
        talk=Talk.MINIMAL,
        order=Order.EASY,
    )
    full = picks_of_routine(RoutineName.FULL, settings)
    plan = make_plan(full, settings)
    arch = [step.id for step in plan if step.exercise is ExerciseId.ARCH]
    session = Session(
        picks=full,
        at=arch[-1],
        status=Status.WAIT,
        touched_at_ms=now_ms,
        after=After.SEAM,
        done=frozenset(step.id for step in plan),
        playing=Playing(
            "0123456789ab",
            now_ms,
            Status.WAIT,
            tuple(
                Played(step, 100_000 + 10_000 * n, 110_000 + 10_000 * n)
                for n, step in enumerate(arch)
            ),
        ),
        question=Question.REST_OF_DAY,
        offer=(Pick(ExerciseId.ARCH),),
        misses=2,
        reassured_at_ms=now_ms,
        last=(Message("ask-rest-of-day", (("exercises", "calf towel"), ("left", 3))),),
        opened_with="take-your-time",
        repeats=3,
    )
    shelved = replace(session, playing=None, last=())
    units = ["calf", "towel", "hamstring", "tiptoe", "rock", "arch"]
    counters = {f"{u}_{what}": 30 for u in units for what in ("steps", "done", "done_steps")}
    profile = Profile(
        settings,
        "America/Argentina/ComodRivadavia",
        now_ms,
        {exercise: Practice(9999, today) for exercise in ExerciseId},
        {"disclaimer": 1, "rest_tip": 2},
        today,
        version=99_999,
    )
    memory = Memory(
        State(profile, replace(session, shelved=shelved), {today: DayLog(today, counters)}),
        pending=tuple(
            LogEntry(f"0123456789{n:02}", today, {"hamstring_steps": 2})
            for n in range(MOST_WAITING)
        ),
        fault_told=True,
        plain_counting=True,
    )

    text = json.dumps(memory_to_json(memory, today), separators=(",", ":"))

    assert 20 == len(arch)
    assert len(text) < ATTRIBUTES_BYTES, len(text)
