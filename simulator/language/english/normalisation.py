"""
One written form for what is said, so that typed text and samples can be compared.

Speech has no capitals, no punctuation and no digits; a keyboard has. `as_spoken` makes both the
same: "Exercise 2, please!" becomes "exercise two please". Apostrophes go too, because people type
"thats all" for "that's all".
"""

import re
from collections.abc import Callable

from simulator.language.english.numbers import LARGEST, number_words, ordinal_words

_CLOCK_TIME = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b")
_DECIMAL = re.compile(r"\b(\d+)\.(\d+)\b")
_WHOLE = re.compile(r"\d+")
_INITIALS = re.compile(r"\b([ap])\.\s?m\b\.?")
_APOSTROPHES = re.compile(r"['’‘`]")  # noqa: RUF001 (these are the quotes that keyboards make)
_NOT_A_WORD = re.compile(r"[^\w]+|_")


def as_spoken(text: str) -> str:
    """Return the text as bare lower-case words, digits spelled out, single spaces between."""
    spoken = _APOSTROPHES.sub("", text.casefold())
    spoken = _INITIALS.sub(r"\1m", spoken)
    for pattern, say in _NUMBER_FORMS:
        spoken = pattern.sub(say, spoken)
    return " ".join(_NOT_A_WORD.sub(" ", spoken).split())


def _say_clock_time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    if minute == 0:
        return number_words(hour)
    oh = "oh " if minute < 10 else ""
    return f"{number_words(hour)} {oh}{number_words(minute)}"


def _say_ordinal(found: re.Match[str]) -> str:
    return ordinal_words(int(found[1]))


def _say_decimal(found: re.Match[str]) -> str:
    digits = " ".join(number_words(int(digit)) for digit in found[2])
    return f"{_say_whole_digits(found[1])} point {digits}"


def _say_whole(found: re.Match[str]) -> str:
    return f" {_say_whole_digits(found[0])} "


def _say_whole_digits(digits: str) -> str:
    if int(digits) > LARGEST:
        return " ".join(number_words(int(digit)) for digit in digits)
    return number_words(int(digits))


_NUMBER_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_CLOCK_TIME, _say_clock_time),
    (_ORDINAL, _say_ordinal),
    (_DECIMAL, _say_decimal),
    (_WHOLE, _say_whole),
)
