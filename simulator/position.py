"""What the words of a coach tell of where one is: which set, which side."""

import re

_SET = re.compile(r"\bset \w+ of \w+\b|^hold \w+(?=\.$)", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:left|right) (?:leg|foot|side)\b", re.IGNORECASE)


def set_named(words: str) -> str:
    """Return the set, as in "Set one of three", that the words name last; empty for none."""
    return _last(_SET, words)


def side_named(words: str) -> str:
    """Return the side, as in "Left leg", that the words name last; empty for none."""
    return _last(_SIDE, words)


def _last(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.findall(words)
    return found[-1] if found else ""
