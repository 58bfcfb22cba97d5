"""What a person can want, whatever words they used for it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skill.routine.catalogue import Foot, RoutineName
from skill.routine.plan import Unit


class SkipPart(StrEnum):
    """What a person can ask to skip by name."""

    SET = "set"
    SIDE = "side"
    REST = "rest"
    EXERCISE = "exercise"


AMBIGUOUS_LIFT = "ambiguous_lift"
"""A "toe lift" or "heel lift": half of the people who say either mean the other movement."""


@dataclass(frozen=True, slots=True)
class Launch:
    """The skill was opened and nothing else was said."""


@dataclass(frozen=True, slots=True)
class Start:
    """Start everything, a named routine, one exercise, or what fits in so many minutes."""

    routine: RoutineName | None = None
    exercise: Unit | None = None
    foot: Foot | None = None
    minutes: int | None = None
    ambiguous: bool = False
    """Whether the exercise was named by a word that has two meanings."""

    @property
    def is_bare(self) -> bool:
        """Whether nothing particular was asked for."""
        return not (self.routine or self.exercise or self.minutes or self.ambiguous)


@dataclass(frozen=True, slots=True)
class Ready:
    """In position."""


@dataclass(frozen=True, slots=True)
class NotReady:
    """Needs more time."""

    seconds: int | None = None
    """How long, if said."""


@dataclass(frozen=True, slots=True)
class Next:
    """The next exercise."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The exercise before."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave something out; ``None`` is the smallest thing that is running."""

    part: SkipPart | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Again."""


@dataclass(frozen=True, slots=True)
class StartOver:
    """This exercise from its first step."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop, and stay."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Carry on."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Leave; the place is kept."""


@dataclass(frozen=True, slots=True)
class Yes:
    """Yes."""


@dataclass(frozen=True, slots=True)
class No:
    """No."""


@dataclass(frozen=True, slots=True)
class SetFoot:
    """Which foot is sore; ``None`` when the word was not understood."""

    foot: Foot | None = None


@dataclass(frozen=True, slots=True)
class HowTo:
    """How an exercise is done; the one that is running when none is named."""

    exercise: Unit | None = None


@dataclass(frozen=True, slots=True)
class WhatNext:
    """What comes next."""


@dataclass(frozen=True, slots=True)
class WhereAmI:
    """Which exercise, set and side."""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How long the rest takes."""


@dataclass(frozen=True, slots=True)
class ListExercises:
    """What the exercises are."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was done."""

    day: date | None = None
    """The day asked for; ``None`` for today."""
    exercise: Unit | None = None
    """One exercise only."""
    period: bool = False
    """Whether a week or a month was asked for, which is more than one day."""


@dataclass(frozen=True, slots=True)
class UnreadProgress:
    """What was done was asked for, and the notes are out of reach."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be said."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Speech that means nothing here. Never skips, stops, logs or changes anything."""


@dataclass(frozen=True, slots=True)
class UnknownExercise:
    """An exercise or routine that is none of ours."""


@dataclass(frozen=True, slots=True)
class End:
    """The session was closed from outside; nobody hears an answer."""


Command = (
    Launch
    | Start
    | Ready
    | NotReady
    | Next
    | Previous
    | Skip
    | Repeat
    | StartOver
    | Pause
    | Resume
    | Stop
    | Yes
    | No
    | SetFoot
    | HowTo
    | WhatNext
    | WhereAmI
    | TimeLeft
    | ListExercises
    | Progress
    | UnreadProgress
    | Help
    | NotUnderstood
    | UnknownExercise
    | End
)
"""Every command."""
