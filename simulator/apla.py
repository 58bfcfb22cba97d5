"""
APL for Audio, version 0.91, as a soundtrack.

Knows Amazon's reference: Sequencer plays its children one after another, Mixer together and as long
as its longest child that is not trimmed, Silence takes a number of milliseconds, `data` inflates
`items` once for each element. What the reference leaves unsettled (filters) or the simulator does
not play (resources) is refused by name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce

from simulator.binding import Scope, as_text, evaluate, truth
from simulator.errors import DocumentError
from simulator.json_types import JsonObject
from simulator.sound import MODELLED, Phrase, Soundtrack, Voice, clip, silence, spoken
from simulator.ssml import play_ssml

VERSION = "0.91"
"""The only version of APL for Audio there is (Amazon's document reference)."""

TRIM = "trimToParent"
"""The `duration` of a component that is cut at its parent's end."""

_NOT_PLAYED = ("filter", "filters")
_DEFAULT_PARAMETERS = ("payload",)


def play_document(document: object, datasources: object, voice: Voice = MODELLED) -> Soundtrack:
    """
    Return what a device plays for a RenderDocument directive.

    Args:
        document: The directive's document.
        datasources: The directive's data sources, or None.
        voice: Who speaks, and so how long untrimmed speech takes.

    Raises:
        DocumentError: The device would refuse the document; the message names the place.
    """
    root = _an_object(document, "document")
    if root.get("type") != "APLA" or root.get("version") != VERSION:
        raise DocumentError(f'document: type must be "APLA" and version "{VERSION}"')
    if root.get("resources"):
        raise DocumentError("document: resources are not played by this simulator")
    template = _an_object(root.get("mainTemplate"), "mainTemplate")
    sources = datasources if isinstance(datasources, Mapping) else {}
    scope = {
        name: sources if name == "payload" else sources.get(name)
        for name in map(_parameter_name, template.get("parameters", _DEFAULT_PARAMETERS))
    }
    player = _Player(_an_object(root.get("compositions", {}), "compositions"), voice)
    rendered = player.first_of(_items(template), scope, "mainTemplate")
    if rendered is None or not rendered.sounds:
        raise DocumentError("mainTemplate: nothing to hear; silence may not be the whole response")
    return rendered


class _Player:
    """Plays components; holds the document's own compositions."""

    def __init__(self, compositions: JsonObject, voice: Voice) -> None:
        self._compositions = compositions
        self._voice = voice
        self._open: tuple[str, ...] = ()

    def first_of(self, items: Sequence[object], scope: Scope, place: str) -> Soundtrack | None:
        """Play the first item whose `when` holds; None where there is none."""
        for component, bound, where in self._present(items, scope, place):
            return self._play(component, bound, where)
        return None

    def _present(
        self, items: Sequence[object], scope: Scope, place: str
    ) -> Iterator[tuple[JsonObject, Scope, str]]:
        """Yield the items whose `when` holds, each with what it can see and its place."""
        for number, item in enumerate(items):
            where = f"{place}.items[{number}]"
            component = _an_object(item, where)
            bound = _with_bindings(component, scope, where)
            if truth(evaluate(component.get("when", True), bound)):
                yield component, bound, where

    def _children(
        self, parent: JsonObject, scope: Scope, place: str
    ) -> Iterator[tuple[JsonObject, Scope, str]]:
        items = _items(parent)
        if "data" not in parent:
            yield from self._present(items, scope, place)
            return
        elements = evaluate(parent["data"], scope)
        if not isinstance(elements, list):
            raise DocumentError(f"{place}: data must be an array")
        for index, element in enumerate(elements):
            seen = {**scope, "data": evaluate(element, scope)}
            seen |= {"index": index, "length": len(elements)}
            for child in self._present(items, seen, place):
                yield child
                break  # for each element only the first item whose `when` holds

    def _play(self, component: JsonObject, scope: Scope, place: str) -> Soundtrack:
        kind = component.get("type")
        if not isinstance(kind, str):
            raise DocumentError(f"{place}: a component needs a type")
        place = f"{place}({kind})"
        for name in _NOT_PLAYED:
            if name in component:
                raise DocumentError(
                    f"{place}: {name} are unsettled in Amazon's reference and not played here"
                )
        if kind in self._compositions:
            return self._play_composition(kind, component, scope, place)
        play = self._PRIMITIVES.get(kind)
        if play is None:
            raise DocumentError(f"{place}: unknown component type")
        _is_trimmed(component, scope, place)  # complains of a duration that is none
        return play(self, component, scope, place)

    def _play_composition(
        self, kind: str, component: JsonObject, scope: Scope, place: str
    ) -> Soundtrack:
        if kind in self._open:
            raise DocumentError(f"{place}: a composition may not contain itself")
        composition = _an_object(self._compositions[kind], f"compositions.{kind}")
        inside = dict(scope)
        for parameter in composition.get("parameters", ()):
            name = _parameter_name(parameter)
            default = parameter.get("default") if isinstance(parameter, Mapping) else None
            inside[name] = evaluate(component.get(name, default), scope)
        self._open += (kind,)
        track = self.first_of(_items(composition), inside, f"compositions.{kind}")
        self._open = self._open[:-1]
        return track or Soundtrack()

    def _play_sequencer(self, component: JsonObject, scope: Scope, place: str) -> Soundtrack:
        """One after another. A trimmed child has no parent's end to be cut at and plays whole."""
        tracks = (self._play(*child) for child in self._children(component, scope, place))
        return reduce(Soundtrack.then, tracks, Soundtrack())

    def _play_mixer(self, component: JsonObject, scope: Scope, place: str) -> Soundtrack:
        whole, trimmed = Soundtrack(), []
        for child, seen, where in self._children(component, scope, place):
            track = self._play(child, seen, where)
            if _is_trimmed(child, seen, where):
                trimmed.append(track.as_cells() if child.get("type") == "Speech" else track)
            else:
                whole = whole.together_with(track)
        for track in trimmed:
            whole = whole.together_with(track.trimmed_to(whole.length_ms))
        return whole

    def _play_selector(self, component: JsonObject, scope: Scope, place: str) -> Soundtrack:
        """Its first child, whatever the strategy: a rehearsal repeats itself."""
        strategies = ("normal", "randomItem", "randomData", "randomItemRandomData")
        if component.get("strategy", "normal") not in strategies:
            raise DocumentError(f"{place}: strategy must be one of {', '.join(strategies)}")
        for child in self._children(component, scope, place):
            return self._play(*child)
        return Soundtrack()

    def _play_silence(self, component: JsonObject, scope: Scope, place: str) -> Soundtrack:
        length_ms = evaluate(component.get("duration"), scope)
        if isinstance(length_ms, bool) or not isinstance(length_ms, int | float) or length_ms < 0:
            raise DocumentError(f"{place}: duration must be a number of milliseconds")
        return silence(round(length_ms))

    def _play_speech(self, component: JsonObject, scope: Scope, place: str) -> Soundtrack:
        if "content" not in component:
            raise DocumentError(f"{place}: content is required")
        content = as_text(evaluate(component["content"], scope))
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

    def _play_audio(self, component: JsonObject, scope: Scope, place: str) -> Soundtrack:
        source = evaluate(component.get("source"), scope)
        if not isinstance(source, str) or not source.startswith(("soundbank://", "https://")):
            raise DocumentError(f"{place}: source must be a soundbank:// or https:// address")
        return clip(source)

    _PRIMITIVES: Mapping[str, Callable[["_Player", JsonObject, Scope, str], Soundtrack]] = {
        "Sequencer": _play_sequencer,
        "Mixer": _play_mixer,
        "Selector": _play_selector,
        "Silence": _play_silence,
        "Speech": _play_speech,
        "Audio": _play_audio,
    }


def _is_trimmed(component: JsonObject, scope: Scope, place: str) -> bool:
    if component.get("type") == "Silence":
        return False
    duration = evaluate(component.get("duration", "auto"), scope)
    if duration not in ("auto", TRIM):
        raise DocumentError(
            f'{place}: duration must be "auto" or "{TRIM}"; only Silence takes a number'
        )
    return duration == TRIM


def _with_bindings(component: JsonObject, scope: Scope, place: str) -> Scope:
    bound = dict(scope)
    for binding in component.get("bind", ()):
        pair = _an_object(binding, f"{place}.bind")
        bound[_parameter_name(pair)] = evaluate(pair.get("value"), bound)
    return bound


def _items(parent: JsonObject) -> Sequence[object]:
    items = parent.get("items", parent.get("item", []))
    return items if isinstance(items, list) else [items]


def _parameter_name(parameter: object) -> str:
    name = parameter.get("name") if isinstance(parameter, Mapping) else parameter
    if not isinstance(name, str):
        raise DocumentError(f"a parameter needs a name: {parameter!r}")
    return name


def _an_object(value: object, place: str) -> JsonObject:
    if not isinstance(value, dict):
        raise DocumentError(f"{place}: must be an object")
    return value
