"""
What a speech engine is, and which there are.

An engine is found when it is asked for, and not before: the simulator runs without any of them.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from simulator.errors import EngineMissingError, SimulatorError
from simulator.voice.pcm import Pcm

NO_VOICE = "none"
"""Nothing is heard, and words take a modelled time."""

BEST_VOICE = "auto"
"""The first of the engines that is there."""


class Engine(Protocol):
    """Turns words into sound."""

    @property
    def identity(self) -> str:
        """Engine, version and voice: what its sound depends on besides words and rate."""
        ...

    @property
    def rate_hz(self) -> int:
        """Samples in a second of its sound."""
        ...

    def speak(self, text: str, rate: float) -> Pcm:
        """
        Return the sound of words, with the silence that the engine puts around them.

        Args:
            text: Words without any markup.
            rate: How fast; 1 is the engine's usual rate.
        """
        ...


def _hibari(variant: str) -> Engine:
    from simulator.voice.hibari import HibariEngine  # noqa: PLC0415 (only when it is asked for)

    return HibariEngine(variant or "heart")


def _espeak(variant: str) -> Engine:
    from simulator.voice.espeak import EspeakEngine  # noqa: PLC0415 (only when it is asked for)

    return EspeakEngine(variant or "en-us")


def _flite(variant: str) -> Engine:
    from simulator.voice.flite import FliteEngine  # noqa: PLC0415 (only when it is asked for)

    return FliteEngine(variant or "slt")


ENGINES: Mapping[str, Callable[[str], Engine]] = {
    "hibari": _hibari,
    "espeak": _espeak,
    "flite": _flite,
}
"""Engines by name, the one that sounds best first."""


def engine_named(name: str) -> Engine:
    """
    Return an engine.

    Args:
        name: One of `ENGINES`, also with one of its own voices, as in "espeak:en-us+f3"; or "auto".

    Raises:
        SimulatorError: There is no such engine, or it has no such voice.
        EngineMissingError: The engine is not on this machine.
    """
    if name == BEST_VOICE:
        return _first_present()
    engine, _, variant = name.partition(":")
    if engine not in ENGINES:
        known = ", ".join([NO_VOICE, BEST_VOICE, *ENGINES])
        raise SimulatorError(f"There is no voice {name!r}. There are: {known}.")
    return ENGINES[engine](variant)


def _first_present() -> Engine:
    missing: list[str] = []
    for make in ENGINES.values():
        try:
            return make("")
        except EngineMissingError as error:
            missing.append(str(error))
    raise EngineMissingError(" ".join(missing))
