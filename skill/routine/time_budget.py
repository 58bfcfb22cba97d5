"""The time that a routine takes, and the exercises that fit into so many minutes."""

from collections.abc import Iterator

from skill.routine.delivery import Delivery, Entry
from skill.routine.exercises import EXERCISES, FILL_ORDER, ORDERS, SHORTEST
from skill.routine.plan import Pick, Plan, make_plan, picks_of_unit
from skill.routine.segments import composer
from skill.routine.settings import Settings

GREETING_SECONDS = 5
"""What is said before the first instruction. Our choice: an overview, and a line before it."""

CLOSING_SECONDS = 8
"""What is said when all is done. Our choice: the longest closing takes about that."""


def fill(minutes: int, delivery: Delivery) -> tuple[Pick, ...]:
    """
    Return the exercises that fit, in the person's own order.

    Each is taken whole while it fits. The first that does not fit is taken with as many sets as
    fit, at least the fewest of the dose table, and there the list ends.
    """
    settings = delivery.settings
    taken: tuple[Pick, ...] = ()
    for (pick,) in map(picks_of_unit, FILL_ORDER):
        whole = _with(taken, pick, settings)
        if estimate_seconds(whole, delivery) <= minutes * 60:
            taken = whole
            continue
        # The arch stretch comes first and is never cut, so something is taken before any cut.
        for fewer in _with_fewer_sets(pick, settings):
            part = _with(taken, fewer, settings)
            if taken and estimate_seconds(part, delivery) <= minutes * 60:
                return part
        break
    exercise, hold_seconds = SHORTEST
    return taken or (Pick(exercise, hold_seconds=hold_seconds),)


def estimate_seconds(picks: tuple[Pick, ...], delivery: Delivery) -> int:
    """Return how long a routine lasts with greeting, explanations, answers and closing."""
    plan = make_plan(picks, delivery.settings)
    played = composer(plan, delivery).seconds_left(0, Entry.INTRO, ask=asks_first(plan, delivery))
    return GREETING_SECONDS + played + CLOSING_SECONDS


def asks_first(plan: Plan, delivery: Delivery, *, named: bool = False) -> bool:
    """Return whether a routine begins with "Ready?": the first exercise is new, and it waits."""
    # Whoever has begun a whole routine has just said so; one exercise may be asked for from afar.
    exercise = plan[0].exercise
    waits = delivery.waits or (named and not delivery.goes_on_into(exercise))
    return waits and exercise in delivery.unfamiliar


def in_minutes(seconds: int) -> int:
    """Return whole minutes, rounded up."""
    return -(-seconds // 60)


def _with(taken: tuple[Pick, ...], pick: Pick, settings: Settings) -> tuple[Pick, ...]:
    """Return the picks with one more, in the person's order; a whole exercise replaces a part."""
    kept = [each for each in taken if each.exercise is not pick.exercise]
    order = ORDERS[settings.order]
    return tuple(sorted((*kept, pick), key=lambda each: order.index(each.exercise)))


def _with_fewer_sets(pick: Pick, settings: Settings) -> Iterator[Pick]:
    exercise = EXERCISES[pick.exercise]
    # Parts go in one at a time before the whole exercise does: fewer sets of both are never due.
    if exercise.parts and pick.part is None:
        return
    for sets in range(settings.sets(pick.exercise) - 1, exercise.sets.low - 1, -1):
        yield Pick(pick.exercise, pick.part, sets)
