"""
What is to be said, before it has words: a key of the message catalogue and its values.

The pure layers speak in messages; a ``Narration`` turns one into words. Timelines ask it, too,
because the length of an instruction's slot follows from the number of its words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from skill.routine.settings import Talk

Value = str | int
"""An id (``calf``, ``left``) or a whole number; the catalogue puts both into words."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say."""

    key: str
    """Id in the message catalogue."""
    values: tuple[tuple[str, Value], ...] = ()
    """Names and values for the words, sorted by name."""
    talk: Talk = Talk.BRIEF
    """How many words: the catalogue falls back to the nearest amount it has."""
    variant: int = 0
    """Picks among equal wordings, so that identical lines do not follow one another."""


def message(
    key: str, *, talk: Talk = Talk.BRIEF, variant: int = 0, **values: Value | None
) -> Message:
    """Make a ``Message``; ``None`` becomes ``"none"``, which the catalogue can select."""
    named = sorted((n, "none" if v is None else v) for n, v in values.items())
    return Message(key, tuple(named), talk, variant)


Narration = Callable[[Message], str]
"""Turns a message into words as they are spoken."""
