"""
Runs an Echo in a thread of its own, in which time passes by itself.

The thread waits until the next sound is due, the microphone closes, or a command arrives. Commands
come from any thread and are carried out one after another.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Self

from simulator.common import JsonObject
from simulator.device.alexa_app import AppCommand
from simulator.device.clock import VirtualClock
from simulator.device.events import Event, PlaybackStarted
from simulator.device.request import UserEvent
from simulator.device.script import Line
from simulator.device.sound import Soundtrack
from simulator.page.conversation import Conversation, Replay
from simulator.page.event_json import EventEncoder, in_ms
from simulator.page.event_log import EventLog
from simulator.page.inside import InsideEncoder
from simulator.page.insight import Insight
from simulator.page.setup import EchoSetup
from simulator.rig.environment import Talk

SoundOf = Callable[[Soundtrack], bytes]
"""Returns what is heard of a soundtrack, as a WAV file."""

KEPT_PLAYBACKS = 4
"""How many playbacks can be heard: a page asks for one when the next may have begun."""

_log = logging.getLogger(__name__)


class LiveEcho:
    """One Echo, its event log, and the thread that drives it."""

    def __init__(
        self, talk: Talk, sound_of: SoundOf | None = None, insight: Insight | None = None
    ) -> None:
        """
        Prepare the Echo; its thread runs once this is entered as a context.

        Args:
            talk: The Echo and its clock, which must jump where somebody waits.
            sound_of: What makes it heard; None for a silent Echo.
            insight: What is shown of the coach itself; nothing when missing.
        """
        self.insight = insight or Insight()
        self.event_log = EventLog()
        self.setup = EchoSetup(talk)
        self._told = self.setup.state
        self._talk = talk
        self._echo = talk.echo
        self._sound_of = sound_of
        self.stands_still = isinstance(talk.clock, VirtualClock)
        """Whether time passes only when it is let pass."""
        self._encoder = EventEncoder(
            self._echo.invocation_name,
            talk.language.rules,
            self.insight.outlook,
            InsideEncoder(self.insight),
        )
        self._conversation = Conversation()
        self._replay: Replay | None = None
        self._playbacks: dict[int, Soundtrack] = {}
        self._commands: deque[Callable[[], None]] = deque()
        self._is_closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._live, name="echo")
        self._echo.subscribe(self._conversation.show)
        self._echo.subscribe(self._write_down)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join()
        self.event_log.close()
        self._talk.keep_instant()

    @property
    def now(self) -> datetime:
        """The present instant of the talk, in UTC."""
        return self._echo.now

    @property
    def present(self) -> JsonObject:
        """The present instant, how time passes, whether there is a voice, and the Echo's setup."""
        return {
            "at_ms": in_ms(self._echo.now),
            "is_running": not self.stands_still,
            "has_voice": self._sound_of is not None and not self.stands_still,
            **self.setup.state,
        }

    def say(self, text: str) -> None:
        """Say something to the Echo; what plays is interrupted, a replay ends."""
        self._queue(lambda: self._echo.say(text))

    def use_app(self, command: AppCommand) -> None:
        """Let the person do something in the Alexa app."""
        self._queue(lambda: self._echo.use_app(command))

    def let_pass(self, seconds: float) -> None:
        """Let time pass at once, with everything that happens in it."""
        self.pass_time(lambda: self._echo.wait(seconds))

    def pass_time(self, wait: Callable[[], None]) -> None:
        """Let time pass as far as `wait` does, and tell the page how late it has become."""
        self._queue(lambda: self._pass(wait))

    def render(self, *, is_rendered: bool) -> None:
        """Let a browser run the documents of an Echo Show, or no longer."""
        self._queue(lambda: self._set_rendered(is_rendered=is_rendered))

    def screen_speaks(self) -> None:
        """Begin the sound of the document that a browser runs."""
        self._queue(self._echo.screen_speaks)

    def screen_stops(self) -> None:
        """Stop the sound of the document, which has broken it off."""
        self._queue(self._echo.screen_stops)

    def send_user_event(self, token: str, event: UserEvent) -> None:
        """Let the document with this token send an event; see `Echo.send_user_event`."""
        self._queue(lambda: self._echo.send_user_event(token, event))

    def carry_out(self, change: Callable[[], None]) -> None:
        """Change the setup; the page is told when it has changed."""
        self._queue(change)

    def restart(self) -> None:
        """Pull the Echo's plug and put it back; the conversation begins anew."""
        self._queue(self._restart)

    def replay(self, lines: Sequence[Line], *, is_fast: bool) -> None:
        """
        Restart, then play a conversation that is written down.

        Args:
            lines: What is said, and how much time passes.
            is_fast: Whether time should jump where otherwise one would wait.
        """
        self._queue(lambda: self._begin_replay(lines, is_fast=is_fast))

    def conversation(self) -> str:
        """Return what was said since the Echo was plugged in, as a script."""
        return "".join(f"{line}\n" for line in self._conversation.lines())

    def sound(self, number: int) -> bytes | None:
        """
        Return the sound of what plays now, or played a moment ago, as a WAV file.

        Args:
            number: Of the playback's entry in the event log.

        Returns:
            None for any other playback, and where there is no voice.
        """
        track = self._playbacks.get(number)
        return self._sound_of(track) if self._sound_of and track else None

    def _queue(self, command: Callable[[], None]) -> None:
        with self._changed:
            self._commands.append(command)
            self._changed.notify()

    def _live(self) -> None:
        while not self._is_closed:
            try:
                self._live_on()
            except Exception:  # noqa: BLE001 (a page that stands still for good would not say why)
                _log.exception("the pretend Echo stumbled")
                self._add("remark", text="trouble: the pretend Echo stumbled; its log says why")

    def _live_on(self) -> None:
        """Wait for what comes next, and do it."""
        command = self._next_command()
        if command:
            self._end_replay()
            command()
        if self._is_skipping and (due_at := self._next_at) is not None:
            self._talk.clock.wait_until(due_at)
        self._echo.catch_up()
        self._play_on()
        self._tell_setup()
        if command:
            self._talk.keep_instant()

    def _next_command(self) -> Callable[[], None] | None:
        with self._changed:
            if not self._commands and not self._is_closed and not self._is_skipping:
                self._changed.wait(self._seconds_left)
            return self._commands.popleft() if self._commands else None

    @property
    def _is_skipping(self) -> bool:
        """Whether time jumps to whatever is next, for a replay without waiting."""
        return self._replay is not None and (self._replay.is_fast or self.stands_still)

    @property
    def _next_at(self) -> datetime | None:
        """When something happens by itself; None when nothing will."""
        instants = (self._echo.due_at, self._replay.next_at if self._replay else None)
        return min((instant for instant in instants if instant is not None), default=None)

    @property
    def _seconds_left(self) -> float | None:
        due_at = self._next_at
        if due_at is None or self.stands_still:
            return None
        return max(0.0, (due_at - self._echo.now) / timedelta(seconds=1)) / self.setup.rate

    def _set_rendered(self, *, is_rendered: bool) -> None:
        """Leave the documents' end to a browser, where time runs for both of them alike."""
        self._echo.is_rendered = is_rendered and not self.stands_still

    def _pass(self, wait: Callable[[], None]) -> None:
        is_rendered, self._echo.is_rendered = self._echo.is_rendered, False
        wait()
        self._echo.is_rendered = is_rendered
        self._add("time", **self.present)

    def _tell_setup(self) -> None:
        """Tell the page of what was chosen, and of what has come of it since."""
        state = self.setup.state
        if state != self._told:
            self._told = state
            self._add("device", **self.present)

    def _restart(self) -> None:
        self._echo.lose_power()
        self._conversation.begin_anew()
        self._add("restarted", text="unplugged, and plugged in again")

    def _begin_replay(self, lines: Sequence[Line], *, is_fast: bool) -> None:
        self._restart()
        self._replay = Replay(self._echo, lines, is_fast=is_fast)
        self._add("replay", text="a saved conversation is played", is_fast=self._is_skipping)

    def _play_on(self) -> None:
        if self._replay:
            self._replay.catch_up()
            if self._replay.is_over:
                self._end_replay()

    def _end_replay(self) -> None:
        if self._replay:
            self._replay = None
            self._add("replayed", text="the saved conversation is over", **self.present)

    def _add(self, kind: str, **details: object) -> None:
        """Write down what the Echo itself does not tell."""
        self.event_log.add({"kind": kind, "at_ms": in_ms(self._echo.now), **details})

    def _write_down(self, event: Event) -> None:
        entry = self._encoder.encode(event)
        if entry is None:
            return
        number = self.event_log.add(entry)
        if isinstance(event, PlaybackStarted):
            playbacks = [*self._playbacks.items(), (number, event.track)]
            self._playbacks = dict(playbacks[-KEPT_PLAYBACKS:])
