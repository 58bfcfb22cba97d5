"""A timeline knows where it is after any time, to the millisecond."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.cues import Cue, CueKind
from skill.routine.exercises import ExerciseId
from skill.routine.segments import Entry
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


@bounds(max_examples=60)
@given(timeline=timelines(), elapsed_ms=st.integers(-5_000, 250_000))
def test_the_position_is_that_of_a_walk_from_the_start(timeline, elapsed_ms):
    """The cue that sounds, the step worked on, and the step that comes: found one by one."""
    now_ms = max(0, elapsed_ms)
    cue = sum(1 for end in accumulate(cue.slot_ms for cue in timeline.cues) if end <= now_ms)
    working = [mark.index for mark in timeline.marks if mark.start_ms <= now_ms < mark.end_ms]
    ahead = [mark.index for mark in timeline.marks if now_ms < mark.end_ms]
    moment = timeline.position_at(elapsed_ms)

    assert (cue, [moment.index] if working else [], ahead[:1]) == (
        moment.cue,
        working,
        [] if moment.following is None else [moment.following],
    )


@bounds(max_examples=60)
@given(timeline=timelines(), elapsed=st.lists(st.integers(-5_000, 250_000), min_size=2))
def test_the_position_never_goes_back(timeline, elapsed):
    """Later is the same cue or a later one, the same step or a later one."""
    moments = [timeline.position_at(each) for each in sorted(elapsed)]
    after_all = len(timeline.cues) + 7

    assert all(before.cue <= after.cue for before, after in pairwise(moments))
    following = [after_all if m.following is None else m.following for m in moments]
    assert sorted(following) == following


@bounds(max_examples=60)
@given(timeline=timelines())
def test_the_position_is_exact_at_every_boundary(timeline):
    """A millisecond before the end of a count the step is open; at its end it is behind."""
    for at, end_ms in enumerate(accumulate(cue.slot_ms for cue in timeline.cues)):
        assert (at, at + 1) == (
            timeline.position_at(end_ms - 1).cue,
            timeline.position_at(end_ms).cue,
        )
    for mark in timeline.marks:
        assert mark.index == timeline.position_at(mark.start_ms).index
        assert mark.index == timeline.position_at(mark.end_ms - 1).index
        assert mark.index != timeline.position_at(mark.start_ms - 1).index or mark.start_ms == 0
        assert mark.index not in {
            timeline.position_at(mark.end_ms).index,
            timeline.position_at(mark.end_ms).following,
        }


@bounds(max_examples=30)
@given(timeline=timelines())
def test_a_timeline_is_as_long_as_its_cues(timeline):
    """The parts sum to the whole, and at its end nothing plays."""
    assert sum(cue.slot_ms for cue in timeline.cues) == timeline.length_ms
    end = timeline.position_at(timeline.length_ms)
    assert (len(timeline.cues), None, None) == (end.cue, end.index, end.following)


@pytest.mark.parametrize(
    ("seconds", "index", "following"),
    [
        (0, None, 0),
        (18.999, None, 0),
        (19, 0, 0),
        (49.999, 0, 0),
        (50, None, 1),
        (51, None, 1),
        (60, 1, 1),
        (100, None, 2),
        (172.999, 3, 3),
        (173, None, None),
        (179, None, None),
        (10_000, None, None),
    ],
)
def test_the_first_calf_response_is_read_off_its_clock(seconds, index, following):
    """The default calf stretch: steps end at 50, 91, 132 and 173 seconds."""
    timeline = composer_for(ExerciseId.CALF).segment(0, Entry.INTRO, ask=False).timeline
    moment = timeline.position_at(int(seconds * 1000))

    assert (index, following) == (moment.index, moment.following)
