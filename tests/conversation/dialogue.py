"""
Conversations as tests: a dialogue in plain text is played on a pretend Echo, and checked.

    U: start my heel stretches
    A: ... Left leg. Hold. Thirty, twenty-nine, ... and relax. ...
    +75s
    U: pause
    A: Paused. Say resume when you're back.
    U: (nothing)
    A: Still paused. ...
    U: stop
    A: ... (session ends)

`U:` is said. Without a `+` line before it, it is said when the sound is over and the microphone
open; after `+75s`, at that moment, into the sound. `U: (nothing)` is silence until the microphone
shuts. `+75s`, `+2m`, `+1h30m`, `+3d` let time pass.

`A:` is compared with the *whole planned* sound of one response or reprompt, also when a later line
interrupts it: the one that began last and that no `A:` line has checked yet. So after `U:` it is
the answer, and after `U: (nothing)`, or a `+` line that runs past the microphone, the reprompt.
Words are compared without case, punctuation and hyphens, digits as words. `...` is any run of
words and silences, also none; without it at the end nothing more may be said. `(10 s)` is a silence
there of at least ten seconds, and of at most what the slot of the words before it may leave over
besides. Silences that are not written are not checked. `(session ends)` at the end: this response
closes the session. `(listening)` at the end: it does not.

`X: session ends` says that no session is open any more. `R:` is what a reminder says that has rung
since the last `R:` line. A line that begins with a slash is done in the Alexa app, as in a script.
A line without a mark belongs to the line before it; `#` begins a comment.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.device.alexa_app import read_command
from simulator.device.echo import LISTENING_SECONDS, Echo
from simulator.device.events import (
    Event,
    Exchange,
    Heard,
    PlaybackEnded,
    PlaybackStarted,
    ReminderRang,
    Said,
    remark,
    sound_text,
)
from simulator.device.script import Pass, read_line
from simulator.device.sound import SoundKind, Soundtrack
from simulator.language.english.normalisation import as_spoken

SHORTEST_SILENCE_MS = 900
"""A silence shorter than this can not be asked for: "(1 s)" is the shortest."""

TOLERANCE_MS = 500
"""How far below what is written a silence may be."""

SLOT_WORD_MS = 90
"""Left over for each word before a silence: planned at 0.42 s, modelled at 0.33 s."""

SLOT_BASE_MS = 1300
"""Left over besides: 0.6 s planned, 0.3 s modelled, and up to 1 s from rounding up the slot."""

_MARK = re.compile(r"^\s*(U|A|R|X):\s*(.*)$")
_TOKEN = re.compile(r"\.\.\.|…|\((\d+) s\)|\((session ends|listening)\)|[^\s().…]+|[.]")
_ANYTHING = "..."


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence between two words."""

    length_ms: int
    """How long it is."""
    words_before: int = 0
    """How many words precede it since the last silence; each may leave over a little more."""


@dataclass(slots=True)
class Conversation:
    """What happened in a dialogue; a test may look further into it."""

    events: list[Event] = field(default_factory=list)
    """Everything, in order."""

    @property
    def exchanges(self) -> list[Exchange]:
        """All requests with their responses."""
        return [event for event in self.events if isinstance(event, Exchange)]

    @property
    def last_response(self) -> dict[str, object]:
        """The last response."""
        response = self.exchanges[-1].response
        assert isinstance(response, dict)
        return response

    def transcript(self) -> str:
        """Return all that was heard and said, each line with the time since the beginning."""
        return "\n".join(_transcript_lines(self.events))


def run_dialogue(echo: Echo, text: str) -> Conversation:
    """
    Play a dialogue and check what the device says.

    Args:
        echo: A device with a virtual clock; a dialogue may go on where another one ended.
        text: The dialogue, as above.

    Returns:
        What happened.

    Raises:
        AssertionError: Something else was said, or the session is not as written; the message has
            the whole conversation.
        ValueError: The dialogue cannot be read.
    """
    player = _Player(echo)
    echo.subscribe(player.conversation.events.append)
    for number, line in _lines(text):
        try:
            player.play(line)
        except AssertionError as error:
            transcript = player.conversation.transcript()
            raise AssertionError(f"line {number}: {line}\n{error}\n\n{transcript}") from None
    return player.conversation


class _Player:
    """Plays lines one after another."""

    def __init__(self, echo: Echo) -> None:
        self.conversation = Conversation()
        self._echo = echo
        self._checked: PlaybackStarted | None = None
        self._rings_checked = 0
        self._time_was_passed = False

    def play(self, line: str) -> None:
        """Play or check one line."""
        if line.startswith("+"):
            read = read_line(line)
            assert isinstance(read, Pass)
            self._echo.wait(read.seconds)
            self._time_was_passed = True
            return
        if line.startswith("/"):
            self._echo.use_app(read_command(line))
            return
        mark, words = line[0], line[2:].strip()
        match mark:
            case "U":
                self._say(words)
            case "A":
                self._check(words)
            case "R":
                self._check_ring(words)
            case _:
                if words not in ("session ends", "(session ends)"):
                    raise ValueError(f"only 'X: session ends' is known, not {line!r}")
                assert not self._echo.is_in_session, "the session is still open"

    def _say(self, words: str) -> None:
        if not self._time_was_passed:
            self._echo.wait_for_silence()
        self._time_was_passed = False
        if words == "(nothing)":
            self._echo.wait_for_silence()
            self._echo.wait(LISTENING_SECONDS)
        else:
            self._echo.say(words)

    def _check(self, expected: str) -> None:
        started = [
            event for event in self.conversation.events if isinstance(event, PlaybackStarted)
        ]
        assert started, "nothing was said"
        playback = started[-1]
        assert playback is not self._checked, "nothing more was said"
        self._checked = playback
        pattern, ending = _pattern(expected)
        said = _said(playback.track)
        assert _fits(tuple(pattern), tuple(said)), (
            f"expected: {expected}\nheard:    {_track_text(playback.track)}"
        )
        if ending:
            does_end = playback.closes_session
            assert does_end == (ending == "session ends"), (
                f"expected ({ending}), but the session {'ends' if does_end else 'stays open'}"
            )

    def _check_ring(self, expected: str) -> None:
        rings = [each for each in self.conversation.events if isinstance(each, ReminderRang)]
        fresh = rings[self._rings_checked :]
        assert fresh, "no reminder has rung"
        self._rings_checked += 1
        pattern, _ = _pattern(expected)
        said = as_spoken(fresh[0].words).split()
        assert _fits(tuple(pattern), tuple(said)), f"expected: {expected}\nrang: {fresh[0].words}"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a dialogue with its number; continued lines are joined."""
    joined: list[tuple[int, str]] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith(("+", "/")) or _MARK.match(line):
            joined.append((number, line))
        elif joined and not joined[-1][1].startswith(("+", "/")):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {line}")
        else:
            raise ValueError(f"line {number} belongs to nothing: {line!r}")
    yield from joined


def _pattern(text: str) -> tuple[list[str | Silence], str]:
    """Return what an A line asks for, and how it says the session goes on, if it does."""
    pattern: list[str | Silence] = []
    ending = ""
    for found in _TOKEN.finditer(text):
        if ending:
            raise ValueError(f"({ending}) must stand at the end: {text!r}")
        if found[1]:
            pattern.append(Silence(int(found[1]) * 1000))
        elif found[2]:
            ending = found[2]
        elif found[0] in ("...", "…"):
            pattern.append(_ANYTHING)
        else:
            pattern += as_spoken(found[0]).split()
    return pattern, ending


def _said(track: Soundtrack) -> list[str | Silence]:
    """Return the words of a soundtrack, and its silences; clips are not words."""
    said: list[str | Silence] = []
    quiet_since_ms = words_before = 0
    for sound in track.sounds:
        if sound.start_ms - quiet_since_ms >= SHORTEST_SILENCE_MS:
            said.append(Silence(sound.start_ms - quiet_since_ms, words_before))
            words_before = 0
        if sound.kind is not SoundKind.CLIP:
            words = as_spoken(sound.text).split()
            said += words
            words_before += len(words)
        quiet_since_ms = max(quiet_since_ms, sound.end_ms)
    if track.length_ms - quiet_since_ms >= SHORTEST_SILENCE_MS:
        said.append(Silence(track.length_ms - quiet_since_ms, words_before))
    return said


def _fits(pattern: Sequence[str | Silence], said: Sequence[str | Silence]) -> bool:
    """Follow all the places in the pattern at which the words so far may have arrived."""
    places = _past_anything(pattern, {0})
    for heard in said:
        reached = set()
        for at in places:
            expected = pattern[at] if at < len(pattern) else None
            if isinstance(heard, Silence) or expected == _ANYTHING:
                reached.add(at)
            if expected is not None and _is_same(expected, heard):
                reached.add(at + 1)
        places = _past_anything(pattern, reached)
    return len(pattern) in places


def _past_anything(pattern: Sequence[str | Silence], places: set[int]) -> set[int]:
    """Add the places behind each "...", which may stand for nothing."""
    found = set(places)
    for at in sorted(places):
        while at < len(pattern) and pattern[at] == _ANYTHING:
            at += 1  # noqa: PLW2901 (walks on from each place)
            found.add(at)
    return found


def _is_same(expected: str | Silence, heard: str | Silence) -> bool:
    if isinstance(expected, Silence) and isinstance(heard, Silence):
        left_over_ms = SLOT_BASE_MS + SLOT_WORD_MS * heard.words_before
        shortest_ms = expected.length_ms - TOLERANCE_MS
        return shortest_ms <= heard.length_ms <= expected.length_ms + left_over_ms + TOLERANCE_MS
    return expected == heard


def _track_text(track: Soundtrack) -> str:
    """Return a soundtrack as an A line would have it, with the silences it has."""
    words: list[str] = []
    quiet_since_ms = 0
    for sound in track.sounds:
        if sound.start_ms - quiet_since_ms >= SHORTEST_SILENCE_MS:
            words.append(f"({(sound.start_ms - quiet_since_ms) / 1000:.1f} s)")
        words.append(sound_text(sound))
        quiet_since_ms = max(quiet_since_ms, sound.end_ms)
    if track.length_ms - quiet_since_ms >= SHORTEST_SILENCE_MS:
        words.append(f"({(track.length_ms - quiet_since_ms) / 1000:.1f} s)")
    return " ".join(words) or "(nothing)"


def _transcript_lines(events: Sequence[Event]) -> Iterator[str]:
    if not events:
        return
    beginning = events[0].at
    said: list[str] = []
    for event in events:
        if said and not isinstance(event, Said):
            yield f"{_stamp(beginning, event.at)}    ... until here: {said[-1]!r}"
            said = []
        match event:
            case Heard():
                yield f"{_stamp(beginning, event.at)} U: {event.text}"
            case PlaybackStarted():
                yield f"{_stamp(beginning, event.at)} A: {_track_text(event.track)}"
            case Said():
                said.append(event.sound.text)
            case PlaybackEnded():
                pass
            case _:
                if words := remark(event, "..."):
                    yield f"{_stamp(beginning, event.at)}    ({words})"


def _stamp(beginning: datetime, at: datetime) -> str:
    tenths = (at - beginning) // timedelta(milliseconds=100)
    minutes, rest = divmod(tenths, 600)
    return f"{minutes:>3}:{rest / 10:04.1f}"
