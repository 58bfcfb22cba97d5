"""Whoever says "ready" often enough gets the whole dose, each step once, in sound that fits."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import settings as bounds

from skill.routine.cues import CueKind
from skill.routine.exercises import (
    GET_READY_SECONDS,
    ExerciseId,
    Position,
    Side,
)
from skill.routine.plan import Hold, exercise_range
from skill.routine.segments import After, Entry
from skill.routine.settings import Counting
from skill.speech.apla import apla_document
from skill.speech.ssml import timeline_speech
from tests.limits import OUTPUT_SPEECH_CHARACTERS, RESPONSE_BYTES, SOUND_MS
from tests.unit.routine.walking import (
    composer_for,
    composers,
    played,
    walk,
    walks,
    words,
)

TIP = "Say Alexa, skip, to cut it short."


def _played_indices(segments):
    return [mark.index for segment in segments for mark in segment.timeline.marks]


@bounds(max_examples=60)
@given(walked=walks())
def test_every_step_is_played_exactly_once_and_in_order(walked):
    """From the step that was asked for to the plan's last."""
    assert list(range(walked.start, len(walked.composer.plan))) == _played_indices(walked.segments)


@bounds(max_examples=60)
@given(walked=walks())
def test_the_next_index_is_the_step_after_the_last_played(walked):
    """A response hands over where it stops; one that only introduces stays where it is."""
    at = walked.start
    for segment in walked.segments:
        marks = segment.timeline.marks
        at = marks[-1].index + 1 if marks else at

        assert at == segment.next_index
    assert len(walked.composer.plan) == at


@bounds(max_examples=60)
@given(walked=walks())
def test_counted_seconds_and_repetitions_are_the_dose(walked):
    """A hold has its seconds, in whole cells; a set has its repetitions at tempo."""
    for step in walked.steps:
        work = walked.composer.plan[step.mark.index].work
        counted = [cue for cue in step.cues if cue.kind in (CueKind.COUNT, CueKind.REP)]
        if isinstance(work, Hold):
            longer = [cue.slot_ms for cue in counted if cue.slot_ms != 1000]

            assert {CueKind.COUNT} == {cue.kind for cue in counted}
            assert work.seconds * 1000 == sum(cue.slot_ms for cue in counted)
            assert not longer or walked.composer.delivery.settings.counting is Counting.COACH
        else:
            phases = [phase.seconds * 1000 for phase in work.tempo.phases]

            assert phases * work.count == [cue.slot_ms for cue in counted]
            assert {CueKind.REP} == {cue.kind for cue in counted}


@bounds(max_examples=60)
@given(walked=walks())
def test_repetitions_are_numbered_from_one_to_ten(walked):
    """Each repetition is told by its number, but where nothing is said at all."""
    numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    counting = walked.composer.delivery.settings.counting
    silent = counting is Counting.SILENT
    for step in walked.steps:
        work = walked.composer.plan[step.mark.index].work
        if not isinstance(work, Hold):
            firsts = step.cues[silent :: len(work.tempo.phases)]

            assert ([""] * 10 if silent else numbers) == [
                cue.text.partition(",")[0] for cue in firsts
            ]
            assert {0} == {cue.ticks for cue in firsts}


@bounds(max_examples=60)
@given(composer=composers)
def test_both_sides_are_counted_for_the_same_time(composer):
    """What is played on the left is played on the right, where both work."""
    played_ms = {}
    for segment in walk(composer):
        for mark in segment.timeline.marks:
            step = composer.plan[mark.index]
            key = (step.unit, step.side)
            played_ms[key] = played_ms.get(key, 0) + mark.end_ms - mark.start_ms - _signal_ms(step)
    for unit in {unit for unit, _ in played_ms}:
        sides = [ms for (each, side), ms in played_ms.items() if each == unit and side]

        assert len(set(sides)) <= 1


def _signal_ms(step):
    return 1000 if isinstance(step.work, Hold) else 0


@bounds(max_examples=60)
@given(walked=walks())
def test_a_mark_is_its_signal_and_its_counted_seconds(walked):
    """From "hold" to the end of the count; a set counted aloud needs no signal."""
    silent = walked.composer.delivery.settings.counting is Counting.SILENT
    for step in walked.steps:
        planned = walked.composer.plan[step.mark.index]
        signal_ms = 1000 if silent or isinstance(planned.work, Hold) else 0

        assert signal_ms + planned.work.slot_seconds * 1000 == step.mark.end_ms - step.mark.start_ms


@bounds(max_examples=60)
@given(walked=walks())
def test_marks_never_overlap_and_lie_within_their_timeline(walked):
    """One step at a time, and none beyond the sound."""
    for segment in walked.segments:
        marks = segment.timeline.marks

        assert all(before.end_ms < after.start_ms for before, after in pairwise(marks))
        assert all(0 <= mark.start_ms < mark.end_ms < segment.timeline.length_ms for mark in marks)


@bounds(max_examples=60)
@given(walked=walks())
def test_every_cue_takes_time_and_silence_has_no_words(walked):
    """No slot is empty or negative."""
    for segment in walked.segments:
        for cue in segment.timeline.cues:
            assert cue.slot_ms > 0
            assert cue.kind is not CueKind.REST or not cue.text


@bounds(max_examples=60)
@given(walked=walks())
def test_every_hold_and_set_is_followed_at_once_by_and_relax(walked):
    """The end signal is never left out, shortened or replaced."""
    for step in walked.steps:
        assert step.following.kind is CueKind.SIGNAL
        assert 2000 == step.following.slot_ms
        assert step.following.text in {"And relax.", "And relax. Half way."}


@bounds(max_examples=60)
@given(walked=walks())
def test_a_cut_comes_between_steps_and_a_response_ends_by_asking(walked):
    """It never falls silent with an open microphone and nothing asked."""
    *most, last = walked.segments
    for segment in most:
        ending = segment.timeline.cues[-1].text

        assert segment.after is not After.END
        assert ending.endswith(("Ready?", "Say ready.", "ready for the next one.")) or (
            ending == "Tiptoes done. Say ready for heel rocks."
        )
    assert After.END is last.after


@bounds(max_examples=60)
@given(walked=walks())
def test_a_response_is_short_enough_for_alexa_in_both_forms(walked):
    """At most 230 s of sound, 24 KB of APL for Audio, 8,000 characters of SSML."""
    for segment in walked.segments:
        timeline = segment.timeline
        document = json.dumps(apla_document(timeline))

        assert timeline.length_ms <= 230_000 < SOUND_MS
        assert len(document) < RESPONSE_BYTES
        assert len(timeline_speech(timeline, words())) <= OUTPUT_SPEECH_CHARACTERS


@bounds(max_examples=60)
@given(walked=walks())
def test_an_exercise_is_in_one_response_whenever_it_fits(walked):
    """It is cut only where the response that goes on would be too long."""
    for before, after in pairwise(walked.segments):
        marks = before.timeline.marks
        if before.after is not After.SEAM:
            continue
        _, end = exercise_range(walked.composer.plan, marks[0].index)
        rest_ms = _whole_ms(walked.composer, before, end)

        assert marks[-1].index + 1 < end
        assert after.timeline.marks[0].index == marks[-1].index + 1
        assert rest_ms > 230_000


def _whole_ms(composer, segment, end):
    """Return how long a response would be that went on to the end of its exercise."""
    last = segment.timeline.marks[-1]
    sound_ms = last.end_ms + 2000
    for index in range(last.index + 1, end):
        sound_ms += sum(cue.slot_ms for cue in composer._between(index, tip=False))
        sound_ms += sum(cue.slot_ms for cue in composer._counted_step(index))
    return sound_ms + sum(cue.slot_ms for cue in composer._least_tail(end))


@bounds(max_examples=60)
@given(composer=composers)
def test_the_seconds_left_are_those_of_what_is_played_and_five_for_each_answer(composer):
    """Told before, it is what the clock shows afterwards."""
    for ask in (True, False):
        segments = list(walk(composer, ask=ask))
        sound_ms = sum(segment.timeline.length_ms for segment in segments)
        answers = len(segments) - 1

        assert sound_ms // 1000 + 5 * answers == composer.seconds_left(0, Entry.INTRO, ask=ask)
    assert 0 == composer.seconds_left(len(composer.plan), Entry.COUNT)


@bounds(max_examples=80)
@given(walked=walks())
def test_a_response_knows_whether_it_told_that_a_rest_can_be_skipped(walked):
    """At most once in a response, and only to those it is meant for."""
    wanted = walked.composer.delivery.rest_tip
    for segment in walked.segments:
        times = sum(cue.text.count(TIP) for cue in segment.timeline.cues)

        assert segment.tipped == (times > 0)
        assert times <= wanted


@bounds(max_examples=60)
@given(walked=walks())
def test_the_floor_exercise_always_waits_for_ready(walked):
    """Nobody is counted who may still be on the way down."""
    floor = ExerciseId.HAMSTRING
    for segment in walked.segments:
        opening = segment.timeline.cues[: _first_count(segment)]
        introduced = any(
            cue.slot_ms >= GET_READY_SECONDS[Position.FLOOR].default * 1000 and not cue.text
            for cue in opening
        )
        marks = segment.timeline.marks
        if introduced and marks and walked.composer.plan[marks[0].index].exercise is floor:
            # After a pause they lie there already, and get the time without a question.
            assert segment is walked.segments[0]
            assert "Ready?" not in [cue.text for cue in opening]
    for entry in (Entry.INTRO, Entry.RETURN):
        composer = composer_for(floor)
        segment = composer.segment(0, entry, ask=False)

        assert (After.READY, ()) == (segment.after, segment.timeline.marks)


def _first_count(segment):
    kinds = [cue.kind for cue in segment.timeline.cues]
    return kinds.index(CueKind.COUNT) if CueKind.COUNT in kinds else len(kinds)


def test_walks_and_their_steps_are_looked_at():
    """A control: what the properties run over is there."""
    segments = list(walk(composer_for(ExerciseId.CALF)))
    steps = [step for segment in segments for step in played(segment.timeline)]

    assert 6 == len(steps)
    assert 31 == len(steps[0].cues)
    assert {Side.LEFT, Side.RIGHT} == {
        composer_for(ExerciseId.CALF).plan[step.mark.index].side for step in steps
    }
