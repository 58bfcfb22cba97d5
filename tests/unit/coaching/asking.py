"""Questions about what was done, asked by somebody who did something on some days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from skill.coaching.coach import Coach
from skill.coaching.commands import Period, Plain, Progress
from skill.coaching.reply import State, Turn
from skill.progress.days import DayLog
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, Foot, Part
from skill.routine.settings import Settings
from skill.speech.narration import narration_for
from tests.fakes import respond

WORDS = narration_for()
TODAY = date(2026, 11, 23)
"""A Monday."""

CALF, TOWEL, HAMSTRING, RAISES, ARCH, *_ = ExerciseId
TIPTOE, ROCK = Part
DOSES = {CALF: 6, TOWEL: 3, HAMSTRING: 4, TIPTOE: 3, ROCK: 3, ARCH: 10}
"""Steps of a whole dose, by the default settings."""

PRACTISED = dict.fromkeys(ExerciseId, Practice(9, TODAY - timedelta(2)))
"""Somebody who knows all five exercises, and did them lately."""

WEEK = Progress(period=Period.WEEK)
MONTH = Progress(period=Period.MONTH)


def did(*units, times=1, **steps):
    """Return the counters of whole doses, and of single steps besides."""
    counters = {}
    for unit in units:
        dose = DOSES[unit] * times
        counters |= {f"{unit}_steps": dose, f"{unit}_done": times, f"{unit}_done_steps": dose}
    for unit, count in steps.items():
        counters[f"{unit}_steps"] = counters.get(f"{unit}_steps", 0) + count
    return counters


def rounds(count):
    """Return the counters of arch rounds."""
    return did(ARCH, times=count)


FIVE = did(*DOSES)


def ask(command, days, *, hour=10, settings=None, zone="Europe/London", opens=True, **profile):
    """Return the reply to a question, asked by somebody who did this so many days ago."""
    by_day = {TODAY - timedelta(ago): log for ago, log in days.items()}
    logs = {day: DayLog(day, log) for day, log in by_day.items()}
    usual = {"told": {"disclaimer": 1}, "practice": PRACTISED}
    known = Profile(settings or Settings(foot=Foot.LEFT), zone, **(usual | profile))
    at = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=ZoneInfo(zone))
    turn = Turn(int(at.timestamp() * 1000), "now", opens)
    return respond(Coach(lambda _: WORDS), State(known, days=logs), command, turn)


def said(reply):
    """Return the words of a reply."""
    return " ".join(WORDS(each) for each in reply.say)


def card_of(reply):
    """Return title and lines of a reply's card; those of a paragraph together."""
    lines = [WORDS(each) for each in (reply.card.title, *reply.card.lines)]
    return lines + ["\n".join(map(WORDS, each)) for each in reply.card.paragraphs]


DATES = st.dates(TODAY - timedelta(450), TODAY + timedelta(450))
HOURS = st.integers(0, 23)
UNITS = st.none() | st.sampled_from([*ExerciseId, *Part])
COUNTERS = st.fixed_dictionaries(
    {},
    optional={
        f"{unit}_{what}": st.integers(0, 30)
        for unit in DOSES
        for what in ("steps", "done", "done_steps")
    },
)
LOGS = COUNTERS | st.sampled_from([FIVE, FIVE | rounds(2), FIVE | rounds(3), rounds(1), {}])


@st.composite
def questions(draw):
    """Make up a question about what was done."""
    unit = draw(UNITS)
    first = draw(DATES)
    last = first + timedelta(draw(st.sampled_from([6, 27, 30, 364])))
    return draw(
        st.sampled_from(
            [
                Progress(exercise=unit),
                Progress(first, exercise=unit),
                Progress(TODAY - timedelta(draw(st.integers(0, 7))), exercise=unit),
                Progress(first, last, exercise=unit),
                Progress(period=Period.WEEK, exercise=unit),
                Progress(period=Period.MONTH, exercise=unit),
                Plain.RECORD,
            ]
        )
    )
