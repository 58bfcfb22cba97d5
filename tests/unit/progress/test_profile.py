"""How much to say about an exercise, by how often and how lately somebody did it."""

from datetime import date, timedelta

import pytest

from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId
from skill.routine.settings import Settings, Talk

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
