"""
What a full routine asks of a person and gives to the ear, from the first day to the twenty-first.

A person does it every morning on a pretend Echo, with the real skill and a local engine behind it,
and speaks only where nothing goes on by itself (`tests/conversation/practice.py`). The microphone's
time is left out of the sound, and answers come at once. How long words take is the simulator's
model of a voice.

A line is a sentence that is no part of a count; a cue is a line in a slot of a count. "New" are
those that were not heard the day before.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.capacity import KB
from simulator.device.events import Heard
from simulator.device.response import RESPONSE_BYTES, response_bytes
from simulator.device.sound import Sound, SoundKind, Soundtrack
from tests.conversation.practice import (
    FIRST_DAY,
    Routine,
    answer_of,
    is_counting,
    practise_days,
    sentences,
)

DAYS = 21
SHOWN_DAYS = (1, 2, 3, 20, 21)

EXERCISES = 5
"""Each of them should have at least one line that was not heard the day before."""
LONGEST_SOUND_SECONDS = 230
"""What the skill plans for one response; Alexa's limit is 240 s."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one day's routine came to."""

    utterances: int
    """What the person said, the launch included."""
    words_before_count: int
    sound_before_count_seconds: float
    """Before the first "hold" or the first repetition; silences in the sound included."""
    first_question_seconds: float
    """Sound from the launch to the end of the first question; all of it without a question."""
    sound_seconds: float
    silence_seconds: float
    """The longest silence within the sound of a response or a reprompt."""
    wait_seconds: float
    """The longest time in which neither the coach nor the person says anything."""
    response_bytes: int
    """Of the largest response."""
    response_seconds: float
    """The longest sound of a response."""
    reprompt_seconds: float
    """The longest sound of a reprompt, heard or not."""
    lines: frozenset[str]
    cues: frozenset[str]
    """Those of the lines that stand in a slot of a count."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day's figures, and those of the day before."""

    today: Measured
    yesterday: Measured | None
    """None on the first day."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table."""

    name: str
    value: Callable[[Day], float | None]
    """None where a day has no such figure."""
    goals: Mapping[int, float] = field(default_factory=dict)
    """What it should be, by the day from which on it should."""
    is_least: bool = False
    """Whether the goal is the least that is good enough; otherwise it is the most."""

    def goal(self, number: int) -> float | None:
        """Return the goal of a day, by its number."""
        begun = [first for first in self.goals if first <= number]
        return self.goals[max(begun)] if begun else None

    def is_met(self, number: int, day: Day) -> bool:
        """Return whether a day's figure is good enough."""
        goal, value = self.goal(number), self.value(day)
        if goal is None or value is None:
            return True
        return value >= goal if self.is_least else value <= goal


def _new_lines(day: Day) -> int | None:
    return day.yesterday and len(day.today.lines - day.yesterday.lines)


def _new_cues(day: Day) -> int | None:
    return day.yesterday and len(day.today.cues - day.yesterday.cues)


MEASURES = (
    Measure("utterances, launch included", lambda d: d.today.utterances, {1: 5, 2: 4, 20: 3}),
    Measure(
        "words before the first count",
        lambda d: d.today.words_before_count,
        {1: 110, 2: 55, 20: 20},
    ),
    Measure(
        "sound before the first count, s",
        lambda d: d.today.sound_before_count_seconds,
        {1: 55, 2: 35, 20: 20},
    ),
    Measure(
        "sound to the end of the first question, s",
        lambda d: None if d.yesterday else d.today.first_question_seconds,
    ),
    Measure("lines", lambda d: len(d.today.lines)),
    Measure("new lines", _new_lines, {2: EXERCISES}, is_least=True),
    Measure("cues in the counts", lambda d: len(d.today.cues)),
    Measure("new cues", _new_cues),
    Measure("longest silence in the sound, s", lambda d: d.today.silence_seconds, {1: 15}),
    Measure("... the open microphone included, s", lambda d: d.today.wait_seconds),
    Measure("sound, min", lambda d: d.today.sound_seconds / 60),
    Measure(
        "largest response, KB",
        lambda d: d.today.response_bytes / KB,
        {1: RESPONSE_BYTES / KB},
    ),
    Measure(
        "longest sound of a response, s",
        lambda d: d.today.response_seconds,
        {1: LONGEST_SOUND_SECONDS},
    ),
    Measure(
        "longest sound of a reprompt, s",
        lambda d: d.today.reprompt_seconds,
        {1: LONGEST_SOUND_SECONDS},
    ),
)


def measure(routine: Routine) -> Measured:
    """
    Return the figures of a routine.

    Raises:
        ValueError: Nothing is counted in it.
    """
    tracks = [playback.track for playback in routine.playbacks]
    words, count_ms = before_count(tracks)
    answers = [answer_of(exchange) for exchange in routine.exchanges]
    reprompts = [answer.reprompt.length_ms for answer in answers if answer.reprompt]
    lines, cues = set(), set()
    for sound, line in _lines(tracks):
        lines.add(line)
        if sound.kind is SoundKind.CELL:
            cues.add(line)
    return Measured(
        utterances=sum(isinstance(event, Heard) for event in routine.events),
        words_before_count=words,
        sound_before_count_seconds=count_ms / 1000,
        first_question_seconds=question_ms(tracks) / 1000,
        sound_seconds=sum(track.length_ms for track in tracks) / 1000,
        silence_seconds=max(map(longest_silence_ms, tracks)) / 1000,
        wait_seconds=longest_wait_seconds(routine),
        response_bytes=max(response_bytes(each.response) for each in routine.exchanges),
        response_seconds=max(answer.track.length_ms for answer in answers) / 1000,
        reprompt_seconds=max(reprompts, default=0) / 1000,
        lines=frozenset(lines),
        cues=frozenset(cues),
    )


def before_count(tracks: Sequence[Soundtrack]) -> tuple[int, int]:
    """
    Return how many words are said before the first count, and how much sound it is in ms.

    Raises:
        ValueError: Nothing is counted.
    """
    words = passed_ms = 0
    for track in tracks:
        for sound in track.sounds:
            for sentence in sentences(sound):
                if is_counting(sentence):
                    return words, passed_ms + sound.start_ms
                words += len(sentence.split())
        passed_ms += track.length_ms
    raise ValueError("nothing is counted")


def question_ms(tracks: Sequence[Soundtrack]) -> int:
    """Return how much sound there is to the end of the first question, or in all without one."""
    passed_ms = 0
    for track in tracks:
        for sound in track.sounds:
            if sound.text.endswith("?"):
                return passed_ms + sound.end_ms
        passed_ms += track.length_ms
    return passed_ms


def longest_silence_ms(track: Soundtrack) -> int:
    """Return the longest silence in a soundtrack, also at its beginning and its end."""
    longest_ms = quiet_since_ms = 0
    for sound in track.sounds:
        longest_ms = max(longest_ms, sound.start_ms - quiet_since_ms)
        quiet_since_ms = max(quiet_since_ms, sound.end_ms)
    return max(longest_ms, track.length_ms - quiet_since_ms)


def longest_wait_seconds(routine: Routine) -> float:
    """Return the longest time between two things that are said, by whomever, or to the end."""
    said = [(event.at, event.at) for event in routine.events if isinstance(event, Heard)]
    for playback in routine.playbacks:
        for sound in playback.track.sounds:
            start, end = (
                playback.at + timedelta(milliseconds=ms) for ms in (sound.start_ms, sound.end_ms)
            )
            said.append((start, end))
    last = routine.events[-1].at
    waits = (after[0] - before[1] for before, after in pairwise([*sorted(said), (last, last)]))
    return max(waits) / timedelta(seconds=1)


def _lines(tracks: Sequence[Soundtrack]) -> Iterator[tuple[Sound, str]]:
    for track in tracks:
        for sound in track.sounds:
            for sentence in sentences(sound):
                if not is_counting(sentence):
                    yield sound, sentence


def live() -> list[Day]:
    """Let the person live for so many days, and return the figures of each."""
    dates = [FIRST_DAY + timedelta(days=after) for after in range(DAYS)]
    days: list[Day] = []
    with tempfile.TemporaryDirectory() as directory:
        for routine in practise_days(Path(directory), dates):
            days.append(Day(measure(routine), days[-1].today if days else None))
    return days


def missed(days: Sequence[Day]) -> list[str]:
    """Return each goal that is missed on a day that is shown, with the figure."""
    return [
        f"day {number}, {each.name}: {_figure(each.value(days[number - 1]))} is "
        f"{'less' if each.is_least else 'more'} than {_figure(each.goal(number))}"
        for each in MEASURES
        for number in SHOWN_DAYS
        if not each.is_met(number, days[number - 1])
    ]


def table_of(days: Sequence[Day]) -> Table:
    """Return the figures of the days that are shown, each with its goal."""
    table = Table(title="measured / goal", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("", no_wrap=True)
    for number in SHOWN_DAYS:
        table.add_column(f"day {number}", justify="right", no_wrap=True)
    for each in MEASURES:
        cells = []
        for number in SHOWN_DAYS:
            value, goal = _figure(each.value(days[number - 1])), each.goal(number)
            cells.append(f"{value} / {_figure(goal)}" if goal is not None else value)
        table.add_row(each.name, *cells)
    return table


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.1f}"


def main() -> int:
    """Measure and print; return the exit status: 1 when a goal is missed, else 0."""
    argparse.ArgumentParser(description=(__doc__ or "").strip()).parse_args()
    days = live()
    Console(width=120).print(table_of(days))
    lines, cues = (
        frozenset.union(*(getattr(day.today, name) for day in days)) for name in ("lines", "cues")
    )
    print(f"Different lines in {DAYS} days: {len(lines)}, {len(cues)} of them cues in the counts.")
    misses = missed(days)
    print("Goals: all met" if not misses else "Goals that are missed:")
    for miss in misses:
        print(f"  MISSED: {miss}")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
