"""Each check of the model finds the fault it is there for, and nothing in a model without one."""

import copy
import json
from dataclasses import replace

import pytest

from tools.checks import Area, main, model_agreement
from tools.checks.model import (
    Intent,
    Slot,
    SlotType,
    Value,
    as_model,
    read_document,
    shape_findings,
)
from tools.checks.model_agreement import (
    command_findings,
    id_findings,
    model_findings,
    model_size,
    slot_findings,
)
from tools.checks.model_rules import BUILT_IN_INTENTS, DOZENS, RULES

WAYS = [f"{'very ' * times}well skip the {{part}}" for times in range(DOZENS)]


def _document():
    """Return a small model without a fault, as JSON."""
    own = {
        "name": "SkipIntent",
        "slots": [{"name": "part", "type": "PART"}],
        "samples": list(WAYS),
    }
    built_in = [{"name": name, "samples": []} for name in sorted(BUILT_IN_INTENTS)]
    values = [
        {"id": "set", "name": {"value": "set", "synonyms": ["group"]}},
        {"id": "rest", "name": {"value": "rest"}},
    ]
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": "my heel stretches",
                "modelConfiguration": {"fallbackIntentSensitivity": {"level": "HIGH"}},
                "intents": [own, *built_in],
                "types": [{"name": "PART", "values": values}],
            }
        }
    }


GOOD = as_model(_document())
SKIP = GOOD.intents[0]


def _all_rules(model):
    return [line for rule in RULES for line in rule(model)]


def _named(name):
    return replace(GOOD, invocation_name=name)


def _saying(*samples, to="SkipIntent"):
    """Return the good model with more samples for one intent."""
    return replace(
        GOOD,
        intents=tuple(
            replace(intent, samples=(*intent.samples, *samples)) if intent.name == to else intent
            for intent in GOOD.intents
        ),
    )


def _with(*intents):
    return replace(GOOD, intents=(*GOOD.intents, *intents))


def _skip(**changes):
    return replace(GOOD, intents=(replace(SKIP, **changes), *GOOD.intents[1:]))


def _values(*values, name="PART"):
    return replace(GOOD, types=(SlotType(name, values),))


def _another(*samples, slots=()):
    filler = tuple(f"{way} again".replace("the {part}", "it") for way in WAYS)
    return _with(Intent("OtherIntent", (*filler, *samples), slots))


@pytest.mark.parametrize(
    ("broken", "finding"),
    [
        (_named("stretches"), "two words or more"),
        (_named("the stretches"), "no article"),
        (_named("open heel stretches"), "'open' is a launch word"),
        (_named("stretches for heels"), "'for' is a connecting word"),
        (_named("heel stretches skill"), "'skill' is a wake or platform word"),
        (_named("My heel stretches"), "lower-case words"),
        (_named("my 5 stretches"), "lower-case words"),
        (_with(Intent("Other-Intent", tuple(WAYS))), "letters and underscores only"),
        (_with(SKIP), "intent 'SkipIntent' is declared twice"),
        (_with(Intent("AMAZON.YesIntent", ())), "'AMAZON.YesIntent' is declared twice"),
        (_with(Intent("AMAZON.HelpItent", ())), "AMAZON.HelpItent is no built-in intent"),
        (replace(GOOD, intents=(SKIP,)), "AMAZON.FallbackIntent is missing"),
        (_saying(WAYS[0].format(part="set"), to="AMAZON.FallbackIntent"), "is SkipIntent"),
        (_saying("go home", to="AMAZON.NavigateHomeIntent"), "takes no samples of our own"),
        (_saying("help with {part}", to="AMAZON.HelpIntent"), "takes no slots"),
        (_with(Intent("OtherIntent", ("another",))), "OtherIntent: 1 samples, fewer than"),
        (_saying("Skip this"), "'Skip': lower case"),
        (_saying("skip 2"), "'2': numbers are spelled out"),
        (_saying("skip this!"), "'this!': a character that a sample may not hold"),
        (_saying("skip (this)"), "'(this)': a character that a sample may not hold"),
        (_saying("skip this|that"), "a character that a sample may not hold"),
        (_saying("skip [this]"), "a character that a sample may not hold"),
        (_saying("skip this one."), "'one.': a character that a sample may not hold"),
        (_saying("don\N{RIGHT SINGLE QUOTATION MARK}t"), "a character that a sample may not hold"),
        (_saying("skip  this"), "single spaces"),
        (_saying("i wanna do my heel stretches"), "holds the invocation name"),
        (_saying("do My-Heel stretches now"), "holds the invocation name"),
        (_saying(""), "needs words"),
        (_saying("skip the{part}"), "a slot stands alone"),
        (_saying("skip {part"), "a slot stands alone"),
        (_saying("skip {prat}"), "slot 'prat' is not declared"),
        (_saying("skip {part} and {part}"), "slot 'part' stands twice"),
        (_skip(slots=(*SKIP.slots, Slot("foot", "PART"))), "slot 'foot' is in no sample"),
        (_another("{day}", slots=(Slot("day", "AMAZON.DATE"),)), "a bare AMAZON.DATE means"),
        (_skip(slots=(Slot("part", "PRAT"),)), "slot type PRAT is not declared"),
        (_values(Value("set", ("set",)), name="SPARE"), "slot type SPARE is used by no slot"),
        (_values(), "PART: has no values"),
        (_values(Value("", ("set",))), "PART: id ''"),
        (_values(Value("no set", ("set",))), "PART: id 'no set'"),
        (_values(Value("set", ("set",)), Value("set", ("rest",))), "id 'set' is declared twice"),
        (_values(Value("set", ("set",)), Value("rest", ("set",))), "PART: 'set' stands twice"),
        (_values(Value("set", ("it's", "its"))), "PART: 'its' stands twice"),
        (_values(Value("set", ("set 1",))), "'1': numbers are spelled out"),
        (_values(Value("set", ("the {part}",))), "a value has no slots"),
        (_values(Value("set", ("so " * 50 + "on",))), "longer than 140 characters"),
        (_saying(WAYS[0]), f"{WAYS[0]!r} stands twice"),
        (_saying("that's it", "thats it"), "'thats it' stands twice"),
        (_another(WAYS[0].format(part="set")), "is SkipIntent"),
        (_another("well skip the group"), "is SkipIntent"),
        (_saying("well skip the rest"), "fills the slots of SkipIntent in two ways"),
        (
            _another("wait {long}", "wait a minute", slots=(Slot("long", "AMAZON.DURATION"),)),
            "fills the slots of OtherIntent in two ways",
        ),
    ],
)
def test_a_broken_model_is_found_out(broken, finding):
    """Each fault is told in a line that names it."""
    assert any(finding in line for line in _all_rules(broken))


def test_a_model_without_fault_has_no_findings():
    """A control: what the broken models were made from is sound."""
    assert [] == list(shape_findings(_document()))
    assert [] == _all_rules(GOOD)


def _changed(change):
    document = copy.deepcopy(_document())
    change(document["interactionModel"]["languageModel"])
    return document


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (
            lambda language: language["intents"][0].update(sampels=[]),
            "intents[SkipIntent]: unknown key 'sampels'",
        ),
        (
            lambda language: language["intents"][0]["slots"][0].pop("type"),
            "slots[part]: key 'type' is missing",
        ),
        (
            lambda language: language["types"][0]["values"][0]["name"].update(synonym="group"),
            "values[set]: name: unknown key 'synonym'",
        ),
        (lambda language: language.pop("modelConfiguration"), "key 'modelConfiguration'"),
        (
            lambda language: language["modelConfiguration"]["fallbackIntentSensitivity"].update(
                level="high"
            ),
            "must be one of HIGH, LOW, MEDIUM",
        ),
        (lambda language: language.update(intents={}), "intents must be a list"),
        (lambda language: language["intents"].append("StopIntent"), "must be an object"),
        (lambda language: language["intents"][0]["samples"].append(5), "must be text"),
    ],
)
def test_json_of_another_form_is_found_out(change, finding):
    """Misspelt and missing keys and wrong kinds of value are told with their place."""
    assert [True] == [finding in line for line in shape_findings(_changed(change))]


@pytest.mark.parametrize("document", [None, [], {}, {"languageModel": {}}])
def test_what_is_no_model_at_all_is_found_out(document):
    """Any JSON gets findings, never an exception."""
    assert list(shape_findings(document))


def test_an_intent_that_no_command_answers_is_found_out():
    """Model to command table: every intent has a row."""
    names = [intent.name for intent in GOOD.intents if intent.name != "SkipIntent"]

    assert [
        "SkipIntent is in the model, but has no row in COMMANDS of skill/alexa/intents.py"
    ] == list(command_findings(GOOD, names))


def test_a_command_that_no_intent_asks_for_is_found_out():
    """Command table to model: every row has an intent."""
    names = [*(intent.name for intent in GOOD.intents), "DanceIntent"]

    assert ["DanceIntent is in COMMANDS of skill/alexa/intents.py, but not in the model"] == list(
        command_findings(GOOD, names)
    )


@pytest.mark.parametrize(
    ("ids", "findings"),
    [
        ({"PART": ["set", "rest"]}, []),
        ({"PART": ["set"]}, ["PART: id 'rest' means nothing to the code"]),
        ({"PART": ["set", "rest", "side"]}, ["PART: id 'side' has no value in the model"]),
        ({"PART": ["set", "rest"], "FOOT": ["left"]}, ["slot type FOOT is missing"]),
        ({}, ["slot type PART has no row in SLOT_IDS of tools/checks/model_agreement.py"]),
    ],
)
def test_slot_ids_that_differ_from_the_codes_are_found_out(ids, findings):
    """An id that the code does not know would be dropped without a word."""
    assert findings == list(id_findings(GOOD, ids))


@pytest.mark.parametrize(
    ("read", "finding"),
    [
        ({"foot", "part"}, "SkipIntent: the code reads slot 'foot', which the model does not have"),
        (set(), "SkipIntent: the model has slot 'part', which the code does not read"),
    ],
)
def test_slots_that_differ_from_those_the_code_reads_are_found_out(read, finding):
    """A slot under another name would be empty, whatever is said."""
    assert [finding] == list(slot_findings(GOOD, {"SkipIntent": read}))


def test_a_slot_that_only_helps_alexa_need_not_be_read():
    """Where it hurts changes nothing; any other slot that is not read is a mistake."""
    body = Intent("HurtsIntent", ("my {part} hurts",), (Slot("body", "PART"), Slot("part", "PART")))

    assert ["HurtsIntent: the model has slot 'part', which the code does not read"] == list(
        slot_findings(_with(body), {"HurtsIntent": ()})
    )


def test_a_key_that_stands_twice_in_the_file_is_found_out(tmp_path):
    """JSON readers keep the last of two equal keys, and whoever wrote the first never knows."""
    path = tmp_path / "en-US.json"
    path.write_text('{"interactionModel": 1, "interactionModel": 2}', encoding="utf-8")

    with pytest.raises(ValueError, match="stands twice: 'interactionModel'"):
        read_document(path)


def test_the_shipped_model_has_no_findings():
    """What is shipped passes every check, the command table's included."""
    assert [] == list(model_findings())


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Return a function that puts a text in the shipped model's place."""

    def ship(text):
        path = tmp_path / "en-US.json"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(model_agreement, "read_document", lambda: read_document(path))

    return ship


@pytest.mark.parametrize("text", ["", "{", '{"a": 1, "a": 2}'])
def test_a_file_that_is_no_json_is_one_finding(shipped, text):
    """An unreadable file is told as such, without a traceback."""
    shipped(text)

    assert ["the model cannot be read"] == [line.split(":")[0] for line in model_findings()]
    assert "model: unreadable" == model_size()


def test_a_file_of_another_form_is_told_before_its_words_are_looked_at(shipped):
    """Rules about words need the right form first."""
    shipped("{}")

    assert ["the model: key 'interactionModel' is missing"] == list(model_findings())


def test_the_command_prints_what_it_checked_and_succeeds(capsys, shipped):
    """Without a finding there is a line for each area, with its size, and status 0."""
    shipped(json.dumps(_document()))

    status = main([Area(lambda: (), model_size), Area(lambda: (), lambda: "messages: 3")])

    assert 0 == status
    assert "model: 14 intents, 24 samples: ok\nmessages: 3: ok\n" == capsys.readouterr().out


def test_the_command_prints_each_finding_on_a_line_and_fails(capsys):
    """With findings the status is 1, so that CI stops."""
    status = main([Area(lambda: ["this is wrong", "that too"], lambda: "model: 1 intent")])

    assert 1 == status
    assert "this is wrong\nthat too\nmodel: 1 intent: 2 to put right\n" == capsys.readouterr().out
