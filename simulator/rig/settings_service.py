"""
Plays the one Alexa service the skill asks: the time zone in the device's settings.

A loopback server for the length of a talk; its address is the `apiEndpoint` of each request.
"""

import json
import re
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

_TIME_ZONE_PATH = re.compile(r"/v2/devices/[^/]+/settings/System\.timeZone")


class SettingsService:
    """Alexa's settings service, for one Echo."""

    def __init__(self, zone_name: str, token: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        """
        Set it up; it answers once it is entered as a context.

        Args:
            zone_name: The time zone it tells.
            token: What a caller must show as bearer token.
            status: How it answers: other than 200 it plays a person who did not say (204), who
                does not allow it (403), or a service that is down (500).
        """
        self.zone_name = zone_name
        """The time zone it tells."""
        self._token = token
        self._status = status
        self._server = _Server(("127.0.0.1", 0), _Answering)
        self._server.service = self

    @property
    def endpoint(self) -> str:
        """Its address, for `context.System.apiEndpoint`."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def answer(self, path: str, authorization: str | None) -> tuple[HTTPStatus, bytes]:
        """Return status and body for a GET."""
        if authorization != f"Bearer {self._token}":
            return HTTPStatus.UNAUTHORIZED, b""
        if not _TIME_ZONE_PATH.fullmatch(path):
            return HTTPStatus.NOT_FOUND, b""
        if self._status is not HTTPStatus.OK:
            return self._status, b""
        return HTTPStatus.OK, json.dumps(self.zone_name).encode()

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    """Carries the service to the handlers."""

    service: SettingsService
    daemon_threads = True


class _Answering(BaseHTTPRequestHandler):
    """Answers one request."""

    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the time zone, or say why not."""
        status, body = self.server.service.answer(self.path, self.headers.get("Authorization"))
        self.send_response(status)
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name it has there)
        """Keep quiet: the terminal belongs to the talk."""
