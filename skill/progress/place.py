"""
Where a person is in a plan, and what their device was last sent to play.

A place travels in the session attributes and is stored in the table, one for each device. It holds
ids and numbers only: what was talked about is a ``Dialogue`` (``skill.coaching.dialogue``) and is
never stored. The segment that plays carries the end of each of its steps, so a later request
settles what was really sent, even if code or settings have changed since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from skill.progress.days import Count
from skill.routine.delivery import LISTENING_MS, After
from skill.routine.plan import Pick


class Status(StrEnum):
    """The state in which a command finds the person."""

    IDLE = "idle"
    """The session is open and nothing runs."""
    WAIT = "wait"
    """Instruction, get ready, "Ready?"."""
    WORK = "work"
    """Inside a hold or a set of repetitions."""
    REST = "rest"
    """Rest, switch, change, lead."""
    PAUSED = "paused"
    ASKED = "asked"
    """A question is open. A place never has this status: it follows from the dialogue."""


class StepTime(NamedTuple):
    """When one step of a segment is worked on, in milliseconds from the segment's start."""

    step: str
    """Id of the step."""
    start_ms: Count
    """Start of the signal before the count."""
    end_ms: Count
    """From here on the step is done."""


@dataclass(frozen=True, slots=True)
class SentReprompt:
    """The segment that plays by itself, after another one, when nobody speaks."""

    steps: tuple[StepTime, ...]
    """In order; their times are measured from the start of the whole response."""
    sound_ms: Count
    """How long its own sound lasts."""
    opening: Status
    """``WAIT`` if it starts with an instruction, ``REST`` if with a lead alone."""
    at: str
    """Id of the step that comes next until it begins."""
    after: After
    """What the person was left with until then."""


@dataclass(frozen=True, slots=True)
class SentSegment:
    """The sound that was sent last and has not been settled: all that one response plays."""

    segment_id: str
    """Id under which its steps are logged, once."""
    started_at_ms: Count
    """Time of the request that it answered, in milliseconds since 1970-01-01 UTC."""
    opening: Status
    """``WAIT`` if it starts with an instruction, ``REST`` if with a lead alone."""
    steps: tuple[StepTime, ...]
    """In order."""
    sound_ms: Count = 0
    """How long its sound lasts, up to the open microphone; 0 in what older versions stored."""
    then: SentReprompt | None = None
    """What plays by itself after it."""
    explained: Mapping[str, Count] = field(default_factory=lambda: MappingProxyType({}))
    """
    Until when "ready" comes before what to do was told, by the first step of the exercise: somebody
    gets down or up. In milliseconds from the start of the whole response.
    """

    @property
    def then_ms(self) -> int:
        """Start of what plays by itself, from the first sound on."""
        return self.sound_ms + LISTENING_MS

    @property
    def all_steps(self) -> tuple[StepTime, ...]:
        """The steps that it plays, with those that come by themselves."""
        return (*self.steps, *self.then.steps) if self.then else self.steps

    @property
    def length_ms(self) -> int:
        """How long all of it lasts, from the first sound on."""
        return self.then_ms + self.then.sound_ms if self.then else self.sound_ms

    @property
    def end_ms(self) -> int:
        """End of its last step in milliseconds since 1970-01-01 UTC; its start without steps."""
        steps = self.all_steps
        return self.started_at_ms + (steps[-1].end_ms if steps else 0)


class Noted(NamedTuple):
    """What "that doesn't count" takes back: a step that was played, or a note by word."""

    id: str
    """Id of the segment that played it, or of the note."""
    day: date
    """The day on which it counts."""
    counters: Mapping[str, int]
    """What it added to that day."""
    steps: tuple[str, ...] = ()
    """Ids of the step that was played, or of those that the note made done in the place."""
    again: bool = False
    """Whether the step had been done before, and so still is when this is taken back."""
    at_ms: Count = 0
    """When it was noted by word, in milliseconds since 1970-01-01 UTC; 0 for a step."""
    picks: tuple[Pick, ...] = ()
    """What was planned before, where the note changed that."""

    @property
    def undo_id(self) -> str:
        """Id under which it is taken back, once: also where the answer was lost."""
        return f"undo-{self.id}" if self.at_ms else "-".join(("undo", self.id, *self.steps[:1]))


MOST_NOTED = 8
"""So much can be taken back, one after another. Our choice: most corrections are of the last."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one device is in a plan."""

    picks: tuple[Pick, ...] = ()
    """What is planned; together with the settings of the profile it makes the steps."""
    at: str | None = None
    """Id of the step that comes next; ``None`` when the plan is done or there is none."""
    status: Status = Status.IDLE
    """The state once everything sent has been played."""
    touched_at_ms: Count = 0
    """Time of the last request that moved the place, in milliseconds since 1970-01-01 UTC."""
    answered_at_ms: Count = 0
    """Time of the last request of any kind: an older one that comes again is outdated."""
    after: After = After.READY
    """What the last segment left the person with, and so how "ready" goes on."""
    done: frozenset[str] = frozenset()
    """Ids of the steps that are finished and logged."""
    playing: SentSegment | None = None
    noted: tuple[Noted, ...] = ()
    """What was logged last, the newest at the end, for "that doesn't count"."""
    before: Mapping[str, Count] = field(default_factory=lambda: MappingProxyType({}))
    """Whole doses that the day had when this began, by unit; none for a missing one."""
    shelved: "Place | None" = None
    """The unfinished place of the same day that a start by name left behind."""
    cut_at_ms: Count = 0
    """
    Time of the request that cut the sound of ``playing`` short, in milliseconds since 1970-01-01
    UTC; 0 once it is answered. The end of a session is not answered.
    """
    shown: str = ""
    """Id of the last answer, where the device shows documents: a touch on an older one is late."""

    @property
    def is_unfinished(self) -> bool:
        """Whether there is a step to go back to."""
        return self.at is not None and bool(self.picks)

    def with_noted(self, *more: Noted) -> "Place":
        """Return the place with more that can be taken back."""
        return replace(self, noted=(*self.noted, *more)[-MOST_NOTED:])


Places = Mapping[str, Place]
"""Places by the device's short name; "" for a device that is not known."""
