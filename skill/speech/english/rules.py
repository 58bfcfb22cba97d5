"""English: numbers, dates, lists, and how long voices take for English words."""

import math
from collections.abc import Sequence
from datetime import date
from importlib import resources

from unicode_rbnf import FormatPurpose, RbnfEngine

from skill.routine.message import Message

MS = 1000

SECONDS_A_WORD, SECONDS_BESIDE = 0.42, 0.6
"""Length of a slot. Our choice: generous against the 3.2 to 4.9 syllables a second of voices."""

WORD_START_MS, LETTER_MS = 150, 65
"""Modelled length of spoken words. Our choice: it fits the 280 to 1,170 ms that numbers take."""

QUICK_FROM_NUMBER = 21
"""Numbers above twenty are spoken faster, or slow voices run over the second: measured."""

QUICK_MESSAGES = frozenset({"relax-half-way"})
"""Other messages with more words than their slot has time for on a slow voice."""


class English:
    """The rules of English; spelled as in the United States, whose voices read it."""

    locale = "en-US"

    def __init__(self) -> None:
        self._numbers = RbnfEngine.for_language("en")

    def messages(self) -> str:
        """Return the messages that come with the skill."""
        source = resources.files("skill.speech.english").joinpath("messages.ftl")
        return source.read_text(encoding="utf-8")

    def number(self, number: int) -> str:
        """Return "twenty-one", by the rules of CLDR."""
        return self._numbers.format_number(number).text

    def date(self, day: date, month: str) -> str:
        """Return "the third of November"."""
        ordinal = self._numbers.format_number(day.day, FormatPurpose.ORDINAL).text
        return f"the {ordinal} of {month}"

    def joined(self, items: Sequence[str]) -> str:
        """Return "calf, towel and arch"."""
        if len(items) < 2:
            return "".join(items)
        *most, last = items
        return f"{', '.join(most)} and {last}"

    def slot_ms(self, text: str) -> int:
        """Return ``ceil(0.42 x words + 0.6)`` seconds."""
        return math.ceil(SECONDS_A_WORD * len(text.split()) + SECONDS_BESIDE) * MS

    def spoken_ms(self, text: str) -> int:
        """Return 150 ms and 65 ms for each letter; 0 for no words."""
        return WORD_START_MS + LETTER_MS * len(text) if text else 0

    def is_quick(self, said: Message) -> bool:
        """Return whether it is a number above twenty, or "and relax, half way"."""
        if said.key != "count":
            return said.key in QUICK_MESSAGES
        return any(isinstance(n, int) and n >= QUICK_FROM_NUMBER for _, n in said.values)
