"""Questions and their answers; what was running goes on afterwards by itself."""

from dataclasses import replace

from skill.coaching.cards import farewell
from skill.coaching.commands import Advice, HowTo, NotReady, Why
from skill.coaching.moving import not_ready
from skill.coaching.reply import Reply
from skill.coaching.scene import Scene
from skill.coaching.session import Status
from skill.coaching.starting import in_minutes, picks_of_unit, place_message
from skill.routine.catalogue import ExerciseId, Part
from skill.routine.message import Message, message
from skill.routine.plan import Unit, exercise_range, exercises_of, make_plan
from skill.routine.segments import Entry
from skill.routine.settings import Talk
from skill.routine.transitions import instruction, subject

CARRYING_ON_EVERY_MS = 60_000
""" "Carrying on" is said at most once in this time. Ours."""

GIVE_UP_AFTER_MISSES = 3
"""With nothing running, the session closes when this often in a row nothing was understood."""


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


def why(scene: Scene, command: Why) -> Reply:
    """Tell what an exercise is good for, as the article says it."""
    here = scene.step.exercise if scene.has_place else None
    unit = command.exercise or here
    if unit is None:
        return scene.listen(message("ask-which-exercise"))
    exercise = ExerciseId.RAISES if isinstance(unit, Part) else unit
    return scene.answer(message(f"why-{exercise}"))


def equipment(scene: Scene) -> Reply:
    """Tell what is needed."""
    return scene.answer(message("equipment"))


def advice(scene: Scene, command: Advice) -> Reply:
    """Answer a question about heels, in two sentences, with whose view it is."""
    if command.topic is None:
        return scene.answer(message("advice-ask_a_clinician"))
    return scene.answer(message(f"advice-{command.topic}"))


def remind(scene: Scene) -> Reply:
    """Say that reminders are Alexa's own, for now."""
    return scene.answer(message("reminder-later"))


def bare_number(scene: Scene) -> Reply:
    """Ask what a number was meant for; a count is not stopped for it."""
    if scene.status in (Status.WORK, Status.REST):
        return carry_on(scene)
    if scene.status is Status.ASKED:
        return scene.listen(message(f"help-{scene.session.question}"))
    return scene.listen(message("ask-which-number"))


def no(scene: Scene) -> Reply:
    """Take a no that answers no question."""
    match scene.status:
        case Status.IDLE:
            return farewell(scene, message("goodbye"))
        case Status.WAIT:
            return not_ready(scene, NotReady())
        case Status.PAUSED:
            return scene.answer(message("still-paused"))
        case _:
            return carry_on(scene)


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
