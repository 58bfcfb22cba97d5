"""Moving through the plan: ready, next, previous, skip, repeat, start over, pause, resume, stop."""

from dataclasses import replace

from skill.coaching import launch as launching
from skill.coaching.cards import farewell
from skill.coaching.commands import NotReady, Skip, Start
from skill.coaching.context import Context, paused_reprompt
from skill.coaching.launch import closing, launch
from skill.coaching.reply import Reply
from skill.coaching.session import Status
from skill.coaching.vocabulary import SkipPart
from skill.routine.exercises import ExerciseId
from skill.routine.message import Message, message
from skill.routine.plan import exercise_range, exercises_of
from skill.routine.segments import After, Entry

MORE_TIME_SECONDS = 20
"""What "more time" gives when no time is named. Ours."""

MOST_TIME_SECONDS = 120
"""The most that "more time" gives. Ours."""


def start(context: Context, command: Start) -> Reply:
    """Start something; a bare "start" while an exercise waits or runs is "ready"."""
    if command.is_bare and context.status is not Status.IDLE:
        return ready(context)
    return launching.start(context, command)


def ready(context: Context) -> Reply:
    """In position: the count starts, or what is running goes on."""
    match context.status:
        case Status.IDLE:
            return launch(context)
        case Status.WAIT:
            return go_on(context)
        case Status.WORK:
            return play(context, context.index, Entry.AGAIN, message("in-it"))
        case Status.PAUSED:
            return resume(context)
        case _:
            return play(context, context.index, Entry.COUNT)


def not_ready(context: Context, command: NotReady) -> Reply:
    """Needs more time: as much as asked for, as often as asked for."""
    seconds = min(command.seconds or MORE_TIME_SECONDS, MOST_TIME_SECONDS)
    match context.status:
        case Status.IDLE:
            return context.listen(message("say-start"))
        case Status.WAIT | Status.REST:
            return context.wait(seconds, message("take-your-time"))
        case Status.WORK:
            return pause(context)
        case _:
            return context.listen(message("take-your-time"), reprompt=paused_reprompt())


def next_exercise(context: Context) -> Reply:
    """Go to the next exercise; what was finished of this one is logged, the rest is not."""
    if not context.has_place:
        return launch(context)
    return _exercise_after(context)


def _exercise_after(context: Context, *before: Message) -> Reply:
    _, end = exercise_range(context.plan, context.index)
    if end < len(context.plan):
        return play(context, end, Entry.INTRO, *before)
    return _finish(context, *before)


def _finish(context: Context, *before: Message) -> Reply:
    words = closing(context, len(context.plan))
    ended = replace(context.session, at=None, status=Status.IDLE, question=None)
    return context.changed(session=ended).listen(*before, *words)


def previous(context: Context) -> Reply:
    """Go back: to this exercise's first step if it has begun, else to the exercise before."""
    if context.status is Status.IDLE:
        return context.listen(message("nothing-before"))
    first = context.first_of_exercise(context.index)
    if context.index != first or context.status in (Status.WORK, Status.REST):
        return play(context, first, Entry.SWITCH)
    if first == 0:
        return play(context, 0, Entry.INTRO, message("first-already"))
    return play(context, context.first_of_exercise(first - 1), Entry.INTRO)


def skip(context: Context, command: Skip) -> Reply:
    """Leave out what was named, or the smallest thing that is running."""
    status = context.status
    if status is Status.IDLE:
        return context.listen(message("nothing-to-skip"))
    if command.exercise is not None and command.exercise is not context.step.exercise:
        return _leave_out_later(context, command.exercise)
    if command.exercise is not None:
        return skip_exercise(context)
    match command.part:
        case SkipPart.EXERCISE:
            return skip_exercise(context)
        case SkipPart.SIDE:
            return _skip_to(context, context.index + 1)
        case SkipPart.SET:
            return _skip_to(context, _next_set(context))
        case SkipPart.REST:
            return play(context, context.index, Entry.COUNT)
        case None if status is Status.WORK:
            return _skip_to(context, context.index + 1)
        case None if status is Status.REST:
            return play(context, context.index, Entry.COUNT)
        case _:
            return skip_exercise(context)


def skip_exercise(context: Context) -> Reply:
    """Leave out the exercise that waits or runs, and introduce the next."""
    return _exercise_after(context, message("left-out", exercise=context.step.exercise))


def _leave_out_later(context: Context, exercise: ExerciseId) -> Reply:
    """Take an exercise that is still to come out of the plan."""
    if exercise not in exercises_of(context.plan[context.index :]):
        return context.answer(message("not-to-come", exercise=exercise))
    picks = tuple(pick for pick in context.session.picks if pick.exercise is not exercise)
    shorter = context.changed(session=replace(context.session, picks=picks))
    return shorter.answer(message("left-out", exercise=exercise))


def _skip_to(context: Context, index: int) -> Reply:
    _, end = exercise_range(context.plan, context.index)
    if index < end:
        return play(context, index, Entry.SWITCH)
    return _exercise_after(context)


def _next_set(context: Context) -> int:
    first, end = context.index, exercise_range(context.plan, context.index)[1]
    number = context.plan[first].set_number
    following = (i for i in range(first, end) if context.plan[i].set_number != number)
    return next(following, end)


def repeat(context: Context) -> Reply:
    """Again: the step that runs, the one just done, or the instruction."""
    match context.status:
        case Status.IDLE:
            return context.listen(*context.session.last or (message("nothing-running"),))
        case Status.WAIT:
            return introduce(context) if _is_before_exercise(context) else context.answer()
        case Status.WORK:
            return play(context, context.index, Entry.AGAIN)
        case Status.REST:
            first = context.first_of_exercise(context.index)
            return play(context, max(first, context.index - 1), Entry.SWITCH)
        case _:
            return context.listen(message("paused"), reprompt=paused_reprompt())


def start_over(context: Context) -> Reply:
    """This exercise from its first step; the routine when nothing runs."""
    if context.status is Status.IDLE:
        return launch(context)
    first = context.first_of_exercise(context.index)
    working = context.status in (Status.WORK, Status.REST)
    return play(context, first, Entry.SWITCH if working else Entry.INTRO)


def pause(context: Context) -> Reply:
    """Stop, and stay."""
    match context.status:
        case Status.IDLE:
            return context.listen(message("nothing-running"))
        case Status.PAUSED:
            return context.listen(message("still-paused"), reprompt=paused_reprompt())
        case status:
            # Paused before the first count: the way back leads through the instruction.
            after = After.NEXT if status is Status.WAIT and _is_before_exercise(context) else None
            session = replace(context.session, after=after or context.session.after)
            return context.changed(session=session).listen(
                message("paused"), status=Status.PAUSED, reprompt=paused_reprompt()
            )


def resume(context: Context) -> Reply:
    """Carry on from the start of the step that was interrupted."""
    if context.status is Status.IDLE:
        return resume_place(context) if context.has_place else launch(context)
    if context.status is not Status.PAUSED:
        return ready(context)
    if context.session.after is After.NEXT:
        return introduce(context)
    return play(context, context.index, Entry.RESUME)


def resume_place(context: Context) -> Reply:
    """Carry on after a relaunch: get into position, then the step that was interrupted."""
    return play(context, context.index, Entry.RETURN)


def stop(context: Context) -> Reply:
    """Close; the place is kept."""
    running = context.session.is_unfinished and context.session.status is not Status.IDLE
    return farewell(context, message("stopped" if running else "goodbye"))


def go_on(context: Context) -> Reply:
    """Go on after "ready", from where the last segment ended."""
    if context.session.after is After.NEXT:
        return introduce(context)
    return play(context, context.index, Entry.COUNT)


def introduce(context: Context) -> Reply:
    """Give the instruction of the exercise that comes next, and ask for "ready"."""
    return play(context, context.index, Entry.INTRO)


def play(context: Context, index: int, entry: Entry, *before: Message) -> Reply:
    """Play from ``index`` on, with the closing words that fit if it is played to its end."""
    return context.play(index, entry, *before, closing=closing(context, index))


def _is_before_exercise(context: Context) -> bool:
    return context.has_place and context.first_of_exercise(context.index) == context.index
