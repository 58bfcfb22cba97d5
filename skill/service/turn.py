"""
One turn: load, respond, log, save.

The store may be out of reach. Then coaching goes on from the session attributes, finished steps
are carried there until they can be written, and the person hears about it once.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from skill.coaching.coach import Coach
from skill.coaching.commands import Command, Plain
from skill.coaching.dialogue import Dialogue
from skill.coaching.reply import Reply, State, Turn
from skill.coaching.settle import unplayed
from skill.progress.codec import EMPTY
from skill.progress.days import LogEntry, counted
from skill.progress.place import Place
from skill.progress.profile import Profile
from skill.progress.store import ProgressStore, StoreUnavailable, VersionConflict
from skill.routine.message import message
from skill.service.deadline import DeadlineStore
from skill.service.load import Loaded, ZoneSource, first_day, is_outdated, load, needs_days
from skill.service.telemetry import StoreTelemetry, pseudonym

log = logging.getLogger(__name__)

MOST_WAITING = 8
"""Most entries that wait for the store one by one; beyond it they are merged by day. Our choice:
half a KB of the 4 KB that the session attributes may take."""

FAULT = message("store-down")
"""What the person hears, once, when nothing can be saved."""


@dataclass(frozen=True, slots=True)
class TurnService:
    """Answers turns. Stateless between them, so any process can answer any turn."""

    coach: Coach
    store: ProgressStore
    days_kept: int
    """Days older than this are not read: DynamoDB deletes expired items up to days late."""
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
            telemetry: counts the calls to the store.

        Returns:
            The reply; its state is to be carried to the next turn.
        """
        store = DeadlineStore(self.store, self.clock, telemetry)
        loaded = load(store, user_id, command, turn, carried, zone, self.days_kept)
        # Without the days an answer would claim that nothing was done: say that they cannot be
        # read.
        if needs_days(command) and not loaded.is_reachable:
            command = Plain.UNREAD_PROGRESS
        reply = self.coach.respond(loaded.state, command, turn)
        if loaded.is_outdated:
            # A late repeat of an old request must not overwrite the newer place of its device: it
            # gets an answer, and nothing is written.
            return replace(reply, state=replace(reply.state, entries=loaded.state.entries))
        if reply.forget:
            return _forgotten(store, user_id, loaded.state, reply)
        if not loaded.is_reachable:
            # The read has used up the time of this turn: a write could make Alexa give up on us.
            return self._unsaved(user_id, turn, reply, folded(reply.state.entries))
        playing = loaded.state.place.playing
        settles = playing.segment_id if playing else None
        waiting, is_settled = _log(store, user_id, reply.state, settles)
        if is_settled:
            # Another turn has counted this segment already. If the device never received that
            # turn's answer, its session attributes are old: answer again from the stored place.
            later = self._after_lost_answer(store, user_id, command, turn, loaded.state)
            if later is not None:
                reply = self.coach.respond(later, command, turn)
            waiting, _ = _log(store, user_id, reply.state, None)
        # Steps come first: a profile saved without them would mark a segment as settled whose steps
        # are not in the log.
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
        if state.unread_since_ms is not None:
            # The stored profile was never read, so saving this one would overwrite it blindly.
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

        That turn saved the stored place: what it settled stays settled, but the segment in its
        answer was never heard. ``None`` if this request came twice, or nothing newer is stored.
        """
        try:
            person = store.load(user_id, since=first_day(command, turn, self.days_kept))
        except StoreUnavailable as fault:
            log.warning("progress of %s not read: %s", pseudonym(user_id), fault)
            return None
        stored = person.places.get(turn.device.id)
        if person.profile is None or stored is None:
            return None
        # Newer than our session and older than this request: only then was an answer lost in
        # between. Equal to this request means that Alexa sent it twice, and the first answer may
        # have arrived.
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
        """Return the reply with the unsaved steps; mention the fault once a session."""
        if waiting and not reply.listen:
            # The session ends, and its attributes with them: the log line is the only copy left,
            # from which the operator can add the steps by hand.
            log.error("finished steps of %s could not be written: %s", pseudonym(user_id), waiting)
        state = replace(reply.state, entries=waiting, fault_told=True)
        if reply.state.fault_told:
            return replace(reply, state=state)
        if state.place.playing is not None:
            # The words about the fault delay the segment; without this shift the next turn would
            # settle steps that were not played yet.
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
        counted by another turn: then the entries after it are not written yet.
    """
    waiting = folded(state.entries)
    # In order and up to the first failure: an entry is retried under its own id, and the store
    # ignores an id that it has already counted.
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
        device: place if place and _is_worth_keeping(place) else None
        for device, place in kept.items()
    }
    if state.profile == EMPTY and not any(places.values()):
        # A new person, or one who has just had everything deleted: an empty profile would put an
        # item back into the table.
        return state.profile
    if loaded.stored is not None:
        stored = loaded.stored.places
        places = {device: each for device, each in places.items() if each != stored.get(device)}
        if not places and state.profile == loaded.stored.profile:
            return state.profile
    try:
        return _save_over(store, user_id, turn, state.profile, places)
    except VersionConflict:
        # Two conflicts within one turn: the state travels on in the session, so the next turn
        # saves.
        log.warning("several devices save %s; saved next turn", pseudonym(user_id))
        return state.profile


def _is_worth_keeping(place: Place) -> bool:
    """Return whether a later session has any use for a place."""
    has_step = place.at is not None and bool(place.picks)
    return bool(has_step or place.playing or place.shelved or place.noted)


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
        # Last writer wins for settings and place. Finished steps cannot get lost by it: they are
        # counters in the day logs, not part of the profile.
        stored = store.load(user_id, since=date.max)
    if stored.profile is None:
        # Deleted from another device meanwhile: the person's wish to be forgotten wins.
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


def folded(waiting: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    """
    Return entries that wait to be written, in bounded size.

    The first entry may have been written although its answer was lost. It keeps its id, by which
    the store recognises it. The oldest entries after it are merged by day.
    """
    while len(waiting) > MOST_WAITING:
        pairs = pairwise(waiting[1:])
        at = next((n for n, (one, other) in enumerate(pairs, 1) if one.day == other.day), None)
        if at is None:
            return waiting
        sums = Counter(waiting[at].counters)
        sums.update(waiting[at + 1].counters)
        both = waiting[at + 1]._replace(counters=dict(sums))
        waiting = (*waiting[:at], both, *waiting[at + 2 :])
    return waiting
