"""
Compose segments: which steps one response plays, and what plays by itself after it.

Alexa plays at most 240 s of sound in one response; we plan for 230 s. A response has two segments:
the second stands in its reprompt, so it plays by itself when nobody speaks after the first. A
segment goes on from one exercise into the next where the person knows the next one.
"""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from skill.routine.cues import MS, Cue, joined, length_ms
from skill.routine.delivery import LISTENING_MS, After, Delivery, Entry, Stop, Tip
from skill.routine.message import Message
from skill.routine.plan import Plan, is_exercise_end
from skill.routine.segment_split import Cost, Cuts, Cutter
from skill.routine.segment_words import SegmentWords, kept
from skill.routine.timeline import Mark, Timeline
from skill.routine.transitions import Floor, floor_after

SEGMENT_MS = 230_000
"""Longest sound of one response; Alexa plays at most 240 s, says Amazon's blog of
February 2021 on trimming and repeating audio in APL for Audio."""

ANSWER_SECONDS = 5
"""What a person takes to say "ready", for estimates only."""

MOST_COMPOSERS = 64
"""Size of the cache of composers. Our choice: the next person with the same settings needs one."""


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
        lead = self._words.lead(start, entry, floor)
        if before:
            lead = joined((*self._words.said(*before), *lead), self.delivery.narration)
        if self._stops_introduced(start, entry, floor, ask=ask):
            cuts = self._cutter.best((Stop(start, After.READY),))
        else:
            if entry in (Entry.INTRO, Entry.RETURN, Entry.THERE):
                lead += self._words.counting_lead(start, introduced=True)
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

    @kept
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
        floor = floor_after(self.plan, stop.next_index)
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

    @cached_property
    def _words(self) -> SegmentWords:
        return SegmentWords(self.plan, self.delivery)

    @cached_property
    def _cutter(self) -> Cutter[Stop]:
        return Cutter(self._by_itself, self._cost_from, self._is_within_set)

    def _stops(self, start: int, lead_ms: int) -> tuple[Stop, ...]:
        """Return where a segment may end that counts from ``start`` on, after ``lead_ms``."""
        sound_ms, stops = lead_ms, list[Stop]()
        for end in range(start + 1, len(self.plan) + 1):
            sound_ms += self._words.counted_ms(end - 1)
            for stop in self._stops_at(end):
                # A step alone is taken even if it is too long: it is never cut in two.
                if sound_ms + self._words.tail_ms(stop) <= SEGMENT_MS or not stops:
                    stops.append(stop)
            if end == len(self.plan):
                break
            coming = self.plan[end].exercise
            if is_exercise_end(self.plan, end) and self.delivery.asks_before(coming):
                break
            sound_ms += length_ms(self._words.between(end, tip=False))
            if sound_ms > SEGMENT_MS:
                break
        return tuple(stops)

    def _stops_at(self, end: int) -> tuple[Stop, ...]:
        if end == len(self.plan):
            return (Stop(end, After.END),)
        if not is_exercise_end(self.plan, end):
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

    @kept
    def _by_itself(self, stop: Stop) -> tuple[Stop, ...]:
        """Return where a segment may end that begins by itself at a stop."""
        if not self._goes_on_at(stop):
            return ()
        exercise = self.plan[stop.next_index].exercise
        lead = self._words.following_lead(stop)
        if stop.after is After.NEXT and self.delivery.asks_before(exercise):
            return (Stop(stop.next_index, After.READY),)
        return self._stops(stop.next_index, length_ms(lead))

    @kept
    def _cost_from(self, stop: Stop) -> Cost:
        """Return what it takes to the end of the plan when the person says "ready" at a stop."""
        if stop.after is After.END:
            return Cost()
        index = stop.next_index
        if stop.after is not After.NEXT:
            lead = self._words.counting_lead(index)
        elif self._stops_introduced(
            index, Entry.INTRO, floor_after(self.plan, index), ask=self.delivery.waits
        ):
            return self._cutter.best((Stop(index, After.READY),)).cost
        else:
            lead = self._words.introduced(index)
        return self._cutter.best(self._stops(index, length_ms(lead))).cost

    def _is_within_set(self, stop: Stop) -> bool:
        return stop.after is After.SEAM and not _starts_set(self.plan, stop.next_index)

    def _following(self, cuts: Cuts[Stop], told: frozenset[Tip]) -> Segment:
        """Return the segment that plays by itself from the first stop to the second."""
        assert cuts.then is not None  # noqa: S101 - the caller has looked
        lead = self._words.following_lead(cuts.first)
        goes_on = self.delivery.is_carried and self._goes_on_at(cuts.then)
        return self._between_stops(
            cuts.first.next_index, lead, cuts.then, goes_on=goes_on, told=told
        )

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
                between = self._words.between(index, tip=rest_tip)
                rest_tip = rest_tip and not self._words.tells(Tip.SKIP_REST, between)
                cues += between
                now_ms += length_ms(between)
            counted = self._words.counted_step(index)
            ends_ms = now_ms + self._words.counted_ms(index)
            # A step is done when its count ends: a person who says "stop" at "and relax" has done
            # it.
            marks.append(Mark(index, now_ms, ends_ms - counted[-1].slot_ms))
            cues += counted
            now_ms = ends_ms
        is_counted = end.next_index > start
        words = self._words
        cues += words.tail(end, goes_on=goes_on) if is_counted else words.asking(end)
        timeline = Timeline(tuple(cues), tuple(marks))
        heard = frozenset(tip for tip in tips if self._words.tells(tip, cues))
        return Segment(timeline, end.next_index, end.after, heard)


def _starts_set(plan: Plan, index: int) -> bool:
    before, step = plan[index - 1], plan[index]
    return before.set_number != step.set_number or step.hold_number < before.hold_number
