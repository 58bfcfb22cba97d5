"""What is shown during a response: its phases fit the sound, and each answer has its screen."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.commands import (
    HowTo,
    Hurts,
    Number,
    Period,
    Plain,
    Progress,
    RedFlag,
    Remind,
    Rhythm,
    SetCounting,
    SetFoot,
    SetHold,
    SetPace,
    SetSets,
    Start,
    Symptom,
)
from skill.coaching.dialogue import Dialogue, Question
from skill.coaching.reply import Ending
from skill.progress.days import DAY, DayLog
from skill.progress.history import History
from skill.progress.reminders import WORKDAYS
from skill.routine.exercises import ExerciseId, Foot, RoutineName
from skill.routine.plan import make_plan, picks_of_unit
from skill.screen.answers import ANSWERS, PAIN
from skill.screen.scene import Figure, PhaseKind, SceneKind, scene_of
from tests.unit.screen.replies import (
    TODAY,
    WORDS,
    asked_for_routine,
    asked_for_today,
    asked_to_remind,
    first_visit,
    interrupted,
    person,
    respond,
    routine,
)

CALF = {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6}
YESTERDAY = {TODAY - DAY: CALF}

ROUTINES = st.builds(
    lambda *chosen: [*routine(*chosen[:2], foot=chosen[2])],
    st.sampled_from(RoutineName),
    st.sampled_from([0, 1, 20]),
    st.sampled_from([None, *Foot]),
)


def scene(reply):
    """Return what is shown with a reply."""
    return scene_of(reply, WORDS)


@given(ROUTINES)
def test_phases_cover_the_whole_sound_without_a_gap(replies):
    """One phase ends where the next begins, to the end of what plays by itself."""
    for reply in replies:
        if reply.timeline is None:
            continue
        shown = scene(reply)
        assert shown.phases[0].start_ms == 0
        assert all(one.end_ms == other.start_ms for one, other in pairwise(shown.phases))
        assert all(phase.length_ms > 0 for phase in shown.phases)
        then = reply.state.place.playing.then
        assert shown.sound_ms == reply.timeline.length_ms
        length_ms = reply.state.place.playing.length_ms if then else shown.sound_ms
        assert shown.phases[-1].end_ms == length_ms


@given(ROUTINES)
def test_counts_are_those_that_were_sent(replies):
    """What is shown is what is settled: same ends, same lengths, same steps."""
    for reply in replies:
        if reply.timeline is None:
            continue
        place = reply.state.place
        plan = {each.id: each for each in make_plan(place.picks, reply.state.profile.settings)}
        counts = [phase for phase in scene(reply).phases if phase.kind.is_count]
        for phase, time in zip(counts, place.playing.all_steps, strict=True):
            step = plan[time.step]
            assert phase.end_ms == time.end_ms
            assert phase.length_ms == step.work.slot_seconds * 1000 == phase.count_ms
            assert time.start_ms <= phase.start_ms
            assert phase.figure == Figure(step.unit, step.side or Foot.BOTH)
            assert (phase.number, phase.numbers) == (step.number, step.numbers)
            assert (phase.kind is PhaseKind.REPEAT) is (phase.repetitions > 0)


def test_a_pause_shows_what_comes_next():
    """A switch has the other side, a rest the next set."""
    shown = scene(next(routine(foot=Foot.LEFT)))
    first = [(phase.kind, phase.figure.foot) for phase in shown.phases[:4]]
    assert first == [("ready", "left"), ("hold", "left"), ("switch", "right"), ("hold", "right")]
    rest = next(phase for phase in shown.phases if phase.kind is PhaseKind.REST)
    assert (rest.figure.unit, rest.number, rest.label) == (ExerciseId.TOWEL, 2, "Rest")


def test_nothing_is_counted_while_the_microphone_is_open():
    """Between two segments there is one quiet phase."""
    reply = next(routine(foot=Foot.LEFT))
    playing = reply.state.place.playing
    quiet = [
        phase
        for phase in scene(reply).phases
        if phase.start_ms < playing.then_ms and phase.end_ms > playing.sound_ms
    ]
    assert [phase.kind for phase in quiet] == [PhaseKind.TALK]


def test_a_routine_ends_with_nothing_to_come():
    """After the last count there is no drawing."""
    *_, last = routine(RoutineName.MORNING, foot=Foot.LEFT)
    end = scene(last).phases[-1]
    assert (end.kind, end.figure, end.label) == (PhaseKind.TALK, None, "Done")


@pytest.mark.parametrize(
    ("reply", "kind", "choices", "figures"),
    [
        (first_visit(), SceneKind.START, ["left", "right", "both"], 5),
        (asked_for_routine(), SceneKind.START, ["full", "short"], 5),
        (interrupted(Plain.PAUSE, foot=Foot.LEFT), SceneKind.PAUSED, ["resume", "stop"], 1),
        (interrupted(Hurts(), foot=Foot.LEFT), SceneKind.ASKING, [*PAIN], 1),
        (asked_for_today(), SceneKind.SUMMARY, ["stop"], 0),
    ],
)
def test_an_answer_has_its_screen(reply, kind, choices, figures):
    """Questions, a pause and a summary look different, and have their own answers."""
    shown = scene(reply)
    assert shown.kind is kind
    assert [choice.command for choice in shown.choices] == choices
    assert len(shown.figures) == figures


def test_today_is_told_by_exercise_and_the_week_by_day():
    """Done, begun and open; seven days up to today."""
    shown = scene(asked_for_today())
    assert [each.share for each in shown.exercises] == [1, 0.5, 0, 0, 0]
    assert "".join(day.letter for day in shown.week) == "TWTFSSM"
    assert [day.is_done for day in shown.week] == [0, 1, 0, 0, 0, 1, 1]


def test_the_last_summary_asks_nothing():
    """A session that is closed takes no answer."""
    said = respond(asked_for_today().state, Plain.STOP, after_ms=5_000)
    assert (scene(said).kind, scene(said).choices) == (SceneKind.DONE, ())


def test_an_empty_day_is_shown_with_what_is_offered():
    """The answer is the day; the offer can be touched below it."""
    shown = scene(respond(person(20, YESTERDAY), Progress()))
    assert (shown.kind, shown.title) == (SceneKind.SUMMARY, "Today")
    assert {each.share for each in shown.exercises} == {0}
    assert [choice.command for choice in shown.choices] == ["yes", "no"]


def test_another_day_is_shown_under_its_name():
    """What was done yesterday is not today's."""
    shown = scene(respond(person(20, YESTERDAY), Progress(TODAY - DAY), opens=True))
    assert (shown.kind, shown.title) == (SceneKind.DONE, "Yesterday")
    assert [each.share for each in shown.exercises] == [1, 0, 0, 0, 0]
    assert [day.is_done for day in shown.week] == [0, 0, 0, 0, 0, 1, 0]


def test_a_week_is_a_number_of_days():
    """Large, as a count is, above the days."""
    state = person(20, {TODAY: CALF, TODAY - 2 * DAY: CALF, TODAY - 9 * DAY: CALF})
    shown = scene(respond(state, Progress(period=Period.WEEK)))
    assert (shown.kind, shown.title, shown.label) == (SceneKind.DAYS, "2", "Days")
    assert [day.is_done for day in shown.week] == [0, 0, 0, 0, 1, 0, 1]


def test_days_that_are_long_over_have_no_week():
    """The last seven days are no answer to them."""
    command = Progress(date(2026, 10, 1), date(2026, 10, 31))
    shown = scene(respond(person(20, {date(2026, 10, 7): CALF}), command))
    assert (shown.title, shown.label, shown.week) == ("1", "Day", ())


def test_the_end_of_a_session_knows_the_week():
    """Other days' logs do not travel with a session; the history does."""
    state = person(20, foot=Foot.LEFT)
    history = History().with_log(DayLog(TODAY - DAY, CALF))
    state = replace(state, profile=replace(state.profile, history=history))
    shown = scene(respond(state, Plain.STOP))
    assert (shown.kind, shown.title) == (SceneKind.DONE, "Today")
    assert [day.is_done for day in shown.week] == [0, 0, 0, 0, 0, 1, 0]


def test_a_warning_sign_is_shown_no_exercise():
    """Nor what was done: whoever has one is to stop."""
    shown = scene(interrupted(RedFlag(Symptom.CHEST), foot=Foot.LEFT))
    assert (shown.kind, shown.title) == (SceneKind.WARNING, "Stop")
    assert shown.figures == shown.exercises == shown.choices == ()


@pytest.mark.parametrize(
    ("commands", "unit"),
    [
        ([Hurts()], ExerciseId.CALF),
        ([Hurts(), Hurts(2)], ExerciseId.CALF),
        ([Hurts(), Hurts(8)], ExerciseId.TOWEL),
    ],
)
def test_pain_shows_the_exercise_that_is_talked_about(commands, unit):
    """The one that hurts, until it is left out: then the next one."""
    reply = next(routine(foot=Foot.LEFT))
    for at, command in enumerate(commands):
        reply = respond(reply.state, command, after_ms=70_000 + at * 5_000)
    assert [each.unit for each in scene(reply).figures] == [unit]


def test_an_offer_shows_what_is_offered():
    """Not the routine that was begun before."""
    reply = interrupted(Plain.STOP, foot=Foot.LEFT)
    picks = picks_of_unit(ExerciseId.ARCH)
    dialogue = replace(reply.state.dialogue, question=Question.OFFER, offer=picks)
    state = replace(reply.state, dialogue=dialogue)
    shown = scene(replace(reply, state=state, ending=Ending.LISTEN, told_days=None))
    assert [each.unit for each in shown.figures] == [ExerciseId.ARCH]


@pytest.mark.parametrize(
    ("wish", "times"),
    [
        (Remind((20,)), ("12:20 AM",)),
        (Remind((7 * 60 + 5,)), ("7:05 AM",)),
        (Remind((12 * 60,), weekdays=WORKDAYS), ("12:00 PM",)),
        (Remind(rhythm=Rhythm.THREE_TIMES_A_DAY), ("7:30 AM", "1:00 PM", "6:30 PM")),
    ],
)
def test_the_times_of_reminders_are_shown_while_they_are_asked_about(wish, times):
    """Alone, so that they are large: also in the midst of a routine."""
    paused = interrupted(Plain.PAUSE, foot=Foot.LEFT)
    for asked in (asked_to_remind(wish), asked_to_remind(wish, paused.state)):
        shown = scene(asked)
        assert (SceneKind.ASKING, times, ()) == (shown.kind, shown.times, shown.figures)
        assert ", ".join(times) == shown.alternative
        assert ["yes", "no"] == [choice.command for choice in shown.choices]


def test_more_times_than_there_is_room_for_are_not_shown():
    """Not three of four: who looks would think that those are all."""
    shown = scene(asked_to_remind(Remind((480, 600, 720, 840))))
    assert (shown.times, shown.title) == ((), "")
    assert shown.figures


def test_an_answer_that_closes_asks_nothing():
    """No "Ready?" where nobody listens."""
    state = replace(interrupted(Plain.PAUSE, foot=Foot.LEFT).state, dialogue=Dialogue())
    shown = scene(respond(state, Plain.EQUIPMENT, after_ms=8 * 3_600_000, opens=True))
    assert (shown.title, shown.choices) == ("", ())


@pytest.mark.parametrize(
    ("command", "answers"),
    [
        (SetPace(), ["slower", "steady", "quicker"]),
        (SetFoot(), ["left", "right", "both"]),
        (SetSets(), ["sets_1", "sets_2", "sets_3"]),
        (SetHold(), ["shorter", "longer"]),
        (SetCounting(), []),
        (Number(7), []),
        (Start(ambiguous=True), ["tiptoe", "rock"]),
        (HowTo(), ["calf", "towel", "hamstring", "raises", "arch"]),
    ],
)
def test_an_open_question_shows_its_answers(command, answers):
    """Those that are a word or a number; what takes a sentence is said."""
    shown = scene(respond(person(20, foot=Foot.LEFT), command))
    assert [choice.command for choice in shown.choices] == answers
    assert all(choice.words for choice in shown.choices)


@pytest.mark.parametrize("question", Question)
def test_a_question_is_answered_by_touch_as_by_voice(question):
    """Each question has its touch targets, and each of them words."""
    asked = interrupted(Plain.PAUSE, foot=Foot.LEFT)
    dialogue = replace(asked.state.dialogue, question=question)
    shown = scene(replace(asked, state=replace(asked.state, dialogue=dialogue)))
    assert tuple(choice.command for choice in shown.choices) == ANSWERS.get(question, ())
    assert all(choice.words for choice in shown.choices)
