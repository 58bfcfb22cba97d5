"""Which command an intent is: one row an intent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from ask_sdk_model import (
    Intent,
    IntentRequest,
    LaunchRequest,
    Request,
    SessionEndedReason,
    SessionEndedRequest,
)

from skill.alexa.consent import permitted
from skill.alexa.request_reader import ConsentAnswer, UserEvent
from skill.alexa.screen_events import command_of_event
from skill.alexa.slots import days, resolved_id, seconds, slot, time_of_day, whole_number
from skill.coaching import commands
from skill.coaching.commands import (
    AMBIGUOUS_LIFT,
    HOLDS,
    LATER,
    LATER_MINUTES,
    NO_FLOOR,
    Amount,
    Change,
    Command,
    DayPart,
    PainWord,
    Period,
    Plain,
    Rhythm,
    SkipPart,
    Symptom,
    Topic,
)
from skill.progress.reminders import WEEKDAYS, WEEKEND, WORKDAYS, Weekday
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, Part, RoutineName
from skill.routine.plan import Unit
from skill.routine.settings import Counting, Grip, Ground, Scrunch, Silence, Way

ToCommand = Callable[[Intent], Command]


def command_of(request: Request | None) -> Command | None:
    """Return the command of a request; ``None`` for requests that want nothing."""
    match request:
        case LaunchRequest():
            return Plain.LAUNCH
        case SessionEndedRequest(reason=SessionEndedReason.EXCEEDED_MAX_REPROMPTS):
            return Plain.NO_ANSWER
        case SessionEndedRequest():
            return Plain.END
        case IntentRequest(intent=intent) if intent is not None:
            return COMMANDS.get(intent.name or "", _plain(Plain.NOT_UNDERSTOOD))(intent)
        case ConsentAnswer():
            return permitted(request)
        case UserEvent():
            return command_of_event(request.arguments)
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


def _named(intent: Intent, *names: str) -> bool:
    """Return whether any of these slots is filled, with whatever word."""
    return any(slot(intent, name) for name in names)


def _choice(name: str, ids: type[Id], command: Callable[[Id | None], Command]) -> ToCommand:
    """Return the row of an intent with one slot; a word that is none of ours is not understood."""

    def to_command(intent: Intent) -> Command:
        chosen = _id(intent, name, ids)
        return Plain.NOT_UNDERSTOOD if chosen is None and _named(intent, name) else command(chosen)

    return to_command


def _start(intent: Intent) -> Command:
    named = resolved_id(intent, "routine")
    if named in (Plain.CANNOT_GET_DOWN, Plain.START_GENTLY):
        return Plain(named)
    start = commands.Start(
        routine=_id(intent, "routine", RoutineName),
        exercise=_unit(intent),
        foot=_id(intent, "foot", Foot),
        minutes=_minutes(intent),
        no_floor=resolved_id(intent, "routine") == NO_FLOOR,
        ambiguous=resolved_id(intent, "exercise") == AMBIGUOUS_LIFT,
    )
    # A name that means nothing here must not start everything.
    is_named = _named(intent, "exercise", "routine")
    return Plain.UNKNOWN_EXERCISE if is_named and start.is_bare else start


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
    return Plain.NOT_UNDERSTOOD if _named(intent, "part", "exercise") else commands.Skip()


def _how_to(intent: Intent) -> Command:
    unit = _unit(intent)
    if slot(intent, "exercise") and unit is None:
        return Plain.UNKNOWN_EXERCISE
    return commands.Feel(unit) if resolved_id(intent, "feel") else commands.HowTo(unit)


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
    if slot(intent, "exercise") and unit is None:
        return Plain.UNKNOWN_EXERCISE
    everything = resolved_id(intent, "everything") is not None
    return commands.Done(unit, everything=everything, day=first)


_OTHER_FOOT: Mapping[Foot | None, Foot] = MappingProxyType(
    {Foot.LEFT: Foot.RIGHT, Foot.RIGHT: Foot.LEFT}
)


def _correct(intent: Intent) -> Command:
    correct = commands.Correct(
        # "Not the left" means the right.
        foot=_id(intent, "foot", Foot) or _OTHER_FOOT.get(_id(intent, "wrong", Foot)),
        routine=_id(intent, "routine", RoutineName),
        exercise=_unit(intent),
    )
    named = _named(intent, "foot", "wrong", "routine", "exercise")
    return Plain.NOT_UNDERSTOOD if named and correct == commands.Correct() else correct


def _hurts(intent: Intent) -> Command:
    named = resolved_id(intent, "level") or ""
    told = int(named) if named.isdecimal() else None
    # "Between three and four": the higher number.
    levels = (told, whole_number(intent, "number"), whole_number(intent, "upper"))
    level = max((each for each in levels if each is not None), default=None)
    return commands.Hurts(level, _id(intent, "level", PainWord))


def _red_flag(intent: Intent) -> Command:
    symptom = _id(intent, "symptom", Symptom) or _id(intent, "sign", Symptom)
    # "I'm hungry" is no warning sign; a call for help names nothing.
    if symptom is None and _named(intent, "symptom", "sign"):
        return Plain.NOT_UNDERSTOOD
    return commands.RedFlag(symptom, calls_for_help=symptom is None)


def _equipment(intent: Intent) -> Command:
    topic = _id(intent, "instead", Topic)
    return Plain.EQUIPMENT if topic is None else commands.Advice(topic)


def _set_hold(intent: Intent) -> Command:
    hold_seconds = seconds(intent, "duration") or whole_number(intent, "seconds")
    change = _id(intent, "change", Change)
    if hold_seconds is None and change is None and _named(intent, "change"):
        return Plain.NOT_UNDERSTOOD
    names_holds = resolved_id(intent, "held") == HOLDS
    return commands.SetHold(hold_seconds, change, _unit(intent), names_holds)


def _set_sets(intent: Intent) -> Command:
    sets, change = whole_number(intent, "number"), _id(intent, "change", Change)
    if sets is None and change is None and _named(intent, "change"):
        return Plain.NOT_UNDERSTOOD
    return commands.SetSets(sets, change, _unit(intent))


def _set_way(intent: Intent) -> Command:
    way: Way | None = (
        _id(intent, "way", Grip) or _id(intent, "way", Scrunch) or _id(intent, "way", Ground)
    )
    return Plain.NOT_UNDERSTOOD if way is None and _named(intent, "way") else commands.SetWay(way)


_WEEKDAYS = ("days", "first_day", "second_day", "third_day")

_DAYS_BY_ID: Mapping[str, tuple[Weekday, ...]] = MappingProxyType(
    {"weekdays": WORKDAYS, "weekends": WEEKEND, **{day.name.lower(): (day,) for day in Weekday}}
)

_FIRST_HOUR: Mapping[DayPart, int] = MappingProxyType(
    {DayPart.AFTERNOON: 1, DayPart.EVENING: 4, DayPart.NIGHT: 6}
)
"""The first hour that is p.m. in a part of the day, if no half of the day is said. Our choice."""


@dataclass(frozen=True, slots=True)
class _When:
    """Times and days that a reminder is meant for."""

    minutes: tuple[int, ...]
    """Times of the day, in minutes after midnight, as they were said."""
    parts: tuple[DayPart, ...]
    """Times of the day without a clock."""
    weekdays: tuple[Weekday, ...]
    """Days of the week, in their order."""


def _when(intent: Intent, times_in: Sequence[str], parts_in: Sequence[str]) -> _When | None:
    """
    Return the times and days of a reminder; ``None`` where a word is none of ours.

    Args:
        intent: What was said.
        times_in: The slots with times, the first one being "time".
        parts_in: The slots with parts of the day.
    """
    times = {name: time_of_day(intent, name) for name in times_in}
    named = {name: _DAYS_BY_ID.get(resolved_id(intent, name) or "") for name in _WEEKDAYS}
    parts = {name: _id(intent, name, DayPart) for name in parts_in}
    if _is_unclear(intent, {**times, **named, **parts}):
        return None
    clock = [each for each in times.values() if isinstance(each, int)]
    vague = [each for each in (*parts.values(), *times.values()) if isinstance(each, DayPart)]
    # "Tomorrow evening at nine" is one time; "at seven and in the evening" is two.
    is_one_time = any(parts.values()) or isinstance(times["time"], DayPart)
    if clock and vague and is_one_time:
        clock, vague = [_in_part(each, vague[0]) for each in clock], []
    weekdays = {day for each in named.values() for day in each or ()}
    return _When(
        tuple(dict.fromkeys(clock)),
        tuple(dict.fromkeys(vague)),
        tuple(day for day in WEEKDAYS if day in weekdays),
    )


def _in_part(minute: int, part: DayPart) -> int:
    """Return a time within a part of the day: nine in the evening is 21:00."""
    is_after_noon = _FIRST_HOUR.get(part, 12) <= minute // 60 < 12
    return minute + 12 * 60 if is_after_noon else minute


def _is_unclear(intent: Intent, meant: Mapping[str, object]) -> bool:
    """Return whether a slot is filled, but with nothing that is ours."""
    return any(value is None and _named(intent, name) for name, value in meant.items())


def _remind(intent: Intent) -> Command:
    times_in, parts_in = ("time", "second_time", "third_time"), ("daily_part", "todays_part")
    when, rhythm = _when(intent, times_in, parts_in), _id(intent, "rhythm", Rhythm)
    first, last = days(intent, "date") or (None, None)
    # A reminder rings on one day or on certain days of each week, not in a week or a month.
    day, more = None if last else first, resolved_id(intent, "more")
    in_minutes = _in_minutes(intent)
    meant = {"rhythm": rhythm, "date": day, "more": more, "duration": in_minutes}
    if when is None or _is_unclear(intent, meant):
        return Plain.NOT_UNDERSTOOD
    if rhythm is None and day is None and not when.weekdays:
        rhythm = _implied_rhythm(intent, when)
    part = when.parts[0] if len(when.parts) == 1 else None
    return commands.Remind(
        when.minutes,
        part,
        when.weekdays,
        rhythm,
        day,
        in_minutes=in_minutes,
        is_more=more is not None,
    )


def _in_minutes(intent: Intent) -> int | None:
    """Return how long from now a reminder is meant, in whole minutes."""
    if resolved_id(intent, "later") == LATER:
        return LATER_MINUTES
    duration = seconds(intent, "duration")
    return duration and -(-duration // 60)


def _implied_rhythm(intent: Intent, when: _When) -> Rhythm | None:
    """Return how often a reminder is meant by the words for the time of the day."""
    if len(when.parts) > 1:
        return Rhythm.TWICE_A_DAY
    if _named(intent, "daily_part"):
        return Rhythm.EVERY_DAY
    # Alexa sends the night for "tonight": it is said far more often than "at night".
    is_tonight = time_of_day(intent, "time") is DayPart.NIGHT
    return Rhythm.ONCE if is_tonight or _named(intent, "todays_part") else None


def _cancel_reminders(intent: Intent) -> Command:
    when = _when(intent, ("time", "second_time"), ("daily_part",))
    # The command has one part of the day: to leave out the other would cancel something else.
    if when is None or len(when.parts) > 1:
        return Plain.NOT_UNDERSTOOD
    part = when.parts[0] if when.parts else None
    return commands.CancelReminders(when.minutes, part, when.weekdays)


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
        "SetSetsIntent": _set_sets,
        "SetPaceIntent": _choice("pace", Pace, commands.SetPace),
        "SetCountingIntent": _choice("style", Counting, commands.SetCounting),
        "SetTalkIntent": _choice("amount", Amount, commands.SetTalk),
        "SetOrderIntent": _choice("order", Order, commands.SetOrder),
        "SetSilenceIntent": _choice("silence", Silence, commands.SetSilence),
        "SetWayIntent": _set_way,
        "SettingsIntent": _plain(Plain.SETTINGS),
        "CorrectIntent": _correct,
        "DoneIntent": _done,
        "UndoIntent": _plain(Plain.UNDO),
        "HurtsIntent": _hurts,
        "NumberIntent": _number,
        "RedFlagIntent": _red_flag,
        "WhyIntent": lambda intent: commands.Why(_unit(intent)),
        "EquipmentIntent": _equipment,
        "AdviceIntent": lambda intent: commands.Advice(_id(intent, "topic", Topic)),
        "RecordIntent": _plain(Plain.RECORD),
        "ReminderIntent": _remind,
        "NextReminderIntent": _plain(Plain.REMINDERS),
        "CancelReminderIntent": _cancel_reminders,
        "ForgetMeIntent": _plain(Plain.FORGET_ME),
        "ThanksIntent": _plain(Plain.THANKS),
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
