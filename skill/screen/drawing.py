"""
The drawings: how each movement looks, at every moment of it, as paths of vector graphics.

A movement is data (``movements/calf.json`` and so on). Its poses say where each joint is, its
shapes are drawn between joints, and whatever lies between two poses is a number between two
numbers. A shape's style is a name only: its colour belongs to whoever draws.

Every movement is drawn with the left side working; the right side is the mirror image.
Knows no time, no page and no screen. See ``docs/adr/0018-drawings-as-data.md``.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, Literal

from msgspec import DecodeError, ValidationError, json, to_builtins

from skill.routine.exercises import EXERCISES, Foot, Pace, Part, Sides, Tempo
from skill.routine.message import message
from skill.routine.plan import UNITS, Unit, exercise_of
from skill.speech.narration import DEFAULT_LANGUAGE, narration_for

Point = tuple[float, float]
"""x to the right and y down, in units of the movement's box."""

DECIMALS = 1
"""Of the numbers in a path: a tenth is a third of a pixel where a box of 200 fills a page."""

GROWS = "feel"
"""The style of shapes that grow with what is felt."""

_JOINT = re.compile(r"[a-z_][a-z0-9_]*")


class DrawingError(ValueError):
    """A movement's file is not as it should be; the text names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Something that is drawn between joints: a path or a limb."""

    style: str
    """What it is: ``working``, ``far``, ``skin``, ``cloth``, ``prop``, ``feel`` ..."""
    path: str = ""
    """Commands of SVG with joints in place of their points: ``M heel Q arch ball L toe``."""
    limb: str = ""
    """
    Joints, each with a radius: ``hip 9 knee 6 ankle 4``. Drawn round at the joints, and tapered
    between them. The radii of style ``feel`` are multiplied by how much is felt.
    """
    only: Literal["one", "both", ""] = ""
    """Drawn only where one foot works, or only where both do; always when empty."""

    @property
    def joints(self) -> set[str]:
        """The names of the joints that it is drawn between."""
        return {*_JOINT.findall(f"{self.path} {self.limb}")}


@dataclass(frozen=True, slots=True)
class Pose:
    """One moment of a movement."""

    joints: dict[str, Point]
    """Where each joint is: an ankle, but also the corner of a towel."""
    feel: float = 0
    """How much is felt where the exercise works: 0 is nothing, 1 a full stretch."""

    def to(self, other: "Pose", share: float) -> "Pose":
        """Return the pose at a share of the way to another."""
        return self.plus(self, other, share)

    def plus(self, start: "Pose", end: "Pose", share: float) -> "Pose":
        """Return this pose moved by a share of what is between two others."""
        moved = {}
        for name, (x, y) in self.joints.items():
            (x0, y0), (x1, y1) = start.joints[name], end.joints[name]
            moved[name] = x + (x1 - x0) * share, y + (y1 - y0) * share
        return Pose(moved, self.feel + (end.feel - start.feel) * share)


Keyframe = tuple[float, str]
"""A share of a movement, 0 to 1, and the pose that it has got to by then."""


@dataclass(frozen=True, slots=True)
class Movement:
    """How one exercise, or a part of one, is done."""

    box: tuple[float, float]
    """Width and height of the drawing."""
    shapes: tuple[Shape, ...]
    """From the back to the front."""
    poses: dict[str, Pose]
    way: tuple[Keyframe, ...]
    """From being in position to the whole stretch, or to the end of a repetition."""
    deeper: str = ""
    """The pose to which a hold moves with a breath; none for repetitions."""
    phases: dict[str, float] = field(default_factory=dict)
    """For repetitions: how far on the way each phase of the tempo ends, by the phase's name."""

    def at(self, share: float) -> Pose:
        """Return the pose at a share of the way into the movement, 0 to 1."""
        for (start, before), (end, after) in pairwise(self.way):
            if share <= end:
                return self.poses[before].to(self.poses[after], (share - start) / (end - start))
        return self.poses[self.way[-1][1]]

    def in_hold(self, share: float, breath: float) -> Pose:
        """Return ``at(share)``, moved on by a breath of 0 to 1 where the movement is a hold."""
        pose = self.at(share)
        if not self.deeper:
            return pose
        last = self.poses[self.way[-1][1]]
        return pose.plus(last, self.poses[self.deeper], breath * share)

    def in_cycle(self, share: float, tempo: Tempo) -> Pose:
        """Return the pose at a share of one repetition; each phase starts and ends slowly."""
        for (start, before), (end, after) in pairwise(self.cycle(tempo)):
            if share <= end:
                return self.at(_between(before, after, _eased((share - start) / (end - start))))
        return self.at(self.phases[tempo.phases[-1].name])

    def cycle(self, tempo: Tempo) -> tuple[tuple[float, float], ...]:
        """Return the keyframes of one repetition: shares of it, each with a share of the way."""
        seconds = 0
        frames = [(0.0, self.phases[tempo.phases[-1].name])]
        for phase in tempo.phases:
            seconds += phase.seconds
            frames.append((seconds / tempo.seconds, self.phases[phase.name]))
        return tuple(frames)


def _eased(share: float) -> float:
    """Return a share that starts and ends slowly; the usual cubic."""
    return share * share * (3 - 2 * share)


def _between(low: float, high: float, share: float) -> float:
    return low + (high - low) * share


def draw(movement: Movement, pose: Pose, foot: Foot = Foot.LEFT) -> list[tuple[str, str]]:
    """
    Return the paths of a drawing from the back to the front, each with its style.

    Args:
        movement: What is drawn.
        pose: At which moment.
        foot: Which foot works. The right one has the paths of the left, to be seen in a mirror.
    """
    feet = "both" if foot is Foot.BOTH else "one"
    return [
        (_limb(shape, pose) if shape.limb else _path(shape, pose), shape.style)
        for shape in movement.shapes
        if shape.only in ("", feet)
    ]


def _path(shape: Shape, pose: Pose) -> str:
    return " ".join(
        _point(pose.joints[token]) if token in pose.joints else token
        for token in shape.path.split()
    )


def _limb(shape: Shape, pose: Pose) -> str:
    size = max(0.0, pose.feel) if shape.style == GROWS else 1.0
    words = shape.limb.split()
    centres = [pose.joints[name] for name in words[::2]]
    radii = [size * float(radius) for radius in words[1::2]]
    ends = zip(pairwise(centres), pairwise(radii), strict=True)
    return " ".join(_capsule(start, end, *sizes) for (start, end), sizes in ends)


def _capsule(start: Point, end: Point, start_radius: float, end_radius: float) -> str:
    """Return two circles and what is between their common tangents, drawn clockwise."""
    length = math.dist(start, end)
    if length <= abs(start_radius - end_radius):
        (x, y), radius = max((start, start_radius), (end, end_radius), key=lambda each: each[1])
        left, right, arc = (x - radius, y), (x + radius, y), _arc(radius, is_large=False)
        return f"M {_point(left)} {arc} {_point(right)} {arc} {_point(left)} Z"
    along = math.atan2(end[1] - start[1], end[0] - start[0])
    # The tangents touch both circles at this angle from the line between their centres.
    off = math.acos((start_radius - end_radius) / length)
    first, second = _on(start, start_radius, along + off), _on(start, start_radius, along - off)
    third, fourth = _on(end, end_radius, along - off), _on(end, end_radius, along + off)
    return (
        f"M {first} {_arc(start_radius, is_large=start_radius > end_radius)} {second}"
        f" L {third} {_arc(end_radius, is_large=end_radius > start_radius)} {fourth} Z"
    )


def _arc(radius: float, *, is_large: bool) -> str:
    return f"A {_number(radius)} {_number(radius)} 0 {is_large:d} 1"


def _on(centre: Point, radius: float, angle: float) -> str:
    return _point((centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)))


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(number: float) -> str:
    return f"{round(number, DECIMALS) + 0.0:g}"  # + 0.0: no "-0"


def svg_group(movement: Movement, pose: Pose, foot: Foot = Foot.LEFT) -> str:
    """Return ``draw`` as SVG's element ``g``, mirrored for the right; classes are the styles."""
    mirror = f' transform="matrix(-1 0 0 1 {_number(movement.box[0])} 0)"'
    paths = (f'<path class="{style}" d="{path}"/>' for path, style in draw(movement, pose, foot))
    return f"<g{mirror if foot is Foot.RIGHT else ''}>{''.join(paths)}</g>"


@lru_cache
def movement_of(unit: Unit) -> Movement:
    """
    Return the movement of an exercise, or of a part of one.

    Raises:
        DrawingError: Its file is not as it should be.
    """
    file = resources.files("skill.screen").joinpath("movements", f"{unit}.json")
    return read_movement(file.read_bytes(), file.name)


def read_movement(text: bytes, name: str) -> Movement:
    """
    Return the movement that a file holds.

    Args:
        text: The file's contents.
        name: The file's name, for errors.

    Raises:
        DrawingError: It is not as it should be; the text names the file and what is wrong.
    """
    try:
        movement = json.decode(text, type=Movement)
    except (DecodeError, ValidationError) as error:
        raise DrawingError(f"{name}: {error}") from error
    for fault in _faults(movement):
        raise DrawingError(f"{name}: {fault}")
    return movement


def _faults(movement: Movement) -> Iterator[str]:
    """Yield what a movement lacks that its type does not ask for."""
    needed = set[str]().union(*(shape.joints for shape in movement.shapes))
    for name, pose in movement.poses.items():
        for joint in sorted(needed - pose.joints.keys()):
            yield f"pose {name!r} has no joint {joint!r}"
        for joint in sorted(pose.joints.keys() - needed):
            yield f"pose {name!r} has a joint {joint!r}, which no shape is drawn to"
    named = {pose for _, pose in movement.way} | {movement.deeper} - {""}
    for name in sorted(named - movement.poses.keys()):
        yield f"there is no pose {name!r}"
    shares = [share for share, _ in movement.way]
    if shares[:1] + shares[-1:] != [0.0, 1.0] or sorted({*shares}) != shares:
        yield "the way does not lead from 0 to 1"


_FEET: Mapping[Sides, tuple[Foot, ...]] = {
    Sides.TOGETHER: (Foot.BOTH,),
    Sides.IN_TURN: (Foot.LEFT, Foot.RIGHT),
    Sides.SORE: (Foot.LEFT, Foot.RIGHT, Foot.BOTH),
    Sides.EACH_SORE: (Foot.LEFT, Foot.RIGHT),
}
"""Which feet a drawing can show at work, by how an exercise is shared between them."""


def tempos_of(unit: Unit) -> Mapping[Pace, Tempo]:
    """Return the tempo of a repetition at each pace; none for an exercise of holds."""
    part = unit if isinstance(unit, Part) else None
    return EXERCISES[exercise_of(unit)].tempos.get(part, {})


def feet_of(unit: Unit) -> tuple[Foot, ...]:
    """Return which feet, or both, the unit's drawing can show at work."""
    return _FEET[EXERCISES[exercise_of(unit)].sides]


def alternative(unit: Unit, foot: Foot, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the words for a drawing that is not seen."""
    return narration_for(language)(message(f"picture-{unit}", side=foot))


def movements(language: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """
    Return all movements as plain values for JSON, by the id of the exercise or part.

    Each is its file, with ``cycles``, the keyframes of a repetition by pace, in place of its
    phases; none for a hold. ``alternative`` has the words for who does not see it, by the side that
    works: ``left``, ``right`` or ``both``, as far as the exercise is done so.

    Args:
        language: Of the words, as ``en`` or as a locale such as ``en-GB``.
    """
    return {str(unit): _for_page(unit, language) for unit in UNITS}


def _for_page(unit: Unit, language: str) -> dict[str, Any]:
    movement = movement_of(unit)
    plain: dict[str, Any] = to_builtins(movement)
    del plain["phases"]
    plain["cycles"] = {str(pace): movement.cycle(tempo) for pace, tempo in tempos_of(unit).items()}
    plain["alternative"] = {str(foot): alternative(unit, foot, language) for foot in feet_of(unit)}
    return plain
