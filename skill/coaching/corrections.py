"""Correcting the log by voice: done already, take that back, delete everything."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from skill.coaching import reminders
from skill.coaching.cards import farewell
from skill.coaching.commands import Correct, Done, SetFoot, Start
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Question
from skill.coaching.preferences import to_side
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
from skill.progress.place import Noted, Place, Status
from skill.progress.reminders import ReminderFault, ReminderOutcome
from skill.progress.summary import day_name
from skill.routine.cues import MS
from skill.routine.delivery import After, Entry
from skill.routine.exercises import EXERCISES, ExerciseId, Foot
from skill.routine.message import Message, message, names
from skill.routine.plan import (
    UNITS,
    Pick,
    Unit,
    exercise_of,
    exercise_range,
    finished_dose,
    make_plan,
    picks_of_unit,
    picks_without,
    place_of,
    units_of,
)
from skill.routine.settings import Settings
from skill.routine.transitions import subject


def done(context: Context, command: Done) -> Reply:
    """Log what was done without the coach; a bare "done" means what its state makes of it."""
    day = day_behind(command.day or context.today, context.today, context.hour)
    if command.everything:
        return _note(context, context.full_routine, day)
    here = context.has_place and command.exercise in (
        context.step.exercise,
        subject(context.plan, context.index),
    )
    if here and context.status is not Status.IDLE and day == context.today:
        return this_exercise(context)
    if command.exercise is not None:
        return _note(context, picks_of_unit(command.exercise), day)
    match context.status:
        case Status.IDLE:
            return farewell(context, context.goodbye)
        case Status.WAIT | Status.PAUSED:
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
    """
    Take back the last step or note, of whatever day, and go back to where it was before.

    Right after reminders were set, those are what is taken back.
    """
    if context.dialogue.opened_with == reminders.DONE:
        return reminders.take_back(context)
    if not context.place.noted:
        return context.answer(message("nothing-to-undo"))
    *kept, last = context.place.noted
    taken_back = {name: -count for name, count in last.counters.items()}
    place = replace(context.place, noted=tuple(kept), picks=last.picks or context.place.picks)
    undone = context.with_entry(LogEntry(last.undo_id, last.day, taken_back))
    undone = undone.with_place(_back_at(place, last, context.settings, context.left_out))
    return undone.answer(_undone_message(undone, last))


def _undone_message(context: Context, last: Noted) -> Message:
    when = day_name(last.day, context.today)
    index = next((n for n, step in enumerate(context.plan) if step.id in last.steps), None)
    if last.at_ms or index is None:
        exercises = _names_of(units_logged(last.counters))
        return message("undone", exercises=exercises or (message("name-all"),), when=when)
    step = context.plan[index]
    return message(
        "undone-step",
        exercise=subject(context.plan, index),
        n=step.number,
        sets=step.numbers,
        side=step.side if step.sides > 1 else None,
        when=when,
    )


def _back_at(
    place: Place, last: Noted, settings: Settings, left_out: frozenset[ExerciseId]
) -> Place:
    """
    Return the place with steps not done any more; the first of them comes next.

    Not one of an exercise that was left out today: what hurt does not begin by itself.
    """
    gone = frozenset() if last.again else frozenset(last.steps)
    if not gone & place.done:
        # They were done on another way through a routine, which may be the one that was left.
        left = place.shelved and _back_at(place.shelved, last, settings, left_out)
        return replace(place, shelved=left)
    place = replace(place, done=place.done - gone)
    plan = make_plan(place.picks, settings)
    index = len(plan) if place.at is None else place_of(plan, place.at)
    coming = (n for n, step in enumerate(plan) if step.id in gone and step.exercise not in left_out)
    first = next(coming, len(plan))
    if first >= index:
        return place
    return replace(place, at=plan[first].id, after=After.READY)


def correct(context: Context, command: Correct) -> Answer:
    """Put right what was just said: what was started, the side that is counted, the sore foot."""
    if command.routine is not None or command.exercise is not None:
        return Start(routine=command.routine, exercise=command.exercise)
    is_sided = context.is_running and EXERCISES[context.step.exercise].both_sides
    is_of_the_foot = context.dialogue.opened_with == "foot-set"
    if is_sided and not is_of_the_foot and command.foot is not Foot.BOTH:
        return to_side(context, command.foot)
    return SetFoot(corrected_foot(context, command))


def corrected_foot(context: Context, command: Correct) -> Foot | None:
    """Return the sore foot that is meant: the one named, or the other; ``None`` for neither."""
    other = {Foot.LEFT: Foot.RIGHT, Foot.RIGHT: Foot.LEFT}
    known = context.settings.foot
    return command.foot or (other.get(known) if known else None)


def ask_forget(context: Context) -> Reply:
    """Ask before everything is deleted; the count stops."""
    words = message("forget-warning"), message("ask-forget")
    return context.listen(*words, question=Question.FORGET)


def forget(context: Context) -> Reply:
    """Delete everything."""
    emptied = State(plain_counting=context.state.plain_counting)
    had_reminders = bool(context.profile.reminders)

    def then(outcome: ReminderOutcome) -> Reply:
        words = [*context.getting_up, message("forgotten")]
        if had_reminders and outcome.fault not in (None, ReminderFault.NOT_ALLOWED):
            words.append(message("reminders-left"))
        return replace(context.with_state(emptied).close(*words), forget=True)

    return reminders.with_none(context, then)


def _go_on(context: Context, index: int) -> Reply:
    if index >= len(context.plan):
        words = *context.getting_up, *context.closing(len(context.plan))
        return farewell(context.at_end(), *words)
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
    known_now = context.with_place(replace(place, done=known))
    if not counters:
        return known_now
    made_done = tuple(step.id for step in fresh)
    return known_now.with_noted(
        Noted(_note_id(context), context.today, counters, made_done, at_ms=context.turn.now_ms)
    )


def _note(context: Context, picks: tuple[Pick, ...], day: date) -> Reply:
    """Log whole doses on a day, what was begun there included; once, if it is said once more."""
    units = tuple(dict.fromkeys(step.unit for step in make_plan(picks, context.settings)))
    noted = context if _is_noted(context, picks, day) else _with_doses(context, picks, day)
    exercises = _names_of(units)
    return noted.answer(message("noted", exercises=exercises, when=day_name(day, context.today)))


def _is_noted(context: Context, picks: tuple[Pick, ...], day: date) -> bool:
    """
    Return whether this was noted just now: it is said again because the answer was lost.

    A dose takes its time: sooner than that, and without an answer in between, it is the same one.
    """
    if not context.place.noted or context.dialogue.opened_with == "noted":
        return False
    last, plan = context.place.noted[-1], make_plan(picks, context.settings)
    same = last.day == day and units_logged(last.counters) == units_of(plan)
    dose_ms = sum(step.work.slot_seconds for step in plan) * MS
    return same and context.turn.now_ms - last.at_ms < dose_ms


def _with_doses(context: Context, picks: tuple[Pick, ...], day: date) -> Context:
    """Return the context with whole doses logged on a day, what was begun there included."""
    plan, log, place = make_plan(picks, context.settings), context.log_of(day), context.place
    counters: dict[str, int] = {}
    for each in units_of(plan):
        dose = sum(step.unit is each for step in plan)
        missing = max(0, dose - log.open_steps(each))
        counters |= _counters(log, each, missing, dose)
    noted = Noted(_note_id(context), day, counters, at_ms=context.turn.now_ms)
    if day != context.today:
        return context.with_noted(noted)
    # What is planned and done by now is not introduced any more.
    ids = {step.id for step in plan}
    made_done = tuple(each.id for each in context.plan if each.id in ids - place.done)
    known = context.with_place(replace(place, done=place.done | frozenset(made_done)))
    coming = {step.unit for step in context.plan[context.index :]}
    shorter = picks_without(place.picks, coming & set(units_of(plan)))
    changed = place.picks if shorter != place.picks else ()
    return known.with_picks(shorter).with_noted(noted._replace(steps=made_done, picks=changed))


def _note_id(context: Context) -> str:
    return f"{context.turn.segment_id}-done"


def _names_of(units: tuple[Unit, ...]) -> tuple[Message, ...]:
    """Return the names of units; all parts of an exercise have its name, and all units one."""
    if set(units) == set(UNITS):
        return (message("name-all"),)
    whole = {each.id for each in EXERCISES.values() if each.parts and set(each.parts) <= set(units)}
    named = dict.fromkeys(
        exercise_of(unit) if exercise_of(unit) in whole else unit for unit in units
    )
    # Alone it is told by its parts: "raises" may mean one of them.
    return names(units if len(named) == 1 else named)


def _counters(log: DayLog, unit: Unit, steps: int, dose: int) -> Mapping[str, int]:
    """Return what some steps add; ``dose`` is the size of the dose they finish, 0 for none."""
    counters = {steps_counter(unit): steps} if steps else {}
    if dose:
        counters[doses_counter(unit)] = 1
        counters[dose_steps_counter(unit)] = min(dose, log.open_steps(unit) + steps)
    return counters
