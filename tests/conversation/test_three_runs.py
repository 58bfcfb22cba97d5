"""The command as a person runs it: today, again, and killed in the middle of a hold."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

TALK = [sys.executable, "-m", "tools", "talk", "--fast"]


@pytest.fixture
def environment(monkeypatch):
    """Leave the command the environment of a plain shell."""
    for variable in (
        "SKILL_ID",
        "PROGRESS_TABLE",
        "AWS_ENDPOINT_URL_DYNAMODB",
        "COUNTING",
        "SILENCE",
    ):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TZ", "Europe/London")


def talk(directory, lines, *options):
    """Run the command on a script and return what it printed."""
    command = [*TALK, "--data", str(directory), *options]
    script = "\n".join(lines) + "\n"
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    return done.stdout


def test_three_runs_on_one_laptop(tmp_path, environment):
    """A routine to its end; its summary tomorrow's way; a hold that a kill interrupted."""
    morning = datetime.now(UTC).replace(hour=8, minute=0, second=0) + timedelta(days=1)
    lines = ["start my heel stretches", "left", "the whole thing", *["ready"] * 7]

    first = talk(tmp_path, lines, "--now", morning.isoformat())
    second = talk(tmp_path, ["ask my heel stretches what did I do today"])

    assert "Shoes on before you walk about. The arch stretch twice more today: midday and" in first
    assert "Today: all five exercises, and one of three arch rounds." in second

    killed_in_the_middle_of_the_hamstring_stretch(tmp_path)
    third = talk(tmp_path, ["start my heel stretches", "yes", "+70s", "how far am i", "stop"])
    summary = talk(tmp_path, ["ask my heel stretches what did I do today"])

    assert "You were in the hamstring stretch, set one of two. Carry on?" in third
    assert "Right leg up, both hands behind the thigh." in third
    assert "Today: all five exercises, and one of three arch rounds." in summary


def killed_in_the_middle_of_the_hamstring_stretch(directory):
    """Do one side, begin the other, and die without a word."""
    command = [*TALK, "--data", str(directory), "--json"]
    lines = ["ask my heel stretches for the hamstring stretch", "ready", "+50s", "where am i"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        answers = 0
        for line in process.stdout:
            answers += "response" in json.loads(line)
            if answers == 3:
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL
