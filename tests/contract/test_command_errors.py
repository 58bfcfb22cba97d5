"""What the `heel-stretches` command says when something is wrong: one sentence, and a status."""

import io
import re
import sys
from dataclasses import dataclass, field

import boto3
import botocore.exceptions
import pytest
import urllib3.exceptions

from skill.progress.store import StoreUnavailable
from skill.web.reasons import REASONS, reason
from tests.contract.conftest import REGION, TABLE
from tests.contract.faulty import QUERY, Fault, FaultyTable
from tools import cli

USER = "amzn1.ask.account.OPERATOR"
NOWHERE = "http://127.0.0.1:9"
GONE = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
NO_REGION = dict.fromkeys(("AWS_REGION", "AWS_DEFAULT_REGION"))
NO_TABLE = "PROGRESS_TABLE is not set: the name of the DynamoDB table."
NO_COUNTING = "COUNTING is 'aloud'; it can be apla or ssml"
NO_LEVEL = "LOG_LEVEL is 'LOUD'; one of DEBUG, INFO, WARNING, ERROR"
NO_ADDRESS = "AWS_ENDPOINT_URL_DYNAMODB is 'nowhere'; an address such as http://127.0.0.1:8000"


@dataclass(frozen=True)
class Case:
    """One way to get it wrong."""

    command: str
    says: str
    """After the command's name: the whole line, ``{…}`` filled in."""
    variables: dict = field(default_factory=dict)
    """What is set; ``None`` unsets."""
    status: int = 1
    fault: Fault | None = None
    """What the table does to the request."""
    sent: str = ""
    """Standard input."""


EXPORT = f"export --user {USER}"
PROGRESS = f"progress --user {USER}"
TABLE_OF_IT = f"export: the table {TABLE} at {{endpoint}} cannot be read: "
TALK = "talk --fast --data {folder}/data"
SERVE = "serve --no-verify"

CASES = {
    # --- arguments: status 2 ---
    "no command": Case(
        "", ": the following arguments are required: COMMAND; see heel-stretches --help.", status=2
    ),
    "an unknown argument": Case(
        "check --all", ": unrecognized arguments: --all; see heel-stretches --help.", status=2
    ),
    "export of nobody": Case(
        "export",
        " export: it needs --user, or --data for the talks on this laptop; "
        "see heel-stretches export --help.",
        status=2,
    ),
    "a port that is no number": Case(
        "serve --port http",
        " serve: argument --port: 'http' is no number; see heel-stretches serve --help.",
        status=2,
    ),
    "a port that is none": Case(
        f"{SERVE} --port 70000", " serve: --port is 70000; a number from 0 to 65535.", status=2
    ),
    "a port below all": Case(
        f"{SERVE} --port -1", " serve: --port is -1; a number from 0 to 65535.", status=2
    ),
    "an instant that is none": Case(
        "talk --now yesterday",
        " talk: argument --now: 'yesterday' is no instant like 2026-11-23T07:30:00+01:00; "
        "see heel-stretches talk --help.",
        status=2,
    ),
    "an instant before all": Case(
        "talk --now 0001-01-01",
        " talk: argument --now: '0001-01-01' is no instant like 2026-11-23T07:30:00+01:00; "
        "see heel-stretches talk --help.",
        status=2,
    ),
    "unsigned requests from anywhere": Case(
        "serve --no-verify --host 192.168.1.1",
        " serve: --no-verify is for this machine alone: 127.0.0.1 or localhost, not 192.168.1.1.",
        status=2,
    ),
    # --- the environment ---
    "export without a table": Case(EXPORT, f" export: {NO_TABLE}", {"PROGRESS_TABLE": None}),
    "progress without a table": Case(PROGRESS, f" progress: {NO_TABLE}", {"PROGRESS_TABLE": None}),
    "serve without a table": Case(SERVE, f" serve: {NO_TABLE}", {"PROGRESS_TABLE": None}),
    "serve for no skill": Case(
        "serve",
        " serve: SKILL_ID is not set: the application id to accept requests for.",
        {"SKILL_ID": None},
    ),
    "export, counting": Case(EXPORT, f" export: {NO_COUNTING}.", {"COUNTING": "aloud"}),
    "serve, counting": Case(SERVE, f" serve: {NO_COUNTING}.", {"COUNTING": "aloud"}),
    "talk, counting": Case(
        TALK, f": The skill cannot be loaded: {NO_COUNTING}. See its log.", {"COUNTING": "aloud"}
    ),
    "talk, level of the log": Case(
        TALK, f": The skill cannot be loaded: {NO_LEVEL}. See its log.", {"LOG_LEVEL": "loud"}
    ),
    "serve, level of the log": Case(
        SERVE,
        f" serve: {NO_LEVEL}.",
        {"LOG_LEVEL": "loud"},
    ),
    "export from what is no address": Case(
        EXPORT, f" export: {NO_ADDRESS}.", {"AWS_ENDPOINT_URL_DYNAMODB": "nowhere"}
    ),
    "serve from what is no address": Case(
        SERVE, f" serve: {NO_ADDRESS}.", {"AWS_ENDPOINT_URL_DYNAMODB": "nowhere"}
    ),
    "talk with what is no address": Case(
        TALK,
        f": The table {TABLE} cannot be made at nowhere: Invalid endpoint: nowhere.",
        {"AWS_ENDPOINT_URL_DYNAMODB": "nowhere"},
    ),
    # --- AWS ---
    "no region": Case(
        EXPORT,
        f" export: the table {TABLE} cannot be read: AWS_REGION is not set.",
        {**NO_REGION, "AWS_ENDPOINT_URL_DYNAMODB": None},
    ),
    "a region that is none": Case(
        EXPORT,
        f" export: the table {TABLE} in a b cannot be read: AWS_REGION names no region.",
        {"AWS_REGION": "a b", "AWS_ENDPOINT_URL_DYNAMODB": None},
    ),
    "no credentials": Case(
        EXPORT, f" {TABLE_OF_IT}there are no credentials for AWS.", dict.fromkeys(GONE)
    ),
    "half of the credentials": Case(
        EXPORT,
        f" {TABLE_OF_IT}the credentials for AWS are not complete.",
        {"AWS_SECRET_ACCESS_KEY": None},
    ),
    "a profile that is not there": Case(
        EXPORT,
        f" {TABLE_OF_IT}AWS_PROFILE names a profile that is not there.",
        {"AWS_PROFILE": "nobody"},
    ),
    "nobody there": Case(
        EXPORT,
        f" export: the table {TABLE} at {NOWHERE} cannot be read: nobody answers at its address.",
        {"AWS_ENDPOINT_URL_DYNAMODB": NOWHERE},
    ),
    "no such table": Case(
        EXPORT,
        " export: the table other at {endpoint} cannot be read: there is no such table.",
        {"PROGRESS_TABLE": "other"},
    ),
    "another table": Case(
        EXPORT, f" {TABLE_OF_IT}it is not a table of this skill.", fault=Fault.INVALID
    ),
    "not allowed": Case(
        EXPORT, f" {TABLE_OF_IT}these credentials may not use it.", fault=Fault.DENIED
    ),
    "too many requests": Case(
        EXPORT, f" {TABLE_OF_IT}it is asked too often at present.", fault=Fault.THROTTLED
    ),
    "their fault": Case(EXPORT, f" {TABLE_OF_IT}DynamoDB fails at present.", fault=Fault.INTERNAL),
    "no answer": Case(EXPORT, f" {TABLE_OF_IT}it does not answer in time.", fault=Fault.SILENT),
    "hung up": Case(EXPORT, f" {TABLE_OF_IT}the connection broke off.", fault=Fault.RESET),
    "half an answer": Case(EXPORT, f" {TABLE_OF_IT}Query: the answer broke off.", fault=Fault.CUT),
    "progress, nobody there": Case(
        PROGRESS,
        f" progress: the table {TABLE} at {NOWHERE} cannot be read: nobody answers at its address.",
        {"AWS_ENDPOINT_URL_DYNAMODB": NOWHERE},
    ),
    "progress, not allowed": Case(
        PROGRESS,
        f" progress: the table {TABLE} at {{endpoint}} cannot be read: "
        "these credentials may not use it.",
        fault=Fault.DENIED,
    ),
    "talk with nobody there": Case(
        TALK,
        f": Nobody answers at {NOWHERE}, where the table should be.",
        {"AWS_ENDPOINT_URL_DYNAMODB": NOWHERE},
    ),
    "talk with a table's name that is none": Case(
        TALK,
        r": The table a b cannot be made at \S+: .*[^.]\.",
        {"PROGRESS_TABLE": "a b"},
    ),
    # --- files ---
    "a script that is not there": Case(
        "talk --fast --script {folder}/none",
        ": The script {folder}/none cannot be read: No such file or directory.",
    ),
    "a script that is a folder": Case(
        "talk --fast --script {folder}",
        ": The script {folder} cannot be read: Is a directory.",
    ),
    "a script that is no text": Case(
        "talk --fast --script {folder}/latin",
        ": The script {folder}/latin cannot be read: it is not UTF-8 text.",
    ),
    "a data folder that is a file": Case(
        "talk --fast --data {folder}/latin",
        ": The data cannot be kept in {folder}/latin: File exists.",
    ),
    "a file of the data that cannot be written": Case(
        "talk --fast --data {folder}/odd",
        ": {folder}/odd/skill.log cannot be used: Is a directory.",
    ),
    "a file of the data that cannot be read": Case(
        "talk --fast --data {folder}/torn",
        ": {folder}/torn/household.json cannot be read: line 1 is no JSON. Remove it, or give "
        "another --data directory.",
    ),
    "a file of the data that is another": Case(
        "export --data {folder}/other",
        ": {folder}/other/household.json cannot be read: it has not the form that it should have. "
        "Remove it, or give another --data directory.",
    ),
    "talks that never were": Case(
        "export --data {folder}/none",
        ": There are no talks in {folder}/none. Give their --data directory.",
    ),
    "progress of talks that never were": Case(
        "progress --data {folder}/none",
        ": There are no talks in {folder}/none. Give their --data directory.",
    ),
    # --- the rest ---
    "a voice that is none": Case(
        "talk --voice nobody",
        ": There is no voice 'nobody'. There are: none, auto, hibari, espeak, flite.",
    ),
    "a length of time that is none": Case(
        TALK,
        r": .*'\+soon'.*\.",
        sent="+soon\n",
        variables={"PROGRESS_TABLE": None, "AWS_ENDPOINT_URL_DYNAMODB": None},
    ),
    "no such host": Case(
        "serve --host no.such.host.",
        " serve: cannot listen at no.such.host.: there is no such host.",
    ),
    "the page for anybody": Case(
        "serve --page --host 192.168.1.1",
        ": --page is for this machine alone: 127.0.0.1 or localhost, not 192.168.1.1.",
    ),
}


@pytest.fixture(scope="module")
def table(roto):
    """Return a table that fails on request, before the real engine."""
    with FaultyTable(roto) as table:
        yield table


@pytest.fixture
def folder(tmp_path):
    """Return a folder with files that are not as they should be."""
    (tmp_path / "latin").write_bytes("très bien".encode("latin-1"))
    (tmp_path / "odd" / "skill.log").mkdir(parents=True)
    for name, content in {"torn": "{", "other": '{"somebody": "else"}'}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "household.json").write_text(content, encoding="utf-8")
    return tmp_path


def run(command):
    """Return the status of a command; of wrong arguments, argparse's own."""
    try:
        return cli.main(command.split())
    except SystemExit as ended:
        return ended.code


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_wrong_is_said_in_one_sentence(case, table, folder, monkeypatch, capsys):
    """On standard error; a file that the output goes to stays empty."""
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers credentials
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setattr(sys, "stdin", io.StringIO(case.sent))
    variables = {
        "PROGRESS_TABLE": TABLE,
        "SKILL_ID": "amzn1.ask.skill.x",
        "AWS_REGION": REGION,
        "AWS_ENDPOINT_URL_DYNAMODB": table.endpoint,
    }
    for name, value in {**variables, **case.variables}.items():
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    if case.fault:
        table.fail(USER, case.fault, QUERY)
    known = {"folder": str(folder), "endpoint": table.endpoint}

    status = run(case.command.format_map(known))

    table.work(USER)
    printed = capsys.readouterr()
    assert ("", case.status) == (printed.out, status)
    line = f"heel-stretches{case.says.format_map(known)}\n"
    assert line == printed.err or re.fullmatch(line, printed.err)


def test_no_reason_is_the_name_of_an_error():
    """And what has a name of botocore's is one of its errors."""
    for name, words in REASONS.items():
        plain = words.replace("DynamoDB", "").replace("AWS_", "")
        assert not re.search(r"[a-z][A-Z]|Error|Exception|_", plain)
        assert words == reason(StoreUnavailable(f"Query: {name}")) == reason(StoreUnavailable(name))
    named = [name for name in REASONS if name.endswith("Error") and name != "InternalServerError"]
    for name in named:
        assert hasattr(botocore.exceptions, name) or hasattr(urllib3.exceptions, name), name


def test_what_is_not_known_is_told_as_it_is():
    """It is a text of the store's own, or an error that nobody has seen yet."""
    text = "the profile cannot be read: Expected `int`, got `str` - at `$.version`"

    assert text == reason(StoreUnavailable(text))
