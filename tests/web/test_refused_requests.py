"""What is not Alexa's is refused before anything reads it, whatever is wrong with it."""

import base64
import json
import string
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from skill.web.verifier import ADDRESS_HEADER, SIGNATURE_HEADER
from tests.envelopes import APPLICATION, DEVICE, TOKEN, USER, envelope, launch
from tests.web.conftest import URL
from tests.web.signing import (
    ANY,
    CLIENT,
    DAY,
    NOW,
    authority,
    certified,
    leaf,
    pem,
    rsa_key,
    signature,
)

EXPIRED = {"begins": NOW - 9 * DAY, "ends": NOW - DAY}
NOT_YET = {"begins": NOW + DAY, "ends": NOW + 9 * DAY}
SHA_1 = hashes.SHA1()  # noqa: S303 - as Amazon signed before
EVENT = "AlexaSkillEvent.SkillDisabled"


def plain(**changed):
    """Return a launch as JSON, with something changed at its top."""
    return {**envelope(launch(), at=NOW), **changed}


def without_application():
    """Return a launch that does not say for whom it is."""
    event = plain()
    for part in (event["context"]["System"], event["session"]):
        del part["application"]
    return event


def for_application(skill_id):
    """Return a launch for somebody's skill."""
    event = plain()
    for part in (event["context"]["System"], event["session"]):
        part["application"] = {"applicationId": skill_id}
    return event


def without_timestamp():
    """Return a launch that does not say when it was sent."""
    event = plain()
    del event["request"]["timestamp"]
    return event


def at(**passed):
    """Return the timestamp of a moment before now."""
    return (NOW - timedelta(**passed)).strftime("%Y-%m-%dT%H:%M:%SZ")


def named(amazon, name):
    """Return a chain made out to somebody."""
    return pem(leaf(amazon.key, amazon.middle, alternative_names=[name]), amazon.middle)


def by_middle(amazon, middle):
    """Return a chain by an intermediate."""
    return pem(leaf(amazon.key, middle), middle)


def with_own_root(amazon):
    """Return a chain that brings its own root."""
    root = authority("Root")
    middle = authority("Middle", root)
    return pem(leaf(amazon.key, middle), middle, root)


CHAINS = {
    "expired leaf": lambda a: pem(leaf(a.key, a.middle, **EXPIRED), a.middle),
    "leaf not yet valid": lambda a: pem(leaf(a.key, a.middle, **NOT_YET), a.middle),
    "expired intermediate": lambda a: by_middle(a, authority("Old", a.root, **EXPIRED)),
    "intermediate not yet valid": lambda a: by_middle(a, authority("New", a.root, **NOT_YET)),
    "another name": lambda a: named(a, "echo-api.example.com"),
    "wildcard name": lambda a: named(a, "*.amazon.com"),
    "name with something behind it": lambda a: named(a, "echo-api.amazon.com.example.com"),
    "name with something before it": lambda a: named(a, "x.echo-api.amazon.com"),
    "no name": lambda a: pem(leaf(a.key, a.middle, alternative_names=()), a.middle),
    "name as common name only": lambda a: pem(
        certified(a.key, "echo-api.amazon.com", a.middle), a.middle
    ),
    "another root": lambda a: by_middle(a, authority("Middle", authority("Root"))),
    "another root, sent along": with_own_root,
    "signed by itself": lambda a: pem(leaf(a.key, None)),
    "no intermediate": lambda a: pem(a.leaf),
    "intermediate first": lambda a: pem(a.middle, a.leaf),
    "intermediate that is no authority": lambda a: by_middle(a, leaf(a.other_key, a.root)),
    "not for servers": lambda a: pem(leaf(a.key, a.middle, usage=CLIENT), a.middle),
    "for any use": lambda a: pem(leaf(a.key, a.middle, usage=ANY), a.middle),
    "no use given": lambda a: pem(leaf(a.key, a.middle, usage=None), a.middle),
    "an authority as leaf": lambda a: pem(a.middle, a.root),
    "a key that is not RSA": lambda a: pem(
        leaf(ec.generate_private_key(ec.SECP256R1()), a.middle), a.middle
    ),
    "an intermediate with a short RSA key": lambda a: by_middle(
        a, certified(rsa_key(1024), "Short", a.root, is_authority=True)
    ),
    "empty file": lambda _: b"",
    "no certificate in it": lambda _: b"<html>no such key</html>",
    "broken base64": lambda a: a.chain.replace(b"M", b"!"),
    "cut off": lambda a: a.chain[: len(a.chain) // 2],
    "broken inside": lambda _: (
        b"-----BEGIN CERTIFICATE-----\n"
        + base64.b64encode(bytes(99))
        + b"\n-----END CERTIFICATE-----\n"
    ),
    "a private key's file": lambda a: a.chain.replace(b"CERTIFICATE", b"RSA PRIVATE KEY"),
}


URLS = [
    "",
    "x",
    "http://s3.amazonaws.com/echo.api/c.pem",
    "ftp://s3.amazonaws.com/echo.api/c.pem",
    "//s3.amazonaws.com/echo.api/c.pem",
    "https:/s3.amazonaws.com/echo.api/c.pem",
    "https:s3.amazonaws.com/echo.api/c.pem",
    " https://s3.amazonaws.com/echo.api/c.pem",
    "https://notamazon.com/echo.api/c.pem",
    "https://s3.amazonaws.com.example.com/echo.api/c.pem",
    "https://s3.amazonaws.com./echo.api/c.pem",
    "https://x.s3.amazonaws.com/echo.api/c.pem",
    "https://s3xamazonaws.com/echo.api/c.pem",
    "https://s3.amazonaws.com@example.com/echo.api/c.pem",
    "https://user:password@s3.amazonaws.com/echo.api/c.pem",
    "https://@s3.amazonaws.com/echo.api/c.pem",
    "https://example.com\\@s3.amazonaws.com/echo.api/c.pem",
    "https://example.com#@s3.amazonaws.com/echo.api/c.pem",
    "https://s3.amazonaws.com/EcHo.aPi/c.pem",
    "https://s3.amazonaws.com/invalid.path/c.pem",
    "https://s3.amazonaws.com/echo.apis/c.pem",
    "https://s3.amazonaws.com/echo.api",
    "https://s3.amazonaws.com/echo.api/",
    "https://s3.amazonaws.com/echo.api/.",
    "https://s3.amazonaws.com/x/echo.api/c.pem",
    "https://s3.amazonaws.com//echo.api/c.pem",
    "https://s3.amazonaws.com/echo.api/../c.pem",
    "https://s3.amazonaws.com/echo.api/../x/c.pem",
    "https://s3.amazonaws.com/echo.api/x/../../x/c.pem",
    "https://s3.amazonaws.com/echo.api/%2e%2e/x/c.pem",
    "https://s3.amazonaws.com/echo.api/c%00.pem",
    "https://s3.amazonaws.com/echo.api\\c.pem",
    "https://s3.amazonaws.com/echo.api/c.pem?x=y",
    "https://s3.amazonaws.com/echo.api/c.pem#x",
    "https://s3.amazonaws.com/echo.api/c.pem;x",
    "https://s3.amazonaws.com/echo.api/c.pem\t",
    "https://s3.amazonaws.com/echo.api/c .pem",
    "https://s3.amazonaws.com/echo.api/ć.pem",
    "https://s3.amazonaws.com/echo.api/c.pem, https://s3.amazonaws.com/echo.api/c.pem",
    "https://s3.amazonaws.com:563/echo.api/c.pem",
    "https://s3.amazonaws.com:80/echo.api/c.pem",
    "https://s3.amazonaws.com:x/echo.api/c.pem",
    "https://s3.amazonaws.com:/echo.api/c.pem",
    "https://s3.amazonaws.com:0443/echo.api/c.pem",
    "https://s3.amazonaws.com:4433/echo.api/c.pem",
    "https://s3.amazonaws.com:443:443/echo.api/c.pem",
    "https://s3.amazonaws.com/echo.api/" + "c" * 500,
]

SIGNATURES = {
    "missing": None,
    "empty": "",
    "no base64": "***",
    "base64 with something in it": base64.b64encode(bytes(256)).decode() + "\x7f",
    "not filled up": "YQ",
    "no ASCII": "é" * 40,
    "nothing": "====",
    "too short": base64.b64encode(b"short").decode(),
    "zeros": base64.b64encode(bytes(256)).decode(),
    "too long": base64.b64encode(bytes(5_000)).decode(),
}

BODIES = {
    "empty": b"",
    "a word": b"hello",
    "null": b"null",
    "a number": b"1",
    "a list": b"[]",
    "a text": b'"request"',
    "no request": b"{}",
    "request that is none": b'{"request": []}',
    "no context": b'{"request": {"type": "LaunchRequest"}}',
    "context that is none": b'{"request": {"type": "LaunchRequest"}, "context": 1}',
    "cut off": json.dumps(plain()).encode()[:-1],
    "two": json.dumps(plain()).encode() * 2,
    "not a number": json.dumps(plain(x=float("nan"))).encode(),
    "infinite": json.dumps(plain(x=float("inf"))).encode(),
    "a number too long": b"9" * 5_000,
    "not UTF-8": json.dumps(plain()).encode().replace(b"Launch", b"L\xe4unch"),
    "UTF-16": json.dumps(plain()).encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + json.dumps(plain()).encode(),
    "many brackets": b"[" * 100_000,
    "many brackets, all closed": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "too long": json.dumps(plain(x="x" * 256 * 1024)).encode(),
    "without application id": without_application(),
    "application id null": for_application(None),
    "application id a list": for_application([APPLICATION]),
    "application id empty": for_application(""),
    "application id in other case": for_application(APPLICATION.upper()),
    "for another skill": for_application(APPLICATION[:-1] + "6"),
    "without timestamp": without_timestamp(),
}

TIMESTAMPS = {
    "151 s old": {"timestamp": at(seconds=151)},
    "151 s ahead": {"timestamp": at(seconds=-151)},
    "a day old": {"timestamp": at(days=1)},
    "without zone": {"timestamp": at().removesuffix("Z")},
    "a date": {"timestamp": "2026-03-02"},
    "no time": {"timestamp": "now"},
    "null": {"timestamp": None},
    "a number": {"timestamp": int(NOW.timestamp() * 1000)},
    "a list": {"timestamp": [at()]},
    "at the beginning of time": {"timestamp": "0001-01-01T00:00:00+14:00"},
    "at the end of time": {"timestamp": "9999-12-31T23:59:59-14:00"},
    "skill event 4,000 s old": {"type": EVENT, "timestamp": at(seconds=4_000)},
    "skill event 4,000 s ahead": {"type": EVENT, "timestamp": at(seconds=-4_000)},
    "other event 200 s old": {"type": "AlexaSkillEvent.Other", "timestamp": at(seconds=200)},
    "type is a list": {"type": [EVENT], "timestamp": at(seconds=200)},
}


def assert_refused(web, lines, answer):
    """Check that nobody heard of a request but the log, and that in one plain line."""
    assert (400, b"") == (answer.status_code, answer.data)
    assert (0, 0, 0) == (web.skill.calls, web.store.loads, web.store.attempts)
    [line] = lines()
    assert line.startswith("refused a request: ")
    words = line.removeprefix("refused a request: ")
    assert set(words) <= set(string.ascii_letters + string.digits + " -*.,'/")
    for said in (USER, DEVICE, TOKEN, APPLICATION, "amazonaws", "LaunchRequest"):
        assert said not in line


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_a_certificate_that_is_not_alexas(web, lines, amazon, chain):
    """The signature itself is right each time."""
    web.files.files[URL] = chain(amazon)

    assert_refused(web, lines, web.post())
    assert [URL] == web.files.asked


@pytest.mark.parametrize(("bits", "status"), [(1024, 400), (2047, 400), (2048, 200)])
def test_a_key_has_two_thousand_and_forty_eight_bits(web, amazon, lines, bits, status):
    """A shorter one can be guessed, in time. Chain and signature are right."""
    key = rsa_key(bits)
    web.files.files[URL] = pem(leaf(key, amazon.middle), amazon.middle)

    assert status == web.post(key=key).status_code
    is_refused = "refused a request: the certificate's key is too short" in lines()
    assert is_refused == (status == 400)


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_is_not_amazons(web, lines, amazon, url):
    """A right chain lies there, and it is not even fetched."""
    web.files.files[url] = amazon.chain

    assert_refused(web, lines, web.post(headers={ADDRESS_HEADER: url}))
    assert [] == web.files.asked


def test_no_address(web, lines):
    """Nothing is fetched."""
    assert_refused(web, lines, web.post(headers={ADDRESS_HEADER: None}))
    assert [] == web.files.asked


@pytest.mark.parametrize("made", SIGNATURES.values(), ids=SIGNATURES)
def test_a_signature_that_is_none(web, lines, made):
    """Whatever stands there."""
    assert_refused(web, lines, web.post(headers={SIGNATURE_HEADER: made}))


def test_a_signature_with_something_in_between(web, lines, amazon):
    """Right but for a character that is no base64, and that some would read over."""
    body = json.dumps(plain()).encode()
    made = signature(amazon.key, body)

    assert_refused(web, lines, web.post(body, headers={SIGNATURE_HEADER: f"{made[:9]}*{made[9:]}"}))


def test_a_signature_with_another_key(web, lines, amazon):
    """The certificate is Alexa's, and anybody can show that."""
    assert_refused(web, lines, web.post(key=amazon.other_key))


def test_a_body_that_was_changed(web, lines):
    """One letter is enough."""
    body = json.dumps(plain()).encode()

    changed = body.replace(b"en-US", b"en-GB")
    assert changed != body
    assert_refused(web, lines, web.post(changed, signed=body))


@pytest.mark.parametrize(
    "written",
    [
        lambda body: json.dumps(json.loads(body), indent=1).encode(),
        lambda body: body + b"\n",
        lambda body: body.replace(b"L", b"\\u004c"),
        lambda body: body.decode().encode("utf-16"),
    ],
    ids=["indented", "line end", "escaped", "UTF-16"],
)
def test_a_body_that_was_written_anew(web, lines, written):
    """Every byte counts, also where it means the same."""
    body = json.dumps(plain()).encode()

    assert_refused(web, lines, web.post(written(body), signed=body))


@pytest.mark.parametrize("algorithm", [SHA_1, hashes.SHA384()], ids=["SHA-1", "SHA-384"])
def test_a_signature_by_another_algorithm(web, lines, amazon, algorithm):
    """Only SHA-256 counts."""
    body = json.dumps(plain()).encode()
    made = signature(amazon.key, body, algorithm)

    assert_refused(web, lines, web.post(body, headers={SIGNATURE_HEADER: made}))


def test_the_signature_of_older_days(web, lines, amazon):
    """The header `Signature` is not looked at, whatever is in it."""
    body = json.dumps(plain()).encode()
    old = {
        SIGNATURE_HEADER: None,
        "Signature": signature(amazon.key, body, SHA_1),
    }

    assert_refused(web, lines, web.post(body, headers=old))


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_request_for_this_skill(web, lines, body):
    """Rightly signed, each of them."""
    assert_refused(web, lines, web.post(body))


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_nobody_signed_is_not_read(web, lines, amazon, body):
    """The log does not even say what is wrong with it."""
    assert_refused(web, lines, web.post(body, key=amazon.other_key))
    assert lines()[0].endswith(("the signature is not of this request", "it is too long"))


@pytest.mark.parametrize("changed", TIMESTAMPS.values(), ids=TIMESTAMPS)
def test_a_request_of_another_time(web, lines, changed):
    """Rightly signed, and replayed."""
    assert_refused(web, lines, web.post(**changed))


def test_a_replay(web, lines, caplog):
    """What was right once is wrong three minutes later."""
    body = json.dumps(plain()).encode()
    assert 200 == web.post(body).status_code
    web.store.loads = web.store.attempts = web.skill.calls = 0

    caplog.clear()
    web.now += timedelta(minutes=3)

    assert_refused(web, lines, web.post(body))


def test_a_file_that_cannot_be_fetched(web, lines):
    """Without its certificate no signature is right."""
    web.files.files.clear()

    assert_refused(web, lines, web.post())


def test_a_wrong_certificate_is_not_kept(web, amazon):
    """It is fetched and looked at each time, until it is right."""
    web.files.files[URL] = pem(amazon.leaf)
    assert [400, 400] == [web.post().status_code for _ in range(2)]

    web.files.files[URL] = amazon.chain

    assert [200, 200] == [web.post().status_code for _ in range(2)]
    assert [URL] * 3 == web.files.asked


def test_the_adapter_takes_nothing_by_another_way(web, lines):
    """A route somebody adds later reaches the skill no more than a stranger does."""
    web.app.logger.propagate = False
    adapter = web.app.extensions["ASK_SDK_SKILL_ADAPTER"][APPLICATION]
    adapter.register(web.app, "/other", "other")

    answer = web.client.post("/other", json=plain())

    assert (400, 0) == (answer.status_code, web.skill.calls)


def test_the_certificates_made_here_are_what_they_say(amazon):
    """A control: the chain that all others are changed from is right."""
    names = amazon.leaf.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)

    assert ["echo-api.amazon.com"] == names.value.get_values_for_type(x509.DNSName)
