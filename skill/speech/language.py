"""
What the narration needs to know of a language. One implementation a language, in its own folder.

A new language is such a folder and a row in ``skill.speech.narration.LANGUAGES``.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from skill.routine.message import Message


class Language(Protocol):
    """The messages of a language, and the rules that words alone cannot give."""

    locale: str
    """Name by which Fluent chooses the plural rules, such as ``en-US``."""

    def messages(self) -> str:
        """Return all messages, in Fluent's format."""
        ...

    def number(self, number: int) -> str:
        """Return a whole number in words."""
        ...

    def date(self, day: date, month: str) -> str:
        """Return a date in words; ``month`` is the month's own name."""
        ...

    def joined(self, items: Sequence[str]) -> str:
        """Return a list in words; nothing for an empty one."""
        ...

    def slot_ms(self, text: str) -> int:
        """Return a slot, in whole seconds, that is long enough for the words on any voice."""
        ...

    def spoken_ms(self, text: str) -> int:
        """Return about how long a voice takes for a few words."""
        ...

    def is_quick(self, said: Message) -> bool:
        """Return whether slow voices run over the message's slot unless they speak faster."""
        ...
