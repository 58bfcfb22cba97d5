"""
SSML as a soundtrack: words, pauses and clips.

Knows the elements Alexa documents; anything else is refused, as Alexa does.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from simulator.common import DocumentError
from simulator.device.sound import MODELLED, Phrase, Soundtrack, Voice, clip, silence, spoken

LONGEST_BREAK_MS = 10_000
"""The longest single break Alexa accepts (her SSML reference)."""

_BREAK_STRENGTH_MS = {
    "none": 0,
    "x-weak": 0,
    "weak": 250,
    "medium": 500,
    "strong": 750,
    "x-strong": 1000,
}
"""Nominal lengths; Alexa documents the order only."""

_RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "fast": 1.25, "x-fast": 1.5}
_TIME = re.compile(r"\+?(\d+(?:\.\d+)?)(ms|s)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_AMAZON = "https://developer.amazon.com/ssml"
_INLINE = {
    "p", "s", "emphasis", "w", "say-as", "phoneme", "voice", "lang",
    f"{{{_AMAZON}}}effect", f"{{{_AMAZON}}}emotion", f"{{{_AMAZON}}}domain",
}  # fmt: skip


@dataclass(slots=True)
class _Reader:
    """Collects words until something else than words comes."""

    voice: Voice
    """Who reads."""
    track: Soundtrack = field(default_factory=Soundtrack)
    """What has been read so far."""
    phrases: list[Phrase] = field(default_factory=list)
    """What was read since the last pause or clip."""

    def say(self, text: str | None, rate: float) -> None:
        """Add words at a rate, 1 being the usual."""
        if not text or text.isspace():
            return
        if self.phrases and self.phrases[-1].rate == rate:
            text = f"{self.phrases.pop().text} {text}"
        self.phrases.append(Phrase(text, rate))

    def play(self, other: Soundtrack) -> None:
        """Add a pause or a clip after the words so far."""
        self.track = self.track.then(spoken(self.phrases, self.voice)).then(other)
        self.phrases = []


def play_ssml(ssml: str, voice: Voice = MODELLED) -> Soundtrack:
    """
    Return what a device plays for SSML.

    Args:
        ssml: A document whose root is `<speak>`.
        voice: Who speaks, and so how long it takes.

    Raises:
        DocumentError: It is no well-formed XML, or has elements or values Alexa refuses.
    """
    declared = re.sub(r"^\s*<speak\b", f'<speak xmlns:amazon="{_AMAZON}"', ssml, count=1)
    try:
        root = ET.fromstring(declared)  # noqa: S314 (the skill's own answer, on this laptop)
    except ET.ParseError as error:
        raise DocumentError(f"SSML is not well-formed ({error}): {ssml}") from error
    if root.tag != "speak":
        raise DocumentError(f"SSML must stand in <speak>, found <{root.tag}>")
    reader = _Reader(voice)
    _read(root, reader, rate=1.0)
    reader.play(silence(0))
    return reader.track


def _read(element: ET.Element, reader: _Reader, rate: float) -> None:
    reader.say(element.text, rate)
    for child in element:
        match child.tag:
            case "break":
                reader.play(silence(_break_ms(child)))
            case "audio":
                reader.play(clip(_required(child, "src")))
            case "sub":
                reader.say(_required(child, "alias"), rate)
            case "prosody":
                _read(child, reader, rate * _rate(child))
            case tag if tag in _INLINE:
                _read(child, reader, rate)
            case tag:
                raise DocumentError(f"SSML element <{tag}> is unknown to Alexa")
        reader.say(child.tail, rate)


def _required(element: ET.Element, name: str) -> str:
    value = element.get(name)
    if value is None:
        raise DocumentError(f"SSML element <{element.tag}> lacks {name!r}")
    return value


def _break_ms(element: ET.Element) -> int:
    written = element.get("time")
    if written is None:
        strength = element.get("strength", "medium")
        if strength not in _BREAK_STRENGTH_MS:
            raise DocumentError(f"<break strength={strength!r}> is unknown to Alexa")
        return _BREAK_STRENGTH_MS[strength]
    found = _TIME.fullmatch(written.strip())
    if found is None:
        raise DocumentError(f"<break time={written!r}> needs a number and a unit, s or ms")
    length_ms = round(float(found[1]) * (1 if found[2] == "ms" else 1000))
    if length_ms > LONGEST_BREAK_MS:
        raise DocumentError(f"<break time={written!r}> is longer than 10 s")
    return length_ms


def _rate(element: ET.Element) -> float:
    written = element.get("rate")
    if written is None:
        return 1.0
    if written in _RATES:
        return _RATES[written]
    found = _PERCENT.fullmatch(written.strip())
    if found is None or float(found[1]) < 20:  # 20 %: the slowest Alexa documents
        raise DocumentError(f"<prosody rate={written!r}> is unknown to Alexa")
    return float(found[1]) / 100
