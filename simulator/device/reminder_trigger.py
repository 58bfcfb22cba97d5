"""
When a reminder of Alexa's rings: reads the trigger of a request, and works out its instants.

Pure. A trigger has the form of Amazon's Reminders API: one local time, a number of seconds from
now, or recurrence rules of RFC 5545, each in a time zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rruleset, rrulestr

from simulator.common import JsonObject

_FREQUENCIES = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_DAYS = {name[:2].upper(): name for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_PARTS = frozenset(
    ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYHOUR", "BYMINUTE", "BYSECOND")
)
_SKIPPED_HOURS = timedelta(hours=3)
"""More than the clocks are ever put forward. A rule is searched from so long before an instant: a
time that the clocks skip rings later than it says."""


class InvalidReminderError(Exception):
    """A request that Alexa would refuse as a bad one."""

    def __init__(self, code: str, message: str) -> None:
        """
        Refuse a request.

        Args:
            code: The error's name. Amazon's list of names was not at hand: some are seen in public
                reports, the others are our choice, so a skill goes by the status.
            message: What is wrong, in a sentence.
        """
        super().__init__(message)
        self.code = code
        """The error's name."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The instants at which a reminder rings."""

    zone: ZoneInfo
    """Where its local times are meant."""
    at: datetime | None = None
    """The local time of one that rings once."""
    rules: tuple[str, ...] = ()
    """The rules of one that rings again and again."""
    starts_at: datetime | None = None
    """The local time from which the rules hold."""
    ends_at: datetime | None = None
    """The local time up to which they hold; None for ever."""

    def next_after(self, instant: datetime) -> datetime | None:
        """Return the first instant after another at which it rings, in UTC; None for never."""
        for local in self._local_times(instant):
            if self.ends_at is not None and local > self.ends_at:
                return None
            rings_at = local.replace(tzinfo=self.zone).astimezone(UTC)
            if rings_at > instant:
                return rings_at
        return None

    @property
    def rule_text(self) -> str:
        """How often it rings, in words: "once", "every day", "every week on Mon, Fri"."""
        return "; ".join(map(_in_words, self.rules)) or "once"

    def _local_times(self, instant: datetime) -> Iterator[datetime]:
        if self.at is not None:
            yield self.at
            return
        found = rruleset()
        for rule in self.rules:
            found.rrule(rrulestr(rule, dtstart=self.starts_at))
        local = instant.astimezone(self.zone).replace(tzinfo=None)
        yield from found.xafter(local - _SKIPPED_HOURS)


def read_trigger(trigger: object, now: datetime) -> Trigger:
    """
    Read the trigger of a request.

    Args:
        trigger: As the request has it, with a `timeZoneId`.
        now: When the request was made: a relative trigger counts from it, and rules without a
            start hold from it. Amazon counts from `requestTime`, which names no zone.

    Raises:
        InvalidReminderError: Alexa would refuse it.
    """
    if not isinstance(trigger, dict):
        raise InvalidReminderError("INVALID_TRIGGER", "The request has no trigger.")
    zone = _zone(trigger.get("timeZoneId"))
    local_now = now.astimezone(zone).replace(tzinfo=None, microsecond=0)
    recurrence = trigger.get("recurrence")
    match trigger.get("type"):
        case "SCHEDULED_RELATIVE":
            return Trigger(zone, at=local_now + _offset(trigger.get("offsetInSeconds")))
        case "SCHEDULED_ABSOLUTE" if isinstance(recurrence, dict):
            return _recurring(recurrence, trigger, zone, local_now)
        case "SCHEDULED_ABSOLUTE":
            return Trigger(zone, at=_local_time(trigger, "scheduledTime"))
        case other:
            raise InvalidReminderError("INVALID_TRIGGER_TYPE", f"{other!r} is no trigger's type.")


def _recurring(
    recurrence: JsonObject, trigger: JsonObject, zone: ZoneInfo, local_now: datetime
) -> Trigger:
    """Read rules; beside them Amazon ignores `freq`, `byDay` and `scheduledTime`."""
    rules, starts_at = recurrence.get("recurrenceRules"), local_now
    if rules is None:  # the older form, deprecated
        starts_at = _local_time(trigger, "scheduledTime")
        days = ",".join(recurrence.get("byDay") or ())
        by_day = f";BYDAY={days}" if days else ""
        rules = [f"FREQ={recurrence.get('freq')};INTERVAL={recurrence.get('interval', 1)}{by_day}"]
    elif recurrence.get("startDateTime") is not None:
        starts_at = _local_time(recurrence, "startDateTime")
    if not isinstance(rules, list) or not rules:
        raise _unsupported("The recurrence has no rules.")
    ends_at = None
    if recurrence.get("endDateTime") is not None:
        ends_at = _local_time(recurrence, "endDateTime")
    checked = tuple(_rule(rule, starts_at) for rule in rules)
    return Trigger(zone, rules=checked, starts_at=starts_at, ends_at=ends_at)


def _rule(rule: object, starts_at: datetime) -> str:
    """Check a rule, and return it without the semicolon that Amazon's own examples end with."""
    text = str(rule).strip().rstrip(";")
    parts = _parts(text)
    if parts.get("FREQ") not in _FREQUENCIES or not parts.keys() <= _PARTS:
        raise _unsupported(f"{text!r} is no rule for {', '.join(_FREQUENCIES)}.")
    try:
        rrulestr(text, dtstart=starts_at)
    except ValueError as error:
        raise _unsupported(f"{text!r} cannot be read: {error}.") from error
    return text


def _parts(rule: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition("=") for part in rule.split(";"))}


def _in_words(rule: str) -> str:
    parts = _parts(rule)
    unit, interval = _FREQUENCIES[parts["FREQ"]], parts.get("INTERVAL", "1")
    every = f"every {unit}" if interval == "1" else f"every {interval} {unit}s"
    if "BYDAY" not in parts:
        return every
    days = parts["BYDAY"].split(",")  # in monthly rules with a number in front: 1MO
    return f"{every} on {', '.join(day[:-2] + _DAYS[day[-2:]] for day in days)}"


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidReminderError("INVALID_TIME_ZONE", f"{name!r} is no time zone.") from error


def _offset(seconds: object) -> timedelta:
    try:
        offset = timedelta(seconds=int(str(seconds)))
    except (ValueError, OverflowError) as error:
        raise InvalidReminderError(
            "INVALID_TRIGGER_OFFSET", f"{seconds!r} is no number of seconds."
        ) from error
    if offset <= timedelta(0):
        raise InvalidReminderError("INVALID_TRIGGER_OFFSET", "The offset is not after now.")
    return offset


def _local_time(holder: JsonObject, name: str) -> datetime:
    """Read a local time. One with a zone, such as a final Z, is refused (reported of 2019)."""
    written = holder.get(name)
    try:
        local = datetime.fromisoformat(str(written))
    except ValueError:
        local = None
    if local is None or local.tzinfo is not None:
        raise InvalidReminderError(
            "INVALID_TRIGGER_SCHEDULED_TIME_FORMAT",
            f"{name} is {written!r}, and should be like 2026-11-24T07:30:00.000.",
        )
    return local.replace(microsecond=0)


def _unsupported(message: str) -> InvalidReminderError:
    return InvalidReminderError("UNSUPPORTED_TRIGGER_RECURRENCE", message)
