"""
What `heel-stretches check` looks at before anything is deployed.

Each area finds its faults by itself and tells its size for the closing line. A new area is a new
row in `AREAS`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tools.checks.locales import locale_findings, locales_size
from tools.checks.messages import catalogue_findings, catalogue_size
from tools.checks.model_agreement import model_findings, model_size
from tools.checks.phrase_table import sayings_findings, sayings_size


@dataclass(frozen=True, slots=True)
class Area:
    """One thing that can be checked without running the skill."""

    findings: Callable[[], Iterable[str]]
    """Gives each fault as one plain line; nothing when all is well."""
    size: Callable[[], str]
    """Tells what was looked at, such as "model: 30 intents, 2000 samples"."""


AREAS: tuple[Area, ...] = (
    Area(model_findings, model_size),
    Area(locale_findings, locales_size),
    Area(catalogue_findings, catalogue_size),
    Area(sayings_findings, sayings_size),
)
"""Everything that is checked, in the order it is told."""


def main(areas: Iterable[Area] = AREAS) -> int:
    """
    Print each finding on a line, then what was checked.

    Args:
        areas: What to check; everything, unless a test brings its own.

    Returns:
        The exit status: 0 when nothing was found, else 1.
    """
    areas = tuple(areas)
    findings = [finding for area in areas for finding in area.findings()]
    verdict = f"{len(findings)} to put right" if findings else "ok"
    sizes = "; ".join(area.size() for area in areas)
    for line in (*findings, f"{sizes}: {verdict}"):
        print(line)
    return 1 if findings else 0
