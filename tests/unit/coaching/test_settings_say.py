"""Settings say what they touch, and leave alone what was not meant."""

import pytest

from skill.coaching import commands
from skill.coaching.commands import Change, Plain, SetHold, SetPace, SetSets
from skill.routine.exercises import ExerciseId, Pace
from tests.unit.coaching.asking import ARCH, CALF, HAMSTRING, RAISES, ROCK, TOWEL
from tests.unit.coaching.test_undo import Person, words_of


def settings_of(person):
    """Return what the person chose."""
    return person.state.profile.settings


@pytest.mark.parametrize(
    ("command", "words", "calf", "hamstring"),
    [
        (SetHold(60), "Calf stretch: sixty seconds. The hamstring stays at thirty.", 60, 30),
        (
            SetHold(25, exercise=HAMSTRING),
            "Hamstring stretch: twenty-five seconds. The calf stays at thirty.",
            30,
            25,
        ),
        (SetHold(37), "In fives: thirty-five. Calf stretch: thirty-five seconds.", 35, 30),
        (SetHold(90), "The article says thirty to sixty. Calf stretch: sixty seconds.", 60, 30),
        (SetHold(10, exercise=ARCH), "Arch stretch: ten seconds.", 30, 30),
        (SetHold(30, exercise=ARCH), "Arch stretch: thirty seconds.", 30, 30),
        (SetHold(20, exercise=ARCH), "The article says ten or thirty. Arch stretch: ten", 30, 30),
        (SetHold(20, exercise=ROCK), "The raises go by repetitions, not by seconds.", 30, 30),
    ],
)
def test_a_hold_is_set_for_the_exercise_that_is_named(command, words, calf, hamstring):
    """And the other one that has holds is told to stay."""
    person = Person()
    reply = person.say(command)

    assert words.replace(": thirty-five. ", ". ") in words_of(reply)
    assert (calf, hamstring) == (
        settings_of(person).hold_seconds(CALF),
        settings_of(person).hold_seconds(HAMSTRING),
    )


@pytest.mark.parametrize(
    ("way", "after", "expected"),
    [
        ([], 5, "Calf stretch: thirty-five seconds."),
        ([commands.Start()], 5, "Calf stretch: thirty-five seconds."),
        ([commands.Start()], 40, "Calf stretch: thirty-five seconds."),
        ([commands.Start(exercise=TOWEL)], 5, "Calf stretch: thirty-five seconds."),
        ([commands.Start(), Plain.PAUSE], 40, "Calf stretch: thirty-five seconds."),
        ([commands.Start(exercise=ARCH)], 40, "Arch stretch: thirty seconds."),
    ],
)
def test_longer_holds_are_about_holds_from_everywhere(way, after, expected):
    """Not about the talk while waiting, nor about the session when nothing runs."""
    person = Person()
    for command in way:
        person.say(command)
    reply = person.say(SetHold(change=Change.LONGER, names_holds=True), after)

    assert expected in words_of(reply)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (SetSets(2, exercise=TOWEL), "Towel scrunch: two sets."),
        (SetSets(1), "One set of each, two of the hamstring stretch."),
        (SetSets(1, exercise=HAMSTRING), "Two sets"),
        (SetSets(2, exercise=RAISES), "Raises: two sets."),
        (SetSets(2, exercise=ARCH), "The arch stretch goes by rounds, not by sets."),
    ],
)
def test_sets_are_set_for_the_exercise_that_is_named_or_for_each(command, words):
    """What the article does not allow is told with what was set."""
    assert words in words_of(Person().say(command))


def test_sets_of_one_exercise_leave_the_others_alone():
    """Two of the towel scrunch are three of the rest."""
    person = Person()
    person.say(SetSets(2, exercise=TOWEL))

    assert [3, 2, 2, 3, 1] == [settings_of(person).sets(each) for each in ExerciseId]


def test_slower_after_quicker_is_steady():
    """One step back, and so it is called."""
    person = Person()
    assert "Quick." in words_of(person.say(SetPace(Pace.QUICK)))
    assert "Steady." in words_of(person.say(SetPace(Pace.SLOW)))
    assert Pace.STEADY is settings_of(person).pace
    assert "Slow." in words_of(person.say(SetPace(Pace.SLOW)))


def test_easier_at_the_shortest_hold_offers_fewer_sets():
    """Until there are none fewer; nothing is changed without a yes."""
    person = Person()
    person.say(commands.Start(exercise=CALF))
    words = words_of(person.say(SetHold(change=Change.EASIER), 40))
    assert "Thirty is the article's shortest. Two sets instead of three?" == words
    assert 3 == settings_of(person).sets(CALF)

    assert "Calf stretch: two sets." in words_of(person.say(Plain.YES))
    assert 2 == settings_of(person).sets(CALF)
    assert [2, 3] == [settings_of(person).sets(each) for each in (HAMSTRING, TOWEL)]

    assert "One set instead of two?" in words_of(person.say(SetHold(change=Change.EASIER), 40))
    assert "leg. Hold." in words_of(person.say(Plain.NO))
    assert 2 == settings_of(person).sets(CALF)


def test_easier_at_the_least_of_both_says_so():
    """Thirty seconds, one set."""
    person = Person()
    person.say(SetSets(1, exercise=CALF))
    words = words_of(person.say(SetHold(change=Change.EASIER, exercise=CALF)))

    assert "Thirty seconds is the article's shortest, and one set the fewest." in words


@pytest.mark.parametrize(
    ("exercise", "ladder"),
    [
        (CALF, [(30, 1), (30, 2), (30, 3), (35, 3), (40, 3), (45, 3), (50, 3), (55, 3), (60, 3)]),
        (HAMSTRING, [(20, 2), (25, 2), (30, 2), (30, 3)]),
    ],
)
def test_easier_takes_back_what_harder_added(exercise, ladder):
    """Step by step through the article's whole range: fewer sets come after the shortest hold."""
    person = Person()
    person.say(SetHold(ladder[-1][0], exercise=exercise))
    person.say(SetSets(ladder[-1][1], exercise=exercise))

    def dose():
        settings = settings_of(person)
        return settings.hold_seconds(exercise), settings.sets(exercise)

    for expected in ladder[-2::-1]:
        reply = person.say(SetHold(change=Change.EASIER, exercise=exercise))
        if "instead of" in words_of(reply):
            person.say(Plain.YES)
        assert expected == dose()
    for expected in ladder[1:]:
        person.say(SetHold(change=Change.HARDER, exercise=exercise))
        assert expected == dose()
    person.say(SetHold(change=Change.HARDER, exercise=exercise))
    assert ladder[-1] == dose()
