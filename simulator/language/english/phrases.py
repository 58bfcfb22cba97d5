"""
Fixed English phrases: those that call a skill, Amazon's for standard intents, and the coach's.

"start my heel stretches" opens a skill; "ask my heel stretches what I did today" asks it one thing.
Both must be the whole utterance: "tell me a joke" calls no skill. Amazon publishes examples of the
phrases for standard intents, not the list; these are the common ones. They count only for intents
that the model declares, and only where no sample of the model itself fits.
"""

import re
from collections.abc import Mapping

from simulator.language.english.normalisation import as_spoken
from simulator.language.rules import Invocation

APOLOGY = "There was a problem with the requested skill's response."
"""What Alexa says when she refuses a response."""

CONSENT_QUESTION = (
    "Do you give {skill} permission to update your reminders? You can say I approve or no."
)
"""What Alexa asks before a skill may set reminders, also when she asks again (Amazon's page on
voice permissions for reminders)."""

CONSENT_ANSWERS: Mapping[str, bool] = {
    "i approve": True,
    "no": False,
    "approve": True,
    "yes": True,
    "yes please": True,
    "yes i do": True,
    "sure": True,
    "okay": True,
    "no thanks": False,
    "no thank you": False,
    "nope": False,
    "i don't": False,
    "i do not approve": False,
}
"""What is understood as an answer to it. The page has the first two; "yes" is of older editions."""

REMINDER_WORDS = "Here's your reminder. {text}"
"""What Alexa says when a reminder rings (Amazon's overview of reminders: the text comes twice)."""

FILLERS = frozenset({"please", "um", "uh", "er", "erm", "hmm"})
"""Words that Alexa's recognition overlooks. They are dropped when the whole text fits nothing."""

STANDARD_PHRASES: Mapping[str, tuple[str, ...]] = {
    "AMAZON.HelpIntent": (
        "help",
        "help me",
        "can you help me",
        "what can i say",
        "what can you do",
    ),
    "AMAZON.StopIntent": (
        "stop",
        "off",
        "shut up",
        "stop it",
        "exit",
        "quit",
        "stop this",
        "goodbye",
    ),
    "AMAZON.CancelIntent": ("cancel", "never mind", "forget it", "cancel that"),
    "AMAZON.NavigateHomeIntent": ("go home", "go to the home screen", "home"),
    "AMAZON.NextIntent": ("next", "skip", "skip forward"),
    "AMAZON.PreviousIntent": ("previous", "go back", "skip back", "back up"),
    "AMAZON.RepeatIntent": ("repeat", "say that again", "repeat that", "again"),
    "AMAZON.StartOverIntent": ("start over", "restart", "start again"),
    "AMAZON.PauseIntent": ("pause", "pause that", "pause it"),
    "AMAZON.ResumeIntent": ("resume", "continue", "keep going"),
    "AMAZON.YesIntent": ("yes", "yes please", "sure", "yeah", "yep", "okay", "ok", "yup"),
    "AMAZON.NoIntent": ("no", "no thanks", "nope", "no thank you"),
}
"""What Alexa takes for a standard intent though the model has no sample of it."""

YES_OR_NO = ("yes", "no")
"""What most questions ask for."""

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "foot": ("left", "right", "both"),
    "routine": ("the whole thing", "the short one"),
    "which_lift": ("tiptoe raises", "heel rocks", "both"),
    "pain": ("zero", "two", "four", "six", "eight", "ten"),
    "cramp": ("ready", "skip"),
    "next_or_stop": ("next", "stop"),
    "ready_or_done": ("ready", "done"),
}
"""What can be said to a question, by its name; to any other, yes or no."""

_OPENERS = "open|start|launch|begin|run|use|play|load|resume|enable|talk to|go to"
_ASKERS = "ask|tell"
_DROPPED_CONNECTORS = ("for", "to", "about", "if", "whether", "that", "and")
_WAKE_WORD = re.compile(r"^\s*(?:hey\s+)?(?:alexa|echo|computer)\b[\s,.:;!]*", re.IGNORECASE)
_SET = re.compile(r"\bset \w+ of \w+\b|^hold \w+(?=\.$)", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:left|right) (?:leg|foot|side)\b", re.IGNORECASE)


def without_wake_word(text: str) -> str:
    """Drop a leading "Alexa," (or "Echo", "Computer"), which the device keeps to itself."""
    return _WAKE_WORD.sub("", text, count=1).strip()


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


def set_named(words: str) -> str:
    """Return the set, as in "Set one of three", that the words name last; empty for none."""
    return _last(_SET, words)


def side_named(words: str) -> str:
    """Return the side, as in "Left leg", that the words name last; empty for none."""
    return _last(_SIDE, words)


def _last(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.findall(words)
    return found[-1] if found else ""
