"""
The voice of hibari: a small neural network that sounds like a person.

Optional, and not among the project's dependencies: with the runtime it needs, it is larger than
everything else together. The package carries the one voice used here, and downloads others.
"""

import importlib
import sys
from array import array
from importlib.metadata import version
from typing import Any

from simulator.errors import EngineMissingError, SimulatorError
from simulator.voice.pcm import LOUDEST, Pcm

OWN_VOICE = "heart"
"""The voice inside the package."""

LOUDER = 2.5
"""Its loudest moment is about a third of what fits: as loud as the others with this."""

SLOWEST, FASTEST = 0.5, 2.0
"""The rates it takes (hibari-tts 0.2.1)."""


class HibariEngine:
    """hibari's own voice."""

    def __init__(self, variant: str) -> None:
        """
        Load the network.

        Args:
            variant: "heart".

        Raises:
            EngineMissingError: The package is not on this machine.
            SimulatorError: Another voice is asked for.
        """
        if variant != OWN_VOICE:
            raise SimulatorError(f"hibari is used with its own voice only: {OWN_VOICE}.")
        try:
            package = importlib.import_module("hibari")
        except ImportError as error:
            raise EngineMissingError(
                "The voice hibari is not there. "
                f"To install it: {sys.executable} -m pip install hibari-tts."
            ) from error
        self._network: Any = package.Hibari()
        self.rate_hz: int = package.SAMPLE_RATE
        self.identity = f"hibari {version('hibari-tts')} {variant}"

    def speak(self, text: str, rate: float) -> Pcm:
        """Return the sound of words; see `Engine`."""
        heard = self._network(text, speed=min(FASTEST, max(SLOWEST, rate)), seed=0)
        scaled = (heard * (LOUDER * LOUDEST)).clip(-LOUDEST, LOUDEST)
        return Pcm(array("h", scaled.astype("int16").tobytes()), self.rate_hz)
