"""Two speakers of one home: each keeps its own count, and a place is found from either."""

import copy
import json
from datetime import UTC, date, datetime, timedelta

import pytest

from simulator.rig.settings_service import SettingsService
from skill.routine.exercises import Foot, Pace
from skill.service.telemetry import pseudonym
from tests.envelopes import (
    MONDAY_7_AM,
    TOKEN,
    USER,
    Caller,
    both_slot,
    call,
    ended,
    heard,
    intent,
    launch,
    sound_failed,
)

MONDAY = MONDAY_7_AM.date()
KITCHEN, BEDROOM = "amzn1.ask.device.THE-ECHO.kitchen", "amzn1.ask.device.THE-ECHO.bedroom"
ARCH = {"exercise": both_slot("arch", "arch")}
CALF = {"exercise": both_slot("calf", "calf")}
RIGHT = {"foot": both_slot("right", "right")}
DONE = {"exercise": both_slot("arch", "arch")}
WHOLE_ROUND = {"arch_steps": 10, "arch_done": 1, "arch_done_steps": 10}
TEN_MINUTES = 600
INVALID = ended("ERROR", error={"type": "INVALID_RESPONSE", "message": "no"})
LONG_ENOUGH = 300
"""Seconds after which whatever one response plays is over."""


@pytest.fixture
def kitchen(store):
    """Return the speaker in the kitchen."""
    return Caller(store, device=KITCHEN)


@pytest.fixture
def bedroom(store):
    """Return the speaker in the bedroom; the same person's."""
    return Caller(store, device=BEDROOM)


def count(caller, **exercise):
    """Start an exercise and say ready: its first segment plays."""
    caller.say("StartRoutineIntent", **exercise)
    return caller.say("ReadyIntent", after=20)


def steps_of(caller):
    """Return the ids of the steps that a device plays, those that come by themselves included."""
    playing = caller.attributes["session"]["playing"]
    sent = (*playing["steps"], *(playing.get("then") or {}).get("steps", ()))
    return [step for step, _, _ in sent]


def kept(store, device):
    """Return the place that is stored for a device."""
    return store.places_of(USER).get(pseudonym(device))


def at_the_same_time(caller, other, *, after=0):
    """Have a device's next request come some seconds after the other one's last."""
    caller.at = other.at + timedelta(seconds=after)


def test_the_bedroom_takes_nothing_of_what_the_kitchen_is_counting(store, kitchen, bedroom):
    """Neither its steps nor its place; and the kitchen's partial count stays right."""
    count(kitchen, **ARCH)
    before = kept(store, KITCHEN)
    fourth_ends_s = kitchen.attributes["session"]["playing"]["steps"][3][2] // 1000
    at_the_same_time(bedroom, kitchen, after=10)

    bedroom.send(launch())
    response = bedroom.say("AMAZON.NoIntent", after=1)

    assert response["directives"], "a routine of its own"
    assert ({}, before) == (store.log_of(USER, MONDAY), kept(store, KITCHEN))

    kitchen.say("AMAZON.PauseIntent", after=fourth_ends_s + 3)

    assert {"arch_steps": 4} == store.log_of(USER, MONDAY)


def test_who_walks_to_another_speaker_in_the_middle_of_a_hold_carries_on_there(
    store, kitchen, bedroom
):
    """What was heard to its end counts once, and nothing that the kitchen plays on."""
    count(kitchen, **ARCH)
    fourth_ends_s = kitchen.attributes["session"]["playing"]["steps"][3][2] // 1000
    at_the_same_time(bedroom, kitchen, after=fourth_ends_s + 3)

    assert "running on another speaker" in heard(bedroom.send(launch()))
    assert {} == store.log_of(USER, MONDAY), "nothing is known yet"
    bedroom.say("AMAZON.YesIntent", after=2)

    assert {"arch_steps": 4} == store.log_of(USER, MONDAY)
    assert "arch-5" == bedroom.attributes["session"]["playing"]["steps"][0][0]
    assert kept(store, KITCHEN) is None

    kitchen.send(ended(), after=LONG_ENOUGH)
    assert {"arch_steps": 4} == store.log_of(USER, MONDAY)
    bedroom.send(ended(), after=LONG_ENOUGH)
    assert WHOLE_ROUND == store.log_of(USER, MONDAY)


def test_a_move_that_comes_twice_is_answered_the_same(store, kitchen, bedroom):
    """The launch that offers it, and the yes: the second finds what the first one found."""
    count(kitchen, **ARCH)
    at_the_same_time(bedroom, kitchen, after=30)
    for request in (launch(), intent("AMAZON.YesIntent")):
        bedroom.send(request, after=2)
        first, found = copy.deepcopy(bedroom.answer), contents(store)

        assert first["response"] == call(bedroom.skill, bedroom.event)["response"]
        assert found == contents(store)


def test_a_kitchen_that_went_silent_is_settled_from_the_bedroom(store, kitchen, bedroom):
    """As played to its end, on its day; the place is offered in the bedroom."""
    count(kitchen, **CALF)
    holds = len(steps_of(kitchen))
    kitchen.hang_up()
    at_the_same_time(bedroom, kitchen, after=TEN_MINUTES)

    bedroom.send(launch())

    assert {"calf_steps": holds} == {
        name: n for name, n in store.log_of(USER, MONDAY).items() if name == "calf_steps"
    }
    assert "playing" not in (kept(store, KITCHEN) or {})


def test_a_place_in_the_kitchen_is_offered_in_the_bedroom_and_moves_there(store, kitchen, bedroom):
    """The kitchen was left in the middle of the routine; it keeps nothing of it."""
    kitchen.send(launch())
    kitchen.say("ReadyIntent", after=30)
    steps = steps_of(kitchen)
    kitchen.hang_up()
    at_the_same_time(bedroom, kitchen, after=TEN_MINUTES)

    bedroom.send(launch())

    session = bedroom.attributes["session"]
    assert "resume" == session["question"]
    assert sorted(steps) == session["done"]
    assert len(steps) == store.log_of(USER, MONDAY)["calf_steps"]
    assert kept(store, KITCHEN) is None

    bedroom.say("AMAZON.YesIntent", after=5)
    assert bedroom.attributes["session"]["playing"]

    kitchen.send(launch(), after=TEN_MINUTES + 60)
    assert len(steps) == store.log_of(USER, MONDAY)["calf_steps"]


def test_what_may_still_play_in_the_kitchen_is_left_alone(store, kitchen, bedroom):
    """Until some time after its end: clocks differ, and a device may run late."""
    count(kitchen, **ARCH)
    playing = kitchen.attributes["session"]["playing"]
    kitchen.hang_up()
    end_s = playing["steps"][-1][2] // 1000
    at_the_same_time(bedroom, kitchen, after=end_s + 120 - 5)

    bedroom.say("WhereAmIIntent")
    assert {} == store.log_of(USER, MONDAY)

    bedroom.hang_up()
    bedroom.say("WhereAmIIntent", after=10)
    assert WHOLE_ROUND == store.log_of(USER, MONDAY)


def test_two_devices_in_turns_keep_two_counts(store, kitchen, bedroom):
    """Every step of both counts once, whoever speaks in between."""
    count(kitchen, **ARCH)
    at_the_same_time(bedroom, kitchen, after=5)
    count(bedroom, **CALF)
    holds = len(steps_of(bedroom))
    for caller in (kitchen, bedroom, kitchen, bedroom):
        caller.say("WhereAmIIntent", after=30)
        caller.at += timedelta(seconds=5)
    kitchen.say("AMAZON.PauseIntent", after=400)
    bedroom.say("AMAZON.PauseIntent", after=400)

    log = store.log_of(USER, MONDAY)
    assert (10, holds) == (log["arch_steps"], log["calf_steps"])
    assert 1 == log["arch_done"]


def test_a_late_duplicate_of_an_old_request_changes_nothing(store, kitchen):
    """Neither what was counted, nor the place, nor what was chosen: the device went on since."""
    count(kitchen, **ARCH)
    old = [copy.deepcopy(kitchen.event)]
    kitchen.say("AMAZON.PauseIntent", after=60)
    old.append(copy.deepcopy(kitchen.event))
    kitchen.say("SetFootIntent", after=5, **RIGHT)
    log, session = store.log_of(USER, MONDAY), kept(store, KITCHEN)

    for event in old:
        call(kitchen.skill, event)

    assert (log, session) == (store.log_of(USER, MONDAY), kept(store, KITCHEN))
    assert Foot.RIGHT is store.profile(USER).settings.foot


def test_a_late_duplicate_of_a_launch_changes_nothing(store, kitchen):
    """It opens a session anew, minutes after the session it opened went on."""
    kitchen.send(launch())
    opening = copy.deepcopy(kitchen.event)
    kitchen.say("ReadyIntent", after=30)
    kitchen.say("AMAZON.PauseIntent", after=100)
    log, session = store.log_of(USER, MONDAY), kept(store, KITCHEN)
    assert log["calf_steps"]

    call(kitchen.skill, opening)

    assert (log, session) == (store.log_of(USER, MONDAY), kept(store, KITCHEN))


@pytest.mark.parametrize("left", ["nothing", "a place", "a count"])
def test_a_launch_that_comes_twice_is_answered_the_same(store, kitchen, left):
    """Whatever it found the first time, and settled."""
    if left != "nothing":
        kitchen.send(launch())
        kitchen.say("ReadyIntent", after=30)
        if left == "a place":
            kitchen.say("AMAZON.PauseIntent", after=50)
        kitchen.hang_up()
    kitchen.send(launch(), after=TEN_MINUTES)
    first, log = kitchen.answer, store.log_of(USER, MONDAY)

    second = call(kitchen.skill, kitchen.event)

    assert first["response"] == second["response"]
    assert log == store.log_of(USER, MONDAY)


def test_a_deletion_in_the_bedroom_holds_in_the_kitchen(store, kitchen, bedroom):
    """The kitchen counts on, and does not bring back who was deleted."""
    count(kitchen, **ARCH)
    at_the_same_time(bedroom, kitchen, after=5)
    bedroom.say("ForgetMeIntent")
    bedroom.say("AMAZON.YesIntent", after=5)
    assert (None, {}) == (store.profile(USER), store.places_of(USER))

    response = kitchen.say("WhereAmIIntent", after=20)

    assert response["directives"]
    assert (None, {}) == (store.profile(USER), store.places_of(USER))


def test_one_day_is_told_whatever_device_did_its_part(store, kitchen, bedroom):
    """The table's day, also in a session that has been open meanwhile."""
    kitchen.send(launch())
    at_the_same_time(bedroom, kitchen, after=5)
    bedroom.say("DoneIntent", **DONE)

    response = kitchen.say("ProgressIntent", after=10)

    assert "arch stretch" in heard(response).lower()


def test_a_question_is_the_devices_own(store, kitchen, bedroom):
    """A yes in the kitchen does not delete what the bedroom has asked about."""
    kitchen.send(launch())
    at_the_same_time(bedroom, kitchen, after=5)
    bedroom.say("ForgetMeIntent")
    kitchen.say("AMAZON.YesIntent", after=10)

    assert store.profile(USER) is not None
    assert "question" not in (kept(store, BEDROOM) or {})


def test_settings_of_two_open_sessions_are_both_kept(store, kitchen, bedroom):
    """Each writes what it has changed, and nothing else."""
    kitchen.send(launch())
    at_the_same_time(bedroom, kitchen, after=5)
    bedroom.send(launch())
    kitchen.say("SetPaceIntent", after=10, pace=both_slot("slow", "slow"))
    bedroom.say("SetFootIntent", after=10, **RIGHT)
    kitchen.say("WhereAmIIntent", after=10)

    settings = store.profile(USER).settings
    assert (Foot.RIGHT, Pace.SLOW) == (settings.foot, settings.pace)


def test_settings_that_could_not_be_saved_do_not_undo_another_devices(store, kitchen, bedroom):
    """When the store is back, what changed here is written, and only that."""
    kitchen.send(launch())
    at_the_same_time(bedroom, kitchen, after=5)
    bedroom.send(launch())
    store.go_down()
    kitchen.say("SetPaceIntent", after=10, pace=both_slot("slow", "slow"))
    store.come_back()
    bedroom.say("SetFootIntent", after=15, **RIGHT)
    kitchen.say("WhereAmIIntent", after=10)

    settings = store.profile(USER).settings
    assert (Foot.RIGHT, Pace.SLOW) == (settings.foot, settings.pace)


def test_a_device_that_cannot_play_apl_for_audio_is_known_for_weeks(store, kitchen, bedroom):
    """That device, not the other one; after four weeks it is tried again."""
    count(kitchen, **ARCH)
    kitchen.send(sound_failed(), after=2)
    kitchen.hang_up()
    at_the_same_time(bedroom, kitchen, after=5)

    day = 24 * 3600
    assert "directives" in bedroom.say("StartRoutineIntent", **CALF)
    assert "directives" not in kitchen.say("StartRoutineIntent", after=day, **CALF)
    kitchen.say("AMAZON.PauseIntent", after=5)  # to use it is not to have it refuse again
    kitchen.hang_up()
    assert "directives" not in kitchen.say("StartRoutineIntent", after=26 * day, **CALF)
    kitchen.hang_up()
    assert "directives" in kitchen.say("StartRoutineIntent", after=2 * day, **CALF)


def test_each_device_has_its_own_day(store):
    """One in Oslo in the morning, one in Los Angeles in the evening before (both on 4 May)."""
    zones = {KITCHEN: "Europe/Oslo", BEDROOM: "America/Los_Angeles"}
    at = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
    for device, zone in zones.items():
        with SettingsService(zone, TOKEN) as service:
            caller = Caller(store, device=device, endpoint=service.endpoint, at=at)
            caller.say("DoneIntent", **DONE)
            caller.hang_up()
        at = datetime(2026, 5, 5, 4, 30, tzinfo=UTC)

    assert {date(2026, 5, 4)} == {day for day in store.days[USER] if store.log_of(USER, day)}
    assert 2 == store.log_of(USER, date(2026, 5, 4))["arch_done"]


# --- one answer to one request ---

OPENINGS = {
    "launch": launch(),
    "start": intent("StartRoutineIntent", **ARCH),
    "done": intent("DoneIntent", exercise=both_slot("arch", "arch")),
    "setting": intent("SetHoldIntent", change=both_slot("longer", "longer")),
    "resume": intent("AMAZON.ResumeIntent"),
    "next": intent("AMAZON.NextIntent"),
    "undo": intent("UndoIntent"),
    "hurts": intent("HurtsIntent"),
}


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("left", ["nobody", "nothing", "a place", "a count"])
def test_an_opening_that_comes_twice_has_one_answer_and_one_effect(store, kitchen, left, opening):
    """Whatever it found, counted, chose or began the first time."""
    if left == "nobody":
        store.profiles.clear()
    elif left != "nothing":
        count(kitchen, **CALF)
        if left == "a place":
            kitchen.say("AMAZON.PauseIntent", after=50)
        kitchen.hang_up()
    kitchen.send(OPENINGS[opening], after=TEN_MINUTES)
    first, found = copy.deepcopy(kitchen.answer), contents(store)

    second = call(kitchen.skill, kitchen.event)

    assert first["response"] == second["response"]
    assert found == contents(store)


def test_an_opening_that_comes_late_is_not_taken_for_new(store, kitchen):
    """Also on a device that has no place to go back to any more."""
    kitchen.say("StartRoutineIntent", **ARCH)
    opening = copy.deepcopy(kitchen.event)
    kitchen.say("ReadyIntent", after=20)
    kitchen.say("UndoIntent", after=LONG_ENOUGH)
    kitchen.say("AMAZON.StopIntent", after=5)
    found = contents(store)

    call(kitchen.skill, opening)
    kitchen.send(launch(), after=24 * 3600)

    assert found["days"] == contents(store)["days"]


def test_after_a_lost_answer_the_person_is_where_they_last_heard(store, kitchen):
    """To say "next" again is the next exercise, and not the one after."""
    kitchen.send(launch())
    kitchen.say("ReadyIntent", after=30)
    before = copy.deepcopy(kitchen.attributes)
    kitchen.say("AMAZON.NextIntent", after=20)
    kitchen.attributes = before

    kitchen.say("AMAZON.NextIntent", after=10)

    assert kitchen.attributes["session"]["at"].startswith("towel")


def contents(store):
    """Return all that is stored, but for its version."""
    profiles = {
        user_id: {**json.loads(text), "version": 0} for user_id, text in store.profiles.items()
    }
    return copy.deepcopy(
        {"profiles": profiles, "days": store.days, "places": store.places, "marks": store.devices}
    )


# --- a session that ends while the store is down ---


@pytest.mark.parametrize("end", ["stop", "session ended"])
def test_what_an_ended_session_could_not_write_is_written_later(store, kitchen, end):
    """By the process that saw the end; what nobody heard is not counted."""
    count(kitchen, **CALF)
    first_ends_s = kitchen.attributes["session"]["playing"]["steps"][0][2] // 1000
    store.go_down()
    request = ended("USER_INITIATED") if end == "session ended" else intent("AMAZON.StopIntent")
    response = kitchen.send(request, after=first_ends_s + 3)
    kitchen.hang_up()
    store.come_back()
    if end == "stop":
        assert "may be missing" in heard(response), "a promise is kept or not made"
    assert {} == store.log_of(USER, MONDAY)

    kitchen.send(launch(), after=TEN_MINUTES)

    assert {"calf_steps": 1} == store.log_of(USER, MONDAY)


def test_it_is_written_with_somebody_elses_turn_as_well(store, kitchen):
    """The table is back: nobody has to come back themselves for it."""
    count(kitchen, **CALF)
    store.go_down()
    kitchen.send(intent("AMAZON.StopIntent"), after=LONG_ENOUGH)
    store.come_back()
    other = Caller(store, user="amzn1.ask.account.SOMEBODY-ELSE")
    other.skill = kitchen.skill
    other.say("StartRoutineIntent", **ARCH)

    assert store.log_of(USER, MONDAY)["calf_steps"]


def test_it_is_not_written_when_the_person_was_deleted_meanwhile(store, kitchen):
    """What began before a deletion writes nothing."""
    count(kitchen, **CALF)
    store.go_down()
    kitchen.send(intent("AMAZON.StopIntent"), after=LONG_ENOUGH)
    store.come_back()
    store.forget(USER, int(kitchen.at.timestamp() * 1000) + 1)

    kitchen.send(launch(), after=TEN_MINUTES)

    assert {} == store.log_of(USER, MONDAY)


# --- a store that is down at the opening ---


def test_what_was_left_playing_before_the_store_went_down_is_counted_when_it_is_back(
    store, kitchen
):
    """And what was chosen meanwhile is kept, and the old place is shelved."""
    kitchen.send(launch())
    kitchen.say("ReadyIntent", after=30)
    steps = len(steps_of(kitchen))
    kitchen.hang_up()
    store.go_down()
    kitchen.say("StartRoutineIntent", after=TEN_MINUTES, **ARCH)
    kitchen.say("SetFootIntent", after=5, **RIGHT)
    assert {} == store.log_of(USER, MONDAY)

    store.come_back()
    kitchen.say("WhereAmIIntent", after=5)

    assert steps == store.log_of(USER, MONDAY)["calf_steps"]
    assert Foot.RIGHT is store.profile(USER).settings.foot
    session = kept(store, KITCHEN)
    assert [["arch"]] == session["picks"]
    assert steps == len(session["shelved"]["done"])
    assert session["shelved"]["at"]
    assert "playing" not in session["shelved"]


def test_what_the_bedroom_still_plays_is_not_settled_by_a_catching_up_kitchen(
    store, kitchen, bedroom
):
    """What it was when the kitchen opened, it is settled by: it may still be running."""
    count(bedroom, **CALF)
    before = kept(store, BEDROOM)
    at_the_same_time(kitchen, bedroom, after=10)
    store.go_down()
    kitchen.say("StartRoutineIntent", **ARCH)
    store.come_back()
    kitchen.say("WhereAmIIntent", after=5)

    assert ({}, before) == (store.log_of(USER, MONDAY), kept(store, BEDROOM))


# --- done, and undo ---


def test_done_notes_one_round_and_the_same_request_notes_no_other(store, kitchen):
    """Lambda and Alexa may both send it twice."""
    kitchen.say("DoneIntent", **DONE)
    call(kitchen.skill, kitchen.event)

    assert WHOLE_ROUND == store.log_of(USER, MONDAY)


def test_done_said_twice_is_two_rounds_and_undo_takes_one_back_at_a_time(store, kitchen):
    """The arch stretch may be done several times a day; one word takes one round back."""
    kitchen.say("StartRoutineIntent", **CALF)
    for _ in range(2):
        kitchen.say("DoneIntent", after=10, **DONE)
    assert {name: 2 * n for name, n in WHOLE_ROUND.items()} == store.log_of(USER, MONDAY)

    kitchen.say("UndoIntent", after=10)
    assert WHOLE_ROUND == store.log_of(USER, MONDAY)

    call(kitchen.skill, kitchen.event)
    assert WHOLE_ROUND == store.log_of(USER, MONDAY)

    kitchen.say("UndoIntent", after=10)
    assert dict.fromkeys(WHOLE_ROUND, 0) == store.log_of(USER, MONDAY)


def test_a_round_that_is_noted_and_taken_back_again_and_again_never_counts_below_zero(
    store, kitchen
):
    """However often anybody says either."""
    kitchen.say("StartRoutineIntent", **CALF)
    for _ in range(3):
        kitchen.say("DoneIntent", after=10, **DONE)
        kitchen.say("UndoIntent", after=10)
        kitchen.say("UndoIntent", after=10)

        assert {0} == set(store.log_of(USER, MONDAY).values())


def test_a_done_whose_answer_was_lost_and_that_is_said_again_is_one_round(store, kitchen):
    """Nobody heard that it was noted, so the same is meant; and one undo takes it back."""
    kitchen.say("StartRoutineIntent", **CALF)
    before = copy.deepcopy(kitchen.attributes)
    kitchen.say("DoneIntent", after=10, **DONE)
    kitchen.attributes = before  # the answer never arrived, and nothing that came with it
    kitchen.say("DoneIntent", after=10, **DONE)
    assert WHOLE_ROUND == store.log_of(USER, MONDAY)

    kitchen.say("UndoIntent", after=10)
    assert 0 == store.log_of(USER, MONDAY)["arch_done"]


def test_another_done_after_one_whose_answer_was_lost_counts_both(store, kitchen):
    """It is not the same that is meant."""
    kitchen.say("StartRoutineIntent", **CALF)
    before = copy.deepcopy(kitchen.attributes)
    kitchen.say("DoneIntent", after=10, **DONE)
    kitchen.attributes = before
    kitchen.say("DoneIntent", after=10, exercise=both_slot("towel", "towel"))

    log = store.log_of(USER, MONDAY)
    assert (1, 1) == (log["arch_done"], log["towel_done"])


def test_a_one_shot_done_whose_answer_was_lost_and_that_is_said_again_is_one_round(store, kitchen):
    """Nobody does a round in half a minute; two hours later it is another one."""
    for after in (0, 30, 7200):
        kitchen.say("DoneIntent", after=after, **DONE)
        kitchen.hang_up()

    assert 2 == store.log_of(USER, MONDAY)["arch_done"]


def test_an_undo_whose_answer_was_lost_and_that_is_said_again_takes_one_round_back(store, kitchen):
    """It is the same round that both of them mean."""
    kitchen.say("StartRoutineIntent", **CALF)
    for _ in range(2):
        kitchen.say("DoneIntent", after=10, **DONE)
    before = copy.deepcopy(kitchen.attributes)
    kitchen.say("UndoIntent", after=10)
    kitchen.attributes = before
    kitchen.say("UndoIntent", after=10)

    assert WHOLE_ROUND == store.log_of(USER, MONDAY)


def test_done_and_undo_while_the_store_is_down_come_to_nothing_in_the_end(store, kitchen):
    """Both wait, and both are written."""
    kitchen.say("StartRoutineIntent", **CALF)
    store.go_down()
    kitchen.say("DoneIntent", after=10, **DONE)
    kitchen.say("UndoIntent", after=10)
    store.come_back()
    kitchen.say("WhereAmIIntent", after=10)

    assert {0} == set(store.log_of(USER, MONDAY).values())
    assert "pending" not in kitchen.attributes


# --- an answer that could not be played ---


@pytest.mark.parametrize("brings", ["its attributes", "those before", "none"])
def test_what_was_not_played_is_not_counted_whatever_the_request_brings(store, kitchen, brings):
    """An answer that was refused may take its attributes with it; the stored place has it."""
    kitchen.say("StartRoutineIntent", **CALF)
    before = copy.deepcopy(kitchen.attributes)
    kitchen.say("ReadyIntent", after=30)
    if brings == "those before":
        kitchen.attributes = before
    if brings == "none":
        kitchen.attributes = {}
    kitchen.send(INVALID, after=1)
    kitchen.hang_up()

    response = kitchen.say("StartRoutineIntent", after=TEN_MINUTES, **ARCH)

    assert "directives" not in response, "it gets SSML from then on"
    assert not any(store.log_of(USER, MONDAY).values())


# --- what plays by itself ---


def test_a_reprompt_that_a_device_refuses_leaves_what_was_played_before_it(store, kitchen):
    """The first segment counts, what would have followed comes next, and SSML counts it."""
    count(kitchen, **CALF)
    playing = kitchen.attributes["session"]["playing"]
    first, second = (len(each["steps"]) for each in (playing, playing["then"]))
    token = kitchen.answer["response"]["reprompt"]["directives"][0]["token"]
    kitchen.send(sound_failed(token), after=playing["sound_ms"] // 1000 + 12)

    session = kitchen.attributes["session"]
    assert playing["then"]["at"] == session["at"]
    response = kitchen.say("ReadyIntent", after=5)

    assert (4, 2) == (first, second)
    assert {"calf_steps": first} == store.log_of(USER, MONDAY)
    assert "directives" not in response
    assert "<break" in response["outputSpeech"]["ssml"]


@pytest.mark.parametrize(
    ("reason", "steps"), [("EXCEEDED_MAX_REPROMPTS", 6), ("USER_INITIATED", 4)]
)
def test_the_end_of_a_session_says_whether_all_was_played(store, kitchen, reason, steps):
    """Nobody spoke until the reprompt was over, however short that was; or somebody else did."""
    count(kitchen, **CALF)
    sound_ms = kitchen.attributes["session"]["playing"]["sound_ms"]
    kitchen.send(ended(reason), after=sound_ms // 1000 + 5)

    assert steps == store.log_of(USER, MONDAY)["calf_steps"]


def test_an_answer_that_is_lost_takes_nothing_from_what_played_by_itself(store, kitchen):
    """Whoever says it again goes on from where the clock says that they are."""
    count(kitchen, **CALF)
    playing = kitchen.attributes["session"]["playing"]
    fifth_ends_s = playing["then"]["steps"][0][2] // 1000
    before = copy.deepcopy(kitchen.attributes)
    kitchen.say("TimeLeftIntent", after=fifth_ends_s + 5)
    kitchen.attributes = before
    kitchen.say("TimeLeftIntent", after=5)

    assert 5 == store.log_of(USER, MONDAY)["calf_steps"]
    assert playing["then"]["steps"][1][0] == kitchen.attributes["session"]["playing"]["steps"][0][0]


def test_both_segments_are_written_when_the_store_is_back(store, kitchen):
    """It was out of reach while both played."""
    count(kitchen, **CALF)
    store.go_down()
    kitchen.say("WhereAmIIntent", after=LONG_ENOUGH)
    assert {} == store.log_of(USER, MONDAY)

    store.come_back()
    kitchen.say("WhereAmIIntent", after=5)

    assert {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6} == store.log_of(USER, MONDAY)
