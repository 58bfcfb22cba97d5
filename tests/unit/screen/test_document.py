"""Documents for screens: what they have in them at every size, and that they are short enough."""

import json
import math
import re

import pytest

from skill.coaching.commands import (
    HowTo,
    Hurts,
    Period,
    Plain,
    Progress,
    RedFlag,
    Remind,
    Rhythm,
    SetPace,
    SetSets,
    Start,
)
from skill.coaching.reply import Device
from skill.routine.exercises import Foot, RoutineName
from skill.routine.plan import UNITS
from skill.screen.components import COLOURS, written
from skill.screen.count_document import LEAD_MS, SOUND
from skill.screen.document import MOST_BYTES, datasources_of, document_of
from skill.screen.drawing import movement_of
from skill.screen.graphic import Detail, graphic_of
from skill.screen.layout import TOUCH_DP, count_layout
from skill.screen.scene import scene_of
from skill.screen.viewport import Mode, Viewport, viewport_of
from tests.unit.screen.replies import (
    WORDS,
    asked_for_routine,
    asked_for_today,
    asked_to_remind,
    first_visit,
    interrupted,
    person,
    respond,
    routine,
)
from tools.checks.apl_document import VIEWPORTS, document_findings

SMALL = VIEWPORTS["small"]
STILL = {
    "first visit": first_visit(),
    "which routine": asked_for_routine(),
    "paused": interrupted(Plain.PAUSE, foot=Foot.LEFT),
    "today": asked_for_today(),
    "today, with an offer": respond(person(20), Progress()),
    "the end of a day": respond(asked_for_today().state, Plain.STOP, after_ms=5_000),
    "the week": respond(asked_for_today().state, Progress(period=Period.WEEK), opens=True),
    "the week, and more": respond(person(20), Progress(period=Period.WEEK)),
    "level of pain": interrupted(Hurts(), foot=Foot.LEFT),
    "which exercise": respond(person(20, foot=Foot.RIGHT), HowTo()),
    "which lift": respond(person(20), Start(ambiguous=True)),
    "how many sets": respond(person(20), SetSets()),
    "which pace": interrupted(SetPace(), foot=Foot.RIGHT),
    "one reminder": asked_to_remind(Remind((12 * 60 + 30,))),
    "two reminders": asked_to_remind(Remind(rhythm=Rhythm.TWICE_A_DAY)),
    "three reminders": asked_to_remind(Remind((10 * 60 + 30, 12 * 60 + 30, 22 * 60))),
    "more reminders": asked_to_remind(Remind((480, 600, 720, 840))),
    "a warning sign": interrupted(RedFlag(), foot=Foot.LEFT),
}

LINE = 1.2
"""How high a line of text is, in sizes of its font: a high font's."""


def document(reply, viewport=SMALL, *, carries_on=False):
    """Return the document of a reply."""
    return document_of(scene_of(reply, WORDS), viewport, carries_on=carries_on)


def root(made):
    """Return the one component that a document begins with."""
    return made["mainTemplate"]["items"][0]


def bound(made):
    """Return what a count's document begins with, by name."""
    return {each["name"]: each["value"] for each in root(made)["bind"]}


@pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)
@pytest.mark.parametrize("times", [0, 20])
def test_a_whole_routine_fits_at_every_size(viewport, times):
    """No document of any routine is too long, or has what the language does not take."""
    for foot in (None, *Foot):
        for name in RoutineName:
            for reply in routine(name, times, foot=foot):
                made = document(reply, viewport, carries_on=reply.timeline is not None)
                assert len(written(made)) <= MOST_BYTES
                assert [*document_findings(made)] == []


def test_what_a_show_plays_by_itself_moves():
    """One response plays two segments on a speaker, and one where a document carries on."""
    for reply in routine(foot=Foot.LEFT, device=Device("show", has_screen=True, goes_on=False)):
        if reply.timeline is None:
            continue
        graphics = document(reply, carries_on=True)["graphics"]
        first = next(iter(graphics))
        assert "*s}" in written(graphics[first])


@pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)
@pytest.mark.parametrize("reply", STILL.values(), ids=STILL)
def test_a_still_screen_is_sound_at_every_size(reply, viewport):
    """What only stands there is well-formed, and never asks for what comes next."""
    made = document(reply, viewport)
    assert [*document_findings(made)] == []
    assert "over" not in written(made)


def extent(node):
    """Return width and height of a component that stands still, with all that is in it."""
    if node["type"] == "Text" and "width" not in node:
        return len(node["text"]) * 0.72 * node["fontSize"], LINE * node["fontSize"]
    if node["type"] == "TouchWrapper" or "height" in node:
        return node["width"], node["height"]
    items = node["items"] * len(node.get("data", "1"))
    sizes = [extent(each) for each in items]
    gaps = sum(each.get("spacing", 0) for each in items[1:])
    if node.get("direction") == "row":
        return sum(width for width, _ in sizes) + gaps, max(height for _, height in sizes)
    return max(width for width, _ in sizes), sum(height for _, height in sizes) + gaps


@pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)
@pytest.mark.parametrize("reply", STILL.values(), ids=STILL)
def test_a_still_screen_stays_on_its_screen(reply, viewport):
    """Nothing is cut off; on a round screen each row is within the circle where it stands."""
    top = root(document(reply, viewport))
    rows = [extent(each) for each in top["items"]]
    room = viewport.height_dp - top["paddingTop"] - top["paddingBottom"]
    gap = (room - sum(height for _, height in rows)) / (2 * len(rows))
    assert gap >= 0
    y = top["paddingTop"] + gap
    for width, height in rows:
        assert width <= viewport.width_dp
        if viewport.is_round:
            # What is drawn at the ends of a row is round itself: its corners may stand out.
            away = max(abs(y - 240), abs(y + height - 240)) - min(height, TOUCH_DP) / 3
            assert math.hypot(width / 2 - min(height, TOUCH_DP) / 3, away) <= 240
        y += height + 2 * gap


@pytest.mark.parametrize(
    ("viewport", "levels"),
    [("round", [0, 2, 4, 6, 8, 10]), ("small", [*range(11)]), ("portrait", [*range(11)])],
)
def test_levels_of_pain_are_as_many_as_there_is_room_for(viewport, levels):
    """Each says its own number."""
    made = written(document(STILL["level of pain"], VIEWPORTS[viewport]))
    said = re.findall(r'"arguments":\["say","pain_(\d+)"', made)
    shown = re.findall(r'"text":"(\d+)"', made)
    assert [int(each) for each in said] == [int(each) for each in shown] == levels


def test_what_is_named_by_a_drawing_has_its_name_for_a_screen_reader():
    """A drawing alone tells nothing to who does not see it."""
    made = written(document(STILL["which exercise"]))
    named = re.findall(r'"accessibilityLabel":"([^"]*)","onPress"', made)
    assert named == ["Calf stretch", "Towel scrunch", "Hamstring stretch", "Raises", "Arch stretch"]


def test_the_sign_of_a_pause_is_no_button():
    """It has no disc, as what can be touched in a count has."""
    graphics = document(STILL["paused"])["graphics"]
    assert "icon" not in graphics
    assert {"path"} == {each["type"] for each in graphics["pause"]["items"]}
    assert not any("fill" in each for each in graphics["pause"]["items"])


def test_a_document_that_carries_on_speaks_and_then_asks_for_more():
    """Clock, sound and event come in this order, while the screen is held."""
    reply = next(routine(foot=Foot.LEFT))
    (begin,) = root(document(reply, carries_on=True))["onMount"]
    assert begin["screenLock"] is True
    start, speak, over = begin["commands"]
    assert (start["property"], start["value"]) == ("t0", "${elapsedTime}")
    assert speak == {"type": "SpeakItem", "componentId": SOUND}
    assert over["arguments"] == ["over", reply.segment_id]
    assert '"id":"sound","speech":"${payload.sound.properties.speech.url}"' in written(
        document(reply, carries_on=True)
    )
    assert datasources_of()[SOUND]["transformers"] == [
        {"transformer": "aplAudioToSpeech", "template": SOUND, "outputName": "speech"}
    ]


def test_a_picture_has_neither_sound_nor_an_end():
    """Beside a sound of its own it only starts its clock."""
    made = document(next(routine(foot=Foot.LEFT)))
    assert [each["type"] for each in root(made)["onMount"]] == ["SetValue"]
    assert "speech" not in written(made)
    assert "over" not in written(made)


def test_a_count_knows_its_phases_in_seconds():
    """Its table says what the scene says."""
    reply = next(routine(foot=Foot.LEFT))
    values = bound(document(reply))
    phases = scene_of(reply, WORDS).phases
    assert [row[0] * 1000 for row in values["P"]] == [phase.end_ms for phase in phases]
    assert values["C"] == [*COLOURS.values()]
    assert [values["L"][row[4]] for row in values["P"]] == [phase.label for phase in phases]
    sides = [values["F"][row[2]][1] for row in values["P"]]
    places = {Foot.LEFT: 0, Foot.BOTH: 1, Foot.RIGHT: 2}
    assert sides == [places[phase.figure.foot] for phase in phases]


def test_each_phase_shows_its_own_drawing():
    """A movement of one foot has one drawing for both sides; the end of a routine has a tick."""
    *_, last = routine(RoutineName.SEATED, foot=Foot.LEFT)
    made, phases = document(last), scene_of(last, WORDS).phases
    figures = next(each for each in root(made)["items"] if "done" in each.get("data", ()))
    (drawn,) = figures["items"]
    assert (drawn["source"], drawn["opacity"]) == ("${data}", "${u[0]==index?1:0}")
    values = bound(made)
    shown = [figures["data"][values["F"][row[2]][0]] for row in values["P"]]
    assert shown == [phase.figure.unit if phase.figure else "done" for phase in phases]
    assert shown[-1] == "done"
    assert set(figures["data"]) <= made["graphics"].keys()


@pytest.mark.parametrize("most", [8_000, 7_000, 6_000, 5_000])
def test_a_document_leaves_out_drawings_before_it_is_too_long(most):
    """The numeral and the ring always stay."""
    scene = scene_of(next(routine(foot=Foot.LEFT)), WORDS)
    made = document_of(scene, SMALL, carries_on=False, most_bytes=most)
    assert len(written(made)) <= most
    assert [*document_findings(made)] == []
    assert {"ring", "dots", "done"} <= made["graphics"].keys()


def test_the_clock_is_held_back_by_the_lead():
    """One constant decides how far the screen is behind its own clock."""
    set_t, set_i = root(document(next(routine(foot=Foot.LEFT))))["handleTick"][0]["commands"]
    assert f"elapsedTime-t0-{LEAD_MS}" in set_t["value"]
    assert set_i["when"].startswith("${t>=P[i][0]")


def test_a_touch_says_the_command_and_the_answer_that_it_belongs_to():
    """An event of a touch has a command's name."""
    made = written(document(STILL["first visit"]))
    said = [json.loads(each) for each in re.findall(r'"arguments":(\[.*?\])', made)]
    assert [each[:2] for each in said] == [["say", foot] for foot in ("left", "right", "both")]


@pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)
def test_a_count_stays_on_its_screen(viewport):
    """Nothing is cut off, too small, or on top of something else."""
    layout = count_layout(viewport)
    for places, size in ((layout.ring, layout.ring_size), (layout.figure, layout.figure_size)):
        assert min(places.all) >= 0
        assert max(places.all) + size <= viewport.width_dp
    assert layout.touch_size >= TOUCH_DP
    assert layout.touch_y + layout.touch_size <= viewport.height_dp
    assert layout.touch_xs[0] + layout.touch_size <= layout.touch_xs[1]
    if not viewport.is_upright:
        assert layout.figure.left < layout.figure.both < layout.figure.right
        assert layout.numeral_size >= 0.45 * viewport.height_dp
        # Numeral and drawing do not touch, whatever side works.
        for ring, column in zip(layout.ring.all, layout.column.all, strict=True):
            ends = column + layout.column_width
            assert ends <= ring or column >= ring + layout.ring_size


@pytest.mark.parametrize("unit", UNITS)
def test_a_graphic_is_where_its_drawing_is(unit):
    """The lines begin at the joint that the file names."""
    graphic = graphic_of(unit, both=False, detail=Detail.STILL)
    ground = next(path for path in graphic["items"] if path["pathData"])
    first = re.match(r"m(-?\d+) (-?\d+)", ground["pathData"])
    movement = movement_of(unit)
    last = movement.poses[movement.way[-1][1]].joints["floor_a"]
    assert [int(each) for each in first.groups()] == [round(each) for each in last]


@pytest.mark.parametrize("unit", UNITS)
def test_less_detail_is_fewer_bytes(unit):
    """Each step down makes a graphic shorter."""
    lengths = [len(written(graphic_of(unit, both=False, detail=each))) for each in Detail]
    assert lengths == sorted(lengths, reverse=True)


def test_a_viewport_is_read_in_dp():
    """Pixels and density become dp; shape and mode are kept."""
    assert viewport_of(2560, 1600, 320, "RECTANGLE", "HUB") == Viewport(1280, 800)
    assert viewport_of(480, 480, 160, "ROUND", "HUB") == Viewport(480, 480, is_round=True)
    assert viewport_of(1920, 1080, 320, "RECTANGLE", "TV") == Viewport(960, 540, mode=Mode.TV)


@pytest.mark.parametrize("size", [(0, 480, 160), (960, 480, 0), (960, -1, 160), (9e9, 9e9, 160)])
def test_what_can_be_no_screen_is_none(size):
    """Odd numbers of a request are no screen."""
    assert viewport_of(*size, "RECTANGLE", "HUB") is None
