"""The room behind the page: an Echo that lives by itself, and what pages are told of it."""

import itertools
import threading
import wave
from datetime import timedelta
from io import BytesIO

import pytest

from simulator.common import SimulatorError
from simulator.device.clock import JumpingClock
from simulator.device.events import Heard, MicrophoneOpened
from simulator.device.script import Pass, Say
from simulator.language.english import ENGLISH
from simulator.language.english.phrases import ANSWERS, YES_OR_NO
from simulator.language.interaction_model import FALLBACK, Language
from simulator.page.conversation import Replay, read_script
from simulator.page.event_json import answers_to, next_step, steps_in
from simulator.page.event_log import EventLog
from simulator.page.live_echo import KEPT_PLAYBACKS
from simulator.page.security import LARGEST_BODY
from simulator.page.stream import HEARTBEAT_SECONDS
from simulator.rig.environment import ROOT
from skill.coaching.dialogue import Question
from tests.simulator.fakes import MONDAY, FakeSkill, count, make_echo, of_type, sound, speech
from tests.simulator.home import ORIGIN, PATIENCE_SECONDS, kinds

OPEN = "open my heel stretches"


def silent_wav(_track):
    """Return a hundredth of a second of silence."""
    content = BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(160))
    return content.getvalue()


def test_what_is_said_comes_back_as_events(make_home):
    """A button is pressed, and the page is told what the Echo made of it."""
    home = make_home(LaunchRequest=speech("Hello."))

    assert 202 == home.post("say", text=OPEN).status_code

    assert ["heard", "understood", "exchange", "playback"] == kinds(home.wait_for("playback"))


def test_a_playback_tells_every_sound_and_its_number(make_home):
    """Number words of a count become digits."""
    words = {"type": "Speech", "content": "Set one of three. Left leg."}
    home = make_home(LaunchRequest=sound(words, count(2)))

    home.post("say", text=OPEN)

    spoken, *counted = home.wait_for("playback")[-1]["sounds"]
    assert ("Set one of three. Left leg.", False) == (spoken["text"], "count" in spoken)
    assert ["2", "1"] == [each["count"] for each in counted]
    assert 1000 == counted[1]["start_ms"] - counted[0]["start_ms"]


def test_time_passes_when_it_is_let_pass(make_home):
    """The sound ends, the microphone opens and shuts, the reprompt comes, the session ends."""
    home = make_home(LaunchRequest=sound(count(10), reprompt="Say ready."))

    home.post("say", text=OPEN)
    home.post("pass", seconds=60)

    entries = home.wait_for("time")
    assert ["listening", "playback", "silence", "listening", "exchange", "ended", "time"] == (
        kinds(entries)[5:]
    )
    assert 60_000 == entries[-1]["at_ms"] - entries[0]["at_ms"]


def test_time_passes_by_itself(make_home):
    """With a clock that runs, the sound of 50 ms is over soon, and nobody had to ask."""
    short = sound({"type": "Silence", "duration": 50}, count(1, slot_ms=10))
    home = make_home(clock=JumpingClock(MONDAY), LaunchRequest=short)

    home.post("say", text=OPEN)

    assert ["playback", "silence", "listening"] == kinds(home.wait_for("listening"))[3:]


def test_a_running_clock_jumps_when_time_is_let_pass(make_home):
    """A minute passes without anybody waiting for it."""
    home = make_home(clock=JumpingClock(MONDAY), LaunchRequest=sound(count(30)))

    home.post("say", text=OPEN)
    home.post("pass", seconds=60)

    assert "ended" in kinds(home.wait_for("time"))
    assert home.clock.now() - MONDAY >= timedelta(seconds=60)


def test_a_line_of_a_script_may_be_typed(make_home):
    """`+5s` lets time pass; a comment does nothing; a wrong length of time is refused."""
    home = make_home(LaunchRequest=sound(count(10)))

    home.post("say", text=OPEN)
    home.post("say", text="+5s")
    assert 202 == home.post("say", text="# nothing").status_code
    refused = home.post("say", text="+soon")

    assert ["time"] == kinds(home.wait_for("time"))[4:]
    assert (400, "text/plain") == (refused.status_code, refused.mimetype)
    assert "'+soon' is no length of time" in refused.text


def test_a_new_page_is_told_everything(make_home):
    """First to begin, then all that has happened, then what time it is."""
    home = make_home(LaunchRequest=speech("Hello."))
    home.post("say", text=OPEN)
    entries = home.wait_for("playback")

    (begin, *_), *told, (present, _, now) = home.events()

    assert ("begin", "present") == (begin, present)
    assert kinds(entries) == [data["kind"] for _, _, data in told]
    assert [1, 2, 3, 4] == [data["number"] for _, _, data in told]
    expected = {"at_ms": 1795419000000, "is_running": False, "has_voice": False, "rate": 1}
    assert expected == {name: now.pop(name) for name in expected}
    assert {"device", "faults", "reminders"} == now.keys()


def test_a_page_that_was_cut_off_is_told_what_it_missed(make_home):
    """The browser sends the id of the last event it saw."""
    home = make_home(LaunchRequest=speech("Hello."))
    home.post("say", text=OPEN)
    home.wait_for("playback")
    seen = next(name for _, name, data in home.events() if data.get("kind") == "exchange")

    missed = home.events(last_event_id=seen)

    assert ["playback"] == [data["kind"] for event, _, data in missed if event == "message"]
    assert "begin" not in [event for event, _, _ in missed]


def test_a_page_of_an_earlier_server_begins_anew(make_home):
    """Its id means nothing here: it is told everything."""
    home = make_home(LaunchRequest=speech("Hello."))
    home.post("say", text=OPEN)
    home.wait_for("playback")

    told = home.events(last_event_id="0123abcd-3")

    assert "begin" == told[0][0]
    assert 6 == len(told)


def test_the_journal_wakes_whoever_waits_and_lets_them_go_in_the_end():
    """A new entry, no entry in time, and the end."""
    journal = EventLog()
    found = []
    reader = threading.Thread(target=lambda: found.append(journal.wait_after(0, HEARTBEAT_SECONDS)))
    reader.start()

    journal.add({"kind": "heard"})
    reader.join(PATIENCE_SECONDS)

    assert [[{"kind": "heard"}]] == found
    assert [] == journal.wait_after(1, 0)
    journal.close()
    assert journal.wait_after(1, HEARTBEAT_SECONDS) is None


def test_losing_power_ends_everything_and_the_skill_is_not_told(make_home):
    """What is said next begins a new session, and the conversation begins anew."""
    home = make_home(LaunchRequest=sound(count(10)))

    home.post("say", text=OPEN)
    home.post("restart")
    home.post("say", text="ready")

    assert ["restarted", "heard", "remark"] == kinds(home.wait_for("remark"))[4:]
    assert ["LaunchRequest"] == home.skill.types
    assert ["ready"] == home.room.conversation().splitlines()[1:]


def test_a_conversation_is_saved_with_the_times_between(make_home):
    """It is a script: `heel-stretches talk --script` plays it too."""
    home = make_home(LaunchRequest=sound(count(10)), ReadyIntent=sound(count(10)))
    for what, wish in (("say", OPEN), ("pass", 3.25), ("say", "ready"), ("say", "stop")):
        home.post(what, **{"text" if what == "say" else "seconds": wish})
    home.wait_for("heard", many=3)

    saved = home.get("/echo/conversation")

    assert 'attachment; filename="conversation.txt"' == saved.headers["Content-Disposition"]
    assert [OPEN, "+3.250s", "ready", "+0.000s", "stop"] == saved.text.splitlines()[1:]


def test_a_saved_conversation_is_played_again(make_home):
    """Everything is said at the same moment as the first time."""
    home = make_home(LaunchRequest=sound(count(10)), ReadyIntent=sound(count(10)))
    script = f"# saved\n{OPEN}\n+3.250s\nready\n+12.000s\nstop\n"

    home.post("replay", script=script, is_fast=False)

    entries = home.wait_for("heard", many=3)
    heard = [entry for entry in entries if entry["kind"] == "heard"]
    assert [(0, OPEN), (3250, "ready"), (15_250, "stop")] == [
        (entry["at_ms"] - heard[0]["at_ms"], entry["text"]) for entry in heard
    ]
    assert script.splitlines()[1:] == home.room.conversation().splitlines()[1:]


def test_a_replay_without_waiting_jumps_also_where_the_clock_runs(make_home):
    """An hour of it takes no time."""
    home = make_home(clock=JumpingClock(MONDAY), LaunchRequest=speech("Hello."))

    home.post("replay", script=f"{OPEN}\n+1h\n{OPEN}\n", is_fast=True)

    home.wait_for("heard", many=2)
    assert home.clock.now() - MONDAY >= timedelta(hours=1)


def test_speaking_ends_a_replay(make_home):
    """Whoever speaks has the Echo to himself."""
    home = make_home(clock=JumpingClock(MONDAY), LaunchRequest=sound(count(10)))

    home.post("replay", script=f"{OPEN}\n+5s\nready\n", is_fast=False)
    home.wait_for("playback")
    home.post("say", text="stop")
    home.wait_for("heard", many=2)
    home.post("pass", seconds=30)

    entries = home.wait_for("time")
    assert [OPEN, "stop"] == [entry["text"] for entry in entries if entry["kind"] == "heard"]
    assert 1 == kinds(entries).count("replayed")


def test_a_line_without_a_time_before_it_waits_for_silence(language):
    """As in a script for the terminal."""
    echo, events = make_echo(FakeSkill(LaunchRequest=sound(count(10))), language)
    replay = Replay(echo, read_script(f"{OPEN}\n\nready\n"), is_fast=True)

    replay.catch_up()
    echo.wait(9.9)
    replay.catch_up()
    assert [OPEN] == [heard.text for heard in of_type(events, Heard)]
    echo.wait(0.1)
    replay.catch_up()

    assert replay.is_over
    assert ["ready"] == [heard.text for heard in of_type(events, Heard)][1:]
    assert 1 == len(of_type(events, MicrophoneOpened))


def test_a_script_is_read_before_it_is_played(make_home):
    """A wrong line is told, and nothing is said."""
    home = make_home()

    refused = home.post("replay", script=f"{OPEN}\n+later\n", is_fast=True)

    assert (400, []) == (refused.status_code, home.room.event_log.after(0))
    assert [Say(OPEN), Pass(60.0)] == read_script(f"{OPEN}\n+1m\n# end\n")
    with pytest.raises(SimulatorError, match="no length of time"):
        read_script("+later")


def test_the_sound_of_what_plays_is_a_file(make_home):
    """A browser may ask for a part of it."""
    home = make_home(
        clock=JumpingClock(MONDAY), sound_of=silent_wav, LaunchRequest=sound(count(10))
    )
    home.post("say", text=OPEN)
    number = len(home.wait_for("playback"))

    whole = home.get(f"/echo/sound/{number}.wav")
    part = home.get(f"/echo/sound/{number}.wav", headers={"Range": "bytes=0-3"})

    assert (200, "audio/wav", silent_wav(None)) == (whole.status_code, whole.mimetype, whole.data)
    assert (206, b"RIFF") == (part.status_code, part.data)
    assert 404 == home.get(f"/echo/sound/{number - 1}.wav").status_code
    assert home.room.present["has_voice"]


def test_the_sounds_before_can_be_heard_for_a_while(make_home):
    """A page that is late asks for one when the next plays already; older ones are gone."""
    home = make_home(
        clock=JumpingClock(MONDAY), sound_of=silent_wav, LaunchRequest=sound(count(10))
    )
    for many in range(1, KEPT_PLAYBACKS + 2):
        home.post("say", text=OPEN)
        entries = home.wait_for("playback", many=many)
    numbers = [place for place, entry in enumerate(entries, 1) if entry["kind"] == "playback"]

    found = [home.get(f"/echo/sound/{number}.wav").status_code for number in numbers]

    assert [404, *[200] * KEPT_PLAYBACKS] == found


def test_a_room_without_a_voice_has_no_sound(make_home):
    """The page then counts by the clock."""
    home = make_home(LaunchRequest=sound(count(10)))
    home.post("say", text=OPEN)
    number = len(home.wait_for("playback"))

    assert 404 == home.get(f"/echo/sound/{number}.wav").status_code


def test_a_skill_that_fails_is_told_and_the_room_lives_on(make_home):
    """Alexa apologises; the next launch works."""
    answers = iter([{"version": "2.0"}, speech("Hello.")])
    home = make_home(LaunchRequest=lambda _event: next(answers))

    home.post("say", text=OPEN)
    home.post("say", text=OPEN)

    apology = next(entry for entry in home.wait_for("playback") if entry["kind"] == "apology")
    assert "There was a problem with the requested skill's response." == apology["text"]


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("say", {"text": 5}),
        ("say", {}),
        ("say", []),
        ("pass", {"seconds": "5"}),
        ("pass", {"seconds": True}),
        ("pass", {"seconds": -1}),
        ("pass", {"seconds": 1e12}),
        ("pass", {"seconds": float("nan")}),
        ("replay", {"script": OPEN}),
    ],
)
def test_a_wish_of_another_shape_is_refused(make_home, what, body):
    """Nothing happens."""
    home = make_home()

    refused = home.browser.post(f"/echo/{what}", json=body, headers=ORIGIN)

    assert (400, []) == (refused.status_code, home.room.event_log.after(0))


def test_a_wish_that_is_too_long_is_refused(make_home):
    """Nobody speaks four hundred letters in eight seconds; no file is as large."""
    home = make_home()

    assert 413 == home.post("say", text="ready " * 100).status_code
    assert 413 == home.post("replay", script="#" * LARGEST_BODY, is_fast=True).status_code


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
def test_the_page_answers_to_the_names_of_this_machine(make_home, host):
    """It needs no other."""
    home = make_home()

    assert 200 == home.get("/", headers={"Host": host}).status_code
    assert (
        202
        == home.browser.post(
            "/echo/restart", json={}, headers={"Host": host, "Origin": f"http://{host}"}
        ).status_code
    )


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/echo/events", "/echo/conversation"])
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "192.0.2.1", "[", ""])
def test_a_foreign_name_is_refused(make_home, path, host):
    """A foreign page whose name leads to 127.0.0.1 learns nothing."""
    assert 403 == make_home().get(path, headers={"Host": host}).status_code


def test_another_machine_is_refused(make_home):
    """Also where somebody lets the server listen to the whole network."""
    away = {"REMOTE_ADDR": "192.0.2.1"}

    assert 403 == make_home().get("/", environ_overrides=away).status_code


@pytest.mark.parametrize("what", ["say", "pass", "restart", "replay"])
@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "null"}, {"Origin": "http://localhost:9"}, {"Origin": "http://evil"}]
)
def test_a_foreign_page_can_wish_nothing(make_home, what, headers):
    """Its browser says where the wish comes from."""
    home = make_home()

    assert 403 == home.browser.post(f"/echo/{what}", json={}, headers=headers).status_code
    assert [] == home.room.event_log.after(0)


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/echo/conversation", "/page/missing"])
def test_the_browser_is_told_to_load_nothing_foreign(make_home, path):
    """Nothing inline, nothing from elsewhere, in no frame."""
    headers = make_home().get(path).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "nosniff" == headers["X-Content-Type-Options"]


def test_a_page_can_say_where_one_is():
    """By the ids of steps; what is broken is left out."""
    session = {
        "at": "rock-2",
        "question": "foot",
        "playing": {"steps": [["calf-1-left", 4000, 35_000], ["new-1", 0, None], "broken"]},
    }
    response = {"sessionAttributes": {"session": session}}

    assert "rock-2" == next_step(response)
    assert ANSWERS["foot"] == answers_to(response, ENGLISH)
    assert [{"id": "calf-1-left", "start_ms": 4000, "end_ms": 35_000}] == steps_in(response)
    for broken in (None, {}, {"sessionAttributes": {"session": 5}}):
        assert ("", (), []) == (
            next_step(broken),
            answers_to(broken, ENGLISH),
            steps_in(broken),
        )


def test_a_page_stays_at_the_step_that_pain_has_stopped():
    """Until it is left out: then the next one is asked about."""
    session = {"at": "towel-1", "set_aside": "calf-1-left", "question": "pain"}
    left_out = session | {"question": "next_or_stop"}

    assert "calf-1-left" == next_step({"sessionAttributes": {"session": session}})
    assert "towel-1" == next_step({"sessionAttributes": {"session": left_out}})


def test_every_answer_that_is_offered_is_understood():
    """The questions are the skill's, and the model knows the words."""
    language = Language.load(ROOT / "interaction_models", "en-US")

    assert set(ANSWERS) <= set(Question)
    for words in {*YES_OR_NO, *itertools.chain(*ANSWERS.values())}:
        assert FALLBACK != language.understand(words, MONDAY.date()).intent, words
