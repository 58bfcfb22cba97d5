"""
`make screens`: every screen of an Echo Show at every size, on one sheet in docs/screens/.

One conversation with the real skill is held for each size, and what it shows at some moments of it
is drawn by Amazon's own renderer. A warning of the renderer ends it.
"""

import base64
import html
import os
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from simulator.common import JsonObject
from simulator.device.events import PlaybackStarted, ScreenCleared, ScreenShown
from simulator.device.request import VIEWPORTS
from simulator.device.script import Pass, read_line
from simulator.page.event_json import screen_json
from simulator.page.show import RENDERER
from simulator.rig.environment import TalkOptions, talk_environment
from tests.browser.room import MONDAY_MORNING, chromium_path, served, started_chromium
from tools.page import open_page

SHEET = Path(__file__).parents[2] / "docs/screens/contact-sheet.png"

CONVERSATION = (
    ("start", "open my heel stretches"),
    ("routine", "left"),
    ("ready", "all five"),
    ("hold", "+38.5s"),
    ("switch", "+24s"),
    ("right", "+16s"),
    ("paused", "pause"),
    ("resumed", "resume"),
    ("told", "+220s"),
    ("asked", "+60s"),
    ("begun", "ready"),
    ("repetitions", "+20s"),
    ("rest", "+36s"),
    ("hurts", "that hurts"),
    ("mild", "two"),
    ("pace", "change the pace"),
    ("lift", "do the toe lifts"),
    ("reminder", "remind me every morning"),
    ("closing", "stop"),
    ("today", "ask my heel stretches what i did today"),
    ("week", "ask my heel stretches what i did this week"),
    ("warning", "tell my heel stretches my foot is numb"),
)
"""What is said or how long is waited, and what the moment after it is called on the sheet."""

ROW_PX = 240
"""How high a screen is on the sheet."""


@dataclass(frozen=True)
class Moment:
    """What a screen shows at some moment."""

    name: str
    """What the moment is called."""
    screen: JsonObject
    """The document, its data and the size of the screen, as a page is told."""
    elapsed_ms: int
    """For how long it has run, from the beginning of its sound, or of itself where it has none."""


class Watching:
    """Remembers what is shown, and since when it runs."""

    def __init__(self):
        """Begin with nothing shown."""
        self.screen = self.since = None

    def show(self, event):
        """Take in an event of the Echo."""
        match event:
            case ScreenShown():
                self.screen, self.since = screen_json(event.screen, event.viewport), event.at
            case ScreenCleared():
                self.screen = None
            case PlaybackStarted() if self.screen and self.screen["speaks"]:
                self.since = event.at


def moments(viewport, directory):
    """Return what is shown in the conversation on a screen of this name."""
    options = TalkOptions(directory, has_screen=True, is_fast=True, start=MONDAY_MORNING)
    found = []
    with talk_environment(options) as talk:
        echo, watching = talk.echo, Watching()
        echo.subscribe(watching.show)
        echo.become(replace(talk.device, viewport=viewport), talk.language, ZoneInfo("UTC"))
        for name, text in CONVERSATION:
            line = read_line(text)
            if isinstance(line, Pass):
                echo.wait(line.seconds)
            else:
                echo.say(line.text)
                echo.catch_up()
            if watching.screen:
                elapsed_ms = round((echo.now - watching.since).total_seconds() * 1000)
                found.append(Moment(name, watching.screen, elapsed_ms))
    return found


class RendererWarning(Exception):
    """Amazon's renderer puts up with a document, but should not have to."""


class Drawn:
    """A frame that draws documents, alone in a browser's page."""

    def __init__(self, browser, origin):
        """Open the frame, and wait until the renderer is there; leaving the context closes it."""
        self.page = browser.new_page()
        self.page.add_init_script(
            "window.told = []; addEventListener('message', ({ data }) => window.told.push(data))"
        )
        self.page.goto(f"{origin}show/")
        self._wait_for("ready")

    def __enter__(self):
        """Return itself."""
        return self

    def __exit__(self, *_):
        """Close the page: the renderer in it would go on drawing."""
        self.page.close()

    def picture(self, screen, elapsed_ms=0):
        """
        Return the picture of a document, as a PNG.

        Args:
            screen: `document`, `data` and `viewport` (width, height, shape, dpi, mode), as a page
                is told of them.
            elapsed_ms: How far it has run: in its sound, or by itself where it says nothing.

        Raises:
            RendererWarning: It warned of something, with its own words.
        """
        viewport = screen["viewport"]
        self.page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        wish = {"kind": "show", "rate": 1, **{key: screen[key] for key in ("document", "data")}}
        self._tell({**wish, "viewport": viewport})
        self._wait_for("drawn")
        began_ms = 0
        if screen.get("speaks"):
            began_ms = self._wait_for("speaking")["elapsedMs"]
        self._tell({"kind": "clock", "elapsedMs": began_ms + elapsed_ms, "rate": 0})
        self._wait_for("still")
        taken = self.page.screenshot()
        told = self.page.evaluate("window.told.splice(0)")
        warnings = [message["text"] for message in told if message["kind"] == "warning"]
        if warnings:
            raise RendererWarning("; ".join(warnings))
        return taken

    def _tell(self, message):
        self.page.evaluate("message => postMessage(message, '*')", message)

    def _wait_for(self, kind):
        found = self.page.wait_for_function(
            "kind => window.told.find((message) => message.kind === kind)", arg=kind
        )
        return found.json_value()


def main():
    """Draw them all, and put them on one sheet."""
    path = chromium_path()
    if path is None:
        sys.exit("There is no Chromium on this machine. On Debian: apt install chromium")
    if not RENDERER.is_file():
        sys.exit("Amazon's renderer is not here: it needs npm. On Debian: apt install npm")
    os.environ["TZ"] = "Europe/London"
    with (
        tempfile.TemporaryDirectory() as folder,
        open_page(TalkOptions(Path(folder) / "page", is_fast=True)) as (_, app),
        served(app) as origin,
        started_chromium(path) as chromium,
    ):
        with Drawn(chromium, origin) as drawn:
            rows = [
                (viewport, moment, drawn.picture(moment.screen, moment.elapsed_ms))
                for viewport in VIEWPORTS
                for moment in moments(viewport, Path(folder) / viewport)
            ]
        if not rows:
            sys.exit("The skill showed nothing.")
        SHEET.parent.mkdir(exist_ok=True)
        SHEET.write_bytes(sheet(chromium, rows))
    print(SHEET)


def sheet(browser, rows):
    """Return a picture of all pictures: a row for each size, a column for each moment."""
    parts = ["<style>body { font: 16px sans-serif; margin: 16px; background: #f6f2ec; }"]
    parts.append("div { display: flex; gap: 12px; } figure { margin: 0 0 12px; }")
    parts.append(f"img {{ height: {ROW_PX}px; border-radius: 8px; }}</style>")
    for viewport in dict.fromkeys(name for name, _, _ in rows):
        parts.append(f"<h2>{html.escape(viewport)}</h2><div>")
        for name, moment, png in rows:
            if name == viewport:
                source = base64.b64encode(png).decode()
                parts.append(f'<figure><img src="data:image/png;base64,{source}">')
                parts.append(f"<figcaption>{html.escape(moment.name)}</figcaption></figure>")
        parts.append("</div>")
    page = browser.new_page()
    page.set_content("".join(parts))
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": width, "height": 800})
    return page.screenshot(full_page=True)


if __name__ == "__main__":
    main()
