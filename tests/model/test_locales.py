"""Five English models are made of one, and differ only where the data say so."""

import copy

import pytest

from simulator.language.interaction_model import Language
from tools.checks.locales import (
    LOCALES_FILE,
    locale_findings,
    locale_model,
    locales_size,
    read_differences,
)
from tools.checks.model import read_document, shape_findings

SOURCE = read_document()
DIFFERENCES = read_differences()


def _small():
    """Return a small model of two intents and one slot type, as JSON."""
    return {
        "interactionModel": {
            "languageModel": {
                "intents": [
                    {"name": "AskIntent", "samples": ["ask my physio", "ask my therapist"]},
                    {"name": "GoIntent", "samples": ["start the program", "start the programme"]},
                ],
                "types": [
                    {
                        "name": "WHOM",
                        "values": [
                            {
                                "id": "clinician",
                                "name": {"value": "therapist", "synonyms": ["physio", "doctor"]},
                            },
                            {"id": "other", "name": {"value": "programmer"}},
                        ],
                    }
                ],
            }
        }
    }


def _made(**entry):
    return locale_model(_small(), "en-GB", {"en-GB": entry})["interactionModel"]["languageModel"]


def _texts(document):
    """Return every text that is said, with its place; ids, intents and slots stay places."""
    language = document["interactionModel"]["languageModel"]
    return {
        **{intent["name"]: intent["samples"] for intent in language["intents"]},
        **{
            f"{kind['name']}.{value['id']}": [value["name"]["value"], *value["name"]["synonyms"]]
            for kind in language["types"]
            for value in kind["values"]
            if "synonyms" in value["name"]
        },
    }


def test_there_are_the_five_english_locales():
    """Those in which Alexa speaks English."""
    assert {"en-US", "en-GB", "en-AU", "en-CA", "en-IN"} == set(DIFFERENCES)
    assert "locales: 5" == locales_size()


def test_the_source_is_the_american_model_and_stays_as_it_is():
    """Making a locale changes nothing but the copy."""
    before = copy.deepcopy(SOURCE)

    assert SOURCE == locale_model(SOURCE, "en-US", DIFFERENCES)
    locale_model(SOURCE, "en-GB", DIFFERENCES)
    assert before == SOURCE


def test_every_locale_passes_the_checks_of_the_source():
    """Rules, repeated samples and phrases of two intents are looked at in each locale."""
    assert [] == list(locale_findings())


@pytest.mark.parametrize("locale", DIFFERENCES)
def test_a_locale_has_the_form_of_a_model_and_can_be_listened_with(locale):
    """Alexa and the pretend Echo can read it."""
    made = locale_model(SOURCE, locale, DIFFERENCES)

    assert [] == list(shape_findings(made))
    assert "my heel stretches" == Language(made).invocation_name


@pytest.mark.parametrize("locale", DIFFERENCES)
def test_a_locale_differs_only_where_the_data_say_so(locale):
    """What is new holds a local word or is a local sample; what is gone held a replaced word."""
    entry = DIFFERENCES[locale]
    local = [*entry.get("words", {}).values()]
    replaced = [*entry.get("words", {})]
    source = _texts(SOURCE)
    made = _texts(locale_model(SOURCE, locale, DIFFERENCES))

    assert source.keys() == made.keys()
    for place, texts in made.items():
        own = entry.get("samples", {}).get(place, [])
        new = [text for text in texts if text not in source[place] and text not in own]
        gone = [text for text in source[place] if text not in texts]
        assert [] == [text for text in new if not any(word in text for word in local)]
        assert [] == [text for text in gone if not any(word in text for word in replaced)]


def test_a_word_is_replaced_in_samples_and_values_and_only_as_a_whole():
    """The programmer is no program; what then stands twice stands once."""
    made = _made(words={"program": "programme", "therapist": "physio"})

    assert [["ask my physio"], ["start the programme"]] == [i["samples"] for i in made["intents"]]
    assert [
        {"value": "physio", "synonyms": ["doctor"]},
        {"value": "programmer"},
    ] == [value["name"] for value in made["types"][0]["values"]]


def test_a_locale_may_have_samples_of_its_own():
    """They come after those of the source."""
    made = _made(samples={"GoIntent": ["crack on"]})

    assert ["start the program", "start the programme", "crack on"] == made["intents"][1]["samples"]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"words": {"matron": "nurse"}}, "'matron' is not in the source"),
        ({"samples": {"DanceIntent": ["dance"]}}, "no intent 'DanceIntent'"),
        ({"samples": {"AskIntent": ["ask my physio"]}}, "has 'ask my physio' already"),
        ({"word": {}}, "unknown key 'word'"),
    ],
)
def test_data_of_no_use_are_refused(entry, complaint):
    """A difference that changes nothing is a mistake, or out of date."""
    with pytest.raises(ValueError, match=complaint):
        _made(**entry)


def test_a_locale_that_is_not_in_the_data_is_refused():
    """There is no guessing what another English would be."""
    with pytest.raises(KeyError):
        locale_model(SOURCE, "en-NZ", DIFFERENCES)


def test_a_file_that_cannot_be_read_is_one_finding(tmp_path, monkeypatch):
    """As with the source: a line, no traceback."""
    broken = tmp_path / LOCALES_FILE.name
    broken.write_text("[]", encoding="utf-8")
    monkeypatch.setattr("tools.checks.locales.LOCALES_FILE", broken)

    assert ["the locales cannot be read: locales.json must hold an object"] == list(
        locale_findings()
    )
    assert "locales: unreadable" == locales_size()


def test_a_locale_that_cannot_be_made_is_one_finding(tmp_path, monkeypatch):
    """The others are checked all the same."""
    broken = tmp_path / LOCALES_FILE.name
    broken.write_text('{"en-GB": {"words": {"matron": "nurse"}}, "en-US": {}}', encoding="utf-8")
    monkeypatch.setattr("tools.checks.locales.LOCALES_FILE", broken)

    assert ["the model of en-GB cannot be made: en-GB: 'matron' is not in the source"] == list(
        locale_findings()
    )
