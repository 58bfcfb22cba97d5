"""
Stands between the skill and its DynamoDB engine, and can be shut: the table is then out of reach.

A TCP proxy on loopback. Shut, it breaks off what is connected and takes nothing new, as a network
does that has failed; the engine behind it runs on, and keeps what it has.
"""

import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

_CHUNK_BYTES = 65_536


class TableGate:
    """A way to one engine, open until it is shut."""

    def __init__(self) -> None:
        """Be open; there is no way yet."""
        self.is_shut = False
        """Whether the engine is out of reach. May be set from any thread, at any time."""

    @contextlib.contextmanager
    def in_front_of(self, endpoint: str) -> Iterator[str]:
        """
        Listen for the length of a context.

        Args:
            endpoint: The engine's address, as in `http://127.0.0.1:8000`.

        Yields:
            The address to use in its place.
        """
        parts = urlsplit(endpoint)
        with _Server(("127.0.0.1", 0), _Passing) as server:
            server.gate, server.engine = self, (parts.hostname or "127.0.0.1", parts.port or 80)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            try:
                yield f"http://127.0.0.1:{server.server_address[1]}"
            finally:
                server.shutdown()


class _Server(ThreadingTCPServer):
    """Carries the gate to the handlers."""

    gate: TableGate
    engine: tuple[str, int]
    daemon_threads = True


class _Passing(BaseRequestHandler):
    """Passes bytes to and fro for one connection."""

    server: _Server
    request: socket.socket

    def handle(self) -> None:
        """Pass on until one side is done, or the gate is shut: the connection is then closed."""
        if self.server.gate.is_shut:
            return
        with (
            contextlib.suppress(OSError),  # one side has broken off
            socket.create_connection(self.server.engine) as engine,
            selectors.DefaultSelector() as ready,
        ):
            for source, target in ((self.request, engine), (engine, self.request)):
                # Without it each small request waits for the other side's acknowledgement.
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                ready.register(source, selectors.EVENT_READ, (source, target))
            while True:
                for key, _ in ready.select():
                    source, target = key.data
                    content = source.recv(_CHUNK_BYTES)
                    if not content or self.server.gate.is_shut:
                        return
                    target.sendall(content)
