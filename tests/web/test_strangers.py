"""Somebody who asks for much and says little keeps nobody else from being answered."""

import http.client
import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from skill.web.certificate_fetch import Refusal
from skill.web.server import open_server
from skill.web.verifier import ADDRESS_HEADER, SIGNATURE_HEADER
from tests.envelopes import envelope, launch
from tests.web.conftest import URL
from tests.web.signing import NOW, signature

MANY = 31
"""Requests of strangers: all but one of those that are answered at a time."""

SILENT = 120
"""Connections of strangers: more than waitress takes by itself."""


class SlowFiles:
    """A ``Fetch`` whose files come when they are let go; Amazon's own comes at once."""

    def __init__(self, files, *, slow):
        """Have some files by address, of which those of ``slow`` have to be let go."""
        self.files, self.is_slow = files, slow
        self.asked, self.let_go = [], threading.Event()
        self.is_asked = threading.Semaphore(0)

    def __call__(self, url):
        """Return one of them."""
        self.asked.append(url)
        self.is_asked.release()
        if self.is_slow(url):
            assert self.let_go.wait(20)
        if url not in self.files:
            raise Refusal("there is no such file")
        return self.files[url]


def slowed(web, slow):
    """Let the files of a service come slowly."""
    web.verifier._keys._fetch = files = SlowFiles(web.files.files, slow=slow)
    return files


@contextmanager
def listening(app):
    """Run the server that `heel-stretches serve` runs; yield its port."""
    server = open_server(app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.trigger.pull_trigger(server.close)
        server.task_dispatcher.shutdown()
        thread.join(10)


def posted(port, key, url=URL):
    """Return the status that a launch is answered with."""
    body = json.dumps(envelope(launch(), at=NOW)).encode()
    headers = {ADDRESS_HEADER: url, SIGNATURE_HEADER: signature(key, body)}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", "/alexa", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("is_known", [False, True], ids=["just started", "the key is known"])
def test_strangers_with_slow_files_hold_up_nobody(web, amazon, is_known):
    """Each with a file of their own; Alexa's first request is taken all the same."""
    files = slowed(web, lambda url: url != URL)
    with listening(web.app) as port, ThreadPoolExecutor(MANY) as strangers:
        if is_known:
            assert 200 == posted(port, amazon.key)
            assert files.is_asked.acquire(timeout=10)
        answers = [
            strangers.submit(posted, port, amazon.other_key, f"{URL}{number}")
            for number in range(MANY)
        ]
        for _ in range(MANY):
            assert files.is_asked.acquire(timeout=10)

        assert 200 == posted(port, amazon.key)

        assert not any(answer.done() for answer in answers)
        files.let_go.set()
        assert [400] * MANY == [answer.result(10) for answer in answers]


def test_strangers_who_say_nothing_hold_up_nobody(web, amazon):
    """Each begins a request and does not end it."""
    with listening(web.app) as port, ExitStack() as stack:
        for _ in range(SILENT):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            line.sendall(b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{")

        assert 200 == posted(port, amazon.key)


def test_who_says_nothing_is_not_kept_for_long(web):
    """Connections, seconds, and how often that is looked at; the longest body that is read."""
    server = open_server(web.app, "127.0.0.1", 0)
    chosen = server.adj
    server.close()
    server.task_dispatcher.shutdown()

    assert (500, 15, 5) == (
        chosen.connection_limit,
        chosen.channel_timeout,
        chosen.cleanup_interval,
    )
    assert (32, 1_048_576) == (chosen.threads, chosen.max_request_body_size)
    assert 262_144 == web.app.config["MAX_CONTENT_LENGTH"]


def test_those_who_wait_for_one_file_wait_for_it_together(web, amazon):
    """It is fetched once, and all are answered."""
    files = slowed(web, lambda _: True)
    with listening(web.app) as port, ThreadPoolExecutor(MANY) as people:
        answers = [people.submit(posted, port, amazon.key) for _ in range(MANY)]
        assert files.is_asked.acquire(timeout=10)
        files.let_go.set()

        assert [200] * MANY == [answer.result(10) for answer in answers]
    assert [URL] == files.asked


def test_a_file_that_does_not_come_is_told_to_all_who_wait_and_asked_for_anew(web, amazon):
    """Each is refused; the next one has another try."""
    chain = web.files.files.pop(URL)
    together = threading.Barrier(3, timeout=10)
    files = slowed(web, lambda _: True)

    def post():
        together.wait()
        return web.post().status_code

    with ThreadPoolExecutor(2) as people:
        answers = [people.submit(post) for _ in range(2)]
        together.wait()
        assert files.is_asked.acquire(timeout=10)
        files.let_go.set()
        assert [400, 400] == [answer.result(10) for answer in answers]

    web.files.files[URL] = chain
    assert 200 == web.post().status_code


def test_a_fault_of_ours_while_a_file_is_fetched_is_told_to_all_who_wait(web):
    """Nobody waits for ever, now or later."""

    def broken(_):
        raise RuntimeError("a fault of ours")

    web.verifier._keys._fetch = broken
    web.app.testing = True
    for _ in range(2):
        with pytest.raises(RuntimeError, match="a fault of ours"):
            web.post()
