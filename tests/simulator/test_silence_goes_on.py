"""A reprompt that counts is played, drawn and interrupted like any other sound."""

import io
import json
from itertools import pairwise

import pytest
from rich.console import Console

from simulator.common import InvalidResponseError
from simulator.device.clock import VirtualClock
from simulator.device.events import MicrophoneOpened, PlaybackStarted, Said
from simulator.device.response import RESPONSE_BYTES, read_answer
from simulator.language.english import ENGLISH
from simulator.page.event_json import EventEncoder
from simulator.page.inside import InsideEncoder
from simulator.page.insight import Insight
from simulator.terminal.display import TerminalDisplay
from simulator.terminal.talk import talk_at_keyboard, talk_from_pipe, talk_from_script
from simulator.terminal.transcript import JsonTranscript, PlainTranscript
from tests.simulator.fakes import MONDAY, FakeSkill, count, make_echo, of_type, sound, speech
from tests.simulator.test_scripts_and_displays import Fingers, SlowLines

OPEN = "open my heel stretches"
SAY = {"type": "Speech", "content": "Set two of three. Right leg."}
SAY_MS = 300 + 6 * 330
"""How long the modelled voice takes for that."""
PLAYING = {
    "steps": [["calf-1-left", 0, 5000]],
    "sound_ms": 5000,
    "then": {"steps": [["calf-1-right", 15_280, 25_280], ["towel-1", 26_000, 28_000]], "at": "x"},
}


def going_on(*following, attributes=None):
    """Return a response of five counts whose reprompt plays components."""
    session = {"session": {"at": "towel-2", "playing": PLAYING}}
    response = sound(count(5), attributes=session if attributes is None else attributes)
    directives = sound(*following)["response"]["directives"]
    response["response"]["reprompt"] = {"directives": directives}
    return response


@pytest.fixture
def skill():
    """Return a skill that goes on with ten counts; it can be paused."""
    paused = speech("Paused.", reprompt="Still paused.")
    return FakeSkill(LaunchRequest=going_on(SAY, count(10)), PauseIntent=paused)


@pytest.fixture
def console():
    """Return a terminal that is written to memory."""
    return Console(file=io.StringIO(), force_terminal=True, width=80)


def said(events):
    """Return what was said, word by word."""
    return [event.sound.text for event in of_type(events, Said)]


def test_the_reprompt_is_counted_eight_seconds_after_the_sound(language, skill):
    """Each number at its own second, as in the response itself."""
    echo, events = make_echo(skill, language)

    talk_from_script(echo, [OPEN], lambda: None)

    first, second = of_type(events, PlaybackStarted)
    assert (0, 13) == tuple((each.at - MONDAY).total_seconds() for each in (first, second))
    assert second.is_reprompt
    numbers = of_type(events, Said)[6:]
    assert list(range(10, 0, -1)) == [int(event.sound.text) for event in numbers]
    assert [1.0] * 9 == [
        (after.at - before.at).total_seconds() for before, after in pairwise(numbers)
    ]
    assert ["LaunchRequest", "SessionEndedRequest"] == skill.types


@pytest.mark.parametrize(("seconds", "last"), [(14, SAY["content"]), (20, "6")])
def test_the_reprompt_can_be_interrupted(language, skill, seconds, last):
    """The rest of it never comes; the session and its attributes are still there."""
    echo, events = make_echo(skill, language)

    talk_from_script(echo, [OPEN, f"+{seconds}s", "alexa, pause"], lambda: None)

    assert [last, "Paused.", "Still paused."] == said(events)[-3:]
    attributes = skill.requests[1]["session"]["attributes"]
    assert PLAYING == attributes["session"]["playing"]


def test_speaking_in_the_eight_seconds_drops_the_reprompt(language, skill):
    """The answer's own is in its place."""
    echo, events = make_echo(skill, language)

    talk_from_script(echo, [OPEN, "+9s", "pause"], lambda: None)

    assert ["5", "4", "3", "2", "1", "Paused.", "Still paused."] == said(events)


def test_the_terminal_says_that_nothing_is_needed(language, skill, console):
    """While the microphone is open before it; afterwards it is the person's turn."""
    display = TerminalDisplay(console, "my heel stretches", ENGLISH)
    echo, _ = make_echo(skill, language)
    echo.subscribe(display.show)

    echo.say(OPEN)
    echo.wait_for_silence()
    display.draw(echo.position_ms)
    assert "(listening; goes on by itself) " in display.message

    echo.wait(8 + SAY_MS / 1000 + 4.5)
    display.draw(echo.position_ms)
    assert "listening" not in display.message
    assert "6" in display.message
    assert "Set two of three  right leg" in display.message
    assert "0:06 / 0:12" in display.message

    echo.wait_for_silence()
    display.draw(echo.position_ms)
    assert "(listening) " in display.message


@pytest.mark.parametrize(
    "response",
    [
        going_on(SAY, count(10), attributes={}),
        sound(count(5), reprompt="Say ready.", attributes={"session": {"playing": {}}}),
    ],
)
def test_the_terminal_does_not_promise_what_it_does_not_know(language, console, response):
    """A reprompt alone may be a question, asked again."""
    display = TerminalDisplay(console, "my heel stretches", ENGLISH)
    echo, _ = make_echo(FakeSkill(LaunchRequest=response), language)
    echo.subscribe(display.show)

    echo.say(OPEN)
    echo.wait_for_silence()
    display.draw(echo.position_ms)

    assert "(listening) " in display.message


def test_a_line_at_the_keyboard_interrupts_the_reprompt(language, skill, console):
    """At its moment, as it does any other sound."""
    clock = VirtualClock(MONDAY)
    display = TerminalDisplay(console, "my heel stretches", ENGLISH)
    echo, events = make_echo(skill, language, clock=clock)
    echo.subscribe(display.show)
    keyboard = Fingers(clock, (0, OPEN), (13 + SAY_MS / 1000 + 2.5, "pause"))

    talk_at_keyboard(echo, keyboard, display, clock, lambda: None)

    assert ["10", "9", "8", "Paused.", "Still paused."] == said(events)[6:]


def test_a_transcript_reads_as_it_was_heard(language, skill):
    """Where it goes on by itself is told, and what was counted before somebody spoke."""
    output = io.StringIO()
    echo, _ = make_echo(skill, language)
    echo.subscribe(PlainTranscript(output, "my heel stretches").show)

    talk_from_script(echo, [OPEN, "+18s", "pause"], lambda: None)

    assert output.getvalue() == (
        "U: open my heel stretches\n"
        "   (LaunchRequest)\n"
        "A: 5, 4, 3, 2, 1\n"
        "   (listening; goes on by itself)\n"
        "A: Set two of three. Right leg. 10, 9, 8\n"
        "U: pause\n"
        "   (AMAZON.PauseIntent)\n"
        "A: Paused.\n"
        "A: Still paused.\n"
        "   (session ends: nobody answered)\n"
    )


def test_a_pipe_that_is_silent_goes_on(language, skill):
    """Nothing comes through it for a quarter of an hour."""
    clock = VirtualClock(MONDAY)
    echo, events = make_echo(skill, language, clock=clock)

    talk_from_pipe(echo, SlowLines(clock, [OPEN, None]), clock, lambda: None)

    assert "1" == said(events)[-1]
    assert 2 == len(of_type(events, MicrophoneOpened))


def test_json_lines_have_the_reprompt_once(language, skill):
    """It is no exchange of its own: nothing is asked of the skill."""
    output = io.StringIO()
    echo, _ = make_echo(skill, language)
    echo.subscribe(JsonTranscript(output).show)

    talk_from_script(echo, [OPEN], lambda: None)

    launch, answer, ended, _ = map(json.loads, output.getvalue().splitlines())
    assert "LaunchRequest" == launch["request"]["request"]["type"]
    assert answer["response"]["response"]["reprompt"]["directives"]
    assert "EXCEEDED_MAX_REPROMPTS" == ended["request"]["request"]["reason"]


def playbacks_for_the_page(skill, language):
    """Return what a page is told of each playback and each open microphone."""
    inside = InsideEncoder(Insight())
    encoder = EventEncoder("my heel stretches", ENGLISH, lambda _attributes: {}, inside)
    echo, events = make_echo(skill, language)
    talk_from_script(echo, [OPEN], lambda: None)
    entries = list(filter(None, map(encoder.encode, events)))
    return [
        [each for each in entries if each["kind"] == kind] for kind in ("playback", "listening")
    ]


def test_the_page_draws_the_steps_of_the_reprompt(language, skill):
    """From the start of its own sound: the response's, and the eight seconds, are taken off."""
    (first, second), listening = playbacks_for_the_page(skill, language)

    assert [("calf-1-left", 5000)] == [(step["id"], step["end_ms"]) for step in first["steps"]]
    assert [("calf-1-right", 12_280), ("towel-1", 15_000)] == [
        (step["id"], step["end_ms"]) for step in second["steps"]
    ]
    assert (False, True) == (first["goes_on"], second["goes_on"])
    assert "towel-2" == second["next_step"]
    assert ["10", "1"] == [second["sounds"][at]["count"] for at in (1, -1)]
    assert [True, False] == [each["goes_on"] for each in listening]


def test_between_both_sounds_the_page_shows_what_comes(language):
    """Not what comes after all of it."""
    session = {"at": "calf-1", "playing": {**PLAYING, "then": {"steps": [], "at": "towel-1"}}}
    skill = FakeSkill(LaunchRequest=going_on(count(3), attributes={"session": session}))

    (first, second), _ = playbacks_for_the_page(skill, language)

    assert ("towel-1", "calf-1") == (first["next_step"], second["next_step"])


@pytest.mark.parametrize("playing", [5, {"then": 5}, {"then": {"steps": [5, ["calf"]], "at": 7}}])
def test_a_page_puts_up_with_attributes_of_another_shape(language, playing):
    """The sound is played all the same."""
    attributes = {"session": {"playing": playing}}
    skill = FakeSkill(LaunchRequest=going_on(count(3), attributes=attributes))

    (_, second), _ = playbacks_for_the_page(skill, language)

    assert [] == second["steps"]
    assert 3 == len(second["sounds"])


def test_the_sound_of_each_is_limited_and_the_bytes_of_both():
    """Twice 240 seconds may be played, not a second more in either."""
    rest = {"type": "Silence", "duration": 237_000}
    response = going_on(rest, count(3))
    assert 240_000 == read_answer(response, has_screen=False).reprompt.length_ms

    with pytest.raises(InvalidResponseError, match=r"lasts 241\.0 s"):
        read_answer(going_on(rest, count(4)), has_screen=False)
    half = {"type": "Speech", "content": "x" * (RESPONSE_BYTES // 2)}
    both = going_on(half)
    both["response"]["directives"] += going_on(half)["response"]["reprompt"]["directives"]
    with pytest.raises(InvalidResponseError, match="bytes"):
        read_answer(both, has_screen=False)
