"""The coach: one command in, one reply out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from skill.coaching import (
    corrections,
    information,
    launch,
    navigation,
    open_question,
    preferences,
    reports,
    safety,
)
from skill.coaching.commands import (
    Advice,
    Command,
    Correct,
    Done,
    Feel,
    HowTo,
    Hurts,
    NotReady,
    Number,
    Plain,
    Progress,
    RedFlag,
    SetCounting,
    SetFoot,
    SetHold,
    SetOrder,
    SetPace,
    SetSets,
    SetSilence,
    SetTalk,
    Skip,
    Start,
    Why,
)
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Dialogue
from skill.coaching.reply import Reply, State, Turn
from skill.coaching.settle import settle
from skill.progress.place import Status
from skill.routine.message import Narration

NarrationFor = Callable[[str], Narration]
"""Returns the narration of a language, given as Alexa's locale, such as ``en-GB``."""


@dataclass(frozen=True, slots=True)
class Coach:
    """Answers commands. It holds no state of its own."""

    narration_for: NarrationFor
    """A timeline's slots follow from the words in it, so the coach has to know them."""

    def respond(self, state: State, command: Command, turn: Turn) -> Reply:
        """
        Settle what was playing, then answer.

        Args:
            state: of the person, as the last answer left it.
            command: what they want now.
            turn: when, on which device, and under which id.

        Returns:
            The reply, with the state after it.
        """
        state = settle(state, turn.now_ms)
        if turn.new_session:
            # Nothing of an earlier session is open, and what played there has ended.
            place = replace(state.place, status=Status.IDLE)
            state = replace(state, place=place, dialogue=Dialogue())
        context = Context(state, turn, self.narration_for(turn.device.language)).on_floor()
        question = state.dialogue.question
        answer: Answer = command
        if question is not None:
            answer = open_question.answer(context, question, command)
        # A handler may return the command that is meant in this state.
        while not isinstance(answer, Reply):
            if context.state.dialogue.question is not None and not _keeps_question(answer):
                context = context.without_question()
            answer = _handle(context, answer)
        return answer


def _keeps_question(command: Command) -> bool:
    """Return whether an open question stays open while this is answered."""
    match command:
        case (
            Plain.WHAT_NEXT
            | Plain.WHERE_AM_I
            | Plain.TIME_LEFT
            | Plain.LIST_EXERCISES
            | Plain.EQUIPMENT
            | Plain.UNREAD_PROGRESS
            | Plain.RECORD
            | Plain.REMIND
            | Plain.HELP
            | Plain.NOT_UNDERSTOOD
            | Plain.UNKNOWN_EXERCISE
            | Plain.END
        ):
            return True
        case HowTo() | Why() | Advice() | Progress() | Number() | Correct():
            return True
        case SetFoot() | SetHold() | SetSets() | SetPace() | SetCounting() | SetTalk() | SetOrder():
            return True
        case _:
            return False


def _handle(context: Context, command: Command) -> Answer:  # noqa: C901, PLR0912, PLR0915 - one row a command
    """Return what a command is answered; mypy proves that none is missing."""
    match command:
        case Plain.LAUNCH:
            return launch.launch(context)
        case Start():
            return launch.start(context, command)
        case Plain.READY | Plain.YES:
            return navigation.ready(context)
        case Plain.NO:
            return information.no(context)
        case NotReady():
            return navigation.not_ready(context, command)
        case Plain.NEXT:
            return navigation.next_exercise(context)
        case Plain.PREVIOUS:
            return navigation.previous(context)
        case Skip():
            return navigation.skip(context, command)
        case Plain.REPEAT:
            return navigation.repeat(context)
        case Plain.START_OVER:
            return navigation.start_over(context)
        case Plain.PAUSE:
            return navigation.pause(context)
        case Plain.RESUME:
            return navigation.resume(context)
        case Plain.STOP:
            return navigation.stop(context)
        case SetFoot():
            return preferences.set_foot(context, command)
        case SetHold():
            return preferences.set_hold(context, command)
        case SetSets():
            return preferences.set_sets(context, command)
        case SetPace():
            return preferences.set_pace(context, command)
        case SetCounting():
            return preferences.set_counting(context, command)
        case SetTalk():
            return preferences.set_talk(context, command)
        case SetOrder():
            return preferences.set_order(context, command)
        case SetSilence():
            return preferences.set_silence(context, command)
        case Plain.SETTINGS:
            return preferences.settings(context)
        case Correct():
            return corrections.correct(context, command)
        case Plain.CANNOT_GET_DOWN:
            return navigation.cannot_get_down(context)
        case Done():
            return corrections.done(context, command)
        case Plain.UNDO:
            return corrections.undo(context)
        case Plain.FORGET_ME:
            return corrections.ask_forget(context)
        case Hurts():
            return safety.hurts(context, command)
        case RedFlag():
            return safety.red_flag(context, command)
        case Number():
            return information.bare_number(context)
        case HowTo():
            return information.how_to(context, command)
        case Feel():
            return information.feel(context, command)
        case Plain.THANKS:
            return information.thanks(context)
        case Why():
            return information.why(context, command)
        case Plain.WHAT_NEXT:
            return information.what_next(context)
        case Plain.WHERE_AM_I:
            return information.where_am_i(context)
        case Plain.TIME_LEFT:
            return information.time_left(context)
        case Plain.LIST_EXERCISES:
            return information.list_exercises(context)
        case Plain.EQUIPMENT:
            return information.equipment(context)
        case Advice():
            return information.advice(context, command)
        case Progress():
            return reports.progress(context, command)
        case Plain.UNREAD_PROGRESS:
            return reports.unread(context)
        case Plain.RECORD:
            return reports.record(context)
        case Plain.REMIND:
            return information.remind(context)
        case Plain.HELP:
            return information.help_now(context)
        case Plain.NOT_UNDERSTOOD:
            return information.not_understood(context)
        case Plain.UNKNOWN_EXERCISE:
            return information.unknown_exercise(context)
        case Plain.END:
            return context.close()
        case _:
            assert_never(command)
