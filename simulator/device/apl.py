"""
Reads an APL document as far as a device has to know it before it is drawn: its sound and its end.

Nothing is drawn here; a browser does that with Amazon's own renderer. What is understood is one
shape, and exactly that: `onMount`, of the document or of a component, has a SpeakItem, whose
component speaks an APL for Audio document that the data source's transformer `aplAudioToSpeech` has
made into an address, and after it a SendEvent. So a device without a browser knows what is heard,
and which event comes when that is over.

Shapes from Amazon's reference: `sources` and `template` in apl-transformers.html; the transformer
writes an object with a `url` beside the properties of its data source.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from simulator.common import DocumentError, JsonObject
from simulator.device.apla import play_document
from simulator.device.sound import MODELLED, Soundtrack, Voice

APL_DIRECTIVE = "Alexa.Presentation.APL.RenderDocument"
"""The directive that carries a document for the screen."""

SOUND_SCHEME = "sound:"
"""How an address of a sound begins that the device itself plays, by the name of its source."""

_TRANSFORMER = "aplAudioToSpeech"
_PATH = re.compile(r"\$\{([\w.]+)\}")


@dataclass(frozen=True, slots=True)
class Screen:
    """A document to be shown."""

    token: str
    """The token it was sent with; its events carry it."""
    document: JsonObject
    """The document, as it was sent."""
    data: JsonObject
    """Its data sources, each with what the transformers made."""
    sound: Soundtrack | None = None
    """What it says by itself, from when it is there; None for nothing."""
    over: tuple[object, ...] | None = None
    """The arguments of the event it sends when that has been said; None for no event."""


def read_screen(directive: JsonObject, voice: Voice = MODELLED) -> Screen:
    """
    Return the document of a RenderDocument directive.

    Args:
        directive: As the skill sent it.
        voice: Who speaks, and so how long the document's sound takes.

    Raises:
        DocumentError: It is no APL document, or its sound is none; the message names the place.
    """
    document = directive.get("document")
    if not isinstance(document, dict) or document.get("type") != "APL":
        raise DocumentError('document: type must be "APL"')
    if not isinstance(document.get("version"), str):
        raise DocumentError("document: version is required")
    data = _transformed(directive.get("datasources") or {})
    sound, over = _spoken(document, data, directive.get("sources") or {}, voice)
    return Screen(str(directive.get("token", "")), document, data, sound, over)


def _transformed(sources: object) -> JsonObject:
    """Return data sources with an address of sound for each document of APL for Audio."""
    if not isinstance(sources, dict):
        raise DocumentError("datasources: must be an object")
    made: JsonObject = copy.deepcopy(sources)
    for name, source in made.items():
        for transformer in source.get("transformers") or () if isinstance(source, dict) else ():
            if transformer.get("transformer") != _TRANSFORMER:
                raise DocumentError(f"datasources.{name}: this device knows only {_TRANSFORMER}")
            if source.get("type") != "object" or not isinstance(source.get("properties"), dict):
                raise DocumentError(f'datasources.{name}: needs type "object" and properties')
            template = transformer.get("template")
            address = {"url": f"{SOUND_SCHEME}{template}"}
            source["properties"][transformer.get("outputName", template)] = address
    return made


def _spoken(
    document: JsonObject, data: JsonObject, sources: JsonObject, voice: Voice
) -> tuple[Soundtrack | None, tuple[object, ...] | None]:
    """Return what a document says by itself, and the arguments of the event after it."""
    template = document.get("mainTemplate")
    mounted = [document.get("onMount"), *(part.get("onMount") for part in _objects(template))]
    commands = list(chain.from_iterable(map(_in_order, mounted)))
    kinds = [command.get("type") for command in commands]
    if "SpeakItem" not in kinds:
        return None, None
    spoken_at = kinds.index("SpeakItem")
    name = commands[spoken_at].get("componentId")
    component = next((part for part in _objects(template) if part.get("id") == name), None)
    if component is None:
        raise DocumentError(f"onMount: SpeakItem names {name!r}, and no component has that id")
    address = _bound(component.get("speech"), data)
    if not isinstance(address, str) or not address.startswith(SOUND_SCHEME):
        raise DocumentError(f"{name}: its speech is bound to no sound of this document")
    track = play_document(sources.get(address.removeprefix(SOUND_SCHEME)), voice)
    for command in commands[spoken_at + 1 :]:
        if command.get("type") == "SendEvent":
            arguments = command.get("arguments") or []
            return track, tuple(_bound(argument, data) for argument in arguments)
    return track, None


def _in_order(commands: object) -> Iterator[JsonObject]:
    """Yield commands in the order in which they run; those of a Sequential in its place."""
    for command in commands if isinstance(commands, list) else [commands]:
        if not isinstance(command, dict):
            continue
        if command.get("type") == "Sequential":
            yield from _in_order(command.get("commands"))
        else:
            yield command


def _objects(part: object) -> Iterator[JsonObject]:
    """Yield every object in a part of a document, the outer ones first."""
    if isinstance(part, dict):
        yield part
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for inner in inside:
        yield from _objects(inner)


def _bound(value: object, data: JsonObject) -> object:
    """Return a value with a path into the payload resolved; anything else as it is."""
    path = _PATH.fullmatch(value) if isinstance(value, str) else None
    if path is None:
        return value
    head, *names = path[1].split(".")
    found: object = data if head == "payload" else None
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found
