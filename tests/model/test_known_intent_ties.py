"""No phrase of the model means two things: hassil is asked for every match, not for the best."""

from datetime import date
from itertools import count

import pytest

from tools.checks.model import as_model, read_document
from tools.checks.model_rules import BUILT_IN_TYPES, slots_in

MONDAY = date(2026, 11, 23)
MODEL = as_model(read_document())
CARRIERS = {
    **dict.fromkeys(("EXERCISE", "ROUTINE", "FOOT", "PAIN", "CHANGE", "PACE", "STYLE"), "{}"),
    **dict.fromkeys(
        ("AMOUNT", "ORDER", "TOPIC", "SUBSTITUTE", "SIGN", "SILENCE", "FEELING", "WAY"), "{}"
    ),
    "BODY": "my {} hurts",
    "EVERYTHING": "i did {}",
    "PART": "skip the {}",
    "SYMPTOM": "i'm {}",
    "DAYS": "remind me {}",
    **dict.fromkeys(("RHYTHM", "DAILY_PART"), "{}"),
    "WEEKDAY": "cancel the {} reminder",
    "TODAYS_PART": "remind me {}",
    "LATER": "remind me {}",
    "MORE": "{} at seven",
    "PERIOD": "my {}",
    "HOLD_WORD": "set the {} time",
}
"""The shortest phrase in which each slot type can be said."""


def _own_meanings(language, text):
    """Return what the model's own samples make of a text; Amazon's phrases come after them."""
    return [m for m in language.meanings(text, MONDAY) if not m.is_standard_phrase]


def _filled(intent):
    """Yield each sample with something in its slots, another value each time."""
    said = {
        **BUILT_IN_TYPES,
        **{kind.name: [w for value in kind.values for w in value.spoken] for kind in MODEL.types},
    }
    types = {slot.name: slot.type_name for slot in intent.slots}
    turn = count()
    for sample in intent.samples:
        phrase = sample
        for name in slots_in(sample):
            words = said[types[name]]
            phrase = phrase.replace(f"{{{name}}}", words[next(turn) * 7 % len(words)])
        yield phrase


@pytest.mark.parametrize("intent", [i for i in MODEL.intents if i.samples], ids=lambda i: i.name)
def test_a_sample_with_its_slots_filled_means_its_own_intent_only(language, intent):
    """No sample belongs to two intents, also with its slots filled."""
    heard = {
        phrase: {meaning.intent for meaning in _own_meanings(language, phrase)}
        for phrase in _filled(intent)
    }

    assert {} == {phrase: found for phrase, found in heard.items() if found != {intent.name}}


@pytest.mark.parametrize("kind", MODEL.types, ids=lambda kind: kind.name)
def test_what_is_said_for_a_slot_value_gives_its_id(language, kind):
    """Each name, synonym and mis-hearing, said by itself, is one id of one slot type."""
    expected = {words: {(kind.name, v.id)} for v in kind.values for words in v.spoken}
    heard = {
        words: {
            (slot.type_name, match.id)
            for meaning in _own_meanings(language, CARRIERS[kind.name].format(words))
            for slot in meaning.slots
            for match in slot.matches
        }
        for words in expected
    }

    assert expected == heard


def test_there_are_samples_and_values_to_ask_about():
    """A control: the model was read, and each of its types has a carrier."""
    assert 5000 < sum(len(intent.samples) for intent in MODEL.intents)
    assert CARRIERS.keys() == MODEL.types_by_name.keys()
