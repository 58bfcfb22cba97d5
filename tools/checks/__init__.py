"""
What `heel-stretches check` checks before anything is deployed.

Each area yields its findings and tells how much it looked at. A new area is a new row in `AREAS`.
"""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tools.checks.apl_document import apl_findings, apl_size
from tools.checks.exercises import exercise_findings, exercises_size
from tools.checks.locales import locale_findings, locales_size
from tools.checks.messages import message_findings, messages_size
from tools.checks.model_agreement import model_findings, model_size
from tools.checks.phrase_table import phrase_table_findings, phrase_table_size


@dataclass(frozen=True, slots=True)
class Area:
    """One thing that can be checked without running the skill."""

    findings: Callable[[], Iterable[str]]
    """Yields each fault as one plain line; nothing when there is none."""
    size: Callable[[], str]
    """Tells what was looked at, such as "model: 30 intents, 2000 samples"."""


AREAS: tuple[Area, ...] = (
    Area(exercise_findings, exercises_size),
    Area(model_findings, model_size),
    Area(locale_findings, locales_size),
    Area(message_findings, messages_size),
    Area(phrase_table_findings, phrase_table_size),
    Area(apl_findings, apl_size),
)
"""Everything that is checked, in the order in which it is printed."""


def main(areas: Iterable[Area] = AREAS) -> int:
    """
    Check one area after the other; print its findings, one a line, then its size and verdict.

    Args:
        areas: What to check; everything, unless a test brings its own.

    Returns:
        The exit status: 0 when nothing was found, else 1.
    """
    status = 0
    # A million phrases are kept and none refers back to another: collecting cycles among them
    # would take half of the time.
    gc.disable()
    try:
        for area in areas:
            findings = list(area.findings())
            verdict = f"{len(findings)} to put right" if findings else "ok"
            print(*findings, f"{area.size()}: {verdict}", sep="\n", flush=True)
            status = 1 if findings else status
    finally:
        gc.enable()
    return status
