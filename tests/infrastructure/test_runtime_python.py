"""The Python that compiles for Lambda: the one that is named, or the first that really runs."""

import sys
from pathlib import Path

import pytest

from deployment import interpreter
from deployment.__main__ import main
from deployment.errors import DeploymentError
from deployment.interpreter import find_interpreter
from deployment.runtime import function_runtime

VERSION = "3.99"


def put(path, text):
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def python(path, version=VERSION, level="final"):
    """Write a program that says it is a Python."""
    return put(path, f'echo "{version} {level}"; echo {path}')


@pytest.fixture
def environ(tmp_path):
    """A machine with nothing on it but what a test puts there."""
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home")}


def test_the_one_that_is_named_is_taken(environ, tmp_path):
    """RUNTIME_PYTHON goes before what is on PATH."""
    python(tmp_path / "bin" / f"python{VERSION}")
    named = python(tmp_path / "elsewhere")

    assert named == find_interpreter(VERSION, environ | {"RUNTIME_PYTHON": str(named)})


def test_another_version_that_is_named_is_refused(environ, tmp_path):
    """Byte code of another version is never read; nothing is guessed instead."""
    python(tmp_path / "bin" / f"python{VERSION}")
    named = python(tmp_path / "elsewhere", version="3.98")

    with pytest.raises(DeploymentError, match=r"elsewhere is no Python 3\.99"):
        find_interpreter(VERSION, environ | {"RUNTIME_PYTHON": str(named)})


def test_a_stand_in_on_path_that_does_not_run_is_passed_over(environ, tmp_path):
    """pyenv's command is there for every version, and fails for one that is not chosen."""
    put(tmp_path / "shims" / f"python{VERSION}", "exit 127")
    right = python(tmp_path / "bin" / f"python{VERSION}")
    environ["PATH"] = f"{tmp_path / 'shims'}:{environ['PATH']}"

    assert right == find_interpreter(VERSION, environ)


def test_pyenvs_newest_is_found_without_being_chosen(environ, tmp_path):
    """3.99.10 is newer than 3.99.9; a preview has other byte code and does not count."""
    versions = tmp_path / "home" / ".pyenv" / "versions"
    python(versions / "3.99.9" / "bin" / "python3.99")
    newest = python(versions / "3.99.10" / "bin" / "python3.99")
    python(versions / "3.99.11" / "bin" / "python3.99", level="candidate")

    assert newest == find_interpreter(VERSION, environ)


def test_without_any_it_says_what_to_do(environ):
    """One line: what is missing, and the two ways out."""
    with pytest.raises(DeploymentError, match=r"no Python 3\.99.*install 3\.99.*RUNTIME_PYTHON="):
        find_interpreter(VERSION, environ)


def test_this_python_will_do_where_it_is_of_the_version(environ):
    """Whoever develops on the runtime's version needs no second one."""
    version = "{}.{}".format(*sys.version_info)

    assert Path(sys.executable) == find_interpreter(version, environ)


def test_the_command_prints_it(environ, tmp_path, monkeypatch, capsys):
    """The Makefile makes .venv/runtime with what is printed."""
    named = python(tmp_path / "elsewhere", version=function_runtime().python_version)
    monkeypatch.setenv("RUNTIME_PYTHON", str(named))
    monkeypatch.setattr(sys, "argv", ["interpreter"])

    assert 0 == interpreter.main()
    assert f"{named}\n" == capsys.readouterr().out


def test_packaging_without_it_ends_with_one_line(capsys):
    """Nothing is made then; what is wrong is said on standard error."""
    assert 1 == main(["--python", "/nowhere/python"])

    assert 1 == len(capsys.readouterr().err.splitlines())
