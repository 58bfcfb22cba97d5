"""What a person chose. A value outside the dose table cannot be made."""

from dataclasses import dataclass, replace
from enum import StrEnum

from skill.routine.exercises import (
    ARCH_DOSES,
    EXERCISES,
    ArchDose,
    ExerciseId,
    Figure,
    Foot,
    Order,
    Pace,
)


class Counting(StrEnum):
    """How the seconds of a hold are counted."""

    EVERY_SECOND = "every_second"
    EVERY_FIVE = "every_five"
    LAST_FIVE = "last_five"
    LAST_THREE = "last_three"
    TICKS = "ticks"
    SILENT = "silent"
    BREATHS = "breaths"
    """Breaths instead of seconds, in the hamstring stretch; elsewhere the last five seconds."""


class Talk(StrEnum):
    """How much is said around the count."""

    FULL = "full"
    BRIEF = "brief"
    MINIMAL = "minimal"


def hold_figure(exercise: ExerciseId) -> Figure:
    """Return the range of an exercise's hold in seconds; raise ``ValueError`` where it has none."""
    figure = EXERCISES[exercise].hold_seconds
    if figure is None:
        msg = f"{exercise} is counted in repetitions and has no hold length"
        raise ValueError(msg)
    return figure


@dataclass(frozen=True, slots=True)
class Settings:
    """
    A person's own choices; the defaults are the catalogue's.

    Raises:
        OutOfRange: when a figure is outside the range of the dose table.
    """

    foot: Foot | None = None
    """The sore foot; ``None`` when never told: speech then says "your sore foot"."""
    calf_hold_seconds: int = hold_figure(ExerciseId.CALF).default
    hamstring_hold_seconds: int = hold_figure(ExerciseId.HAMSTRING).default
    arch_hold_seconds: int = hold_figure(ExerciseId.ARCH).default
    """Ten or thirty: the article's two doses."""
    calf_sets: int = EXERCISES[ExerciseId.CALF].sets.default
    towel_sets: int = EXERCISES[ExerciseId.TOWEL].sets.default
    hamstring_sets: int = EXERCISES[ExerciseId.HAMSTRING].sets.default
    raises_sets: int = EXERCISES[ExerciseId.RAISES].sets.default
    pace: Pace = Pace.STEADY
    counting: Counting = Counting.EVERY_SECOND
    talk: Talk | None = None
    """``None``: full the first two times of an exercise, brief from then on."""
    order: Order = Order.ARTICLE

    def __post_init__(self) -> None:
        """Check every figure against the dose table."""
        for exercise in ExerciseId:
            if exercise is not ExerciseId.ARCH:
                EXERCISES[exercise].sets.checked(f"{exercise}_sets", self.sets(exercise))
            if EXERCISES[exercise].hold_seconds is not None:
                hold_figure(exercise).checked(
                    f"{exercise}_hold_seconds", self.hold_seconds(exercise)
                )

    def sets(self, exercise: ExerciseId) -> int:
        """Return how many sets of an exercise the person does; the arch stretch has one."""
        match exercise:
            case ExerciseId.CALF:
                return self.calf_sets
            case ExerciseId.TOWEL:
                return self.towel_sets
            case ExerciseId.HAMSTRING:
                return self.hamstring_sets
            case ExerciseId.RAISES:
                return self.raises_sets
            case ExerciseId.ARCH:
                return 1

    def hold_seconds(self, exercise: ExerciseId) -> int:
        """Return the length of a hold; raise ``ValueError`` where there is none."""
        match exercise:
            case ExerciseId.CALF:
                return self.calf_hold_seconds
            case ExerciseId.HAMSTRING:
                return self.hamstring_hold_seconds
            case ExerciseId.ARCH:
                return self.arch_hold_seconds
            case _:
                msg = f"{exercise} is counted in repetitions and has no hold length"
                raise ValueError(msg)

    def with_hold(self, exercise: ExerciseId, hold_seconds: int) -> "Settings":
        """Return the settings with another hold; raise ``ValueError`` where there is none."""
        match exercise:
            case ExerciseId.CALF:
                return replace(self, calf_hold_seconds=hold_seconds)
            case ExerciseId.HAMSTRING:
                return replace(self, hamstring_hold_seconds=hold_seconds)
            case ExerciseId.ARCH:
                return replace(self, arch_hold_seconds=hold_seconds)
            case _:
                raise ValueError(f"{exercise} is counted in repetitions and has no hold length")

    def with_sets(self, exercise: ExerciseId, sets: int) -> "Settings":
        """Return the settings with another number of sets; the arch stretch has one always."""
        match exercise:
            case ExerciseId.CALF:
                return replace(self, calf_sets=sets)
            case ExerciseId.TOWEL:
                return replace(self, towel_sets=sets)
            case ExerciseId.HAMSTRING:
                return replace(self, hamstring_sets=sets)
            case ExerciseId.RAISES:
                return replace(self, raises_sets=sets)
            case ExerciseId.ARCH:
                return self

    @property
    def arch_dose(self) -> ArchDose:
        """The arch stretch's dose: hold length, number of holds and rounds a day go together."""
        return ARCH_DOSES[self.arch_hold_seconds]
