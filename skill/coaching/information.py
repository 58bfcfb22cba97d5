"""Questions and their answers; what was running goes on afterwards by itself."""

from dataclasses import replace

from skill.coaching.cards import farewell
from skill.coaching.commands import Advice, Feel, HowTo, NotReady, Why
from skill.coaching.context import Answer, Context, ready_reprompt
from skill.coaching.reply import Reply
from skill.progress.place import Status
from skill.routine.cues import MS
from skill.routine.exercises import ExerciseId
from skill.routine.message import Message, message, names
from skill.routine.plan import Unit, exercise_of, exercises_of, make_plan, picks_of_unit
from skill.routine.segments import Entry, floor_before
from skill.routine.settings import Talk
from skill.routine.time_budget import in_minutes
from skill.routine.transitions import (
    get_ready_ms,
    instruction,
    place_message,
    position_before,
    subject,
)

GIVE_UP_AFTER_MISSES = 3
"""With nothing running, the session closes when this often in a row nothing was understood."""


def how_to(context: Context, command: HowTo) -> Reply:
    """Tell an exercise in full, with where it should be felt; then get ready again."""
    unit = command.exercise
    if unit is None and not context.has_place:
        return context.listen(message("ask-which-exercise"))
    here = context.step.unit if context.has_place else None
    whole = subject(context.plan, context.index) if context.has_place else None
    words = how_to_words(context, unit or whole or ExerciseId.CALF)
    is_here = unit in (None, here, whole)
    waiting = context.status is Status.WAIT and is_here
    if waiting and context.is_before_exercise:
        floor = floor_before(context.plan, context.index, context.place.done)
        seconds = get_ready_ms(position_before(context.step, floor)) // MS
        return context.wait(seconds, *words)
    return context.answer(*words)


def feel(context: Context, command: Feel) -> Reply:
    """Tell in two sentences where an exercise should be felt; then go on."""
    unit = command.exercise or (context.step.unit if context.has_place else None)
    if unit is None:
        return context.listen(message("ask-which-exercise"))
    return context.answer(message(f"feel-{unit}"))


def thanks(context: Context) -> Answer:
    """Take a thank-you: it closes what has nothing more to ask, and a count goes on."""
    return no(context)


def how_to_words(context: Context, unit: Unit) -> tuple[Message, ...]:
    """Return the full instruction of an exercise, how it feels when right, and its safety line."""
    settings = context.settings
    plan = make_plan(picks_of_unit(unit), settings)
    index = 0
    if context.has_place and unit in (context.step.unit, context.step.exercise):
        plan, index = context.plan, context.index
    words = instruction(plan, index, settings, talk=Talk.FULL, first_time=False)
    return (*words, message(f"feel-{unit}"), message(f"safety-{plan[index].exercise}"))


def what_next(context: Context) -> Reply:
    """Tell what comes after what is running; nothing is skipped."""
    if not context.has_place or context.status is Status.IDLE:
        return context.listen(message("nothing-running"))
    end = context.end_index
    if context.status is Status.WAIT and context.is_before_exercise:
        return context.answer(message("next-is", exercise=subject(context.plan, context.index)))
    if end < len(context.plan):
        return context.answer(message("then-comes", exercise=subject(context.plan, end)))
    return context.answer(message("then-done"))


def where_am_i(context: Context) -> Reply:
    """Tell exercise, set and side."""
    if not context.has_place or context.status is Status.IDLE:
        return context.listen(message("nothing-running"))
    order = exercises_of(context.plan)
    here = place_message("where", context.plan, context.index)
    if len(order) == 1:
        return context.answer(here)
    number = order.index(context.step.exercise) + 1
    return context.answer(here, message("exercise-of", n=number, exercises=len(order)))


def time_left(context: Context) -> Reply:
    """Tell how long the rest takes, and which exercises are to come."""
    if not context.has_place or context.status is Status.IDLE:
        return context.listen(message("nothing-running"))
    seconds = context.composer().seconds_left(context.index, Entry.COUNT)
    coming = names(exercises_of(context.plan[context.end_index :]))
    minutes = in_minutes(seconds)
    return context.answer(message("time-left", minutes=minutes, exercises=coming or None))


def list_exercises(context: Context) -> Reply:
    """Name the exercises."""
    return context.answer(message("list"))


def why(context: Context, command: Why) -> Reply:
    """Tell what an exercise is good for, as the article says it."""
    here = context.step.exercise if context.has_place else None
    unit = command.exercise or here
    if unit is None:
        return context.listen(message("ask-which-exercise"))
    return context.answer(message(f"why-{exercise_of(unit)}"))


def equipment(context: Context) -> Reply:
    """Tell what is needed."""
    return context.answer(message("equipment"))


def advice(context: Context, command: Advice) -> Reply:
    """Answer a question about heels, in two sentences, with whose view it is."""
    if command.topic is None:
        return context.answer(message("advice-ask_a_clinician"))
    return context.answer(message(f"advice-{command.topic}"))


def remind(context: Context) -> Reply:
    """Say that reminders are Alexa's own, for now."""
    return context.answer(message("reminder-later"))


def bare_number(context: Context) -> Reply:
    """Ask what a number was meant for; a count is not stopped for it."""
    if context.status in (Status.WORK, Status.REST):
        return context.carry_on()
    if context.status is Status.ASKED:
        return context.listen(message(f"help-{context.dialogue.question}"))
    return context.listen(message("ask-which-number"))


def no(context: Context) -> Answer:
    """Take a no that answers no question."""
    match context.status:
        case Status.IDLE:
            return farewell(context, message("goodbye"))
        case Status.WAIT:
            return NotReady()
        case Status.PAUSED:
            return context.answer(message("still-paused"))
        case _:
            return context.carry_on()


def help_now(context: Context) -> Reply:
    """Say what can be said now."""
    match context.status:
        case Status.ASKED:
            return context.listen(message(f"help-{context.dialogue.question}"))
        case Status.IDLE if not context.profile.practice:
            return context.listen(message("help-idle-first"))
        case Status.IDLE:
            return context.listen(message("help-idle"))
        case Status.WAIT:
            words = message("help-wait")
            return context.listen(words, context.prompt(), reprompt=ready_reprompt(context.step))
        case status:
            return context.answer(message(f"help-{status}"))


def not_understood(context: Context) -> Reply:
    """Say what can be said, shorter each time; an interrupted count goes on by itself."""
    misses = context.dialogue.misses + 1
    missed = context.with_dialogue(replace(context.dialogue, misses=misses))
    match context.status:
        case Status.WORK | Status.REST:
            return context.carry_on()
        case Status.WAIT:
            words = message("missed-wait")
            return missed.listen(words, reprompt=ready_reprompt(missed.step))
        case Status.PAUSED:
            return missed.answer(message("missed-paused"))
        case Status.ASKED:
            return missed.listen(message(f"help-{context.dialogue.question}"))
        case _ if misses >= GIVE_UP_AFTER_MISSES:
            return context.close(message("goodbye"))
        case _:
            return missed.listen(message("missed-idle" if misses == 1 else "say-start-to-begin"))


def unknown_exercise(context: Context) -> Reply:
    """Name the exercises; a count is not stopped for a name that nobody may have said."""
    if context.status in (Status.WORK, Status.REST):
        return context.carry_on()
    return context.listen(message("ask-which-exercise"))
