"""
Messages into words: the one place where ids and numbers become English.

The words are in ``messages/en.ftl``, in Project Fluent's format; numbers are spelled by CLDR's
rules. See ``docs/adr/0005-messages-in-fluent.md``.
"""

import re
from collections.abc import Sequence
from datetime import date
from importlib import resources
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from unicode_rbnf import FormatPurpose, RbnfEngine

from skill.routine.exercises import ExerciseId
from skill.routine.message import Message, Value, message
from skill.routine.settings import Talk

_TALK_ORDER = {
    Talk.MINIMAL: ("minimal", "brief", "full"),
    Talk.BRIEF: ("brief", "full", "minimal"),
    Talk.FULL: ("full", "brief", "minimal"),
}
_SENTENCE_START = re.compile(r"(^|[.?!] )([a-z])")
_BEFORE_PUNCTUATION = re.compile(r" +([,.?!:;])")


class UnknownMessage(LookupError):
    """A message without words, or words without their values: a fault of ours."""


class FluentNarration:
    """The message catalogue. Calling it with a message gives the words."""

    def __init__(self, source: str) -> None:
        """Read a catalogue in Fluent's format."""
        # The library takes text from a function, but types it as its own number and date classes.
        functions: dict[str, Any] = {
            "NUM": self._number,
            "NAME": self._name,
            "EXERCISES": self._exercises,
            "DATE": self._date,
        }
        # Isolation marks are for screens that mix directions of writing; a voice reads them out.
        self._bundle = FluentBundle(["en-US"], use_isolating=False, functions=functions)
        self._bundle.add_resource(FluentResource(source))
        self._numbers = RbnfEngine.for_language("en")
        self._known: dict[Message, str] = {}

    def __call__(self, said: Message) -> str:
        """
        Return the words of a message as they are spoken.

        Raises:
            UnknownMessage: when the catalogue has no such message or a value is missing.
        """
        words = self._known.get(said)
        if words is None:
            words = self._known[said] = self._spoken(said)
        return words

    def _spoken(self, said: Message) -> str:
        return _tidy(self._format(said)) if said.key not in LOWER_CASE else self._format(said)

    def _format(self, said: Message) -> str:
        pattern = self._pattern(said)
        text, errors = self._bundle.format_pattern(
            pattern, {n: self._value(v) for n, v in said.values}
        )
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
        """Return a value as Fluent takes it: messages are joined to a list in words."""
        return (
            _joined([self._format(each) for each in value]) if isinstance(value, tuple) else value
        )

    def _exercises(self) -> str:
        """Return in words how many exercises there are, so that no sentence has to know."""
        return self._number(len(ExerciseId))

    def _number(self, number: float) -> str:
        return self._numbers.format_number(int(number)).text

    def _name(self, exercise: str) -> str:
        return self._format(message(f"name-{exercise}"))

    def _date(self, iso: str) -> str:
        """Return ``2026-11-03`` as "the third of November"."""
        day = date.fromisoformat(iso)
        ordinal = self._numbers.format_number(day.day, FormatPurpose.ORDINAL).text
        return f"the {ordinal} of {self._format(message('month-name', month=day.month))}"


LOWER_CASE = frozenset(
    {
        *("count", "half-way", "tick", "tick-tick", "breathe-in", "breathe-out"),
        *("rep-first", "rep-last", "rep-phase"),
    }
)
"""Messages of the count: cells, not sentences."""


def read_narration() -> FluentNarration:
    """Read the English catalogue that comes with the skill."""
    source = resources.files("skill.speech").joinpath("messages", "en.ftl")
    return FluentNarration(source.read_text(encoding="utf-8"))


def _joined(items: Sequence[str]) -> str:
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def _tidy(text: str) -> str:
    text = _BEFORE_PUNCTUATION.sub(r"\1", text)
    return _SENTENCE_START.sub(lambda found: found[1] + found[2].upper(), text)
