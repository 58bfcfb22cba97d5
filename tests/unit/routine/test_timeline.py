"""A timeline is as long as its cues, and marks when each step is worked on."""

from itertools import accumulate

from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.cues import Cue, CueKind
from skill.routine.delivery import Entry
from skill.routine.exercises import ExerciseId
from skill.routine.timeline import Mark, Timeline
from tests.unit.routine.walking import composer_for


@st.composite
def timelines(draw):
    """Return a timeline of a few cues, some of which are steps."""
    lengths = draw(st.lists(st.integers(1, 20_000), min_size=1, max_size=12))
    cues = tuple(Cue(CueKind.COUNT, length) for length in lengths)
    ends = [0, *accumulate(lengths)]
    bounds_ = sorted(draw(st.sets(st.sampled_from(ends))))
    pairs = [*zip(bounds_[::2], bounds_[1::2], strict=False)]
    marks = (Mark(7 + at, start, end) for at, (start, end) in enumerate(pairs))
    return Timeline(cues, tuple(marks))


@bounds(max_examples=30)
@given(timeline=timelines())
def test_a_timeline_is_as_long_as_its_cues(timeline):
    """The parts sum to the whole."""
    assert sum(cue.slot_ms for cue in timeline.cues) == timeline.length_ms


def test_the_first_calf_response_is_read_off_its_clock():
    """The default calf stretch: steps end at 51, 92, 133 and 174 seconds."""
    timeline = composer_for(ExerciseId.CALF).segment(0, Entry.INTRO, ask=False).timeline

    assert [(0, 20, 51), (1, 61, 92), (2, 102, 133), (3, 143, 174)] == [
        (mark.index, mark.start_ms / 1000, mark.end_ms / 1000) for mark in timeline.marks
    ]
