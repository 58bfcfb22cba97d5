"""
Whole routines as text: everything that is said and heard, with the minutes since the launch.

    00:00  U: start my heel stretches
    00:00  A: Five exercises, about twenty-one minutes. Calf stretch.
    00:08     (7 s)
    00:15  A: Hold.
    00:16  A: thirty ... sixteen, half way, fourteen ... one
    00:46  A: And relax.
    03:10     (microphone open)

What stands in the slots of a count is one line. In it a run is shortened to its ends where only
the number changes, by one each time: so every word between the numbers is seen, and where it
changes. `python -m tests.conversation.whole_routines`, or `make transcripts`, writes the files that
the test compares.
"""

import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from simulator.device.events import (
    Event,
    Exchange,
    Heard,
    MicrophoneOpened,
    PlaybackEnded,
    PlaybackStarted,
    Said,
    SessionEnded,
    Understood,
    remark,
    sound_text,
)
from simulator.device.sound import Sound, SoundKind
from simulator.language.english.normalisation import as_spoken
from simulator.language.english.numbers import parse_number
from tests.conversation.practice import FIRST_DAY, MORNING, Routine, practise_days

FOLDER = Path(__file__).with_name("transcripts")

EVERY_DAY = {1: "day-01", 2: "day-02", 3: "day-03", 20: "day-20"}
"""Files by day number, of somebody who does the routine every morning."""
WEEK_AWAY = {13: "after-a-week"}
"""... and of somebody who does it on five mornings, and again after a week without."""
DAYS_BEFORE_WEEK_AWAY = 5

SHOWN_SILENCE_MS = 2000
"""Shorter ones between lines are not shown. The time stamps tell."""
LONGEST_CELL_SILENCE_MS = 5000
"""A count says something every five seconds at least; a longer silence is shown within it."""
SHORTEST_RUN = 3
"""Fewer numbers than this are written out."""
COLUMNS = 100

_INDENT = " " * 10


def transcripts() -> dict[str, str]:
    """Play all that is written down, and return the texts by file name."""
    last, back = max(EVERY_DAY), max(WEEK_AWAY)
    texts = {}
    for files, days in (
        (EVERY_DAY, range(1, last + 1)),
        (WEEK_AWAY, [*range(1, DAYS_BEFORE_WEEK_AWAY + 1), back]),
    ):
        dates = [FIRST_DAY + timedelta(days=number - 1) for number in days]
        with tempfile.TemporaryDirectory() as directory:
            routines = list(practise_days(Path(directory), dates))
        for number, routine in zip(days, routines, strict=True):
            if number in files:
                texts[f"{files[number]}.txt"] = transcript(routine)
    return texts


def transcript(routine: Routine) -> str:
    """Return a routine as text, as above."""
    heading = f"{routine.day:%A} {routine.day.day} {routine.day:%B %Y}, {MORNING:%H:%M}, in London"
    beginning = routine.events[0].at
    lines = [heading, ""]
    for at, text in _lines(routine.events):
        seconds = int((at - beginning) / timedelta(seconds=1))
        stamped = f"{seconds // 60:02}:{seconds % 60:02}  {text}"
        lines += textwrap.wrap(stamped, COLUMNS, subsequent_indent=_INDENT, break_on_hyphens=False)
    return "\n".join([*lines, ""])


def shortened(words: Sequence[str]) -> str:
    """
    Return the words of a count with each run of numbers as its first and its last.

    Args:
        words: What is said in each slot; a number may have words after it, as in "two, reach".

    Returns:
        "one, reach, pull, let go ... nine, reach, pull, let go, ten, last one, pull, let go".
    """
    runs: list[list[_Group]] = []
    for group in _groups(words):
        if runs and group.goes_on(runs[-1]):
            runs[-1].append(group)
        else:
            runs.append([group])
    return ", ".join(map(_run_text, runs))


@dataclass(frozen=True)
class _Group:
    """A number, and what is said until the next one."""

    number: int | None
    """None before the first number."""
    words: tuple[str, ...]
    """The number, then the others."""

    @property
    def text(self) -> str:
        return ", ".join(self.words)

    @property
    def after_number(self) -> str:
        return self.text.partition(",")[2]

    def goes_on(self, run: "Sequence[_Group]") -> bool:
        """Return whether the number goes on by one, and the words before it are the run's."""
        last = run[-1]
        if self.number is None or last.number is None or last.after_number != run[0].after_number:
            return False
        step = self.number - last.number
        is_step = step == last.number - run[-2].number if len(run) > 1 else step in (1, -1)
        # A run of bare numbers may end with words: they are seen there as well.
        return is_step and (self.after_number == last.after_number or not last.after_number)


def _groups(words: Sequence[str]) -> Iterator[_Group]:
    number: int | None = None
    group: list[str] = []
    for said in words:
        found = parse_number(as_spoken(said.partition(",")[0]).split())
        if found is not None and group:
            yield _Group(number, tuple(group))
            group = []
        number = number if found is None else found
        group.append(said)
    if group:
        yield _Group(number, tuple(group))


def _run_text(run: Sequence[_Group]) -> str:
    if len(run) < SHORTEST_RUN:
        return ", ".join(group.text for group in run)
    return f"{run[0].text} ... {run[-1].text}"


def _lines(events: Sequence[Event]) -> Iterator[tuple[datetime, str]]:
    """Yield each line of the text with its time."""
    for event in events:
        match event:
            case Heard():
                yield event.at, f"U: {event.text}"
            case PlaybackStarted():
                if event.is_reprompt:
                    yield event.at, "   (no answer: the reprompt)"
                for start_ms, text in _track_lines(event):
                    yield event.at + timedelta(milliseconds=start_ms), text
            case MicrophoneOpened():
                yield event.at, "   (microphone open)"
            case Exchange() | PlaybackEnded() | Said() | Understood():
                pass
            case SessionEnded():
                yield event.at, f"   ({remark(event, '')})"
            case _:
                raise ValueError(f"no line for {event}")


def _track_lines(playback: PlaybackStarted) -> Iterator[tuple[int, str]]:
    """Yield each line of a soundtrack with its start in milliseconds."""
    quiet_since_ms = 0
    for sounds in _joined(playback.track.sounds):
        if (silence := _silence(quiet_since_ms, sounds[0].start_ms)) is not None:
            yield silence
        yield sounds[0].start_ms, f"A: {shortened([sound_text(sound) for sound in sounds])}"
        quiet_since_ms = max(sound.end_ms for sound in sounds)
    if (silence := _silence(quiet_since_ms, playback.track.length_ms)) is not None:
        yield silence


def _joined(sounds: Sequence[Sound]) -> Iterator[list[Sound]]:
    """Yield sounds, those in the slots of a count together."""
    line: list[Sound] = []
    for sound in sounds:
        if line and not (
            sound.kind is not SoundKind.SPEECH
            and line[-1].kind is not SoundKind.SPEECH
            and sound.start_ms - line[-1].end_ms < LONGEST_CELL_SILENCE_MS
        ):
            yield line
            line = []
        line.append(sound)
    if line:
        yield line


def _silence(start_ms: int, end_ms: int) -> tuple[int, str] | None:
    length_ms = end_ms - start_ms
    return (start_ms, f"   ({length_ms // 1000} s)") if length_ms >= SHOWN_SILENCE_MS else None


def main() -> None:
    """Write the files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in transcripts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
