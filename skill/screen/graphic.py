"""
Movements as vector graphics of APL: few bytes, and one number that moves them.

A graphic takes ``s``, how far into the movement it is (0 in position, 1 the whole way, and somewhat
more with a breath), and ``c``, the colour of what works. Every path has its points at both ends of
the way, and between them a number that depends on ``s``. A limb is its outline, drawn with a round
pen, so it is tapered with a point for each joint.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-avg-format.html
"""

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Any

from skill.routine.plan import Unit
from skill.screen.drawing import GROWS, Point, Shape, movement_of

Graphic = dict[str, Any]
Joints = Mapping[str, Point]

VERSION = "1.1"
"""Of the format of graphics: the first one with ``pathLength`` and dashes."""

GROUND = "#111"
"""Behind everything: a dark room stays dark."""

WORKING = "${c}"
"""The colour of what works, which the document gives."""

INK = "#544"
"""Thin lines, and whatever only stands around."""


def _limb_style(colour: str) -> dict[str, Any]:
    return {"fill": colour, "stroke": colour, "strokeLineJoin": "round"}


def _line_style(colour: str, width: float) -> dict[str, Any]:
    return {"stroke": colour, "strokeWidth": width}


STYLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "far": _limb_style("#655"),
        "skin": _limb_style("#a98"),
        "cloth": _limb_style("#876"),
        "hair": {"fill": "#cba"},
        "working": {"strokeLineJoin": "round"},
        "working-far": _limb_style("#975"),
        "feel": _line_style("#ffb", 12) | {"strokeOpacity": 0.6, "strokeLineCap": "round"},
        "ground": _line_style(INK, 3),
        "prop": _line_style("#ba9", 2),
        "solid": _limb_style(INK),
        "seat": _line_style(INK, 5),
        "towel": _line_style("#8ba", 5) | {"fill": "#465", "strokeLineCap": "round"},
        "hem": _line_style(GROUND, 2),
        "hint": {"strokeWidth": 3},
    }
)
"""
The styles of the drawings, in the dark colours of figure.css but lighter: seen from the floor.

``working-far`` is only drawn where both feet work, so it is a darker shade of their colour.
"""

SHORT = MappingProxyType({name: chr(ord("a") + at) for at, name in enumerate(STYLES)})
"""Names of the styles as they are sent: each stands in every drawing that uses it."""

SAME = MappingProxyType({"wall": "ground"})
"""Styles that are drawn like another one."""

OWN_COLOUR: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {"working": {"fill": WORKING, "stroke": WORKING}, "hint": {"stroke": WORKING}}
)
"""What a style cannot say, because it depends on the side."""

LEAST_MOVE = 2
"""A point that moves less than this beside its neighbour moves with it: a line is as wide."""

LEAST_TAPER = 0.7
"""A limb whose radii differ by less is drawn as a line."""


class Detail(StrEnum):
    """How much of a movement its graphic has: less of it is fewer bytes."""

    MOVING = "moving"
    STILL = "still"
    """The whole movement, at its end; no arrow, because there is nothing for it to point out."""
    PLAIN = "plain"
    """The same with the outlines that tell the movement, and nothing more."""


LEFT_OUT: Mapping[Detail, frozenset[str]] = MappingProxyType(
    {
        Detail.MOVING: frozenset(),
        Detail.STILL: frozenset({"hint"}),
        Detail.PLAIN: frozenset({"hint", "hair", "hem", "feel"}),
    }
)
"""Styles that are not drawn."""

TIP = 2
"""An end that is rounder than the pen by more than this gets a point of its own."""


@lru_cache
def graphic_of(unit: Unit, *, both: bool, detail: Detail = Detail.MOVING) -> Graphic:
    """
    Return the graphic of a movement, its left side at work.

    Args:
        unit: Which movement.
        both: Whether both feet work, where one can.
        detail: How much of it.
    """
    moves = detail is Detail.MOVING
    movement = movement_of(unit)
    feet = "both" if both else "one"
    shapes = [
        shape
        for shape in movement.shapes
        if shape.only in ("", feet) and shape.style not in LEFT_OUT[detail]
    ]
    glows = [shape for shape in shapes if shape.style == GROWS]
    start, last = (movement.poses[movement.way[at][1]].joints for at in (0, -1))
    drawn = groupby((each for each in shapes if each not in glows[1:]), key=_style)
    items = []
    for style, alike in drawn:
        path = {"type": "path", "style": SHORT[style], **OWN_COLOUR.get(style, {})}
        if style == GROWS and moves:
            path["strokeOpacity"] = "${.6*s}"
        items.append(path | _paths(list(alike), start if moves else last, last))
    width, height = movement.box
    return {
        "type": "AVG",
        "version": VERSION,
        "width": int(width),
        "height": int(height),
        "parameters": ["c", "s"],
        "items": items,
    }


def styles_of(graphics: Iterable[Graphic]) -> dict[str, Any]:
    """Return the styles that graphics use, for the document that has them."""
    used = dict.fromkeys(item["style"] for each in graphics for item in each["items"])
    return {
        short: {"values": [dict(STYLES[name])]} for name, short in SHORT.items() if short in used
    }


def _style(shape: Shape) -> str:
    return SAME.get(shape.style, shape.style)


def _paths(shapes: list[Shape], start: Joints, last: Joints) -> dict[str, Any]:
    """Return shapes of one style as one path, with the pen that all of them are drawn with."""
    line = _Line()
    if shapes[0].style == GROWS or not shapes[0].limb:
        for shape in shapes:
            line.follow(shape.path or _through(shape.limb), start, last)
        return {"pathData": line.data}
    radii = [float(radius) for shape in shapes for radius in shape.limb.split()[1::2]]
    pen = max(2.0, min(radii))
    for shape in shapes:
        line.close(*_limb(shape.limb.split(), pen, start, last))
    return {"strokeWidth": round(2 * pen), "pathData": line.data}


def _through(limb: str) -> str:
    """Return the path from one joint of a limb to the next."""
    return "M " + " ".join(limb.split()[::2])


def _limb(words: list[str], pen: float, start: Joints, last: Joints) -> tuple[list[Point], ...]:
    """Return the outline of a limb at both ends of the way, less the pen's own radius."""
    names, radii = words[::2], [float(radius) for radius in words[1::2]]
    if len(set(names)) < len(names):
        # A foot: its joints go round.
        return tuple([joints[name] for name in dict.fromkeys(names)] for joints in (start, last))
    more = [max(0.0, radius - pen) for radius in radii]
    return tuple(_tapered([joints[name] for name in names], more) for joints in (start, last))


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


class _Line:
    """
    Path data in relative commands, at both ends of the way at once.

    What moves along with the point before it does not move relative to it: of a trunk that leans
    forward, the first point alone depends on the movement.
    """

    def __init__(self) -> None:
        """Begin where a path begins."""
        self.data = ""
        self._at = self._from = (0, 0), (0, 0)

    def close(self, start: list[Point], last: list[Point]) -> None:
        """Draw from one point to the next, and back to the first."""
        pairs = list(zip(start, last, strict=True))
        self._word("m")
        self._go(pairs[0])
        self._from = self._at
        self._word("l")
        for pair in pairs[1:]:
            self._go(pair)
        self._end()

    def follow(self, path: str, start: Joints, last: Joints) -> None:
        """Draw a path of absolute commands and joints."""
        command, points = "", 0
        here = self._at
        for token in path.split():
            if token in start:
                points += 1
                # Both points of a curve are relative to where it begins.
                at = self._go((start[token], last[token]), here)
                if command != "Q" or points % 2 == 0:
                    here = at
                if command == "M":
                    self._from = at
            elif token == "Z":
                self._end()
                here = self._at
            elif token.isalpha():
                command, points = token, 0
                self._word(token.lower())
            else:
                self._word(f"{round(float(token))}")

    def _end(self) -> None:
        self._word("z")
        self._at = self._from

    def _go(self, to: tuple[Point, Point], here: "_Ends | None" = None) -> "_Ends":
        """Add a point, relative to the one before or to ``here``; return it as it is drawn."""
        at = here or self._at
        moved = []
        for axis in (0, 1):
            first, second = (round(to[end][axis]) - at[end][axis] for end in (0, 1))
            if abs(second - first) < LEAST_MOVE:
                second = first
            self._word(_number(first, second))
            moved.append((at[0][axis] + first, at[1][axis] + second))
        self._at = (moved[0][0], moved[1][0]), (moved[0][1], moved[1][1])
        return self._at

    def _word(self, word: str) -> None:
        """Add a command or a number, with a space where it would join the one before."""
        # An expression may come to a number below 0, or not: it needs its space on both sides.
        ends_number = self.data[-1:].isdigit() or self.data.endswith("}")
        is_apart = word[0].isalpha() or (word[0] == "-" and not self.data.endswith("}"))
        self.data += f" {word}" if ends_number and not is_apart else word


def _number(start: int, last: int) -> str:
    """Return a number, or one that depends on how far the movement is."""
    if start == last:
        return f"{start}"
    return f"${{{start}{last - start:+d}*s}}" if start else f"${{{last}*s}}"


_Ends = tuple[tuple[int, int], tuple[int, int]]
"""A point at both ends of the way, as it is drawn."""
