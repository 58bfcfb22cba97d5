"""`GET /healthz`: whether the store can be reached, and nothing more."""

import threading

import pytest

from skill.web.health import CHECK_USER_ID, StoreHealth
from tests.fakes import InMemoryProgressStore


def test_a_store_that_answers(web):
    """200, one word."""
    answer = web.client.get("/healthz")

    assert (200, {"store": "reachable"}) == (answer.status_code, answer.json)


def test_a_store_that_does_not(web, lines):
    """503, one word, and a line in the log."""
    web.store.go_down()

    answer = web.client.get("/healthz")

    assert (503, {"store": "unreachable"}) == (answer.status_code, answer.json)
    assert ["the store is not reachable: switched off"] == lines()


@pytest.mark.parametrize("is_up", [True, False])
def test_asking_often_costs_nothing(web, is_up):
    """One read in some seconds, however the store is, and it is of nobody."""
    web.store.is_readable = is_up

    for _ in range(100):
        web.client.get("/healthz")
    web.seconds += 9.9
    web.client.get("/healthz")
    assert 1 == web.store.loads
    web.seconds += 0.1
    web.client.get("/healthz")
    assert 2 == web.store.loads
    assert "amzn" not in CHECK_USER_ID


def test_a_store_that_comes_back(web):
    """It is found out at the next look."""
    web.store.go_down()
    assert 503 == web.client.get("/healthz").status_code

    web.store.come_back()

    assert 503 == web.client.get("/healthz").status_code
    web.seconds += 10
    assert 200 == web.client.get("/healthz").status_code


class SlowStore(InMemoryProgressStore):
    """A store that answers when it is told to."""

    def __init__(self):
        """Have not been asked."""
        super().__init__()
        self.is_asked, self.may_answer = threading.Event(), threading.Event()

    def load(self, user_id, *, since):
        """Wait."""
        self.is_asked.set()
        assert self.may_answer.wait(5)
        return super().load(user_id, since=since)


def test_nobody_waits_for_a_slow_store_but_the_first():
    """The others hear what was known before, at once."""
    store, seconds = SlowStore(), [0.0]
    health = StoreHealth(store, lambda: seconds[0])
    first = threading.Thread(target=health.is_reachable)
    first.start()
    assert store.is_asked.wait(5)

    assert not health.is_reachable()

    store.may_answer.set()
    first.join(5)
    assert health.is_reachable()
    assert 1 == store.loads
