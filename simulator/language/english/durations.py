"""
AMAZON.DURATION: what people say for a length of time, as ISO 8601.

"a minute and a half" is PT1M30S, "ninety seconds" stays PT90S, "half an hour" is PT30M.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from simulator.language.english.numbers import parse_number

_UNITS = {
    "second": "S", "seconds": "S", "sec": "S", "secs": "S",
    "minute": "M", "minutes": "M", "min": "M", "mins": "M",
    "hour": "H", "hours": "H",
    "day": "D", "days": "D",
    "week": "W", "weeks": "W",
}  # fmt: skip
_SECONDS = {"S": 1, "M": 60, "H": 3600, "D": 86_400, "W": 604_800}
_ARTICLES = ("a", "an", "one")
_EXTRAS: Mapping[tuple[str, ...], Fraction] = {
    ("and", "a", "half"): Fraction(1, 2),
    ("and", "a", "quarter"): Fraction(1, 4),
}
_PARTS: Mapping[tuple[str, ...], Fraction] = {
    ("half",): Fraction(1, 2),
    ("a", "half"): Fraction(1, 2),
    ("half", "of"): Fraction(1, 2),
    ("a", "quarter", "of"): Fraction(1, 4),
    ("quarter", "of"): Fraction(1, 4),
    ("three", "quarters", "of"): Fraction(3, 4),
}
_COUPLES = (("a", "couple", "of"), ("couple", "of"), ("a", "couple"))


def parse_duration(words: Sequence[str]) -> str | None:
    """
    Understand a length of time.

    Args:
        words: Lower-case words as `as_spoken` gives them.

    Returns:
        An ISO 8601 duration, or None when the words are not exactly one.
    """
    amounts: dict[str, Fraction] = {}
    rest = tuple(words)
    while rest:
        term = _first_term(rest, amounts)
        if term is None:
            return None
        unit, amount, rest = term
        if any(_SECONDS[unit] >= _SECONDS[before] for before in amounts):
            return None
        amounts[unit] = amount
    return _iso_8601(amounts) if amounts else None


def _first_term(
    words: tuple[str, ...], before: dict[str, Fraction]
) -> tuple[str, Fraction, tuple[str, ...]] | None:
    """Split one "ten minutes" off the front: its unit, its amount, and the words after it."""
    if before and words[0] == "and":
        words = words[1:]
    at = next((at for at, word in enumerate(words) if word in _UNITS), None)
    if at is None:
        return _bare_last_number(words, before)
    amount = _amount(words[:at])
    if amount is None:
        return None
    rest = words[at + 1 :]
    if rest[:3] in _EXTRAS:
        amount, rest = amount + _EXTRAS[rest[:3]], rest[3:]
    return _UNITS[words[at]], amount, rest


def _bare_last_number(
    words: tuple[str, ...], before: dict[str, Fraction]
) -> tuple[str, Fraction, tuple[str, ...]] | None:
    """Understand the "thirty" of "two minutes thirty"."""
    smaller = {"H": "M", "M": "S"}
    number = parse_number(words)
    if number is None or not before or list(before)[-1] not in smaller:
        return None
    return smaller[list(before)[-1]], Fraction(number), ()


def _amount(words: tuple[str, ...]) -> Fraction | None:
    if len(words) == 1 and words[0] in _ARTICLES:
        return Fraction(1)
    if words in _COUPLES:
        return Fraction(2)
    if words in _PARTS:
        return _PARTS[words]
    if words and words[-1] in _ARTICLES and words[:-1] in _PARTS:
        return _PARTS[words[:-1]]
    extra = _EXTRAS.get(words[-3:], Fraction(0))
    if extra:
        words = words[:-3]
    if "point" in words:
        return _decimal(words)
    number = 1 if words == ("a",) else parse_number(words)
    return None if number is None else number + extra


def _decimal(words: tuple[str, ...]) -> Fraction | None:
    at = words.index("point")
    whole, digits = parse_number(words[:at]), [parse_number([word]) for word in words[at + 1 :]]
    if whole is None or not digits or any(digit is None or digit > 9 for digit in digits):
        return None
    return Fraction(f"{whole}.{''.join(str(digit) for digit in digits)}")


def _iso_8601(amounts: dict[str, Fraction]) -> str:
    if any(amount.denominator != 1 for amount in amounts.values()):
        amounts = _whole_units(amounts)
    if list(amounts) == ["W"]:
        return f"P{amounts['W']}W"
    days = amounts.get("D", Fraction(0)) + 7 * amounts.get("W", Fraction(0))
    date_part = f"{days}D" if days else ""
    time_part = "".join(f"{amounts[unit]}{unit}" for unit in "HMS" if unit in amounts)
    if not date_part and not time_part:
        return "PT0S"
    return f"P{date_part}T{time_part}" if time_part else f"P{date_part}"


def _whole_units(amounts: dict[str, Fraction]) -> dict[str, Fraction]:
    left = round(sum(_SECONDS[unit] * amount for unit, amount in amounts.items()))
    whole: dict[str, Fraction] = {}
    for unit in "DHMS":
        many, left = divmod(left, _SECONDS[unit])
        if many:
            whole[unit] = Fraction(many)
    return whole
