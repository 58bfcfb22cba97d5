"""
`make screenshots`: the pictures of the page in docs/, taken in the middle of a hold.

The same calf stretch each time, on a laptop in light and dark and on a phone upright and on its
side, and the panels that the documentation speaks of.
"""

import os
import sys
import tempfile
from pathlib import Path

from simulator.rig.environment import TalkOptions
from tests.browser.room import MONDAY_MORNING, Visit, chromium_path, served, started_chromium
from tools.page import open_page

DOCS = Path(__file__).parents[2] / "docs"

LAPTOP = {"width": 1366, "height": 768}

PICTURES = {
    "page-laptop": {"viewport": LAPTOP},
    "page-laptop-dark": {"viewport": LAPTOP, "color_scheme": "dark"},
    "page-phone": {"viewport": {"width": 390, "height": 844}},
    "page-landscape": {"viewport": {"width": 844, "height": 390}},
}
"""How a browser shows each picture of the whole page, by the picture's file name."""

PANELS = {"page-inside": "inside", "page-progress": "progress"}
"""The panel that is open in each other picture, on a laptop."""


def main():
    """Take all of them anew."""
    path = chromium_path()
    if path is None:
        sys.exit("There is no Chromium on this machine. On Debian: apt install chromium")
    os.environ["TZ"] = "Europe/London"
    with (
        tempfile.TemporaryDirectory() as folder,
        open_page(TalkOptions(Path(folder), is_fast=True, start=MONDAY_MORNING)) as (_, app),
        served(app) as origin,
        started_chromium(path) as chromium,
    ):
        begun = Visit(chromium.new_page(viewport=LAPTOP), origin)
        begun.open()
        begun.begin_calf_stretch()
        begun.type("+120.5s")
        begun.sees("#count", "22")
        for name, browsing in PICTURES.items():
            taken(chromium, origin, name, browsing)
        for name, panel in PANELS.items():
            taken(chromium, origin, name, {"viewport": LAPTOP}, panel)


def taken(chromium, origin, name, browsing, panel=None):
    """Take one picture."""
    visit = Visit(chromium.new_page(**browsing), origin)
    visit.open()
    visit.sees("#count", "22")
    if panel:
        visit.open_panel(panel)
        visit.page.wait_for_load_state("networkidle")
    visit.page.screenshot(path=DOCS / f"{name}.png")
    print(f"docs/{name}.png")
    visit.page.close()


if __name__ == "__main__":
    main()
