"""Two devices at once, and more: what DynamoDB promises of writes to one item that overlap."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain
from threading import Barrier

from skill.progress.days import LogEntry
from skill.progress.device import DeviceRecord
from skill.progress.profile import Profile
from skill.progress.store import Change, StoreUnavailable, Superseded
from tests.fakes import count, keep

DEVICES = 8
"""At most as many as a client has connections, which is ten."""
ROUNDS = 5
"""Overlaps are luck: one round may miss what five show."""
MONDAY = date(2026, 3, 2)


def at_once(action):
    """Let each device do something at the same moment; return what each of them got."""
    start = Barrier(DEVICES)

    def wait_and_do(device):
        start.wait()
        return action(device)

    with ThreadPoolExecutor(DEVICES) as devices:
        return list(devices.map(wait_and_do, range(DEVICES)))


def counters(database, user_id):
    """Return what was counted on the day."""
    return database.store.load(user_id, since=MONDAY).days[MONDAY].counters


def test_entries_of_several_devices_are_all_counted(database, user_id):
    """One write cannot swallow another, also when the first of them makes the day."""
    store = database.store

    for number in range(ROUNDS):
        entries = [
            LogEntry(
                f"{number}-{device}", MONDAY, {"calf_steps": 1, f"device_{device}_steps": number}
            )
            for device in range(DEVICES)
        ]
        counted = at_once(
            lambda device, entries=entries: count_at_last(store, user_id, entries[device])
        )
        assert [True] * DEVICES == counted

    of_each = {f"device_{device}_steps": sum(range(ROUNDS)) for device in range(DEVICES)}
    assert {"calf_steps": ROUNDS * DEVICES, **of_each} == counters(database, user_id)


def test_one_entry_from_several_devices_is_counted_once(database, user_id):
    """A request that is repeated while the first one is still running, as Lambda may do."""
    store = database.store

    for number in range(ROUNDS):
        entry = LogEntry(f"segment-{number}", MONDAY, {"calf_steps": 2})
        counted = at_once(lambda _, entry=entry: count_at_last(store, user_id, entry))
        assert [False] * (DEVICES - 1) + [True] == sorted(counted)

    assert {"calf_steps": 2 * ROUNDS} == counters(database, user_id)


def test_of_several_turns_that_found_the_same_mark_one_is_written(database, user_id):
    """The others are told to look again, and what is stored is the winner's, whole."""
    store = database.store
    keep(store, user_id, Profile())

    def write(device, at_ms):
        known = store.load(user_id, since=MONDAY).profile
        told = replace(known, told={**known.told, f"by_{device}": device})
        record = {"kitchen": DeviceRecord(answered=f"of {device}", answered_at_ms=at_ms)}
        change = Change(2, {"kitchen": at_ms - 1}, known, told, devices=record)
        try:
            store.write(user_id, change)
        except (Superseded, StoreUnavailable):
            return []
        return [device]

    for at_ms in range(1, ROUNDS + 1):
        [winner] = chain(*at_once(lambda device, at_ms=at_ms: write(device, at_ms)))
        found = store.load(user_id, since=MONDAY)
        assert f"of {winner}" == found.devices["kitchen"].answered
        assert winner == found.profile.told[f"by_{winner}"]


def count_at_last(store, user_id, entry):
    """Count an entry; try again as a later turn does while other writes are under way."""
    while True:
        with suppress(StoreUnavailable, Superseded):
            return count(store, user_id, entry)
