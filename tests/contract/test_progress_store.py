"""What every ``ProgressStore`` does, whatever it is made of."""

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from skill.progress.codec import place_to_json
from skill.progress.days import LogEntry
from skill.progress.device import Before, DeviceRecord
from skill.progress.place import Noted, Place, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.progress.store import Change, Forgotten, Person, StoreUnavailable, Superseded
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, Part
from skill.routine.plan import Pick
from skill.routine.settings import Counting, Talk
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.choices import chosen
from tests.contract.conftest import TABLE, client_at
from tests.fakes import count, keep

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
LONG_AGO = date(2000, 1, 1)
CALF = {"calf_steps": 2, "calf_done": 1, "calf_done_steps": 2}

PLACE = Place(
    picks=(Pick(ExerciseId.CALF), Pick(ExerciseId.RAISES, Part.ROCK, 2), Pick(ExerciseId.ARCH)),
    at="calf-2-right",
    status=Status.WAIT,
    touched_at_ms=1_772_434_800_000,
    done=frozenset({"calf-1-left", "calf-1-right"}),
    playing=SentSegment(
        "3f2a", 1_772_434_800_123, Status.REST, (StepTime("calf-2-left", 0, 31_000),)
    ),
    noted=(
        Noted("3f29", MONDAY, {"calf_steps": 1}, ("calf-1-right",), again=True),
        Noted("3f30-done", MONDAY, {"arch_steps": 2}, at_ms=3, picks=(Pick(ExerciseId.ARCH),)),
    ),
    before={"arch": 1},
    shelved=Place((Pick(ExerciseId.ARCH, hold_seconds=30),), None, Status.IDLE, 1),
)
OPEN = {"kitchen": PLACE}
PROFILE = Profile(
    settings=chosen(
        foot=Foot.BOTH,
        calf_hold_seconds=45,
        arch_hold_seconds=30,
        calf_sets=2,
        pace=Pace.SLOW,
        counting=Counting.LAST_FIVE,
        talk=Talk.MINIMAL,
        order=Order.EASY,
    ),
    time_zone="America/St_Johns",
    practice={ExerciseId.CALF: Practice(12, MONDAY), ExerciseId.ARCH: Practice(1)},
    told={"disclaimer": 1, "rest_tip": 2, "čaj ☕ 足": 3},
    foot_asked_on=MONDAY,
    gentle_since=MONDAY,
    gentle_week=1,
    time_zone_at_ms=1_772_434_800_000,
    unknown_settings={"tempo": {"beats": 90}},
)


DEVICES = {
    "kitchen": DeviceRecord(
        "Europe/Oslo",
        1_772_434_800_000,
        1_772_434_800_001,
        "0123456789ab",
        10,
        Before(replace(PROFILE, version=4), PLACE),
    ),
    "": DeviceRecord(answered="ab0123456789", answered_at_ms=7),
}


def turn(before, after, *, device="kitchen", entries=(), began_at_ms=2, expected=None):
    """Return what a turn writes."""
    return Change(
        began_at_ms,
        {device: 0} if expected is None else expected,
        before,
        after,
        entries,
        {device: PLACE},
        {device: DeviceRecord(answered="ab0123456789", answered_at_ms=20)},
    )


def counters(person):
    """Return what was counted on each day."""
    return {day: log.counters for day, log in person.days.items()}


def test_somebody_new_has_no_profile_and_no_days(store, user_id):
    """A first visit is known by it."""
    assert Person(None, {}) == store.load(user_id, since=LONG_AGO)


def test_an_entry_is_counted(store, user_id):
    """Logging raises each counter of its day."""
    assert count(store, user_id, LogEntry("one", MONDAY, CALF)) is True
    assert (
        count(store, user_id, LogEntry("two", MONDAY, {"calf_steps": 4, "arch_steps": 10})) is True
    )

    log = store.load(user_id, since=LONG_AGO).days[MONDAY]
    assert {**CALF, "calf_steps": 6, "arch_steps": 10} == log.counters
    assert {"one", "two"} == log.applied


def test_a_repeated_entry_is_refused_and_the_counters_stay(store, user_id):
    """Alexa and Lambda may both send a request twice."""
    entry = LogEntry("one", MONDAY, CALF)

    assert [True, False, False] == [count(store, user_id, entry) for _ in range(3)]
    assert CALF == store.load(user_id, since=LONG_AGO).days[MONDAY].counters


def test_one_segment_may_count_on_two_days(store, user_id):
    """A hold that ends after midnight belongs to the new day, under the same id."""
    assert count(store, user_id, LogEntry("one", MONDAY, CALF)) is True
    assert count(store, user_id, LogEntry("one", TUESDAY, {"calf_steps": 1})) is True

    days = store.load(user_id, since=LONG_AGO).days
    assert {MONDAY: CALF, TUESDAY: {"calf_steps": 1}} == {
        day: log.counters for day, log in days.items()
    }


def test_an_entry_without_counters_is_noted_and_counts_nothing(store, user_id):
    """It must not be refused for ever, or it would keep everything behind it from being written."""
    assert count(store, user_id, LogEntry("one", MONDAY, {})) is True
    assert count(store, user_id, LogEntry("one", MONDAY, {})) is False
    assert {} == store.load(user_id, since=LONG_AGO).days[MONDAY].counters


def test_days_before_since_are_not_returned(store, user_id):
    """The read stays small whatever the history is; the day itself is part of it."""
    for days_ago in range(10):
        count(store, user_id, LogEntry("one", MONDAY - timedelta(days_ago), {"calf_steps": 1}))

    found = store.load(user_id, since=MONDAY - timedelta(6)).days

    assert [MONDAY - timedelta(6 - n) for n in range(7)] == sorted(found)
    assert all(day == log.day for day, log in found.items())


def test_days_after_today_are_returned(store, user_id):
    """East of Greenwich it is tomorrow already."""
    count(store, user_id, LogEntry("one", TUESDAY, CALF))

    assert {TUESDAY} == store.load(user_id, since=MONDAY).days.keys()


def test_a_profile_without_any_day_can_be_read(store, user_id):
    """Reading since the end of time brings the profile alone."""
    count(store, user_id, LogEntry("one", MONDAY, CALF))
    keep(store, user_id, PROFILE)

    person = store.load(user_id, since=date.max)

    assert (2, {}) == (person.profile.version, person.days)


def test_a_profile_comes_back_as_it_was_saved(store, user_id):
    """Settings, practice, what was told, the unfinished place with its numbers, any letter."""
    saved = keep(store, user_id, PROFILE, OPEN)

    loaded = store.load(user_id, since=MONDAY)
    assert replace(PROFILE, version=1) == saved == loaded.profile
    assert OPEN == loaded.places


def test_a_default_profile_comes_back_as_a_default(store, user_id):
    """Nothing chosen stays nothing chosen."""
    keep(store, user_id, Profile())

    assert Profile(version=1) == store.load(user_id, since=MONDAY).profile


def test_what_is_taken_out_of_a_profile_is_gone(store, user_id):
    """A zone that is not known any more is asked for again."""
    saved = keep(store, user_id, PROFILE)
    keep(store, user_id, replace(saved, time_zone=None, time_zone_at_ms=0, foot_asked_on=None))

    loaded = store.load(user_id, since=MONDAY).profile
    assert (None, 0, None) == (loaded.time_zone, loaded.time_zone_at_ms, loaded.foot_asked_on)


def test_each_device_keeps_its_own_place(store, user_id):
    """Two speakers of one home cannot take each other's place."""
    profile = keep(store, user_id, PROFILE, OPEN)
    bedroom = Place((Pick(ExerciseId.CALF),), "calf-1-left", touched_at_ms=1)
    profile = keep(store, user_id, profile, {"bedroom": bedroom, "": Place()})
    profile = keep(store, user_id, profile)

    loaded = store.load(user_id, since=MONDAY)
    assert {**OPEN, "bedroom": bedroom, "": Place()} == loaded.places

    keep(store, user_id, profile, {"kitchen": None, "": None, "attic": None})

    assert {"bedroom": bedroom} == store.load(user_id, since=MONDAY).places


def test_each_write_raises_the_version(store, user_id):
    """Versions of the skill before the marks write on the condition that it has not risen."""
    for version in (1, 2, 3):
        keep(store, user_id, Profile())
        assert version == store.load(user_id, since=MONDAY).profile.version


def test_the_record_of_a_device_comes_back(store, user_id):
    """Its zone, what it cannot play, its mark, and what the request found that opened a session."""
    keep(store, user_id, PROFILE, devices=DEVICES)

    assert DEVICES == store.load(user_id, since=MONDAY).devices

    keep(store, user_id, PROFILE, devices={"kitchen": None})

    assert {"": DEVICES[""]} == store.load(user_id, since=MONDAY).devices


# --- a turn is written whole, or not at all ---


def test_a_turn_is_written_with_its_mark(store, user_id):
    """What was counted, what was chosen, the place and the mark: one write."""
    profile = keep(store, user_id, PROFILE)
    entries = (LogEntry("one", MONDAY, CALF), LogEntry("one", TUESDAY, {"calf_steps": 1}))

    fresh = store.write(
        user_id, turn(profile, replace(profile, foot_asked_on=TUESDAY), entries=entries)
    )

    person = store.load(user_id, since=LONG_AGO)
    assert {"one"} == fresh
    assert {MONDAY: CALF, TUESDAY: {"calf_steps": 1}} == counters(person)
    assert (TUESDAY, 2) == (person.profile.foot_asked_on, person.profile.version)
    assert (OPEN, 20) == (person.places, person.devices["kitchen"].answered_at_ms)


@pytest.mark.parametrize("expected", [0, 10, 30])
def test_a_turn_that_another_has_overtaken_writes_nothing(store, user_id, expected):
    """It is told what is stored now, to answer again from there."""
    keep(store, user_id, PROFILE, OPEN, {"kitchen": DeviceRecord(answered_at_ms=20)})
    known = store.load(user_id, since=MONDAY).profile
    entries = (LogEntry("one", MONDAY, CALF),)
    late = turn(known, replace(known, told={}), entries=entries, expected={"kitchen": expected})

    with pytest.raises(Superseded) as overtaken:
        store.write(user_id, late)

    stored = store.load(user_id, since=LONG_AGO)
    assert (known, {}) == (stored.profile, stored.days)
    assert stored == overtaken.value.person
    assert user_id not in str(overtaken.value), "what an error says may end in the log"


def test_a_turn_may_overtake_another_device(store, user_id):
    """With its place it takes its mark: what that device writes next is told so."""
    keep(store, user_id, PROFILE, OPEN, {"kitchen": DeviceRecord(answered_at_ms=20)})
    known = store.load(user_id, since=MONDAY).profile
    here, there = DeviceRecord(answered_at_ms=30), DeviceRecord(answered_at_ms=30)
    taking_over = replace(
        turn(known, known, expected={"hall": 0, "kitchen": 20}),
        places={"kitchen": None},
        devices={"hall": here, "kitchen": there},
    )
    store.write(user_id, taking_over)

    with pytest.raises(Superseded) as overtaken:
        store.write(user_id, turn(known, known, expected={"kitchen": 20}))

    assert {} == overtaken.value.person.places
    assert {"hall": here, "kitchen": there} == overtaken.value.person.devices


def test_of_two_first_visits_one_is_refused(store, user_id):
    """Both have read "nobody", and both write: the second has to look again."""
    store.write(user_id, turn(Profile(), PROFILE))

    with pytest.raises(Superseded):
        store.write(user_id, turn(Profile(), PROFILE, expected={}))


def test_two_devices_change_two_settings(store, user_id):
    """What a device has not changed, it does not write: the other's choice stays."""
    known = keep(store, user_id, PROFILE)
    kitchen = replace(known, settings=replace(known.settings, foot=Foot.LEFT))
    bedroom = replace(known, settings=replace(known.settings, pace=Pace.QUICK), told={"news": 1})
    store.write(user_id, turn(known, kitchen, device="kitchen"))
    store.write(user_id, turn(known, bedroom, device="bedroom"))

    found = store.load(user_id, since=MONDAY).profile
    assert (Foot.LEFT, Pace.QUICK) == (found.settings.foot, found.settings.pace)
    assert (45, {"news": 1}) == (found.settings.hold_seconds(ExerciseId.CALF), found.told)


def test_a_choice_that_is_the_default_again_is_taken_out(store, user_id):
    """Alone: what was chosen beside it stays."""
    known = keep(store, user_id, PROFILE)
    store.write(user_id, turn(known, replace(known, settings=replace(known.settings, foot=None))))

    found = store.load(user_id, since=MONDAY).profile
    assert (None, Pace.SLOW) == (found.settings.foot, found.settings.pace)


# --- deleted stays deleted ---


@pytest.mark.parametrize("known", [PROFILE, None], ids=["known", "new"])
@pytest.mark.parametrize("began_at_ms", [99, 100])
def test_what_began_before_a_deletion_writes_nothing(store, user_id, known, began_at_ms):
    """A conversation on another device, a late repeat, an end that is told too late."""
    profile = keep(store, user_id, known) if known else Profile()
    store.forget(user_id, 100)
    entries = (LogEntry("one", MONDAY, CALF),)

    with pytest.raises(Forgotten):
        store.write(user_id, turn(profile, PROFILE, entries=entries, began_at_ms=began_at_ms))

    assert Person() == store.load(user_id, since=LONG_AGO)


def test_what_begins_after_a_deletion_is_written(store, user_id):
    """And still nothing of what began before it."""
    keep(store, user_id, PROFILE, OPEN, DEVICES)
    store.forget(user_id, 100)
    store.write(user_id, turn(Profile(), Profile(told={"disclaimer": 1}), began_at_ms=101))

    found = store.load(user_id, since=LONG_AGO)
    assert Profile(told={"disclaimer": 1}, version=1) == found.profile
    assert (OPEN, {"kitchen"}) == (found.places, found.devices.keys())

    with pytest.raises(Forgotten):
        store.write(user_id, turn(replace(PROFILE, version=7), PROFILE, began_at_ms=99))


def test_a_deletion_that_comes_twice_leaves_what_is_new(store, user_id):
    """Alexa may send it again, late; who has come back since keeps what they did."""
    keep(store, user_id, PROFILE)
    store.forget(user_id, 100)
    entries = (LogEntry("one", MONDAY, CALF),)
    store.write(user_id, turn(Profile(), Profile(), entries=entries, began_at_ms=101))

    assert [0, 0] == [store.forget(user_id, at_ms) for at_ms in (100, 50)]

    assert {MONDAY: CALF} == counters(store.load(user_id, since=LONG_AGO))
    assert 2 == store.forget(user_id, 200)
    assert Person() == store.load(user_id, since=LONG_AGO)


def test_whoever_is_forgotten_leaves_nothing(store, user_id):
    """Every item goes, however many days there are; others keep theirs; twice does no harm."""
    keep(store, user_id, PROFILE)
    for number in range(40):
        count(store, user_id, LogEntry("one", MONDAY + timedelta(days=number), CALF))
    other = f"{user_id}.other"
    keep(store, other, PROFILE, OPEN)

    assert [41, 0] == [store.forget(user_id, 100), store.forget(user_id, 100)]

    assert Person() == store.load(user_id, since=LONG_AGO)
    assert store.load(other, since=LONG_AGO).profile is not None


def test_what_is_taken_back_is_added_with_a_minus(store, user_id):
    """An undo is an entry like any other: once, and the counters are right."""
    count(store, user_id, LogEntry("one", MONDAY, CALF))
    back = LogEntry("undo-one", MONDAY, {name: -n for name, n in CALF.items()})

    assert [True, False] == [count(store, user_id, back), count(store, user_id, back)]
    assert {0} == set(store.load(user_id, since=LONG_AGO).days[MONDAY].counters.values())


def test_people_are_apart(store, user_id):
    """Nobody sees or changes what belongs to somebody else."""
    keep(store, user_id, PROFILE)
    count(store, user_id, LogEntry("one", MONDAY, CALF))

    assert count(store, f"{user_id}.other", LogEntry("one", MONDAY, {"calf_steps": 1})) is True
    assert Person(None, {}) == store.load(f"{user_id}.third", since=LONG_AGO)
    assert CALF == store.load(user_id, since=LONG_AGO).days[MONDAY].counters


def test_every_number_is_a_whole_number(store, user_id):
    """DynamoDB's ``Decimal`` stays in the store: the coach and JSON know ints."""
    keep(store, user_id, PROFILE, OPEN)
    count(store, user_id, LogEntry("one", MONDAY, CALF))

    person = store.load(user_id, since=MONDAY)

    numbers = [*numbers_in(place_to_json(person.places["kitchen"])), *person.profile.told.values()]
    numbers += [person.profile.version, *person.days[MONDAY].counters.values()]
    numbers += [practice.times for practice in person.profile.practice.values()]
    assert len(numbers) > 15
    assert {int} == {type(number) for number in numbers}


def test_a_store_where_nobody_listens_is_unavailable_soon():
    """A turn has eight seconds, and the person still wants an answer."""
    started_at = time.monotonic()
    store = DynamoDbProgressStore(TABLE)  # the conftest's endpoint: nobody is there

    for call in calls(store):
        with pytest.raises(StoreUnavailable):
            call()

    assert time.monotonic() - started_at < 3 * 3


def test_a_table_that_does_not_exist_is_an_unavailable_store(roto):
    """A mistake of the operator's is told in the log; the person is coached all the same."""
    store = DynamoDbProgressStore("no-such-table", lambda: client_at(roto))

    for call in calls(store):
        with pytest.raises(StoreUnavailable, match="ResourceNotFoundException"):
            call()


def test_a_region_that_is_not_configured_is_an_unavailable_store(monkeypatch):
    """The client is made at its first use: what it lacks shows there, as the port's own error."""
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    store = DynamoDbProgressStore(TABLE)

    for call in calls(store):
        with pytest.raises(StoreUnavailable, match="NoRegionError"):
            call()


def test_the_default_client_finds_its_endpoint_and_region_in_the_environment(
    roto, monkeypatch, user_id
):
    """As boto3 does: ``AWS_ENDPOINT_URL_DYNAMODB`` names a local engine."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", roto)
    store = DynamoDbProgressStore(TABLE)

    assert 1 == keep(store, user_id, Profile()).version


def test_attributes_that_are_no_counters_are_left_alone(roto_client, user_id):
    """A later version may keep more in a day than this one knows."""
    item = {"pk": {"S": user_id}, "sk": {"S": f"DAY#{MONDAY}"}, "pain": {"M": {"a": {"N": "3"}}}}
    roto_client.put_item(TableName=TABLE, Item={**item, "calf_steps": {"N": "2"}})
    roto_client.put_item(TableName=TABLE, Item={"pk": {"S": user_id}, "sk": {"S": "EVENT#1"}})

    person = DynamoDbProgressStore(TABLE, lambda: roto_client).load(user_id, since=MONDAY)

    assert {MONDAY: {"calf_steps": 2}} == {day: log.counters for day, log in person.days.items()}


def test_a_profile_that_cannot_be_read_is_an_unavailable_store(roto_client, user_id):
    """Nobody is locked out by it, and it is not written over."""
    item = {"pk": {"S": user_id}, "sk": {"S": "PROFILE"}, "practice": {"S": "a lot"}}
    item["version"] = {"N": "1"}
    roto_client.put_item(TableName=TABLE, Item=item)

    with pytest.raises(StoreUnavailable, match=r"Expected `object`, got `str` - at `\$.practice`"):
        DynamoDbProgressStore(TABLE, lambda: roto_client).load(user_id, since=MONDAY)


def calls(store):
    """Return one call of each kind."""
    return (
        lambda: store.load("person", since=MONDAY),
        lambda: store.write("person", turn(Profile(), PROFILE)),
        lambda: store.write(
            "person", turn(Profile(), PROFILE, entries=(LogEntry("one", MONDAY, CALF),))
        ),
        lambda: store.forget("person", 100),
    )


def numbers_in(plain):
    """Yield all numbers of a JSON value, however deep."""
    match plain:
        case bool():
            return
        case int() | float() | Decimal():
            yield plain
        case dict():
            for value in plain.values():
                yield from numbers_in(value)
        case list() | tuple():
            for value in plain:
                yield from numbers_in(value)
