"""
Plays Alexa's Reminders API, version 1: `/v1/alerts/reminders`, for one Echo.

Bodies and statuses are those of `ask_sdk_model.services.reminder_management` 1.82.0; that names 409
for an update without permission, where this says 401 as everywhere else, and no 404 for reading and
deleting, where this says 404. The codes in the bodies of errors are partly our choice (see
`InvalidReminderError`): a skill goes by the status.
"""

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPMethod, HTTPStatus
from typing import TypeAlias

from simulator.common import JsonObject
from simulator.device.reminder_trigger import InvalidReminderError
from simulator.device.reminders import (
    FAULT_WORDS,
    Reminder,
    ReminderFault,
    Reminders,
    TooManyRemindersError,
)

PATH = "/v1/alerts/reminders"
"""Where the reminders are; behind it a slash and a token lead to one of them."""

SILENT_SECONDS = 10
"""How long a service that does not answer holds the connection: longer than Alexa waits for the
skill."""

Answer: TypeAlias = tuple[HTTPStatus, JsonObject | None]
"""Status and body of an answer."""

_FAULTS: Mapping[ReminderFault, tuple[HTTPStatus, str]] = {
    ReminderFault.THROTTLED: (HTTPStatus.TOO_MANY_REQUESTS, "MAX_RATE_EXCEEDED"),
    ReminderFault.TOO_MANY: (HTTPStatus.FORBIDDEN, "MAX_REMINDERS_EXCEEDED"),
    ReminderFault.UNSUPPORTED: (HTTPStatus.FORBIDDEN, "DEVICE_NOT_SUPPORTED"),
    ReminderFault.BROKEN: (HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR"),
    ReminderFault.UNAVAILABLE: (HTTPStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE"),
    ReminderFault.OFFLINE: (HTTPStatus.GATEWAY_TIMEOUT, "DEVICE_OFFLINE"),
}
_OF_CREATING = (
    ReminderFault.TOO_MANY,
    ReminderFault.UNSUPPORTED,
    ReminderFault.UNAVAILABLE,
    ReminderFault.OFFLINE,
)
"""Faults that the SDK's client names for setting a reminder, and for nothing else."""


class ReminderService:
    """Alexa's Reminders API."""

    def __init__(self, reminders: Reminders, now: Callable[[], datetime]) -> None:
        """
        Serve reminders.

        Args:
            reminders: Alexa's.
            now: Returns the present instant, in UTC.
        """
        self._reminders = reminders
        self._now = now

    def answer(self, method: HTTPMethod, path: str, body: bytes, zone_name: str) -> Answer | None:
        """
        Answer a request that has shown the right bearer token.

        Args:
            method: Of the request.
            path: Of the request, `PATH` or below.
            body: Of the request.
            zone_name: Where the device stands.

        Returns:
            None where the connection is to be broken off instead.
        """
        fault = self._reminders.fault
        if fault is ReminderFault.SILENT:
            time.sleep(SILENT_SECONDS)
        if fault in (ReminderFault.SILENT, ReminderFault.UNREACHABLE):
            return None
        if not self._reminders.is_allowed:
            return _error(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED", "Reminders are not allowed.")
        if fault and (method is HTTPMethod.POST or fault not in _OF_CREATING):
            return _error(*_FAULTS[fault], f"Alexa's reminders {FAULT_WORDS[fault]}.")
        token = path.removeprefix(PATH).removeprefix("/")
        try:
            return self._carry_out(method, token, body, zone_name)
        except InvalidReminderError as error:
            return _error(HTTPStatus.BAD_REQUEST, error.code, str(error))
        except TooManyRemindersError:
            return _error(*_FAULTS[ReminderFault.TOO_MANY], "There are too many reminders.")

    def _carry_out(self, method: HTTPMethod, token: str, body: bytes, zone_name: str) -> Answer:
        now = self._now()
        match method:
            case HTTPMethod.POST if not token:
                made = self._reminders.create(_decoded(body), now, zone_name)
                return HTTPStatus.OK, _written(made)
            case HTTPMethod.GET if not token:
                alerts = [_read(each) for each in self._reminders.all(now)]
                return HTTPStatus.OK, {
                    "totalCount": str(len(alerts)),
                    "alerts": alerts,
                    "links": None,
                }
            case HTTPMethod.GET:
                found = self._reminders.get(token, now)
                return (HTTPStatus.OK, _read(found)) if found else _NOT_FOUND
            case HTTPMethod.PUT if token:
                changed = self._reminders.update(token, _decoded(body), now, zone_name)
                return (HTTPStatus.OK, _written(changed)) if changed else _NOT_FOUND
            case HTTPMethod.DELETE if token:
                return (HTTPStatus.OK, None) if self._reminders.delete(token, now) else _NOT_FOUND
            case _:
                return _error(HTTPStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "Not here.")


def _error(status: HTTPStatus, code: str, message: str) -> Answer:
    return status, {"code": code, "message": message}


_NOT_FOUND = _error(HTTPStatus.NOT_FOUND, "ALERT_NOT_FOUND", "There is no such reminder.")


def _decoded(body: bytes) -> JsonObject:
    try:
        wish = json.loads(body)
    except ValueError:
        wish = None
    if not isinstance(wish, dict):
        raise InvalidReminderError("INVALID_REQUEST", "The body is no JSON object.")
    return wish


def _written(reminder: Reminder) -> JsonObject:
    """Return what setting or changing a reminder is answered with."""
    return {
        "alertToken": reminder.token,
        "createdTime": _time(reminder.created_at),
        "updatedTime": _time(reminder.updated_at),
        "status": reminder.status,
        "version": str(reminder.version),
        "href": f"{PATH}/{reminder.token}",
    }


def _read(reminder: Reminder) -> JsonObject:
    """Return what reading a reminder is answered with."""
    told = _written(reminder) | reminder.wish
    del told["href"]
    return told


def _time(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
