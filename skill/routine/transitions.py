"""What is said around the counts: instructions, leads, switches, rests, seams, in their slots."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from enum import StrEnum

from skill.routine.cues import MS, Cue, CueKind, filled, instruct, length_ms, rest, spoken_cue
from skill.routine.exercises import (
    EXERCISES,
    GET_READY_SECONDS,
    HOLD_SIGNAL_SECONDS,
    RELAX_SIGNAL_SECONDS,
    ExerciseId,
    Figure,
    Part,
    Position,
)
from skill.routine.message import Message, Narration, message
from skill.routine.plan import Hold, Plan, Step, exercise_range
from skill.routine.settings import Settings, Talk

READY_SECONDS = 1
"""Slot of "Ready?", one word."""

RESUME_SECONDS = 5
"""Silence between "set two of three, left leg" and "hold" after a pause."""

MOVE_SECONDS = 5
"""Silence for a leg that comes up, of somebody who lies already. Our choice."""

LONGEST_SILENCE_SECONDS = 10
"""Longest silence before a count in which nothing is said; a longer one is broken half way. Our
choice: with what a slot leaves over before it, fifteen seconds at most, and after more of it people
wonder whether the device still works."""


def subject(plan: Plan, index: int) -> ExerciseId | Part:
    """Return what the exercise at ``index`` is called: a part, where only that part is planned."""
    first, end = exercise_range(plan, index)
    parts = {step.part for step in plan[first:end] if step.part}
    return parts.pop() if len(parts) == 1 else plan[index].exercise


class Floor(StrEnum):
    """Whether the person lies on the floor when an exercise is introduced."""

    UP = "up"
    MAYBE = "maybe"
    """The floor exercise was introduced, but left out."""
    DOWN = "down"


def floor_before(plan: Plan, index: int, done: AbstractSet[str]) -> Floor:
    """Return whether the person lies on the floor when the step at ``index`` is introduced."""
    if index == 0:
        return Floor.UP
    before = plan[index - 1]
    is_first = before.exercise is not plan[index].exercise
    if not is_first or not before.on_floor:
        return Floor.UP
    return Floor.DOWN if before.id in done else Floor.MAYBE


def floor_after(plan: Plan, end: int) -> Floor:
    """Return whether the person lies on the floor once the step before ``end`` is done."""
    return Floor.DOWN if plan[end - 1].on_floor else Floor.UP


def position_before(step: Step, floor: Floor) -> Position:
    """Return what has to be got into: from the floor, everything else starts with getting up."""
    position = EXERCISES[step.exercise].position
    lying = position is Position.FLOOR
    return position if lying or floor is Floor.UP else Position.UP


def get_ready_ms(position: Position) -> int:
    """Return the silence for getting into position."""
    return GET_READY_SECONDS[position].default * MS


def instruction(plan: Plan, index: int, *, talk: Talk) -> tuple[Message, ...]:
    """Return what to do, in as many words as ``talk`` wants; for the floor in two parts."""
    step, name = plan[index], subject(plan, index)
    reps = 0 if isinstance(step.work, Hold) else step.work.count
    in_position = message(
        f"instruct-{name}", talk=talk, side=step.side, sets=step.sets, reps=reps, way=step.way
    )
    down = (message(f"get-down-{name}", talk=talk),) if step.on_floor else ()
    return (*down, in_position)


def dose_message(plan: Plan, index: int, settings: Settings) -> Message:
    """Return "three holds of thirty seconds on each leg", from the plan's own figures."""
    step = plan[index]
    seconds = step.work.seconds if isinstance(step.work, Hold) else 0
    reps = 0 if isinstance(step.work, Hold) else step.work.count
    feet = "both" if settings.foot == "both" else "one"
    return message(
        f"dose-{subject(plan, index)}",
        sets=step.sets,
        holds=step.numbers,
        seconds=seconds,
        reps=reps,
        feet=feet,
        way=step.way,
    )


def intro(
    plan: Plan,
    index: int,
    narration: Narration,
    *,
    talk: Talk,
    floor: Floor,
    encourages: bool,
    offer: Message | None = None,
) -> tuple[Cue, ...]:
    """
    Return the instruction of an exercise, and the silence to get ready in.

    The floor is two things: getting down has its own time, and what to do there is told to somebody
    who lies. So is getting up: nothing is explained to somebody who is doing it.

    Args:
        plan: the plan.
        index: the first step of the exercise.
        narration: turns messages into words.
        talk: how much is said.
        floor: whether the person lies on the floor.
        encourages: whether a long silence tells that "ready" ends it.
        offer: another way to do the exercise, told at the end of what to do.
    """
    getting_down = instruction(plan, index, talk=talk)[:-1]
    spoken = explanation(plan, index, narration, talk=talk, offer=offer)
    position = EXERCISES[plan[index].exercise].position
    if getting_down:
        down = instruct(getting_down, narration)
        down += get_ready(position, narration, encourages=encourages)
        return (*down, replace(spoken, explains=index), rest(MOVE_SECONDS * MS))
    if floor is Floor.UP:
        return (spoken, *get_ready(position, narration, encourages=encourages))
    up = instruct((message(f"get-up-{floor}"),), narration)
    up += get_ready(Position.UP, narration, encourages=encourages)
    # Whoever has got up stands already.
    standing = position is Position.WALL
    sitting = () if standing else get_ready(position, narration, encourages=encourages)
    return (*up, replace(spoken, explains=index), *sitting)


def explanation(
    plan: Plan, index: int, narration: Narration, *, talk: Talk, offer: Message | None = None
) -> Cue:
    """Return what to do in an exercise, for somebody who is where it is done."""
    in_position = instruction(plan, index, talk=talk)[-1]
    (spoken,) = instruct((in_position, *([offer] if offer else ())), narration)
    return spoken


def get_ready(
    position: Position, narration: Narration, *, encourages: bool = False
) -> tuple[Cue, ...]:
    """Return the silence for getting into position, with a sign of life in a long one."""
    return quiet(get_ready_ms(position), narration, encourages=encourages)


def quiet(silence_ms: int, narration: Narration, *, encourages: bool = False) -> tuple[Cue, ...]:
    """
    Return a silence; one that is too long to be trusted says that it goes on.

    Args:
        silence_ms: how long, the words in it included.
        narration: turns messages into words.
        encourages: whether the words tell that "ready" ends it, and not how long it lasts.
    """
    if silence_ms <= LONGEST_SILENCE_SECONDS * MS:
        return (rest(silence_ms),)
    left_seconds = silence_ms // MS // 2
    more = message("seconds-more", seconds=left_seconds)
    spoken = instruct((message("start-sooner") if encourages else more,), narration)
    before_ms = silence_ms - length_ms(spoken) - left_seconds * MS
    return (rest(before_ms), *spoken, rest(left_seconds * MS))


def ready_question(narration: Narration) -> Cue:
    """Return "Ready?"."""
    return Cue(CueKind.SIGNAL, READY_SECONDS * MS, narration(message("ready-question")))


def lead_message(plan: Plan, index: int, *, introduced: bool = False) -> Message | None:
    """
    Return "set two of three, left leg", which names the step about to start.

    Where its exercise has just been introduced, the side was named there.
    """
    step = plan[index]
    # A side that works alone needs no name: only sides that take turns are told.
    side = step.side if step.sides > 1 and not introduced else None
    if step.in_rounds:
        return message("side", side=side) if side else None
    part = step.part if subject(plan, index) is step.exercise else None
    return message("lead", n=step.set_number, sets=step.sets, side=side, part=part, way=step.way)


def place_message(key: str, plan: Plan, index: int) -> Message:
    """Return a message that names a step in a sentence: exercise, set or hold, side."""
    step = plan[index]
    return message(
        key,
        exercise=subject(plan, index),
        n=step.number,
        sets=step.numbers,
        side=step.side if step.sides > 1 else None,
    )


def again_message(plan: Plan, index: int) -> Message | None:
    """Return the shortest naming of a step: its side where it has one, else its set."""
    step = plan[index]
    if step.in_rounds:
        return None
    if step.side and EXERCISES[step.exercise].both_sides:
        return message("side", side=step.side)
    return lead_message(plan, index)


def transition(
    plan: Plan, index: int, narration: Narration, *, talk: Talk, tip: bool
) -> tuple[Cue, ...]:
    """
    Return what lies between a step's "and relax" and the start of the next step.

    Args:
        plan: the plan.
        index: the step that is coming; the one before belongs to the same exercise.
        narration: turns messages into words.
        talk: how much is said.
        tip: whether to tell that a rest can be skipped.
    """
    before, step = plan[index - 1], plan[index]
    exercise = EXERCISES[step.exercise]
    # Holds of a round follow each other without words: "and relax" and "hold" are enough.
    if step.in_rounds and before.side is step.side:
        gap_ms = round_gap_ms(step)
        return (rest(gap_ms),) if gap_ms else ()
    if exercise.rest_seconds is None:
        return filled(_switch_words(plan, index), _ms(exercise.switch_seconds), narration)
    if before.part is not step.part and before.set_number == step.set_number:
        # The second part is explained where it comes first, not before the first one.
        first = message("change-first", talk=talk, part=step.part)
        words = first if step.set_number == 1 else message("change", part=step.part)
        return filled((words,), _ms(exercise.change_seconds), narration)
    return _rest_between_sets(plan, index, exercise.rest_seconds, narration, tip=tip)


def round_gap_ms(step: Step) -> int:
    """Return the silence between two holds of a round: the gap less "and relax" and "hold"."""
    gap = EXERCISES[step.exercise].rounds[step.work.slot_seconds].gap_seconds.default
    return (gap - RELAX_SIGNAL_SECONDS - HOLD_SIGNAL_SECONDS) * MS


def _switch_words(plan: Plan, index: int) -> tuple[Message, ...]:
    before, step = plan[index - 1], plan[index]
    move = message(f"move-{step.exercise}", side=step.side, way=step.way)
    if before.set_number != step.set_number:
        return (move, message("set", n=step.set_number, sets=step.sets))
    if step.set_number == step.sets and step.sets > 1:
        return (move, message("last-one"))
    return (move,)


def _rest_between_sets(
    plan: Plan, index: int, figure: Figure, narration: Narration, *, tip: bool
) -> tuple[Cue, ...]:
    step = plan[index]
    rest_ms = _ms(figure)
    coming = lead_message(plan, index) or message("set", n=step.set_number, sets=step.sets)
    announced = spoken_cue(narration(coming), narration)
    words = [message("rest", seconds=figure.default), message(f"rest-{step.exercise}")]
    spoken = [spoken_cue(text, narration) for text in map(narration, words) if text]
    if tip:
        spoken.append(spoken_cue(narration(message("rest-tip")), narration))
    # The rest keeps its length: words that do not fit are left out, the least needed first.
    while len(spoken) > 1 and length_ms((*spoken, announced)) > rest_ms:
        spoken.pop()
    silence_ms = rest_ms - length_ms((*spoken, announced))
    return (*spoken, *((rest(silence_ms),) if silence_ms > 0 else ()), announced)


def seam_message(plan: Plan, index: int) -> Message:
    """Return the words at which a segment ends within an exercise, before step ``index``."""
    before, step = plan[index - 1], plan[index]
    if before.side is not step.side and before.set_number == step.set_number:
        return message("seam-side", side=step.side)
    if step.in_rounds:
        done, left = before.hold_number, step.holds - before.hold_number
        return message("seam-holds", n=done, left=left)
    if before.set_number != step.set_number:
        done, left = before.set_number, before.sets - before.set_number
        return message("seam-sets", n=done, left=left)
    reps = 0 if isinstance(step.work, Hold) else step.work.count
    return message("seam-part", part=step.part, reps=reps)


def _ms(figure: Figure | None) -> int:
    return (figure.default if figure else 0) * MS
