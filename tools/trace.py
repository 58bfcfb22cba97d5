"""
Trace a turn: the files of `skill/` that it enters, and how often it changes from one to another.

`make trace` prints that for three turns in the middle of a count, on a store that stores nothing.
A turn is followed in its own thread, so the store's file (`skill/storage/dynamodb.py`) is left out.
"""

import sys
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any

import skill
from skill.bootstrap import build_skill
from skill.service.warm_up import REQUESTS, NullStore, envelope, intent, warm_up

FOLDER = Path(skill.__file__).parent
READY = intent("ReadyIntent")
SECONDS = 40
"""So long after the first request: the first hold is being counted."""

TURNS: Mapping[str, str] = {
    "next exercise": "NextExerciseIntent",
    "pause": "AMAZON.PauseIntent",
    "what did I do today": "ProgressIntent",
}


def files_entered(intent_name: str) -> list[str]:
    """Return the file of each call within `skill/` that a turn makes, in order."""
    entered: list[str] = []
    answer = build_skill(store=NullStore(), observe=lambda _: None)
    warm_up(answer)
    attributes: Mapping[str, Any] = {}
    for number, request in enumerate(REQUESTS[: REQUESTS.index(READY) + 1]):
        attributes = answer(envelope(number, request, attributes), None)["sessionAttributes"]

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and (path := Path(frame.f_code.co_filename)).is_relative_to(FOLDER):
            entered.append(path.relative_to(FOLDER).as_posix())

    event = envelope(SECONDS, intent(intent_name), attributes)
    sys.setprofile(note)
    try:
        answer(event, None)
    finally:
        sys.setprofile(None)
    return entered


def main() -> None:
    """Print the files of each turn in the order of their first call, and the changes of file."""
    for said, name in TURNS.items():
        path = [file for file, _ in groupby(files_entered(name))]
        print(f"{said}: {len(set(path))} files, {len(path) - 1} changes of file")
        print(f"  {', '.join(dict.fromkeys(path))}")


if __name__ == "__main__":
    main()
