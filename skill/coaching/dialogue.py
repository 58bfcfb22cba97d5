"""
What was just talked about: the open question, and what the next answer must not repeat.

A dialogue lives as long as the session with Alexa. It travels in the session attributes and never
reaches the table: what a person said, of their pain above all, is not stored.
"""

from dataclasses import dataclass
from enum import StrEnum

from skill.progress.days import Count
from skill.routine.exercises import ExerciseId
from skill.routine.message import Message
from skill.routine.plan import Pick


class Question(StrEnum):
    """What has been asked and not been answered."""

    FOOT = "foot"
    ROUTINE = "routine"
    RESUME = "resume"
    """Carry on where the person was, minutes ago."""
    REST_OF_DAY = "rest_of_day"
    """Do what is left of today's routine."""
    FROM_THE_TOP = "from_the_top"
    OFFER = "offer"
    """Start what is offered."""
    WHICH_LIFT = "which_lift"
    PAIN = "pain"
    """How bad, from zero to ten."""
    DID_IT_HURT = "did_it_hurt"
    CRAMP = "cramp"
    """Let it settle; ready, or skip."""
    CARRY_ON = "carry_on"
    """After mild pain."""
    NEXT_OR_STOP = "next_or_stop"
    """After pain that leaves the exercise out."""
    READY_OR_DONE = "ready_or_done"
    STOP_TODAY = "stop_today"
    FEWER_SETS = "fewer_sets"
    """After "easier", where holds are the shortest already."""
    FORGET = "forget"
    """Delete everything."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was talked about in this session."""

    question: Question | None = None
    """The open question; the place's status is what its answer goes back to."""
    offer: tuple[Pick, ...] = ()
    """What ``OFFER`` starts."""
    stopped_for_pain: tuple[ExerciseId, ...] = ()
    """Exercises that pain has stopped in this session; how bad it was is not kept."""
    misses: Count = 0
    """How often in a row nothing was understood."""
    reassured_at_ms: Count = 0
    """When "carrying on" was said last, in milliseconds since 1970-01-01 UTC."""
    last: tuple[Message, ...] = ()
    """The last answer without a timeline, for "again" when nothing runs."""
    opened_with: str = ""
    """Key of the message that the last answer began with."""
    repeats: Count = 0
    """How many answers in a row began with it: the next one is worded differently."""
