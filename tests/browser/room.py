"""A room with a pretend Echo in it and a browser: what tests and pictures of the page need."""

import contextlib
import os
import re
import shutil
import threading
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from werkzeug.serving import make_server

from simulator.page.show import RENDERER

MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""When every talk begins, in London."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

needs_renderer = pytest.mark.skipif(
    not RENDERER.is_file() and "CI" not in os.environ,
    reason="Amazon's renderer is not here; where npm is, make test fetches it",
)
"""Leaves tests out without it, except in CI."""

SOME_FRAMES = """
async () => { for (let left = 8; left > 0; left--) await new Promise(requestAnimationFrame); }
"""
"""How long a finger stays: a press without any length is none to Amazon's renderer."""

TOUCHES = 40
"""How often somebody touches until it arrives: for several seconds."""

NOTE_TOUCH = """
() => {
  window.isTouched = false;
  addEventListener("mousedown", () => { window.isTouched = true; }, { capture: true, once: true });
}
"""
"""In the frame: whether a finger has arrived, from now on."""

ARGUMENTS = (
    "--no-sandbox",  # root, as in a container, has no sandbox
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)


def chromium_path():
    """Return where this machine's Chromium is; None for nowhere."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextlib.contextmanager
def started_chromium(path):
    """Start a Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


WRITE_DOWN_SECONDS = """
() => {
  window.secondsShown = [];
  const note = () => {
    const second = document.getElementById("view").innerText.match(/\\d+/)?.[0];
    const last = window.secondsShown.at(-1)?.[0];
    const nowMs = performance.timeOrigin + performance.now();
    if (second && second !== last) window.secondsShown.push([second, nowMs]);
    requestAnimationFrame(note);
  };
  note();
}
"""
"""In the frame: which second was shown from when, in milliseconds since 1970."""

WRITE_DOWN_SOUND = """
() => {
  const player = document.getElementById("player");
  window.soundHeard = [];
  const note = () => {
    window.soundHeard.push([performance.timeOrigin + performance.now(), 1000 * player.currentTime]);
    requestAnimationFrame(note);
  };
  note();
}
"""
"""In the page: how far the sound was when, both in milliseconds; the sounds one after another."""


@dataclass
class Visit:
    """A page in a browser, and what the tests do with it."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self):
        """Remember every request, and everything the browser complains of."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen_to_console)

    def _listen_to_console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {message.location['url']}")

    def open(self):
        """Open the page, and wait until it knows what has happened so far."""
        self.page.goto(self.origin)
        self.wait_until_ready()

    def wait_until_ready(self):
        """Wait until the page has drawn what has happened so far."""
        self.page.locator("html[data-ready]").wait_for()

    def press(self, name):
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def open_panel(self, name):
        """Open one of the panels behind the buttons at the top."""
        self.page.locator(f"[aria-controls='panel-{name}']").click()
        self.page.locator(f"#panel-{name}").wait_for()

    def type(self, text):
        """Type a line and press Enter; `+75s` lets time pass."""
        box = self.page.get_by_label("What you would say to it")
        box.fill(text)
        box.press("Enter")

    def shown(self):
        """Return the screen of a Show, once a document is drawn in it, by the Echo's clock."""
        self.page.locator("#show[data-in-step]").wait_for()
        return self.page.frame_locator("#show iframe")

    def write_down(self):
        """Note from now on which number a Show has on its screen, and how far its sound is."""
        self.shown()
        self.page.evaluate(WRITE_DOWN_SOUND)
        self.page.frames[1].evaluate(WRITE_DOWN_SECONDS)

    def written_down(self):
        """Return each number that came, and how far the sound was then, in milliseconds."""
        heard = self.page.evaluate("window.soundHeard")
        times = [at_ms for at_ms, _ in heard]
        # What was there at the beginning has come at no known time.
        _, *begun = self.page.frames[1].evaluate("window.secondsShown")
        return [
            (int(number), heard[min(bisect_left(times, at_ms), len(heard) - 1)][1])
            for number, at_ms in begun
        ]

    def touch(self, text):
        """
        Touch what has this text on the screen of a Show, for as long as a finger does.

        Once more where it did not arrive: Chromium drops what is pressed in a frame of another
        origin that has moved within the last half a second.
        """
        target, screen = self.shown().get_by_text(text, exact=True), self.page.frames[1]
        target.wait_for()
        self.shown()  # the text may be there before its document hears a finger
        for _ in range(TOUCHES):
            screen.evaluate(NOTE_TOUCH)
            self.page.mouse.move(*self._place_of(target))
            self.page.mouse.down()
            # The renderer looks at a finger once a frame, and a busy machine leaves some out.
            screen.evaluate(SOME_FRAMES)
            self.page.mouse.up()
            if screen.evaluate("window.isTouched"):
                return
        raise AssertionError(f"no touch reaches {text}")

    def _place_of(self, target):
        """Return where the middle of something on the screen of a Show is on the page."""
        # Playwright knows nothing of the scale of a frame: the place is worked out here.
        within = target.evaluate("element => element.getBoundingClientRect().toJSON()")
        frame = self.page.locator("#show iframe")
        box = frame.bounding_box()
        scale = box["width"] / frame.evaluate("element => element.clientWidth")
        return (
            box["x"] + scale * (within["x"] + within["width"] / 2),
            box["y"] + scale * (within["y"] + within["height"] / 2),
        )

    def focuses(self, text):
        """Expect that what has this text gets the keyboard's focus, sooner or later."""
        expect(self.page.locator(":focus")).to_have_text(text)

    def focused(self):
        """Return the text of what has the keyboard's focus."""
        return self.page.evaluate("document.activeElement.textContent.trim()")

    def blur(self):
        """Leave whatever has the keyboard's focus, as a press beside it does."""
        self.page.evaluate("document.activeElement.blur()")

    def tab_to(self, name):
        """Go back by the keyboard until the button of this name has its focus."""
        for _ in range(20):
            self.page.keyboard.press("Shift+Tab")
            if self.focused() == name:
                return
        raise AssertionError(f"the keyboard does not get to {name}")

    def sees(self, selector, text):
        """Expect an element with this text, sooner or later."""
        whole = re.compile(rf"^\s*{re.escape(text)}\s*$")
        self.page.locator(selector).filter(has_text=whole).wait_for(state="attached")

    def hears(self, text):
        """Expect that the last turn has these words in it, sooner or later."""
        self.page.locator(".turn:last-child", has_text=text).wait_for()

    def turns(self):
        """Return the texts of all bubbles and remarks, without what is folded."""
        found = self.page.locator(".bubble, .is-remark > p").all_inner_texts()
        return [re.sub(r"\s+", " ", text) for text in found]

    def begin_calf_stretch(self):
        """Get as far as the instruction; the left foot is sore."""
        self.press("Start my heel stretches")
        self.hears("Which foot is sore")
        self.press("Left")
        self.hears("All five, or two?")
        self.type("all five")
        self.hears("Calf stretch.")

    def count_to_twenty_two(self):
        """Get into the middle of the first count."""
        self.begin_calf_stretch()
        self.type("+38.5s")
        self.sees("#count", "22")


@contextlib.contextmanager
def served(app):
    """Serve an application on loopback."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
