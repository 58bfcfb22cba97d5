"""Keys become lines, and the line so far can be drawn."""

import os
import pty
import termios

import pytest

from simulator.terminal.keyboard import EndOfInput, Keyboard, keys_of_terminal


@pytest.fixture
def keys():
    """Return a keyboard and a function that presses keys."""
    out_of, into = os.pipe()
    yield Keyboard(out_of), lambda text: os.write(into, text.encode())
    os.close(out_of)
    os.close(into)


def test_a_line_is_read_when_enter_is_pressed(keys):
    """Until then it can be seen, and nothing is returned."""
    keyboard, press = keys
    press("pau")
    assert (None, "pau") == (keyboard.read(0), keyboard.typed)
    press("se\n")
    assert ("pause", "") == (keyboard.read(0), keyboard.typed)


def test_without_keys_the_time_passes(keys):
    """Reading never blocks the count."""
    keyboard, _ = keys
    assert keyboard.read(0) is None


@pytest.mark.parametrize(
    ("pressed", "typed"),
    [
        ("pausr\x7fe", "pause"),
        ("next one\x17", "next"),
        ("all wrong\x15ok", "ok"),
        ("é", "é"),
        ("\x07a", "a"),
    ],
)
def test_the_line_can_be_corrected(keys, pressed, typed):
    """Backspace, Ctrl-W, Ctrl-U; other control keys do nothing."""
    keyboard, press = keys
    press(pressed)
    keyboard.read(0)
    assert typed == keyboard.typed


def test_arrow_keys_do_nothing(keys):
    """Their codes are not typed into the line."""
    keyboard, press = keys
    press("\x1b[A")
    keyboard.read(0)
    assert not keyboard.typed


def test_several_lines_at_once_come_one_after_another(keys):
    """Pasted text is not lost."""
    keyboard, press = keys
    press("one\ntwo\n")
    assert ["one", "two", None] == [keyboard.read(0) for _ in range(3)]


def test_control_d_on_an_empty_line_is_the_end(keys):
    """In the middle of a line it does nothing."""
    keyboard, press = keys
    press("a\x04\n")
    assert "a" == keyboard.read(0)
    press("\x04")
    with pytest.raises(EndOfInput):
        keyboard.read(0)


def test_the_terminal_is_set_back_afterwards():
    """Also when the talk ends with an error."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as stream:
        before = termios.tcgetattr(theirs)

        def talk():
            with keys_of_terminal(stream):
                assert not termios.tcgetattr(theirs)[3] & termios.ECHO
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            talk()
        assert before == termios.tcgetattr(theirs)
    os.close(ours)
