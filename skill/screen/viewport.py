"""The viewport of a device: what a document is laid out for."""

from dataclasses import dataclass
from enum import StrEnum

DENSITY = 160
"""Pixels an inch of which one is one dp, by Amazon's definition of a density-independent pixel.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-dimensions.html"""

LEAST_DP, MOST_DP = 160, 4000
"""Sides of a screen beyond which a request is not believed. Our choice: far from every device."""


class Mode(StrEnum):
    """What kind of device it is, as a request names it in small letters."""

    HUB = "hub"
    TV = "tv"


@dataclass(frozen=True, slots=True)
class Viewport:
    """The screen of a device."""

    width_dp: int
    height_dp: int
    is_round: bool = False
    mode: Mode = Mode.HUB

    @property
    def is_upright(self) -> bool:
        """Whether things stand below one another: on a portrait screen and on a round one."""
        return self.is_round or self.height_dp > self.width_dp

    @property
    def side_dp(self) -> int:
        """The shorter side."""
        return min(self.width_dp, self.height_dp)


def viewport_of(
    width_px: float, height_px: float, dpi: float, shape: str, mode: str
) -> Viewport | None:
    """
    Return the viewport that a request tells of; ``None`` where it cannot be one.

    Args:
        width_px: ``context.Viewport.currentPixelWidth``, else ``pixelWidth``.
        height_px: The same of the height.
        dpi: ``context.Viewport.dpi``.
        shape: ``ROUND`` or ``RECTANGLE``.
        mode: ``HUB``, ``TV`` and others, which are taken for a hub.
    """
    if not dpi > 0:
        return None
    width, height = (px * DENSITY / dpi for px in (width_px, height_px))
    if not (LEAST_DP <= width <= MOST_DP and LEAST_DP <= height <= MOST_DP):
        return None
    known = Mode.TV if mode.lower() == Mode.TV else Mode.HUB
    return Viewport(round(width), round(height), shape.upper() == "ROUND", known)
