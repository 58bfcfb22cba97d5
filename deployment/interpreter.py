"""
Finds a Python of the runtime's version on this machine: byte code is good for one version only.

Every candidate is run before it is believed: a command on PATH may be a stand-in (pyenv's, say)
that knows no such version here. Knows nothing of the package.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from deployment.errors import DeploymentError
from deployment.runtime import function_runtime

VARIABLE = "RUNTIME_PYTHON"
"""Names the interpreter to take; no other is looked for then."""

ANSWER_SECONDS = 20.0
"""How long a candidate may take to say what it is: 0.02 s; a busy machine gets far more."""

_QUESTION = (
    "import sys; print('%d.%d' % sys.version_info[:2], sys.version_info.releaselevel); "
    "print(sys.executable)"
)


def find_interpreter(
    version: str, environ: Mapping[str, str], *, candidate: Path | None = None
) -> Path:
    """
    Return a Python of a version.

    Args:
        version: Major and minor, "3.13". Only a final release has the byte code that Lambda reads.
        environ: Where RUNTIME_PYTHON, PATH, PYENV_ROOT and HOME are read.
        candidate: The one to take; it goes before RUNTIME_PYTHON.

    Raises:
        DeploymentError: There is none, or the one that was named is none; says what to do.
    """
    named = str(candidate or environ.get(VARIABLE) or "")
    if named:
        if found := _real(named, version):
            return found
        raise DeploymentError(f"{named} is no Python {version}: name another with {VARIABLE}")
    for each in _candidates(version, environ):
        if found := _real(each, version):
            return found
    raise DeploymentError(
        f"finds no Python {version}, for the byte code that Lambda runs: install one (`uv python "
        f"install {version}`, say), or name it: {VARIABLE}=/path/to/python{version}"
    )


def _candidates(version: str, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield where a Python of the version may be, the likeliest first."""
    yield sys.executable
    for folder in environ.get("PATH", os.defpath).split(os.pathsep):
        if command := shutil.which(f"python{version}", path=folder):
            yield command
    home = Path(environ.get("HOME") or Path.home())
    pyenv = Path(environ.get("PYENV_ROOT") or home / ".pyenv") / "versions"
    for found in sorted(pyenv.glob(f"{version}.*"), key=_release, reverse=True):
        yield str(found / "bin" / f"python{version}")
    uv = [sys.executable, "-m", "uv", "python", "find", "--managed-python", "--offline", version]
    yield from _said(uv)


def _release(folder: Path) -> tuple[int, ...]:
    """Return a folder's version as numbers: 3.13.10 comes after 3.13.9."""
    return tuple(int(part) for part in folder.name.split(".") if part.isdecimal())


def _real(command: str, version: str) -> Path | None:
    """Return the program behind a command; None when it is no final release of the version."""
    match _said([command, "-I", "-S", "-c", _QUESTION]):
        case [release, executable] if release == f"{version} final":
            return Path(executable)
    return None


def _said(command: list[str]) -> list[str]:
    """Return the lines a program prints; none when it fails."""
    try:
        done = subprocess.run(  # noqa: S603  (what PATH, or whoever packages, names)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=ANSWER_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []


def main() -> int:
    """Print where a Python of the runtime's version is; return the exit status."""
    argparse.ArgumentParser(
        "python -m deployment.interpreter", description=main.__doc__
    ).parse_args()
    try:
        print(find_interpreter(function_runtime().python_version, os.environ))  # noqa: T201
    except DeploymentError as error:
        print(error, file=sys.stderr)  # noqa: T201  (a command that prints)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
