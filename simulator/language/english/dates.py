"""
AMAZON.DATE and AMAZON.TIME: what people say for a day or an hour, as Alexa sends it.

Alexa's dates default to "on or after the current date": a bare weekday, also in "what did I do on
Monday", is sent as the *coming* Monday (today counts). The pretend Echo does the same, so that the
skill meets here what it meets on a device and has to make a past day of it by itself. A weekday
said with "last" is the one before today, "this week" is the ISO week, "this month" the month.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from simulator.language.english.numbers import ordinal_words, parse_number

_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
_WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES.split())}
_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
_DAYS_OF_MONTH = {ordinal_words(day): day for day in range(1, 32)}
_DAY_WORDS = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "yesterday morning": -1,
    "yesterday evening": -1,
    "last night": -1,
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_PERIODS_OF_DAY = {
    "morning": "MO", "the morning": "MO", "in the morning": "MO",
    "afternoon": "AF", "the afternoon": "AF", "in the afternoon": "AF",
    "evening": "EV", "the evening": "EV", "in the evening": "EV",
    "night": "NI", "at night": "NI", "tonight": "NI",
    "this morning": "MO", "this afternoon": "AF", "this evening": "EV",
}  # fmt: skip


def parse_date(words: Sequence[str], today: date) -> str | None:
    """
    Understand a day, a week, a month or a year.

    Args:
        words: Lower-case words as `as_spoken` gives them.
        today: The person's own local day.

    Returns:
        `2026-11-23`, `2026-W48`, `2026-W48-WE`, `2026-11` or `2026`; None when the words are no
        date.
    """
    said = " ".join(words)
    if said in _DAY_WORDS:
        return (today + timedelta(days=_DAY_WORDS[said])).isoformat()
    return _weekday(words, today) or _period(words, today) or _day_of_month(words, today)


def parse_time(words: Sequence[str]) -> str | None:
    """
    Understand an hour of the day.

    Args:
        words: Lower-case words as `as_spoken` gives them.

    Returns:
        `07:30`, or `MO`, `AF`, `EV`, `NI`; None when the words are no time. A bare "seven" is in
        the morning, for want of anything better; "seven tonight" is 19:00.
    """
    said = " ".join(words)
    if said in _PERIODS_OF_DAY:
        return _PERIODS_OF_DAY[said]
    if said in ("noon", "midday", "midnight"):
        return "00:00" if said == "midnight" else "12:00"
    for ending, afternoon in _HALVES_OF_DAY:
        if tuple(words[-len(ending) :]) == ending:
            return _clock(words[: -len(ending)], afternoon=afternoon)
    return _clock(words, afternoon=None)


_HALVES_OF_DAY: tuple[tuple[tuple[str, ...], bool], ...] = (
    (("in", "the", "morning"), False),
    (("in", "the", "afternoon"), True),
    (("in", "the", "evening"), True),
    (("at", "night"), True),
    (("this", "morning"), False),
    (("this", "afternoon"), True),
    (("this", "evening"), True),
    (("tonight",), True),
    (("a", "m"), False),
    (("p", "m"), True),
    (("am",), False),
    (("pm",), True),
)


def _weekday(words: Sequence[str], today: date) -> str | None:
    if words[-1] not in _WEEKDAYS:
        return None
    ahead = (_WEEKDAYS[words[-1]] - today.weekday()) % 7
    match list(words[:-1]):
        case [] | ["this"]:
            days = ahead
        case ["next"]:
            days = ahead or 7
        case ["last"]:
            days = ahead - 7
        case _:
            return None
    return (today + timedelta(days=days)).isoformat()


def _period(words: Sequence[str], today: date) -> str | None:
    if len(words) == 1 and words[0] in _MONTHS:
        return f"{today.year}-{_MONTHS[words[0]]:02}"
    if len(words) != 2 or words[0] not in ("this", "last", "next"):
        return None
    step = {"last": -1, "this": 0, "next": 1}[words[0]]
    match words[1]:
        case "week" | "weekend":
            year, week, _ = (today + timedelta(weeks=step)).isocalendar()
            return f"{year}-W{week:02}" + ("-WE" if words[1] == "weekend" else "")
        case "month":
            months = today.year * 12 + today.month - 1 + step
            return f"{months // 12}-{months % 12 + 1:02}"
        case "year":
            return str(today.year + step)
    return None


def _day_of_month(words: Sequence[str], today: date) -> str | None:
    """Understand "november third" and "the third of november": the next such day, as Alexa."""
    plain = [word for word in words if word not in ("the", "of")]
    month_at = next((at for at, word in enumerate(plain) if word in _MONTHS), None)
    if month_at not in (0, len(plain) - 1) or len(plain) < 2:
        return None
    month = _MONTHS[plain.pop(month_at)]
    day = _DAYS_OF_MONTH.get(" ".join(plain)) or parse_number(plain)
    for year in range(today.year, today.year + 9):
        try:
            said = date(year, month, day or 0)
        except ValueError:  # the thirtieth of February; the 29th comes within eight years
            continue
        if said >= today:
            return said.isoformat()
    return None


def _clock(words: Sequence[str], *, afternoon: bool | None) -> str | None:
    hour: int | None
    minute: int | None
    match list(words):
        case [first, "oclock"] | [first, "o", "clock"] | [first]:
            hour, minute = parse_number([first]), 0
        case ["half", first]:
            # British: half an hour after it.
            hour, minute = parse_number([first]), 30
        case [first, "oh", second]:
            hour, minute = parse_number([first]), parse_number([second])
        case [*_, "past", first] | [*_, "past", first, "oclock"]:
            hour, minute = parse_number([first]), _minutes_said(words[: words.index("past")])
        case [*_, "to", first] | [*_, "to", first, "oclock"]:
            before, left = parse_number([first]), _minutes_said(words[: words.index("to")])
            hour = None if before is None else (before - 1) % 12 or 12
            minute = 60 - left if left else None
        case [first, *rest] if (parse_number(rest) or 0) >= 10:
            hour, minute = parse_number([first]), parse_number(rest)
        case _:
            return None
    if hour is None or minute is None or hour > 23 or minute > 59:
        return None
    if afternoon is not None and hour <= 12:
        hour = hour % 12 + (12 if afternoon else 0)
    return f"{hour:02}:{minute:02}"


def _minutes_said(words: Sequence[str]) -> int | None:
    """Understand the "ten" of "ten past six", and the "half"; None for what is no minute."""
    plain = [word for word in words if word not in ("a", "minute", "minutes")]
    if plain in (["half"], ["quarter"]):
        return 30 if plain == ["half"] else 15
    minutes = parse_number(plain)
    return minutes if minutes and minutes < 60 else None
