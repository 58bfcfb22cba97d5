"""The Python that compiles for Lambda: the one that is named, or one that really runs."""

import os
import sys
from pathlib import Path

import pytest

from deployment import function, runtime
from deployment.runtime import DeploymentError, find_interpreter

VERSION = "{}.{}".format(*sys.version_info)
"""Of the Python that runs the tests: the only one that is on every machine."""

PATH = os.environ.get("PATH", os.defpath)


@pytest.fixture
def environ(tmp_path):
    """A machine with nothing on PATH but what a test puts there."""
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home")}


def put_python(folder):
    """Make this Python a command of a folder; return the folder."""
    folder.mkdir(parents=True)
    (folder / f"python{VERSION}").symlink_to(Path(sys.base_prefix, "bin", f"python{VERSION}"))
    return folder


def put_stand_in(folder, version=VERSION):
    """Make a command that is there for every version, and fails for one that is not chosen."""
    folder.mkdir(parents=True)
    (folder / f"python{version}").write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    (folder / f"python{version}").chmod(0o755)
    return folder


def runs(found):
    """Return whether an interpreter is this Python."""
    return Path(sys.base_prefix).resolve() in found.resolve().parents


def test_the_one_on_path_is_found(environ, tmp_path):
    """Where nothing is named."""
    put_python(tmp_path / "bin")

    assert runs(find_interpreter(VERSION, environ))


def test_the_one_that_is_named_is_taken(environ):
    """RUNTIME_PYTHON goes before what is on PATH."""
    named = environ | {"RUNTIME_PYTHON": sys.executable}

    assert Path(sys.executable).resolve() == find_interpreter(VERSION, named).resolve()


@pytest.mark.parametrize("named", [sys.executable, "/nowhere/python"])
def test_another_version_that_is_named_is_refused(environ, named):
    """Byte code of another version is never read; nothing is guessed instead."""
    with pytest.raises(DeploymentError, match=r"is no Python 3\.99: name another with RUNTIME_"):
        find_interpreter("3.99", environ | {"RUNTIME_PYTHON": named})


def test_pyenvs_is_found_without_being_chosen(environ, tmp_path):
    """Its command on PATH fails for a version that is not; that is passed over."""
    versions = tmp_path / "home" / ".pyenv" / "versions"
    put_python(versions / f"{VERSION}.0" / "bin")
    put_stand_in(tmp_path / "bin")

    assert runs(find_interpreter(VERSION, environ))


def test_without_any_it_says_what_to_do(environ):
    """One line: what is missing, and the two ways out."""
    with pytest.raises(DeploymentError, match=r"no Python 3\.99.*install 3\.99.*RUNTIME_PYTHON="):
        find_interpreter("3.99", environ)


def test_the_command_prints_it(monkeypatch, capsys):
    """The Makefile makes .venv/runtime with what is printed."""
    monkeypatch.setattr(runtime, "find_interpreter", lambda version, _: Path(f"/python{version}"))

    assert 0 == runtime.main()
    assert f"/python{runtime.function_runtime().python_version}\n" == capsys.readouterr().out


def test_packaging_without_it_ends_with_one_line(tmp_path, monkeypatch, capsys):
    """Nothing is built then; what is wrong is said on standard error."""
    monkeypatch.setenv("RUNTIME_PYTHON", "/nowhere/python")

    assert 1 == function.main([str(tmp_path / "function")])
    assert 1 == len(capsys.readouterr().err.splitlines())
    assert not (tmp_path / "function").exists()
