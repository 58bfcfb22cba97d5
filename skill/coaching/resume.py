"""
Resuming: what a new session goes on from.

Each of a person's devices has its own place, so that two speakers of one home cannot take each
other's count. A new session goes on from the place that was touched last.
"""

from dataclasses import replace

from skill.coaching.reply import Elsewhere, State, Turn
from skill.coaching.settle import settle
from skill.progress.days import counted
from skill.progress.device import NEW_DEVICE, DeviceRecord, Devices
from skill.progress.place import Place, Places, SentSegment

OVER_AFTER_MS = 2 * 60 * 1000
"""How long after its planned end a segment on another device counts as playing. Our choice: two
minutes cover a late start and the difference between two devices' clocks."""

KEPT_MS = 7 * 24 * 60 * 60 * 1000
"""How long another device's place is stored. Our choice: a week, as far back as a launch reads."""


def resume(state: State, places: Places, devices: Devices, turn: Turn) -> State:
    """
    Settle what the person's devices were left playing, and choose the place to go on from.

    What another device may still be playing is left alone: that device settles it, or a later
    session does.

    Args:
        state: profile and days, as they were read.
        places: by device, as they were stored.
        devices: their time zones tell the days of what they played; a device without one is
            where the person is now.
        turn: the one that opens the session.

    Returns:
        The state with the place to go on from, and the places of other devices that changed.
    """
    settled: dict[str, Place] = {}
    for device, stored in places.items():
        is_own = device == turn.device.id
        if not is_own and _may_play(stored.playing, turn.now_ms):
            # Settling it now would credit steps that are still to be played.
            continue
        # The state collects the entries of all devices; each place is settled on its own.
        state = _settled_there(state, stored, devices.get(device, NEW_DEVICE), turn)
        settled[device] = state.place
    own = settled.pop(turn.device.id, Place())
    changed: dict[str, Place | None] = {
        device: None if _is_old(place, turn) else place
        for device, place in settled.items()
        if place != places[device] or _is_old(place, turn)
    }
    # Only changes are saved: two devices that launch at once then seldom write the same attribute.
    latest = max(settled, key=lambda device: settled[device].touched_at_ms, default=None)
    if latest is not None and _leads(settled[latest], own):
        # The person walked over to this device: the place moves with them, or the other device
        # would offer the same exercises again.
        changed[latest] = None
        own = _with_shelved(settled[latest], own)
    running = running_elsewhere(state, places, devices, turn)
    return replace(state, place=own, other_places=changed, elsewhere=running)


def running_elsewhere(
    state: State, places: Places, devices: Devices, turn: Turn
) -> Elsewhere | None:
    """
    Return the count that another device of the person is in the middle of; the latest of several.

    It is left alone until the person says that it goes on here: somebody else may be doing it.
    """
    latest = None
    for device, stored in places.items():
        playing = stored.playing
        is_over = playing is None or not playing.all_steps or turn.now_ms >= playing.end_ms
        if device == turn.device.id or is_over:
            continue
        after = _settled_there(state, stored, devices.get(device, NEW_DEVICE), turn)
        if latest is None or latest.place.touched_at_ms < after.place.touched_at_ms:
            entries = after.entries[len(state.entries) :]
            latest = Elsewhere(device, after.place, entries, after.profile.practice)
    return latest


def _settled_there(state: State, stored: Place, record: DeviceRecord, turn: Turn) -> State:
    """Return the state with another device's place settled, by the days of where that device is."""
    zone = record.time_zone or state.profile.time_zone
    there = replace(state, place=stored, profile=replace(state.profile, time_zone=zone))
    after = settle(there, turn.now_ms)
    return replace(after, profile=replace(after.profile, time_zone=state.profile.time_zone))


def catch_up(meanwhile: State, stored: State) -> State:
    """
    Return what a session goes on with that began while the store was out of reach.

    Args:
        meanwhile: the session so far, whose profile began empty.
        stored: what the session would have begun with, had the store answered.
    """
    return replace(
        meanwhile,
        profile=stored.profile.caught_up(meanwhile.profile),
        place=_with_shelved(meanwhile.place, stored.place),
        days=counted(stored.days, meanwhile.entries),
        entries=(*meanwhile.entries, *stored.entries),
        other_places=stored.other_places,
        unread_since_ms=None,
    )


def _may_play(playing: SentSegment | None, now_ms: int) -> bool:
    """Return whether another device may still be playing this."""
    if playing is None or not playing.all_steps:
        return False
    return now_ms < playing.end_ms + OVER_AFTER_MS


def _is_old(place: Place, turn: Turn) -> bool:
    return turn.now_ms - place.touched_at_ms > KEPT_MS


def _leads(other: Place, own: Place) -> bool:
    """Return whether another device's place is the one that the person means."""
    if not other.is_unfinished:
        return False
    return not own.is_unfinished or own.touched_at_ms < other.touched_at_ms


def _with_shelved(place: Place, other: Place) -> Place:
    """Return a place that remembers another one, unless it remembers one already."""
    if not other.is_unfinished or place.shelved is not None:
        return place
    return replace(place, shelved=replace(other, shelved=None))
