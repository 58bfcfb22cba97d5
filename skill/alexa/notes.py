"""
What the operator is told of one turn: of what kind it was, how long it took, what it cost.

Nothing is said in here and nobody is named: no words, no slots, no ids but digests, and in a turn
about pain not even those.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from skill.coaching.session import Session


class Outcome(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """Not read: it was no request of Alexa's."""
    FOREIGN = "foreign"
    """Not read: it was for another skill."""
    UNREADABLE = "unreadable"
    """Alexa's, but of a kind that nobody here knows; answered with nothing."""
    FAULT = "fault"
    """Something went wrong on our side; answered with an apology, where anybody listens."""


ABOUT_PAIN = ("HurtsIntent", "RedFlagIntent")
"""Intents that are not named, nor whose they were: that it hurt is the person's business alone."""

PRIVATE = "IntentRequest"
"""What stands in their place."""


@dataclass(slots=True)
class StoreNotes:
    """What a turn asked of the store."""

    calls: int = 0
    faults: int = 0
    """Calls that were not answered, or refused."""
    conflicts: int = 0
    """Segments that were counted already, and profiles that another device had saved."""
    doses: int = 0
    """Whole doses that were written down."""
    waited_seconds: float = 0.0


@dataclass(slots=True)
class TurnNotes:
    """What is noted while a turn is taken."""

    clock: Callable[[], float] = time.monotonic
    """Seconds that never run backwards."""
    outcome: Outcome = Outcome.ANSWERED
    request: str = ""
    """The intent's name, ``PRIVATE``, or the type of another request; empty where none was read."""
    user: str = ""
    """Digest of the user id."""
    exercise: str = ""
    """The exercise, or its part, that the person is at after the turn."""
    segment: str = ""
    """Id of the segment that the answer plays."""
    opens_session: bool = False
    is_fallback: bool = False
    """Whether it was not understood."""
    is_unplayed: bool = False
    """Whether a device reports that it could not play an answer."""
    store: StoreNotes = field(default_factory=StoreNotes)
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each stage took, by its name."""
    started_at: float = field(init=False)

    def __post_init__(self) -> None:
        """Start the clock."""
        self.started_at = self.clock()

    @property
    def passed_seconds(self) -> float:
        """Since the turn began."""
        return self.clock() - self.started_at

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of a stage."""
        started_at = self.clock()
        try:
            yield
        finally:
            self.seconds[name] = self.clock() - started_at

    def place(self, session: Session | None) -> None:
        """Note where the person is."""
        if session is None:
            return
        playing = session.playing.steps if session.playing else ()
        step = playing[0].step if playing else session.at
        # A step's id begins with what it is counted under: "calf-2-left".
        self.exercise = step.partition("-")[0] if step else ""


Observe = Callable[[TurnNotes], None]
"""Takes the notes of each turn."""
