"""An Echo Show: documents with a sound of their own, what they send, how long a session stays."""

import copy
from datetime import timedelta

import pytest

from simulator.common import DocumentError
from simulator.device.apl import read_screen
from simulator.device.clock import JumpingClock
from simulator.device.events import (
    DeviceTrouble,
    DeviceWarning,
    EndReason,
    MicrophoneOpened,
    PlaybackEnded,
    PlaybackStarted,
    Said,
    ScreenCleared,
    ScreenShown,
    ScreenSpoke,
    SessionEnded,
)
from simulator.device.request import UserEvent
from tests.simulator.fakes import (
    EMPTY,
    MONDAY,
    FakeSkill,
    count,
    make_echo,
    of_type,
    screen,
    sound,
    speech,
)

OPEN = "open my heel stretches"
OVER = UserEvent(("over", "one"))
TOUCH = UserEvent(("say", "pause"))


def seconds(events, kind):
    """Return when events of a kind happened, from the beginning of the test."""
    return [(event.at - MONDAY).total_seconds() for event in of_type(events, kind)]


def in_turn(*responses):
    """Return an answer that is another one each time, and in the end the last one again."""
    left = list(responses)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def sent(skill, kind="UserEvent"):
    """Return the requests of a kind."""
    return [event["request"] for event in skill.requests if event["request"]["type"].endswith(kind)]


@pytest.fixture
def make_show(language):
    """Return a function that puts up an Echo Show: the Echo, its events, and its skill."""

    def make(**answers):
        skill = FakeSkill(**answers)
        echo, events = make_echo(skill, language, has_screen=True)
        return echo, events, skill

    return make


def test_a_document_is_heard_and_sends_its_event_when_its_sound_is_over(make_show):
    """Token, arguments, source and components, in the same session; nobody speaks."""
    echo, events, skill = make_show(LaunchRequest=screen(count(3)), UserEvent=speech("Well done."))

    echo.say(OPEN)
    echo.wait(3)

    assert [0, 1, 2] == seconds(events, Said)[:3]
    (request,) = sent(skill)
    assert ("one", ["over", "one"]) == (request["token"], request["arguments"])
    assert {} == request["source"] == request["components"]
    assert 1 == len({event["session"]["sessionId"] for event in skill.requests})
    assert [3] == seconds(events, ScreenSpoke)
    assert "Well done." == of_type(events, PlaybackStarted)[-1].track.text


def test_one_document_brings_the_next(make_show):
    """The microphone stays shut throughout, until a response opens it."""
    answers = in_turn(screen(count(4), name="two"), speech("Ready?"))
    echo, events, _ = make_show(LaunchRequest=screen(count(3)), UserEvent=answers)

    echo.say(OPEN)
    echo.wait(8)

    assert ["one", "two"] == [shown.screen.token for shown in of_type(events, ScreenShown)]
    assert [3, 7] == seconds(events, ScreenSpoke)
    (opened,) = of_type(events, MicrophoneOpened)
    assert opened.at > MONDAY + timedelta(seconds=7)


def test_a_session_stays_for_half_a_minute_on_a_screen(make_show):
    """Then it ends, and the document goes half a minute later."""
    echo, events, skill = make_show(LaunchRequest=screen(count(3)), UserEvent=EMPTY)

    echo.say(OPEN)
    echo.wait_for_end()

    assert not of_type(events, MicrophoneOpened)
    assert "SessionEndedRequest" == skill.types[-1]
    (ended,) = of_type(events, SessionEnded)
    assert EndReason.EXCEEDED_MAX_REPROMPTS == ended.reason
    assert [33] == seconds(events, SessionEnded)
    assert [63] == seconds(events, ScreenCleared)


def test_a_speaker_closes_where_a_show_would_stay(language):
    """The same response, read by a device without a screen: a warning, and the end."""
    skill = FakeSkill(LaunchRequest=screen(count(3)))
    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    echo.wait_for_end()

    assert not of_type(events, ScreenShown)
    assert any(
        "shouldEndSession is missing" in each.text for each in of_type(events, DeviceWarning)
    )
    assert [EndReason.SKILL] == [ended.reason for ended in of_type(events, SessionEnded)]


def test_a_show_that_shows_nothing_closes_too(make_show):
    """Without a document, nobody has written down what a device does."""
    response = speech("Hm")
    del response["response"]["shouldEndSession"]
    echo, events, _ = make_show(LaunchRequest=response)

    echo.say(OPEN)
    echo.wait_for_end()

    (warning,) = of_type(events, DeviceWarning)
    assert "shouldEndSession is missing" in warning.text
    assert [EndReason.SKILL] == [ended.reason for ended in of_type(events, SessionEnded)]


def test_a_picture_leaves_the_microphone_as_it_is(make_show):
    """Both documents in one response: shown at once, heard as on a speaker, then it listens."""
    both = sound(count(3))
    shown = screen(count(3))["response"]["directives"][0]
    shown = {**shown, "document": {**shown["document"], "onMount": []}}
    both["response"]["directives"].append(shown)
    echo, events, skill = make_show(LaunchRequest=both)

    echo.say(OPEN)
    echo.wait(3)

    assert [0] == seconds(events, ScreenShown)
    assert [0, 1, 2] == seconds(events, Said)
    assert [3] == seconds(events, MicrophoneOpened)
    assert not sent(skill)


def test_speaking_stops_the_documents_sound_and_its_event(make_show):
    """What was interrupted is never over."""
    echo, events, skill = make_show(LaunchRequest=screen(count(30)), PauseIntent=speech("Paused."))

    echo.say(OPEN)
    echo.wait(5)
    echo.say("pause")
    echo.wait(60)

    assert of_type(events, PlaybackEnded)[0].was_interrupted
    assert not sent(skill)


def test_an_event_that_is_answered_with_nothing_leaves_all_as_it_is(make_show):
    """The sound plays on to its end, and the session with it."""
    echo, events, skill = make_show(LaunchRequest=screen(count(10)), UserEvent=EMPTY)

    echo.say(OPEN)
    echo.wait(4)
    echo.send_user_event("one", TOUCH)
    echo.wait(10)

    assert [["say", "pause"], ["over", "one"]] == [request["arguments"] for request in sent(skill)]
    assert [10] == seconds(events, PlaybackEnded)


def test_a_touch_that_is_answered_stops_the_sound(make_show):
    """The answer is heard in its place, and the event at the end does not come."""
    echo, events, skill = make_show(LaunchRequest=screen(count(10)), UserEvent=speech("Paused."))

    echo.say(OPEN)
    echo.wait(4)
    echo.send_user_event("one", TOUCH)
    echo.wait(20)

    assert (4, True) == (
        seconds(events, PlaybackEnded)[0],
        of_type(events, PlaybackEnded)[0].was_interrupted,
    )
    assert [["say", "pause"]] == [request["arguments"] for request in sent(skill)]


def test_a_document_that_breaks_off_its_sound_is_heard_no_further(make_show):
    """As Amazon's core does at a touch, unless the commands have a sequencer of their own."""
    echo, events, skill = make_show(LaunchRequest=screen(count(10)))

    echo.say(OPEN)
    echo.wait(4)
    echo.screen_stops()
    echo.wait_for_end()

    assert [4] == seconds(events, PlaybackEnded)
    assert not sent(skill)
    assert [34] == seconds(events, SessionEnded)


def test_an_old_screen_sends_nothing(make_show):
    """Nor does the same document twice, nor one whose session is over."""
    answers = in_turn(screen(count(4), name="two"), EMPTY)
    echo, _, skill = make_show(LaunchRequest=screen(count(3)), UserEvent=answers)

    echo.say(OPEN)
    echo.wait(5)
    echo.send_user_event("one", OVER)
    echo.wait(5)
    echo.send_user_event("two", UserEvent(("over", "two")))
    echo.wait_for_end()
    echo.send_user_event("two", TOUCH)

    assert ["one", "two"] == [request["token"] for request in sent(skill)]


def test_sound_that_fails_brings_its_event_at_once(make_show):
    """As SpeakItem does on a device that cannot play the address."""
    echo, events, skill = make_show(LaunchRequest=screen(count(30)), UserEvent=EMPTY)
    echo.screen_sound_fails = True

    echo.say(OPEN)
    echo.wait(1)

    assert [["over", "one"]] == [request["arguments"] for request in sent(skill)]
    assert [0] == seconds(events, ScreenSpoke)
    assert not of_type(events, Said)


def test_events_that_get_lost_leave_the_session_to_run_out(make_show):
    """The skill hears of the end of the session only."""
    echo, events, skill = make_show(LaunchRequest=screen(count(3)))
    echo.loses_screen_events = True

    echo.say(OPEN)
    echo.wait_for_end()

    assert ["LaunchRequest", "SessionEndedRequest"] == skill.types
    assert [33] == seconds(events, SessionEnded)


def test_a_browser_begins_the_sound_and_sends_the_event(make_show):
    """The Echo's time begins with the document's SpeakItem; its end is the document's to tell."""
    echo, events, skill = make_show(LaunchRequest=screen(count(3)), UserEvent=speech("Well done."))
    echo.is_rendered = True

    echo.say(OPEN)
    echo.wait(1)
    assert not of_type(events, PlaybackStarted)
    echo.screen_speaks()
    echo.wait(5)
    assert not sent(skill)
    echo.send_user_event("one", OVER)

    assert [1, 2, 3] == seconds(events, Said)[:3]
    assert [["over", "one"]] == [request["arguments"] for request in sent(skill)]


def test_a_browser_that_never_draws_is_gone_on_without(make_show):
    """After five seconds the sound begins, and the Echo sends the event itself."""
    echo, events, skill = make_show(LaunchRequest=screen(count(3)), UserEvent=EMPTY)
    echo.is_rendered = True

    echo.say(OPEN)
    echo.wait(8)

    assert [5] == seconds(events, PlaybackStarted)
    assert 1 == len(sent(skill))


def test_a_broken_document_is_reported_to_the_skill(make_show):
    """As a RuntimeError of the screen, with the document's token."""
    broken = copy.deepcopy(screen(count(3)))
    del broken["response"]["directives"][0]["sources"]
    broken["response"]["shouldEndSession"] = False
    echo, events, skill = make_show(LaunchRequest=broken)

    echo.say(OPEN)

    (request,) = sent(skill, "APL.RuntimeError")
    assert "one" == request["token"]
    assert of_type(events, DeviceTrouble)[0].reason.startswith("APL document not shown")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"document": {"type": "APLA", "version": "0.91"}}, 'type must be "APL"'),
        ({"document": {"type": "APL"}}, "version is required"),
        ({"datasources": {}}, "bound to no sound"),
        (
            {"datasources": {"sound": {"transformers": [{"transformer": "textToHint"}]}}},
            "knows only",
        ),
    ],
)
def test_what_a_screen_cannot_be_is_named(change, why):
    """The message says where it is."""
    directive = screen(count(3))["response"]["directives"][0] | change

    with pytest.raises(DocumentError, match=why):
        read_screen(directive)


def test_the_page_is_told_of_the_document(make_home):
    """With its data, in which the sound has an address, and the size of the screen."""
    home = make_home(has_screen=True, LaunchRequest=screen(count(3)), UserEvent=EMPTY)

    home.post("say", text=OPEN)

    shown = next(entry for entry in home.wait_for("screen") if entry["kind"] == "screen")
    assert ("one", True) == (shown["token"], shown["speaks"])
    assert {"url": "sound:said"} == shown["data"]["sound"]["properties"]["voice"]
    assert (1280, 800) == (shown["viewport"]["width"], shown["viewport"]["height"])


def test_a_page_that_runs_the_document_leads(make_home):
    """The sound waits for it; its events reach the skill."""
    home = make_home(
        has_screen=True,
        clock=JumpingClock(MONDAY),
        LaunchRequest=screen(count(30)),
        UserEvent=speech("Paused."),
    )

    home.post("rendered", is_rendered=True)
    home.post("say", text=OPEN)
    home.wait_for("screen")
    home.post("screen-speaks")
    home.wait_for("playback")
    details = {"arguments": ["say", "pause"], "source": {}, "components": {}}
    assert 202 == home.post("event", token="one", **details).status_code

    entries = home.wait_for("playback", many=2)
    assert "Paused." == entries[-1]["sounds"][0]["text"]
    assert "the screen: say pause" in [entry.get("text") for entry in entries]


def test_the_frame_is_a_sandbox_and_the_page_stays_strict(make_home):
    """Only the frame may build functions from text, and it has no origin."""
    home = make_home()

    frame = home.get("/show/").headers
    assert frame["Content-Security-Policy"].startswith("sandbox allow-scripts; default-src 'none';")
    assert "nosniff" == frame["X-Content-Type-Options"]
    page = home.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in page
    assert "frame-src 'self'" in page
