"""
One turn: load, let the coach respond, log what was finished, save.

The store may be down. Then coaching goes on from the session attributes, finished steps wait
there, and the person is told once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from skill.alexa.memory import Memory
from skill.coaching.coach import Coach
from skill.coaching.commands import Command, Progress, Record, UnreadProgress
from skill.coaching.reply import Reply, State, Turn
from skill.coaching.reports import days_needed
from skill.coaching.session import Session
from skill.coaching.session_json import CorruptSession, session_from_json, session_to_json
from skill.coaching.settle import unplayed
from skill.progress.days import DayLog, LogEntry, local_day
from skill.progress.profile import Profile
from skill.progress.store import Person, ProgressStore, StoreUnavailable, VersionConflict
from skill.routine.cues import spoken_slot_ms
from skill.routine.message import message

log = logging.getLogger(__name__)

DAYS_READ = 8
"""A week on the person's calendar, and one day for where it differs from the server's."""

AskTimeZone = Callable[[], str | None]
"""Asks the device's settings for an IANA zone name; ``None`` when they do not say."""


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

    def take(
        self,
        user_id: str,
        command: Command,
        turn: Turn,
        memory: Memory | None,
        ask_time_zone: AskTimeZone,
    ) -> Taken:
        """
        Answer a command and keep what came of it.

        Args:
            user_id: whose progress it is.
            command: what they want.
            turn: when, and under which id.
            memory: what the last turn left in the session; ``None`` in a new session.
            ask_time_zone: called when no time zone is known yet, once a session at most.
        """
        found = self._found(user_id, command, turn, memory, ask_time_zone)
        if isinstance(command, Progress | Record) and not found.reachable:
            command = UnreadProgress()
        reply = self.coach.respond(found.memory.state, command, turn)
        if reply.forget:
            return self._forgotten(user_id, found, reply)
        return self._kept(user_id, found, reply)

    def _forgotten(self, user_id: str, found: "_Found", reply: Reply) -> Taken:
        """Delete everything; where that fails, say so and keep the question's answer undone."""
        try:
            self.store.forget(user_id)
        except StoreUnavailable as fault:
            log.warning("progress not deleted: %s", fault)
            failed = replace(reply, say=(message("forget-failed"),), forget=False)
            return Taken(replace(failed, state=found.memory.state), found.memory)
        return Taken(reply, Memory(reply.state))

    def not_played(self, user_id: str, memory: Memory) -> Memory:
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
                state = self._saved(user_id, None, state)
            except StoreUnavailable as fault:
                log.warning("progress not written: %s", fault)
        return replace(memory, state=state)

    def _found(
        self,
        user_id: str,
        command: Command,
        turn: Turn,
        memory: Memory | None,
        ask_time_zone: AskTimeZone,
    ) -> "_Found":
        """Return what is known; reads where nothing is, or where more days are asked for."""
        reads_more = isinstance(command, Progress | Record)
        if memory is not None and memory.loaded and not reads_more:
            return _Found(memory)
        since = _utc_day(turn) - timedelta(days=DAYS_READ)
        if isinstance(command, Progress | Record):
            since = min(since, days_needed(command, _utc_day(turn)))
        try:
            person = self.store.load(user_id, since=since)
        except StoreUnavailable as fault:
            log.warning("progress not read: %s", fault)
            # Whoever it is has most likely been here before: no welcome, and nothing saved.
            known = replace(Profile(), told={"disclaimer": 1})
            return _Found(memory or Memory(State(known), loaded=False), reachable=False)
        stored = person.profile or Profile()
        if memory is None:
            return _Found(_with_time_zone(_first(person), ask_time_zone), stored)
        profile = memory.state.profile if memory.loaded else stored
        days = dict(person.days)
        for entry in memory.pending:
            days[entry.day] = days.get(entry.day, DayLog(entry.day)).with_entry(entry)
        state = State(profile, memory.state.session, days)
        return _Found(replace(memory, state=state, loaded=True))

    def _kept(self, user_id: str, found: "_Found", reply: Reply) -> Taken:
        before, state = found.memory, reply.state
        waiting = (*before.pending, *reply.entries)
        if not found.reachable:
            # One wait for the store is all that the time of a turn allows.
            return self._unkept(before, reply, waiting)
        try:
            waiting = self._logged(user_id, waiting)
            state = self._saved(user_id, found.stored, state)
        except StoreUnavailable as fault:
            log.warning("progress not written: %s", fault)
            return self._unkept(before, reply, waiting)
        return Taken(reply, replace(before, state=state, pending=waiting))

    def _unkept(self, before: Memory, reply: Reply, waiting: tuple[LogEntry, ...]) -> Taken:
        memory = replace(before, state=reply.state, pending=waiting, fault_told=True)
        if before.fault_told:
            return Taken(reply, memory)
        return Taken(reply, replace(memory, state=self._later(reply)), fault=True)

    def _later(self, reply: Reply) -> State:
        """Return the state with its segment starting after the words about the fault."""
        session = reply.state.session
        if session is None or session.playing is None:
            return reply.state
        words_ms = spoken_slot_ms(self.coach.wording(FAULT))
        playing = replace(session.playing, started_at_ms=session.playing.started_at_ms + words_ms)
        return replace(reply.state, session=replace(session, playing=playing))

    def _logged(self, user_id: str, waiting: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
        for entry in waiting:
            if not self.store.log(user_id, entry):
                log.info("segment %s was counted already", entry.segment_id)
        return ()

    def _saved(self, user_id: str, stored: Profile | None, state: State) -> State:
        """Save the profile, unless it is known to be stored like this already."""
        profile = replace(state.profile, unfinished=_unfinished(state.session))
        if profile == stored:
            return state
        try:
            return replace(state, profile=self._save_as_the_later(user_id, profile))
        except VersionConflict:
            log.warning("the profile is being saved by several devices; it is saved next turn")
            return state

    def _save_as_the_later(self, user_id: str, profile: Profile) -> Profile:
        try:
            return self.store.save(user_id, profile)
        except VersionConflict:
            # Another device was faster. The later one wins; finished steps are in the day's log.
            stored = self.store.load(user_id, since=date.max).profile
            newer = replace(profile, version=stored.version if stored else 0)
            return self.store.save(user_id, newer)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a turn begins with."""

    memory: Memory
    stored: Profile | None = None
    """The profile as the store has it; ``None`` when this turn has not read it as a whole."""
    reachable: bool = True
    """Whether the store answered, if it was asked."""


FAULT = message("store-down")
"""What the person hears, once, when nothing can be saved."""


def _first(person: Person) -> Memory:
    profile = person.profile or Profile()
    session = None
    if profile.unfinished is not None:
        try:
            session = session_from_json(profile.unfinished)
        except CorruptSession as corrupt:
            log.warning("the kept place cannot be read: %s", corrupt)
    return Memory(State(profile, session, person.days))


def _with_time_zone(memory: Memory, ask_time_zone: AskTimeZone) -> Memory:
    if memory.state.profile.time_zone is not None:
        return memory
    time_zone = ask_time_zone()
    profile = replace(memory.state.profile, time_zone=time_zone)
    return replace(memory, state=replace(memory.state, profile=profile))


def _unfinished(session: Session | None) -> dict[str, object] | None:
    if session is None:
        return None
    has_place = session.is_unfinished or session.playing or session.shelved
    worth_keeping = has_place or session.last_entry
    return session_to_json(session) if worth_keeping else None


def _utc_day(turn: Turn) -> date:
    return datetime.fromtimestamp(turn.now_ms / 1000, UTC).date()


def today_of(memory: Memory, turn: Turn) -> date:
    """Return the person's own date at a turn."""
    return local_day(turn.now_ms, memory.state.profile.time_zone)
