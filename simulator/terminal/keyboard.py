"""
Reads utterances that are typed at a terminal while the sound plays.

The line is prompt_toolkit's, with editing and history. Its application runs in a thread of its
own, so that the line stays alive while a talk waits, draws or calls the skill. Where time jumps,
nothing is drawn while somebody types, and the line is a plain prompt.
"""

import contextlib
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from prompt_toolkit import PromptSession
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.history import FileHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output

from simulator.terminal.lines import EndOfInput


def typed_lines(
    history_file: Path, input_: Input | None = None, output: Output | None = None
) -> Iterator[str]:
    """
    Yield each line that is typed at a prompt, up to Ctrl-D on an empty one.

    Args:
        history_file: Where the lines are kept, as for `Keyboard`.
        input_: The terminal's keys; standard input when missing.
        output: The terminal's screen; standard output when missing.
    """
    session: PromptSession[str] = PromptSession(
        "> ",
        history=FileHistory(history_file),
        erase_when_done=True,  # the transcript says it again
        input=input_,
        output=output,
    )
    with contextlib.suppress(EOFError):
        while True:
            yield session.prompt()


class Keyboard:
    """
    A line at the terminal, with whatever is drawn above it.

    Enter hands over the line. Ctrl-D on an empty line is the end of input. Ctrl-C interrupts the
    process, as it does where a terminal is not read key by key.
    """

    def __init__(
        self,
        history_file: Path,
        message: Callable[[], str],
        input_: Input | None = None,
        output: Output | None = None,
    ) -> None:
        """
        Prepare the line; it is shown and read once it is entered as a context.

        Args:
            history_file: Where the lines are kept, for the arrow keys of this talk and the next.
            message: Returns what stands before the line, several rows perhaps, with ANSI codes.
            input_: The terminal's keys; standard input when missing.
            output: The terminal's screen; standard output when missing.
        """
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._session: PromptSession[str] = PromptSession(
            lambda: ANSI(message()),
            history=FileHistory(history_file),
            key_bindings=self._key_bindings(),
            erase_when_done=True,
            input=input_,
            output=output,
        )
        # The application outlives the line: between two prompts, output would tear the picture.
        self._session.default_buffer.accept_handler = self._accept
        self._thread = threading.Thread(target=self._run, name="keyboard", daemon=True)
        self._has_started = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        self._has_started.wait()
        return self

    def __exit__(self, *_: object) -> None:
        app = self._session.app
        if app.loop is not None and app.is_running:
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                app.loop.call_soon_threadsafe(app.exit)
        self._thread.join()

    def read(self, timeout_seconds: float | None) -> str | None:
        """Return the line when Enter was pressed, or None when the time has passed."""
        try:
            line = self._queue.get(timeout=timeout_seconds)
        except queue.Empty:
            return None
        if line is None:
            raise EndOfInput
        return line

    def redraw(self) -> None:
        """Draw the message anew."""
        self._session.app.invalidate()

    def _run(self) -> None:
        try:
            self._session.app.run(pre_run=self._has_started.set, handle_sigint=False)
        finally:  # also where the terminal has gone: a reader must not wait for its keys for ever
            self._has_started.set()
            self._queue.put(None)

    def _accept(self, buffer: Buffer) -> bool:
        self._queue.put(buffer.text)
        return False  # empty the line; prompt_toolkit adds it to the history

    def _key_bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        is_empty = Condition(lambda: not self._session.default_buffer.text)

        @bindings.add("enter")
        def _hand_over(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            buffer.validate_and_handle()
            # Otherwise only the next drawing does it, and an arrow key before that finds no line.
            buffer.load_history_if_not_yet_loaded()

        @bindings.add("c-d", filter=is_empty)
        def _end(_event: KeyPressEvent) -> None:
            self._queue.put(None)

        @bindings.add("c-c")
        def _interrupt(_event: KeyPressEvent) -> None:
            os.kill(os.getpid(), signal.SIGINT)  # also wakes the main thread where it waits

        return bindings
