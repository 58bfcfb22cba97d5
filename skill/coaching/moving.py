"""Moving through the plan: ready, next, previous, skip, repeat, start over, pause, resume, stop."""

from dataclasses import replace

from skill.coaching import starting
from skill.coaching.cards import farewell
from skill.coaching.commands import NotReady, Skip, Start
from skill.coaching.reply import Reply
from skill.coaching.scene import Scene, paused_reprompt
from skill.coaching.session import Status
from skill.coaching.starting import closing, launch
from skill.coaching.vocabulary import SkipPart
from skill.routine.catalogue import ExerciseId
from skill.routine.message import Message, message
from skill.routine.plan import exercise_range, exercises_of
from skill.routine.segments import After, Entry

MORE_TIME_SECONDS = 20
"""What "more time" gives when no time is named. Ours."""

MOST_TIME_SECONDS = 120
"""The most that "more time" gives. Ours."""


def start(scene: Scene, command: Start) -> Reply:
    """Start something; a bare "start" while an exercise waits or runs is "ready"."""
    if command.is_bare and scene.status is not Status.IDLE:
        return ready(scene)
    return starting.start(scene, command)


def ready(scene: Scene) -> Reply:
    """In position: the count starts, or what is running goes on."""
    match scene.status:
        case Status.IDLE:
            return launch(scene)
        case Status.WAIT:
            return go_on(scene)
        case Status.WORK:
            return play(scene, scene.index, Entry.AGAIN, message("in-it"))
        case Status.PAUSED:
            return resume(scene)
        case _:
            return play(scene, scene.index, Entry.COUNT)


def not_ready(scene: Scene, command: NotReady) -> Reply:
    """Needs more time: as much as asked for, as often as asked for."""
    seconds = min(command.seconds or MORE_TIME_SECONDS, MOST_TIME_SECONDS)
    match scene.status:
        case Status.IDLE:
            return scene.listen(message("say-start"))
        case Status.WAIT | Status.REST:
            return scene.wait(seconds, message("take-your-time"))
        case Status.WORK:
            return pause(scene)
        case _:
            return scene.listen(message("take-your-time"), reprompt=paused_reprompt())


def next_exercise(scene: Scene) -> Reply:
    """Go to the next exercise; what was finished of this one is logged, the rest is not."""
    if not scene.has_place:
        return launch(scene)
    return _exercise_after(scene)


def _exercise_after(scene: Scene, *before: Message) -> Reply:
    _, end = exercise_range(scene.plan, scene.index)
    if end < len(scene.plan):
        return play(scene, end, Entry.INTRO, *before)
    return _finish(scene, *before)


def _finish(scene: Scene, *before: Message) -> Reply:
    words = closing(scene, len(scene.plan))
    ended = replace(scene.session, at=None, status=Status.IDLE, question=None)
    return scene.changed(session=ended).listen(*before, *words)


def previous(scene: Scene) -> Reply:
    """Go back: to this exercise's first step if it has begun, else to the exercise before."""
    if scene.status is Status.IDLE:
        return scene.listen(message("nothing-before"))
    first = scene.first_of_exercise(scene.index)
    if scene.index != first or scene.status in (Status.WORK, Status.REST):
        return play(scene, first, Entry.SWITCH)
    if first == 0:
        return play(scene, 0, Entry.INTRO, message("first-already"))
    return play(scene, scene.first_of_exercise(first - 1), Entry.INTRO)


def skip(scene: Scene, command: Skip) -> Reply:
    """Leave out what was named, or the smallest thing that is running."""
    status = scene.status
    if status is Status.IDLE:
        return scene.listen(message("nothing-to-skip"))
    if command.exercise is not None and command.exercise is not scene.step.exercise:
        return _leave_out_later(scene, command.exercise)
    if command.exercise is not None:
        return skip_exercise(scene)
    match command.part:
        case SkipPart.EXERCISE:
            return skip_exercise(scene)
        case SkipPart.SIDE:
            return _skip_to(scene, scene.index + 1)
        case SkipPart.SET:
            return _skip_to(scene, _next_set(scene))
        case SkipPart.REST:
            return play(scene, scene.index, Entry.COUNT)
        case None if status is Status.WORK:
            return _skip_to(scene, scene.index + 1)
        case None if status is Status.REST:
            return play(scene, scene.index, Entry.COUNT)
        case _:
            return skip_exercise(scene)


def skip_exercise(scene: Scene) -> Reply:
    """Leave out the exercise that waits or runs, and introduce the next."""
    return _exercise_after(scene, message("left-out", exercise=scene.step.exercise))


def _leave_out_later(scene: Scene, exercise: ExerciseId) -> Reply:
    """Take an exercise that is still to come out of the plan."""
    if exercise not in exercises_of(scene.plan[scene.index :]):
        return scene.answer(message("not-to-come", exercise=exercise))
    picks = tuple(pick for pick in scene.session.picks if pick.exercise is not exercise)
    shorter = scene.changed(session=replace(scene.session, picks=picks))
    return shorter.answer(message("left-out", exercise=exercise))


def _skip_to(scene: Scene, index: int) -> Reply:
    _, end = exercise_range(scene.plan, scene.index)
    if index < end:
        return play(scene, index, Entry.SWITCH)
    return _exercise_after(scene)


def _next_set(scene: Scene) -> int:
    first, end = scene.index, exercise_range(scene.plan, scene.index)[1]
    number = scene.plan[first].set_number
    following = (i for i in range(first, end) if scene.plan[i].set_number != number)
    return next(following, end)


def repeat(scene: Scene) -> Reply:
    """Again: the step that runs, the one just done, or the instruction."""
    match scene.status:
        case Status.IDLE:
            return scene.listen(*scene.session.last or (message("nothing-running"),))
        case Status.WAIT:
            return introduce(scene) if _is_before_exercise(scene) else scene.answer()
        case Status.WORK:
            return play(scene, scene.index, Entry.AGAIN)
        case Status.REST:
            first = scene.first_of_exercise(scene.index)
            return play(scene, max(first, scene.index - 1), Entry.SWITCH)
        case _:
            return scene.listen(message("paused"), reprompt=paused_reprompt())


def start_over(scene: Scene) -> Reply:
    """This exercise from its first step; the routine when nothing runs."""
    if scene.status is Status.IDLE:
        return launch(scene)
    first = scene.first_of_exercise(scene.index)
    working = scene.status in (Status.WORK, Status.REST)
    return play(scene, first, Entry.SWITCH if working else Entry.INTRO)


def pause(scene: Scene) -> Reply:
    """Stop, and stay."""
    match scene.status:
        case Status.IDLE:
            return scene.listen(message("nothing-running"))
        case Status.PAUSED:
            return scene.listen(message("still-paused"), reprompt=paused_reprompt())
        case status:
            # Paused before the first count: the way back leads through the instruction.
            after = After.NEXT if status is Status.WAIT and _is_before_exercise(scene) else None
            session = replace(scene.session, after=after or scene.session.after)
            return scene.changed(session=session).listen(
                message("paused"), status=Status.PAUSED, reprompt=paused_reprompt()
            )


def resume(scene: Scene) -> Reply:
    """Carry on from the start of the step that was interrupted."""
    if scene.status is Status.IDLE:
        return resume_place(scene) if scene.has_place else launch(scene)
    if scene.status is not Status.PAUSED:
        return ready(scene)
    if scene.session.after is After.NEXT:
        return introduce(scene)
    return play(scene, scene.index, Entry.RESUME)


def resume_place(scene: Scene) -> Reply:
    """Carry on after a relaunch: get into position, then the step that was interrupted."""
    return play(scene, scene.index, Entry.RETURN)


def stop(scene: Scene) -> Reply:
    """Close; the place is kept."""
    running = scene.session.is_unfinished and scene.session.status is not Status.IDLE
    return farewell(scene, message("stopped" if running else "goodbye"))


def go_on(scene: Scene) -> Reply:
    """Go on after "ready", from where the last segment ended."""
    if scene.session.after is After.NEXT:
        return introduce(scene)
    return play(scene, scene.index, Entry.COUNT)


def introduce(scene: Scene) -> Reply:
    """Give the instruction of the exercise that comes next, and ask for "ready"."""
    return play(scene, scene.index, Entry.INTRO)


def play(scene: Scene, index: int, entry: Entry, *before: Message) -> Reply:
    """Play from ``index`` on, with the closing words that fit if it is played to its end."""
    return scene.play(index, entry, *before, closing=closing(scene, index))


def _is_before_exercise(scene: Scene) -> bool:
    return scene.has_place and scene.first_of_exercise(scene.index) == scene.index
