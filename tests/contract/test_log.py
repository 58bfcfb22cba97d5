"""The log names nobody, at any level: neither the skill's lines nor those of its libraries."""

import logging
import socket
import threading
from contextlib import contextmanager, suppress
from http import HTTPStatus

import boto3
import pytest

from simulator.rig.settings_service import SettingsService
from skill.bootstrap import build_configured, build_warm, configured_store
from skill.config import Configuration
from tests.contract.conftest import TABLE
from tests.contract.faulty import PLACE, QUERY, STEPS, Fault, FaultyTable
from tests.envelopes import (
    APPLICATION,
    DEVICE,
    NOWHERE,
    SECRETS,
    TOKEN,
    USER,
    Caller,
    both_slot,
    ended,
    launch,
)

VISIT = (
    (0, launch()),
    (5, "StartRoutineIntent"),
    (20, "ReadyIntent"),
    (80, "AMAZON.PauseIntent"),
    (5, ended()),
)
"""Seconds after the one before, and the request."""

ODD_HEADERS = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n: no name\r\nno colon\r\n\r\n{}"
"""urllib3 warns of them, with the address that it asked."""


@contextmanager
def answering(answer):
    """Run a service that answers each request with some bytes, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.recv(4096)
                        connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def settings(status=HTTPStatus.OK):
    """Run Alexa's settings service."""
    with SettingsService("Europe/Oslo", TOKEN, status) as service:
        yield service.endpoint


@contextmanager
def nobody():
    """Have nobody there."""
    yield NOWHERE


SERVICES = {
    "answers": settings,
    "refuses": lambda: settings(HTTPStatus.FORBIDDEN),
    "fails": lambda: settings(HTTPStatus.INTERNAL_SERVER_ERROR),
    "is not there": nobody,
    "hangs up": lambda: answering(b""),
    "talks nonsense": lambda: answering(b"hello\r\n\r\n"),
    "sends odd headers": lambda: answering(ODD_HEADERS),
    "says to come again later": lambda: answering(
        b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
    ),
    "sends elsewhere": lambda: answering(
        b"HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
    ),
}


class Lines(logging.Handler):
    """Keeps lines as they are written, tracebacks and all."""

    def __init__(self):
        """Have none."""
        super().__init__(logging.NOTSET)
        self.lines = []

    def emit(self, record):
        """Keep one."""
        self.lines.append(f"{record.name} {logging.Formatter().format(record)} {vars(record)}")


@pytest.fixture
def lines():
    """Return what is logged where everything is, and put the levels back afterwards."""
    handler = Lines()
    loggers = [logging.getLogger(name) for name in (None, "skill", "boto3", "botocore", "urllib3")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.NOTSET)
    logging.getLogger().addHandler(handler)
    yield handler.lines
    logging.getLogger().removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def visit(roto, monkeypatch):
    """Return a function that lets somebody exercise, with a settings service as it is."""
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)

    def run(build, service, **variables):
        environ = {"PROGRESS_TABLE": TABLE, "SKILL_ID": APPLICATION, "LOG_LEVEL": "DEBUG"}
        environ |= {"AWS_REGION": "eu-west-1"} | variables
        with FaultyTable(roto) as table, service() as endpoint:
            monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", table.endpoint)
            caller = Caller(None, endpoint=endpoint)
            caller.skill = build(environ)
            caller.send(launch())
            for fault in (None, Fault.INVALID):
                if fault:
                    table.fail(USER, fault, QUERY, STEPS, PLACE)
                for after, request in VISIT:
                    if isinstance(request, str):
                        caller.say(request, after=after, exercise=both_slot("arch", "arch"))
                    else:
                        caller.send(request, after=after)
            table.work(USER)
            caller.send(launch(), after=90_000)
            caller.say("ForgetMeIntent", after=5)
            caller.say("AMAZON.YesIntent", after=5)

    return run


def build_plain(environ):
    """Return the skill as the web service puts it together."""
    configuration = Configuration.from_env(environ)
    return build_configured(configuration, configured_store(configuration))


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_nobody_is_named_at_any_level(visit, lines, service):
    """Every line of a visit, with a table that works and one that names people in its errors."""
    visit(build_plain, service)

    assert any(line.startswith("skill.service.telemetry") for line in lines)
    assert [] == [line for line in lines if any(secret in line for secret in SECRETS)]


def test_nobody_is_named_by_the_function_either(visit, lines):
    """It is put together in another way."""
    visit(build_warm, SERVICES["sends odd headers"], AWS_LAMBDA_FUNCTION_NAME="coach")

    assert lines
    assert [] == [line for line in lines if any(secret in line for secret in SECRETS)]


def test_libraries_would_name_them(visit, lines):
    """The control: without its set-up, the very same visit is full of ids."""

    def build(environ):
        skill = build_plain(environ)
        for name in ("botocore", "urllib3"):
            logging.getLogger(name).setLevel(logging.DEBUG)
        return skill

    visit(build, SERVICES["sends odd headers"])

    said = [(line.split()[0], line) for line in lines]
    assert [name for name, line in said if USER in line and name.startswith("botocore")]
    assert [
        name
        for name, line in said
        if DEVICE in line and name.startswith("urllib3") and "Failed to parse headers" in line
    ]
