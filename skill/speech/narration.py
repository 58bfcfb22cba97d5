"""
The narration: messages into words, by the language that is asked for.

The words stand in Project Fluent's format beside the rules of their language; nothing here is in
any language. See ``docs/adr/0005-messages-in-fluent.md``.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern

from skill.routine.exercises import ExerciseId
from skill.routine.hold_cues import HOLD_CUES
from skill.routine.message import Message, Narration, Value, message
from skill.routine.settings import Talk
from skill.speech.english.rules import English
from skill.speech.language import Language

LANGUAGES: dict[str, Callable[[], Language]] = {"en": English}
"""The languages that there are, by primary subtag."""

DEFAULT_LANGUAGE = "en"
"""What is spoken where there is nothing in the language that is asked for."""

_TALK_ORDER = MappingProxyType(
    {
        Talk.MINIMAL: ("minimal", "brief", "full"),
        Talk.BRIEF: ("brief", "full", "minimal"),
        Talk.FULL: ("full", "brief", "minimal"),
    }
)
_SENTENCE_START = re.compile(r"(^|[.?!] )([^\W\d_])")
_BEFORE_PUNCTUATION = re.compile(r" +([,.?!:;])")


class UnknownMessage(LookupError):
    """A message without words, or words without their values: a fault in the skill."""


def narration_for(language: str = DEFAULT_LANGUAGE) -> Narration:
    """
    Return the narration of a language, given as ``en`` or as a locale such as ``en-GB``.

    The primary subtag decides: a locale is served by its language, an unknown one by the default.
    """
    primary = language.partition("-")[0].lower()
    return _narration(primary if primary in LANGUAGES else DEFAULT_LANGUAGE)


@lru_cache
def _narration(language: str) -> "FluentNarration":
    return FluentNarration(LANGUAGES[language]())


class FluentNarration:
    """The narration of one language. Calling it with a message gives the words."""

    def __init__(self, language: Language) -> None:
        """Read the messages of a language."""
        # The library takes text from a function, but types it as its own number and date classes.
        functions: dict[str, Any] = {
            "NUM": self._number,
            "NAME": self._name,
            "SHORT": self._short,
            "EXERCISES": self._exercises,
            "DATE": self._date,
        }
        self._language = language
        # Isolation marks are for screens that mix directions of writing; a voice reads them out.
        self._bundle = FluentBundle([language.locale], use_isolating=False, functions=functions)
        self._bundle.add_resource(FluentResource(language.messages()))
        self._known: dict[Message, str] = {}

    def __call__(self, said: Message) -> str:
        """
        Return the words of a message as they are spoken.

        Raises:
            UnknownMessage: when there are no words for it, or a value is missing.
        """
        words = self._known.get(said)
        if words is None:
            words = self._known[said] = self._spoken(said)
        return words

    def slot_ms(self, text: str) -> int:
        """Return a slot, in whole seconds, that is long enough for the words on any voice."""
        return self._language.slot_ms(text)

    def spoken_ms(self, text: str) -> int:
        """Return about how long a voice takes for a few words."""
        return self._language.spoken_ms(text)

    def is_quick(self, said: Message) -> bool:
        """Return whether slow voices run over the message's slot unless they speak faster."""
        return self._language.is_quick(said)

    def _spoken(self, said: Message) -> str:
        return self._format(said) if said.key in LOWER_CASE else _tidy(self._format(said))

    def _format(self, said: Message) -> str:
        pattern = self._pattern(said)
        values = {name: self._value(value) for name, value in said.values}
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise UnknownMessage(f"{said.key}: {errors[0]!r}")
        return " ".join(str(text).split())

    def _pattern(self, said: Message) -> Pattern:
        if not self._bundle.has_message(said.key):
            raise UnknownMessage(f"no message {said.key}")
        entry = self._bundle.get_message(said.key)
        if not entry.attributes:
            if entry.value is None:
                raise UnknownMessage(f"no words in {said.key}")
            return entry.value
        for amount in _TALK_ORDER[said.talk]:
            if amount in entry.attributes:
                return entry.attributes[amount]
        variants = [entry.attributes[name] for name in sorted(entry.attributes)]
        return variants[said.variant % len(variants)]

    def _value(self, value: Value) -> str | int:
        """Return a value as Fluent takes it: messages become a list in words."""
        if isinstance(value, tuple):
            return self._language.joined([self._format(each) for each in value])
        return value

    def _exercises(self) -> str:
        """Return in words how many exercises there are, so that no sentence has to know."""
        return self._number(len(ExerciseId))

    def _number(self, number: float) -> str:
        return self._language.number(int(number))

    def _name(self, exercise: str) -> str:
        return self._format(message(f"name-{exercise}"))

    def _short(self, exercise: str) -> str:
        return self._format(message(f"short-{exercise}"))

    def _date(self, iso: str) -> str:
        day = date.fromisoformat(iso)
        return self._language.date(day, self._format(message("month-name", month=day.month)))


LOWER_CASE = frozenset(
    {
        *("count", "half-way", "breathe-in", "breathe-out"),
        *("rep-first", "rep-last", "rep-phase"),
        *(cue.key for cue in HOLD_CUES),
    }
)
"""Messages of the count: a few words in a rhythm, not sentences."""


def _tidy(text: str) -> str:
    """Return words as sentences: a capital at the start of each, no space before a stop."""
    text = _BEFORE_PUNCTUATION.sub(r"\1", text)
    return _SENTENCE_START.sub(lambda found: found[1] + found[2].upper(), text)
