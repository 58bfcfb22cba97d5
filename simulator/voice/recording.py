"""
A soundtrack as it is heard: every sound at its millisecond, cut where a device cuts it.

Knows neither APLA nor SSML: the times are those of the soundtrack that the device plays.
"""

from array import array
from dataclasses import dataclass

from simulator.device.response import read_answer
from simulator.device.sound import Sound, SoundKind, Soundtrack
from simulator.voice.pcm import Pcm, samples_in, silence_of, tick
from simulator.voice.speaker import Speaker

_LOWEST, _HIGHEST = -32_768, 32_767


@dataclass(frozen=True, slots=True)
class Recording:
    """What is heard of a soundtrack, and the soundtrack: what is heard when."""

    pcm: Pcm
    """The sound, as long as the soundtrack."""
    track: Soundtrack
    """Its words and clips with their times in milliseconds, as the device plays them."""


def render(response: object, voice: Speaker, *, has_screen: bool = False) -> Recording:
    """
    Return what a device plays for a response: outputSpeech, then its APLA documents.

    Args:
        response: What the skill returned, after a round trip through JSON.
        voice: Who speaks.
        has_screen: Whether the device may be sent documents for a screen.

    Raises:
        InvalidResponseError: Alexa would refuse the response.
    """
    return record(read_answer(response, has_screen=has_screen, voice=voice).track, voice)


def record(track: Soundtrack, voice: Speaker) -> Recording:
    """
    Return what is heard of a soundtrack.

    Args:
        track: Made with the same voice, or its speech is cut where another voice would end.
        voice: Who speaks.
    """
    rate_hz = voice.rate_hz
    whole = silence_of(track.length_ms, rate_hz)
    filled = 0
    for sound in track.sounds:
        heard = _heard(sound, voice).cut_to(sound.end_ms - sound.start_ms).samples
        start = samples_in(sound.start_ms, rate_hz)
        heard = heard[: len(whole) - start]
        if start < filled:
            heard = _mixed(heard, whole[start : start + len(heard)])
        whole[start : start + len(heard)] = heard
        filled = max(filled, start + len(heard))
    return Recording(Pcm(whole, rate_hz), track)


def _heard(sound: Sound, voice: Speaker) -> Pcm:
    if sound.kind is SoundKind.CLIP:
        return tick(voice.rate_hz)
    return voice.speech(sound.phrases)


def _mixed(one: "array[int]", other: "array[int]") -> "array[int]":
    sums = (a + b for a, b in zip(one, other, strict=True))
    return array("h", (min(_HIGHEST, max(_LOWEST, total)) for total in sums))
