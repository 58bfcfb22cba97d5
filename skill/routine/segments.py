"""
Compose segments: which steps one response plays, and the words before, between and after them.

Alexa plays at most 240 s of sound in one response; we plan for 230 s. A response has two segments:
the second stands in its reprompt, so it plays by itself when nobody speaks after the first. A
segment goes on from one exercise into the next where the person knows the next one.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple, ParamSpec, TypeVar, cast

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
from skill.routine.hold_cues import counting_in
from skill.routine.message import Message, Narration, message
from skill.routine.plan import Plan, exercise_range
from skill.routine.remarks import feel_message, number_of, tells_feel
from skill.routine.segment_split import Cost, Cuts, Cutter
from skill.routine.settings import Counting, Settings, Talk
from skill.routine.timeline import Mark, Timeline
from skill.routine.transitions import (
    MOVE_SECONDS,
    RESUME_SECONDS,
    Floor,
    again_message,
    explanation,
    get_ready,
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

LISTENING_MS = 8_000
"""How long the microphone is open between the two segments of a response: about that, by the
docstring of ``ask`` in Amazon's SDK (ask-sdk-core for Node.js)."""


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
    THERE = "there"
    """Down or up sooner than told: what to do there, time to begin it, then the count."""


class After(StrEnum):
    """What a segment leaves the person with."""

    READY = "ready"
    """ "Ready?": the next exercise's instruction has been given."""
    SEAM = "seam"
    """The exercise goes on."""
    NEXT = "next"
    """The next exercise is named, but its instruction has not been given."""
    WAY = "way"
    """The person is getting down or up; what to do there has not been told."""
    END = "end"
    """The plan is done."""


class Tip(StrEnum):
    """What is said a few times, and then known."""

    SKIP_REST = "rest_tip"
    """That a rest can be skipped."""
    START_SOONER = "start_sooner"
    """That "ready" ends the time to get ready."""
    ALEXA_FIRST = "alexa_first"
    """That a count is interrupted with the wake word."""
    TOWEL_ROUND_FOOT = "towel_round_foot"
    """That the hamstring stretch can be done with a towel."""
    ONE_PASS = "one_pass"
    """That the towel scrunch can be one pass of the towel."""
    REMINDERS = "reminders"
    """That there are reminders, when the plan is done."""


OFFERS: Mapping[ExerciseId, Tip] = MappingProxyType(
    {ExerciseId.HAMSTRING: Tip.TOWEL_ROUND_FOOT, ExerciseId.TOWEL: Tip.ONE_PASS}
)
"""The article's other ways, told to whoever knows the exercise well; never the stairs."""


class Stop(NamedTuple):
    """A place where a segment can end."""

    next_index: int
    """The step that comes next; the plan's length at the end."""
    after: After


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a plan that plays without a pause to listen."""

    timeline: Timeline
    next_index: int
    """The step that comes after this segment; the plan's length when there is none."""
    after: After
    tips: frozenset[Tip] = frozenset()
    """What it tells."""
    then: "Segment | None" = None
    """What plays by itself after it, when nobody speaks."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a plan is spoken: the person's settings, the language, and how much is said today."""

    settings: Settings
    narration: Narration
    talk: Mapping[ExerciseId, Talk] = field(default_factory=dict, hash=False)
    """How much is said, by exercise; brief where nothing is given."""
    unfamiliar: frozenset[ExerciseId] = frozenset()
    """Exercises that are new to the person, or forgotten: they ask "Ready?" before the count."""
    waits: bool = False
    """Whether nothing goes on by itself: each exercise, and each segment, waits for "ready"."""
    tips: frozenset[Tip] = frozenset()
    """What is to be told where it fits."""
    closing: tuple[Message, ...] = ()
    """What is said when the plan is done."""
    day: int = 0
    """Ordinal number of the person's own day: it picks among equal wordings and cues."""
    times: Mapping[ExerciseId, int] = field(default_factory=dict, hash=False)
    """How often each exercise was done before; never, where nothing is given."""
    is_carried: bool = False
    """
    Whether something asks for the next segment when one is over, and nobody listens in between.

    Then no sound ends with a question that is to be answered, and what begins by itself begins with
    the time in which the device would have listened.
    """

    def goes_on_into(self, exercise: ExerciseId) -> bool:
        """
        Return whether an exercise begins by itself after its "Ready?".

        One that is new waits, where a wall has to be found or a towel laid down. Sitting and lying
        have their time in the sound.
        """
        is_new = exercise in self.unfamiliar
        return not self.waits and not (is_new and EXERCISES[exercise].position in FETCHING)

    def asks_before(self, exercise: ExerciseId) -> bool:
        """Return whether "Ready?" is asked before an exercise that comes by itself."""
        return self.waits or exercise in self.unfamiliar


FETCHING = frozenset({Position.WALL, Position.CHAIR})
"""Positions for which a person walks about, or fetches something."""

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
            ask: whether an introduced exercise that is new waits for "ready". Not where the person
                has just said that they are.
        """
        lead = self._lead(start, entry, floor)
        if before:
            lead = joined((*self._said(*before), *lead), self.delivery.narration)
        if self._stops_introduced(start, entry, floor, ask=ask):
            cuts = self._cutter.best((Stop(start, After.READY),))
        else:
            if entry in (Entry.INTRO, Entry.RETURN, Entry.THERE):
                lead += self._counting_lead(start, introduced=True)
            # What comes first counts as sound too: after a long answer fewer steps fit.
            cuts = self._cutter.best(self._stops(start, length_ms(lead)))
        first = self._between_stops(start, lead, cuts.first, goes_on=cuts.then is not None)
        if cuts.then is None:
            return first
        return replace(first, then=self._following(cuts, told=first.tips))

    def then(self, stop: Stop) -> Segment | None:
        """Return what plays by itself after a stop, if anything may."""
        following = self._by_itself(stop)
        if not following:
            return None
        cuts = self._cutter.best(following)
        return self._following(Cuts(stop, cuts.first, cuts.cost), told=frozenset())

    @_kept
    def seconds_left(self, start: int, entry: Entry, *, ask: bool = True) -> int:
        """
        Return how long the rest of the plan lasts from ``start``, answers included.

        The sum of the segments that would be played, the time in which the device listens between
        two of them, and five seconds for each answer.
        """
        if start >= len(self.plan):
            return 0
        segment = self.segment(start, entry, ask=ask)
        total_ms = segment.timeline.length_ms
        while segment.after is not After.END:
            if segment.then is not None:
                # What is carried has the pause in its sound.
                pause_ms = 0 if self.delivery.is_carried else LISTENING_MS
                segment = segment.then
            else:
                at, pause_ms = Stop(segment.next_index, segment.after), ANSWER_SECONDS * MS
                segment = self._answered(at)
            total_ms += pause_ms + segment.timeline.length_ms
        return total_ms // MS

    def _answered(self, stop: Stop) -> Segment:
        """Return the response to "ready" at a stop."""
        if stop.after is not After.NEXT:
            return self.segment(stop.next_index, Entry.COUNT)
        floor = self._floor_after(stop.next_index)
        return self.segment(stop.next_index, Entry.INTRO, floor=floor, ask=self.delivery.waits)

    def _stops_introduced(self, start: int, entry: Entry, floor: Floor, *, ask: bool) -> bool:
        """Return whether a response ends with "Ready?" once its exercise is introduced."""
        if entry not in (Entry.INTRO, Entry.RETURN):
            return False
        # Nobody who wants to be waited for is counted on the way up or down; nor who does not know
        # yet how long that takes.
        waits_up = self.delivery.waits and floor is not Floor.UP
        asked_for = entry is Entry.INTRO and (ask or waits_up)
        asks = self.delivery.asks_before(self.plan[start].exercise)
        return asks and (asked_for or self.plan[start].on_floor)

    # --- where segments end ---

    @cached_property
    def _cutter(self) -> Cutter[Stop]:
        return Cutter(self._by_itself, self._cost_from, self._is_within_set)

    def _stops(self, start: int, lead_ms: int) -> tuple[Stop, ...]:
        """Return where a segment may end that counts from ``start`` on, after ``lead_ms``."""
        sound_ms, stops = lead_ms, list[Stop]()
        for end in range(start + 1, len(self.plan) + 1):
            sound_ms += self._counted_ms(end - 1)
            for stop in self._stops_at(end):
                # A step alone is taken even if it is too long: it is never cut in two.
                if sound_ms + self._tail_ms(stop) <= SEGMENT_MS or not stops:
                    stops.append(stop)
            if end == len(self.plan):
                break
            if self._is_exercise_end(end) and self.delivery.asks_before(self.plan[end].exercise):
                break
            sound_ms += length_ms(self._between(end, tip=False))
            if sound_ms > SEGMENT_MS:
                break
        return tuple(stops)

    def _stops_at(self, end: int) -> tuple[Stop, ...]:
        if end == len(self.plan):
            return (Stop(end, After.END),)
        if not self._is_exercise_end(end):
            return (Stop(end, After.SEAM),)
        # The next exercise is introduced within this segment, if there is room: the person gets
        # into position while the skill talks.
        return Stop(end, After.NEXT), Stop(end, After.READY)

    def _goes_on_at(self, stop: Stop) -> bool:
        """Return whether anything may begin by itself at a stop."""
        if stop.after is After.END or self.delivery.waits:
            return False
        is_told = stop.after in (After.READY, After.WAY)
        return not is_told or self.delivery.goes_on_into(self.plan[stop.next_index].exercise)

    @_kept
    def _by_itself(self, stop: Stop) -> tuple[Stop, ...]:
        """Return where a segment may end that begins by itself at a stop."""
        if not self._goes_on_at(stop):
            return ()
        exercise = self.plan[stop.next_index].exercise
        lead = self._following_lead(stop)
        if stop.after is After.NEXT and self.delivery.asks_before(exercise):
            return (Stop(stop.next_index, After.READY),)
        return self._stops(stop.next_index, length_ms(lead))

    @_kept
    def _cost_from(self, stop: Stop) -> Cost:
        """Return what it takes to the end of the plan when the person says "ready" at a stop."""
        if stop.after is After.END:
            return Cost()
        index = stop.next_index
        if stop.after is not After.NEXT:
            lead = self._counting_lead(index)
        elif self._stops_introduced(
            index, Entry.INTRO, self._floor_after(index), ask=self.delivery.waits
        ):
            return self._cutter.best((Stop(index, After.READY),)).cost
        else:
            lead = self._introduced(index)
        return self._cutter.best(self._stops(index, length_ms(lead))).cost

    def _is_within_set(self, stop: Stop) -> bool:
        return stop.after is After.SEAM and not _starts_set(self.plan, stop.next_index)

    # --- what segments say ---

    def _following(self, cuts: Cuts[Stop], told: frozenset[Tip]) -> Segment:
        """Return the segment that plays by itself from the first stop to the second."""
        assert cuts.then is not None  # noqa: S101 - the caller has looked
        lead = self._following_lead(cuts.first)
        goes_on = self.delivery.is_carried and self._goes_on_at(cuts.then)
        return self._between_stops(
            cuts.first.next_index, lead, cuts.then, goes_on=goes_on, told=told
        )

    def _following_lead(self, stop: Stop) -> tuple[Cue, ...]:
        lead = self._by_itself_lead(stop)
        if not self.delivery.is_carried or stop.after is After.NEXT:
            # An instruction gives time enough by itself.
            return lead
        return (rest(LISTENING_MS), *lead)

    def _by_itself_lead(self, stop: Stop) -> tuple[Cue, ...]:
        index, exercise = stop.next_index, self.plan[stop.next_index].exercise
        if stop.after is After.WAY:
            there = self._lead(index, Entry.THERE, Floor.UP)
            return (*there, *self._counting_lead(index, introduced=True))
        if stop.after is not After.NEXT:
            return self._counting_lead(index)
        if self.delivery.asks_before(exercise):
            return self._lead(index, Entry.INTRO, self._floor_after(index))
        return self._introduced(index)

    def _introduced(self, index: int) -> tuple[Cue, ...]:
        """Return the instruction of an exercise, and what leads from it into the count at once."""
        lead = self._lead(index, Entry.INTRO, self._floor_after(index))
        return (*lead, *self._counting_lead(index, introduced=True))

    def _between_stops(
        self,
        start: int,
        lead: tuple[Cue, ...],
        end: Stop,
        *,
        goes_on: bool = False,
        told: frozenset[Tip] = frozenset(),
    ) -> Segment:
        """Return the segment from ``start`` to a stop; ``told`` is what needs no tip any more."""
        cues, marks = list(lead), []
        now_ms = length_ms(lead)
        tips = self.delivery.tips - told
        rest_tip = Tip.SKIP_REST in tips
        for index in range(start, end.next_index):
            if index > start:
                between = self._between(index, tip=rest_tip)
                rest_tip = rest_tip and not self._tells(Tip.SKIP_REST, between)
                cues += between
                now_ms += length_ms(between)
            counted = self._counted_step(index)
            ends_ms = now_ms + self._counted_ms(index)
            # A step is done when its count ends: a person who says "stop" at "and relax" has done
            # it.
            marks.append(Mark(index, now_ms, ends_ms - counted[-1].slot_ms))
            cues += counted
            now_ms = ends_ms
        cues += self._tail(end, goes_on=goes_on) if end.next_index > start else self._asking(end)
        timeline = Timeline(tuple(cues), tuple(marks))
        heard = frozenset(tip for tip in tips if self._tells(tip, cues))
        return Segment(timeline, end.next_index, end.after, heard)

    def _tells(self, tip: Tip, cues: Iterable[Cue]) -> bool:
        words = self._words(message(TIP_MESSAGES[tip]))
        return any(words in cue.text for cue in cues)

    @_kept
    def _tail_ms(self, stop: Stop) -> int:
        # Where it does not go on by itself there is more to say: what fits then fits always.
        return length_ms(self._tail(stop, goes_on=False))

    @_kept
    def _tail(self, stop: Stop, *, goes_on: bool) -> tuple[Cue, ...]:
        """Return what is said after the last step of a segment."""
        end = stop.next_index
        match stop.after:
            case After.SEAM:
                seam = self._said(seam_message(self.plan, end))
                return seam if goes_on else (*seam, *self._asking(stop))
            case After.NEXT if goes_on:
                coming = message("seam-next", exercise=subject(self.plan, end))
                return (self._done(end), *self._said(coming))
            case After.NEXT:
                return (self._done(end), *self._asking(stop))
            case After.READY | After.WAY:
                introduced = self._lead(end, Entry.INTRO, self._floor_after(end))
                return (self._done(end), *introduced, *self._asking(stop))
            case After.END:
                closing = self.delivery.closing
                if closing and Tip.REMINDERS in self.delivery.tips:
                    closing += (message(TIP_MESSAGES[Tip.REMINDERS]),)
                return (self._done(end), *self._getting_up(end), *self._said(*closing))

    @_kept
    def _asking(self, stop: Stop) -> tuple[Cue, ...]:
        """Return the words that ask for "ready"; a document leaves that to the answer after it."""
        if self.delivery.is_carried:
            return ()
        if stop.after is After.NEXT:
            return self._said(message("seam-exercise"))
        return (ready_question(self.delivery.narration),)

    def _getting_up(self, end: int) -> tuple[Cue, ...]:
        """Return the way up from the floor, where the last exercise is done there."""
        if not self.plan[end - 1].on_floor:
            return ()
        return (*self._said(message("get-up-down")), *self._get_ready(Position.UP))

    def _get_ready(self, position: Position) -> tuple[Cue, ...]:
        return get_ready(position, self.delivery.narration, encourages=self._encourages)

    @property
    def _encourages(self) -> bool:
        """Whether a long silence tells that "ready" ends it."""
        return Tip.START_SOONER in self.delivery.tips

    @_kept
    def _counting_lead(self, index: int, *, introduced: bool = False) -> tuple[Cue, ...]:
        """Return what stands right before a count: the step's name."""
        tip = message(TIP_MESSAGES[Tip.ALEXA_FIRST])
        tips = (tip,) if Tip.ALEXA_FIRST in self.delivery.tips and index == 0 else ()
        return self._said(
            *tips, self._feel(index), lead_message(self.plan, index, introduced=introduced)
        )

    def _feel(self, index: int) -> Message | None:
        """Return how an exercise should feel, before its first hold, where that is to be said."""
        if exercise_range(self.plan, index)[0] != index or self._talk(index) is Talk.MINIMAL:
            return None
        step, times = self.plan[index], self.delivery.times.get(self.plan[index].exercise, 0)
        tells = tells_feel(step.exercise, times, self.delivery.day)
        return feel_message(step.unit) if tells else None

    @_kept
    def _lead(self, index: int, entry: Entry, floor: Floor) -> tuple[Cue, ...]:
        match entry:
            case Entry.INTRO:
                return self._intro(index, floor)
            case Entry.RETURN:
                return self._position(index)
            case Entry.THERE:
                return self._explained(index)
            case Entry.COUNT:
                return self._counting_lead(index)
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
                is_down = self.plan[index].on_floor
                back = self._get_ready(Position.FLOOR) if is_down else (rest(RESUME_SECONDS * MS),)
                return (*self._said(lead_message(self.plan, index)), *back)

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
        return (*self._said(words), *self._get_ready(EXERCISES[step.exercise].position))

    @_kept
    def _between(self, index: int, *, tip: bool) -> tuple[Cue, ...]:
        """Return what lies between the step before and the one at ``index``."""
        if self._is_exercise_end(index):
            return (self._done(index), *self._introduced(index))
        talk = self._talk(index)
        return transition(self.plan, index, self.delivery.narration, talk=talk, tip=tip)

    @_kept
    def _counted_step(self, index: int) -> tuple[Cue, ...]:
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


TIP_MESSAGES: Mapping[Tip, str] = MappingProxyType(
    {
        Tip.SKIP_REST: "rest-tip",
        Tip.START_SOONER: "start-sooner",
        Tip.ALEXA_FIRST: "say-alexa-first",
        Tip.TOWEL_ROUND_FOOT: "offer-towel-round-foot",
        Tip.ONE_PASS: "offer-one-pass",
        Tip.REMINDERS: "reminder-offer",
    }
)
"""The messages that tell them."""


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
