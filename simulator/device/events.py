"""What happens around a pretend Echo, told to whoever shows it: a terminal, a page, a test."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from simulator.common import JsonObject
from simulator.device.apl import Screen
from simulator.device.consent import ConsentStatus
from simulator.device.sound import Sound, SoundKind, Soundtrack
from simulator.language.interaction_model import FilledSlot, Meaning


class EndReason(StrEnum):
    """Why a session ended."""

    SKILL = "SKILL"
    """The response closed it; Alexa sends nothing."""
    USER_INITIATED = "USER_INITIATED"
    """The person began something else."""
    EXCEEDED_MAX_REPROMPTS = "EXCEEDED_MAX_REPROMPTS"
    """No answer came, also after the reprompt."""
    ERROR = "ERROR"
    """The response was refused."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something was said to the device; sound that was playing has stopped."""

    at: datetime
    """When."""
    text: str
    """The words, as they were typed."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was said becomes a request."""

    at: datetime
    """When."""
    name: str
    """The intent, or LaunchRequest."""
    slots: tuple[FilledSlot, ...] = ()
    """The intent's slots, filled or not."""
    meaning: Meaning | None = None
    """How it was understood, and what else was considered; None for a launch."""


@dataclass(frozen=True, slots=True)
class LeftToAlexa:
    """What was said does not call the skill, and no session is open: it never reaches the skill."""

    at: datetime
    """When."""
    text: str
    """The words, as they were typed."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request was answered."""

    at: datetime
    """When the request was sent."""
    request: JsonObject
    """What the skill received."""
    response: object
    """What it returned, after a round trip through JSON; None when it raised an error."""


@dataclass(frozen=True, slots=True)
class PlaybackStarted:
    """The device begins to play a response or its reprompt; the whole is known beforehand."""

    at: datetime
    """When."""
    track: Soundtrack
    """The sounds that are played unless a person interrupts."""
    is_reprompt: bool
    """Whether it is the reprompt, played because no answer came."""
    closes_session: bool
    """Whether the session is closed already, so that no microphone opens afterwards."""
    reprompt: Soundtrack | None = None
    """What is played after it if no answer comes; None when nothing is."""
    answers: tuple[str, ...] = ()
    """What can be said to a question of Alexa's own; empty for what the skill says."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sound begins."""

    at: datetime
    """When."""
    sound: Sound
    """Words or a clip, with its place in the soundtrack."""


@dataclass(frozen=True, slots=True)
class PlaybackEnded:
    """The device is silent again."""

    at: datetime
    """When."""
    was_interrupted: bool
    """Whether speech interrupted it."""


@dataclass(frozen=True, slots=True)
class MicrophoneOpened:
    """The device listens, without the wake word."""

    at: datetime
    """When."""
    seconds: int
    """For how long."""


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The conversation is over; what is said next goes to Alexa."""

    at: datetime
    """When."""
    reason: EndReason
    """Why."""


@dataclass(frozen=True, slots=True)
class ScreenShown:
    """An Echo Show shows another document."""

    at: datetime
    """When."""
    screen: Screen
    """The document."""
    viewport: JsonObject
    """The size and kind of the screen, as requests tell of it."""


@dataclass(frozen=True, slots=True)
class ScreenCleared:
    """An Echo Show shows no document of the skill any more."""

    at: datetime
    """When."""


@dataclass(frozen=True, slots=True)
class ScreenSpoke:
    """A document on the screen sends an event to the skill."""

    at: datetime
    """When."""
    arguments: tuple[object, ...]
    """The event's arguments."""


@dataclass(frozen=True, slots=True)
class ReminderRang:
    """A reminder rings: a tone, and Alexa's voice."""

    at: datetime
    """When."""
    local_at: datetime
    """The same instant, where the Echo stands."""
    words: str
    """What Alexa says."""
    earlier: int
    """How often it rang before, in a stretch of time that was jumped over."""


@dataclass(frozen=True, slots=True)
class ConsentAnswered:
    """Alexa's question whether the skill may set reminders is over."""

    at: datetime
    """When."""
    status: ConsentStatus
    """What came of it."""


@dataclass(frozen=True, slots=True)
class PermissionCardSent:
    """A card in the Alexa app asks for permissions."""

    at: datetime
    """When."""
    permissions: tuple[str, ...]
    """Their names."""


@dataclass(frozen=True, slots=True)
class AppUsed:
    """The person did something in the Alexa app."""

    at: datetime
    """When."""
    text: str
    """What is to be seen there, a line."""


@dataclass(frozen=True, slots=True)
class DeviceWarning:
    """A device puts up with what the skill did, but should not have to."""

    at: datetime
    """When."""
    text: str
    """What it is."""


@dataclass(frozen=True, slots=True)
class DeviceTrouble:
    """The device could not do what the response says."""

    at: datetime
    """When."""
    spoken: str
    """What Alexa says to the person; empty when she says nothing."""
    reason: str
    """What is wrong, for the person who writes the skill."""


Event: TypeAlias = (
    Heard
    | Understood
    | LeftToAlexa
    | Exchange
    | PlaybackStarted
    | Said
    | PlaybackEnded
    | MicrophoneOpened
    | SessionEnded
    | ScreenShown
    | ScreenCleared
    | ScreenSpoke
    | ReminderRang
    | ConsentAnswered
    | PermissionCardSent
    | AppUsed
    | DeviceWarning
    | DeviceTrouble
)

END_WORDS = {
    EndReason.SKILL: "session ends",
    EndReason.USER_INITIATED: "session ends: something else was asked for",
    EndReason.EXCEEDED_MAX_REPROMPTS: "session ends: nobody answered",
    EndReason.ERROR: "session ends: error",
}
"""How a transcript tells of the end of a session."""

_CONSENT_WORDS = {
    ConsentStatus.ACCEPTED: "reminders are allowed",
    ConsentStatus.DENIED: "reminders are not allowed",
    ConsentStatus.NOT_ANSWERED: "reminders are not allowed: no answer was understood",
}


def remark(event: Event, invocation_name: str) -> str:
    """
    Return what to say beside the conversation: what was understood, what went wrong.

    Args:
        event: What happened.
        invocation_name: The skill's name, to be told to somebody who speaks outside a session.

    Returns:
        A line, dimmed where that is possible; empty when there is nothing to remark.
    """
    match event:
        case Understood():
            return event.name + "".join(map(_slot_text, event.slots))
        case LeftToAlexa():
            return f"Alexa herself would take this. Say: start {invocation_name}"
        case ScreenSpoke():
            return "the screen: " + " ".join(map(str, event.arguments))
        case SessionEnded():
            return END_WORDS[event.reason]
        case ReminderRang() | ConsentAnswered() | PermissionCardSent() | AppUsed():
            return _remark_of_alexa(event)
        case DeviceWarning():
            return f"warning: {event.text}"
        case DeviceTrouble():
            return f"trouble: {event.reason}"
        case _:
            return ""


def _remark_of_alexa(
    event: ReminderRang | ConsentAnswered | PermissionCardSent | AppUsed,
) -> str:
    """Return what to say of Alexa's own services."""
    match event:
        case ReminderRang():
            earlier = f" (and {event.earlier} times before)" if event.earlier else ""
            return f"{event.local_at:%a %H:%M}{earlier}, a tone, and Alexa says: {event.words}"
        case ConsentAnswered():
            return _CONSENT_WORDS[event.status]
        case PermissionCardSent():
            return f"a card in the Alexa app asks for {', '.join(event.permissions)}"
        case AppUsed():
            return event.text


def sound_text(sound: Sound) -> str:
    """Return the words of a sound, "[tick]" for one of Amazon's library, or the name of a file."""
    if sound.kind is SoundKind.CLIP:
        # All of the library sound as a tick here, so a name like "watches_06" would not be heard.
        is_tick = sound.text.startswith("soundbank://")
        return "[tick]" if is_tick else f"[{sound.text.rpartition('/')[2]}]"
    return sound.text


def _slot_text(slot: FilledSlot) -> str:
    if slot.value is None:
        return ""
    ids = "|".join(match.id or match.name for match in slot.matches)
    return f" {slot.name}={slot.value!r}" + (f" [{ids}]" if ids else "")
