"""
Pain and warning signs: the count stops first, then one question, then the rule decides.

Nothing of it is kept: no number, no symptom, in no session, log or store. Which exercises were
stopped is known until the session ends, so that none is tried a third time.

The rule of three and five follows the pain-monitoring model as commonly summarised (after
Silbernagel 2007). It was made for loading, so on stretches it only ever makes things less.
"""

from dataclasses import replace

from skill.coaching.commands import Command, Hurts, Number, PainWord, Plain, RedFlag, Symptom
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Question
from skill.coaching.reply import Reply, Reprompt
from skill.progress.place import Status
from skill.routine.message import Message, message
from skill.routine.segments import After

MILD_UP_TO, BEARABLE_UP_TO, WORST = 3, 5, 10
"""Up to three go on, up to five go on smaller, above leave it out."""

CRAMP_SILENCE_SECONDS = 30

EMERGENCY = frozenset({Symptom.CHEST, Symptom.FAINT})
ASK_FIRST = frozenset({Symptom.DIABETES, Symptom.PREGNANT, Symptom.OPERATION, Symptom.BONE})


def hurts(context: Context, command: Hurts) -> Answer:
    """Stop the count, and ask how bad it is; act at once where that was said."""
    if command.word is PainWord.MAYBE:
        return _maybe(context)
    stopped = () if context.status is Status.IDLE else (message("pain-stopped"),)
    if command.word is PainWord.CRAMP:
        if not context.is_running:
            return context.confirm(message("pain-cramp-idle"))
        return _ask(context, Question.CRAMP, *stopped, message("pain-cramp"))
    if command.word is PainWord.MEANT:
        return _ask(context, Question.PAIN, message("pain-meant"), message("ask-pain"))
    if command.level is None:
        words = (message("ask-pain-stopped"),) if stopped else (message("ask-pain"),)
        return _ask(context, Question.PAIN, *words)
    return _act(context, command.level, *stopped)


def ask_level(context: Context) -> Reply:
    """Ask how bad it is."""
    return _ask(context, Question.PAIN, message("ask-pain"))


def _maybe(context: Context) -> Answer:
    """Ask about what may have been an "ow"; outside a count it was nothing."""
    if context.status is not Status.WORK:
        return Plain.NOT_UNDERSTOOD
    return _ask(context, Question.DID_IT_HURT, message("ask-did-it-hurt"))


def answer_pain(context: Context, command: Command) -> Reply | None:
    """Return the reply to "how bad"; ``None`` when the command is no answer to it."""
    match command:
        case Number(number=number):
            return _act(context.without_question(), number)
        case Hurts(level=level) if level is not None:
            return _act(context.without_question(), level)
        case Plain.THANKS:
            # "Nothing", "none": no pain.
            return _act(context.without_question(), 0)
        case Hurts(word=None):
            return leave_out(context.without_question())
        case _:
            return None


def leave_out(context: Context, *before: Message) -> Reply:
    """Leave the exercise out for today, and ask how to go on."""
    if not context.is_running:
        return context.confirm(message("pain-idle", bad="yes"))
    left = _past_exercise(context)
    return _ask(left, Question.NEXT_OR_STOP, *before, message("pain-left-out"))


def ask_next_or_stop(context: Context) -> Reply:
    """Ask how to go on without this exercise."""
    return _ask(_past_exercise(context), Question.NEXT_OR_STOP, message("ask-next-or-stop"))


def _past_exercise(context: Context) -> Context:
    """Return the context at the next exercise: stopping now must not lead back to this one."""
    end = context.end_index
    at = context.plan[end].id if end < len(context.plan) else None
    place = replace(context.place, at=at, status=Status.WAIT, after=After.NEXT)
    return context.with_place(place)


def red_flag(context: Context, command: RedFlag) -> Reply:
    """Say whom to turn to, and close; the next launch does not come back to this exercise."""
    if command.symptom is Symptom.DOCTOR:
        return context.answer(message("advice-see-doctor"))
    place = replace(context.place, at=None, playing=None)
    ended = context.with_place(place).without_question()
    if command.symptom in ASK_FIRST:
        return ended.close(message("red-flag-ask-first"))
    if command.symptom in EMERGENCY or command.calls_for_help:
        return ended.close(message("red-flag-emergency"))
    if command.symptom is Symptom.CALF:
        return ended.close(message("red-flag-calf"))
    if command.symptom is Symptom.DIZZY:
        return ended.close(message("red-flag-dizzy"))
    return ended.close(message("red-flag-see-somebody"))


def _act(context: Context, level: int, *before: Message) -> Reply:
    level = min(level, WORST)
    if not context.is_running:
        return context.confirm(message("pain-idle", bad="no" if level <= BEARABLE_UP_TO else "yes"))
    exercise = context.step.exercise
    stopped = context.dialogue.stopped_for_pain
    again = exercise in stopped
    dialogue = replace(context.dialogue, stopped_for_pain=(*stopped, exercise))
    kept = context.with_dialogue(dialogue)
    if again or level > BEARABLE_UP_TO:
        return leave_out(kept, *before)
    key = "pain-mild" if level <= MILD_UP_TO else "pain-bearable"
    return _ask(kept, Question.CARRY_ON, *before, message(key))


def _ask(context: Context, question: Question, *words: Message) -> Reply:
    silence = CRAMP_SILENCE_SECONDS if question is Question.CRAMP else 0
    return context.listen(*words, question=question, reprompt=Reprompt(words[-1:], silence))
