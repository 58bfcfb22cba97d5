"""Written conversations are played, and shown plainly where there is no terminal."""

import io
import json
from datetime import timedelta

import pytest
from rich.console import Console

from simulator.common import SimulatorError
from simulator.device.clock import VirtualClock
from simulator.device.events import DeviceWarning, ReminderRang, Said
from simulator.device.reminders import Reminders
from simulator.device.script import Pass, Say, read_line
from simulator.language.english import ENGLISH
from simulator.terminal.display import TerminalDisplay
from simulator.terminal.lines import EndOfInput, StreamLines
from simulator.terminal.talk import talk_at_keyboard, talk_from_pipe, talk_from_script
from simulator.terminal.transcript import JsonTranscript, PlainTranscript
from tests.simulator.fakes import (
    MONDAY,
    FakeSkill,
    count,
    make_echo,
    of_type,
    reminder,
    sound,
    speech,
)

OPEN = "open my heel stretches"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("pause\n", Say("pause")),
        ("+75s", Pass(75)),
        ("+2m", Pass(120)),
        ("+1h30m", Pass(5400)),
        ("+3d", Pass(259_200)),
        ("+ 1.5 s", Pass(1.5)),
        ("# a comment", None),
        ("   ", None),
    ],
)
def test_a_line_is_speech_or_time(line, meant):
    """Comments and empty lines are neither."""
    assert meant == read_line(line)


@pytest.mark.parametrize("line", ["+", "+75", "+s", "+75 seconds", "+-3s"])
def test_a_plus_line_that_is_no_time_is_refused(line):
    """With the line in the message."""
    with pytest.raises(SimulatorError, match="no length of time"):
        read_line(line)


def transcript(language, script, **answers):
    """Play a script and return what the plain face wrote."""
    output = io.StringIO()
    echo, _ = make_echo(FakeSkill(**answers), language)
    echo.subscribe(PlainTranscript(output, "my heel stretches").show)
    talk_from_script(echo, script.splitlines(), lambda: None)
    return output.getvalue()


def test_a_plain_transcript_reads_like_a_dialogue(language):
    """One line for each response, a count on one line, long silences told."""
    answers = {
        "LaunchRequest": sound(
            {"type": "Speech", "content": "Left leg."},
            {"type": "Silence", "duration": 10_000},
            count(3),
            {"type": "Speech", "content": "And relax."},
            reprompt="Say ready.",
        ),
        "StopIntent": speech("Bye.", end=True),
    }

    written = transcript(language, f"{OPEN}\nthe calf\n", **answers, StartIntent=speech("Again."))

    assert written == (
        "U: open my heel stretches\n"
        "   (LaunchRequest)\n"
        "A: Left leg. (10 s) 3, 2, 1, And relax.\n"
        "U: the calf\n"
        "   (StartIntent exercise='calf' [calf])\n"
        "A: Again.\n"
        "   (session ends: nobody answered)\n"
    )
    assert "\x1b" not in written


def test_an_utterance_after_a_plus_line_interrupts_there(language):
    """What was not said is not written."""
    written = transcript(
        language,
        f"{OPEN}\n+2.5s\nstop\n",
        LaunchRequest=sound(count(30)),
        StopIntent=speech("Bye.", end=True),
    )

    assert "A: 30, 29, 28\nU: stop\n   (AMAZON.StopIntent)\nA: Bye.\n   (session ends)\n" in written


def test_speaking_outside_a_session_gives_a_hint(language):
    """Somebody new learns what to say."""
    written = transcript(language, "pause\n")

    assert "U: pause\n   (Alexa herself would take this. Say: start my heel stretches)\n" == written


def test_a_session_that_timed_out_leaves_the_next_utterance_outside(language):
    """Time that passes closes the microphone."""
    written = transcript(language, f"{OPEN}\n+60s\nready\n", LaunchRequest=speech("Hello."))

    assert "nobody answered)\nU: ready\n   (Alexa herself" in written


def test_trouble_and_warnings_are_written(language):
    """With what Alexa says, and with the reason."""
    written = transcript(language, OPEN, LaunchRequest=speech("x" * 9000))

    assert "A: There was a problem with the requested skill's response.\n" in written
    assert "(trouble: its outputSpeech has 9000 characters" in written


def test_json_lines_are_requests_and_responses_and_nothing_else(language):
    """One object a line, in pairs."""
    output = io.StringIO()
    echo, _ = make_echo(FakeSkill(LaunchRequest=speech("Hello.")), language)
    echo.subscribe(JsonTranscript(output).show)

    talk_from_script(echo, ["stop", OPEN], lambda: None)

    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    assert [["request"], ["response"]] * 2 == [list(line) for line in lines]
    assert ["LaunchRequest", "SessionEndedRequest"] == [
        line["request"]["request"]["type"] for line in lines[::2]
    ]


def test_lines_of_a_stream_come_one_by_one_and_then_its_end():
    """A file, or a pipe that closes."""
    lines = StreamLines(io.StringIO("one\ntwo\n"))

    assert ["one\n", "two\n"] == [lines.read(None), lines.read(None)]
    for _ in range(2):
        with pytest.raises(EndOfInput):
            lines.read(None)


class SlowLines:
    """Gives a line only when somebody waited in vain before."""

    def __init__(self, clock, lines):
        self.clock, self.lines, self.waits = clock, lines, []

    def read(self, timeout_seconds):
        self.waits.append(timeout_seconds)
        if not self.lines:
            raise EndOfInput
        line = self.lines.pop(0)
        if line is None:
            self.clock.wait_until(MONDAY.replace(minute=45))
        return line


def test_a_pipe_that_is_silent_lets_time_pass(language):
    """Nothing plays at first, so it waits for ever; then until the next thing happens."""
    clock = VirtualClock(MONDAY)
    echo, _ = make_echo(FakeSkill(LaunchRequest=speech("Hello.")), language, clock=clock)
    lines = SlowLines(clock, [OPEN, None])

    talk_from_pipe(echo, lines, clock, lambda: None)

    assert [None, 0.0, None] == lines.waits
    assert not echo.is_in_session


def test_a_reminder_rings_while_a_pipe_is_silent(language):
    """It waits until the reminder is due, and no longer."""
    clock, reminders = VirtualClock(MONDAY), Reminders()
    soon = {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 900}
    reminders.create({**reminder(), "trigger": soon}, MONDAY, "Europe/Oslo")
    echo, events = make_echo(FakeSkill(), language, clock=clock, reminders=reminders)
    lines = SlowLines(clock, [None])

    talk_from_pipe(echo, lines, clock, lambda: None)

    assert [900, None] == lines.waits
    assert [MONDAY.replace(minute=45)] == [event.at for event in of_type(events, ReminderRang)]


def test_the_terminal_shows_the_number_the_set_the_side_and_the_bar(language):
    """Large enough to follow from a mat."""
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    display = TerminalDisplay(console, "my heel stretches", ENGLISH)
    say = {"type": "Speech", "content": "Set two of three. Left leg."}
    echo, _ = make_echo(FakeSkill(LaunchRequest=sound(say, count(30))), language)
    echo.subscribe(display.show)

    echo.say(OPEN)
    echo.wait(12)
    display.draw(echo.position_ms)
    picture = display.message

    assert "Set two of three" in picture
    assert "left leg" in picture.casefold()
    assert "0:12 / 0:32" in picture
    assert "(listening)" not in picture


def test_the_terminal_says_when_it_listens(language):
    """After the sound, while the microphone is open."""
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    display = TerminalDisplay(console, "my heel stretches", ENGLISH)
    echo, _ = make_echo(FakeSkill(LaunchRequest=sound(count(2))), language)
    echo.subscribe(display.show)

    echo.say(OPEN)
    echo.wait_for_silence()
    display.show(DeviceWarning(MONDAY, "odd"))
    display.draw(echo.position_ms)

    assert "(listening)" in display.message
    assert "warning: odd" in console.file.getvalue()
    assert "2, 1" in console.file.getvalue()


class Fingers:
    """A keyboard on which keys are pressed at their moments; reading it lets time pass."""

    def __init__(self, clock, *pressed):
        self.clock, self.pressed = clock, list(pressed)

    def redraw(self):
        """Draw nothing."""

    def read(self, timeout_seconds):
        if not self.pressed:
            raise EndOfInput
        seconds, _ = self.pressed[0]
        at = MONDAY + timedelta(seconds=seconds)
        until = (
            at if timeout_seconds is None else self.clock.now() + timedelta(seconds=timeout_seconds)
        )
        self.clock.wait_until(min(at, until))
        return self.pressed.pop(0)[1] if self.clock.now() >= at else None


def test_a_line_at_the_keyboard_interrupts_at_its_moment(language):
    """The sound plays on while nobody has pressed Enter; after Ctrl-D it plays to its end."""
    clock = VirtualClock(MONDAY)
    skill = FakeSkill(LaunchRequest=sound(count(30)), PauseIntent=speech("Paused."))
    echo, events = make_echo(skill, language, clock=clock)
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    display = TerminalDisplay(console, "my heel stretches", ENGLISH)
    echo.subscribe(display.show)
    keyboard = Fingers(clock, (1, OPEN), (2, "+soon"), (3, "+2s"), (10.5, "alexa, pause"))

    talk_at_keyboard(echo, keyboard, display, clock, lambda: None)

    said = [event.sound.text for event in of_type(events, Said)]
    assert ["30", "21", "Paused."] == [said[at] for at in (0, 9, 10)]
    assert ["LaunchRequest", "IntentRequest", "SessionEndedRequest"] == skill.types
    assert "no length of time" in console.file.getvalue()


def test_a_reminder_rings_at_the_keyboard(language):
    """At its time, while nobody types; what is set and what rings stands in the transcript."""
    clock, reminders = VirtualClock(MONDAY), Reminders()
    reminders.create(reminder(), MONDAY, "Europe/Oslo")
    echo, _ = make_echo(FakeSkill(), language, clock=clock, reminders=reminders)
    console = Console(file=io.StringIO(), width=100)
    display = TerminalDisplay(console, "my heel stretches", ENGLISH)
    echo.subscribe(display.show)
    keyboard = Fingers(clock, (1, "/reminders"), (86_400, "/delete 7"))
    told_late = []
    echo.subscribe(lambda event: told_late.append(clock.now() - event.at))

    talk_at_keyboard(echo, keyboard, display, clock, lambda: None)

    assert {timedelta(0)} == set(told_late)

    assert [
        "(in the Alexa app: reminders not allowed)",
        "(1. Tue 24 Nov 07:30, once: Time for your heels.)",
        "(Tue 07:30, a tone, and Alexa says: Here's your reminder. Time for your heels.)",
        "(in the Alexa app: there is no reminder 7)",
    ] == [line.strip() for line in console.file.getvalue().splitlines()]
