"""
Check the documents for screens against what Alexa Presentation Language takes.

No renderer says that a component is misspelt, that a colour is none or that path data is broken: it
draws less. So every document that the skill makes is read here, with a table of what we use.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import cycle, product
from types import MappingProxyType
from typing import Any

from skill.routine.exercises import Pace
from skill.routine.plan import UNITS, exercise_of
from skill.screen import answers
from skill.screen.answers import (
    ANSWERS,
    FIGURED,
    IN_A_COUNT,
    OF_A_SETTING,
    PAUSED,
    WAITING,
    YES_NO,
)
from skill.screen.components import written
from skill.screen.document import MOST_BYTES, document_of
from skill.screen.drawing import feet_of
from skill.screen.layout import TOUCH_DP
from skill.screen.scene import (
    MOST_TIMES,
    Choice,
    ExerciseDay,
    Figure,
    Phase,
    PhaseKind,
    Scene,
    SceneKind,
    WeekDay,
)
from skill.screen.still_document import MOST_BESIDE
from skill.screen.viewport import Viewport

VIEWPORTS: Mapping[str, Viewport] = MappingProxyType(
    {
        "round": Viewport(480, 480, is_round=True),
        "small": Viewport(960, 480),
        "medium": Viewport(960, 600),
        "medium wide": Viewport(1024, 600),
        "large": Viewport(1280, 800),
        "extra large": Viewport(1920, 1080),
        "portrait": Viewport(1080, 1920),
        "television": Viewport(960, 540),
    }
)
"""The sizes that documents are laid out for."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PLACED = _names(
    "type id width height position top left opacity transform spacing accessibilityLabel"
)

ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # apl-document.html
        "APL": _names("type version theme background styles graphics mainTemplate"),
        # apl-container.html, apl-multichild-properties.html
        "Container": _PLACED
        | _names("bind handleTick onMount data items direction alignItems justifyContent")
        | _names("paddingTop paddingBottom"),
        # apl-text.html
        "Text": _PLACED
        | _names("text color fontSize fontWeight textAlign textAlignVertical maxLines speech"),
        # apl-frame.html
        "Frame": _PLACED | _names("backgroundColor borderRadius items"),
        # apl-touchwrapper.html
        "TouchWrapper": _PLACED | _names("onPress items"),
        # apl-vectorgraphic.html; it has the parameters of its graphic as well
        "VectorGraphic": _PLACED | _names("source scale"),
        # apl-avg-format.html
        "AVG": _names("type version width height parameters items"),
        "path": _names("type style pathData fill stroke strokeWidth strokeOpacity strokeLineCap")
        | _names("strokeLineJoin pathLength strokeDashArray strokeDashOffset"),
        # apl-standard-commands.html
        "Sequential": _names("type sequencer screenLock commands"),
        "SetValue": _names("type componentId property value when"),
        "SpeakItem": _names("type componentId"),
        "SendEvent": _names("type sequencer arguments"),
    }
)
"""
What we use: types of components, graphics and commands, each with its properties. The pages are at
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/.
"""

NEEDED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "APL": frozenset({"version", "mainTemplate"}),
        "Text": frozenset({"text"}),
        "VectorGraphic": frozenset({"source"}),
        "AVG": frozenset({"version", "width", "height", "items"}),
        "path": frozenset({"pathData"}),
        "SetValue": frozenset({"property", "value"}),
        "SpeakItem": frozenset({"componentId"}),
        "SendEvent": frozenset({"arguments"}),
    }
)
"""What must not be missing, by type."""

COLOURED = frozenset({"color", "fill", "stroke", "backgroundColor", "background", "c"})
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|transparent|.*\$\{.*\}.*")
_EXPRESSION = re.compile(r"\$\{[^{}]*\}")
_WORD = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)|(\S)")

NUMBERS: Mapping[str, int] = MappingProxyType(
    {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "A": 7, "Z": 0}
)
"""How many numbers each command of path data takes, or as many again."""


def is_path(data: str) -> bool:
    """Return whether path data begins with a move, and each command has all its numbers."""
    commands: list[tuple[str, int]] = []
    for word in _WORD.finditer(_EXPRESSION.sub("1", data)):
        text = word.group()
        if word[1] or (text.isalpha() and text.upper() not in NUMBERS):
            return False
        if text.isalpha():
            commands.append((text.upper(), 0))
        elif not commands:
            return False
        else:
            commands[-1] = commands[-1][0], commands[-1][1] + 1
    complete = (
        count % NUMBERS[name] == 0 and count > 0 if NUMBERS[name] else count == 0
        for name, count in commands
    )
    return bool(commands) and commands[0][0] == "M" and all(complete)


def document_findings(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one document."""
    graphics = document.get("graphics", {})
    styles = document.get("styles", {})
    for path, node in _nodes(document, ""):
        kind = str(node["type"])
        if kind not in ALLOWED:
            yield f"{path}: there is no type {kind!r}"
            continue
        own = frozenset(graphics.get(node.get("source"), {}).get("parameters", ()))
        if kind == "VectorGraphic":
            yield from _source_findings(path, node, graphics)
            own = own or frozenset("cs")
        for name in sorted(node.keys() - ALLOWED[kind] - own):
            yield f"{path}: a {kind} has no {name!r}"
        for name in sorted(NEEDED.get(kind, frozenset()) - node.keys()):
            yield f"{path}: a {kind} needs {name!r}"
        yield from _value_findings(path, node, styles)
    for name, style in styles.items():
        for block in style["values"]:
            yield from _colour_findings(f"styles/{name}", block)
    if (length := len(written(dict(document)))) > MOST_BYTES:
        yield f"{length} bytes are more than {MOST_BYTES}"


def _nodes(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield everything that has a type, with where it is."""
    if isinstance(value, Mapping):
        if "type" in value:
            yield path or "document", value
        for name, each in value.items():
            if name not in ("bind", "data", "styles"):
                yield from _nodes(each, f"{path}/{name}")
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _nodes(each, f"{path}/{at}")


def _source_findings(
    path: str, node: Mapping[str, Any], graphics: Mapping[str, Any]
) -> Iterator[str]:
    source = str(node.get("source"))
    if source not in graphics and not _EXPRESSION.fullmatch(source):
        yield f"{path}: there is no graphic {source!r}"


def _value_findings(path: str, node: Mapping[str, Any], styles: Mapping[str, Any]) -> Iterator[str]:
    yield from _colour_findings(path, node)
    match node["type"]:
        case "AVG":
            yield from _graphic_findings(path, node)
        case "path":
            data = str(node.get("pathData", ""))
            if not (_EXPRESSION.fullmatch(data) or is_path(data)):
                yield f"{path}: broken path data {data!r}"
            if "style" in node and node["style"] not in styles:
                yield f"{path}: there is no style {node['style']!r}"
        case "TouchWrapper":
            for name in ("width", "height"):
                if not isinstance(node.get(name), int) or node[name] < TOUCH_DP:
                    yield f"{path}: what is touched has at least {TOUCH_DP} dp"


def _graphic_findings(path: str, node: Mapping[str, Any]) -> Iterator[str]:
    for name in ("width", "height"):
        if not isinstance(node.get(name), int):
            yield f"{path}: the {name} of a graphic is a number"
    # A parameter with the name of a property of the component never gets its value.
    for name in sorted(ALLOWED["VectorGraphic"] & {*node.get("parameters", ())}):
        yield f"{path}: a component has a {name!r} of its own"


def _colour_findings(path: str, node: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(COLOURED & node.keys()):
        if not _COLOUR.fullmatch(str(node[name])):
            yield f"{path}: {name} has no colour {node[name]!r}"


def apl_findings() -> Iterator[str]:
    """Yield what is wrong with any document of any scene on any screen."""
    for scene, (size, viewport) in product(scenes(), VIEWPORTS.items()):
        for carries_on in {False, scene.kind is SceneKind.PLAYING}:
            document = document_of(scene, viewport, carries_on=carries_on)
            for finding in document_findings(document):
                yield f"screen {scene.kind}, {size}: {finding}"


def apl_size() -> str:
    """Return how many documents were looked at."""
    return f"screens: {sum(1 for _ in scenes())} scenes, {len(VIEWPORTS)} sizes"


def scenes() -> Iterator[Scene]:
    """Yield scenes of every kind, with every drawing and every set of answers among them."""
    for at, figure in enumerate(FIGURES):
        kinds = tuple(PhaseKind)
        yield _count([kinds[at % len(kinds)], PhaseKind.HOLD, PhaseKind.REPEAT], (figure,))
    yield _count([PhaseKind.HOLD], FIGURES)
    firsts = tuple(Figure(unit, feet_of(unit)[0]) for unit in UNITS[: len(SHARES)])
    days = tuple(ExerciseDay(each, share) for each, share in zip(firsts, SHARES, strict=True))
    week = tuple(WeekDay("M", is_done=at % 2 == 0) for at in range(7))
    choices = {*ANSWERS.values(), *OF_A_SETTING.values(), WAITING, PAUSED, ()}
    for names, figure in zip(sorted(choices), cycle(FIGURES), strict=False):
        still = Scene(SceneKind.ASKING, "id", Pace.STEADY, title="?", choices=_choices(names))
        yield replace(still, figures=(figure,))
        yield replace(still, figures=(figure,), kind=SceneKind.PAUSED)
        yield replace(still, figures=firsts, kind=SceneKind.START)
        if len(names) <= MOST_BESIDE:
            yield replace(still, exercises=days, week=week, kind=SceneKind.SUMMARY)
            yield replace(still, label="days", week=week, kind=SceneKind.DAYS)
    for number in range(1, MOST_TIMES + 1):
        times = ("12:30 PM",) * number
        asked = Scene(SceneKind.ASKING, "id", Pace.STEADY, times=times)
        yield replace(asked, choices=_choices(YES_NO), alternative=", ".join(times))
    yield Scene(SceneKind.WARNING, "id", Pace.STEADY, title="Stop")


FIGURES = tuple(Figure(unit, foot) for unit in UNITS for foot in feet_of(unit))
"""Every drawing, with each foot that it can show at work."""

SHARES = (1, 0.5, 0, 0, 1)
"""What is done of each exercise in the summary that is looked at."""


def _choices(names: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(map(_choice, names))


def _choice(name: str) -> Choice:
    words = str(answers.NUMBERS.get(name, name.capitalize()))
    unit = FIGURED.get(name)
    figure = next((each for each in FIGURES if unit in (each.unit, exercise_of(each.unit))), None)
    return Choice(name, words, figure, name in answers.SPARE)


def _count(kinds: Iterable[PhaseKind], figures: tuple[Figure, ...]) -> Scene:
    """Return a count with phases of these kinds for each figure, and the end."""
    each_ms = 30_000
    phases = [
        Phase(kind, at * each_ms, (at + 1) * each_ms, figure, 1, 3, each_ms, 10, "Left")
        for at, (figure, kind) in enumerate(product(figures, kinds))
    ]
    end_ms = phases[-1].end_ms
    phases.append(Phase(PhaseKind.TALK, end_ms, end_ms + each_ms, None, label="Done"))
    made = Scene(SceneKind.PLAYING, "id", Pace.STEADY, tuple(phases), end_ms + each_ms, figures)
    return replace(made, choices=_choices(IN_A_COUNT))
