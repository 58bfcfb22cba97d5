"""The summary of a day: what is done, begun and open, in the order in which it is spoken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from skill.progress.days import WEEK, DayLog
from skill.routine.exercises import EXERCISES, IN_ROUNDS, ExerciseId, Part
from skill.routine.plan import UNITS, Unit, exercise_of, sides_of
from skill.routine.settings import Settings


class Rounds(StrEnum):
    """How the rounds of a day compare with those that are wanted; words differ by it."""

    SOME = "some"
    ALL = "all"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Begun:
    """Work of a dose that is not finished."""

    unit: Unit
    sets_done: int
    """Whole sets, for an exercise in rounds holds; 0 when not even one is whole."""
    sets: int
    """Sets of the whole dose; for an exercise in rounds its holds, of both feet if need be."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What one person did on one day."""

    done: tuple[Unit, ...]
    """Exercises with at least one whole dose; a part where only that part is whole."""
    begun: tuple[Begun, ...]
    """Exercises that are not done, but were begun."""
    untouched: tuple[Unit, ...]
    """What is left of all the exercises, without those begun."""
    rounds: int
    """Rounds done of the exercise that goes in rounds."""
    rounds_per_day: int
    """Rounds that the person's dose wants in a day."""

    @property
    def rounds_told(self) -> Rounds:
        """How the rounds are worded: "four of three" must never be said."""
        if self.rounds < self.rounds_per_day:
            return Rounds.SOME
        return Rounds.ALL if self.rounds == self.rounds_per_day else Rounds.MORE

    @property
    def rounds_left(self) -> int:
        """Rounds that are left of the day; never below 0."""
        return max(0, self.rounds_per_day - self.rounds)

    @property
    def is_empty(self) -> bool:
        """Whether no exercise was so much as begun."""
        return not self.done and not self.begun

    @property
    def has_all(self) -> bool:
        """Whether all the exercises are done."""
        return not self.begun and not self.untouched

    def of(self, unit: Unit) -> "Summary":
        """Return what the day amounts to in one exercise, or in one part."""
        units = (unit, *EXERCISES[unit].parts) if isinstance(unit, ExerciseId) else (unit,)
        rounds = self.rounds if unit is IN_ROUNDS else 0
        # A part of an exercise that is done is done, though the summary names the whole alone.
        if isinstance(unit, Part) and exercise_of(unit) in self.done:
            return replace(self, done=(unit,), begun=(), untouched=(), rounds=rounds)
        return replace(
            self,
            rounds=rounds,
            done=tuple(each for each in self.done if each in units),
            begun=tuple(each for each in self.begun if each.unit in units),
            untouched=tuple(each for each in self.untouched if each in units),
        )


def summarise(log: DayLog, settings: Settings) -> Summary:
    """Return what a day amounts to by the person's own doses."""
    done: list[Unit] = []
    begun: list[Begun] = []
    untouched: list[Unit] = []
    for exercise in ExerciseId:
        units = EXERCISES[exercise].parts or (exercise,)
        whole = [unit for unit in units if log.doses(unit)]
        if len(whole) == len(units):
            done.append(exercise)
            continue
        done += whole
        rest = [unit for unit in units if unit not in whole]
        started = [unit for unit in rest if log.open_steps(unit)]
        begun += [_begun(unit, log, settings) for unit in started]
        idle = [unit for unit in rest if unit not in started]
        untouched += [exercise] if idle == list(units) else idle
    return Summary(
        tuple(done),
        tuple(begun),
        tuple(untouched),
        rounds=log.doses(IN_ROUNDS),
        rounds_per_day=settings.round_of(IN_ROUNDS).rounds_per_day,
    )


def _begun(unit: Unit, log: DayLog, settings: Settings) -> Begun:
    steps = log.open_steps(unit)
    exercise = exercise_of(unit)
    sides = len(sides_of(exercise, settings))
    if EXERCISES[exercise].rounds:
        holds = settings.round_of(exercise).holds * sides
        return Begun(unit, min(steps, holds), holds)
    sets = settings.sets(exercise)
    return Begun(unit, min(steps // sides, sets), sets)


def days_stretched(logs: Mapping[date, DayLog]) -> tuple[date, ...]:
    """Return the days on which anything was done, in order."""
    counted = (day for day, log in logs.items() if any(n > 0 for n in log.counters.values()))
    return tuple(sorted(counted))


def times(log: DayLog, unit: Unit) -> int:
    """Return how often a unit was done on a day: whole doses, and of an exercise all its parts."""
    parts = EXERCISES[unit].parts if isinstance(unit, ExerciseId) else ()
    return min(log.doses(each) for each in parts or (unit,))


def day_name(day: date, today: date) -> str:
    """Return a day as people name it: ``today``, ``yesterday``, ``day-0`` (Monday), or its date."""
    away = today - day
    if not away:
        return "today"
    if away == timedelta(days=1):
        return "yesterday"
    if timedelta(0) < away < WEEK:
        return f"day-{day.weekday()}"
    return day.isoformat()


def longest_run(days: Sequence[date]) -> int:
    """Return the most days in a row; ``days`` are in order, each once."""
    longest = run = 0
    before: date | None = None
    for day in days:
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest, before = max(longest, run), day
    return longest


def running_days(days: Sequence[date], today: date) -> int:
    """Return the days in a row up to today; a today without anything yet does not end them."""
    known = frozenset(days)
    day = today if today in known else today - timedelta(days=1)
    run = 0
    while day in known:
        day, run = day - timedelta(days=1), run + 1
    return run


def routines(logs: Iterable[DayLog]) -> int:
    """Return how often the whole routine was done: all parts of all exercises on one day."""
    return sum(min(log.doses(unit) for unit in UNITS) for log in logs)
