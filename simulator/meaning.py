"""What an utterance means: an intent with its slots, as a request will carry them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of a custom slot type that what was said stands for."""

    name: str
    """The entry's canonical value."""
    id: str | None
    """The entry's id, where the model gives one."""


@dataclass(frozen=True, slots=True)
class FilledSlot:
    """A slot of an intent, as a request carries it."""

    name: str
    """The slot's name in the model."""
    type_name: str
    """Its type: AMAZON.NUMBER and so on, or a custom one."""
    value: str | None = None
    """What was said for a custom type, the value for a built-in one; None when not filled."""
    matches: tuple[Match, ...] = ()
    """For a custom type, the entries that were meant: nearly always one."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An utterance understood: an intent and all its slots, filled or not."""

    intent: str
    """The intent's name."""
    slots: tuple[FilledSlot, ...] = ()
    """Every slot of the intent, in the model's order."""
    sample: str | None = None
    """The sample that fits, as the model has it; None for the fallback."""
    is_standard_phrase: bool = False
    """Whether the sample is one of Amazon's own and not the model's."""
