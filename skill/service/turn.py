"""
One turn: load, let the coach respond, log what was finished, save.

The store may be down. Then coaching goes on from the session attributes, finished steps wait
there, and the person is told once.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from skill.coaching.coach import Coach
from skill.coaching.commands import Command, Progress, Record, UnreadProgress
from skill.coaching.reply import Reply, State, Turn
from skill.coaching.reports import days_needed
from skill.coaching.resume import resting
from skill.coaching.session import Session
from skill.coaching.session_json import session_to_json
from skill.coaching.settle import unplayed
from skill.progress.days import WEEK, LogEntry, counted, local_day, local_hour
from skill.progress.profile import Profile
from skill.progress.store import Json, ProgressStore, StoreUnavailable, VersionConflict
from skill.routine.message import message
from skill.service.deadline import DeadlineStore
from skill.service.load import Found, ZoneSource, is_outdated, opened, readable_sessions, unread
from skill.service.pseudonym import pseudonym
from skill.service.session_attributes import Memory, folded
from skill.service.telemetry import StoreTelemetry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a turn came to."""

    reply: Reply
    memory: Memory
    """To carry to the next turn."""
    fault: bool = False
    """Whether the person is to be told, now, that nothing can be saved at present."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Takes turns with one person at a time; keeps nothing between them."""

    coach: Coach
    store: ProgressStore
    days_kept: int
    """Older days are not read any more: the table deletes them in its own time."""
    clock: Callable[[], float] = time.monotonic
    """Seconds; for how long a turn has taken so far."""

    def take(
        self,
        user_id: str,
        command: Command,
        turn: Turn,
        memory: Memory | None,
        zone: ZoneSource,
        telemetry: StoreTelemetry | None = None,
    ) -> Taken:
        """
        Answer a command and keep what came of it.

        Args:
            user_id: whose progress it is.
            command: what they want.
            turn: when, from where, and under which id.
            memory: what the last turn left in the session; ``None`` in a new session.
            zone: asked once a session at most, and only for an answer older than a day.
            telemetry: takes down what was asked of the store.
        """
        return self._hurried(telemetry)._take(user_id, command, turn, memory, zone)  # noqa: SLF001 - its own

    def not_played(
        self, user_id: str, memory: Memory, turn: Turn, telemetry: StoreTelemetry | None = None
    ) -> Memory:
        """
        Return what is known after a device could not play the last answer: nothing of it was done.

        The kept place is put right as well, so that no later visit takes the segment as played.
        """
        session = memory.state.session
        if session is None or session.playing is None:
            return memory
        state = replace(memory.state, session=unplayed(session))
        if memory.loaded:
            try:
                state = self._hurried(telemetry)._saved(user_id, turn, Found(memory), state)  # noqa: SLF001 - its own
            except StoreUnavailable as fault:
                log.warning("progress of %s not written: %s", pseudonym(user_id), fault)
        return replace(memory, state=state)

    def forget(self, user_id: str, telemetry: StoreTelemetry | None = None) -> None:
        """
        Delete everything that is kept of a person.

        Raises:
            StoreUnavailable: when it is not known to be gone.
        """
        self._hurried(telemetry)._forget(user_id)  # noqa: SLF001 - its own

    def _hurried(self, telemetry: StoreTelemetry | None) -> "Turns":
        """Return the same for one turn, with its patience."""
        store = DeadlineStore(self.store, self.clock, telemetry or StoreTelemetry())
        return Turns(self.coach, store, self.days_kept, self.clock)

    def _forget(self, user_id: str) -> None:
        items = self.store.forget(user_id)
        log.info("all %d items of %s are deleted", items, pseudonym(user_id))

    def _take(
        self,
        user_id: str,
        command: Command,
        turn: Turn,
        memory: Memory | None,
        zone: ZoneSource,
    ) -> Taken:
        found = self._found(user_id, command, turn, memory, zone)
        if isinstance(command, Progress | Record) and not found.reachable:
            command = UnreadProgress()
        reply = self.coach.respond(found.memory.state, command, turn)
        if found.is_outdated:
            return Taken(reply, replace(found.memory, state=reply.state))
        if reply.forget:
            return self._forgotten(user_id, found, reply)
        try:
            return self._kept(user_id, turn, found, reply, found.memory.playing_id)
        except _CountedBefore:
            later = self._after_lost_answer(user_id, turn, found.memory)
        if later is not None:
            return self._take(user_id, command, turn, later, zone)
        return self._kept(user_id, turn, found, reply, settles=None)

    def _after_lost_answer(self, user_id: str, turn: Turn, memory: Memory) -> Memory | None:
        """
        Return what is known if a turn was taken that the device has never heard the answer of.

        The stored place is by that turn, and what was settled by it is settled; what its answer
        plays was not heard. ``None`` if this very request came twice, or nothing newer is stored.
        """
        try:
            person = self.store.load(user_id, since=today_of(memory, turn))
        except StoreUnavailable as fault:
            log.warning("progress of %s not read: %s", pseudonym(user_id), fault)
            return None
        stored = readable_sessions(person.sessions).get(turn.device)
        known = memory.state.session
        if person.profile is None or stored is None or known is None:
            return None
        if not known.answered_at_ms < stored.answered_at_ms < turn.now_ms:
            return None
        days = counted(person.days, memory.pending)
        return replace(memory, state=State(person.profile, unplayed(stored), days))

    def _forgotten(self, user_id: str, found: Found, reply: Reply) -> Taken:
        """Delete everything; where that fails, say so and keep the question's answer undone."""
        try:
            self._forget(user_id)
        except StoreUnavailable as fault:
            log.error("progress of %s not deleted: %s", pseudonym(user_id), fault)  # noqa: TRY400 - no traceback
            failed = replace(reply, say=(message("forget-failed"),), forget=False)
            return Taken(replace(failed, state=found.memory.state), found.memory)
        return Taken(reply, Memory(reply.state))

    def _found(
        self,
        user_id: str,
        command: Command,
        turn: Turn,
        memory: Memory | None,
        zone: ZoneSource,
    ) -> Found:
        """Return what is known; reads where nothing is, or where more days are asked for."""
        if memory is not None and memory.loaded and not _reads_more(command, memory, turn):
            return Found(memory)
        try:
            person = self.store.load(user_id, since=self._since(command, turn))
        except StoreUnavailable as fault:
            log.warning("progress of %s not read: %s", pseudonym(user_id), fault)
            return Found(memory or unread(turn, zone), reachable=False)
        if memory is not None and memory.loaded:
            days = counted(person.days, memory.pending)
            return Found(replace(memory, state=replace(memory.state, days=days)))
        return opened(person, turn, memory, zone)

    def _since(self, command: Command, turn: Turn) -> date:
        """Return the first day to read."""
        # Before the first read nobody's date is known: it may be the day before UTC's.
        today = _utc_day(turn) - timedelta(days=1)
        first = today - WEEK
        if isinstance(command, Progress | Record):
            first = min(first, days_needed(command, today, 0))
        return max(first, today - timedelta(days=self.days_kept))

    def _kept(
        self, user_id: str, turn: Turn, found: Found, reply: Reply, settles: str | None
    ) -> Taken:
        """
        Write what came of a turn; return its answer.

        Raises:
            _CountedBefore: when the segment ``settles`` has been counted by another turn.
        """
        before, state = found.memory, reply.state
        waiting = folded((*before.pending, *found.entries, *reply.entries))
        if not found.reachable:
            # One wait for the store is all that the time of a turn allows.
            return self._unkept(user_id, before, reply, waiting)
        waiting = self._logged(user_id, waiting, settles)
        if waiting:
            return self._unkept(user_id, before, reply, waiting)
        try:
            state = self._saved(user_id, turn, found, state)
        except StoreUnavailable as fault:
            log.warning("progress of %s not written: %s", pseudonym(user_id), fault)
            return self._unkept(user_id, before, reply, waiting)
        return Taken(reply, replace(before, state=state, pending=()))

    def _unkept(
        self, user_id: str, before: Memory, reply: Reply, waiting: tuple[LogEntry, ...]
    ) -> Taken:
        if waiting and not reply.listen:
            # Nothing carries them on once a session is over: the operator may write them in.
            log.error("finished steps of %s could not be written: %s", pseudonym(user_id), waiting)
        memory = replace(before, state=reply.state, pending=waiting, fault_told=True)
        if before.fault_told:
            return Taken(reply, memory)
        return Taken(reply, replace(memory, state=self._later(reply)), fault=True)

    def _later(self, reply: Reply) -> State:
        """Return the state with its segment starting after the words about the fault."""
        session = reply.state.session
        if session is None or session.playing is None:
            return reply.state
        words_ms = self.coach.narration.slot_ms(self.coach.narration(FAULT))
        playing = replace(session.playing, started_at_ms=session.playing.started_at_ms + words_ms)
        return replace(reply.state, session=replace(session, playing=playing))

    def _logged(
        self, user_id: str, waiting: tuple[LogEntry, ...], settles: str | None
    ) -> tuple[LogEntry, ...]:
        """Write entries in their order; return those that have to wait on."""
        for written, entry in enumerate(waiting):
            try:
                is_new = self.store.log(user_id, entry)
            except StoreUnavailable as fault:
                log.warning("steps of %s not written: %s", pseudonym(user_id), fault)
                return waiting[written:]
            if not is_new:
                log.info("segment %s was counted already", entry.segment_id)
                if entry.segment_id == settles:
                    raise _CountedBefore
        return ()

    def _saved(self, user_id: str, turn: Turn, found: Found, state: State) -> State:
        """Save profile and place, unless they are known to be stored like this already."""
        kept = {turn.device: state.session, **found.sessions}
        sessions = {device: _place(session) for device, session in kept.items()}
        if state.profile == NOBODY and not any(sessions.values()):
            # Somebody new, or somebody whose deletion this session was for.
            return state
        if found.stored is not None:
            stored = found.stored.sessions
            sessions = {d: place for d, place in sessions.items() if place != stored.get(d)}
            if not sessions and state.profile == found.stored.profile:
                return state
        try:
            profile = self._save_as_the_later(user_id, turn, state.profile, sessions)
        except VersionConflict:
            log.warning("several devices save %s; saved next turn", pseudonym(user_id))
            return state
        return replace(state, profile=profile)

    def _save_as_the_later(
        self, user_id: str, turn: Turn, profile: Profile, sessions: Mapping[str, Json | None]
    ) -> Profile:
        try:
            return self.store.save(user_id, profile, sessions)
        except VersionConflict:
            # Another device was faster. The later one wins; finished steps are in the day's log.
            stored = self.store.load(user_id, since=date.max)
        if stored.profile is None:
            # Deleted from another device meanwhile: that holds.
            return profile
        newer = replace(profile, version=stored.profile.version)
        if is_outdated(stored, turn):
            return newer
        return self.store.save(user_id, newer, sessions)


class _CountedBefore(Exception):
    """The segment that this turn settles has been counted by another turn."""


NOBODY = Profile()
"""Who has chosen nothing, done nothing and been told nothing."""

FAULT = message("store-down")
"""What the person hears, once, when nothing can be saved."""


def _reads_more(command: Command, memory: Memory, turn: Turn) -> bool:
    """Return whether an answer needs days that do not travel with the session."""
    if not isinstance(command, Progress | Record):
        return False
    today, hour = today_of(memory, turn), local_hour(turn.now_ms, memory.state.profile.time_zone)
    return days_needed(command, today, hour) < today


def _place(session: Session | None) -> Json | None:
    """Return what is kept of a session; ``None`` when there is nothing to go back to."""
    if session is None:
        return None
    has_place = session.is_unfinished or session.playing or session.shelved
    return session_to_json(resting(session)) if has_place or session.last_entry else None


def _utc_day(turn: Turn) -> date:
    return datetime.fromtimestamp(turn.now_ms / 1000, UTC).date()


def today_of(memory: Memory, turn: Turn) -> date:
    """Return the person's own date at a turn."""
    return local_day(turn.now_ms, memory.state.profile.time_zone)
