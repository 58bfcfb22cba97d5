"""What can be changed around a conversation: the device, what goes wrong, and how time passes."""

import http.client
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

from simulator.device.clock import JumpingClock, VirtualClock
from simulator.device.events import (
    DeviceTrouble,
    EndReason,
    Exchange,
    PlaybackStarted,
    SessionEnded,
)
from simulator.device.request import Device
from simulator.device.response import NO_APLA
from simulator.page.setup import DeviceChange, EchoSetup, Fault
from simulator.rig.environment import Talk, TalkOptions
from simulator.rig.settings_service import SettingsService
from simulator.rig.table_gate import TableGate
from tests.simulator.fakes import (
    MONDAY,
    FakeSkill,
    consent,
    count,
    make_echo,
    of_type,
    reminder,
    sound,
    speech,
)
from tests.simulator.home import ORIGIN, kinds

OPEN = "open my heel stretches"


@pytest.fixture
def service():
    """Return the settings service of the Echo, which stands in Oslo."""
    with SettingsService("Europe/Oslo", "token") as service:
        yield service


@pytest.fixture
def make_setup(language, tmp_path, service):
    """Return a function that puts up a setup, and gives the Echo, its events and its skill too."""

    def make(*, clock=None, **answers):
        clock = clock or VirtualClock(MONDAY)
        skill = FakeSkill(**answers)
        echo, events = make_echo(skill, language, clock=clock)
        device = Device("user", "echo")
        talk = Talk(echo, clock, TalkOptions(tmp_path), language, device, service, TableGate())
        return EchoSetup(talk), echo, events, skill

    return make


def test_asleep_it_is_another_device_at_once(make_setup):
    """Language and screen are in the next request."""
    setup, echo, _, skill = make_setup(LaunchRequest=speech("Hello."))

    setup.change_device(DeviceChange(has_screen=True, locale="en-GB"))
    echo.say(OPEN)

    assert "en-GB" == skill.requests[0]["request"]["locale"]
    assert "Viewport" in skill.requests[0]["context"]


def test_a_session_keeps_its_language_and_its_screen(make_setup):
    """Also in the request that ends it; the next session has the new ones."""
    setup, echo, _, skill = make_setup(LaunchRequest=speech("Hello."))
    echo.say(OPEN)

    setup.change_device(DeviceChange(has_screen=True, locale="en-GB"))
    echo.say("ready")
    echo.say(OPEN)

    assert ["en-US", "en-US", "en-US", "en-GB"] == [
        event["request"]["locale"] for event in skill.requests
    ]
    assert [False, False, False, True] == ["Viewport" in each["context"] for each in skill.requests]
    assert {"has_screen": True, "locale": "en-GB"} == setup.state["device"]["in_use"]


def test_what_was_not_named_stays(make_setup):
    """A change is of one thing."""
    setup, *_ = make_setup()

    setup.change_device(DeviceChange(has_screen=True))
    setup.change_device(DeviceChange(plays_apla=False))

    told = setup.state["device"]
    assert (True, False, "en-US") == (told["has_screen"], told["plays_apla"], told["locale"])


def test_without_apla_each_document_is_refused_at_once(make_setup):
    """Also within a session; the skill is told of each, with its token."""
    setup, echo, events, skill = make_setup(LaunchRequest=sound(count(3), reprompt="Ready?"))
    echo.say(OPEN)

    setup.change_device(DeviceChange(plays_apla=False))
    echo.say(OPEN)

    refused = skill.requests[-1]["request"]
    assert "Alexa.Presentation.APLA.RuntimeError" == refused["type"]
    assert ("segment", NO_APLA) == (refused["token"], refused["errors"][0]["message"])
    assert [3, 0] == [len(each.track.sounds) for each in of_type(events, PlaybackStarted)]


def test_the_zone_is_that_of_the_service_and_of_the_day(make_setup, service):
    """What is told to the skill, and which day is today."""
    setup, echo, _, skill = make_setup(ProgressIntent=speech("Nothing."))

    setup.change_device(DeviceChange(zone="Pacific/Kiritimati"))  # 14 hours ahead: still Monday
    echo.wait(3 * 3600)
    echo.say("ask my heel stretches what i did today")

    asked = skill.requests[-1]["request"]["intent"]["slots"]["date"]["value"]
    assert "2026-11-24" == asked
    assert "Pacific/Kiritimati" == setup.state["device"]["zone"]
    told = service.answer("/v2/devices/echo/settings/System.timeZone", "Bearer token")
    assert (200, b'"Pacific/Kiritimati"') == told


def test_a_lost_answer_is_apologised_for_after_eight_seconds(make_setup):
    """The skill has answered; it is told that the endpoint was too slow; it happens once."""
    setup, echo, events, skill = make_setup(
        LaunchRequest=speech("Hello."), ReadyIntent=sound(count(3))
    )
    echo.say(OPEN)
    setup.set_fault(Fault.ANSWER_LOST, is_on=True)

    echo.say("ready")

    assert timedelta(seconds=8) == echo.now - MONDAY
    assert ["LaunchRequest", "IntentRequest", "SessionEndedRequest"] == skill.types
    ended = skill.requests[-1]["request"]
    assert ("ERROR", "ENDPOINT_TIMEOUT") == (ended["reason"], ended["error"]["type"])
    assert EndReason.ERROR is of_type(events, SessionEnded)[-1].reason
    assert of_type(events, DeviceTrouble)[-1].spoken
    assert of_type(events, Exchange)[-2].response  # it was given, and got lost afterwards
    assert 1 == len(of_type(events, PlaybackStarted))
    assert not setup.state["faults"]["answer"]
    echo.say(OPEN)
    assert 2 == len(of_type(events, PlaybackStarted))


def test_an_expected_loss_can_be_called_off(make_setup):
    """Then the answer arrives."""
    setup, echo, events, _ = make_setup(LaunchRequest=speech("Hello."))

    setup.set_fault(Fault.ANSWER_LOST, is_on=True)
    setup.set_fault(Fault.ANSWER_LOST, is_on=False)
    echo.say(OPEN)

    assert [] == of_type(events, DeviceTrouble)


class _Engine(BaseHTTPRequestHandler):
    """Answers, and keeps the connection open for more."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Answer with two letters."""
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture
def engine():
    """Run a small engine, and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Engine)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def ask(connection):
    """Return what the engine answers on a connection."""
    connection.request("GET", "/")
    return connection.getresponse().read()


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_gate_that_is_shut_breaks_off(engine, is_kept):
    """A new connection, and one that is kept as the skill's client does; then it opens again."""
    gate = TableGate()
    with gate.in_front_of(engine) as address:
        connection = http.client.HTTPConnection(address.removeprefix("http://"))
        assert b"ok" == ask(connection)
        if not is_kept:
            connection.close()
        gate.is_shut = True
        with pytest.raises((OSError, http.client.HTTPException)):
            ask(connection)
        connection.close()
        gate.is_shut = False
        assert b"ok" == ask(connection)
        connection.close()


def test_time_is_let_pass_to_the_next_question(make_setup):
    """The microphone is open and somebody is expected to speak; asked again, it stays there."""
    setup, echo, _, _ = make_setup(LaunchRequest=sound(count(30), reprompt="Ready?"))
    echo.say(OPEN)

    setup.wait_for_question()
    setup.wait_for_question()

    assert echo.is_listening
    assert timedelta(seconds=30) == echo.now - MONDAY


def test_what_goes_on_by_itself_is_no_question(make_setup):
    """The microphone that opens before it is passed over, and so is what it plays."""
    playing = {"steps": [], "sound_ms": 3000, "then": {"at": "b", "steps": []}}
    answer = sound(count(3), reprompt="Set two.", attributes={"session": {"playing": playing}})
    setup, echo, events, _ = make_setup(LaunchRequest=answer)
    echo.say(OPEN)

    setup.wait_for_question()

    assert echo.is_listening
    assert [False, True] == [each.is_reprompt for each in of_type(events, PlaybackStarted)]


def test_without_a_question_time_passes_to_the_end_of_everything(make_setup):
    """The last words are said to their end; asleep, nothing happens at all."""
    setup, echo, events, _ = make_setup(LaunchRequest=sound(count(5), end=True))
    echo.say(OPEN)

    setup.wait_for_question()
    setup.wait_for_question()

    assert (None, timedelta(seconds=5)) == (echo.next_at, echo.now - MONDAY)
    assert of_type(events, SessionEnded)


@pytest.mark.parametrize(
    ("zone", "morning"),
    [
        ("Europe/Oslo", "2026-11-24T07:30:00+01:00"),
        ("Asia/Tokyo", "2026-11-24T07:30:00+09:00"),
        ("Pacific/Honolulu", "2026-11-23T07:30:00-10:00"),  # where it is Sunday evening still
    ],
)
def test_tomorrow_is_the_echos_own(make_setup, zone, morning):
    """Half past seven on the next day of its zone."""
    setup, echo, _, _ = make_setup()
    setup.change_device(DeviceChange(zone=zone))

    setup.wait_for_morning()

    assert morning == echo.now.astimezone(ZoneInfo(zone)).isoformat()


def test_a_night_in_which_clocks_change_is_an_hour_shorter(make_setup):
    """It is half past seven by the clock on the wall."""
    setup, echo, _, _ = make_setup()
    echo.wait((ZONED - MONDAY).total_seconds())

    setup.wait_for_morning()

    assert timedelta(hours=9, minutes=30) == echo.now - ZONED


ZONED = MONDAY.replace(year=2027, month=3, day=27, hour=20, minute=0)
"""The evening of the last Saturday in March, 21:00 in Oslo: that night has no hour from two."""


def test_the_clock_runs_four_times_as_fast():
    """It goes on from where it is, never back, and jumps as before."""
    clock = JumpingClock(MONDAY)
    clock.run_at(4)
    before = clock.now()

    clock.wait_until(before + timedelta(hours=1))
    clock.run_at(1)

    assert timedelta(0) <= before - MONDAY < timedelta(seconds=60)
    assert timedelta(hours=1) <= clock.now() - before < timedelta(hours=1, seconds=60)
    assert 1 == clock.rate


def test_the_page_changes_the_device(make_home):
    """It is told of what has changed, once, with the present instant."""
    home = make_home(LaunchRequest=speech("Hello."))

    assert 202 == home.post("device", has_screen=True).status_code
    home.post("device", has_screen=True)
    home.post("say", text=OPEN)

    entries = home.wait_for("playback")
    assert 1 == kinds(entries).count("device")
    assert entries[0]["device"]["has_screen"]
    assert {"rate", "at_ms", "is_running"} <= entries[0].keys()
    assert "Viewport" in home.skill.requests[0]["context"]


def test_the_page_lets_an_answer_get_lost(make_home):
    """The page is told when it has happened, and how late it is then."""
    home = make_home(LaunchRequest=speech("Hello."))

    home.post("fault", name="answer", is_on=True)
    home.post("say", text=OPEN)

    on, off = (each for each in home.wait_for("device", many=2) if each["kind"] == "device")
    assert (True, False) == (on["faults"]["answer"], off["faults"]["answer"])
    assert 8000 == off["at_ms"] - on["at_ms"]


def test_the_page_sets_the_clock(make_home):
    """Four times as fast; to the next question; to tomorrow."""
    home = make_home(clock=JumpingClock(MONDAY), LaunchRequest=sound(count(60)))
    home.post("clock", rate=4)
    assert 4 == home.wait_for("device")[-1]["rate"]
    home.post("say", text=OPEN)

    home.post("clock", to="question")
    assert "listening" in kinds(home.wait_for("time"))
    home.post("clock", to="tomorrow")

    at_ms = home.wait_for("time", many=2)[-1]["at_ms"]
    assert 24 * 3600 * 1000 == pytest.approx(at_ms - 1_795_419_000_000, abs=60_000)


@pytest.mark.parametrize(
    ("what", "details", "why"),
    [
        ("device", {"locale": "de-DE"}, "The Echo speaks en-US"),
        ("device", {"zone": "Europe/Atlantis"}, "no time zone"),
        ("device", {"colour": "red"}, "nothing this Echo can be"),
        ("device", {"has_screen": "yes"}, ""),
        ("fault", {"name": "moon", "is_on": True}, "The faults are table and answer"),
        ("fault", {"name": "answer"}, ""),
        ("fault", {"name": "table", "is_on": True}, "not one of this page's own"),
        ("clock", {"rate": 3}, "1 or 4 times"),
        ("clock", {"rate": 4}, "stands still"),
        ("clock", {"to": "yesterday"}, "the next"),
        ("clock", {}, ""),
    ],
)
def test_a_wish_that_cannot_be_is_refused(make_home, what, details, why):
    """With a sentence for the person; nothing changes."""
    home = make_home()

    refused = home.post(what, **details)

    assert 400 == refused.status_code
    assert why in refused.text
    assert [] == home.room.event_log.after(0)


@pytest.mark.parametrize("what", ["device", "fault", "clock"])
def test_another_page_changes_nothing(make_home, what):
    """A foreign page's POST is refused."""
    home = make_home()
    foreign = ORIGIN | {"Origin": "http://elsewhere.example"}

    assert 403 == home.browser.post(f"/echo/{what}", json={}, headers=foreign).status_code


def test_what_comes_by_itself_comes_four_times_as_early(make_home):
    """Eight seconds of silence are over in two."""
    quiet = sound({"type": "Silence", "duration": 8000}, count(1, slot_ms=10))
    home = make_home(clock=JumpingClock(MONDAY), LaunchRequest=quiet)
    home.post("clock", rate=4)
    home.post("say", text=OPEN)
    home.wait_for("playback")
    began = time.monotonic()

    home.wait_for("listening")

    assert 1.5 < time.monotonic() - began < 6


def test_the_page_is_told_what_is_set_and_what_goes_wrong(make_home):
    """As soon as it has changed: by a line, by a skill, and when one rings."""
    home = make_home()
    echo = home.room._echo
    echo.reminders.create(reminder(), MONDAY, "Europe/Oslo")
    home.post("say", text="/allow")
    home.post("say", text="/fault offline")
    home.post("say", text="+1d")

    entries = home.wait_for("time")
    told = [entry["reminders"] for entry in entries if entry["kind"] in ("device", "time")][:3]

    assert [True, True, True] == [each["is_allowed"] for each in told]
    assert ["none", "offline", "offline"] == [each["fault"] for each in told]
    ring_ms = 1795501800000
    assert [ring_ms, ring_ms, None] == [each["set"][0]["next_ms"] for each in told]
    assert ("Time for your heels.", "once") == (
        told[0]["set"][0]["text"],
        told[0]["set"][0]["rule"],
    )


def test_what_cannot_be_done_in_the_app_is_said_on_the_page(make_home):
    """As a sentence."""
    answer = make_home().post("say", text="/fault loud")

    assert 400 == answer.status_code
    assert "offline" in answer.text


def test_a_script_may_use_the_app(make_home):
    """Between two utterances, when it is its turn."""
    home = make_home(LaunchRequest=speech("Hello."))
    home.post("replay", script=f"/allow\n{OPEN}\n+1s\n/forbid\n", is_fast=True)

    entries = home.wait_for("replayed")

    remarks = [entry["text"] for entry in entries if entry["kind"] == "remark"]
    allowed, forbidden = (f"in the Alexa app: reminders {x}allowed" for x in ("", "not "))
    assert [allowed, forbidden] == [text for text in remarks if "app" in text]
    asked = home.skill.requests[0]["context"]["System"]["user"]["permissions"]
    assert "consentToken" in asked


def test_the_page_offers_the_answers_to_alexa_s_own_question(make_home):
    """While she asks; then those to the coach's."""
    home = make_home(LaunchRequest=consent(), Response=speech("Thank you."))
    home.post("say", text=OPEN)
    home.post("say", text="i approve")

    entries = home.wait_for("playback", many=2)

    offered = [entry["answers"] for entry in entries if entry["kind"] == "playback"]
    assert [("i approve", "no"), ()] == offered


def test_a_session_that_is_forgotten_at_consent_is_a_fault_like_another(make_setup):
    """It can be switched on and off."""
    setup, echo, *_ = make_setup()

    setup.set_fault(Fault.CONSENT_FORGETS, is_on=True)

    assert echo.forgets_session_at_consent
    assert setup.state["faults"]["consent_forgets"]
