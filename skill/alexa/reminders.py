"""
Reminders that Alexa keeps for the skill: her Reminders API, by the SDK's client.

Every call needs the permission that only the person can give, and a request from their device.
https://developer.amazon.com/en-US/docs/alexa/smapi/alexa-reminders-api-reference.html
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    ReminderManagementServiceClient,
    ReminderRequest,
    SpokenInfo,
    SpokenText,
    Status,
    Trigger,
    TriggerType,
)
from ask_sdk_model.services.reminder_management import Reminder as Alert

from skill.alexa.request_reader import Origin
from skill.progress.reminders import (
    MOST_TOKEN_CHARACTERS,
    WEEKDAYS,
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

_DAYS = {day.value[:2].upper(): day for day in Weekday}
"""The days of the week as recurrence rules name them: "MO"."""


@dataclass(frozen=True, slots=True)
class DeviceReminders:
    """A ``ReminderService``, for who a request comes from. Nothing is made until it is called."""

    origin: Origin
    language: str
    """Alexa's locale of the device: that of what a reminder says."""
    services: ServiceClientFactory
    """The SDK's way to Alexa's services."""

    def all(self) -> tuple[SetReminder, ...]:
        """Return those that will still ring; one that this skill cannot have set is left out."""
        told: Any = self._call(lambda client: client.get_reminders())
        return tuple(_read(told.alerts or []))

    def create(self, wanted: NewReminder) -> str:
        """Set one, and return its token."""
        request = _request(wanted, self.language)
        made: Any = self._call(lambda client: client.create_reminder(request))
        token = made.alert_token
        if not token or len(token) > MOST_TOKEN_CHARACTERS:
            raise RemindersUnavailable(ReminderFault.UNREACHABLE)
        return str(token)

    def change(self, token: str, wanted: NewReminder) -> None:
        """Change one, which keeps its token."""
        request = _request(wanted, self.language)
        self._call(lambda client: client.update_reminder(token, request))

    def cancel(self, token: str) -> None:
        """Delete one; one that is not there any more is no fault."""
        self._call(lambda client: client.delete_reminder(token), missing_is_fine=True)

    def _call(
        self,
        call: Callable[[ReminderManagementServiceClient], object],
        *,
        missing_is_fine: bool = False,
    ) -> object:
        has_address = self.origin.api_endpoint.startswith(("https://", "http://"))
        if not (has_address and self.origin.api_access_token):
            raise RemindersUnavailable(ReminderFault.UNREACHABLE)
        try:
            return call(self.services.get_reminder_management_service())
        except ServiceException as refusal:
            if missing_is_fine and refusal.status_code == NOT_FOUND:
                return None
            raise RemindersUnavailable(_fault(refusal)) from refusal
        except (SerializationException, ValueError, TypeError, AttributeError) as error:
            # What was answered is not what the SDK expects.
            raise RemindersUnavailable(ReminderFault.UNREACHABLE) from error


def _fault(refusal: ServiceException) -> ReminderFault:
    code = getattr(refusal.body, "code", None)
    log.warning("Alexa's reminders refuse: %s", refusal.status_code)
    if code == TOO_MANY:
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
    days = ",".join(day.value[:2].upper() for day in reminder.weekdays)
    return f"FREQ=WEEKLY;BYDAY={days};{at};INTERVAL=1;"


def _read(alerts: Iterable[Alert]) -> Iterator[SetReminder]:
    for alert in alerts:
        if alert.status is not Status.ON:
            continue
        reminder, token = _reminder(alert.trigger), alert.alert_token
        if reminder is None or not token or len(token) > MOST_TOKEN_CHARACTERS:
            log.warning("a reminder of the skill's has a form that it never set")
        else:
            yield SetReminder(token, reminder)


def _reminder(trigger: Trigger | None) -> Reminder | None:
    """Return what a trigger means, by day and time; ``None`` for what we never set."""
    if trigger is None:
        return None
    at, recurrence = trigger.scheduled_time, trigger.recurrence
    if recurrence is None or not recurrence.recurrence_rules:
        return _once(at) if isinstance(at, datetime) and recurrence is None else None
    [rule, *others] = map(str, recurrence.recurrence_rules)
    start = recurrence.start_date_time
    first_day = start.date() if isinstance(start, datetime) else None
    return None if others else _recurring(rule, first_day)


def _once(at: datetime) -> Reminder:
    return Reminder(at.hour * 60 + at.minute, (), first_day=at.date())


def _recurring(rule: str, first_day: date | None) -> Reminder | None:
    parts = dict(part.partition("=")[::2] for part in rule.rstrip(";").split(";"))
    try:
        clock = time(int(parts["BYHOUR"]), int(parts.get("BYMINUTE", "0")))
        interval_days = int(parts.get("INTERVAL", "1"))
        named = tuple(_DAYS[name] for name in parts.get("BYDAY", "").split(",") if name)
        at = clock.hour * 60 + clock.minute
        days = tuple(day for day in WEEKDAYS if day in (named or WEEKDAYS))
        match parts["FREQ"], interval_days:
            case "DAILY" | "WEEKLY", 1:
                return Reminder(at, days)
            case "DAILY", 2 if first_day and not named:
                return Reminder(at, days, interval_days, first_day)
            case _:
                return None
    except (KeyError, ValueError):
        return None
