"""
What must be understood, and what must not.

The three files hold what people say, one JSON object a line: phrases by intent, phrases of whole
conversations with their neighbours, and talk that is none of ours. The pretend Echo knows the
declared samples only, so this proves that the samples cover the phrases, not that a device would
guess them.
"""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

MONDAY = date(2026, 11, 23)
FALLBACK = "AMAZON.FallbackIntent"


def _lines(name):
    path = Path(__file__).with_name(name)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


CONVERSATIONS = [
    {**line, "intent": line["intents"][0]}
    for line in _lines("utterances_conversations_en-US.jsonl")
]
GOLDEN = [*_lines("golden_en-US.jsonl"), *CONVERSATIONS]
NEGATIVE = _lines("negative_en-US.jsonl")


def _heard(language, text):
    meaning = language.understand(text, MONDAY)
    filled = {
        slot.name: slot.matches[0].id if slot.matches else slot.value
        for slot in meaning.slots
        if slot.value is not None
    }
    return meaning.intent, filled


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["text"])
def test_a_golden_phrase_means_its_intent_and_its_slots(language, golden):
    """Each golden phrase is understood whole: the intent, and exactly the slots it names."""
    assert (golden["intent"], golden.get("slots", {})) == _heard(language, golden["text"])


@pytest.mark.parametrize("negative", NEGATIVE, ids=lambda negative: negative["text"])
def test_background_talk_and_other_commands_are_not_understood(language, negative):
    """Talk in the room, and what other skills are told, is the fallback's."""
    assert (FALLBACK, {}) == _heard(language, negative["text"])


@pytest.mark.parametrize("asking", ["if", "whether"])
def test_what_is_noted_when_told_is_only_answered_when_asked(model, language, asking):
    """To say "I did the calf stretch" notes it; "if I did the calf stretch" is a question."""
    fillings = {"exercise": "exercise four", "date": "yesterday", "everything": "all five"}
    told = next(intent.samples for intent in model.intents if intent.name == "DoneIntent")
    verbs = ("did", "done", "finished", "managed", "completed", "stretched")
    claims = [
        sample.format(**fillings)
        for sample in told
        if re.match(r"(i|i've|i have) (?!am\b)", sample)
        and any(verb in sample.split()[:4] for verb in verbs)
    ]
    heard = {claim: language.understand(f"{asking} {claim}", MONDAY).intent for claim in claims}

    assert len(claims) > 90
    assert {} == {claim: found for claim, found in heard.items() if found != "ProgressIntent"}


def test_each_intent_has_a_dozen_golden_phrases(model):
    """A dozen for each of our own; one for each built-in that something can be said to."""
    golden = Counter(line["intent"] for line in GOLDEN)
    too_few = {
        intent.name: golden[intent.name]
        for intent in model.intents
        if golden[intent.name] < (1 if intent.is_built_in else 12)
    }

    assert {} == too_few


def test_every_slot_value_that_the_code_knows_is_in_a_golden_phrase(model):
    """No id of a slot type goes untried."""
    types = {slot.name: slot.type_name for intent in model.intents for slot in intent.slots}
    tried = {
        (types[name], value) for line in GOLDEN for name, value in line.get("slots", {}).items()
    }
    known = {(kind.name, value.id) for kind in model.types for value in kind.values}

    assert set() == known - tried


def test_the_phrase_files_are_read():
    """A control: the files hold phrases, each once, and none is in both kinds."""
    files = (GOLDEN[: -len(CONVERSATIONS)], CONVERSATIONS, NEGATIVE)
    golden, conversations, negative = [[line["text"] for line in lines] for lines in files]

    assert len(negative) >= 100
    assert len(conversations) >= 400
    assert len(golden) == len(set(golden))
    assert len(conversations) == len(set(conversations))
    assert len(negative) == len(set(negative))
    assert set() == {*golden, *conversations} & set(negative)
