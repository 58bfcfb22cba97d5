"""
Fetch a signing certificate: from Amazon's own bucket and nowhere else, within two seconds.
"""

import posixpath
import re
import time
from collections.abc import Callable

import certifi
import urllib3


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


class HttpFetch:
    """A ``Fetch`` over HTTPS. Follows no redirects, tries once."""

    def __init__(self, *, seconds: float = FETCH_SECONDS, most_bytes: int = MOST_BYTES) -> None:
        """
        Prepare a connection pool; connections are opened when they are needed.

        Args:
            seconds: longest wait, from the connection to the last byte.
            most_bytes: longest file.
        """
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._http = urllib3.PoolManager(
            timeout=urllib3.Timeout(total=seconds), retries=False, ca_certs=certifi.where()
        )

    def __call__(self, url: str) -> bytes:
        """Return the file at an address."""
        until = time.monotonic() + self._seconds
        try:
            answer = self._http.request("GET", url, preload_content=False, redirect=False)
        except (urllib3.exceptions.HTTPError, ValueError):
            raise Refusal("the certificate cannot be fetched") from None
        try:
            return self._body(answer, until)
        except urllib3.exceptions.HTTPError:
            raise Refusal("the certificate was not sent in time") from None
        finally:
            answer.close()

    def _body(self, answer: urllib3.BaseHTTPResponse, until: float) -> bytes:
        """Return the file, unless it is too long or too slow."""
        if answer.status != 200:
            raise Refusal(f"instead of the certificate came status {answer.status}")
        body = b""
        while chunk := answer.read1(self._most_bytes):
            body += chunk
            if len(body) > self._most_bytes:
                raise Refusal("the certificate's file is too long")
            # urllib3's time-out begins anew with every read, so a slow sender could hold a thread.
            if time.monotonic() > until:
                raise Refusal("the certificate was not sent in time")
        return body
