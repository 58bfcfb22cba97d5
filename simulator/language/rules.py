"""The rules of one human language: everything that changes when people speak another one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

SlotParser: TypeAlias = Callable[[Sequence[str], date], str | None]
"""Returns the value Alexa sends for words of a built-in slot type on a day; None for others."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A skill called by its name."""

    wishes: tuple[str, ...] = ()
    """What is wanted of it, in the readings to try one after another; none for a plain launch."""
    is_certain: bool = True
    """Whether the phrase calls the skill even when no wish is understood."""


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What the simulator has to know of a language."""

    code: str
    """As in the locale: "en"."""
    as_spoken: Callable[[str], str]
    """Returns typed text as bare lower-case words, so that it can be compared with samples."""
    without_wake_word: Callable[[str], str]
    """Drops a leading "Alexa,"."""
    find_invocation: Callable[[str, str], Invocation | None]
    """Returns how a text calls a skill, by its invocation name; None when it does not."""
    parse_number: Callable[[Sequence[str]], int | None]
    """Returns the whole number that words are."""
    slot_parsers: Mapping[str, SlotParser]
    """Parsers of the built-in slot types, by type."""
    standard_phrases: Mapping[str, tuple[str, ...]]
    """Amazon's own phrases for each standard intent."""
    fillers: frozenset[str]
    """Words that recognition overlooks."""
    apology: str
    """What Alexa says when she refuses a response."""
    consent_question: str
    """What Alexa asks before a skill may set reminders; `{skill}` is the skill's name."""
    consent_answers: Mapping[str, bool]
    """What is understood as an answer to that, and whether it allows it; yes and no come first."""
    reminder_words: str
    """What Alexa says when a reminder rings; `{text}` is the reminder's own."""
    set_named: Callable[[str], str]
    """Returns the set that a coach's words name last; empty for none. For a display."""
    side_named: Callable[[str], str]
    """Returns the side that a coach's words name last; empty for none. For a display."""
    answers: Mapping[str, tuple[str, ...]]
    """What can be said to a coach's question, by the question's name. For a display."""
    yes_or_no: tuple[str, str]
    """What can be said to any other question."""
