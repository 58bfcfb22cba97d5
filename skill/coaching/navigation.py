"""Moving through the plan: ready, next, previous, skip, repeat, start over, pause, resume, stop."""

from dataclasses import replace

from skill.coaching.cards import farewell
from skill.coaching.commands import NotReady, Plain, Skip, SkipPart
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Question
from skill.coaching.reply import PAUSED_REPROMPT, Reply
from skill.progress.days import counted, local_day
from skill.progress.place import Status
from skill.routine.delivery import After, Entry
from skill.routine.exercises import EXERCISES, ORDERS, ExerciseId, Position
from skill.routine.message import Message, message
from skill.routine.plan import (
    Unit,
    exercise_range,
    exercises_of,
    picks_without,
    units_of,
)
from skill.routine.time_budget import estimate_seconds, in_minutes
from skill.routine.transitions import place_message, subject

MORE_TIME_SECONDS = 20
"""What "more time" gives when no time is named. Our choice."""

MOST_TIME_SECONDS = 120
"""The most that "more time" gives. Our choice."""


def ready(context: Context) -> Answer:
    """In position: the count starts, or what is running goes on."""
    match context.status:
        case Status.IDLE if context.turn.new_session:
            return Plain.LAUNCH
        case Status.IDLE:
            return context.ask_wish()
        case Status.WAIT if context.place.after is After.NEXT:
            # Said right before it: no second "ready" is asked for.
            return context.play(context.index, Entry.INTRO, ask=context.waits)
        case Status.WAIT if context.place.after is After.WAY:
            return context.play(context.index, Entry.THERE)
        case Status.WORK:
            return context.play(context.index, Entry.AGAIN, message("in-it"))
        case Status.PAUSED:
            return Plain.RESUME
        case _:
            return context.play(context.index, Entry.COUNT)


def not_ready(context: Context, command: NotReady) -> Answer:
    """Needs more time: as much as asked for, as often as asked for."""
    seconds = min(command.seconds or MORE_TIME_SECONDS, MOST_TIME_SECONDS)
    match context.status:
        case Status.IDLE:
            return context.listen(message("say-start"), question=Question.START)
        case Status.WAIT | Status.REST:
            return context.wait(seconds, message("take-your-time"))
        case Status.WORK:
            return Plain.PAUSE
        case _:
            return context.answer(message("take-your-time"))


def next_exercise(context: Context) -> Answer:
    """Go to the next exercise; one that was jumped over comes at the end."""
    if not context.has_place:
        return Plain.LAUNCH
    place = context.place
    if place.after is After.NEXT and context.status is not Status.PAUSED:
        return introduce(context)  # the one that comes next has not been introduced
    first, end = exercise_range(context.plan, context.index)
    is_begun = any(step.id in place.done for step in context.plan[first:end])
    if end == len(context.plan) or is_begun or _was_put_off(context):
        # What was finished of it is logged, the rest is not.
        return exercise_after(context)
    exercise = context.step.exercise
    others = tuple(pick for pick in place.picks if pick.exercise is not exercise)
    (own,) = (pick for pick in place.picks if pick.exercise is exercise)
    behind = replace(place, picks=(*others, own), at=context.plan[end].id)
    put_off = context.with_place(behind)
    return put_off.play(put_off.index, Entry.INTRO, message("put-off", exercise=exercise))


def _was_put_off(context: Context) -> bool:
    """Return whether the exercise stands behind one that comes after it in the person's order."""
    order = ORDERS[context.settings.order].index
    before = {step.exercise for step in context.plan[: context.index]}
    here = context.step.exercise
    return any(order(each) > order(here) for each in before - {here})


def exercise_after(context: Context, *before: Message) -> Reply:
    """Introduce the exercise after the one that waits or runs; after the last, end the plan."""
    end = context.end_index
    if end < len(context.plan):
        return context.play(end, Entry.INTRO, *before)
    return farewell(context.at_end(), *before, *context.getting_up, *context.closing(end))


def previous(context: Context) -> Reply:
    """Go back: to this exercise's first step if it has begun, else to the exercise before."""
    if context.is_over:
        return last_exercise(context)
    if context.status is Status.IDLE:
        return context.suggest_start(message("nothing-before"))
    first = context.first_index
    if context.index != first or context.status in (Status.WORK, Status.REST):
        return context.play(first, Entry.SWITCH)
    if first == 0:
        return context.play(0, Entry.INTRO, message("first-already"))
    before, _ = exercise_range(context.plan, first - 1)
    return context.play(before, Entry.INTRO)


def skip(context: Context, command: Skip) -> Reply:
    """Leave out what was named, or the smallest thing that is running."""
    status = context.status
    if status is Status.IDLE:
        return context.suggest_start(message("nothing-to-skip"))
    if command.exercise is not None:
        return _leave_out(context, command.exercise)
    match command.part:
        case SkipPart.EXERCISE:
            return skip_exercise(context)
        case SkipPart.SIDE:
            return _skip_to(context, context.index + 1)
        case SkipPart.SET:
            return _skip_to(context, _next_set(context))
        case SkipPart.REST:
            return context.play(context.index, Entry.COUNT)
        case None if status is Status.WORK:
            return _skip_to(context, context.index + 1)
        case None if status is Status.REST:
            return context.play(context.index, Entry.COUNT)
        case _:
            return skip_exercise(context)


def skip_exercise(context: Context) -> Reply:
    """Leave out the exercise that waits or runs, and introduce the next."""
    return exercise_after(context.leaving_out(context.step.exercise), _left_out(context))


def _left_out(context: Context) -> Message:
    """Return what is left out of the exercise: all of it, or what is not done yet."""
    step = context.step
    steps = context.plan[context.first_index : context.end_index]
    left = [each for each in steps if each.id not in context.place.done]
    # Holds of a round are told one by one, sides of a set together.
    number = len(left) if step.in_rounds else len({each.set_number for each in left})
    if 0 < number < (len(steps) if step.in_rounds else step.sets):
        return message("rest-left-out", exercise=step.exercise, n=number)
    return message("left-out", exercise=step.exercise)


def cannot_get_down(context: Context) -> Answer:
    """Leave out what is done on the floor, and go on from here; offer the others when idle."""
    floor = next(each.id for each in EXERCISES.values() if each.position is Position.FLOOR)
    if context.status is not Status.IDLE:
        return _leave_out(context, floor)
    without = context.leaving_out(floor)
    coming = exercises_of(context.plan[context.index :])
    if coming and coming != (floor,):
        shorter = without.with_picks(picks_without(context.place.picks, {floor}))
        return shorter.listen(
            message("left-out", exercise=floor), _ask_on(shorter), question=Question.RESUME
        )
    left = without.still_due(context.undone(picks_without(context.full_routine, {floor})))
    if not left:
        return without.answer(message("not-to-come", exercise=floor))
    minutes = in_minutes(estimate_seconds(left, context.delivery()))
    return without.offer(message("offer-without", exercise=floor, minutes=minutes), left)


def _ask_on(context: Context) -> Message:
    """Return the question whether to carry on at a place where nothing runs."""
    if context.is_before_exercise:
        return message("ask-next-exercise", exercise=subject(context.plan, context.index))
    return place_message("ask-resume", context.plan, context.index)


def _leave_out(context: Context, unit: Unit) -> Reply:
    """Take an exercise, or one part of it, that runs or is still to come out of the plan."""
    if unit in (context.step.exercise, subject(context.plan, context.index)):
        return skip_exercise(context)
    coming = context.plan[context.index :]
    if unit not in {*units_of(coming), *exercises_of(coming)}:
        return context.answer(message("not-to-come", exercise=unit))
    words = message("left-out", exercise=unit)
    shorter = context.with_picks(picks_without(context.place.picks, {unit}))
    if isinstance(unit, ExerciseId):
        shorter = shorter.leaving_out(unit)
    if shorter.place.at == context.place.at:
        return shorter.answer(words)
    if shorter.has_place and shorter.step.exercise is context.step.exercise:
        return shorter.play(shorter.index, Entry.SWITCH, words)
    return exercise_after(context, words)


def _skip_to(context: Context, index: int) -> Reply:
    if index < context.end_index:
        return context.play(index, Entry.SWITCH)
    return exercise_after(context)


def _next_set(context: Context) -> int:
    end, number = context.end_index, context.step.set_number
    following = (i for i in range(context.index, end) if context.plan[i].set_number != number)
    return next(following, end)


def repeat(context: Context) -> Reply:
    """Again: what was asked last, else the step that runs, the one just done, the instruction."""
    if context.dialogue.answered:
        return context.answer(*context.dialogue.last[:-1])
    if context.is_over:
        return last_exercise(context)
    match context.status:
        case Status.IDLE:
            return nothing_running(context)
        case Status.WAIT:
            return introduce(context) if context.is_before_exercise else context.answer()
        case Status.WORK:
            return context.play(context.index, Entry.AGAIN)
        case Status.REST:
            return context.play(max(context.first_index, context.index - 1), Entry.SWITCH)
        case _:
            return context.answer(message("paused"))


def last_exercise(context: Context) -> Reply:
    """Introduce the last exercise of what was planned, which is over: once more, or after all."""
    first, end = exercise_range(context.plan, len(context.plan) - 1)
    if all(step.id in context.place.done for step in context.plan[first:end]):
        # The same steps again are another dose: in a place of their own they count once more.
        pick = context.place.picks[-1]
        context = context.with_place(replace(context.place, picks=(pick,), done=frozenset()))
        first = 0
    return context.play(first, Entry.INTRO)


def start_over(context: Context) -> Answer:
    """This exercise from its first step; the routine when nothing runs."""
    if context.status is Status.IDLE:
        return Plain.LAUNCH
    working = context.status in (Status.WORK, Status.REST)
    return context.play(context.first_index, Entry.SWITCH if working else Entry.INTRO)


def pause(context: Context) -> Reply:
    """Stop, and stay."""
    match context.status:
        case Status.IDLE:
            return nothing_running(context)
        case Status.PAUSED:
            return close_paused(context)
        case Status.WAIT if context.is_before_exercise:
            # Paused before the first count: the way back leads through the instruction.
            context = context.with_place(replace(context.place, after=After.NEXT))
    words = message("paused"), message("resume-or-later")
    return context.listen(*words, status=Status.PAUSED, reprompt=PAUSED_REPROMPT)


def close_paused(context: Context) -> Reply:
    """Close, where a pause is to be a longer one: the place is kept."""
    return farewell(context, *context.getting_up, message("closing-paused"))


def nothing_running(context: Context) -> Reply:
    """Say that nothing runs, and where today's exercises were left, if they were."""
    place = context.place
    touched_on = local_day(place.touched_at_ms, context.profile.time_zone)
    if not place.is_unfinished or touched_on != context.today or not context.has_place:
        return context.suggest_start(message("nothing-running"))
    if context.is_before_exercise:
        here = message("stopped-before", exercise=subject(context.plan, context.index))
    else:
        here = place_message("stopped-in", context.plan, context.index)
    return context.listen(message("nothing-running"), here, question=Question.START)


def resume(context: Context) -> Answer:
    """Carry on from the start of the step that was interrupted."""
    match context.status:
        case Status.IDLE:
            return resume_place(context.without_done())
        case Status.PAUSED if context.place.after is After.NEXT:
            return introduce(context)
        case Status.PAUSED:
            return context.play(context.index, Entry.RESUME)
        case _:
            return Plain.READY


def resume_place(context: Context) -> Answer:
    """Carry on after a relaunch: get into position, then the step that was interrupted."""
    if not context.has_place:
        return Plain.LAUNCH  # fewer sets were chosen meanwhile, and nothing is left of it
    if context.place.after is After.NEXT:
        return introduce(context)
    return context.play(context.index, Entry.RETURN)


def carry_on_here(context: Context) -> Answer:
    """Go on here with what another device is playing; what it has finished counts by now."""
    there = context.state.elsewhere
    if there is None:
        return Plain.LAUNCH  # over by now, or out of reach
    state, days = context.state, counted(context.state.days, there.entries)
    history = state.profile.history.with_entries(there.entries, days)
    shelved = context.place if context.place.is_unfinished else there.place.shelved
    moved = replace(
        state,
        profile=replace(state.profile, practice=there.practice, history=history),
        place=replace(there.place, shelved=shelved and replace(shelved, shelved=None)),
        days=days,
        entries=(*state.entries, *there.entries),
        other_places={there.device: None},
    )
    return resume_place(context.with_state(moved))


def rest_of_day(context: Context) -> Answer:
    """Go on with the next exercise, from its instruction if it has not been begun."""
    if not context.has_place:
        return Plain.LAUNCH
    entry = Entry.INTRO if context.is_before_exercise else Entry.RETURN
    return context.play(context.index, entry)


def stop(context: Context) -> Reply:
    """Close; the place is kept."""
    running = context.place.is_unfinished and context.place.status is not Status.IDLE
    return farewell(
        context, *context.getting_up, message("stopped") if running else context.goodbye
    )


def segment_over(context: Context) -> Reply:
    """Go on by itself where a speaker would; after the last words, end the session in silence."""
    return context.go_on() if context.has_place else farewell(context.at_end())


def segment_again(context: Context) -> Reply:
    """Play once more what a device could not play, from the same step on."""
    is_introduced = context.place.after is After.NEXT and context.is_before_exercise
    return context.play(context.index, Entry.INTRO if is_introduced else Entry.COUNT)


def introduce(context: Context) -> Reply:
    """Give the instruction of the exercise that comes next, and ask for "ready"."""
    return context.play(context.index, Entry.INTRO)
