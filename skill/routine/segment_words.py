"""
What segments say: the words that lead into a count, stand between two, and end a segment.

Each part is a row of cues with exact slots, made once for a plan and a delivery.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from skill.routine.cues import (
    MS,
    Cue,
    CueKind,
    end_signal,
    instruct,
    length_ms,
    rest,
    start_signal,
    work_cues,
)
from skill.routine.delivery import (
    LISTENING_MS,
    OFFERS,
    TIP_MESSAGES,
    After,
    Delivery,
    Entry,
    Stop,
    Tip,
)
from skill.routine.exercises import EXERCISES, Position
from skill.routine.hold_cues import counting_in
from skill.routine.message import Message, message
from skill.routine.plan import Plan, exercise_range, is_exercise_end
from skill.routine.remarks import feel_message, number_of, tells_feel
from skill.routine.settings import Counting, Talk
from skill.routine.transitions import (
    MOVE_SECONDS,
    RESUME_SECONDS,
    Floor,
    again_message,
    explanation,
    floor_after,
    get_ready,
    intro,
    lead_message,
    ready_question,
    seam_message,
    subject,
    transition,
)

MISSED_SECONDS = 5
"""Silence after words that were not understood in a count: whoever is in pain can say so. Our
choice."""

MOST_PARTS = 4096
"""
Size of the cache of each kind of part. Our choice: "again" needs the parts that "ready" made, and
so does the next person with the same settings.
"""

P = ParamSpec("P")
T = TypeVar("T")


def kept(part: Callable[P, T]) -> Callable[P, T]:
    """Cache a method, in a bounded cache."""
    # The type of functools' cache forgets the arguments, which mypy should check.
    return cast("Callable[P, T]", lru_cache(MOST_PARTS)(part))


@dataclass(frozen=True, eq=False)
class SegmentWords:
    """The cues of a plan, part by part, as one person hears them today."""

    plan: Plan
    delivery: Delivery

    def following_lead(self, stop: Stop) -> tuple[Cue, ...]:
        """Return what leads into the count of a segment that begins by itself at a stop."""
        lead = self._by_itself_lead(stop)
        if not self.delivery.is_carried or stop.after is After.NEXT:
            # An instruction gives time enough by itself.
            return lead
        return (rest(LISTENING_MS), *lead)

    def _by_itself_lead(self, stop: Stop) -> tuple[Cue, ...]:
        index, exercise = stop.next_index, self.plan[stop.next_index].exercise
        if stop.after is After.WAY:
            there = self.lead(index, Entry.THERE, Floor.UP)
            return (*there, *self.counting_lead(index, introduced=True))
        if stop.after is not After.NEXT:
            return self.counting_lead(index)
        if self.delivery.asks_before(exercise):
            return self.lead(index, Entry.INTRO, floor_after(self.plan, index))
        return self.introduced(index)

    def introduced(self, index: int) -> tuple[Cue, ...]:
        """Return the instruction of an exercise, and what leads from it into the count at once."""
        lead = self.lead(index, Entry.INTRO, floor_after(self.plan, index))
        return (*lead, *self.counting_lead(index, introduced=True))

    def tells(self, tip: Tip, cues: Iterable[Cue]) -> bool:
        """Return whether these cues tell a tip."""
        words = self._words(message(TIP_MESSAGES[tip]))
        return any(words in cue.text for cue in cues)

    @kept
    def tail_ms(self, stop: Stop) -> int:
        """Return the longest that ``tail`` lasts."""
        # Where it does not go on by itself there is more to say: what fits then fits always.
        return length_ms(self.tail(stop, goes_on=False))

    @kept
    def tail(self, stop: Stop, *, goes_on: bool) -> tuple[Cue, ...]:
        """Return what is said after the last step of a segment."""
        end = stop.next_index
        match stop.after:
            case After.SEAM:
                seam = self.said(seam_message(self.plan, end))
                return seam if goes_on else (*seam, *self.asking(stop))
            case After.NEXT if goes_on:
                coming = message("seam-next", exercise=subject(self.plan, end))
                return (self._done(end), *self.said(coming))
            case After.NEXT:
                return (self._done(end), *self.asking(stop))
            case After.READY | After.WAY:
                introduced = self.lead(end, Entry.INTRO, floor_after(self.plan, end))
                return (self._done(end), *introduced, *self.asking(stop))
            case After.END:
                closing = self.delivery.closing
                if closing and Tip.REMINDERS in self.delivery.tips:
                    closing += (message(TIP_MESSAGES[Tip.REMINDERS]),)
                return (self._done(end), *self._getting_up(end), *self.said(*closing))

    @kept
    def asking(self, stop: Stop) -> tuple[Cue, ...]:
        """Return the words that ask for "ready"; a document leaves that to the answer after it."""
        if self.delivery.is_carried:
            return ()
        if stop.after is After.NEXT:
            return self.said(message("seam-exercise"))
        return (ready_question(self.delivery.narration),)

    def _getting_up(self, end: int) -> tuple[Cue, ...]:
        """Return the way up from the floor, where the last exercise is done there."""
        if not self.plan[end - 1].on_floor:
            return ()
        return (*self.said(message("get-up-down")), *self._get_ready(Position.UP))

    def _get_ready(self, position: Position) -> tuple[Cue, ...]:
        return get_ready(position, self.delivery.narration, encourages=self._encourages)

    @property
    def _encourages(self) -> bool:
        """Whether a long silence tells that "ready" ends it."""
        return Tip.START_SOONER in self.delivery.tips

    @kept
    def counting_lead(self, index: int, *, introduced: bool = False) -> tuple[Cue, ...]:
        """Return what stands right before a count: the step's name."""
        tip = message(TIP_MESSAGES[Tip.ALEXA_FIRST])
        tips = (tip,) if Tip.ALEXA_FIRST in self.delivery.tips and index == 0 else ()
        return self.said(
            *tips, self._feel(index), lead_message(self.plan, index, introduced=introduced)
        )

    def _feel(self, index: int) -> Message | None:
        """Return how an exercise should feel, before its first hold, where that is to be said."""
        if exercise_range(self.plan, index)[0] != index or self._talk(index) is Talk.MINIMAL:
            return None
        step, times = self.plan[index], self.delivery.times.get(self.plan[index].exercise, 0)
        tells = tells_feel(step.exercise, times, self.delivery.day)
        return feel_message(step.unit) if tells else None

    @kept
    def lead(self, index: int, entry: Entry, floor: Floor) -> tuple[Cue, ...]:
        """Return what is said before a step for an entry, as far as its name where that follows."""
        match entry:
            case Entry.INTRO:
                return self._intro(index, floor)
            case Entry.RETURN:
                return self._position(index)
            case Entry.THERE:
                return self._explained(index)
            case Entry.COUNT:
                return self.counting_lead(index)
            case Entry.AGAIN:
                return self.said(again_message(self.plan, index))
            case Entry.MISSED:
                return (rest(MISSED_SECONDS * MS), *self.said(again_message(self.plan, index)))
            case Entry.SWITCH:
                exercise = EXERCISES[self.plan[index].exercise]
                change = exercise.switch_seconds or exercise.change_seconds
                lead = self.said(lead_message(self.plan, index))
                silence_ms = (change.default if change else 0) * MS - length_ms(lead)
                return (*lead, rest(silence_ms)) if silence_ms > 0 else lead
            case Entry.RESUME:
                is_down = self.plan[index].on_floor
                back = self._get_ready(Position.FLOOR) if is_down else (rest(RESUME_SECONDS * MS),)
                return (*self.said(lead_message(self.plan, index)), *back)

    def _intro(self, index: int, floor: Floor) -> tuple[Cue, ...]:
        offer = OFFERS.get(self.plan[index].exercise)
        return intro(
            self.plan,
            index,
            self.delivery.narration,
            talk=self._talk(index),
            floor=floor,
            encourages=self._encourages,
            offer=message(TIP_MESSAGES[offer]) if offer in self.delivery.tips else None,
        )

    def _explained(self, index: int) -> tuple[Cue, ...]:
        """Return what to do, for somebody who is there, and the time to begin it."""
        talk, narration = self._talk(index), self.delivery.narration
        spoken = explanation(self.plan, index, narration, talk=talk)
        position = EXERCISES[self.plan[index].exercise].position
        if position is Position.CHAIR or position is Position.LEG:
            return (spoken, *self._get_ready(position))
        return (spoken, rest(MOVE_SECONDS * MS))

    def _position(self, index: int) -> tuple[Cue, ...]:
        step = self.plan[index]
        words = message(f"position-{step.unit}", side=step.side, way=step.way)
        return (*self.said(words), *self._get_ready(EXERCISES[step.exercise].position))

    @kept
    def between(self, index: int, *, tip: bool) -> tuple[Cue, ...]:
        """Return what lies between the step before and the one at ``index``."""
        if is_exercise_end(self.plan, index):
            return (self._done(index), *self.introduced(index))
        talk = self._talk(index)
        return transition(self.plan, index, self.delivery.narration, talk=talk, tip=tip)

    @kept
    def counted_step(self, index: int) -> tuple[Cue, ...]:
        """Return "hold", the count, and "and relax" as the last cue."""
        step, words = self.plan[index], self.delivery.narration
        counting = counting_in(self._counting, self.delivery.times.get(step.exercise, 0))
        is_called = step.set_number == 1 or not EXERCISES[step.exercise].called_once
        talk = self._talk(index) if is_called else Talk.MINIMAL
        return (
            *start_signal(step, counting, words),
            *work_cues(step, counting, talk, words, day=self.delivery.day),
            end_signal(step, words),
        )

    @kept
    def counted_ms(self, index: int) -> int:
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

    def said(self, *words: Message | None) -> tuple[Cue, ...]:
        """Return words as cues, without those that are missing."""
        return instruct((each for each in words if each), self.delivery.narration)

    def _words(self, said: Message) -> str:
        return self.delivery.narration(said)

    def _talk(self, index: int) -> Talk:
        return self.delivery.talk.get(self.plan[index].exercise, Talk.BRIEF)

    @property
    def _counting(self) -> Counting:
        return self.delivery.settings.counting
