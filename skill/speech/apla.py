"""
A timeline as an APL for Audio document: cells that last exactly as long as planned.

A counted second is a ``Mixer`` of a silence and speech that is trimmed to it; an instruction is
the same without the trim. Cells of equal length in a row become one ``Sequencer`` with ``data``.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-for-audio-reference.html
"""

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

TRIMMED = (CueKind.COUNT, CueKind.REP)
"""Kinds of cues that are cut to their slot."""

Document = dict[str, Any]


def apla_document(timeline: Timeline) -> Document:
    """Return the document that plays a timeline, exactly as long as the timeline says."""
    items = [
        item
        for (kind, slot_ms, quick, spoken), cues in groupby(timeline.cues, key=attrgetter("shape"))
        for item in _items(kind, slot_ms, list(cues), quick=quick, spoken=spoken)
    ]
    return {
        "type": "APLA",
        "version": VERSION,
        "mainTemplate": {"parameters": ["payload"], "item": {"type": "Sequencer", "items": items}},
    }


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


def _silence(slot_ms: int) -> Document:
    return {"type": "Silence", "duration": slot_ms}
