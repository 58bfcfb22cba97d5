"""Which command an intent is: one row an intent."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from ask_sdk_model import Intent, IntentRequest, LaunchRequest, Request, SessionEndedRequest

from skill.alexa.slots import days, resolved_id, seconds, slot, whole_number
from skill.coaching import commands
from skill.coaching.commands import (
    AMBIGUOUS_LIFT,
    HOLDS,
    NO_FLOOR,
    Amount,
    Change,
    Command,
    PainWord,
    Period,
    Plain,
    SkipPart,
    Symptom,
    Topic,
)
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, Part, RoutineName
from skill.routine.plan import Unit
from skill.routine.settings import Counting

ToCommand = Callable[[Intent], Command]


def command_of(request: Request | None) -> Command | None:
    """Return the command of a request; ``None`` for requests that no person spoke."""
    match request:
        case LaunchRequest():
            return Plain.LAUNCH
        case SessionEndedRequest():
            return Plain.END
        case IntentRequest(intent=intent) if intent is not None:
            return COMMANDS.get(intent.name or "", _plain(Plain.NOT_UNDERSTOOD))(intent)
        case _:
            return None


def _plain(command: Plain) -> ToCommand:
    return lambda _: command


Id = TypeVar("Id", bound=StrEnum)


def _id(intent: Intent, name: str, ids: type[Id]) -> Id | None:
    """Return the id that a slot was understood as; ``None`` where it is none of these."""
    named = resolved_id(intent, name)
    return ids(named) if named in tuple(ids) else None


def _unit(intent: Intent) -> Unit | None:
    return _id(intent, "exercise", ExerciseId) or _id(intent, "exercise", Part)


def _start(intent: Intent) -> Command:
    start = commands.Start(
        routine=_id(intent, "routine", RoutineName),
        exercise=_unit(intent),
        foot=_id(intent, "foot", Foot),
        minutes=_minutes(intent),
        no_floor=resolved_id(intent, "routine") == NO_FLOOR,
        ambiguous=resolved_id(intent, "exercise") == AMBIGUOUS_LIFT,
    )
    # A name that means nothing here must not start everything.
    named = slot(intent, "exercise") or slot(intent, "routine")
    return Plain.UNKNOWN_EXERCISE if named and start.is_bare else start


def _minutes(intent: Intent) -> int | None:
    duration_seconds = seconds(intent, "duration")
    if duration_seconds is not None:
        return duration_seconds // 60
    return whole_number(intent, "minutes")


def _skip(intent: Intent) -> Command:
    part, unit = _id(intent, "part", SkipPart), _unit(intent)
    if part is not None:
        return commands.Skip(part)
    if unit is not None:
        return commands.Skip(exercise=unit)
    named = slot(intent, "part") or slot(intent, "exercise")
    return Plain.NOT_UNDERSTOOD if named else commands.Skip()


def _how_to(intent: Intent) -> Command:
    unit = _unit(intent)
    unknown = slot(intent, "exercise") and unit is None
    return Plain.UNKNOWN_EXERCISE if unknown else commands.HowTo(unit)


def _progress(intent: Intent) -> Command:
    first, last = days(intent, "date") or (None, None)
    if first is None and slot(intent, "date"):
        return Plain.NOT_UNDERSTOOD
    return commands.Progress(first, last, _id(intent, "period", Period), _unit(intent))


def _done(intent: Intent) -> Command:
    first, last = days(intent, "date") or (None, None)
    if last is not None or (first is None and slot(intent, "date")):
        return Plain.NOT_UNDERSTOOD
    unit = _unit(intent)
    unknown = slot(intent, "exercise") and unit is None
    return Plain.UNKNOWN_EXERCISE if unknown else commands.Done(unit, day=first)


def _hurts(intent: Intent) -> Command:
    named = resolved_id(intent, "level") or ""
    told = int(named) if named.isdecimal() else None
    # "Between three and four": the higher number.
    levels = (told, whole_number(intent, "number"), whole_number(intent, "upper"))
    level = max((each for each in levels if each is not None), default=None)
    return commands.Hurts(level, _id(intent, "level", PainWord))


def _set_hold(intent: Intent) -> Command:
    hold_seconds = seconds(intent, "duration") or whole_number(intent, "seconds")
    names_holds = resolved_id(intent, "held") == HOLDS
    return commands.SetHold(hold_seconds, _id(intent, "change", Change), _unit(intent), names_holds)


def _number(intent: Intent) -> Command:
    number = whole_number(intent, "number")
    return Plain.NOT_UNDERSTOOD if number is None else commands.Number(number)


COMMANDS: Mapping[str, ToCommand] = MappingProxyType(
    {
        "StartRoutineIntent": _start,
        "NextExerciseIntent": _plain(Plain.NEXT),
        "PreviousExerciseIntent": _plain(Plain.PREVIOUS),
        "SkipIntent": _skip,
        "ReadyIntent": _plain(Plain.READY),
        "NotReadyIntent": lambda intent: commands.NotReady(seconds(intent, "duration")),
        "WhatNextIntent": _plain(Plain.WHAT_NEXT),
        "WhereAmIIntent": _plain(Plain.WHERE_AM_I),
        "TimeLeftIntent": _plain(Plain.TIME_LEFT),
        "HowToIntent": _how_to,
        "ListExercisesIntent": _plain(Plain.LIST_EXERCISES),
        "ProgressIntent": _progress,
        "SetFootIntent": lambda intent: commands.SetFoot(_id(intent, "foot", Foot)),
        "SetHoldIntent": _set_hold,
        "SetSetsIntent": lambda intent: commands.SetSets(
            whole_number(intent, "number"), _id(intent, "change", Change), _unit(intent)
        ),
        "SetPaceIntent": lambda intent: commands.SetPace(_id(intent, "pace", Pace)),
        "SetCountingIntent": lambda intent: commands.SetCounting(_id(intent, "style", Counting)),
        "SetTalkIntent": lambda intent: commands.SetTalk(_id(intent, "amount", Amount)),
        "SetOrderIntent": lambda intent: commands.SetOrder(_id(intent, "order", Order)),
        "DoneIntent": _done,
        "UndoIntent": _plain(Plain.UNDO),
        "HurtsIntent": _hurts,
        "NumberIntent": _number,
        "RedFlagIntent": lambda intent: commands.RedFlag(
            _id(intent, "symptom", Symptom), calls_for_help=slot(intent, "symptom") is None
        ),
        "WhyIntent": lambda intent: commands.Why(_unit(intent)),
        "EquipmentIntent": _plain(Plain.EQUIPMENT),
        "AdviceIntent": lambda intent: commands.Advice(_id(intent, "topic", Topic)),
        "RecordIntent": _plain(Plain.RECORD),
        "ReminderIntent": _plain(Plain.REMIND),
        "CancelReminderIntent": _plain(Plain.REMIND),
        "ForgetMeIntent": _plain(Plain.FORGET_ME),
        "AMAZON.HelpIntent": _plain(Plain.HELP),
        "AMAZON.StopIntent": _plain(Plain.STOP),
        "AMAZON.CancelIntent": _plain(Plain.STOP),
        "AMAZON.NavigateHomeIntent": _plain(Plain.STOP),
        "AMAZON.FallbackIntent": _plain(Plain.NOT_UNDERSTOOD),
        "AMAZON.YesIntent": _plain(Plain.YES),
        "AMAZON.NoIntent": _plain(Plain.NO),
        "AMAZON.NextIntent": _plain(Plain.NEXT),
        "AMAZON.PreviousIntent": _plain(Plain.PREVIOUS),
        "AMAZON.RepeatIntent": _plain(Plain.REPEAT),
        "AMAZON.StartOverIntent": _plain(Plain.START_OVER),
        "AMAZON.PauseIntent": _plain(Plain.PAUSE),
        "AMAZON.ResumeIntent": _plain(Plain.RESUME),
    }
)
"""Every intent of the interaction model; ``heel-stretches check`` compares the two."""
