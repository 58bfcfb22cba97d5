"""`heel-stretches serve`: the real server, in a process of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.rig.database import ensure_table, table_shape
from skill.serve import HOST, PORT
from skill.web.server import with_access_log
from tests.envelopes import APPLICATION, USER, envelope, intent, launch
from tests.web.conftest import URL
from tests.web.signing import NOW
from tools import cli

ROOT = Path(__file__).parents[2]
NOBODY_THERE = {"AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:9"}
ANYWHERE = "0.0.0.0"  # noqa: S104 - it has to be refused
OURS = {"PROGRESS_TABLE": "served", "SKILL_ID": APPLICATION}


@pytest.fixture
def served():
    """Return a function that runs the command: variables and arguments in, address and log out."""
    return serving


@contextmanager
def serving(variables, *arguments, program="tools"):
    """Run the command until the test is through with it; then it has to end by itself."""
    name = ["serve"] if program == "tools" else []
    command = [sys.executable, "-m", program, *name, "--port", "0", *arguments]
    environment = {**os.environ, **OURS, **variables}
    del environment["AWS_DEFAULT_REGION"]  # AWS_REGION is enough
    log = []
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stderr:
            log.append(line)
            if found := re.search(r"listening at (http://\S+)", line):
                break
        else:
            pytest.fail("".join(log))
        try:
            yield found[1], log
        finally:
            process.send_signal(signal.SIGTERM)
            log += process.communicate(timeout=20)[1].splitlines(keepends=True)
    assert 0 == process.returncode


def asked(url, body=None, **headers):
    """Return status and body of an answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@pytest.fixture(scope="module")
def store(local_engine):
    """Return the variables that lead to a database with the table."""
    shape = table_shape(ROOT / "template.yaml")
    ensure_table(local_engine, "eu-west-1", OURS["PROGRESS_TABLE"], shape)
    return {"AWS_ENDPOINT_URL_DYNAMODB": local_engine}


def test_it_serves_alexa_alone(served):
    """What nobody signed is refused; where the store is away, that is told."""
    with served(NOBODY_THERE) as (address, log):
        before = "".join(log)
        unsigned = asked(f"{address}/alexa", envelope(launch(), at=NOW))
        badly_signed = asked(
            f"{address}/alexa",
            envelope(launch(), at=NOW),
            SignatureCertChainUrl=URL.replace("amazonaws", "example"),
            **{"Signature-256": "YWJj"},
        )
        health = asked(f"{address}/healthz")
        nothing = asked(f"{address}/%0Anothing?user=somebody")[0]

    assert ((400, b""), (400, b"")) == (unsigned, badly_signed)
    assert (503, {"store": "unreachable"}) == (health[0], json.loads(health[1]))
    assert 404 == nothing
    assert "the store is not reachable: nobody answers at its address" in before
    written = "".join(log)
    assert 1 == written.count("refused a request: it is not signed")
    assert 1 == written.count("refused a request: the certificate's address is not one of Amazon's")
    assert 2 == len(re.findall(r"'POST' '/alexa' 400 in \d+\.\d ms\n", written))
    assert 1 == len(re.findall(r"'GET' '/healthz' 503 in \d+\.\d ms\n", written))
    assert r"'GET' '/\nnothing' 404" in written
    assert "somebody" not in written


def test_without_verification_somebody_can_exercise(served, store):
    """On the real table, and nobody's id gets into the log."""
    with served(store, "--no-verify", "--host", "localhost") as (address, log):
        health = asked(f"{address}/healthz")
        first = asked(f"{address}/alexa", envelope(launch(), at=NOW))
        attributes = json.loads(first[1])["sessionAttributes"]
        turn = intent("ListExercisesIntent")
        second = asked(f"{address}/alexa", envelope(turn, at=NOW, new=False, attributes=attributes))

    assert (200, {"store": "reachable"}) == (health[0], json.loads(health[1]))
    assert (200, 200) == (first[0], second[0])
    assert "outputSpeech" in json.loads(second[1])["response"]
    assert USER not in "".join(log)


def test_a_host_needs_nothing_of_the_laptops(served):
    """No pretend Echo, no engine: the skill and its web service."""
    with served(NOBODY_THERE, program="skill.serve") as (address, log):
        assert 400 == asked(f"{address}/alexa", envelope(launch(), at=NOW))[0]
    assert "it is not signed" in "".join(log)


def test_the_pretend_echo_is_shown_beside_the_skill(served, tmp_path):
    """With a database of its own: no account, no variable."""
    nothing = {"PROGRESS_TABLE": "", "SKILL_ID": ""}
    with served(nothing, "--page", "--data", str(tmp_path), "--voice", "none") as (address, _):
        status, page = asked(f"{address}/")
        assert (200, True) == (status, b"my heel stretches" in page)
        assert (200, True) == (
            (health := asked(f"{address}/healthz"))[0],
            b"reachable" in health[1],
        )
        assert 202 == asked(f"{address}/echo/say", {"text": "help"}, Origin=address)[0]
        assert 403 == asked(f"{address}/echo/say", {"text": "help"}, Origin="http://evil.test")[0]


def test_the_page_is_for_this_machine_alone(capsys):
    """Whoever sees it can speak for its person."""
    assert 1 == cli.main(["serve", "--page", "--host", ANYWHERE])

    assert f"--page is for this machine alone: 127.0.0.1 or localhost, not {ANYWHERE}." in (
        capsys.readouterr().err
    )


def test_the_command_and_the_program_listen_at_the_same_place(capsys):
    """Each tells it in its help."""
    with pytest.raises(SystemExit, match="0"):
        cli.main(["serve", "--help"])

    told = capsys.readouterr().out
    assert f"default: {HOST}, this machine only" in " ".join(told.split())
    assert f"default: {PORT};" in told


def test_what_is_far_too_long_is_not_received(served):
    """The server itself says no."""
    with served(NOBODY_THERE) as (address, _), connected(address) as line:
        line.sendall(
            b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (1024 * 1024 + 1)
        )
        assert line.recv(100).startswith(b"HTTP/1.1 413")


@contextmanager
def connected(address):
    """Open a connection to a server."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        yield line


@pytest.mark.parametrize(
    ("variables", "arguments", "code", "complaint"),
    [
        ({"PROGRESS_TABLE": ""}, [], 1, "PROGRESS_TABLE is not set"),
        ({"PROGRESS_TABLE": ""}, ["--no-verify"], 1, "PROGRESS_TABLE is not set"),
        ({"SKILL_ID": ""}, [], 1, "SKILL_ID is not set"),
        ({"COUNTING": "aloud"}, [], 1, "COUNTING is 'aloud'"),
        ({}, ["--no-verify", "--host", ANYWHERE], 2, f"127.0.0.1 or localhost, not {ANYWHERE}"),
        ({}, ["--no-verify", "--host", "192.168.1.1"], 2, "not 192.168.1.1"),
        ({}, ["--no-verify", "--host", "example.com"], 2, "not example.com"),
        ({}, ["--no-verify", "--host", ""], 2, "--no-verify is for this machine alone"),
        ({}, ["--port", "70000"], 2, "--port is 70000; a number from 0 to 65535"),
        ({}, ["--host", "no such host"], 1, "cannot listen at no such host"),
    ],
)
def test_what_has_to_be_put_right_is_one_line(
    monkeypatch, capsys, caplog, variables, arguments, code, complaint
):
    """On standard error, before anything listens."""
    for name, value in {**OURS, **NOBODY_THERE, **variables}.items():
        monkeypatch.setenv(name, value)

    assert code == cli.main(["serve", *arguments])

    printed = capsys.readouterr()
    assert ("", 1) == (printed.out, printed.err.count("\n"))
    assert complaint in printed.err


def test_a_port_that_somebody_has_is_told():
    """In a process of its own: waitress 3.0.2 then leaves its socket to the end of the process."""
    with socket.create_server(("127.0.0.1", 0)) as theirs:
        port = str(theirs.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "tools", "serve", "--port", port],
            cwd=ROOT,
            env={**os.environ, **OURS, **NOBODY_THERE},
            capture_output=True,
            check=False,
        )

    assert 1 == done.returncode
    said = f"cannot listen at 127.0.0.1, port {port}: another program listens there"
    assert f"heel-stretches serve: {said}; give another --port.\n" in done.stderr.decode()


def test_the_access_log_tells_how_long_it_took(lines):
    """Up to when the answer begins."""
    moments = iter([10.0, 10.5])
    app = with_access_log(lambda _, start: start("204 No Content", []) or [], lambda: next(moments))

    app({"REQUEST_METHOD": "POST", "PATH_INFO": "/alexa"}, lambda *_: None)

    assert ["'POST' '/alexa' 204 in 500.0 ms"] == lines()
