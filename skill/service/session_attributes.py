"""
Convert the state to session attributes, the JSON that Alexa returns with each request, and back.

With it a turn needs no read: profile, place, dialogue and today's log travel along, and so do
finished steps that the store has not taken yet. Two versions of the skill may answer one
conversation in turns while a deployment is under way, so what is unknown is passed over.

What this skill cannot have written is refused as a whole: nothing of it may reach a person's log.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import ValidationError, convert, json

from skill.coaching.dialogue import Dialogue, Question
from skill.coaching.reply import State
from skill.progress.codec import (
    NOWHERE,
    SETTING_NAMES,
    log_to_json,
    picks_to_json,
    place_from_json,
    place_to_json,
    plain,
    profile_from_json,
    profile_to_json,
    with_picks,
    without_defaults,
)
from skill.progress.days import Count, DayLog, LogEntry, is_counter, local_day
from skill.progress.history import DAYS_OF_UNITS, History
from skill.progress.place import Noted, Place, SentSegment
from skill.progress.profile import GENTLE_WEEKS, Profile
from skill.progress.reminders import MOST_REMINDERS, Reminder
from skill.routine.exercises import EXERCISES
from skill.routine.message import Message, Value
from skill.routine.plan import Pick, Unit, parse_step_id
from skill.routine.settings import Talk

VERSION = 2
"""Version of the attributes' layout."""

SILENCE = Dialogue()
"""A dialogue in which nothing was said."""

MOST_BYTES = 16 * 1024
"""Longest attributes that are read: four times what the fullest session has. Our choice."""

LAST_MS = 32_503_680_000_000
"""The year 3000: no time in milliseconds since 1970-01-01 UTC is later."""

MOST_SEGMENT_MS = 900_000
"""No segment ends later than this after its start: Alexa plays four minutes."""

MOST_STEPS = 1_000
"""No entry counts more of anything: a day has some fifty steps."""

MOST_NAMES = 512
"""So many names of steps and counters are remembered: there are some hundred."""

OF_A_STEP = frozenset(
    {
        Question.RESUME,
        Question.DID_IT_HURT,
        Question.CRAMP,
        Question.CARRY_ON,
        Question.READY_OR_DONE,
        Question.STOP_TODAY,
    }
)
"""Questions that are asked at a step, or about one that is set aside; a yes goes on from it."""

MOST_TIMES = 10**9
"""Nothing has been done, said or saved more often by one person."""

_SEGMENT_ID = re.compile(r"(?:[a-z]{1,9}-)?[0-9a-f]{12}(?:-[a-z0-9]{1,16}){0,3}")
"""A request's pseudonym, and what was done with its steps: ``undo-0123456789ab-done``."""

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
"""A counter, a setting, a hint or a choice, also a later version's."""


NEW_STATE = State()
PARTS = ("profile", "place", "dialogue", "days", "entries", "other_places", "elsewhere", "written")
"""Fields of a state that have a form of their own, or do not travel."""


class CorruptAttributes(ValueError):
    """Session attributes that this skill did not write; the text holds nothing of theirs."""


@dataclass(frozen=True, slots=True)
class _Attributes:
    """The layout of the attributes; msgspec checks them by it."""

    v: int
    profile: dict[str, Any]
    session: dict[str, Any] | None = None
    """Place and dialogue in one object."""
    today: DayLog | None = None
    pending: tuple[LogEntry, ...] = ()
    """Finished steps that wait to be written."""
    began_at_ms: Count = 0
    unread_since_ms: Count | None = None
    saved_at_ms: Count = 0
    written: dict[str, Any] | None = None
    unsure: Count = 0
    fault_told: bool = False
    plain_counting: bool = False
    refused_apla_at_ms: Count = 0
    voice_only: bool = False
    refused_apl_at_ms: Count = 0


class _SentMessage(NamedTuple):
    """A message as it travels."""

    key: str
    values: "dict[str, str | int | list[_SentMessage]]"
    talk: Talk
    variant: Count


def attributes_of(state: State, now_ms: int) -> dict[str, Any]:
    """Return the session attributes; ``now_ms`` says which day's log is today's."""
    # Other days stay in the store: only a question about them needs them.
    log = state.days.get(local_day(now_ms, state.profile.time_zone))
    sent: dict[str, Any] = {"v": VERSION, "profile": profile_to_json(state.profile)}
    if log is not None:
        sent["today"] = log_to_json(log)
    if (state.place, state.dialogue) != (NOWHERE, SILENCE):
        sent["session"] = place_to_json(state.place) | _dialogue_to_json(state.dialogue)
    if state.entries:
        sent["pending"] = plain(state.entries)
    if state.written is not None:
        sent["written"] = profile_to_json(state.written)
    # Sent only where they differ: most turns need none of them.
    return sent | without_defaults(state, NEW_STATE, leave_out=PARTS)


def state_of(attributes: Mapping[str, Any]) -> State:
    """
    Return the state of session attributes.

    Raises:
        CorruptAttributes: when they are not this skill's, or broken.
    """
    version = attributes.get("v")
    if type(version) is not int or version != VERSION:
        raise CorruptAttributes("they are of another version")
    try:
        size, state = len(json.encode(attributes)), _converted(attributes)
    except (ValidationError, OverflowError, RecursionError, UnicodeError) as error:
        # OverflowError: a number of more than 64 bits; UnicodeError: half a surrogate pair.
        raise CorruptAttributes("they have another form") from error
    if size > MOST_BYTES:
        raise CorruptAttributes("they are too long")
    if attributes["profile"].get("time_zone") != state.profile.time_zone:
        # An unknown one reads as none, so that a stored profile stays readable.
        raise CorruptAttributes("there is no such time zone")
    for part, is_ours in _checked(state):
        if not is_ours:
            raise CorruptAttributes(f"{part} cannot be ours")
    return state


def _converted(attributes: Mapping[str, Any]) -> State:
    sent = convert(attributes, _Attributes)
    session = sent.session or {}
    return State(
        profile_from_json(sent.profile),
        place_from_json(session),
        _dialogue_from_json(session),
        {sent.today.day: sent.today} if sent.today else {},
        sent.pending,
        began_at_ms=sent.began_at_ms,
        unread_since_ms=sent.unread_since_ms,
        saved_at_ms=sent.saved_at_ms,
        written=profile_from_json(sent.written) if sent.written else None,
        unsure=sent.unsure,
        fault_told=sent.fault_told,
        plain_counting=sent.plain_counting,
        refused_apla_at_ms=sent.refused_apla_at_ms,
        voice_only=sent.voice_only,
        refused_apl_at_ms=sent.refused_apl_at_ms,
    )


def _checked(state: State) -> Iterator[tuple[str, bool]]:
    """Yield each part of a state, and whether this skill can have written it."""
    yield "the profile", _is_profile(state.profile)
    yield "the place", _is_place(state.place)
    yield "the offer", all(map(_is_pick, state.dialogue.offer))
    yield "the reminders", _are_reminders(state.dialogue.reminders)
    yield "the question", _is_question(state)
    yield "the words", all(map(_is_said, state.dialogue.last))
    logs = state.days.values()
    yield "the log", all(_is_counted(log.counters) and not log.applied for log in logs)
    yield "an entry", all(map(_is_entry, state.entries))
    yield "the written profile", state.written is None or _is_profile(state.written)
    times = (
        state.began_at_ms,
        state.unread_since_ms or 0,
        state.saved_at_ms,
        state.refused_apla_at_ms,
        state.refused_apl_at_ms,
    )
    yield "a time", all(map(_is_time, times))


def _is_question(state: State) -> bool:
    """Return whether an open question has words, and the step that it is about."""
    dialogue, picks = state.dialogue, state.place.picks
    aside = dialogue.set_aside
    if aside and not _is_planned(aside, picks):
        return False
    if dialogue.question is None:
        return True
    has_step = bool(aside) or state.place.is_unfinished
    return bool(dialogue.last) and (has_step or dialogue.question not in OF_A_STEP)


def _is_said(said: Message) -> bool:
    """Return whether the numbers in words are none that nobody counts to."""
    values = [value for _, value in said.values]
    return all(
        all(map(_is_said, each)) if isinstance(each, tuple) else _is_counted_to(each)
        for each in values
    )


def _is_counted_to(value: str | int) -> bool:
    return isinstance(value, str) or abs(value) <= MOST_TIMES


def _is_profile(profile: Profile) -> bool:
    names = (*profile.told, *profile.unknown_settings)
    choices = profile.unknown_settings.items()
    numbers = (
        profile.version,
        *profile.told.values(),
        profile.history.rounds,
        profile.history.routines,
        *(n.times for n in profile.practice.values()),
    )
    return (
        max(numbers) <= MOST_TIMES
        and all(map(_NAME.fullmatch, names))
        and all(_is_choice(name, value) for name, value in choices)
        and _is_time(profile.time_zone_at_ms)
        and profile.gentle_week < GENTLE_WEEKS
        and _are_reminders(tuple(each.reminder for each in profile.reminders))
        and _is_history(profile.history)
    )


def _are_reminders(reminders: tuple[Reminder, ...]) -> bool:
    return len(reminders) <= MOST_REMINDERS and all(each.is_possible for each in reminders)


def _is_history(history: History) -> bool:
    """Return whether the last day is one of the days, and a week has seven."""
    days = int(history.days or "0", 16)
    is_ended = days % 2 == 1 if history.last_day else not history.days
    weeks = history.week.items()
    return is_ended and all(
        _NAME.fullmatch(name) and 0 < n < 1 << DAYS_OF_UNITS for name, n in weeks
    )


def _is_choice(name: str, value: Any) -> bool:
    """Return whether a version of this skill can have stored a choice that this one knows not."""
    if isinstance(value, str):
        return bool(_NAME.fullmatch(value))
    return type(value) is int or (type(value) is bool and name not in SETTING_NAMES)


def _is_place(place: Place) -> bool:
    times = (place.touched_at_ms, place.answered_at_ms)
    return (
        all(map(_is_pick, place.picks))
        and all(map(_is_step, place.done))
        and (place.at is None or _is_planned(place.at, place.picks))
        and all(map(_is_time, times))
        and (not place.shown or bool(_SEGMENT_ID.fullmatch(place.shown)))
        and (place.playing is None or _is_sent(place.playing, place.picks))
        and all(map(_is_noted, place.noted))
        and (place.shelved is None or _is_place(place.shelved))
    )


def _is_sent(segment: SentSegment, picks: tuple[Pick, ...]) -> bool:
    ends = [0]
    for step in segment.all_steps:
        ends += step.start_ms, step.end_ms
    return (
        bool(_SEGMENT_ID.fullmatch(segment.segment_id))
        and _is_time(segment.started_at_ms)
        and all(_is_step(each.step) for each in segment.all_steps)
        and all(map(_is_step, segment.explained))
        and all(0 <= at_ms <= MOST_SEGMENT_MS for at_ms in segment.explained.values())
        and segment.length_ms <= MOST_SEGMENT_MS
        and (segment.then is None or _is_planned(segment.then.at, picks))
        and ends == sorted(ends)
        and ends[-1] <= MOST_SEGMENT_MS
    )


def _is_entry(entry: LogEntry) -> bool:
    return bool(_SEGMENT_ID.fullmatch(entry.segment_id)) and _is_counted(entry.counters)


def _is_noted(noted: Noted) -> bool:
    return (
        bool(_SEGMENT_ID.fullmatch(noted.id))
        and _is_counted(noted.counters)
        and all(map(_is_step, noted.steps))
        and all(map(_is_pick, noted.picks))
        and _is_time(noted.at_ms)
    )


def _is_counted(counters: Mapping[str, int]) -> bool:
    return all(
        abs(count) <= MOST_STEPS and _is_counter_name(name) for name, count in counters.items()
    )


# The same few names come with every turn.
@lru_cache(MOST_NAMES)
def _is_counter_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and is_counter(name)


def _is_pick(pick: Pick) -> bool:
    return pick.part is None or pick.part in EXERCISES[pick.exercise].parts


def _is_step(step_id: str) -> bool:
    return _unit_of(step_id) is not None


def _is_planned(step_id: str, picks: tuple[Pick, ...]) -> bool:
    """Return whether a step is one of a plan, whatever the settings make of its numbers."""
    unit = _unit_of(step_id)
    return unit is not None and any(unit in _units(pick) for pick in picks)


@lru_cache(MOST_NAMES)
def _unit_of(step_id: str) -> Unit | None:
    try:
        step = parse_step_id(step_id)
    except ValueError:
        return None
    return step.unit if step.number > 0 else None


def _units(pick: Pick) -> tuple[Unit, ...]:
    return (pick.part,) if pick.part else EXERCISES[pick.exercise].parts or (pick.exercise,)


def _is_time(at_ms: int) -> bool:
    return at_ms <= LAST_MS


def _dialogue_to_json(dialogue: Dialogue) -> dict[str, Any]:
    sent = without_defaults(dialogue, SILENCE, leave_out=("offer", "last"))
    if dialogue.offer:
        sent["offer"] = picks_to_json(dialogue.offer)
    if dialogue.last:
        sent["last"] = [plain(_sent(each)) for each in dialogue.last]
    return sent


def _dialogue_from_json(sent: Mapping[str, Any]) -> Dialogue:
    without_last = {name: value for name, value in sent.items() if name != "last"}
    if "offer" in without_last:
        without_last = with_picks(without_last, "offer")
    dialogue = convert(without_last, Dialogue)
    if "last" not in sent:
        return dialogue
    last = convert(sent["last"], tuple[_SentMessage, ...])
    return replace(dialogue, last=tuple(_received(each) for each in last))


def _sent(said: Message) -> _SentMessage:
    values = {
        name: [_sent(each) for each in value] if isinstance(value, tuple) else value
        for name, value in said.values
    }
    return _SentMessage(said.key, values, said.talk, said.variant)


def _received(sent: _SentMessage) -> Message:
    values: list[tuple[str, Value]] = [
        (name, tuple(map(_received, value)) if isinstance(value, list) else value)
        for name, value in sorted(sent.values.items())
    ]
    return Message(sent.key, tuple(values), sent.talk, sent.variant)
