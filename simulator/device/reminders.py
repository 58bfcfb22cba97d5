"""
Alexa's own reminders for one account and skill, the permission to set them, and what goes wrong.

What the skill asks of Alexa by HTTP, what the person does in the Alexa app, and what rings on the
Echo all meet here, in several threads. Knows no HTTP and no clock: callers say what time it is.
"""

import re
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from simulator.common import JsonObject
from simulator.device.reminder_trigger import InvalidReminderError, Trigger, read_trigger

REMINDERS_SCOPE = "alexa::alerts:reminders:skill:readwrite"
"""The permission to set reminders, as Alexa names it."""

MOST_REMINDERS = 250
"""So many can be set. Amazon's figure for a device in a hotel (Alexa Smart Properties, Reminders
API); for a home it gives none."""

KEPT_DAYS = 3
"""How long one that has rung for the last time stays in the Alexa app (Amazon's overview)."""


class Status(StrEnum):
    """What is to come of a reminder; the names are Amazon's."""

    ON = "ON"
    """It will ring."""
    COMPLETED = "COMPLETED"
    """It has rung for the last time."""


class ReminderFault(StrEnum):
    """What can be made to go wrong in Alexa's service."""

    THROTTLED = "throttled"
    TOO_MANY = "too-many"
    UNSUPPORTED = "unsupported"
    BROKEN = "broken"
    UNAVAILABLE = "unavailable"
    OFFLINE = "offline"
    SILENT = "silent"
    UNREACHABLE = "unreachable"


FAULT_WORDS: Mapping[ReminderFault, str] = {
    ReminderFault.THROTTLED: "refuse for now: too many requests (429)",
    ReminderFault.TOO_MANY: "cannot be set: there are too many (403)",
    ReminderFault.UNSUPPORTED: "cannot be set: not on this device (403)",
    ReminderFault.BROKEN: "fail (500)",
    ReminderFault.UNAVAILABLE: "are unavailable (503)",
    ReminderFault.OFFLINE: "cannot get to the device (504)",
    ReminderFault.SILENT: "do not answer",
    ReminderFault.UNREACHABLE: "break off the connection",
}
"""What each fault is, after "Alexa's reminders"."""


class TooManyRemindersError(Exception):
    """No more can be set."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder, as Alexa keeps it."""

    token: str
    """Alexa's id of it."""
    created_at: datetime
    """When it was set."""
    updated_at: datetime
    """When it was last changed, or rang for the last time."""
    wish: JsonObject
    """`trigger`, `alertInfo` and `pushNotification`, as the skill asked for them."""
    trigger: Trigger
    """When it rings."""
    next_at: datetime | None
    """When it rings next; None when it has rung for the last time."""
    version: int = 1
    """How often it was written."""

    @property
    def status(self) -> Status:
        """What is to come of it."""
        return Status.COMPLETED if self.next_at is None else Status.ON

    @property
    def text(self) -> str:
        """What it says, without markup."""
        content = self.wish["alertInfo"]["spokenInfo"]["content"][0]
        return content.get("text") or re.sub("<[^>]*>", "", content["ssml"]).strip()


@dataclass(frozen=True, slots=True)
class Ring:
    """A reminder that rings."""

    at: datetime
    """When, in UTC."""
    reminder: Reminder
    """Which."""
    earlier: int
    """How often it rang before, in a stretch of time that was jumped over."""


class Reminders:
    """All reminders of the skill, and whether it may set any."""

    def __init__(
        self, kept: JsonObject | None = None, save: Callable[[JsonObject], None] = lambda _: None
    ) -> None:
        """
        Go on from what was kept.

        Args:
            kept: What `save` was given last; None for nothing set and nothing allowed.
            save: Keeps a JSON object; called after each change.

        Raises:
            ValueError, KeyError, TypeError: What was kept has not this form.
        """
        self.fault: ReminderFault | None = None
        """What goes wrong in Alexa's service now. May be set from any thread, at any time."""
        kept = {} if kept is None else kept
        self._is_allowed = kept.get("is_allowed") is True
        self._reminders = {each["token"]: _restored(each) for each in kept.get("reminders", ())}
        self._save = save
        self._lock = threading.RLock()

    @property
    def is_allowed(self) -> bool:
        """Whether the person allows the skill to set reminders."""
        return self._is_allowed

    def allow(self, *, is_allowed: bool) -> None:
        """Give the permission or take it away. What is set still rings: Amazon says nothing."""
        with self._lock:
            self._is_allowed = is_allowed
            self._keep()

    def all(self, now: datetime) -> tuple[Reminder, ...]:
        """Return those in the Alexa app, the oldest first."""
        with self._lock:
            gone_before = now - timedelta(days=KEPT_DAYS)
            for each in tuple(self._reminders.values()):
                if each.status is Status.COMPLETED and each.updated_at < gone_before:
                    del self._reminders[each.token]
            return tuple(self._reminders.values())

    def get(self, token: str, now: datetime) -> Reminder | None:
        """Return the one with a token; None for none."""
        return next((each for each in self.all(now) if each.token == token), None)

    def create(self, wish: JsonObject, now: datetime, zone_name: str) -> Reminder:
        """
        Set one.

        Args:
            wish: The body of the skill's request.
            now: The present instant.
            zone_name: Where the device stands; taken where the trigger names no zone.

        Raises:
            InvalidReminderError: Alexa would refuse it.
            TooManyRemindersError: There are too many.
        """
        with self._lock:
            made = _made(str(uuid.uuid4()), wish, now, zone_name)
            if len(self.all(now)) >= MOST_REMINDERS:
                raise TooManyRemindersError
            self._put(made)
            return made

    def update(
        self, token: str, wish: JsonObject, now: datetime, zone_name: str
    ) -> Reminder | None:
        """Write the one with a token anew, as `create` does; None when there is none."""
        with self._lock:
            before = self.get(token, now)
            if before is None:
                return None
            made = _made(token, wish, now, zone_name)
            made = replace(made, created_at=before.created_at, version=before.version + 1)
            self._put(made)
            return made

    def delete(self, token: str, now: datetime) -> Reminder | None:
        """Remove the one with a token, and return it; None when there was none."""
        with self._lock:
            gone = self.get(token, now)
            if gone is not None:
                del self._reminders[token]
                self._keep()
            return gone

    @property
    def next_at(self) -> datetime | None:
        """When the next of them rings; None when none will."""
        with self._lock:
            instants = [each.next_at for each in self._reminders.values()]
        return min(filter(None, instants), default=None)

    def ring(self, until: datetime) -> tuple[Ring, ...]:
        """
        Let ring what is due.

        Args:
            until: An instant. A reminder that was due several times before it rings once, at the
                last of them.

        Returns:
            The rings, in the order of their instants.
        """
        if (due_at := self.next_at) is None or due_at > until:
            return ()
        with self._lock:
            rings = [_rung(each, until) for each in self._reminders.values()]
            found = sorted((ring for ring in rings if ring), key=lambda ring: ring.at)
            for ring in found:
                self._reminders[ring.reminder.token] = ring.reminder
            self._keep()
            return tuple(found)

    def _put(self, reminder: Reminder) -> None:
        self._reminders[reminder.token] = reminder
        self._keep()

    def _keep(self) -> None:
        reminders = [_kept(each) for each in self._reminders.values()]
        self._save({"is_allowed": self._is_allowed, "reminders": reminders})


def _made(token: str, wish: JsonObject, now: datetime, zone_name: str) -> Reminder:
    """Check a request, and return the reminder that it asks for."""
    if "requestTime" not in wish:
        raise InvalidReminderError("INVALID_REQUEST_TIME", "The request has no requestTime.")
    trigger_wish = wish.get("trigger")
    if isinstance(trigger_wish, dict):
        trigger_wish = {**trigger_wish, "timeZoneId": trigger_wish.get("timeZoneId") or zone_name}
    trigger = read_trigger(trigger_wish, now)
    next_at = trigger.next_after(now)
    if next_at is None:
        raise InvalidReminderError("TRIGGER_SCHEDULED_TIME_IN_PAST", "It would never ring.")
    _check_spoken(wish.get("alertInfo"))
    push = wish.get("pushNotification") or {"status": "ENABLED"}
    if push not in ({"status": "ENABLED"}, {"status": "DISABLED"}):
        raise InvalidReminderError("INVALID_PUSH_NOTIFICATION", f"{push!r} is no such status.")
    asked = {"trigger": trigger_wish, "alertInfo": wish["alertInfo"], "pushNotification": push}
    return Reminder(token, now, now, asked, trigger, next_at)


def _check_spoken(alert_info: Any) -> None:
    """Refuse what has no words: each content needs a locale, and text or SSML."""
    try:
        contents = alert_info["spokenInfo"]["content"]
        has_words = bool(contents) and all(
            each["locale"] and (each.get("text") or each["ssml"]) for each in contents
        )
    except (TypeError, KeyError, AttributeError):
        has_words = False
    if not has_words:
        raise InvalidReminderError(
            "INVALID_ALERT_INFO", "alertInfo.spokenInfo.content needs a locale, and text or ssml."
        )


def _rung(reminder: Reminder, until: datetime) -> Ring | None:
    at, earlier = reminder.next_at, 0
    if at is None or at > until:
        return None
    while (then := reminder.trigger.next_after(at)) is not None and then <= until:
        at, earlier = then, earlier + 1
    updated_at = at if then is None else reminder.updated_at
    return Ring(at, replace(reminder, next_at=then, updated_at=updated_at), earlier)


def _kept(reminder: Reminder) -> JsonObject:
    return {
        "token": reminder.token,
        "created_at": reminder.created_at.isoformat(),
        "updated_at": reminder.updated_at.isoformat(),
        "wish": reminder.wish,
        "next_at": reminder.next_at and reminder.next_at.isoformat(),
        "version": reminder.version,
    }


def _restored(kept: JsonObject) -> Reminder:
    created_at, updated_at = (
        datetime.fromisoformat(kept[name]) for name in ("created_at", "updated_at")
    )
    next_at = kept["next_at"] and datetime.fromisoformat(kept["next_at"])
    try:
        trigger = read_trigger(kept["wish"]["trigger"], updated_at)
    except InvalidReminderError as error:
        raise ValueError(str(error)) from error
    version = kept["version"]
    return Reminder(kept["token"], created_at, updated_at, kept["wish"], trigger, next_at, version)
