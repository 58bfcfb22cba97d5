"""A table that fails on request: a real server between the client and an engine."""

import json
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

QUERY, STEPS, PLACE, DELETION = (
    "Query",
    "a turn with steps",
    "a turn without steps",
    "deletion",
)
"""The calls that the store makes."""

TRICKLE_SECONDS = 0.5
"""Between two bytes of an answer that trickles: shorter than any time-out of a single read."""


class Fault(StrEnum):
    """What happens to a request instead of an answer."""

    THROTTLED = "it is throttled"
    INTERNAL = "the service fails"
    DENIED = "it is not allowed"
    INVALID = "it is refused, in words that name the person"
    SILENT = "no answer comes"
    TRICKLING = "the answer comes byte by byte"
    CUT = "the connection closes in the middle of the answer"
    RESET = "the connection closes without an answer"
    LOST = "it takes place, and the answer is lost"
    SLOW = "the answer takes its time"


REFUSALS = {
    Fault.THROTTLED: (400, "ProvisionedThroughputExceededException", "slow down"),
    Fault.INTERNAL: (500, "InternalServerError", "our fault"),
    Fault.DENIED: (400, "AccessDeniedException", "not authorized"),
    Fault.INVALID: (400, "ValidationException", "no such key: {body}"),
}
"""Status, error and its text."""

SLOW_SECONDS = 0.3
"""Of ``SLOW``: a third of what the client waits, so in time for it on a busy machine, too."""


class FaultyTable:
    """An address that leads to an engine; each person's requests may be given a fault."""

    def __init__(self, engine):
        """Lead to an engine's address; it answers once it is entered as a context."""
        self.engine = urlsplit(engine).netloc
        self.closing = threading.Event()
        self.plans = {}
        self.slow_seconds = SLOW_SECONDS
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.table = self

    @property
    def endpoint(self):
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def fail(self, user_id, fault, *calls, times=None):
        """Give a person's calls a fault from now on, or as often as said."""
        self.plans[user_id] = _Plan(dict.fromkeys(calls, fault), times)

    def fail_each(self, user_id, faults):
        """Give each of a person's calls its own fault from now on."""
        self.plans[user_id] = _Plan(faults)

    def work(self, user_id):
        """Let a person's requests pass from now on."""
        self.plans.pop(user_id, None)

    def fault_of(self, call, body):
        """Return the fault of a request; ``None`` where it passes."""
        plans = [plan for user_id, plan in self.plans.items() if f'"{user_id}"' in body]
        return plans[0].fault_of(call) if plans else None

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


@dataclass
class _Plan:
    faults: dict
    times: int | None = None

    def fault_of(self, call):
        if call not in self.faults or self.times == 0:
            return None
        self.times = None if self.times is None else self.times - 1
        return self.faults[call]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # many people at once


class _Handler(BaseHTTPRequestHandler):
    """Passes one request on, or spoils it."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        table = self.server.table
        call = _call(self.headers["X-Amz-Target"])
        fault = table.fault_of(call, body.decode())
        match fault:
            case None:
                self._answer(*self._passed_on(body))
            case Fault.SLOW:
                table.closing.wait(table.slow_seconds)
                self._answer(*self._passed_on(body))
            case Fault.SILENT:
                table.closing.wait(60)
                self._hang_up()
            case Fault.TRICKLING:
                self._trickle(*self._passed_on(body))
            case Fault.CUT:
                status, answer = self._passed_on(body)
                self._answer(status, answer, cut=True)
            case Fault.LOST:
                self._passed_on(body)
                self._hang_up()
            case Fault.RESET:
                self._hang_up()
            case _:
                status, error, text = REFUSALS[fault]
                named = f"com.amazonaws.dynamodb.v20120810#{error}"
                plain = {"__type": named, "message": text.format(body=body.decode())}
                self._answer(status, json.dumps(plain).encode())

    def _passed_on(self, body):
        connection = HTTPConnection(self.server.table.engine, timeout=10)
        headers = {name: value for name, value in self.headers.items() if name != "Host"}
        connection.request("POST", "/", body, headers)
        response = connection.getresponse()
        answer = response.status, response.read()
        connection.close()
        return answer

    def _answer(self, status, body, *, cut=False):
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if cut:
            self.wfile.write(body[: len(body) // 2])
            self._hang_up()
        else:
            self.wfile.write(body)

    def _trickle(self, status, body):
        whole = f"HTTP/1.1 {status} OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        for byte in whole:
            self.wfile.write(bytes([byte]))
            if self.server.table.closing.wait(TRICKLE_SECONDS):
                return

    def _hang_up(self):
        self.close_connection = True
        with suppress(OSError):  # the client was faster
            self.connection.shutdown(socket.SHUT_RDWR)

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True  # whoever asked waits no longer

    def log_message(self, *_):
        """Keep quiet."""


def _call(target):
    operation = target.rsplit(".", 1)[-1]
    match operation:
        case "TransactWriteItems":
            return STEPS
        case "UpdateItem":
            return PLACE
        case "BatchWriteItem":
            return DELETION
        case _:
            return operation
