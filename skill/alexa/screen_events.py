"""
What an event of a document means: one row a touch target.

A document sends ``["over", <segment id>]`` when it has played its segment, and ``["say", <name>,
<id of the answer>]`` when it is touched. A touch is the command that the word is.
"""

from collections.abc import Mapping
from types import MappingProxyType

from skill.coaching.commands import (
    Command,
    Hurts,
    NotReady,
    Period,
    Plain,
    Progress,
    SegmentOver,
    SetFoot,
    Skip,
    Start,
)
from skill.routine.exercises import Foot

TOUCHES: Mapping[str, Command] = MappingProxyType(
    {
        "start": Start(),
        "ready": Plain.READY,
        "more_time": NotReady(),
        "pause": Plain.PAUSE,
        "resume": Plain.RESUME,
        "stop": Plain.STOP,
        "next": Plain.NEXT,
        "previous": Plain.PREVIOUS,
        "repeat": Plain.REPEAT,
        "skip": Skip(),
        "yes": Plain.YES,
        "no": Plain.NO,
        "left": SetFoot(Foot.LEFT),
        "right": SetFoot(Foot.RIGHT),
        "both": SetFoot(Foot.BOTH),
        "hurts": Hurts(),
        "today": Progress(),
        "week": Progress(period=Period.WEEK),
    }
)
"""Commands by the name of what is touched."""


def command_of_event(arguments: tuple[str, ...]) -> Command | None:
    """Return what an event asks for; ``None`` where that cannot be read."""
    match arguments:
        case ("over", segment_id):
            return SegmentOver(segment_id)
        case ("say", name, _):
            return TOUCHES.get(name)
        case _:
            return None


def document_of_event(arguments: tuple[str, ...]) -> str:
    """Return the id of the answer whose document sends an event; empty where it does not say."""
    return arguments[-1] if arguments else ""
