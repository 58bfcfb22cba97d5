"""
What documents for screens are made of, whether they count or stand still.

Colours, drawings, what can be touched, small graphics of our own, and the document around them.
"""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from skill.routine.exercises import Foot
from skill.screen.graphic import GROUND, VERSION, Detail, graphic_of, styles_of
from skill.screen.scene import Choice, Figure, Scene

Document = dict[str, Any]

APL_VERSION = "1.4"
"""The oldest one with everything that is used here, so that every device with a screen knows it."""

VOICE, TOUCH = "voice", "touch"
"""
Names of the sequencers on which a sound plays and a touch is sent. Without names both are on the
main one, where a touch ends whatever runs: the count would fall silent.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-commands.html
"""

COLOURS: Mapping[Foot, str] = MappingProxyType(
    {Foot.LEFT: "#f2a57f", Foot.BOTH: "#f2d58a", Foot.RIGHT: "#8fc7f2"}
)
"""Colour of what works, by foot. In the order in which a document numbers the sides."""

INK, SOFT, DIM, CARD = "#fff", "#cba", "#3a3532", "#2a2624"
"""Numerals; words beside them; what is left of a ring; what can be touched."""


def written(document: Document) -> str:
    """Return the JSON of a document as it is counted."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def apl_document(
    drawings: Mapping[str, Document], own: Mapping[str, Document], root: Document
) -> Document:
    """
    Return a whole document.

    Args:
        drawings: Graphics of movements by name; each brings its styles.
        own: Other graphics by name.
        root: The one component that all else is in.
    """
    return {
        "type": "APL",
        "version": APL_VERSION,
        "theme": "dark",
        "background": GROUND,
        "styles": styles_of(drawings.values()),
        "graphics": {**drawings, **own},
        "mainTemplate": {"parameters": ["payload"], "items": [root]},
    }


def drawing_name(figure: Figure) -> str:
    """Return the name of a figure's drawing in a document."""
    return f"{figure.unit}-both" if figure.foot is Foot.BOTH else str(figure.unit)


def drawing_names(figures: Sequence[Figure]) -> list[str]:
    """Return the names of drawings, each once: left and right are one, seen in a mirror."""
    return list(dict.fromkeys(map(drawing_name, figures)))


def drawings_of(figures: Sequence[Figure], details: Sequence[Detail]) -> dict[str, Document]:
    """Return the drawings by name, the first ones as far as there are details."""
    by_name = {drawing_name(each): each for each in figures}
    return {
        name: graphic_of(figure.unit, both=figure.foot is Foot.BOTH, detail=detail)
        for (name, figure), detail in zip(by_name.items(), details, strict=False)
    }


def touch(scene: Scene, choice: Choice) -> Document:
    """Return a touch target without its size and what is on it."""
    return {
        "type": "TouchWrapper",
        "accessibilityLabel": choice.words,
        "onPress": {
            "type": "SendEvent",
            "sequencer": TOUCH,
            "arguments": ["say", choice.command, scene.segment_id],
        },
    }


def own_graphic(width: int, height: int, parameters: list[str], items: list[Document]) -> Document:
    """Return a vector graphic of these paths, as wide and high as their numbers say."""
    return {
        "type": "AVG",
        "version": VERSION,
        "width": width,
        "height": height,
        "parameters": parameters,
        "items": items,
    }


_CIRCLE = "M100 6A94 94 0 0 1 100 194A94 94 0 0 1 100 6"

RING = own_graphic(
    200,
    200,
    ["o", "c"],
    [
        {"type": "path", "pathData": _CIRCLE, "stroke": DIM, "strokeWidth": 10},
        {
            "type": "path",
            "pathData": _CIRCLE,
            "stroke": "${c}",
            "strokeWidth": 10,
            "pathLength": 100,
            # Its ends overlap, so that neither a whole ring nor an empty one has a seam.
            "strokeDashArray": [101, 200],
            "strokeDashOffset": "${o*1.02}",
        },
    ],
)
"""A ring of which ``o`` per cent are gone, in the colour ``c``."""

ICON = own_graphic(
    120,
    120,
    ["k"],
    [
        {"type": "path", "pathData": "M60 8A52 52 0 1 1 59.9 8", "fill": CARD},
        {"type": "path", "pathData": "${k}", "stroke": SOFT, "strokeWidth": 7},
    ],
)
"""A sign on a disc; ``k`` is its path."""

PAUSE_SIGN = own_graphic(
    48,
    60,
    [],
    [{"type": "path", "pathData": "M12 4V56M36 4V56", "stroke": SOFT, "strokeWidth": 9}],
)
"""A pause, to be seen and not to be touched: a disc would be another button."""

ICONS: Mapping[str, str] = MappingProxyType(
    {"pause": "M48 40V80M72 40V80", "next": "M40 40L60 60L40 80M62 40L82 60L62 80"}
)
"""Signs of what can be touched in a count, by command."""
