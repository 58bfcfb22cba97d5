"""
Where the sound of one exercise is cut into segments that are short enough. Numbers only.

Every segment more is one more "ready" that a person has to say, out of breath and on one leg. So
fewest segments come first, and a pretty cut, between whole sets, only decides among those.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """The lengths around one step."""

    lead_ms: int
    """What is said before it when it opens a segment."""
    between_ms: int
    """What lies between the step before and it, within a segment."""
    body_ms: int
    """The step itself, with its signals."""
    tail_ms: int
    """What is said after it when it ends a segment."""
    ends_set: bool
    """Whether a set ends with it: a better place for a cut."""


def steps_in_first_segment(pieces: Sequence[Piece], lead_ms: int, limit_ms: int) -> int:
    """
    Return how many pieces the first segment takes: at least one.

    Fewest segments win; among equals the longest first segment that ends with a whole set.

    Args:
        pieces: the steps still to do in one exercise.
        lead_ms: what the first segment starts with, in place of its first piece's lead.
        limit_ms: the longest a segment may be.
    """
    # Taking as many as fit is not enough: the same number of segments may leave a choice of where
    # this one ends, and then it ends with a whole set.
    needed = _segments_needed(pieces, limit_ms)
    ends = _fitting(pieces, 0, lead_ms, limit_ms)
    fewest = min(needed[end] for end in ends)
    good = [end for end in ends if needed[end] == fewest]
    whole = [end for end in good if pieces[end - 1].ends_set]
    return max(whole or good)


def _segments_needed(pieces: Sequence[Piece], limit_ms: int) -> list[int]:
    """Return for each piece the fewest segments from it on; 0 behind the last."""
    needed = [0] * (len(pieces) + 1)
    # From the end: what is needed after each possible cut is known when the cut is looked at.
    for start in reversed(range(len(pieces))):
        ends = _fitting(pieces, start, pieces[start].lead_ms, limit_ms)
        needed[start] = 1 + min(needed[end] for end in ends)
    return needed


def _fitting(pieces: Sequence[Piece], start: int, lead_ms: int, limit_ms: int) -> list[int]:
    """Return every end of a segment from ``start`` that fits; one step is always taken."""
    sound_ms = lead_ms
    ends = [start + 1]
    for index in range(start, len(pieces)):
        piece = pieces[index]
        sound_ms += piece.body_ms + (piece.between_ms if index > start else 0)
        # A piece alone is taken even if it is too long: a step is never cut in two.
        if index > start and sound_ms + piece.tail_ms <= limit_ms:
            ends.append(index + 1)
    return ends
