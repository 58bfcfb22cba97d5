"""Ticks are sounds, not words, and the towel scrunch names the foot."""

import pytest

from skill.routine.exercises import Foot
from tests.conversation.conftest import returning_profile


def test_a_hold_in_ticks_has_no_number(returning_home):
    """A sound a second; what starts and ends the hold is still said."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        +40s
        U: just ticks
        A: Ticks. Left leg. Hold. And relax. Right leg back. (6 s) Hold. And relax. Left leg back.
           Set two of three. (5 s) Hold. And relax. ...
    """)


def test_repetitions_in_ticks_keep_their_numbers(returning_home):
    """A tick stands for each movement after the number."""
    returning_home.says("""
        U: ask my heel stretches for the towel one
        +40s
        U: just ticks
        A: Ticks. Set one of three. One two three four five six seven eight nine ten And relax. ...
    """)


@pytest.mark.parametrize(
    ("foot", "named"),
    [
        (Foot.LEFT, "left foot"),
        (Foot.RIGHT, "right foot"),
        (Foot.BOTH, "both feet"),
    ],
)
def test_the_towel_scrunch_names_the_sore_foot(home, foot, named):
    """Both together, where both are sore."""
    home.knows(returning_profile(foot))
    home.says(f"""
        U: ask my heel stretches for the towel one
        A: Towel scrunch. Sit down, towel on the floor, {named} on its near edge. (5 s) ... (8 s)
           ... Set one of three. ...
    """)
