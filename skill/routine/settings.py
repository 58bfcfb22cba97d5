"""
What a person chose. A value outside the dose table cannot be made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from skill.routine.exercises import EXERCISES, ExerciseId, Figure, Foot, Order, Pace, Round


class Counting(StrEnum):
    """How the seconds of a hold are counted."""

    COACH = "coach"
    """By fives, with a cue in each hold; every second the first two times of an exercise."""
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


class Grip(StrEnum):
    """How the leg is pulled in the hamstring stretch; the article has both."""

    HANDS = "hands"
    """Both hands behind the thigh."""
    TOWEL = "towel_round_foot"
    """A towel round the foot, "to get extra stretch"."""


class Scrunch(StrEnum):
    """How the towel scrunch is dosed: the first two are the article's, each foot is our choice."""

    IN_SETS = "in_sets"
    ONE_PASS = "one_pass"
    """Until the other side of the towel is reached: one set, which the person may end sooner."""
    EACH_FOOT = "each_foot"
    """The sets with each foot in turn, sore or not: twice as many."""


class Ground(StrEnum):
    """Where the tiptoe raises are done: "on bare ground or in the stairs", says the article."""

    LEVEL = "level_ground"
    STAIRS = "stairs"
    """Only if asked for: on stairs one has to be steady. Heel rocks stay on level ground."""


Way = Grip | Scrunch | Ground
"""A way to do an exercise that has more than one."""


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
    counting: Counting = Counting.COACH
    talk: Talk | None = None
    """``None``: full the first two times of an exercise, brief from then on."""
    order: Order = Order.ARTICLE
    silence: Silence = Silence.GOES_ON
    grip: Grip = Grip.HANDS
    scrunch: Scrunch = Scrunch.IN_SETS
    ground: Ground = Ground.LEVEL

    def __post_init__(self) -> None:
        """Check every figure against the dose table, and leave out what is the default."""
        if not self.own_hold_seconds and not self.own_sets:
            return  # settings are made with each request, and most people change no dose
        holds = {each: hold_figure(each) for each, _ in self.own_hold_seconds}
        sets = {each: EXERCISES[each].sets for each, _ in self.own_sets}
        if self.scrunch is Scrunch.ONE_PASS:
            # One pass is one set, whatever was chosen before.
            in_sets = tuple(each for each in self.own_sets if each[0] is not ExerciseId.TOWEL)
            object.__setattr__(self, "own_sets", in_sets)
        # Equal choices have to be equal settings, however they were made: plans are kept by them.
        own_holds = _checked(self.own_hold_seconds, holds, HOLD_SECONDS)
        object.__setattr__(self, "own_hold_seconds", own_holds)
        object.__setattr__(self, "own_sets", _checked(self.own_sets, sets, SETS))

    def sets(self, exercise: ExerciseId) -> int:
        """Return how many sets of an exercise the person does; one that goes in rounds has one."""
        if exercise is ExerciseId.TOWEL and self.scrunch is Scrunch.ONE_PASS:
            return 1
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
        scrunch = self.scrunch
        if exercise is ExerciseId.TOWEL and scrunch is Scrunch.ONE_PASS and sets > 1:
            scrunch = Scrunch.IN_SETS
        return replace(self, own_sets=tuple(own.items()), scrunch=scrunch)

    def way_of(self, exercise: ExerciseId) -> Way | None:
        """Return how an exercise is done; ``None`` where there is one way alone."""
        match exercise:
            case ExerciseId.HAMSTRING:
                return self.grip
            case ExerciseId.TOWEL:
                return self.scrunch
            case ExerciseId.RAISES:
                return self.ground
            case _:
                return None

    def with_way(self, way: Way) -> "Settings":
        """Return the settings with another way to do the exercise that has it."""
        match way:
            case Grip():
                return replace(self, grip=way)
            case Scrunch():
                return replace(self, scrunch=way)
            case Ground():
                return replace(self, ground=way)

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
