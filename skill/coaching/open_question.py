"""
Interpret a command while a question is open.

Many answers are another command: a yes to "stop for today?" is "stop". A command that is no answer
is handled as if nothing had been asked, and whatever it says closes the question, unless it ends
with the question's own words (``Context.answer``).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from skill.coaching import corrections, launch, navigation, preferences, reminders, safety
from skill.coaching.cards import farewell
from skill.coaching.commands import (
    CancelReminders,
    Command,
    Correct,
    Done,
    Feel,
    HowTo,
    Hurts,
    NotReady,
    Number,
    PainWord,
    Plain,
    Remind,
    SetFoot,
    SetHold,
    SetSets,
    Skip,
    Start,
    Why,
)
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Question
from skill.coaching.reply import Reply
from skill.routine.delivery import Entry
from skill.routine.exercises import ROUTINES, ExerciseId, Foot, Part, RoutineName
from skill.routine.message import Message, message
from skill.routine.plan import picks_of_unit

SAFE_ANSWER_AFTER_MISSES = 2
"""Answers in a row that are not understood until the safe answer is taken. Our choice: to ask a
third time would only annoy."""

HOURS_OF_THE_CLOCK = 12
"""A number up to this one is a time, where a time is asked about: "twelve"."""

NAME_THEMSELVES = frozenset(
    {
        Question.WHICH,
        Question.WHICH_HOW,
        Question.WHICH_FEEL,
        Question.WHICH_WHY,
        Question.NUMBER,
        Question.HOLD,
        Question.SETS,
        Question.SETTING,
    }
)
"""Questions whose own words name the answers."""

NEEDS_A_YES = frozenset({Question.REMINDERS})
"""Questions to which "ready" and "start" are no answer: a reminder is set after a yes alone, says
Amazon's page on reminders."""

EXPLAINED = tuple(q for q in Question if not q.is_idle and q not in NAME_THEMSELVES)
"""Questions with a line that says what can be answered."""


def answer(context: Context, question: Question, command: Command) -> Answer | None:
    """
    Return the reply to an open question, or the command that is meant.

    Args:
        context: with the question open.
        question: the open one.
        command: what was said.

    Returns:
        ``None`` when the command is no answer to the question.
    """
    if command is Plain.REPEAT:
        return context.listen(*context.dialogue.last, question=question)
    closed = context.without_question()
    if question.is_idle:
        return _idle_answer(closed, question, command)
    # Meanings that only this question gives to a command come before its general meaning: after
    # "which lift?" the words for "previous" name the second one.
    special = _special_answer(closed, question, command)
    if special is not None:
        return special
    if _agrees(command):
        if question in NEEDS_A_YES and command is not Plain.YES:
            return None
        return context.ask_again() if question in NAME_THEMSELVES else YES[question](closed)
    if _declines(command):
        return _no(closed, question)
    return _repeated(context, question, command)


def _repeated(context: Context, question: Question, command: Command) -> Answer | None:
    """Return the reply that asks again, to what is neither yes nor no."""
    match command:
        case NotReady() | Plain.PAUSE:
            more = navigation.MORE_TIME_SECONDS
            return context.ask_again(message("take-your-time"), silence_seconds=more)
        case Plain.NOT_UNDERSTOOD | Hurts(word=PainWord.MAYBE):
            if context.dialogue.misses + 1 >= SAFE_ANSWER_AFTER_MISSES:
                return _no(context.without_question(), question)
            words = message("missed") if question in NAME_THEMSELVES else _help(question)
            return context.missed().ask_again(words)
        case Plain.HELP | Number() if question in NAME_THEMSELVES:
            return context.ask_again()
        case Plain.HELP | Number():
            return context.ask_again(_help(question))
        case _:
            # What names a choice is the answer; anything else leaves the choice as it was.
            return command if question in NAME_THEMSELVES else None


def _agrees(command: Command) -> bool:
    """Return whether a command takes up what was asked; a "start" that names nothing does."""
    match command:
        case Plain.YES | Plain.READY | Plain.RESUME:
            return True
        case Start():
            return command.is_bare and command.foot is None
        case _:
            return False


def _declines(command: Command) -> bool:
    """Return whether a command turns down what was asked: no, skip, undo, nothing, none."""
    match command:
        case Plain.NO | Plain.UNDO | Plain.THANKS | Skip(exercise=None) | Hurts(level=0, word=None):
            return True
        case _:
            return False


def _idle_answer(closed: Context, question: Question, command: Command) -> Answer | None:
    """Return the answer where nothing is at stake: there every other wish is as good."""
    match command:
        case Plain.YES | Plain.READY if question is Question.START:
            return Plain.LAUNCH
        case Plain.YES | Plain.READY:
            return closed.ask_wish()
        case Plain.NO | Plain.THANKS | Hurts(level=0, word=None):
            return _goodbye(closed)
        case _:
            return None


def _special_answer(  # noqa: C901, PLR0912 - one row a question
    closed: Context, question: Question, command: Command
) -> Answer | None:
    """Return the reply to a command that this question gives a meaning of its own."""
    match question, command:
        case Question.WHICH_LIFT, _ if part := _lift(command):
            return launch.begin(closed, picks_of_unit(part), named=True)
        case Question.WHICH_LIFT, SetFoot(foot=Foot.BOTH):
            return _both_lifts(closed)
        case Question.FOOT, SetFoot(foot=Foot() as foot):
            chosen = replace(closed.settings, foot=foot)
            return launch.ask_routine(closed.with_settings(chosen))
        case Question.FOOT | Question.ROUTINE, Correct(routine=None, exercise=None) as said:
            meant = SetFoot(corrections.corrected_foot(closed, said))
            return _special_answer(closed, Question.FOOT, meant) or meant
        case Question.ROUTINE, _ if routine := _routine(command):
            # How long it takes stood in the question.
            return launch.start_named(closed, routine)
        case Question.PAIN, _:
            return safety.answer_pain(closed, command)
        case Question.NEXT_OR_STOP, Plain.NEXT:
            return safety.next_one(closed)
        case Question.NEXT_OR_STOP, Hurts(word=None):
            return safety.ask_next_or_stop(closed)
        case Question.READY_OR_DONE, Done(exercise=None, everything=False):
            return corrections.this_exercise(closed)
        case Question.FORGET, _:
            return _answer_forget(closed, command)
        # To cancel all of them is about those that are set, not about what is proposed.
        case Question.REMINDERS, Remind() | CancelReminders() if command != CancelReminders():
            return reminders.other(closed, command)
        case Question.REMINDERS, Number(number=hour) if 1 <= hour <= HOURS_OF_THE_CLOCK:
            return reminders.other(closed, Remind(minutes=(hour * 60,)))
        case _:
            return _named(question, command)


def _named(question: Question, command: Command) -> Command | None:
    """Return what was asked for, now that the number or the exercise is named."""
    match question, command:
        case Question.HOLD, Number(number=seconds):
            return SetHold(seconds)
        case Question.SETS, Number(number=sets):
            return SetSets(sets)
        case Question.WHICH_HOW, Start(exercise=ExerciseId() | Part() as unit):
            return HowTo(unit)
        case Question.WHICH_FEEL, Start(exercise=ExerciseId() | Part() as unit):
            return Feel(unit)
        case Question.WHICH_WHY, Start(exercise=ExerciseId() | Part() as unit):
            return Why(unit)
        case _:
            return None


def _answer_forget(closed: Context, command: Command) -> Reply | None:
    """Delete on "yes" and on "delete"; "okay" may be no more than "I have heard"."""
    if command in (Plain.YES, Plain.FORGET_ME):
        return corrections.forget(closed)
    if _agrees(command):
        words = message("say-yes-delete"), message("ask-forget")
        return closed.listen(*words, question=Question.FORGET)
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


def _routine(command: Command) -> RoutineName | None:
    """Return which of the two routines is meant by its name, or by how many exercises it has."""
    offered = (RoutineName.FULL, RoutineName.SHORT)
    match command:
        case Start(routine=RoutineName() as routine) if routine in offered:
            return routine
        case Number(number=number):
            return next((each for each in offered if len(ROUTINES[each]) == number), None)
        case _:
            return None


def _help(question: Question) -> Message:
    """Return what can be answered."""
    return message(f"help-{question}")


def _no(closed: Context, question: Question) -> Answer:
    """Return what a no does; where something is to be named, nothing changes."""
    return closed.answer() if question in NAME_THEMSELVES else NO[question](closed)


def _both_lifts(context: Context) -> Reply:
    return launch.begin(context, picks_of_unit(ExerciseId.RAISES), named=True)


def _goodbye(context: Context) -> Reply:
    return farewell(context, context.goodbye)


def _count(context: Context) -> Reply:
    return context.play(context.index, Entry.COUNT)


def _means(command: Command) -> Callable[[Context], Answer]:
    """Return the answer that is another command."""
    return lambda _: command


YES: Mapping[Question, Callable[[Context], Answer]] = MappingProxyType(
    {
        Question.FOOT: launch.start_today,
        Question.ROUTINE: launch.start_today,
        Question.FROM_THE_TOP: launch.fresh_start,
        Question.RESUME: navigation.resume_place,
        Question.CARRY_ON_HERE: navigation.carry_on_here,
        Question.REST_OF_DAY: navigation.rest_of_day,
        Question.OFFER: lambda context: launch.begin(context, context.dialogue.offer),
        Question.WHICH_LIFT: _both_lifts,
        # A bare "yes" to "how bad" says that it hurts, and no number: the careful answer.
        Question.PAIN: safety.leave_out,
        Question.DID_IT_HURT: safety.it_did_hurt,
        Question.CRAMP: safety.back_to_it,
        Question.CARRY_ON: safety.back_to_it,
        Question.NEXT_OR_STOP: safety.next_one,
        Question.READY_OR_DONE: _means(Plain.READY),
        Question.STOP_TODAY: _means(Plain.STOP),
        Question.FEWER_SETS: preferences.fewer_sets,
        Question.GENTLY: _means(Plain.START_GENTLY),
        Question.FORGET: corrections.forget,
        Question.REMINDERS: reminders.set_proposed,
    }
)
"""What a yes does, by the question that is open."""

NO: Mapping[Question, Callable[[Context], Answer]] = MappingProxyType(
    {
        Question.FOOT: launch.ask_routine,
        Question.ROUTINE: _goodbye,
        Question.FROM_THE_TOP: _goodbye,
        Question.RESUME: launch.ask_from_the_top,
        Question.CARRY_ON_HERE: _means(Plain.LAUNCH),
        Question.REST_OF_DAY: launch.ask_from_the_top,
        Question.OFFER: _goodbye,
        Question.WHICH_LIFT: lambda context: context.confirm(),
        Question.PAIN: safety.leave_out,
        Question.DID_IT_HURT: safety.back_to_it,
        Question.CRAMP: safety.skip_it,
        Question.CARRY_ON: safety.ask_next_or_stop,
        Question.NEXT_OR_STOP: _means(Plain.STOP),
        Question.READY_OR_DONE: _means(NotReady()),
        Question.STOP_TODAY: _count,
        Question.FEWER_SETS: lambda context: context.carry_on(),
        Question.GENTLY: lambda context: context.carry_on(),
        Question.FORGET: lambda context: context.confirm(message("nothing-deleted")),
        Question.REMINDERS: reminders.nothing_set,
    }
)
"""What a no does, and what is taken when two answers in a row fit nothing."""
