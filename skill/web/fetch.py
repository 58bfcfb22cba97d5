"""Fetches a certificate from the network, with little patience."""

import time
from collections.abc import Callable

import certifi
import urllib3

from skill.web.refusal import Refusal

Fetch = Callable[[str], bytes]
"""Returns what is at an address, or raises ``Refusal``."""

FETCH_SECONDS = 2.0
"""Longest wait for a certificate: Alexa waits eight seconds, and the skill may need six. Ours."""

MOST_BYTES = 64 * 1024
"""Longest file that is read. Amazon's chains have some 8 KB. Ours."""


class HttpFetch:
    """A ``Fetch`` over HTTPS. Follows no redirects, tries once."""

    def __init__(self, *, seconds: float = FETCH_SECONDS, most_bytes: int = MOST_BYTES) -> None:
        """
        Make one; connections are opened when they are needed.

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
        """Return the file, unless it is too long or slow: urllib3's patience is for each read."""
        if answer.status != 200:
            raise Refusal(f"instead of the certificate came status {answer.status}")
        body = b""
        while chunk := answer.read1(self._most_bytes):
            body += chunk
            if len(body) > self._most_bytes:
                raise Refusal("the certificate's file is too long")
            if time.monotonic() > until:
                raise Refusal("the certificate was not sent in time")
        return body
