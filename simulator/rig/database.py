"""
The DynamoDB engine on this laptop: roto-aws as a child process, its data in one directory.

Only one talk may use a directory. The lock is held by the engine too, through the file descriptor
it inherits: as long as any engine has the data open, nobody else gets it, also after a crash.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from simulator.common import JsonObject, SimulatorError, why_unreadable
from simulator.rig.child_process import (
    POLL_SECONDS,
    free_port,
    is_listening,
    stop,
    wait_until_ready,
)

PROGRAM = "roto-server"
"""The engine, as the package roto-aws installs it."""

START_SECONDS = 15.0
"""How long it may take to answer. Measured: 0.05 s; a busy laptop gets far more."""

LEFTOVER_SECONDS = 2.0
"""How long the engine of a talk that was killed may take to go away by itself."""

ADVICE = (
    "Run `make` again to install it, or let AWS_ENDPOINT_URL_DYNAMODB name a DynamoDB that runs "
    "already."
)
"""What helps when the engine cannot run."""

_PR_SET_PDEATHSIG = 1
"""Linux: prctl's option for the signal a process gets when its parent dies (prctl(2))."""


@contextlib.contextmanager
def engine(directory: Path) -> Iterator[str]:
    """
    Run the engine on the data in a directory.

    Args:
        directory: Where the data is; it is made if missing.

    Yields:
        The engine's address, for AWS_ENDPOINT_URL_DYNAMODB.

    Raises:
        SimulatorError: Another talk uses the directory, or the engine does not start.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("a+", encoding="utf-8") as lock:
        _take(lock.fileno(), directory)
        port = free_port()
        with (directory / "engine.log").open("wb") as log:
            process = _start(directory / "dynamodb", port, log.fileno(), lock.fileno())
        try:
            _note(lock.fileno(), process.pid)
            _wait_until_it_answers(process, port, directory / "engine.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


def _take(lock: int, directory: Path) -> None:
    """Get the lock, or say who has it. The engine of a talk that is gone is sent away."""
    deadline = time.monotonic() + LEFTOVER_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner, leftover = _noted(lock)
            if _is_running(owner) or time.monotonic() > deadline:
                raise SimulatorError(
                    f"Another talk is using {directory}. End it, or give another --data directory."
                ) from error
            if leftover and time.monotonic() > deadline - LEFTOVER_SECONDS / 2:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(leftover, signal.SIGTERM)
            time.sleep(POLL_SECONDS)
        else:
            return


def _note(lock: int, engine_pid: int) -> None:
    """Write into the lock file who holds it."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, json.dumps([os.getpid(), engine_pid]).encode(), 0)


def _noted(lock: int) -> tuple[int, int]:
    try:
        owner, engine_pid = json.loads(os.pread(lock, 100, 0))
        return int(owner), int(engine_pid)
    except (ValueError, TypeError):
        return 0, 0


def _is_running(pid: int) -> bool:
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _start(data: Path, port: int, log: int, lock: int) -> subprocess.Popen[bytes]:
    folders = [str(Path(sys.executable).parent), sysconfig.get_path("scripts")]
    program = shutil.which(PROGRAM, path=os.pathsep.join(folders)) or shutil.which(PROGRAM)
    if program is None:
        raise SimulatorError(f"The local database ({PROGRAM}) is not installed. {ADVICE}")
    command = [program, "--host", "127.0.0.1", "--port", str(port), "--durable"]
    command += ["--data-dir", str(data)]
    parent = os.getpid()
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def die_with_parent() -> None:
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:  # it died between the fork and the line above
                os._exit(1)

    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock],
            start_new_session=True,  # Ctrl-C is for the talk, which then stops the engine in order
            preexec_fn=die_with_parent,  # noqa: PLW1509 (no other thread runs yet)
        )
    except OSError as error:
        raise SimulatorError(
            f"The local database cannot start: {error.strerror}. {ADVICE}"
        ) from error


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    if wait_until_ready(process, lambda: is_listening(port), START_SECONDS):
        return
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    reason = said[-1] if said else "it does not answer"
    raise SimulatorError(f"The local database does not start: {reason}. {ADVICE}")


TABLE_TYPE = "AWS::DynamoDB::Table"
"""CloudFormation's name for a table."""

_PROPERTIES = ("KeySchema", "AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes")
"""What a local engine needs; the rest of the declaration means nothing to it."""


class _CloudFormationLoader(yaml.SafeLoader):
    """Reads YAML with CloudFormation's tags (`!Ref`, `!Sub`), whose values do not matter here."""


def _value_of_tag(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    return loader.construct_mapping(node) if isinstance(node, yaml.MappingNode) else None


_CloudFormationLoader.add_multi_constructor("!", _value_of_tag)


def table_shape(template: Path) -> JsonObject:
    """
    Return what CreateTable needs besides the name.

    Raises:
        SimulatorError: The template cannot be read, or declares no table, or several.
    """
    try:
        # A subclass of SafeLoader: it makes plain values only.
        whole = yaml.load(template.read_text(encoding="utf-8"), _CloudFormationLoader)  # noqa: S506
        resources = whole["Resources"].values()
        shapes = [found["Properties"] for found in resources if found.get("Type") == TABLE_TYPE]
    except (OSError, ValueError, yaml.YAMLError, LookupError, TypeError, AttributeError) as error:
        why = why_unreadable(error)
        raise SimulatorError(f"The table cannot be read from {template}: {why}.") from error
    if len(shapes) != 1:
        raise SimulatorError(f"{template} declares {len(shapes)} tables; one is expected.")
    return {name: shapes[0][name] for name in _PROPERTIES if name in shapes[0]}


def ensure_table(endpoint: str, region: str, table: str, shape: JsonObject) -> None:
    """
    Make the table if it is not there yet, and return when it is ready.

    Args:
        endpoint: Where DynamoDB is. The credentials are those of the environment.
        region: The region it plays, or is in.
        table: The table's name.
        shape: What `table_shape` gave.

    Raises:
        SimulatorError: It does not answer, or refuses.
    """
    import boto3  # noqa: PLC0415 (0.1 s, for nothing but this)
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import (  # noqa: PLC0415
        BotoCoreError,
        ClientError,
        EndpointConnectionError,
    )

    config = Config(connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 2})
    try:
        client = boto3.client("dynamodb", endpoint_url=endpoint, region_name=region, config=config)
        try:
            client.create_table(TableName=table, **shape)
        except client.exceptions.ResourceInUseException:
            return
        client.get_waiter("table_exists").wait(
            TableName=table, WaiterConfig={"Delay": 1, "MaxAttempts": 20}
        )
    except EndpointConnectionError as error:
        raise SimulatorError(f"Nobody answers at {endpoint}, where the table should be.") from error
    except ClientError as error:
        said = error.response.get("Error", {}).get("Message") or "it does not say why"
        raise SimulatorError(f"The table {table} cannot be made at {endpoint}: {said}.") from error
    except (BotoCoreError, ValueError) as error:  # the second for what is no address
        why = str(error).rstrip(".")
        raise SimulatorError(f"The table {table} cannot be made at {endpoint}: {why}.") from error
