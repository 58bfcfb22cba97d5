"""Where the sound of one exercise is cut, so that each piece is short enough. Numbers only."""

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


def first_cut(pieces: Sequence[Piece], lead_ms: int, limit_ms: int) -> int:
    """
    Return how many pieces the first segment takes: at least one.

    Fewest segments win; among equals the longest first segment that ends with a whole set.

    Args:
        pieces: the steps still to do in one exercise.
        lead_ms: what the first segment starts with, in place of its first piece's lead.
        limit_ms: the longest a segment may be.
    """
    fewest = _segments_needed(pieces, 0, lead_ms, limit_ms)
    good = [
        end
        for end in _fitting(pieces, 0, lead_ms, limit_ms)
        if 1 + _segments_needed(pieces, end, None, limit_ms) == fewest
    ]
    whole = [end for end in good if pieces[end - 1].ends_set]
    return max(whole or good)


def _segments_needed(
    pieces: Sequence[Piece], start: int, lead_ms: int | None, limit_ms: int
) -> int:
    needed = 0
    while start < len(pieces):
        start = max(_fitting(pieces, start, lead_ms, limit_ms))
        lead_ms = None
        needed += 1
    return needed


def _fitting(pieces: Sequence[Piece], start: int, lead_ms: int | None, limit_ms: int) -> list[int]:
    """Return every end of a segment from ``start`` that fits; one step is always taken."""
    sound_ms = pieces[start].lead_ms if lead_ms is None else lead_ms
    ends = [start + 1]
    for index in range(start, len(pieces)):
        piece = pieces[index]
        sound_ms += piece.body_ms + (piece.between_ms if index > start else 0)
        if index > start and sound_ms + piece.tail_ms <= limit_ms:
            ends.append(index + 1)
    return ends
