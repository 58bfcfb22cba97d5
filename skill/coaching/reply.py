"""What goes into the coach with a command, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from skill.coaching.session import Session
from skill.progress.days import DayLog, LogEntry
from skill.progress.profile import Profile
from skill.routine.message import Message
from skill.routine.timeline import Timeline


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a person when a request arrives, and again when it is answered."""

    profile: Profile = field(default_factory=Profile)
    session: Session | None = None
    days: Mapping[date, DayLog] = field(default_factory=dict)
    """The days that were read; today's is kept current."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One request, as far as the coach is concerned."""

    now_ms: int
    """The request's own time, in milliseconds since 1970-01-01 UTC."""
    segment_id: str
    """Id for what this turn plays: the same if the same request comes twice."""
    new_session: bool = False
    """Whether it opens the session. A question that does so is answered, and the session closed."""
    device: str = ""
    """Short name of the device that asks; empty when it is not known."""


@dataclass(frozen=True, slots=True)
class Reprompt:
    """What is said when nobody answers."""

    words: tuple[Message, ...]
    silence_seconds: int = 0
    """Silence before the last of the words."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the Alexa app shows beside an answer; never pain, a symptom or a setting."""

    title: Message
    lines: tuple[Message, ...]
    """One below the other."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the coach answers."""

    state: State
    say: tuple[Message, ...] = ()
    """Spoken when no timeline is played."""
    timeline: Timeline | None = None
    """What is played; the spoken answer is part of it."""
    segment_id: str = ""
    reprompt: Reprompt | None = None
    listen: bool = True
    """Whether the session stays open."""
    entries: tuple[LogEntry, ...] = ()
    """What to log before anything else is answered."""
    forget: bool = False
    """Whether everything that is kept of the person is to be deleted."""
    card: Card | None = None
