"""What goes into the coach with a command, and what comes out: state, turn, reply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from skill.coaching.dialogue import Dialogue
from skill.progress.days import DayLog, LogEntry
from skill.progress.place import Place
from skill.progress.profile import Practice, Profile
from skill.progress.reminders import Reminder, ReminderOutcome
from skill.routine.exercises import ExerciseId, Position
from skill.routine.message import Message, message
from skill.routine.plan import Unit
from skill.routine.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A count that another of the person's devices is playing, as it would go on here."""

    device: str
    place: Place
    """Settled by the clock, as of this request."""
    entries: tuple[LogEntry, ...]
    """What of it is finished; logged only if it goes on here."""
    practice: Mapping[ExerciseId, Practice]
    """Of the person, with what is finished."""


@dataclass(frozen=True, slots=True)
class State:
    """
    All that is known of a person: the one value that goes through a turn.

    It is loaded, settled, answered and written; between turns it travels in the session
    attributes.
    """

    profile: Profile = field(default_factory=Profile)
    place: Place = field(default_factory=Place)
    """Where the device that asks is."""
    dialogue: Dialogue = field(default_factory=Dialogue)
    days: Mapping[date, DayLog] = field(default_factory=lambda: MappingProxyType({}))
    """The days that were read; what is in ``entries`` is counted in them."""
    entries: tuple[LogEntry, ...] = ()
    """Finished steps that the store has not taken yet, in the order in which they ended."""
    other_places: Mapping[str, Place | None] = field(default_factory=lambda: MappingProxyType({}))
    """Places of other devices that this turn changed; ``None`` deletes one. Does not travel."""
    elsewhere: Elsewhere | None = None
    """A count that runs on another device, if this turn has looked. Does not travel."""
    began_at_ms: int = 0
    """When the session began: after a deletion, nothing that began before it is written."""
    unread_since_ms: int | None = None
    """When this session began, if its profile could not be read: such a profile must never be
    saved over the stored one. ``None`` once it was read."""
    saved_at_ms: int = 0
    """Time of the last request of this device whose answer was written; 0 for none."""
    written: Profile | None = None
    """The profile as it was written last, while a later one could not be; ``None`` where it could.
    The next turn reads first."""
    unsure: int = 0
    """How many of the first ``entries`` may have been written although no answer came."""
    fault_told: bool = False
    """Whether the person has heard that the store is out of reach."""
    plain_counting: bool = False
    """Whether this device refused APL for Audio."""
    refused_apla_at_ms: int = 0
    """When it did so, if an earlier session has noted that."""
    voice_only: bool = False
    """Whether a document on this device's screen has failed: it is answered as a speaker."""
    refused_apl_at_ms: int = 0
    """When it did so, if an earlier session has noted that."""


@dataclass(frozen=True, slots=True)
class Device:
    """The device that asks, and what it can do."""

    id: str = ""
    """Short name of the device; empty when it is not known."""
    language: str = "en-US"
    """Alexa's locale of the device; the narration is chosen by it."""
    has_screen: bool = False
    """Whether it shows APL documents."""
    plays_apla: bool = True
    """Whether it plays APL for Audio; otherwise counts are sent as SSML."""
    goes_on: bool = True
    """Whether a count may play by itself, in the reprompt."""
    shows: bool = False
    """Whether each answer brings a document for its screen."""
    carries_on: bool = False
    """Whether such a document may play a segment, and ask for the next one when it is over."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One request, as far as the coach is concerned."""

    now_ms: int
    """The request's own time, in milliseconds since 1970-01-01 UTC."""
    segment_id: str
    """Id for what this turn plays: the same if the same request comes twice."""
    new_session: bool = False
    """Whether it opens the session. A question that does so is answered, and the session closed."""
    device: Device = field(default_factory=Device)
    document: str | None = None
    """Id of the answer whose document sends the request, empty where it does not say; ``None`` for
    what was spoken."""


@dataclass(frozen=True, slots=True)
class Reprompt:
    """What is said when the person does not answer."""

    words: tuple[Message, ...] = ()
    silence_seconds: int = 0
    """Silence before the last of the words."""
    timeline: Timeline | None = None
    """What plays by itself instead, with no words."""


REPROMPT_SILENCE_SECONDS: Mapping[Position, int] = {
    Position.LEG: 15,
    Position.CHAIR: 15,
    Position.WALL: 25,
    Position.UP: 25,
    Position.FLOOR: 25,
}
"""Silence inside the reprompt after "Ready?": time to get down or up. Our choice."""

READY_REPROMPT = (message("take-your-time"), message("say-ready"))
"""What is said after "Ready?", before and after the silence."""

PAUSED_REPROMPT = Reprompt((message("still-paused-resume"),), 30)
"""What is said 30 seconds into a pause. Our choice."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the Alexa app shows beside an answer; never pain, a symptom or a setting."""

    title: Message
    lines: tuple[Message, ...]
    """One below the other."""
    paragraphs: tuple[tuple[Message, ...], ...] = ()
    """Lines below them, with room before each paragraph."""
    unit: Unit | None = None
    """Whose picture it has, where pictures are published."""


class Ending(StrEnum):
    """What happens once an answer has been played."""

    LISTEN = "listen"
    """The microphone opens."""
    CLOSE = "close"
    """The session is over."""
    CARRY_ON = "carry_on"
    """The session stays open in silence: a document on the screen asks for what comes next."""


@dataclass(frozen=True, slots=True)
class ReminderOrder:
    """Reminders that are looked at, or changed, before there are words for an answer."""

    then: "Callable[[ReminderOutcome], Reply]"
    """Returns the answer, or the next order. It may be called more than once, as when another turn
    was faster."""
    now: datetime
    """By the clock at the wall, without a zone."""
    wanted: tuple[tuple[Reminder, Message], ...] | None = None
    """All that there should be, each with what it says; ``None`` to look only."""
    time_zone: str | None = None
    """IANA name of the person's zone, where they are to ring; ``None`` for that of the device."""
    moves_zone: bool = True
    """Whether those that ring by the clocks of another zone are to ring in this one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the coach answers."""

    state: State
    """After the answer; its ``entries`` are to be logged before anything else is answered."""
    say: tuple[Message, ...] = ()
    """Spoken first; empty where a timeline says everything itself."""
    timeline: Timeline | None = None
    """What is played afterwards."""
    segment_id: str = ""
    """Id of what is played."""
    reprompt: Reprompt | None = None
    ending: Ending = Ending.LISTEN
    forget: bool = False
    """Whether everything that is stored of the person is to be deleted."""
    card: Card | None = None
    unit: Unit | None = None
    """The exercise, or its part, that the person is at after the answer: for telemetry."""
    today: date | None = None
    """The person's own day."""
    told_days: tuple[date, date] | None = None
    """First and last of the days that the answer tells of; ``None`` where it tells of none."""
    is_warning: bool = False
    """Whether it answers a warning sign: no exercise is shown beside it."""
    is_ignored: bool = False
    """Whether the request has no effect: nothing is answered, written or shown."""
    order: ReminderOrder | None = None
    """What has to be done with reminders first: its own answer takes the place of this one."""
    asks_to_remind: tuple[Reminder, ...] = ()
    """Reminders for which Alexa is to ask whether the skill may set any; she speaks next."""
    shows_permission: bool = False
    """Whether the Alexa app shows where reminders are allowed."""

    @property
    def listen(self) -> bool:
        """Whether the session stays open."""
        return self.ending is not Ending.CLOSE


def ignored(state: State) -> Reply:
    """Return the reply to a request that comes from an old screen, or for a second time."""
    return Reply(state, ending=Ending.CARRY_ON, is_ignored=True)


def is_carried_on(state: State, turn: Turn) -> bool:
    """Return whether a document plays each segment and asks for the next one."""
    return turn.device.carries_on and not (state.voice_only or state.plain_counting)
