"""
The screen of an Echo Show: a frame in which Amazon's own web renderer runs the documents.

The renderer is fetched by `make` where npm is, and never part of the project (docs/adr/0021). It
builds functions from text and styles as it draws, so the frame has a Content-Security-Policy of its
own; in return it is a sandbox without an origin: it reaches no address but its two scripts, and
speaks to the page by messages only.
"""

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from simulator.device.request import UserEvent
from simulator.page.posted import ACCEPTED, posted

RENDERER = Path(sys.prefix) / "show/node_modules/apl-viewhost-web/index.js"
"""Where `make` puts Amazon's renderer: in the environment that this runs in."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "sandbox allow-scripts; default-src 'none'; script-src 'self' 'unsafe-inline' "
        "'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src data: blob:; "
        "connect-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Of the frame and of its scripts: a sandbox has no origin, so everything is foreign to it."""

_FILES = Path(__file__).parent / "static/show"


class Shown(Protocol):
    """What has a screen that a browser draws: an Echo, by way of the thread that drives it."""

    def render(self, *, is_rendered: bool) -> None:
        """Let a browser run the documents, or no longer."""
        ...

    def screen_speaks(self) -> None:
        """Begin the sound of the document."""
        ...

    def screen_stops(self) -> None:
        """Stop the sound of the document."""
        ...

    def send_user_event(self, token: str, event: UserEvent) -> None:
        """Let the document with this token send an event."""
        ...


class Show:
    """The addresses of the frame, and what its documents tell the Echo."""

    def __init__(self, echo: Shown) -> None:
        """Let an Echo be shown."""
        self._echo = echo

    def add_to(self, page: Blueprint) -> None:
        """Add the addresses to the page's."""
        page.add_url_rule("/show/", "show", lambda: _framed(send_file(_FILES / "frame.html")))
        page.add_url_rule(
            "/show/frame.js", "show_script", lambda: _framed(send_file(_FILES / "frame.js"))
        )
        page.add_url_rule("/show/renderer.js", "show_renderer", _renderer)
        for name, command in (
            ("rendered", self.render),
            ("screen-speaks", self.speak),
            ("screen-stops", self.stop),
            ("event", self.send_event),
        ):
            page.add_url_rule(f"/echo/{name}", name, command, methods=["POST"])

    def render(self) -> ResponseReturnValue:
        """Learn whether a page runs the documents: `is_rendered`."""
        self._echo.render(is_rendered=posted("is_rendered", bool))
        return ACCEPTED

    def speak(self) -> ResponseReturnValue:
        """Begin the sound of the document: it has come to its SpeakItem."""
        self._echo.screen_speaks()
        return ACCEPTED

    def stop(self) -> ResponseReturnValue:
        """Stop the sound of the document: it has broken off its SpeakItem."""
        self._echo.screen_stops()
        return ACCEPTED

    def send_event(self) -> ResponseReturnValue:
        """Send `arguments`, `source` and `components` for the document with this `token`."""
        event = UserEvent(
            tuple(posted("arguments", list)), posted("source", dict), posted("components", dict)
        )
        self._echo.send_user_event(posted("token", str), event)
        return ACCEPTED


def _renderer() -> Response:
    """Answer with Amazon's renderer; with an empty script where it was not fetched."""
    if RENDERER.is_file():
        # From memory: a page that is loaded anew breaks it off, and no file stays open then.
        script = io.BytesIO(RENDERER.read_bytes())
        return _framed(send_file(script, mimetype="text/javascript"))
    return _framed(Response("", mimetype="text/javascript"))


def _framed(answer: Response) -> Response:
    answer.headers.update(HEADERS)
    return answer
