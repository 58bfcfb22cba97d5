"""Cues end to end, with the moments at which each step starts and ends."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from skill.routine.cues import Cue, length_ms


@dataclass(frozen=True, slots=True)
class Mark:
    """When one step is worked on, measured from the start of the timeline."""

    index: int
    """Index of the step in its plan."""
    start_ms: int
    """Start of the signal before the count."""
    end_ms: int
    """End of the count: from here on the step is done."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a timeline is after some time."""

    cue: int
    """Index of the cue that plays; the number of cues when the end is reached."""
    index: int | None
    """The step that is worked on now; ``None`` between steps."""
    following: int | None
    """The step that is worked on now or comes next in this timeline; ``None`` after the last."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What one response plays."""

    cues: tuple[Cue, ...]
    marks: tuple[Mark, ...] = ()
    """In order, never overlapping."""

    @property
    def length_ms(self) -> int:
        """How long all cues last."""
        return length_ms(self.cues)

    def position_at(self, elapsed_ms: int) -> Moment:
        """
        Return where the timeline is ``elapsed_ms`` after its start.

        A step whose end has been reached is behind; times before the start count as the start.
        """
        elapsed_ms = max(0, elapsed_ms)
        ends = list(accumulate(cue.slot_ms for cue in self.cues))
        ahead = [mark for mark in self.marks if mark.end_ms > elapsed_ms]
        following = ahead[0] if ahead else None
        working = following is not None and following.start_ms <= elapsed_ms
        return Moment(
            cue=bisect_right(ends, elapsed_ms),
            index=following.index if working and following else None,
            following=following.index if following else None,
        )
