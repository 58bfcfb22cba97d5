"""
Reminders that Alexa keeps for the skill: her Reminders API, by the SDK's client.

Every call needs the permission that only the person can give, and a request from their device.
https://developer.amazon.com/en-US/docs/alexa/smapi/alexa-reminders-api-reference.html
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model.services import ServiceClientFactory, ServiceException
from ask_sdk_model.services.reminder_management import (
    AlertInfo,
    PushNotification,
    PushNotificationStatus,
    Recurrence,
    ReminderRequest,
    SpokenInfo,
    SpokenText,
    Trigger,
    TriggerType,
)

from skill.alexa.request_reader import Origin
from skill.progress.reminders import (
    MOST_TOKEN_CHARACTERS,
    WEEKDAYS,
    KeptReminder,
    NewReminder,
    Reminder,
    ReminderFault,
    RemindersUnavailable,
    SetReminder,
    Weekday,
)

log = logging.getLogger(__name__)

PERMISSION = "alexa::alerts:reminders:skill:readwrite"
"""What a person allows who lets the skill set reminders."""

TOO_MANY = "MAX_REMINDERS_EXCEEDED"
"""The code of a refusal: the person has as many reminders as Alexa keeps."""

PATH = "/v1/alerts/reminders"
"""Where the reminders are; behind it a slash and a token lead to one of them."""

ON = "ON"
"""The status of a reminder that will still ring."""

NOT_FOUND = 404

FAULTS: Mapping[int, ReminderFault] = MappingProxyType(
    {
        401: ReminderFault.NOT_ALLOWED,
        403: ReminderFault.NOT_HERE,
        # Named by the SDK for a change that is not allowed any more.
        409: ReminderFault.NOT_ALLOWED,
        429: ReminderFault.BUSY,
        504: ReminderFault.OFFLINE,
    }
)
"""What a status of the service means; any other is its own fault."""

_DAYS = {day.value.upper(): day for day in Weekday}
"""The days of the week as recurrence rules name them: "MO"."""


@dataclass(frozen=True, slots=True)
class DeviceReminders:
    """A ``ReminderService``, for who a request comes from. Nothing is made until it is called."""

    origin: Origin
    language: str
    """Alexa's locale of the device: that of what a reminder says."""
    services: ServiceClientFactory
    """The SDK's way to Alexa's services."""

    def all(self) -> tuple[KeptReminder, ...]:
        """Return those that will still ring; one that this skill cannot have set is left out."""
        told = self._call("GET", reads="object")
        alerts = told.get("alerts") if isinstance(told, dict) else None
        if not isinstance(alerts, list):
            raise RemindersUnavailable(ReminderFault.UNREACHABLE)
        return tuple(_read(each for each in alerts if isinstance(each, dict)))

    def create(self, wanted: NewReminder) -> str:
        """Set one, and return its token."""
        made = self._call("POST", body=_request(wanted, self.language), reads="object")
        token = made.get("alertToken") if isinstance(made, dict) else None
        if not _is_token(token):
            raise RemindersUnavailable(ReminderFault.UNREACHABLE)
        return str(token)

    def change(self, token: str, wanted: NewReminder) -> None:
        """Change one, which keeps its token."""
        self._call("PUT", token, _request(wanted, self.language))

    def cancel(self, token: str) -> None:
        """Delete one; one that is not there any more is no fault."""
        self._call("DELETE", token, missing_is_fine=True)

    def _call(
        self,
        method: str,
        token: str = "",
        body: ReminderRequest | None = None,
        *,
        reads: str | None = None,
        missing_is_fine: bool = False,
    ) -> Any:
        """
        Call the service by the SDK's client, and return its answer as JSON.

        Not by the client's own methods: ask-sdk-model 1.82.0 cannot read a reminder that says
        anything (it names a module that is not there), nor a refusal without JSON.

        Args:
            method: of HTTP.
            token: of one reminder; none for all of them.
            body: what is sent.
            reads: the SDK's name for JSON; ``None`` where the answer does not matter.
            missing_is_fine: whether it does not matter that there is no such reminder.
        """
        endpoint = self.origin.api_endpoint
        has_address = endpoint.startswith(("https://", "http://"))
        if not (has_address and self.origin.api_access_token):
            raise RemindersUnavailable(ReminderFault.UNREACHABLE)
        headers = [
            ("Content-Type", "application/json"),
            ("Authorization", f"Bearer {self.origin.api_access_token}"),
        ]
        client: Any = self.services.get_reminder_management_service()
        path, within = (f"{PATH}/{{token}}", {"token": token}) if token else (PATH, {})
        try:
            answer = client.invoke(method, endpoint, path, [], headers, within, [], body, reads)
        except ServiceException as refusal:
            if missing_is_fine and refusal.status_code == NOT_FOUND:
                return None
            raise RemindersUnavailable(_fault(refusal)) from refusal
        except (SerializationException, ValueError) as error:
            raise RemindersUnavailable(ReminderFault.UNREACHABLE) from error
        return answer.body if answer else None


def _fault(refusal: ServiceException) -> ReminderFault:
    log.warning("Alexa's reminders refuse: %s", refusal.status_code)
    if TOO_MANY in str(refusal.body):
        return ReminderFault.TOO_MANY
    return FAULTS.get(refusal.status_code or 0, ReminderFault.UNREACHABLE)


def _request(wanted: NewReminder, language: str) -> ReminderRequest:
    reminder = wanted.reminder
    trigger = Trigger(object_type=TriggerType.SCHEDULED_ABSOLUTE, time_zone_id=wanted.time_zone)
    if reminder.is_once:
        day = reminder.first_day or wanted.now.date()
        trigger.scheduled_time = datetime.combine(day, _clock(reminder.minute))
    else:
        first = reminder.first_day or wanted.now.date()
        trigger.recurrence = Recurrence(
            start_date_time=datetime.combine(first, time()), recurrence_rules=[_rule(reminder)]
        )
    spoken = SpokenInfo([SpokenText(locale=language, text=wanted.text)])
    return ReminderRequest(
        request_time=wanted.now,
        trigger=trigger,
        alert_info=AlertInfo(spoken_info=spoken),
        push_notification=PushNotification(PushNotificationStatus.ENABLED),
    )


def _clock(minute_of_day: int) -> time:
    return time(*divmod(minute_of_day, 60))


def _rule(reminder: Reminder) -> str:
    """Return a recurrence rule, as RFC 5545 writes it."""
    hour, minute = divmod(reminder.minute, 60)
    at = f"BYHOUR={hour};BYMINUTE={minute};BYSECOND=0"
    if reminder.weekdays == WEEKDAYS:
        return f"FREQ=DAILY;{at};INTERVAL={reminder.interval_days};"
    days = ",".join(day.value.upper() for day in reminder.weekdays)
    return f"FREQ=WEEKLY;BYDAY={days};{at};INTERVAL=1;"


def _read(alerts: Iterable[Mapping[str, Any]]) -> Iterator[KeptReminder]:
    for alert in alerts:
        if alert.get("status") != ON:
            continue
        trigger, token = alert.get("trigger"), alert.get("alertToken")
        reminder = _reminder(trigger)
        if reminder is None or not _is_token(token):
            log.warning("a reminder of the skill's has a form that it never set")
        else:
            zone = _text(trigger, "timeZoneId") or None
            text = _text(alert, "alertInfo", "spokenInfo", "content", 0, "text")
            yield KeptReminder(SetReminder(str(token), reminder), text, zone)


def _text(within: Any, *path: str | int) -> str:
    """Return a text within JSON; an empty one where there is none."""
    try:
        for key in path:
            within = within[key]
    except (IndexError, KeyError, TypeError):
        return ""
    return within if isinstance(within, str) else ""


def _is_token(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_TOKEN_CHARACTERS


def _reminder(trigger: Any) -> Reminder | None:
    """Return what a trigger means, by day and time; ``None`` for what we never set."""
    try:
        recurrence = trigger.get("recurrence")
        if not recurrence:
            at = _moment(trigger["scheduledTime"])
            return Reminder(at.hour * 60 + at.minute, (), first_day=at.date())
        [rule] = recurrence["recurrenceRules"]
        start = recurrence.get("startDateTime")
        return _recurring(rule, _moment(start).date() if start else None)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _recurring(rule: str, first_day: date | None) -> Reminder | None:
    """Return what a recurrence rule means; raise what its parts raise where it is broken."""
    parts = dict(part.partition("=")[::2] for part in rule.rstrip(";").split(";"))
    clock = time(int(parts["BYHOUR"]), int(parts.get("BYMINUTE", "0")))
    at, interval_days = clock.hour * 60 + clock.minute, int(parts.get("INTERVAL", "1"))
    named = [_DAYS[name] for name in parts.get("BYDAY", "").split(",") if name]
    days = tuple(day for day in WEEKDAYS if day in (named or WEEKDAYS))
    match parts["FREQ"], interval_days:
        case "DAILY", 1:
            return Reminder(at, days)
        case "WEEKLY", 1 if named:
            return Reminder(at, days)
        case "DAILY", 2 if first_day and not named:
            return Reminder(at, days, interval_days, first_day)
        case _:
            return None
