"""
A conversation written down: what is said, and how much time passes.

One line is one utterance; `+75s`, `+2m`, `+1h30m`, `+3d` let time pass; `#` begins a comment. A
line that begins with a slash is done in the Alexa app: see `simulator.device.alexa_app`.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from simulator.common import SimulatorError
from simulator.device.alexa_app import AppCommand, read_command

_UNIT_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_PASS = re.compile(rf"\+\s*(?:{_PART.pattern}\s*)+")


@dataclass(frozen=True, slots=True)
class Say:
    """A person speaks."""

    text: str
    """The words."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Time passes: the sound plays on, the microphone opens and shuts."""

    seconds: float
    """How much."""


Line: TypeAlias = Say | Pass | AppCommand


def read_line(text: str) -> Line | None:
    """
    Return what a line means.

    Args:
        text: The line, with or without its end.

    Returns:
        None for an empty line and for a comment.

    Raises:
        SimulatorError: It begins with a plus sign and is no length of time, or with a slash and is
            nothing to do in the Alexa app.
    """
    line = text.strip()
    if not line or line.startswith("#"):
        return None
    if line.startswith("/"):
        return read_command(line)
    if not line.startswith("+"):
        return Say(line)
    if not _PASS.fullmatch(line):
        raise SimulatorError(f"{line!r} is no length of time. Write +75s, +2m, +1h30m or +3d.")
    return Pass(sum(float(many) * _UNIT_SECONDS[unit] for many, unit in _PART.findall(line)))
