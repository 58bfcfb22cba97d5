"""Whatever comes: a request is answered or refused, and what is refused never reaches the store."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.web.verifier import ADDRESS_HEADER, SIGNATURE_HEADER
from tests.envelopes import assert_valid, consent_answer, ended, envelope, intent, launch
from tests.web.conftest import URL, Service
from tests.web.signing import NOW, signature

REQUESTS = [
    launch(),
    intent("AMAZON.NextIntent"),
    intent("SetHoldIntent", duration={"value": "PT30S", "confirmationStatus": "NONE"}),
    ended(),
    consent_answer("[[450]]"),
    {"type": "AlexaSkillEvent.SkillDisabled", "body": {}},
]

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["LaunchRequest", "2026-03-02T07:00:00Z", "amzn1.ask.skill.x", "PT9S"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def places(value, path=()):
    """Yield the path of every part of a request."""
    yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, part in inner:
        yield from places(part, (*path, key))


@st.composite
def changed(draw):
    """Return a request in which something else stands somewhere, or nothing."""
    event = copy.deepcopy(envelope(draw(st.sampled_from(REQUESTS)), at=NOW))
    for _ in range(draw(st.integers(0, 3))):
        *path, last = draw(st.sampled_from([p for p in places(event) if p]))
        part = event
        for key in path:
            part = part[key]
        if draw(st.booleans()):
            del part[last]
        else:
            part[last] = draw(values)
    return json.dumps(event).encode()


bodies = changed() | values.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=99)
addresses = st.sampled_from([URL, URL + "x"]) | st.text() | st.none()
signatures = st.none() | st.text() | st.binary(max_size=300).map(lambda raw: raw.hex())


@pytest.fixture(scope="module")
def one(amazon, coach):
    """Return one service for all examples: what one leaves behind must not harm the next."""
    return Service(amazon, coach.begin())


def check(web, answer):
    """Check that a request was either answered or refused."""
    touched = (web.skill.calls, web.store.loads, web.store.attempts)
    web.skill.calls = web.store.loads = web.store.attempts = 0
    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert ((0, 0, 0), b"") == (touched, answer.data)
    else:
        assert 1 == touched[0]
        assert_valid(answer.json)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies)
def test_signed_by_alexa(one, body):
    """It may hold anything."""
    check(one, one.post(body))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies, addresses, signatures)
def test_signed_by_nobody(one, body, address, made):
    """It is refused, always."""
    headers = {ADDRESS_HEADER: address, SIGNATURE_HEADER: made}
    sendable = {
        k: v and "".join(v.split()).encode("utf-8", "replace").decode("latin-1")
        for k, v in headers.items()
    }
    answer = one.post(body, headers=sendable)

    assert 400 == answer.status_code
    check(one, answer)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed(), st.integers(0, 10_000), st.integers(1, 255))
def test_signed_and_changed_on_the_way(one, body, place, change):
    """One byte is enough."""
    place %= len(body)
    sent = body[:place] + bytes([body[place] ^ change]) + body[place + 1 :]
    answer = one.post(sent, headers={SIGNATURE_HEADER: signature(one.amazon.key, body)})

    assert 400 == answer.status_code
    check(one, answer)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies)
def test_signed_by_nobody_and_taken(unverified, body):
    """In development too nothing is a fault."""
    answer = unverified.client.post("/alexa", data=body, content_type="application/json")

    check(unverified, answer)
