"""
Compose segments: which steps one response plays, and the words before, between and after them.

Alexa plays at most 240 s of sound in one response; we plan for 230 s. Fewest responses win, since
every response more is a "ready" more that a person has to say; among equals a response ends
between whole sets, and never inside a step.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from skill.routine.cues import (
    MS,
    Cue,
    CueKind,
    end_signal,
    instruct,
    joined,
    length_ms,
    rest,
    start_signal,
    work_cues,
)
from skill.routine.exercises import EXERCISES, ExerciseId, Position
from skill.routine.message import Message, Narration, message
from skill.routine.plan import Plan, exercise_range
from skill.routine.remarks import number_of
from skill.routine.segment_split import Piece, steps_in_first_segment
from skill.routine.settings import Counting, Settings, Talk
from skill.routine.timeline import Mark, Timeline
from skill.routine.transitions import (
    RESUME_SECONDS,
    Floor,
    again_message,
    get_ready_ms,
    intro,
    lead_message,
    ready_question,
    seam_message,
    subject,
    transition,
)

SEGMENT_MS = 230_000
"""Longest sound of one response; Alexa plays at most 240 s, says Amazon's blog of
February 2021 on trimming and repeating audio in APL for Audio."""

MISSED_SECONDS = 5
"""Silence after words that were not understood in a count: whoever is in pain can say so. Our
choice."""

ANSWER_SECONDS = 5
"""What a person takes to say "ready", for estimates only."""


class Entry(StrEnum):
    """How a step is led into."""

    INTRO = "intro"
    """The exercise from its instruction on."""
    COUNT = "count"
    """Ready: set and side, then the count."""
    AGAIN = "again"
    """After an interruption: side, then the count."""
    MISSED = "missed"
    """After words that were not understood: time to say that it hurts, then as again."""
    RESUME = "resume"
    """After a pause: set and side, a moment, then the count."""
    SWITCH = "switch"
    """After a step was left out: set and side, time to change, then the count."""
    RETURN = "return"
    """After a relaunch: position in brief, time to get ready, set and side, then the count."""


class After(StrEnum):
    """What a segment leaves the person with."""

    READY = "ready"
    """ "Ready?": the next exercise's instruction has been given."""
    SEAM = "seam"
    """ "Say ready": the exercise goes on."""
    NEXT = "next"
    """ "Say ready for the next one": its instruction has not been given."""
    END = "end"
    """The plan is done."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a plan that one response plays."""

    timeline: Timeline
    next_index: int
    """The step that comes after this segment; the plan's length when there is none."""
    after: After
    tipped: bool
    """Whether it mentions that a rest can be skipped."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a plan is spoken: the person's settings, the language, and how much is said today."""

    settings: Settings
    narration: Narration
    talk: Mapping[ExerciseId, Talk] = field(default_factory=dict, hash=False)
    """How much is said, by exercise; brief where nothing is given."""
    first_time: frozenset[ExerciseId] = frozenset()
    """Exercises never done before, whose safety line is spoken."""
    rest_tip: bool = False
    """Whether the next rest mentions that it can be skipped."""
    closing: tuple[Message, ...] = ()
    """What is said when the plan is done."""
    day: int = 0
    """Ordinal of the person's own day: it picks among equal wordings."""

    def explains(self, exercise: ExerciseId) -> bool:
        """Return whether an exercise is explained in full: then the count waits for "ready"."""
        return self.talk.get(exercise) is Talk.FULL


MOST_COMPOSERS, MOST_PARTS = 64, 4096
"""
Sizes of the caches: composers, and the parts of all of them together.

Our choice: "again" needs the parts that "ready" made, and so does the next person with
the same settings.
"""


P = ParamSpec("P")
T = TypeVar("T")


def _kept(part: Callable[P, T]) -> Callable[P, T]:
    """Cache a method of ``Composer``, in a bounded cache."""
    # The type of functools' cache forgets the arguments, which mypy should check.
    return cast("Callable[P, T]", lru_cache(MOST_PARTS)(part))


@lru_cache(MOST_COMPOSERS)
def composer(plan: Plan, delivery: Delivery) -> "Composer":
    """Return the composer of a plan: the same one for the same delivery, with its parts."""
    return Composer(plan, delivery)


@dataclass(frozen=True, eq=False)
class Composer:
    """Cuts a plan into segments and gives each its cues. Made by ``composer``."""

    plan: Plan
    delivery: Delivery

    def segment(
        self,
        start: int,
        entry: Entry,
        *,
        before: tuple[Message, ...] = (),
        floor: Floor = Floor.UP,
        ask: bool = True,
    ) -> Segment:
        """
        Return what one response plays.

        Args:
            start: index of the first step.
            entry: how it is led into.
            before: what is said first: an answer, say.
            floor: whether the person still lies on the floor.
            ask: whether an introduced exercise waits for "ready". The floor always waits, and so
                does who has to get up from it.
        """
        cues = self._lead(start, entry, floor)
        if before:
            cues = joined((*self._said(*before), *cues), self.delivery.narration)
        # An instruction that the person has to act on first, or a way down to the floor, ends the
        # response with "Ready?": a count that started by itself would start without them.
        introduced = entry in (Entry.INTRO, Entry.RETURN)
        asks = entry is Entry.INTRO and (ask or floor is not Floor.UP)
        if introduced and (asks or self.plan[start].on_floor):
            cues += (self._ready_question(),)
            return Segment(Timeline(cues), start, After.READY, tipped=False)
        if introduced:
            cues += self._said(lead_message(self.plan, start))
        # What comes first counts as sound too: after a long answer fewer steps fit.
        taken = steps_in_first_segment(self._pieces(start), length_ms(cues), SEGMENT_MS)
        return self._counted(start, start + taken, cues)

    @_kept
    def _ready_question(self) -> Cue:
        return ready_question(self.delivery.narration)

    @_kept
    def seconds_left(self, start: int, entry: Entry, *, ask: bool = True) -> int:
        """
        Return how long the rest of the plan lasts from ``start``, answers included.

        The sum of the segments that would be played, and five seconds for each answer.
        """
        if start >= len(self.plan):
            return 0
        segment = self.segment(start, entry, ask=ask)
        total_ms = segment.timeline.length_ms
        while segment.after is not After.END:
            follow = Entry.INTRO if segment.after is After.NEXT else Entry.COUNT
            at = segment.next_index
            segment = self.segment(at, follow, floor=self._floor_after(at))
            total_ms += segment.timeline.length_ms + ANSWER_SECONDS * MS
        return total_ms // MS

    def _counted(self, start: int, end: int, lead: tuple[Cue, ...]) -> Segment:
        cues, marks = list(lead), []
        now_ms = length_ms(lead)
        tip, tip_words = self.delivery.rest_tip, self._words(message("rest-tip"))
        for index in range(start, end):
            if index > start:
                between = self._between(index, tip=tip)
                tip = tip and tip_words not in [cue.text for cue in between]
                cues += between
                now_ms += length_ms(between)
            counted = self._counted_step(index)
            ends_ms = now_ms + self._counted_ms(index)
            # A step is done when its count ends: a person who says "stop" at "and relax" has done
            # it.
            marks.append(Mark(index, now_ms, ends_ms - counted[-1].slot_ms))
            cues += counted
            now_ms = ends_ms
        tail, after = self._tail(end, now_ms)
        timeline = Timeline((*cues, *tail), tuple(marks))
        return Segment(timeline, end, after, tip is not self.delivery.rest_tip)

    def _tail(self, end: int, now_ms: int) -> tuple[tuple[Cue, ...], After]:
        least = self._least_tail(end)
        if not self._is_exercise_end(end):
            return least, After.SEAM
        if end == len(self.plan):
            return least, After.END
        # The next exercise is introduced within this response, if there is room: the person gets
        # into position while the skill talks, and says "ready" once instead of twice.
        coming = self._coming(end)
        if now_ms + length_ms(coming) <= SEGMENT_MS:
            return coming, After.READY
        return least, After.NEXT

    @_kept
    def _coming(self, end: int) -> tuple[Cue, ...]:
        """Return the end of one exercise, and the next one up to its "Ready?"."""
        introduced = self._lead(end, Entry.INTRO, self._floor_after(end))
        return (self._done(end), *introduced, self._ready_question())

    @_kept
    def _pieces(self, start: int) -> tuple[Piece, ...]:
        # A segment never goes on into the counts of another exercise, so only this one's steps
        # compete for its room.
        _, end = exercise_range(self.plan, start)
        return tuple(
            Piece(
                lead_ms=length_ms(self._lead(index, Entry.COUNT, Floor.UP)),
                between_ms=length_ms(self._between(index, tip=False)) if index > start else 0,
                body_ms=self._counted_ms(index),
                tail_ms=length_ms(self._least_tail(index + 1)),
                ends_set=index + 1 == end or _starts_set(self.plan, index + 1),
            )
            for index in range(start, end)
        )

    @_kept
    def _least_tail(self, end: int) -> tuple[Cue, ...]:
        if not self._is_exercise_end(end):
            return self._said(seam_message(self.plan, end))
        if end == len(self.plan):
            return (self._done(end), *self._getting_up(end), *self._said(*self.delivery.closing))
        return (self._done(end), *self._said(message("seam-exercise")))

    def _getting_up(self, end: int) -> tuple[Cue, ...]:
        """Return the way up from the floor, where the last exercise is done there."""
        if not self.plan[end - 1].on_floor:
            return ()
        return (*self._said(message("get-up-down")), rest(get_ready_ms(Position.UP)))

    @_kept
    def _lead(self, index: int, entry: Entry, floor: Floor) -> tuple[Cue, ...]:
        match entry:
            case Entry.INTRO:
                return self._intro(index, floor)
            case Entry.RETURN:
                return self._position(index)
            case Entry.COUNT:
                return self._said(lead_message(self.plan, index))
            case Entry.AGAIN:
                return self._said(again_message(self.plan, index))
            case Entry.MISSED:
                return (rest(MISSED_SECONDS * MS), *self._said(again_message(self.plan, index)))
            case Entry.SWITCH:
                exercise = EXERCISES[self.plan[index].exercise]
                change = exercise.switch_seconds or exercise.change_seconds
                lead = self._said(lead_message(self.plan, index))
                silence_ms = (change.default if change else 0) * MS - length_ms(lead)
                return (*lead, rest(silence_ms)) if silence_ms > 0 else lead
            case Entry.RESUME:
                down_ms = get_ready_ms(Position.FLOOR)
                back_ms = down_ms if self.plan[index].on_floor else RESUME_SECONDS * MS
                return (*self._said(lead_message(self.plan, index)), rest(back_ms))

    def _intro(self, index: int, floor: Floor) -> tuple[Cue, ...]:
        return intro(
            self.plan,
            index,
            self.delivery.settings,
            self.delivery.narration,
            talk=self._talk(index),
            first_time=self.plan[index].exercise in self.delivery.first_time,
            floor=floor,
        )

    def _position(self, index: int) -> tuple[Cue, ...]:
        step = self.plan[index]
        words = message(f"position-{step.unit}", side=step.side)
        position = EXERCISES[step.exercise].position
        return (*self._said(words), rest(get_ready_ms(position)))

    @_kept
    def _between(self, index: int, *, tip: bool) -> tuple[Cue, ...]:
        return transition(self.plan, index, self.delivery.narration, tip=tip)

    @_kept
    def _counted_step(self, index: int) -> tuple[Cue, ...]:
        """Return "hold", the count, and "and relax" as the last cue."""
        step, words = self.plan[index], self.delivery.narration
        return (
            *start_signal(step, self._counting, words),
            *work_cues(step, self._counting, self._talk(index), words),
            end_signal(step, words),
        )

    @_kept
    def _counted_ms(self, index: int) -> int:
        """Return how long ``_counted_step`` lasts, without making its cells."""
        step, words = self.plan[index], self.delivery.narration
        begin_ms = length_ms(start_signal(step, self._counting, words))
        return begin_ms + step.work.slot_seconds * MS + end_signal(step, words).slot_ms

    def _done(self, end: int) -> Cue:
        step = self.plan[end - 1]
        key = "exercise-done" if self._talk(end - 1) is Talk.MINIMAL else "praise"
        name = subject(self.plan, end - 1)
        # No line of praise comes twice on a day, nor twice in a week for one exercise.
        variant = self.delivery.day + number_of(step.exercise)
        text = self._words(message(key, exercise=name, variant=variant))
        return Cue(CueKind.SIGNAL, self.delivery.narration.slot_ms(text), text)

    def _said(self, *words: Message | None) -> tuple[Cue, ...]:
        return instruct((each for each in words if each), self.delivery.narration)

    def _words(self, said: Message) -> str:
        return self.delivery.narration(said)

    def _talk(self, index: int) -> Talk:
        return self.delivery.talk.get(self.plan[index].exercise, Talk.BRIEF)

    @property
    def _counting(self) -> Counting:
        return self.delivery.settings.counting

    def _floor_after(self, end: int) -> Floor:
        """Return whether the person lies on the floor once the step before ``end`` is done."""
        return Floor.DOWN if self.plan[end - 1].on_floor else Floor.UP

    def _is_exercise_end(self, index: int) -> bool:
        ended = index == len(self.plan)
        return ended or self.plan[index].exercise is not self.plan[index - 1].exercise


def _starts_set(plan: Plan, index: int) -> bool:
    before, step = plan[index - 1], plan[index]
    return before.set_number != step.set_number or step.hold_number < before.hold_number


def floor_before(plan: Plan, index: int, done: AbstractSet[str]) -> Floor:
    """Return whether the person lies on the floor when the step at ``index`` is introduced."""
    if index == 0:
        return Floor.UP
    before = plan[index - 1]
    is_first = before.exercise is not plan[index].exercise
    if not is_first or not before.on_floor:
        return Floor.UP
    return Floor.DOWN if before.id in done else Floor.MAYBE
