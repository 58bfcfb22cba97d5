"""The coach: one command in, one reply out."""

from dataclasses import dataclass, replace

from skill.coaching import answers, moving, questions, starting
from skill.coaching.commands import (
    Command,
    End,
    Help,
    HowTo,
    Launch,
    ListExercises,
    Next,
    No,
    NotReady,
    NotUnderstood,
    Pause,
    Previous,
    Progress,
    Ready,
    Repeat,
    Resume,
    SetFoot,
    Skip,
    Start,
    StartOver,
    Stop,
    TimeLeft,
    UnknownExercise,
    UnreadProgress,
    WhatNext,
    WhereAmI,
    Yes,
)
from skill.coaching.reply import Reply, State, Turn
from skill.coaching.scene import Scene
from skill.coaching.session import Status
from skill.coaching.settle import settle
from skill.progress.days import DayLog
from skill.routine.message import Wording, message


@dataclass(frozen=True, slots=True)
class Coach:
    """Answers commands. Holds nothing but the words it uses."""

    wording: Wording
    """Turns messages into words: timelines need to know how long these are."""

    def respond(self, state: State, command: Command, turn: Turn) -> Reply:
        """
        Settle what was playing, then answer.

        Args:
            state: the person, as the last answer left them.
            command: what they want now.
            turn: when, and under which id.

        Returns:
            The reply, with the state after it and the entries to log.
        """
        scene = self._settled(state, turn)
        if scene.session.question:
            reply = questions.answer(scene, command)
            if reply is not None:
                return reply
            if not isinstance(command, KEEPS_QUESTION):
                scene = scene.without_question()
        return _answer(scene, command)

    def _settled(self, state: State, turn: Turn) -> Scene:
        if state.session is None:
            return Scene(state, turn, self.wording)
        settled = settle(state.profile, state.session, state.days, turn.now_ms)
        days = dict(state.days)
        for entry in settled.entries:
            days[entry.day] = days.get(entry.day, DayLog(entry.day)).with_entry(entry)
        session = settled.session
        if turn.new_session:
            session = replace(session, status=Status.IDLE, question=None, misses=0, last=())
        after = State(settled.profile, session, days)
        return Scene(after, turn, self.wording, settled.entries)


KEEPS_QUESTION = (
    HowTo,
    WhatNext,
    WhereAmI,
    TimeLeft,
    ListExercises,
    Progress,
    UnreadProgress,
    Help,
    NotUnderstood,
    UnknownExercise,
    SetFoot,
    End,
)
"""What is answered while a question stays open."""


def _answer(scene: Scene, command: Command) -> Reply:  # noqa: C901, PLR0912 - one line a command
    match command:
        case Launch():
            return starting.launch(scene)
        case Start() if command.is_bare and scene.status is not Status.IDLE:
            return moving.ready(scene)
        case Start():
            return starting.start(scene, command)
        case Ready() | Yes():
            return moving.ready(scene)
        case No():
            return _no(scene)
        case NotReady():
            return moving.not_ready(scene, command)
        case Next():
            return moving.next_exercise(scene)
        case Previous():
            return moving.previous(scene)
        case Skip():
            return moving.skip(scene, command)
        case Repeat():
            return moving.repeat(scene)
        case StartOver():
            return moving.start_over(scene)
        case Pause():
            return moving.pause(scene)
        case Resume():
            return moving.resume(scene)
        case Stop():
            return moving.stop(scene)
        case SetFoot():
            return _set_foot(scene, command)
        case HowTo():
            return answers.how_to(scene, command)
        case WhatNext():
            return answers.what_next(scene)
        case WhereAmI():
            return answers.where_am_i(scene)
        case TimeLeft():
            return answers.time_left(scene)
        case ListExercises():
            return answers.list_exercises(scene)
        case Progress():
            return answers.progress(scene, command)
        case UnreadProgress():
            return scene.answer(message("notes-unreachable"))
        case Help():
            return answers.help_now(scene)
        case NotUnderstood():
            return answers.not_understood(scene)
        case UnknownExercise():
            return answers.unknown_exercise(scene)
        case End():
            return scene.close()


def _no(scene: Scene) -> Reply:
    match scene.status:
        case Status.IDLE:
            return scene.close(message("goodbye"))
        case Status.WAIT:
            return moving.not_ready(scene, NotReady())
        case Status.PAUSED:
            return scene.answer(message("still-paused"))
        case _:
            return answers.carry_on(scene)


def _set_foot(scene: Scene, command: SetFoot) -> Reply:
    if command.foot is None:
        return answers.not_understood(scene)
    settings = replace(scene.profile.settings, foot=command.foot)
    profile = replace(scene.profile, settings=settings)
    return scene.changed(profile=profile).confirm(message("foot-set", foot=command.foot))
