"""
Convert the state to session attributes, the JSON that Alexa returns with each request, and back.

With it a turn needs no read: profile, place, dialogue and today's log travel along, and so do
finished steps that the store has not taken yet. Two versions of the skill may answer one
conversation in turns while a deployment is under way, so what is unknown is passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from msgspec import ValidationError, convert

from skill.coaching.dialogue import Dialogue
from skill.coaching.reply import State
from skill.progress.codec import (
    NOWHERE,
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
from skill.progress.days import Count, DayLog, LogEntry, local_day
from skill.routine.message import Message, Value
from skill.routine.settings import Talk

VERSION = 2
"""Version of the attributes' layout."""

SILENCE = Dialogue()
"""A dialogue in which nothing was said."""


NEW_STATE = State()
PARTS = ("profile", "place", "dialogue", "days", "entries", "other_places", "written")
"""Fields of a state that have a form of their own, or do not travel."""


class CorruptAttributes(ValueError):
    """Session attributes that this skill did not write."""


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
        CorruptAttributes: when they are not this skill's, or broken; the text names the field.
    """
    if attributes.get("v") != VERSION:
        raise CorruptAttributes(f"session attributes of version {attributes.get('v')!r}")
    try:
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
        )
    except ValidationError as error:
        raise CorruptAttributes(str(error)) from error


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
