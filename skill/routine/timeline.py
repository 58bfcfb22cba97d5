"""A timeline: cues end to end, with the times at which each step starts and ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from skill.routine.cues import Cue, length_ms


@dataclass(frozen=True, slots=True)
class Mark:
    """The time of one step, measured from the start of the timeline."""

    index: int
    """Index of the step in its plan."""
    start_ms: int
    """Start of the signal before the count."""
    end_ms: int
    """End of the count: from here on the step is done."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The cues that one response plays, and when each step in them is worked on."""

    cues: tuple[Cue, ...]
    marks: tuple[Mark, ...] = ()
    """In order, never overlapping."""

    @property
    def length_ms(self) -> int:
        """How long all cues last."""
        return length_ms(self.cues)

    @property
    def explained(self) -> Iterator[tuple[int, int]]:
        """Each exercise that is explained after the way down or up: its first step, and when."""
        now_ms = 0
        for cue in self.cues:
            if cue.explains is not None:
                yield cue.explains, now_ms
            now_ms += cue.slot_ms
