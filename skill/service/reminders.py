"""
Carry out what the coach orders of reminders, within the time of a turn.

A change does as little as it can: what is there and wanted stays, what is there and not wanted
becomes what is missing, so that no change ever leaves two. It may be carried out twice, or break
off: the next one looks again what is there.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from skill.coaching.reply import ReminderOrder
from skill.progress.days import is_same_clock
from skill.progress.reminders import (
    KeptReminder,
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
    there: tuple[KeptReminder, ...] | None = None
    try:
        _check(seconds_left)
        there = service.all()
        if order.wanted is not None:
            wanted = [
                NewReminder(each, narration(text), order.now, order.time_zone)
                for each, text in order.wanted
            ]
            for step in _steps(order, wanted, there, service):
                _check(seconds_left)
                there = step(there)
            _tell_anew(wanted, there, service, seconds_left)
    except RemindersUnavailable as unavailable:
        missed = "read" if there is None else "changed"
        log.warning("reminders not %s: %s", missed, unavailable.fault)
        return _outcome(order, there, unavailable.fault)
    return _outcome(order, there, None)


def _outcome(
    order: ReminderOrder, there: tuple[KeptReminder, ...] | None, fault: ReminderFault | None
) -> ReminderOutcome:
    if there is None:
        return ReminderOutcome(None, fault)
    is_elsewhere = not all(_is_here(each, order) for each in there)
    return ReminderOutcome(tuple(each.set for each in there), fault, is_elsewhere)


def _is_here(each: KeptReminder, order: ReminderOrder) -> bool:
    """Return whether a reminder rings by the person's own clock."""
    return is_same_clock(each.time_zone, order.time_zone, order.now)


Step = Callable[[tuple[KeptReminder, ...]], tuple[KeptReminder, ...]]
"""Changes one reminder, and returns what is there afterwards."""


def _steps(
    order: ReminderOrder,
    wanted: Sequence[NewReminder],
    there: tuple[KeptReminder, ...],
    service: ReminderService,
) -> list[Step]:
    """Return what has to be done, from what is there to what is wanted."""
    times = {each.reminder for each in wanted}
    fitting = (
        each
        for each in there
        if each.set.reminder in times and (_is_here(each, order) or not order.moves_zone)
    )
    kept = {each.set.reminder: each for each in fitting}
    missing = [each for each in wanted if each.reminder not in kept]
    surplus = [each for each in there if kept.get(each.set.reminder) != each]
    shared = min(len(missing), len(surplus))
    return [
        *(_changing(old, new, service) for old, new in zip(surplus, missing, strict=False)),
        *(_creating(new, service) for new in missing[shared:]),
        *(_cancelling(old, service) for old in surplus[shared:]),
    ]


def _tell_anew(
    wanted: Sequence[NewReminder],
    there: tuple[KeptReminder, ...],
    service: ReminderService,
    seconds_left: Callable[[], float],
) -> None:
    """
    Change what reminders say that ring as they did: the first of a day may be another one now.

    One that keeps its old words rings all the same: that is no fault, and the next change tries.
    """
    texts = {each.reminder: each for each in wanted}
    for kept, new in ((each, texts[each.set.reminder]) for each in there):
        if not kept.text or kept.text == new.text:
            continue
        try:
            _check(seconds_left)
            service.change(kept.set.token, replace(new, time_zone=kept.time_zone or new.time_zone))
        except RemindersUnavailable as unavailable:
            log.warning("a reminder keeps its old words: %s", unavailable.fault)
            return


def _kept(token: str, new: NewReminder) -> KeptReminder:
    return KeptReminder(SetReminder(token, new.reminder), new.text, new.time_zone)


def _changing(old: KeptReminder, new: NewReminder, service: ReminderService) -> Step:
    def step(there: tuple[KeptReminder, ...]) -> tuple[KeptReminder, ...]:
        service.change(old.set.token, new)
        return tuple(_kept(old.set.token, new) if each == old else each for each in there)

    return step


def _creating(new: NewReminder, service: ReminderService) -> Step:
    return lambda there: (*there, _kept(service.create(new), new))


def _cancelling(old: KeptReminder, service: ReminderService) -> Step:
    def step(there: tuple[KeptReminder, ...]) -> tuple[KeptReminder, ...]:
        service.cancel(old.set.token)
        return tuple(each for each in there if each != old)

    return step


def _check(seconds_left: Callable[[], float]) -> None:
    if seconds_left() <= 0:
        raise RemindersUnavailable(ReminderFault.UNREACHABLE)
