"""What is shown during a response: its phases fit the sound, and each answer has its screen."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.commands import Hurts, Plain
from skill.coaching.dialogue import Question
from skill.routine.exercises import ExerciseId, Foot, RoutineName
from skill.routine.plan import make_plan
from skill.screen.scene import ANSWERS, Figure, PhaseKind, SceneKind, scene_of
from tests.unit.screen.replies import (
    WORDS,
    asked_for_routine,
    asked_for_today,
    first_visit,
    interrupted,
    respond,
    routine,
)

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
        (asked_for_routine(), SceneKind.START, ["yes", "no"], 5),
        (interrupted(Plain.PAUSE, foot=Foot.LEFT), SceneKind.PAUSED, ["resume", "stop"], 1),
        (interrupted(Hurts(), foot=Foot.LEFT), SceneKind.ASKING, [], 1),
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


@pytest.mark.parametrize("question", Question)
def test_a_question_is_answered_by_touch_as_by_voice(question):
    """Each question has its touch targets, and each of them words."""
    asked = interrupted(Plain.PAUSE, foot=Foot.LEFT)
    dialogue = replace(asked.state.dialogue, question=question)
    shown = scene(replace(asked, state=replace(asked.state, dialogue=dialogue)))
    assert tuple(choice.command for choice in shown.choices) == ANSWERS.get(question, ())
    assert all(choice.words for choice in shown.choices)
