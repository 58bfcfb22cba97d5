"""
Encodes the Echo's events as the JSON objects that the page is drawn from.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from simulator.common import JsonObject
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
    SessionEnded,
    Understood,
    remark,
    sound_text,
)
from simulator.device.sound import Sound, SoundKind
from simulator.language.rules import LanguageRules
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
        exercises: Mapping[str, str],
        rules: LanguageRules,
        outlook: Callable[[object], JsonObject],
    ) -> None:
        """
        Begin.

        Args:
            invocation_name: The skill's name, for the hint.
            exercises: Id of an exercise -> what it is called.
            rules: The language's, to find numbers, sets and sides in what is said.
            outlook: Returns what session attributes say of the routine.
        """
        self._outlook = outlook
        self._rules = rules
        self._invocation_name = invocation_name
        self._exercises = exercises
        self._silence = Silence()

    def encode(self, event: Event) -> JsonObject | None:
        """
        Return the object of an event.

        Returns:
            `kind`, `at_ms` (since 1970-01-01 UTC) and what the kind has besides; None for what the
            page works out itself, from the sounds of a playback.
        """
        self._silence.show(event)
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
                }
            case PlaybackStarted():
                return {"kind": "playback", **self._playback(event)}
            case PlaybackEnded():
                return {"kind": "silence", "was_interrupted": event.was_interrupted}
            case DeviceTrouble() if event.spoken:
                return {"kind": "apology", "text": event.spoken, "reason": event.reason}
            case MicrophoneOpened():
                goes_on = self._silence.goes_on
                return {"kind": "listening", "seconds": event.seconds, "goes_on": goes_on}
            case _:
                text = remark(event, self._invocation_name)
                return {"kind": _REMARKS.get(type(event), "remark"), "text": text}

    def _playback(self, event: PlaybackStarted) -> JsonObject:
        track, response, is_reprompt = event.track, self._silence.response, event.is_reprompt
        return {
            "length_ms": track.length_ms,
            "sounds": [_sound(sound, self._rules) for sound in track.sounds],
            "is_reprompt": is_reprompt,
            "goes_on": is_reprompt and bool(following_in(response)),
            "closes_session": event.closes_session,
            "answers": [] if event.closes_session else answers_to(response, self._rules),
            "exercise_next": exercise_next(response, self._exercises, is_reprompt=is_reprompt),
            "steps": steps_in(response, self._exercises, is_reprompt=is_reprompt),
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
    question = session_in(response).get("question")
    return rules.answers.get(question, rules.yes_or_no) if isinstance(question, str) else ()


def exercise_next(response: object, names: Mapping[str, str], *, is_reprompt: bool = False) -> str:
    """
    Return the exercise a person is at when the sound is over.

    Args:
        response: What the skill returned.
        names: Id of an exercise -> what it is called.
        is_reprompt: Whether the sound is that of the reprompt.

    Returns:
        Its name; empty for none.
    """
    following = {} if is_reprompt else following_in(response)
    return _exercise_of((following or session_in(response)).get("at"), names)


def steps_in(
    response: object, names: Mapping[str, str], *, is_reprompt: bool = False
) -> list[JsonObject]:
    """
    Return the steps of the exercises that the sound of a response, or its reprompt, is about.

    Args:
        response: What the skill returned.
        names: Id of an exercise -> what it is called.
        is_reprompt: Whether the sound is that of the reprompt.

    Returns:
        `exercise` and `end_ms`, from the start of the sound, in order.
    """
    playing, start_ms = playing_in(response), 0
    steps = playing.get("steps")
    if is_reprompt:
        # All steps are measured from the start of the response's own sound.
        sound_ms = playing.get("sound_ms", 0)
        start_ms = (sound_ms if isinstance(sound_ms, int) else 0) + 1000 * LISTENING_SECONDS
        steps = following_in(response).get("steps")
    return [
        {"exercise": _exercise_of(step[0], names), "end_ms": step[2] - start_ms}
        for step in (steps if isinstance(steps, list) else ())
        if isinstance(step, list) and len(step) == 3 and isinstance(step[2], int)
    ]


def _exercise_of(step: object, names: Mapping[str, str]) -> str:
    """Return the exercise of a step's id: `calf-2-left`, `rock-1`."""
    return names.get(step.partition("-")[0], "") if isinstance(step, str) else ""
