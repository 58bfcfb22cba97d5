"""What an answer means while a question is open. Whatever is no answer goes its usual way."""

from dataclasses import replace

from skill.coaching.commands import (
    Command,
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
    Yes,
)
from skill.coaching.moving import MORE_TIME_SECONDS, play, resume_place
from skill.coaching.reply import Reply, Reprompt
from skill.coaching.scene import Scene
from skill.coaching.session import Question
from skill.coaching.starting import begin, fresh_start, in_minutes, picks_of_unit
from skill.routine.catalogue import ExerciseId, Part, RoutineName
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
    if question is Question.WHICH_LIFT and (part := _lift(command)):
        return begin(scene.without_question(), picks_of_unit(part))
    match command:
        case Yes() | Ready() | Resume():
            return _yes(scene, question)
        case Start() if command.is_bare and command.foot is None:
            return _yes(scene, question)
        case No() | Skip():
            return _no(scene, question)
        case SetFoot(foot=foot) if foot is not None:
            return _foot(scene, question, command)
        case Repeat():
            return scene.listen(*scene.session.last)
        case NotReady() | Pause():
            more = Reprompt(scene.session.last[-1:], MORE_TIME_SECONDS)
            return scene.listen(message("take-your-time"), reprompt=more)
        case NotUnderstood() if scene.session.misses + 1 >= SAFE_ANSWER_AFTER_MISSES:
            return _no(scene, question)
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
    open_scene = scene.without_question()
    match question:
        case Question.FOOT | Question.ROUTINE | Question.FROM_THE_TOP:
            return fresh_start(open_scene)
        case Question.RESUME:
            return resume_place(open_scene)
        case Question.REST_OF_DAY:
            return _rest_of_day(open_scene)
        case Question.OFFER:
            return begin(open_scene, scene.session.offer)
        case Question.WHICH_LIFT:
            return begin(open_scene, picks_of_unit(ExerciseId.RAISES))


def _no(scene: Scene, question: Question) -> Reply:
    open_scene = scene.without_question()
    match question:
        case Question.FOOT:
            return _ask_routine(open_scene)
        case Question.RESUME | Question.REST_OF_DAY:
            words = message("ask-from-the-top")
            return open_scene.listen(words, question=Question.FROM_THE_TOP)
        case Question.WHICH_LIFT:
            return begin(open_scene, picks_of_unit(ExerciseId.RAISES))
        case _:
            return open_scene.close(message("say-start"))


def _foot(scene: Scene, question: Question, command: SetFoot) -> Reply | None:
    """Keep the foot; "both" also answers which lift."""
    if question is Question.WHICH_LIFT:
        return _yes(scene, question)
    if question is not Question.FOOT:
        return None
    settings = replace(scene.profile.settings, foot=command.foot)
    told = scene.changed(profile=replace(scene.profile, settings=settings)).without_question()
    return _ask_routine(told)


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
