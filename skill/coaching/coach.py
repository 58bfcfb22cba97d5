"""The coach: one command in, one reply out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from skill.coaching import (
    answers,
    choosing,
    commands,
    moving,
    noting,
    questions,
    reports,
    safety,
    starting,
)
from skill.coaching.commands import Command
from skill.coaching.reply import Reply, State, Turn
from skill.coaching.scene import Scene
from skill.coaching.session import Status
from skill.coaching.settle import settle
from skill.routine.message import Wording


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
        return ANSWERS[type(command)](scene, command)

    def _settled(self, state: State, turn: Turn) -> Scene:
        if state.session is None:
            return Scene(state, turn, self.wording)
        settled = settle(state.profile, state.session, state.days, turn.now_ms)
        session = settled.session
        if turn.new_session:
            session = replace(
                session,
                status=Status.IDLE,
                question=None,
                misses=0,
                last=(),
                stopped_for_pain=(),
            )
        after = State(settled.profile, session, settled.days)
        return Scene(after, turn, self.wording, settled.entries)


KEEPS_QUESTION = (
    commands.HowTo,
    commands.Why,
    commands.WhatNext,
    commands.WhereAmI,
    commands.TimeLeft,
    commands.ListExercises,
    commands.Equipment,
    commands.Advice,
    commands.Progress,
    commands.UnreadProgress,
    commands.Record,
    commands.Remind,
    commands.Help,
    commands.NotUnderstood,
    commands.UnknownExercise,
    commands.Number,
    commands.SetFoot,
    commands.SetHold,
    commands.SetSets,
    commands.SetPace,
    commands.SetCounting,
    commands.SetTalk,
    commands.SetOrder,
    commands.End,
)
"""What is answered while a question stays open."""

Answer = Callable[[Scene, Any], Reply]


def _plain(answer: Callable[[Scene], Reply]) -> Answer:
    """Return the answer to a command that carries nothing."""
    return lambda scene, _: answer(scene)


ANSWERS: Mapping[type[Command], Answer] = MappingProxyType(
    {
        commands.Launch: _plain(starting.launch),
        commands.Start: moving.start,
        commands.Ready: _plain(moving.ready),
        commands.Yes: _plain(moving.ready),
        commands.No: _plain(answers.no),
        commands.NotReady: moving.not_ready,
        commands.Next: _plain(moving.next_exercise),
        commands.Previous: _plain(moving.previous),
        commands.Skip: moving.skip,
        commands.Repeat: _plain(moving.repeat),
        commands.StartOver: _plain(moving.start_over),
        commands.Pause: _plain(moving.pause),
        commands.Resume: _plain(moving.resume),
        commands.Stop: _plain(moving.stop),
        commands.SetFoot: choosing.set_foot,
        commands.SetHold: choosing.set_hold,
        commands.SetSets: choosing.set_sets,
        commands.SetPace: choosing.set_pace,
        commands.SetCounting: choosing.set_counting,
        commands.SetTalk: choosing.set_talk,
        commands.SetOrder: choosing.set_order,
        commands.Done: noting.done,
        commands.Undo: _plain(noting.undo),
        commands.Hurts: safety.hurts,
        commands.RedFlag: safety.red_flag,
        commands.Number: _plain(answers.bare_number),
        commands.HowTo: answers.how_to,
        commands.Why: answers.why,
        commands.WhatNext: _plain(answers.what_next),
        commands.WhereAmI: _plain(answers.where_am_i),
        commands.TimeLeft: _plain(answers.time_left),
        commands.ListExercises: _plain(answers.list_exercises),
        commands.Equipment: _plain(answers.equipment),
        commands.Advice: answers.advice,
        commands.Progress: reports.progress,
        commands.UnreadProgress: _plain(reports.unread),
        commands.Record: _plain(reports.record),
        commands.Remind: _plain(answers.remind),
        commands.ForgetMe: _plain(noting.ask_forget),
        commands.Help: _plain(answers.help_now),
        commands.NotUnderstood: _plain(answers.not_understood),
        commands.UnknownExercise: _plain(answers.unknown_exercise),
        commands.End: _plain(lambda scene: scene.close()),
    }
)
"""Every command; a test compares the two."""
