"""
What a device plays: words and clips at exact times, and how long a voice needs for words.

Knows nothing of SSML or APLA; `simulator.ssml` and `simulator.apla` make soundtracks from those.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

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


def spoken(text: str, *, words_ms: int | None = None) -> Soundtrack:
    """
    Return a voice saying `text`.

    Args:
        text: Words without markup; nothing but spaces gives an empty soundtrack.
        words_ms: Time for the words alone, where it is not their number times the usual.
    """
    words = text.split()
    if not words:
        return Soundtrack()
    length_ms = SPEECH_BASE_MS + (SPEECH_WORD_MS * len(words) if words_ms is None else words_ms)
    return Soundtrack((Sound(0, length_ms, " ".join(words)),), length_ms)


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
