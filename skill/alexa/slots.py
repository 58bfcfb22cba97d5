"""
What Alexa heard in a slot, as our own values.

The SDK's ``get_slot_value_v2`` gives nothing where a request has no ``slotValue`` field, so both
that and the older ``value`` are read. https://developer.amazon.com/en-US/docs/alexa/custom-skills/
request-types-reference.html#slot-object
"""

import re
from datetime import date, timedelta

import isodate
from ask_sdk_model import Intent, Slot
from ask_sdk_model.slu.entityresolution import Resolution, StatusCode

from skill.coaching.commands import DayPart

_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which a season begins. Our choice: by the calendar of the north; Alexa says none."""
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_ONE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_PARTS = {
    "MO": DayPart.MORNING,
    "AF": DayPart.AFTERNOON,
    "EV": DayPart.EVENING,
    "NI": DayPart.NIGHT,
}
"""Times of the day without a clock, as AMAZON.TIME sends them."""


def slot(intent: Intent, name: str) -> Slot | None:
    """Return a slot that has been filled; ``None`` otherwise."""
    found = (intent.slots or {}).get(name)
    return found if found is not None and (_text(found) or _resolutions(found)) else None


def resolved_id(intent: Intent, name: str) -> str | None:
    """Return the id of the value that was understood; ``None`` when nothing of ours was meant."""
    found = slot(intent, name)
    for authority in _resolutions(found) if found else []:
        matched = authority.status and authority.status.code is StatusCode.ER_SUCCESS_MATCH
        first = authority.values[0] if matched and authority.values else None
        if first is not None and first.value is not None and first.value.id:
            return str(first.value.id)
    return None


def whole_number(intent: Intent, name: str) -> int | None:
    """Return AMAZON.NUMBER; ``None`` when it is missing, "?" or no number."""
    text = _value(intent, name)
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None


def seconds(intent: Intent, name: str) -> int | None:
    """Return AMAZON.DURATION ("PT1M30S") in seconds; ``None`` where that is not at least one."""
    try:
        duration = isodate.parse_duration(_value(intent, name))
    except (isodate.ISO8601Error, ValueError, ArithmeticError):
        # ArithmeticError: more digits than a timedelta, or the package's own Decimal, can hold.
        return None
    # Months and years have no fixed length; the package has another class for them.
    whole = int(duration.total_seconds()) if isinstance(duration, timedelta) else 0
    return whole if whole > 0 else None


def days(intent: Intent, name: str) -> tuple[date, date | None] | None:
    """
    Return AMAZON.DATE as its first day, and its last where it is more than one.

    A weekend is Saturday and Sunday, and the winter of a year goes on into the next one.

    ``None`` when it is missing or means no days of the calendar.
    """
    text = _value(intent, name)
    try:
        if _ONE_DAY.fullmatch(text):
            return date.fromisoformat(text), None
        if week := _WEEK.fullmatch(text):
            first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            last = first + timedelta(days=6)
            return (last - timedelta(days=1) if week[3] else first), last
        if month := _MONTH.fullmatch(text):
            first = date(int(month[1]), int(month[2]), 1)
            return first, _last_of_months(first, 1)
        if season := _SEASON.fullmatch(text):
            first = date(int(season[1]), _FIRST_MONTH[season[2]], 1)
            return first, _last_of_months(first, 3)
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
    except (ValueError, OverflowError):
        return None
    return None


def time_of_day(intent: Intent, name: str) -> int | DayPart | None:
    """
    Return AMAZON.TIME in minutes after midnight, or a part of the day.

    ``None`` when it is missing or means no time of a day.
    """
    text = _value(intent, name)
    if found := _CLOCK_TIME.fullmatch(text):
        return int(found[1]) * 60 + int(found[2])
    return _PARTS.get(text)


def _last_of_months(first: date, months: int) -> date:
    """Return the last day of so many months, from the first of one of them on."""
    after = first.year * 12 + first.month - 1 + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _value(intent: Intent, name: str) -> str:
    found = slot(intent, name)
    return _text(found) if found else ""


def _text(found: Slot) -> str:
    return str(getattr(found.slot_value, "value", None) or found.value or "")


def _resolutions(found: Slot) -> list[Resolution]:
    simple = getattr(found.slot_value, "resolutions", None)
    for each in (simple, found.resolutions):
        if each is not None and each.resolutions_per_authority:
            return [authority for authority in each.resolutions_per_authority if authority]
    return []
