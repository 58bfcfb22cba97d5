"""
Coming back: what a new session goes on from.

Each of a person's devices keeps the session that was open on it, so that two speakers of one home
cannot take each other's count. Whoever comes back finds the place that was touched last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from skill.coaching.reply import State, Turn
from skill.coaching.session import Playing, Session
from skill.coaching.settle import settle
from skill.progress.days import LogEntry

OVER_AFTER_MS = 2 * 60 * 1000
"""So long after its planned end a segment on another device is over: it may be running late, and
that device's clock may differ from this one's. Ours."""

KEPT_MS = 7 * 24 * 60 * 60 * 1000
"""So long another device's session is kept. Ours."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What is known once everything that is over has been settled."""

    state: State
    """With the session to go on from, if there is one."""
    entries: tuple[LogEntry, ...] = ()
    """What to add to which day, once."""
    sessions: Mapping[str, Session | None] = field(default_factory=lambda: MappingProxyType({}))
    """Other devices' sessions that changed; ``None`` where there is nothing to go back to."""


def come_back(state: State, sessions: Mapping[str, Session], turn: Turn) -> Returned:
    """
    Settle what the person's devices were left playing, and choose the place to go on from.

    What another device may still be playing is left alone: it settles that itself, or a later visit
    does.

    Args:
        state: profile and days, as they were read.
        sessions: by device, what was kept; read by the time zone of then, which is the profile's.
        turn: the one that opens the session.
    """
    profile, days = state.profile, state.days
    entries: tuple[LogEntry, ...] = ()
    places: dict[str, Session] = {}
    for device, kept in sessions.items():
        session = _before(kept, turn) if device == turn.device else kept
        if session is None or (device != turn.device and _may_play(session.playing, turn.now_ms)):
            continue
        settled = settle(profile, session, days, turn.now_ms)
        profile, days, entries = settled.profile, settled.days, entries + settled.entries
        places[device] = settled.session
    own = places.pop(turn.device, None)
    changed: dict[str, Session | None] = {
        device: None if _is_old(place, turn) else place
        for device, place in places.items()
        if place != sessions[device] or _is_old(place, turn)
    }
    latest = max(places, key=lambda device: places[device].touched_at_ms, default=None)
    if latest is not None and _leads(places[latest], own):
        changed[latest] = None
        own = _with_shelved(places[latest], own)
    return Returned(State(profile, own, days), entries, changed)


def catch_up(meanwhile: State, stored: Returned) -> Returned:
    """
    Return what a session that began without its notes goes on with, once these can be read.

    Args:
        meanwhile: what happened so far, by a profile that began empty.
        stored: what the session would have gone on from.
    """
    profile = stored.state.profile.caught_up(meanwhile.profile)
    session = meanwhile.session and _with_shelved(meanwhile.session, stored.state.session)
    return replace(stored, state=State(profile, session, stored.state.days))


def resting(session: Session) -> Session:
    """
    Return what is kept of a session for a later visit: the place, and nothing of what was talked.

    A later visit has no use for it, and it would tell what somebody said of their pain.
    """
    return replace(
        session,
        question=None,
        offer=(),
        stopped_for_pain=(),
        misses=0,
        last=(),
        opened_with="",
        repeats=0,
        shelved=session.shelved and resting(session.shelved),
    )


def _before(session: Session, turn: Turn) -> Session | None:
    """Return the session as it was before this very request, should it have been answered once."""
    playing = session.playing
    repeated = playing is not None and playing.segment_id == turn.segment_id
    return session.shelved if repeated else session


def _may_play(playing: Playing | None, now_ms: int) -> bool:
    """Return whether another device may still be playing this."""
    if playing is None or not playing.steps:
        return False
    return now_ms < playing.started_at_ms + playing.steps[-1].end_ms + OVER_AFTER_MS


def _is_old(session: Session, turn: Turn) -> bool:
    return turn.now_ms - session.touched_at_ms > KEPT_MS


def _leads(other: Session, own: Session | None) -> bool:
    """Return whether another device's place is the one that the person means."""
    if not other.is_unfinished:
        return False
    return own is None or not own.is_unfinished or own.touched_at_ms < other.touched_at_ms


def _with_shelved(session: Session, place: Session | None) -> Session:
    """Return a session that remembers another place, unless it remembers one already."""
    if place is None or not place.is_unfinished or session.shelved is not None:
        return session
    return replace(session, shelved=replace(place, shelved=None, last=()))
