"""What an answer means while a question is open. Whatever is no answer goes its usual way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from skill.coaching import corrections, safety
from skill.coaching.cards import farewell
from skill.coaching.commands import (
    Command,
    Done,
    Next,
    No,
    NotReady,
    NotUnderstood,
    Pause,
    Previous,
    Ready,
    Repeat,
    Resume,
    SetFoot,
    Skip,
    Start,
    Undo,
    Yes,
)
from skill.coaching.context import Context
from skill.coaching.launch import begin, fresh_start
from skill.coaching.navigation import (
    MORE_TIME_SECONDS,
    go_on,
    introduce,
    play,
    resume_place,
    skip_exercise,
    stop,
)
from skill.coaching.reply import Reply, Reprompt
from skill.coaching.session import Question, Status
from skill.routine.exercises import ExerciseId, Foot, Part, RoutineName
from skill.routine.message import message
from skill.routine.plan import picks_of_routine, picks_of_unit
from skill.routine.segments import Entry
from skill.routine.time_budget import estimate_seconds, in_minutes

SAFE_ANSWER_AFTER_MISSES = 2
"""After so many answers in a row that fit nothing, the safe answer is taken. Ours."""


def answer(context: Context, command: Command) -> Reply | None:
    """Return the reply to an open question; ``None`` when the command is no answer to it."""
    question = context.session.question
    if question is None:
        return None
    special = _special_answer(context, question, command)
    if special is not None:
        return special
    match command:
        case Yes() | Ready() | Resume():
            return _yes(context, question)
        case Start() if command.is_bare and command.foot is None:
            return _yes(context, question)
        case No() | Skip(exercise=None) | Undo():
            return _no(context, question)
        case Repeat():
            return context.listen(*context.session.last)
        case NotReady() | Pause():
            more = Reprompt(context.session.last[-1:], MORE_TIME_SECONDS)
            return context.listen(message("take-your-time"), reprompt=more)
        case NotUnderstood() if context.session.misses + 1 >= SAFE_ANSWER_AFTER_MISSES:
            return _no(context, question)
        case _:
            return None


def _special_answer(context: Context, question: Question, command: Command) -> Reply | None:
    """Return the reply to what answers this one question, though it means more elsewhere."""
    match question, command:
        case Question.WHICH_LIFT, _ if part := _lift(command):
            return begin(context.without_question(), picks_of_unit(part))
        case Question.WHICH_LIFT, SetFoot(foot=Foot.BOTH):
            return _yes(context, question)
        case Question.FOOT, SetFoot(foot=Foot() as foot):
            settings = replace(context.profile.settings, foot=foot)
            told = context.changed(profile=replace(context.profile, settings=settings))
            return _ask_routine(told.without_question())
        case Question.PAIN, _:
            return safety.answer_pain(context, command)
        case Question.NEXT_OR_STOP, Next():
            return _yes(context, question)
        case Question.READY_OR_DONE, Done(exercise=None):
            return corrections.this_exercise(context.without_question())
        case _:
            return None


def _lift(command: Command) -> Part | None:
    """Return the lift that is meant by words that mean something else anywhere but here."""
    match command:
        case Start(exercise=ExerciseId.CALF):
            return Part.TIPTOE  # "the first one"
        case Start(exercise=ExerciseId.TOWEL) | Previous():
            return Part.ROCK  # "the second one", "back"
        case _:
            return None


def _yes(context: Context, question: Question) -> Reply:
    return YES[question](context.without_question())


def _no(context: Context, question: Question) -> Reply:
    return NO[question](context.without_question())


def _ask_from_the_top(context: Context) -> Reply:
    return context.listen(message("ask-from-the-top"), question=Question.FROM_THE_TOP)


def _next_one(context: Context) -> Reply:
    """Introduce the exercise after the one that was left out; there may be none."""
    if context.has_place:
        return introduce(context)
    return context.listen(message("closing"), message("anything-else"), status=Status.IDLE)


def _both_lifts(context: Context) -> Reply:
    return begin(context, picks_of_unit(ExerciseId.RAISES))


def _later(context: Context) -> Reply:
    return farewell(context, message("say-start"))


def _again(context: Context) -> Reply:
    return play(context, context.index, Entry.AGAIN)


def _count(context: Context) -> Reply:
    return play(context, context.index, Entry.COUNT)


def _keep_everything(context: Context) -> Reply:
    return context.confirm(message("nothing-deleted"))


def _ask_routine(context: Context) -> Reply:
    settings, delivery = context.profile.settings, context.delivery()
    full, short = (
        in_minutes(estimate_seconds(picks_of_routine(routine, settings), delivery))
        for routine in (RoutineName.FULL, RoutineName.SHORT)
    )
    words = message("ask-routine", foot=settings.foot, full=full, short=short)
    return context.listen(words, question=Question.ROUTINE)


def _rest_of_day(context: Context) -> Reply:
    """Go on with the next exercise, from its instruction if it has not been begun."""
    if context.first_of_exercise(context.index) == context.index:
        return play(context, context.index, Entry.INTRO)
    return resume_place(context)


YES: Mapping[Question, Callable[[Context], Reply]] = MappingProxyType(
    {
        Question.FOOT: fresh_start,
        Question.ROUTINE: fresh_start,
        Question.FROM_THE_TOP: fresh_start,
        Question.RESUME: resume_place,
        Question.REST_OF_DAY: _rest_of_day,
        Question.OFFER: lambda context: begin(context, context.session.offer),
        Question.WHICH_LIFT: _both_lifts,
        # A bare "yes" to "how bad" says that it hurts, and no number: the careful answer.
        Question.PAIN: safety.leave_out,
        Question.DID_IT_HURT: safety.ask_level,
        Question.CRAMP: _again,
        Question.CARRY_ON: _again,
        Question.NEXT_OR_STOP: _next_one,
        Question.READY_OR_DONE: go_on,
        Question.STOP_TODAY: stop,
        Question.FORGET: corrections.forget,
    }
)
"""What a yes does, by the question that is open."""

NO: Mapping[Question, Callable[[Context], Reply]] = MappingProxyType(
    {
        Question.FOOT: _ask_routine,
        Question.ROUTINE: _later,
        Question.FROM_THE_TOP: _later,
        Question.RESUME: _ask_from_the_top,
        Question.REST_OF_DAY: _ask_from_the_top,
        Question.OFFER: _later,
        Question.WHICH_LIFT: _both_lifts,
        Question.PAIN: safety.leave_out,
        Question.DID_IT_HURT: _again,
        Question.CRAMP: skip_exercise,
        Question.CARRY_ON: safety.ask_next_or_stop,
        Question.NEXT_OR_STOP: stop,
        Question.READY_OR_DONE: go_on,
        Question.STOP_TODAY: _count,
        Question.FORGET: _keep_everything,
    }
)
"""What a no does, and what is taken when two answers in a row fit nothing."""
