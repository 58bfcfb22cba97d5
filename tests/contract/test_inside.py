"""The person's items, as the page looks at them after each turn."""

import pytest

from simulator.common import SimulatorError
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.contract.conftest import TABLE
from tests.fakes import keep
from tools.inside import items_of


def test_items_are_read_by_their_sort_key(roto_client, user_id):
    """Each is whole, with its keys."""
    store = DynamoDbProgressStore(TABLE, lambda: roto_client)
    keep(store, user_id)

    items = items_of(store, user_id)

    assert ["PROFILE"] == list(items)
    assert (user_id, "PROFILE") == (items["PROFILE"]["pk"], items["PROFILE"]["sk"])


def test_a_table_that_does_not_answer_is_an_error_in_plain_words(user_id):
    """Nobody is there; the page says so and goes on."""
    store = DynamoDbProgressStore(TABLE)

    with pytest.raises(SimulatorError, match=r"^The table does not answer\.$"):
        items_of(store, user_id)
