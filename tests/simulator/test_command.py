"""The command itself, against a small skill in a folder of its own."""

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.rig import environment
from tests.simulator.fakes import MODEL
from tools import cli

ROOT = Path(__file__).parents[2]
MANIFEST = (ROOT / "skill-package" / "skill.json").read_text(encoding="utf-8")
SKILL = """
import logging, os, warnings

REGION = os.environ["AWS_REGION"]

def lambda_handler(event, context):
    logging.getLogger("skill").warning("answering %s", event["request"]["type"])
    assert os.environ["PROGRESS_TABLE"] and os.environ["AWS_ENDPOINT_URL_DYNAMODB"]
    assert context.get_remaining_time_in_millis() > 0
    if event["request"]["type"] == "SessionEndedRequest":
        return {"version": "1.0", "response": {}}
    text = event["request"].get("intent", {}).get("name", "Hello.")
    return {"version": "1.0", "response": {
        "outputSpeech": {"type": "PlainText", "text": text}, "shouldEndSession": False}}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Make a small project, and let the command find it."""
    for name, content in {
        "lambda/lambda_function.py": SKILL,
        "interaction_models/en-US.json": json.dumps(MODEL),
        "template.yaml": (ROOT / "template.yaml").read_text(encoding="utf-8"),
        "skill-package/skill.json": MANIFEST,
    }.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path / "project")
    monkeypatch.setattr(sys, "path", list(sys.path))
    return tmp_path / "project"


@pytest.fixture
def talk(project, tmp_path, monkeypatch, capsys):
    """Return a function that talks: standard input and arguments in, exit code and output out."""

    def run(lines, *arguments):
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        data = ["--data", str(tmp_path / "data")]
        code = cli.main(["talk", "--fast", *data, *arguments])
        return code, *capsys.readouterr()

    return run


def test_a_talk_reads_standard_input_and_ends_with_it(talk):
    """After the last line the microphone runs out and the session ends."""
    code, out, err = talk("open my heel stretches\nready\n")

    assert (0, "") == (code, err)
    assert out == (
        "U: open my heel stretches\n   (LaunchRequest)\nA: Hello.\n"
        "U: ready\n   (ReadyIntent)\nA: ReadyIntent\n   (session ends: nobody answered)\n"
    )


def test_a_script_is_a_file(talk, tmp_path):
    """Standard input is left alone."""
    script = tmp_path / "script.txt"
    script.write_text("# hello\nopen my heel stretches\n", encoding="utf-8")

    assert "A: Hello." in talk("stop\n", "--script", str(script))[1]


def test_json_is_nothing_but_json(talk):
    """Each line is a request or a response."""
    _, out, _ = talk("open my heel stretches\n", "--json", "--screen", "--locale", "en-GB")

    lines = [json.loads(line) for line in out.splitlines()]
    assert ["request", "response"] * 2 == [next(iter(line)) for line in lines]
    assert "en-GB" == lines[0]["request"]["request"]["locale"]
    assert "Viewport" in lines[0]["request"]["context"]


def test_the_same_person_comes_back_later(talk):
    """Ids stay; virtual time goes on where it was."""
    first = talk("open my heel stretches\n+2d\n", "--json", "--now", "2036-11-23T07:30:00Z")[1]
    second = talk("open my heel stretches\n", "--json")[1]

    one, two = (json.loads(out.splitlines()[0])["request"] for out in (first, second))
    assert one["session"]["user"] == two["session"]["user"]
    assert "2036-11-23T07:30:00Z" == one["request"]["timestamp"]
    assert two["request"]["timestamp"].startswith("2036-11-25T07:30")


def test_the_skills_log_goes_to_a_file(talk, tmp_path):
    """The terminal belongs to the talk."""
    _, out, err = talk("open my heel stretches\n")

    assert "answering LaunchRequest" in (tmp_path / "data/skill.log").read_text(encoding="utf-8")
    assert "answering" not in out + err


def test_nothing_is_left_behind(talk):
    """Environment and logging are as before."""
    before = dict(os.environ), list(logging.getLogger().handlers)

    talk("open my heel stretches\n")

    assert before == (dict(os.environ), list(logging.getLogger().handlers))


@pytest.mark.parametrize(
    ("lines", "arguments", "complaint"),
    [
        ("+soon\n", [], "no length of time"),
        ("", ["--script", "no-such-file"], "no-such-file cannot be read: No such file"),
    ],
)
def test_what_the_person_can_put_right_is_one_line(talk, lines, arguments, complaint):
    """On standard error, exit code 1, no traceback."""
    code, _, err = talk(lines, *arguments)

    assert (1, 1) == (code, err.count("\n"))
    assert complaint in err


def test_a_script_is_utf_8(talk, tmp_path):
    """Another encoding is one line as well."""
    script = tmp_path / "script.txt"
    script.write_text("très bien\n", encoding="latin-1")

    code, _, err = talk("", "--script", str(script))

    assert (1, f"heel-stretches: The script {script} cannot be read: it is not UTF-8 text.\n") == (
        code,
        err,
    )


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("lambda/lambda_function.py", None, "no skill to talk to"),
        ("lambda/lambda_function.py", "import no_such_module", "cannot be loaded"),
        ("lambda/lambda_function.py", "x = 1", "no lambda_handler"),
        ("interaction_models/en-US.json", "{", "cannot be read"),
        ("template.yaml", "", "table"),
    ],
)
def test_a_broken_project_is_one_line(talk, project, name, content, complaint):
    """Each part has its own sentence."""
    path = project / name
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")

    code, _, err = talk("open my heel stretches\n")

    assert (1, 1) == (code, err.count("\n"))
    assert complaint in err


def test_a_database_of_ones_own_is_used(talk, monkeypatch):
    """No engine is started; if nobody listens there, that is said."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9")

    code, _, err = talk("open my heel stretches\n")

    assert (1, True) == (code, "http://127.0.0.1:9" in err)


def test_control_c_is_130(talk, monkeypatch):
    """At once, and without a traceback."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_listen", interrupted)

    assert (130, "", "") == talk("")


def test_wrong_usage_is_2(capsys):
    """With the usage on standard error."""
    with pytest.raises(SystemExit, match="2"):
        cli.main(["talk", "--locale", "de-DE"])


@pytest.mark.parametrize("arguments", [["--help"], ["talk", "--help"], ["progress", "--help"]])
def test_help_is_enough(arguments, capsys):
    """It names what there is, with examples."""
    with pytest.raises(SystemExit, match="0"):
        cli.main(arguments)

    assert "talk" in capsys.readouterr().out


def test_the_module_runs_as_a_program():
    """`python -m simulator` is the command."""
    done = subprocess.run(
        [sys.executable, "-m", "tools", "--help"], cwd=ROOT, capture_output=True, check=True
    )

    assert b"heel-stretches" in done.stdout
