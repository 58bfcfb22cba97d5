"""
Fetch a signing certificate: from Amazon's own bucket and nowhere else, within two seconds.
"""

import posixpath
import re
import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

import certifi


class Refusal(Exception):
    """A request that is turned away. The text says why, and holds nothing of the request."""


HOST = "s3.amazonaws.com"
FOLDER = "/echo.api/"
"""The bucket. Amazon, "Host a custom skill as a web service", on SignatureCertChainUrl:
https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html"""

MOST_CHARACTERS = 500
"""Longest address accepted. Our choice: Amazon's have about sixty characters."""

# What is not in this pattern is refused: user information, query, fragment, escapes, back slashes,
# control characters, spaces. Scheme and host in any case, the path as it is.
_ADDRESS = re.compile(
    rf"(?i:https://{re.escape(HOST)})(?::443)?(?P<path>/[A-Za-z0-9._~/+-]*)", re.ASCII
)


def certificate_address(url: str) -> str:
    """
    Return the one spelling of a certificate's address.

    Raises:
        Refusal: when it is not in Amazon's bucket.
    """
    match = _ADDRESS.fullmatch(url) if len(url) <= MOST_CHARACTERS else None
    if match is None:
        raise Refusal("the certificate's address is not one of Amazon's")
    # Normalised before the folder is compared: "/echo.api/../other" only looks like Amazon's
    # folder.
    path = posixpath.normpath(match["path"])
    if not path.startswith(FOLDER):
        raise Refusal("the certificate's address leads elsewhere")
    return f"https://{HOST}{path}"


Fetch = Callable[[str], bytes]
"""Returns what is at an address, or raises ``Refusal``."""

FETCH_SECONDS = 2.0
"""Longest wait for a certificate. Our choice: Alexa waits eight seconds, a turn may take six."""

MOST_BYTES = 64 * 1024
"""Longest file accepted. Our choice: Amazon's chains have about 8 KB."""

MOST_AT_ONCE = 32
"""Files that are fetched at the same time; others wait for their turn. Our choice: as many as the
server has threads, so that whoever asks for files that are slow to come holds up nobody's."""


class HttpFetch:
    """A ``Fetch`` over HTTPS. Follows no redirects, tries once."""

    def __init__(self, *, seconds: float = FETCH_SECONDS, most_bytes: int = MOST_BYTES) -> None:
        """
        Read the roots; connections are opened when they are needed.

        Args:
            seconds: longest wait as a whole: for a turn, the connection, and the last byte.
            most_bytes: longest file.
        """
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._trusted = ssl.create_default_context(cafile=certifi.where())
        # Threads of their own: those that wait for the look-up of a name can be stopped by nobody,
        # and the calls to the store need theirs.
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, "certificate")

    def __call__(self, url: str) -> bytes:
        """Return the file at an address."""
        until = time.monotonic() + self._seconds
        try:
            connection, path = self._connection(url)
        except ValueError:
            raise Refusal("the certificate cannot be fetched") from None
        opened: list[socket.socket] = []
        fetching = self._threads.submit(self._file, connection, path, until, opened)
        try:
            return fetching.result(self._seconds)
        except TimeoutError:
            fetching.cancel()
            _hang_up(opened)
            raise Refusal("the certificate was not sent in time") from None
        except (OSError, HTTPException):
            raise Refusal("the certificate cannot be fetched") from None

    def _connection(self, url: str) -> tuple[HTTPConnection, str]:
        """Return a connection that is not open yet, and what to ask for there."""
        parts = urlsplit(url)
        match parts.scheme, parts.hostname, parts.port:
            case "https", str(host), port:
                context = self._trusted
                secure = HTTPSConnection(host, port, timeout=self._seconds, context=context)
                return secure, parts.path
            case "http", str(host), port:
                return HTTPConnection(host, port, timeout=self._seconds), parts.path
            case _:
                raise ValueError("no address of the web")

    def _file(
        self, connection: HTTPConnection, path: str, until: float, opened: list[socket.socket]
    ) -> bytes:
        """Return the file, unless it is too long; name the socket by which it comes."""
        with closing(connection):
            connection.connect()
            opened.append(connection.sock)
            if time.monotonic() > until:  # nobody waits any more, so nobody would hang up
                raise TimeoutError
            connection.request("GET", path)
            with connection.getresponse() as answer:
                if answer.status != HTTPStatus.OK:
                    raise Refusal(f"instead of the certificate came status {answer.status}")
                body = answer.read(self._most_bytes + 1)
                if len(body) > self._most_bytes:
                    raise Refusal("the certificate's file is too long")
                if answer.length:
                    raise Refusal("the certificate's file is not whole")
                return body


def _hang_up(opened: list[socket.socket]) -> None:
    """
    End the connection that another thread reads from.

    Time-outs of a socket begin anew with every byte: a slow sender would keep that thread.
    """
    for each in opened:
        with suppress(OSError):  # it is over already
            each.shutdown(socket.SHUT_RDWR)
