"""
Convert profiles, settings, places, devices, logs and entries to JSON values and back.

The same form is stored in the table and carried in the session attributes, and checked by msgspec.
Versions of the skill that are deployed side by side read each other's form: what is unknown is
passed over, what is missing has its default, and what has a wrong type is refused with the name of
the field.

Settings are one flat object, ``{"calf_hold_seconds": 45, "towel_sets": 2, "foot": "left"}``, which
holds only what differs from the default.
"""

from collections.abc import Container, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec import ValidationError, convert, json

from skill.progress.days import DayLog, known_zone
from skill.progress.device import NEW_DEVICE, Before, DeviceRecord
from skill.progress.history import History
from skill.progress.place import Place
from skill.progress.profile import Profile
from skill.routine.exercises import EXERCISES
from skill.routine.plan import Pick
from skill.routine.settings import DEFAULTS, HOLD_SECONDS, SETS, Settings

Json = Mapping[str, Any]

T = TypeVar("T")

CorruptJson = ValidationError
"""Raised for JSON of the wrong shape; its text names the field. A ``ValueError``."""

_PICK = tuple(each.name for each in fields(Pick))

EMPTY, NOWHERE, NO_HISTORY = Profile(), Place(), History()
"""Values equal to these defaults are not written: the item and the session attributes stay
small."""


def plain(value: Any) -> Any:
    """Return a value of the domain as JSON values: objects, lists, text, numbers."""
    return json.decode(json.encode(value, enc_hook=_plain_mapping))


def _plain_mapping(value: Any) -> Any:
    """Return a read-only mapping as a dict, which msgspec knows."""
    if isinstance(value, Mapping):
        return dict(value)
    raise NotImplementedError(f"no JSON for {type(value).__name__}")


def without_defaults(value: Any, default: Any, *, leave_out: Container[str] = ()) -> dict[str, Any]:
    """Return the fields of a dataclass that differ from a default, as JSON values."""
    changed: dict[str, Any] = plain(
        {
            name: now
            for name in value.__match_args__  # the fields' names, without a call for each
            if name not in leave_out and (now := getattr(value, name)) != getattr(default, name)
        }
    )
    return changed


def profile_to_json(profile: Profile) -> dict[str, Any]:
    """Return the profile as a JSON object; what is not known of the person is left out."""
    history = without_defaults(profile.history, NO_HISTORY)
    return {
        "practice": {},
        "told": {},
        "version": 0,
        **without_defaults(profile, EMPTY, leave_out=("settings", "unknown_settings", "history")),
        **({"history": history} if history else {}),
        "settings": {**profile.unknown_settings, **settings_to_json(profile.settings)},
    }


def profile_from_json(stored: Json) -> Profile:
    """
    Return the profile of a JSON object; what it lacks has its default.

    A time zone that the zone database does not know (any more) is ``None``: it is asked for again.

    Raises:
        CorruptJson: when it is no profile.
    """
    # Settings are read one by one: one choice that this version does not know must not make the
    # whole profile unreadable.
    profile = convert({**_object(stored), "settings": {}, "unknown_settings": {}}, Profile)
    settings, unknown = settings_from_json(_object(stored.get("settings", {})))
    return replace(
        profile,
        settings=settings,
        unknown_settings=unknown,
        time_zone=profile.time_zone and known_zone(profile.time_zone),
    )


def place_to_json(place: Place) -> dict[str, Any]:
    """Return a place as a JSON object without what has its default."""
    return {
        **without_defaults(place, NOWHERE, leave_out=("picks", "done", "shelved")),
        "at": place.at,
        "status": place.status.value,
        "touched_at_ms": place.touched_at_ms,
        "picks": picks_to_json(place.picks),
        # Sorted, because a set has no order and equal places should be equal JSON.
        **({"done": sorted(place.done)} if place.done else {}),
        **({"shelved": place_to_json(place.shelved)} if place.shelved else {}),
    }


def place_from_json(stored: Json) -> Place:
    """
    Return the place of a JSON object.

    Raises:
        CorruptJson: when it is no place.
    """
    return convert(with_picks(_object(stored), "picks"), Place)


def device_to_json(record: DeviceRecord) -> dict[str, Any]:
    """Return the record of a device as a JSON object without what has its default."""
    elsewhere = record.before and record.before.elsewhere
    before = record.before and {
        "profile": profile_to_json(record.before.profile),
        "place": place_to_json(record.before.place),
        **({"elsewhere": place_to_json(elsewhere)} if elsewhere else {}),
    }
    return {
        **without_defaults(record, NEW_DEVICE, leave_out=("before",)),
        **({"before": before} if before else {}),
    }


def device_from_json(stored: Json) -> DeviceRecord:
    """
    Return the record of a JSON object; a time zone that is not known (any more) is ``None``.

    Raises:
        CorruptJson: when it is no record of a device.
    """
    found = dict(_object(stored))
    before = found.pop("before", None)
    record = convert(found, DeviceRecord)
    zone = record.time_zone and known_zone(record.time_zone)
    if before is None:
        return replace(record, time_zone=zone)
    parts = _object(before)
    known = Before(
        profile_from_json(_object(parts.get("profile"))),
        place_from_json(_object(parts.get("place"))),
        place_from_json(parts["elsewhere"]) if "elsewhere" in parts else None,
    )
    return replace(record, time_zone=zone, before=known)


def picks_to_json(picks: tuple[Pick, ...]) -> list[list[Any]]:
    """Return picks as lists, each without the defaults at its end: they are sent with each turn."""
    named: list[list[Any]] = plain([[getattr(pick, name) for name in _PICK] for pick in picks])
    return [_shortened(values) for values in named]


def _shortened(values: list[Any]) -> list[Any]:
    while values[-1] is None:
        values.pop()
    return values


def with_picks(stored: Json, *names: str) -> dict[str, Any]:
    """Return an object with the lists that stand for picks as objects, as msgspec reads them."""
    named = {
        name: [
            # Not strict: a newer version may append a field, and defaults are cut off at the end.
            dict(zip(_PICK, pick, strict=False)) if isinstance(pick, list) else pick
            for pick in stored[name]
        ]
        for name in names
        if isinstance(stored.get(name), list)
    }
    shelved = stored.get("shelved")
    within = {"shelved": with_picks(shelved, *names)} if isinstance(shelved, dict) else {}
    return {**stored, **named, **within}


def log_to_json(log: DayLog) -> dict[str, Any]:
    """Return a day's counters; the ids of what was counted stay in the store."""
    return {"day": log.day.isoformat(), "counters": dict(log.counters)}


def _object(stored: Any) -> dict[str, Any]:
    return stored if type(stored) is dict else convert(stored, dict[str, Any])


# --- settings ---

_CHOICES: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        name: choice
        for name, hint in get_type_hints(Settings).items()
        for choice in get_args(hint) or (hint,)
        if isinstance(choice, type) and issubclass(choice, StrEnum)
    }
)
"""The settings that are one of a few choices. Read from the fields, so that none is forgotten."""

_HOLDS = MappingProxyType(
    {f"{each.id}_{HOLD_SECONDS}": each.id for each in EXERCISES.values() if each.hold_seconds}
)
_SETS = MappingProxyType(
    {f"{each.id}_{SETS}": each.id for each in EXERCISES.values() if each.chooses_sets}
)

SETTING_NAMES = (*_CHOICES, *_HOLDS, *_SETS)
"""Every name that a setting is stored under."""


def with_setting(settings: Settings, name: str, value: Any) -> Settings:
    """
    Return the settings with one more choice, named as it is stored.

    Raises:
        ValueError, TypeError: when this version has no such setting, or no such choice for it.
    """
    if name in _CHOICES:
        chosen: dict[str, Any] = {name: _CHOICES[name](value)}
        return replace(settings, **chosen)
    # ``isinstance`` would take ``True`` for 1, and a fraction must not be rounded silently.
    if type(value) is not int:
        raise TypeError(f"{name} cannot be {value!r}")
    if name in _HOLDS:
        return settings.with_hold(_HOLDS[name], value)
    if name in _SETS:
        return settings.with_sets(_SETS[name], value)
    raise ValueError(f"there is no setting {name}")


def settings_to_json(settings: Settings) -> dict[str, Any]:
    """Return what a person chose that is not the default, as a flat JSON object."""
    plain: dict[str, Any] = {
        name: getattr(settings, name)
        for name in _CHOICES
        if getattr(settings, name) != getattr(DEFAULTS, name)
    }
    plain |= {f"{exercise}_{HOLD_SECONDS}": n for exercise, n in settings.own_hold_seconds}
    return plain | {f"{exercise}_{SETS}": n for exercise, n in settings.own_sets}


def settings_from_json(stored: Mapping[str, Any]) -> tuple[Settings, dict[str, Any]]:
    """
    Return the settings, and the choices that this version does not know.

    What is not known is left at its default, so neither an older version nor a changed dose table
    makes a profile unreadable. It is written back as it came: during a deployment an older version
    must not erase what a newer one wrote.
    """
    settings, unknown = DEFAULTS, {}
    for name, value in stored.items():
        try:
            settings = with_setting(settings, name, value)
        except (ValueError, TypeError):
            unknown[name] = value
    return settings, unknown
