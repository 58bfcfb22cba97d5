"""The profile and the logs survive JSON, and what is no profile is refused."""

import json
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.progress.profile import Practice, Profile
from skill.progress.profile_json import (
    entry_from_json,
    entry_to_json,
    log_from_json,
    log_to_json,
    profile_from_json,
    profile_to_json,
)
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.settings import Settings, settings_from_json, settings_to_json
from tests.unit.progress.strategies import ENTRIES, JSON, LOGS, PROFILES, SETTINGS

REFUSALS = (ValueError, TypeError, KeyError, AttributeError)


def through_json(plain):
    """Return what is left of a value that has been JSON text."""
    return json.loads(json.dumps(plain, allow_nan=False))


@given(PROFILES)
def test_a_profile_survives_json(profile):
    """Whatever somebody chose, did and was told."""
    assert profile == profile_from_json(through_json(profile_to_json(profile)))


@given(SETTINGS)
def test_settings_survive_json(settings):
    """Each choice, also those that are the default."""
    assert settings == settings_from_json(through_json(settings_to_json(settings)))


@given(ENTRIES, LOGS)
def test_logs_survive_json(entry, log):
    """The entries that wait, and today's counters."""
    assert entry == entry_from_json(through_json(entry_to_json(entry)))
    assert log == log_from_json(through_json(log_to_json(log)))


def test_every_field_of_a_profile_is_kept():
    """A field that is added and forgotten here would be lost with each save."""
    full = Profile(
        Settings(foot=Foot.LEFT),
        "Europe/Oslo",
        1_772_434_800_000,
        {ExerciseId.CALF: Practice(1, date(2026, 3, 2))},
        {"disclaimer": 1},
        date(2026, 3, 2),
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
    "plain",
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
def test_a_choice_that_is_not_known_is_left_at_its_default(plain):
    """Another version of the skill, or a changed dose table, does not lock anybody out."""
    assert Settings() == settings_from_json(plain)
    assert Settings(foot=Foot.LEFT) == settings_from_json(
        {"foot": "left"} | {name: value for name, value in plain.items() if name != "foot"}
    )


def test_a_time_zone_that_is_not_known_is_asked_for_again():
    """The zone database changes; a day can be told all the same."""
    assert profile_from_json({"time_zone": "Nowhere/Else"}).time_zone is None


@pytest.mark.parametrize(
    "plain",
    [
        {"settings": []},
        {"time_zone": 5},
        {"practice": {"swimming": {"times": 1}}},
        {"practice": {"calf": {}}},
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
def test_what_is_no_profile_is_refused(plain):
    """Rather than half understood, and saved so."""
    with pytest.raises(REFUSALS):
        profile_from_json(plain)


KEYS = st.sampled_from(
    ["settings", "time_zone", "practice", "told", "foot_asked_on", "time_zone_at_ms", "version"]
)


@given(st.dictionaries(KEYS, JSON) | JSON)
def test_whatever_json_it_is_the_errors_are_the_promised_ones(plain):
    """Callers turn exactly these into one clear refusal."""
    try:
        profile = profile_from_json(plain)
    except REFUSALS:
        return
    assert isinstance(profile, Profile)
    assert isinstance(profile.version, int)


@given(st.dictionaries(st.sampled_from(["segment_id", "day", "counters"]), JSON) | JSON)
def test_whatever_json_an_entry_is_the_errors_are_the_promised_ones(plain):
    """The same for what waits to be written."""
    for read in (entry_from_json, log_from_json):
        try:
            found = read(plain)
        except REFUSALS:
            continue
        assert all(type(count) is int and count >= 0 for count in found.counters.values())
