"""What lies behind an exchange: differences of JSON, and what a page is told of them."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.common import SimulatorError
from simulator.device.events import Exchange, PlaybackStarted
from simulator.device.response import RESPONSE_BYTES, SOUND_MS, response_bytes
from simulator.language.english import ENGLISH
from simulator.language.interaction_model import FALLBACK
from simulator.page.event_json import EventEncoder
from simulator.page.inside import InsideEncoder, differences
from simulator.page.insight import Insight
from tests.limits import ATTRIBUTES_BYTES
from tests.simulator.fakes import FakeSkill, count, make_echo, of_type, sound, speech

OPEN = "open my heel stretches"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({}, {"a": 1}, [{"path": ["a"], "change": "added", "after": 1}]),
        ({"a": 1}, {}, [{"path": ["a"], "change": "removed", "before": 1}]),
        ({"a": 1}, {"a": 2}, [{"path": ["a"], "change": "changed", "before": 1, "after": 2}]),
        (
            {"a": {"b": 1, "c": 2}},
            {"a": {"b": 1, "c": 3}},
            [{"path": ["a", "c"], "change": "changed", "before": 2, "after": 3}],
        ),
        (
            {"a": 1},
            {"a": True},
            [{"path": ["a"], "change": "changed", "before": 1, "after": True}],
        ),
        (
            {"a": {"b": 1}},
            {"a": [1]},
            [{"path": ["a"], "change": "changed", "before": {"b": 1}, "after": [1]}],
        ),
    ],
)
def test_a_difference_of_objects(before, after, expected):
    """Members are compared by name, however deep; a value of another type is another value."""
    assert expected == differences(before, after)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["x", "y"], ["x", "y", "z"], [{"path": [2], "change": "added", "after": "z"}]),
        (["x", "y"], ["y"], [{"path": [0], "change": "removed", "before": "x"}]),
        ([], [1, 2], [{"path": [], "change": "changed", "before": [], "after": [1, 2]}]),
        (
            [["calf", 1], ["towel", 1]],
            [["calf", 1], ["towel", 2]],
            [{"path": [1, 1], "change": "changed", "before": 1, "after": 2}],
        ),
    ],
)
def test_a_difference_of_lists(before, after, expected):
    """What both have is matched, so one element that goes leaves the others as they are."""
    assert expected == differences(before, after)


@given(JSON, JSON)
def test_there_is_no_difference_only_between_equals(before, after):
    """Whatever the values are; true and 1 differ, as they do in JSON."""
    assert [] == differences(before, copy.deepcopy(before))
    assert ([] == differences(before, after)) == (repr_of(before) == repr_of(after))


@given(JSON, JSON)
def test_a_difference_says_what_was_and_what_is(before, after):
    """What is added or changed is found at its path; what is removed was there before."""
    for change in differences(before, after):
        if "after" in change:
            assert change["after"] == at_path(after, change["path"])
        if change["change"] == "removed" and all(isinstance(name, str) for name in change["path"]):
            assert change["before"] == at_path(before, change["path"])


def repr_of(value):
    """Return a text that is the same for the same JSON, whatever the order of the members."""
    if isinstance(value, dict):
        return str({name: repr_of(value[name]) for name in sorted(value)})
    return str([repr_of(each) for each in value]) if isinstance(value, list) else repr(value)


def at_path(value, path):
    """Return what is found in JSON along a path."""
    for name in path:
        value = value[name]
    return value


class Table:
    """A table that a test changes, or puts out of reach."""

    def __init__(self):
        """Begin with a profile."""
        self.items = {"PROFILE": {"sk": "PROFILE", "version": 1}}
        self.is_reachable = True

    def read(self):
        """Return a copy of the items."""
        if not self.is_reachable:
            raise SimulatorError("The table does not answer.")
        return copy.deepcopy(self.items)


def behind(skill, language, *said, insight=None):
    """Return what a page is told to lie behind each exchange."""
    encoder = InsideEncoder(insight or Insight())
    told = []

    def show(event):
        encoder.show(event)
        if isinstance(event, Exchange):
            told.append(encoder.exchange(event))

    echo, _ = make_echo(skill, language)
    echo.subscribe(show)
    for text in said:
        echo.say(text)
    return told


def test_what_else_was_considered_is_told_with_the_reason(language):
    """The word "okay" is a sample of ReadyIntent and one of Amazon's phrases for yes."""
    skill = FakeSkill(LaunchRequest=speech("Hello."), ReadyIntent=speech("Go."))

    launch, ready = behind(skill, language, OPEN, "okay")

    assert {} == launch["understood"]
    assert ("okay", False) == (
        ready["understood"]["sample"],
        ready["understood"]["is_standard_phrase"],
    )
    assert [
        ("AMAZON.YesIntent", {}, "the model's own sample comes before a phrase of Amazon's")
    ] == [
        (other["intent"], other["slots"], other["reason"])
        for other in ready["understood"]["others"]
    ]


def test_what_fits_no_sample_has_no_others(language):
    """It is the fallback, and no sample."""
    skill = FakeSkill(LaunchRequest=speech("Hello."), **{FALLBACK: speech("Sorry?")})

    _, fallback = behind(skill, language, OPEN, "seven purple elephants")

    assert {"sample": None, "is_standard_phrase": False, "others": []} == fallback["understood"]


def test_fewer_slots_and_more_literal_text_are_reasons(language):
    """The reason names the first thing in which two meanings differ."""
    (bare, *_), (whole, *_) = (
        language.meanings(text, None) for text in ("the calf", "that's the one")
    )
    (other,) = language.meanings("calf", None)

    assert "fewer slots: 0, not 1" == whole.reason_before(bare)
    assert bare.reason_before(other).startswith("more said word for word: ")
    assert "all equal: it comes first in the model" == bare.reason_before(bare)


def test_sizes_are_told_with_their_limits(language):
    """In bytes, as they are on their way."""
    answer = speech("Hello.") | {"sessionAttributes": {"a": "ä"}}

    (launch,) = behind(FakeSkill(LaunchRequest=answer), language, OPEN)

    assert {"bytes": response_bytes(answer), "attributes_bytes": len('{"a":"ä"}'.encode())} == (
        launch["size"]
    )
    assert {
        "bytes": RESPONSE_BYTES,
        "attributes_bytes": ATTRIBUTES_BYTES,
        "sound_ms": SOUND_MS,
    } == launch["limits"]


def test_session_attributes_are_told_as_a_difference(language):
    """From what the request brought to what the response carries; a new session brings nothing."""
    hello = speech("Hello.") | {"sessionAttributes": {"at": "calf", "n": 1}}
    go = speech("Go.") | {"sessionAttributes": {"at": "towel"}}

    first, second = behind(FakeSkill(LaunchRequest=hello, ReadyIntent=go), language, OPEN, "ready")

    assert ["added", "added"] == [change["change"] for change in first["attributes"]]
    assert [
        {"path": ["at"], "change": "changed", "before": "calf", "after": "towel"},
        {"path": ["n"], "change": "removed", "before": 1},
    ] == second["attributes"]


def test_the_table_is_told_when_it_has_changed_and_only_then(language):
    """First as it is; then nothing; then all of it again, with the changes."""
    table = Table()

    def write(_event):
        table.items["PROFILE"]["version"] = 2
        return speech("Go.")

    skill = FakeSkill(
        LaunchRequest=speech("Hello."), ReadyIntent=write, StartIntent=speech("Calf.")
    )

    launch, start, ready = behind(
        skill, language, OPEN, "calf", "ready", insight=Insight(items=table.read)
    )

    assert {"items": {"PROFILE": {"sk": "PROFILE", "version": 1}}, "changes": []} == launch["table"]
    assert {} == start["table"]
    assert {
        "items": table.items,
        "changes": [{"path": ["PROFILE", "version"], "change": "changed", "before": 1, "after": 2}],
    } == ready["table"]


def test_a_table_that_does_not_answer_is_told_and_the_talk_goes_on(language):
    """When it answers again, everything that has changed since is told."""
    table = Table()

    def lose(_event):
        table.is_reachable = False
        return speech("Calf.")

    def find(_event):
        table.is_reachable = True
        table.items["DAY#2026-11-23"] = {"sk": "DAY#2026-11-23"}
        return speech("Go.")

    skill = FakeSkill(LaunchRequest=speech("Hello."), StartIntent=lose, ReadyIntent=find)

    _, lost, found = behind(
        skill, language, OPEN, "calf", "ready", insight=Insight(items=table.read)
    )

    assert {"trouble": "The table does not answer."} == lost["table"]
    assert [["DAY#2026-11-23"]] == [change["path"] for change in found["table"]["changes"]]


def test_a_table_out_of_reach_at_first_is_told_later(language):
    """The page opens all the same."""
    table = Table()
    table.is_reachable = False

    (launch,) = behind(
        FakeSkill(LaunchRequest=speech("Hello.")),
        language,
        OPEN,
        insight=Insight(items=table.read),
    )

    assert {"trouble": "The table does not answer."} == launch["table"]


def test_a_skill_that_fails_has_an_inside_too(language):
    """Its exchange has no response."""

    def fail(_event):
        raise ValueError

    launch, *_ = behind(FakeSkill(LaunchRequest=fail), language, OPEN)

    assert [] == launch["attributes"]
    assert {} == launch["understood"]


def test_a_playback_tells_what_would_follow_it(language):
    """The kind of each sound, how long the microphone is open, and the reprompt."""
    encoder = EventEncoder(
        "my heel stretches", ENGLISH, lambda _attributes: {}, InsideEncoder(Insight())
    )
    talk = sound({"type": "Speech", "content": "Go."}, count(2), reprompt="Say ready.")
    echo, events = make_echo(FakeSkill(LaunchRequest=talk), language)

    echo.say(OPEN)
    echo.wait(60)

    first, again = map(encoder.encode, of_type(events, PlaybackStarted))
    assert ["speech", "cell", "cell"] == [each["kind"] for each in first["sounds"]]
    assert 8 == first["listening_seconds"]
    assert first["reprompt"] == {
        "length_ms": again["length_ms"],
        "sounds": again["sounds"],
        "steps": [],
    }
    assert again["reprompt"] is None
