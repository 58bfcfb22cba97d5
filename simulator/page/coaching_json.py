"""
What a page can show of a coach's state, read out of the session attributes of a response.

All of it is decoration: where an attribute is missing or of another shape, nothing is shown.
"""

from collections.abc import Mapping

from simulator.json_types import JsonObject

YES_OR_NO = ("yes", "no")
"""What most questions ask for."""

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "foot": ("left", "right", "both"),
    "routine": ("the whole thing", "the short one"),
    "which_lift": ("tiptoe raises", "heel rocks", "both"),
    "pain": ("zero", "two", "four", "six", "eight", "ten"),
    "cramp": ("ready", "skip"),
    "next_or_stop": ("next", "stop"),
    "ready_or_done": ("ready", "done"),
}
"""What can be said to a question, by its name; to any other, yes or no."""


def answers_to(response: object) -> tuple[str, ...]:
    """Return what can be said to the question that a response leaves open; empty for none."""
    question = _session(response).get("question")
    return ANSWERS.get(question, YES_OR_NO) if isinstance(question, str) else ()


def exercise_next(response: object, names: Mapping[str, str]) -> str:
    """
    Return the exercise a person is at when nothing plays.

    Args:
        response: What the skill returned.
        names: Id of an exercise -> what it is called.

    Returns:
        Its name; empty for none.
    """
    return _exercise_of(_session(response).get("at"), names)


def steps_in(response: object, names: Mapping[str, str]) -> list[JsonObject]:
    """
    Return the steps of the exercises that the sound of a response is about.

    Args:
        response: What the skill returned.
        names: Id of an exercise -> what it is called.

    Returns:
        `exercise` and `end_ms`, from the start of the sound, in order.
    """
    playing = _session(response).get("playing")
    steps = playing.get("steps") if isinstance(playing, dict) else None
    return [
        {"exercise": _exercise_of(step[0], names), "end_ms": step[2]}
        for step in (steps if isinstance(steps, list) else ())
        if isinstance(step, list) and len(step) == 3 and isinstance(step[2], int)
    ]


def _exercise_of(step: object, names: Mapping[str, str]) -> str:
    """Return the exercise of a step's id: `calf-2-left`, `rock-1`."""
    return names.get(step.partition("-")[0], "") if isinstance(step, str) else ""


def _session(response: object) -> JsonObject:
    attributes = response.get("sessionAttributes") if isinstance(response, dict) else None
    session = attributes.get("session") if isinstance(attributes, dict) else None
    return session if isinstance(session, dict) else {}
