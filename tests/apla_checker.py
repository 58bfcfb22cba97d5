"""
What an APL for Audio document may look like, and how long it is bound to last.

Written from Amazon's reference of version 0.91, for the components this skill uses; knows nothing
of the code that makes them. It says what is wrong, as plain lines.
"""

import re
from xml.etree import ElementTree as ET

from tests.limits import APLA_AUDIO_SOURCES

SILENCE_LONGEST_MS = 240_000
"""A document's whole sound; no silence can be longer."""

COMPONENTS = {
    # The type, what it must have, what it may have.
    "Silence": ({"duration"}, set()),
    "Speech": ({"content"}, {"contentType", "duration"}),
    "Audio": ({"source"}, {"duration"}),
    "Mixer": ({"items"}, set()),
    "Sequencer": ({"items"}, {"data"}),
}
"""The components that are allowed here, with their properties."""

DATA = "${data}"

LIBRARY_SOUND = r"soundbank://soundlibrary/[a-z_]+/([a-z_]+/)?[a-z0-9_]+"
"""The address of a sound of Amazon's library."""


def findings(document):
    """Yield each fault of a whole document."""
    if set(document) != {"type", "version", "mainTemplate"}:
        yield f"document: keys {sorted(document)}"
        return
    if (document["type"], document["version"]) != ("APLA", "0.91"):
        yield f"document: {document['type']} {document['version']}"
    template = document["mainTemplate"]
    if set(template) != {"parameters", "item"} or template["parameters"] != ["payload"]:
        yield f"mainTemplate: {sorted(template)}"
        return
    yield from _component(template["item"], "item", bound=False)
    sources = audio_sources(template["item"])
    if len(sources) > APLA_AUDIO_SOURCES:
        yield f"document: {len(sources)} audio files"


def audio_sources(component):
    """Return the addresses of the audio files in a component, each once."""
    inner = (audio_sources(item) for item in component.get("items", ()))
    return {component["source"]}.union(*inner) if "source" in component else set().union(*inner)


def _component(component, where, *, bound):
    kind = component.get("type")
    if kind not in COMPONENTS:
        yield f"{where}: type {kind!r} is not allowed"
        return
    where = f"{where}/{kind}"
    required, optional = COMPONENTS[kind]
    given = set(component) - {"type"}
    if missing := required - given:
        yield f"{where}: {sorted(missing)} missing"
        return
    if unknown := given - required - optional:
        yield f"{where}: {sorted(unknown)} not known"
    match kind:
        case "Silence":
            yield from _silence(component, where, bound=bound)
        case "Speech":
            yield from _speech(component, where, bound=bound)
        case "Audio":
            yield from _audio(component, where)
        case _:
            yield from _container(component, where, bound=bound)


def _silence(component, where, *, bound):
    duration = component["duration"]
    if bound and duration == DATA:
        return
    if type(duration) is not int or not 0 < duration <= SILENCE_LONGEST_MS:
        yield f"{where}: duration {duration!r}"


def _speech(component, where, *, bound):
    content, kind = component["content"], component.get("contentType", "PlainText")
    if component.get("duration", "auto") not in {"auto", "trimToParent"}:
        yield f"{where}: duration {component['duration']!r}"
    if not isinstance(content, str) or not content.strip():
        yield f"{where}: nothing to say"
        return
    if (DATA in content and not bound) or "$" in content.replace(DATA, ""):
        yield f"{where}: data where there is none: {content!r}"
    if kind == "SSML":
        yield from _ssml(content.replace(DATA, "data"), where)
    elif kind != "PlainText":
        yield f"{where}: contentType {kind!r}"


def _audio(component, where):
    if component.get("duration", "auto") not in {"auto", "trimToParent"}:
        yield f"{where}: duration {component['duration']!r}"
    if not re.fullmatch(LIBRARY_SOUND, str(component["source"])):
        yield f"{where}: source {component['source']!r}"


def _ssml(content, where):
    try:
        root = ET.fromstring(content)  # noqa: S314  (made by the code under test)
    except ET.ParseError as error:
        yield f"{where}: no XML ({error}): {content!r}"
        return
    if root.tag != "speak":
        yield f"{where}: <{root.tag}> instead of <speak>"
    for element in root.iter():
        if element.tag == "prosody" and not re.fullmatch(r"\d+%", element.get("rate", "")):
            yield f"{where}: rate {element.attrib}"
        elif element.tag not in {"speak", "prosody"}:
            yield f"{where}: <{element.tag}>"


def _container(component, where, *, bound):
    items, rows = component["items"], component.get("data")
    if not isinstance(items, list) or not items:
        yield f"{where}: no items"
        return
    if rows is not None:
        taken_by = _takes_data(items[0])
        if not taken_by:
            yield f"{where}: nothing takes the data {rows!r}"
        if not rows or not all(_row_fits(taken_by, row) for row in rows):
            yield f"{where}: data {rows!r}"
        if len(items) != 1:
            yield f"{where}: data inflates one item, not {len(items)}"
    for at, item in enumerate(items):
        yield from _component(item, f"{where}[{at}]", bound=bound or rows is not None)
    if component["type"] == "Mixer" and not any(item.get("type") == "Silence" for item in items):
        yield f"{where}: nothing gives it a length"


def _takes_data(component):
    """Return the types that take a row, in a component that is inflated with it."""
    if component.get("type") in {"Silence", "Speech"}:
        is_taken = DATA in str(component.get("duration")) + str(component.get("content"))
        return {component["type"]} if is_taken else set()
    # A sequence within has rows of its own where it has any.
    inner = [] if "data" in component else component.get("items", [])
    return set().union(*map(_takes_data, inner))


def _row_fits(taken_by, row):
    """Return whether a row is a length, where a silence takes it, and words, where speech does."""
    is_length = type(row) is int and 0 < row <= SILENCE_LONGEST_MS
    is_words = isinstance(row, str) and bool(row.strip())
    return is_length if taken_by == {"Silence"} else is_words and taken_by == {"Speech"}


def least_ms(component, row=None):
    """
    Return how long a component lasts when all speech fits its slot.

    Trimmed sound never makes its parent longer; other speech is taken as no longer than the
    silence beside it. ``row`` is what the component is inflated with.
    """
    match component["type"]:
        case "Silence":
            return row if component["duration"] == DATA else component["duration"]
        case "Speech" | "Audio":
            return 0
        case "Mixer":
            return max(least_ms(item, row) for item in component["items"])
        case "Sequencer":
            rows = component.get("data", [row])
            return sum(least_ms(item, each) for each in rows for item in component["items"])


def document_ms(document):
    """Return how long a document lasts when all speech fits its slot."""
    return least_ms(document["mainTemplate"]["item"])


def cells(document):
    """
    Return each component of the sequences, rows of data one by one, as (ms, words).

    An audio file is told by its address.
    """
    return [
        (least_ms(cell, row), _heard(cell).replace(DATA, str(row)))
        for cell, row in _cells(document["mainTemplate"]["item"], None)
    ]


def _cells(item, row):
    if item["type"] != "Sequencer":
        yield item, row
        return
    for each in item.get("data", [row]):
        for inner in item["items"]:
            yield from _cells(inner, each)


def _heard(cell):
    sounds = [each.get("content") or each.get("source", "") for each in cell.get("items", ())]
    return re.sub(r"<[^>]*>", "", "".join(sounds))
