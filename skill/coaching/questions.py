"""What an answer means while a question is open. Whatever is no answer goes its usual way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from skill.coaching import noting, safety
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
from skill.coaching.moving import (
    MORE_TIME_SECONDS,
    go_on,
    introduce,
    play,
    resume_place,
    skip_exercise,
    stop,
)
from skill.coaching.reply import Reply, Reprompt
from skill.coaching.scene import Scene
from skill.coaching.session import Question, Status
from skill.coaching.starting import begin, fresh_start, in_minutes, picks_of_unit
from skill.routine.catalogue import ExerciseId, Foot, Part, RoutineName
from skill.routine.fill import estimate_seconds
from skill.routine.message import message
from skill.routine.plan import picks_for
from skill.routine.segments import Entry

SAFE_ANSWER_AFTER_MISSES = 2
"""After so many answers in a row that fit nothing, the safe answer is taken. Ours."""


def answer(scene: Scene, command: Command) -> Reply | None:
    """Return the reply to an open question; ``None`` when the command is no answer to it."""
    question = scene.session.question
    if question is None:
        return None
    special = _special_answer(scene, question, command)
    if special is not None:
        return special
    match command:
        case Yes() | Ready() | Resume():
            return _yes(scene, question)
        case Start() if command.is_bare and command.foot is None:
            return _yes(scene, question)
        case No() | Skip(exercise=None) | Undo():
            return _no(scene, question)
        case Repeat():
            return scene.listen(*scene.session.last)
        case NotReady() | Pause():
            more = Reprompt(scene.session.last[-1:], MORE_TIME_SECONDS)
            return scene.listen(message("take-your-time"), reprompt=more)
        case NotUnderstood() if scene.session.misses + 1 >= SAFE_ANSWER_AFTER_MISSES:
            return _no(scene, question)
        case _:
            return None


def _special_answer(scene: Scene, question: Question, command: Command) -> Reply | None:
    """Return the reply to what answers this one question, though it means more elsewhere."""
    match question, command:
        case Question.WHICH_LIFT, _ if part := _lift(command):
            return begin(scene.without_question(), picks_of_unit(part))
        case Question.WHICH_LIFT, SetFoot(foot=Foot.BOTH):
            return _yes(scene, question)
        case Question.FOOT, SetFoot(foot=Foot() as foot):
            settings = replace(scene.profile.settings, foot=foot)
            told = scene.changed(profile=replace(scene.profile, settings=settings))
            return _ask_routine(told.without_question())
        case Question.PAIN, _:
            return safety.answer_pain(scene, command)
        case Question.NEXT_OR_STOP, Next():
            return _yes(scene, question)
        case Question.READY_OR_DONE, Done(exercise=None):
            return noting.this_exercise(scene.without_question())
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


def _yes(scene: Scene, question: Question) -> Reply:
    return YES[question](scene.without_question())


def _no(scene: Scene, question: Question) -> Reply:
    return NO[question](scene.without_question())


def _ask_from_the_top(scene: Scene) -> Reply:
    return scene.listen(message("ask-from-the-top"), question=Question.FROM_THE_TOP)


def _next_one(scene: Scene) -> Reply:
    """Introduce the exercise after the one that was left out; there may be none."""
    if scene.has_place:
        return introduce(scene)
    return scene.listen(message("closing"), message("anything-else"), status=Status.IDLE)


def _both_lifts(scene: Scene) -> Reply:
    return begin(scene, picks_of_unit(ExerciseId.RAISES))


def _later(scene: Scene) -> Reply:
    return farewell(scene, message("say-start"))


def _again(scene: Scene) -> Reply:
    return play(scene, scene.index, Entry.AGAIN)


def _count(scene: Scene) -> Reply:
    return play(scene, scene.index, Entry.COUNT)


def _keep_everything(scene: Scene) -> Reply:
    return scene.confirm(message("nothing-deleted"))


def _ask_routine(scene: Scene) -> Reply:
    settings, telling = scene.profile.settings, scene.telling()
    full, short = (
        in_minutes(estimate_seconds(picks_for(routine, settings), telling))
        for routine in (RoutineName.FULL, RoutineName.SHORT)
    )
    words = message("ask-routine", foot=settings.foot, full=full, short=short)
    return scene.listen(words, question=Question.ROUTINE)


def _rest_of_day(scene: Scene) -> Reply:
    """Go on with the next exercise, from its instruction if it has not been begun."""
    if scene.first_of_exercise(scene.index) == scene.index:
        return play(scene, scene.index, Entry.INTRO)
    return resume_place(scene)


YES: Mapping[Question, Callable[[Scene], Reply]] = MappingProxyType(
    {
        Question.FOOT: fresh_start,
        Question.ROUTINE: fresh_start,
        Question.FROM_THE_TOP: fresh_start,
        Question.RESUME: resume_place,
        Question.REST_OF_DAY: _rest_of_day,
        Question.OFFER: lambda scene: begin(scene, scene.session.offer),
        Question.WHICH_LIFT: _both_lifts,
        # A bare "yes" to "how bad" says that it hurts, and no number: the careful answer.
        Question.PAIN: safety.leave_out,
        Question.DID_IT_HURT: safety.ask_level,
        Question.CRAMP: _again,
        Question.CARRY_ON: _again,
        Question.NEXT_OR_STOP: _next_one,
        Question.READY_OR_DONE: go_on,
        Question.STOP_TODAY: stop,
        Question.FORGET: noting.forget,
    }
)
"""What a yes does, by the question that is open."""

NO: Mapping[Question, Callable[[Scene], Reply]] = MappingProxyType(
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
