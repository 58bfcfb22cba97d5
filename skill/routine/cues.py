"""
Cues: words or silence in slots of known length, of which timelines are made.

A cue is words, or silence, in a slot of known length. Instructions get slots that are longer than
any voice needs; a counted second is a slot that is cut to one second exactly.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from skill.routine.exercises import (
    EXERCISES,
    HALF_WAY_FROM_SECONDS,
    HOLD_SIGNAL_SECONDS,
    RELAX_SIGNAL_SECONDS,
)
from skill.routine.hold_cues import HoldCue, hold_cue
from skill.routine.message import Message, Narration, message
from skill.routine.plan import Hold, Reps, Step
from skill.routine.settings import Counting, Talk

MS = 1000


class CueKind(StrEnum):
    """What a cue is for, and so how it is rendered."""

    INSTRUCT = "instruct"
    """Words that are never cut off; the rest of the slot is silence."""
    COUNT = "count"
    """A second of a hold: exactly as long as its slot, with any voice."""
    REP = "rep"
    """A phase of a repetition: exactly its slot long, too."""
    SIGNAL = "signal"
    """"Hold", "and relax": short words that are never cut off."""
    REST = "rest"
    """Silence."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words or silence in a time slot."""

    kind: CueKind
    slot_ms: int
    text: str = ""
    """Words as spoken; empty for silence."""
    quick: bool = False
    """Whether a slow voice needs to hurry to fit the slot."""
    ticks: int = 0
    """Ticks in equal parts of the slot, in place of the words; where there are none, the words."""
    explains: int | None = None
    """Index of the first step of an exercise that is explained to whoever has got down or up."""
    shape: tuple[CueKind, int, bool, bool] = field(init=False, repr=False, compare=False)
    """All but the words, and whether there are any: cues of one shape in a row are sent as one."""

    def __post_init__(self) -> None:
        """Work the shape out once: cues are kept, and sent again and again."""
        shape = (self.kind, self.slot_ms, self.quick, bool(self.text))
        object.__setattr__(self, "shape", shape)

    def __hash__(self) -> int:
        """Hash what differs most: counts are looked up by their cues."""
        return hash((self.text, self.slot_ms))


def spoken_cue(text: str, narration: Narration) -> Cue:
    """Return words in a slot that is never too short for them."""
    return Cue(CueKind.INSTRUCT, narration.slot_ms(text), text)


def instruct(words: Iterable[Message], narration: Narration) -> tuple[Cue, ...]:
    """Return messages in one slot, with no slack between them; nothing where nothing is said."""
    texts = [narration(each) for each in words]
    return (spoken_cue(" ".join(texts), narration),) if texts else ()


def rest(slot_ms: int) -> Cue:
    """Return silence."""
    return Cue(CueKind.REST, slot_ms)


def joined(cues: Iterable[Cue], narration: Narration) -> tuple[Cue, ...]:
    """Return the cues with instructions in a row made one, so that no slack falls between them."""
    whole: list[Cue] = []
    for cue in cues:
        if whole and cue.kind is CueKind.INSTRUCT is whole[-1].kind:
            whole[-1] = spoken_cue(f"{whole[-1].text} {cue.text}", narration)
        else:
            whole.append(cue)
    return tuple(whole)


def length_ms(cues: tuple[Cue, ...]) -> int:
    """Return how long the cues last together."""
    return sum(cue.slot_ms for cue in cues)


def filled(words: tuple[Message, ...], slot_ms: int, narration: Narration) -> tuple[Cue, ...]:
    """
    Return a pause of ``slot_ms`` that starts with words; longer only if the words need it.

    Used for switches, rests and changes, whose words are part of their seconds.
    """
    spoken = instruct(words, narration)
    left_ms = slot_ms - length_ms(spoken)
    return (*spoken, rest(left_ms)) if left_ms > 0 else spoken


def work_cues(
    step: Step, counting: Counting, talk: Talk, narration: Narration, *, day: int = 0
) -> tuple[Cue, ...]:
    """
    Return the count of a step, from its first second to its last: no lead, no end signal.

    Args:
        step: what is counted.
        counting: the style; a coach's has cues in the holds, chosen by exercise, set and day.
        talk: how much is said; whoever asked for the least has no cues.
        narration: the words.
        day: ordinal number of the person's own day.
    """
    breathes = counting is Counting.BREATHS and EXERCISES[step.exercise].breathes
    coaches = counting is Counting.COACH and talk is not Talk.MINIMAL
    cue = hold_cue(step, day) if coaches else None
    return _cells(step.work, counting, talk, narration, cue, breathes=breathes)


MOST_COUNTS = 256
"""So many counts are kept. Our choice: every set repeats one, and people share them."""


@lru_cache(MOST_COUNTS)
def _cells(
    work: Hold | Reps,
    counting: Counting,
    talk: Talk,
    narration: Narration,
    cue: HoldCue | None,
    *,
    breathes: bool,
) -> tuple[Cue, ...]:
    match work:
        case Hold(seconds=seconds) if breathes:
            return tuple(_breath_cells(seconds, narration))
        case Hold(seconds=seconds):
            return tuple(_hold_cells(seconds, counting, narration, _between_numbers(seconds, cue)))
        case Reps() as reps:
            return tuple(_rep_cells(reps, counting, talk, narration))


BREATH_SECONDS = 6
"""One slow breath, in and out. Our choice: four to five in a hold of thirty seconds are calm."""


def _breath_cells(seconds: int, narration: Narration) -> Iterator[Cue]:
    """Return breaths in place of seconds; what is left over at the end is silent."""
    # A hold of 20 s has three whole breaths and 2 s over: a fourth "breathe in" would start a
    # breath that "and relax" cuts off.
    for second in range(seconds):
        left = seconds - second // BREATH_SECONDS * BREATH_SECONDS
        half = second % BREATH_SECONDS
        if left >= BREATH_SECONDS and half in (0, BREATH_SECONDS // 2):
            yield Cue(
                CueKind.COUNT, MS, narration(message("breathe-out" if half else "breathe-in"))
            )
        else:
            yield Cue(CueKind.COUNT, MS)


Between = Mapping[int, tuple[str, int]]
"""What is said between the numbers: message key and whole seconds, by the seconds left."""

COACHED_BREATH_SECONDS = 10
"""A deep breath beside a count by fives: in on one number, out on the next. Our choice: six
breaths a minute are slow, and need no effort."""

BREATH_CELLS = 2
"""Whole seconds that "breathe in" and "and out" need with the slowest voice."""


def _between_numbers(seconds: int, cue: HoldCue | None) -> Between:
    """Return a hold's cue where it is said: right after the first number, or on a breath out."""
    if cue is None:
        return {}
    if not EXERCISES[cue.exercise].breathes:
        return {seconds - 1: (cue.key, cue.cells)}
    said: dict[int, tuple[str, int]] = {}
    out = (cue.key, cue.cells)
    # A breath that "five, four, three" would fall into is not begun.
    for left in range(seconds, COACHED_BREATH_SECONDS, -COACHED_BREATH_SECONDS):
        said[left - 1] = ("breathe-in", BREATH_CELLS)
        said[left - 1 - COACHED_BREATH_SECONDS // 2] = out
        out = ("breathe-out", BREATH_CELLS)
    return said


def _hold_cells(
    seconds: int, counting: Counting, narration: Narration, between: Between
) -> Iterator[Cue]:
    # "Half way" takes the place of a number, in styles that speak before the end at all.
    half = seconds // 2 if seconds >= HALF_WAY_FROM_SECONDS else None
    if counting in (Counting.LAST_THREE, Counting.SILENT):
        half = None
    left = seconds
    while left > 0:
        cells = 1
        words = message("half-way") if left == half else message("count", n=left)
        if left in between:
            key, cells = between[left]
            yield Cue(CueKind.COUNT, cells * MS, narration(message(key)))
        elif left != half and not _is_told(left, seconds, counting):
            yield Cue(CueKind.COUNT, MS)
        elif counting is Counting.TICKS:
            yield Cue(CueKind.COUNT, MS, narration(words), ticks=2 if left == half else 1)
        else:
            yield Cue(CueKind.COUNT, MS, narration(words), narration.is_quick(words))
        left -= cells


def _is_told(left: int, seconds: int, counting: Counting) -> bool:
    match counting:
        case Counting.EVERY_SECOND | Counting.TICKS:
            return True
        case Counting.EVERY_FIVE | Counting.COACH:
            return left % 5 == 0 or left < 5 or left == seconds
        case Counting.LAST_FIVE | Counting.BREATHS:
            return left <= 5
        case Counting.LAST_THREE:
            return left <= 3
        case Counting.SILENT:
            return False


def _rep_cells(reps: Reps, counting: Counting, talk: Talk, narration: Narration) -> Iterator[Cue]:
    # The number and the first movement share a phase, so the rhythm has no second of its own for
    # counting. "Last one" takes the movement's place, where the phase is long enough for it.
    # Ticks stand for movements: the number is still said, so that nobody has to keep count.
    first, *others = reps.tempo.phases
    ticks = int(counting is Counting.TICKS)
    for number in range(1, reps.count + 1):
        last = number == reps.count and first.seconds > 1
        key = "rep-last" if last else "rep-first"
        phase = "number" if ticks or talk is Talk.MINIMAL else first.name
        text = narration(message(key, n=number, phase=phase))
        yield _rep_cell(text, first.seconds, counting)
        for index, other in enumerate(others):
            silent = talk is Talk.MINIMAL and index < len(others) - 1
            text = "" if silent else narration(message("rep-phase", phase=other.name))
            yield _rep_cell(text, other.seconds, counting, ticks)


def _rep_cell(text: str, seconds: int, counting: Counting, ticks: int = 0) -> Cue:
    words = "" if counting is Counting.SILENT else text
    return Cue(CueKind.REP, seconds * MS, words, ticks=ticks)


def start_signal(step: Step, counting: Counting, narration: Narration) -> tuple[Cue, ...]:
    """Return "hold" before a hold's clock; "begin" before a set that is not counted aloud."""
    if isinstance(step.work, Hold):
        many = step.holds > 1
        text = narration(message("hold-number", n=step.hold_number) if many else message("hold"))
    elif counting is Counting.SILENT:
        text = narration(message("begin"))
    else:
        return ()
    return (Cue(CueKind.SIGNAL, HOLD_SIGNAL_SECONDS * MS, text),)


def end_signal(step: Step, narration: Narration) -> Cue:
    """Return "and relax", which ends every hold and every set, in every style."""
    # Two holds of thirty seconds say "half way" inside each hold, ten of ten between them.
    many = step.holds > 2
    half_way = many and step.hold_number * 2 == step.holds
    key = "relax-half-way" if half_way else "relax"
    words = message(key)
    slot_ms = RELAX_SIGNAL_SECONDS * MS
    return Cue(CueKind.SIGNAL, slot_ms, narration(words), narration.is_quick(words))
