"""The laptop's own time zone by its IANA name: what Alexa knows from a person's settings."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FALLBACK = "UTC"
"""Taken where the laptop does not say."""

_LOCALTIME = Path("/etc/localtime")
_TIMEZONE = Path("/etc/timezone")


def local_zone_name(
    tz_variable: str | None = None, *, localtime: Path = _LOCALTIME, timezone: Path = _TIMEZONE
) -> str:
    """
    Return the zone's name, as in `Europe/Oslo`.

    Args:
        tz_variable: The environment's TZ; the present one when missing.
        localtime: The system's link into its zone database.
        timezone: The file in which Debian keeps the name.
    """
    variable = os.environ.get("TZ", "") if tz_variable is None else tz_variable
    candidates = [variable.removeprefix(":"), _linked_zone(localtime), _written_zone(timezone)]
    return next((name for name in candidates if _is_zone(name)), FALLBACK)


def _linked_zone(link: Path) -> str:
    target = str(link.resolve()) if link.is_symlink() else ""
    return target.partition("zoneinfo/")[2]


def _written_zone(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _is_zone(name: str) -> bool:
    if not name:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
