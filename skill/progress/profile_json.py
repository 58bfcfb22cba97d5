"""The profile and the logs as JSON, and back: for the store and for the session attributes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from skill.progress.days import DayLog, LogEntry, known_zone
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId
from skill.routine.settings import known_setting, settings_from_json, settings_to_json

Json = Mapping[str, Any]


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
            name: value for name, value in settings.items() if not known_setting(name, value)
        },
        version=_whole(plain.get("version", 0)),
    )


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
