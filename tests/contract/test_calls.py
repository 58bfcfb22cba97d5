"""How the store asks: by consistent reads alone, twice at most, and not patient for long."""

import http.server
import threading
from contextlib import contextmanager
from datetime import date

import pytest

from skill.progress.days import LogEntry
from skill.progress.store import StoreUnavailable
from skill.storage.dynamodb import DynamoDbProgressStore, connect
from tests.contract.conftest import REGION, TABLE
from tests.fakes import count, keep

MONDAY = date(2026, 3, 2)
AT_MS = 1_772_434_800_000
"""That day at seven."""
ROUND = LogEntry("one", MONDAY, {"calf_steps": 1})
USES = {
    "load": lambda store, user_id: store.load(user_id, since=MONDAY),
    "steps": lambda store, user_id: count(store, user_id, ROUND),
    "choices": keep,
    "forget": lambda store, user_id: store.forget(user_id, AT_MS),
    "everything": lambda store, user_id: list(store.everything(user_id)),
}


class Counting(http.server.BaseHTTPRequestHandler):
    """Counts requests, and fails at each."""

    def do_POST(self):
        """Fail as DynamoDB does when it is its own fault."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        self.send_response(500)
        self.end_headers()
        self.wfile.write(b'{"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError"}')

    def log_message(self, *_):
        """Keep quiet."""


@contextmanager
def failing():
    """Run a table that fails at each request, and counts them."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    server.asked = 0
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def asked(roto, monkeypatch):
    """Return the store's client and what it asks, call by call: operation and parameters."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", roto)
    client, calls = connect(REGION), []

    def note(params, model, **_):
        calls.append((model.name, dict(params)))

    client.meta.events.register("before-parameter-build.dynamodb", note)
    return client, calls


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_every_read_is_consistent(asked, user_id, use):
    """A deletion that overlooks what was written a moment ago leaves it; a visit begins wrongly."""
    client, calls = asked
    store = DynamoDbProgressStore(TABLE, lambda: client)
    count(store, user_id, LogEntry("before", MONDAY, {"calf_steps": 1}))
    calls.clear()

    use(store, user_id)

    assert calls
    reads = [params for name, params in calls if name in ("Query", "GetItem", "Scan")]
    assert [True] * len(reads) == [params.get("ConsistentRead") for params in reads]
    gets = [params for name, params in calls if name in ("BatchGetItem", "TransactGetItems")]
    assert not gets, "these say it elsewhere: see that the test does, too"


@pytest.mark.parametrize("use", ["forget", "choices"])
def test_a_deletion_reads_and_so_does_a_write_that_comes_too_late(asked, user_id, use):
    """The control of the test above."""
    client, calls = asked
    store = DynamoDbProgressStore(TABLE, lambda: client)
    count(store, user_id, ROUND)
    calls.clear()

    USES[use](store, user_id)

    assert {"Query"} <= {name for name, _ in calls}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_table_that_fails_is_asked_twice(monkeypatch, user_id, use):
    """More would take longer than Alexa waits, and ask most of a table that has least to give."""
    with failing() as server:
        address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", address)
        with pytest.raises(StoreUnavailable, match="InternalServerError"):
            use(DynamoDbProgressStore(TABLE), user_id)

        assert 2 == server.asked


def test_nobody_waits_long_for_the_table():
    """Half a second for a connection, a second for each part of an answer."""
    config = connect(REGION).meta.config

    assert (0.5, 1.0) == (config.connect_timeout, config.read_timeout)
