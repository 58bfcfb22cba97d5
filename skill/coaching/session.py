"""
Where a person is: plan, position, status, which segment is playing and since when.

A session is one JSON object that travels in the session attributes and rests in the profile, so
it holds ids and numbers only, and leaves out what has its default. What a playing segment will
have finished by when is part of it: a later request settles what was really sent, whatever the
code or the settings say by then.
"""

from dataclasses import dataclass
from enum import StrEnum

from skill.progress.days import LogEntry
from skill.routine.exercises import ExerciseId
from skill.routine.message import Message
from skill.routine.plan import Pick
from skill.routine.segments import After


class Status(StrEnum):
    """The state in which a command finds the person."""

    IDLE = "idle"
    """Open, nothing running."""
    WAIT = "wait"
    """Instruction, get ready, "Ready?"."""
    WORK = "work"
    """Inside a hold or a set of repetitions."""
    REST = "rest"
    """Rest, switch, change, lead."""
    PAUSED = "paused"
    ASKED = "asked"
    """A question is open."""


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
    FORGET = "forget"
    """Delete everything."""


@dataclass(frozen=True, slots=True)
class Played:
    """One step of a playing segment."""

    step: str
    """Id of the step."""
    start_ms: int
    """From the start of the segment."""
    end_ms: int
    """From here on the step is done."""


@dataclass(frozen=True, slots=True)
class Playing:
    """The segment that was sent last and has not been settled."""

    segment_id: str
    """Under which its steps are logged, once."""
    started_at_ms: int
    """Time of the request that it answered, in milliseconds since 1970-01-01 UTC."""
    opening: Status
    """``WAIT`` if it starts with an instruction, ``REST`` if with a mere lead."""
    steps: tuple[Played, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class Session:
    """One way through a plan."""

    picks: tuple[Pick, ...]
    """What is planned; the settings of the profile make steps of it."""
    at: str | None
    """Id of the step that comes next; ``None`` when the plan is done."""
    status: Status
    """The state once everything sent has been played."""
    touched_at_ms: int
    """Time of the last request that moved the place, in milliseconds since 1970-01-01 UTC."""
    answered_at_ms: int = 0
    """Time of the last request at all, likewise: an older one that comes again is outdated."""
    after: After = After.READY
    """What the last segment left the person with: how "ready" goes on."""
    done: frozenset[str] = frozenset()
    """Ids of the steps that are finished and logged."""
    playing: Playing | None = None
    question: Question | None = None
    """Open question; the status below it is what the answer goes back to."""
    offer: tuple[Pick, ...] = ()
    """What ``OFFER`` starts."""
    last_entry: LogEntry | None = None
    """What was logged last, for "that doesn't count"."""
    stopped_for_pain: tuple[ExerciseId, ...] = ()
    """Exercises that pain has stopped, until the session ends; no number is kept with it."""
    misses: int = 0
    """How often in a row nothing was understood."""
    reassured_at_ms: int = 0
    """When "carrying on" was said last."""
    last: tuple[Message, ...] = ()
    """The last answer that was speech alone, for "again" when nothing runs."""
    opened_with: str = ""
    """Key of the message that the last answer began with."""
    repeats: int = 0
    """How many answers in a row began with it: the next one is worded differently."""
    shelved: "Session | None" = None
    """An unfinished session of the day that a named start left standing."""

    @property
    def is_unfinished(self) -> bool:
        """Whether there is a place to go back to."""
        return self.at is not None and bool(self.picks)
