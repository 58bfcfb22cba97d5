"""
Builds the function's folder, which runs on Lambda by itself.

Locked packages, `skill/` and the entry point beside each other, without data that is never read,
and with byte code: Lambda cannot write its own, and without it a cold start takes more than twice
as long (docs/figures.md). The same source gives the same bytes.

`python -m deployment.function FOLDER` is what the Makefile's target for `sam build` runs.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deployment.runtime import (
    ROOT,
    DeploymentError,
    FunctionRuntime,
    find_interpreter,
    function_runtime,
)

TASK_ROOT = "/var/task"
"""Where Lambda unpacks a function; the byte code names its source there.
https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"""

NOT_ON_LAMBDA = ("web", "serve.py")
"""What `skill/` has for hosts of the web service alone."""

MOST_BYTES = 30_000_000
"""Lambda takes 250 MB (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
Our choice: a third more than there is, so that a package nobody meant to send is noticed."""

PLATFORMS: Mapping[str, str] = {"arm64": "aarch64", "x86_64": "x86_64"}
"""Lambda's names for processors, and Linux's."""

INSTALL_SECONDS, COMPILE_SECONDS = 600, 300
"""How long each may take: on a slow network, on a busy machine."""

KEPT: Mapping[str, tuple[str, ...]] = {
    # boto3 1.44: what a client for DynamoDB reads: endpoints, partitions, _retry, the defaults of
    # its modes, and that service's own model. Other services are there for ways to get credentials
    # (sts for assumed roles, sso for a person's sign-on); Lambda's come from the environment, or
    # with SnapStart from an address on the machine itself, and need no service's model.
    "botocore/data": ("*.json", "dynamodb"),
    "boto3/data": (),  # resources: we use a client
    "boto3/examples": (),
    # Fluent makes its bundle for en-US; babel 2.18 reads that, and what it inherits from.
    "babel/locale-data": ("root.dat", "en.dat", "en_*.dat"),
    "unicode_rbnf/rbnf": ("root.xml", "en.xml"),
}
"""Folders with data of which little is read: what stays of each, as patterns of names. The tests
run the package without the rest. Code is not touched, and no licence."""

LEFTOVERS = (
    *("bin", ".lock", "**/__pycache__"),  # commands of packages, the installer's lock, byte code
    *("*.dist-info/INSTALLER", "*.dist-info/RECORD", "*.dist-info/REQUESTED"),
    *("*.dist-info/direct_url.json", "*.dist-info/uv_cache.json"),
)
"""What the installer leaves for itself. A package's METADATA stays, as unicode-rbnf reads it when
imported; so do licences, which have to go along with what they are for."""

Installer = Callable[[Path, FunctionRuntime], None]
"""Puts what `requirements/runtime.txt` names into a folder, for a runtime."""


@dataclass(frozen=True, slots=True)
class FunctionPackage:
    """What was built."""

    folder: Path
    """The package, as Lambda will have it."""
    installed_bytes: int
    """Size of the locked packages as they were installed, before anything was left out."""
    total_bytes: int
    """Size of the whole folder."""
    sha256: str
    """Hash of the folder's names and contents: what SAM names an upload by, in its own hash."""


def install_locked(
    folder: Path, runtime: FunctionRuntime, *, environ: Mapping[str, str] | None = None
) -> None:
    """
    Install the lock by its hashes, wheels only: no code of a package is run.

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
) -> FunctionPackage:
    """
    Build the function in a folder.

    Args:
        folder: Where to; it is empty, or is made.
        runtime: What Lambda runs it with.
        python: An interpreter of the runtime's version, for the byte code.
        source: The folder of the whole project.
        install: Puts the locked packages into a folder.
        is_trimmed: Whether data that is never read is left out; False to measure what it brings.
        is_compiled: Whether byte code is put in; False to measure what it brings.

    Raises:
        DeploymentError: It cannot be built, grew too large, or the folder is not empty.
    """
    folder = folder.absolute()  # compileall strips it from what it is given
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):  # never emptied here: without SAM, the Makefile would name "."
        raise DeploymentError(f"{folder} is not empty")
    install(folder, runtime)
    installed_bytes = size_of(folder)
    for pattern in LEFTOVERS:
        for found in [*folder.glob(pattern)]:
            _remove(found)
    if is_trimmed:
        trim(folder)
    _copy_skill(source, folder)
    if is_compiled:
        _compile(folder, python)
    made = FunctionPackage(folder, installed_bytes, size_of(folder), sha256_of(folder))
    if is_trimmed:
        check_size(made)
    return made


def trim(folder: Path) -> None:
    """
    Remove the data that is never read.

    Raises:
        DeploymentError: A folder is not where it was: a new version of a package keeps it
            elsewhere, and `KEPT` has to follow.
    """
    for name, patterns in KEPT.items():
        stays = {found for pattern in patterns for found in (folder / name).glob(pattern)}
        if not (folder / name).is_dir() or (patterns and not stays):
            raise DeploymentError(f"no data in the package's {name}: see deployment.function.KEPT")
        for found in [*(folder / name).iterdir()] if stays else [folder / name]:
            if found not in stays:
                _remove(found)


def check_size(made: FunctionPackage) -> None:
    """
    Check that a package holds no more than it should.

    Raises:
        DeploymentError: It is larger than it ever was.
    """
    if made.total_bytes > MOST_BYTES:
        raise DeploymentError(
            f"the function has {made.total_bytes:,} bytes, more than {MOST_BYTES:,}: see what "
            "came in, then KEPT or MOST_BYTES in deployment.function"
        )


def files_in(folder: Path) -> list[Path]:
    """Return all files of a folder and its folders, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in files_in(folder))


def sha256_of(folder: Path) -> str:
    """Return a hash of the names and contents of all files of a folder, in hexadecimal digits."""
    whole = hashlib.sha256()
    for path in files_in(folder):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _copy_skill(source: Path, folder: Path) -> None:
    """Put the skill and the entry point beside the packages."""
    skill = source / "skill"

    def left_out(parent: str, names: list[str]) -> set[str]:
        left = {name for name in names if name == "__pycache__" or name.startswith(".")}
        return left | set(NOT_ON_LAMBDA) if Path(parent) == skill else left

    shutil.copytree(skill, folder / "skill", ignore=left_out)
    shutil.copyfile(source / "lambda" / "lambda_function.py", folder / "lambda_function.py")


def _compile(folder: Path, python: Path) -> None:
    """
    Put byte code in, which depends on neither date nor place.

    Unchecked: the source beside it is for the lines of a traceback, and never changes.
    """
    command = [str(python), "-I", "-W", "ignore", "-m", "compileall", "-q", "-f"]
    command += ["--invalidation-mode", "unchecked-hash"]
    command += ["-s", str(folder), "-p", TASK_ROOT, str(folder)]
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


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the function in a folder for AWS Lambda; return the exit status."""
    parser = argparse.ArgumentParser("python -m deployment.function", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="an empty one")
    folder = parser.parse_args(arguments).folder
    try:
        runtime = function_runtime()
        python = find_interpreter(runtime.python_version, os.environ)
        made = build_function(folder, runtime, python)
    except (OSError, ValueError) as error:
        print(f"deployment.function: {error}", file=sys.stderr)  # noqa: T201
        return 1
    print(  # noqa: T201  (a command that prints)
        f"function for {runtime.architecture}, byte code by {python}: {made.total_bytes:,} bytes "
        f"(installed untrimmed: {made.installed_bytes:,}), sha256 {made.sha256}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
