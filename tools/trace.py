"""
Trace a turn in the middle of a count: the files of `skill/` it enters, and its changes of file.

Calls of named functions and methods count; special methods, lambdas and comprehensions do not, nor
does `skill/storage`, which is called in another thread.
"""

import sys
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any

import skill
from skill.bootstrap import build_skill
from skill.service.warm_up import REQUESTS, NullStore, envelope, intent, warm_up

FOLDER = Path(skill.__file__).parent
BEFORE = REQUESTS[: REQUESTS.index(intent("ReadyIntent")) + 1]
SECONDS = 40  # after the first request: the first hold is being counted
TURNS = {
    "next exercise": "NextExerciseIntent",
    "pause": "AMAZON.PauseIntent",
    "what did I do today": "ProgressIntent",
}


def files_entered(intent_name: str) -> list[str]:
    """Return the file of each call of a named function within `skill/`, in order."""
    entered: list[str] = []
    answer = build_skill(store=NullStore(), observe=lambda _: None)
    warm_up(answer)
    attributes: Any = {}
    for number, request in enumerate(BEFORE):
        attributes = answer(envelope(number, request, attributes), None)["sessionAttributes"]

    def note(frame: FrameType, event: str, _: Any) -> None:
        path, name = Path(frame.f_code.co_filename), frame.f_code.co_name
        is_named = name.isidentifier() and not name.startswith("__")
        if event == "call" and is_named and path.is_relative_to(FOLDER):
            entered.append(path.relative_to(FOLDER).as_posix())

    event = envelope(SECONDS, intent(intent_name), attributes)
    sys.setprofile(note)
    try:
        answer(event, None)
    finally:
        sys.setprofile(None)
    return entered


def changes_of_file(entered: list[str]) -> int:
    """Return how often a path of files changes from one to another."""
    return sum(1 for _ in groupby(entered)) - 1


def main() -> None:
    """Print the files of each turn in the order of their first call, and the changes of file."""
    for said, name in TURNS.items():
        entered = files_entered(name)
        files = dict.fromkeys(entered)
        print(f"{said}: {len(files)} files, {changes_of_file(entered)} changes of file")
        print(f"  {', '.join(files)}")


if __name__ == "__main__":
    main()
