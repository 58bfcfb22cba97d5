"""
Movements as vector graphics of APL: few bytes, and one number that moves them.

A graphic takes ``s``, how far into the movement it is (0 in position, 1 the whole way, a little more
with a breath), and ``c``, the colour of what works. Every path has its points at both ends of the
way, and between them a number that depends on ``s``. A limb is its outline, drawn with a round pen,
so it is tapered with a point for each joint.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-avg-format.html
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from skill.routine.exercises import Foot
from skill.routine.plan import Unit
from skill.screen.drawing import GROWS, Movement, Point, Shape, movement_of

Graphic = dict[str, Any]

VERSION = "1.1"
"""Of the format of graphics: the first one with ``pathLength`` and dashes."""

GROUND = "#171412"
"""Behind everything: a dark room stays dark."""

WORKING = "${c}"
"""The colour of what works, which the document gives."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How a style is drawn."""

    fill: str = ""
    """Inside a path; nothing where empty."""
    stroke: str = ""
    """Its line; that of a limb has the colour of its inside."""
    width: float = 0
    """Of the line, in units of the movement's box."""
    opacity: str = ""
    """Of a line, where it depends on the movement."""


PENS: Mapping[str, Pen] = MappingProxyType(
    {
        "far": Pen(fill="#5a5049"),
        "skin": Pen(fill="#a08c7c"),
        "cloth": Pen(fill="#7a6d63"),
        "hair": Pen(fill="#cbb9a9"),
        "working": Pen(fill=WORKING),
        "working-far": Pen(fill="#8f7d52"),
        "feel": Pen(stroke="#fff1b3", opacity="${.6*s}"),
        "ground": Pen(stroke="#5d534b", width=3),
        "wall": Pen(stroke="#5d534b", width=3),
        "prop": Pen(stroke="#bfb1a4", width=2),
        "solid": Pen(fill="#5d534b"),
        "seat": Pen(stroke="#5d534b", width=5),
        "towel": Pen(fill="#4a605b", stroke="#8fb3ab", width=5),
        "hem": Pen(stroke=GROUND, width=2),
        "hint": Pen(stroke=WORKING, width=3),
    }
)
"""
The styles of the drawings in the dark colours of figure.css, somewhat lighter: seen from the floor.

``working-far`` is only drawn where both feet work, so it is a darker shade of their colour.
"""

LEAST_MOVE = 0.8
"""A point that moves less than this stays where it is: that is less than a line's width."""

LEAST_TAPER = 0.7
"""A limb whose radii differ by less is drawn as a line."""

SOLE = 0.85
"""Share of a foot's mean radius that its outline is drawn with: toes are thinner than heels."""


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A path as it is sent: ``pieces`` joined, with what it is filled and drawn with."""

    fill: str
    stroke: str
    width: float
    opacity: str
    data: str

    @property
    def pen(self) -> tuple[str, str, float, str]:
        """What makes two paths one, if it is the same in both."""
        return self.fill, self.stroke, self.width, self.opacity


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
    drawn = [shape for shape in shapes if shape not in glows[1:]]
    strokes = [_stroke(movement, shape, moves=moves) for shape in drawn]
    items = []
    for (fill, stroke, width, opacity), alike in groupby(strokes, key=attrgetter("pen")):
        path: Graphic = {"type": "path", "pathData": "".join(each.data for each in alike)}
        path |= {"fill": fill} if fill else {}
        path |= {"stroke": stroke, "strokeWidth": width} if stroke else {}
        path |= {"strokeOpacity": opacity if moves else 0.6} if opacity else {}
        path |= {"strokeLineCap": "round"} if stroke and not fill else {}
        path |= {"strokeLineJoin": "round"} if stroke else {}
        items.append(path)
    width, height = movement.box
    return {
        "type": "AVG",
        "version": VERSION,
        "width": int(width),
        "height": int(height),
        "parameters": ["c", "s"] if moves else ["c"],
        "items": items,
    }


def _stroke(movement: Movement, shape: Shape, *, moves: bool) -> _Stroke:
    pen = PENS[shape.style]
    first = movement.poses[movement.way[0][1]].joints
    last = movement.poses[movement.way[-1][1]].joints
    start = first if moves else last
    if not shape.limb:
        return _Stroke(pen.fill, pen.stroke, pen.width, "", _path(shape.path, start, last))
    colour = pen.fill or pen.stroke
    words = shape.limb.split()
    names, radii = words[::2], [float(radius) for radius in words[1::2]]
    if len(set(names)) < len(names):
        names = list(dict.fromkeys(names))
        width = round(2 * SOLE * sum(radii) / len(radii))
        data = _outline([start[name] for name in names], [last[name] for name in names])
        return _Stroke(colour, colour, width, "", f"{data}Z")
    if shape.style == GROWS:
        width = round(2 * max(radii))
        data = _outline([start[name] for name in names], [last[name] for name in names])
        return _Stroke("", colour, width, pen.opacity, data)
    least = min(radii)
    more = [radius - least for radius in radii]
    sides = [_tapered([joints[name] for name in names], more) for joints in (start, last)]
    if max(more) < LEAST_TAPER:
        sides = [points[: len(names)] for points in sides]
    return _Stroke(colour, colour, round(2 * least), "", f"{_outline(*sides)}Z")


def _tapered(points: list[Point], offsets: list[float]) -> list[Point]:
    """Return the points to both sides of a line, each away from it by its offset."""
    normals = [_normal(start, end) for start, end in pairwise(points)]
    there, back = list[Point](), list[Point]()
    for at, ((x, y), offset) in enumerate(zip(points, offsets, strict=True)):
        before, after = normals[max(0, at - 1)], normals[min(at, len(normals) - 1)]
        across = before[0] + after[0], before[1] + after[1]
        length = math.hypot(*across) or 1
        dx, dy = (offset * each / length for each in across)
        there.append((x + dx, y + dy))
        if offset:
            back.append((x - dx, y - dy))
    return there + back[::-1]


def _normal(start: Point, end: Point) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1
    return -dy / length, dx / length


def _outline(start: list[Point], last: list[Point]) -> str:
    """Return ``M`` and the points of a path that goes from one to the next."""
    numbers = (_moving(*pair) for both in zip(start, last, strict=True) for pair in zip(*both))
    return f"M{_joined(numbers)}"


def _path(text: str, start: Mapping[str, Point], last: Mapping[str, Point]) -> str:
    """Return a path of commands and joints, as compact as it can be."""
    words = (word for token in text.split() for word in _word(token, start, last))
    return _joined(words)


def _word(token: str, start: Mapping[str, Point], last: Mapping[str, Point]) -> Iterator[str]:
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
