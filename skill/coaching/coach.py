"""The coach: one command in, one reply out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from skill.coaching import (
    commands,
    corrections,
    information,
    launch,
    navigation,
    open_question,
    preferences,
    reports,
    safety,
)
from skill.coaching.commands import Command
from skill.coaching.context import Context
from skill.coaching.reply import Reply, State, Turn
from skill.coaching.session import Status
from skill.coaching.settle import settle
from skill.routine.message import Narration


@dataclass(frozen=True, slots=True)
class Coach:
    """Answers commands. Holds nothing but the words it uses."""

    narration: Narration
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
        context = self._settled(state, turn)
        if context.session.question:
            reply = open_question.answer(context, command)
            if reply is not None:
                return reply
            if not isinstance(command, KEEPS_QUESTION):
                context = context.without_question()
        return ANSWERS[type(command)](context, command)

    def _settled(self, state: State, turn: Turn) -> Context:
        if state.session is None:
            return Context(state, turn, self.narration)
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
        return Context(after, turn, self.narration, settled.entries)


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

Answer = Callable[[Context, Any], Reply]


def _plain(answer: Callable[[Context], Reply]) -> Answer:
    """Return the answer to a command that carries nothing."""
    return lambda context, _: answer(context)


ANSWERS: Mapping[type[Command], Answer] = MappingProxyType(
    {
        commands.Launch: _plain(launch.launch),
        commands.Start: navigation.start,
        commands.Ready: _plain(navigation.ready),
        commands.Yes: _plain(navigation.ready),
        commands.No: _plain(information.no),
        commands.NotReady: navigation.not_ready,
        commands.Next: _plain(navigation.next_exercise),
        commands.Previous: _plain(navigation.previous),
        commands.Skip: navigation.skip,
        commands.Repeat: _plain(navigation.repeat),
        commands.StartOver: _plain(navigation.start_over),
        commands.Pause: _plain(navigation.pause),
        commands.Resume: _plain(navigation.resume),
        commands.Stop: _plain(navigation.stop),
        commands.SetFoot: preferences.set_foot,
        commands.SetHold: preferences.set_hold,
        commands.SetSets: preferences.set_sets,
        commands.SetPace: preferences.set_pace,
        commands.SetCounting: preferences.set_counting,
        commands.SetTalk: preferences.set_talk,
        commands.SetOrder: preferences.set_order,
        commands.Done: corrections.done,
        commands.Undo: _plain(corrections.undo),
        commands.Hurts: safety.hurts,
        commands.RedFlag: safety.red_flag,
        commands.Number: _plain(information.bare_number),
        commands.HowTo: information.how_to,
        commands.Why: information.why,
        commands.WhatNext: _plain(information.what_next),
        commands.WhereAmI: _plain(information.where_am_i),
        commands.TimeLeft: _plain(information.time_left),
        commands.ListExercises: _plain(information.list_exercises),
        commands.Equipment: _plain(information.equipment),
        commands.Advice: information.advice,
        commands.Progress: reports.progress,
        commands.UnreadProgress: _plain(reports.unread),
        commands.Record: _plain(reports.record),
        commands.Remind: _plain(information.remind),
        commands.ForgetMe: _plain(corrections.ask_forget),
        commands.Help: _plain(information.help_now),
        commands.NotUnderstood: _plain(information.not_understood),
        commands.UnknownExercise: _plain(information.unknown_exercise),
        commands.End: _plain(lambda context: context.close()),
    }
)
"""Every command; a test compares the two."""
