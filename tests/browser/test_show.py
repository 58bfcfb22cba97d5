"""The pretend Echo Show: Amazon's own renderer runs the documents, in step with what is heard."""

import contextlib
import hashlib
import json
import struct
from pathlib import Path
from statistics import median

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import expect

from simulator.device.clock import JumpingClock, VirtualClock
from simulator.device.events import ScreenShown
from simulator.device.request import VIEWPORTS, Device
from simulator.language.interaction_model import Language
from simulator.page import screen_window
from simulator.page.app import page_blueprint
from simulator.page.event_json import screen_json
from simulator.page.live_echo import LiveEcho
from simulator.page.show import RENDERER
from simulator.rig.environment import Talk, TalkOptions
from tests.browser.room import Visit, needs_renderer, served
from tests.browser.screens import Drawn, RendererWarning
from tests.browser.silence import silence
from tests.simulator.fakes import EMPTY, MODEL, MONDAY, FakeSkill, count, make_echo, screen, speech
from tools.page import open_page

OPEN = "open my heel stretches"

pytestmark = needs_renderer


RENDERER_SHA256 = "4dc0a5a3cee51b7a7156c64f3f6d2d4ae5d30a0b994bf55b49e3383e3fa3d6e7"
"""Of version 1.4.0, the last one that carries its code with it."""

LONGEST_WAIT_MS = 10_000

VIEWPORT = {"width": 480, "height": 480, "dpi": 160, "shape": "ROUND", "mode": "HUB"}

IN_STEP_FROM_SECOND = 3
"""Until then a busy machine still puts a document right: it hears late that its sound has begun."""

MOST_LEAD_MS, MOST_DRIFT_MS = 350, 150
"""How far a document's clock, begun before its SpeakItem, may be ahead of the sound, and how much
that may change. Measured: 160 to 235 ms ahead, 20 ms of change, 60 where four others compute."""


@pytest.fixture
def make_show(chromium, tmp_path):
    """Return a function that opens the page of a Show whose skill answers from a table."""
    visits = []
    with contextlib.ExitStack() as stack:

        def make(*, stands_still=False, **answers):
            clock = VirtualClock(MONDAY) if stands_still else JumpingClock(MONDAY)
            skill, language = FakeSkill(**answers), Language(MODEL)
            echo, _ = make_echo(skill, language, clock=clock, has_screen=True)
            device = Device("user", "echo", has_screen=True)
            talk = Talk(echo, clock, TalkOptions(tmp_path), language, device)
            room = stack.enter_context(LiveEcho(talk, silence))
            app = Flask("show", static_folder=None)
            app.register_blueprint(page_blueprint(room))
            origin = stack.enter_context(served(app))
            browsing = chromium.new_context(viewport={"width": 1366, "height": 768})
            browsing.set_default_timeout(10_000)
            stack.callback(browsing.close)
            visit = Visit(browsing.new_page(), origin)
            visit.listen()
            visits.append(visit)
            visit.open()
            return visit, skill

        yield make
    assert [] == [complaint for visit in visits for complaint in visit.complaints]


@pytest.mark.parametrize("name", VIEWPORTS)
def test_a_document_is_drawn_at_every_size(chromium, tmp_path, name):
    """The second it has got to, in a picture of the screen's own size, without a warning."""
    viewport = VIEWPORTS[name]
    echo, events = make_echo(
        FakeSkill(LaunchRequest=screen(count(60))), Language(MODEL), has_screen=True, viewport=name
    )
    echo.say(OPEN)
    told = next(event for event in events if isinstance(event, ScreenShown))
    with (
        open_page(TalkOptions(tmp_path, is_fast=True)) as (_, app),
        served(app) as origin,
        Drawn(chromium, origin) as drawn,
    ):
        png = drawn.picture(screen_json(told.screen, told.viewport), 42_500)

        assert drawn.page.get_by_text("42", exact=True).is_visible()
    assert (viewport["pixelWidth"], viewport["pixelHeight"]) == struct.unpack(">II", png[16:24])


def test_a_warning_of_the_renderer_is_an_error(chromium, tmp_path):
    """As for a property that is none, or a colour."""
    directive = screen(count(3))["response"]["directives"][0]
    broken = json.loads(json.dumps(directive["document"]).replace('"white"', '"none"'))
    told = {"document": broken, "data": {}, "viewport": VIEWPORT}
    with (
        open_page(TalkOptions(tmp_path, is_fast=True)) as (_, app),
        served(app) as origin,
        Drawn(chromium, origin) as drawn,
        pytest.raises(RendererWarning, match="none"),
    ):
        drawn.picture(told)


def sees_second(visit, second):
    """Expect the document's count at a second, sooner or later."""
    visit.shown().get_by_text(str(second), exact=True).wait_for()


def sent(skill):
    """Return the arguments of all that the screen sent."""
    return [
        event["request"]["arguments"]
        for event in skill.requests
        if event["request"]["type"].endswith("UserEvent")
    ]


def test_the_renderer_is_the_one_that_was_looked_at():
    """Byte for byte: its makers say nothing of what changes."""
    assert RENDERER_SHA256 == hashlib.sha256(RENDERER.read_bytes()).hexdigest()


def test_the_document_is_drawn_and_its_end_brings_the_next_one(make_show):
    """The renderer draws without a complaint, in place of the stage; the next one begins anew."""
    visit, skill = make_show(
        LaunchRequest=screen(count(2)), UserEvent=lambda _: screen(count(40), name="two")
    )

    visit.type(OPEN)
    sees_second(visit, 1)
    sees_second(visit, 3)

    assert [["over", "one"]] == sent(skill)
    expect(visit.page.locator("#stage")).to_be_hidden()
    assert "" == visit.page.locator("#show-trouble").inner_text()


def test_a_touch_reaches_the_skill(make_show):
    """What it answers is heard in place of the document's sound."""
    visit, skill = make_show(LaunchRequest=screen(count(30)), UserEvent=speech("Paused."))

    visit.type(OPEN)
    sees_second(visit, 1)
    visit.touch("Pause")
    visit.hears("Paused.")

    assert [["say", "pause"]] == sent(skill)


def test_the_shown_second_is_the_heard_one(make_show):
    """As far ahead of it at the end as at the beginning: it takes a moment until sound begins."""
    visit, _ = make_show(LaunchRequest=screen(count(30)), UserEvent=EMPTY)

    visit.type(OPEN)
    visit.shown()
    visit.write_down()
    sees_second(visit, IN_STEP_FROM_SECOND + 5)

    leads = {second: 1000 * second - heard_ms for second, heard_ms in visit.written_down()}
    in_step = [lead for second, lead in leads.items() if second >= IN_STEP_FROM_SECOND]
    # Medians: a single frame comes late where others use the machine too.
    began_ms, ended_ms = median(in_step[:3]), median(in_step[-3:])
    assert 0 <= began_ms < MOST_LEAD_MS, leads
    assert abs(ended_ms - began_ms) < MOST_DRIFT_MS, leads


def test_time_that_is_let_pass_moves_the_document_on(make_show):
    """By a clock that stands still, and jumps."""
    visit, skill = make_show(
        stands_still=True, LaunchRequest=screen(count(60)), UserEvent=speech("Well done.")
    )

    visit.type(OPEN)
    visit.shown()
    visit.type("+25.5s")
    sees_second(visit, 25)
    visit.type("+36s")
    visit.hears("Well done.")

    assert [["over", "one"]] == sent(skill)


def test_a_page_that_is_loaded_anew_is_in_step(make_show):
    """In the middle of a document; what is due at its end is sent once."""
    visit, skill = make_show(LaunchRequest=screen(count(9)), UserEvent=speech("Well done."))

    visit.type(OPEN)
    sees_second(visit, 2)
    visit.page.reload()
    visit.wait_until_ready()
    sees_second(visit, 6)
    visit.hears("Well done.")

    assert [["over", "one"]] == sent(skill)


def test_a_page_that_is_closed_leaves_the_end_to_the_echo(make_show):
    """Nobody draws the document any more, and the routine goes on."""
    visit, skill = make_show(LaunchRequest=screen(count(5)), UserEvent=EMPTY)

    visit.type(OPEN)
    sees_second(visit, 2)
    visit.page.goto("about:blank")
    for _ in range(LONGEST_WAIT_MS // 50):
        if sent(skill):
            break
        visit.page.wait_for_timeout(50)

    assert [["over", "one"]] == sent(skill)


def test_without_the_renderer_the_stage_stays_and_says_why(make_show, monkeypatch):
    """The document is heard all the same, and the Echo sends what is due at its end."""
    monkeypatch.setattr("simulator.page.show.RENDERER", Path("/nowhere"))
    visit, skill = make_show(LaunchRequest=screen(count(2)), UserEvent=speech("Well done."))

    visit.type(OPEN)
    visit.hears("Well done.")

    assert [["over", "one"]] == sent(skill)
    expect(visit.page.get_by_text("apt install npm")).to_be_visible()
    expect(visit.page.locator("#show")).to_be_hidden()


def test_nothing_of_it_hinders_anybody(make_show):
    """The page with a screen on it passes axe."""
    visit, _ = make_show(LaunchRequest=screen(count(30)), UserEvent=EMPTY)
    visit.type(OPEN)
    sees_second(visit, 1)

    found = Axe().run(visit.page, options={"iframes": False})

    assert [] == found.response["violations"]


def test_sound_that_fails_is_over_at_once(make_show):
    """The document itself says so, as it does on a device."""
    visit, skill = make_show(LaunchRequest=screen(count(30)), UserEvent=speech("Once more."))
    visit.open_panel("device")
    visit.page.get_by_label("The sound of the screen fails").check()

    visit.type(OPEN)
    visit.hears("Once more.")

    assert [["over", "one"]] == sent(skill)


def test_a_window_beside_the_terminal_shows_the_screen_alone(chromium):
    """The terminal's loop carries out what it wishes: the document leads there too."""
    skill = FakeSkill(LaunchRequest=screen(count(2)), UserEvent=speech("Well done."))
    echo, events = make_echo(skill, Language(MODEL), clock=JumpingClock(MONDAY), has_screen=True)
    with screen_window.opened(echo) as (window, address):
        page = chromium.new_page()
        page.goto(address)

        def until(holds):
            for _ in range(LONGEST_WAIT_MS // 50):
                window.carry_out()
                echo.catch_up()
                if holds():
                    return
                page.wait_for_timeout(50)
            raise AssertionError("it did not come to that")

        until(lambda: echo.is_rendered)
        echo.say(OPEN)
        until(lambda: sent(skill))
        page.close()

    assert [["over", "one"]] == sent(skill)
    assert 1 == sum(isinstance(event, ScreenShown) for event in events)
