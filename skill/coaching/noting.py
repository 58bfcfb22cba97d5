"""Correcting the notes by voice: done already, take that back, delete everything."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from skill.coaching.cards import farewell
from skill.coaching.commands import Done
from skill.coaching.moving import play
from skill.coaching.reply import Reply, State
from skill.coaching.scene import Scene
from skill.coaching.session import Question, Status
from skill.coaching.starting import picks_of_unit
from skill.progress.days import (
    DayLog,
    LogEntry,
    day_behind,
    dose_steps_counter,
    doses_counter,
    steps_counter,
)
from skill.routine.message import message
from skill.routine.plan import Plan, Unit, exercise_range, finished_dose, make_plan
from skill.routine.segments import Entry


def done(scene: Scene, command: Done) -> Reply:
    """Note what was done without the coach; a bare "done" means what its state makes of it."""
    day = day_behind(command.day or scene.today, scene.today)
    here = scene.has_place and command.exercise in (scene.step.unit, scene.step.exercise)
    if here and scene.status is not Status.IDLE and day == scene.today:
        return this_exercise(scene)
    if command.exercise is not None:
        noted = _noted(scene, command.exercise, day)
        return noted.answer(message("noted", exercise=command.exercise))
    match scene.status:
        case Status.IDLE:
            return farewell(scene, message("goodbye"))
        case Status.WAIT:
            return scene.listen(message("ask-ready-or-done"), question=Question.READY_OR_DONE)
        case Status.REST:
            return scene.listen(message("ask-stop-today"), question=Question.STOP_TODAY)
        case Status.WORK:
            return this_step(scene)
        case _:
            return this_exercise(scene)


def this_step(scene: Scene) -> Reply:
    """Count the step that runs as done, and go on with the next."""
    counted = _with_steps(scene, (scene.step.id,))
    return _go_on(counted, scene.index + 1)


def this_exercise(scene: Scene) -> Reply:
    """Count the exercise that waits as done, and go on with the next."""
    first, end = exercise_range(scene.plan, scene.index)
    ids = tuple(step.id for step in scene.plan[first:end])
    return _go_on(_with_steps(scene, ids), end)


def undo(scene: Scene) -> Reply:
    """Take back what was noted last today."""
    last = scene.session.last_entry
    if last is None or last.day != scene.today:
        return scene.answer(message("nothing-to-undo"))
    back = LogEntry(
        f"undo-{last.segment_id}", last.day, {name: -n for name, n in last.counters.items()}
    )
    taken = scene.logging(back)
    units = _names(last)
    kept = frozenset(step for step in taken.session.done if step.split("-")[0] not in units.split())
    forgotten = replace(taken.session, last_entry=None, done=kept)
    return taken.changed(session=forgotten).answer(message("undone", exercises=units))


def ask_forget(scene: Scene) -> Reply:
    """Ask before everything is deleted; the count stops."""
    words = message("forget-warning"), message("ask-forget")
    return scene.listen(*words, question=Question.FORGET)


def forget(scene: Scene) -> Reply:
    """Delete everything."""
    empty = Scene(State(), scene.turn, scene.wording)
    return replace(empty.close(message("forgotten")), forget=True)


def _go_on(scene: Scene, index: int) -> Reply:
    if index >= len(scene.plan):
        ended = replace(scene.session, at=None, status=Status.IDLE, question=None)
        words = message("closing"), message("anything-else")
        return scene.changed(session=ended).listen(*words)
    introduced = scene.first_of_exercise(index) == index
    return play(scene, index, Entry.INTRO if introduced else Entry.SWITCH)


def _with_steps(scene: Scene, ids: tuple[str, ...]) -> Scene:
    """Return the scene with steps of the plan noted that were done without being counted."""
    fresh = [step for step in scene.plan if step.id in ids and step.id not in scene.session.done]
    known = scene.session.done | set(ids)
    counters: dict[str, int] = {}
    for unit in dict.fromkeys(step.unit for step in fresh):
        number = sum(step.unit is unit for step in fresh)
        settings = scene.profile.settings
        dose = finished_dose(unit, scene.plan, scene.session.picks, known, settings)
        counters |= _counters(scene.log, unit, number, dose)
    noted = scene.changed(session=replace(scene.session, done=frozenset(known)))
    if not counters:
        return noted
    return noted.logging(LogEntry(f"{scene.turn.segment_id}-done", scene.today, counters))


def _noted(scene: Scene, unit: Unit, day: date) -> Scene:
    """Return the scene with one whole dose noted on a day; what was begun there is part of it."""
    plan = make_plan(picks_of_unit(unit), scene.profile.settings)
    log = scene.state.days.get(day, DayLog(day))
    counters: dict[str, int] = {}
    for each in dict.fromkeys(step.unit for step in plan):
        dose = sum(step.unit is each for step in plan)
        missing = max(0, dose - log.open_steps(each))
        counters |= _counters(log, each, missing, dose)
    entry = LogEntry(f"{scene.turn.segment_id}-done", day, counters)
    return _marked(scene, plan).logging(entry)


def _marked(scene: Scene, plan: Plan) -> Scene:
    ids = {step.id for step in plan}
    known = scene.session.done | {step.id for step in scene.plan if step.id in ids}
    return scene.changed(session=replace(scene.session, done=frozenset(known)))


def _counters(log: DayLog, unit: Unit, steps: int, dose: int) -> Mapping[str, int]:
    """Return what some steps add; ``dose`` is the size of the dose they finish, 0 for none."""
    counters = {steps_counter(unit): steps} if steps else {}
    if dose:
        counters[doses_counter(unit)] = 1
        counters[dose_steps_counter(unit)] = min(dose, log.open_steps(unit) + steps)
    return counters


def _names(entry: LogEntry) -> str:
    units = [name.removesuffix("_steps") for name in entry.counters if name.endswith("_steps")]
    return " ".join(dict.fromkeys(unit.removesuffix("_done") for unit in units)) or "all"
