"""Questions and their answers; what was running goes on afterwards by itself."""

from dataclasses import replace
from datetime import timedelta

from skill.coaching.commands import HowTo, Progress
from skill.coaching.reply import Reply
from skill.coaching.scene import Scene
from skill.coaching.session import Status
from skill.coaching.starting import (
    everything_message,
    in_minutes,
    offer,
    picks_of_unit,
    place_message,
)
from skill.progress.days import DayLog, local_hour
from skill.progress.summary import Summary, summarise
from skill.routine.catalogue import ExerciseId, Part
from skill.routine.fill import estimate_seconds
from skill.routine.message import Message, message
from skill.routine.plan import Unit, exercise_range, exercises_of, make_plan
from skill.routine.segments import Entry
from skill.routine.settings import Talk
from skill.routine.transitions import instruction, subject

EVENING_FROM_HOUR = 18
"""From this hour on, "nothing today" leaves it until tomorrow. Ours."""

CARRYING_ON_EVERY_MS = 60_000
""" "Carrying on" is said at most once in this time. Ours."""

GIVE_UP_AFTER_MISSES = 3
"""With nothing running, the session closes when this often in a row nothing was understood."""

DAYS_READ = 7
"""Today and the six days before it are known."""


def how_to(scene: Scene, command: HowTo) -> Reply:
    """Tell an exercise in full, with where it should be felt; then get ready again."""
    unit = command.exercise
    if unit is None and not scene.has_place:
        return scene.listen(message("ask-which-exercise"))
    here = scene.step.unit if scene.has_place else None
    whole = subject(scene.plan, scene.index) if scene.has_place else None
    words = how_to_words(scene, unit or whole or ExerciseId.CALF)
    is_here = unit in (None, here, whole)
    waiting = scene.status is Status.WAIT and is_here
    if waiting and scene.first_of_exercise(scene.index) == scene.index:
        return scene.get_ready_again(*words)
    return scene.answer(*words)


def how_to_words(scene: Scene, unit: Unit) -> tuple[Message, ...]:
    """Return the full instruction of an exercise, how it feels when right, and its safety line."""
    settings = scene.profile.settings
    plan = make_plan(picks_of_unit(unit), settings)
    index = 0
    if scene.has_place and unit in (scene.step.unit, scene.step.exercise):
        plan, index = scene.plan, scene.index
    words = instruction(plan, index, settings, talk=Talk.FULL, first_time=False)
    return (*words, message(f"feel-{unit}"), message(f"safety-{plan[index].exercise}"))


def what_next(scene: Scene) -> Reply:
    """Tell what comes after what is running; nothing is skipped."""
    if not scene.has_place or scene.status is Status.IDLE:
        return scene.listen(message("nothing-running"))
    _, end = exercise_range(scene.plan, scene.index)
    if scene.status is Status.WAIT and scene.first_of_exercise(scene.index) == scene.index:
        return scene.answer(message("next-is", exercise=subject(scene.plan, scene.index)))
    if end < len(scene.plan):
        return scene.answer(message("then-comes", exercise=subject(scene.plan, end)))
    return scene.answer(message("then-done"))


def where_am_i(scene: Scene) -> Reply:
    """Tell exercise, set and side."""
    if not scene.has_place or scene.status is Status.IDLE:
        return scene.listen(message("nothing-running"))
    order = exercises_of(scene.plan)
    here = place_message(scene, "where")
    if len(order) == 1:
        return scene.answer(here)
    number = order.index(scene.step.exercise) + 1
    return scene.answer(here, message("exercise-of", n=number, exercises=len(order)))


def time_left(scene: Scene) -> Reply:
    """Tell how long the rest takes, and which exercises are to come."""
    if not scene.has_place or scene.status is Status.IDLE:
        return scene.listen(message("nothing-running"))
    seconds = scene.composer().seconds_left(scene.index, Entry.COUNT)
    _, end = exercise_range(scene.plan, scene.index)
    coming = " ".join(exercises_of(scene.plan[end:]))
    minutes = in_minutes(seconds)
    return scene.answer(message("time-left", minutes=minutes, exercises=coming or "none"))


def list_exercises(scene: Scene) -> Reply:
    """Name the exercises."""
    return scene.answer(message("list"))


def progress(scene: Scene, command: Progress) -> Reply:
    """Tell what was done on a day."""
    day = command.day or scene.today
    if scene.today < day <= scene.today + timedelta(days=DAYS_READ):
        # Alexa takes a bare weekday for the coming one; what was done lies behind.
        day -= timedelta(days=DAYS_READ)
    if command.period:
        return scene.answer(message("progress-days-only"))
    known = scene.today - timedelta(days=DAYS_READ - 1) <= day <= scene.today
    if not known:
        return scene.answer(message("progress-unknown"))
    log = scene.state.days.get(day, DayLog(day))
    summary = summarise(log, scene.profile.settings)
    if command.exercise is not None:
        return scene.answer(_one_exercise(scene, log, command.exercise))
    if day != scene.today:
        when = "yesterday" if scene.today - day == timedelta(days=1) else f"day-{day.weekday()}"
        if summary.is_empty:
            return scene.answer(message("nothing-on", when=when))
        return scene.answer(*_summary_words(summary, when))
    if summary.is_empty:
        return _nothing_today(scene)
    words = _summary_words(summary, "today")
    running = scene.status is not Status.IDLE
    return scene.answer(*(words if running else (*words, *_open_words(summary))))


def _summary_words(summary: Summary, when: str) -> tuple[Message, ...]:
    rounds, wanted = summary.rounds, summary.rounds_per_day
    if summary.has_all and rounds >= wanted and when == "today":
        return (everything_message(rounds, wanted),)
    if summary.done == (ExerciseId.ARCH,) and not summary.begun:
        words = message("summary-arch", when=when, rounds=rounds, rounds_per_day=wanted)
        return (words,)
    # The arch stretch is told in rounds, and only there.
    done = (
        ["all"] if summary.has_all else [each for each in summary.done if each != ExerciseId.ARCH]
    )
    begun = [f"{each.unit}:{each.sets_done}:{each.sets}" for each in summary.begun]
    more = [*begun, *([f"rounds:{rounds}:{wanted}"] if rounds else [])]
    return (
        message("summary", when=when, done=" ".join(done) or "none", more=" ".join(more) or "none"),
    )


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
        picks = picks_of_unit(ExerciseId.ARCH) + picks_of_unit(ExerciseId.CALF)
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
    days = sum(1 for day in scene.state.days.values() if all(day.doses(each) for each in units))
    when = "today" if log.day == scene.today else "then"
    return message("one-exercise", exercise=unit, state=state, when=when, days=days)


def help_now(scene: Scene) -> Reply:
    """Say what can be said now."""
    match scene.status:
        case Status.ASKED:
            return scene.listen(message(f"help-{scene.session.question}"))
        case Status.IDLE if not scene.profile.practice:
            return scene.listen(message("help-idle-first"))
        case Status.IDLE:
            return scene.listen(message("help-idle"))
        case Status.WAIT:
            words = message("help-wait")
            return scene.listen(words, scene.prompt(), reprompt=scene.ready_reprompt())
        case status:
            return scene.answer(message(f"help-{status}"))


def not_understood(scene: Scene) -> Reply:
    """Say what can be said, shorter each time; an interrupted count goes on by itself."""
    misses = scene.session.misses + 1
    missed = scene.changed(session=replace(scene.session, misses=misses))
    match scene.status:
        case Status.WORK | Status.REST:
            return carry_on(scene)
        case Status.WAIT:
            words = message("missed-wait")
            return missed.listen(words, reprompt=missed.ready_reprompt())
        case Status.PAUSED:
            return missed.answer(message("missed-paused"))
        case Status.ASKED:
            return missed.listen(message(f"help-{scene.session.question}"))
        case _ if misses >= GIVE_UP_AFTER_MISSES:
            return scene.close(message("goodbye"))
        case _:
            return missed.listen(message("missed-idle" if misses == 1 else "say-start-to-begin"))


def unknown_exercise(scene: Scene) -> Reply:
    """Name the exercises; a count is not stopped for a name that nobody may have said."""
    if scene.status in (Status.WORK, Status.REST):
        return carry_on(scene)
    return scene.listen(message("ask-which-exercise"))


def carry_on(scene: Scene) -> Reply:
    """Go on with the count; say so at most once a minute."""
    now_ms = scene.turn.now_ms
    if now_ms - scene.session.reassured_at_ms < CARRYING_ON_EVERY_MS:
        return scene.answer()
    session = replace(scene.session, reassured_at_ms=now_ms)
    return scene.changed(session=session).answer(message("carrying-on"))
