"""The sound is cut so that a person speaks as seldom as can be, as trying all ways shows."""

from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.segment_split import Cost, Cuts, Cutter


class Road(NamedTuple):
    """Places from 0 to the last, and from each one the places where a segment may end."""

    spoken: tuple
    """By place: where a segment may end that begins with a word."""
    by_itself: tuple
    """By place: where a segment may end that begins without one."""
    within_set: tuple
    """By place: whether a cut there is within a set."""

    @property
    def end(self):
        return len(self.spoken)


@st.composite
def roads(draw):
    """Up to six places; from each at least one step leads on, as a segment takes at least one."""
    length = draw(st.integers(1, 6))

    def onward(place, least):
        further = st.integers(place + 1, length)
        return tuple(sorted(draw(st.sets(further, min_size=least, max_size=3))))

    return Road(
        tuple(onward(place, 1) for place in range(length)),
        tuple(onward(place, 0) for place in range(length)),
        tuple(draw(st.booleans()) for _ in range(length)),
    )


def _cutter(road):
    """Return a cutter of a road, as a composer makes one of a plan."""

    @cache
    def cost_from(place):
        return Cost() if place == road.end else cutter.best(road.spoken[place]).cost

    cutter = Cutter(
        lambda place: () if place == road.end else road.by_itself[place],
        cost_from,
        lambda place: place != road.end and road.within_set[place],
    )
    return cutter


def _every_way(road, place=0):
    """Yield each way to the end: its responses, each as the one or two places where it is cut."""
    if place == road.end:
        yield ()
        return
    for first in road.spoken[place]:
        thens = () if first == road.end else road.by_itself[first]
        for response in ((first,), *((first, then) for then in thens)):
            for others in _every_way(road, response[-1]):
                yield (response, *others)


def _cost(road, way):
    """Return words said, cuts within sets, and segments; counted, not summed up as it goes."""
    cut_at = [place for response in way for place in response]
    within = [place for place in cut_at if place != road.end and road.within_set[place]]
    return len(way), len(within), len(cut_at)


@bounds(max_examples=300)
@given(road=roads())
def test_the_cuts_are_the_best_of_all_ways_to_cut(road):
    """Fewest responses; among equals the fewest cuts within sets, then the fewest segments."""
    ways = list(_every_way(road))
    least = min(_cost(road, way) for way in ways)
    best_firsts = {way[0] for way in ways if _cost(road, way) == least}

    cuts = _cutter(road).best(road.spoken[0])

    assert least == tuple(cuts.cost)
    assert max(best_firsts, key=lambda response: (response[0], len(response), response)) == (
        (cuts.first,) if cuts.then is None else (cuts.first, cuts.then)
    )


@bounds(max_examples=100)
@given(road=roads())
def test_what_fits_whole_is_not_cut(road):
    """Where one segment reaches the end, nothing else is played."""
    if road.end in road.spoken[0]:
        assert Cuts(road.end, None, Cost(1, 0, 1)) == _cutter(road).best(road.spoken[0])


@bounds(max_examples=100)
@given(road=roads())
def test_a_response_ends_only_where_it_may(road):
    """The first segment at a place it was given, the second where it goes on by itself."""
    cuts = _cutter(road).best(road.spoken[0])

    assert cuts.first in road.spoken[0]
    assert cuts.then is None or cuts.then in road.by_itself[cuts.first]


def test_a_long_way_later_on_is_reckoned_with():
    """Taking all that fits at first would cost a word more later: the cut looks ahead."""
    road = Road(
        spoken=((1, 2), (4,), (3,), (4,)), by_itself=((), (), (), ()), within_set=(False,) * 4
    )

    assert Cuts(1, None, Cost(2, 0, 2)) == _cutter(road).best((1, 2))


def test_what_plays_by_itself_saves_a_word():
    """Two segments in one response are better than two responses, even with a cut in a set."""
    road = Road(
        spoken=((1, 2), (3,), (3,)), by_itself=((), (3,), ()), within_set=(False, True, False)
    )

    assert Cuts(1, 3, Cost(1, 1, 2)) == _cutter(road).best((1, 2))


def test_a_set_is_not_cut_where_it_need_not_be():
    """With as many words, the cut is between sets, even if that one comes sooner."""
    road = Road(
        spoken=((1, 2), (3,), (3,)), by_itself=((), (), ()), within_set=(False, False, True)
    )

    assert Cuts(1, None, Cost(2, 0, 2)) == _cutter(road).best((1, 2))


def test_nowhere_to_end_is_an_error():
    """A segment takes at least one step, so there is always a place."""
    with pytest.raises(ValueError, match="nowhere to end"):
        _cutter(Road((), (), ())).best(())
