"""What happens around the Echo, as the JSON objects that the page is drawn from."""

from collections.abc import Mapping
from datetime import datetime

from simulator.events import (
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
)
from simulator.faces import remark, sound_text
from simulator.json_types import JsonObject
from simulator.numerals import number_meant
from simulator.page.coaching_json import answers_to, exercise_next, steps_in
from simulator.position import set_named, side_named
from simulator.sound import Sound, SoundKind

_REMARKS: Mapping[type, str] = {
    Understood: "understood",
    SessionEnded: "ended",
}


class Teller:
    """Tells events; remembers the last response, which a playback is drawn with."""

    def __init__(self, invocation_name: str, exercises: Mapping[str, str]) -> None:
        """
        Begin.

        Args:
            invocation_name: The skill's name, for the hint.
            exercises: Id of an exercise -> what it is called.
        """
        self._invocation_name = invocation_name
        self._exercises = exercises
        self._response: object = None

    def tell(self, event: Event) -> JsonObject | None:
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
            "sounds": [_sound(sound) for sound in track.sounds],
            "is_reprompt": event.is_reprompt,
            "closes_session": event.closes_session,
            "answers": [] if event.closes_session else answers_to(self._response),
            "exercise_next": exercise_next(self._response, self._exercises),
            "steps": [] if event.is_reprompt else steps_in(self._response, self._exercises),
        }


def in_ms(instant: datetime) -> int:
    """Return an instant in milliseconds since 1970-01-01 UTC."""
    return round(instant.timestamp() * 1000)


def _sound(sound: Sound) -> JsonObject:
    words = sound_text(sound)
    told = {"start_ms": sound.start_ms, "end_ms": sound.end_ms, "text": words}
    if sound.kind is SoundKind.SPEECH:
        return told | {"set": set_named(words), "side": side_named(words)}
    number = number_meant(words.casefold().replace("-", " ").split())
    return told | {"count": words if number is None else str(number)}
