"""What is read of a screen: its size, and what its documents send."""

import pytest

from skill.alexa.handler import _document, _name
from skill.alexa.intents import command_of
from skill.alexa.request_reader import read_request
from skill.alexa.responses import MOST_BYTES, fits, response_of
from skill.alexa.screen_events import TOUCHES
from skill.coaching.commands import Hurts, NotReady, Plain, SegmentOver, SetFoot
from skill.coaching.reply import Device, Ending, Reply, State, ignored
from skill.routine.exercises import Foot
from skill.screen.answers import COMMANDS
from skill.screen.viewport import viewport_of
from skill.speech.narration import narration_for
from tests.envelopes import document_failed, envelope, event, launch
from tests.limits import RESPONSE_BYTES

SHOW_8 = {
    "shape": "RECTANGLE",
    "mode": "HUB",
    "pixelWidth": 1280,
    "pixelHeight": 800,
    "currentPixelWidth": 1280,
    "currentPixelHeight": 800,
    "dpi": 160,
}


def viewport(sent, *, has_screen=True):
    """Return the screen of a launch with this viewport."""
    request = envelope(launch(), has_screen=has_screen)
    request["context"]["Viewport"] = sent
    return read_request(request).origin.viewport


def sent_by_document(*arguments):
    """Return an event of a document, as it is read."""
    return read_request(envelope(event(*arguments), new=False)).request


# --- its size ---


def test_a_screen_is_as_large_as_it_says():
    """In pixels of that many to the inch."""
    assert viewport_of(1280, 800, 160, "RECTANGLE", "HUB") == viewport(SHOW_8)
    assert viewport_of(960, 480, 160, "RECTANGLE", "HUB") == viewport(
        {**SHOW_8, "currentPixelWidth": 960, "currentPixelHeight": 480}
    )


def test_a_screen_is_as_it_is_turned_now():
    """Else as it was made."""
    turned = {**SHOW_8, "currentPixelWidth": 800, "currentPixelHeight": 1280}
    made = {k: v for k, v in SHOW_8.items() if not k.startswith("current")}

    assert viewport_of(800, 1280, 160, "RECTANGLE", "HUB") == viewport(turned)
    assert viewport(SHOW_8) == viewport(made)


@pytest.mark.parametrize(
    "sent",
    [
        *(None, [], "1280x800", {}, 7),
        *({**SHOW_8, "dpi": dpi} for dpi in (None, 0, -160, "160", True, 10**400, float("nan"))),
        {**SHOW_8, "currentPixelWidth": "wide", "pixelWidth": None},
        {**SHOW_8, "currentPixelHeight": 0, "pixelHeight": float("inf")},
    ],
)
def test_a_screen_that_cannot_be_read_is_none(sent):
    """The device is answered as a speaker."""
    assert viewport(sent) is None


@pytest.mark.parametrize("odd", [None, 3, "HEXAGON", []])
def test_an_odd_shape_or_mode_is_no_reason_to_show_nothing(odd):
    """A rectangle in a room."""
    assert viewport(SHOW_8) == viewport({**SHOW_8, "shape": odd, "mode": odd})


def test_a_viewport_without_the_interface_is_no_screen():
    """The interface says whether documents are shown."""
    assert viewport(SHOW_8, has_screen=False) is None


# --- what its documents send ---


@pytest.mark.parametrize(
    ("arguments", "command", "document"),
    [
        (("over", "0123456789ab"), SegmentOver("0123456789ab"), "0123456789ab"),
        (("say", "ready", "0123456789ab"), Plain.READY, "0123456789ab"),
        (("say", "more_time", "a"), NotReady(), "a"),
        (("say", "left", "a"), SetFoot(Foot.LEFT), "a"),
        (("say", "hurts", ""), Hurts(), ""),
        (("over", 7), SegmentOver(""), ""),
        *(((), None, ""), (("over",), None, "over"), (("say", "ready"), None, "ready")),
        *((("say", ["ready"], "a"), None, "a"), (("sing", "ready", "a"), None, "a")),
        (("over", "a", "b"), None, "b"),
        (("say", "forget_me", "a"), None, "a"),
    ],
)
def test_an_event_is_read_by_its_arguments(arguments, command, document):
    """One that cannot be read wants nothing."""
    request = sent_by_document(*arguments)

    assert (command, document) == (command_of(request), _document(request))
    assert "UserEvent" == _name(request)


@pytest.mark.parametrize("arguments", [None, "over", {"0": "over"}, 3, [["over"]] * 100])
def test_arguments_of_another_type_want_nothing(arguments):
    """Nothing is raised."""
    request = read_request(envelope({**event(), "arguments": arguments}, new=False)).request

    assert command_of(request) is None


def test_nothing_that_deletes_or_tells_of_danger_can_be_touched():
    """A hand that wipes the screen must not."""
    assert Plain.FORGET_ME not in TOUCHES.values()


def test_a_failed_document_names_the_answer():
    """Its token is the id."""
    request = read_request(envelope(document_failed("0123456789ab"), new=False)).request

    assert "0123456789ab" == _document(request)
    assert _document(read_request(envelope(launch())).request) is None


# --- what it is sent ---


def test_a_request_without_effect_is_answered_by_nothing():
    """Neither words nor a document nor an end."""
    assert ignored(State()).is_ignored
    assert not Reply(State(), ending=Ending.LISTEN).is_ignored


def test_there_is_room_for_what_stands_beside_a_document():
    """The margin is below Alexa's limit."""
    response = response_of(Reply(State()), narration_for(), Device())

    assert fits(response, {"text": "x" * (MOST_BYTES - 1000)})
    assert not fits(response, {"text": "x" * MOST_BYTES})
    assert MOST_BYTES < RESPONSE_BYTES


def test_everything_that_can_be_touched_means_something():
    """Each name on a screen has its command."""
    assert set(COMMANDS) <= TOUCHES.keys()
