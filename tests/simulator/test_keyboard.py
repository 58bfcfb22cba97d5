"""Keys become lines, with editing and history, and the end and an interruption are told."""

import signal

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from simulator.terminal.keyboard import Keyboard, typed_lines
from simulator.terminal.lines import EndOfInput

SECONDS = 10
"""Far more than a key needs."""
ARROW_UP = "\x1b[A"


@pytest.fixture
def listening(tmp_path):
    """Return a function that gives a keyboard, and a function that presses keys on it."""
    with create_pipe_input() as pipe:

        def make():
            keyboard = Keyboard(tmp_path / "history", lambda: "> ", pipe, DummyOutput())
            return keyboard, pipe.send_text

        yield make


def test_a_line_is_read_when_enter_is_pressed(listening):
    """Until then the time passes: reading never blocks the count."""
    keyboard, press = listening()
    with keyboard:
        press("pau")
        assert keyboard.read(0.01) is None
        press("se\r")
        assert "pause" == keyboard.read(SECONDS)


@pytest.mark.parametrize(
    ("pressed", "line"),
    [
        ("pausr\x7fe", "pause"),
        ("next one\x17", "next "),
        ("all wrong\x15ok", "ok"),
        ("ause\x01p", "pause"),
        ("é", "é"),
        ("a\x04", "a"),
    ],
)
def test_the_line_can_be_edited(listening, pressed, line):
    """Backspace, Ctrl-W, Ctrl-U, Ctrl-A; Ctrl-D within a line does not end the talk."""
    keyboard, press = listening()
    with keyboard:
        press(f"{pressed}\r")
        assert line == keyboard.read(SECONDS)


def test_several_lines_at_once_come_one_after_another(listening):
    """Pasted text is not lost."""
    keyboard, press = listening()
    with keyboard:
        press("one\rtwo\r")
        assert ["one", "two"] == [keyboard.read(SECONDS) for _ in range(2)]


def test_the_history_lasts_beyond_a_talk(listening):
    """The arrow up brings back what was typed, in the next talk too."""
    for pressed, line in (("pause\r", "pause"), ("next\r", "next"), (2 * ARROW_UP + "\r", "pause")):
        keyboard, press = listening()
        with keyboard:
            press(pressed)
            assert line == keyboard.read(SECONDS)


def test_the_arrow_up_brings_back_a_line_of_this_talk(listening):
    """Also while something is drawn again and again above the line."""
    keyboard, press = listening()
    with keyboard:
        for line in ("pause", "resume"):
            press(f"{line}\r")
            assert line == keyboard.read(SECONDS)
            keyboard.redraw()
        press(ARROW_UP)
        keyboard.redraw()
        press(f"{ARROW_UP}\r")
        assert "pause" == keyboard.read(SECONDS)


def test_a_plain_prompt_has_the_same_history(tmp_path):
    """Where time jumps, lines are typed at a prompt: the arrow up works there too."""
    for typed in (["pause\r", "next\r", f"{ARROW_UP}\r"], [f"{ARROW_UP}{ARROW_UP}\r"]):
        with create_pipe_input() as pipe:
            lines = typed_lines(tmp_path / "history", pipe, DummyOutput())
            read = [pipe.send_text(keys) or next(lines) for keys in typed]
            pipe.send_text("\x04")
            with pytest.raises(StopIteration):
                next(lines)

    assert ["pause"] == read


def test_control_d_on_an_empty_line_is_the_end(listening):
    """What was typed before is read first."""
    keyboard, press = listening()
    with keyboard:
        press("a\r\x04")
        assert "a" == keyboard.read(SECONDS)
        with pytest.raises(EndOfInput):
            keyboard.read(SECONDS)


@pytest.fixture
def _interruptible():
    """Let this process be interrupted: one of several that run tests ignores the signal."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_control_c_interrupts_at_once(listening):
    """Though the terminal makes no signal of it while keys are read one by one."""
    keyboard, press = listening()

    def interrupted():
        with keyboard:
            press("\x03")
            keyboard.read(SECONDS)

    with pytest.raises(KeyboardInterrupt):
        interrupted()
