"""What is left of a day, however the rest was done; jumps, parts, and the floor."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching import commands
from skill.coaching.commands import Plain
from skill.progress.days import DayLog
from skill.progress.place import Place
from skill.routine.exercises import Order, RoutineName
from skill.routine.plan import exercises_of, make_plan
from tests.unit.coaching.asking import (
    ARCH,
    CALF,
    DOSES,
    HAMSTRING,
    RAISES,
    ROCK,
    TIPTOE,
    TODAY,
    TOWEL,
    did,
    said,
)
from tests.unit.coaching.test_undo import Person, words_of

FULL = commands.Start(routine=RoutineName.FULL)


def who_did(*units):
    """Return somebody whose log has these today, from wherever."""
    person = Person()
    person.state = replace(person.state, days={TODAY: DayLog(TODAY, did(*units))})
    return person


def planned(person):
    """Return what the person is going to do."""
    state = person.state
    return exercises_of(make_plan(state.place.picks, state.profile.settings))


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ([], "Good morning. Off we go. Calf stretch."),
        (
            [CALF],
            "You've done the calf stretch. The other four, about seventeen minutes?",
        ),
        (
            [CALF, TOWEL, HAMSTRING, TIPTOE, ROCK],
            "You've done four exercises. The arch stretch, about three minutes?",
        ),
        ([TIPTOE], "You've done the tiptoe raises. The rest, about eighteen minutes?"),
        (
            [CALF, TOWEL, HAMSTRING, TIPTOE, ARCH],
            "You've done four exercises and tiptoe raises. The heel rocks, about four minutes?",
        ),
    ],
)
@pytest.mark.parametrize("command", [Plain.LAUNCH, commands.Start()])
def test_start_says_what_is_left(command, units, words):
    """By the day's log, whatever wrote it."""
    assert words_of(who_did(*units).say(command)).startswith(words)


def test_a_yes_starts_what_is_left():
    """The other four, and nothing twice."""
    person = who_did(CALF)
    person.say(Plain.LAUNCH)
    person.say(Plain.YES)

    assert (TOWEL, HAMSTRING, RAISES, ARCH) == planned(person)


@given(st.sets(st.sampled_from(list(DOSES))))
def test_what_the_log_has_is_never_offered_as_undone(units):
    """Whatever a day has, "start" plans the other steps, and all of them."""
    person = who_did(*units)
    person.say(Plain.LAUNCH)
    if set(units) == set(DOSES):
        return  # all done: one more round of the arch stretch
    if units:
        person.say(Plain.YES)
    plan = make_plan(person.state.place.picks, person.state.profile.settings)

    assert {step.unit for step in plan} == set(DOSES) - units


def test_a_place_whose_steps_are_done_by_now_is_dropped():
    """Stopped in the calf stretch, done with it later: nobody is asked to carry on there."""
    person = Person()
    person.say(commands.Start(exercise=CALF))
    person.say(Plain.STOP, 70)
    person.say(commands.Start(exercise=CALF))
    person.say(Plain.READY, 240)
    person.say(Plain.STOP, 240)

    reply = person.say(Plain.LAUNCH, 60)

    assert words_of(reply).startswith("You've done the calf stretch. The other four,")


def test_a_place_goes_on_without_what_was_done_on_another_device():
    """The towel scrunch comes next in the plan, and is in the log by now."""
    person = Person()
    person.say(FULL)
    person.say(Plain.STOP, 130)
    log = person.state.days[TODAY]
    counters = {**log.counters, **did(TOWEL)}
    person.state = replace(person.state, days={TODAY: replace(log, counters=counters)})

    person.say(Plain.LAUNCH, 60)
    person.say(Plain.YES)

    assert (CALF, HAMSTRING, RAISES, ARCH) == planned(person)


def test_a_second_round_that_was_interrupted_is_gone_on_with():
    """The morning's round does not make the evening's done."""
    person = who_did(ARCH)
    person.say(commands.Start(exercise=ARCH))
    person.say(Plain.STOP, 60)

    assert "You were in the arch stretch, hold" in words_of(person.say(Plain.LAUNCH, 60))


def test_what_was_jumped_over_comes_at_the_end():
    """Next, next: first the third exercise, and after the last one the first two."""
    person = Person()
    person.say(FULL)
    assert words_of(person.say(Plain.NEXT)).startswith("Calf stretch at the end. Towel scrunch.")
    person.say(Plain.NEXT)

    assert (HAMSTRING, RAISES, ARCH, CALF, TOWEL) == planned(person)
    assert HAMSTRING is person.say(Plain.WHERE_AM_I).unit


def test_a_second_next_leaves_it_out():
    """At the end "next" goes on, and is over some time."""
    person = Person()
    person.say(FULL)
    reply = person.say(Plain.NEXT)
    for _ in range(4):
        reply = person.say(Plain.NEXT)
    assert CALF is person.say(Plain.WHERE_AM_I).unit
    for _ in range(5):
        reply = person.say(Plain.NEXT)

    assert person.state.place.at is None or reply.unit is CALF


# --- parts ---


@pytest.mark.parametrize(("part", "other"), [(TIPTOE, ROCK), (ROCK, TIPTOE)])
@pytest.mark.parametrize("after", [3, 45, 120])
def test_a_part_can_be_left_out_before_and_in_it(part, other, after):
    """The other part goes on."""
    person = Person()
    person.say(commands.Start(exercise=RAISES))
    reply = person.say(commands.Skip(exercise=part), after)

    assert "left out." in words_of(reply)
    assert other is reply.unit
    plan = make_plan(person.state.place.picks, person.state.profile.settings)
    assert {other} == {step.unit for step in plan}


def test_a_part_that_is_still_to_come_is_left_out_of_the_plan():
    """Said in the calf stretch."""
    person = Person()
    person.say(FULL)
    reply = person.say(commands.Skip(exercise=ROCK), 45)

    assert words_of(reply).startswith("Heel rocks left out. Left leg. Hold.")
    assert "isn't to come" in words_of(person.say(commands.Skip(exercise=ROCK), 5))


# --- the floor ---

UP = "Roll onto your side and get up slowly"


def reprompt_of(reply):
    """Return what plays by itself afterwards."""
    timeline = reply.reprompt.timeline if reply.reprompt else None
    return " ".join(cue.text for cue in timeline.cues if cue.text) if timeline else ""


def lying():
    """Return somebody in the hamstring stretch, in the middle of a hold."""
    person = Person()
    person.say(commands.Start(exercise=HAMSTRING))
    person.say(Plain.READY, 40)
    person.say(Plain.WHERE_AM_I, 60)
    person.now_ms += 20_000
    return person


ENDS = [
    Plain.STOP,
    Plain.NEXT,
    commands.Skip(),
    commands.Skip(commands.SkipPart.EXERCISE),
    commands.Done(HAMSTRING),
    commands.Start(exercise=ARCH),
    commands.Start(minutes=9),
    FULL,
    Plain.CANNOT_GET_DOWN,
]


@pytest.mark.parametrize("command", ENDS, ids=repr)
def test_who_lies_on_the_floor_is_first_told_to_get_up(command):
    """Before closing words, and before anything else is explained."""
    words = words_of(lying().say(command))
    heard = [each for each in ("That's it", "Come back", "Stopped", "Shoes") if each in words]

    if "Right leg" in words or "Left leg up" in words:
        return  # the next hold: nobody gets up
    assert UP in words
    assert all(words.index(UP) < words.index(each) for each in heard)


@pytest.mark.parametrize("command", ENDS, ids=repr)
def test_getting_up_has_its_own_twenty_five_seconds(command):
    """The instruction of what comes next follows them."""
    reply = lying().say(command)
    if reply.timeline is None:
        return
    cues = reply.timeline.cues
    for at, cue in enumerate(cues):
        if UP in cue.text:
            assert cue.text.endswith(("something.", "slowly."))
            quiet, sign, rest = cues[at + 1 : at + 4]
            assert 25_000 == quiet.slot_ms + sign.slot_ms + rest.slot_ms
            assert ("", "") == (quiet.text, rest.text)


def test_after_pain_on_the_floor_the_end_begins_with_getting_up():
    """The exercise was the only one, or the last."""
    person = lying()
    person.say(commands.Hurts(8))

    assert words_of(person.say(Plain.STOP)).startswith("If you're down, roll onto your side")


def in_order(order):
    """Return somebody who has chosen an order of the exercises."""
    person = Person()
    profile = person.state.profile
    settings = replace(profile.settings, order=order)
    person.state = replace(person.state, profile=replace(profile, settings=settings))
    return person


@pytest.mark.parametrize("order", Order)
def test_who_cannot_get_down_goes_on_without_the_floor(order):
    """In a count, in a pause, while waiting, and when nothing runs."""
    person = in_order(order)
    reply = person.say(Plain.CANNOT_GET_DOWN)
    assert "Everything but the hamstring stretch," in said(reply)
    person.say(Plain.YES)
    assert HAMSTRING not in planned(person)

    for way in ([], [Plain.PAUSE], [Plain.NEXT]):
        person = in_order(order)
        person.say(FULL)
        for command in way:
            person.say(command, 60)
        at = person.say(Plain.WHERE_AM_I, 40).unit
        reply = person.say(Plain.CANNOT_GET_DOWN)
        assert "Hamstring left out." in words_of(reply)
        assert at is reply.unit
        assert HAMSTRING not in planned(person)


def test_who_cannot_get_down_at_the_floor_exercise_goes_on_with_the_next():
    """From here, and it is not gone back to."""
    person = Person()
    person.say(FULL)
    for _ in range(2):
        person.say(commands.Skip(commands.SkipPart.EXERCISE))
    reply = person.say(Plain.CANNOT_GET_DOWN)

    assert "Hamstring left out." in words_of(reply)
    assert TIPTOE is reply.unit


def test_asked_to_carry_on_who_cannot_get_down_goes_on_behind_it():
    """The place was in the floor exercise; the others are still to come."""
    person = Person()
    person.say(FULL)
    for _ in range(2):
        person.say(commands.Skip(commands.SkipPart.EXERCISE))
    person.say(Plain.STOP)
    person.say(Plain.LAUNCH, 60)
    reply = person.say(Plain.CANNOT_GET_DOWN)

    assert "Hamstring left out." in words_of(reply)
    assert TIPTOE is reply.unit
    assert isinstance(person.state.place, Place)


# --- by minutes ---


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (4, "Three minutes: arch stretch."),
        (6, "Six minutes: calf stretch and arch stretch, with two sets of the calf stretch."),
        (12, "Twelve minutes: calf stretch, tiptoe raises and arch stretch."),
        (15, "Fifteen minutes: everything but the hamstring stretch and the heel rocks."),
        (20, "Nineteen minutes: everything but the heel rocks."),
        (30, "Twenty-one minutes: all five exercises."),
    ],
)
def test_by_minutes_one_sentence_says_what_is_in_and_how_long_it_takes(minutes, words):
    """And then it begins."""
    assert words_of(Person().say(commands.Start(minutes=minutes))).startswith(f"{words} ")


@pytest.mark.parametrize("minutes", [6, 12, 20, 30])
def test_at_the_end_of_so_many_minutes_what_was_done_is_told(minutes):
    """Never "all five", where a part or a set was left out."""
    person = Person()
    replies = [person.say(commands.Start(minutes=minutes))]
    while person.state.place.at is not None:
        replies.append(person.say(Plain.READY, 500))
    heard = [words for reply in replies for words in (words_of(reply), reprompt_of(reply))]

    assert (minutes == 30) == any("The whole routine is done" in words for words in heard)
    if minutes == 12:
        assert "For now, that's it: calf stretch, tiptoe raises and arch stretch." in " ".join(
            heard[-2:]
        )
