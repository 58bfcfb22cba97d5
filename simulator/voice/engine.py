"""
What a speech engine is, and which there are.

An engine is found when it is asked for, and not before: the simulator runs without any of them.
"""

import ctypes
import importlib
import shutil
import subprocess
import sys
import tempfile
import threading
from array import array
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from simulator.common import EngineMissingError, SimulatorError
from simulator.voice.pcm import BYTES_PER_SAMPLE, LOUDEST, Pcm, read_wav

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


WORDS_PER_MINUTE = 175
"""The engine's usual rate (`espeakRATE`); it takes 80 to 450."""

_SYNCHRONOUS, _RATE, _BY_CHARACTER, _UTF8, _NO_EXIT = 2, 1, 1, 1, 0x8000
"""AUDIO_OUTPUT_SYNCHRONOUS, espeakRATE, POS_CHARACTER, espeakCHARS_UTF8, and the option not to end
the process where the data is missing."""

_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)
_lock = threading.Lock()


class EspeakEngine:
    """One voice of espeak-ng."""

    def __init__(self, variant: str) -> None:
        """
        Load the library, once for the process.

        Args:
            variant: A voice as espeak-ng names it: "en-us", "en", "en-us+f3".

        Raises:
            EngineMissingError: The library is not on this machine.
            SimulatorError: It has no such voice.
        """
        self._library, self.rate_hz = _library()
        self._variant = variant
        with _lock:
            self._choose_voice()
        self._library.espeak_Info.restype = ctypes.c_char_p
        version = self._library.espeak_Info(None).decode()
        self.identity = f"espeak-ng {version} {variant}"

    def speak(self, text: str, rate: float) -> Pcm:
        """Return the sound of words; see `Engine`."""
        heard = bytearray()

        def take(wave: "ctypes._Pointer[ctypes.c_short]", length: int, _events: int | None) -> int:
            if length > 0:
                heard.extend(ctypes.string_at(wave, BYTES_PER_SAMPLE * length))
            return 0

        callback = _Callback(take)  # has to live as long as the library may call it
        written = text.encode()
        with _lock:
            self._choose_voice()
            self._library.espeak_SetSynthCallback(callback)
            self._library.espeak_SetParameter(_RATE, round(WORDS_PER_MINUTE * rate), 0)
            self._library.espeak_Synth(
                written, len(written) + 1, 0, _BY_CHARACTER, 0, _UTF8, None, None
            )
        return Pcm(array("h", bytes(heard)), self.rate_hz)

    def _choose_voice(self) -> None:
        if self._library.espeak_SetVoiceByName(self._variant.encode()) != 0:
            raise SimulatorError(f"espeak-ng has no voice {self._variant!r}.")


@cache
def _library() -> tuple[ctypes.CDLL, int]:
    """Return the library, initialised, and its sample rate in hertz."""
    try:
        import espeakng_loader  # noqa: PLC0415 (only when it is asked for)

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineMissingError(
            "The voice espeak is not there. "
            f"To install it: {sys.executable} -m pip install espeakng-loader."
        ) from error
    rate_hz = library.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), _NO_EXIT)
    if rate_hz <= 0:
        raise EngineMissingError(f"The voice espeak does not start from {data}.")
    return library, rate_hz


FLITE_SECONDS = 60
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
            timeout=FLITE_SECONDS,
        ).stdout


HIBARI_VOICE = "heart"
"""The voice inside the package."""

HIBARI_GAIN = 2.5
"""Its loudest moment is about a third of what fits: as loud as the others with this."""

HIBARI_SLOWEST, HIBARI_FASTEST = 0.5, 2.0
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
        if variant != HIBARI_VOICE:
            raise SimulatorError(f"hibari is used with its own voice only: {HIBARI_VOICE}.")
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
        heard = self._network(text, speed=min(HIBARI_FASTEST, max(HIBARI_SLOWEST, rate)), seed=0)
        scaled = (heard * (HIBARI_GAIN * LOUDEST)).clip(-LOUDEST, LOUDEST)
        return Pcm(array("h", scaled.astype("int16").tobytes()), self.rate_hz)


ENGINES: Mapping[str, Callable[[str], Engine]] = {
    "hibari": lambda variant: HibariEngine(variant or HIBARI_VOICE),
    "espeak": lambda variant: EspeakEngine(variant or "en-us"),
    "flite": lambda variant: FliteEngine(variant or "slt"),
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
