"""Whoever says "ready" often enough gets the whole dose, each step once, in sound that fits."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as bounds

from skill.routine.cues import CueKind
from skill.routine.delivery import LISTENING_MS, After, Delivery, Entry, Stop, Tip
from skill.routine.exercises import EXERCISES, ExerciseId, Position, Side
from skill.routine.plan import Hold
from skill.routine.settings import Counting, Settings
from skill.speech.apla import apla_document
from skill.speech.ssml import timeline_speech
from tests.limits import OUTPUT_SPEECH_CHARACTERS, RESPONSE_BYTES, SOUND_MS
from tests.unit.routine.walking import (
    composer_for,
    composers,
    played,
    responses,
    segments_of,
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
    """With an open microphone there is something asked, or something that comes by itself."""
    *most, last = walked.segments
    for segment in most:
        ending = segment.timeline.cues[-1].text

        assert segment.after is not After.END
        assert segment.then or ending.endswith(("Ready?", "ready for the next one."))
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
def test_nothing_plays_by_itself_for_who_waits(walked):
    """Nor into an exercise for which something has to be fetched, while it is new."""
    delivery = walked.composer.delivery
    for response in walked.responses:
        if response.then is None:
            continue
        coming = walked.composer.plan[response.next_index].exercise

        assert not delivery.waits
        if response.after is After.READY and coming in delivery.unfamiliar:
            assert EXERCISES[coming].position in (Position.FLOOR, Position.LEG)


@bounds(max_examples=60)
@given(walked=walks())
def test_an_exercise_that_is_new_is_counted_after_ready_alone(walked):
    """But for the one that was asked for, and one that was answered for with "ready"."""
    delivery, plan = walked.composer.delivery, walked.composer.plan
    asks = set(ExerciseId) if delivery.waits else delivery.unfamiliar
    for segment in walked.segments:
        for before, mark in pairwise(segment.timeline.marks):
            is_next = plan[before.index].exercise is not plan[mark.index].exercise

            assert not (is_next and plan[mark.index].exercise in asks)


@bounds(max_examples=60)
@given(walked=walks())
def test_no_other_cuts_need_fewer_answers(walked):
    """Compared with the search of all of them, as far as a response reaches."""
    composer = walked.composer
    for number in range(1, len(walked.responses)):
        before = segments_of(walked.responses[number - 1])[-1]
        left = composer._cost_from(Stop(before.next_index, before.after)).responses

        assert len(walked.responses) - number == left


@bounds(max_examples=60)
@given(walked=walks())
def test_no_silence_before_a_count_is_longer_than_fifteen_seconds(walked):
    """Whoever waits hears that the device still works."""
    for segment in walked.segments:
        for cue in segment.timeline.cues:
            assert cue.text or cue.kind is not CueKind.REST or cue.slot_ms <= 15_000


@bounds(max_examples=60)
@given(composer=composers)
def test_the_seconds_left_are_those_of_what_is_played_and_five_for_each_answer(composer):
    """Told before, it is what the clock shows afterwards, the open microphones included."""
    for ask in (True, False):
        answered = list(responses(composer, ask=ask))
        segments = [each for response in answered for each in segments_of(response)]
        sound_ms = sum(segment.timeline.length_ms for segment in segments)
        quiet_ms = LISTENING_MS * sum(response.then is not None for response in answered)
        answers = 5 * (len(answered) - 1)

        assert (sound_ms + quiet_ms) // 1000 + answers == composer.seconds_left(
            0, Entry.INTRO, ask=ask
        )
    assert 0 == composer.seconds_left(len(composer.plan), Entry.COUNT)


@bounds(max_examples=80)
@given(walked=walks())
def test_a_response_knows_whether_it_told_that_a_rest_can_be_skipped(walked):
    """At most once in a response, and only to those it is meant for."""
    wanted = Tip.SKIP_REST in walked.composer.delivery.tips
    for response in walked.responses:
        segments = segments_of(response)
        times = [_times(TIP, segment) for segment in segments]

        assert [n > 0 for n in times] == [Tip.SKIP_REST in each.tips for each in segments]
        assert sum(times) <= wanted


def _times(words, segment):
    return sum(cue.text.count(words) for cue in segment.timeline.cues)


@pytest.mark.parametrize("entry", [Entry.INTRO, Entry.RETURN])
def test_who_is_new_to_the_floor_is_asked_before_the_count(entry):
    """Nobody is counted who may still be on the way down; then it goes on by itself."""
    floor = ExerciseId.HAMSTRING
    delivery = Delivery(Settings(), words(), unfamiliar=frozenset({floor}))
    segment = composer_for(floor, delivery=delivery).segment(0, entry, ask=False)

    assert (After.READY, ()) == (segment.after, segment.timeline.marks)
    assert 4 == len(segment.then.timeline.marks)


@pytest.mark.parametrize("unfamiliar", [frozenset(), frozenset(ExerciseId)])
def test_getting_down_and_up_have_their_time_before_a_count(unfamiliar):
    """Twenty-five seconds from the words on, wherever the sound is cut."""
    delivery = Delivery(Settings(), words(), unfamiliar=unfamiliar)
    composer = composer_for(*ExerciseId, delivery=delivery)
    for segment in walk(composer):
        cues = segment.timeline.cues
        for at, cue in enumerate(cues):
            if cue.text.startswith(("Roll onto", "Hamstring stretch. Onto")):
                assert 25_000 == sum(each.slot_ms for each in cues[at + 1 : at + 4])
                assert {CueKind.REST, CueKind.INSTRUCT} == {e.kind for e in cues[at + 1 : at + 4]}


def test_walks_and_their_steps_are_looked_at():
    """A control: what the properties run over is there."""
    segments = list(walk(composer_for(ExerciseId.CALF)))
    steps = [step for segment in segments for step in played(segment.timeline)]

    assert 6 == len(steps)
    assert 31 == len(steps[0].cues)
    assert {Side.LEFT, Side.RIGHT} == {
        composer_for(ExerciseId.CALF).plan[step.mark.index].side for step in steps
    }
