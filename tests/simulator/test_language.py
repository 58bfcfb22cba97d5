"""What is said becomes an intent and slots as Alexa would send them."""

import copy
import json
from dataclasses import replace
from datetime import date

import hassil
import pytest

from simulator.common import ModelError
from simulator.language.english import ENGLISH
from simulator.language.english.phrases import find_invocation
from simulator.language.interaction_model import FALLBACK, Language, Match
from simulator.language.rules import Invocation
from simulator.rig.environment import ROOT
from tests.simulator.fakes import MODEL

MONDAY = date(2026, 11, 23)
NAME = "my heel stretches"


def understood(language, text):
    """Return the intent and the filled slots of a text."""
    meaning = language.understand(text, MONDAY)
    return meaning.intent, {slot.name: slot.value for slot in meaning.slots if slot.value}


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("do the calf stretch", "StartIntent", {"exercise": "calf stretch"}),
        ("Do the Runner's Stretch!", "StartIntent", {"exercise": "runner's stretch"}),
        ("do exercise 1", "AMAZON.FallbackIntent", {}),
        ("exercise 1", "StartIntent", {"exercise": "exercise one"}),
        ("the calf's turn", "AMAZON.FallbackIntent", {}),
        ("calf's turn", "StartIntent", {"exercise": "calf"}),
        ("I only have 10 minutes", "StartIntent", {"minutes": "10"}),
        ("i only have one hundred and twenty minutes", "StartIntent", {"minutes": "120"}),
        ("thats the one", "StartIntent", {}),
        ("what did I do yesterday?", "ProgressIntent", {"date": "2026-11-22"}),
        ("what did i do this week", "ProgressIntent", {"date": "2026-W48"}),
        ("what did i do", "ProgressIntent", {}),
        ("hold for a minute and a half", "HoldIntent", {"duration": "PT1M30S"}),
        ("hold forty-five seconds", "HoldIntent", {"duration": "PT45S"}),
        ("remind me at half past seven", "RemindIntent", {"time": "07:30"}),
        ("I'm ready", "ReadyIntent", {}),
        ("um, ready please", "ReadyIntent", {}),
        ("stop", "AMAZON.StopIntent", {}),
        ("quit", "AMAZON.StopIntent", {}),
        ("never mind", "AMAZON.CancelIntent", {}),
        ("yeah", "AMAZON.YesIntent", {}),
        ("tell me a joke", "AMAZON.FallbackIntent", {}),
        ("do the calf stretch with a friend", "AMAZON.FallbackIntent", {}),
        ("um", "AMAZON.FallbackIntent", {}),
    ],
)
def test_what_is_said_is_understood(language, text, intent, slots):
    """Whole utterances only; what fits no sample is the fallback."""
    assert (intent, slots) == understood(language, text)


def test_all_slots_of_an_intent_are_there_filled_or_not(language):
    """Alexa sends the empty ones too."""
    meaning = language.understand("calf", MONDAY)

    assert ["exercise", "minutes"] == [slot.name for slot in meaning.slots]


def test_a_synonym_resolves_to_the_canonical_value(language):
    """The value is what was said; name and id say what is meant."""
    (exercise, _) = language.understand("the calf", MONDAY).slots

    assert ("calf", (Match("calf stretch", "calf"),)) == (exercise.value, exercise.matches)


def test_a_synonym_of_two_values_resolves_to_both(language):
    """Alexa lists them all; the skill has to ask."""
    (exercise, _) = language.understand("toe lift", MONDAY).slots

    assert ["raises", "rocks"] == [match.id for match in exercise.matches]


def test_a_sample_of_the_model_comes_before_amazons_own_phrase(language):
    """Here, "okay" is a sample of ReadyIntent and one of the phrases for yes."""
    found = language.meanings("okay", MONDAY)

    assert [("ReadyIntent", False), ("AMAZON.YesIntent", True)] == [
        (meaning.intent, meaning.is_standard_phrase) for meaning in found
    ]


def test_amazons_phrases_count_only_for_intents_the_model_declares(language):
    """The small model has no intent for "repeat"."""
    assert "AMAZON.FallbackIntent" == language.understand("repeat", MONDAY).intent


def changed(change):
    """Return the small model with something changed."""
    model = copy.deepcopy(MODEL)
    change(model["interactionModel"]["languageModel"])
    return model


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda m: m["intents"][-1].update(samples=["go {there}"]), "not declared"),
        (lambda m: m["intents"][-1].update(samples=["go (now)"]), "no sample may hold"),
        (lambda m: m["intents"][-1].update(samples=["go {now"]), "not understood"),
        (
            lambda m: m["intents"][-1].update(slots=[{"name": "x", "type": "AMAZON.City"}]),
            "AMAZON.City",
        ),
        (
            lambda m: m.update(intents=[i for i in m["intents"] if "Fallback" not in i["name"]]),
            "FallbackIntent",
        ),
    ],
)
def test_a_model_that_cannot_be_understood_rightly_is_refused(change, complaint):
    """Loudly, at load: a slot type that takes anything would hide mistakes."""
    with pytest.raises(ModelError, match=complaint):
        Language(changed(change))


def test_a_locale_without_a_file_uses_the_american_model(tmp_path):
    """The other English models are made from en-US when the skill is packaged."""
    (tmp_path / "en-US.json").write_text(json.dumps(MODEL), encoding="utf-8")

    assert NAME == Language.load(tmp_path, "en-IN").invocation_name


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_a_model_file_that_cannot_be_read_is_one_clear_error(tmp_path, content):
    """Missing, no JSON, no model."""
    if content is not None:
        (tmp_path / "en-US.json").write_text(content, encoding="utf-8")

    with pytest.raises(ModelError, match=r"en-US\.json cannot be read"):
        Language.load(tmp_path, "en-US")


@pytest.mark.parametrize("verb", ["open", "start", "launch", "begin", "run", "use", "play", "load"])
def test_an_opener_with_the_name_launches(verb):
    """Amazon's launch phrases."""
    assert Invocation() == find_invocation(f"{verb} My Heel Stretches, please", NAME)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("ask my heel stretches what I did today", "what i did today"),
        ("ask my heel stretches for the morning stretch", "morning stretch"),
        ("tell my heel stretches to delete my data", "delete my data"),
        ("ask my heel stretches if shockwave works", "shockwave works"),
        ("start my heel stretches and do the calf", "do the calf"),
        ("do the calf with my heel stretches", "do the calf"),
    ],
)
def test_a_wish_is_read_out_of_an_invocation(text, wish):
    """With and without its connecting word and article, one of the readings is the bare wish."""
    found = find_invocation(text, NAME)

    assert found is not None
    assert wish in found.wishes


@pytest.mark.parametrize(
    "text",
    [
        "tell me a joke",
        "open the window",
        "i like my heel stretches a lot",
        "please do not start my heel stretches",
        "ask for my heel",
    ],
)
def test_other_sentences_call_nobody(text):
    """The name must stand where an invocation has it, and nothing may stand around."""
    assert find_invocation(text, NAME) is None


def test_another_language_is_another_set_of_rules():
    """With two numbers and one phrase of Amazon's; English is not understood any more."""
    values = {"unu": "1", "du": "2"}
    rules = replace(
        ENGLISH,
        code="eo",
        as_spoken=str.lower,
        slot_parsers={"AMAZON.NUMBER": lambda words, _: values.get(" ".join(words))},
        standard_phrases={"AMAZON.StopIntent": ("haltu",)},
        fillers=frozenset(),
    )
    intents = [
        {"name": "AMAZON.FallbackIntent"},
        {"name": "AMAZON.StopIntent"},
        {
            "name": "MinutesIntent",
            "slots": [{"name": "minutes", "type": "AMAZON.NUMBER"}],
            "samples": ["mi havas {minutes} minutojn"],
        },
    ]
    source = {"invocationName": "mia kalkano", "intents": intents}
    language = Language({"interactionModel": {"languageModel": source}}, rules)

    assert "AMAZON.StopIntent" == language.understand("Haltu", MONDAY).intent
    assert "2" == language.understand("mi havas du minutojn", MONDAY).slots[0].value
    assert FALLBACK == language.understand("stop", MONDAY).intent


def test_a_language_that_was_warmed_up_has_no_sample_left_to_read(monkeypatch):
    """So the first phrase is understood as quickly as the second, whatever it is."""
    language = Language(MODEL)
    language.warm_up()
    read = []
    monkeypatch.setattr(hassil.intents, "parse_sentence", lambda *_, **__: read.append(1))

    assert "ReadyIntent" == language.understand("ready", MONDAY).intent
    assert "HoldIntent" == language.understand("hold for ten seconds", MONDAY).intent
    assert FALLBACK == language.understand("good morning", MONDAY).intent
    assert [] == read


def test_locales_without_a_model_of_their_own_share_one():
    """A change of language on the pretend Echo costs nothing then."""
    folder = ROOT / "interaction_models"

    assert Language.load(folder, "en-US") is Language.load(folder, "en-IN")
