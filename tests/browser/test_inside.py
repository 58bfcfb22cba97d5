"""The panel "Looking inside": what really happens in a turn, shown beside the talk itself."""

import contextlib
import json
import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from simulator.device.echo import LISTENING_SECONDS
from simulator.rig.database import engine

LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}

CHOICE, NOW, READOUT = ".inside-choice select", ".inside-now", ".inside-readout"
STEPS = ".inside-canvas .is-step .inside-bar"


def events(visit, kind):
    """Return all that the page was told of a kind, from the stream it listens to."""
    found = []
    home = HTTPConnection(urlsplit(visit.origin).netloc)
    home.request("GET", "/echo/events")
    with home.getresponse() as stream:
        while not (line := stream.readline()).startswith(b"event: present"):
            if line.startswith(b"data: "):
                found.append(json.loads(line.removeprefix(b"data: ")))
    home.close()
    return [event for event in found if event.get("kind") == kind]


def choose(visit, number):
    """Look at an earlier turn."""
    visit.page.locator(CHOICE).select_option(str(number))


def states(visit):
    """Return what the bars of the steps show, by the ids of the steps."""
    bars = visit.page.locator(STEPS).evaluate_all(
        "bars => bars.map(bar => [bar.textContent.split(' ').at(-1), bar.dataset.state])"
    )
    return dict(bars)


def row(visit, item, name):
    """Return the row of an attribute of an item in the table."""
    table = visit.page.get_by_role("table", name=item, exact=True)
    return table.get_by_role("row").filter(
        has=visit.page.get_by_role("rowheader", name=re.compile(rf"^{re.escape(name)}$"))
    )


@pytest.fixture
def counting(visit):
    """Open the panel, and get into the middle of the second step: 75 s into the third turn."""
    visit.begin_calf_stretch()
    visit.open_panel("inside")
    visit.type("+75s")
    visit.sees(NOW, "75.0 s of 328.0 s · playing")
    return visit


def test_every_sound_is_a_bar_on_the_time_axis(counting):
    """With its words and its exact times; what comes by itself stands behind the microphone."""
    *_, playback = events(counting, "playback")
    reprompt = playback["reprompt"]
    later_ms = playback["length_ms"] + 1000 * LISTENING_SECONDS
    expected = [
        (each["kind"], each["start_ms"] + offset_ms, each["end_ms"] + offset_ms, each["text"])
        for offset_ms, sounds in ((0, playback["sounds"]), (later_ms, reprompt["sounds"]))
        for each in sounds
    ]

    drawn = counting.page.locator(".inside-row:not(.is-step) .inside-bar").evaluate_all(
        """bars => bars.map(bar => [
            bar.parentElement.className.split("is-")[1],
            Number(bar.dataset.startMs), Number(bar.dataset.endMs),
            bar.getAttribute("aria-label").split("”")[0].slice(1)])"""
    )

    assert sorted(expected) == sorted(map(tuple, drawn))
    assert {"speech", "cell"} == {kind for kind, *_ in drawn}
    lefts = counting.page.locator(".inside-canvas .is-cell .inside-bar").evaluate_all(
        "bars => bars.slice(0, 3).map(bar => bar.getBoundingClientRect().left)"
    )
    assert lefts[1] - lefts[0] == pytest.approx(lefts[2] - lefts[1], abs=0.1)  # a second each
    phases = counting.page.locator(".inside-canvas .inside-phases > span").all_inner_texts()
    assert ["response", "microphone", "by itself", "microphone"] == phases


def test_the_playhead_is_where_the_sound_is(counting):
    """Also while the microphone is open, and in what plays by itself afterwards."""
    page = counting.page
    playhead = page.locator(".inside-playhead")
    expect(playhead).to_have_attribute("data-position-ms", "75000")
    edge = (
        page.locator(STEPS)
        .nth(1)
        .evaluate(
            "bar => bar.getBoundingClientRect().left + bar.getBoundingClientRect().width * 5 / 31"
        )
    )
    at = playhead.evaluate("line => line.getBoundingClientRect().left + 1")
    assert edge == pytest.approx(at, abs=1.5)  # the step begins at 70 s and takes 31

    counting.type("+119s")
    counting.sees(NOW, "194.0 s of 328.0 s · the microphone is open")
    counting.type("+20s")

    counting.sees(NOW, "214.0 s of 328.0 s · playing, by itself")
    expect(playhead).to_have_attribute("data-position-ms", "214000")
    assert {"calf-1-left": "done", "calf-3-left": "planned"}.items() <= states(counting).items()


def test_a_step_that_was_heard_to_its_end_is_logged_with_the_next_request(counting):
    """In the middle of the second step the first is logged, and the second is not."""
    assert ["done", "planned", "planned"] == list(states(counting).values())[:3]

    counting.type("pause")
    counting.hears("Paused.")
    counting.sees(
        f"{CHOICE} option:checked", counting.page.locator(f"{CHOICE} option").last.inner_text()
    )
    counting.press("See turn 3")

    counting.sees(NOW, "75.0 s of 328.0 s · stopped")
    assert {
        "calf-1-left": "logged",
        "calf-1-right": "missed",
        "calf-2-left": "missed",
        "calf-2-right": "missed",
        "calf-3-left": "missed",
        "calf-3-right": "missed",
    } == states(counting)
    assert ["✓ calf-1-left", "\u00d7 calf-1-right"] == counting.page.locator(
        STEPS
    ).all_inner_texts()[:2]


def test_what_a_turn_changes_in_the_table_is_marked(counting):
    """By a sign and a word: a counter that is new, and one that rises."""
    counting.type("pause")
    counting.hears("Paused.")
    day = "DAY#2026-11-23"
    expect(row(counting, day, "calf_steps")).to_have_text(re.compile(r"^\+added\s*calf_steps\s*1$"))

    counting.type("resume")
    counting.hears("Set one of three.")
    expect(row(counting, day, "calf_steps")).to_have_text(re.compile(r"^calf_steps\s*1$"))
    counting.type("+100s")
    counting.type("pause")
    counting.hears("Paused.")

    changed = re.compile(r"^~changed\s*calf_steps\s*1 → 3$")
    expect(row(counting, day, "calf_steps")).to_have_text(changed)
    expect(row(counting, day, "applied")).to_have_text(re.compile(r'\+added \[\d\] "[0-9a-f]{12}"'))
    counting.page.get_by_label("Only what this turn changed").last.check()
    expect(row(counting, day, "expires_at")).to_have_count(0)
    expect(row(counting, day, "calf_steps")).to_have_text(changed)


def test_session_attributes_are_shown_as_a_difference(counting):
    """From the request's to the response's; all of them where that is wanted."""
    choose(counting, 2)
    table = counting.page.get_by_role("table", name="Session attributes")
    expect(row(counting, "Session attributes", "session.question")).to_have_text(
        re.compile(r'^~changed\s*session\.question\s*"foot" → "routine"$')
    )
    exchange = events(counting, "exchange")[1]
    assert len({tuple(change["path"]) for change in exchange["inside"]["attributes"]}) >= (
        table.locator("tbody tr").count()
    )

    counting.page.get_by_label("Only what this turn changed").first.uncheck()

    expect(row(counting, "Session attributes", "began_at_ms")).to_contain_text(
        str(exchange["response"]["sessionAttributes"]["began_at_ms"])
    )


def test_the_exchange_tells_how_it_was_understood_and_what_it_took(counting):
    """Intent, slots, what else was considered and why not, the stages, reads and writes."""
    facts = counting.page.locator(".inside-list")
    assert "routine: “all five” → full" in facts.inner_text()

    counting.type("pause")
    counting.hears("Paused.")

    expect(facts).to_contain_text("AMAZON.PauseIntent")
    expect(facts).to_contain_text("The model's own sample comes before a phrase of Amazon's.")
    *_, exchange = events(counting, "exchange")
    ms = exchange["inside"]["telemetry"]["ms"]
    stages = counting.page.get_by_role("table", name="Milliseconds by stage")
    waiting = stages.get_by_role("row").filter(has_text="Waiting for the table")
    store = waiting.get_by_role("cell").last.inner_text()
    figures = counting.page.locator(".inside-figures").inner_text()
    # A browser rounds a half up, and Python to even.
    assert ms["store"] == pytest.approx(float(store.removesuffix(" ms")), abs=0.006)
    assert ms["all"] == pytest.approx(float(re.search(r"([\d.]+) ms", figures)[1]), abs=0.06)
    assert "0 reads, 1 write" in figures


def test_what_goes_to_the_skill_can_be_read(counting):
    """Request and response are folded; each is whole."""
    choose(counting, 1)
    for name in ("Request", "Response"):
        counting.page.locator(".inside-part summary", has_text=name).click()

    exchange, *_ = events(counting, "exchange")
    for name in ("Request", "Response"):
        region = counting.page.get_by_role("region", name=name, exact=True)
        expect(region).not_to_be_empty()  # it is written once it is unfolded
        assert exchange[name.lower()] == json.loads(region.inner_text())


def test_the_latest_turn_is_shown_unless_an_earlier_one_was_chosen(counting):
    """What one looks at does not change under one's eyes."""
    choose(counting, 1)
    counting.sees(".inside-list code", "LaunchRequest")

    counting.type("pause")
    counting.hears("Paused.")
    expect(counting.page.locator(f"{CHOICE} option")).to_have_count(4)
    assert "1" == counting.page.locator(CHOICE).input_value()

    choose(counting, 4)
    counting.type("resume")
    counting.hears("Set one of three.")
    expect(counting.page.locator(CHOICE)).to_have_value("5")


def test_bars_are_reached_by_the_keyboard(counting):
    """One stop of the Tab key; arrows along a row and between rows; words and times are told."""
    page = counting.page
    page.get_by_role("button", name="Zoom in").focus()
    page.keyboard.press("Tab")
    assert "option" == page.evaluate("document.activeElement.getAttribute('role')")

    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")

    counting.sees(READOUT, "“twenty-nine” · exact cell · 31,000 to 31,575 ms")
    page.keyboard.press("ArrowDown")
    counting.sees(
        READOUT,
        "calf-1-left · Calf stretch, left, 1 of 3 · done, not yet logged · 29,000 to 60,000 ms",
    )
    focused = page.get_by_role("listbox", name="Turn 3").get_by_role("option", selected=True)
    assert counting.page.locator(READOUT).inner_text() == focused.get_attribute("aria-label")


def test_the_axis_is_zoomed(counting):
    """All of it is seen at once, or each number of a count."""
    scroller = counting.page.locator(".inside-scroll")
    widths = "box => [box.scrollWidth, box.clientWidth]"
    wide, room = scroller.evaluate(widths)
    assert wide > room

    counting.press("Whole")
    whole, room = scroller.evaluate(widths)
    assert whole == room

    for _ in range(6):
        counting.press("Zoom in")
    assert scroller.evaluate(widths)[0] > 8 * room
    cell = counting.page.locator(".inside-canvas .is-cell .inside-bar").first
    assert cell.evaluate("bar => bar.firstChild.getBoundingClientRect().width > 0")


def test_an_exchange_is_copied(make_visit):
    """All of it, as JSON."""
    visit = make_visit(viewport=LAPTOP, permissions=["clipboard-read", "clipboard-write"])
    visit.open()
    visit.press("Start my heel stretches")
    visit.hears("Which foot is sore")
    visit.open_panel("inside")

    visit.press("Copy as JSON")

    visit.sees(".inside-copied", "Copied.")
    copied = json.loads(visit.page.evaluate("navigator.clipboard.readText()"))
    (exchange,) = events(visit, "exchange")
    exchange.pop("number", None)
    assert exchange.items() <= copied.items()
    assert (1, "start my heel stretches") == (copied["turn"], copied["heard"])
    assert ["PROFILE"] == list(copied["items"])


def test_where_the_browser_refuses_to_copy_it_says_so(make_visit):
    """The text is there, selected, to be copied by hand."""
    visit = make_visit(viewport=LAPTOP)
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    visit.open()
    visit.press("Start my heel stretches")
    visit.hears("Which foot is sore")
    visit.open_panel("inside")

    visit.press("Copy as JSON")

    expect(visit.page.locator(".inside-copied")).to_contain_text("copy it with Ctrl+C")
    selected = visit.page.get_by_label("This exchange as JSON").evaluate(
        "box => box.value.slice(box.selectionStart, box.selectionEnd)"
    )
    assert "LaunchRequest" == json.loads(selected)["request"]["request"]["type"]


def test_the_playhead_moves_by_itself(make_visit):
    """Where time runs, in every frame; it stays in view."""
    visit = make_visit(is_fast=False, viewport=LAPTOP)
    visit.open()
    visit.begin_calf_stretch()
    visit.open_panel("inside")
    visit.type("+75s")
    playhead = visit.page.locator(".inside-playhead")
    expect(playhead).to_have_attribute("data-position-ms", re.compile(r"^7[5-9]\d{3}$"))
    first = playhead.get_attribute("data-position-ms")

    expect(playhead).not_to_have_attribute("data-position-ms", first)

    assert int(first) < int(playhead.get_attribute("data-position-ms"))
    expect(playhead).to_be_in_viewport()


def test_a_table_that_does_not_answer_is_told(make_visit, tmp_path, monkeypatch):
    """What was read last stays; the calls that failed are counted; steps wait to be logged."""
    with contextlib.ExitStack() as database:
        endpoint = database.enter_context(engine(tmp_path))
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", endpoint)
        visit = make_visit(viewport=LAPTOP)
        visit.open()
        visit.begin_calf_stretch()
        visit.open_panel("inside")
        visit.type("+75s")
        visit.sees(NOW, "75.0 s of 328.0 s · playing")
    visit.type("pause")
    visit.hears("Paused.")

    expect(visit.page.locator(".inside-trouble").last).to_have_text(
        "The table does not answer. What is shown is what was read last."
    )
    expect(visit.page.locator(".inside-figures")).to_contain_text("1 fault")
    expect(row(visit, "PROFILE", "settings.foot")).to_be_visible()
    visit.press("See turn 3")
    visit.sees(NOW, "75.0 s of 328.0 s · stopped")
    assert ["done", "missed"] == list(states(visit).values())[:2]


def test_loading_the_page_again_shows_the_same(counting):
    """Turns, times and marks come out of the events, whenever they arrive."""
    counting.type("pause")
    counting.hears("Paused.")
    options = counting.page.locator(f"{CHOICE} option").all_inner_texts()
    choose(counting, 3)
    before = states(counting)

    counting.page.reload()
    counting.wait_until_ready()
    counting.open_panel("inside")

    assert options == counting.page.locator(f"{CHOICE} option").all_inner_texts()
    choose(counting, 3)
    counting.sees(NOW, "75.0 s of 328.0 s · stopped")
    assert before == states(counting)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nobody_is_kept_out(make_visit, size, colours):
    """Axe finds nothing, in any turn, folded or not; nothing is wider than the panel."""
    visit = make_visit(viewport=size, color_scheme=colours)
    visit.open()
    visit.open_panel("inside")
    found = [axe_report(visit)]
    visit.page.keyboard.press("Escape")
    visit.begin_calf_stretch()
    visit.type("+75s")
    visit.type("pause")
    visit.hears("Paused.")
    visit.open_panel("inside")
    visit.page.locator(".inside-part summary").first.click()
    found.append(axe_report(visit))
    choose(visit, 3)
    found.append(axe_report(visit))

    assert ["", "", ""] == found
    widths = visit.page.locator("#panel-inside").evaluate(
        "box => [box.scrollWidth, box.clientWidth]"
    )
    assert widths[0] == widths[1]


def axe_report(visit):
    """Return what axe finds wrong, as a text; an empty one when all is well."""
    results = Axe().run(visit.page)
    return results.generate_report() if results.violations_count else ""


def test_what_a_screen_asks_for_is_a_turn_of_its_own(visit):
    """The sound of its answer stands there, and not with what was said before."""
    visit.open_panel("device")
    visit.page.get_by_label("Show", exact=True).check()
    visit.page.keyboard.press("Escape")
    visit.begin_calf_stretch()
    visit.open_panel("inside")
    visit.type("+200s")

    expect(visit.page.locator(f"{CHOICE} option").last).to_contain_text("UserEvent")
    expect(visit.page.locator(NOW)).to_contain_text("playing")
    assert ["calf-3-left", "calf-3-right"] == list(states(visit))[:2]
    choose(visit, 3)
    assert "calf-1-left" == next(iter(states(visit)))
