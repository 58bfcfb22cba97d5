"""How much to say about an exercise, by how often and how lately somebody did it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.progress.profile import Practice, Profile
from skill.routine.exercises import EXERCISES, ExerciseId
from skill.routine.settings import Scrunch, Settings, Talk

TODAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("times", "days_ago", "talk"),
    [
        (1, 1, Talk.FULL),
        (2, 0, Talk.BRIEF),
        (2, 14, Talk.BRIEF),
        (2, 15, Talk.FULL),
        (200, 15, Talk.FULL),
        (2, None, Talk.FULL),
    ],
)
def test_an_exercise_is_told_in_full_until_it_is_known(times, days_ago, talk):
    """The first two times, and again after more than fourteen days without it."""
    last_day = None if days_ago is None else TODAY - timedelta(days_ago)
    profile = Profile(practice={ExerciseId.CALF: Practice(times, last_day)})

    assert (talk, Talk.FULL) == (
        profile.talks(TODAY)[ExerciseId.CALF],
        profile.talks(TODAY)[ExerciseId.ARCH],
    )


@pytest.mark.parametrize("chosen", Talk)
def test_a_choice_of_talk_goes_before_experience(chosen):
    """Whoever asked for few words gets few words also the first time."""
    profile = Profile(Settings(talk=chosen))

    assert chosen is profile.talks(TODAY)[ExerciseId.CALF]


def sets_of(profile):
    """Return the sets of calf, towel, hamstring and raises."""
    return tuple(profile.settings.sets(each.id) for each in EXERCISES.values() if not each.rounds)


@pytest.mark.parametrize(
    ("days", "sets"),
    [
        (0, (1, 1, 2, 1)),
        (6, (1, 1, 2, 1)),
        (7, (2, 2, 2, 2)),
        (13, (2, 2, 2, 2)),
        (14, (3, 3, 2, 3)),
        (400, (3, 3, 2, 3)),
    ],
)
def test_a_gentle_start_is_a_matter_of_days(days, sets):
    """One set, two, all; the hamstring stretch has the article's two at least."""
    grown = Profile().starting_gently(TODAY).growing(TODAY + timedelta(days))

    assert sets == sets_of(grown)
    assert (grown.gentle_since is None) == (days >= 14)


@given(st.lists(st.integers(0, 30), min_size=1).map(sorted))
def test_however_often_it_is_asked_a_gentle_start_only_grows(days):
    """Days without a session change nothing: the last day decides."""
    profile = start = Profile().starting_gently(TODAY)
    for day in days:
        grown = profile.growing(TODAY + timedelta(day))
        both = zip(sets_of(grown), sets_of(profile), strict=True)
        assert all(now >= before for now, before in both)
        assert grown.growing(TODAY + timedelta(day)) is grown
        profile = grown

    assert sets_of(profile) == sets_of(start.growing(TODAY + timedelta(days[-1])))


def test_a_gentle_start_leaves_own_choices_alone():
    """More sets of one exercise stay, and so does one pass of the towel."""
    own = Settings(scrunch=Scrunch.ONE_PASS)
    gentle = Profile(own).starting_gently(TODAY)
    more = replace(gentle, settings=gentle.settings.with_sets(ExerciseId.CALF, 3))

    assert (3, 1, 2, 2) == sets_of(more.growing(TODAY + timedelta(7)))
    assert own == more.growing(TODAY + timedelta(14)).settings
    assert Profile(own).growing(TODAY) == Profile(own)


def test_a_gentle_start_meanwhile_is_caught_up():
    """It began while the profile could not be read."""
    began = Profile().starting_gently(TODAY)

    for caught_up in (Profile(version=3).caught_up(began), began.caught_up(Profile())):
        assert (TODAY, 1) == (caught_up.gentle_since, caught_up.gentle_week)
