"""
The function's package: a folder that runs on Lambda by itself, and the same as a zip file.

Locked packages, `skill/` and the entry point beside each other, without what Lambda never reads,
and with byte code: Lambda cannot write its own, and without it a cold start takes more than twice
as long (docs/figures.md). The same source gives the same bytes.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from deployment.archive import sha256_of, size_of, write_archive
from deployment.errors import DeploymentError
from deployment.runtime import ROOT, FunctionRuntime
from deployment.trimming import remove_leftovers, trim

TASK_ROOT = "/var/task"
"""Where Lambda unpacks a function; the byte code names its source there.
https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"""

NOT_ON_LAMBDA = ("web", "serve.py")
"""What `skill/` has for hosts of the web service."""

MOST_ZIPPED_BYTES, MOST_UNZIPPED_BYTES = 12_000_000, 30_000_000
"""Lambda takes 50 MB and 250 MB
(https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). Ours are a third more
than there is: a package that grows past them has something in it that nobody meant to send."""

PLATFORMS: Mapping[str, str] = {"arm64": "aarch64", "x86_64": "x86_64"}
"""Lambda's names for processors, and Linux's."""

INSTALL_SECONDS, COMPILE_SECONDS = 600, 300
"""How long each may take: on a slow network, on a busy machine."""


class Installer(Protocol):
    """Puts the locked packages into a folder."""

    def __call__(self, folder: Path, runtime: FunctionRuntime) -> None:
        """Install what `requirements/runtime.txt` names, for a runtime."""
        ...


@dataclass(frozen=True, slots=True)
class FunctionPackage:
    """What was made."""

    folder: Path
    """The package, as Lambda will have it."""
    archive: Path
    """The same as a zip file."""
    sha256: str
    """The zip file's hash, in hexadecimal digits."""
    installed_bytes: int
    """Size of the locked packages as they were installed."""
    unzipped_bytes: int
    """Size of the whole folder."""
    zipped_bytes: int
    """Size of the zip file."""


def tell(text: str) -> None:
    """Say how far it is, on standard error."""
    print(f"--- {text}", file=sys.stderr)  # noqa: T201  (part of a command that prints)


def install_locked(
    folder: Path, runtime: FunctionRuntime, *, environ: Mapping[str, str] | None = None
) -> None:
    """
    Install the lock by its hashes, wheels only: nothing is built, and nothing of theirs is run.

    Args:
        folder: Where to.
        runtime: Which Python and processor they are for; this machine may have others.
        environ: The installer's environment; this process's where None.

    Raises:
        DeploymentError: It cannot; the text is the installer's.
    """
    # manylinux2014 asks for an older glibc than any runtime of Lambda's has; Amazon Linux 2023,
    # which Python 3.12 and later run on, has 2.34.
    platform = f"{PLATFORMS[runtime.architecture]}-manylinux2014"
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet"]
    command += ["--python", sys.executable, "--target", str(folder)]
    command += ["--python-version", runtime.python_version, "--python-platform", platform]
    command += ["--require-hashes", "--only-binary", ":all:"]
    # A copy: what is in uv's cache must not be trimmed with it.
    command += ["--link-mode", "copy", "--requirements", str(ROOT / "requirements" / "runtime.txt")]
    _run(command, INSTALL_SECONDS, os.environ if environ is None else environ)


def build_function(
    folder: Path,
    runtime: FunctionRuntime,
    python: Path,
    *,
    source: Path = ROOT,
    install: Installer = install_locked,
    is_trimmed: bool = True,
    is_compiled: bool = True,
    say: Callable[[str], None] = tell,
) -> FunctionPackage:
    """
    Make `function/` and `function.zip` in a folder, in place of those that are there.

    Args:
        folder: Where to; it is made if it is not there.
        runtime: What Lambda runs it with.
        python: An interpreter of the runtime's version, for the byte code.
        source: The folder of the whole project.
        install: Puts the locked packages into a folder.
        is_trimmed: Whether data that is never read is left out; False to measure what it brings.
        is_compiled: Whether byte code is put in; False to measure what it brings.
        say: Is told how far it is.

    Raises:
        DeploymentError: It cannot be made, or grew too large.
    """
    folder = folder.absolute()  # compileall strips it from what it is given
    package, archive = folder / "function", folder / "function.zip"
    shutil.rmtree(package, ignore_errors=True)
    package.mkdir(parents=True)
    say(f"installing requirements/runtime.txt for {runtime.architecture}")
    install(package, runtime)
    installed_bytes = size_of(package)
    remove_leftovers(package)
    if is_trimmed:
        trim(package)
    _copy_own(source, package)
    if is_compiled:
        say(f"compiling with {python}")
        _compile(package, python)
    say(f"packing {archive}")
    write_archive(package, archive)
    made = FunctionPackage(
        package,
        archive,
        sha256_of(archive),
        installed_bytes,
        size_of(package),
        archive.stat().st_size,
    )
    if is_trimmed:
        check_size(made)
    return made


def check_size(made: FunctionPackage) -> None:
    """
    Check that a package holds no more than it should.

    Raises:
        DeploymentError: It is larger than ours ever was.
    """
    for what, size, most in (
        ("zipped", made.zipped_bytes, MOST_ZIPPED_BYTES),
        ("unzipped", made.unzipped_bytes, MOST_UNZIPPED_BYTES),
    ):
        if size > most:
            raise DeploymentError(
                f"the function has {size:,} bytes {what}, more than {most:,}: see what came in, "
                "then deployment.trimming or the bound in deployment.function"
            )


def _copy_own(source: Path, package: Path) -> None:
    """Put the skill beside its packages."""
    skill = source / "skill"

    def left_out(folder: str, names: list[str]) -> set[str]:
        left = {name for name in names if name == "__pycache__" or name.startswith(".")}
        return left | set(NOT_ON_LAMBDA) if Path(folder) == skill else left

    shutil.copytree(skill, package / "skill", ignore=left_out)
    shutil.copyfile(source / "lambda" / "lambda_function.py", package / "lambda_function.py")


def _compile(package: Path, python: Path) -> None:
    """
    Put byte code in, which depends on neither date nor place.

    Unchecked: the source beside it is for the lines of a traceback, and never changes.
    """
    command = [str(python), "-I", "-W", "ignore", "-m", "compileall", "-q", "-f"]
    command += ["--invalidation-mode", "unchecked-hash"]
    command += ["-s", str(package), "-p", TASK_ROOT, str(package)]
    _run(command, COMPILE_SECONDS, os.environ)


def _run(command: list[str], most_seconds: int, environ: Mapping[str, str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603  (our own arguments)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=most_seconds,
            env=dict(environ),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DeploymentError(f"cannot run {command[0]}: {error}") from error
    if done.returncode:
        raise DeploymentError(done.stdout.strip() or f"{command[0]} failed")
