"""Keeps an Echo's events, numbered, for pages that come, go and come back."""

import threading
import uuid

from simulator.common import JsonObject


class EventLog:
    """Entries that are only ever added; one thread writes, any number of threads read."""

    def __init__(self) -> None:
        """Begin an empty one, with a key that tells it from every other."""
        self._key = uuid.uuid4().hex[:8]
        self._entries: list[JsonObject] = []
        self._is_closed = False
        self._changed = threading.Condition()

    def add(self, entry: JsonObject) -> int:
        """Add an entry and return its number, from 1."""
        with self._changed:
            self._entries.append(entry)
            self._changed.notify_all()
            return len(self._entries)

    def close(self) -> None:
        """End all waits: no entry will be added any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def name(self, number: int) -> str:
        """Return the name of an entry, which no other log has."""
        return f"{self._key}-{number}"

    def number(self, name: str) -> int:
        """Return the number of the entry with this name; 0 for a name of another log."""
        key, _, number = name.partition("-")
        if key != self._key or not number.isdecimal():
            return 0
        return min(int(number), len(self._entries))

    def after(self, number: int) -> list[JsonObject]:
        """Return all entries after a number."""
        with self._changed:
            return self._entries[number:]

    def wait_after(self, number: int, timeout_seconds: float) -> list[JsonObject] | None:
        """
        Return the entries after a number, as soon as there are any.

        Args:
            number: Of the last entry that is known.
            timeout_seconds: How long to wait.

        Returns:
            An empty list when the time has passed without one; None when the log is closed.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_closed or len(self._entries) > number, timeout_seconds
            )
            return None if self._is_closed else self._entries[number:]
