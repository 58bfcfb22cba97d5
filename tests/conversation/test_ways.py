"""The article's other ways to do an exercise: set by voice, told in the instruction, remembered."""

from dataclasses import replace
from datetime import date

from skill.progress.profile import Practice
from skill.routine.exercises import ExerciseId
from skill.routine.settings import Grip, Ground, Scrunch
from tests.conversation.conftest import returning_profile

TODAY = date(2026, 11, 23)


def settings_of(home):
    """Return what is stored of the person's settings."""
    return home.store.load(home.user_id, since=date(2020, 1, 1)).profile.settings


def test_a_towel_round_the_foot_changes_the_hamstring_stretch(returning_home):
    """The instruction, the how-to, and the move to the other side; the seconds stay."""
    returning_home.says("""
        U: ask my heel stretches to do the hamstring stretch with a towel round my foot
        A: Hamstring stretch: put the towel round your foot and pull both ends. More stretch, and
           the foot gets some too. Anything else?
        U: the hamstring stretch
        A: Hamstring stretch. Onto your back. ... Towel round the left foot, pull both ends. ...
           Hold. ... Bend the knee, lower. Towel round the right foot. ...
        +55s
        U: how do i do it
        A: ... Put the towel round your left foot and pull both ends: more stretch, and the foot
           gets some too. ... Two holds of thirty seconds on each leg. ...
        +2s
        U: no towel round my foot
        A: Hamstring stretch: both hands behind the thigh. ... Left leg. Hold. ... Bend the knee,
           lower. Right leg up. ...
    """)
    assert settings_of(returning_home).grip is Grip.HANDS


def test_one_pass_of_the_towel_ends_when_the_towel_does(returning_home):
    """Or after ten; more sets by number are sets again."""
    returning_home.says("""
        U: ask my heel stretches for one pass of the towel
        A: Towel scrunch: one pass of the towel. If it ends before ten, say Alexa, done. Anything
           else?
        U: the towel scrunch
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. One pass: if
           the towel ends sooner, say Alexa, done. ... One set. One, reach, ... ten, ... And relax.
           ...
        +50s
        U: done
        A: ... (session ends)
        U: ask my heel stretches for three sets of the towel scrunch
        A: Towel scrunch: three sets. Anything else?
    """)
    assert returning_home.day(TODAY).doses("towel") == 1
    assert settings_of(returning_home).scrunch is Scrunch.IN_SETS


def test_each_foot_in_turn_names_the_foot(returning_home):
    """Twice as many sets; a foot rests while the other works."""
    returning_home.says("""
        U: ask my heel stretches for the towel scrunch with each foot
        A: Towel scrunch: each foot in turn, three sets. Anything else?
        U: the towel scrunch
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. Each foot in
           turn. ... Set one of three. One, ... And relax. ... Set one of three. Right foot.
           One, ...
        +75s
        U: where am i
        A: Towel scrunch, set one of three, right. Set one of three. Right foot. ...
        +3s
        U: skip the set
        A: Set two of three. Left foot. ...
    """)


def test_stairs_are_for_who_asks_for_them(returning_home):
    """A question is answered and changes nothing; heel rocks stay on level ground."""
    returning_home.says("""
        U: ask my heel stretches can i use the stairs
        A: The article allows stairs for the raises. Use them if you feel steady, and hold the
           rail. (session ends)
    """)
    assert settings_of(returning_home).ground is Ground.LEVEL
    returning_home.says("""
        U: ask my heel stretches to do the raises on the stairs
        A: Tiptoe raises on the stairs. Only if you are steady. Hold the rail. Anything else?
        U: exercise four
        A: Tiptoe raises, then heel rocks on level ground. On the stairs, only if you are steady.
           Hold the rail. ... And relax. Now heel rocks. Hand on the wall. ...
        U: stop
        U: ask my heel stretches what are my settings
        A: Left foot, calf thirty seconds and tiptoe raises on the stairs. Every second counted.
           (session ends)
    """)
    assert settings_of(returning_home).ground is Ground.STAIRS


def test_a_way_that_is_not_named_is_asked_for(returning_home):
    """The stairs are not among what is offered."""
    returning_home.says("""
        U: ask my heel stretches is there another way to do it
        A: Say with a towel round the foot, one pass of the towel, or each foot in turn.
           (listening)
        U: each foot in turn
        A: Towel scrunch: each foot in turn, three sets. Anything else?
    """)


def test_one_pass_that_is_over_already_leads_on(returning_home):
    """Chosen in the rest after the first set: the next exercise is introduced, not counted."""
    returning_home.says("""
        U: start my heel stretches
        +5s
        U: skip the exercise
        +72s
        U: one pass of the towel
        A: Towel scrunch: one pass of the towel. If it ends before ten, say Alexa, done. Hamstring
           stretch. Onto your back. ...
    """)


def test_the_calf_stretch_is_said_to_be_good_for_cramps_by_the_article(returning_home):
    """Whose view it is stands in the sentence before."""
    returning_home.says("""
        U: ask my heel stretches why the calf stretch
        A: The article says tight calf muscles are often linked to heel pain, ... It adds that the
           stretch can help against leg cramps. (session ends)
    """)


def test_another_way_is_offered_once(home):
    """The tenth time of an exercise, on its own days."""
    nine_times = dict.fromkeys(ExerciseId, Practice(9, date(2026, 11, 22)))
    home.knows(replace(returning_profile(), practice=nine_times))
    home.says("""
        U: ask my heel stretches for the towel scrunch
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. You can also do
           one pass of the towel: say one pass. ...
        U: one pass
        A: Towel scrunch: one pass of the towel. If it ends before ten, say Alexa, done. ...
    """)
    assert settings_of(home).scrunch is Scrunch.ONE_PASS
