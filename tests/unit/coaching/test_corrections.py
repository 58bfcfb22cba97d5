"""What was just said is put right: "no, the right", "wrong foot", "I meant the short one"."""

import pytest

from skill.coaching import commands
from skill.coaching.commands import Correct, Plain, SetFoot
from skill.coaching.reply import State
from skill.progress.profile import Profile
from skill.routine.exercises import Foot, RoutineName
from skill.routine.plan import exercises_of, make_plan
from tests.unit.coaching.asking import ARCH, CALF, TOWEL
from tests.unit.coaching.test_undo import Person, words_of

LEFT, RIGHT, BOTH = Foot.LEFT, Foot.RIGHT, Foot.BOTH


def foot(person):
    """Return the sore foot."""
    return person.state.profile.settings.foot


def planned(person):
    """Return what is planned."""
    state = person.state
    return exercises_of(make_plan(state.place.picks, state.profile.settings))


@pytest.mark.parametrize("command", [Correct(RIGHT), Correct()])
def test_after_the_foot_question_the_answer_is_put_right_and_the_next_question_asked_again(command):
    """On a first visit."""
    person = Person()
    person.state = State(Profile())
    person.say(Plain.LAUNCH)
    person.say(SetFoot(LEFT))

    assert words_of(person.say(command)).startswith("Right. You'll want a chair,")
    assert RIGHT is foot(person)


def test_a_correction_answers_the_foot_question_itself():
    """Before any other answer was given."""
    person = Person()
    person.state = State(Profile())
    person.say(Plain.LAUNCH)

    assert words_of(person.say(Correct(RIGHT))).startswith("Right. You'll want a chair")


@pytest.mark.parametrize(("command", "expected"), [(Correct(), LEFT), (Correct(BOTH), BOTH)])
@pytest.mark.parametrize("ways", [[], [commands.Start(exercise=CALF)]])
def test_after_the_setting_of_the_foot_it_is_the_foot(ways, command, expected):
    """Idle, or while an exercise waits."""
    person = Person()
    for way in ways:
        person.say(way)
    person.say(SetFoot(RIGHT))
    person.say(command)

    assert expected is foot(person)


@pytest.mark.parametrize("command", [Correct(RIGHT), Correct()])
@pytest.mark.parametrize("after", [40, 12])
def test_in_a_count_with_sides_the_other_side_is_counted(command, after):
    """The sore foot stays what it is."""
    person = Person()
    person.say(commands.Start(exercise=CALF))
    reply = person.say(command, after)

    assert "Right leg." in words_of(reply)
    playing = reply.state.place.playing
    assert "calf-1-right" == (playing.all_steps[0].step if playing else reply.state.place.at)
    assert LEFT is foot(person)


def test_in_a_pause_the_other_side_comes_next():
    """And it stays a pause."""
    person = Person()
    person.say(commands.Start(exercise=CALF))
    person.say(Plain.PAUSE, 40)
    person.say(Correct())

    assert "calf-1-right" == person.state.place.at
    assert "Right leg. " in words_of(person.say(Plain.RESUME))


def test_in_a_count_of_one_foot_the_foot_is_put_right():
    """The arch stretch goes on, on the right."""
    person = Person()
    person.say(commands.Start(exercise=ARCH))
    reply = person.say(Correct(), 40)

    assert words_of(reply).startswith("Right foot. Hold two.")
    assert RIGHT is foot(person)


@pytest.mark.parametrize(
    ("wrong", "command", "expected"),
    [
        (commands.Start(), Correct(routine=RoutineName.SHORT), (ARCH, CALF)),
        (commands.Start(exercise=CALF), Correct(exercise=TOWEL), (TOWEL,)),
        (commands.Start(routine=RoutineName.SHORT), Correct(exercise=ARCH), (ARCH,)),
    ],
)
@pytest.mark.parametrize("after", [3, 40])
def test_after_a_wrong_start_the_right_one_starts(wrong, command, expected, after):
    """Of the wrong one nothing is left, but a step that was done by then."""
    person = Person()
    person.say(wrong)
    person.say(command, after)

    assert expected == planned(person)
    assert bool(person.counters) == (person.state.place.shelved is not None)


def test_a_question_stays_open_behind_a_correction():
    """The foot is put right, and the question asked again."""
    person = Person()
    person.say(commands.Start(exercise=CALF))
    person.say(Plain.STOP, 60)
    person.say(Plain.LAUNCH, 60)
    words = words_of(person.say(Correct()))

    assert words.endswith("Carry on?")


def test_the_other_foot_of_nobodys_foot_is_asked_for():
    """Neither is known to be wrong."""
    person = Person()
    person.state = State(Profile(told={"disclaimer": 1}))

    assert "Which foot is sore: left, right or both?" in words_of(person.say(Correct()))
