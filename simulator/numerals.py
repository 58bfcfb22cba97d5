"""
English number words: what a voice says for digits, and what number the words mean.

Whole numbers below a million, which is more than anybody says to a stretching coach.
"""

from collections.abc import Sequence

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = [
    "zero",
    "ten",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_UNIT_VALUES = {word: value for value, word in enumerate(_SMALL)}
_TENS_VALUES = {word: 10 * value for value, word in enumerate(_TENS) if value >= 2}
_IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}

LARGEST = 999_999
"""The largest number that has words here."""


def number_words(number: int) -> str:
    """
    Say a whole number, without hyphens and without "and".

    Args:
        number: 0 to 999,999.

    Raises:
        ValueError: The number is outside that range.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    if number < len(_SMALL):
        return _SMALL[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return f"{_TENS[tens]} {_SMALL[unit]}" if unit else _TENS[tens]
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    many, rest = divmod(number, size)
    head = f"{number_words(many)} {name}"
    return f"{head} {number_words(rest)}" if rest else head


def ordinal_words(number: int) -> str:
    """Say a whole number as an ordinal: 3 is "third", 21 is "twenty first"."""
    *head, last = number_words(number).split()
    if last in _IRREGULAR_ORDINALS:
        ordinal = _IRREGULAR_ORDINALS[last]
    elif last.endswith("y"):
        ordinal = f"{last[:-1]}ieth"
    else:
        ordinal = f"{last}th"
    return " ".join([*head, ordinal])


def number_meant(words: Sequence[str]) -> int | None:
    """
    Understand number words, as in "a hundred and twenty".

    Args:
        words: Lower-case words, nothing else among them.

    Returns:
        The number, or None when the words are not exactly one whole number.
    """
    if "thousand" not in words:
        return _below_thousand(words)
    at = words.index("thousand")
    many = 1 if words[:at] in (["a"], ("a",)) else _below_thousand(words[:at])
    if not many:
        return None
    rest = list(words[at + 1 :])
    if rest[:1] == ["and"]:
        rest = rest[1:] or ["and"]
    below = _below_thousand(rest) if rest else 0
    return None if below is None else 1000 * many + below


def _below_thousand(words: Sequence[str]) -> int | None:
    if "hundred" not in words:
        return _below_hundred(words)
    at = words.index("hundred")
    head, rest = list(words[:at]), list(words[at + 1 :])
    hundreds = 1 if head == ["a"] else _UNIT_VALUES.get(" ".join(head), 0)
    if not 1 <= hundreds <= 9:
        return None
    if rest[:1] == ["and"]:
        rest = rest[1:] or ["and"]
    below = _below_hundred(rest) if rest else 0
    return None if below is None else 100 * hundreds + below


def _below_hundred(words: Sequence[str]) -> int | None:
    match list(words):
        case [word] if word in _UNIT_VALUES:
            return _UNIT_VALUES[word]
        case [word] if word in _TENS_VALUES:
            return _TENS_VALUES[word]
        case [tens, unit] if tens in _TENS_VALUES and 1 <= _UNIT_VALUES.get(unit, 0) <= 9:
            return _TENS_VALUES[tens] + _UNIT_VALUES[unit]
    return None
