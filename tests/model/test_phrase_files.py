"""The phrases that recognition is measured with are whole, and measure something."""

import json
from datetime import date
from pathlib import Path

import pytest

FILES = (
    "heldout_en-US.jsonl",
    "utterances_en-US.jsonl",
    "utterances_conversations_en-US.jsonl",
)
BACKGROUND = Path(__file__).parents[2] / "benchmarks" / "background.txt"


def _lines(name):
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_every_phrase_allows_intents_of_the_model(model, name):
    """An intent that is not in the model could never be right."""
    declared = {intent.name for intent in model.intents}
    phrases = _lines(name)

    assert 150 <= len(phrases)
    assert set() == {intent for line in phrases for intent in line["intents"]} - declared
    assert len(phrases) == len({line["text"] for line in phrases})


def test_what_is_learned_as_none_of_ours_is_not_what_rejection_is_measured_with():
    """The negative phrases stay unseen until they are asked."""
    learned = set(BACKGROUND.read_text(encoding="utf-8").splitlines())

    assert 500 <= len(learned)
    assert set() == learned & {line["text"].lower() for line in _lines("negative_en-US.jsonl")}


def test_what_is_learned_as_none_of_ours_is_none_of_ours(language):
    """No background phrase is a sample, with its slots filled."""
    learned = BACKGROUND.read_text(encoding="utf-8").splitlines()
    heard = {text: language.understand(text, date(2026, 11, 23)).intent for text in learned}

    assert {} == {text: i for text, i in heard.items() if i != "AMAZON.FallbackIntent"}
