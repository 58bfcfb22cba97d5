"""What the environment configures, and the entry point that reads it."""

import importlib.util
import json
import logging
import socket
from pathlib import Path

import pytest

from skill.bootstrap import build_configured, build_warm
from skill.config import (
    VARIABLES,
    Configuration,
    ConfigurationError,
    CountingFormat,
    ScreenMode,
    SilenceMode,
)
from tests.envelopes import both_slot, call, envelope, intent
from tests.fakes import InMemoryProgressStore

ROOT = Path(__file__).parents[2]
TABLE = {"PROGRESS_TABLE": "progress"}


@pytest.fixture(autouse=True)
def _log_level():
    """Put the level of the skill's log back."""
    log = logging.getLogger("skill")
    before = log.level
    yield
    log.setLevel(before)


def test_the_table_alone_is_enough():
    """The rest has defaults."""
    assert Configuration(
        "progress", None, CountingFormat.APLA, SilenceMode.GOES_ON, "INFO"
    ) == Configuration.from_env(TABLE)


def test_the_region_is_the_one_that_aws_names():
    """Lambda sets both of AWS's variables, a person one: not the one that boto3 reads."""
    assert "eu-west-1" == Configuration.from_env({**TABLE, "AWS_REGION": "eu-west-1"}).region


def test_everything_can_be_chosen():
    """Variables that are not ours are left alone."""
    chosen = {"SKILL_ID": "ours", "COUNTING": "ssml", "SILENCE": "waits", "LOG_LEVEL": "debug"}
    chosen |= {"SCREEN": "picture"}

    assert Configuration(
        "progress",
        "ours",
        CountingFormat.SSML,
        SilenceMode.WAITS,
        "DEBUG",
        screen=ScreenMode.PICTURE,
    ) == Configuration.from_env({**TABLE, **chosen, "HOME": "/"})


@pytest.mark.parametrize(
    "name", ["SKILL_ID", "COUNTING", "SILENCE", "SCREEN", "LOG_LEVEL", "PICTURES"]
)
def test_an_empty_variable_is_one_that_is_not_set(name):
    """Templates and shells write empty ones."""
    assert Configuration.from_env(TABLE) == Configuration.from_env({**TABLE, name: ""})


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({}, "PROGRESS_TABLE"),
        ({"PROGRESS_TABLE": ""}, "PROGRESS_TABLE"),
        ({**TABLE, "COUNTING": "mp3"}, "COUNTING"),
        ({**TABLE, "COUNTING": "APLA"}, "COUNTING"),
        ({**TABLE, "SILENCE": "waiting"}, "SILENCE"),
        ({**TABLE, "SILENCE": "WAITS"}, "SILENCE"),
        ({**TABLE, "SCREEN": "yes"}, "SCREEN"),
        ({**TABLE, "SCREEN": "ON"}, "SCREEN"),
        ({**TABLE, "LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({**TABLE, "LOG_LEVEL": "10"}, "LOG_LEVEL"),
        *(
            ({**TABLE, "PICTURES": address}, "PICTURES")
            for address in (
                *("http://a.example", "a.example/cards", "https://", "https://a b", "https://a/?x"),
                *("https://a/#x", "https://a/ b", "ftp://a.example", f"https://a/{'x' * 91}"),
            )
        ),
        *(
            ({**TABLE, "AWS_ENDPOINT_URL_DYNAMODB": address}, "AWS_ENDPOINT_URL_DYNAMODB")
            for address in ("nowhere", "127.0.0.1:8000", "ftp://x", "http://", "http://a b", "/x")
        ),
    ],
)
def test_what_is_missing_or_wrong_is_named(environ, name):
    """One sentence that names the variable, at start and not at the first request."""
    with pytest.raises(ConfigurationError, match=rf"^{name} is ") as error:
        build_warm(environ)

    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000", "http://localhost", "https://dynamodb.eu-west-1.amazonaws.com/", ""],
)
def test_an_engine_may_be_anywhere(address):
    """boto3 takes it as it is."""
    configuration = Configuration.from_env({**TABLE, "AWS_ENDPOINT_URL_DYNAMODB": address})

    assert "progress" == configuration.progress_table


@pytest.mark.parametrize(
    "address", ["https://a.example/cards", "https://a.example/cards/", "https://a.example:8443/b/c"]
)
def test_pictures_may_be_under_any_address_of_https(address):
    """A slash at its end makes no difference."""
    configuration = Configuration.from_env({**TABLE, "PICTURES": address})

    assert address.removesuffix("/") == configuration.pictures


def test_the_address_of_the_pictures_reaches_the_cards():
    """From the environment to what Alexa gets."""
    configuration = Configuration.from_env({**TABLE, "PICTURES": "https://a.example/cards/"})
    skill = build_configured(configuration, InMemoryProgressStore())
    request = intent("StartRoutineIntent", exercise=both_slot("arch", "arch"))

    card = call(skill, envelope(request))["response"]["card"]

    assert "https://a.example/cards/arch-720x480.png" == card["image"]["smallImageUrl"]


def test_every_variable_of_ours_is_listed():
    """The template and its test compare themselves with this list."""
    source = (ROOT / "skill" / "config.py").read_text(encoding="utf-8")
    read = {name for name in VARIABLES if f'environ.get("{name}")' in source}

    ours = {"SKILL_ID", "PROGRESS_TABLE", "COUNTING", "SILENCE", "SCREEN", "LOG_LEVEL"}
    ours |= {"DAYS_KEPT", "PICTURES"}
    aws = {"AWS_REGION", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_LAMBDA_FUNCTION_NAME"}
    assert ours | aws == read
    assert source.count("environ.get(") == len(read)


def test_accepting_any_skill_is_warned_of(caplog):
    """It is for the laptop; on Lambda it is a mistake."""
    build_warm(TABLE)
    assert "SKILL_ID is not set" in caplog.text

    caplog.clear()
    build_warm({**TABLE, "SKILL_ID": "ours"})
    assert "" == caplog.text


def test_the_log_level_is_the_skills_own():
    """Libraries keep theirs."""
    root_level = logging.getLogger().level

    build_warm({**TABLE, "LOG_LEVEL": "ERROR"})

    assert (logging.ERROR, root_level) == (
        logging.getLogger("skill").level,
        logging.getLogger().level,
    )


def load_entry_point():
    """Return the module that Lambda loads, as Lambda does: by its file."""
    path = ROOT / "lambda" / "lambda_function.py"
    spec = importlib.util.spec_from_file_location("lambda_function", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def no_network(monkeypatch):
    """Refuse every connection, loopback too."""

    def refuse(*_):
        pytest.fail("something was connected to")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_the_entry_point_loads_with_an_environment_and_no_network(monkeypatch, no_network):
    """A cold start waits for nobody; also without a region, which only the first request needs."""
    monkeypatch.setenv("PROGRESS_TABLE", "progress")
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")

    handler = load_entry_point().lambda_handler

    assert {"version": "1.0", "response": {"shouldEndSession": True}} == handler({}, None)


def test_the_entry_point_does_not_load_without_its_table(no_network):
    """Whoever deploys it reads in the log what is missing."""
    with pytest.raises(ConfigurationError, match="PROGRESS_TABLE"):
        load_entry_point()


def test_the_entry_point_coaches_also_where_no_database_answers(monkeypatch):
    """From the environment to speech, with everything real but the engine."""
    monkeypatch.setenv("PROGRESS_TABLE", "progress")
    handler = load_entry_point().lambda_handler
    system = {"application": {"applicationId": "any"}, "user": {"userId": "person"}}
    event = {
        "version": "1.0",
        "context": {"System": system},
        "request": {
            "type": "LaunchRequest",
            "requestId": "one",
            "timestamp": "2026-03-02T07:00:00Z",
            "locale": "en-US",
        },
    }

    response = handler(event, None)["response"]

    assert response["shouldEndSession"] is False
    assert "APLA" in json.dumps(response["directives"])
