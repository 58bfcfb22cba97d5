"""The page's figure: it draws the paths that the skill's own drawing has, and what it is told."""

import re

import pytest

from skill.routine.exercises import ExerciseId, Foot, Pace, Part
from skill.screen.drawing import draw, movement_of, movements, tempos_of

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

ROUNDING = 0.0551
"""A number in a path has one decimal in the skill, and two on the page, where it moves."""

PUT_UP = """async (movements) => {
  const { Figure } = await import("/page/figure.js");
  const link = document.createElement("link");
  Object.assign(link, {rel: "stylesheet", href: "/page/figure.css"});
  const loaded = new Promise((done) => link.addEventListener("load", done));
  document.head.append(link);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.id = "figure-under-test";
  document.body.prepend(svg);
  window.figure = new Figure(svg);
  window.figure.load(movements);
  await loaded;
}"""

LAYERS = """[...document.querySelectorAll("#figure-under-test > g")].map((group) => ({
  isSeen: group.getAttribute("visibility") === "visible",
  opacity: Number(group.getAttribute("opacity")),
  transform: group.getAttribute("transform"),
  paths: [...group.children].map((path) => [path.getAttribute("d"), path.getAttribute("class")]),
}))"""


class Easel:
    """A figure on the page."""

    def __init__(self, page):
        self.page = page
        page.evaluate(PUT_UP, movements())

    def draw(self, **moment):
        """Draw a moment and return the two layers."""
        return self.page.evaluate(
            f"(moment) => {{ window.figure.draw(moment); return {LAYERS}; }}", moment
        )


@pytest.fixture
def easel(visit):
    """Return a figure on the open page."""
    return Easel(visit.page)


def parted(path):
    """Return a path's commands, and its numbers."""
    return NUMBER.sub("#", path), [float(each) for each in NUMBER.findall(path)]


def drawn(layer):
    """Return what a layer shows: the commands, numbers and style of each path."""
    return [(*parted(d), style) for d, style in layer["paths"] if d]


def of_skill(unit, pose, foot=Foot.LEFT):
    """Return what the skill draws of a pose, in the same form."""
    expected = []
    for path, style in draw(movement_of(unit), pose, foot):
        commands, numbers = parted(path)
        expected.append((commands, pytest.approx(numbers, abs=ROUNDING), style))
    return expected


def test_a_hold_is_drawn_as_the_skill_draws_it(easel):
    """On the way into it, in it, and with a breath."""
    for unit in (ExerciseId.CALF, ExerciseId.HAMSTRING, ExerciseId.ARCH):
        for pose, breath in ((0, 0), (0.3, 0), (0.77, 0.5), (1, 0), (1, 1)):
            layer, _ = easel.draw(movement=unit, side="left", pose=pose, breath=breath)

            assert of_skill(unit, movement_of(unit).in_hold(pose, breath)) == drawn(layer)


def test_a_repetition_is_drawn_as_the_skill_draws_it(easel):
    """At each pace, with one foot or both."""
    for unit in (ExerciseId.TOWEL, *Part):
        for pace in Pace:
            for cycle in (0, 0.1, 0.31, 0.5, 0.8, 1):
                for foot in (Foot.LEFT, Foot.BOTH):
                    layer, _ = easel.draw(movement=unit, side=foot, cycle=cycle, pace=pace)
                    pose = movement_of(unit).in_cycle(cycle, tempos_of(unit)[pace])

                    assert of_skill(unit, pose, foot) == drawn(layer)


def test_the_right_side_is_a_mirror_image_and_a_turn_leads_to_it(easel):
    """A half turn about the middle of the box, in which the paths stay the same."""
    left, right, half, turned = (
        easel.draw(movement="calf", pose=0.5, **values)[0]
        for values in (
            {"side": "left"},
            {"side": "right"},
            {"side": "left", "turn": 0.5},
            {"side": "left", "turn": 1},
        )
    )

    assert left["paths"] == right["paths"] == half["paths"]
    assert "matrix(1 0 0 1 0 0)" == left["transform"]
    assert "matrix(0 0 0 1 100 0)" == half["transform"]
    assert "matrix(-1 0 0 1 200 0)" == right["transform"] == turned["transform"]


def test_one_exercise_becomes_the_next(easel):
    """Both are seen while it does; afterwards only one is."""
    coming = {"movement": "towel", "side": "right"}
    now, later = easel.draw(movement="calf", side="left", pose=1, next=coming, mix=0.25)

    assert (0.75, 0.25) == (now["opacity"], later["opacity"])
    assert of_skill(ExerciseId.TOWEL, movement_of(ExerciseId.TOWEL).at(0)) == drawn(later)

    now, later = easel.draw(movement="towel", side="right")
    assert (1, True, False) == (now["opacity"], now["isSeen"], later["isSeen"])


def test_what_has_no_drawing_leaves_the_place_empty(easel):
    """A greeting is no exercise."""
    easel.draw(movement="calf", side="left", pose=1)

    assert [False, False] == [layer["isSeen"] for layer in easel.draw(movement="", side="")]


def test_a_path_element_is_made_once(easel):
    """Sixty times a second only their numbers change."""
    easel.draw(movement="calf", side="left", pose=0)
    easel.page.evaluate("window.first = document.querySelector('#figure-under-test path')")
    layer, _ = easel.draw(movement="calf", side="left", pose=1)

    assert easel.page.evaluate("window.first === document.querySelector('#figure-under-test path')")
    assert len(movement_of(ExerciseId.CALF).shapes) == len(layer["paths"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_working_leg_stands_out(visit, scheme):
    """From the page and from the other leg, in light and in dark; every style has a colour."""
    visit.page.emulate_media(color_scheme=scheme)
    easel = Easel(visit.page)
    seen = {}
    for unit in movements():
        for side in ("left", "both"):
            easel.draw(movement=unit, side=side, pose=1)
            seen |= easel.page.evaluate(
                """Object.fromEntries([...document.querySelectorAll("#figure-under-test [d^=M]")]
                  .map((path) => [path.getAttribute("class"), getComputedStyle(path)])
                  .map(([name, style]) => [name, [style.fill, style.stroke]]))"""
            )

    assert ("none", "none") not in set(map(tuple, seen.values()))
    card = seen["working"][1]  # the gap around a limb is of the card's colour
    assert contrast(seen["working"][0], card) >= 3
    assert contrast(seen["working"][0], seen["far"][0]) >= 2


def test_forced_colours_are_the_systems(visit):
    """Who needs them sees the working leg in a colour that stands out, the others in outline."""
    visit.page.emulate_media(forced_colors="active")
    easel = Easel(visit.page)
    easel.draw(movement="calf", side="left", pose=1)
    fill = (
        """(name) => getComputedStyle(document.querySelector(`#figure-under-test .${name}`)).fill"""
    )
    stands_out = easel.page.evaluate(
        """() => {
          const sample = document.body.appendChild(document.createElement("p"));
          sample.style.color = "LinkText";
          return getComputedStyle(sample).color;
        }"""
    )

    assert stands_out == easel.page.evaluate(fill, "working")
    assert stands_out != easel.page.evaluate(fill, "far")


def contrast(one, other):
    """Return the contrast of two colours such as ``rgb(1, 2, 3)``, as WCAG reckons it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    """Return the relative luminance of a colour."""
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
