"""The package runs by itself, under AWS's own emulator of Lambda, and coaches somebody."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from deployment.emulator import FUNCTION_NAME, FunctionFault, emulated
from deployment.function import build_function, install_locked, sha256_of
from deployment.runtime import function_runtime
from simulator.device.request import Session, envelope, launch_request
from skill.service.telemetry import DIMENSION, METRICS, NAMESPACE, TURN_TIME
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.smoke.conftest import MACHINE, MONDAY_MORNING, ROOT

TODAY = date(2026, 11, 23)


def test_somebody_is_coached_and_told_what_was_done(home, variables, monkeypatch):
    """A launch, a count that is paused, and the summary: the day is in the table then."""
    home.says("""
        U: Alexa, start my heel stretches
        A: Welcome. ... Which foot is sore: left, right or both?
        U: left
        A: Left. ... All five, or two?
        U: all five
        A: Calf stretch. ... Set one of three. Hold. Thirty, twenty-nine, ... one, and relax. ...
        +75s
        U: pause
        A: Paused. ...
        U: what did I do today
        A: Today: part of the calf stretch, ...
        U: stop
        A: ... (session ends)
    """)

    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    store = DynamoDbProgressStore(variables["PROGRESS_TABLE"])
    [log] = store.load(home.device.user_id, since=TODAY).days.values()
    assert TODAY == log.day
    assert {"calf_steps": 1} == log.counters


def test_every_line_of_its_log_is_json(home):
    """CloudWatch can be asked for what a line says; a stray `print` would be found here."""
    home.says("""
        U: Alexa, start my heel stretches
        A: ... (listening)
        U: stop
        A: ... (session ends)
    """)

    lines = home.log()
    assert lines
    assert [] == [line for line in lines if line["level"] not in ("INFO", "DEBUG")]
    assert [] == [line for line in lines if home.device.user_id in json.dumps(line)]


def test_every_turn_is_a_line_that_cloudwatch_reads_as_metrics(home):
    """The runtime's own JSON has the metrics at its top, where the embedded format wants them."""
    home.says("""
        U: Alexa, start my heel stretches
        A: ... (listening)
        U: stop
        A: ... (session ends)
    """)

    turns = [line for line in home.log() if "_aws" in line]
    assert ["LaunchRequest", "AMAZON.StopIntent"] == [line["request"] for line in turns]
    for line in turns:
        [definition] = line["_aws"]["CloudWatchMetrics"]
        assert (NAMESPACE, [[DIMENSION]]) == (definition["Namespace"], definition["Dimensions"])
        assert FUNCTION_NAME == line[DIMENSION]
        assert line[TURN_TIME] > 0
        assert {each["Name"] for each in definition["Metrics"]} <= line.keys() & METRICS.keys()


def test_a_request_for_another_skill_gets_nothing(home):
    """Whoever may call the function: only this skill is answered, and the log says why not."""
    stranger = replace(home.device, application_id="amzn1.ask.skill.another")
    event = envelope(stranger, Session.begin(), launch_request(), MONDAY_MORNING)

    answer = home.function.invoke(event)

    assert {"version": "1.0", "response": {"shouldEndSession": True}} == answer
    [line] = [line for line in home.log() if line["level"] == "WARNING"]
    assert "another skill" in line["message"]


def test_the_function_does_not_start_without_its_table(workshop, package, variables, tmp_path):
    """What is not configured is named at once, not at the first person's request."""
    variables = {name: value for name, value in variables.items() if name != "PROGRESS_TABLE"}
    tools, logs = workshop.tools, tmp_path / "logs"

    with (
        emulated(package, workshop.runtime, tools, variables, logs) as function,
        pytest.raises(FunctionFault, match="PROGRESS_TABLE"),
    ):
        function.invoke({})


def test_the_package_stands_alone(workshop, package, variables, tmp_path, monkeypatch):
    """A control: neither this project nor its variables are within the function's reach."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    alone, logs = tmp_path / "without skill", tmp_path / "logs"
    shutil.copytree(package, alone)
    shutil.rmtree(alone / "skill")

    with (
        emulated(alone, workshop.runtime, workshop.tools, variables, logs) as function,
        pytest.raises(FunctionFault, match="No module named 'skill'"),
    ):
        function.invoke({})


def test_nothing_is_left_running(workshop, package, variables, tmp_path):
    """Neither the emulator nor the function outlives its use."""
    tools, logs = workshop.tools, tmp_path / "logs"

    with emulated(package, workshop.runtime, tools, variables, logs) as function:
        function.invoke({})
        process = Path("/proc", str(function.process_id))
        assert process.exists()

    assert not process.exists()


def test_the_same_source_gives_the_same_bytes_wherever_it_lies(workshop, checkout, built, tmp_path):
    """No new version of the function without new code; and nobody learns where it was built."""
    source = tmp_path / "another checkout"
    shutil.copytree(checkout, source)

    again = workshop.build(tmp_path / "built", source)

    assert built.sha256 == again.sha256
    home = str(tmp_path).encode()
    assert [] == [each for each in again.folder.rglob("*.pyc") if home in each.read_bytes()]


def test_what_sam_builds_is_what_was_tried(workshop, tmp_path):
    """`sam build` calls the Makefile, and gives the same bytes as the builder does by itself."""
    built, runtime = tmp_path / "built", function_runtime()
    command = [Path(sys.prefix) / "sam" / "bin" / "sam", "build", "--build-dir", built]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=MACHINE | {"SAM_CLI_TELEMETRY": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stdout

    install = partial(install_locked, environ=MACHINE)
    own = build_function(tmp_path / "own", runtime, workshop.python, install=install)
    assert own.sha256 == sha256_of(built / "CoachFunction")
    assert own.sha256 in done.stdout
