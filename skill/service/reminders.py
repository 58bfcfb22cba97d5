"""
Carry out what the coach orders of reminders, within the time of a turn.

A change does as little as it can: what is there and wanted stays, what is there and not wanted
becomes what is missing, so that no change ever leaves two. It may be carried out twice, or break
off: the next one looks again what is there.
"""

import logging
from collections.abc import Callable, Sequence

from skill.coaching.reply import ReminderOrder
from skill.progress.reminders import (
    NewReminder,
    ReminderFault,
    ReminderOutcome,
    ReminderService,
    RemindersUnavailable,
    SetReminder,
)
from skill.routine.message import Narration

log = logging.getLogger(__name__)

CALLS_BEGIN_WITHIN_SECONDS = 2.5
"""No call to the service starts later than this in a turn. Our choice: with a second for the last
one, and the store's time, a turn takes less than the eight seconds that Alexa waits."""


def carry_out(
    order: ReminderOrder,
    service: ReminderService,
    narration: Narration,
    seconds_left: Callable[[], float],
) -> ReminderOutcome:
    """
    Look what is set, change what has to be, and return what came of it.

    Args:
        order: what the coach wants to know, or to have.
        service: Alexa's; each of its calls has an end.
        narration: puts what a reminder says into words.
        seconds_left: how long calls may still begin; 0 or less for no longer.
    """
    there: tuple[SetReminder, ...] | None = None
    try:
        _check(seconds_left)
        there = service.all()
        if order.wanted is not None:
            wanted = [
                NewReminder(each, narration(text), order.now, order.time_zone)
                for each, text in order.wanted
            ]
            for step in _steps(wanted, there, service):
                _check(seconds_left)
                there = step(there)
    except RemindersUnavailable as unavailable:
        missed = "read" if there is None else "changed"
        log.warning("reminders not %s: %s", missed, unavailable.fault)
        return ReminderOutcome(there, unavailable.fault)
    return ReminderOutcome(there)


Step = Callable[[tuple[SetReminder, ...]], tuple[SetReminder, ...]]
"""Changes one reminder, and returns what is there afterwards."""


def _steps(
    wanted: Sequence[NewReminder], there: tuple[SetReminder, ...], service: ReminderService
) -> list[Step]:
    """Return what has to be done, from what is there to what is wanted."""
    kept = {each.reminder: each for each in there}
    missing = [each for each in wanted if each.reminder not in kept]
    surplus = [
        each
        for each in there
        if each.reminder not in {new.reminder for new in wanted} or kept[each.reminder] != each
    ]
    shared = min(len(missing), len(surplus))
    return [
        *(_changing(old, new, service) for old, new in zip(surplus, missing, strict=False)),
        *(_creating(new, service) for new in missing[shared:]),
        *(_cancelling(old, service) for old in surplus[shared:]),
    ]


def _changing(old: SetReminder, new: NewReminder, service: ReminderService) -> Step:
    def step(there: tuple[SetReminder, ...]) -> tuple[SetReminder, ...]:
        service.change(old.token, new)
        changed = SetReminder(old.token, new.reminder)
        return tuple(changed if each == old else each for each in there)

    return step


def _creating(new: NewReminder, service: ReminderService) -> Step:
    return lambda there: (*there, SetReminder(service.create(new), new.reminder))


def _cancelling(old: SetReminder, service: ReminderService) -> Step:
    def step(there: tuple[SetReminder, ...]) -> tuple[SetReminder, ...]:
        service.cancel(old.token)
        return tuple(each for each in there if each != old)

    return step


def _check(seconds_left: Callable[[], float]) -> None:
    if seconds_left() <= 0:
        raise RemindersUnavailable(ReminderFault.UNREACHABLE)
