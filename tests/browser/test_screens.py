"""Every screen of an Echo Show, by the real skill, is drawn by Amazon's renderer at every size."""

import pytest

from simulator.device.request import VIEWPORTS
from simulator.rig.environment import TalkOptions
from tests.browser.room import needs_renderer, served
from tests.browser.screens import CONVERSATION, Drawn, moments
from tools.page import open_page

pytestmark = needs_renderer


@pytest.fixture(scope="module")
def drawn(chromium, tmp_path_factory):
    """Open the frame that draws documents."""
    folder = tmp_path_factory.mktemp("page")
    with (
        open_page(TalkOptions(folder, is_fast=True)) as (_, app),
        served(app) as origin,
        Drawn(chromium, origin) as drawn,
    ):
        yield drawn


@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_every_moment_of_a_conversation_is_drawn(drawn, tmp_path, viewport, monkeypatch):
    """Without a warning of the renderer, which would be raised."""
    monkeypatch.setenv("TZ", "Europe/London")
    shown = moments(viewport, tmp_path)
    pictures = {each.name: drawn.picture(each.screen, each.elapsed_ms) for each in shown}

    assert [name for name, _ in CONVERSATION] == list(pictures)
    assert len(set(pictures.values())) > len(pictures) / 2
