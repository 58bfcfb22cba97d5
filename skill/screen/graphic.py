"""
Movements as vector graphics of APL: few bytes, and one number that moves them.

A graphic takes ``s``, how far into the movement it is (0 in position, 1 the whole way, a little more
with a breath), and ``c``, the colour of what works. Every path has its points at both ends of the
way, and between them a number that depends on ``s``. A limb is its outline, drawn with a round pen,
so it is tapered with a point for each joint.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-avg-format.html
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Any

from skill.routine.exercises import Foot
from skill.routine.plan import Unit
from skill.screen.drawing import GROWS, Point, Shape, movement_of

Graphic = dict[str, Any]
Joints = Mapping[str, Point]

VERSION = "1.1"
"""Of the format of graphics: the first one with ``pathLength`` and dashes."""

GROUND = "#171412"
"""Behind everything: a dark room stays dark."""

WORKING = "${c}"
"""The colour of what works, which the document gives."""

INK = "#5d534b"
"""Thin lines, and whatever only stands around."""


def _limb_style(colour: str) -> dict[str, Any]:
    return {"fill": colour, "stroke": colour, "strokeLineJoin": "round"}


def _line_style(colour: str, width: float) -> dict[str, Any]:
    return {"stroke": colour, "strokeWidth": width, "strokeLineCap": "round"}


STYLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "far": _limb_style("#5a5049"),
        "skin": _limb_style("#a08c7c"),
        "cloth": _limb_style("#7a6d63"),
        "hair": {"fill": "#cbb9a9"},
        "working": {"strokeLineJoin": "round"},
        "working-far": _limb_style("#8f7d52"),
        "feel": _line_style("#fff1b3", 12) | {"strokeOpacity": 0.6},
        "ground": _line_style(INK, 3),
        "prop": _line_style("#bfb1a4", 2),
        "solid": _limb_style(INK),
        "seat": _line_style(INK, 5),
        "towel": _line_style("#8fb3ab", 5) | {"fill": "#4a605b"},
        "hem": _line_style(GROUND, 2),
        "hint": {"strokeWidth": 3, "strokeLineCap": "round", "strokeLineJoin": "round"},
    }
)
"""
The styles of the drawings, in the dark colours of figure.css but lighter: seen from the floor.

``working-far`` is only drawn where both feet work, so it is a darker shade of their colour.
"""

SAME = MappingProxyType({"wall": "ground"})
"""Styles that are drawn like another one."""

OWN_COLOUR: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {"working": {"fill": WORKING, "stroke": WORKING}, "hint": {"stroke": WORKING}}
)
"""What a style cannot say, because it depends on the side."""

LEAST_MOVE = 1
"""A point that moves less than this stays where it is: that is less than a line's width."""

LEAST_TAPER = 0.7
"""A limb whose radii differ by less is drawn as a line."""

TIP = 2
"""An end that is rounder than the pen by more than this gets a point of its own."""


@lru_cache
def graphic_of(unit: Unit, *, both: bool, moves: bool = True) -> Graphic:
    """
    Return the graphic of a movement, its left side at work.

    Args:
        unit: Which movement.
        both: Whether both feet work, where one can.
        moves: Whether it has ``s``; otherwise it shows the whole movement.
    """
    movement = movement_of(unit)
    feet = "both" if both else "one"
    shapes = [shape for shape in movement.shapes if shape.only in ("", feet)]
    glows = [shape for shape in shapes if shape.style == GROWS]
    start, last = (movement.poses[movement.way[at][1]].joints for at in (0, -1))
    drawn = groupby((each for each in shapes if each not in glows[1:]), key=_style)
    items = []
    for style, alike in drawn:
        path = {"type": "path", "style": style, **OWN_COLOUR.get(style, {})}
        if style == GROWS and moves:
            path["strokeOpacity"] = "${.6*s}"
        items.append(path | _paths(list(alike), start if moves else last, last))
    width, height = movement.box
    return {
        "type": "AVG",
        "version": VERSION,
        "width": int(width),
        "height": int(height),
        "parameters": ["c", "s"] if moves else ["c"],
        "items": items,
    }


def styles_of(graphics: Iterable[Graphic]) -> dict[str, Any]:
    """Return the styles that graphics use, for the document that has them."""
    used = dict.fromkeys(item["style"] for each in graphics for item in each["items"])
    return {name: {"values": [dict(STYLES[name])]} for name in used}


def _style(shape: Shape) -> str:
    return SAME.get(shape.style, shape.style)


def _paths(shapes: list[Shape], start: Joints, last: Joints) -> dict[str, Any]:
    """Return shapes of one style as one path, with the pen that all of them are drawn with."""
    if shapes[0].style == GROWS or not shapes[0].limb:
        data = (shape.path or _through(shape.limb) for shape in shapes)
        return {"pathData": "".join(_path(each, start, last) for each in data)}
    radii = [float(radius) for shape in shapes for radius in shape.limb.split()[1::2]]
    pen = max(2.0, min(radii))
    data = (_limb(shape.limb.split(), pen, start, last) for shape in shapes)
    return {"strokeWidth": round(2 * pen), "pathData": "".join(data)}


def _through(limb: str) -> str:
    """Return the path from one joint of a limb to the next."""
    return "M " + " ".join(limb.split()[::2])


def _limb(words: list[str], pen: float, start: Joints, last: Joints) -> str:
    """Return the outline of a limb, less the pen's own radius."""
    names, radii = words[::2], [float(radius) for radius in words[1::2]]
    if len(set(names)) < len(names):
        # A foot: its joints go round.
        round_ = list(dict.fromkeys(names))
        return _outline(*([joints[name] for name in round_] for joints in (start, last)))
    more = [max(0.0, radius - pen) for radius in radii]
    return _outline(
        *(_tapered([joints[name] for name in names], more) for joints in (start, last))
    )


def _tapered(points: list[Point], offsets: list[float]) -> list[Point]:
    """Return the points to both sides of a line, each away from it by its offset."""
    normals = [_normal(start, end) for start, end in pairwise(points)]
    there, back = list[Point](), list[Point]()
    for at, ((x, y), offset) in enumerate(zip(points, offsets, strict=True)):
        before, after = normals[max(0, at - 1)], normals[min(at, len(normals) - 1)]
        across = before[0] + after[0], before[1] + after[1]
        length = math.hypot(*across) or 1
        dx, dy = (offset * each / length for each in across)
        if offset < LEAST_TAPER:
            there.append((x, y))
            continue
        there.append((x + dx, y + dy))
        back.append((x - dx, y - dy))
        if offset > TIP and at in (0, len(points) - 1):
            # Beyond the end, along the limb: the end of a thigh is round, not cut off.
            way = -1 if at else 1
            (there if at else back).append((x - way * dy, y + way * dx))
    return there + back[::-1]


def _normal(start: Point, end: Point) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1
    return -dy / length, dx / length


def _outline(start: list[Point], last: list[Point]) -> str:
    """Return ``M`` and the points of a path that goes from one to the next."""
    both = zip(start, last, strict=True)
    numbers = (_moving(*pair) for ends in both for pair in zip(*ends, strict=True))
    return f"M{_joined(numbers)}Z"


def _path(text: str, start: Joints, last: Joints) -> str:
    """Return a path of commands and joints, as compact as it can be."""
    words = (word for token in text.split() for word in _word(token, start, last))
    return _joined(words)


def _word(token: str, start: Joints, last: Joints) -> Iterator[str]:
    if token in start:
        for pair in zip(start[token], last[token], strict=True):
            yield _moving(*pair)
    elif token[0].isalpha():
        yield token
    else:
        yield f"{round(float(token)):d}"


def _joined(words: Iterator[str]) -> str:
    """Join commands and numbers with a space only between two numbers."""
    made = ""
    for word in words:
        gap = " " if made and not made[-1].isalpha() and not word[0].isalpha() else ""
        made += gap + word
    return made


def _moving(start: float, last: float) -> str:
    """Return a number, or one that depends on how far the movement is."""
    if abs(last - start) < LEAST_MOVE:
        return f"{round(start):d}"
    return f"${{{round(start):d}{round(last - start):+d}*s}}"
