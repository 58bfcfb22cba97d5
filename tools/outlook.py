"""
What session attributes say of a routine, for whoever draws it: its steps and how long is left.

The same plan and the same reckoning by which the coach answers "where am I" and "how long left".
"""

from typing import Any

from skill.coaching.launch import RESUME_WITHIN_MS
from skill.coaching.reply import Turn
from skill.coaching.situation import Situation
from skill.progress.place import Status
from skill.routine.delivery import Entry
from skill.routine.message import Narration, name_message
from skill.routine.plan import Hold, Step, exercise_range
from skill.service.session_attributes import CorruptAttributes, state_of
from skill.speech.narration import narration_for

MS = 1000


def outlook(attributes: object) -> dict[str, Any]:
    """
    Return where a routine is, as of the answer that brought these attributes.

    Args:
        attributes: of a session.

    Returns:
        ``steps`` of the whole plan in order, none without a routine: each has its ``id``, ``unit``,
        ``exercise``, ``name``, ``exercise_name``, ``side`` (empty where both work at once),
        ``number`` of ``numbers`` (sets, or holds where ``is_hold_of_round``), ``work_ms`` of its
        count, ``repetitions`` (0 for a hold) and ``is_done``. ``seconds_left`` from the start of
        each exercise to the end of the routine, by its first step's id. ``at``, the id of the step
        that comes next; ``status``; the ``pace``; and ``kept_ms``, for how long a pause is gone on
        from in the middle of an exercise. Empty where the attributes are not the coach's.
    """
    if not isinstance(attributes, dict):
        return {}
    try:
        state = state_of(attributes)
    except CorruptAttributes:
        return {}
    turn = Turn(state.place.answered_at_ms, "")
    situation = Situation(state, turn, narration_for())
    plan = situation.plan
    composer = situation.composer()
    firsts = sorted({exercise_range(plan, index)[0] for index in range(len(plan))})
    is_paused = state.place.status is Status.PAUSED
    return {
        "steps": [
            _step(step, situation.narration, is_done=step.id in state.place.done) for step in plan
        ],
        "seconds_left": {
            plan[first].id: composer.seconds_left(first, Entry.COUNT) for first in firsts
        },
        "at": state.place.at,
        "status": str(state.place.status),
        "pace": str(situation.settings.pace),
        "kept_ms": RESUME_WITHIN_MS if is_paused else 0,
    }


def _step(step: Step, narration: Narration, *, is_done: bool) -> dict[str, Any]:
    work = step.work
    return {
        "id": step.id,
        "unit": str(step.unit),
        "exercise": str(step.exercise),
        "name": narration(name_message(step.unit)),
        "exercise_name": narration(name_message(step.exercise)),
        "side": str(step.side or ""),
        "number": step.number,
        "numbers": step.numbers,
        "is_hold_of_round": step.in_rounds,
        "work_ms": work.slot_seconds * MS,
        "repetitions": 0 if isinstance(work, Hold) else work.count,
        "is_done": is_done,
    }
