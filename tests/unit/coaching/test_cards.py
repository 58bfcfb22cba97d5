"""What the Alexa app shows: the day by its exercises, and what was said once."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching import commands
from skill.coaching.commands import Plain, Progress
from skill.routine.exercises import RoutineName
from skill.routine.message import message
from skill.routine.settings import Settings
from tests.limits import CARD_CHARACTERS
from tests.unit.coaching.asking import (
    ARCH,
    CALF,
    FIVE,
    HAMSTRING,
    LOGS,
    MONTH,
    ROCK,
    TIPTOE,
    TOWEL,
    WEEK,
    ask,
    card_of,
    did,
    questions,
    rounds,
)
from tests.unit.progress.strategies import SETTINGS


@pytest.mark.parametrize(
    ("command", "days", "card"),
    [
        (
            Progress(),
            {0: did(CALF, towel=1, arch=1) | rounds(2)},
            [
                *("Heel stretches, today", "Calf stretch: done", "Towel scrunch: 1 of 3 sets"),
                *("Arch stretch: 2 of 3 rounds", "Not yet: hamstring stretch and raises"),
                "Arch rounds left: 1",
            ],
        ),
        (
            Progress(),
            {0: did(TIPTOE, calf=1, arch=4)},
            [
                *("Heel stretches, today", "Calf stretch: begun", "Tiptoe raises: done"),
                "Arch stretch: 4 of 10 holds",
                "Not yet: towel scrunch, hamstring stretch and heel rocks",
            ],
        ),
        (
            Progress(),
            {0: did(CALF)},
            [
                *("Heel stretches, today", "Calf stretch: done"),
                "Not yet: towel scrunch, hamstring stretch, raises and arch stretch",
            ],
        ),
        (
            Progress(),
            {0: FIVE | rounds(4)},
            [
                *("Heel stretches, today", "Calf stretch: done", "Towel scrunch: done"),
                *("Hamstring stretch: done", "Raises: done", "Arch stretch: 4 rounds"),
                "That's everything for today",
            ],
        ),
        (
            Progress(date(2026, 11, 21)),
            {2: did(CALF)},
            ["Heel stretches, Saturday", "Calf stretch: done"],
        ),
        (Progress(), {}, ["Heel stretches", "Nothing yet today."]),
        (
            Progress(date(2026, 11, 22)),
            {},
            ["Heel stretches", "Nothing noted for yesterday."],
        ),
        (
            Progress(exercise=CALF),
            {0: FIVE},
            ["Heel stretches", "The calf stretch: done today."],
        ),
        (WEEK, {0: did(CALF)}, ["Heel stretches", "One day of the last seven, today."]),
        (MONTH, {0: did(CALF)}, ["Heel stretches", "One day in November so far."]),
        (
            Plain.RECORD,
            dict.fromkeys(range(3), did(CALF)),
            [
                "Heel stretches",
                "Three days in a row, your longest so far.",
            ],
        ),
    ],
)
def test_an_answer_about_what_was_done_has_a_card(command, days, card):
    """A day by its exercises, and of today what is left; anything else as it is spoken."""
    assert card == card_of(ask(command, days))


def test_at_night_the_card_is_the_evenings():
    """The day that is told is the day that is shown."""
    reply = ask(Progress(), {1: did(CALF)}, hour=1)

    assert ["Heel stretches, today", "Calf stretch: done"] == card_of(reply)[:2]


@pytest.mark.parametrize("command", [Plain.STOP, Plain.NO, commands.Done()])
def test_the_last_answer_of_a_day_has_what_was_done_on_its_card(command):
    """Stop, no and done at the end; nothing where nothing was done today."""
    days = {0: did(CALF, TOWEL, HAMSTRING, TIPTOE, ROCK)}
    done = ask(command, days, opens=False)
    nothing = ask(command, {1: FIVE}, opens=False)

    assert [
        *("Heel stretches, today", "Calf stretch: done", "Towel scrunch: done"),
        *("Hamstring stretch: done", "Raises: done", "Not yet: arch stretch"),
    ] == card_of(done)
    assert (None, False, False) == (nothing.card, nothing.listen, done.listen)


@pytest.mark.parametrize(
    "command",
    [
        *(commands.Hurts(level=7), commands.RedFlag(), commands.SetHold(seconds=45)),
        *(Plain.EQUIPMENT, Plain.UNREAD_PROGRESS, Plain.END, Plain.FORGET_ME),
    ],
)
def test_nothing_else_has_a_card(command):
    """Least of all pain, a warning sign or a setting, and no day under a question about chairs."""
    assert ask(command, {0: FIVE}).card is None


@pytest.mark.parametrize("command", [Plain.LAUNCH, commands.Start(exercise=ARCH)])
def test_the_disclaimer_is_on_the_card_of_the_first_visit(command):
    """However somebody comes in, and never again; above the plan where that begins at once."""
    first, later = card_of(ask(command, {}, told={})), card_of(ask(command, {}))
    planned = later[1:] if command is not Plain.LAUNCH else []

    assert "Before you start" == first[0]
    assert "I'm not a doctor" in first[1]
    assert planned == first[2:]
    assert "What to do today" == later[0]
    assert "I'm not a doctor" not in "".join(later)


def test_a_routine_that_begins_has_its_steps_on_a_card():
    """Exercise by exercise, in the order in which they come, and about how long it takes."""
    reply = ask(Plain.LAUNCH, {})
    title, length, *steps = card_of(reply)

    assert "What to do today" == title
    assert re.fullmatch(r"About \d\d minutes, 5 exercises", length)
    assert [
        *("Calf stretch", "Towel scrunch", "Hamstring stretch"),
        *("Tiptoe raises", "Heel rocks", "Arch stretch"),
    ] == [each.split("\n")[0] for each in steps]
    assert "Face a wall, hands on it\nOne foot back, heel down, toes at the wall" in steps[0]
    assert CALF is reply.card.unit


@pytest.mark.parametrize(
    ("command", "days", "units"),
    [
        (commands.Start(exercise=ARCH), {}, [ARCH]),
        (commands.Start(exercise=ROCK), {}, [ROCK]),
        (commands.Start(routine=RoutineName.SEATED), {}, [ARCH, TOWEL]),
        (commands.Start(no_floor=True), {}, [CALF, TOWEL, TIPTOE, ROCK, ARCH]),
        (commands.Start(minutes=5), {}, [CALF, ARCH]),
        (Plain.START_GENTLY, {0: did(CALF)}, [TOWEL, HAMSTRING, TIPTOE, ROCK, ARCH]),
    ],
)
def test_a_card_has_what_begins_and_nothing_else(command, days, units):
    """Its picture is that of the first."""
    reply = ask(command, days)
    _, length, *steps = card_of(reply)

    names = [message("card-name", exercise=unit) for unit in units]
    assert names == [name for name, *_ in reply.card.paragraphs]
    assert all(len(each.split("\n")) > 3 for each in steps)
    assert units[0] is reply.card.unit
    assert (", " in length) is (len(units) > 1)


@given(SETTINGS)
def test_no_setting_is_on_the_card_of_a_routine(settings):
    """The household reads it: no sore foot, no other way, no dose, also in its picture."""
    order = replace(Settings(), order=settings.order)
    command = commands.Start(routine=RoutineName.FULL)
    first, usual = (ask(command, {}, settings=each).card for each in (settings, order))
    [(length, minutes), (usual_length, usual_minutes)] = (
        (dict(each.lines[0].values), dict(each.lines[0].values).pop("minutes"))
        for each in (first, usual)
    )

    assert replace(usual, lines=()) == replace(first, lines=())
    assert length | {"minutes": 0} == usual_length | {"minutes": 0}
    assert minutes > 0 < usual_minutes


@given(st.dictionaries(st.integers(0, 40), LOGS, max_size=12), questions(), SETTINGS)
def test_a_card_is_far_from_its_limit(days, command, settings):
    """Any day fits, and so does the longest plan."""
    plan = "\n\n".join(card_of(ask(Plain.LAUNCH, {}, settings=settings, told={})))
    assert 0 < len(plan) < CARD_CHARACTERS / 5

    card = "\n".join(card_of(ask(command, days, settings=settings)))

    assert 0 < len(card) < CARD_CHARACTERS / 10
