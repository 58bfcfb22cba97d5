"""What Alexa sends is answered, whatever it is, as on AWS Lambda."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from skill.bootstrap import build_skill
from skill.web.verifier import ADDRESS_HEADER
from tests.envelopes import APPLICATION, assert_valid, ended, envelope, intent, launch
from tests.fakes import InMemoryProgressStore
from tests.web.conftest import URL, Coach, Service
from tests.web.signing import DAY, NOW, authority, leaf, pem
from tests.web.test_refused_requests import EVENT, at, plain

UNREADABLE = {
    "unknown type": {"type": "Alexa.NoSuchRequest"},
    "no type": {"type": None},
    "type is a number": {"type": 7},
    "unknown intent": intent("NoSuchIntent"),
    "intent without a name": {"type": "IntentRequest", "intent": {}},
    "intent is a list": {"type": "IntentRequest", "intent": []},
    "slots are a number": {"type": "IntentRequest", "intent": {"name": "SkipIntent", "slots": 5}},
    "locale is a number": {**launch(), "locale": 5},
    "end without a reason": ended(None),
}


def test_a_launch_is_answered(web):
    """Status 200, and the very JSON that Lambda would give."""
    answer = web.post()

    on_lambda = build_skill(store=InMemoryProgressStore(), skill_id=APPLICATION)
    expected = on_lambda(plain(), None)
    assert (200, "application/json") == (answer.status_code, answer.content_type)
    assert answer.json.pop("userAgent")
    assert json.dumps(expected["response"]) == json.dumps(answer.json["response"])
    assert_valid(answer.json)


def test_the_adapter_is_the_sdks(web):
    """flask-ask-sdk keeps it under the application id."""
    adapter = web.app.extensions["ASK_SDK_SKILL_ADAPTER"][APPLICATION]

    assert "flask_ask_sdk.skill_adapter" == type(adapter).__module__


@pytest.mark.parametrize(
    "changed",
    [
        {"timestamp": at(seconds=149)},
        {"timestamp": at(seconds=150)},
        {"timestamp": at(seconds=-150)},
        {"timestamp": at().replace("Z", "+00:00")},
        {"timestamp": (NOW + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S+02:00")},
        {"timestamp": at().replace("Z", ".123Z")},
        {"type": EVENT, "timestamp": at(seconds=200)},
        {"type": EVENT, "timestamp": at(seconds=3_600)},
    ],
)
def test_a_request_of_these_minutes(web, changed):
    """An event of the skill may be an hour old: it is delivered again when it was not taken."""
    assert (200, 1) == (web.post(**changed).status_code, web.skill.calls)


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/x/./../echo-api-cert.pem",
        "https://s3.amazonaws.com/x/../echo.api//echo-api-cert.pem",
    ],
)
def test_every_spelling_of_the_address(web, url):
    """All are one file, fetched once."""
    assert [200, 200] == [
        web.post(headers={ADDRESS_HEADER: each}).status_code for each in (url, URL)
    ]
    assert [URL] == web.files.asked


@pytest.mark.parametrize("request_", UNREADABLE.values(), ids=UNREADABLE)
def test_what_the_sdk_cannot_read_is_answered(web, request_):
    """Never with 500: Alexa gets a response that says nothing, or the coach's apology."""
    answer = web.post(envelope(request_, at=NOW, attributes={"kept": 1}))

    assert 200 == answer.status_code
    assert_valid(answer.json)


@pytest.mark.parametrize("body", [b"null", b"[]", b"", b"{", b"{}", b"\xff", b"[" * 99_999])
def test_without_verification_nonsense_is_refused_too(unverified, lines, body):
    """With one line, and no fault."""
    answer = unverified.client.post("/alexa", data=body, content_type="application/json")

    assert (400, 1, 0) == (answer.status_code, len(lines()), unverified.skill.calls)


def test_without_verification_no_signature_is_needed(unverified):
    """Nor the right time: a pretend Echo may live in another one."""
    answer = unverified.client.post("/alexa", json=envelope(launch(), at=NOW - 99 * DAY))

    assert (200, []) == (answer.status_code, unverified.files.asked)


@pytest.mark.parametrize(
    "how",
    [
        {"content_type": "text/plain"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "application/json", "base_url": "http://example.com"},
        {"content_type": "application/json", "base_url": "http://127.0.0.1.example.com:8080"},
    ],
)
def test_without_verification_no_web_page_gets_through(unverified, how):
    """A browser lets any page send text anywhere, and JSON to what seems to be its own host."""
    answer = unverified.client.post("/alexa", data=json.dumps(plain()), **how)

    assert (400, 0) == (answer.status_code, unverified.skill.calls)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:8080", "127.0.0.1:1"])
def test_without_verification_this_machine_gets_through(unverified, host):
    """By each of its names."""
    answer = unverified.client.post("/alexa", json=plain(), base_url=f"http://{host}")

    assert 200 == answer.status_code


def test_other_methods_are_not_allowed(web):
    """`POST /alexa` and `GET /healthz`, nothing else."""
    assert 405 == web.client.get("/alexa").status_code
    assert 405 == web.client.post("/healthz").status_code
    assert 404 == web.client.get("/").status_code


def test_somebody_may_add_pages(web):
    """It is a Flask application like any other."""
    web.app.add_url_rule("/", view_func=lambda: "a pretend Echo")

    assert b"a pretend Echo" == web.client.get("/").data


def test_a_certificate_is_kept_until_it_expires(web, amazon):
    """Or until one that it leads to does: then it is fetched anew."""
    short = authority("Short", amazon.root, ends=NOW + 2 * DAY)
    web.files.files[URL] = pem(leaf(amazon.key, short), short)

    assert [200, 200] == [web.post().status_code for _ in range(2)]
    assert 1 == len(web.files.asked)
    web.now += 3 * DAY
    assert (400, 2) == (web.post().status_code, len(web.files.asked))
    web.files.files[URL] = amazon.chain
    assert (200, 3) == (web.post().status_code, len(web.files.asked))


def test_a_few_certificates_are_kept(web, amazon):
    """Those that were needed last."""
    urls = [f"{URL}{number}" for number in range(9)]
    web.files.files |= dict.fromkeys(urls, amazon.chain)

    for url in (*urls[:8], urls[0], urls[8]):
        assert 200 == web.post(headers={ADDRESS_HEADER: url}).status_code
    assert 9 == len(web.files.asked)

    web.post(headers={ADDRESS_HEADER: urls[0]})
    assert 9 == len(web.files.asked)
    web.post(headers={ADDRESS_HEADER: urls[1]})
    assert urls[1] == web.files.asked[-1]


def test_conversations_at_the_same_time_do_not_mix(amazon):
    """Each thread hears what it would have heard alone, also in a skill that just woke up."""
    web = Service(amazon, Coach())
    alone = conversation(Service(amazon, Coach()), 0)
    threads = 8
    together = threading.Barrier(threads)

    def talk(number):
        together.wait()
        return conversation(web, number)

    with ThreadPoolExecutor(threads) as pool:
        heard = list(pool.map(talk, range(threads)))

    assert [alone] * threads == heard


def conversation(web, number):
    """Return what somebody hears in a few turns."""
    turns = [
        launch(),
        intent("SetFootIntent"),
        intent("AMAZON.NextIntent"),
        intent("TimeLeftIntent"),
    ]
    turns += [intent("ListExercisesIntent"), intent("AMAZON.HelpIntent"), ended()]
    heard, attributes = [], {}
    for turn in turns:
        event = envelope(turn, at=NOW, new=not attributes, attributes=attributes)
        for part in (event["session"], event["context"]["System"]):
            part["user"]["userId"] = f"amzn1.ask.account.{number}"
        answer = web.post(event).json
        attributes = answer.get("sessionAttributes", {})
        heard.append(answer["response"].get("outputSpeech"))
    return heard
