"""Puts the pretend Echo's page together with what it shows of the coach itself."""

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime

from flask import Flask

from simulator.common import JsonObject
from simulator.page.app import open_live_echo, page_blueprint
from simulator.page.insight import Insight
from simulator.page.live_echo import LiveEcho
from simulator.rig.environment import Talk, TalkOptions
from skill.bootstrap import configured_store
from skill.config import Configuration
from skill.screen.drawing import movements
from skill.service.telemetry import pseudonym
from tools.inside import LastTurn, items_of, settled
from tools.outlook import outlook
from tools.progress import progress_or_why_not


@contextlib.contextmanager
def open_shown_echo(options: TalkOptions) -> Iterator[LiveEcho]:
    """
    Open an Echo with the views of the coach that its page shows.

    Args:
        options: What the person chose for the talk. The page is silent unless the voice is a
            `Speaker`.

    Raises:
        SimulatorError: Something is missing, and the person at the terminal can help.
    """
    with (
        LastTurn() as last_turn,
        open_live_echo(options, lambda talk: insight_into(talk, last_turn)) as live_echo,
    ):
        yield live_echo


@contextlib.contextmanager
def open_page(options: TalkOptions) -> Iterator[tuple[LiveEcho, Flask]]:
    """
    Open an Echo, and yield it with a Flask application that has nothing but its page.

    Args:
        options: As for `open_shown_echo`.

    Raises:
        SimulatorError: Something is missing, and the person at the terminal can help.
    """
    with open_shown_echo(options) as live_echo:
        app = Flask(__name__, static_folder=None)
        app.register_blueprint(page_blueprint(live_echo))
        yield live_echo, app


def insight_into(talk: Talk, last_turn: LastTurn) -> Insight:
    """Return the views of a talk, on the database that its environment names."""
    configuration = Configuration.from_env(os.environ)
    store = configured_store(configuration)
    store.open()
    user_id, device = talk.device.user_id, pseudonym(talk.device.device_id)

    def progress(instant: datetime) -> JsonObject:
        return progress_or_why_not(
            store, user_id, instant, device=device, days_kept=configuration.days_kept
        )

    return Insight(
        drawings=movements,
        outlook=outlook,
        progress=progress,
        items=lambda: items_of(store, user_id),
        telemetry=last_turn.take,
        settled=settled,
    )
