"""What people say, and when: at random, and mostly something that fits."""

from dataclasses import dataclass, replace

from tests.envelopes import both_slot, ended, intent, launch

MS = 1000
EXERCISES = {
    "calf": ("calf",),
    "towel": ("towel",),
    "hamstring": ("hamstring",),
    "raises": ("tiptoe", "rock"),
    "arch": ("arch",),
}
"""The units under which each exercise is counted."""

QUICK_ANSWER_MS, LISTENING_MS = 6 * MS, 8 * MS
"""How soon people mostly answer, and how long the microphone is open."""


@dataclass(frozen=True)
class Saying:
    """What is said."""

    text: str
    """For the story."""
    request: dict
    """As Alexa sends it."""
    does: str = ""
    """What the book has to know of it: "done", "done with" or "undo"."""
    about: str = ""
    """The step or the exercise that is meant."""
    keeps_place: bool = False
    """Whether it can neither begin nor fetch another way through a routine."""


def say(name, *, does="", keeps_place=False, **slots):
    """Return an intent; slots by their id, or as ``(value,)`` where there is only a value."""
    filled = {
        slot: both_slot(value[0]) if isinstance(value, tuple) else both_slot(value, value)
        for slot, value in slots.items()
    }
    values = " ".join(
        str(value[0] if isinstance(value, tuple) else value) for value in slots.values()
    )
    text = f"{name.removeprefix('AMAZON.').removesuffix('Intent')} {values}".strip()
    return Saying(text, intent(name, **filled), does, keeps_place=keeps_place)


LAUNCH = Saying("open my heel stretches", launch())
END = Saying("(nobody answers, and the session ends)", ended())
BROKEN_OFF = Saying("(the session ends)", ended("USER_INITIATED"))
ENDS = (END, BROKEN_OFF)
READY = say("ReadyIntent")
TODAY = say("ProgressIntent", keeps_place=True)
CALM = say("TimeLeftIntent", keeps_place=True)
"""What neither ends a session nor changes anything."""

SAFE = (CALM, say("WhereAmIIntent", keeps_place=True), say("AMAZON.PauseIntent", keeps_place=True))
SAFE = (*SAFE, READY, READY, say("AMAZON.NextIntent"))
"""What mostly leaves the session open, whatever is running."""

QUESTIONS = ("AMAZON.HelpIntent", "WhatNextIntent", "WhyIntent", "EquipmentIntent", "HowToIntent")
QUESTIONS = (CALM, *(say(name, keeps_place=True) for name in QUESTIONS))
ASIDE = (
    *QUESTIONS,
    TODAY,
    say("RecordIntent", keeps_place=True),
    say("AMAZON.FallbackIntent"),
)
MOVES = (
    say("AMAZON.NextIntent"),
    say("NextExerciseIntent"),
    say("SkipIntent"),
    say("SkipIntent", part="set"),
    say("SkipIntent", part="side"),
    say("SkipIntent", part="rest"),
    say("SkipIntent", part="exercise"),
    say("SkipIntent", exercise="towel"),
    say("AMAZON.PreviousIntent"),
    say("AMAZON.RepeatIntent"),
    say("AMAZON.StartOverIntent"),
)
PAUSES = (say("AMAZON.PauseIntent", keeps_place=True),)
STOPS = (say("AMAZON.StopIntent", keeps_place=True),)
PAIN = (
    say("HurtsIntent", keeps_place=True),
    say("HurtsIntent", level="2"),
    say("HurtsIntent", level="8"),
    say("HurtsIntent", level="cramp"),
    say("RedFlagIntent", symptom="swollen"),
)
CHOICES = (
    say("SetHoldIntent", seconds=("45",), keeps_place=True),
    say("SetHoldIntent", change="shorter", keeps_place=True),
    say("SetSetsIntent", number=("2",), keeps_place=True),
    say("SetSetsIntent", change="more", keeps_place=True),
    say("SetFootIntent", foot="both"),
    say("SetFootIntent", foot="left"),
    say("SetPaceIntent", pace="quick", keeps_place=True),
    say("SetTalkIntent", amount="minimal", keeps_place=True),
    say("SetCountingIntent", style="ticks", keeps_place=True),
    say("SetOrderIntent", order="easy", keeps_place=True),
    say("SetSilenceIntent", silence="waits", keeps_place=True),
    say("SetSilenceIntent", silence="goes_on", keeps_place=True),
)
STARTS = (
    *(say("StartRoutineIntent", routine=name) for name in ("full", "short", "morning", "seated")),
    *(say("StartRoutineIntent", exercise=name) for name in ("calf", "arch", "tiptoe", "raises")),
    say("StartRoutineIntent", minutes=("6",)),
)
UNDO = say("UndoIntent", does="undo", keeps_place=True)
DONE = say("DoneIntent", does="done", keeps_place=True)
YES, NO = say("AMAZON.YesIntent"), say("AMAZON.NoIntent")
RESUME = say("AMAZON.ResumeIntent")
FORGET = say("ForgetMeIntent")
FORGET_YES = replace(YES, does="forget")
MOVE_YES = replace(YES, does="move")
DISABLED = {
    "type": "AlexaSkillEvent.SkillDisabled",
    "body": {"userInformationPersistenceStatus": "NOT_PERSISTED"},
}
"""The event that Alexa sends when somebody has disabled the skill for good."""


ONE_SHOTS = (*SAFE, RESUME, say("SkipIntent"), say("AMAZON.RepeatIntent"), *STARTS)
"""What is said to the skill by its name, into its own sound."""

OPEN = (*SAFE, LAUNCH, *STARTS, *QUESTIONS, *MOVES, *CHOICES)
"""What hardly ever ends a session."""


def opening(chance):
    """Return the first words of a visit."""
    return chance.choices((LAUNCH, chance.choice(STARTS), TODAY), (6, 4, 0.5))[0]


def answer_to(question, chance):
    """Return what answers an open question."""
    match question:
        case "foot":
            return say("SetFootIntent", foot=chance.choice(("left", "right", "both")))
        case "forget":
            return FORGET_YES if chance.random() < 0.7 else NO
        case "pain":
            return say("NumberIntent", number=(str(chance.randrange(11)),))
        case _:
            return YES if chance.random() < 0.7 else NO


def when_quiet(session, chance):
    """Return what is said once the sound is over and the microphone open."""
    if session.get("question") and chance.random() < 0.8:
        return answer_to(session["question"], chance)
    if session.get("status") == "paused" and chance.random() < 0.8:
        return RESUME
    if not session.get("question") and chance.random() < 0.06:
        return UNDO
    kinds = (READY, *(chance.choice(each) for each in (ASIDE, MOVES, CHOICES, PAIN, STARTS, STOPS)))
    return chance.choices(kinds, (70, 8, 8, 6, 3, 4, 4))[0]


def into_the_sound(session, steps, chance):
    """Return what is said while a segment plays: mostly a command that fits there."""
    if steps and chance.random() < 0.07:
        return DONE
    if not session.get("question") and chance.random() < 0.05:
        return UNDO
    kinds = tuple(
        chance.choice(each) for each in (PAUSES, MOVES, ASIDE, CHOICES, PAIN, STARTS, STOPS)
    )
    return chance.choices(kinds, (30, 34, 18, 10, 6, 4, 5))[0]


def done_with(exercise):
    """Return "I already did ..."."""
    saying = say("DoneIntent", does="done with", keeps_place=True, exercise=exercise)
    return replace(saying, about=exercise)
