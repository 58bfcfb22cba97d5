"""Sound in step with the count, in one tab alone, and a page that notices when the Echo is gone."""

import contextlib
import os
import signal
import statistics
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from simulator.rig.child_process import free_port, is_listening, wait_until_ready
from simulator.voice.speaker import voice_named

MOST_BESIDE_MS = 60
"""So far beside the sound a count may change. Our choice: nobody sees less."""

MOST_LATE_MS = 150
"""So far beside the Echo's clock a sound may be. Our choice: then it is put right."""

LATENESS = """
new Promise((done) => {
  const events = new EventSource("/echo/events");
  let playback = null;
  events.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.kind === "playback") playback = event;
  };
  events.addEventListener("present", (message) => {
    const present = JSON.parse(message.data);
    events.close();
    done(present.at_ms - playback.at_ms - 1000 * player.currentTime);
  });
})
"""
"""How late the sound is by the Echo's own clock, in milliseconds."""

CHANGES = """
new Promise((done) => {
  const changes = [];
  let shown = count.textContent;
  const look = () => {
    if (count.textContent !== shown) {
      shown = count.textContent;
      changes.push([Number(shown), 1000 * player.currentTime]);
    }
    if (changes.length === 5) done(changes);
    else requestAnimationFrame(look);
  };
  look();
})
"""
"""Five numbers of the count, and where the sound was when each was shown, in milliseconds."""


@pytest.fixture
def counting(make_visit):
    """Return a page in the middle of a count that is heard; it began at 30 s of the sound."""
    visit = make_visit(is_fast=False, voice=voice_named("espeak"))
    visit.open()
    visit.begin_calf_stretch()
    visit.type("+33s")
    return visit


def shown_beside(visit):
    """Return how far beside the sound five numbers were shown: the median, in milliseconds."""
    changes = visit.page.evaluate(CHANGES)
    return statistics.median(abs(at_ms - (60_000 - 1000 * number)) for number, at_ms in changes)


def heard(page, *, is_heard=True):
    """Expect that a page is heard, or is not, sooner or later."""
    expect(page.locator("#player")).to_have_js_property("paused", not is_heard)


def test_the_count_is_in_step_with_the_sound(counting):
    """Each number is shown when it is heard; after the page was loaded again, too."""
    expect(counting.page.locator("#dial.is-count")).to_be_visible()
    assert shown_beside(counting) < MOST_BESIDE_MS

    counting.page.reload()
    counting.wait_until_ready()
    heard(counting.page)
    assert shown_beside(counting) < MOST_BESIDE_MS  # and five seconds later
    assert abs(counting.page.evaluate(LATENESS)) < MOST_LATE_MS


def test_one_tab_is_heard(counting):
    """The newest; another one says so, and can take the sound back."""
    first = counting.page
    heard(first)
    second = first.context.new_page()
    second.goto(counting.origin)
    heard(second)
    first.get_by_text("The sound plays in another tab.").wait_for()
    heard(first, is_heard=False)

    first.get_by_role("button", name="Play it here").click()
    second.get_by_text("The sound plays in another tab.").wait_for()
    heard(first)
    heard(second, is_heard=False)
    first.close()

    expect(second.get_by_text("The sound plays in another tab.")).to_be_hidden()
    heard(second)


def test_speaking_says_why_it_does_not_work(visit):
    """This browser has speech recognition, and no microphone."""
    visit.press("Speak")

    expect(visit.page.locator("#say-trouble")).to_contain_text("ype instead.")
    expect(visit.page.locator("#microphone")).to_have_attribute("aria-pressed", "false")


@contextlib.contextmanager
def page_process(port, data):
    """Serve the page as a person does, in a process that can be killed."""
    command = [sys.executable, "-m", "tools", "serve", "--page", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--data", str(data), "--voice", "espeak", "--no-browser"],
        env=os.environ | {"TZ": "Europe/London"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert wait_until_ready(process, lambda: is_listening(port), 60)
        yield process
    finally:
        process.kill()
        process.wait()


def test_an_echo_that_was_killed(chromium, tmp_path):
    """The sound stops, the stage says so, and all of it is back when the Echo is."""
    port = free_port()
    page = chromium.new_page()
    with page_process(port, tmp_path) as process:
        page.goto(f"http://127.0.0.1:{port}/")
        page.locator("html[data-ready]").wait_for()
        page.get_by_label("What you would say to it").fill("start my heel stretches")
        page.keyboard.press("Enter")
        heard(page)
        os.kill(process.pid, signal.SIGKILL)

        expect(page.get_by_role("alert").get_by_text("The Echo is gone.")).to_be_visible()
        heard(page, is_heard=False)
        page.get_by_label("What you would say to it").fill("pause")
        page.keyboard.press("Enter")
        expect(page.locator("#say-trouble")).to_contain_text("cannot be reached")

    with page_process(port, tmp_path):
        expect(page.get_by_text("The Echo is gone.")).to_be_hidden(timeout=20_000)
        page.get_by_role("button", name="Start my heel stretches").click()
        expect(page.locator(".by-person .bubble")).to_have_text("start my heel stretches")
        heard(page)
    page.close()
