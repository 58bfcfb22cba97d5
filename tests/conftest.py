"""
Keeps every test inside: no network but loopback, no real credentials, nobody's home, no luck.

Sockets are guarded in this process only. A program that a test starts inherits the environment
made here, in which AWS has no credentials that work and an address where nobody listens.
"""

import ipaddress
import itertools
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource
from hypothesis.database import DirectoryBasedExampleDatabase

# Examples that failed once are kept for the next run, in the folder that git ignores.
_HYPOTHESIS_FOLDER = Path(__file__).parent.parent / ".cache" / "hypothesis"
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(_HYPOTHESIS_FOLDER)

hypothesis.settings.register_profile(
    "dev",
    deadline=None,
    database=DirectoryBasedExampleDatabase(_HYPOTHESIS_FOLDER / "examples"),
)
hypothesis.settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")

_parse = FluentParser.parse
_parsed: dict[tuple[str, bool], Resource] = {}


def _parse_once(parser: FluentParser, source: str) -> Resource:
    """
    Return the syntax tree of a message catalogue, parsed once in a process.

    Some 900 tests build a skill, and reading its catalogue is 33 ms of the 35 ms that takes. The
    tree is only read: what a bundle makes of it, it keeps for itself.
    """
    key = source, parser.with_spans
    if key not in _parsed:
        _parsed[key] = _parse(parser, source)
    return _parsed[key]


FluentParser.parse = _parse_once  # type: ignore[method-assign]

_OURS = ("SKILL_ID", "PROGRESS_TABLE", "COUNTING", "LOG_LEVEL")

_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    # Port 9 is "discard": nobody listens. AWS_ENDPOINT_URL_DYNAMODB, for an engine, comes first.
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    # 12:45 or 13:45 ahead of UTC: a day or an hour taken from the machine is seldom right by luck.
    "TZ": "Pacific/Chatham",
}


class LeftTheMachineError(AssertionError):
    """A test asked for an address that is not on this machine's loopback."""


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a method of ``socket`` whose last argument is the address."""

    def guard(self: socket.socket, *args: Any) -> Any:
        if self.family != getattr(socket, "AF_UNIX", None) and not _is_loopback(args[-1][0]):
            raise LeftTheMachineError(args[-1])
        return method(self, *args)

    return guard


@pytest.fixture(scope="session", autouse=True)
def _no_way_out() -> Iterator[None]:
    """Refuse every address but loopback, also the look-up of its name."""
    look_up = socket.getaddrinfo

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_loopback(host):
            raise LeftTheMachineError(host)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_account_no_zone() -> Iterator[None]:
    """Replace whatever this machine knows of AWS, proxies, this skill and the time zone."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("AWS_") or name in _OURS or name.lower().endswith("_proxy"):
                patch.delenv(name)
        for name, value in _ENVIRONMENT.items():
            patch.setenv(name, value)
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return paths where nothing is yet; each worker of a parallel run has its own base."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Give each test an empty home, so that no data folder is a person's own or another test's.

    Not below ``tmp_path``: to make that for each of 6,800 tests, and to remove it, takes 7 s.
    """
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(scope="session")
def local_engine(
    _no_way_out: None, _no_account_no_zone: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """
    Run one DynamoDB engine, roto-aws, and yield its address; whoever uses it names its own table.

    It starts when it is first asked for, once in each worker of a parallel run, on a free port.
    """
    from simulator.rig.database import engine  # noqa: PLC0415 - most tests need no engine

    with engine(tmp_path_factory.mktemp("roto")) as address:
        yield address
