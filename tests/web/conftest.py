"""A web service on a store in this process, and an Amazon that signs what it sends there."""

import json
import logging

import pytest

from skill.bootstrap import build_skill
from skill.web.app import create_app
from skill.web.certificate_fetch import Refusal
from skill.web.certificates import SigningKeys
from skill.web.health import StoreHealth
from skill.web.verifier import ADDRESS_HEADER, SIGNATURE_HEADER, RequestVerifier
from tests.envelopes import APPLICATION, envelope, launch
from tests.fakes import InMemoryProgressStore
from tests.web.signing import NOW, authority, leaf, pem, rsa_key, signature

URL = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"


class Amazon:
    """Root, intermediate and signing certificate, made once."""

    def __init__(self):
        """Make the keys, which is what takes time."""
        self.root = authority("Root")
        self.middle = authority("Middle", self.root)
        self.key = rsa_key()
        self.other_key = rsa_key()
        self.leaf = leaf(self.key, self.middle)
        self.chain = pem(self.leaf, self.middle)


class Files:
    """A ``Fetch`` from a dictionary."""

    def __init__(self, files):
        """Have some files by address."""
        self.files = dict(files)
        self.asked = []

    def __call__(self, url):
        """Return one of them."""
        self.asked.append(url)
        if url not in self.files:
            raise Refusal("there is no such file")
        return self.files[url]


class Coach:
    """A skill, made once, and its store."""

    def __init__(self):
        """Read the catalogue, which is what takes time."""
        self.store = InMemoryProgressStore()
        self.skill = build_skill(store=self.store, skill_id=APPLICATION)

    def begin(self):
        """Know nobody."""
        for name, value in vars(InMemoryProgressStore()).items():
            setattr(self.store, name, value)
        return self


class Counted:
    """A skill that is counted."""

    def __init__(self, skill):
        """Have not been called."""
        self.refusal = skill.refusal
        self.calls = 0
        self._skill = skill

    def __call__(self, event, context):
        """Count, and answer."""
        self.calls += 1
        return self._skill(event, context)


class Service:
    """The web service, and who posts to it."""

    def __init__(self, amazon, coach, *, is_verifying=True):
        """Set it up on a store and its skill."""
        self.amazon = amazon
        self.store = coach.store
        self.skill = Counted(coach.skill)
        self.now = NOW
        self.seconds = 0.0
        self.files = Files({URL: amazon.chain})
        self.health = StoreHealth(self.store, lambda: self.seconds)
        keys = SigningKeys(self.files, [amazon.root.certificate])
        self.verifier = RequestVerifier(keys, lambda: self.now) if is_verifying else None
        self.app = create_app(self.skill, self.health, self.verifier, skill_id=APPLICATION)
        self.client = self.app.test_client()

    def post(self, body=None, *, signed=None, key=None, headers=None, **changed):
        """
        Send a request.

        Args:
            body: bytes, or what is written as JSON; a launch when missing.
            signed: what is signed, where it is not what is sent.
            key: who signs.
            headers: what is changed of the headers; ``None`` leaves one out.
            changed: what is changed of the request inside a launch.
        """
        if body is None:
            body = envelope({**launch(), **changed}, at=self.now)
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        made = signature(key or self.amazon.key, body if signed is None else signed)
        sent = {ADDRESS_HEADER: URL, SIGNATURE_HEADER: made, **(headers or {})}
        return self.client.post(
            "/alexa",
            data=body,
            headers={name: value for name, value in sent.items() if value is not None},
            content_type="application/json",
        )


@pytest.fixture(scope="session")
def amazon():
    """Return the one who signs."""
    return Amazon()


@pytest.fixture(scope="session")
def coach():
    """Return the one who answers."""
    return Coach()


@pytest.fixture
def web(amazon, coach):
    """Return a service that takes Amazon's requests only."""
    return Service(amazon, coach.begin())


@pytest.fixture
def unverified(amazon, coach):
    """Return a service that takes anybody's requests."""
    return Service(amazon, coach.begin(), is_verifying=False)


@pytest.fixture
def lines(caplog):
    """Return a function that gives all that was logged, each line as it is written."""
    caplog.set_level(logging.DEBUG, "skill")

    def written():
        return [logging.Formatter().format(record) for record in caplog.records]

    return written
