"""Two devices at once, and more: what DynamoDB promises of writes to one item that overlap."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from skill.progress.days import LogEntry
from skill.progress.profile import Profile
from skill.progress.store import VersionConflict

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
        counted = at_once(lambda device, entries=entries: store.log(user_id, entries[device]))
        assert [True] * DEVICES == counted

    of_each = {f"device_{device}_steps": sum(range(ROUNDS)) for device in range(DEVICES)}
    assert {"calf_steps": ROUNDS * DEVICES, **of_each} == counters(database, user_id)


def test_one_entry_from_several_devices_is_counted_once(database, user_id):
    """A request that is repeated while the first one is still running, as Lambda may do."""
    store = database.store

    for number in range(ROUNDS):
        entry = LogEntry(f"segment-{number}", MONDAY, {"calf_steps": 2})
        counted = at_once(lambda _, entry=entry: store.log(user_id, entry))
        assert [False] * (DEVICES - 1) + [True] == sorted(counted)

    assert {"calf_steps": 2 * ROUNDS} == counters(database, user_id)


def test_of_several_saves_of_one_version_one_wins(database, user_id):
    """The others are told to look again, and the winner's is what is stored, whole."""
    store = database.store
    profile = Profile()

    def save(device):
        try:
            return store.save(user_id, told_by(device, profile))
        except VersionConflict:
            return None

    for version in range(1, ROUNDS + 1):
        [profile] = filter(None, at_once(save))
        assert version == profile.version
        assert profile == store.load(user_id, since=MONDAY).profile


def told_by(device, profile):
    """Return the profile as one device wants it; every part of it says which."""
    zones = ("Europe/Paris", "Asia/Tokyo")
    return Profile(
        time_zone=zones[device % 2], told={f"by_{device}": device}, version=profile.version
    )
