"""What every ``ProgressStore`` does, whatever it is made of."""

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from skill.progress.codec import place_to_json
from skill.progress.days import LogEntry
from skill.progress.place import Noted, Place, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.progress.store import Person, StoreUnavailable, VersionConflict
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, Part
from skill.routine.plan import Pick
from skill.routine.settings import Counting, Talk
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.choices import chosen
from tests.contract.conftest import TABLE, client_at

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
    time_zone_at_ms=1_772_434_800_000,
    unknown_settings={"tempo": {"beats": 90}},
)


def test_somebody_new_has_no_profile_and_no_days(store, user_id):
    """A first visit is known by it."""
    assert Person(None, {}) == store.load(user_id, since=LONG_AGO)


def test_an_entry_is_counted(store, user_id):
    """Logging raises each counter of its day."""
    assert store.log(user_id, LogEntry("one", MONDAY, CALF)) is True
    assert store.log(user_id, LogEntry("two", MONDAY, {"calf_steps": 4, "arch_steps": 10})) is True

    log = store.load(user_id, since=LONG_AGO).days[MONDAY]
    assert {**CALF, "calf_steps": 6, "arch_steps": 10} == log.counters
    assert {"one", "two"} == log.applied


def test_a_repeated_entry_is_refused_and_the_counters_stay(store, user_id):
    """Alexa and Lambda may both send a request twice."""
    entry = LogEntry("one", MONDAY, CALF)

    assert [True, False, False] == [store.log(user_id, entry) for _ in range(3)]
    assert CALF == store.load(user_id, since=LONG_AGO).days[MONDAY].counters


def test_one_segment_may_count_on_two_days(store, user_id):
    """A hold that ends after midnight belongs to the new day, under the same id."""
    assert store.log(user_id, LogEntry("one", MONDAY, CALF)) is True
    assert store.log(user_id, LogEntry("one", TUESDAY, {"calf_steps": 1})) is True

    days = store.load(user_id, since=LONG_AGO).days
    assert {MONDAY: CALF, TUESDAY: {"calf_steps": 1}} == {
        day: log.counters for day, log in days.items()
    }


def test_an_entry_without_counters_is_noted_and_counts_nothing(store, user_id):
    """It must not be refused for ever, or it would keep everything behind it from being written."""
    assert store.log(user_id, LogEntry("one", MONDAY, {})) is True
    assert store.log(user_id, LogEntry("one", MONDAY, {})) is False
    assert {} == store.load(user_id, since=LONG_AGO).days[MONDAY].counters


def test_a_log_makes_no_profile(store, user_id):
    """Days and profile are apart."""
    store.log(user_id, LogEntry("one", MONDAY, CALF))

    assert store.load(user_id, since=LONG_AGO).profile is None


def test_days_before_since_are_not_returned(store, user_id):
    """The read stays small whatever the history is; the day itself is part of it."""
    for days_ago in range(10):
        store.log(user_id, LogEntry("one", MONDAY - timedelta(days_ago), {"calf_steps": 1}))

    found = store.load(user_id, since=MONDAY - timedelta(6)).days

    assert [MONDAY - timedelta(6 - n) for n in range(7)] == sorted(found)
    assert all(day == log.day for day, log in found.items())


def test_days_after_today_are_returned(store, user_id):
    """East of Greenwich it is tomorrow already."""
    store.log(user_id, LogEntry("one", TUESDAY, CALF))

    assert {TUESDAY} == store.load(user_id, since=MONDAY).days.keys()


def test_a_profile_without_any_day_can_be_read(store, user_id):
    """Reading since the end of time brings the profile alone."""
    store.log(user_id, LogEntry("one", MONDAY, CALF))
    store.save(user_id, PROFILE)

    person = store.load(user_id, since=date.max)

    assert (1, {}) == (person.profile.version, person.days)


def test_a_profile_comes_back_as_it_was_saved(store, user_id):
    """Settings, practice, what was told, the unfinished place with its numbers, any letter."""
    saved = store.save(user_id, PROFILE, OPEN)

    loaded = store.load(user_id, since=MONDAY)
    assert replace(PROFILE, version=1) == saved == loaded.profile
    assert OPEN == loaded.places


def test_a_default_profile_comes_back_as_a_default(store, user_id):
    """Nothing chosen stays nothing chosen."""
    store.save(user_id, Profile())

    assert Profile(version=1) == store.load(user_id, since=MONDAY).profile


def test_what_is_taken_out_of_a_profile_is_gone(store, user_id):
    """A zone that is not known any more is asked for again."""
    saved = store.save(user_id, PROFILE)
    store.save(user_id, replace(saved, time_zone=None, time_zone_at_ms=0, foot_asked_on=None))

    loaded = store.load(user_id, since=MONDAY).profile
    assert (None, 0, None) == (loaded.time_zone, loaded.time_zone_at_ms, loaded.foot_asked_on)


def test_each_device_keeps_its_own_place(store, user_id):
    """Two speakers of one home cannot take each other's place."""
    profile = store.save(user_id, PROFILE, OPEN)
    bedroom = Place((Pick(ExerciseId.CALF),), "calf-1-left", touched_at_ms=1)
    profile = store.save(user_id, profile, {"bedroom": bedroom, "": Place()})
    profile = store.save(user_id, profile)

    loaded = store.load(user_id, since=MONDAY)
    assert {**OPEN, "bedroom": bedroom, "": Place()} == loaded.places

    store.save(user_id, profile, {"kitchen": None, "": None, "attic": None})

    assert {"bedroom": bedroom} == store.load(user_id, since=MONDAY).places


def test_each_save_raises_the_version(store, user_id):
    """The profile that is returned can be saved again."""
    profile = Profile()
    for version in (1, 2, 3):
        profile = store.save(user_id, profile)
        assert version == profile.version == store.load(user_id, since=MONDAY).profile.version


def test_who_was_deleted_meanwhile_is_not_brought_back(store, user_id):
    """Another device may be in the middle of a conversation: the deletion holds."""
    profile = store.save(user_id, PROFILE)
    store.forget(user_id)

    with pytest.raises(VersionConflict):
        store.save(user_id, profile)

    assert Person(None, {}) == store.load(user_id, since=LONG_AGO)


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_profile_saved_by_somebody_else_is_not_overwritten(store, user_id, version):
    """Two devices cannot overwrite each other unseen."""
    current = store.save(user_id, store.save(user_id, PROFILE))

    with pytest.raises(VersionConflict):
        store.save(user_id, Profile(version=version))

    assert current == store.load(user_id, since=MONDAY).profile


def test_of_two_first_visits_one_is_refused(store, user_id):
    """Both read "nobody" and both save: the second has to look again."""
    first, second = (store.load(user_id, since=MONDAY).profile or Profile() for _ in range(2))
    store.save(user_id, first)

    with pytest.raises(VersionConflict):
        store.save(user_id, second)


def test_a_conflict_does_not_name_the_person(store, user_id):
    """What an error says may end in the log."""
    store.save(user_id, Profile())

    with pytest.raises(VersionConflict) as conflict:
        store.save(user_id, Profile())

    assert user_id not in str(conflict.value)


def test_whoever_is_forgotten_leaves_nothing(store, user_id):
    """Every item goes, however many days there are; others keep theirs; twice does no harm."""
    store.save(user_id, PROFILE)
    for number in range(40):
        store.log(user_id, LogEntry("one", MONDAY + timedelta(days=number), CALF))
    other = f"{user_id}.other"
    store.save(other, PROFILE, OPEN)

    assert [41, 0] == [store.forget(user_id), store.forget(user_id)]

    assert Person(None, {}) == store.load(user_id, since=LONG_AGO)
    assert store.load(other, since=LONG_AGO).profile is not None


def test_what_is_taken_back_is_added_with_a_minus(store, user_id):
    """An undo is an entry like any other: once, and the counters are right."""
    store.log(user_id, LogEntry("one", MONDAY, CALF))
    back = LogEntry("undo-one", MONDAY, {name: -n for name, n in CALF.items()})

    assert [True, False] == [store.log(user_id, back), store.log(user_id, back)]
    assert {0} == set(store.load(user_id, since=LONG_AGO).days[MONDAY].counters.values())


def test_people_are_apart(store, user_id):
    """Nobody sees or changes what belongs to somebody else."""
    store.save(user_id, PROFILE)
    store.log(user_id, LogEntry("one", MONDAY, CALF))

    assert store.log(f"{user_id}.other", LogEntry("one", MONDAY, {"calf_steps": 1})) is True
    assert Person(None, {}) == store.load(f"{user_id}.third", since=LONG_AGO)
    assert CALF == store.load(user_id, since=LONG_AGO).days[MONDAY].counters


def test_every_number_is_a_whole_number(store, user_id):
    """DynamoDB's ``Decimal`` stays in the store: the coach and JSON know ints."""
    store.save(user_id, PROFILE, OPEN)
    store.log(user_id, LogEntry("one", MONDAY, CALF))

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

    assert 1 == store.save(user_id, Profile()).version


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
    roto_client.put_item(TableName=TABLE, Item=item)

    with pytest.raises(StoreUnavailable, match=r"Expected `object`, got `str` - at `\$.practice`"):
        DynamoDbProgressStore(TABLE, lambda: roto_client).load(user_id, since=MONDAY)


def calls(store):
    """Return one call of each kind."""
    return (
        lambda: store.load("person", since=MONDAY),
        lambda: store.log("person", LogEntry("one", MONDAY, CALF)),
        lambda: store.save("person", Profile()),
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
