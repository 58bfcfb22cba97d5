"""
Where utterances come from: a keyboard that is read while the sound plays, or lines of a file.

The keyboard is read key by key, so that the face can draw what is being typed below its picture;
what the terminal would echo by itself would be torn apart by the count above it.
"""

import codecs
import contextlib
import os
import queue
import select
import sys
import termios
import threading
import tty
from collections.abc import Iterator
from typing import Protocol, TextIO

_END_OF_INPUT = "\x04"
_ERASE = ("\x7f", "\b")
_ERASE_LINE = "\x15"
_ERASE_WORD = "\x17"
_ESCAPE = "\x1b"


class EndOfInput(Exception):
    """Nobody will say anything any more."""


class Lines(Protocol):
    """A source of utterances."""

    def read(self, timeout_seconds: float | None) -> str | None:
        """
        Return the next line.

        Args:
            timeout_seconds: How long to wait for it; None for as long as it takes.

        Returns:
            None when the time has passed without a line.

        Raises:
            EndOfInput: There will be none.
        """
        ...


class StreamLines:
    """Lines of a file or a pipe; a thread reads, so that waiting can have an end."""

    def __init__(self, stream: TextIO) -> None:
        """
        Begin to read.

        Args:
            stream: Where the lines come from.
        """
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._read_all, args=(stream,), daemon=True).start()

    def read(self, timeout_seconds: float | None) -> str | None:
        """Return the next line, or None when the time has passed; see `Lines`."""
        try:
            line = self._queue.get(timeout=timeout_seconds)
        except queue.Empty:
            return None
        if line is None:
            self._queue.put(None)
            raise EndOfInput
        return line

    def _read_all(self, stream: TextIO) -> None:
        with contextlib.suppress(ValueError):  # closed while it was read, at the end of a talk
            for line in stream:
                self._queue.put(line)
        self._queue.put(None)


class Keyboard:
    """A terminal's keys; `typed` is the line so far."""

    def __init__(self, descriptor: int) -> None:
        """
        Listen to a terminal.

        Args:
            descriptor: Of the terminal, set to hand over each key (`keys_of_terminal`).
        """
        self.typed = ""
        self._descriptor = descriptor
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._ready: list[str] = []

    def read(self, timeout_seconds: float | None) -> str | None:
        """Return the line when Enter was pressed, or None when the time has passed."""
        if not self._ready:
            readable, _, _ = select.select([self._descriptor], [], [], timeout_seconds)
            if not readable:
                return None
            self._take(self._decoder.decode(os.read(self._descriptor, 1024)))
        if not self._ready:
            return None
        if self._ready[0] == _END_OF_INPUT:
            raise EndOfInput
        return self._ready.pop(0)

    def _take(self, keys: str) -> None:
        if keys.startswith(_ESCAPE):  # an arrow or function key: one read brings the whole of it
            return
        for key in keys:
            if key in "\r\n":
                self._ready.append(self.typed)
                self.typed = ""
            elif key == _END_OF_INPUT and not self.typed:
                self._ready.append(_END_OF_INPUT)
            elif key in _ERASE:
                self.typed = self.typed[:-1]
            elif key == _ERASE_LINE:
                self.typed = ""
            elif key == _ERASE_WORD:
                self.typed = self.typed.rstrip().rpartition(" ")[0]
            elif key.isprintable():
                self.typed += key


@contextlib.contextmanager
def keys_of_terminal(stream: TextIO = sys.stdin) -> Iterator[Keyboard]:
    """Set a terminal to hand over each key, Ctrl-C excepted, and set it back afterwards."""
    descriptor = stream.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor, termios.TCSADRAIN)
    try:
        yield Keyboard(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
