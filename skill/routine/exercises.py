"""
The exercises: every dose and every figure, once, and whatever makes one exercise unlike another.

A new exercise is a member of ``ExerciseId``, a row of ``EXERCISES`` and its place in ``FILL_ORDER``
and ``ORDERS`` here, its messages, its name in the model, and its counters in ``docs/table.md``.
``heel-stretches check`` names whichever of these is forgotten.

"The article" is "5 exercises for heel spurs" (last updated 25 April 2023). ``Source.ARTICLE`` marks
a figure that stands in it; ``Source.OURS`` marks one that we decided. A range of the article is a
limit: no count goes beyond it.

This module knows numbers and ids only; the words for them are messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Source(StrEnum):
    """Who set a figure."""

    ARTICLE = "article"
    OURS = "ours"


class ExerciseId(StrEnum):
    """The exercises, in the article's order."""

    CALF = "calf"
    TOWEL = "towel"
    HAMSTRING = "hamstring"
    RAISES = "raises"
    ARCH = "arch"


class Part(StrEnum):
    """The parts of an exercise that has parts: those of exercise four."""

    TIPTOE = "tiptoe"
    ROCK = "rock"


class Side(StrEnum):
    """The leg or foot that works."""

    LEFT = "left"
    RIGHT = "right"


class Sides(StrEnum):
    """How an exercise is shared between left and right."""

    TOGETHER = "together"
    """Both legs work at once."""
    IN_TURN = "in_turn"
    """Left and right take turns, step by step."""
    SORE = "sore"
    """The sore foot alone; both feet in one pass where both are sore."""
    EACH_SORE = "each_sore"
    """The sore foot alone; the whole dose of one and then of the other where both are sore."""


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
    GENTLE = "gentle"


class OutOfRange(ValueError):
    """A value is outside its figure's range or between its steps; the text says what is allowed."""


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
    """Its name in the messages, such as ``reach``."""
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
class Round:
    """A dose that is done several times a day: one of the article's two for the arch stretch."""

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
    """Length of one hold; ``None`` where the dose is counted in repetitions."""
    reps: int = 0
    """Repetitions in a set; 0 for holds."""
    tempos: Mapping[Part | None, Mapping[Pace, Tempo]] = field(default_factory=dict)
    """Phases of a repetition, by part and pace."""
    called_once: bool = False
    """Whether the movements of a repetition are all called in the first set only."""
    parts: tuple[Part, ...] = ()
    """Parts that take turns by set and can be done alone; empty for most exercises."""
    sides: Sides = Sides.TOGETHER
    """How it is shared between left and right."""
    rounds: Mapping[int, Round] = field(default_factory=dict)
    """The doses of an exercise that goes in rounds, by length of a hold; empty for the others."""
    breathes: bool = False
    """Whether its holds can be counted in breaths."""
    switch_seconds: Figure | None = None
    """From one side to the other."""
    rest_seconds: Figure | None = None
    """From one set to the next."""
    change_seconds: Figure | None = None
    """From one part to the other."""

    @property
    def both_sides(self) -> bool:
        """Whether left and right take turns."""
        return self.sides is Sides.IN_TURN

    @property
    def chooses_sets(self) -> bool:
        """Whether a person can choose the number of sets."""
        return self.sets.low < self.sets.high


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
""" "Hold", before the clock of a hold starts. Our choice: the word fits a second on any voice."""

RELAX_SIGNAL_SECONDS = 2
""" "And relax", after a hold or a set. Our choice: the words and a breath."""

HALF_WAY_FROM_SECONDS = 20
"""Holds from this length on say "half way". Our choice: a shorter one is soon over."""

EXERCISES: Mapping[ExerciseId, Exercise] = MappingProxyType(
    {
        ExerciseId.CALF: Exercise(
            ExerciseId.CALF,
            number=1,
            position=Position.WALL,
            # Article, exercise one: 30 to 60 seconds, three sets, both sides, daily. Fewer
            # sets, the step of five and left first are our choice: an easier start, and one order.
            hold_seconds=Figure(30, 30, 60, Source.ARTICLE, step=5),
            sets=Figure(1, 3, 3, Source.ARTICLE),
            sides=Sides.IN_TURN,
            switch_seconds=Figure(5, 8, 10, Source.OURS),
        ),
        ExerciseId.TOWEL: Exercise(
            ExerciseId.TOWEL,
            number=2,
            position=Position.CHAIR,
            # Article, exercise two: ten repetitions over three sets, one second's hold. The
            # other phases are our choice: a second each is steady to count. One set stands for the
            # article's "one pass of the towel".
            sets=Figure(1, 3, 3, Source.ARTICLE),
            reps=10,
            sides=Sides.SORE,
            called_once=True,
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
            sides=Sides.IN_TURN,
            breathes=True,
            switch_seconds=Figure(8, 13, 15, Source.OURS),
        ),
        ExerciseId.RAISES: Exercise(
            ExerciseId.RAISES,
            number=4,
            position=Position.WALL,
            # Article, exercise four: ten repetitions of both parts over three sets. The tempo and
            # the turns by set are our choice: down slower than up, and no part left for last.
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
            # Article, exercise five: ten or thirty seconds, nothing between, and length and
            # number go together: "10 times of 10 seconds duration, 3 times a day.
            # Alternatively [...] 2 times of 30 seconds duration, 2 times a day".
            hold_seconds=Figure(10, 10, 30, Source.ARTICLE, step=20),
            sets=_fixed(1),
            sides=Sides.EACH_SORE,
            rounds=MappingProxyType(
                {
                    10: Round(10, 10, 3, gap_seconds=_fixed(3)),
                    30: Round(30, 2, 2, gap_seconds=Figure(6, 8, 8, Source.OURS)),
                }
            ),
            switch_seconds=_fixed(10),
        ),
    }
)
"""The exercises by id."""

IN_ROUNDS = ExerciseId.ARCH
"""The exercise that is done several times a day, in rounds; a day is told with its rounds."""

FILL_ORDER: tuple[ExerciseId | Part, ...] = (
    ExerciseId.ARCH,
    ExerciseId.CALF,
    Part.TIPTOE,
    ExerciseId.TOWEL,
    ExerciseId.HAMSTRING,
    ExerciseId.RAISES,
)
"""
What goes first into few minutes. Heel rocks only beside tiptoe raises, as the whole exercise.

Our choice: the arch stretch is wanted several times a day, so it comes first.
"""

SHORTEST = (ExerciseId.ARCH, 30)
"""What is done when nothing fits: an exercise, and the length in seconds of its shorter dose."""

ORDERS: Mapping[Order, tuple[ExerciseId, ...]] = MappingProxyType(
    {
        Order.ARTICLE: tuple(ExerciseId),
        # Our choice: sit, stand, floor are two changes of position instead of four.
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
        RoutineName.GENTLE: tuple(ExerciseId),
    }
)
"""
The named routines; one of all exercises is played in the person's own order.

Our choice: the article has no routines, but people have mornings, chairs and few minutes.
"""

LEAST: frozenset[RoutineName] = frozenset({RoutineName.GENTLE})
"""Routines with the fewest sets and holds that a dose can have. Our choice: to begin with."""
