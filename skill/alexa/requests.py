"""Which command an intent is: one row an intent."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ask_sdk_model import Intent, IntentRequest, LaunchRequest, Request, SessionEndedRequest

from skill.alexa.slots import one_day, resolved_id, seconds, slot, whole_number
from skill.coaching import commands
from skill.coaching.commands import AMBIGUOUS_LIFT, Command, SkipPart
from skill.routine.catalogue import ExerciseId, Foot, Part, RoutineName
from skill.routine.plan import Unit

ToCommand = Callable[[Intent], Command]


def command_of(request: Request | None) -> Command | None:
    """Return what a request asks for; ``None`` for those that nobody spoke."""
    match request:
        case LaunchRequest():
            return commands.Launch()
        case SessionEndedRequest():
            return commands.End()
        case IntentRequest(intent=intent) if intent is not None:
            return COMMANDS.get(intent.name or "", _plain(commands.NotUnderstood))(intent)
        case _:
            return None


def _plain(command: Callable[[], Command]) -> ToCommand:
    return lambda _: command()


def _unit(intent: Intent) -> Unit | None:
    named = resolved_id(intent, "exercise")
    if named in tuple(ExerciseId):
        return ExerciseId(named)
    return Part(named) if named in tuple(Part) else None


def _foot(intent: Intent) -> Foot | None:
    named = resolved_id(intent, "foot")
    return Foot(named) if named in tuple(Foot) else None


def _start(intent: Intent) -> Command:
    routine = resolved_id(intent, "routine")
    start = commands.Start(
        routine=RoutineName(routine) if routine in tuple(RoutineName) else None,
        exercise=_unit(intent),
        foot=_foot(intent),
        minutes=whole_number(intent, "minutes"),
        ambiguous=resolved_id(intent, "exercise") == AMBIGUOUS_LIFT,
    )
    # A name that means nothing here must not start everything.
    named = slot(intent, "exercise") or slot(intent, "routine")
    return commands.UnknownExercise() if named and start.is_bare else start


def _skip(intent: Intent) -> Command:
    named = resolved_id(intent, "part")
    if named in tuple(SkipPart):
        return commands.Skip(SkipPart(named))
    return commands.NotUnderstood() if slot(intent, "part") else commands.Skip()


def _how_to(intent: Intent) -> Command:
    unit = _unit(intent)
    unknown = slot(intent, "exercise") and unit is None
    return commands.UnknownExercise() if unknown else commands.HowTo(unit)


def _progress(intent: Intent) -> Command:
    day = one_day(intent, "date")
    period = slot(intent, "date") is not None and day is None
    return commands.Progress(day, _unit(intent), period)


COMMANDS: Mapping[str, ToCommand] = MappingProxyType(
    {
        "StartRoutineIntent": _start,
        "NextExerciseIntent": _plain(commands.Next),
        "PreviousExerciseIntent": _plain(commands.Previous),
        "SkipIntent": _skip,
        "ReadyIntent": _plain(commands.Ready),
        "NotReadyIntent": lambda intent: commands.NotReady(seconds(intent, "duration")),
        "WhatNextIntent": _plain(commands.WhatNext),
        "WhereAmIIntent": _plain(commands.WhereAmI),
        "TimeLeftIntent": _plain(commands.TimeLeft),
        "HowToIntent": _how_to,
        "ListExercisesIntent": _plain(commands.ListExercises),
        "ProgressIntent": _progress,
        "SetFootIntent": lambda intent: commands.SetFoot(_foot(intent)),
        "AMAZON.HelpIntent": _plain(commands.Help),
        "AMAZON.StopIntent": _plain(commands.Stop),
        "AMAZON.CancelIntent": _plain(commands.Stop),
        "AMAZON.NavigateHomeIntent": _plain(commands.Stop),
        "AMAZON.FallbackIntent": _plain(commands.NotUnderstood),
        "AMAZON.YesIntent": _plain(commands.Yes),
        "AMAZON.NoIntent": _plain(commands.No),
        "AMAZON.NextIntent": _plain(commands.Next),
        "AMAZON.PreviousIntent": _plain(commands.Previous),
        "AMAZON.RepeatIntent": _plain(commands.Repeat),
        "AMAZON.StartOverIntent": _plain(commands.StartOver),
        "AMAZON.PauseIntent": _plain(commands.Pause),
        "AMAZON.ResumeIntent": _plain(commands.Resume),
    }
)
"""Every intent of the interaction model; ``heel-stretches check`` compares the two."""
