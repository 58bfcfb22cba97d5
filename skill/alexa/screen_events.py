"""
What an event of a document means: one row a touch target.

A document sends ``["over", <segment id>]`` when it has played its segment, and ``["say", <name>,
<id of the answer>]`` when it is touched. A touch is the command that the word is.
"""

from collections.abc import Mapping
from types import MappingProxyType

from skill.coaching.commands import (
    Amount,
    Change,
    Command,
    Hurts,
    NotReady,
    Period,
    Plain,
    Progress,
    SegmentOver,
    SetFoot,
    SetHold,
    SetOrder,
    SetPace,
    SetSets,
    SetSilence,
    SetTalk,
    Skip,
    Start,
)
from skill.routine.exercises import Foot, Order, Pace, RoutineName
from skill.routine.settings import Silence
from skill.screen.answers import FIGURED, PAIN, ROUTINES, SETS

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
        **{name: Hurts(level) for name, level in PAIN.items()},
        **{name: SetSets(sets) for name, sets in SETS.items()},
        **{name: Start(exercise=unit) for name, unit in FIGURED.items()},
        **{name: Start(routine=RoutineName(name)) for name in ROUTINES},
        "shorter": SetHold(change=Change.SHORTER, names_holds=True),
        "longer": SetHold(change=Change.LONGER, names_holds=True),
        "slower": SetPace(Pace.SLOW),
        "steady": SetPace(Pace.STEADY),
        "quicker": SetPace(Pace.QUICK),
        "less_talk": SetTalk(Amount.LESS),
        "full_talk": SetTalk(Amount.FULL),
        "article_order": SetOrder(Order.ARTICLE),
        "easy_order": SetOrder(Order.EASY),
        "waits": SetSilence(Silence.WAITS),
        "goes_on": SetSilence(Silence.GOES_ON),
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
