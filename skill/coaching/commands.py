"""Commands: what a person can ask for, independent of the words used."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skill.progress.reminders import Minute, Reminder, Weekday
from skill.routine.exercises import Foot, Order, Pace, RoutineName
from skill.routine.plan import Unit
from skill.routine.settings import Counting, Silence, Way


class SkipPart(StrEnum):
    """What a person can ask to skip by name."""

    SET = "set"
    SIDE = "side"
    REST = "rest"
    EXERCISE = "exercise"


class Change(StrEnum):
    """A wish for more or less of something."""

    LONGER = "longer"
    SHORTER = "shorter"
    MORE = "more"
    FEWER = "fewer"
    HARDER = "harder"
    EASIER = "easier"

    @property
    def is_more(self) -> bool:
        """Whether it asks for more load."""
        return self in (Change.LONGER, Change.MORE, Change.HARDER)


class Amount(StrEnum):
    """How much talk is wanted: a level, or one level more or less."""

    FULL = "full"
    BRIEF = "brief"
    MINIMAL = "minimal"
    MORE = "more"
    LESS = "less"


class Symptom(StrEnum):
    """What a person may tell that is not for a coach."""

    NUMB = "numb"
    POP = "pop"
    SWOLLEN = "swollen"
    FEVER = "fever"
    CANNOT_STAND = "cannot_stand"
    FALL = "fall"
    CHEST = "chest"
    FAINT = "faint"
    CALF = "calf"
    DIABETES = "diabetes"
    PREGNANT = "pregnant"
    OPERATION = "operation"
    BONE = "bone"
    DIZZY = "dizzy"
    DOCTOR = "doctor"


class Topic(StrEnum):
    """What a person may ask about heels and these exercises."""

    SHOCKWAVE = "shockwave"
    CORTISONE = "cortisone"
    COMPRESSION_SOCKS = "compression_socks"
    ASK_A_CLINICIAN = "ask_a_clinician"
    WHY_CALVES_AND_HAMSTRINGS = "why_calves_and_hamstrings"
    BENEFIT = "benefit"
    HOW_LONG = "how_long"
    HEEL_SPUR = "heel_spur"
    IS_THIS_SAFE = "is_this_safe"
    HOW_OFTEN = "how_often"
    SORENESS = "soreness"
    SOURCE = "source"
    LIMITS = "limits"
    # Asked where something of the equipment is not there.
    ON_THE_BED = "on_the_bed"
    NO_TOWEL = "no_towel"
    NO_CHAIR = "no_chair"
    NO_WALL = "no_wall"
    NO_MAT = "no_mat"
    ON_STAIRS = "on_stairs"


class Period(StrEnum):
    """A stretch of days up to today."""

    WEEK = "week"
    MONTH = "month"


class PainWord(StrEnum):
    """What can be said of pain besides a number."""

    CRAMP = "cramp"
    MEANT = "meant"
    """ "Is it meant to hurt?" """
    MAYBE = "maybe"
    """ "Oh", "out", "how": in the middle of a count perhaps a mis-heard "ow"."""


AMBIGUOUS_LIFT = "ambiguous_lift"
"""A "toe lift" or "heel lift": half of the people who say either mean the other movement."""


LATER = "later"
"""Id of a wish to be reminded later, without a time."""

LATER_MINUTES = 60
"""How long from now that is proposed. Our choice."""


HOLDS = "hold"
"""A word for holds beside "longer", which alone may mean the talk or the session."""


NO_FLOOR = "no_floor"
"""The full routine without the floor exercise: a name that people use for a routine."""


class Plain(StrEnum):
    """Commands that carry nothing."""

    LAUNCH = "launch"
    """The skill was opened and nothing else was said."""
    READY = "ready"
    """In position."""
    NEXT = "next"
    """The next exercise."""
    PREVIOUS = "previous"
    """The exercise before."""
    REPEAT = "repeat"
    """Again."""
    START_OVER = "start_over"
    """This exercise from its first step."""
    PAUSE = "pause"
    """Stop, and stay."""
    RESUME = "resume"
    """Carry on."""
    STOP = "stop"
    """Leave; the place is kept."""
    YES = "yes"
    """Yes."""
    NO = "no"
    """No."""
    UNDO = "undo"
    """Take back what was noted last."""
    EQUIPMENT = "equipment"
    """What is needed."""
    RECORD = "record"
    """How many days lately, and the longest run."""
    REMINDERS = "reminders"
    """When the next reminder is, and which are set."""
    FORGET_ME = "forget_me"
    """Delete everything that is kept of the person."""
    WHAT_NEXT = "what_next"
    """What comes next."""
    WHERE_AM_I = "where_am_i"
    """Which exercise, set and side."""
    TIME_LEFT = "time_left"
    """How long the rest takes."""
    LIST_EXERCISES = "list_exercises"
    """What the exercises are."""
    UNREAD_PROGRESS = "unread_progress"
    """What was done was asked for, and the notes are out of reach."""
    HELP = "help"
    """What can be said."""
    NOT_UNDERSTOOD = "not_understood"
    """Speech that means nothing here. Never skips, stops, logs or changes anything."""
    UNKNOWN_EXERCISE = "unknown_exercise"
    """An exercise or routine that is none of ours."""
    SETTINGS = "settings"
    """What the settings are."""
    THANKS = "thanks"
    """ "Thank you", "nothing", "that's all": the end of a conversation, if there is one to end."""
    START_GENTLY = "start_gently"
    """Start with the fewest sets, and do more from week to week."""
    CANNOT_GET_DOWN = "cannot_get_down"
    """Cannot get down on the floor."""
    END = "end"
    """The session was closed from outside, so an answer would not be heard."""
    NO_ANSWER = "no_answer"
    """It was closed as nobody spoke: all that was sent has been played."""


@dataclass(frozen=True, slots=True)
class Start:
    """Start everything, a named routine, one exercise, or what fits in so many minutes."""

    routine: RoutineName | None = None
    exercise: Unit | None = None
    foot: Foot | None = None
    minutes: int | None = None
    no_floor: bool = False
    """Everything but the floor exercise."""
    ambiguous: bool = False
    """Whether the exercise was named by a word that has two meanings."""

    @property
    def is_bare(self) -> bool:
        """Whether nothing particular was asked for."""
        named = self.routine or self.exercise or self.no_floor or self.ambiguous
        return not named and self.minutes is None


@dataclass(frozen=True, slots=True)
class NotReady:
    """Needs more time."""

    seconds: int | None = None
    """How long, if said."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave something out; ``None`` is the smallest thing that is running."""

    part: SkipPart | None = None
    exercise: Unit | None = None
    """An exercise or a part named; it is left out if it runs or is still to come."""


@dataclass(frozen=True, slots=True)
class SetFoot:
    """Which foot is sore; ``None`` when the word was not understood."""

    foot: Foot | None = None


@dataclass(frozen=True, slots=True)
class SetHold:
    """How long holds last."""

    seconds: int | None = None
    change: Change | None = None
    exercise: Unit | None = None
    """Of which exercise; ``None`` for the one that runs."""
    names_holds: bool = False
    """Whether holds were named, as in "longer holds": a bare "longer" may mean other things."""


@dataclass(frozen=True, slots=True)
class SetSets:
    """How many sets."""

    sets: int | None = None
    change: Change | None = None
    exercise: Unit | None = None
    """Of which exercise; ``None`` for the one that runs, or for all."""


@dataclass(frozen=True, slots=True)
class SetPace:
    """How fast repetitions go."""

    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class SetCounting:
    """How seconds are counted."""

    style: Counting | None = None


@dataclass(frozen=True, slots=True)
class SetTalk:
    """How much is said."""

    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class SetOrder:
    """In which order the full routine goes."""

    order: Order | None = None


@dataclass(frozen=True, slots=True)
class SetSilence:
    """Whether the coach waits for "ready" or goes on by itself; ``None`` when not understood."""

    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class SetWay:
    """Which of its ways an exercise is done in; ``None`` when none was named."""

    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Correct:
    """Something just said was wrong: "no, the right", "I meant the short one", "wrong foot"."""

    foot: Foot | None = None
    """The foot or side that is meant; without any of these fields, the other one."""
    routine: RoutineName | None = None
    exercise: Unit | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """Did it already, or just now."""

    exercise: Unit | None = None
    """What was done; ``None`` for what is running."""
    everything: bool = False
    """All five exercises."""
    day: date | None = None
    """When; ``None`` for today."""


@dataclass(frozen=True, slots=True)
class Hurts:
    """Something hurts."""

    level: int | None = None
    """From 0 to 10, if said."""
    word: PainWord | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number: it means something only after a question."""

    number: int


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Something that is not for a coach."""

    symptom: Symptom | None = None
    """``None`` when the word was not understood."""
    calls_for_help: bool = False
    """Whether nothing was named at all: "call an ambulance"."""


@dataclass(frozen=True, slots=True)
class Why:
    """What an exercise is good for; the one that is running when none is named."""

    exercise: Unit | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """A question about heels; ``None`` when the topic was not understood."""

    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class HowTo:
    """How an exercise is done; the one that is running when none is named."""

    exercise: Unit | None = None


@dataclass(frozen=True, slots=True)
class Feel:
    """Where an exercise should be felt; the one that is running when none is named."""

    exercise: Unit | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What was done."""

    first_day: date | None = None
    """The day asked for, or the first of several; ``None`` for today."""
    last_day: date | None = None
    """The last of several days; ``None`` for one day."""
    period: Period | None = None
    """ "My week", "my month": the days up to today."""
    exercise: Unit | None = None
    """One exercise only."""


class DayPart(StrEnum):
    """A time of the day without a clock."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Rhythm(StrEnum):
    """How often a reminder is wanted, where no days of the week are named."""

    ONCE = "once"
    EVERY_DAY = "every_day"
    EVERY_OTHER_DAY = "every_other_day"
    TWICE_A_DAY = "twice_a_day"
    THREE_TIMES_A_DAY = "three_times_a_day"


@dataclass(frozen=True, slots=True)
class Remind:
    """Set reminders, or change those that are set; without any of these fields, whichever fit."""

    minutes: tuple[Minute, ...] = ()
    """Times of the day, in minutes after midnight."""
    part: DayPart | None = None
    """A vague time: what it stands for is proposed."""
    weekdays: tuple[Weekday, ...] = ()
    rhythm: Rhythm | None = None
    day: date | None = None
    """The calendar's date of the only day: "tomorrow"."""
    in_minutes: int | None = None
    """So long from now, once: "in an hour"."""
    is_more: bool = False
    """Whether those that are set stay: "also at six". Otherwise it takes their place."""


@dataclass(frozen=True, slots=True)
class CancelReminders:
    """Cancel reminders; without any of these fields, all of them."""

    minutes: tuple[Minute, ...] = ()
    """Those at these times of the day."""
    part: DayPart | None = None
    """Those at this time of the day."""
    weekdays: tuple[Weekday, ...] = ()
    """On these days: the reminders stay for the others."""


class Consent(StrEnum):
    """What came of Alexa's question whether the skill may set reminders."""

    ACCEPTED = "accepted"
    DENIED = "denied"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"
    """She could not ask."""


@dataclass(frozen=True, slots=True)
class Permitted:
    """Alexa has asked whether the skill may set reminders."""

    consent: Consent
    wanted: tuple[Reminder, ...]
    """All that there should be, as the person has agreed to before."""


@dataclass(frozen=True, slots=True)
class SegmentOver:
    """A document on the screen has played its segment, it says, and asks for the next one."""

    segment_id: str


Command = (
    Plain
    | Start
    | NotReady
    | Skip
    | SetFoot
    | SetHold
    | SetSets
    | SetPace
    | SetCounting
    | SetTalk
    | SetOrder
    | SetSilence
    | SetWay
    | Correct
    | Done
    | Hurts
    | Number
    | RedFlag
    | Why
    | Advice
    | HowTo
    | Feel
    | Progress
    | Remind
    | CancelReminders
    | Permitted
    | SegmentOver
)
"""Every command; `skill.coaching.coach` answers each, and mypy proves it."""
