"""
Where things are on a screen, in dp.

The numeral is to be read from three metres, where eight of them fill the width; the drawing stands
to the side that works. What is touched has at least 120 dp, as on a small screen a hand comes from
the floor.
"""

from dataclasses import dataclass

from skill.screen.viewport import Viewport

TOUCH_DP = 120
"""Least side of what can be touched."""

DIGITS_WIDE = 1.42
"""How wide two numerals are, in sizes of their font: a wide font's."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where something begins from the left: for the left side at work, for both, for the right."""

    left: int
    both: int
    right: int

    def moved(self, more: float) -> "Places":
        """Return the places further to the right."""
        return Places(*(round(each + more) for each in self.all))

    @property
    def all(self) -> tuple[int, int, int]:
        """As they are numbered in a document."""
        return self.left, self.both, self.right


@dataclass(frozen=True, slots=True)
class CountLayout:
    """The screen of a count."""

    ring: Places
    ring_y: int
    ring_size: int
    figure: Places
    figure_y: int
    figure_size: int
    column: Places
    """What is beside the drawing or below it: numeral, words, dots, touch targets."""
    column_width: int
    numeral_y: int
    numeral_size: int
    """Of the font."""
    label_y: int
    label_size: int
    """Of the font."""
    dots_y: int
    dots_height: int
    touch_y: int
    touch_size: int
    touch_xs: tuple[int, int]
    """In the column."""


def count_layout(viewport: Viewport) -> CountLayout:
    """Return the layout of a count on a screen."""
    if viewport.is_round:
        return _round(viewport.side_dp)
    return _upright(viewport) if viewport.is_upright else _wide(viewport)


def _wide(viewport: Viewport) -> CountLayout:
    width, height = viewport.width_dp, viewport.height_dp
    margin, ring, font = round(0.05 * height), round(0.76 * height), round(0.47 * height)
    column = round(DIGITS_WIDE * font)
    # Both feet: the drawing in the middle, as far as the numeral has room beside it.
    middle = min((width - ring) // 2, width - 2 * margin - column - ring)
    rings = Places(margin, middle, width - margin - ring)
    beside = Places(
        (margin + ring + width - column) // 2,
        (middle + ring + width - column) // 2,
        (width - margin - ring - column) // 2,
    )
    touch = max(TOUCH_DP, round(0.2 * height))
    figure = round(0.76 * ring)
    gap = (column - 2 * touch) // 3
    return CountLayout(
        ring=rings,
        ring_y=(height - ring) // 2,
        ring_size=ring,
        figure=rings.moved((ring - figure) / 2),
        figure_y=(height - figure) // 2,
        figure_size=figure,
        column=beside,
        column_width=column,
        numeral_y=round(0.01 * height),
        numeral_size=font,
        label_y=round(0.53 * height),
        label_size=round(0.1 * height),
        dots_y=round(0.665 * height),
        dots_height=round(0.05 * height),
        touch_y=height - touch - round(0.015 * height),
        touch_size=touch,
        touch_xs=(gap, column - gap - touch),
    )


def _upright(viewport: Viewport) -> CountLayout:
    width, height = viewport.width_dp, viewport.height_dp
    margin, ring, font = round(0.04 * width), round(0.72 * width), round(0.42 * width)
    touch = max(TOUCH_DP, round(0.2 * width))
    figure = round(0.76 * ring)
    rings = Places(margin, (width - ring) // 2, width - margin - ring)
    top = round(0.05 * height)
    return CountLayout(
        ring=rings,
        ring_y=top,
        ring_size=ring,
        figure=rings.moved((ring - figure) / 2),
        figure_y=top + (ring - figure) // 2,
        figure_size=figure,
        column=Places(0, 0, 0),
        column_width=width,
        numeral_y=top + ring,
        numeral_size=font,
        label_y=round(0.735 * height),
        label_size=round(0.08 * width),
        dots_y=round(0.8 * height),
        dots_height=round(0.04 * width),
        touch_y=height - touch - top,
        touch_size=touch,
        touch_xs=(width // 2 - touch - margin, width // 2 + margin),
    )


def _round(side: int) -> CountLayout:
    figure = round(0.4 * side)
    middle, aside = (side - figure) // 2, round(0.09 * side)
    touch = max(TOUCH_DP, round(0.25 * side))
    edge = round(0.065 * side)
    return CountLayout(
        ring=Places(0, 0, 0),
        ring_y=0,
        ring_size=side,
        figure=Places(middle - aside, middle, middle + aside),
        figure_y=round(0.07 * side),
        figure_size=figure,
        column=Places(0, 0, 0),
        column_width=side,
        numeral_y=round(0.435 * side),
        numeral_size=round(0.27 * side),
        label_y=round(0.755 * side),
        label_size=round(0.075 * side),
        dots_y=round(0.87 * side),
        dots_height=round(0.033 * side),
        touch_y=round(0.47 * side),
        touch_size=touch,
        touch_xs=(edge, side - edge - touch),
    )
