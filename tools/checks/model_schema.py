"""
The form of an interaction model's JSON: which keys it may have, and what they hold.

Amazon ships no strict schema: its Swagger (npm `ask-smapi-model` 1.24.0) lets misspelt keys pass,
and slots without a type. So only the keys that this skill uses are known here; any other is a
finding. Knows nothing of words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class _Object:
    """A JSON object."""

    required: Mapping[str, "_Shape"]
    """Keys that must be there."""
    optional: Mapping[str, "_Shape"]
    """Keys that may be there; no others may."""


@dataclass(frozen=True, slots=True)
class _List:
    """A JSON array of equals."""

    items: "_Shape"
    """What each of its items is."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A JSON string."""

    among: frozenset[str] = frozenset()
    """The only values it may have; any, when empty."""


_Shape: TypeAlias = _Object | _List | _Text

_SLOT = _Object({"name": _Text(), "type": _Text()}, {})
_INTENT = _Object({"name": _Text(), "samples": _List(_Text())}, {"slots": _List(_SLOT)})
_NAME = _Object({"value": _Text()}, {"synonyms": _List(_Text())})
_TYPE = _Object(
    {"name": _Text(), "values": _List(_Object({"id": _Text(), "name": _NAME}, {}))},
    {},
)
_LEVEL = _Text(frozenset({"LOW", "MEDIUM", "HIGH"}))
_CONFIGURATION = _Object({"fallbackIntentSensitivity": _Object({"level": _LEVEL}, {})}, {})
_LANGUAGE = _Object(
    {
        "invocationName": _Text(),
        "modelConfiguration": _CONFIGURATION,
        "intents": _List(_INTENT),
        "types": _List(_TYPE),
    },
    {},
)
_DOCUMENT = _Object({"interactionModel": _Object({"languageModel": _LANGUAGE}, {})}, {})


def shape_findings(document: object) -> Iterator[str]:
    """Yield where a decoded `interaction_models/*.json` has not the form that Alexa reads."""
    yield from _findings(document, _DOCUMENT, "the model")


def _findings(value: object, shape: _Shape, where: str) -> Iterator[str]:
    match shape:
        case _Object() if isinstance(value, dict):
            yield from _object_findings(value, shape, where)
        case _List(items) if isinstance(value, list):
            for at, item in enumerate(value):
                yield from _findings(item, items, f"{where}[{_label(item, at)}]")
        case _Text(among) if isinstance(value, str):
            if among and value not in among:
                yield f"{where} is {value!r}, but must be one of {', '.join(sorted(among))}"
        case _Object():
            yield f"{where} must be an object"
        case _List():
            yield f"{where} must be a list"
        case _Text():
            yield f"{where} must be text"


def _object_findings(value: Mapping[str, object], shape: _Object, where: str) -> Iterator[str]:
    known = {**shape.required, **shape.optional}
    for key in sorted(value.keys() - known.keys()):
        yield f"{where}: unknown key {key!r}"
    for key in sorted(shape.required.keys() - value.keys()):
        yield f"{where}: key {key!r} is missing"
    for key, inner in known.items():
        if key in value:
            yield from _findings(value[key], inner, f"{where}: {key}")


def _label(item: object, at: int) -> str:
    """Return what a person would look for: a name where there is one, else the position."""
    if isinstance(item, dict) and isinstance(named := item.get("id", item.get("name")), str):
        return named
    return str(at)
