"""Words for the ear: short, plain, and few at the brief level."""

import re
from dataclasses import replace

import pytest

from skill.routine.message import Message, message
from skill.routine.settings import DEFAULTS, Talk
from skill.speech.narration import narration_for
from tests.unit.speech.test_narration import MESSAGES, SAYINGS

WORDS = narration_for()

LONG_TALK = re.compile(
    r"^(instruct-.*|disclaimer|first-needs|advice-.*|why-.*|equipment|feel-.*|safety-.*"
    r"|red-flag-.*|pain-.*|help-idle.*|list|forget-.*|notes-unreachable|period|kept|fill.*|summary)$"
)
"""What is asked for, or said once: it may be longer than a cue."""

BRIEF_WORDS = 26
"""Most words of an answer in the middle of an exercise: ten seconds of speech."""

INSTRUCTION_WORDS = 14
"""Most words of an exercise's name and position at the brief level."""

WAY_WORDS = 10
"""So many more, where the person chose another way to do it."""

USUAL_WAYS = (DEFAULTS.grip, DEFAULTS.scrunch, DEFAULTS.ground)

SENTENCE_WORDS = 30
"""Most words between two stops, in the longest text."""

EASY = 50
"""Least Flesch reading ease of a long text: below it, it is hard. Doctors have long names."""


def _sayings(key):
    return [said for said in SAYINGS if said.key == key]


def syllables(word):
    """Return about how many syllables an English word has."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(1, len(groups) - silent)


def reading_ease(text):
    """Return Flesch's reading ease of a text: 100 is very easy, 30 is for graduates."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = [each for each in re.split(r"[.?!:]", text) if each.strip()]
    per_word = sum(map(syllables, words)) / len(words)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * per_word


@pytest.mark.parametrize("key", [key for key in MESSAGES if not LONG_TALK.match(key)])
def test_an_answer_in_the_middle_is_short(key):
    """Too much talk is the second complaint about voice exercise skills."""
    longest = max((WORDS(said) for said in _sayings(key)), key=lambda t: len(t.split()))

    assert len(longest.split()) <= BRIEF_WORDS, longest


@pytest.mark.parametrize("key", [key for key in MESSAGES if key.startswith("instruct-")])
@pytest.mark.parametrize("talk", [Talk.BRIEF, Talk.MINIMAL])
def test_a_known_exercise_is_named_in_a_breath(key, talk):
    """Name and position; minimal is the name and the side."""
    for said in _sayings(key):
        text = WORDS(replace(said, talk=talk))
        own_way = dict(said.values).get("way") not in (None, *USUAL_WAYS)
        brief = INSTRUCTION_WORDS + (WAY_WORDS if own_way else 0)

        assert len(text.split()) <= (brief if talk is Talk.BRIEF else 4), text


@pytest.mark.parametrize("key", MESSAGES)
def test_no_sentence_is_out_of_breath(key):
    """One idea each."""
    for said in _sayings(key):
        for sentence in re.split(r"[.?!:;]", WORDS(said)):
            assert len(sentence.split()) <= SENTENCE_WORDS, sentence


@pytest.mark.parametrize("key", [key for key in MESSAGES if LONG_TALK.match(key)])
def test_long_texts_are_plain_english(key):
    """Whatever has to be long is easy."""
    for said in _sayings(key):
        text = WORDS(said)
        if len(text.split()) > INSTRUCTION_WORDS:
            assert reading_ease(text) >= EASY, text


def test_reading_ease_tells_easy_from_hard():
    """A control: the measure itself."""
    hard = "Physiotherapeutic rehabilitation necessitates individualised progressive loading."

    assert reading_ease("Put both hands on the wall. Step back. Lean in.") > 90
    assert reading_ease(hard) < 30


def test_numbers_and_dates_are_spoken():
    """No digit is left for the voice to guess at."""
    day = Message("nothing-on", (("when", "2026-11-03"),))

    assert WORDS(day) == "Nothing noted for the third of November."
    assert WORDS(message("count", n=45)) == "forty-five"
