"""
Read requests into the SDK's classes and write responses, as its ``DefaultSerializer`` does.

The SDK's own (ask-sdk-core 1.19.0) looks each class up by its name again and again, which is most
of the time that it needs for a turn (``make bench ONLY=turns``). Here a class is looked up once,
and what is JSON already stays as it is. A test compares the two. This module can go, and
``skill.alexa.function`` use ``DefaultSerializer``, when the SDK does the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model import RequestEnvelope, ResponseEnvelope

Read = Callable[[Any], Any]
"""Turns what is there, never ``None``, into an object."""

_ENVELOPE = "ask_sdk_model.request_envelope.RequestEnvelope"


def read_request(event: Mapping[str, Any]) -> RequestEnvelope:
    """
    Return a request as an object of the SDK.

    Args:
        event: the JSON of a request; ``request`` and ``context.System`` are objects.

    Raises:
        SerializationException: when it is not what the SDK's classes expect.
    """
    try:
        envelope: RequestEnvelope = _reader(_ENVELOPE)(event)
    except SerializationException:
        raise
    except Exception as error:
        raise SerializationException(str(error)) from error
    return envelope


def write_response(envelope: ResponseEnvelope) -> dict[str, Any]:
    """Return the JSON of a response; documents and attributes in it have to be JSON."""
    written: dict[str, Any] = _written(envelope)
    return written


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the SDK tells of one of its classes."""

    make: Callable[[], Any]
    types: Mapping[str, tuple[str, str]]
    """Key in the JSON -> the attribute's name, and its type."""
    child: Callable[[Any], str | None] | None
    """Returns the name of the class that is meant, where it is one of several."""
    met: dict[str, tuple[str, Read]] = field(default_factory=dict)
    """The same for keys that have been met: the attribute's name, and how it is read."""

    def read(self, payload: Any) -> Any:
        """Return an object with all that is in the JSON, unknown keys included."""
        made = self.make()
        for key, value in payload.items():
            name, read = self.met.get(key) or self._meet(key)
            setattr(made, name, value if value is None else read(value))
        return made

    def _meet(self, key: str) -> tuple[str, Read]:
        """Look a key up for the first time: most of the SDK's never come."""
        if key not in self.types:
            return key, _as_it_is
        name, type_name = self.types[key]
        self.met[key] = name, _reader(type_name)
        return self.met[key]


@cache
def _reader(type_name: str) -> Read:
    """Return how a type is read, by the SDK's name for it, such as ``list[str]``."""
    if type_name in _NATIVE:
        return _NATIVE[type_name]
    if type_name.startswith("list["):
        read_each = _reader(type_name[5:-1])
        return lambda payload: [_maybe(read_each, each) for each in payload]
    if type_name.startswith("dict("):
        read_value = _reader(type_name[5:-1].split(", ", 1)[1])
        return lambda payload: {key: _maybe(read_value, each) for key, each in payload.items()}
    return _model_reader(type_name)


def _model_reader(type_name: str) -> Read:
    model = _class(type_name)
    if issubclass(model, Enum):
        return model  # type: ignore[no-any-return]  # an enumeration is called with a value
    shape = _shape(model)
    if shape.child is None:
        return shape.read
    child = shape.child
    return lambda payload: _shape(_class(child(payload))).read(payload)


@cache
def _class(name: str | None) -> Any:
    if not name:
        raise SerializationException("the SDK has no class for this")
    module, _, named = name.rpartition(".")
    return getattr(import_module(module), named)


@cache
def _shape(model: Any) -> _Shape:
    keys: Mapping[str, str] = model.attribute_map
    types: Mapping[str, str] = model.deserialized_types
    by_key = {keys.get(name, name): (name, type_name) for name, type_name in types.items()}
    return _Shape(model, by_key, getattr(model, "get_real_child_model", None))


def _maybe(read: Read, payload: Any) -> Any:
    return None if payload is None else read(payload)


def _as_it_is(payload: Any) -> Any:
    return payload


def _json_object(payload: Any) -> Any:
    if not isinstance(payload, dict):
        raise SerializationException("not an object")
    return payload


_NATIVE: Mapping[str, Read] = {
    "str": str,
    "bool": bool,
    "int": int,
    "float": float,
    "object": _as_it_is,
    "dict(str, object)": _json_object,
    "datetime": datetime.fromisoformat,
}


def _written(value: Any) -> Any:
    types = getattr(value, "deserialized_types", None)
    if types is None:
        return value.value if isinstance(value, Enum) else _written_list(value)
    keys: Mapping[str, str] = value.attribute_map
    return {
        keys.get(name, name): _written(attribute)
        for name in types
        if (attribute := getattr(value, name)) is not None
    }


def _written_list(value: Any) -> Any:
    """Return lists with their objects written: directives are one; JSON stays as it is."""
    return [_written(each) for each in value] if isinstance(value, list) else value
