"""
How a plan is spoken to one person on one day: what the words between counts depend on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from skill.routine.exercises import EXERCISES, ExerciseId, Position
from skill.routine.message import Message, Narration
from skill.routine.settings import Settings, Talk

LISTENING_MS = 8_000
"""How long the microphone is open between the two segments of a response: about that, by the
docstring of ``ask`` in Amazon's SDK (ask-sdk-core for Node.js)."""


class Entry(StrEnum):
    """How a step is led into."""

    INTRO = "intro"
    """The exercise from its instruction on."""
    COUNT = "count"
    """Ready: set and side, then the count."""
    AGAIN = "again"
    """After an interruption: side, then the count."""
    MISSED = "missed"
    """After words that were not understood: time to say that it hurts, then as again."""
    RESUME = "resume"
    """After a pause: set and side, a moment, then the count."""
    SWITCH = "switch"
    """After a step was left out: set and side, time to change, then the count."""
    RETURN = "return"
    """After a relaunch: position in brief, time to get ready, set and side, then the count."""
    THERE = "there"
    """Down or up sooner than told: what to do there, time to begin it, then the count."""


class After(StrEnum):
    """What a segment leaves the person with."""

    READY = "ready"
    """ "Ready?": the next exercise's instruction has been given."""
    SEAM = "seam"
    """The exercise goes on."""
    NEXT = "next"
    """The next exercise is named, but its instruction has not been given."""
    WAY = "way"
    """The person is getting down or up; what to do there has not been told."""
    END = "end"
    """The plan is done."""


class Tip(StrEnum):
    """What is said a few times, and then known."""

    SKIP_REST = "rest_tip"
    """That a rest can be skipped."""
    START_SOONER = "start_sooner"
    """That "ready" ends the time to get ready."""
    ALEXA_FIRST = "alexa_first"
    """That a count is interrupted with the wake word."""
    TOWEL_ROUND_FOOT = "towel_round_foot"
    """That the hamstring stretch can be done with a towel."""
    ONE_PASS = "one_pass"
    """That the towel scrunch can be one pass of the towel."""
    REMINDERS = "reminders"
    """That there are reminders, when the plan is done."""


OFFERS: Mapping[ExerciseId, Tip] = MappingProxyType(
    {ExerciseId.HAMSTRING: Tip.TOWEL_ROUND_FOOT, ExerciseId.TOWEL: Tip.ONE_PASS}
)
"""The article's other ways, told to whoever knows the exercise well; never the stairs."""


class Stop(NamedTuple):
    """A place where a segment can end."""

    next_index: int
    """The step that comes next; the plan's length at the end."""
    after: After


TIP_MESSAGES: Mapping[Tip, str] = MappingProxyType(
    {
        Tip.SKIP_REST: "rest-tip",
        Tip.START_SOONER: "start-sooner",
        Tip.ALEXA_FIRST: "say-alexa-first",
        Tip.TOWEL_ROUND_FOOT: "offer-towel-round-foot",
        Tip.ONE_PASS: "offer-one-pass",
        Tip.REMINDERS: "reminder-offer",
    }
)
"""The messages that tell them."""

FETCHING = frozenset({Position.WALL, Position.CHAIR})
"""Positions for which a person walks about, or fetches something."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a plan is spoken: the person's settings, the language, and how much is said today."""

    settings: Settings
    narration: Narration
    talk: Mapping[ExerciseId, Talk] = field(default_factory=dict, hash=False)
    """How much is said, by exercise; brief where nothing is given."""
    unfamiliar: frozenset[ExerciseId] = frozenset()
    """Exercises that are new to the person, or forgotten: they ask "Ready?" before the count."""
    waits: bool = False
    """Whether nothing goes on by itself: each exercise, and each segment, waits for "ready"."""
    tips: frozenset[Tip] = frozenset()
    """What is to be told where it fits."""
    closing: tuple[Message, ...] = ()
    """What is said when the plan is done."""
    day: int = 0
    """Ordinal number of the person's own day: it picks among equal wordings and cues."""
    times: Mapping[ExerciseId, int] = field(default_factory=dict, hash=False)
    """How often each exercise was done before; never, where nothing is given."""
    is_carried: bool = False
    """
    Whether something asks for the next segment when one is over, and nobody listens in between.

    Then no sound ends with a question that is to be answered, and what begins by itself begins with
    the time in which the device would have listened.
    """

    def goes_on_into(self, exercise: ExerciseId) -> bool:
        """
        Return whether an exercise begins by itself after its "Ready?".

        One that is new waits, where a wall has to be found or a towel laid down. Sitting and lying
        have their time in the sound.
        """
        is_new = exercise in self.unfamiliar
        return not self.waits and not (is_new and EXERCISES[exercise].position in FETCHING)

    def asks_before(self, exercise: ExerciseId) -> bool:
        """Return whether "Ready?" is asked before an exercise that comes by itself."""
        return self.waits or exercise in self.unfamiliar
