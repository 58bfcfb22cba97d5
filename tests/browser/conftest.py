"""A living room with a browser in it: the real skill, a real database, the page, and Chromium."""

import contextlib
import os
from urllib.parse import urlsplit

import pytest

from simulator.device.sound import MODELLED
from simulator.rig.environment import TalkOptions
from tests.browser.room import MONDAY_MORNING, Visit, chromium_path, served, started_chromium
from tools.page import open_page


@pytest.fixture(scope="module")
def chromium():
    """Start the Chromium of this machine; without one the tests are left out, except in CI."""
    path = chromium_path()
    if path is None:
        missing = "no Chromium on this machine. On Debian: apt install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with started_chromium(path) as browser:
        yield browser


@pytest.fixture
def make_visit(chromium, tmp_path, monkeypatch):
    """
    Return a function that puts up a home and returns a page of it that is not opened yet.

    In the end no page may have complained or asked another machine for anything.
    """
    monkeypatch.setenv("TZ", "Europe/London")
    for variable in (
        "SKILL_ID",
        "PROGRESS_TABLE",
        "AWS_ENDPOINT_URL_DYNAMODB",
        "COUNTING",
        "SILENCE",
    ):
        monkeypatch.delenv(variable, raising=False)
    visits = []
    with contextlib.ExitStack() as stack:

        def make(*, is_fast=True, voice=MODELLED, **context):
            options = TalkOptions(
                tmp_path / "data", is_fast=is_fast, start=MONDAY_MORNING, voice=voice
            )
            _, app = stack.enter_context(open_page(options))
            origin = stack.enter_context(served(app))
            browsing = chromium.new_context(**context)
            browsing.set_default_timeout(10_000)
            stack.callback(browsing.close)
            visit = Visit(browsing.new_page(), origin)
            visit.listen()
            visits.append(visit)
            return visit

        yield make
    assert [] == [complaint for visit in visits for complaint in visit.complaints]
    for visit in visits:
        home = urlsplit(visit.origin).netloc
        assert {home} == {
            urlsplit(url).netloc for url in visit.requests if not url.startswith("blob:")
        }


@pytest.fixture
def visit(make_visit):
    """Open the page on a laptop; time passes only when it is let pass."""
    visit = make_visit(viewport={"width": 1366, "height": 768})
    visit.open()
    return visit
