"""
A conversation as a file: written down while it is held, and played again.

The form is that of `heel-stretches talk --script`: an utterance a line, and between two of them how
much time passed, as in `+12.345s`.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from simulator.device.alexa_app import AppCommand
from simulator.device.echo import Echo
from simulator.device.events import Event, Heard
from simulator.device.script import Line, Pass, Say, read_line


class Conversation:
    """Writes down what is said, with the times between."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._heard: list[Heard] = []

    def show(self, event: Event) -> None:
        """Write down what was heard; leave out everything else."""
        if isinstance(event, Heard):
            self._heard.append(event)

    def begin_anew(self) -> None:
        """Forget what was said."""
        self._heard = []

    def lines(self) -> list[str]:
        """Return the conversation so far; the first utterance is said at once."""
        lines = ["# A conversation with the pretend Echo: heel-stretches talk --script FILE"]
        before: datetime | None = None
        for heard in tuple(self._heard):
            if before:
                lines.append(f"+{(heard.at - before).total_seconds():.3f}s")
            lines.append(heard.text)
            before = heard.at
        return lines


def read_script(text: str) -> list[Line]:
    """
    Return the lines of a script that mean something.

    Raises:
        SimulatorError: A line is no length of time and should be.
    """
    return [line for line in map(read_line, text.splitlines()) if line is not None]


class Replay:
    """A script while it is played to an Echo: what comes next, and when."""

    def __init__(self, echo: Echo, lines: Iterable[Line], *, is_fast: bool) -> None:
        """
        Begin now.

        Args:
            echo: The device.
            lines: What is said, and how much time passes.
            is_fast: Whether time should jump where otherwise one would wait.
        """
        self.is_fast = is_fast
        self._echo = echo
        self._lines = deque(lines)
        self._since = echo.now
        self._time_was_passed = False

    @property
    def is_over(self) -> bool:
        """Whether everything was said."""
        return not self._lines

    @property
    def next_at(self) -> datetime | None:
        """When the next line is due; None while it waits for the sound before it to end."""
        match self._lines[0] if self._lines else None:
            case Pass(seconds):
                return self._since + timedelta(seconds=seconds)
            case AppCommand():
                return self._since
            case Say() if self._time_was_passed or self._echo.position_ms is None:
                return self._since
            case _:
                return None

    def catch_up(self) -> None:
        """Do what is due by now."""
        while (due_at := self.next_at) is not None and due_at <= self._echo.now:
            match self._lines.popleft():
                case Say(text):
                    self._echo.say(text)
                    self._since, self._time_was_passed = self._echo.now, False
                case AppCommand() as command:
                    self._echo.use_app(command)
                case Pass():
                    self._since, self._time_was_passed = due_at, True
