"""
Read `interaction_models/*.json`: check the JSON's form, then turn it into plain values.

Knows where the file is and how it is nested. Which words and names it may hold is checked in
`model_rules`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

MODEL_FILE = Path(__file__).parents[2] / "interaction_models" / "en-US.json"
"""The source of every English locale."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A gap in an intent's samples."""

    name: str
    """As it stands in the samples' curly brackets."""
    type_name: str
    """A type of this model, or one of Amazon's."""


@dataclass(frozen=True, slots=True)
class Intent:
    """Something a person can want, and how it is said."""

    name: str
    """As in the request."""
    samples: tuple[str, ...]
    """Ways of saying it, with slots in curly brackets."""
    slots: tuple[Slot, ...] = ()
    """The gaps."""

    @property
    def is_built_in(self) -> bool:
        """Whether it is one of Amazon's."""
        return self.name.startswith("AMAZON.")


@dataclass(frozen=True, slots=True)
class Value:
    """One entry of a slot type."""

    id: str
    """What the skill gets."""
    spoken: tuple[str, ...]
    """How it may be said: the canonical name, then synonyms and mis-hearings."""


@dataclass(frozen=True, slots=True)
class SlotType:
    """A list of what may stand in a slot."""

    name: str
    """As in `Slot.type_name`."""
    values: tuple[Value, ...]
    """Its entries."""


@dataclass(frozen=True)
class Model:
    """One locale's interaction model."""

    invocation_name: str
    """What the skill is called by."""
    intents: tuple[Intent, ...]
    """In the file's order."""
    types: tuple[SlotType, ...]
    """The slot types that the model declares itself."""

    @cached_property
    def types_by_name(self) -> Mapping[str, SlotType]:
        """The declared types by name; of two with one name, the later."""
        return {slot_type.name: slot_type for slot_type in self.types}

    def samples(self) -> Iterator[tuple[Intent, str]]:
        """Yield every sample with its intent."""
        return ((intent, sample) for intent in self.intents for sample in intent.samples)


def read_document(path: Path = MODEL_FILE) -> object:
    """
    Return the decoded file.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no JSON, or a key stands twice in one object.
    """
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_repeats)


def as_model(document: Any) -> Model:
    """Turn a document into a `Model`; `shape_findings` must have found nothing in it."""
    source = document["interactionModel"]["languageModel"]
    return Model(
        source["invocationName"],
        tuple(
            Intent(
                intent["name"],
                tuple(intent["samples"]),
                tuple(Slot(slot["name"], slot["type"]) for slot in intent.get("slots", ())),
            )
            for intent in source["intents"]
        ),
        tuple(
            SlotType(
                slot_type["name"],
                tuple(
                    Value(value["id"], (value["name"]["value"], *value["name"].get("synonyms", ())))
                    for value in slot_type["values"]
                ),
            )
            for slot_type in source["types"]
        ),
    )


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"a key stands twice: {next(k for k in keys if keys.count(k) > 1)!r}")
    return read


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


# Amazon ships no strict schema: its Swagger (npm `ask-smapi-model` 1.24.0) lets misspelt keys pass,
# and slots without a type. So only the keys that this skill uses are known here; any other is a
# finding.
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
    """Yield each place where a decoded document does not have the form that Alexa reads."""
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
