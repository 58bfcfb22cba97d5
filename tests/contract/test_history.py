"""Ten years of days: a read brings what was asked for, however much there is."""

from datetime import date, timedelta

import pytest

from benchmarks.capacity import KB, item_bytes
from skill.progress.profile import Profile
from skill.progress.store import Person
from tests.contract.conftest import DATABASES, write
from tests.fakes import keep

DAYS = 3_650
TODAY = date(2026, 3, 2)
LONG_AGO = date(2000, 1, 1)
COUNTERS = {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6}
PAGE_BYTES = 1024 * KB
"""What a Query returns at most before it wants to be asked again (AWS, ``Constraints``)."""


def days_back(count):
    """Return the last days, today first."""
    return [TODAY - timedelta(days=days_ago) for days_ago in range(count)]


def day_item(user_id, day, id_bytes):
    """Return a day's item; its ids are one long one, as engines take their time for each value."""
    return {
        "pk": {"S": user_id},
        "sk": {"S": f"DAY#{day}"},
        "applied": {"SS": ["x" * id_bytes]},
        **{name: {"N": str(count)} for name, count in COUNTERS.items()},
    }


@pytest.fixture(scope="module", params=DATABASES)
def veteran(request, databases):
    """Return a store, and somebody who has stretched on each day of ten years."""
    database, user_id = databases(request.param), "amzn1.ask.account.veteran"
    items = [day_item(user_id, day, id_bytes=300) for day in days_back(DAYS)]
    assert sum(map(item_bytes, items)) > PAGE_BYTES
    write(database.client, items)
    keep(database.store, user_id, Profile(told={"disclaimer": 1}))
    return database.store, user_id


def test_of_ten_years_the_last_week_is_read(veteran):
    """Just those days, and the profile with them."""
    store, user_id = veteran

    person = store.load(user_id, since=TODAY - timedelta(days=6))

    assert dict.fromkeys(days_back(7), COUNTERS) == {
        day: log.counters for day, log in person.days.items()
    }
    assert Profile(told={"disclaimer": 1}, version=1) == person.profile


def test_all_of_ten_years_is_read_page_after_page(veteran):
    """Nothing is lost at the end of a page; the profile comes last."""
    store, user_id = veteran

    person = store.load(user_id, since=LONG_AGO)

    assert sorted(days_back(DAYS)) == list(person.days)
    assert all(log.counters == COUNTERS for log in person.days.values())
    assert 1 == person.profile.version


def test_whoever_has_more_than_a_page_can_be_forgotten(database, user_id):
    """The first page is not all there is."""
    items = [day_item(user_id, day, id_bytes=36_000) for day in days_back(40)]
    assert sum(map(item_bytes, items)) > PAGE_BYTES
    write(database.client, items)

    database.store.forget(user_id, 1)

    assert Person(None, {}) == database.store.load(user_id, since=LONG_AGO)
