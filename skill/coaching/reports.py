"""What was done: on a day, in a week, in a month, lately. Done, begun, open, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from skill.coaching.cards import day_card, spoken_card
from skill.coaching.commands import Period, Plain, Progress
from skill.coaching.context import Context
from skill.coaching.occasions import NAMED_RUN_DAYS
from skill.coaching.reply import Reply
from skill.progress.days import (
    BACK_AFTER,
    DAY,
    DAY_ENDS_HOUR,
    WEEK,
    DayLog,
    calendar_day,
    day_behind,
)
from skill.progress.history import DAYS_KNOWN
from skill.progress.place import Status
from skill.progress.summary import (
    Summary,
    day_name,
    days_stretched,
    longest_run,
    routines,
    running_days,
    summarise,
    times,
)
from skill.routine.exercises import IN_ROUNDS, RoutineName
from skill.routine.message import MOST_NAMES, Message, message, names
from skill.routine.plan import Unit, exercise_of, picks_of_routine, picks_of_unit
from skill.routine.time_budget import estimate_seconds, in_minutes

EVENING_FROM_HOUR = 18
"""From this hour to the day's end "nothing today" points to tomorrow. Our choice."""

RECORD_DAYS = timedelta(DAYS_KNOWN)
"""Days searched for the longest run."""

MONTH = timedelta(days=30)
YEAR = timedelta(days=364)
"""First to last day of a year without a leap day; of a month, the longest has ``MONTH``."""


def days_needed(command: Progress | Literal[Plain.RECORD], today: date, hour: int) -> date:
    """
    Return the first day that an answer needs: today, or one before it.

    Args:
        command: what is asked.
        today: the person's own day.
        hour: on the person's clock, 0 to 23; at night Alexa's dates are one ahead.
    """
    if command is Plain.RECORD:
        return today - RECORD_DAYS
    first, last = _days_meant(command, today, hour)
    if last is None and first == today and command.exercise is not None:
        return _week_before(today)
    return min(first, today)


def progress(context: Context, command: Progress) -> Reply:
    """Tell what was done on a day, in a week or in a month."""
    first, last = _days_meant(command, context.today, context.hour)
    reply = _progress(context, command.exercise, first, last)
    if last is not None and command.exercise is not None:
        return reply  # How often it was done: no days are told.
    return replace(reply, told_days=(first, last or first))


def _progress(context: Context, exercise: Unit | None, first: date, last: date | None) -> Reply:
    if last is not None and exercise is not None:
        return _told(context, _exercise_times_message(context, exercise, first, last))
    if last is not None:
        return _told(context, _period_message(context, first, last))
    if exercise is not None:
        return _told(context, _one_exercise_message(context, exercise, first))
    return _today(context) if first == context.today else _day(context, first)


def unread(context: Context) -> Reply:
    """Say that the notes are out of reach: silence about them would be a lie."""
    return context.answer(message("notes-unreachable"))


def record(context: Context) -> Reply:
    """Tell the days in a row, else those of the last seven, and the longest run; never a gap."""
    week = _week_before(context.today), context.today
    return replace(_record(context), told_days=week)


def _record(context: Context) -> Reply:
    today = context.today
    days = days_stretched(_between(context, date.min, today))
    if not days:
        return _told(context, message("record-nothing"))
    if days == (today,):
        return _told(context, message("record-first"))
    before = max(day for day in days if day < today)
    in_week = sum(day > today - WEEK for day in days)
    in_month = sum(day > today - MONTH for day in days)
    if today - before > BACK_AFTER and in_month:
        return _told(context, message("record-back", n=in_month))
    if today - before > BACK_AFTER:
        words = [message("welcome-back")]
    elif in_week:
        words = [message("record-week", n=in_week)]
    else:
        words = [message("record-month", n=in_month)]
    run, longest = running_days(days, today), longest_run(days)
    if run >= NAMED_RUN_DAYS:
        words = [message("record-running", n=run, longest="yes" if run == longest else "no")]
    if longest >= NAMED_RUN_DAYS and longest > run:
        words.append(message("record-run", n=longest))
    return _told(context, *words)


def _days_meant(command: Progress, today: date, hour: int) -> tuple[date, date | None]:
    """
    Return the day, or the first and the last of several, as people mean them.

    Alexa takes a bare weekday, month or date for the coming one; what was done lies behind. "This
    week" is the last seven days: on a Monday morning it is not an empty page.
    """
    match command.period:
        case Period.WEEK:
            return _week_before(today), today
        case Period.MONTH:
            return today.replace(day=1), today
        case None:
            pass
    first, last = command.first_day or today, command.last_day
    if last is None:
        return day_behind(first, today, hour), None
    calendar = calendar_day(today, hour)
    if last - first == WEEK - DAY and first <= calendar <= last:
        return _week_before(today), today
    if today < first == calendar and WEEK < last - first <= MONTH:
        # The calendar's month has begun, our day has not ended: the month before goes on.
        return today.replace(day=1), today
    if today < first <= today + WEEK and last - first == DAY:
        return first - WEEK, last - WEEK  # "at the weekend", said on a weekday
    if first > today and last - first != WEEK - DAY and last - first < YEAR:
        return _year_before(first), _year_before(last)
    return first, last


def _week_before(today: date) -> date:
    """Return the first of seven days up to today."""
    return today - WEEK + DAY


def _year_before(day: date) -> date:
    """Return the same day a year earlier; for the 29th of February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return (day - DAY).replace(year=day.year - 1)


def _told(context: Context, *words: Message) -> Reply:
    """Answer in words, which stand on the card as well."""
    return replace(context.answer(*words), card=spoken_card(*words))


def _today(context: Context) -> Reply:
    summary = context.summary
    if summary.is_empty:
        return _nothing_today(context)
    words = _summary_words(summary, "today")
    if context.status is Status.IDLE:
        words = (*words, *_open_words(summary))
    return replace(context.answer(*words), card=day_card(context, context.today))


def _day(context: Context, day: date) -> Reply:
    summary = summarise(context.log_of(day), context.settings)
    if not summary.is_empty:
        words = _summary_words(summary, day_name(day, context.today))
        return replace(context.answer(*words), card=day_card(context, day))
    if abs(context.today - day) > MONTH:
        return _told(context, message("progress-unknown"))
    return _told(context, message("nothing-on", when=day_name(day, context.today)))


def _nothing_today(context: Context) -> Reply:
    running = context.status is not Status.IDLE
    nothing = message("nothing-so-far" if running else "nothing-yet-today")
    card = spoken_card(nothing)
    if running:
        return replace(context.answer(nothing), card=card)
    if context.hour >= EVENING_FROM_HOUR or context.hour < DAY_ENDS_HOUR:
        picks = picks_of_routine(RoutineName.SHORT, context.settings)
        minutes = in_minutes(estimate_seconds(picks, context.delivery()))
        return replace(context.answer(message("nothing-today-evening", minutes=minutes)), card=card)
    picks = context.still_due(picks_of_unit(IN_ROUNDS))
    if not picks:
        return replace(context.answer(nothing), card=card)
    minutes = in_minutes(estimate_seconds(picks, context.delivery()))
    offered = context.offer(message("nothing-today", minutes=minutes), picks)
    return replace(offered, card=card)


def _summary_words(summary: Summary, when: str) -> tuple[Message, ...]:
    rounds, wanted, told = summary.rounds, summary.rounds_per_day, summary.rounds_told
    if summary.has_all and not summary.rounds_left and when == "today":
        return (message("all-done", all="yes", rounds=rounds, rounds_per_day=wanted),)
    if _is_arch_alone(summary):
        words = message("summary-arch", when=when, told=told, rounds=rounds, rounds_per_day=wanted)
        return (words,)
    # The arch stretch is told in rounds, and only there.
    done = names(each for each in summary.done if each is not IN_ROUNDS)
    if summary.has_all:
        done = (message("name-all"),)
    more = _begun_words(summary, in_company=bool(done))
    if rounds:
        more += (message("arch-rounds", told=told, rounds=rounds, rounds_per_day=wanted),)
    return (message("summary", when=when, done=done or None, more=more or None),)


def _begun_words(summary: Summary, *, in_company: bool) -> tuple[Message, ...]:
    """Return what was begun, with its sets; short where other exercises are told beside it."""
    begun, others = summary.begun, bool(summary.rounds)
    if len(begun) + others > MOST_NAMES:
        exercises = {exercise_of(each.unit) for each in begun}
        return (message("begun-many", n=len(exercises)),)
    key = "begun-short" if in_company or len(begun) + others > 1 else "begun"
    return tuple(
        message(key, exercise=each.unit, n=each.sets_done, sets=each.sets) for each in begun
    )


def _open_words(summary: Summary) -> tuple[Message, ...]:
    """Return what is left of today; said without a weight on it."""
    if summary.untouched and not _is_arch_alone(summary):
        return (message("not-yet", exercises=names(summary.untouched)),)
    if summary.has_all and summary.rounds_left:
        return (message("rounds-left", n=summary.rounds_left),)
    return ()


def _is_arch_alone(summary: Summary) -> bool:
    return summary.done == (IN_ROUNDS,) and not summary.begun


def _one_exercise_message(context: Context, unit: Unit, day: date) -> Message:
    """Tell one exercise on a day; of today, with the last seven days."""
    found = summarise(context.log_of(day), context.settings).of(unit)
    when = day_name(day, context.today)
    if not found.is_empty and found.done != (unit,):
        return _summary_words(found, when)[0]
    is_lately = when == "today"
    week = _between(context, _week_before(context.today), context.today).values()
    return message(
        "one-exercise",
        exercise=unit,
        state="done" if found.done else "open",
        when=when,
        told=found.rounds_told,
        rounds=found.rounds,
        rounds_per_day=found.rounds_per_day,
        n=sum(times(log, unit) for log in week) if is_lately else 0,
    )


def _exercise_times_message(context: Context, unit: Unit, first: date, last: date) -> Message:
    """Tell how often one exercise was done in a week, a month or a longer time."""
    count = sum(times(log, unit) for log in _between(context, first, last).values())
    if last - first < WEEK:
        span = "week" if first == _week_before(last) and last == context.today else "then"
        return message("exercise-times", exercise=unit, n=count, span=span, month=0, so_far="no")
    span = "month" if last - first <= MONTH else "then"
    so_far = "yes" if last >= context.today else "no"
    return message(
        "exercise-times", exercise=unit, n=count, span=span, month=first.month, so_far=so_far
    )


def _period_message(context: Context, first: date, last: date) -> Message:
    count = len(days_stretched(_between(context, first, last)))
    if first > context.today or last - first > MONTH:
        return message("period", n=count)
    if last - first == DAY:
        return message("weekend", n=count)
    if last - first < WEEK:
        return _week_message(context) if last == context.today else message("week-then", n=count)
    so_far = "yes" if last >= context.today else "no"
    return message("month", n=count, month=first.month, so_far=so_far)


def _week_message(context: Context) -> Message:
    logs = _between(context, _week_before(context.today), context.today)
    days = days_stretched(logs)
    if len(days) == 1:
        return message("week-one-day", when=day_name(days[0], context.today))
    rounds = sum(log.doses(IN_ROUNDS) for log in logs.values())
    return message("week", n=len(days), routines=routines(logs.values()), rounds=rounds)


def _between(context: Context, first: date, last: date) -> dict[date, DayLog]:
    return {day: log for day, log in context.state.days.items() if first <= day <= last}
