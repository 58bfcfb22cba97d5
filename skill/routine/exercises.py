"""
The dose table: every exercise and every figure, once.

"The article" is "5 exercises for heel spurs" (last updated 25 April 2023). ``Source.ARTICLE`` marks
a figure that stands in it; ``Source.OURS`` marks one that we decided. A range of the article is a
limit: nobody is counted beyond it.

This module knows numbers and ids only; the words for them are in the message catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Source(StrEnum):
    """Who says so."""

    ARTICLE = "article"
    OURS = "ours"


class ExerciseId(StrEnum):
    """The five exercises, in the article's order."""

    CALF = "calf"
    TOWEL = "towel"
    HAMSTRING = "hamstring"
    RAISES = "raises"
    ARCH = "arch"


class Part(StrEnum):
    """The two parts of exercise four."""

    TIPTOE = "tiptoe"
    ROCK = "rock"


class Side(StrEnum):
    """The leg or foot that works."""

    LEFT = "left"
    RIGHT = "right"


class Foot(StrEnum):
    """The foot that is sore."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Pace(StrEnum):
    """How fast repetitions go."""

    QUICK = "quick"
    STEADY = "steady"
    SLOW = "slow"


class Position(StrEnum):
    """What a person has to get into before the first count."""

    WALL = "wall"
    CHAIR = "chair"
    FLOOR = "floor"
    UP = "up"
    LEG = "leg"


class Order(StrEnum):
    """The order of the full routine."""

    ARTICLE = "article"
    EASY = "easy"


class RoutineName(StrEnum):
    """The named routines."""

    FULL = "full"
    SHORT = "short"
    MORNING = "morning"
    SEATED = "seated"


class OutOfRange(ValueError):
    """A value lies outside the range of its figure; the text names both and who set the range."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole number of the dose table with the range it may take."""

    low: int
    """The least allowed, in the unit of the figure's name."""
    default: int
    """What a person gets who asked for nothing."""
    high: int
    """The most allowed."""
    source: Source
    """Who set the range."""
    step: int = 1
    """Values are ``low``, ``low + step`` and so on up to ``high``."""

    def checked(self, name: str, value: int) -> int:
        """
        Return ``value`` if it is allowed.

        Raises:
            OutOfRange: naming the figure and its bounds.
        """
        if not self.low <= value <= self.high or (value - self.low) % self.step:
            raise OutOfRange(
                f"{name} is {value}, but must be {self.low} to {self.high}"
                f" in steps of {self.step} ({self.source})"
            )
        return value

    def nearest(self, value: int) -> int:
        """Return the allowed value closest to ``value``; the lower of two equally close ones."""
        steps = range(self.low, self.high + 1, self.step)
        return min(steps, key=lambda allowed: abs(allowed - value))


def _fixed(value: int, source: Source = Source.OURS) -> Figure:
    return Figure(value, value, value, source)


@dataclass(frozen=True, slots=True)
class Phase:
    """One movement within a repetition."""

    name: str
    """Key of its word in the message catalogue, such as ``reach``."""
    seconds: int
    """How long it lasts."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """The phases of one repetition, in order."""

    phases: tuple[Phase, ...]

    @property
    def seconds(self) -> int:
        """How long one repetition lasts."""
        return sum(phase.seconds for phase in self.phases)


def _tempo(names: str, *seconds: int) -> Tempo:
    return Tempo(tuple(Phase(n, s) for n, s in zip(names.split(), seconds, strict=True)))


def _tempos(names: str, paces: Mapping[Pace, tuple[int, ...]]) -> Mapping[Pace, Tempo]:
    return MappingProxyType({pace: _tempo(names, *seconds) for pace, seconds in paces.items()})


@dataclass(frozen=True, slots=True)
class ArchDose:
    """One of the two doses that the article gives for the arch stretch."""

    hold_seconds: int
    """Length of one hold."""
    holds: int
    """Holds in one round."""
    rounds_per_day: int
    """How often the article wants the round in a day."""
    gap_seconds: Figure
    """From the end of one count to the start of the next."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: where it is done, and its figures."""

    id: ExerciseId
    number: int
    """The article's number; "exercise three" is always this one, whatever the order."""
    position: Position
    """What the person gets into."""
    sets: Figure
    """Sets of a dose; for the hamstring stretch the article's repetitions per side."""
    hold_seconds: Figure | None = None
    """Length of one hold; none where the dose is counted in repetitions or has fixed forms."""
    reps: int = 0
    """Repetitions in a set; 0 for holds."""
    tempos: Mapping[Part | None, Mapping[Pace, Tempo]] = field(default_factory=dict)
    """Phases of a repetition, by part and pace."""
    parts: tuple[Part, ...] = ()
    """The parts of exercise four; empty for the others."""
    both_sides: bool = False
    """Whether left and right take turns."""
    switch_seconds: Figure | None = None
    """From one side to the other."""
    rest_seconds: Figure | None = None
    """From one set to the next."""
    change_seconds: Figure | None = None
    """From one part to the other."""


GET_READY_SECONDS: Mapping[Position, Figure] = MappingProxyType(
    {
        Position.WALL: Figure(8, 10, 15, Source.OURS),
        Position.CHAIR: Figure(12, 15, 20, Source.OURS),
        Position.FLOOR: Figure(20, 25, 30, Source.OURS),
        Position.UP: Figure(25, 25, 30, Source.OURS),
        Position.LEG: Figure(8, 10, 15, Source.OURS),
    }
)
"""Silence after the instruction, in which a person gets into position."""

HOLD_SIGNAL_SECONDS = 1
""" "Hold", before the clock of a hold starts. Ours."""

RELAX_SIGNAL_SECONDS = 2
""" "And relax", after a hold or a set. Ours."""

HALF_WAY_FROM_SECONDS = 20
"""Holds from this length on say "half way" aloud. Ours."""

ARCH_DOSES: Mapping[int, ArchDose] = MappingProxyType(
    {
        # "10 times of 10 seconds duration, 3 times a day. Alternatively [...] 2 times of 30
        # seconds duration, 2 times a day": the article, exercise five.
        10: ArchDose(10, 10, 3, _fixed(3)),
        30: ArchDose(30, 2, 2, Figure(6, 8, 8, Source.OURS)),
    }
)
"""The arch stretch's doses by the length of a hold in seconds: length and number go together."""

ARCH_HOLD_SECONDS = Figure(10, 10, 30, Source.ARTICLE, step=20)
"""Ten or thirty seconds, nothing between. Article, exercise five."""

EXERCISES: Mapping[ExerciseId, Exercise] = MappingProxyType(
    {
        ExerciseId.CALF: Exercise(
            ExerciseId.CALF,
            number=1,
            position=Position.WALL,
            # Article, exercise one: 30 to 60 seconds, three sets, both sides, daily. Fewer
            # sets, the step of five and left first are ours.
            hold_seconds=Figure(30, 30, 60, Source.ARTICLE, step=5),
            sets=Figure(1, 3, 3, Source.ARTICLE),
            both_sides=True,
            switch_seconds=Figure(5, 8, 10, Source.OURS),
        ),
        ExerciseId.TOWEL: Exercise(
            ExerciseId.TOWEL,
            number=2,
            position=Position.CHAIR,
            # Article, exercise two: ten repetitions over three sets, one second's hold. The
            # other phases are ours. One set stands for the article's "one pass of the towel".
            sets=Figure(1, 3, 3, Source.ARTICLE),
            reps=10,
            tempos=MappingProxyType(
                {
                    None: _tempos(
                        "reach pull hold let-go",
                        {
                            Pace.QUICK: (1, 1, 1, 1),
                            Pace.STEADY: (1, 1, 1, 1),
                            Pace.SLOW: (1, 2, 1, 2),
                        },
                    )
                }
            ),
            rest_seconds=Figure(10, 15, 20, Source.OURS),
        ),
        ExerciseId.HAMSTRING: Exercise(
            ExerciseId.HAMSTRING,
            number=3,
            position=Position.FLOOR,
            # Article, exercise three: 20 to 30 seconds, two or three times on each side.
            hold_seconds=Figure(20, 30, 30, Source.ARTICLE, step=5),
            sets=Figure(2, 2, 3, Source.ARTICLE),
            both_sides=True,
            switch_seconds=Figure(8, 10, 15, Source.OURS),
        ),
        ExerciseId.RAISES: Exercise(
            ExerciseId.RAISES,
            number=4,
            position=Position.WALL,
            # Article, exercise four: ten repetitions of both parts over three sets. The tempo
            # and the turns by set are ours.
            sets=Figure(1, 3, 3, Source.ARTICLE),
            reps=10,
            parts=(Part.TIPTOE, Part.ROCK),
            tempos=MappingProxyType(
                {
                    Part.TIPTOE: _tempos(
                        "up hold down",
                        {Pace.QUICK: (1, 1, 2), Pace.STEADY: (2, 1, 3), Pace.SLOW: (3, 2, 3)},
                    ),
                    Part.ROCK: _tempos(
                        "back hold down",
                        {Pace.QUICK: (1, 1, 1), Pace.STEADY: (1, 1, 2), Pace.SLOW: (1, 2, 2)},
                    ),
                }
            ),
            rest_seconds=Figure(10, 15, 30, Source.OURS),
            change_seconds=Figure(6, 8, 10, Source.OURS),
        ),
        ExerciseId.ARCH: Exercise(
            ExerciseId.ARCH,
            number=5,
            position=Position.LEG,
            hold_seconds=ARCH_HOLD_SECONDS,
            sets=_fixed(1),
            switch_seconds=_fixed(10),
        ),
    }
)
"""The five exercises by id."""

ORDERS: Mapping[Order, tuple[ExerciseId, ...]] = MappingProxyType(
    {
        Order.ARTICLE: tuple(ExerciseId),
        # Sit, stand, floor: two changes of position instead of four. Ours.
        Order.EASY: (
            ExerciseId.ARCH,
            ExerciseId.TOWEL,
            ExerciseId.CALF,
            ExerciseId.RAISES,
            ExerciseId.HAMSTRING,
        ),
    }
)
"""The full routine in each order."""

ROUTINES: Mapping[RoutineName, tuple[ExerciseId, ...]] = MappingProxyType(
    {
        RoutineName.FULL: tuple(ExerciseId),
        RoutineName.SHORT: (ExerciseId.ARCH, ExerciseId.CALF),
        RoutineName.MORNING: (ExerciseId.ARCH,),
        RoutineName.SEATED: (ExerciseId.ARCH, ExerciseId.TOWEL),
    }
)
"""The named routines; ``full`` is played in the person's own order. Names and content ours."""
