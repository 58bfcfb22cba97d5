"""The state travels as session attributes; the table keeps the place, and no word of the talk."""

import copy
import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.dialogue import Dialogue, Hint, Question
from skill.coaching.reply import State
from skill.progress.days import DayLog, LogEntry
from skill.progress.place import Place, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.progress.reminders import Reminder
from skill.routine.delivery import After
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, RoutineName
from skill.routine.message import Message, message
from skill.routine.plan import Pick, make_plan, picks_of_routine
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
from tests.unit.progress.strategies import (
    ENTRIES,
    JSON,
    NAMES,
    NUMBERS,
    PICKS,
    PLACES,
    PROFILES,
    TEXTS,
)

MESSAGES = st.builds(
    Message,
    TEXTS,
    st.dictionaries(TEXTS, TEXTS | st.integers(-(10**9), 10**9), max_size=3).map(
        lambda d: tuple(sorted(d.items()))
    ),
    st.sampled_from(Talk),
    st.integers(0, 9),
)
ASKED_AT_A_STEP = (
    *(Question.RESUME, Question.DID_IT_HURT, Question.CRAMP, Question.CARRY_ON),
    *(Question.READY_OR_DONE, Question.STOP_TODAY),
)
DIALOGUES = st.builds(
    Dialogue,
    question=st.none() | st.sampled_from(Question),
    offer=st.lists(PICKS, max_size=2).map(tuple),
    stopped_for_pain=st.lists(st.sampled_from(ExerciseId), max_size=2).map(tuple),
    set_aside=st.just(""),
    misses=st.integers(0, 9),
    last=st.lists(MESSAGES, max_size=2).map(tuple),
    answered=st.booleans(),
    opened_with=TEXTS,
    repeats=st.integers(0, 9),
    unheard=st.lists(st.sampled_from(Hint), max_size=2).map(tuple),
)
WORDS = st.from_regex(r"[a-z][a-z0-9_-]{0,39}", fullmatch=True)
OWN_PROFILES = st.builds(
    replace,
    PROFILES,
    told=st.dictionaries(WORDS, st.integers(0, 10**6), max_size=3),
    unknown_settings=st.dictionaries(
        WORDS.filter(lambda name: name not in NAMES),
        WORDS | st.booleans() | st.integers(-(2**53), 2**53),
        max_size=3,
    ),
)
STATES = st.builds(
    State,
    OWN_PROFILES,
    PLACES,
    DIALOGUES,
    entries=st.lists(ENTRIES, max_size=3).map(tuple),
    began_at_ms=NUMBERS,
    unread_since_ms=st.none() | NUMBERS,
    saved_at_ms=NUMBERS,
    written=st.none() | OWN_PROFILES,
    unsure=st.integers(0, 3),
    fault_told=st.booleans(),
    plain_counting=st.booleans(),
    refused_apla_at_ms=NUMBERS,
    voice_only=st.booleans(),
    refused_apl_at_ms=NUMBERS,
).filter(
    lambda state: (
        state.dialogue.question is None
        or (
            bool(state.dialogue.last)
            and (state.place.is_unfinished or state.dialogue.question not in ASKED_AT_A_STEP)
        )
    )
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
        (Reminder(450),),
        (ExerciseId.CALF,),
        "calf-1-left",
        1,
        (Message("welcome"),),
        True,
        "take-your-time",
        3,
        (Hint.DISCLAIMER,),
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


COUNTING = {
    "v": 2,
    "profile": {
        "version": 3,
        "time_zone": "Europe/Oslo",
        "time_zone_at_ms": NOW_MS,
        "practice": {"arch": {"times": 2, "last_day": "2026-03-01"}},
        "told": {"disclaimer": 1, "rest_tip": 2},
        "settings": {"foot": "left", "calf_hold_seconds": 45},
    },
    "today": {"day": "2026-03-02", "counters": {"arch_steps": 2}},
    "session": {
        "picks": [["arch"], ["raises", "tiptoe"]],
        "at": "arch-5",
        "status": "work",
        "touched_at_ms": NOW_MS,
        "answered_at_ms": NOW_MS,
        "done": ["arch-1", "arch-2"],
        "playing": {
            "segment_id": "0123456789ab",
            "started_at_ms": NOW_MS,
            "opening": "wait",
            "steps": [["arch-3", 4_000, 14_000], ["arch-4", 19_000, 29_000]],
        },
        "noted": [["ba9876543210", "2026-03-02", {"arch_steps": 2}, ["arch-2"], False, 0, []]],
        "last": [["carry-on", {}, "brief", 0]],
    },
    "pending": [["ba9876543210-done", "2026-03-02", {"arch_steps": 2}]],
}
"""Attributes of this skill in the middle of a count."""


def changed(value, *path):
    """Return these attributes with something else at a path."""
    sent = copy.deepcopy(COUNTING)
    holder = sent
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return sent


def test_attributes_in_the_middle_of_a_count_are_read():
    """A control: all of them."""
    state = state_of(COUNTING)

    assert ("arch-5", "0123456789ab") == (state.place.at, state.place.playing.segment_id)
    assert Foot.LEFT is state.profile.settings.foot


@pytest.mark.parametrize("version", [0, 1, 3, 20, -2, "2", 2.0, True, None, [2]])
def test_attributes_of_another_version_are_refused(version):
    """Version two is a whole number two."""
    with pytest.raises(CorruptAttributes):
        state_of(COUNTING | {"v": version})


INJECTED = "x' OR 1=1 --"
PLAYING = ("session", "playing")
ENTRY, LATE = ["0123456789ab", "2026-03-02", {"arch_steps": 2}], 32_503_680_000_001
FOREIGN = {
    "a segment's id": changed(INJECTED, *PLAYING, "segment_id"),
    "a longer id": changed("0123456789abc", *PLAYING, "segment_id"),
    "an id in capitals": changed("0123456789AB", *PLAYING, "segment_id"),
    "an id with a line": changed("0123456789ab\n", *PLAYING, "segment_id"),
    "an entry's id": changed([[INJECTED, *ENTRY[1:]]], "pending"),
    "a note's id": changed([[INJECTED, *ENTRY[1:]]], "session", "noted"),
    "a note's step": changed([[*ENTRY, [INJECTED]]], "session", "noted"),
    "a profile that is true": changed(True, "profile"),
    "a setting that is true": changed(True, "profile", "settings", "foot"),
    "a setting that is an object": changed({"a": 1}, "profile", "settings", "mood"),
    "a setting of many words": changed("all of the above", "profile", "settings", "mood"),
    "a setting's name": changed(1, "profile", "settings", INJECTED),
    "a hint's name": changed(1, "profile", "told", INJECTED),
    "an unknown zone": changed("Europe/Atlantis", "profile", "time_zone"),
    "a folder of zones": changed("../Europe/Oslo", "profile", "time_zone"),
    "a week of no gentle start": changed(3, "profile", "gentle_week"),
    "a zone's time": changed(LATE, "profile", "time_zone_at_ms"),
    "a step that is none": changed("squat-1", "session", "at"),
    "a step of another plan": changed("towel-1", "session", "at"),
    "a step with number 0": changed("arch-0", "session", "at"),
    "a step without its plan": changed([], "session", "picks"),
    "a done step that is none": changed(["arch-1", INJECTED], "session", "done"),
    "a played step that is none": changed([["squat-1", 0, 1]], *PLAYING, "steps"),
    "a part of another exercise": changed([["calf", "rock"], ["arch"]], "session", "picks"),
    "an offered part of another": changed([["calf", "rock"]], "session", "offer"),
    "a step before its beginning": changed([["arch-3", 14_000, 4_000]], *PLAYING, "steps"),
    "a step of a day": changed([["arch-3", 0, 86_400_000]], *PLAYING, "steps"),
    "an explanation of no step": changed({INJECTED: 1}, *PLAYING, "explained"),
    "an explanation of a day": changed({"arch-1": 86_400_000}, *PLAYING, "explained"),
    "a start in another age": changed(LATE, *PLAYING, "started_at_ms"),
    "a touch in another age": changed(LATE, "session", "touched_at_ms"),
    "an answer in another age": changed(LATE, "session", "answered_at_ms"),
    "a beginning in another age": changed(LATE, "began_at_ms"),
    "a saving in another age": changed(LATE, "saved_at_ms"),
    "a written profile": changed({"settings": {"foot": True}}, "written"),
    "a reading in another age": changed(LATE, "unread_since_ms"),
    "a time before all times": changed(-1, "session", "touched_at_ms"),
    "a number of 65 bits": changed(2**65, "profile", "version"),
    "an absurd version": changed(10**9 + 1, "profile", "version"),
    "an absurd practice": changed(10**10, "profile", "practice", "arch", "times"),
    "an absurd count": changed([[*ENTRY[:2], {"arch_steps": 1_001}]], "pending"),
    "an absurd count taken back": changed([[*ENTRY[:2], {"arch_steps": -1_001}]], "pending"),
    "an absurd day": changed(1_001, "today", "counters", "arch_steps"),
    "a counter of nothing": changed([[*ENTRY[:2], {"applied": 2}]], "pending"),
    "a counter of the day": changed(1, "today", "counters", INJECTED),
    "what was counted": changed([INJECTED], "today", "applied"),
    "a shelved place": changed({"at": "squat-1", "picks": [["arch"]]}, "session", "shelved"),
    "a question without its step": changed(None, "session", "at")
    | {"session": COUNTING["session"] | {"at": None, "question": "carry_on"}},
    "a step set aside that is none": changed("squat-1", "session", "set_aside"),
    "a step set aside of another plan": changed("towel-1", "session", "set_aside"),
    "a number nobody counts to": changed(
        [["noted", {"n": 10**9 + 1}, "brief", 0]], "session", "last"
    ),
    "such a number in a list": changed(
        [["noted", {"a": [["noted", {"n": -(10**10)}, "brief", 0]]}, "brief", 0]],
        *("session", "last"),
    ),
    "a question without words": changed([], "session", "last")
    | {"session": COUNTING["session"] | {"last": [], "question": "forget"}},
    "16 KB": changed("x" * 16_384, "note"),
    "half a letter": changed("\ud800", "note"),
    "a hundred thousand letters": changed("x" * 100_000, "session", "opened_with"),
}


@pytest.mark.parametrize("sent", FOREIGN.values(), ids=FOREIGN)
def test_attributes_that_this_skill_cannot_have_written_are_refused_as_a_whole(sent):
    """And why is said in a few words, none of them theirs."""
    with pytest.raises(CorruptAttributes) as refused:
        state_of(sent)

    assert len(str(refused.value)) < 60
    assert not any(word in str(refused.value) for word in ("OR 1=1", "squat", "Atlantis", "xxx"))


LATER = {
    "a choice": changed("hearty", "profile", "settings", "foot"),
    "a setting": changed("rain", "profile", "settings", "weather"),
    "a switch": changed(True, "profile", "settings", "waits"),
    "a dose out of range": changed(55, "profile", "settings", "towel_sets"),
    "a hint": changed(2, "profile", "told", "silence-goes-on"),
    "a field of the place": changed({"a": 1}, "session", "weather"),
    "a field of all": changed([1, 2], "weather"),
    "a counter": changed(3, "today", "counters", "squat_steps"),
    "an id with more": changed("undo-0123456789ab-done-2", *PLAYING, "segment_id"),
    "fifteen minutes": changed([["arch-3", 0, 900_000]], *PLAYING, "steps"),
    "a thousand steps": changed([[*ENTRY[:2], {"arch_steps": 1_000}]], "pending"),
}


@pytest.mark.parametrize("sent", LATER.values(), ids=LATER)
def test_what_a_later_version_may_have_written_is_passed_over(sent):
    """Two versions answer one conversation while a deployment is under way."""
    assert "arch-5" == state_of(sent).place.at


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
        shown="0123456789ab",
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
        voice_only=True,
        refused_apl_at_ms=now_ms,
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
