"""
The phrases that call a skill by its name, from outside a session.

"start my heel stretches" opens it; "ask my heel stretches what I did today" asks it one thing. Both
must be the whole utterance: "tell me a joke" calls nobody.
"""

import re
from dataclasses import dataclass

from simulator.language.english.normalisation import as_spoken

_OPENERS = "open|start|launch|begin|run|use|play|load|resume|enable|talk to|go to"
_ASKERS = "ask|tell"
_DROPPED_CONNECTORS = ("for", "to", "about", "if", "whether", "that", "and")


@dataclass(frozen=True, slots=True)
class Invocation:
    """A skill called by its name."""

    wishes: tuple[str, ...] = ()
    """What is wanted of it, in the readings to try one after another; none for a plain launch."""
    is_certain: bool = True
    """Whether the phrase calls the skill even when no wish is understood."""


def find_invocation(text: str, name: str) -> Invocation | None:
    """
    Return how the text calls the skill.

    Args:
        text: What was said, without wake word.
        name: The skill's invocation name.

    Returns:
        None when the text does not call it.
    """
    said = as_spoken(text).removeprefix("please ").removesuffix(" please")
    name = re.escape(as_spoken(name))
    if re.fullmatch(rf"(?:(?:{_OPENERS}|{_ASKERS}) )?{name}", said):
        return Invocation()
    if found := re.fullmatch(rf"(?:{_OPENERS}) {name} (?:and|to|for|with) (.+)", said):
        return Invocation(_readings(found[1]))
    if found := re.fullmatch(rf"(?:{_ASKERS}) {name} (.+)", said):
        return Invocation(_readings(found[1]))
    if found := re.fullmatch(rf"(.+) (?:with|from|using|on|in|by) {name}", said):
        return Invocation(_readings(found[1]), is_certain=False)
    return None


def _readings(wish: str) -> tuple[str, ...]:
    """Return the wish as it stands, then without its connecting word, then without its article."""
    connector, _, rest = wish.partition(" ")
    bare = rest if connector in _DROPPED_CONNECTORS and rest else wish
    article, _, noun = bare.partition(" ")
    shortest = noun if article in ("the", "a", "an", "my") and noun else bare
    return tuple(dict.fromkeys((wish, bare, shortest)))
