"""
Plays APL for Audio, version 0.91, as a soundtrack.

Follows Amazon's reference: Sequencer plays its children one after another, Mixer together and as
long as its longest child that is not trimmed, Silence takes a number of milliseconds, `data`
inflates `items` once for each element. Of the expression language only `${data}` is known, because
the skill's documents use nothing else. Everything further (other expressions, conditions, bound
names, compositions, filters, resources) is refused by name: a document that is played is played
rightly.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import reduce

from simulator.common import DocumentError, JsonObject
from simulator.device.sound import MODELLED, Phrase, Soundtrack, Voice, clip, silence, spoken
from simulator.device.ssml import play_ssml

VERSION = "0.91"
"""The only version of APL for Audio there is (Amazon's document reference)."""

TRIM = "trimToParent"
"""The `duration` of a component that is cut at its parent's end."""

_EXPRESSION = re.compile(r"\$\{[^}]*\}?")
_DATA = "${data}"
_NOT_PLAYED_IN_DOCUMENT = ("resources", "compositions")
_NOT_PLAYED_IN_COMPONENT = ("when", "bind", "filter", "filters")

_Datum = object
"""The element of `data` that a component is inflated for; None outside any `data`."""


def play_document(document: object, voice: Voice = MODELLED) -> Soundtrack:
    """
    Return what a device plays for the document of a RenderDocument directive.

    Args:
        document: The directive's document.
        voice: Who speaks, and so how long untrimmed speech takes.

    Raises:
        DocumentError: The device would refuse the document, or the document uses a part of APLA
            that the simulator does not play; the message names the place.
    """
    root = _an_object(document, "document")
    if root.get("type") != "APLA" or root.get("version") != VERSION:
        raise DocumentError(f'document: type must be "APLA" and version "{VERSION}"')
    for name in _NOT_PLAYED_IN_DOCUMENT:
        if root.get(name):
            raise DocumentError(f"document: {name} are not played by this simulator")
    template = _an_object(root.get("mainTemplate"), "mainTemplate")
    for child in _children(template, None, "mainTemplate"):
        track = _Player(voice).play(*child)  # several items are alternatives: the first is played
        if track.sounds:
            return track
        break
    raise DocumentError("mainTemplate: nothing to hear; silence may not be the whole response")


class _Player:
    """Plays components with one voice."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def play(self, component: JsonObject, datum: _Datum, place: str) -> Soundtrack:
        """Play a component; `datum` is what `${data}` stands for in it."""
        kind = component.get("type")
        if not isinstance(kind, str):
            raise DocumentError(f"{place}: a component needs a type")
        place = f"{place}({kind})"
        for name in _NOT_PLAYED_IN_COMPONENT:
            if name in component:
                raise DocumentError(f"{place}: {name} is not played by this simulator")
        play = self._PRIMITIVES.get(kind)
        if play is None:
            raise DocumentError(f"{place}: unknown component type")
        _is_trimmed(component, place)  # complains of a duration that is none
        return play(self, component, datum, place)

    def _play_sequencer(self, component: JsonObject, datum: _Datum, place: str) -> Soundtrack:
        """One after another. A trimmed child has no parent's end to be cut at and plays whole."""
        tracks = (self.play(*child) for child in _children(component, datum, place))
        return reduce(Soundtrack.then, tracks, Soundtrack())

    def _play_mixer(self, component: JsonObject, datum: _Datum, place: str) -> Soundtrack:
        whole, trimmed = Soundtrack(), []
        for child, seen, where in _children(component, datum, place):
            track = self.play(child, seen, where)
            if _is_trimmed(child, where):
                trimmed.append(track.as_cells() if child.get("type") == "Speech" else track)
            else:
                whole = whole.together_with(track)
        for track in trimmed:
            whole = whole.together_with(track.trimmed_to(whole.length_ms))
        return whole

    def _play_silence(self, component: JsonObject, datum: _Datum, place: str) -> Soundtrack:
        length_ms = _value(component.get("duration"), datum, place)
        if isinstance(length_ms, bool) or not isinstance(length_ms, int | float) or length_ms < 0:
            raise DocumentError(f"{place}: duration must be a number of milliseconds")
        return silence(round(length_ms))

    def _play_speech(self, component: JsonObject, datum: _Datum, place: str) -> Soundtrack:
        if "content" not in component:
            raise DocumentError(f"{place}: content is required")
        content = str(_value(component["content"], datum, place))
        match component.get("contentType", "PlainText"):
            case "PlainText":
                return spoken([Phrase(content)], self._voice)
            case "SSML":
                try:
                    return play_ssml(content, self._voice)
                except DocumentError as error:
                    raise DocumentError(f"{place}: {error}") from error
            case other:
                raise DocumentError(f"{place}: contentType {other!r} is neither PlainText nor SSML")

    def _play_audio(self, component: JsonObject, datum: _Datum, place: str) -> Soundtrack:
        source = _value(component.get("source"), datum, place)
        if not isinstance(source, str) or not source.startswith(("soundbank://", "https://")):
            raise DocumentError(f"{place}: source must be a soundbank:// or https:// address")
        return clip(source)

    _PRIMITIVES: Mapping[str, Callable[["_Player", JsonObject, _Datum, str], Soundtrack]] = {
        "Sequencer": _play_sequencer,
        "Mixer": _play_mixer,
        "Silence": _play_silence,
        "Speech": _play_speech,
        "Audio": _play_audio,
    }


def _children(
    parent: JsonObject, datum: _Datum, place: str
) -> Iterator[tuple[JsonObject, _Datum, str]]:
    """Yield each child with the element of `data` it is inflated for and its place."""
    items = parent.get("items", parent.get("item", []))
    items = items if isinstance(items, list) else [items]
    if "data" not in parent:
        for number, item in enumerate(items):
            where = f"{place}.items[{number}]"
            yield _an_object(item, where), datum, where
        return
    if not isinstance(parent["data"], list):
        raise DocumentError(f"{place}: data must be an array")
    for element in parent["data"]:
        if type(element) not in (str, int, float):
            raise DocumentError(f"{place}: data must hold texts or numbers, not {element!r}")
        if items:  # the items are alternatives, so each element inflates the first one
            where = f"{place}.items[0]"
            yield _an_object(items[0], where), _value(element, datum, place), where


def _value(value: object, datum: _Datum, place: str) -> object:
    """Return a property's value with `${data}` in it replaced; alone, it keeps its type."""
    if not isinstance(value, str) or "${" not in value:
        return value
    for expression in _EXPRESSION.findall(value):
        if expression != _DATA or datum is None:
            raise DocumentError(f"{place}: expression not understood: {expression}")
    return datum if value == _DATA else value.replace(_DATA, str(datum))


def _is_trimmed(component: JsonObject, place: str) -> bool:
    if component.get("type") == "Silence":
        return False
    duration = component.get("duration", "auto")
    if duration not in ("auto", TRIM):
        raise DocumentError(
            f'{place}: duration must be "auto" or "{TRIM}"; only Silence takes a number'
        )
    return bool(duration == TRIM)


def _an_object(value: object, place: str) -> JsonObject:
    if not isinstance(value, dict):
        raise DocumentError(f"{place}: must be an object")
    return value
