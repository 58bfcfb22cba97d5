"""Whoever knows an exercise is coached in its holds, and counted by fives."""

from dataclasses import replace
from datetime import date

from skill.progress.profile import Practice
from skill.routine.exercises import ExerciseId
from skill.routine.settings import Counting
from tests.conversation.conftest import returning_profile


def test_a_hold_with_a_cue(coached_home):
    """Form in the first set, then breath; the same for the left leg and the right."""
    coached_home.says("""
        U: ask my heel stretches for the calf stretch
        A: Calf stretch. Left leg back, hands on the wall. (12 s) ... Set one of three. (2 s)
           Hold. Thirty, bend the front knee, (2 s) twenty-five, (4 s) twenty, (4 s) half way,
           (4 s) ten, (4 s) five, four, three, two, one, and relax.
           Right leg back. (5 s)
           Hold. Thirty, bend the front knee, twenty-five, twenty, half way, ten,
           five, four, three, two, one, and relax.
           Left leg back. Set two of three. (5 s)
           Hold. Thirty, breathe low, twenty-five, twenty, half way, ten,
           five, four, three, two, one, and relax. ...
    """)


def test_the_next_day_has_other_cues(coached_home):
    """In every set."""
    coached_home.says("""
        +1d
        U: ask my heel stretches for the calf stretch
        A: ... Set one of three. Hold. Thirty, heel down, twenty-five, ...
           Left leg back. Set two of three. Hold. Thirty, breathe out, twenty-five, ...
    """)


def test_the_hamstring_stretch_goes_in_deep_breaths(coached_home):
    """In on one number and out on the next, twice; the first breath out has the cue."""
    coached_home.says("""
        U: ask my heel stretches for the hamstring stretch
        A: ... Set one of two. (2 s)
           Hold. Thirty, breathe in, (3 s) twenty-five, and out, hands behind the thigh, twenty,
           breathe in, (3 s) half way, and out, (3 s) ten, (4 s) five, four, three, two, one,
           and relax. Bend the knee, lower. Right leg up. (10 s)
           Hold. Thirty, breathe in, twenty-five, and out, hands behind the thigh, twenty, ...
    """)


def test_every_other_short_arch_hold_has_a_cue(coached_home):
    """One in each of ten would be too many."""
    coached_home.says("""
        U: ask my heel stretches for the morning stretch
        A: Arch stretch. Left leg across the other, pull the toes back. (10 s) ...
           Hold one. Ten, feel along the arch, five, four, three, two, one, and relax.
           Hold two. Ten, (4 s) five, four, three, two, one, and relax.
           Hold three. Ten, big toe too, five, four, three, two, one, and relax.
           Hold four. Ten, (4 s) five, four, three, two, one, and relax.
           Hold five. Ten, breathe low, five, four, three, two, one, and relax. Half way. ...
    """)


def test_every_second_is_counted_until_the_third_time(home):
    """An exercise that is new has no cues, beside others that are known."""
    known = returning_profile(counting=Counting.COACH)
    once = Practice(1, date(2026, 11, 21))
    home.knows(replace(known, practice={**known.practice, ExerciseId.CALF: once}))
    home.says("""
        U: ask my heel stretches for the calf stretch
        A: ... Ready?
        U: ready
        A: ... Hold. Thirty, twenty-nine, twenty-eight, twenty-seven, ...
    """)


def test_every_second_by_choice_and_cues_again(coached_home):
    """A choice is heard in the hold that runs, and told among the settings."""
    coached_home.says("""
        U: ask my heel stretches for the calf stretch
        +25s
        U: count every second
        A: Every second. Left leg. Hold. Thirty, twenty-nine, twenty-eight, ...
        +10s
        U: what are my settings
        A: Left foot and calf thirty seconds. Every second counted. Left leg. Hold. Thirty, ...
        +20s
        U: count like a coach
        A: Every five, with tips. Left leg. Hold. Thirty, bend the front knee, twenty-five, ...
    """)


def test_whoever_wants_the_fewest_words_has_no_cues(coached_home):
    """The count goes on by fives."""
    coached_home.says("""
        U: ask my heel stretches to talk less
        U: talk less
        U: ask my heel stretches for the calf stretch
        A: ... Hold. Thirty, (4 s) twenty-five, ...
    """)
