"""Questions and their answers; what was running goes on afterwards by itself."""

from skill.coaching.cards import farewell
from skill.coaching.commands import Advice, Feel, HowTo, NotReady, Plain, Why
from skill.coaching.context import Answer, Context, ready_reprompt
from skill.coaching.dialogue import Question
from skill.coaching.navigation import close_paused, nothing_running
from skill.coaching.reply import PAUSED_REPROMPT, Reply
from skill.progress.place import Status
from skill.routine.cues import MS
from skill.routine.delivery import Entry
from skill.routine.exercises import IN_ROUNDS, ExerciseId
from skill.routine.message import Message, message, names
from skill.routine.plan import Unit, exercise_of, exercises_of, make_plan, picks_of_unit
from skill.routine.settings import Talk
from skill.routine.time_budget import in_minutes
from skill.routine.transitions import (
    dose_message,
    floor_before,
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
        return context.listen(message("ask-which-exercise"), question=Question.WHICH_HOW)
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
        return context.listen(message("ask-which-exercise"), question=Question.WHICH_FEEL)
    return context.answer(message(f"feel-{unit}"))


def thanks(context: Context) -> Answer:
    """Take a thank-you: it closes what has nothing more to ask, and a count goes on."""
    match context.status:
        case Status.IDLE:
            return farewell(context, context.goodbye)
        case Status.WORK | Status.REST:
            return context.carry_on()
        case _:
            return context.answer()


def how_to_words(context: Context, unit: Unit) -> tuple[Message, ...]:
    """Return the full instruction of an exercise, how it feels when right, and its safety line."""
    settings = context.settings
    plan = make_plan(picks_of_unit(unit), settings)
    index = 0
    if context.has_place and unit in (context.step.unit, context.step.exercise):
        plan, index = context.plan, context.index
    return (
        *instruction(plan, index, talk=Talk.FULL),
        dose_message(plan, index, settings),
        message(f"feel-{unit}"),
        message(f"safety-{plan[index].exercise}"),
    )


def what_next(context: Context) -> Reply:
    """Tell what comes after what is running; nothing is skipped."""
    if not context.has_place or context.status is Status.IDLE:
        return _next_today(context)
    end = context.end_index
    if context.status is Status.WAIT and context.is_before_exercise:
        return context.answer(message("next-is", exercise=subject(context.plan, context.index)))
    if end < len(context.plan):
        return context.answer(message("then-comes", exercise=subject(context.plan, end)))
    return context.answer(message("then-done"))


def _next_today(context: Context) -> Reply:
    """Tell, when what was planned is over, which rounds of the day are open."""
    summary = context.summary
    left = 0 if IN_ROUNDS in context.left_out else summary.rounds_left
    if not left or not (context.is_over or summary.has_all):
        return nothing_running(context)
    return context.answer(message("rounds-open", n=left, rounds=summary.rounds))


def where_am_i(context: Context) -> Reply:
    """Tell exercise, set and side."""
    if not context.has_place or context.status is Status.IDLE:
        return nothing_running(context)
    order = exercises_of(context.plan)
    here = place_message("where", context.plan, context.index)
    if len(order) == 1:
        return context.answer(here)
    number = order.index(context.step.exercise) + 1
    return context.answer(here, message("exercise-of", n=number, exercises=len(order)))


def time_left(context: Context) -> Reply:
    """Tell how long the rest takes, and which exercises are to come."""
    if not context.has_place or context.status is Status.IDLE:
        return nothing_running(context)
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
        return context.listen(message("ask-which-exercise"), question=Question.WHICH_WHY)
    return context.answer(message(f"why-{exercise_of(unit)}"))


def equipment(context: Context) -> Reply:
    """Tell what is needed."""
    return context.answer(message("equipment"))


def advice(context: Context, command: Advice) -> Reply:
    """Answer a question about heels, in two sentences, with whose view it is."""
    if command.topic is None:
        return context.answer(message("advice-ask_a_clinician"))
    return context.answer(message(f"advice-{command.topic}"))


def bare_number(context: Context) -> Answer:
    """Ask what a number was meant for; in a count it is something that was not understood."""
    if context.status in (Status.WORK, Status.REST):
        return Plain.NOT_UNDERSTOOD
    return context.listen(message("ask-which-number"), question=Question.NUMBER)


def no(context: Context) -> Answer:
    """Take a no that answers no question."""
    match context.status:
        case Status.IDLE:
            return farewell(context, context.goodbye)
        case Status.WAIT:
            return NotReady()
        case Status.PAUSED:
            return close_paused(context)
        case _:
            return context.carry_on()


def help_now(context: Context) -> Reply:
    """Say what can be said now; an open question says it itself."""
    match context.status:
        case Status.IDLE:
            key = "help-idle" if context.profile.practice else "help-idle-first"
            return context.listen(message(key), question=Question.MORE)
        case status:
            return context.answer(message(f"help-{status}"))


def not_understood(context: Context) -> Reply:
    """
    Say what can be said, shorter each time.

    In a count it is not noise: Alexa has heard her name. The count stops, there is time to say that
    it hurts, and then the step goes on.
    """
    missed = context.missed()
    misses = missed.dialogue.misses
    match context.status:
        case Status.WORK | Status.REST:
            words = [message("missed-count")]
            if misses > 1:
                words.append(message("say-stop-to-end"))
            return missed.play(missed.index, Entry.MISSED, *words)
        case Status.WAIT:
            words_wait = message("missed-wait")
            return missed.listen(words_wait, reprompt=ready_reprompt(missed.step))
        case Status.PAUSED:
            return missed.listen(message("missed-paused"), reprompt=PAUSED_REPROMPT)
        case _ if misses >= GIVE_UP_AFTER_MISSES or _is_after_the_end(context):
            return context.close(context.goodbye)
        case _ if misses == 1:
            return missed.listen(message("missed-idle"), question=Question.MORE)
        case _:
            return missed.listen(message("say-start-to-begin"), question=Question.START)


def _is_after_the_end(context: Context) -> bool:
    """Return whether the closing words were the last: nothing was asked, so this was no answer."""
    return context.is_over and not context.turn.new_session and context.dialogue.question is None


def unknown_exercise(context: Context) -> Answer:
    """Name the exercises; in a count it is something that was not understood."""
    if context.status in (Status.WORK, Status.REST):
        return Plain.NOT_UNDERSTOOD
    return context.listen(message("ask-which-exercise"), question=Question.WHICH)
