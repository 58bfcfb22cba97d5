"""The state travels as session attributes; the table keeps the place, and no word of the talk."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.dialogue import Dialogue, Question
from skill.coaching.reply import State
from skill.progress.days import DayLog, LogEntry
from skill.progress.place import Place, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, RoutineName
from skill.routine.message import Message, message
from skill.routine.plan import Pick, make_plan, picks_of_routine
from skill.routine.segments import After
from skill.routine.settings import Counting, Talk
from skill.service.session_attributes import (
    CorruptAttributes,
    attributes_of,
    state_of,
)
from skill.service.turn import MOST_WAITING
from tests.choices import chosen
from tests.envelopes import USER, both_slot, old_slot
from tests.limits import ATTRIBUTES_BYTES
from tests.unit.progress.strategies import ENTRIES, JSON, NUMBERS, PICKS, PLACES, PROFILES, TEXTS

MESSAGES = st.builds(
    Message,
    TEXTS,
    st.dictionaries(TEXTS, TEXTS | NUMBERS, max_size=3).map(lambda d: tuple(sorted(d.items()))),
    st.sampled_from(Talk),
    st.integers(0, 9),
)
DIALOGUES = st.builds(
    Dialogue,
    question=st.none() | st.sampled_from(Question),
    offer=st.lists(PICKS, max_size=2).map(tuple),
    stopped_for_pain=st.lists(st.sampled_from(ExerciseId), max_size=2).map(tuple),
    set_aside=TEXTS,
    misses=st.integers(0, 9),
    last=st.lists(MESSAGES, max_size=2).map(tuple),
    answered=st.booleans(),
    opened_with=TEXTS,
    repeats=st.integers(0, 9),
)
STATES = st.builds(
    State,
    PROFILES,
    PLACES,
    DIALOGUES,
    entries=st.lists(ENTRIES, max_size=3).map(tuple),
    unread_since_ms=st.none() | NUMBERS,
    fault_told=st.booleans(),
    plain_counting=st.booleans(),
)
NOW_MS = 1_772_434_800_000


@given(STATES)
def test_a_state_survives_the_session(state):
    """It travels as text with every turn."""
    text = json.dumps(attributes_of(state, NOW_MS), allow_nan=False)

    assert state == state_of(json.loads(text))


def test_every_field_of_a_dialogue_is_carried():
    """A field that is added and forgotten here would be lost with each turn."""
    full = Dialogue(
        Question.OFFER,
        (Pick(ExerciseId.CALF),),
        (ExerciseId.CALF,),
        "calf-1-left",
        1,
        (Message("welcome"),),
        True,
        "take-your-time",
        3,
    )

    session = attributes_of(State(dialogue=full), NOW_MS)["session"]

    assert {each.name for each in fields(Dialogue)} <= session.keys()


@pytest.mark.parametrize(
    "change",
    [
        {"v": 1},
        {"v": "2"},
        {"profile": None},
        {"profile": {"version": "2"}},
        {"session": []},
        {"session": {"question": "why"}},
        {"session": {"last": [["welcome", {"n": 1.5}, "brief", 0]]}},
        {"session": {"last": [["welcome", [], "brief", 0]]}},
        {"session": {"at": 5}},
        {"today": {"day": "2026-03-02"}, "pending": [["id"]]},
        {"pending": "none"},
        {"unread_since_ms": "1"},
        {"fault_told": "yes"},
    ],
)
def test_attributes_of_the_wrong_kind_are_refused(change):
    """Nothing is guessed, and nothing else is raised."""
    sent = attributes_of(State(), NOW_MS)

    with pytest.raises(CorruptAttributes):
        state_of(sent | change)


@given(st.dictionaries(st.sampled_from(["profile", "session", "today", "pending"]), JSON))
def test_whatever_json_the_attributes_are_the_error_is_the_promised_one(sent):
    """The handler catches this one, and goes on from the store."""
    try:
        state = state_of({"v": 2, **sent})
    except CorruptAttributes:
        return
    assert state == state_of(json.loads(json.dumps(attributes_of(state, NOW_MS)))) or state.days


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
    place = Place(
        picks=full,
        at=arch[-1],
        status=Status.WAIT,
        touched_at_ms=now_ms,
        after=After.SEAM,
        done=frozenset(step.id for step in plan),
        playing=SentSegment(
            "0123456789ab",
            now_ms,
            Status.WAIT,
            tuple(
                StepTime(step, 100_000 + 10_000 * n, 110_000 + 10_000 * n)
                for n, step in enumerate(arch)
            ),
        ),
    )
    dialogue = Dialogue(
        question=Question.REST_OF_DAY,
        offer=(Pick(ExerciseId.ARCH),),
        stopped_for_pain=(ExerciseId.CALF,),
        set_aside="calf-3-right",
        misses=2,
        last=(message("ask-rest-of-day", exercises="calf towel", left=3),),
        answered=True,
        opened_with="take-your-time",
        repeats=3,
    )
    shelved = replace(place, playing=None)
    units = ["calf", "towel", "hamstring", "tiptoe", "rock", "arch"]
    counters = {f"{u}_{what}": 30 for u in units for what in ("steps", "done", "done_steps")}
    profile = Profile(
        settings,
        "America/Argentina/ComodRivadavia",
        now_ms,
        {exercise: Practice(9999, today) for exercise in ExerciseId},
        {"disclaimer": 1, "rest_tip": 2},
        today,
        dict.fromkeys(ExerciseId, today),
        version=99_999,
    )
    state = State(
        profile,
        replace(place, shelved=shelved),
        dialogue,
        {today: DayLog(today, counters)},
        entries=tuple(
            LogEntry(f"0123456789{n:02}", today, {"hamstring_steps": 2})
            for n in range(MOST_WAITING)
        ),
        fault_told=True,
        plain_counting=True,
    )

    text = json.dumps(attributes_of(state, now_ms), separators=(",", ":"))

    assert 20 == len(arch)
    assert len(text) < ATTRIBUTES_BYTES, len(text)
    assert state == state_of(json.loads(text))


NUMB = {"symptom": both_slot("numb", "numb")}
CONVERSATIONS = {
    "a stop": [("HurtsIntent", {})],
    "a number": [("HurtsIntent", {}), ("NumberIntent", {"number": old_slot("7")})],
    "a number with it": [("HurtsIntent", {"number": old_slot("7")})],
    "mild, twice": [("HurtsIntent", {"number": old_slot("2")})] * 2,
    "a warning sign": [("RedFlagIntent", NUMB)],
    "pain, then a warning sign": [
        ("HurtsIntent", {"number": old_slot("7")}),
        ("RedFlagIntent", NUMB),
    ],
    "pain, then another exercise": [
        ("HurtsIntent", {"number": old_slot("7")}),
        ("StartRoutineIntent", {"exercise": both_slot("towel", "towel")}),
    ],
}


@pytest.mark.parametrize("said", CONVERSATIONS.values(), ids=CONVERSATIONS.keys())
def test_nothing_of_pain_is_in_the_table(caller, store, said):
    """No number, no symptom, not which exercise hurt, and not what the coach answered to it."""
    caller.say("StartRoutineIntent", routine=both_slot("full", "full"))
    caller.say("ReadyIntent", after=20)
    caller.say("AMAZON.PauseIntent", after=60)
    caller.say("AMAZON.ResumeIntent", after=5)
    for name, slots in said:
        caller.say(name, after=20, **slots)
        kept = json.dumps([store.profiles, store.places_of(USER)])
        told = [word for word in ("pain", "hurt", "flag", "numb", "left-out") if word in kept]
        assert [] == told
        assert "picks" in kept, "a place is kept at all"


def test_the_table_takes_a_place_and_nothing_of_a_dialogue(caller, store):
    """Not even what was not understood: a count of it once slipped through."""
    caller.say("StartRoutineIntent", routine=both_slot("full", "full"))
    caller.say("ReadyIntent", after=20)
    caller.say("AMAZON.FallbackIntent", after=20)
    assert "misses" in caller.attributes["session"]
    caller.say("AMAZON.StopIntent", after=5)

    [stored] = store.places_of(USER).values()
    assert stored.keys() <= {each.name for each in fields(Place)}
