"""
A timeline as an APL for Audio document: cells that last exactly as long as planned.

A counted second is a ``Mixer`` of a silence and speech that is trimmed to it; an instruction is
the same without the trim. A tick is a sound of Amazon's library in place of the speech. Cells of
equal length in a row become one ``Sequencer`` with ``data``: their words, or the ticks' lengths. So
do the repetitions of a set: one of them, with the words of each first cell as ``data``.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-for-audio-reference.html
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any
from xml.sax.saxutils import escape

from skill.routine.cues import Cue, CueKind
from skill.routine.timeline import Timeline

VERSION = "0.91"
"""Version of APL for Audio that every Alexa device plays."""

QUICK_RATE = "120%"
"""Rate at which long numbers fit a second on slow voices."""

TICK = "soundbank://soundlibrary/clocks/watches/watches_06"
"""A short sound of Amazon's library (0.44 s in its list), so that two fit a second.
https://developer.amazon.com/en-US/docs/alexa/custom-skills/ask-soundlibrary.html"""

TRIMMED = (CueKind.COUNT, CueKind.REP)
"""Kinds of cues that are cut to their slot."""

Document = dict[str, Any]

MOST_GROUPS = 1024
"""So many parts of documents are kept. Our choice: a set of a routine is said every day."""


def apla_document(timeline: Timeline) -> Document:
    """Return the document that plays a timeline, exactly as long as the timeline says."""
    groups = groupby(timeline.cues, key=attrgetter("kind"))
    items = [item for kind, cues in groups for item in _group(kind, tuple(cues))]
    return {
        "type": "APLA",
        "version": VERSION,
        "mainTemplate": {"parameters": ["payload"], "item": {"type": "Sequencer", "items": items}},
    }


@lru_cache(MOST_GROUPS)
def _group(kind: CueKind, cues: tuple[Cue, ...]) -> tuple[Document, ...]:
    """Return cues of one kind in a row; the documents are shared, and nobody changes them."""
    joined = _with_silence(cues)
    period = _period(joined) if kind is CueKind.REP else 0
    return (_repetitions(joined, period),) if period else tuple(_cells(joined))


def _with_silence(cues: Iterable[Cue]) -> list[Cue]:
    """
    Return the cues with the silent cells of a count joined to the words before them.

    Each word starts at its moment as before. A count by fives becomes a few cells that are alike,
    which is half the size, and a word that has five seconds is not hurried.
    """
    joined: list[Cue] = []
    for cue in cues:
        last = joined[-1] if joined else None
        is_silent = not cue.text and not cue.ticks and cue.kind in TRIMMED
        if is_silent and last and last.kind is cue.kind and last.text and not last.ticks:
            joined[-1] = Cue(last.kind, last.slot_ms + cue.slot_ms, last.text)
        else:
            joined.append(cue)
    return joined


def _period(cues: list[Cue]) -> int:
    """Return after how many cells a set repeats itself but for its first words; 0 for none."""
    if not cues[0].text or cues[0].ticks:
        return 0
    for period in range(1, len(cues) // 2 + 1):
        pairs = zip(cues, cues[period:], strict=False)
        if all(
            one.shape == other.shape
            and one.ticks == other.ticks
            and (one.text == other.text or at % period == 0)
            for at, (one, other) in enumerate(pairs)
        ):
            return period if len(cues) % period == 0 else 0
    return 0


def _repetitions(cues: list[Cue], period: int) -> Document:
    first, *others = cues[:period]
    firsts = [escape(cue.text) if first.quick else cue.text for cue in cues[::period]]
    cell = _cell(first.kind, first.slot_ms, "${data}", quick=first.quick)
    repetition: Document = {"type": "Sequencer", "items": [cell, *_cells(others)]}
    return {"type": "Sequencer", "data": firsts, "items": [repetition]}


def _cells(group: Iterable[Cue]) -> list[Document]:
    return [
        item
        for ticks, cues in groupby(group, key=lambda cue: cue.ticks > 0)
        for item in ([_ticks(cues)] if ticks else _words(cues))
    ]


def _words(cues: Iterable[Cue]) -> Iterator[Document]:
    for (kind, slot_ms, quick, spoken), alike in groupby(cues, key=attrgetter("shape")):
        yield from _items(kind, slot_ms, list(alike), quick=quick, spoken=spoken)


def _items(
    kind: CueKind, slot_ms: int, cues: list[Cue], *, quick: bool, spoken: bool
) -> list[Document]:
    if not spoken:
        return [_silence(slot_ms * len(cues))]
    if kind not in TRIMMED or len(cues) == 1:
        return [_cell(cue.kind, slot_ms, cue.text, quick=quick) for cue in cues]
    # The device puts the texts where they are spoken: in a quick cell that is within SSML.
    texts = [escape(cue.text) if quick else cue.text for cue in cues]
    return [
        {
            "type": "Sequencer",
            "data": texts,
            "items": [_cell(kind, slot_ms, "${data}", quick=quick)],
        }
    ]


def _cell(kind: CueKind, slot_ms: int, text: str, *, quick: bool) -> Document:
    speech: Document = {"type": "Speech", "content": text}
    if quick:
        rate = f'<speak><prosody rate="{QUICK_RATE}">{escape(text)}</prosody></speak>'
        speech |= {"contentType": "SSML", "content": rate}
    if kind in TRIMMED:
        speech["duration"] = "trimToParent"
    return {"type": "Mixer", "items": [_silence(slot_ms), speech]}


def _ticks(cues: Iterable[Cue]) -> Document:
    """Return ticks in a row, each with its own length: so a set of them is small enough to send."""
    slots = [cue.slot_ms // cue.ticks for cue in cues for _ in range(cue.ticks)]
    tick: Document = {"type": "Audio", "source": TICK, "duration": "trimToParent"}
    cell: Document = {"type": "Mixer", "items": [_silence("${data}"), tick]}
    return {"type": "Sequencer", "data": slots, "items": [cell]}


def _silence(slot_ms: int | str) -> Document:
    return {"type": "Silence", "duration": slot_ms}
