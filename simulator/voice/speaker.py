"""
A voice that is heard: a speech engine, with what it has said before kept in memory and in files.

Numbers and instructions come again every day, so they are synthesised once.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from simulator.device.sound import Phrase
from simulator.voice.engine import Engine, engine_named
from simulator.voice.pcm import Pcm, joined, read_wav

CACHE_BYTES = 50_000_000
"""How much is kept: our choice, some twenty minutes of speech."""

_ENDING = ".wav"


class SoundCache:
    """WAV files in a folder, by key; those that were not used for longest go first."""

    def __init__(self, directory: Path, limit_bytes: int = CACHE_BYTES) -> None:
        """
        Open the cache.

        Args:
            directory: Where the files are; it is made when the first one comes.
            limit_bytes: How large all of them together may be.
        """
        self._directory = directory
        self._limit_bytes = limit_bytes
        self._size_bytes = sum(size for _, size, _ in self._files())

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key; None where there is nothing."""
        file = self._file(key)
        try:
            content = file.read_bytes()
            os.utime(file)
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep something under a key. Where the disk does not let us, nothing is kept."""
        with contextlib.suppress(OSError):
            self._directory.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._directory, delete=False) as written:
                written.write(content)
            Path(written.name).replace(self._file(key))  # whole or not at all
            self._size_bytes += len(content)
            if self._size_bytes > self._limit_bytes:
                self._tidy()

    def _tidy(self) -> None:
        """Delete what was not used for longest, until a tenth of the room is free again."""
        files = sorted(self._files())
        self._size_bytes = sum(size for _, size, _ in files)
        for _, size, file in files:
            if self._size_bytes <= self._limit_bytes * 9 // 10:
                return
            file.unlink(missing_ok=True)
            self._size_bytes -= size

    def _file(self, key: str) -> Path:
        return self._directory / f"{key}{_ENDING}"

    def _files(self) -> list[tuple[int, int, Path]]:
        """Return when each file was used last, its size, and the file."""
        found = []
        for file in self._directory.glob(f"*{_ENDING}"):
            with contextlib.suppress(OSError):  # gone meanwhile
                status = file.stat()
                found.append((status.st_mtime_ns, status.st_size, file))
        return found


REMEMBERED_PHRASES = 500
"""Phrases whose sound is kept in memory: more than one response has."""


class Speaker:
    """Speaks with an engine. It is a `Voice`: its words take as long as they are heard."""

    def __init__(
        self, engine: Engine, cache: SoundCache | None = None, *, keeps_silence: bool = False
    ) -> None:
        """
        Begin to speak.

        Args:
            engine: What makes the sound.
            cache: Where sound is kept for the next time; None for nowhere.
            keeps_silence: Whether the silence stays that the engine puts around words. Without it
                a word begins exactly where its sound begins.
        """
        self._engine = engine
        self._cache = cache
        self._keeps_silence = keeps_silence
        self._said = lru_cache(maxsize=REMEMBERED_PHRASES)(self._say)

    @property
    def rate_hz(self) -> int:
        """Samples in a second of what it says."""
        return self._engine.rate_hz

    def speech_ms(self, phrases: Sequence[Phrase]) -> int:
        """Return how long it takes for phrases without a pause between them, in milliseconds."""
        return self.speech(phrases).length_ms

    def speech(self, phrases: Sequence[Phrase]) -> Pcm:
        """Return the sound of phrases without a pause between them."""
        return joined([self._said(phrase) for phrase in phrases], self.rate_hz)

    def _say(self, phrase: Phrase) -> Pcm:
        sound = self._kept(phrase) or self._made(phrase)
        return sound if self._keeps_silence else sound.without_silence_around()

    def _kept(self, phrase: Phrase) -> Pcm | None:
        content = self._cache.get(_key(self._engine.identity, phrase)) if self._cache else None
        try:
            return read_wav(content) if content else None
        except ValueError:  # damaged: it is made anew
            return None

    def _made(self, phrase: Phrase) -> Pcm:
        sound = self._engine.speak(phrase.text, phrase.rate)
        if self._cache:
            self._cache.put(_key(self._engine.identity, phrase), sound.as_wav())
        return sound


def voice_named(name: str, cache_directory: Path | None = None) -> Speaker:
    """
    Return a voice.

    Args:
        name: See `engine_named`.
        cache_directory: Where sound is kept for the next time; None for nowhere.

    Raises:
        SimulatorError: There is no such voice, or it is not on this machine.
    """
    cache = SoundCache(cache_directory) if cache_directory else None
    return Speaker(engine_named(name), cache)


def _key(identity: str, phrase: Phrase) -> str:
    whole = json.dumps([identity, phrase.rate, phrase.text])
    return hashlib.sha256(whole.encode()).hexdigest()
