"""
A zip file whose bytes depend on nothing but the names and contents of a folder.

Sorted, each file of the same date and rights. What is left is zlib itself: another version of it
may pack the same contents into other bytes, so two machines agree when they have the same Python.
"""

import hashlib
import stat
import zipfile
from pathlib import Path

DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can have."""

LEVEL = 9
"""Of compression: the package is made seldom, and sent each time."""

_UNIX = 3
"""What made the file, by PKWARE's list: where rights mean something, whatever this machine is."""

_RIGHTS = (stat.S_IFREG | 0o644) << 16


def write_archive(folder: Path, archive: Path) -> None:
    """Pack all files of a folder; whoever reads the archive meanwhile gets the old one."""
    unfinished = archive.with_suffix(".unfinished")
    files = {path.relative_to(folder).as_posix(): path for path in files_in(folder)}
    with zipfile.ZipFile(unfinished, "w") as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system = _UNIX
            entry.external_attr = _RIGHTS
            content = files[name].read_bytes()
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED, LEVEL)
    unfinished.replace(archive)


def files_in(folder: Path) -> list[Path]:
    """Return all files of a folder and its folders."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in files_in(folder))


def sha256_of(path: Path) -> str:
    """Return the hash of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
