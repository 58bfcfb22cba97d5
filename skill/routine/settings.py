"""
What a person chose. A value outside the dose table cannot be made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from skill.routine.exercises import EXERCISES, ExerciseId, Figure, Foot, Order, Pace, Round


class Counting(StrEnum):
    """How the seconds of a hold are counted."""

    EVERY_SECOND = "every_second"
    EVERY_FIVE = "every_five"
    LAST_FIVE = "last_five"
    LAST_THREE = "last_three"
    TICKS = "ticks"
    SILENT = "silent"
    BREATHS = "breaths"
    """Breaths instead of seconds, in exercises that breathe; elsewhere the last five seconds."""


class Talk(StrEnum):
    """How much is said around the count."""

    FULL = "full"
    BRIEF = "brief"
    MINIMAL = "minimal"


class Silence(StrEnum):
    """What happens when nobody answers "Ready?"."""

    GOES_ON = "goes_on"
    WAITS = "waits"


def hold_figure(exercise: ExerciseId) -> Figure:
    """Return the range of an exercise's hold in seconds; raise ``ValueError`` where it has none."""
    figure = EXERCISES[exercise].hold_seconds
    if figure is None:
        msg = f"{exercise} is counted in repetitions and has no hold length"
        raise ValueError(msg)
    return figure


Doses = tuple[tuple[ExerciseId, int], ...]
"""A map from exercises to numbers that can be hashed: pairs in the exercises' order."""


@dataclass(frozen=True, slots=True)
class Settings:
    """
    A person's own choices; the defaults are those of the dose table.

    Raises:
        OutOfRange: when a figure is outside the range of the dose table.
        ValueError: when an exercise has no such figure.
    """

    foot: Foot | None = None
    """The sore foot; ``None`` when not known: speech then says "your sore foot"."""
    own_hold_seconds: Doses = ()
    """Length of a hold, where it differs from the default. Made by ``with_hold``."""
    own_sets: Doses = ()
    """Number of sets, where it differs from the default. Made by ``with_sets``."""
    pace: Pace = Pace.STEADY
    counting: Counting = Counting.EVERY_SECOND
    talk: Talk | None = None
    """``None``: full the first two times of an exercise, brief from then on."""
    order: Order = Order.ARTICLE
    silence: Silence = Silence.GOES_ON

    def __post_init__(self) -> None:
        """Check every figure against the dose table, and leave out what is the default."""
        if not self.own_hold_seconds and not self.own_sets:
            return  # settings are made with each request, and most people change no dose
        holds = {each: hold_figure(each) for each, _ in self.own_hold_seconds}
        sets = {each: EXERCISES[each].sets for each, _ in self.own_sets}
        # Equal choices have to be equal settings, however they were made: plans are kept by them.
        own_holds = _checked(self.own_hold_seconds, holds, HOLD_SECONDS)
        object.__setattr__(self, "own_hold_seconds", own_holds)
        object.__setattr__(self, "own_sets", _checked(self.own_sets, sets, SETS))

    def sets(self, exercise: ExerciseId) -> int:
        """Return how many sets of an exercise the person does; one that goes in rounds has one."""
        return dict(self.own_sets).get(exercise, EXERCISES[exercise].sets.default)

    def hold_seconds(self, exercise: ExerciseId) -> int:
        """Return the length of a hold; raise ``ValueError`` where there is none."""
        return dict(self.own_hold_seconds).get(exercise, hold_figure(exercise).default)

    def with_hold(self, exercise: ExerciseId, hold_seconds: int) -> "Settings":
        """Return the settings with another hold; raise ``ValueError`` where there is none."""
        own = {**dict(self.own_hold_seconds), exercise: hold_seconds}
        return replace(self, own_hold_seconds=tuple(own.items()))

    def with_sets(self, exercise: ExerciseId, sets: int) -> "Settings":
        """Return the settings with another number of sets, where there is more than one."""
        if not EXERCISES[exercise].chooses_sets:
            return self
        own = {**dict(self.own_sets), exercise: sets}
        return replace(self, own_sets=tuple(own.items()))

    def round_of(self, exercise: ExerciseId) -> Round:
        """Return the person's dose of an exercise that goes in rounds; else raise ``KeyError``."""
        return EXERCISES[exercise].rounds[self.hold_seconds(exercise)]


HOLD_SECONDS, SETS = "hold_seconds", "sets"
"""End the names under which doses are stored, as in ``calf_sets``."""


def _checked(own: Doses, figures: Mapping[ExerciseId, Figure], name: str) -> Doses:
    """Return the choices that are not the default, each exercise once, in the exercises' order."""
    chosen = dict(own)
    return tuple(
        (exercise, figures[exercise].checked(f"{exercise}_{name}", chosen[exercise]))
        for exercise in ExerciseId
        if exercise in chosen and chosen[exercise] != figures[exercise].default
    )


DEFAULTS = Settings()
