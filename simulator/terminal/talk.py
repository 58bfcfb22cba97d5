"""
Runs one talk from beginning to end: utterances in, time passing, until the input ends.

Three ways to pass the time. A keyboard is read while the sound plays, and a line interrupts. Lines
of a script or a pipe wait for their turn: without a `+` line before it, an utterance is said when
the sound is over. With a virtual clock nothing waits.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from simulator.common import SimulatorError
from simulator.device.alexa_app import AppCommand
from simulator.device.clock import Clock
from simulator.device.echo import Echo
from simulator.device.script import Pass, Say, read_line
from simulator.terminal.lines import EndOfInput, Lines

if TYPE_CHECKING:  # both load a library for terminals, which a script or a pipe does not need
    from simulator.terminal.display import TerminalDisplay
    from simulator.terminal.keyboard import Keyboard

FRAME_SECONDS = 0.1
"""How often the picture is drawn anew while sound plays."""

AfterEach = Callable[[], None]
"""Called when something was done: to keep how late it has become."""


def talk_from_script(echo: Echo, lines: Iterable[str], after_each: AfterEach) -> None:
    """
    Play a conversation that is written down.

    Args:
        echo: The device.
        lines: What is said and how much time passes.
        after_each: Called after each line.

    Raises:
        SimulatorError: A line cannot be understood.
    """
    script = _Script(echo)
    for line in lines:
        script.play(line)
        after_each()
    echo.wait_for_end()
    after_each()


def talk_from_pipe(echo: Echo, lines: Lines, clock: Clock, after_each: AfterEach) -> None:
    """
    Play what comes through a pipe, in real time.

    While no line has come, time passes as at a keyboard. Lines that are there wait for their turn.
    """
    script = _Script(echo)
    while True:
        due_at = echo.due_at
        timeout_seconds = None
        if due_at is not None:
            timeout_seconds = max(0.0, (due_at - clock.now()) / timedelta(seconds=1))
        try:
            line = lines.read(timeout_seconds)
        except EndOfInput:
            break
        if line is None:
            echo.catch_up()
        else:
            script.play(line)
        after_each()
    echo.wait_for_end()
    after_each()


def talk_at_keyboard(
    echo: Echo,
    keyboard: "Keyboard",
    display: "TerminalDisplay",
    clock: Clock,
    after_each: AfterEach,
    each_frame: Callable[[], None] = lambda: None,
) -> None:
    """
    Listen to a keyboard while the sound plays: a line interrupts it, `+75s` lets time pass.

    Args:
        echo: The device.
        keyboard: What is read.
        display: Where it is drawn.
        clock: The Echo's own.
        after_each: Called after each line.
        each_frame: Called before whatever is due happens: what a window of the screen wishes.
    """
    while True:
        _draw(echo, keyboard, display)
        try:
            line = keyboard.read(_frame_seconds(echo, clock))
        except EndOfInput:
            break
        each_frame()
        echo.catch_up()
        if line is None:
            continue
        try:
            read = read_line(line)
        except SimulatorError as error:
            display.tell(str(error))
            continue
        match read:
            case Say(text):
                echo.say(text)
            case AppCommand():
                echo.use_app(read)
            case Pass(seconds):
                _watch(echo, keyboard, display, clock, clock.now() + timedelta(seconds=seconds))
        after_each()
    _watch(echo, keyboard, display, clock, until=None)
    after_each()


def _watch(
    echo: Echo,
    keyboard: "Keyboard",
    display: "TerminalDisplay",
    clock: Clock,
    until: datetime | None,
) -> None:
    """Draw while time passes, up to an instant or to the end of everything."""
    while echo.next_at is not None if until is None else clock.now() < until:
        frame_seconds = _frame_seconds(echo, clock)
        echo.wait(FRAME_SECONDS if frame_seconds is None else frame_seconds)
        _draw(echo, keyboard, display)


def _draw(echo: Echo, keyboard: "Keyboard", display: "TerminalDisplay") -> None:
    display.draw(echo.position_ms)
    keyboard.redraw()


def _frame_seconds(echo: Echo, clock: Clock) -> float | None:
    if (due_at := echo.due_at) is None:
        return None
    left_seconds = max(0.0, (due_at - clock.now()) / timedelta(seconds=1))
    # Until a reminder rings there is nothing to draw.
    return left_seconds if echo.next_at is None else min(FRAME_SECONDS, left_seconds)


class _Script:
    """Plays lines one after another."""

    def __init__(self, echo: Echo) -> None:
        self._echo = echo
        self._time_was_passed = False

    def play(self, text: str) -> None:
        """Say a line, when it is its turn, or let time pass."""
        match read_line(text):
            case Say(said):
                if not self._time_was_passed:
                    self._echo.wait_for_silence()
                self._echo.say(said)
                self._time_was_passed = False
            case AppCommand() as command:
                self._echo.use_app(command)
            case Pass(seconds):
                self._echo.wait(seconds)
                self._time_was_passed = True
