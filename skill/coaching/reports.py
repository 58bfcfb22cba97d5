"""What was done: on a day, in a week, in a month, lately. Done, begun, open, and nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

from skill.coaching.commands import Progress, Record
from skill.coaching.reply import Reply
from skill.coaching.scene import Scene
from skill.coaching.session import Status
from skill.coaching.starting import everything_message, in_minutes, offer, picks_of_unit
from skill.coaching.vocabulary import Period
from skill.progress.days import DayLog, local_hour
from skill.progress.summary import Summary, days_stretched, longest_run, routines, summarise
from skill.routine.catalogue import ExerciseId, Part, RoutineName
from skill.routine.fill import estimate_seconds
from skill.routine.message import Message, message
from skill.routine.plan import Unit, picks_for

EVENING_FROM_HOUR = 18
"""From this hour on, "nothing today" leaves it until tomorrow. Ours."""

WEEK = timedelta(days=7)
RECORD_DAYS = timedelta(days=400)
"""How far back the longest run is looked for. Ours."""

NAMED_RUN_DAYS = 3
"""A longest run is told from so many days on. Ours."""

BACK_AFTER = timedelta(days=14)
"""Whoever was away longer is welcomed back. Ours."""

MONTH = timedelta(days=30)


def days_needed(command: Progress | Record, today: date) -> date:
    """Return the first day that an answer needs; a week's worth at least."""
    if isinstance(command, Record):
        return today - RECORD_DAYS
    first = today - MONTH if command.period is Period.MONTH else command.first_day or today
    return min(first, today - WEEK)


def progress(scene: Scene, command: Progress) -> Reply:
    """Tell what was done on a day, in a week or in a month."""
    first, last = command.first_day or scene.today, command.last_day
    match command.period:
        case Period.WEEK:
            return scene.answer(_week_message(scene))
        case Period.MONTH:
            first = scene.today.replace(day=1)
            return scene.answer(_month_message(scene, first, scene.today))
        case None:
            pass
    if last is not None:
        return scene.answer(_period_message(scene, first, last))
    if scene.today < first <= scene.today + WEEK:
        # Alexa takes a bare weekday for the coming one; what was done lies behind.
        first -= WEEK
    return _day(scene, first, command.exercise)


def unread(scene: Scene) -> Reply:
    """Say that the notes are out of reach: silence about them would be a lie."""
    return scene.answer(message("notes-unreachable"))


def record(scene: Scene) -> Reply:
    """Tell the days of the last seven and the longest run; a gap is not mentioned."""
    days = days_stretched(scene.state.days)
    if not days:
        return scene.answer(message("record-nothing"))
    if days == (scene.today,):
        return scene.answer(message("record-first"))
    earlier = [day for day in days if day < scene.today]
    if days[-1] == scene.today and scene.today - earlier[-1] > BACK_AFTER:
        count = sum(day > scene.today - MONTH for day in days)
        return scene.answer(message("record-back", n=count))
    week = sum(day > scene.today - WEEK for day in days)
    words = [message("record-week", n=week)]
    run = longest_run(days)
    if run >= NAMED_RUN_DAYS:
        words.append(message("record-run", n=run))
    return scene.answer(*words)


def _day(scene: Scene, day: date, exercise: Unit | None) -> Reply:
    log = scene.state.days.get(day, DayLog(day))
    summary = summarise(log, scene.profile.settings)
    if exercise is not None:
        return scene.answer(_one_exercise(scene, log, exercise))
    if day == scene.today:
        return _today(scene, summary)
    when = _When(scene.today, day)
    if summary.is_empty:
        far = abs(scene.today - day) > MONTH or day > scene.today
        return scene.answer(
            message("progress-unknown") if far else message("nothing-on", when=when.name)
        )
    return scene.answer(*_summary_words(summary, when))


def _today(scene: Scene, summary: Summary) -> Reply:
    if summary.is_empty:
        return _nothing_today(scene)
    words = _summary_words(summary, _When(scene.today, scene.today))
    running = scene.status is not Status.IDLE
    return scene.answer(*(words if running else (*words, *_open_words(summary))))


@dataclass(frozen=True, slots=True)
class _When:
    """A day as people name it: today, yesterday, a weekday, or its date."""

    today: date
    day: date

    @property
    def name(self) -> str:
        """``today``, ``yesterday``, ``day-0`` for a Monday of the last week, or the ISO date."""
        away = self.today - self.day
        if not away:
            return "today"
        if away == timedelta(days=1):
            return "yesterday"
        if timedelta(0) < away < WEEK:
            return f"day-{self.day.weekday()}"
        return self.day.isoformat()


def _summary_words(summary: Summary, when: _When) -> tuple[Message, ...]:
    rounds, wanted = summary.rounds, summary.rounds_per_day
    if summary.has_all and rounds >= wanted and when.day == when.today:
        return (everything_message(rounds, wanted),)
    if summary.done == (ExerciseId.ARCH,) and not summary.begun:
        return (
            message(
                "summary-arch",
                when=when.name,
                rounds=rounds,
                rounds_per_day=wanted,
            ),
        )
    # The arch stretch is told in rounds, and only there.
    named = [str(each) for each in summary.done if each != ExerciseId.ARCH]
    done = ["all"] if summary.has_all else named
    begun = [f"{each.unit}:{each.sets_done}:{each.sets}" for each in summary.begun]
    more = [*begun, *([f"rounds:{rounds}:{wanted}"] if rounds else [])]
    words = message(
        "summary",
        when=when.name,
        done=" ".join(done) or "none",
        more=" ".join(more) or "none",
    )
    return (words,)


def _open_words(summary: Summary) -> tuple[Message, ...]:
    """Return what is left of today; said without a weight on it."""
    if summary.untouched and summary.done != (ExerciseId.ARCH,):
        return (message("not-yet", exercises=" ".join(summary.untouched)),)
    left = summary.rounds_per_day - summary.rounds
    if summary.has_all and left > 0:
        return (message("rounds-left", n=left),)
    return ()


def _nothing_today(scene: Scene) -> Reply:
    if scene.status is not Status.IDLE:
        return scene.answer(message("nothing-so-far"))
    if local_hour(scene.turn.now_ms, scene.profile.time_zone) >= EVENING_FROM_HOUR:
        picks = picks_for(RoutineName.SHORT, scene.profile.settings)
        minutes = in_minutes(estimate_seconds(picks, scene.telling()))
        return scene.answer(message("nothing-today-evening", minutes=minutes))
    picks = picks_of_unit(ExerciseId.ARCH)
    minutes = in_minutes(estimate_seconds(picks, scene.telling()))
    return offer(scene, message("nothing-today", minutes=minutes), picks)


def _one_exercise(scene: Scene, log: DayLog, unit: Unit) -> Message:
    units: tuple[Unit, ...] = tuple(Part) if unit is ExerciseId.RAISES else (unit,)
    doses = min(log.doses(each) for each in units)
    steps = sum(log.open_steps(each) for each in units)
    state = "done" if doses else "begun" if steps else "open"
    week = [day for at, day in scene.state.days.items() if at > scene.today - WEEK]
    days = sum(all(day.doses(each) for each in units) for day in week)
    when = _When(scene.today, log.day)
    return message(
        "one-exercise",
        when=when.name,
        exercise=unit,
        state=state,
        days=days,
    )


def _period_message(scene: Scene, first: date, last: date) -> Message:
    if first > scene.today:
        return message("progress-unknown")
    if last >= scene.today and last - first < WEEK:
        return _week_message(scene)
    count = len(days_stretched(_between(scene, first, last)))
    if last - first < WEEK:
        return message("week-then", n=count)
    if last - first <= MONTH:
        return _month_message(scene, first, last)
    return message("period", n=count)


def _month_message(scene: Scene, first: date, last: date) -> Message:
    count = len(days_stretched(_between(scene, first, last)))
    so_far = "yes" if last >= scene.today else "no"
    return message("month", n=count, month=first.month, so_far=so_far)


def _week_message(scene: Scene) -> Message:
    """Tell the last seven days: on a Monday morning "this week" is not an empty page."""
    logs = _between(scene, scene.today - WEEK + timedelta(days=1), scene.today)
    days = days_stretched(logs)
    if len(days) == 1:
        return message("week-one-day", when=_When(scene.today, days[0]).name)
    rounds = sum(log.doses(ExerciseId.ARCH) for log in logs.values())
    return message("week", n=len(days), routines=routines(logs.values()), rounds=rounds)


def _between(scene: Scene, first: date, last: date) -> dict[date, DayLog]:
    return {day: log for day, log in scene.state.days.items() if first <= day <= last}
