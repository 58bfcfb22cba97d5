"""
Pain and warning signs: the count stops first, then one question, then the rule decides.

A stop for pain leaves the exercise out for today at once: whoever does not answer is not led back
to it. Only a mild answer, and then a yes, goes on with it. What is stored is that the exercise was
left out today, as it is of one that was skipped by word: no number, no symptom, in no session, log
or store. Which exercises were stopped is known until the session ends, so that none is tried a
third time.

The rule of three and five follows the pain-monitoring model as commonly summarised (after
Silbernagel 2007). It was made for loading, so on stretches it only ever makes things less.
"""

from dataclasses import replace

from skill.coaching.cards import farewell
from skill.coaching.commands import Command, Hurts, Number, PainWord, Plain, RedFlag, Symptom
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Question
from skill.coaching.reply import Reply, Reprompt
from skill.progress.place import Status
from skill.routine.delivery import After, Entry
from skill.routine.exercises import ExerciseId
from skill.routine.message import Message, message
from skill.routine.plan import exercise_of, parse_step_id

MILD_UP_TO, BEARABLE_UP_TO, WORST = 3, 5, 10
"""Up to three go on, up to five go on smaller, above leave it out."""

CRAMP_SILENCE_SECONDS = 30

EMERGENCY = frozenset({Symptom.CHEST, Symptom.FAINT})
ASK_FIRST = frozenset({Symptom.DIABETES, Symptom.PREGNANT, Symptom.OPERATION, Symptom.BONE})


def hurts(context: Context, command: Hurts) -> Answer:
    """Stop the count, and ask how bad it is; act at once where that was said."""
    if command.word is PainWord.MAYBE:
        return _maybe(context)
    if command.word is None and command.level == 0:
        return Plain.THANKS  # "nothing", "none": no pain was asked for
    exercise = _stopped(context)
    if exercise is None:
        return _hurts_idle(context, command)
    aside = _set_aside(context, exercise)
    if command.word is PainWord.CRAMP:
        words = message("pain-stopped"), message("pain-cramp"), message("ask-ready-or-skip")
        reprompt = Reprompt(words[-1:], CRAMP_SILENCE_SECONDS)
        return aside.listen(*words, question=Question.CRAMP, reprompt=reprompt)
    if exercise in context.dialogue.stopped_for_pain:
        return leave_out(aside, message("pain-stopped"))
    noted = _noted(aside, exercise)
    if command.level is not None:
        return _act(noted, command.level, message("pain-stopped"))
    words_first = "pain-meant" if command.word is PainWord.MEANT else "pain-let-go"
    return _ask_level(noted, message(words_first))


def it_did_hurt(context: Context) -> Reply:
    """Ask how bad it is, after what may have been an "ow" and was one."""
    exercise = _stopped(context)
    if exercise is None:
        return _ask_level(context)
    aside = _set_aside(context, exercise)
    if exercise in context.dialogue.stopped_for_pain:
        return leave_out(aside)
    return _ask_level(_noted(aside, exercise))


def answer_pain(context: Context, command: Command) -> Reply | None:
    """Return the reply to "how bad"; ``None`` when the command is no answer to it."""
    match command:
        case Number(number=level) | Hurts(level=int() as level):
            return _act(context, level)
        case Plain.THANKS:
            return _act(context, 0)  # "nothing"
        case Hurts(word=None):
            return leave_out(context)
        case _:
            return None


def leave_out(context: Context, *before: Message) -> Reply:
    """Leave the exercise out for today, and ask how to go on."""
    if _stopped(context) is None:
        return context.confirm(message("pain-idle", bad="yes"))
    return ask_next_or_stop(context, *before, message("pain-left-out"))


def ask_next_or_stop(context: Context, *before: Message) -> Reply:
    """Ask how to go on without this exercise."""
    return context.listen(*before, message("ask-next-or-stop"), question=Question.NEXT_OR_STOP)


def back_to_it(context: Context) -> Reply:
    """Go on with the step that was stopped, after all."""
    at = context.dialogue.set_aside or context.place.at
    back = context.with_place(replace(context.place, at=at))
    return back.play(back.index, Entry.AGAIN)


def next_one(context: Context, *before: Message) -> Reply:
    """Introduce the exercise after the one that was left out; there may be none."""
    if context.has_place:
        return context.play(context.index, Entry.INTRO, *before)
    return farewell(context.at_end(), *before, *context.closing(len(context.plan)))


def skip_it(context: Context) -> Reply:
    """Leave out the exercise that a cramp has stopped, and introduce the next."""
    exercise = _stopped(context)
    return next_one(context, *([message("left-out", exercise=exercise)] if exercise else ()))


def red_flag(context: Context, command: RedFlag) -> Reply:
    """Say whom to turn to, and close; the next launch does not come back to this exercise."""
    if command.symptom is Symptom.DOCTOR:
        return context.answer(message("advice-see-doctor"))
    place = replace(context.place, picks=(), at=None, playing=None)
    ended = context.with_place(place).without_question()
    return replace(ended.close(_warning(command)), is_warning=True)


def _warning(command: RedFlag) -> Message:
    if command.symptom in ASK_FIRST:
        return message("red-flag-ask-first")
    if command.symptom in EMERGENCY or command.calls_for_help:
        return message("red-flag-emergency")
    if command.symptom is Symptom.CALF:
        return message("red-flag-calf")
    if command.symptom is Symptom.DIZZY:
        return message("red-flag-dizzy")
    return message("red-flag-see-somebody")


def _stopped(context: Context) -> ExerciseId | None:
    """Return the exercise that pain has stopped, or stops now; ``None`` when nothing runs."""
    if context.dialogue.set_aside:
        return exercise_of(parse_step_id(context.dialogue.set_aside).unit)
    return context.step.exercise if context.is_running else None


def _set_aside(context: Context, exercise: ExerciseId) -> Context:
    """Return the context at the next exercise, with this one left out until a mild answer."""
    if context.dialogue.set_aside:
        return context
    end = context.end_index
    at = context.plan[end].id if end < len(context.plan) else None
    place = replace(context.place, at=at, status=Status.WAIT, after=After.NEXT)
    aside = replace(context.dialogue, set_aside=context.step.id)
    return context.with_place(place).with_dialogue(aside).leaving_out(exercise)


def _noted(context: Context, exercise: ExerciseId) -> Context:
    """Return the context in which a second pain in this exercise is known as such."""
    stopped = (*context.dialogue.stopped_for_pain, exercise)
    return context.with_dialogue(replace(context.dialogue, stopped_for_pain=stopped))


def _maybe(context: Context) -> Answer:
    """Ask about what may have been an "ow"; outside a count it was nothing."""
    if context.status is not Status.WORK:
        return Plain.NOT_UNDERSTOOD
    return context.listen(message("ask-did-it-hurt"), question=Question.DID_IT_HURT)


def _hurts_idle(context: Context, command: Hurts) -> Reply:
    """Answer to pain that no exercise of ours has made just now."""
    if command.word is PainWord.CRAMP:
        return context.confirm(message("pain-cramp"))
    if command.word is PainWord.MEANT:
        return _ask_level(context, message("pain-meant"))
    if command.level is None:
        return _ask_level(context)
    return _act(context, command.level)


def _ask_level(context: Context, *before: Message) -> Reply:
    return context.listen(*before, message("ask-pain"), question=Question.PAIN)


def _act(context: Context, level: int, *before: Message) -> Reply:
    level = min(level, WORST)
    if _stopped(context) is None:
        return context.confirm(message("pain-idle", bad="no" if level <= BEARABLE_UP_TO else "yes"))
    if level > BEARABLE_UP_TO:
        return leave_out(context, *before)
    words = message("pain-mild" if level <= MILD_UP_TO else "pain-bearable")
    return context.listen(*before, words, message("ask-carry-on"), question=Question.CARRY_ON)
