"""
Encodes the Echo's events as the JSON objects that the page is drawn from.

What a page shows of a coach's state is read out of the session attributes of a response. All of it
is decoration: where an attribute is missing or of another shape, nothing is shown.
"""

from collections.abc import Mapping
from datetime import datetime

from simulator.common import JsonObject
from simulator.device.events import (
    DeviceTrouble,
    Event,
    Exchange,
    Heard,
    MicrophoneOpened,
    PlaybackEnded,
    PlaybackStarted,
    Said,
    SessionEnded,
    Understood,
    remark,
    sound_text,
)
from simulator.device.sound import Sound, SoundKind
from simulator.language.rules import LanguageRules

_REMARKS: Mapping[type, str] = {
    Understood: "understood",
    SessionEnded: "ended",
}


class EventEncoder:
    """Encodes events; remembers the last response, which a playback is drawn with."""

    def __init__(
        self, invocation_name: str, exercises: Mapping[str, str], rules: LanguageRules
    ) -> None:
        """
        Begin.

        Args:
            invocation_name: The skill's name, for the hint.
            exercises: Id of an exercise -> what it is called.
            rules: The language's, to find numbers, sets and sides in what is said.
        """
        self._rules = rules
        self._invocation_name = invocation_name
        self._exercises = exercises
        self._response: object = None

    def encode(self, event: Event) -> JsonObject | None:
        """
        Return the object of an event.

        Returns:
            `kind`, `at_ms` (since 1970-01-01 UTC) and what the kind has besides; None for what the
            page works out itself, from the sounds of a playback.
        """
        details = self._details(event)
        return None if details is None else {"at_ms": in_ms(event.at), **details}

    def _details(self, event: Event) -> JsonObject | None:
        match event:
            case Said():
                return None
            case Heard():
                return {"kind": "heard", "text": event.text}
            case Exchange():
                self._response = event.response
                return {
                    "kind": "exchange",
                    "request": event.request,
                    "response": event.response,
                }
            case PlaybackStarted():
                return {"kind": "playback", **self._playback(event)}
            case PlaybackEnded():
                return {"kind": "silence", "was_interrupted": event.was_interrupted}
            case DeviceTrouble() if event.spoken:
                return {"kind": "apology", "text": event.spoken, "reason": event.reason}
            case MicrophoneOpened():
                return {"kind": "listening", "seconds": event.seconds}
            case _:
                text = remark(event, self._invocation_name)
                return {"kind": _REMARKS.get(type(event), "remark"), "text": text}

    def _playback(self, event: PlaybackStarted) -> JsonObject:
        track = event.track
        return {
            "length_ms": track.length_ms,
            "sounds": [_sound(sound, self._rules) for sound in track.sounds],
            "is_reprompt": event.is_reprompt,
            "closes_session": event.closes_session,
            "answers": [] if event.closes_session else answers_to(self._response, self._rules),
            "exercise_next": exercise_next(self._response, self._exercises),
            "steps": [] if event.is_reprompt else steps_in(self._response, self._exercises),
        }


def in_ms(instant: datetime) -> int:
    """Return an instant in milliseconds since 1970-01-01 UTC."""
    return round(instant.timestamp() * 1000)


def _sound(sound: Sound, rules: LanguageRules) -> JsonObject:
    words = sound_text(sound)
    told = {"start_ms": sound.start_ms, "end_ms": sound.end_ms, "text": words}
    if sound.kind is SoundKind.SPEECH:
        return told | {"set": rules.set_named(words), "side": rules.side_named(words)}
    number = rules.parse_number(rules.as_spoken(words).split())
    return told | {"count": words if number is None else str(number)}


def answers_to(response: object, rules: LanguageRules) -> tuple[str, ...]:
    """Return what can be said to the question that a response leaves open; empty for none."""
    question = _session(response).get("question")
    return rules.answers.get(question, rules.yes_or_no) if isinstance(question, str) else ()


def exercise_next(response: object, names: Mapping[str, str]) -> str:
    """
    Return the exercise a person is at when nothing plays.

    Args:
        response: What the skill returned.
        names: Id of an exercise -> what it is called.

    Returns:
        Its name; empty for none.
    """
    return _exercise_of(_session(response).get("at"), names)


def steps_in(response: object, names: Mapping[str, str]) -> list[JsonObject]:
    """
    Return the steps of the exercises that the sound of a response is about.

    Args:
        response: What the skill returned.
        names: Id of an exercise -> what it is called.

    Returns:
        `exercise` and `end_ms`, from the start of the sound, in order.
    """
    playing = _session(response).get("playing")
    steps = playing.get("steps") if isinstance(playing, dict) else None
    return [
        {"exercise": _exercise_of(step[0], names), "end_ms": step[2]}
        for step in (steps if isinstance(steps, list) else ())
        if isinstance(step, list) and len(step) == 3 and isinstance(step[2], int)
    ]


def _exercise_of(step: object, names: Mapping[str, str]) -> str:
    """Return the exercise of a step's id: `calf-2-left`, `rock-1`."""
    return names.get(step.partition("-")[0], "") if isinstance(step, str) else ""


def _session(response: object) -> JsonObject:
    attributes = response.get("sessionAttributes") if isinstance(response, dict) else None
    session = attributes.get("session") if isinstance(attributes, dict) else None
    return session if isinstance(session, dict) else {}
