"""
Interpret a command while a question is open.

Many answers are another command: a yes to "stop for today?" is "stop". A command that is no answer
to the question is returned as it came.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from skill.coaching import corrections, launch, navigation, preferences, safety
from skill.coaching.cards import farewell
from skill.coaching.commands import (
    Command,
    Correct,
    Done,
    NotReady,
    Plain,
    SetFoot,
    Skip,
    SkipPart,
    Start,
)
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Question
from skill.coaching.reply import Reply, Reprompt
from skill.routine.exercises import ExerciseId, Foot, Part
from skill.routine.message import message
from skill.routine.plan import picks_of_unit
from skill.routine.segments import Entry

SAFE_ANSWER_AFTER_MISSES = 2
"""Answers in a row that are not understood until the safe answer is taken. Our choice: to ask a
third time would only annoy."""


def answer(context: Context, question: Question, command: Command) -> Answer:
    """Return the reply to an open question, or the command that is meant."""
    # Meanings that only this question gives to a command come before its general meaning: after
    # "which lift?" the words for "previous" name the second one.
    special = _special_answer(context, question, command)
    if special is not None:
        return special
    match command:
        case Plain.YES | Plain.READY | Plain.RESUME:
            return _yes(context, question)
        # A bare "start" accepts the offer; one with an exercise or a foot is a new wish of its own.
        case Start() if command.is_bare and command.foot is None:
            return _yes(context, question)
        case Plain.NO | Skip(exercise=None) | Plain.UNDO:
            return _no(context, question)
        case Plain.REPEAT:
            return context.listen(*context.dialogue.last)
        case NotReady() | Plain.PAUSE:
            more = Reprompt(context.dialogue.last[-1:], navigation.MORE_TIME_SECONDS)
            return context.listen(message("take-your-time"), reprompt=more)
        case Plain.NOT_UNDERSTOOD if context.dialogue.misses + 1 >= SAFE_ANSWER_AFTER_MISSES:
            return _no(context, question)
        case _:
            return command


def _special_answer(context: Context, question: Question, command: Command) -> Answer | None:
    """Return the reply to a command that this question gives a meaning of its own."""
    match question, command:
        case Question.WHICH_LIFT, _ if part := _lift(command):
            return launch.begin(context, picks_of_unit(part))
        case Question.WHICH_LIFT, SetFoot(foot=Foot.BOTH):
            return _yes(context, question)
        case Question.FOOT, SetFoot(foot=Foot() as foot):
            chosen = context.with_settings(replace(context.settings, foot=foot))
            return launch.ask_routine(chosen.without_question())
        case Question.FOOT | Question.ROUTINE, Correct(routine=None, exercise=None) as said:
            meant = SetFoot(corrections.corrected_foot(context, said))
            return _special_answer(context, Question.FOOT, meant) or meant
        case Question.PAIN, _:
            return safety.answer_pain(context, command)
        case Question.NEXT_OR_STOP, Plain.NEXT:
            return _yes(context, question)
        case Question.READY_OR_DONE, Done(exercise=None):
            return corrections.this_exercise(context.without_question())
        case _:
            return None


def _lift(command: Command) -> Part | None:
    """Return the lift that an ordinal or a direction names after "which lift?"."""
    match command:
        case Start(exercise=ExerciseId.CALF):
            return Part.TIPTOE  # "the first one"
        case Start(exercise=ExerciseId.TOWEL) | Plain.PREVIOUS:
            return Part.ROCK  # "the second one", "back"
        case _:
            return None


def _yes(context: Context, question: Question) -> Answer:
    return YES[question](context.without_question())


def _no(context: Context, question: Question) -> Answer:
    return NO[question](context.without_question())


def _next_one(context: Context) -> Reply:
    """Introduce the exercise after the one that was left out; there may be none."""
    if context.has_place:
        return navigation.introduce(context)
    words = *context.getting_up, message("closing"), message("anything-else")
    return context.at_end().listen(*words)


def _both_lifts(context: Context) -> Reply:
    return launch.begin(context, picks_of_unit(ExerciseId.RAISES))


def _later(context: Context) -> Reply:
    return farewell(context, message("say-start"))


def _again(context: Context) -> Reply:
    return context.play(context.index, Entry.AGAIN)


def _count(context: Context) -> Reply:
    return context.play(context.index, Entry.COUNT)


def _means(command: Command) -> Callable[[Context], Answer]:
    """Return the answer that is another command."""
    return lambda _: command


YES: Mapping[Question, Callable[[Context], Answer]] = MappingProxyType(
    {
        Question.FOOT: launch.fresh_start,
        Question.ROUTINE: launch.fresh_start,
        Question.FROM_THE_TOP: launch.fresh_start,
        Question.RESUME: navigation.resume_place,
        Question.REST_OF_DAY: navigation.rest_of_day,
        Question.OFFER: lambda context: launch.begin(context, context.dialogue.offer),
        Question.WHICH_LIFT: _both_lifts,
        # A bare "yes" to "how bad" says that it hurts, and no number: the careful answer.
        Question.PAIN: safety.leave_out,
        Question.DID_IT_HURT: safety.ask_level,
        Question.CRAMP: _again,
        Question.CARRY_ON: _again,
        Question.NEXT_OR_STOP: _next_one,
        Question.READY_OR_DONE: _means(Plain.READY),
        Question.STOP_TODAY: _means(Plain.STOP),
        Question.FEWER_SETS: preferences.fewer_sets,
        Question.FORGET: corrections.forget,
    }
)
"""What a yes does, by the question that is open."""

NO: Mapping[Question, Callable[[Context], Answer]] = MappingProxyType(
    {
        Question.FOOT: launch.ask_routine,
        Question.ROUTINE: _later,
        Question.FROM_THE_TOP: _later,
        Question.RESUME: launch.ask_from_the_top,
        Question.REST_OF_DAY: launch.ask_from_the_top,
        Question.OFFER: _later,
        Question.WHICH_LIFT: _both_lifts,
        Question.PAIN: safety.leave_out,
        Question.DID_IT_HURT: _again,
        Question.CRAMP: _means(Skip(SkipPart.EXERCISE)),
        Question.CARRY_ON: safety.ask_next_or_stop,
        Question.NEXT_OR_STOP: _means(Plain.STOP),
        Question.READY_OR_DONE: _means(Plain.READY),
        Question.STOP_TODAY: _count,
        Question.FEWER_SETS: lambda context: context.carry_on(),
        Question.FORGET: lambda context: context.confirm(message("nothing-deleted")),
    }
)
"""What a no does, and what is taken when two answers in a row fit nothing."""
