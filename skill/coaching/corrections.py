"""Correcting the notes by voice: done already, take that back, delete everything."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from skill.coaching.cards import farewell
from skill.coaching.commands import Done
from skill.coaching.context import Context
from skill.coaching.navigation import play
from skill.coaching.reply import Reply, State
from skill.coaching.session import Question, Status
from skill.progress.days import (
    DayLog,
    LogEntry,
    day_behind,
    dose_steps_counter,
    doses_counter,
    steps_counter,
)
from skill.routine.message import message, names
from skill.routine.plan import (
    UNITS,
    Plan,
    Unit,
    exercise_range,
    finished_dose,
    make_plan,
    picks_of_unit,
    steps_of,
)
from skill.routine.segments import Entry


def done(context: Context, command: Done) -> Reply:
    """Note what was done without the coach; a bare "done" means what its state makes of it."""
    day = day_behind(command.day or context.today, context.today)
    here = context.has_place and command.exercise in (context.step.unit, context.step.exercise)
    if here and context.status is not Status.IDLE and day == context.today:
        return this_exercise(context)
    if command.exercise is not None:
        noted = _noted(context, command.exercise, day)
        return noted.answer(message("noted", exercise=command.exercise))
    match context.status:
        case Status.IDLE:
            return farewell(context, message("goodbye"))
        case Status.WAIT:
            return context.listen(message("ask-ready-or-done"), question=Question.READY_OR_DONE)
        case Status.REST:
            return context.listen(message("ask-stop-today"), question=Question.STOP_TODAY)
        case Status.WORK:
            return this_step(context)
        case _:
            return this_exercise(context)


def this_step(context: Context) -> Reply:
    """Count the step that runs as done, and go on with the next."""
    counted = _with_steps(context, (context.step.id,))
    return _go_on(counted, context.index + 1)


def this_exercise(context: Context) -> Reply:
    """Count the exercise that waits as done, and go on with the next."""
    first, end = exercise_range(context.plan, context.index)
    ids = tuple(step.id for step in context.plan[first:end])
    return _go_on(_with_steps(context, ids), end)


def undo(context: Context) -> Reply:
    """Take back what was noted last today."""
    last = context.session.last_entry
    if last is None or last.day != context.today:
        return context.answer(message("nothing-to-undo"))
    back = LogEntry(
        f"undo-{last.segment_id}", last.day, {name: -n for name, n in last.counters.items()}
    )
    taken = context.logging(back)
    units = _units(last)
    kept = taken.session.done - steps_of(taken.session.done, units)
    forgotten = replace(taken.session, last_entry=None, done=kept)
    words = message("undone", exercises=names(units) or (message("name-all"),))
    return taken.changed(session=forgotten).answer(words)


def ask_forget(context: Context) -> Reply:
    """Ask before everything is deleted; the count stops."""
    words = message("forget-warning"), message("ask-forget")
    return context.listen(*words, question=Question.FORGET)


def forget(context: Context) -> Reply:
    """Delete everything."""
    empty = Context(State(), context.turn, context.narration)
    return replace(empty.close(message("forgotten")), forget=True)


def _go_on(context: Context, index: int) -> Reply:
    if index >= len(context.plan):
        ended = replace(context.session, at=None, status=Status.IDLE, question=None)
        words = message("closing"), message("anything-else")
        return context.changed(session=ended).listen(*words)
    introduced = context.first_of_exercise(index) == index
    return play(context, index, Entry.INTRO if introduced else Entry.SWITCH)


def _with_steps(context: Context, ids: tuple[str, ...]) -> Context:
    """Return the context with steps of the plan noted that were done without being counted."""
    fresh = [
        step for step in context.plan if step.id in ids and step.id not in context.session.done
    ]
    known = context.session.done | set(ids)
    counters: dict[str, int] = {}
    for unit in dict.fromkeys(step.unit for step in fresh):
        number = sum(step.unit is unit for step in fresh)
        settings = context.profile.settings
        dose = finished_dose(unit, context.plan, context.session.picks, known, settings)
        counters |= _counters(context.log, unit, number, dose)
    noted = context.changed(session=replace(context.session, done=frozenset(known)))
    if not counters:
        return noted
    return noted.logging(LogEntry(f"{context.turn.segment_id}-done", context.today, counters))


def _noted(context: Context, unit: Unit, day: date) -> Context:
    """Return the context with one whole dose noted on a day; what was begun there is part of it."""
    plan = make_plan(picks_of_unit(unit), context.profile.settings)
    log = context.state.days.get(day, DayLog(day))
    counters: dict[str, int] = {}
    for each in dict.fromkeys(step.unit for step in plan):
        dose = sum(step.unit is each for step in plan)
        missing = max(0, dose - log.open_steps(each))
        counters |= _counters(log, each, missing, dose)
    entry = LogEntry(f"{context.turn.segment_id}-done", day, counters)
    return _marked(context, plan).logging(entry)


def _marked(context: Context, plan: Plan) -> Context:
    ids = {step.id for step in plan}
    known = context.session.done | {step.id for step in context.plan if step.id in ids}
    return context.changed(session=replace(context.session, done=frozenset(known)))


def _counters(log: DayLog, unit: Unit, steps: int, dose: int) -> Mapping[str, int]:
    """Return what some steps add; ``dose`` is the size of the dose they finish, 0 for none."""
    counters = {steps_counter(unit): steps} if steps else {}
    if dose:
        counters[doses_counter(unit)] = 1
        counters[dose_steps_counter(unit)] = min(dose, log.open_steps(unit) + steps)
    return counters


def _units(entry: LogEntry) -> tuple[Unit, ...]:
    """Return the units whose steps an entry counts."""
    return tuple(
        unit
        for unit in UNITS
        if {steps_counter(unit), dose_steps_counter(unit)} & entry.counters.keys()
    )
