"""
English number words: spell a number as a voice does, and parse the words back into a number.

Spelling is unicode-rbnf's (CLDR's rules). Parsing looks the words up in a table made by spelling
every number below a thousand, so that both directions agree. Whole numbers below a million: more
than anybody says to a stretching coach.
"""

import functools
import re
from collections.abc import Mapping, Sequence

from unicode_rbnf import FormatPurpose, RbnfEngine

LARGEST = 999_999
"""The largest number that is spelled or parsed."""

_AND = re.compile(r"\b(hundred|thousand) and (?=\w)")
_ARTICLE = re.compile(r"\ba (?=hundred\b|thousand\b)")


def number_words(number: int) -> str:
    """
    Spell a whole number, without hyphens and without "and".

    Args:
        number: 0 to 999,999.

    Raises:
        ValueError: The number is outside that range.
    """
    return _spell(number, FormatPurpose.CARDINAL)


def ordinal_words(number: int) -> str:
    """Spell a whole number as an ordinal: 3 is "third", 21 is "twenty first"."""
    return _spell(number, FormatPurpose.ORDINAL)


def parse_number(words: Sequence[str]) -> int | None:
    """
    Parse number words, as in "a hundred and twenty".

    Args:
        words: Lower-case words, nothing else among them.

    Returns:
        The number, or None when the words are not exactly one whole number.
    """
    said = _ARTICLE.sub("one ", _AND.sub(r"\1 ", " ".join(words)))
    thousands, thousand, rest = said.rpartition("thousand")
    if not thousand:
        return _numbers_below_thousand().get(said)
    many = _numbers_below_thousand().get(thousands.strip())
    below = _numbers_below_thousand().get(rest.strip()) if rest else 0
    return None if not many or below is None else 1000 * many + below


def _spell(number: int, purpose: FormatPurpose) -> str:
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    return _engine().format_number(number, purpose).text.replace("-", " ")


@functools.cache
def _engine() -> RbnfEngine:
    return RbnfEngine.for_language("en")


@functools.cache
def _numbers_below_thousand() -> Mapping[str, int]:
    return {number_words(number): number for number in range(1000)}
