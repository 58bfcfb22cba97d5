"""
One turn: load, respond, log, save.

The store may be out of reach. Then coaching goes on from the session attributes, finished steps
are carried there until they can be written, and the person hears about it once.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from skill.coaching.coach import Coach
from skill.coaching.commands import Command, Plain
from skill.coaching.reply import Ending, Reply, State, Turn
from skill.coaching.screen_events import without_documents
from skill.coaching.settle import unplayed, without_reprompt
from skill.progress.codec import NOWHERE
from skill.progress.days import LogEntry
from skill.progress.device import NEW_DEVICE, Before, DeviceRecord
from skill.progress.place import Place
from skill.progress.profile import Profile
from skill.progress.reminders import ReminderService
from skill.progress.store import (
    Change,
    Forgotten,
    Person,
    ProgressStore,
    StoreUnavailable,
    Superseded,
)
from skill.routine.message import message
from skill.service.deadline import DeadlineStore
from skill.service.load import (
    Loaded,
    ZoneSource,
    as_carried,
    as_stored,
    load,
    needs_days,
    overtaken,
)
from skill.service.reminders import CALLS_BEGIN_WITHIN_SECONDS, carry_out
from skill.service.telemetry import StoreTelemetry, pseudonym
from skill.service.unwritten import Unwritten

log = logging.getLogger(__name__)

MOST_WAITING = 8
"""Most entries that wait for the store one by one; beyond it they are merged by day. Our choice:
half a KB of the 4 KB that the session attributes may take."""

FAULT, FAULT_AT_END = message("store-down"), message("store-down-at-end")
"""What the person hears, once, when nothing can be saved: in a session, and at its end, where it
would be a lie that it will be."""

TIME_TO_WRITE_SECONDS = 0.5
"""How long the store may still be called once Alexa's reminders have been. Our choice: what was set
there should be noted, and all of it stays within Alexa's eight seconds."""

WRITES = 2
"""How often a turn writes at most: once more where another turn was faster."""


class Refusal(StrEnum):
    """What is known about why a device did not play an answer."""

    NO_APLA = "no_apla"
    """It cannot play APL for Audio."""
    PERHAPS_APLA = "perhaps_apla"
    """Alexa does not say what was wrong: where sound was sent, that is the likely part."""
    PERHAPS_APL = "perhaps_apl"
    """The same where a document was sent."""
    NO_REPROMPT = "no_reprompt"
    """It played the answer, and not the APL for Audio in the reprompt."""
    NO_APL = "no_apl"
    """It could not show a document: what that was to play was not played."""
    OTHER = "other"
    """The answer did not get there."""


@dataclass(frozen=True, slots=True)
class AlexaServices:
    """Alexa's services, for the person and the device of one request."""

    zone: ZoneSource
    """Asked once a session at most, and only for an answer older than a day."""
    reminders: ReminderService


@dataclass(frozen=True, slots=True)
class TurnService:
    """Answers turns. Any process can answer any turn: what a session needs travels with it."""

    coach: Coach
    store: ProgressStore
    days_kept: int
    """Days older than this are not read: DynamoDB deletes expired items up to days late."""
    clock: Callable[[], float] = time.monotonic
    """Seconds; measures how long a turn has taken so far."""
    unwritten: Unwritten = field(default_factory=Unwritten)
    """What sessions that have ended could not write; tried again with later turns."""

    def answer(
        self,
        user_id: str,
        command: Command,
        turn: Turn,
        carried: State | None,
        alexa: AlexaServices,
        telemetry: StoreTelemetry,
    ) -> Reply:
        """
        Answer a command, and write what it changed and what was finished.

        Args:
            user_id: whose progress it is.
            command: what they want.
            turn: when, from where, and under which id.
            carried: the state that the last turn left in the session; ``None`` in a new session.
            alexa: what Alexa herself knows of the person and the device.
            telemetry: counts the calls to the store.

        Returns:
            The reply; its state is to be carried to the next turn.
        """
        store = DeadlineStore(self.store, self.clock, telemetry)
        if self.unwritten.changes:
            self.unwritten.write(store, user_id)
        loaded = load(store, user_id, command, turn, carried, alexa.zone, self.days_kept)
        # Without the days an answer would claim that nothing was done: say that they cannot be
        # read.
        if needs_days(command) and not loaded.is_reachable:
            command = Plain.UNREAD_PROGRESS
        reply = self._reply(loaded, command, turn, alexa.reminders, store)
        if reply.is_ignored:
            return reply
        if reply.forget and not loaded.is_answered:
            return _forgotten(store, user_id, turn, loaded.state, reply)
        if not loaded.is_reachable:
            # The read has used up the time of this turn: a write could make Alexa give up on us.
            return self._unsaved(user_id, turn, loaded, reply, is_tried=False)
        return self._written(store, user_id, command, turn, loaded, reply, alexa)

    def not_played(
        self,
        user_id: str,
        carried: State | None,
        turn: Turn,
        telemetry: StoreTelemetry,
        refusal: Refusal,
    ) -> State | None:
        """
        Return the state after a device could not play the last answer: no step of it was done.

        The stored place is put right as well, so that no later session takes the segment as played.

        Args:
            user_id: whose device it is.
            carried: the session's state; ``None`` where the request brings none, or that of an
                answer before: then the stored place has the segment that was not played.
            turn: the request that says so.
            telemetry: counts the calls to the store.
            refusal: what is known about why.
        """
        store = DeadlineStore(self.store, self.clock, telemetry)
        try:
            loaded = (
                Loaded(carried, as_carried(carried, turn), is_read=False)
                if carried
                else as_stored(store.load(user_id, since=date.max), turn)
            )
            for _ in range(WRITES):
                state = _unheard(loaded.state, refusal, turn)
                # A profile that was never read must not be saved over the stored one.
                is_known = state.unread_since_ms is None
                change = _change(turn, loaded, state) if is_known else None
                if change is None:
                    return state
                try:
                    store.write(user_id, change)
                except Superseded as newer:
                    loaded = as_stored(newer.person, turn)
                else:
                    return _saved(state, turn, change)
        except Forgotten:
            return None
        except StoreUnavailable as fault:
            log.warning("progress of %s not written: %s", pseudonym(user_id), fault)
            if carried is None:
                return None
            known = Loaded(carried, as_carried(carried, turn), is_read=False)
            return _unwritten(_unheard(carried, refusal, turn), known)
        return carried

    def forget(self, user_id: str, at_ms: int, telemetry: StoreTelemetry) -> None:
        """
        Delete everything that is stored of a person.

        Raises:
            StoreUnavailable: when it is not known to be gone.
        """
        _forget(DeadlineStore(self.store, self.clock, telemetry), user_id, at_ms)

    def _written(
        self,
        store: DeadlineStore,
        user_id: str,
        command: Command,
        turn: Turn,
        loaded: Loaded,
        reply: Reply,
        alexa: AlexaServices,
    ) -> Reply:
        """Write what a reply changed; where another turn was faster, answer again."""
        for _ in range(WRITES):
            if loaded.is_answered or reply.is_ignored:
                entries = () if reply.is_ignored else loaded.state.entries
                return replace(reply, state=replace(reply.state, entries=entries))
            change = _change(turn, loaded, reply.state)
            if change is None:
                return reply
            try:
                store.write(user_id, change)
            except Superseded as newer:
                again = overtaken(newer.person, loaded, turn, alexa.zone)
                if again.state != loaded.state:
                    answer = self._reply(again, command, turn, alexa.reminders, store)
                    reply = _gone_on_from(answer, again, newer.person, turn)
                loaded = again
            except Forgotten:
                log.info("nothing is written for %s: deleted since", pseudonym(user_id))
                return replace(reply, state=replace(reply.state, entries=()))
            except StoreUnavailable as fault:
                log.warning("progress of %s not written: %s", pseudonym(user_id), fault)
                return self._unsaved(user_id, turn, loaded, reply, is_tried=True)
            else:
                if self.unwritten.changes:
                    self.unwritten.write_one(store)
                return replace(reply, state=_saved(reply.state, turn, change))
        # Others were faster each time: the state travels on in the session, and the next turn
        # writes.
        log.warning("several devices write for %s; written next turn", pseudonym(user_id))
        return replace(reply, state=_unwritten(reply.state, loaded))

    def _reply(
        self,
        loaded: Loaded,
        command: Command,
        turn: Turn,
        reminders: ReminderService,
        store: DeadlineStore,
    ) -> Reply:
        """
        Answer, once reminders are as the coach wants them.

        What a lost answer has noted already is not noted twice.
        """
        reply = self.coach.respond(loaded.state, command, turn)
        narration = self.coach.narration_for(turn.device.language)
        until = store.began_at + CALLS_BEGIN_WITHIN_SECONDS
        while reply.order is not None:
            outcome = carry_out(reply.order, reminders, narration, lambda: until - self.clock())
            store.allow(TIME_TO_WRITE_SECONDS)
            reply = reply.order.then(outcome)
        noted = loaded.unheard
        if noted is None:
            return reply
        fresh = tuple(
            each
            for each in reply.state.entries
            if (each.day, each.counters) != (noted.day, noted.counters)
            or not each.segment_id.startswith(turn.segment_id)
        )
        return replace(reply, state=replace(reply.state, entries=fresh))

    def _unsaved(
        self, user_id: str, turn: Turn, loaded: Loaded, reply: Reply, *, is_tried: bool
    ) -> Reply:
        """
        Return the reply with what could not be written; mention the fault once a session.

        Args:
            user_id: whose it is.
            turn: the turn.
            loaded: what it began with.
            reply: what is answered.
            is_tried: whether a write was tried, which may have taken place although it failed.
        """
        state = _unwritten(reply.state, loaded)
        state = replace(state, unsure=len(state.entries) if is_tried else state.unsure)
        if not reply.listen and (change := _change(turn, loaded, state)) is not None:
            # The session ends, and its attributes with them. The log line is for the operator, in
            # case this process ends, too.
            self.unwritten.keep(user_id, change)
        if reply.ending is Ending.CARRY_ON:
            # A document plays its own sound: the words would stand beside it, and be out of step.
            return replace(reply, state=state)
        words = FAULT if reply.listen else FAULT_AT_END
        if state.fault_told and (reply.listen or not state.entries):
            return replace(reply, state=state)
        state = replace(state, fault_told=True)
        if state.place.playing is not None:
            # The words about the fault delay the segment; without this shift the next turn would
            # settle steps that were not played yet.
            narration = self.coach.narration_for(turn.device.language)
            words_ms = narration.slot_ms(narration(words))
            started_at_ms = state.place.playing.started_at_ms + words_ms
            playing = replace(state.place.playing, started_at_ms=started_at_ms)
            state = replace(state, place=replace(state.place, playing=playing))
        return replace(reply, say=(words, *reply.say), state=state)


def _gone_on_from(reply: Reply, again: Loaded, stored: Person, turn: Turn) -> Reply:
    """Return the second answer; where two events of one screen have met, go on from the other's."""
    if not reply.is_ignored:
        return reply
    left = replace(as_stored(stored, turn).state, days=again.state.days)
    return replace(reply, state=replace(left, began_at_ms=again.state.began_at_ms))


def _unheard(state: State, refusal: Refusal, turn: Turn) -> State:
    """Return the state as if its last answer had not been given."""
    if refusal is Refusal.NO_APL:
        return without_documents(state, turn)
    refuses = refusal in (Refusal.NO_APLA, Refusal.NO_REPROMPT)
    refuses = refuses or (refusal is Refusal.PERHAPS_APLA and state.place.playing is not None)
    is_played = refusal is Refusal.NO_REPROMPT
    return replace(
        state,
        place=without_reprompt(state.place) if is_played else unplayed(state.place),
        dialogue=replace(state.dialogue, unheard=()),
        plain_counting=state.plain_counting or refuses,
        voice_only=state.voice_only or refusal is Refusal.PERHAPS_APL,
    )


def _change(turn: Turn, loaded: Loaded, state: State) -> Change | None:
    """Return what a turn has changed; ``None`` if there is nothing to write."""
    stored = loaded.stored
    kept: Mapping[str, Place | None] = {turn.device.id: state.place, **state.other_places}
    places = {
        device: place if place and _is_worth_keeping(place) else None
        for device, place in kept.items()
    }
    if loaded.is_read:
        # Only changes are written: two devices that open at once seldom change the same.
        places = {
            device: each for device, each in places.items() if each != stored.places.get(device)
        }
    before = stored.profile or Profile()
    is_changed = replace(state.profile, version=before.version) != before
    is_known = bool(before.version) or is_changed or any(places.values())
    is_changed = is_changed or (state.plain_counting and not state.refused_apla_at_ms)
    is_changed = is_changed or (state.voice_only and not state.refused_apl_at_ms)
    if not state.entries and (not is_known or (loaded.is_read and not is_changed and not places)):
        # A question is no reason to write; and of a person who is new, or who has just had
        # everything deleted, there is nothing to keep.
        return None
    return Change(
        began_at_ms=state.began_at_ms,
        expected={
            device: stored.devices.get(device, NEW_DEVICE).answered_at_ms
            for device in (turn.device.id, *state.other_places)
        },
        before=before,
        after=state.profile,
        entries=state.entries,
        places=places,
        devices={
            turn.device.id: _record(turn, loaded, state),
            **_overtaken(turn, loaded.stored, state),
        },
    )


def _overtaken(turn: Turn, stored: Person, state: State) -> dict[str, DeviceRecord]:
    """
    Return the records of devices whose count goes on here: each is marked as answered by now.

    A session over there does not read. Its next write finds another mark than its own: so a
    document that asks for more after this finds its segment settled, and asks in vain.
    """
    return {
        device: replace(stored.devices.get(device, NEW_DEVICE), answered_at_ms=turn.now_ms)
        for device, place in state.other_places.items()
        if place is None and stored.places.get(device, NOWHERE).playing is not None
    }


def _record(turn: Turn, loaded: Loaded, state: State) -> DeviceRecord:
    """Return what is kept of the device: by its mark a repeat of this request is recognised."""
    found, elsewhere = loaded.state, loaded.state.elsewhere
    before = Before(found.profile, found.place, elsewhere.place if elsewhere else None)
    profile = state.profile
    refused_at_ms = state.refused_apla_at_ms or turn.now_ms
    return DeviceRecord(
        time_zone=profile.time_zone if profile.time_zone_at_ms else None,
        time_zone_at_ms=profile.time_zone_at_ms,
        refused_apla_at_ms=refused_at_ms if state.plain_counting else 0,
        refused_apl_at_ms=(state.refused_apl_at_ms or turn.now_ms) if state.voice_only else 0,
        answered=turn.segment_id,
        answered_at_ms=turn.now_ms,
        before=before if loaded.is_opening or elsewhere else None,
    )


def _saved(state: State, turn: Turn, change: Change) -> State:
    """Return the state after its change is written."""
    record = change.devices[turn.device.id]
    return replace(
        state,
        profile=replace(state.profile, version=change.before.version + 1),
        entries=(),
        unsure=0,
        written=None,
        saved_at_ms=turn.now_ms,
        refused_apla_at_ms=record.refused_apla_at_ms if record else 0,
        refused_apl_at_ms=record.refused_apl_at_ms if record else 0,
    )


def _unwritten(state: State, loaded: Loaded) -> State:
    """Return a state that could not be written, with what the next turn needs to write it."""
    written = None if state.unread_since_ms is not None else loaded.stored.profile
    entries = folded(state.entries, state.unsure)
    return replace(state, entries=entries, written=written)


def _is_worth_keeping(place: Place) -> bool:
    """Return whether a later session has any use for a place."""
    has_step = place.at is not None and bool(place.picks)
    return bool(has_step or place.playing or place.shelved or place.noted)


def _forgotten(
    store: DeadlineStore, user_id: str, turn: Turn, before: State, reply: Reply
) -> Reply:
    """Delete everything; where that fails, say so and leave the state as it was."""
    try:
        _forget(store, user_id, turn.now_ms)
    except StoreUnavailable as fault:
        log.error("progress of %s not deleted: %s", pseudonym(user_id), fault)  # noqa: TRY400 - no traceback
        return replace(reply, say=(message("forget-failed"),), forget=False, state=before)
    return reply


def _forget(store: DeadlineStore, user_id: str, at_ms: int) -> None:
    items = store.forget(user_id, at_ms)
    log.info("all %d items of %s are deleted", items, pseudonym(user_id))


def folded(waiting: tuple[LogEntry, ...], unsure: int) -> tuple[LogEntry, ...]:
    """
    Return entries that wait to be written, in bounded size.

    Args:
        waiting: in the order in which they ended.
        unsure: how many of the first may have been written although no answer came. They keep
            their ids, by which the store recognises them; the oldest after them are merged by day.
    """
    while len(waiting) > max(MOST_WAITING, unsure):
        pairs = pairwise(waiting[unsure:])
        at = next((n for n, (one, other) in enumerate(pairs, unsure) if one.day == other.day), None)
        if at is None:
            return waiting
        sums = Counter(waiting[at].counters)
        sums.update(waiting[at + 1].counters)
        both = waiting[at + 1]._replace(counters=dict(sums))
        waiting = (*waiting[:at], both, *waiting[at + 2 :])
    return waiting
