"""Profiles, places and logs survive JSON, and a wrong field is refused by its name."""

import json
import re
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert

from skill.progress.codec import (
    CorruptJson,
    log_to_json,
    place_from_json,
    place_to_json,
    plain,
    profile_from_json,
    profile_to_json,
)
from skill.progress.days import DayLog, LogEntry
from skill.progress.history import History
from skill.progress.place import Noted, Place, SentSegment, Status
from skill.progress.profile import Practice, Profile
from skill.progress.reminders import Reminder, SetReminder
from skill.routine.delivery import After
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.plan import Pick
from skill.routine.settings import Settings
from tests import older_rows
from tests.unit.progress.strategies import ENTRIES, JSON, LOGS, PLACES, PROFILES


def through_json(plain):
    """Return what is left of a value that has been JSON text."""
    return json.loads(json.dumps(plain, allow_nan=False))


@given(PROFILES)
def test_a_profile_survives_json(profile):
    """Whatever somebody chose, did and was told."""
    assert profile == profile_from_json(through_json(profile_to_json(profile)))


@given(ENTRIES, LOGS)
def test_logs_survive_json(entry, log):
    """The entries that wait, and today's counters."""
    assert entry == convert(through_json(plain(entry)), LogEntry)
    assert log == convert(through_json(log_to_json(log)), DayLog)


def test_every_field_of_a_profile_is_kept():
    """A field that is added and forgotten here would be lost with each save."""
    full = Profile(
        Settings(foot=Foot.LEFT),
        "Europe/Oslo",
        1_772_434_800_000,
        {ExerciseId.CALF: Practice(1, date(2026, 3, 2))},
        {"disclaimer": 1},
        date(2026, 3, 2),
        {ExerciseId.TOWEL: date(2026, 3, 2)},
        date(2026, 3, 2),
        1,
        History(date(2026, 3, 2), "1"),
        (SetReminder("its-id", Reminder(450)),),
        version=3,
    )
    unknown = {"unknown_settings"}

    assert {each.name for each in fields(Profile)} - unknown == profile_to_json(full).keys()


def test_a_choice_of_a_later_version_is_kept_and_not_taken_for_one_of_ours():
    """Whoever goes back to this version and forth again finds their settings."""
    settings = {"foot": "left", "counting": "by_drum", "tempo": {"beats": 90}}

    profile = profile_from_json({"settings": settings})

    assert Settings(foot=Foot.LEFT) == profile.settings
    assert settings == profile_to_json(profile)["settings"]


def test_what_is_not_known_of_a_person_is_left_out():
    """The item in the table, and the session attributes, stay small."""
    assert {"settings": {}, "practice": {}, "told": {}, "version": 0} == profile_to_json(Profile())


def test_an_empty_object_is_somebody_without_history():
    """What it lacks has its default."""
    assert Profile() == profile_from_json({})


@pytest.mark.parametrize(
    "stored",
    [
        {"new_choice": 3},
        {"foot": "middle"},
        {"foot": None},
        {"talk": ["full"]},
        {"pace": {}},
        {"calf_hold_seconds": 61},
        {"calf_hold_seconds": 31},
        {"calf_hold_seconds": "30"},
        {"calf_hold_seconds": 35.0},
        {"calf_sets": 0},
        {"calf_sets": True},
        {"arch_hold_seconds": 20},
        {"more_time": True},
    ],
)
def test_a_choice_that_is_not_known_is_left_at_its_default(stored):
    """Another version of the skill, or a changed dose table, does not lock anybody out."""
    others = {name: value for name, value in stored.items() if name != "foot"}

    assert Settings() == profile_from_json({"settings": stored}).settings
    assert Settings(foot=Foot.LEFT) == (
        profile_from_json({"settings": {"foot": "left", **others}}).settings
    )


def test_a_time_zone_that_is_not_known_is_asked_for_again():
    """The zone database changes; a day can be told all the same."""
    assert profile_from_json({"time_zone": "Nowhere/Else"}).time_zone is None


@pytest.mark.parametrize(
    "stored",
    [
        {"settings": []},
        {"time_zone": 5},
        {"practice": {"swimming": {"times": 1}}},
        {"practice": {"calf": {"times": "1"}}},
        {"practice": {"calf": {"times": 1, "last_day": "yesterday"}}},
        {"practice": {"calf": {"times": 1, "last_day": 20260302}}},
        {"practice": []},
        {"told": {"disclaimer": "often"}},
        {"told": {"disclaimer": float("inf")}},
        {"told": {"disclaimer": -1}},
        {"told": "disclaimer"},
        {"foot_asked_on": "2026-13-01"},
        {"foot_asked_on": 5},
        {"version": "2"},
        {"version": 1.5},
        {"version": True},
    ],
)
def test_what_is_no_profile_is_refused(stored):
    """Rather than half understood, and saved so."""
    with pytest.raises(CorruptJson):
        profile_from_json(stored)


KEYS = st.sampled_from(
    ["settings", "time_zone", "practice", "told", "foot_asked_on", "time_zone_at_ms", "version"]
)


@given(st.dictionaries(KEYS, JSON) | JSON)
def test_whatever_json_it_is_the_error_is_the_promised_one(stored):
    """Callers catch this one, and refuse the value."""
    try:
        profile = profile_from_json(stored)
    except CorruptJson:
        return
    assert isinstance(profile, Profile)
    assert isinstance(profile.version, int)


@given(st.dictionaries(st.sampled_from(["segment_id", "day", "counters"]), JSON) | JSON)
def test_whatever_json_an_entry_is_the_error_is_the_promised_one(stored):
    """The same for what waits to be written."""
    for counted in (LogEntry, DayLog):
        try:
            found = convert(stored, counted)
        except CorruptJson:
            continue
        assert all(type(count) is int for count in found.counters.values())


# --- places ---

PLACE_FIELDS = [each.name for each in fields(Place)]
CALF = Place((Pick(ExerciseId.CALF),), "calf-1-left", Status.WAIT, 1)


@given(PLACES)
def test_a_place_survives_json(place):
    """It travels as text with every turn, and is stored as a map in a table."""
    assert place == place_from_json(through_json(place_to_json(place)))


@given(PLACES)
def test_a_place_is_written_the_same_way_each_time(place):
    """Sets have no order; their JSON has one."""
    once = json.dumps(place_to_json(place))

    assert once == json.dumps(place_to_json(place_from_json(json.loads(once))))


def test_every_field_of_a_place_is_kept():
    """A field that is added and forgotten here would be lost with each turn."""
    full = Place(
        picks=(Pick(ExerciseId.CALF),),
        at="calf-1-left",
        status=Status.WAIT,
        touched_at_ms=1,
        answered_at_ms=2,
        after=After.SEAM,
        done=frozenset({"calf-1-left"}),
        playing=SentSegment("id", 1, Status.REST, ()),
        noted=(Noted("id", date(2026, 11, 23), {"calf_steps": 1}, ("calf-1-left",)),),
        before={"arch": 1},
        shelved=Place(),
        cut_at_ms=3,
        shown="id",
    )

    assert set(PLACE_FIELDS) == place_to_json(full).keys()


def test_what_has_its_default_is_left_out_of_a_place():
    """Four fields make a place."""
    place = Place((Pick(ExerciseId.ARCH),), "arch-1", Status.WAIT, 5)

    assert {"picks": [["arch"]], "at": "arch-1", "status": "wait", "touched_at_ms": 5} == (
        place_to_json(place)
    )


def test_the_place_of_an_older_version_is_read():
    """Place and dialogue were one object; what was talked about is passed over."""
    stored = older_rows.PLACE

    read = place_from_json(stored)

    passed_over = ("reassured_at_ms", "last_entry")
    known = {name: value for name, value in stored.items() if name not in passed_over}
    playing = {**stored["playing"], "sound_ms": 0, "then": None, "explained": {}}
    assert {**known, "playing": playing} == through_json(place_to_json(read))
    assert (Pick(ExerciseId.ARCH, hold_seconds=30), ("calf-2-left", 0, 31000)) == (
        read.picks[2],
        read.playing.steps[0],
    )


@given(JSON | st.dictionaries(st.sampled_from(PLACE_FIELDS), JSON))
def test_what_is_no_place_is_refused_with_one_error(stored):
    """Whatever JSON it is; callers catch this and nothing else."""
    try:
        place = place_from_json(stored)
    except CorruptJson:
        return
    assert place == place_from_json(through_json(place_to_json(place)))


@given(st.data(), PLACES)
def test_a_place_with_one_wrong_value_is_refused_or_read_as_another_place(data, place):
    """Also when the wrong value lies deep inside."""
    stored = through_json(place_to_json(place))
    holder = stored
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = data.draw(st.sampled_from(keys))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        holder = inner
    holder[key] = data.draw(JSON)

    try:
        read = place_from_json(stored)
    except CorruptJson:
        return
    assert read == place_from_json(through_json(place_to_json(read)))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"picks": "calf"}, "picks"),
        ({"picks": [["swimming"]]}, "picks[0].exercise"),
        ({"picks": [[]]}, "picks[0]"),
        ({"picks": None}, "picks"),
        ({"picks": [["calf", None, -1]]}, "picks[0]"),
        ({"at": 5}, "at"),
        ({"status": "asleep"}, "status"),
        ({"touched_at_ms": "1"}, "touched_at_ms"),
        ({"touched_at_ms": 1.5}, "touched_at_ms"),
        ({"touched_at_ms": True}, "touched_at_ms"),
        ({"touched_at_ms": -1}, "touched_at_ms"),
        ({"after": "later"}, "after"),
        ({"done": 5}, "done"),
        ({"done": [1]}, "done[0]"),
        ({"playing": {"segment_id": "x"}}, "playing"),
        (
            {"playing": {"segment_id": "x", "started_at_ms": 1, "opening": "wait", "steps": [[1]]}},
            "playing.steps[0]",
        ),
        ({"shelved": {"picks": [[]]}}, "shelved.picks[0]"),
        ({"shelved": "calf"}, "shelved"),
    ],
)
def test_a_field_of_the_wrong_kind_is_refused_by_its_name(change, field):
    """Nothing is guessed; whoever reads the log sees where it is."""
    with pytest.raises(CorruptJson, match=re.escape(f"`$.{field}`")):
        place_from_json(place_to_json(CALF) | change)
