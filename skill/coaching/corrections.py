"""Correcting the log by voice: done already, take that back, delete everything."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from skill.coaching.cards import farewell
from skill.coaching.commands import Correct, Done
from skill.coaching.context import Context
from skill.coaching.dialogue import Question
from skill.coaching.reply import Reply, State
from skill.progress.days import (
    DayLog,
    LogEntry,
    day_behind,
    dose_steps_counter,
    doses_counter,
    steps_counter,
    units_logged,
)
from skill.progress.place import Status
from skill.routine.message import message, names
from skill.routine.plan import (
    Unit,
    exercise_range,
    finished_dose,
    make_plan,
    picks_of_unit,
    steps_of,
)
from skill.routine.segments import Entry


def done(context: Context, command: Done) -> Reply:
    """Log what was done without the coach; a bare "done" means what its state makes of it."""
    day = day_behind(command.day or context.today, context.today, context.hour)
    here = context.has_place and command.exercise in (context.step.unit, context.step.exercise)
    if here and context.status is not Status.IDLE and day == context.today:
        return this_exercise(context)
    if command.exercise is not None:
        noted = _with_dose(context, command.exercise, day)
        return noted.answer(message("noted", exercise=command.exercise))
    match context.status:
        case Status.IDLE:
            return farewell(context, message("goodbye"))
        case Status.WAIT:
            return context.listen(message("ask-ready-or-done"), question=Question.READY_OR_DONE)
        case Status.REST:
            return context.listen(message("ask-stop-today"), question=Question.STOP_TODAY)
        case Status.WORK:
            step = context.step.id
            return _go_on(_with_steps(context, frozenset({step})), context.index + 1)
        case _:
            return this_exercise(context)


def this_exercise(context: Context) -> Reply:
    """Count the exercise that waits as done, and go on with the next."""
    first, end = exercise_range(context.plan, context.index)
    steps = frozenset(step.id for step in context.plan[first:end])
    return _go_on(_with_steps(context, steps), end)


def undo(context: Context) -> Reply:
    """Take back what was logged last today."""
    last = context.place.last_entry
    if last is None or last.day != context.today:
        return context.answer(message("nothing-to-undo"))
    taken_back = {name: -count for name, count in last.counters.items()}
    undone = context.with_entry(LogEntry(f"undo-{last.segment_id}", last.day, taken_back))
    units = units_logged(last)
    kept = undone.place.done - steps_of(undone.place.done, units)
    place = replace(undone.place, last_entry=None, done=kept)
    words = message("undone", exercises=names(units) or (message("name-all"),))
    return undone.with_place(place).answer(words)


def correct(context: Context, command: Correct) -> Reply:  # noqa: ARG001
    """Put right what was just said."""
    return context.answer(message("missed-idle"))


def ask_forget(context: Context) -> Reply:
    """Ask before everything is deleted; the count stops."""
    words = message("forget-warning"), message("ask-forget")
    return context.listen(*words, question=Question.FORGET)


def forget(context: Context) -> Reply:
    """Delete everything."""
    emptied = State(plain_counting=context.state.plain_counting)
    return replace(context.with_state(emptied).close(message("forgotten")), forget=True)


def _go_on(context: Context, index: int) -> Reply:
    if index >= len(context.plan):
        return context.at_end().listen(message("closing"), message("anything-else"))
    is_introduced = exercise_range(context.plan, index)[0] == index
    return context.play(index, Entry.INTRO if is_introduced else Entry.SWITCH)


def _with_steps(context: Context, steps: frozenset[str]) -> Context:
    """Return the context with steps of the plan logged that were done without being counted."""
    place = context.place
    fresh = [each for each in context.plan if each.id in steps and each.id not in place.done]
    known = place.done | steps
    counters: dict[str, int] = {}
    for unit in dict.fromkeys(step.unit for step in fresh):
        count = sum(step.unit is unit for step in fresh)
        dose = finished_dose(unit, context.plan, place.picks, known, context.settings)
        counters |= _counters(context.log_of(context.today), unit, count, dose)
    noted = context.with_place(replace(place, done=known))
    if not counters:
        return noted
    entry = LogEntry(f"{context.turn.segment_id}-done", context.today, counters)
    return noted.with_entry(entry)


def _with_dose(context: Context, unit: Unit, day: date) -> Context:
    """Return the context with one whole dose logged on a day, what was begun there included."""
    plan = make_plan(picks_of_unit(unit), context.settings)
    log = context.log_of(day)
    counters: dict[str, int] = {}
    for each in dict.fromkeys(step.unit for step in plan):
        dose = sum(step.unit is each for step in plan)
        missing = max(0, dose - log.open_steps(each))
        counters |= _counters(log, each, missing, dose)
    ids = {step.id for step in plan}
    known = context.place.done | {step.id for step in context.plan if step.id in ids}
    entry = LogEntry(f"{context.turn.segment_id}-done", day, counters)
    return context.with_place(replace(context.place, done=known)).with_entry(entry)


def _counters(log: DayLog, unit: Unit, steps: int, dose: int) -> Mapping[str, int]:
    """Return what some steps add; ``dose`` is the size of the dose they finish, 0 for none."""
    counters = {steps_counter(unit): steps} if steps else {}
    if dose:
        counters[doses_counter(unit)] = 1
        counters[dose_steps_counter(unit)] = min(dose, log.open_steps(unit) + steps)
    return counters
