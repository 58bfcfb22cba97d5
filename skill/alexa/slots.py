"""
What Alexa heard in a slot, as our own values.

The SDK's ``get_slot_value_v2`` gives nothing where a request has no ``slotValue`` field, so the
older ``value`` is read too. https://developer.amazon.com/en-US/docs/alexa/custom-skills/
request-types-reference.html#slot-object
"""

import re
from datetime import date, timedelta

import isodate
from ask_sdk_model import Intent, Slot
from ask_sdk_model.slu.entityresolution import StatusCode

_ONE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def slot(intent: Intent, name: str) -> Slot | None:
    """Return a slot that has been filled; ``None`` otherwise."""
    found = (intent.slots or {}).get(name)
    return found if found is not None and (found.value or _resolutions(found)) else None


def resolved_id(intent: Intent, name: str) -> str | None:
    """Return the id of the value that was understood; ``None`` when nothing of ours was meant."""
    found = slot(intent, name)
    for authority in _resolutions(found) if found else []:
        matched = authority.status and authority.status.code is StatusCode.ER_SUCCESS_MATCH
        if matched and authority.values:
            return str(authority.values[0].value.id)
    return None


def whole_number(intent: Intent, name: str) -> int | None:
    """Return AMAZON.NUMBER; ``None`` when it is missing, "?" or no number."""
    found = slot(intent, name)
    text = found.value if found else None
    return int(text) if text and text.isdecimal() else None


def seconds(intent: Intent, name: str) -> int | None:
    """Return AMAZON.DURATION ("PT1M30S") in seconds; ``None`` when it is missing or no duration."""
    found = slot(intent, name)
    try:
        duration = isodate.parse_duration(found.value) if found and found.value else None
    except (isodate.ISO8601Error, ValueError):
        return None
    return int(duration.total_seconds()) if isinstance(duration, timedelta) else None


def one_day(intent: Intent, name: str) -> date | None:
    """Return AMAZON.DATE when it is a single day."""
    found = slot(intent, name)
    if found is None or not found.value or not _ONE_DAY.fullmatch(found.value):
        return None
    try:
        return date.fromisoformat(found.value)
    except ValueError:
        return None


def _resolutions(found: Slot) -> list:  # type: ignore[type-arg]
    resolutions = found.resolutions
    value = found.slot_value
    simple = getattr(value, "resolutions", None)
    for each in (simple, resolutions):
        if each is not None and each.resolutions_per_authority:
            return list(each.resolutions_per_authority)
    return []
