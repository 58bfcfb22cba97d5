"""What the page's POST addresses share: how a wish is read, and how it is answered."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, request

ACCEPTED = ("", HTTPStatus.ACCEPTED)
"""The answer to a wish that is being carried out: its effects arrive as events."""


def posted(name: str, *kinds: type) -> Any:
    """Return a member of the request's JSON object, if it is of one of these types; else 400."""
    value = posted_object().get(name)
    if type(value) not in kinds:
        abort(HTTPStatus.BAD_REQUEST)
    return value


def posted_object() -> dict[str, Any]:
    """Return the request's JSON object; anything else is 400."""
    body = request.get_json()
    if not isinstance(body, dict):
        abort(HTTPStatus.BAD_REQUEST)
    return body


def refused(why: str) -> Response:
    """Return the answer to a wish that cannot be carried out, in a sentence for the person."""
    return Response(why, HTTPStatus.BAD_REQUEST, mimetype="text/plain")
