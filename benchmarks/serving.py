"""A server of the skill on this machine, in a process of its own, for programs that measure it."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from simulator.rig.child_process import wait_until_ready
from simulator.rig.database import engine, ensure_table, table_shape

ROOT = Path(__file__).parents[1]
TABLE, REGION = "measured", "eu-west-1"
APPLICATION = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
"""The application id of requests; the server has to be told it as SKILL_ID."""

START_SECONDS = 20
_LISTENING = re.compile(r"listening at http://127\.0\.0\.1:(\d+)")


@contextmanager
def local_table(folder: Path) -> Iterator[dict[str, str]]:
    """Have the table on a local engine, its data in a folder; yield the variables to it."""
    variables = {
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "NO_PROXY": "127.0.0.1",
    }
    os.environ |= variables
    with engine(folder) as endpoint:
        ensure_table(endpoint, REGION, TABLE, table_shape(ROOT / "template.yaml"))
        yield variables | {"AWS_ENDPOINT_URL_DYNAMODB": endpoint, "PROGRESS_TABLE": TABLE}


@contextmanager
def serving(command: Sequence[str], variables: Mapping[str, str], log: Path) -> Iterator[int]:
    """
    Run a server; yield its port.

    Args:
        command: starts it; it has to say where it listens on standard error.
        variables: added to this process's environment.
        log: the file that takes its standard error.

    Raises:
        RuntimeError: when it does not start; the text is its log.
    """
    with (
        log.open("wb") as written,
        subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stderr=written) as process,
    ):
        try:
            found = wait_until_ready(
                process, lambda: _LISTENING.search(log.read_text()), START_SECONDS
            )
            if found is None:
                raise RuntimeError(f"the server does not start:\n{log.read_text()}")
            yield int(found[1])
        finally:
            process.terminate()
