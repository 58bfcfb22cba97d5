"""
The drawings as pictures: those of `docs/`, and cards for the Alexa app.

`python -m tools.drawings` writes `docs/drawings/` and the pictures of a hold anew; with
`--cards FOLDER` it also writes two sizes of card for each movement there. The same source gives
the same files.

The colours are those of the page, read from `figure.css`. A picture stands by itself, and not
every program that draws one knows variables: each is replaced by what it is in a scheme.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import Literal

import resvg_py

from skill.alexa.cards import LARGE, SMALL, picture_name
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.plan import UNITS, Unit
from skill.routine.settings import hold_figure
from skill.screen.drawing import Movement, alternative, draw, feet_of, movement_of, svg_group

DOCS = Path(__file__).parents[1] / "docs"

STYLE_SHEET = resources.files("simulator.page").joinpath("static", "figure.css")

BOX = 200
"""Width and height of every movement's box."""

ICON = 48
"""The contact sheet's small drawings: as large as an icon."""

GUTTER = 20
"""Between the contact sheet's drawings."""

CHANGE_SECONDS = 4
"""The moving picture: out of the stretch and into it again. Our choice, as on the page."""

BREATH_SECONDS = 6
"""A breath in and out. Our choice: ten a minute, as in calm breathing."""

Scheme = Literal["light", "dark"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the pictures of docs/, and cards for the Alexa app where a folder is named."""
    parser = argparse.ArgumentParser("python -m tools.drawings", description=main.__doc__)
    parser.add_argument("--cards", type=Path, metavar="FOLDER", help="write the cards there")
    folder = parser.parse_args(arguments).cards
    for name, text in svg_files().items():
        _write(DOCS / name, text.encode())
    _write(DOCS / "drawings" / "contact-sheet.png", contact_sheet_png("light"))
    _write(DOCS / "drawings" / "contact-sheet-dark.png", contact_sheet_png("dark"))
    if folder:
        for name, png in cards():
            _write(folder / name, png)


def _write(file: Path, contents: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(contents)
    print(f"{file}: {len(contents):,} bytes")


def svg_files() -> dict[str, str]:
    """Return the pictures of docs/ that are text, by their names there."""
    pictures = {f"drawings/{unit}.svg": movement_svg(unit) for unit in UNITS}
    pictures["drawings/contact-sheet.svg"] = contact_sheet_svg(_both_schemes())
    pictures["hold.svg"] = hold_svg(is_moving=True)
    pictures["hold-still.svg"] = hold_svg(is_moving=False)
    return pictures


# --- the styles ---


def style(scheme: Scheme) -> str:
    """Return the page's styles of a figure, with the values of a scheme for its variables."""
    text = re.sub(r"/\*.*?\*/", "", STYLE_SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    media = dict(re.findall(r"@media \((.*?)\) \{\n(.*?)\n\}", text, re.DOTALL))
    plain = re.sub(r"@media .*?\n\}", "", text, flags=re.DOTALL)
    values = _variables(plain)
    if scheme == "dark":
        values |= _variables(media["prefers-color-scheme: dark"])
    rules = re.sub(r"--[\w-]+: [^;]+;\s*", "", plain)
    rules = re.sub(r"var\((--[\w-]+)\)", lambda name: values[name[1]], rules)
    return " ".join(rules.split()) + _OWN_STYLE.format(
        card=values["--figure-gap"],
        ink=values["--figure-prop"],
        ring=values["--figure-working"],
        track=values["--figure-ground"],
    )


_OWN_STYLE = (
    " .figure .card {{ fill: {card}; }}"
    " .figure .track, .figure .ring {{ fill: none; stroke: {track}; stroke-width: 8; }}"
    " .figure .ring {{ stroke: {ring}; }}"
    " .figure text {{ fill: {ink}; font: 600 46px system-ui, sans-serif; text-anchor: middle; }}"
)
"""What a picture has beside its figure: the ground, and the count of the moving one."""


def _variables(rules: str) -> dict[str, str]:
    """Return the variables of a style sheet; one that is the page's by the value in its var()."""
    found: list[tuple[str, str]] = re.findall(r"(--[\w-]+): ([^;]+);", rules)
    return {name: re.sub(r"var\(--[\w-]+, (.*)\)", r"\1", value) for name, value in found}


def _both_schemes() -> str:
    return f"{style('light')} @media (prefers-color-scheme: dark) {{ {style('dark')} }}"


# --- still pictures ---


def svg(inner: str, size: tuple[int, int], styles: str, title: str) -> str:
    """Return a picture with rounded corners; who does not see it is told its title."""
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="figure" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img">\n<title>{title}</title>\n'
        f"<style>{styles}</style>\n"
        f'<rect class="card" width="{width}" height="{height}" rx="16"/>\n{inner}\n</svg>\n'
    )


def movement_svg(unit: Unit) -> str:
    """Return the picture of a movement at its end, with the left foot or both at work."""
    movement, foot = movement_of(unit), feet_of(unit)[0]
    drawing = svg_group(movement, movement.at(1), foot)
    return svg(drawing, (BOX, BOX), _both_schemes(), alternative(unit, foot))


def _cell(drawing: str, left: float, top: float, size: float = BOX) -> str:
    return (
        f'<svg x="{left}" y="{top}" width="{size}" height="{size}" viewBox="0 0 {BOX} {BOX}">'
        f"{drawing}</svg>"
    )


def contact_sheet_svg(styles: str) -> str:
    """
    Return a sheet with all movements, a row each.

    Both ends of the way as icons; in position, half way and at the end; the end for other feet.
    """
    cells = []
    step = BOX + GUTTER
    for row, unit in enumerate(UNITS):
        movement, (foot, *others) = movement_of(unit), feet_of(unit)
        top, middle = GUTTER + row * step, GUTTER + row * step + BOX // 2
        for index, share in enumerate((0.0, 1.0)):
            icon = svg_group(movement, movement.at(share), foot)
            cells.append(_cell(icon, GUTTER, middle + (index - 1) * ICON, ICON))
        shown = [(0.0, foot), (0.5, foot), *((1.0, each) for each in (foot, *others))]
        for column, (share, at_work) in enumerate(shown):
            drawing = svg_group(movement, movement.at(share), at_work)
            cells.append(_cell(drawing, ICON + 2 * GUTTER + column * step, top))
    columns = 2 + max(len(feet_of(unit)) for unit in UNITS)
    size = ICON + 2 * GUTTER + columns * step, GUTTER + len(UNITS) * step
    return svg("\n".join(cells), size, styles, "All movements, from in position to their end")


def contact_sheet_png(scheme: Scheme) -> bytes:
    """Return the contact sheet in the colours of a scheme."""
    return bytes(resvg_py.svg_to_bytes(svg_string=contact_sheet_svg(style(scheme))))


def cards() -> Iterator[tuple[str, bytes]]:
    """
    Yield the images for cards in the Alexa app, each with the name of its file.

    One for each movement, whichever foot is sore: a household sees the cards.
    """
    for unit in UNITS:
        movement, foot = movement_of(unit), feet_of(unit)[0]
        for width, height in (SMALL, LARGE):
            margin = height * 0.04
            drawing = _cell(
                svg_group(movement, movement.at(1), foot),
                (width - height) / 2 + margin,
                margin,
                height - 2 * margin,
            )
            text = svg(drawing, (width, height), style("light"), alternative(unit, foot))
            png = resvg_py.svg_to_bytes(svg_string=text.replace(' rx="16"', ""))
            yield picture_name(unit, (width, height)), bytes(png)


# --- the moving picture ---


def hold_svg(*, is_moving: bool) -> str:
    """
    Return the picture of a hold: a person who stretches a calf, and the seconds.

    It moves by SVG's own animation, which also runs where a picture may have no script. Who asks
    for less motion gets its first moment, and so does a program that knows no animation. A browser
    does not always tell a picture within a page what its reader asks for: for this there is the
    still one, which the page can choose.
    """
    unit = ExerciseId.CALF
    movement, seconds = movement_of(unit), hold_figure(unit).default
    drawn = svg_group(movement, movement.at(1)) + _ring() + _text(seconds)
    styles = _both_schemes()
    if is_moving:
        drawn = f'<g class="still">{drawn}</g>\n<g class="moving">{_moving(movement, seconds)}</g>'
        styles += _LESS_MOTION
    return svg(drawn, (360, BOX), styles, alternative(unit, Foot.LEFT))


def _moving(movement: Movement, seconds: int) -> str:
    whole = seconds + CHANGE_SECONDS
    numbers = [_number(second, seconds, whole) for second in range(seconds)]
    return "".join([_moving_figure(movement, seconds), _ring(_emptying(seconds, whole)), *numbers])


_LESS_MOTION = (
    " .still { display: none; } @media (prefers-reduced-motion: reduce)"
    " { .still { display: inline; } .moving { display: none; } }"
)

_SLOW_AT_BOTH, _SLOW_AT_START, _SLOW_AT_END = "0.4 0 0.6 1", "0.4 0 1 1", "0 0 0.6 1"
"""How fast a part of an animation runs, as SVG's keySplines."""


def _moving_figure(movement: Movement, seconds: int) -> str:
    """Return a figure that breathes in the stretch, leaves it, and goes into it again."""
    breath, change = BREATH_SECONDS / 2, CHANGE_SECONDS / 4
    breathed = [(movement.in_hold(1, 1), breath), (movement.at(1), breath)]
    changed = [(movement.at(share), change) for share in (0.5, 0, 0.5, 1)]
    steps = [*breathed * (seconds // BREATH_SECONDS), *changed]
    speeds = [_SLOW_AT_BOTH] * (len(steps) - 4) + [_SLOW_AT_START, _SLOW_AT_END] * 2
    times = [0.0, *accumulate(length for _, length in steps)]
    timing = (
        f'dur="{seconds + CHANGE_SECONDS}s" repeatCount="indefinite" calcMode="spline"'
        f' keyTimes="{_shares(times)}" keySplines="{";".join(speeds)}"'
    )
    frames = [draw(movement, pose) for pose in (movement.at(1), *(pose for pose, _ in steps))]
    paths = []
    for (path, name), *later in zip(*frames, strict=True):
        values = [path, *(each for each, _ in later)]
        animated = f'<animate attributeName="d" {timing} values="{";".join(values)}"/>'
        paths.append(
            f'<path class="{name}" d="{path}">{animated if len({*values}) > 1 else ""}</path>'
        )
    return "".join(paths)


def _shares(times: Sequence[float]) -> str:
    return ";".join(f"{time / times[-1]:.4g}" for time in times)


def _ring(animated: str = "") -> str:
    """Return the ring that shows what is left of the hold; a track is seen where it is empty."""
    circle = 'cx="272" cy="100" r="56"'
    return (
        f'<circle class="track" {circle}/><circle class="ring" {circle} pathLength="100"'
        f' stroke-dasharray="101" transform="rotate(-90 272 100)">{animated}</circle>'
    )


def _emptying(seconds: int, whole: int) -> str:
    return (
        f'<animate attributeName="stroke-dashoffset" dur="{whole}s" repeatCount="indefinite"'
        f' values="0;-101;0" keyTimes="{_shares((0, seconds, whole))}"/>'
    )


def _number(second: int, seconds: int, whole: int) -> str:
    """Return what is left at a second, seen for this second only."""
    frames = [("visible", second), ("hidden", second + 1), ("hidden", whole)]
    if second:
        frames.insert(0, ("hidden", 0))
    return _text(
        seconds - second,
        f'<animate attributeName="visibility" dur="{whole}s" repeatCount="indefinite"'
        f' calcMode="discrete" values="{";".join(value for value, _ in frames)}"'
        f' keyTimes="{_shares([time for _, time in frames])}"/>',
        visibility="hidden" if second else "visible",
    )


def _text(number: int, animated: str = "", visibility: str = "visible") -> str:
    return f'<text x="272" y="116" visibility="{visibility}">{number}{animated}</text>'


if __name__ == "__main__":
    main()
