"""
The web application: `POST /alexa` and `GET /healthz`.

What is wrong with a request is answered with 400 and one line in the log, before anything of the
SDK's sees it. Callers may add pages: it is a plain Flask application.
"""

import json
import logging
from typing import Any, NoReturn

import flask
import werkzeug.exceptions

from skill.alexa.function import SkillFunction
from skill.web.adapter import add_skill
from skill.web.certificate_fetch import Refusal
from skill.web.health import StoreHealth
from skill.web.verifier import ADDRESS_HEADER, SIGNATURE_HEADER, RequestVerifier

ROUTE, HEALTH_ROUTE = "/alexa", "/healthz"

MOST_BODY_BYTES = 256 * 1024
"""Longest request that is read. Our choice: Alexa's have about 10 KB."""

THIS_MACHINE = ("127.0.0.1", "localhost")
"""The hosts by whose name a service answers that takes anybody's requests."""

log = logging.getLogger(__name__)


def create_app(
    skill: SkillFunction,
    health: StoreHealth,
    verifier: RequestVerifier | None,
    *,
    skill_id: str | None = None,
) -> flask.Flask:
    """
    Return the application.

    Args:
        skill: what answers; it also tells which requests are not for it.
        health: what `GET /healthz` tells of.
        verifier: refuses requests that are not Alexa's; ``None`` takes all, for development on
            one's own machine.
        skill_id: the name under which the SDK's adapter keeps the skill.
    """
    app = flask.Flask("skill.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]  # as Lambda answers: in our order
    if verifier is None:
        # A web page that is open in a browser of this machine must not get through to the skill.
        app.config["TRUSTED_HOSTS"] = list(THIS_MACHINE)
    answer = add_skill(app, skill, skill_id, is_checked=lambda: "is_checked" in flask.g)

    @app.post(ROUTE, endpoint="alexa")
    def alexa() -> Any:
        try:
            _check(skill, verifier)
        except Refusal as refusal:
            log.warning("refused a request: %s", refusal)
            return "", 400
        flask.g.is_checked = True
        return answer()

    @app.get(HEALTH_ROUTE, endpoint="health")
    def healthz() -> Any:
        if health.is_reachable():
            return {"store": "reachable"}
        return {"store": "unreachable"}, 503

    return app


def _check(skill: SkillFunction, verifier: RequestVerifier | None) -> None:
    """
    Check the present request: length, signature, JSON, whom it is for, timestamp.

    Raises:
        Refusal: when anything is wrong with it.
    """
    body = _body()
    if verifier is not None:
        headers = flask.request.headers
        verifier.check_signature(headers.get(ADDRESS_HEADER), headers.get(SIGNATURE_HEADER), body)
    elif not flask.request.is_json:
        # A page in a browser can send other types wherever it likes, without asking.
        raise Refusal("its content type is not application/json")
    event = _read(body)
    reason = skill.refusal(event)
    if reason:
        raise Refusal(reason)
    if verifier is not None:
        verifier.check_timestamp(event)


def _body() -> bytes:
    try:
        return flask.request.get_data()
    except werkzeug.exceptions.RequestEntityTooLarge:
        raise Refusal("it is too long") from None
    except werkzeug.exceptions.ClientDisconnected:
        raise Refusal("it is not complete") from None


def _read(body: bytes) -> Any:
    """Return the JSON of a body."""
    try:
        return json.loads(body.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):  # the second by thousands of brackets
        raise Refusal("it is not JSON") from None


def _no_number(name: str) -> NoReturn:
    """Python reads NaN and Infinity, JSON has none, and they could not be sent back."""
    raise ValueError(name)
