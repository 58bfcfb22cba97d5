"""
Encodes the Echo's events as the JSON objects that the page is drawn from.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from simulator.common import JsonObject
from simulator.device.apl import Screen
from simulator.device.echo import LISTENING_SECONDS
from simulator.device.events import (
    DeviceTrouble,
    Event,
    Exchange,
    Heard,
    MicrophoneOpened,
    PlaybackEnded,
    PlaybackStarted,
    Said,
    ScreenCleared,
    ScreenShown,
    SessionEnded,
    Understood,
    remark,
    sound_text,
)
from simulator.device.sound import Sound, SoundKind, Soundtrack
from simulator.language.rules import LanguageRules
from simulator.page.inside import InsideEncoder
from simulator.rig.coach_session import (
    Silence,
    attributes_in,
    following_in,
    playing_in,
    session_in,
)

_REMARKS: Mapping[type, str] = {
    Understood: "understood",
    SessionEnded: "ended",
}


class EventEncoder:
    """Encodes events; remembers the last response, which a playback is drawn with."""

    def __init__(
        self,
        invocation_name: str,
        rules: LanguageRules,
        outlook: Callable[[object], JsonObject],
        inside: InsideEncoder,
    ) -> None:
        """
        Begin.

        Args:
            invocation_name: The skill's name, for the hint.
            rules: The language's, to find numbers in what is said.
            outlook: Returns what session attributes say of the routine.
            inside: Encodes what lies behind an exchange.
        """
        self._outlook = outlook
        self._inside = inside
        self._rules = rules
        self._invocation_name = invocation_name
        self._silence = Silence()

    def encode(self, event: Event) -> JsonObject | None:
        """
        Return the object of an event.

        Returns:
            `kind`, `at_ms` (since 1970-01-01 UTC) and what the kind has besides; None for what the
            page works out itself, from the sounds of a playback.
        """
        self._silence.show(event)
        self._inside.show(event)
        details = self._details(event)
        return None if details is None else {"at_ms": in_ms(event.at), **details}

    def _details(self, event: Event) -> JsonObject | None:
        match event:
            case Said():
                return None
            case Heard():
                return {"kind": "heard", "text": event.text}
            case Exchange():
                return {
                    "kind": "exchange",
                    "request": event.request,
                    "response": event.response,
                    "outlook": self._outlook(attributes_in(event.response)),
                    "inside": self._inside.exchange(event),
                }
            case PlaybackStarted():
                return {"kind": "playback", **self._playback(event)}
            case PlaybackEnded():
                return {"kind": "silence", "was_interrupted": event.was_interrupted}
            case DeviceTrouble() if event.spoken:
                return {"kind": "apology", "text": event.spoken, "reason": event.reason}
            case ScreenShown():
                return {"kind": "screen", **screen_json(event.screen, event.viewport)}
            case ScreenCleared():
                return {"kind": "screen_cleared"}
            case MicrophoneOpened():
                goes_on = self._silence.goes_on
                return {"kind": "listening", "seconds": event.seconds, "goes_on": goes_on}
            case _:
                text = remark(event, self._invocation_name)
                return {"kind": _REMARKS.get(type(event), "remark"), "text": text}

    def _playback(self, event: PlaybackStarted) -> JsonObject:
        track, response, is_reprompt = event.track, self._silence.response, event.is_reprompt
        return {
            **self._track(track),
            "is_reprompt": is_reprompt,
            "goes_on": is_reprompt and bool(following_in(response)),
            "closes_session": event.closes_session,
            "answers": _answers(event, response, self._rules),
            "next_step": next_step(response, is_reprompt=is_reprompt),
            "steps": steps_in(response, is_reprompt=is_reprompt),
            "listening_seconds": 0 if event.closes_session else LISTENING_SECONDS,
            "reprompt": event.reprompt
            and {**self._track(event.reprompt), "steps": steps_in(response, is_reprompt=True)},
        }

    def _track(self, track: Soundtrack) -> JsonObject:
        sounds = [_sound(sound, self._rules) for sound in track.sounds]
        return {"length_ms": track.length_ms, "sounds": sounds}


def screen_json(screen: Screen, viewport: JsonObject) -> JsonObject:
    """Return what a browser needs to run a document."""
    return {
        "token": screen.token,
        "document": screen.document,
        "data": screen.data,
        "speaks": screen.sound is not None,
        "viewport": {
            "width": viewport["pixelWidth"],
            "height": viewport["pixelHeight"],
            "dpi": viewport["dpi"],
            "shape": viewport["shape"],
            "mode": viewport["mode"],
        },
    }


def in_ms(instant: datetime) -> int:
    """Return an instant in milliseconds since 1970-01-01 UTC."""
    return round(instant.timestamp() * 1000)


def _answers(event: PlaybackStarted, response: object, rules: LanguageRules) -> tuple[str, ...]:
    if event.closes_session:
        return ()
    return event.answers or answers_to(response, rules)


def _sound(sound: Sound, rules: LanguageRules) -> JsonObject:
    words = sound_text(sound)
    told = {
        "kind": str(sound.kind),
        "start_ms": sound.start_ms,
        "end_ms": sound.end_ms,
        "text": words,
    }
    if sound.kind is SoundKind.SPEECH:
        return told
    number = rules.parse_number(rules.as_spoken(words).split())
    return told | {"count": words if number is None else str(number)}


def answers_to(response: object, rules: LanguageRules) -> tuple[str, ...]:
    """Return what can be said to the question that a response leaves open; empty for none."""
    question = session_in(response).get("question")
    return rules.answers.get(question, rules.yes_or_no) if isinstance(question, str) else ()


LEFT_OUT = "next_or_stop"
"""The skill's question once a step that pain has stopped is left out."""


def next_step(response: object, *, is_reprompt: bool = False) -> str:
    """
    Return the id of the step that comes when the sound is over; empty for none.

    While pain is asked about it is the step that pain has stopped, as on the skill's own screen.

    Args:
        response: What the skill returned.
        is_reprompt: Whether the sound is that of the reprompt.
    """
    session, following = session_in(response), {} if is_reprompt else following_in(response)
    stopped = None if session.get("question") == LEFT_OUT else session.get("set_aside")
    step = stopped or (following or session).get("at")
    return step if isinstance(step, str) else ""


def steps_in(response: object, *, is_reprompt: bool = False) -> list[JsonObject]:
    """
    Return the steps that are done in the sound of a response, or of its reprompt.

    Args:
        response: What the skill returned.
        is_reprompt: Whether the sound is that of the reprompt.

    Returns:
        `id`, `start_ms` (of the signal before the count) and `end_ms`, from the start of the sound,
        in order.
    """
    playing, before_ms = playing_in(response), 0
    steps = playing.get("steps")
    if is_reprompt:
        # All steps are measured from the start of the response's own sound.
        sound_ms = playing.get("sound_ms", 0)
        before_ms = (sound_ms if isinstance(sound_ms, int) else 0) + 1000 * LISTENING_SECONDS
        steps = following_in(response).get("steps")
    return [
        {"id": step[0], "start_ms": step[1] - before_ms, "end_ms": step[2] - before_ms}
        for step in (steps if isinstance(steps, list) else ())
        if isinstance(step, list) and [str, int, int] == [type(each) for each in step]
    ]
