"""Sound that was made once, kept in files: numbers and instructions come again every day."""

import contextlib
import os
import tempfile
from pathlib import Path

CACHE_BYTES = 50_000_000
"""How much is kept: some twenty minutes of speech. Ours."""

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
