"""
An interaction model as plain values, once its JSON has the right form.

Knows the file's place and its nesting; what is allowed in it is for the rules to say.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

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
    """Return a document in which `shape_findings` found nothing as a `Model`."""
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
