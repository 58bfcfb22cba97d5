"""
One turn: load, respond, log, save.

The store may be out of reach. Then coaching goes on from the session attributes, finished steps
wait there, and the person is told once.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from skill.coaching.coach import Coach
from skill.coaching.commands import Command, Plain
from skill.coaching.dialogue import Dialogue
from skill.coaching.reply import Reply, State, Turn
from skill.coaching.settle import unplayed
from skill.progress.days import LogEntry, counted
from skill.progress.place import Place
from skill.progress.profile import Profile
from skill.progress.store import ProgressStore, StoreUnavailable, VersionConflict
from skill.routine.message import message
from skill.service.deadline import DeadlineStore
from skill.service.load import Loaded, ZoneSource, first_day, is_outdated, load, needs_days
from skill.service.pseudonym import pseudonym
from skill.service.session_attributes import folded
from skill.service.telemetry import StoreTelemetry

log = logging.getLogger(__name__)

EMPTY = Profile()
"""A person who has chosen nothing, done nothing and been told nothing."""

FAULT = message("store-down")
"""What the person hears, once, when nothing can be saved."""


@dataclass(frozen=True, slots=True)
class TurnService:
    """Answers turns, one person at a time each; keeps nothing between them."""

    coach: Coach
    store: ProgressStore
    days_kept: int
    """Older days are not read any more: the table deletes them in its own time."""
    clock: Callable[[], float] = time.monotonic
    """Seconds; measures how long a turn has taken so far."""

    def answer(
        self,
        user_id: str,
        command: Command,
        turn: Turn,
        carried: State | None,
        zone: ZoneSource,
        telemetry: StoreTelemetry,
    ) -> Reply:
        """
        Answer a command, log what was finished, save the profile and the place.

        Args:
            user_id: whose progress it is.
            command: what they want.
            turn: when, from where, and under which id.
            carried: the state that the last turn left in the session; ``None`` in a new session.
            zone: asked once a session at most, and only for an answer older than a day.
            telemetry: counts what is asked of the store.

        Returns:
            The reply; its state is to be carried to the next turn.
        """
        store = DeadlineStore(self.store, self.clock, telemetry)
        loaded = load(store, user_id, command, turn, carried, zone, self.days_kept)
        if needs_days(command) and not loaded.is_reachable:
            command = Plain.UNREAD_PROGRESS
        reply = self.coach.respond(loaded.state, command, turn)
        if loaded.is_outdated:
            # Its device is further by now: it gets an answer, and nothing is written.
            return replace(reply, state=replace(reply.state, entries=loaded.state.entries))
        if reply.forget:
            return _forgotten(store, user_id, loaded.state, reply)
        if not loaded.is_reachable:
            # The time of a turn allows one wait for the store only.
            return self._unsaved(user_id, turn, reply, folded(reply.state.entries))
        playing = loaded.state.place.playing
        settles = playing.segment_id if playing else None
        waiting, is_settled = _log(store, user_id, reply.state, settles)
        if is_settled:
            # Another turn has settled this segment. Was its answer lost? Then this one goes on
            # from there.
            later = self._after_lost_answer(store, user_id, command, turn, loaded.state)
            if later is not None:
                reply = self.coach.respond(later, command, turn)
            waiting, _ = _log(store, user_id, reply.state, None)
        if waiting:
            return self._unsaved(user_id, turn, reply, waiting)
        try:
            profile = _save(store, user_id, turn, loaded, reply.state)
        except StoreUnavailable as fault:
            log.warning("progress of %s not written: %s", pseudonym(user_id), fault)
            return self._unsaved(user_id, turn, reply, ())
        return replace(reply, state=replace(reply.state, profile=profile, entries=()))

    def not_played(
        self, user_id: str, carried: State, turn: Turn, telemetry: StoreTelemetry
    ) -> State:
        """
        Return the state after a device could not play the last answer: no step of it was done.

        The stored place is put right as well, so that no later session takes the segment as played.
        """
        if carried.place.playing is None:
            return carried
        state = replace(carried, place=unplayed(carried.place))
        if not state.is_loaded:
            return state
        store = DeadlineStore(self.store, self.clock, telemetry)
        try:
            return replace(state, profile=_save(store, user_id, turn, Loaded(carried), state))
        except StoreUnavailable as fault:
            log.warning("progress of %s not written: %s", pseudonym(user_id), fault)
            return state

    def forget(self, user_id: str, telemetry: StoreTelemetry) -> None:
        """
        Delete everything that is stored of a person.

        Raises:
            StoreUnavailable: when it is not known to be gone.
        """
        _forget(DeadlineStore(self.store, self.clock, telemetry), user_id)

    def _after_lost_answer(
        self, store: DeadlineStore, user_id: str, command: Command, turn: Turn, known: State
    ) -> State | None:
        """
        Return the state to go on from if the device never received the answer of another turn.

        The stored place is by that turn, and what was settled by it is settled; what its answer
        plays was not heard. ``None`` if this very request came twice, or nothing newer is stored.
        """
        try:
            person = store.load(user_id, since=first_day(command, turn, self.days_kept))
        except StoreUnavailable as fault:
            log.warning("progress of %s not read: %s", pseudonym(user_id), fault)
            return None
        stored = person.places.get(turn.device.id)
        if person.profile is None or stored is None:
            return None
        if not known.place.answered_at_ms < stored.answered_at_ms < turn.now_ms:
            return None
        return replace(
            known,
            profile=person.profile,
            place=unplayed(stored),
            dialogue=Dialogue(),
            days=counted(person.days, known.entries),
        )

    def _unsaved(
        self, user_id: str, turn: Turn, reply: Reply, waiting: tuple[LogEntry, ...]
    ) -> Reply:
        """Return the reply while the store is out of reach: told once, with the steps that wait."""
        if waiting and not reply.listen:
            # Nothing carries them on once a session is over: the operator may write them in.
            log.error("finished steps of %s could not be written: %s", pseudonym(user_id), waiting)
        state = replace(reply.state, entries=waiting, fault_told=True)
        if reply.state.fault_told:
            return replace(reply, state=state)
        if state.place.playing is not None:
            # The segment starts after the words about the fault.
            narration = self.coach.narration_for(turn.device.language)
            words_ms = narration.slot_ms(narration(FAULT))
            started_at_ms = state.place.playing.started_at_ms + words_ms
            playing = replace(state.place.playing, started_at_ms=started_at_ms)
            state = replace(state, place=replace(state.place, playing=playing))
        return replace(reply, say=(FAULT, *reply.say), state=state)


def _log(
    store: DeadlineStore, user_id: str, state: State, settles: str | None
) -> tuple[tuple[LogEntry, ...], bool]:
    """
    Write the state's entries in their order.

    Returns:
        The entries that have to wait for the store, and whether the segment ``settles`` had been
        counted by another turn: then the rest is not written yet.
    """
    waiting = folded(state.entries)
    for written, entry in enumerate(waiting):
        try:
            is_new = store.log(user_id, entry)
        except StoreUnavailable as fault:
            log.warning("steps of %s not written: %s", pseudonym(user_id), fault)
            return waiting[written:], False
        if not is_new:
            log.info("segment %s was counted already", entry.segment_id)
            if entry.segment_id == settles:
                return waiting[written:], True
    return (), False


def _save(store: DeadlineStore, user_id: str, turn: Turn, loaded: Loaded, state: State) -> Profile:
    """
    Save profile and places, unless they are known to be stored like this already.

    Returns:
        The profile with its stored version.

    Raises:
        StoreUnavailable: when it is not known to have been written.
    """
    kept: Mapping[str, Place | None] = {turn.device.id: state.place, **state.other_places}
    places = {
        device: place if place and place.is_worth_keeping else None
        for device, place in kept.items()
    }
    if state.profile == EMPTY and not any(places.values()):
        # A new person, or one whose deletion this session was for.
        return state.profile
    if loaded.stored is not None:
        stored = loaded.stored.places
        places = {device: each for device, each in places.items() if each != stored.get(device)}
        if not places and state.profile == loaded.stored.profile:
            return state.profile
    try:
        return _save_over(store, user_id, turn, state.profile, places)
    except VersionConflict:
        log.warning("several devices save %s; saved next turn", pseudonym(user_id))
        return state.profile


def _save_over(
    store: DeadlineStore,
    user_id: str,
    turn: Turn,
    profile: Profile,
    places: Mapping[str, Place | None],
) -> Profile:
    """Save; where another device was faster, once more over what it saved."""
    try:
        return store.save(user_id, profile, places)
    except VersionConflict:
        # The later one wins; finished steps are in the day's log.
        stored = store.load(user_id, since=date.max)
    if stored.profile is None:
        # Deleted from another device meanwhile: that holds.
        return profile
    newer = replace(profile, version=stored.profile.version)
    if is_outdated(stored, turn):
        return newer
    return store.save(user_id, newer, places)


def _forgotten(store: DeadlineStore, user_id: str, before: State, reply: Reply) -> Reply:
    """Delete everything; where that fails, say so and leave the state as it was."""
    try:
        _forget(store, user_id)
    except StoreUnavailable as fault:
        log.error("progress of %s not deleted: %s", pseudonym(user_id), fault)  # noqa: TRY400 - no traceback
        return replace(reply, say=(message("forget-failed"),), forget=False, state=before)
    return reply


def _forget(store: DeadlineStore, user_id: str) -> None:
    items = store.forget(user_id)
    log.info("all %d items of %s are deleted", items, pseudonym(user_id))
