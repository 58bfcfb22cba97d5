"""
A web address that shows the screen of an Echo alone: for a talk at a terminal.

The terminal's loop drives the Echo. What the window wishes waits until that loop carries it out.
"""

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator

from flask import Blueprint, Flask, Response, request
from werkzeug.serving import make_server

from simulator.common import JsonObject
from simulator.device.echo import Echo
from simulator.device.events import (
    Event,
    PlaybackEnded,
    PlaybackStarted,
    ScreenCleared,
    ScreenShown,
)
from simulator.device.request import UserEvent
from simulator.page.event_json import in_ms, screen_json
from simulator.page.event_log import EventLog
from simulator.page.security import add_headers, let_in
from simulator.page.show import RENDERER, Show
from simulator.page.stream import streamed

NO_RENDERER = (
    "Its screen is not drawn: Amazon's renderer is not here. Install npm (on Debian: "
    "apt install npm), then: make page"
)


class ScreenWindow:
    """What the window is told, and what it wishes."""

    def __init__(self, echo: Echo) -> None:
        """Watch an Echo."""
        self.event_log = EventLog()
        self._echo = echo
        self._wishes: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        echo.subscribe(self._write_down)

    @property
    def present(self) -> JsonObject:
        """The present instant, and how time passes."""
        return {"at_ms": in_ms(self._echo.now), "is_running": True, "rate": 1}

    def carry_out(self) -> None:
        """Do what the window has wished since the last time."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._wishes.get_nowait()()

    def render(self, *, is_rendered: bool) -> None:
        """Let the window run the documents, or no longer."""
        self._wishes.put(lambda: setattr(self._echo, "is_rendered", is_rendered))

    def screen_speaks(self) -> None:
        """Begin the sound of the document."""
        self._wishes.put(self._echo.screen_speaks)

    def screen_stops(self) -> None:
        """Stop the sound of the document, which has broken it off."""
        self._wishes.put(self._echo.screen_stops)

    def send_user_event(self, token: str, event: UserEvent) -> None:
        """Let the document with this token send an event."""
        self._wishes.put(lambda: self._echo.send_user_event(token, event))

    def _write_down(self, event: Event) -> None:
        told = _told(event)
        if told is not None:
            self.event_log.add({"at_ms": in_ms(event.at), **told})


def _told(event: Event) -> JsonObject | None:
    match event:
        case ScreenShown():
            return {"kind": "screen", **screen_json(event.screen, event.viewport)}
        case ScreenCleared():
            return {"kind": "screen_cleared"}
        case PlaybackStarted():
            length_ms = event.track.length_ms
            return {"kind": "playback", "length_ms": length_ms, "sounds": [], "steps": []}
        case PlaybackEnded():
            return {"kind": "silence", "was_interrupted": event.was_interrupted}
        case _:
            return None


@contextlib.contextmanager
def opened(echo: Echo) -> Iterator[tuple[ScreenWindow, str] | None]:
    """Serve the window of an Echo on loopback; yields it with its address, or None without one."""
    if not RENDERER.is_file():
        yield None
        return
    window = ScreenWindow(echo)
    page = Blueprint("page", __name__, static_folder="static", static_url_path="/page")
    page.before_request(let_in)
    page.after_request(add_headers)
    page.add_url_rule("/", "index", lambda: page.send_static_file("show/window.html"))
    page.add_url_rule("/echo/events", "events", lambda: _events(window))
    Show(window).add_to(page)
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(page)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, name="screen", daemon=True)
    thread.start()
    try:
        yield window, f"http://127.0.0.1:{server.port}/"
    finally:
        window.event_log.close()
        server.shutdown()
        server.server_close()


def _events(window: ScreenWindow) -> Response:
    return streamed(window, request.headers.get("Last-Event-ID", ""))
