"""An exercise is cut into the fewest pieces that fit, at the best place, as trying all shows."""

from itertools import combinations

from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.segment_split import Piece, steps_in_first_segment

LIMIT_MS = 100

lengths = st.sampled_from([0, 5, 10, 20, 30, 50, 90])
pieces_in_a_row = st.lists(
    st.builds(Piece, lengths, lengths, lengths, lengths, st.booleans()), min_size=1, max_size=7
)


def _fits(pieces, start, end, lead_ms):
    """Return whether one response can hold these steps; one step alone always has to."""
    lead_ms = pieces[start].lead_ms if lead_ms is None else lead_ms
    inner = pieces[start:end]
    sound_ms = (
        lead_ms
        + sum(piece.body_ms for piece in inner)
        + sum(piece.between_ms for piece in inner[1:])
        + inner[-1].tail_ms
    )
    return end - start == 1 or sound_ms <= LIMIT_MS


def _every_way(pieces, lead_ms):
    """Yield the ends of the responses of each way to cut."""
    for number in range(len(pieces)):
        for inner in combinations(range(1, len(pieces)), number):
            ends = (*inner, len(pieces))
            starts = (0, *inner)
            if all(
                _fits(pieces, start, end, lead_ms if start == 0 else None)
                for start, end in zip(starts, ends, strict=True)
            ):
                yield ends


@bounds(max_examples=300)
@given(pieces=pieces_in_a_row, lead_ms=lengths)
def test_the_first_cut_is_the_best_of_all_ways_to_cut(pieces, lead_ms):
    """Fewest responses; among equals the longest first one that ends a set, else the longest."""
    ways = list(_every_way(pieces, lead_ms))
    fewest = min(map(len, ways))
    firsts = {ends[0] for ends in ways if len(ends) == fewest}
    whole_sets = {end for end in firsts if pieces[end - 1].ends_set}

    assert max(whole_sets or firsts) == steps_in_first_segment(pieces, lead_ms, LIMIT_MS)


@bounds(max_examples=100)
@given(pieces=pieces_in_a_row, lead_ms=lengths)
def test_what_fits_whole_is_not_cut(pieces, lead_ms):
    """A whole exercise in one response wherever it fits."""
    if _fits(pieces, 0, len(pieces), lead_ms):
        assert len(pieces) == steps_in_first_segment(pieces, lead_ms, LIMIT_MS)


@bounds(max_examples=100)
@given(pieces=pieces_in_a_row, lead_ms=lengths)
def test_at_least_one_step_is_taken(pieces, lead_ms):
    """A step that is too long by itself is played all the same; nobody gets stuck."""
    assert 1 <= steps_in_first_segment(pieces, lead_ms, LIMIT_MS) <= len(pieces)


def test_a_long_lead_later_on_is_reckoned_with():
    """Taking all that fits at first would cost a response more later: the cut looks ahead."""
    plain = Piece(lead_ms=0, between_ms=0, body_ms=30, tail_ms=0, ends_set=False)
    slow = Piece(lead_ms=80, between_ms=0, body_ms=30, tail_ms=0, ends_set=False)

    assert 2 == steps_in_first_segment([plain, plain, plain, slow, plain], 10, LIMIT_MS)
