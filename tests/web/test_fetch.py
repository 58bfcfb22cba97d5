"""Fetching a certificate: from a server that may be anything. Here it is one on this machine."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from skill.web.certificate_fetch import FETCH_SECONDS, HttpFetch, Refusal

LONGEST = 65_536
"""Bytes of the longest file that is accepted."""

FILE = b"-----BEGIN CERTIFICATE-----"


class Pages(BaseHTTPRequestHandler):
    """Answers by the path."""

    def do_GET(self):
        """Send what the test asks for."""
        self.server.asked.append(self.path)
        getattr(self, self.path.removeprefix("/"))()

    def log_message(self, *_):
        """Say nothing."""

    def good(self, body=FILE, status=200, **headers):
        """Send a file."""
        self.send_response(status)
        for name, value in {"Content-Length": len(body), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def longest(self):
        """Send a file that is just short enough."""
        self.good(b"x" * LONGEST)

    def too_long(self):
        """Send one byte more."""
        self.good(b"x" * (LONGEST + 1))

    def endless(self):
        """Send a file that does not say how long it is, and does not end."""
        self.send_response(200)
        self.end_headers()
        self.pour(b"x" * 4096)

    def drips(self):
        """Send a byte now and then: each comes in time, all of them never."""
        self.send_response(200)
        self.end_headers()
        self.pour(b"x", every_seconds=0.02)

    def pour(self, piece, every_seconds=0):
        """Send pieces until nobody listens any more."""
        try:
            while not self.server.is_over.wait(every_seconds):
                self.wfile.write(piece)
        except OSError:
            self.server.hung_up.set()

    def dribbles(self):
        """Send a byte of the headers now and then."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.pour(b"x", every_seconds=0.02)

    def silent(self):
        """Take the request and say nothing."""
        self.server.is_over.wait(10)

    def half(self):
        """Promise more than there is."""
        self.good(**{"Content-Length": 99})

    def moved(self):
        """Send somebody elsewhere."""
        self.good(b"", 302, Location="/good")

    def missing(self):
        """Have no such file."""
        self.good(b"<Error>", 404)

    def part(self):
        """Send a part."""
        self.good(FILE, 206)

    def no_http(self):
        """Talk nonsense."""
        self.wfile.write(b"hello\r\n\r\n")


class Server(ThreadingHTTPServer):
    """Takes many requests at a time."""

    daemon_threads = True
    request_queue_size = 128


@contextmanager
def running():
    """Run the server."""
    server = Server(("127.0.0.1", 0), Pages)
    server.asked, server.is_over, server.hung_up = [], threading.Event(), threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def server(_no_way_out):
    """Return the server."""
    with running() as server:
        yield server


@pytest.fixture
def address(server):
    """Return its address."""
    server.asked.clear()
    return f"http://127.0.0.1:{server.server_port}"


def test_a_file_is_returned(address):
    """As it is."""
    assert FILE == HttpFetch()(f"{address}/good")
    assert LONGEST == len(HttpFetch()(f"{address}/longest"))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("too_long", "too long"),
        ("endless", "too long"),
        ("drips", "not sent in time"),
        ("dribbles", "not sent in time"),
        ("silent", "not sent in time"),
        ("half", "not whole"),
        ("moved", "status 302"),
        ("missing", "status 404"),
        ("part", "status 206"),
        ("no_http", "cannot be fetched"),
    ],
)
def test_anything_else_is_refused(address, server, page, reason):
    """After one try, in the time there is; nobody is sent elsewhere."""
    started_at = time.monotonic()

    with pytest.raises(Refusal, match=reason):
        HttpFetch(seconds=0.3)(f"{address}/{page}")

    assert [f"/{page}"] == server.asked
    assert time.monotonic() - started_at < 5


@pytest.mark.parametrize("page", ["drips", "dribbles"])
def test_whoever_takes_too_long_is_hung_up_on(address, server, page):
    """Or its thread would go on as long as it likes, byte by byte."""
    server.hung_up.clear()

    with pytest.raises(Refusal, match="not sent in time"):
        HttpFetch(seconds=0.3)(f"{address}/{page}")

    assert server.hung_up.wait(5)


def test_files_that_are_slow_to_come_hold_up_no_other(address):
    """As many as there are requests at a time, less one."""
    fetch = HttpFetch(seconds=2)
    with ThreadPoolExecutor(31) as strangers:
        slow = [strangers.submit(fetch, f"{address}/silent") for _ in range(31)]
        started_at = time.monotonic()

        assert FILE == fetch(f"{address}/good")

        assert time.monotonic() - started_at < 2
        assert not any(each.done() for each in slow)
        for each in slow:
            assert isinstance(each.exception(), Refusal)


def test_whoever_waits_for_a_turn_waits_no_longer_than_for_a_file(address):
    """When all threads are taken by files that do not come."""
    fetch = HttpFetch(seconds=0.5)
    with ThreadPoolExecutor(40) as strangers:
        answers = [strangers.submit(fetch, f"{address}/silent") for _ in range(40)]
        reasons = {str(each.exception(timeout=4)) for each in answers}

    assert {"the certificate was not sent in time"} == reasons


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/c.pem",
        "https://127.0.0.1:9/c.pem",
        "http://127.0.0.1:99999/",
        "file:///x",
    ],
)
def test_where_nobody_is_nothing_is_fetched(url):
    """A reason in one plain line."""
    with pytest.raises(Refusal, match="cannot be fetched"):
        HttpFetch()(url)


def test_a_server_without_a_certificate_of_its_own_is_refused(address):
    """Over HTTPS only those that the same roots vouch for."""
    with pytest.raises(Refusal, match="cannot be fetched"):
        HttpFetch()(address.replace("http:", "https:") + "/good")


def test_the_patience_fits_into_alexas():
    """Two seconds, with the six that a turn may take."""
    assert 2 == FETCH_SECONDS
