"""What a coach says in English, for a display: the set and the side named, answers to suggest."""

import re
from collections.abc import Mapping

YES_OR_NO = ("yes", "no")
"""What most questions ask for."""

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "foot": ("left", "right", "both"),
    "routine": ("the whole thing", "the short one"),
    "which_lift": ("tiptoe raises", "heel rocks", "both"),
    "pain": ("zero", "two", "four", "six", "eight", "ten"),
    "cramp": ("ready", "skip"),
    "next_or_stop": ("next", "stop"),
    "ready_or_done": ("ready", "done"),
}
"""What can be said to a question, by its name; to any other, yes or no."""

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
