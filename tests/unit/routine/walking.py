"""Settings, routines and ways of delivery them, and a walk through a plan as the coach takes it."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from hypothesis import strategies as st

from skill.routine.delivery import After, Delivery, Entry, Tip
from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Order, Pace, Part, Position
from skill.routine.hold_cues import COACHED_AFTER_TIMES
from skill.routine.message import message
from skill.routine.plan import Pick, exercise_range, make_plan
from skill.routine.segments import Composer, Segment
from skill.routine.settings import Counting, Grip, Ground, Scrunch, Settings, Talk
from skill.routine.transitions import Floor
from skill.speech.narration import narration_for
from tests.choices import chosen

CLOSING = (
    message("closing-all", rounds=1, rounds_per_day=3),
    message("anything-else"),
)


@cache
def words():
    """Return the English narration."""
    return narration_for()


settings = st.builds(
    chosen,
    foot=st.sampled_from([None, *Foot]),
    calf_hold_seconds=st.sampled_from(range(30, 61, 5)),
    hamstring_hold_seconds=st.sampled_from([20, 25, 30]),
    arch_hold_seconds=st.sampled_from([10, 30]),
    calf_sets=st.integers(1, 3),
    towel_sets=st.integers(1, 3),
    hamstring_sets=st.integers(2, 3),
    raises_sets=st.integers(1, 3),
    pace=st.sampled_from(Pace),
    counting=st.sampled_from(Counting),
    talk=st.sampled_from([None, *Talk]),
    order=st.sampled_from(Order),
    grip=st.sampled_from(Grip),
    scrunch=st.sampled_from(Scrunch),
    ground=st.sampled_from(Ground),
)
"""Everything that a person may choose."""


def _pick(exercise):
    sets = st.sampled_from([None, *range(EXERCISES[exercise].sets.low, 3)])
    part = st.none()
    hold_seconds = st.none()
    if exercise is ExerciseId.RAISES:
        part = st.sampled_from([None, *Part])
    if exercise is ExerciseId.ARCH:
        sets = st.none()
        hold_seconds = st.sampled_from([None, 10, 30])
    return st.builds(Pick, st.just(exercise), part, sets, hold_seconds)


# Made once: a strategy made in a draw is checked anew in each, which took half of the time.
_ORDERS = st.permutations(ExerciseId)
_LENGTHS = st.integers(1, len(ExerciseId))
_PICKS = {exercise: _pick(exercise) for exercise in ExerciseId}


@st.composite
def _routines(draw):
    chosen = draw(_ORDERS)[: draw(_LENGTHS)]
    return tuple(draw(_PICKS[exercise]) for exercise in chosen)


routines = _routines()
"""Any exercises in any order, each once, whole or in part."""

tellings = st.builds(
    Delivery,
    settings,
    st.builds(words),
    day=st.integers(1, 800_000),
    times=st.dictionaries(st.sampled_from(ExerciseId), st.integers(0, 3)),
    talk=st.dictionaries(st.sampled_from(ExerciseId), st.sampled_from(Talk)),
    unfamiliar=st.frozensets(st.sampled_from(ExerciseId)),
    waits=st.booleans(),
    tips=st.frozensets(st.sampled_from(Tip)),
    closing=st.sampled_from([(), CLOSING]),
)
"""Any settings, told at any length on any day, to people who know all, some or none of it."""

composers = st.builds(
    lambda picks, delivery: Composer(make_plan(picks, delivery.settings), delivery),
    routines,
    tellings,
)
"""Any routine for anybody."""


@st.composite
def walks(draw):
    """Return the responses that play a plan, from any step on, however it is led into."""
    composer = draw(composers)
    start = draw(st.integers(0, len(composer.plan) - 1))
    opens = exercise_range(composer.plan, start)[0] == start
    entries = [each for each in Entry if opens or each is not Entry.INTRO]
    before = draw(st.sampled_from([(), (message("disclaimer"),), (message("list"),)]))
    entry = draw(st.sampled_from(entries))
    ask = draw(st.booleans())
    return Walk(composer, start, tuple(responses(composer, start, entry, before, ask=ask)))


@dataclass(frozen=True)
class Walk:
    """A plan, and the responses that play it to its end."""

    composer: Composer
    start: int
    responses: tuple[Segment, ...]

    @property
    def segments(self):
        """What is played, with what plays by itself."""
        return [segment for response in self.responses for segment in segments_of(response)]

    @property
    def steps(self):
        """Each step that is played, with its cues and the one that follows them."""
        return [step for segment in self.segments for step in played(segment.timeline)]


def responses(composer, start=0, entry=Entry.INTRO, before=(), *, ask=True):
    """Yield the response to each "ready", as the coach gives them."""
    segment = composer.segment(start, entry, before=before, floor=_floor(composer, start), ask=ask)
    yield segment
    while (last := segments_of(segment)[-1]).after is not After.END:
        at = last.next_index
        if last.after is After.NEXT:
            floor, ask = _floor(composer, at), composer.delivery.waits
            segment = composer.segment(at, Entry.INTRO, floor=floor, ask=ask)
        else:
            segment = composer.segment(at, Entry.COUNT)
        yield segment


def segments_of(response):
    """Return the segment of a response, and the one that plays by itself."""
    return [response] if response.then is None else [response, response.then]


def walk(composer, start=0, entry=Entry.INTRO, before=(), *, ask=True):
    """Yield what somebody hears who says "ready" where that is needed."""
    for response in responses(composer, start, entry, before, ask=ask):
        yield from segments_of(response)


def _floor(composer, index):
    plan = composer.plan
    opens = exercise_range(plan, index)[0] == index
    down = index and EXERCISES[plan[index - 1].exercise].position is Position.FLOOR
    return Floor.DOWN if opens and down else Floor.UP


def told(timeline):
    """Return each cue as the second it starts at, the second it ends at, and its words."""
    ends = list(accumulate(cue.slot_ms for cue in timeline.cues))
    return [
        ((end - cue.slot_ms) / 1000, end / 1000, cue.text)
        for end, cue in zip(ends, timeline.cues, strict=True)
    ]


@dataclass(frozen=True)
class PlayedStep:
    """One step in a timeline."""

    mark: object
    cues: tuple
    """From its signal to the end of its count."""
    following: object
    """The cue that comes right after it."""


def played(timeline):
    """Return each step of a timeline with its cues; a mark that cuts a cue is an error."""
    ends = [0, *accumulate(cue.slot_ms for cue in timeline.cues)]
    for mark in timeline.marks:
        first, end = ends.index(mark.start_ms), ends.index(mark.end_ms)
        yield PlayedStep(mark, timeline.cues[first:end], timeline.cues[end])


KNOWN = dict.fromkeys(ExerciseId, COACHED_AFTER_TIMES)
"""How often somebody has done each exercise who hears cues in the holds."""


def coached(day=739_000):
    """Return the delivery for somebody who knows all the exercises, by default settings."""
    return Delivery(Settings(), words(), day=day, times=KNOWN)


def composer_for(*picks, delivery=None, **choices):
    """Return a composer for some exercises, with the settings named."""
    delivery = delivery or Delivery(Settings(), words())
    delivery = replace(delivery, settings=chosen(delivery.settings, **choices))
    whole = tuple(Pick(each) if isinstance(each, ExerciseId) else each for each in picks)
    return Composer(make_plan(whole, delivery.settings), delivery)
