"""
How far the shown second is from the heard one on the pretend Echo Show, over a long segment.

A person who knows the exercises says one sentence; the real skill answers, Amazon's renderer runs
its document, and the page plays the sound in real time. Every number of a count begins at a whole
second of the sound, so the distance from the nearest one, at the moment when the number is seen to
change, is how far the screen is ahead (negative: behind).

It needs Chromium and, fetched by `make` where npm is, Amazon's renderer.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

from flask import Flask
from rich.console import Console
from rich.progress import track

from simulator.page.app import page_blueprint
from simulator.page.live_echo import LiveEcho
from simulator.page.show import RENDERER
from simulator.rig.environment import TalkOptions, talk_environment
from tests.browser.room import MONDAY_MORNING, Visit, chromium_path, served, started_chromium
from tests.browser.silence import silence

SEGMENT_SECONDS = 160
"""How long one segment is watched."""

MOST_MS, MOST_DRIFT_MS = 200, 60
"""How far the shown second may be from the heard one, and how much that may change."""

FEWEST = 60
"""Fewer seconds that are seen to begin say nothing."""

SECOND_MS = 1000

DAYS_BEFORE = (("open my heel stretches", 60), ("left", 60))
"""What is said a week before, and for how many seconds nothing is."""

ASKED = "open my heel stretches and start the calf stretch"


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Visit]:
    """Open the page of a Show whose time is the real one."""
    before = TalkOptions(folder, is_fast=True, start=MONDAY_MORNING - timedelta(days=7))
    with talk_environment(before) as talk:
        for line, seconds in DAYS_BEFORE:
            talk.echo.say(line)
            talk.echo.wait(seconds)
        for _ in range(2):
            talk.echo.say(ASKED)
            talk.echo.wait(60)
            talk.echo.say("ready")
            talk.echo.wait(600)
    options = TalkOptions(folder, has_screen=True, start=MONDAY_MORNING)
    app = Flask("show", static_folder=None)
    with talk_environment(options) as talk, LiveEcho(talk, silence) as room:
        app.register_blueprint(page_blueprint(room))
        with served(app) as origin, started_chromium(chromium_path()) as chromium:
            visit = Visit(chromium.new_page(), origin)
            visit.open()
            yield visit


def leads_ms(visit: Visit) -> list[float]:
    """Return how far each number was ahead of its second of the sound when it came."""
    places = [heard_ms % SECOND_MS for _, heard_ms in visit.written_down()]
    return [-place if place < SECOND_MS / 2 else SECOND_MS - place for place in places]


def main() -> int:
    """Watch, and print what came of it; return whether a target is missed."""
    os.environ["TZ"] = "Europe/London"
    missing = "Chromium" if chromium_path() is None else "npm"
    if chromium_path() is None or not RENDERER.is_file():
        print(f"This needs {missing}. On Debian: apt install {missing.lower()}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as visit:
        visit.type(ASKED)
        visit.write_down()
        for _ in track(range(SEGMENT_SECONDS), "watching", console=Console(stderr=True)):
            visit.page.wait_for_timeout(SECOND_MS)
        leads = leads_ms(visit)
    if len(leads) < FEWEST:
        print(f"only {len(leads)} seconds were seen to begin")
        return 1
    began_ms, ended_ms = median(leads[:10]), median(leads[-10:])
    most_ms = max(map(abs, leads))
    print(f"{len(leads)} numbers in {SEGMENT_SECONDS} s: the screen is ahead of the sound by")
    print(f"  {median(leads):4.0f} ms at most times")
    print(f"  {began_ms:4.0f} ms in the first ten, {ended_ms:.0f} ms in the last ten")
    print(f"  {most_ms:4.0f} ms at most, to either side")
    is_met = abs(median(leads)) <= MOST_MS and abs(ended_ms - began_ms) <= MOST_DRIFT_MS
    outcome = "met" if is_met else "MISSED"
    print(f"Targets of {MOST_MS} ms and {MOST_DRIFT_MS} ms of drift: {outcome}")
    return not is_met


if __name__ == "__main__":
    sys.exit(main())
