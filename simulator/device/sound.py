"""
What a device plays: words and clips at exact times, and how long a voice needs for words.

Knows nothing of SSML or APLA; `simulator.ssml` and `simulator.apla` make soundtracks from those.
Nor does it make any sound: `simulator.voice` records a soundtrack with a speech engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

SPEECH_BASE_MS = 300
"""Time a voice takes besides its words. Modelled: stand-in voices need 0.28 to 1.17 s for a number;
with the next figure every text stays below the 0.42 s a word + 0.6 s that the skill plans for."""

SPEECH_WORD_MS = 330
"""Time a voice takes for one word, at its usual rate. Modelled, as above."""

CLIP_MS = 1000
"""Nominal length of an audio file or a sound of Amazon's library: the simulator opens neither."""


class SoundKind(StrEnum):
    """What makes a sound."""

    SPEECH = "speech"
    """A voice, as long as it needs."""
    CELL = "cell"
    """A voice trimmed to the slot it stands in: a counted second, a repetition."""
    CLIP = "clip"
    """An audio file or a sound of Amazon's library; its text is its address."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are spoken at one rate."""

    text: str
    """The words, without any markup, one space between them."""
    rate: float = 1.0
    """How fast; 1 is the voice's usual rate."""


class Voice(Protocol):
    """A voice, reduced to how long it takes to speak."""

    def speech_ms(self, phrases: Sequence[Phrase]) -> int:
        """Return how long it takes for phrases without a pause between them, in milliseconds."""
        ...


class ModelledVoice:
    """A voice that is counted in words and never heard."""

    def speech_ms(self, phrases: Sequence[Phrase]) -> int:
        """Return a time that grows with the number of words; see `Voice`."""
        words_ms = sum(SPEECH_WORD_MS * len(said.text.split()) / said.rate for said in phrases)
        return SPEECH_BASE_MS + round(words_ms)


MODELLED = ModelledVoice()
"""The voice where nothing is heard: in tests, in scripts, with `--voice none`."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Something audible in a soundtrack."""

    start_ms: int
    """When it begins, from the start of the soundtrack."""
    end_ms: int
    """When it has ended, from the start of the soundtrack."""
    text: str
    """The words, without any markup; for a clip its address."""
    kind: SoundKind = SoundKind.SPEECH
    """What makes it."""
    phrases: tuple[Phrase, ...] = ()
    """The same words, at the rates they are spoken; empty for a clip."""


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """Sounds in the order of their starts, and the length of the whole with its silences."""

    sounds: tuple[Sound, ...] = ()
    """What is heard, by start."""
    length_ms: int = 0
    """From the start of the soundtrack to its end, silence at the end included."""

    @property
    def text(self) -> str:
        """All words one after another, clips left out."""
        return " ".join(sound.text for sound in self.sounds if sound.kind is not SoundKind.CLIP)

    def then(self, other: "Soundtrack") -> "Soundtrack":
        """Return this soundtrack with another one played after it."""
        return Soundtrack(
            self.sounds + tuple(_shifted(sound, self.length_ms) for sound in other.sounds),
            self.length_ms + other.length_ms,
        )

    def together_with(self, other: "Soundtrack") -> "Soundtrack":
        """Return both played at once; the longer one gives the length."""
        sounds = sorted(self.sounds + other.sounds, key=lambda sound: sound.start_ms)
        return Soundtrack(tuple(sounds), max(self.length_ms, other.length_ms))

    def trimmed_to(self, length_ms: int) -> "Soundtrack":
        """Return what is heard of it in `length_ms`; a shorter soundtrack stays as it is."""
        kept = tuple(
            replace(sound, end_ms=min(sound.end_ms, length_ms))
            for sound in self.sounds
            if sound.start_ms < length_ms
        )
        return Soundtrack(kept, min(self.length_ms, length_ms))

    def as_cells(self) -> "Soundtrack":
        """Return it with its speech marked as standing in a slot."""
        return replace(self, sounds=tuple(_as_cell(sound) for sound in self.sounds))


def spoken(phrases: Sequence[Phrase], voice: Voice) -> Soundtrack:
    """
    Return a voice saying phrases without a pause between them.

    Args:
        phrases: What is said; none, or nothing but spaces, gives an empty soundtrack.
        voice: Who says it, and so how long it takes.
    """
    said = tuple(replace(phrase, text=" ".join(phrase.text.split())) for phrase in phrases)
    said = tuple(phrase for phrase in said if phrase.text)
    if not said:
        return Soundtrack()
    length_ms = voice.speech_ms(said)
    text = " ".join(phrase.text for phrase in said)
    return Soundtrack((Sound(0, length_ms, text, phrases=said),), length_ms)


def silence(length_ms: int) -> Soundtrack:
    """Return `length_ms` of silence."""
    return Soundtrack((), length_ms)


def clip(address: str) -> Soundtrack:
    """Return an audio file, or a sound of Amazon's library, at its nominal length."""
    return Soundtrack((Sound(0, CLIP_MS, address, SoundKind.CLIP),), CLIP_MS)


def _shifted(sound: Sound, by_ms: int) -> Sound:
    return replace(sound, start_ms=sound.start_ms + by_ms, end_ms=sound.end_ms + by_ms)


def _as_cell(sound: Sound) -> Sound:
    return replace(sound, kind=SoundKind.CELL) if sound.kind is SoundKind.SPEECH else sound
