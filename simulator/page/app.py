"""
The page's HTTP addresses: the page itself, the Echo's events, and commands to the Echo.

Events go out as Server-Sent Events (`simulator.page.stream`).
"""

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from http import HTTPStatus

from flask import Blueprint, Response, abort, jsonify, request, send_file
from flask.typing import ResponseReturnValue

from simulator.common import SimulatorError
from simulator.device.alexa_app import AppCommand
from simulator.device.clock import JumpingClock
from simulator.device.script import Pass, read_line
from simulator.device.sound import Voice
from simulator.page.conversation import read_script
from simulator.page.device_commands import DeviceCommands
from simulator.page.insight import Insight
from simulator.page.live_echo import LiveEcho, SoundOf
from simulator.page.posted import ACCEPTED, posted, refused
from simulator.page.security import add_headers, let_in
from simulator.page.show import Show
from simulator.page.stream import streamed
from simulator.rig.environment import Talk, TalkOptions, talk_environment, warm_up
from simulator.rig.table_gate import TableGate
from simulator.voice.recording import record
from simulator.voice.speaker import Speaker

LONGEST_UTTERANCE = 400
"""In characters. More than anybody says in the eight seconds a microphone is open."""

LONGEST_PASS_SECONDS = 31 * 86_400.0
"""A month: time to see what becomes of a routine that was broken off."""


@contextlib.contextmanager
def open_live_echo(
    options: TalkOptions, insight_into: Callable[[Talk], Insight] | None = None
) -> Iterator[LiveEcho]:
    """
    Open an Echo in which time passes by itself.

    Args:
        options: What the person chose for the talk. It is silent unless the voice is a `Speaker`.
        insight_into: Returns what is shown of the coach itself, once everything around the talk
            is there.

    Raises:
        SimulatorError: Something is missing, and the person at the terminal can help.
    """
    with contextlib.ExitStack() as stack:
        talk = stack.enter_context(talk_environment(options, JumpingClock, TableGate()))
        warm_up(talk.language)
        insight = insight_into(talk) if insight_into else None
        live_echo = stack.enter_context(LiveEcho(talk, _sound_of(options.voice), insight))
        yield live_echo


def _sound_of(voice: Voice) -> SoundOf | None:
    """Return how a voice is heard; None for one that is only counted in words."""
    if not isinstance(voice, Speaker):
        return None
    return lambda track: record(track, voice).pcm.as_wav()


def page_blueprint(live_echo: LiveEcho) -> Blueprint:
    """Return an Echo's page as a blueprint for a Flask application on loopback."""
    page = Blueprint("page", __name__, static_folder="static", static_url_path="/page")
    page.before_request(let_in)
    page.after_request(add_headers)
    views, commands = _Views(live_echo), _Commands(live_echo)
    page.add_url_rule("/", "index", lambda: page.send_static_file("index.html"))
    page.add_url_rule("/echo/events", view_func=views.events)
    page.add_url_rule("/echo/conversation", view_func=views.conversation)
    page.add_url_rule("/echo/drawings", view_func=views.drawings)
    page.add_url_rule("/echo/progress", view_func=views.progress)
    page.add_url_rule("/echo/sound/<int:number>.wav", view_func=views.sound)
    page.add_url_rule("/echo/say", view_func=commands.say, methods=["POST"])
    page.add_url_rule("/echo/pass", "pass", commands.let_pass, methods=["POST"])
    page.add_url_rule("/echo/restart", view_func=commands.restart, methods=["POST"])
    page.add_url_rule("/echo/replay", view_func=commands.replay, methods=["POST"])
    DeviceCommands(live_echo).add_to(page)
    Show(live_echo).add_to(page)
    return page


class _Views:
    """The GET addresses: what a page shows."""

    def __init__(self, live_echo: LiveEcho) -> None:
        self._live_echo = live_echo

    def events(self) -> Response:
        """Stream the events for as long as the client is connected."""
        return streamed(self._live_echo, request.headers.get("Last-Event-ID", ""))

    def conversation(self) -> Response:
        """Answer with the conversation, as a file to be saved."""
        script = Response(self._live_echo.conversation(), mimetype="text/plain")
        script.headers["Content-Disposition"] = 'attachment; filename="conversation.txt"'
        return _uncached(script)

    def drawings(self) -> Response:
        """Answer with the drawing of each movement, in the order of the exercises."""
        return Response(json.dumps(self._live_echo.insight.drawings()), mimetype="application/json")

    def progress(self) -> Response:
        """Answer with what was done until now."""
        progress = self._live_echo.insight.progress(self._live_echo.now)
        return _uncached(jsonify(progress))

    def sound(self, number: int) -> Response:
        """Answer with the sound of a playback; a browser may ask for parts of it."""
        wav = self._live_echo.sound(number)
        if wav is None:
            abort(HTTPStatus.NOT_FOUND)
        return _uncached(send_file(io.BytesIO(wav), mimetype="audio/wav", conditional=True))


class _Commands:
    """The POST addresses: each returns at once, and its effects arrive as events."""

    def __init__(self, live_echo: LiveEcho) -> None:
        self._live_echo = live_echo

    def say(self) -> ResponseReturnValue:
        """Say `text`; as in a script, `+75s` lets time pass, and `/allow` is done in the app."""
        text = " ".join(posted("text", str).split())
        if len(text) > LONGEST_UTTERANCE:
            abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            line = read_line(text)
        except SimulatorError as error:
            return refused(str(error))
        if isinstance(line, Pass):
            return self._let_pass(line.seconds)
        if isinstance(line, AppCommand):
            self._live_echo.use_app(line)
        elif line is not None:
            self._live_echo.say(line.text)
        return ACCEPTED

    def let_pass(self) -> ResponseReturnValue:
        """Let `seconds` pass."""
        return self._let_pass(posted("seconds", int, float))

    def restart(self) -> ResponseReturnValue:
        """Pull the plug and put it back."""
        self._live_echo.restart()
        return ACCEPTED

    def replay(self) -> ResponseReturnValue:
        """Play `script`; without waiting if `is_fast`."""
        is_fast = posted("is_fast", bool)
        try:
            lines = read_script(posted("script", str))
        except SimulatorError as error:
            return refused(str(error))
        self._live_echo.replay(lines, is_fast=is_fast)
        return ACCEPTED

    def _let_pass(self, seconds: float) -> ResponseReturnValue:
        if not 0 <= seconds <= LONGEST_PASS_SECONDS:
            return refused("That is no time that can pass: a month at most.")
        self._live_echo.let_pass(seconds)
        return ACCEPTED


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
