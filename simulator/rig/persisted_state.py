"""
State kept from one talk to the next: the ids of person and Echo, how late it has become, reminders.

A small file in the data directory. The last instant is kept because a talk with a virtual clock
runs ahead of the laptop; the next one must not begin before it, or time would run backwards.
Reminders have a file of their own beside it: they are written from other threads.
"""

import json
import os
import uuid
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from simulator.common import JsonObject, SimulatorError, why_unreadable
from simulator.device.reminders import Reminders

FILE_NAME = "household.json"
"""The file's name in the data directory."""

REMINDERS_FILE_NAME = "reminders.json"
"""The name of the file with Alexa's reminders, and with the permission to set them."""


@dataclass(frozen=True, slots=True)
class PersistedState:
    """A person and an Echo."""

    user_id: str
    """Alexa's id of the person's account."""
    device_id: str
    """Alexa's id of the Echo."""
    last_instant: str | None = None
    """The latest instant of any talk so far, ISO 8601 in UTC; None before the first."""

    def next_start(self, wanted: datetime | None) -> datetime:
        """
        Return when a talk begins.

        Args:
            wanted: An instant somebody asked for; None for the laptop's own time.

        Raises:
            SimulatorError: What was asked for lies before the end of an earlier talk.
        """
        last = datetime.fromisoformat(self.last_instant) if self.last_instant else None
        if wanted is None:
            now = datetime.now(UTC)
            return max(now, last) if last else now
        if last and wanted < last:
            raise SimulatorError(
                f"Time cannot run backwards: an earlier talk with this data ended at "
                f"{self.last_instant}. Give a later --now, or another --data directory."
            )
        return wanted.astimezone(UTC)


def is_begun(directory: Path) -> bool:
    """Return whether there has been a talk with a data directory."""
    return (directory / FILE_NAME).exists()


def open_state(directory: Path) -> PersistedState:
    """
    Read the state of a data directory; a new directory gets new ids.

    Raises:
        SimulatorError: The file is there and cannot be understood.
    """
    path = directory / FILE_NAME
    if not is_begun(directory):
        state = PersistedState(
            user_id=f"amzn1.ask.account.{uuid.uuid4().hex.upper()}",
            device_id=f"amzn1.ask.device.{uuid.uuid4().hex.upper()}",
        )
        save_state(directory, state)
        return state
    try:
        state = PersistedState(**json.loads(path.read_text(encoding="utf-8")))
        state.next_start(None)
    except (OSError, ValueError, TypeError) as error:
        raise SimulatorError(
            f"{path} cannot be read: {why_unreadable(error)}. Remove it, or give another --data "
            "directory."
        ) from error
    return state


def save_state(directory: Path, state: PersistedState) -> None:
    """Write the state, whole or not at all."""
    _write(directory / FILE_NAME, asdict(state))


def save_instant(directory: Path, state: PersistedState, instant: datetime) -> None:
    """Keep how late it has become."""
    save_state(directory, replace(state, last_instant=instant.isoformat()))


def open_reminders(directory: Path) -> Reminders:
    """
    Read Alexa's reminders of a data directory; each change of them is written there.

    Raises:
        SimulatorError: The file is there and cannot be understood.
    """
    path = directory / REMINDERS_FILE_NAME

    def save(kept: JsonObject) -> None:
        _write(path, kept)

    if not path.exists():
        return Reminders(save=save)
    try:
        return Reminders(json.loads(path.read_text(encoding="utf-8")), save)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SimulatorError(
            f"{path} cannot be read: {why_unreadable(error)}. Remove it; its reminders are gone."
        ) from error


def _write(path: Path, content: JsonObject) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(content), encoding="utf-8")
    draft.replace(path)
