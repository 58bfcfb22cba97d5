"""Runs the application on a server made for it: waitress, with one line in the log a request."""

import logging
import signal
import time
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any, NoReturn
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from skill.web.app import MOST_BODY_BYTES

THREADS = 32
"""Requests that are answered at the same time. Nearly all of their time they wait: for DynamoDB,
those of strangers for a certificate that is none, a page's for what the pretend Echo says."""

MOST_CONNECTIONS, SILENT_SECONDS, CLEANUP_SECONDS = 500, 15, 5
"""Connections that may be open; one without a byte for so long, looked at so often, is closed. Our
choice: waitress's own 100 and 120 s are used up by a hundred that say nothing. Who dribbles is kept
away by the proxy in front: see docs/web.md."""

MOST_RECEIVED_BYTES = 4 * MOST_BODY_BYTES
"""A longer body is not even received; waitress answers 413. Up to here it is the application's."""

log = logging.getLogger(__name__)

Server = BaseWSGIServer | MultiSocketServer


def open_server(app: WSGIApplication, host: str, port: int) -> Server:
    """
    Listen, and answer nothing yet.

    Args:
        app: what answers.
        host: a name or an address; a name may stand for several addresses.
        port: 0 takes a free one.

    Raises:
        OSError: when that is not to be had.
        ValueError: when there is no such host.
    """
    return create_server(
        with_access_log(app),
        host=host,
        port=port,
        threads=THREADS,
        ident=None,  # nobody needs to know which server this is
        max_request_body_size=MOST_RECEIVED_BYTES,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=SILENT_SECONDS,
        cleanup_interval=CLEANUP_SECONDS,
        asyncore_use_poll=True,  # select() knows the first 1,024 files of a process only
    )


def port_of(server: Server) -> int:
    """Return the port that a server listens at; the first one, where it has several addresses."""
    known: Any = server  # types-waitress 3.0.1 has neither attribute
    several = isinstance(server, MultiSocketServer)
    return int(known.effective_listen[0][1] if several else known.effective_port)


def run(server: Server) -> None:
    """Answer requests until the process is asked to end; those under way are answered first."""
    signal.signal(signal.SIGTERM, _end)
    server.run()


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def with_access_log(
    app: WSGIApplication, clock: Callable[[], float] = time.monotonic
) -> WSGIApplication:
    """
    Return the application with one line in the log for each request.

    It tells method, path, status and how long it took; nothing of who asked, and of what.
    """

    def logged(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        started_at = clock()

        def start(status: str, *rest: Any) -> Any:
            passed_ms = (clock() - started_at) * 1000
            # %r: a path may hold anything, ends of lines too.
            log.info(
                "%.10r %.100r %s in %.1f ms",
                environ["REQUEST_METHOD"],
                environ["PATH_INFO"],
                status[:3],
                passed_ms,
            )
            return start_response(status, *rest)

        return app(environ, start)

    return logged
