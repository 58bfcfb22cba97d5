"""
What a person did: today, in the last seven days, on the days of five weeks, and the longest run.

The page and the terminal show the same object, and every sentence in it is the coach's own answer
to a question: nothing is reckoned or worded here a second time.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from skill.coaching import reports
from skill.coaching.cards import unit_line
from skill.coaching.commands import Period, Plain, Progress
from skill.coaching.context import Context
from skill.coaching.reply import Device, Reply, State, Turn
from skill.coaching.resume import resume
from skill.config import DAYS_KEPT
from skill.progress.days import DAY, WEEK, DayLog
from skill.progress.device import NEW_DEVICE
from skill.progress.place import Status
from skill.progress.profile import NEW_PROFILE
from skill.progress.store import Person, ProgressStore, StoreUnavailable
from skill.progress.summary import Summary, days_stretched, summarise, times
from skill.routine.exercises import EXERCISES, IN_ROUNDS, ExerciseId
from skill.routine.message import Message, Narration, message, name_message
from skill.routine.plan import Unit, exercise_of
from skill.service.load import first_day
from skill.speech.narration import narration_for

CALENDAR_WEEKS = 5
"""Weeks in the calendar, the present one last: a month, whichever day it is. Our choice."""

OPEN_WORDS = "not yet"
"""What stands beside an exercise of which nothing is done today."""

MS = 1000


def progress_of(
    store: ProgressStore,
    user_id: str,
    instant: datetime,
    *,
    device: str = "",
    time_zone: str | None = None,
    days_kept: int = DAYS_KEPT,
) -> dict[str, Any]:
    """
    Return what a person did until an instant, read from the store; nothing is written.

    What a device was left playing counts as far as the next answer would count it.

    Args:
        store: read once.
        user_id: whose progress it is.
        instant: the present one, with a zone.
        device: short name of the device on which it is looked at; empty for none.
        time_zone: IANA name, for a person of whom none is stored; UTC without one.
        days_kept: older days are not read.

    Returns:
        ``progress_at`` of that instant.

    Raises:
        StoreUnavailable: when there is no answer.
    """
    turn = Turn(int(instant.timestamp() * MS), "", new_session=True, device=Device(device))
    since = first_day(Plain.RECORD, turn, days_kept)
    return progress_at(_context(store.load(user_id, since=since), turn, time_zone))


def unreachable() -> dict[str, Any]:
    """Return what is shown in place of progress while the notes are out of reach."""
    return {"unreachable": narration_for()(message("notes-unreachable"))}


def progress_or_why_not(
    store: ProgressStore, user_id: str, instant: datetime, *, device: str, days_kept: int
) -> dict[str, Any]:
    """Return ``progress_of`` or, where the store does not answer, ``unreachable``."""
    try:
        return progress_of(store, user_id, instant, device=device, days_kept=days_kept)
    except StoreUnavailable:
        return unreachable()


def _context(person: Person, turn: Turn, time_zone: str | None) -> Context:
    """Return the person as a question from outside a session finds them."""
    profile = person.profile or NEW_PROFILE
    known = person.devices.get(turn.device.id, NEW_DEVICE).time_zone or profile.time_zone
    profile = replace(profile, time_zone=known or time_zone)
    found = State(profile, days=person.days)
    state = resume(found, person.places, person.devices, turn)
    state = replace(state, place=replace(state.place, status=Status.IDLE))
    return Context(state, turn, narration_for())


def progress_at(context: Context) -> dict[str, Any]:
    """
    Return what was done, as JSON.

    Returns:
        ``words``, the answer to "what did I do today"; ``is_new``, whether nothing was ever done;
        and

        - ``today``: its ``day``; ``exercises``, each with ``id``, ``name``, ``state`` (``done``,
          ``begun`` or ``open``), its ``words``, how many are ``done`` ``of`` how many (sets, holds
          of a round or, once there is one, rounds; of a dose that is whole, 1 of 1), and the same
          of its ``parts``; ``rounds`` done of ``rounds_per_day``, and more where there were more;
        - ``week``: ``words``; ``days``, seven up to today, each with its ``doses``, the whole doses
          by exercise, and ``has_more``, whether something was done beside whole doses;
        - ``calendar``: ``words`` of the month; ``weeks`` from Monday, each of seven days with a
          ``state``: ``done`` when anything was, ``empty``, or ``future``;
        - ``run``: ``words``; ``now`` and ``longest`` in days, None where the voice does not say it.

        Days are ISO 8601 dates, the person's own.
    """
    narration, logs = context.narration, context.state.days
    today = reports.progress(context, Progress())
    week = reports.progress(context, Progress(period=Period.WEEK))
    month = reports.progress(context, Progress(period=Period.MONTH))
    record = reports.record(context)
    return {
        "words": _words(narration, _statement(today)),
        "is_new": record.say[0].key == "record-nothing",
        "today": _today(context),
        "week": {
            "words": _words(narration, week.say),
            "days": [_week_day(context, context.today - ago * DAY) for ago in reversed(range(7))],
        },
        "calendar": {
            "words": _words(narration, month.say),
            "weeks": _calendar(frozenset(days_stretched(logs)), context.today),
        },
        "run": {"words": _words(narration, record.say), **_run(record.say)},
    }


def _statement(reply: Reply) -> tuple[Message, ...]:
    """Return what an answer tells; of one that ends with an offer, what its card has of it."""
    is_offer = reply.state.dialogue.question is not None
    return reply.card.lines if is_offer and reply.card else reply.say


def _words(narration: Narration, said: tuple[Message, ...]) -> str:
    return " ".join(map(narration, said))


def _today(context: Context) -> dict[str, Any]:
    summary, narration = context.summary, context.narration
    return {
        "day": context.today.isoformat(),
        "exercises": [
            _standing(each, summary, narration)
            | {"parts": [_standing(part, summary.of(part), narration) for part in dose.parts]}
            for each, dose in EXERCISES.items()
        ],
        "rounds": summary.rounds,
        "rounds_per_day": summary.rounds_per_day,
    }


def _standing(unit: Unit, summary: Summary, narration: Narration) -> dict[str, Any]:
    """Return how far an exercise, or a part of one, has got."""
    found, line = summary.of(unit), unit_line(unit, summary)
    is_done = unit in found.done and not (unit is IN_ROUNDS and found.rounds_left)
    state = "done" if is_done else "open" if found.is_empty else "begun"
    name = narration(name_message(unit))
    if line is not None:
        words = narration(line).removeprefix(f"{name}: ")
    else:
        # What is begun in some of its parts has no line of its own: they have.
        words = OPEN_WORDS if found.is_empty else ""
    done, of = _amount(unit, found)
    return {
        "id": str(unit),
        "name": name,
        "state": state,
        "words": words,
        "done": done,
        "of": of,
    }


def _amount(unit: Unit, found: Summary) -> tuple[int, int]:
    """Return how much of a unit is done, and of how much; ``found`` is the summary of it alone."""
    if unit in found.done:
        return (found.rounds, found.rounds_per_day) if unit is IN_ROUNDS else (1, 1)
    begun = next((each for each in found.begun if each.unit is unit), None)
    if begun is not None:
        return begun.sets_done, begun.sets
    parts = EXERCISES[unit].parts if isinstance(unit, ExerciseId) else ()
    return sum(part in found.done for part in parts), len(parts) or 1


def _week_day(context: Context, day: date) -> dict[str, Any]:
    log = context.log_of(day)
    doses = {str(each): count for each in ExerciseId if (count := times(log, each))}
    return {"day": day.isoformat(), "doses": doses, "has_more": _has_more(context, log)}


def _has_more(context: Context, log: DayLog) -> bool:
    """Return whether something was done on a day that no whole dose of an exercise shows."""
    summary = summarise(log, context.settings)
    is_partly = any(exercise_of(each) != each for each in summary.done)
    is_else = bool(days_stretched({log.day: log})) and not summary.done
    return bool(summary.begun) or is_partly or is_else


def _calendar(done: frozenset[date], today: date) -> list[list[dict[str, str]]]:
    first = today - today.weekday() * DAY - (CALENDAR_WEEKS - 1) * WEEK
    weeks = (range(7 * week, 7 * week + 7) for week in range(CALENDAR_WEEKS))
    return [[_calendar_day(first + ahead * DAY, done, today) for ahead in week] for week in weeks]


def _calendar_day(day: date, done: frozenset[date], today: date) -> dict[str, str]:
    state = "future" if day > today else "done" if day in done else "empty"
    return {"day": day.isoformat(), "state": state}


def _run(said: tuple[Message, ...]) -> Mapping[str, Any]:
    """Return the run up to now and the longest one, as far as these words tell them."""
    told = {each.key: dict(each.values) for each in said}
    running, longest = told.get("record-running"), told.get("record-run")
    if longest is None and running is not None and running["longest"] == "yes":
        longest = running
    return {
        "now": running["n"] if running else None,
        "longest": longest["n"] if longest else None,
    }
