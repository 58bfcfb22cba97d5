"""The profile and the logs as JSON, and back: for the store and for the session attributes."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from skill.progress.days import DayLog, LogEntry, known_zone
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, Foot, Order, Pace
from skill.routine.settings import Counting, Settings, Talk

Json = Mapping[str, Any]

MOST_SETTINGS = 128
"""So many are kept: most people choose little. Ours."""

_DEFAULTS = Settings()
_NAMES = tuple(each.name for each in fields(Settings))
_CHOICES: Mapping[str, type[Foot | Pace | Counting | Talk | Order]] = MappingProxyType(
    {"foot": Foot, "pace": Pace, "counting": Counting, "talk": Talk, "order": Order}
)


def profile_to_json(profile: Profile) -> dict[str, Any]:
    """Return the profile as a JSON object."""
    plain: dict[str, Any] = {
        "settings": {**profile.unknown_settings, **settings_to_json(profile.settings)},
        "practice": {
            exercise: {
                "times": practice.times,
                "last_day": practice.last_day.isoformat() if practice.last_day else None,
            }
            for exercise, practice in profile.practice.items()
        },
        "told": dict(profile.told),
        "version": profile.version,
    }
    if profile.time_zone:
        plain["time_zone"] = profile.time_zone
    if profile.time_zone_at_ms:
        plain["time_zone_at_ms"] = profile.time_zone_at_ms
    if profile.foot_asked_on:
        plain["foot_asked_on"] = profile.foot_asked_on.isoformat()
    return plain


def profile_from_json(plain: Json) -> Profile:
    """
    Return the profile of a JSON object; what it lacks has its default.

    A time zone that the zone database does not know (any more) is ``None``: it is asked for again.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: when it is no profile.
    """
    asked_on, time_zone = plain.get("foot_asked_on"), plain.get("time_zone")
    settings = plain.get("settings", {})
    return Profile(
        settings=settings_from_json(settings),
        time_zone=None if time_zone is None else known_zone(time_zone),
        time_zone_at_ms=_whole(plain.get("time_zone_at_ms", 0)),
        practice={
            ExerciseId(exercise): Practice(
                _whole(practice["times"]),
                date.fromisoformat(practice["last_day"]) if practice.get("last_day") else None,
            )
            for exercise, practice in plain.get("practice", {}).items()
        },
        told=_counters(plain.get("told", {})),
        foot_asked_on=date.fromisoformat(asked_on) if asked_on else None,
        unknown_settings={
            name: value for name, value in settings.items() if not _is_known(name, value)
        },
        version=_whole(plain.get("version", 0)),
    )


def settings_to_json(settings: Settings) -> dict[str, Any]:
    """Return what a person chose that is not the default."""
    chosen = ((name, getattr(settings, name)) for name in _NAMES)
    return {name: value for name, value in chosen if value != getattr(_DEFAULTS, name)}


def settings_from_json(plain: Json) -> Settings:
    """
    Return the settings; a choice that this version does not know is left at its default.

    So neither an older version nor a changed dose table locks anybody out of their profile.
    """
    return _settings(
        tuple((name, value) for name, value in plain.items() if _is_known(name, value))
    )


@lru_cache(MOST_SETTINGS)
def _settings(chosen: tuple[tuple[str, Any], ...]) -> Settings:
    return Settings(**{name: _choice(name, value) for name, value in chosen})


def log_to_json(log: DayLog) -> dict[str, Any]:
    """Return a day's counters; the ids of what was counted stay in the store."""
    return {"day": log.day.isoformat(), "counters": dict(log.counters)}


def log_from_json(plain: Json) -> DayLog:
    """Return a day's log; raises as ``profile_from_json``."""
    return DayLog(date.fromisoformat(plain["day"]), _counters(plain["counters"]))


def entry_to_json(entry: LogEntry) -> list[Any]:
    """Return an entry that waits to be written: id, day, counters. Many may have to travel."""
    return [entry.segment_id, entry.day.isoformat(), dict(entry.counters)]


def entry_from_json(plain: Any) -> LogEntry:
    """Return an entry that waits to be written; raises as ``profile_from_json``."""
    segment_id, day, counters = plain
    return LogEntry(str(segment_id), date.fromisoformat(day), _additions(counters))


def _is_known(name: str, value: Any) -> bool:
    """Return whether this version has such a setting, and such a choice for it."""
    try:
        return name in _NAMES and _choice(name, value) is not None
    except (ValueError, TypeError):
        return False


def _choice(name: str, value: Any) -> Any:
    """Return one setting; raise ``ValueError`` or ``TypeError`` when it cannot be chosen."""
    if name in _CHOICES:
        return _CHOICES[name](value)
    if type(value) is not type(getattr(_DEFAULTS, name)):
        raise TypeError(f"{name} cannot be {value!r}")
    return getattr(replace(_DEFAULTS, **{name: value}), name)


def _counters(plain: Json) -> dict[str, int]:
    return {str(name): _whole(count) for name, count in plain.items()}


def _additions(plain: Json) -> dict[str, int]:
    """Return what an entry adds; what is taken back is added with a minus."""
    return {str(name): _whole(abs(n)) * (1 if n >= 0 else -1) for name, n in plain.items()}


def _whole(value: Any) -> int:
    """Return a count; nothing is rounded, and ``True`` is no number."""
    if type(value) is not int or value < 0:
        raise ValueError(f"not a whole number from 0: {value!r}")
    return value
