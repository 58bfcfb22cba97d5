"""
Runs a package as AWS Lambda does: under AWS's own Runtime Interface Emulator, without a container.

The emulator comes with SAM's command line, as a program for Linux; Lambda's client for Python comes
from `requirements/runtime-client.txt`, with the runtime's version of Python. The function gets the
variables that Lambda sets and those it is given: nothing of this process's environment, no folder
of this project. It initialises with the first call. Unlike on Lambda, processor, disk and Linux are
this machine's, there is no limit of memory, and no SnapStart.
"""

import contextlib
import ctypes
import http.client
import json
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deployment.function import PLATFORMS
from deployment.runtime import ROOT, DeploymentError, FunctionRuntime

FUNCTION_NAME = "heel-stretches"

START_SECONDS, STOP_SECONDS, POLL_SECONDS = 20.0, 5.0, 0.01
"""How long the emulator may take to listen, and to stop; how often it is looked at."""

PATIENCE_SECONDS = 10.0
"""How much longer than the function may take an answer is waited for."""

_PR_SET_PDEATHSIG = 1
"""Linux: prctl's option for the signal a process gets when its parent dies (prctl(2))."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What runs a package."""

    emulator: Path
    """AWS's Runtime Interface Emulator."""
    python: Path
    """A Python of the runtime's version that has Lambda's client."""


class FunctionFault(Exception):
    """The function did not answer; the message is what Lambda would tell its caller."""


def this_architecture() -> str:
    """
    Return Lambda's name for this machine's processor.

    Raises:
        DeploymentError: Lambda has none of its kind.
    """
    for architecture, machine in PLATFORMS.items():
        if machine == platform.machine():
            return architecture
    raise DeploymentError(f"Lambda has no {platform.machine()} processor")


def find_tools(runtime: FunctionRuntime, venv: Path = ROOT / ".venv") -> Tools:
    """
    Return what `make` put beside the development environment.

    Raises:
        DeploymentError: Something is missing; says what in one line.
    """
    if sys.platform != "linux":
        raise DeploymentError("AWS's Runtime Interface Emulator is a program for Linux")
    name = f"aws-lambda-rie-{this_architecture()}"
    emulators = [*venv.glob(f"sam/lib/python*/site-packages/samcli/local/rapid/{name}")]
    if not emulators:
        raise DeploymentError(f"{venv / 'sam'} has no {name}: requirements/sam.txt is not there")
    library = venv / "runtime" / "lib" / f"python{runtime.python_version}"
    if not (library / "site-packages" / "awslambdaric").exists():
        raise DeploymentError(
            f"{venv / 'runtime'} is no Python {runtime.python_version} with awslambdaric: "
            "requirements/runtime-client.txt is not there"
        )
    return Tools(emulators[0], venv / "runtime" / "bin" / "python")


@dataclass(frozen=True, slots=True)
class EmulatedFunction:
    """A function that can be called."""

    emulator: subprocess.Popen[bytes]
    """The emulator's process."""
    port: int
    """Where it listens."""
    timeout_seconds: float
    """How long one call may take."""
    logs: Path
    """The folder of the emulator's log and the function's."""

    def invoke(self, event: object) -> Any:
        """
        Call the function with an event; return its answer. Both are JSON.

        Raises:
            FunctionFault: It raised an error, or took too long.
            OSError: The emulator is gone.
        """
        patience_seconds = self.timeout_seconds + PATIENCE_SECONDS
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience_seconds)
        with contextlib.closing(line):
            line.request("POST", "/2015-03-31/functions/function/invocations", json.dumps(event))
            body = line.getresponse().read().decode()
        try:
            answer = json.loads(body)
        except ValueError:
            raise FunctionFault(body) from None
        if isinstance(answer, dict) and "errorType" in answer:
            raise FunctionFault(f"{answer['errorType']}: {answer.get('errorMessage')}")
        return answer

    @property
    def init_ms(self) -> float:
        """How long it took to initialise; the first call has to be over."""
        log = (self.logs / "emulator.log").read_text(encoding="utf-8")
        [found] = re.findall(r"INIT REPORT\(durationMs: ([\d.]+)\)", log)
        return float(found)

    @property
    def process_id(self) -> int:
        """The function's own process; there is one from the first call on."""
        [found] = _children(self.emulator.pid)
        return found


def function_log(logs: Path) -> list[str]:
    """Return the lines that a function wrote itself; all of them once it has ended."""
    lines = (logs / "function.log").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not re.match("(START|END|REPORT|INIT_START) ", line)]


@contextmanager
def emulated(
    package: Path,
    runtime: FunctionRuntime,
    tools: Tools,
    variables: Mapping[str, str],
    logs: Path,
) -> Iterator[EmulatedFunction]:
    """
    Run a package; both of its processes end with this.

    Args:
        package: The folder that Lambda would have.
        runtime: What the template says of it.
        tools: What runs it.
        variables: The function's own, as the template would set them, and AWS's region and keys.
        logs: A folder for the two logs.

    Raises:
        DeploymentError: The emulator does not start.
    """
    logs.mkdir(parents=True, exist_ok=True)
    port, api_port = _free_ports()
    command = [str(tools.emulator)]
    command += ["--runtime-interface-emulator-address", f"127.0.0.1:{port}"]
    command += ["--runtime-api-address", f"127.0.0.1:{api_port}"]
    command += [str(tools.python), "-m", "awslambdaric", runtime.handler]
    with (
        (logs / "function.log").open("wb") as function_log,
        (logs / "emulator.log").open("wb") as emulator_log,
    ):
        process = subprocess.Popen(  # noqa: S603  (our own arguments)
            command,
            cwd=package,
            env=_environment(runtime) | dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=function_log,
            stderr=emulator_log,
            start_new_session=True,  # Ctrl-C is for whoever calls, who then ends it
            preexec_fn=_die_with_parent,  # noqa: PLW1509 (it calls one function of the C library)
        )
        try:
            _wait_until_it_listens(process, port, logs / "emulator.log")
            yield EmulatedFunction(process, port, runtime.timeout_seconds, logs)
        finally:
            _end(process)


def _die_with_parent() -> None:
    """Ask Linux to end the emulator, and so the function, when whoever called it is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _environment(runtime: FunctionRuntime) -> dict[str, str]:
    """
    Return what Lambda sets.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    """
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_python{runtime.python_version}",
        "AWS_LAMBDA_FUNCTION_NAME": FUNCTION_NAME,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(runtime.memory_mb),
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(runtime.timeout_seconds),
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": "INFO",
        # Lambda's folder of the function is read-only.
        "PYTHONDONTWRITEBYTECODE": "1",
        # There is nobody's home on Lambda, and no packages in it.
        "PYTHONNOUSERSITE": "1",
    }


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), START_SECONDS).close()
        except OSError:
            time.sleep(POLL_SECONDS)
        else:
            return
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    raise DeploymentError(f"the Runtime Interface Emulator does not start: {said or 'silent'}")


def _children(parent: int) -> list[int]:
    """Return the processes that a process started, as Linux lists them for each of its threads."""
    lists = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(child) for each in lists for child in each.read_text(encoding="utf-8").split()]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the emulator, and the function too: it has a process group of its own."""
    functions = _children(process.pid)
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for each in functions:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(each, signal.SIGKILL)
