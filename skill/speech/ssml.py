"""
Words and timelines as SSML: plain answers, reprompts, and the fallback for devices without APLA.

SSML knows pauses, but not how long a voice takes for a word. So the fallback speaks every fifth
second only (every tenth in long holds), with a coach's cue between, and shortens each pause by the
modelled length of the words.
Ticks are told in words: a response takes no more than five audio files, and a hold needs more.
https://developer.amazon.com/en-US/docs/alexa/custom-skills/speech-synthesis-markup-language-ssml-reference.html
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from xml.sax.saxutils import escape

from skill.routine.cues import MS, Cue, CueKind
from skill.routine.message import Narration
from skill.routine.timeline import Timeline

BREAK_MS = 10_000
"""Longest single ``<break>`` that Alexa accepts; see the reference above."""

EVERY_FIVE, EVERY_TEN = 5, 10
LONG_HOLD_SECONDS = 40
"""Holds from this length on are told every ten seconds."""


def speech(texts: Sequence[str], *, silence_ms: int = 0) -> str:
    """Return SSML of sentences, with a silence before the last of them if one is asked for."""
    *most, last = [escape(text) for text in texts if text] or [""]
    middle = [*_breaks(silence_ms)]
    return f"<speak>{' '.join([*most, *middle, last])}</speak>"


def timeline_speech(timeline: Timeline, narration: Narration, *, before: Sequence[str] = ()) -> str:
    """Return SSML that takes about as long as the timeline, after other words."""
    first = [escape(text) for text in before]
    return f"<speak>{' '.join([*first, *_timeline_parts(timeline, narration)])}</speak>"


def _timeline_parts(timeline: Timeline, narration: Narration) -> Iterator[str]:
    for kind, group in groupby(timeline.cues, key=lambda cue: cue.kind):
        cues = list(group)
        for cue in _told(cues) if kind is CueKind.COUNT else cues:
            if cue.text:
                yield escape(cue.text)
            yield from _breaks(max(0, cue.slot_ms - narration.spoken_ms(cue.text)))


def _told(cells: list[Cue]) -> Iterator[Cue]:
    """Return the cells of a hold, with those left silent joined to the ones that are spoken."""
    left_ms = sum(cell.slot_ms for cell in cells)
    every = EVERY_TEN if left_ms >= LONG_HOLD_SECONDS * MS else EVERY_FIVE
    told: list[Cue] = []
    for cell in cells:
        if not told or left_ms % (every * MS) == 0:
            told.append(Cue(CueKind.COUNT, cell.slot_ms, cell.text))
        else:
            # What takes more than a second is no number, but a coach's cue. It is said right after
            # the number: a pause between them would have an error of its own.
            words = f"{told[-1].text}, {cell.text}" if cell.slot_ms > MS else told[-1].text
            told[-1] = replace(told[-1], text=words, slot_ms=told[-1].slot_ms + cell.slot_ms)
        left_ms -= cell.slot_ms
    yield from told


def _breaks(silence_ms: int) -> Iterator[str]:
    while silence_ms > 0:
        piece_ms = min(silence_ms, BREAK_MS)
        yield f'<break time="{piece_ms}ms"/>'
        silence_ms -= piece_ms
