"""
What was just talked about: the open question, and what the next answer must not repeat.

A dialogue lives as long as the session with Alexa. It travels in the session attributes and never
reaches the table: what a person said, of their pain above all, is not stored.
"""

from dataclasses import dataclass
from enum import StrEnum

from skill.progress.days import Count
from skill.progress.reminders import Reminder
from skill.routine.delivery import Tip
from skill.routine.exercises import ExerciseId
from skill.routine.message import Message
from skill.routine.plan import Pick


class Question(StrEnum):
    """What has been asked and not been answered."""

    MORE = "more"
    """Anything else."""
    START = "start"
    """Say start."""
    FOOT = "foot"
    ROUTINE = "routine"
    RESUME = "resume"
    """Carry on where the person was, minutes ago."""
    CARRY_ON_HERE = "carry_on_here"
    """Carry on here what another device is playing."""
    REST_OF_DAY = "rest_of_day"
    """Do what is left of today's routine."""
    FROM_THE_TOP = "from_the_top"
    OFFER = "offer"
    """Start what is offered."""
    WHICH_LIFT = "which_lift"
    PAIN = "pain"
    """How bad, from zero to ten."""
    DID_IT_HURT = "did_it_hurt"
    CRAMP = "cramp"
    """Let it settle; ready, or skip."""
    CARRY_ON = "carry_on"
    """After mild pain."""
    NEXT_OR_STOP = "next_or_stop"
    """After pain that leaves the exercise out."""
    READY_OR_DONE = "ready_or_done"
    STOP_TODAY = "stop_today"
    FEWER_SETS = "fewer_sets"
    """After "easier", where holds are the shortest already."""
    GENTLY = "gently"
    """After "easier", where an exercise has the least already: a gentle start with all of them."""
    FORGET = "forget"
    """Delete everything."""
    WHICH = "which"
    """Which exercise to start."""
    WHICH_HOW = "which_how"
    """Which exercise to explain."""
    WHICH_FEEL = "which_feel"
    WHICH_WHY = "which_why"
    NUMBER = "number"
    """What a bare number was meant for."""
    HOLD = "hold"
    """How many seconds."""
    SETS = "sets"
    """How many sets."""
    SETTING = "setting"
    """Which of the choices of a setting."""
    REMINDERS = "reminders"
    """Set the reminders that were just told."""

    @property
    def is_idle(self) -> bool:
        """Whether it only asks for a wish: nothing else is at stake."""
        return self in (Question.MORE, Question.START)

    @property
    def is_about_pain(self) -> bool:
        """Whether an exercise is set aside while it is open."""
        return self in (Question.PAIN, Question.CRAMP, Question.CARRY_ON, Question.NEXT_OR_STOP)


class Hint(StrEnum):
    """What is said a few times ever, and then known."""

    DISCLAIMER = "disclaimer"
    REST_TIP = Tip.SKIP_REST.value
    START_SOONER = Tip.START_SOONER.value
    ALEXA_FIRST = Tip.ALEXA_FIRST.value
    TOWEL_ROUND_FOOT = Tip.TOWEL_ROUND_FOOT.value
    ONE_PASS = Tip.ONE_PASS.value
    REMINDERS = Tip.REMINDERS.value
    FOOT_QUESTION = "foot_question"
    """Which foot is sore: asked again after a week, if it was not answered."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was talked about in this session."""

    question: Question | None = None
    """
    The open question. It is open for one turn, and its words are the last of ``last``.

    The place's status is what its answer goes back to.
    """
    offer: tuple[Pick, ...] = ()
    """What ``OFFER`` starts."""
    reminders: tuple[Reminder, ...] = ()
    """All that there should be after a yes to ``REMINDERS``."""
    stopped_for_pain: tuple[ExerciseId, ...] = ()
    """Exercises that pain has stopped in this session; how bad it was is not kept."""
    set_aside: str = ""
    """Id of the step that was stopped last: while it is asked about, a mild answer goes back."""
    misses: Count = 0
    """How often in a row nothing was understood."""
    last: tuple[Message, ...] = ()
    """The last answer in words; its last words ask or prompt."""
    answered: bool = False
    """Whether ``last`` answers something that was asked: then "again" means that answer."""
    opened_with: str = ""
    """Key of the message that the last answer began with."""
    repeats: Count = 0
    """How many answers in a row began with it: the next one is worded differently."""
    unheard: tuple[Hint, ...] = ()
    """What the last answer told. It counts as told once a later request of the session shows that
    the answer has arrived: a warning that nobody heard is said again."""
