"""What a new session goes on from: the places of all devices, settled once."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.reply import Device, State, Turn
from skill.coaching.resume import catch_up, resume
from skill.progress.device import DeviceRecord
from skill.progress.place import Place, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.plan import Pick, make_plan
from skill.routine.settings import Settings
from tests.choices import chosen

NOW_MS = 1_772_434_800_000  # 2026-03-02, 07:00 UTC
HERE, THERE, ATTIC = "here", "there", "attic"
TURN = Turn(NOW_MS, "now", new_session=True, device=Device(HERE))
PROFILE = Profile(Settings(foot=Foot.LEFT), "UTC")
PICKS = (Pick(ExerciseId.ARCH),)
STEPS = tuple(step.id for step in make_plan(PICKS, PROFILE.settings))
HOLD_MS = 10_000
MINUTE_MS = 60_000


def place(ago_ms, *, at=STEPS[1], **more):
    """Return a place that was touched so long ago, and stands still."""
    return Place(PICKS, at, Status.PAUSED, NOW_MS - ago_ms, **more)


def playing(ago_ms, steps=2, segment_id=None):
    """Return a place whose segment of some holds was sent so long ago."""
    played = tuple(
        StepTime(step, n * HOLD_MS, (n + 1) * HOLD_MS) for n, step in enumerate(STEPS[:steps])
    )
    sent = SentSegment(segment_id or f"sent {ago_ms} ago", NOW_MS - ago_ms, Status.REST, played)
    return replace(place(ago_ms, at=STEPS[steps]), playing=sent)


def found(places, turn=TURN):
    """Return what a session begins with."""
    return resume(State(PROFILE), places, {}, turn)


OVER_AFTER_MS, KEPT_MS = 120_000, 7 * 24 * 3600 * 1000
"""Two minutes, and a week."""
STILL_PLAYS_MS = 2 * HOLD_MS + OVER_AFTER_MS - 1000
OVER_MS = 2 * HOLD_MS + OVER_AFTER_MS

CASES = {
    # name: what is kept, steps that are logged, where the person is, what changes elsewhere
    "nothing is kept": ({}, 0, None, {}),
    "a place of one's own": ({HERE: place(MINUTE_MS)}, 0, STEPS[1], {}),
    "one's own count, over": ({HERE: playing(MINUTE_MS)}, 2, STEPS[2], {}),
    "one's own count, in its second hold": ({HERE: playing(15_000)}, 1, STEPS[1], {}),
    "another's count that may still play": ({THERE: playing(STILL_PLAYS_MS)}, 0, None, {}),
    "another's count that is over": ({THERE: playing(OVER_MS)}, 2, STEPS[2], {THERE: None}),
    "another's place": ({THERE: place(MINUTE_MS)}, 0, STEPS[1], {THERE: None}),
    "another's place, older than one's own": (
        {HERE: place(MINUTE_MS), THERE: place(2 * MINUTE_MS, at=STEPS[3])},
        0,
        STEPS[1],
        {},
    ),
    "another's place, newer than one's own": (
        {HERE: place(2 * MINUTE_MS), THERE: place(MINUTE_MS, at=STEPS[3])},
        0,
        STEPS[3],
        {THERE: None},
    ),
    "another's count that is over, older than one's own place": (
        {HERE: place(MINUTE_MS, at=STEPS[3]), THERE: playing(OVER_MS)},
        2,
        STEPS[3],
        {THERE: STEPS[2]},
    ),
    "the newest of two others": (
        {THERE: place(2 * MINUTE_MS), ATTIC: place(MINUTE_MS, at=STEPS[3])},
        0,
        STEPS[3],
        {ATTIC: None},
    ),
    "another's that is finished": ({THERE: place(MINUTE_MS, at=None)}, 0, None, {}),
    "another's that is too old to keep": (
        {HERE: place(MINUTE_MS), THERE: place(KEPT_MS + 1)},
        0,
        STEPS[1],
        {THERE: None},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_session_goes_on_from(name):
    """The place that was touched last; what is over is settled, wherever it played."""
    places, logged, at, changed = CASES[name]

    back = found(places)

    assert logged == sum(entry.counters["arch_steps"] for entry in back.entries)
    assert at == back.place.at
    assert changed == {device: each and each.at for device, each in back.other_places.items()}


def test_of_two_places_the_one_that_is_left_for_the_newer_is_shelved():
    """It is offered again later."""
    mine = place(2 * MINUTE_MS)

    back = found({HERE: mine, THERE: place(MINUTE_MS, at=STEPS[3])})

    assert mine == back.place.shelved


def test_what_another_device_played_counts_on_its_own_day():
    """Each device is where its settings say: one may be half a world away."""
    there, here = playing(OVER_MS), playing(OVER_MS + 1)
    devices = {THERE: DeviceRecord("America/Los_Angeles"), HERE: DeviceRecord("UTC")}

    back = resume(State(PROFILE), {THERE: there, HERE: here}, devices, TURN)

    days = {entry.segment_id: entry.day for entry in back.entries}
    assert date(2026, 3, 1) == days[there.playing.segment_id]
    assert date(2026, 3, 2) == days[here.playing.segment_id]
    assert "UTC" == back.profile.time_zone


@st.composite
def households(draw):
    """Draw what three devices kept."""
    ago_ms = st.sampled_from([0, 5000, 15_000, MINUTE_MS, STILL_PLAYS_MS, OVER_MS, KEPT_MS + 1])
    kinds = st.builds(place, ago_ms, at=st.sampled_from([None, *STEPS])) | st.builds(
        playing, ago_ms, st.integers(1, 4)
    )
    places = draw(st.dictionaries(st.sampled_from([HERE, THERE, ATTIC]), kinds))
    return {device: _with_own_id(kept, device) for device, kept in places.items()}


def _with_own_id(kept, device):
    if kept.playing is None:
        return kept
    return replace(kept, playing=replace(kept.playing, segment_id=f"of {device}"))


@given(households())
def test_whatever_is_kept_is_settled_once_and_what_may_play_is_left_alone(places):
    """To come back a second time finds nothing more to log, and the same place."""
    back = found(places)
    kept = {**places, **back.other_places, HERE: back.place}
    again = resume(
        replace(back, entries=()), {d: each for d, each in kept.items() if each}, {}, TURN
    )

    left_alone = [d for d in places if d != HERE and kept[d] and kept[d].playing]
    assert all(kept[device] == places[device] for device in left_alone)
    assert (back.place, ()) == (again.place, again.entries)
    assert {} == again.other_places
    logged = [entry.segment_id for entry in back.entries]
    assert len(logged) == len(set(logged))
    assert HERE not in back.other_places


# --- notes that can be read only later ---


def test_what_happened_meanwhile_is_kept_and_the_stored_place_is_shelved():
    """Chosen, practised, told: all of it is news to the stored profile."""
    stored_profile = replace(
        PROFILE,
        settings=chosen(foot=Foot.LEFT, calf_sets=2),
        practice={ExerciseId.ARCH: Practice(7, date(2026, 3, 1))},
        version=4,
    )
    stored_place = place(MINUTE_MS)
    meanwhile = Profile(
        Settings(foot=Foot.RIGHT),
        "America/Chicago",
        practice={ExerciseId.ARCH: Practice(1, date(2026, 3, 2))},
    )
    running = replace(playing(0), picks=(Pick(ExerciseId.CALF),))

    caught = catch_up(State(meanwhile, running), State(stored_profile, stored_place))

    profile = caught.profile
    assert (Foot.RIGHT, 2) == (profile.settings.foot, profile.settings.sets(ExerciseId.CALF))
    assert ("UTC", 4) == (profile.time_zone, profile.version)
    assert Practice(8, date(2026, 3, 2)) == profile.practice[ExerciseId.ARCH]
    assert replace(running, shelved=stored_place) == caught.place


def test_a_place_that_was_shelved_meanwhile_is_not_replaced():
    """There is one shelf."""
    running = replace(playing(0), shelved=place(0, at=STEPS[4]))

    caught = catch_up(State(Profile(), running), State(PROFILE, place(MINUTE_MS)))

    assert running == caught.place


def test_a_session_without_anything_begun_goes_on_without_a_place():
    """What comes next finds nobody in the middle of something."""
    caught = catch_up(State(Profile()), State(PROFILE))

    assert Place() == caught.place
