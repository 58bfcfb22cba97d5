"""
The voice of espeak-ng: mechanical, a thousand times faster than speech, the same on every machine.

The library comes as a wheel and is called by its C interface (`espeak-ng/speak_lib.h`, 1.52). It
has one state for the whole process, so one voice speaks at a time.
"""

import ctypes
import sys
import threading
from array import array
from functools import cache

from simulator.errors import EngineMissingError, SimulatorError
from simulator.voice.pcm import BYTES_PER_SAMPLE, Pcm

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
