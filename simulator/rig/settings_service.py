"""
Plays the Alexa services the skill asks: the time zone in the device's settings, and reminders.

A loopback server for the length of a talk; its address is the `apiEndpoint` of each request.
"""

import json
import re
import threading
from http import HTTPMethod, HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from simulator.rig.reminder_service import PATH, ReminderService

_TIME_ZONE_PATH = re.compile(r"/v2/devices/[^/]+/settings/System\.timeZone")


class SettingsService:
    """Alexa's settings service, for one Echo, and her reminders beside it."""

    def __init__(
        self,
        zone_name: str,
        token: str,
        status: HTTPStatus = HTTPStatus.OK,
        reminders: ReminderService | None = None,
    ) -> None:
        """
        Set it up; it answers once it is entered as a context.

        Args:
            zone_name: The time zone it tells.
            token: What a caller must show as bearer token.
            status: How it answers: other than 200 it plays a person who did not say (204), who
                does not allow it (403), or a service that is down (500).
            reminders: Answers at the address of the reminders; without it nothing is there.
        """
        self.zone_name = zone_name
        """The time zone it tells."""
        self._token = token
        self._status = status
        self._reminders = reminders
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

    def answer_about_reminders(
        self, method: HTTPMethod, path: str, authorization: str | None, body: bytes
    ) -> tuple[HTTPStatus, bytes] | None:
        """Return status and body for a request to the reminders; None to break off instead."""
        if self._reminders is None:
            return HTTPStatus.NOT_FOUND, b""
        if authorization != f"Bearer {self._token}":
            unknown = {"code": "INVALID_BEARER_TOKEN", "message": "That is not the access token."}
            return HTTPStatus.UNAUTHORIZED, json.dumps(unknown).encode()
        answer = self._reminders.answer(method, path, body, self.zone_name)
        if answer is None:
            return None
        status, told = answer
        return status, b"" if told is None else json.dumps(told).encode()

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
        """Answer with the time zone, or with reminders."""
        if self._is_about_reminders:
            self._answer_about_reminders()
            return
        self._send(*self.server.service.answer(self.path, self.headers.get("Authorization")))

    def do_POST(self) -> None:
        """Set a reminder; nothing else can be written here."""
        self._answer_about_reminders()

    do_PUT = do_DELETE = do_POST  # noqa: N815 (the names that http.server calls)

    @property
    def _is_about_reminders(self) -> bool:
        return self.path == PATH or self.path.startswith(f"{PATH}/")

    def _answer_about_reminders(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self._is_about_reminders:
            self._send(HTTPStatus.NOT_FOUND, b"")
            return
        answer = self.server.service.answer_about_reminders(
            HTTPMethod(self.command), self.path, self.headers.get("Authorization"), body
        )
        if answer is None:
            self.close_connection = True
            return
        self._send(*answer)

    def _send(self, status: HTTPStatus, body: bytes) -> None:
        self.send_response(status)
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name it has there)
        """Keep quiet: the terminal belongs to the talk."""
