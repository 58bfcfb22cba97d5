"""
Where the sound of a plan is cut, so that a person has to speak as seldom as can be. Numbers only.

A response plays one segment, and after a silence a second one by itself. Every response more is one
more word that a person has to say, out of breath and on one leg. So the fewest responses come
first; a cut within a set, and one more silence, only decide among those.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Stop = TypeVar("Stop", bound=Hashable)
"""A place at which a segment may end."""


class Cost(NamedTuple):
    """What it takes to come to the end; the smaller one is better, from the left."""

    responses: int = 0
    """How often the person has to speak."""
    cuts_within_sets: int = 0
    segments: int = 0

    def plus(self, responses: int, cuts_within_sets: int, segments: int) -> "Cost":
        """Return the cost with more of it."""
        return Cost(
            self.responses + responses,
            self.cuts_within_sets + cuts_within_sets,
            self.segments + segments,
        )


class Cuts(NamedTuple, Generic[Stop]):
    """Where the two segments of a response end."""

    first: Stop
    then: Stop | None
    """``None`` where nothing plays by itself."""
    cost: Cost
    """Of this response and all that follow it."""


@dataclass(frozen=True, slots=True)
class Cutter(Generic[Stop]):
    """Finds the cuts; what may be cut where is told by functions of the places."""

    by_itself: Callable[[Stop], Iterable[Stop]]
    """Where a segment may end that begins at a place without a word; none where it may not."""
    cost_from: Callable[[Stop], Cost]
    """What it takes from a place to the end when the person speaks there."""
    is_within_set: Callable[[Stop], bool]

    def best(self, firsts: Iterable[Stop]) -> Cuts[Stop]:
        """
        Return the best cuts of one response.

        Args:
            firsts: where its first segment may end, the latest place last; at least one. Among
                equally good ones the latest is taken.
        """
        best: Cuts[Stop] | None = None
        for first in firsts:
            for cuts in self._with(first):
                if best is None or cuts.cost <= best.cost:
                    best = cuts
        if best is None:
            raise ValueError("there is nowhere to end")
        return best

    def _with(self, first: Stop) -> Iterable[Cuts[Stop]]:
        within = int(self.is_within_set(first))
        yield Cuts(first, None, self.cost_from(first).plus(1, within, 1))
        for then in self.by_itself(first):
            cost = self.cost_from(then).plus(1, within + int(self.is_within_set(then)), 2)
            yield Cuts(first, then, cost)
