"""
Faces without a screen to draw on: a plain transcript, and JSON lines.

The transcript is written as the conversation tests are: `U:` for what was said, `A:` for what the
device says, `(10 s)` for a silence.
"""

import json
from typing import Protocol, TextIO

from simulator.events import (
    DeviceTrouble,
    DeviceWarning,
    EndReason,
    Event,
    Exchange,
    Heard,
    LeftToAlexa,
    PlaybackEnded,
    PlaybackStarted,
    Said,
    SessionEnded,
    Understood,
)
from simulator.meaning import FilledSlot
from simulator.sound import Sound, SoundKind

SHOWN_SILENCE_MS = 3000
"""Shorter silences between words are not worth telling."""

END_WORDS = {
    EndReason.SKILL: "session ends",
    EndReason.USER_INITIATED: "session ends: something else was asked for",
    EndReason.EXCEEDED_MAX_REPROMPTS: "session ends: nobody answered",
    EndReason.ERROR: "session ends: error",
}
"""How a transcript tells of the end of a session."""


class Face(Protocol):
    """Shows a talk."""

    def show(self, event: Event) -> None:
        """Show what happened."""
        ...


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
        case SessionEnded():
            return END_WORDS[event.reason]
        case DeviceWarning():
            return f"warning: {event.text}"
        case DeviceTrouble():
            return f"trouble: {event.reason}"
        case _:
            return ""


def sound_text(sound: Sound) -> str:
    """Return the words of a sound, or the name of a clip."""
    if sound.kind is SoundKind.CLIP:
        return f"[{sound.text.rpartition('/')[2]}]"
    return sound.text


class PlainFace:
    """Writes a transcript, word for word as it is said; no colours, nothing in place."""

    def __init__(self, output: TextIO, invocation_name: str) -> None:
        """
        Begin a transcript.

        Args:
            output: Where it goes.
            invocation_name: The skill's name, for the hint.
        """
        self._output = output
        self._invocation_name = invocation_name
        self._said: Sound | None = None
        self._is_open = False
        self._quiet_since_ms = 0

    def show(self, event: Event) -> None:
        """Write what happened."""
        match event:
            case Heard():
                self._line(f"U: {event.text}")
            case PlaybackStarted():
                self._said, self._quiet_since_ms = None, 0
            case Said():
                self._say(event.sound)
            case PlaybackEnded():
                self._end_line()
            case _:
                if isinstance(event, DeviceTrouble) and event.spoken:
                    self._line(f"A: {event.spoken}")
                if words := remark(event, self._invocation_name):
                    self._line(f"   ({words})")
        self._output.flush()

    def _say(self, sound: Sound) -> None:
        words = sound_text(sound)
        if not self._is_open:
            self._output.write("A:")
            self._is_open = True
        elif self._said and not self._said.text.endswith((".", "?", "!", ",", ":", ";")):
            self._output.write(",")
        silence_ms = sound.start_ms - self._quiet_since_ms
        if silence_ms >= SHOWN_SILENCE_MS and self._said:
            self._output.write(f" ({silence_ms // 1000} s)")
        self._output.write(f" {words}")
        self._said, self._quiet_since_ms = sound, sound.end_ms

    def _line(self, text: str) -> None:
        self._end_line()
        self._output.write(f"{text}\n")

    def _end_line(self) -> None:
        if self._is_open:
            self._output.write("\n")
            self._is_open = False


class JsonFace:
    """Writes each request and each response as a line of JSON, and nothing else."""

    def __init__(self, output: TextIO) -> None:
        """
        Begin.

        Args:
            output: Where the lines go.
        """
        self._output = output

    def show(self, event: Event) -> None:
        """Write an exchange; leave out everything else."""
        if isinstance(event, Exchange):
            for kind, body in (("request", event.request), ("response", event.response)):
                self._output.write(json.dumps({kind: body}, ensure_ascii=False) + "\n")
            self._output.flush()


def _slot_text(slot: FilledSlot) -> str:
    if slot.value is None:
        return ""
    ids = "|".join(match.id or match.name for match in slot.matches)
    return f" {slot.name}={slot.value!r}" + (f" [{ids}]" if ids else "")
