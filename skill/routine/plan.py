"""
Plans: a routine and a person's settings become an ordered tuple of steps.

A step is the smallest thing that can be done or not done: one hold on one side, or one set of
repetitions. Its id stays the same when settings change, so finished steps stay finished.
"""

import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

from skill.routine.exercises import (
    EXERCISES,
    IN_ROUNDS,
    LEAST,
    ORDERS,
    ROUTINES,
    ExerciseId,
    Foot,
    Part,
    Position,
    Round,
    RoutineName,
    Side,
    Sides,
    Tempo,
)
from skill.routine.settings import Scrunch, Settings, Way, hold_figure

Unit = ExerciseId | Part
"""What work is counted under: an exercise, or one part of an exercise that has parts."""

UNITS: tuple[Unit, ...] = tuple(
    unit for each in EXERCISES.values() for unit in each.parts or (each.id,)
)
"""Everything that work is counted under: each exercise, but the parts of one that has parts."""

_PARTS = frozenset(Part)


@dataclass(frozen=True, slots=True)
class Pick:
    """One exercise of a routine, whole or in part."""

    exercise: ExerciseId
    part: Part | None = None
    """One part alone; ``None`` for all of the exercise."""
    sets: int | None = None
    """Fewer sets than the person's own dose; ``None`` for the dose."""
    hold_seconds: int | None = None
    """The other dose of an exercise in rounds, for once; ``None`` for the person's own."""

    def __post_init__(self) -> None:
        """Refuse what is outside the dose table with ``OutOfRange``, a ``ValueError``."""
        if self.sets is not None:
            EXERCISES[self.exercise].sets.checked(f"{self.exercise} sets", self.sets)
        if self.hold_seconds is not None:
            hold_figure(IN_ROUNDS).checked(f"{IN_ROUNDS} hold_seconds", self.hold_seconds)


@dataclass(frozen=True, slots=True)
class Hold:
    """Work that is one hold."""

    seconds: int

    @property
    def slot_seconds(self) -> int:
        """How long the count lasts."""
        return self.seconds


@dataclass(frozen=True, slots=True)
class Reps:
    """Work that is one set of repetitions."""

    count: int
    tempo: Tempo

    @property
    def slot_seconds(self) -> int:
        """How long the count lasts."""
        return self.count * self.tempo.seconds


@dataclass(frozen=True, slots=True)
class StepId:
    """
    The name of a step within its plan, as it is stored: ``calf-2-left``, ``rock-1``, ``arch-7``.

    ``str`` writes it, ``parse_step_id`` reads it; no other code takes one apart.
    """

    unit: Unit
    number: int
    """The step's number among those of its unit and side, from 1."""
    side: Side | None = None
    """Its side, where sides take turns."""

    def __str__(self) -> str:
        side = f"-{self.side}" if self.side else ""
        return f"{self.unit}-{self.number}{side}"


_STEP_ID = re.compile(r"(?P<unit>.+?)-(?P<number>[0-9]+)(?:-(?P<side>left|right))?")


def parse_step_id(text: str) -> StepId:
    """
    Return what a stored step's id says; settings may have taken the step out of its plan.

    Raises:
        ValueError: when it is no step's id.
    """
    found = _STEP_ID.fullmatch(text)
    if found is None:
        raise ValueError(f"not the id of a step: {text!r}")
    unit, side = found["unit"], found["side"]
    return StepId(
        Part(unit) if unit in _PARTS else ExerciseId(unit),
        int(found["number"]),
        Side(side) if side else None,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One hold on one side, or one set of repetitions."""

    exercise: ExerciseId
    work: Hold | Reps
    set_number: int
    """From 1 to ``sets``."""
    sets: int
    side: Side | None = None
    sides: int = 1
    """How many sides take turns: one, where both work together or the sore one alone."""
    part: Part | None = None
    hold_number: int = 1
    """From 1 to ``holds``; more than one only where the exercise goes in rounds."""
    holds: int = 1
    way: Way | None = None
    """How it is done, where there is more than one way."""
    unit: Unit = field(init=False, compare=False)
    """What the step is counted under."""
    id: str = field(init=False, compare=False)
    """Name of the step within its plan: a ``StepId`` as text, as finished steps are stored."""

    def __post_init__(self) -> None:
        """Work out unit and name once: they are asked for more often than anything else."""
        object.__setattr__(self, "unit", self.part or self.exercise)
        side = self.side if self.sides > 1 else None
        object.__setattr__(self, "id", str(StepId(self.unit, self.number, side)))

    def __hash__(self) -> int:
        """Hash the name alone: plans are looked up by their steps, many times a turn."""
        return hash(self.id)

    @property
    def in_rounds(self) -> bool:
        """Whether it is announced by the holds of a round, not by sets."""
        return bool(EXERCISES[self.exercise].rounds)

    @property
    def on_floor(self) -> bool:
        """Whether it is done lying on the floor."""
        return EXERCISES[self.exercise].position is Position.FLOOR

    @property
    def number(self) -> int:
        """The step's number among those of its unit and side, from 1 to ``numbers``."""
        return self.hold_number if self.in_rounds else self.set_number

    @property
    def numbers(self) -> int:
        """How many steps its unit has on its side: holds of a round, or sets."""
        return self.holds if self.in_rounds else self.sets


Plan = tuple[Step, ...]

MOST_PLANS = 256
"""So many plans are kept. Our choice: most people have one of a few."""


def exercise_of(unit: Unit) -> ExerciseId:
    """Return the exercise that a unit is, or is a part of."""
    if isinstance(unit, ExerciseId):
        return unit
    return next(each.id for each in EXERCISES.values() if unit in each.parts)


def picks_of_unit(unit: Unit) -> tuple[Pick, ...]:
    """Return the picks of one exercise, or of one part of it alone."""
    part = unit if isinstance(unit, Part) else None
    return (Pick(exercise_of(unit), part),)


def picks_of_routine(routine: RoutineName, settings: Settings) -> tuple[Pick, ...]:
    """Return the exercises of a named routine; all of them in the person's order."""
    exercises = ROUTINES[routine]
    if set(exercises) == set(ExerciseId):
        exercises = ORDERS[settings.order]
    pick = _least if routine in LEAST else Pick
    return tuple(pick(exercise) for exercise in exercises)


def _least(exercise: ExerciseId) -> Pick:
    """Return the pick of an exercise with the fewest sets and holds that it can have."""
    dose = EXERCISES[exercise]
    if dose.rounds:
        return Pick(exercise, hold_seconds=min(dose.rounds.values(), key=_holds).hold_seconds)
    return Pick(exercise, sets=dose.sets.low)


def _holds(dose: Round) -> int:
    return dose.holds


@lru_cache(MOST_PLANS)
def make_plan(picks: tuple[Pick, ...], settings: Settings) -> Plan:
    """
    Return the steps of a routine.

    Sides alternate and each gets its full time; parts alternate by set; the arch stretch takes the
    sore foot, both one after the other when both are sore.
    """
    return tuple(step for pick in picks for step in _steps(pick, settings))


def _steps(pick: Pick, settings: Settings) -> Iterator[Step]:
    exercise = EXERCISES[pick.exercise]
    sides = sides_of(exercise.id, settings)
    if exercise.rounds:
        dose = exercise.rounds[pick.hold_seconds or settings.hold_seconds(exercise.id)]
        # All holds of one foot, then of the other: it changes legs once, not after every hold.
        for side, number in product(sides, range(1, dose.holds + 1)):
            yield Step(
                exercise.id,
                Hold(dose.hold_seconds),
                set_number=1,
                sets=1,
                side=side,
                sides=len(sides),
                hold_number=number,
                holds=dose.holds,
            )
        return
    sets = pick.sets or settings.sets(exercise.id)
    parts = (pick.part,) if pick.part else exercise.parts or (None,)
    for number, part, side in product(range(1, sets + 1), parts, sides):
        # Rocking back on a stair has nothing behind the heels.
        way = None if part is Part.ROCK else settings.way_of(exercise.id)
        work = _work(pick, part, settings)
        yield Step(exercise.id, work, number, sets, side, len(sides), part, way=way)


def _work(pick: Pick, part: Part | None, settings: Settings) -> Hold | Reps:
    exercise = EXERCISES[pick.exercise]
    if exercise.reps:
        return Reps(exercise.reps, exercise.tempos[part][settings.pace])
    return Hold(settings.hold_seconds(exercise.id))


def sides_of(exercise: ExerciseId, settings: Settings) -> tuple[Side | None, ...]:
    """Return the sides that take turns in an exercise; ``None`` where no side is named."""
    foot = settings.foot
    sore = {Foot.LEFT: Side.LEFT, Foot.RIGHT: Side.RIGHT}
    match EXERCISES[exercise].sides:
        case Sides.TOGETHER:
            return (None,)
        case Sides.IN_TURN:
            return tuple(Side)
        case Sides.SORE if settings.way_of(exercise) is Scrunch.EACH_FOOT:
            return tuple(Side)
        case Sides.SORE:
            return (sore.get(foot) if foot else None,)
        case Sides.EACH_SORE if foot is Foot.BOTH:
            return tuple(Side)
        case Sides.EACH_SORE:
            return (sore.get(foot) if foot else None,)


def finished_dose(
    unit: Unit, plan: Plan, picks: tuple[Pick, ...], done: AbstractSet[str], settings: Settings
) -> int:
    """
    Return the number of steps of a unit's dose if all of it is done, else 0.

    A plan that was cut short, to fit six minutes, has no whole dose of that exercise.
    """
    steps = [step for step in plan if step.unit is unit]
    if not steps or not done >= {step.id for step in steps}:
        return 0
    exercise = steps[0].exercise
    pick = next(each for each in picks if each.exercise is exercise)
    cut_short = pick.sets is not None and pick.sets < settings.sets(exercise)
    return 0 if cut_short else len(steps)


def units_of(plan: Plan) -> tuple[Unit, ...]:
    """Return what the steps of a plan are counted under, each once, in order."""
    return tuple(dict.fromkeys(step.unit for step in plan))


def picks_without(picks: tuple[Pick, ...], units: Collection[Unit]) -> tuple[Pick, ...]:
    """Return picks without some exercises and parts; of one that has parts the others stay."""
    kept: list[Pick] = []
    for pick in picks:
        parts = (pick.part,) if pick.part else EXERCISES[pick.exercise].parts
        rest = [part for part in parts if part not in units]
        if pick.exercise in units or (parts and not rest):
            continue
        kept.append(replace(pick, part=rest[0]) if len(rest) < len(parts) else pick)
    return tuple(kept)


def place_of(plan: Plan, step_id: str) -> int:
    """
    Return the index of a step; where settings took it away, that of its nearest neighbour.

    That is the first step of the same unit with the same number, where sides came or went; else
    the last with a lower one. The plan's length when the plan has nothing of that unit, or when it
    is no step's id at all.
    """
    for index, step in enumerate(plan):
        if step.id == step_id:
            return index
    try:
        lost = parse_step_id(step_id)
    except ValueError:
        return len(plan)
    own = [index for index, step in enumerate(plan) if step.unit == lost.unit]
    same = [index for index in own if plan[index].number == lost.number]
    lower = [index for index in own if plan[index].number < lost.number]
    return (*same[:1], *lower[-1:], len(plan))[0]


def exercise_range(plan: Plan, index: int) -> tuple[int, int]:
    """Return the first index and the index after the last of the exercise that ``index`` is in."""
    exercise = plan[index].exercise
    first = index
    while first and plan[first - 1].exercise is exercise:
        first -= 1
    end = index
    while end < len(plan) and plan[end].exercise is exercise:
        end += 1
    return first, end


def is_exercise_end(plan: Plan, end: int) -> bool:
    """Return whether the step before ``end`` is the last of its exercise."""
    return end == len(plan) or plan[end].exercise is not plan[end - 1].exercise


def exercises_of(plan: Plan) -> tuple[ExerciseId, ...]:
    """Return the exercises of a plan, each once, in order."""
    return tuple(dict.fromkeys(step.exercise for step in plan))


def finished_exercises(plan: Plan, done: frozenset[str]) -> tuple[ExerciseId, ...]:
    """Return the exercises of a plan whose every step is done, in order."""
    open_ones = {step.exercise for step in plan if step.id not in done}
    return tuple(each for each in exercises_of(plan) if each not in open_ones)
