"""
Child programs that listen on a port of this machine: find a free one, wait until ready, stop.

For the database engine of a talk, and for programs that measure or test a server.
"""

import socket
import subprocess
import time
from collections.abc import Callable
from typing import TypeVar

POLL_SECONDS = 0.01
"""How often a child is asked whether it is ready."""

STOP_SECONDS = 5.0
"""How long a child may take to stop when asked to; then it is killed."""

_Answer = TypeVar("_Answer")


def free_port() -> int:
    """Return a port of 127.0.0.1 that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    """Return whether a program on 127.0.0.1 takes connections on a port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_until_ready(
    process: subprocess.Popen[bytes], probe: Callable[[], _Answer], timeout_seconds: float
) -> _Answer | None:
    """
    Ask a child until it is ready.

    Args:
        process: The child.
        probe: Returns something true once the child is ready.
        timeout_seconds: How long to ask.

    Returns:
        What `probe` returned; None when the child has ended or the time has passed.
    """
    deadline = time.monotonic() + timeout_seconds
    while time.monotonic() < deadline and process.poll() is None:
        if answer := probe():
            return answer
        time.sleep(POLL_SECONDS)
    return None


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a child to end, and kill it where it does not."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
