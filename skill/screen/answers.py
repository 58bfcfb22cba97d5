"""
What can be touched while a question is open: names of commands, in the order of the screen.

A touch means the command that the word is (``skill.alexa.screen_events``). Where an answer is a
name or a number of any size, nothing can be touched.
"""

from collections.abc import Mapping
from types import MappingProxyType

from skill.coaching.dialogue import Dialogue, Question
from skill.coaching.safety import WORST
from skill.routine.exercises import ExerciseId, Part, RoutineName

IN_A_COUNT = ("pause", "next")
"""While something plays."""

WAITING = ("ready", "more_time")
PAUSED = ("resume", "stop")

YES_NO = ("yes", "no")
FEET = ("left", "right", "both")
ROUTINES = tuple(map(str, (RoutineName.FULL, RoutineName.SHORT)))
EXERCISES = tuple(map(str, ExerciseId))

PAIN = MappingProxyType({f"pain_{level}": level for level in range(WORST + 1)})
"""Levels of pain, by their names."""

SETS = MappingProxyType({f"sets_{sets}": sets for sets in (1, 2, 3)})
"""Numbers of sets: as many as the article's doses have."""

NUMBERS: Mapping[str, int] = MappingProxyType({**PAIN, **SETS})
"""What is a number on the screen, too."""

SPARE = frozenset(name for name, level in PAIN.items() if level % 2)
"""
What is left out where there is no room for all. Our choice: without the odd levels each has a
neighbour that the coach answers as carefully, or more so.
"""

FIGURED: Mapping[str, ExerciseId | Part] = MappingProxyType(
    {str(unit): unit for unit in (*ExerciseId, *Part)}
)
"""What is a drawing on the screen."""

ANSWERS: Mapping[Question, tuple[str, ...]] = MappingProxyType(
    {
        Question.START: ("yes", "today"),
        Question.MORE: ("today", "stop"),
        Question.FOOT: FEET,
        Question.ROUTINE: ROUTINES,
        Question.RESUME: YES_NO,
        Question.CARRY_ON_HERE: YES_NO,
        Question.REST_OF_DAY: YES_NO,
        Question.FROM_THE_TOP: YES_NO,
        Question.OFFER: YES_NO,
        Question.WHICH_LIFT: tuple(map(str, Part)),
        Question.PAIN: tuple(PAIN),
        Question.DID_IT_HURT: YES_NO,
        Question.CRAMP: ("ready", "no"),
        Question.CARRY_ON: YES_NO,
        Question.NEXT_OR_STOP: ("next", "stop"),
        Question.READY_OR_DONE: ("ready", "more_time"),
        Question.STOP_TODAY: YES_NO,
        Question.FEWER_SETS: YES_NO,
        Question.GENTLY: YES_NO,
        Question.FORGET: YES_NO,
        Question.REMINDERS: YES_NO,
        Question.WHICH: EXERCISES,
        Question.WHICH_HOW: EXERCISES,
        Question.WHICH_FEEL: EXERCISES,
        Question.WHICH_WHY: EXERCISES,
        Question.HOLD: ("shorter", "longer"),
        Question.SETS: tuple(SETS),
    }
)
"""Answers of each question that has the same ones whenever it is asked."""

OF_A_SETTING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ask-foot": FEET,
        "ask-pace": ("slower", "steady", "quicker"),
        "ask-talk": ("less_talk", "full_talk"),
        "ask-order": ("article_order", "easy_order"),
        "ask-silence": ("waits", "goes_on"),
    }
)
"""
Answers of ``Question.SETTING``, by the message that asks.

Not those of the ways to count, and to do an exercise: a word or two does not tell them.
"""

COMMANDS = tuple(
    dict.fromkeys(
        name
        for names in (IN_A_COUNT, WAITING, PAUSED, *ANSWERS.values(), *OF_A_SETTING.values())
        for name in names
    )
)
"""Every command that can be touched."""

WORDED = tuple(name for name in COMMANDS if name not in NUMBERS and name not in FIGURED)
"""Those that are a word on the screen."""


def answers_of(dialogue: Dialogue) -> tuple[str, ...]:
    """Return the answers of the open question; none where there is no question."""
    match dialogue.question:
        case None:
            return ()
        case Question.SETTING:
            return OF_A_SETTING.get(dialogue.last[-1].key, ()) if dialogue.last else ()
        case question:
            return ANSWERS.get(question, ())
