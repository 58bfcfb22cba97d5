"""The session as one JSON object, and back. Anything that is not a session is refused."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from skill.coaching.session import Played, Playing, Question, Session, Status
from skill.progress.profile_json import entry_from_json, entry_to_json
from skill.routine.exercises import ExerciseId, Part
from skill.routine.message import Message, Value
from skill.routine.plan import Pick
from skill.routine.segments import After
from skill.routine.settings import Talk

Json = Mapping[str, Any]


MOST_PICKS = 128
"""So many are kept: everybody has the same few. Ours."""


class CorruptSession(ValueError):
    """What should be a session is not one."""


_EMPTY = Session((), None, Status.IDLE, 0)
_DEFAULTS = {each.name: getattr(_EMPTY, each.name) for each in fields(Session)}
_ALWAYS = ("at", "status", "touched_at_ms")
"""Fields that are written even with their default."""


def session_to_json(session: Session) -> dict[str, Any]:
    """Return a JSON object that ``session_from_json`` turns back into an equal session."""
    plain: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        value = getattr(session, name)
        if value != default or name in _ALWAYS:
            plain[name] = value
    plain["picks"] = [_pick_to_json(pick) for pick in session.picks]
    if session.offer:
        plain["offer"] = [_pick_to_json(pick) for pick in session.offer]
    if session.last:
        plain["last"] = [_message_to_json(each) for each in session.last]
    if session.done:
        plain["done"] = sorted(session.done)
    if session.playing:
        plain["playing"] = _playing_to_json(session.playing)
    if session.last_entry:
        plain["last_entry"] = entry_to_json(session.last_entry)
    if session.stopped_for_pain:
        plain["stopped_for_pain"] = list(session.stopped_for_pain)
    if session.shelved:
        plain["shelved"] = session_to_json(session.shelved)
    return plain


def session_from_json(plain: Json) -> Session:
    """
    Return the session of a JSON object.

    Raises:
        CorruptSession: when anything is missing, unknown or of a wrong type.
    """
    try:
        return _session(plain)
    except CorruptSession:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"not a session: {type(error).__name__}: {error}"
        raise CorruptSession(msg) from error


def _session(plain: Json) -> Session:
    shelved, playing = plain.get("shelved"), plain.get("playing")
    question = plain.get("question")
    return Session(
        picks=tuple(_pick(each) for each in plain["picks"]),
        at=None if plain["at"] is None else _text(plain["at"]),
        status=Status(plain["status"]),
        touched_at_ms=_number(plain["touched_at_ms"]),
        answered_at_ms=_number(plain.get("answered_at_ms", 0)),
        after=After(plain.get("after", _EMPTY.after)),
        done=frozenset(_text(each) for each in plain.get("done", ())),
        playing=_playing(playing) if playing else None,
        question=Question(question) if question else None,
        offer=tuple(_pick(each) for each in plain.get("offer", ())),
        last_entry=entry_from_json(plain["last_entry"]) if plain.get("last_entry") else None,
        stopped_for_pain=tuple(ExerciseId(each) for each in plain.get("stopped_for_pain", ())),
        misses=_number(plain.get("misses", 0)),
        reassured_at_ms=_number(plain.get("reassured_at_ms", 0)),
        last=tuple(_message(each) for each in plain.get("last", ())),
        opened_with=_text(plain.get("opened_with", "")),
        repeats=_number(plain.get("repeats", 0)),
        shelved=_session(shelved) if shelved else None,
    )


def _pick_to_json(pick: Pick) -> list[str | int | None]:
    values: list[str | int | None] = [pick.exercise, pick.part, pick.sets, pick.hold_seconds]
    while values[-1] is None:
        values.pop()
    return values


def _pick(plain: Any) -> Pick:
    return _pick_of(*(*_list(plain), None, None, None)[:4])


@lru_cache(MOST_PICKS, typed=True)
def _pick_of(exercise: Any, part: Any, sets: Any, hold_seconds: Any) -> Pick:
    return Pick(
        ExerciseId(exercise),
        Part(part) if part else None,
        None if sets is None else _number(sets),
        None if hold_seconds is None else _number(hold_seconds),
    )


def _message(plain: Any) -> Message:
    key, values, talk, variant = _list(plain)
    known = sorted((_text(name), _value(value)) for name, value in values.items())
    return Message(_text(key), tuple(known), Talk(talk), _number(variant))


def _value(plain: Any) -> Value:
    if isinstance(plain, list):
        return tuple(_message(each) for each in plain)
    if not isinstance(plain, str | int):
        raise CorruptSession(f"not a value of a message: {plain!r}")
    return plain


def _message_to_json(said: Message) -> list[Any]:
    values = {
        name: [_message_to_json(each) for each in value] if isinstance(value, tuple) else value
        for name, value in said.values
    }
    return [said.key, values, said.talk, said.variant]


def _playing_to_json(playing: Playing) -> dict[str, Any]:
    return {
        "segment_id": playing.segment_id,
        "started_at_ms": playing.started_at_ms,
        "opening": playing.opening,
        "steps": [[each.step, each.start_ms, each.end_ms] for each in playing.steps],
    }


def _playing(plain: Json) -> Playing:
    return Playing(
        segment_id=_text(plain["segment_id"]),
        started_at_ms=_number(plain["started_at_ms"]),
        opening=Status(plain["opening"]),
        steps=tuple(_played(each) for each in _list(plain["steps"])),
    )


def _played(plain: Any) -> Played:
    step, start_ms, end_ms = _list(plain)
    return Played(_text(step), _number(start_ms), _number(end_ms))


def _list(plain: Any) -> list[Any]:
    if not isinstance(plain, list):
        raise CorruptSession(f"not a list: {plain!r}")
    return plain


def _text(plain: Any) -> str:
    if not isinstance(plain, str):
        raise CorruptSession(f"not text: {plain!r}")
    return plain


def _number(plain: Any) -> int:
    if isinstance(plain, bool) or not isinstance(plain, int) or plain < 0:
        raise CorruptSession(f"not a whole number from 0: {plain!r}")
    return plain
