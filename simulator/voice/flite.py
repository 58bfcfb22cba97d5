"""The voices of flite, a small program that Debian and others have: plain and quick."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from simulator.errors import EngineMissingError, SimulatorError
from simulator.voice.pcm import Pcm, read_wav

LONGEST_SECONDS = 60
"""For one text; it needs a few hundredths of a second."""


class FliteEngine:
    """One voice of flite."""

    def __init__(self, variant: str) -> None:
        """
        Find the program.

        Args:
            variant: A voice as flite names it: "slt", "rms", "awb", "kal16".

        Raises:
            EngineMissingError: The program is not on this machine.
            SimulatorError: It has no such voice.
        """
        program = shutil.which("flite")
        if program is None:
            raise EngineMissingError(
                "The voice flite is not there. To install it on Debian: apt install flite."
            )
        self._program = program
        self._variant = variant
        voices = self._run("-lv").partition(":")[2].split()
        if variant not in voices:
            raise SimulatorError(f"flite has no voice {variant!r}, only {', '.join(voices)}.")
        version = self._run("--version").partition("version:")[2].split()[0]
        self.identity = f"{version} {variant}"
        self.rate_hz = self.speak("one", 1).rate_hz

    def speak(self, text: str, rate: float) -> Pcm:
        """Return the sound of words; see `Engine`."""
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "speech.wav"
            stretch = f"duration_stretch={1 / rate:.4f}"
            self._run("-voice", self._variant, "--setf", stretch, "-t", text, "-o", str(file))
            return read_wav(file.read_bytes())

    def _run(self, *arguments: str) -> str:
        # `--version` and `-lv` end with 1 as if they had failed: only the output counts.
        return subprocess.run(
            [self._program, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_SECONDS,
        ).stdout
