"""
Shows a talk at a terminal: a transcript above, and below it the count as it is spoken.

The transcript is printed; prompt_toolkit's `patch_stdout` keeps it above the line that is typed.
The picture between the two has the number or word of this moment, the set and the side, and a bar
for the whole response. It is the message of the typed line, so prompt_toolkit draws both at once.
"""

from rich.align import Align
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from simulator.device.events import (
    DeviceTrouble,
    Event,
    Heard,
    MicrophoneOpened,
    PlaybackEnded,
    PlaybackStarted,
    Said,
    SessionEnded,
    remark,
    sound_text,
)
from simulator.device.sound import Sound, SoundKind, Soundtrack
from simulator.language.rules import LanguageRules
from simulator.rig.coach_session import Silence
from simulator.terminal.transcript import LISTENING_GOES_ON


class TerminalDisplay:
    """Draws a talk with rich."""

    def __init__(self, console: Console, invocation_name: str, rules: LanguageRules) -> None:
        """
        Begin with an empty picture.

        Args:
            console: The terminal.
            invocation_name: The skill's name, for the hint.
            rules: The language's, to find the set and the side in what is said.
        """
        self.message = ""
        self._console = console
        self._rules = rules
        self._invocation_name = invocation_name
        self._track: Soundtrack | None = None
        self._now_said: Sound | None = None
        self._counted: list[str] = []
        self._set = self._side = ""
        self._is_listening = False
        self._silence = Silence()

    def show(self, event: Event) -> None:
        """Write what is worth keeping above the picture, and remember the rest for it."""
        self._silence.show(event)
        match event:
            case Heard():
                self._is_listening = False
                self._console.print(Text(f"  {event.text}", style="bold cyan"))
            case PlaybackStarted():
                self._is_listening = False
                self._track, self._now_said = event.track, None
                self._set = self._side = ""
            case Said():
                self._say(event.sound)
            case PlaybackEnded():
                self._keep_counted()
                self._track = self._now_said = None
            case MicrophoneOpened():
                self._is_listening = True
            case _:
                if isinstance(event, SessionEnded):
                    self._is_listening = False
                if isinstance(event, DeviceTrouble) and event.spoken:
                    self._console.print(event.spoken)
                if words := remark(event, self._invocation_name):
                    self.tell(f"({words})")

    def tell(self, text: str) -> None:
        """Write a remark of the terminal's own."""
        self._console.print(Text(f"  {text}", style="dim"))

    def draw(self, position_ms: int | None) -> None:
        """
        Make `message` anew: the picture and what stands before the typed line, with ANSI codes.

        Args:
            position_ms: How far the sound has got; None when nothing plays.
        """
        parts: list[RenderableType] = []
        if self._track and self._track.length_ms and position_ms is not None:
            parts += [self._big(position_ms), self._bar(self._track.length_ms, position_ms)]
        parts.append(Text.assemble((self._turn(), "green"), ("> ", "dim"), end=""))
        with self._console.capture() as picture:
            self._console.print(Group(*parts), end="")
        self.message = picture.get()

    def _turn(self) -> str:
        """Return whether the person may speak, and whether nothing is needed."""
        if not self._is_listening:
            return ""
        return f"({LISTENING_GOES_ON}) " if self._silence.goes_on else "(listening) "

    def _say(self, sound: Sound) -> None:
        words = sound_text(sound)
        self._now_said = sound
        self._set = self._rules.set_named(words) or self._set
        self._side = self._rules.side_named(words) or self._side
        if sound.kind is SoundKind.SPEECH:
            self._keep_counted()
            self._console.print(words)
        else:
            self._counted.append(words)

    def _keep_counted(self) -> None:
        """Write what was counted as one line of the transcript."""
        if self._counted:
            self._console.print(Text(", ".join(self._counted), style="bold"))
            self._counted = []

    def _big(self, position_ms: int) -> RenderableType:
        sound = self._now_said
        is_count = sound is not None and sound.kind is not SoundKind.SPEECH
        is_over = sound is None or (not is_count and position_ms > sound.end_ms)
        words = "" if is_over or sound is None else sound_text(sound)
        title = "  ".join(part for part in (self._set, self._side) if part)
        style = "bold bright_white" if is_count else ""
        return Panel(
            Align.center(Text(f"\n{words if is_count else '...' if is_over else ''}\n", style)),
            title=title.capitalize() or None,
            border_style="cyan",
            width=min(48, self._console.width),
        )

    def _bar(self, total_ms: int, position_ms: int) -> RenderableType:
        width = max(10, min(36, self._console.width - 14))
        row = Table.grid(padding=(0, 1))
        bar = ProgressBar(total=total_ms, completed=min(position_ms, total_ms), width=width)
        row.add_row(bar, Text(f"{_clock(position_ms)} / {_clock(total_ms)}", style="dim"))
        return row


def _clock(length_ms: int) -> str:
    minutes, seconds = divmod(max(0, length_ms) // 1000, 60)
    return f"{minutes}:{seconds:02}"
