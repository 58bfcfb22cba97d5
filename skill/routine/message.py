"""
Messages: what is to be said, before it has words, as a key and its values.

The pure layers speak in messages; a ``Narration`` turns one into words. Timelines ask it, too,
because the length of an instruction's slot follows from the number of its words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from skill.routine.exercises import ExerciseId, Part
from skill.routine.settings import Talk

Value: TypeAlias = "str | int | tuple[Message, ...]"
"""An id (``calf``, ``left``), a whole number, or messages that become a list in words."""

MOST_NAMES = 3
"""Up to so many exercises are named in a row. Our choice: a longer list is not kept by ear."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say, not yet in words."""

    key: str
    """Id of its words in the narration."""
    values: "tuple[tuple[str, Value], ...]" = ()
    """Names and values for the words, sorted by name."""
    talk: Talk = Talk.BRIEF
    """How many words: the nearest amount that there is is taken."""
    variant: int = 0
    """Picks among equal wordings, so that identical lines do not follow one another."""


def message(
    key: str, *, talk: Talk = Talk.BRIEF, variant: int = 0, **values: "Value | None"
) -> Message:
    """Return a ``Message``; a value of ``None`` becomes ``"none"``, which words can select."""
    named = sorted((n, "none" if v is None else v) for n, v in values.items())
    return Message(key, tuple(named), talk, variant)


def names(units: Iterable[ExerciseId | Part], *, article: bool = False) -> tuple[Message, ...]:
    """
    Return the names of exercises and parts, as a value of a message.

    More than three are not named: the exercises among them become a number.

    Args:
        units: what is named, each once.
        article: whether the sentence needs "the" before each name.
    """
    named = tuple(units)
    if len(named) > MOST_NAMES:
        parts = tuple(unit for unit in named if isinstance(unit, Part))
        return (message("names-many", n=len(named) - len(parts)), *map(name_message, parts))
    if article:
        return tuple(message("the-name", exercise=unit) for unit in named)
    return tuple(map(name_message, named))


def name_message(unit: ExerciseId | Part) -> Message:
    """Return the name of an exercise or a part."""
    return message(f"name-{unit}")


class Narration(Protocol):
    """Turns a message into words as they are spoken, and knows how long those take."""

    def __call__(self, said: Message, /) -> str:
        """Return the words of a message."""
        ...

    def __hash__(self) -> int:
        """Counts and plans are kept by the narration in which they are told."""
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
