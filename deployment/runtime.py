"""
Reads from `template.yaml` how Lambda runs the function, and finds a Python of that version here.

`python -m deployment.runtime` prints where that Python is.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
"""The folder of the whole project."""

FUNCTION_TYPE = "AWS::Serverless::Function"
"""SAM's name for a function."""

VARIABLE = "RUNTIME_PYTHON"
"""Environment variable that names the interpreter to use; no other is looked for then."""

ANSWER_SECONDS = 60.0
"""Most time that looking for an interpreter may take: 0.5 s here, far more on a busy machine."""


class DeploymentError(ValueError):
    """Packaging cannot go on; the message is one sentence for the person who packages."""


@dataclass(frozen=True, slots=True)
class FunctionRuntime:
    """How Lambda runs the function."""

    python_version: str
    """Major and minor, "3.13"."""
    architecture: str
    """Lambda's name for the processor: arm64 or x86_64."""
    handler: str
    """Module and function that are called."""
    timeout_seconds: int
    """How long one call may take."""
    memory_mb: int
    """How much memory there is; the share of a processor goes with it."""


class _Loader(yaml.SafeLoader):
    """Reads YAML with CloudFormation's tags (`!Ref`, `!Sub`), whose values do not matter here."""


_Loader.add_multi_constructor("!", lambda _loader, _tag, _node: None)


def function_runtime(template: Path = ROOT / "template.yaml") -> FunctionRuntime:
    """
    Return how the template's one function is run.

    Raises:
        DeploymentError: It cannot be read, or there is no such function in it, or several.
    """
    try:
        # A subclass of SafeLoader: it makes plain values only.
        whole = yaml.load(template.read_text(encoding="utf-8"), _Loader)  # noqa: S506
        found = [each for each in whole["Resources"].values() if each["Type"] == FUNCTION_TYPE]
        [properties] = [each["Properties"] for each in found]
        [architecture] = properties["Architectures"]
        [version] = re.findall(r"\Apython(3\.\d+)\Z", properties["Runtime"])
        return FunctionRuntime(
            python_version=version,
            architecture=architecture,
            handler=properties["Handler"],
            timeout_seconds=int(properties["Timeout"]),
            memory_mb=int(properties["MemorySize"]),
        )
    except (OSError, yaml.YAMLError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise DeploymentError(f"the function cannot be read from {template}: {error!r}") from error


def find_interpreter(version: str, environ: Mapping[str, str]) -> Path:
    """
    Return a Python of a version on this machine: byte code is good for one version only.

    uv looks among its own and on PATH. The versions that pyenv has installed come first on PATH:
    pyenv's command for a version that is not chosen is there, and fails.

    Args:
        version: Major and minor, "3.13".
        environ: Where RUNTIME_PYTHON, PATH, PYENV_ROOT and HOME are read.

    Raises:
        DeploymentError: There is none, or RUNTIME_PYTHON names another version; says what to do.
    """
    pyenv = Path(environ.get("PYENV_ROOT") or Path(environ.get("HOME", "")) / ".pyenv")
    folders = [str(found / "bin") for found in (pyenv / "versions").glob(f"{version}.[0-9]*")]
    folders.append(environ.get("PATH", os.defpath))
    named = environ.get(VARIABLE)
    command = [sys.executable, "-m", "uv", "python", "find", "--system", "--no-python-downloads"]
    found = _output([*command, named or version], {**environ, "PATH": os.pathsep.join(folders)})
    question = "import sys; print('%d.%d' % sys.version_info[:2], sys.version_info.releaselevel)"
    # Only a final release has the byte code that Lambda reads.
    if found and _output([found, "-I", "-c", question], environ) == f"{version} final":
        return Path(found)
    if named:
        raise DeploymentError(f"{named} is no Python {version}: name another with {VARIABLE}")
    raise DeploymentError(
        f"finds no Python {version}, for the byte code that Lambda runs: install one (`uv python "
        f"install {version}`, say), or name it: {VARIABLE}=/path/to/python{version}"
    )


def _output(command: list[str], environ: Mapping[str, str]) -> str:
    """Return what a program prints, without the line's end; nothing when it fails."""
    try:
        done = subprocess.run(  # noqa: S603  (uv, and the interpreter that it found)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=ANSWER_SECONDS,
            env=dict(environ),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def main() -> int:
    """Print where a Python of the runtime's version is; return the exit status."""
    try:
        print(find_interpreter(function_runtime().python_version, os.environ))  # noqa: T201
    except DeploymentError as error:
        print(error, file=sys.stderr)  # noqa: T201  (a command that prints)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
