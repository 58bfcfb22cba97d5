"""
Measure how long a person waits for the first answer of a cold function, and why.

Our package against a skill that says hello, with the same SDK and a client for DynamoDB, as plain
`sam build` makes it (`hello_world/`). Both run under AWS's Runtime Interface Emulator, each time in
a new process, in turn, on packages for this machine's processor; ours on a local DynamoDB engine
and a pretend settings service, which its first answer asks. Ours is measured without its byte code
and with all the data it installs, too. The share of a processor that Lambda gives, its disk and
SnapStart are not played: compare the rows, and take the seconds of CPU for the rest.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.serving import APPLICATION, ROOT, local_table
from deployment.emulator import (
    EmulatedFunction,
    Tools,
    emulated,
    find_tools,
    function_log,
    this_architecture,
)
from deployment.function import build_function, size_of
from deployment.runtime import (
    DeploymentError,
    FunctionRuntime,
    find_interpreter,
    function_runtime,
)
from simulator.device.request import Device, Session, envelope, intent_request, launch_request
from simulator.language.interaction_model import FilledSlot, Match, Meaning
from simulator.rig.settings_service import SettingsService

ROUNDS = 5
BUILD_SECONDS = 600
TOKEN = "token"

MOST_SHARE = 0.6
"""What the project wants: the first answer in at most 0.6 of the time that hello takes."""

HELLO = Path(__file__).parent / "hello_world"

LEFT = FilledSlot("foot", "Foot", "left", (Match("left", "left"),))
TURNS = (
    *(Meaning("SetFootIntent", (LEFT,)), Meaning("AMAZON.YesIntent"), Meaning("ReadyIntent")),
    *(Meaning("WhereAmIIntent"), Meaning("AMAZON.NextIntent"), Meaning("ReadyIntent")),
    *(Meaning("TimeLeftIntent"), Meaning("HowToIntent"), Meaning("AMAZON.PauseIntent")),
    *(Meaning("AMAZON.ResumeIntent"), Meaning("ProgressIntent"), Meaning("AMAZON.PauseIntent")),
)
"""What is said to ours after the launch, for the CPU time of a turn."""


@dataclass(frozen=True, slots=True)
class Start:
    """One cold start, and the conversation after it."""

    total_ms: float
    """What the caller waits for the first answer, the start included."""
    init_ms: float
    """The emulator's INIT REPORT: the process, Python, and all imports."""
    start_cpu_ms: float
    """CPU time up to the first answer; Linux counts it in steps of 10 ms."""
    turn_cpu_ms: float | None
    """CPU time of a later turn, the mean of twelve; None where nothing can be said to it."""
    peak_mb: float
    """Most memory of the process (VmHWM)."""
    line_bytes: float | None
    """Mean length of a turn's line in the log, in the runtime's JSON; None as above."""


@dataclass
class Candidate:
    """One package."""

    name: str
    """What it is, for the table."""
    folder: Path
    """Where it lies, as Lambda unpacks it."""
    handler: str
    """What is called in it."""
    turns: Sequence[Meaning] = TURNS
    """What is said to it after the launch."""
    starts: list[Start] = field(default_factory=list)
    """What was measured."""

    @cached_property
    def zipped_bytes(self) -> int:
        """Size as a zip file, as SAM packs it for the upload."""
        return Path(shutil.make_archive(str(self.folder), "zip", self.folder)).stat().st_size

    def median(self, value: str) -> float:
        """Return the median of one of the values measured."""
        return statistics.median(getattr(start, value) for start in self.starts)


def tell(text: str) -> None:
    """Say how far it is, on standard error."""
    print(f"--- {text}", file=sys.stderr)


def pins() -> Iterator[str]:
    """Yield the lock's versions, without their hashes: pip takes those as constraints."""
    text = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    yield from re.findall(r"^[a-z0-9-]+==\S+", text, re.MULTILINE)


def hello(folder: Path, runtime: FunctionRuntime, python: Path) -> Candidate:
    """
    Build the skill that says hello.

    Raises:
        DeploymentError: `sam build` cannot; the text is its own.
    """
    tell("sam build of the hello-world skill")
    folder.mkdir()
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(pins()), encoding="utf-8")
    command = [str(ROOT / ".venv" / "sam" / "bin" / "sam"), "build"]
    command += ["--template-file", str(HELLO / "template.yaml")]
    command += ["--build-dir", str(folder / "built"), "--cache-dir", str(folder / "cache")]
    command += ["--parameter-overrides", f"Runtime=python{runtime.python_version}"]
    command += [f"Architecture={runtime.architecture}"]
    variables = {
        "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PIP_CONSTRAINT": str(constraints),
        "SAM_CLI_TELEMETRY": "0",
        "__SAM_CLI_APP_DIR": str(folder / "sam"),
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=BUILD_SECONDS,
    )
    if done.returncode:
        raise DeploymentError(f"sam build of the hello-world skill failed:\n{done.stdout}")
    built = folder / "built" / "HelloFunction"
    return Candidate("hello world, sam build", built, "app.lambda_handler", ())


def ours(
    folder: Path, runtime: FunctionRuntime, python: Path, name: str, **parts: bool
) -> Candidate:
    """Build our package, or one that lacks a part of what makes it."""
    tell(f"building {name}")
    made = build_function(folder, runtime, python, **parts)
    return Candidate(name, made.folder, runtime.handler)


def converse(function: EmulatedFunction, device: Device, turns: Sequence[Meaning]) -> None:
    """
    Open the skill again, and say something.

    Raises:
        DeploymentError: A turn has no answer.
    """
    session = Session.begin()
    asked: list[Any] = [launch_request()]
    for request in asked + [intent_request(turn, APPLICATION) for turn in turns]:
        answer = function.invoke(envelope(device, session, request, datetime.now(UTC)))
        _check(answer)
        session = session.carried_on(answer.get("sessionAttributes"))


def _check(answer: Any) -> None:
    response = answer.get("response", {})
    if "outputSpeech" not in response and not response.get("directives"):
        raise DeploymentError(f"no answer: {str(answer)[:200]}")


def cpu_ms(process_id: int) -> float:
    """Return the CPU time of a process so far."""
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb(process_id: int) -> float:
    """Return the most memory that a process ever had."""
    text = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8")
    [found] = re.findall(r"VmHWM:\s+(\d+) kB", text)
    return int(found) / 1024


def measured(
    candidate: Candidate,
    runtime: FunctionRuntime,
    tools: Tools,
    variables: Mapping[str, str],
    device: Device,
    logs: Path,
) -> Start:
    """Start a candidate anew; its first caller is somebody new, who opens the skill."""
    runtime = replace(runtime, handler=candidate.handler)
    event = envelope(device, Session.begin(), launch_request(), datetime.now(UTC))
    with emulated(candidate.folder, runtime, tools, variables, logs) as function:
        started_at = time.perf_counter()
        answer = function.invoke(event)
        total_ms = (time.perf_counter() - started_at) * 1000
        _check(answer)
        start_cpu_ms = cpu_ms(function.process_id)
        turn_cpu_ms = None
        if candidate.turns:
            converse(function, device, candidate.turns)
            spent_ms = cpu_ms(function.process_id) - start_cpu_ms
            turn_cpu_ms = spent_ms / (1 + len(candidate.turns))
        peak = peak_mb(function.process_id)
    line_bytes = mean_line_bytes(logs) if candidate.turns else None
    return Start(total_ms, function.init_ms, start_cpu_ms, turn_cpu_ms, peak, line_bytes)


def mean_line_bytes(logs: Path) -> float:
    """Return how long a turn's line is in the log, on average; the function has ended."""
    return statistics.mean(len(line.encode()) for line in function_log(logs) if '"_aws"' in line)


def measure(
    candidates: Sequence[Candidate], runtime: FunctionRuntime, tools: Tools, rounds: int
) -> None:
    """Start each candidate so many times, in turn; a first round for the disk does not count."""
    with (
        tempfile.TemporaryDirectory() as name,
        local_table(Path(name) / "data") as table,
        SettingsService("Europe/London", TOKEN) as settings,
    ):
        variables = {key: value for key, value in table.items() if key != "NO_PROXY"}
        variables |= {"SKILL_ID": APPLICATION}
        for number in range(rounds + 1):
            tell(f"round {number} of {rounds}")
            for place, candidate in enumerate(candidates):
                somebody = f"{uuid.uuid4()}".ljust(190, "X")
                device = Device(
                    f"amzn1.ask.account.{somebody}",
                    f"amzn1.ask.device.{somebody}",
                    APPLICATION,
                    api_endpoint=settings.endpoint,
                    api_access_token=TOKEN,
                )
                logs = Path(name) / f"{number}-{place}"
                start = measured(candidate, runtime, tools, variables, device, logs)
                if number:
                    candidate.starts.append(start)


def report(candidates: Sequence[Candidate]) -> None:
    """Print what was measured."""
    print(
        f"{'':26}{'first answer, ms':>24} {'init':>6} {'rest':>6} {'CPU, ms:':>10}{'':>9}"
        f"{'peak':>7} {'zipped':>8} {'unzipped':>9}\n"
        f"{'':26}{'median (from to)':>24} {'':6} {'':6} {'start':>10} {'a turn':>8}"
        f"{'MB':>7} {'MB':>8} {'MB':>9}"
    )
    for each in candidates:
        totals = sorted(start.total_ms for start in each.starts)
        total = f"{each.median('total_ms'):.0f} ({totals[0]:.0f} to {totals[-1]:.0f})"
        rest = statistics.median(start.total_ms - start.init_ms for start in each.starts)
        turn = f"{each.median('turn_cpu_ms'):.1f}" if each.turns else "-"
        print(
            f"{each.name:26}{total:>24} {each.median('init_ms'):6.0f} {rest:6.0f} "
            f"{each.median('start_cpu_ms'):10.0f} {turn:>8}{each.median('peak_mb'):7.0f} "
            f"{each.zipped_bytes / 1e6:8.1f} {size_of(each.folder) / 1e6:9.1f}"
        )


def main() -> int:
    """Measure; return the exit status: 1 when the target is missed, else 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            runtime = replace(function_runtime(), architecture=this_architecture())
            tools = find_tools(runtime)
            python = find_interpreter(runtime.python_version, os.environ)
            candidates = [
                hello(folder / "hello", runtime, python),
                ours(folder / "ours", runtime, python, "ours"),
                ours(folder / "source", runtime, python, "... no byte code", is_compiled=False),
                ours(folder / "all", runtime, python, "... untrimmed", is_trimmed=False),
            ]
            measure(candidates, runtime, tools, arguments.rounds)
            print(
                f"{arguments.rounds} cold starts of each, in turn, on Python "
                f"{runtime.python_version}, {platform.machine()}, {os.cpu_count()} processors:"
            )
            report(candidates)
    except DeploymentError as error:
        print(f"benchmarks.cold_start: {error}", file=sys.stderr)
        return 1
    stock, own = candidates[:2]
    print(f"A turn's line in the log: {own.median('line_bytes'):.0f} bytes, on average.")
    share = own.median("total_ms") / stock.median("total_ms")
    is_met = share <= MOST_SHARE
    print(
        f"\nTarget of the first answer in at most {MOST_SHARE} of the time that hello takes: "
        f"{'met' if is_met else 'MISSED'}, {share:.2f}"
    )
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
