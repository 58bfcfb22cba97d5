"""Numbers, letters, old items and odd people: what comes back from a real table."""

from datetime import date

import pytest

from skill.progress.days import LogEntry
from skill.progress.place import Noted, Place
from skill.progress.profile import Profile
from skill.progress.store import StoreUnavailable
from skill.routine.exercises import Foot
from skill.routine.settings import Settings
from tests.contract.conftest import TABLE
from tests.fakes import count, keep

MONDAY = date(2026, 3, 2)
CALF = {"calf_steps": 2, "calf_done": 1}
LARGEST_NUMBER = 10**38 - 1
"""DynamoDB keeps 38 digits."""
EXOTIC = {
    "two scripts": "čaj 足 चाय شاي",
    "beyond sixteen bits": "🦶🏽 👩‍⚕️ 𠜎",
    "one letter, composed": "\u00e9",
    "the same, decomposed": "e\u0301",
    "right to left": "\u05e8\u05d2\u05dc",
    "control characters": "a\x00b\tc\nd\u2028e",
    "of expressions and keys": "#pk :u DAY#2026-03-02 a.b[0]",
    "of JSON": '"\\/{}',
}


def put(database, user_id, sort_key, **attributes):
    """Write an item by hand."""
    key = {"pk": {"S": user_id}, "sk": {"S": sort_key}}
    database.client.put_item(TableName=TABLE, Item={**key, **attributes})


@pytest.mark.parametrize("written", ["12", "12.0", "1.2E1", "0012"])
def test_a_whole_number_is_an_int_however_it_was_written(database, user_id, written):
    """JSON and the coach know no ``Decimal``."""
    put(database, user_id, f"DAY#{MONDAY}", calf_steps={"N": written})

    [count] = database.store.load(user_id, since=MONDAY).days[MONDAY].counters.values()

    assert (int, 12) == (type(count), count)


@pytest.mark.parametrize("number", [0, -7, 2**53 + 1, LARGEST_NUMBER])
def test_a_counter_is_exact_up_to_the_last_digit(database, user_id, number):
    """No float lies on the way."""
    count(database.store, user_id, LogEntry("one", MONDAY, {"calf_steps": number}))

    assert {"calf_steps": number} == database.store.load(user_id, since=MONDAY).days[
        MONDAY
    ].counters


@pytest.mark.parametrize("text", EXOTIC.values(), ids=EXOTIC)
def test_any_letter_comes_back_as_it_was(store, user_id, text):
    """In names and in values, in the profile and in a day; nothing is normalised."""
    place = Place(at=text, noted=(Noted(text, MONDAY, {f"{text}_steps": 1}, (text,)),))
    saved = keep(store, user_id, Profile(told={text: 3}), {"kitchen": place})
    count(store, user_id, LogEntry(text, MONDAY, {f"{text}_steps": 1}))

    person = store.load(user_id, since=MONDAY)

    assert (saved.told, {"kitchen": place}) == (person.profile.told, person.places)
    assert {f"{text}_steps": 1} == person.days[MONDAY].counters
    assert {text} == person.days[MONDAY].applied


def test_a_profile_of_an_older_version_is_read_and_saved(database, user_id):
    """What it lacks has its default; its version counts on."""
    put(
        database,
        user_id,
        "PROFILE",
        version={"N": "3"},
        settings={"M": {"foot": {"S": "left"}}},
    )

    profile = database.store.load(user_id, since=MONDAY).profile

    assert Profile(settings=Settings(foot=Foot.LEFT), version=3) == profile
    assert 4 == keep(database.store, user_id, profile).version


def test_a_day_of_an_older_version_is_read_and_counted_on(database, user_id):
    """A day from before ids were kept has none."""
    put(database, user_id, f"DAY#{MONDAY}", calf_steps={"N": "2"})

    assert frozenset() == database.store.load(user_id, since=MONDAY).days[MONDAY].applied
    assert count(database.store, user_id, LogEntry("one", MONDAY, CALF)) is True

    log = database.store.load(user_id, since=MONDAY).days[MONDAY]
    assert ({"calf_steps": 4, "calf_done": 1}, {"one"}) == (log.counters, log.applied)


def test_a_day_that_is_nothing_but_its_key_is_an_empty_day(database, user_id):
    """The least that an item can be."""
    put(database, user_id, f"DAY#{MONDAY}")

    log = database.store.load(user_id, since=MONDAY).days[MONDAY]

    assert ({}, frozenset()) == (log.counters, log.applied)


@pytest.mark.parametrize("letter", ["X", "é", "足"])
def test_a_user_id_may_be_long(store, letter):
    """255 characters is the most that Alexa gives a person's id; a key may have 2,048 bytes."""
    user_id = letter * 255

    saved = keep(store, user_id, Profile())
    count(store, user_id, LogEntry("one", MONDAY, CALF))

    person = store.load(user_id, since=MONDAY)
    assert (1, CALF) == (saved.version, person.days[MONDAY].counters)


def test_a_person_without_an_id_is_an_unavailable_store(database, request):
    """DynamoDB refuses an empty key; the person is coached all the same, and nobody is mixed up."""
    if database.name == "moto":
        gap = "moto 5.2.5 takes an empty key"
        request.applymarker(pytest.mark.xfail(reason=gap))

    with pytest.raises(StoreUnavailable, match="ValidationException"):
        keep(database.store, "", Profile())
    with pytest.raises(StoreUnavailable, match="ValidationException"):
        count(database.store, "", LogEntry("one", MONDAY, CALF))
