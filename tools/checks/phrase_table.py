"""
The table in README.md of what can be said, each phrase of which the model understands.

`make readme` writes it; `heel-stretches check` finds it when it is out of date.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.checks.model import Model, as_model, read_document
from tools.checks.model_rules import as_heard, readings

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- what to say: made by `make readme` -->", "<!-- end of what to say -->"

SHOWN: Mapping[str, tuple[str, ...]] = {
    "begin": (
        *("start", "the morning stretch", "the calf stretch", "i've got ten minutes"),
        "start gently",
    ),
    "get into position": (
        *("ready", "not ready", "more time", "how do i do it", "where should i feel it"),
        "i can't get down on the floor",
    ),
    "move on": ("next", "next exercise", "skip", "go back", "previous"),
    "do it again": ("again", "start over"),
    "break off": ("pause", "resume", "stop", "cancel"),
    "find out": ("where am i", "what's next", "how long left", "what exercises are there", "help"),
    "stay safe": ("ow", "my knee hurts", "it's a five", "my foot is numb"),
    "choose": (
        *("longer holds", "two sets", "slower", "only the last five", "less talking"),
        *("my right foot", "sitting ones first", "wait for me", "what are my settings"),
        *("with a towel round my foot", "one pass of the towel", "each foot in turn"),
    ),
    "ask": (*("why", "what do i need", "i don't have a towel", "how often should i do these"),),
    "be reminded": (
        *("remind me", "remind me every morning", "remind me on weekdays at seven"),
        "remind me later",
        *("half past six instead", "another reminder at noon", "not on weekends"),
        *("when's my next reminder", "cancel my reminders"),
    ),
    "hear what was done": ("what did i do today", "what did i do yesterday", "my longest run"),
    "put the notes right": (
        *("i already did the calf stretch", "i did all five", "that doesn't count"),
        *("no the right one", "wrong foot", "i meant the short one"),
    ),
    "leave nothing behind": ("forget everything about me",),
    "answer": ("yes", "no", "nothing", "thank you"),
}
"""Phrases by what they are for, as a person thinks of it."""

NOT_SHOWN = frozenset(
    {
        "AMAZON.FallbackIntent",
        "AMAZON.NavigateHomeIntent",
        "NumberIntent",
    }
)
"""Intents that the table leaves out: what they do needs no phrase that is learned beforehand."""


def phrase_table_findings() -> Iterator[str]:
    """Yield what is wrong with the table, or that README.md holds another one."""
    try:
        model, readme = as_model(read_document()), README.read_text(encoding="utf-8")
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"the table of what to say cannot be checked: {error}"
        return
    yield from missing_phrases(model)
    if table() not in readme:
        yield "README.md: the table of what to say is out of date; make readme writes it"


def phrase_table_size() -> str:
    """Return how much the table shows, for the area's line."""
    return f"README: {sum(map(len, SHOWN.values()))} phrases"


def missing_phrases(model: Model) -> Iterator[str]:
    """Yield phrases that the model does not have, and intents that no phrase shows."""
    intents = {phrase: reading.intent for phrase, reading in readings(model)}
    shown = {phrase: intents.get(as_heard(phrase)) for each in SHOWN.values() for phrase in each}
    for phrase, intent in shown.items():
        if intent is None:
            yield f"the table of what to say has {phrase!r}, which is no phrase of the model"
    for each in model.intents:
        if each.name not in {*shown.values(), *NOT_SHOWN}:
            yield f"the table of what to say has no phrase for {each.name}"


def table() -> str:
    """Return the table as Markdown."""
    rows = [
        f"| {purpose} | {' · '.join(f'“{phrase}”' for phrase in phrases)} |"
        for purpose, phrases in SHOWN.items()
    ]
    return "\n".join(["| to | say |", "| --- | --- |", *rows])


def write_readme() -> None:
    """Put the table between its marks in README.md."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}", encoding="utf-8")
