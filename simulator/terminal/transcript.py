"""
Writes a talk without a screen to draw on: as a plain transcript, or as JSON lines.

The transcript is written as the conversation tests are: `U:` for what was said, `A:` for what the
device says, `(10 s)` for a silence.
"""

import json
from typing import Protocol, TextIO

from simulator.device.events import (
    DeviceTrouble,
    Event,
    Exchange,
    Heard,
    MicrophoneOpened,
    PlaybackEnded,
    PlaybackStarted,
    Said,
    remark,
    sound_text,
)
from simulator.device.sound import Sound
from simulator.rig.coach_session import Silence

SHOWN_SILENCE_MS = 3000
"""Shorter silences between words are not worth telling."""

LISTENING_GOES_ON = "listening; goes on by itself"
"""Told while the microphone is open and nothing has to be said."""


class Output(Protocol):
    """Writes or draws a talk."""

    def show(self, event: Event) -> None:
        """Show what happened."""
        ...


class PlainTranscript:
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
        self._silence = Silence()

    def show(self, event: Event) -> None:
        """Write what happened."""
        self._silence.show(event)
        match event:
            case Heard():
                self._line(f"U: {event.text}")
            case PlaybackStarted():
                self._said, self._quiet_since_ms = None, 0
            case Said():
                self._say(event.sound)
            case PlaybackEnded():
                self._end_line()
            case MicrophoneOpened() if self._silence.goes_on:
                self._line(f"   ({LISTENING_GOES_ON})")
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


class JsonTranscript:
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
