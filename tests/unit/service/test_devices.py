"""Two speakers of one home: each keeps its own count, and a place is found from either."""

import copy
from datetime import timedelta

import pytest

from skill.coaching.resume import OVER_AFTER_MS
from skill.routine.exercises import Foot
from skill.service.telemetry import pseudonym
from tests.envelopes import MONDAY_7_AM, USER, Caller, both_slot, call, launch

MONDAY = MONDAY_7_AM.date()
KITCHEN, BEDROOM = "amzn1.ask.device.THE-ECHO.kitchen", "amzn1.ask.device.THE-ECHO.bedroom"
ARCH = {"exercise": both_slot("arch", "arch")}
CALF = {"exercise": both_slot("calf", "calf")}
RIGHT = {"foot": both_slot("right", "right")}
WHOLE_ROUND = {"arch_steps": 10, "arch_done": 1, "arch_done_steps": 10}
TEN_MINUTES = 600


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

    response = bedroom.send(launch())

    assert response["directives"], "a routine of its own"
    assert ({}, before) == (store.log_of(USER, MONDAY), kept(store, KITCHEN))

    kitchen.say("AMAZON.PauseIntent", after=fourth_ends_s + 3)

    assert {"arch_steps": 4} == store.log_of(USER, MONDAY)


def test_a_kitchen_that_went_silent_is_settled_from_the_bedroom(store, kitchen, bedroom):
    """As played to its end, on its day; the place is offered in the bedroom."""
    count(kitchen, **CALF)
    holds = len(kitchen.attributes["session"]["playing"]["steps"])
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
    steps = [step for step, _, _ in kitchen.attributes["session"]["playing"]["steps"]]
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
    at_the_same_time(bedroom, kitchen, after=end_s + OVER_AFTER_MS // 1000 - 5)

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
    holds = len(bedroom.attributes["session"]["playing"]["steps"])
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


# --- a store that is down at the opening ---


def test_what_was_left_playing_before_the_store_went_down_is_counted_when_it_is_back(
    store, kitchen
):
    """And what was chosen meanwhile is kept, and the old place is shelved."""
    kitchen.send(launch())
    kitchen.say("ReadyIntent", after=30)
    steps = len(kitchen.attributes["session"]["playing"]["steps"])
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

DONE = {"exercise": both_slot("arch", "arch")}


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
    """It is the same wish, said once more; and one undo takes it back."""
    kitchen.say("StartRoutineIntent", **CALF)
    before = copy.deepcopy(kitchen.attributes)
    kitchen.say("DoneIntent", after=10, **DONE)
    kitchen.attributes = before  # the answer never arrived, and nothing that came with it
    kitchen.say("DoneIntent", after=10, **DONE)
    assert WHOLE_ROUND == store.log_of(USER, MONDAY)

    kitchen.say("UndoIntent", after=10)
    assert dict.fromkeys(WHOLE_ROUND, 0) == store.log_of(USER, MONDAY)


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
