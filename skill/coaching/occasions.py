"""
What is said beside the exercises on a day: the greeting, the closing, the news at an end.

Pure functions of the person's own day and hour and of what was done, so that a test can name what
is said on any day. Wordings take turns by the day: there are eight of each, so that none comes
twice in a week. A milestone is said at the end of the day's first exercises only, where it is news,
and one at most. What is not known for certain is not said; a run that broke is not mentioned.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from skill.progress.days import DAY, DAY_ENDS_HOUR, WEEK
from skill.progress.history import History
from skill.progress.summary import Summary
from skill.routine.exercises import EXERCISES, IN_ROUNDS, ExerciseId
from skill.routine.message import Message, message

NOON_HOUR, EVENING_HOUR = 12, 18
"""From these hours on it is the afternoon, and the evening. Our choice."""

MIDDAY_BEFORE_HOUR, EVENING_BEFORE_HOUR = 11, 17
"""Who leaves before these hours is seen again at midday, and in the evening. Our choice."""

ROUNDS_BEFORE_HOUR = 20
"""From this hour on no further round of the day is named. Our choice: it is time to rest."""

NAMED_RUN_DAYS = 3
"""Shortest run that is mentioned, in days. Our choice."""

RUNS = (NAMED_RUN_DAYS, 5, 7, 10, 14, 21, 30)
"""Days in a row that are news, and every ten days from the last one on. Our choice."""

ROUND_NUMBERS = (10, 25, 50, 100)
"""Numbers that are news, and every hundred from the last one on. Our choice."""

BENEFIT_AFTER, BENEFIT_DAYS = 4 * WEEK, 12
"""When a benefit is spoken of, and on how many days there must have been exercises until then: four
to six weeks, says the leaflet of a health service; three days a week are our choice."""

TOMORROW_FIRST_DAYS = 3
"""On so many days, and once a week from then on, an end with the arch stretch says when to do it
tomorrow: before the first step, which is the article's. How often is our choice."""


@dataclass(frozen=True, slots=True)
class End:
    """A plan that comes to its end, as it will be once all of it is done."""

    today: date
    """The person's own day."""
    hour: int
    """On the person's clock, 0 to 23."""
    history: History
    """Every day, this one included."""
    summary: Summary
    """What today amounts to."""
    exercises: tuple[Message, ...]
    """Names of what the plan has finished."""
    finished: frozenset[ExerciseId] = frozenset()
    """Exercises of which the plan has finished a whole dose."""
    is_whole: bool = False
    """Whether the plan was all the exercises, and each is done."""
    is_first: bool = True
    """Whether nothing was done today but this."""
    is_new: bool = True
    """Whether it was not over before."""
    ends_with: ExerciseId | None = None
    """The last exercise of the plan."""

    @property
    def is_left(self) -> bool:
        """Whether there is more to do today."""
        return not self.summary.has_all or bool(self.summary.rounds_left)

    @property
    def is_round(self) -> bool:
        """Whether it ends with a whole round."""
        return self.ends_with is IN_ROUNDS and IN_ROUNDS in self.finished


def greeting(today: date, hour: int, number: int) -> Message:
    """
    Return what opens the first visit of a day, in two to five words.

    Args:
        today: the person's own day.
        hour: on the person's clock, 0 to 23.
        number: which day it is of those with exercises, 1 for the first; 0 where that is not known.
    """
    day, weekday, part = today.toordinal(), f"day-{today.weekday()}", part_of_day(hour)
    return message("greeting", variant=day, part_of_day=part, when=weekday, n=number)


def goodbye(today: date, hour: int, *, is_left: bool) -> Message:
    """Return what is said to somebody who leaves; whether more is left today tells until when."""
    when = "tomorrow"
    if is_left and DAY_ENDS_HOUR <= hour < MIDDAY_BEFORE_HOUR:
        when = "midday"
    elif is_left and DAY_ENDS_HOUR <= hour < EVENING_BEFORE_HOUR:
        when = "evening"
    return message("goodbye", variant=today.toordinal(), when=when)


def closing(end: End) -> tuple[Message, ...]:
    """Return what is said when a plan is done: what it was, the news, and what comes next."""
    news, day = milestone(end), end.today.toordinal()
    rounds, wanted = end.summary.rounds, end.summary.rounds_per_day
    words: list[Message] = []
    if end.is_whole:
        words.append(message("closing-all", variant=day))
    elif len(end.exercises) > 1:
        # What was done by now, never "all five" where it was not all of them.
        words.append(message("closing-some", variant=day, exercises=end.exercises))
    if end.is_round and not end.is_whole:
        told = end.summary.rounds_told
        words.append(message("closing-round", told=told, rounds=rounds, rounds_per_day=wanted))
    if news is not None:
        words.append(news)
    if not words:
        words.append(message("closing", variant=day))
    if end.is_whole:
        words.append(message("shoes-on"))
    return (*words, *_next(end))


def milestone(end: End) -> Message | None:
    """Return the news of an end: the first row of the table that is new today, if any."""
    for each in MILESTONES if end.is_new else ():
        number = each.number(end)
        if number:
            return message(each.key, n=number, exercises=end.exercises)
    return None


def _next(end: End) -> Iterator[Message]:
    """Yield what comes next: today's rounds, the next visit, or how tomorrow begins."""
    rounds_left = end.summary.rounds_left
    is_time = DAY_ENDS_HOUR <= end.hour < ROUNDS_BEFORE_HOUR
    names_rounds = end.is_whole and bool(rounds_left) and is_time
    if names_rounds:
        when = _rounds_when(rounds_left, end.hour)
        rounds = end.summary.rounds
        yield message("closing-rounds-open", n=rounds_left, rounds=rounds, when=when)
    is_early = end.history.complete and end.history.number <= TOMORROW_FIRST_DAYS
    is_due = is_early or end.today.toordinal() % WEEK.days == 0
    if end.ends_with is IN_ROUNDS and is_due and (names_rounds or not end.is_left):
        yield message("tomorrow-first")
    elif not names_rounds:
        yield goodbye(end.today, end.hour, is_left=end.is_left)


def _rounds_when(left: int, hour: int) -> str | None:
    """Return when the rounds that are left fit into the day, where that is plain."""
    if left == 2 and hour < MIDDAY_BEFORE_HOUR:
        return "both"
    return "evening" if left == 1 and MIDDAY_BEFORE_HOUR <= hour < EVENING_BEFORE_HOUR else None


def part_of_day(hour: int) -> str:
    """Return what an hour of the wall's clock is called in a greeting: the night has no name."""
    if DAY_ENDS_HOUR <= hour < NOON_HOUR:
        return "morning"
    return "afternoon" if NOON_HOUR <= hour < EVENING_HOUR else "evening"


# --- milestones ---


class Milestone(NamedTuple):
    """One kind of news."""

    key: str
    """Id of its words."""
    number: Callable[[End], int]
    """Returns the number that is told; 0 where there is no news."""


def _weeks(end: End) -> int:
    """Once: on the first day with exercises in the fifth week, if the weeks before had enough."""
    first = end.history.first_day
    if not end.is_first or not end.history.complete or first is None:
        return 0
    since = first + BENEFIT_AFTER
    is_now = since <= end.today < since + WEEK
    is_told = bool(end.history.number_between(since, end.today - DAY))
    is_steady = end.history.number_between(first, since - DAY) >= BENEFIT_DAYS
    return 4 if is_now and is_steady and not is_told else 0


def _longest(end: End) -> int:
    """On the day on which a run becomes the longest, not on those after it."""
    run, before = end.history.run(end.today), end.history.longest_before(end.today)
    is_named = end.is_first and end.history.complete and run >= NAMED_RUN_DAYS
    return run if is_named and before and run == before + 1 else 0


def _run(end: End) -> int:
    run = end.history.run(end.today)
    is_round = run in RUNS or (run > RUNS[-1] and run % 10 == 0)
    return run if end.is_first and is_round else 0


def _routines(end: End) -> int:
    # A second routine on one day does not make it another day.
    is_now = end.is_whole and end.is_first and end.history.complete
    return end.history.routines if is_now and _is_round(end.history.routines) else 0


def _rounds(end: End) -> int:
    is_now = IN_ROUNDS in end.finished and end.history.complete
    return end.history.rounds if is_now and _is_round(end.history.rounds) else 0


def _days(end: End) -> int:
    number = end.history.number
    return number if end.is_first and end.history.complete and _is_round(number) else 0


def _whole_week(end: End) -> int:
    """On a Sunday: every day since Monday."""
    is_sunday = end.today + DAY == _monday(end.today) + WEEK
    run = end.history.run(end.today)
    return WEEK.days if end.is_first and is_sunday and run >= WEEK.days else 0


def _third_day(end: End) -> int:
    """Of the week, where they are not three in a row: those are told as such."""
    days = end.history.number_between(_monday(end.today), end.today)
    is_third = days == NAMED_RUN_DAYS and end.history.run(end.today) < NAMED_RUN_DAYS
    return days if end.is_first and is_third else 0


def _exercise(end: End) -> int:
    """One exercise on the third day of the week, where nothing else was done today."""
    if not end.is_first or len(end.finished) != 1:
        return 0
    [exercise] = end.finished
    first, parts = _monday(end.today), EXERCISES[exercise].parts
    days = {end.history.number_between(first, end.today, unit) for unit in parts or (exercise,)}
    is_third = days == {NAMED_RUN_DAYS} and end.history.run(end.today) < NAMED_RUN_DAYS
    return NAMED_RUN_DAYS if is_third else 0


def _is_round(number: int) -> bool:
    return number in ROUND_NUMBERS or (number > 0 and number % ROUND_NUMBERS[-1] == 0)


def _monday(day: date) -> date:
    """Return the first day of a week, which is a Monday, as in Alexa's own weeks."""
    return day - day.weekday() * DAY


MILESTONES = (
    Milestone("milestone-weeks", _weeks),
    Milestone("milestone-longest", _longest),
    Milestone("milestone-run", _run),
    Milestone("milestone-routines", _routines),
    Milestone("milestone-rounds", _rounds),
    Milestone("milestone-days", _days),
    Milestone("milestone-week", _whole_week),
    Milestone("milestone-exercise", _exercise),
    Milestone("milestone-third", _third_day),
)
"""What is news at an end, the best first."""
