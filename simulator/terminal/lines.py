"""Reads utterances, one a line, from a file or a pipe; `Lines` is what every source of them has."""

import contextlib
import queue
import threading
from typing import Protocol, TextIO


class EndOfInput(Exception):
    """The input has ended: no line will come any more."""


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
