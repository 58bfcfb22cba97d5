"""Sound as numbers: one channel, 16 bit, at some rate; knows nothing of words."""

import io
import math
import wave
from array import array
from dataclasses import dataclass

BYTES_PER_SAMPLE = 2

AUDIBLE_SHARE = 0.02
"""What is below this share of the loudest moment counts as silence before and after a word. Our
choice: the noise floor of three engines lies below it, the burst of a "t" above."""

FADE_MS = 5
"""How long sound takes to fade where it is cut: short enough to be a cut, long enough not to
click."""

TICK_MS, TICK_HZ, TICK_LOUDNESS = 80, 1000, 0.2
"""A soft tick: a short tone that dies away. Our choice: heard, and not mistaken for speech."""

LOUDEST = 32_767


@dataclass(frozen=True, slots=True)
class Pcm:
    """A stretch of sound."""

    samples: "array[int]"
    """One number for each moment, -32,768 to 32,767. Not to be changed."""
    rate_hz: int
    """Moments in a second."""

    @property
    def length_ms(self) -> int:
        """How long it lasts; a millisecond that has begun counts whole."""
        return -(-len(self.samples) * 1000 // self.rate_hz)

    def without_silence_around(self) -> "Pcm":
        """Return it from its first audible moment to its last; empty when nothing is audible."""
        loudest = _loudness(self.samples)
        threshold = max(1, loudest * AUDIBLE_SHARE)
        if loudest < threshold:
            return Pcm(array("h"), self.rate_hz)
        first = _first_above(self.samples, threshold)
        last = len(self.samples) - _first_above(self.samples[::-1], threshold)
        return Pcm(self.samples[first:last], self.rate_hz)

    def cut_to(self, length_ms: int) -> "Pcm":
        """Return what is heard of it in `length_ms`, faded out where it is cut."""
        length = samples_in(length_ms, self.rate_hz)
        if len(self.samples) <= length:
            return self
        kept = self.samples[:length]
        fade = min(length, samples_in(FADE_MS, self.rate_hz))
        for step in range(fade):
            kept[length - 1 - step] = kept[length - 1 - step] * step // fade
        return Pcm(kept, self.rate_hz)

    def as_wav(self) -> bytes:
        """Return it as a WAV file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as written:
            written.setnchannels(1)
            written.setsampwidth(BYTES_PER_SAMPLE)
            written.setframerate(self.rate_hz)
            written.writeframes(self.samples.tobytes())
        return file.getvalue()


def read_wav(content: bytes) -> Pcm:
    """
    Return the sound of a WAV file.

    Args:
        content: The file; one channel, 16 bit.

    Raises:
        ValueError: It is no such file, or only a part of one.
    """
    try:
        with wave.open(io.BytesIO(content)) as read:
            if (read.getnchannels(), read.getsampwidth()) != (1, BYTES_PER_SAMPLE):
                raise ValueError("the WAV file has not one channel of 16 bit")
            frames = read.readframes(read.getnframes())
            if len(frames) != read.getnframes() * BYTES_PER_SAMPLE:
                raise ValueError("the WAV file is cut short")
            return Pcm(array("h", frames), read.getframerate())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"this is no WAV file: {error}") from error


def joined(parts: list[Pcm], rate_hz: int) -> Pcm:
    """Return sounds of one rate, one after another."""
    samples = array("h")
    for part in parts:
        samples.extend(part.samples)
    return Pcm(samples, rate_hz)


def tick(rate_hz: int) -> Pcm:
    """Return a soft tick, in place of an audio file that only Amazon has."""
    length = samples_in(TICK_MS, rate_hz)
    waves = (math.sin(math.tau * TICK_HZ * at / rate_hz) for at in range(length))
    dying = (math.exp(-5 * at / length) for at in range(length))
    loudness = LOUDEST * TICK_LOUDNESS
    tone = (round(loudness * height * left) for height, left in zip(waves, dying, strict=True))
    return Pcm(array("h", tone), rate_hz)


def silence_of(length_ms: int, rate_hz: int) -> "array[int]":
    """Return the samples of a silence, to be written into."""
    return array("h", bytes(BYTES_PER_SAMPLE * samples_in(length_ms, rate_hz)))


def samples_in(length_ms: int, rate_hz: int) -> int:
    """Return how many samples lie in a length, rounded."""
    return round(length_ms * rate_hz / 1000)


def _loudness(samples: "array[int]") -> int:
    return max(-min(samples), max(samples)) if samples else 0  # noqa: PLW3301 (half as quick flat)


def _first_above(samples: "array[int]", threshold: float) -> int:
    found = (at for at, height in enumerate(samples) if abs(height) >= threshold)
    return next(found, len(samples))
