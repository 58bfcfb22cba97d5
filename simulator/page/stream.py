"""
An Echo's events as Server-Sent Events.

Each has its name in the event log as id, so a browser that lost the connection gets what it missed.
"""

import json
from collections.abc import Iterator
from typing import Protocol

from flask import Response

from simulator.common import JsonObject
from simulator.page.event_log import EventLog

HEARTBEAT_SECONDS = 5.0
"""How often a quiet line is written to, so that a page that has gone is noticed."""


class Source(Protocol):
    """What can be streamed."""

    event_log: EventLog
    """What has happened and what will."""

    @property
    def present(self) -> JsonObject:
        """What holds now."""
        ...


def streamed(source: Source, last_event_id: str) -> Response:
    """
    Return what happens, for as long as a client is connected.

    Args:
        source: What is streamed.
        last_event_id: The name of the last event that the client has; empty for none.
    """
    seen = source.event_log.number(last_event_id)
    answer = Response(_stream(source, seen), mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _stream(source: Source, seen: int) -> Iterator[str]:
    """
    Yield what happens: first what was missed, then what time it is, then what comes.

    A page that has seen nothing of this Echo is told to begin with an empty picture.
    """
    if not seen:
        yield _message({}, event="begin")
    missed = source.event_log.after(seen)
    for entry in missed:
        seen += 1
        yield _message(entry | {"number": seen}, name=source.event_log.name(seen))
    yield _message(source.present, event="present")
    while (entries := source.event_log.wait_after(seen, HEARTBEAT_SECONDS)) is not None:
        for entry in entries:
            seen += 1
            yield _message(entry | {"number": seen}, name=source.event_log.name(seen))
        if not entries:
            yield ": still here\n\n"


def _message(data: JsonObject, *, event: str = "", name: str = "") -> str:
    lines = [f"event: {event}"] * bool(event) + [f"id: {name}"] * bool(name)
    return "\n".join([*lines, f"data: {json.dumps(data)}", "", ""])
