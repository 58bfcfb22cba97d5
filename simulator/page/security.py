"""
Restricts the page to this machine and to its own requests, against DNS rebinding and CSRF.

A page on loopback is open to every other page in the same browser, unless it checks who asks: a
foreign name that leads to 127.0.0.1 is seen by the Host header, a foreign page's POST by its
Origin. The Content-Security-Policy lets the page load files of its own and nothing else.
"""

import ipaddress
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Response, abort, request

LARGEST_BODY = 256 * 1024
"""In bytes; a saved conversation of an hour has some 20 KB."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "media-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Go with every answer that brings none of its own, as the frame of the Show does."""


def let_in() -> None:
    """Refuse a request that does not come from the page itself, on this machine."""
    request.max_content_length = LARGEST_BODY
    if not _is_loopback(request.remote_addr) or not _is_loopback(_host_name(request.host)):
        abort(HTTPStatus.FORBIDDEN)
    if request.method not in ("GET", "HEAD") and request.origin != request.host_url.rstrip("/"):
        abort(HTTPStatus.FORBIDDEN)


def add_headers(response: Response) -> Response:
    """Return the response with what the browser has to keep to."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
