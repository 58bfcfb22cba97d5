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
    reminders,
    reports,
    safety,
)
from skill.coaching.commands import (
    Advice,
    CancelReminders,
    Command,
    Correct,
    Done,
    Feel,
    HowTo,
    Hurts,
    NotReady,
    Number,
    Permitted,
    Plain,
    Progress,
    RedFlag,
    Remind,
    SegmentOver,
    SetCounting,
    SetFoot,
    SetHold,
    SetOrder,
    SetPace,
    SetSets,
    SetSilence,
    SetTalk,
    SetWay,
    Skip,
    Start,
    Why,
)
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Dialogue
from skill.coaching.reply import Reply, State, Turn, ignored
from skill.coaching.screen_events import (
    is_in_document,
    is_outdated,
    is_too_early,
    without_documents,
)
from skill.coaching.settle import heard, settle
from skill.progress.place import Status
from skill.routine.message import Narration

CALL_MS = 5_000
"""How long after the end of a session a call from outside may have ended it. Our choice: a device
ends the open session first, and sends the wish of the same breath in a new one."""

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
        if turn.document is not None and is_outdated(state, command, turn):
            return ignored(state)
        if isinstance(command, SegmentOver) and is_too_early(state, turn):
            unheard = without_documents(state, turn)
            again = Context(unheard, turn, self.narration_for(turn.device.language))
            return navigation.segment_again(again.on_floor())
        found = _found(state, command, turn)
        narration = self.narration_for(turn.device.language)
        context = Context(found, turn, narration).on_floor()
        answer: Answer = command
        question = context.dialogue.question
        meant = open_question.answer(context, question, command) if question else None
        if meant is not None:
            context, answer = context.without_question(), meant
        # A handler may return the command that is meant in this state.
        while not isinstance(answer, Reply):
            answer = _handle(context, answer)
        return _understood(answer, found.dialogue.misses)


def _found(state: State, command: Command, turn: Turn) -> State:
    """Return the state in which a command finds the person."""
    is_over = isinstance(command, SegmentOver)
    is_silence = command is Plain.NO_ANSWER and not is_in_document(state)
    found = settle(state, turn.now_ms, is_played_out=is_over or is_silence)
    if turn.new_session and is_over:
        # The document has outlived its session: it goes on as if that were still open.
        return replace(found, dialogue=Dialogue())
    if turn.new_session:
        # Nothing of an earlier session is open, and what played there has ended, unless this
        # request came into its sound, or with its end: "ask my heel stretches to pause" means the
        # count that runs.
        cut_ago_ms = turn.now_ms - found.place.cut_at_ms
        is_within = 0 <= cut_ago_ms <= CALL_MS and command is not Plain.LAUNCH
        place = found.place if is_within else replace(found.place, status=Status.IDLE)
        return replace(found, place=place, dialogue=Dialogue())
    found = heard(found)
    if found.place.done != state.place.done:
        # With a step between, "again" is the step and not an answer from before it.
        return replace(found, dialogue=replace(found.dialogue, answered=False))
    return found


def _understood(reply: Reply, misses: int) -> Reply:
    """Return the reply with the row of misunderstandings ended, unless it added one."""
    dialogue = reply.state.dialogue
    if dialogue.misses != misses:
        return reply
    return replace(reply, state=replace(reply.state, dialogue=replace(dialogue, misses=0)))


def _handle(context: Context, command: Command) -> Answer:  # noqa: C901, PLR0912, PLR0915 - one row a command
    """
    Return what a command is answered; mypy proves that none is missing.

    What acts finds the state as it was before an open question, which it closes. What only answers,
    or sets something, finds the question open: ``Context.answer`` ends with it.
    """
    acting = context.without_question()
    match command:
        case Plain.LAUNCH:
            return launch.launch(acting)
        case Start():
            return launch.start(acting, command)
        case Plain.START_GENTLY:
            return launch.start_gently(acting)
        case Plain.READY | Plain.YES:
            return navigation.ready(acting)
        case Plain.NO:
            return information.no(acting)
        case NotReady():
            return navigation.not_ready(acting, command)
        case Plain.NEXT:
            return navigation.next_exercise(acting)
        case Plain.PREVIOUS:
            return navigation.previous(acting)
        case Skip():
            return navigation.skip(acting, command)
        case Plain.REPEAT:
            return navigation.repeat(acting)
        case Plain.START_OVER:
            return navigation.start_over(acting)
        case Plain.PAUSE:
            return navigation.pause(acting)
        case Plain.RESUME:
            return navigation.resume(acting)
        case Plain.STOP:
            return navigation.stop(acting)
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
        case SetWay():
            return preferences.set_way(context, command)
        case Plain.SETTINGS:
            return preferences.settings(context)
        case Correct():
            return corrections.correct(acting, command)
        case Plain.CANNOT_GET_DOWN:
            return navigation.cannot_get_down(acting)
        case Done():
            return corrections.done(acting, command)
        case Plain.UNDO:
            return corrections.undo(acting)
        case Plain.FORGET_ME:
            return corrections.ask_forget(acting)
        case Hurts():
            return safety.hurts(acting, command)
        case RedFlag():
            return safety.red_flag(acting, command)
        case Number():
            return information.bare_number(context)
        case HowTo():
            return information.how_to(context, command)
        case Feel():
            return information.feel(context, command)
        case Plain.THANKS:
            return information.thanks(acting)
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
        case Remind():
            return reminders.remind(acting, command)
        case CancelReminders():
            return reminders.cancel(acting, command)
        case Plain.REMINDERS:
            return reminders.next_reminder(context)
        case Permitted():
            return reminders.permitted(acting, command)
        case Plain.HELP:
            return information.help_now(context)
        case Plain.NOT_UNDERSTOOD:
            return information.not_understood(context)
        case Plain.UNKNOWN_EXERCISE:
            return information.unknown_exercise(context)
        case SegmentOver():
            return navigation.segment_over(acting)
        case Plain.END | Plain.NO_ANSWER:
            return context.leave()
        case _:
            assert_never(command)
