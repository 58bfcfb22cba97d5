"""
Reminders by voice: look, say exactly what, when and how often, and set it after a yes.

What is set is asked of Alexa each time before it is spoken of, since people delete reminders in her
app. So most answers are given once she has told (``ReminderOrder``).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from skill.coaching.commands import CancelReminders, Consent, Permitted, Remind
from skill.coaching.context import Context
from skill.coaching.dialogue import Hint, Question
from skill.coaching.reminder_plan import corrected, keeps_all, planned, without
from skill.coaching.reminder_words import day_words, fault_words, moment_words, plan_words
from skill.coaching.reply import ReminderOrder, Reply
from skill.progress.reminders import (
    MOST_REMINDERS,
    Reminder,
    ReminderFault,
    ReminderOutcome,
    in_order,
    next_of,
    still_to_ring,
)
from skill.routine.message import Message, message

DONE = "reminder-done"
"""What is said once reminders are set."""

ASK_HERE = "reminder-ask-here"
"""The question of reminders that ring by the clocks of another time zone."""


def remind(context: Context, wish: Remind) -> Reply:
    """Ask whether to set what a wish means, once it is known what is set already."""

    def ask(found: Context, known: tuple[Reminder, ...], *, is_elsewhere: bool) -> Reply:
        wanted = planned(wish, known, found.at_the_wall, is_proposed=False)
        return _ask(found, wanted, known, is_elsewhere=is_elsewhere)

    # Whoever asks for one need not be told that there are any.
    told = context.with_profile(context.profile.with_told(Hint.REMINDERS))
    return _looked(told, ask, needs_permission=False)


def other(context: Context, wish: Remind | CancelReminders) -> Reply:
    """Ask about what was just proposed once more, with another time, or on other days."""
    proposed, known = context.dialogue.reminders, _known(context)
    if isinstance(wish, CancelReminders):
        changed = without(wish, proposed)
    else:
        changed = corrected(wish, proposed, known, context.at_the_wall)
    if not changed:
        return nothing_set(context)
    return _ask(context, changed, known, is_elsewhere=_is_asked_here(context))


def set_proposed(context: Context) -> Reply:
    """Set what was proposed."""
    return _set(context, context.dialogue.reminders)


def nothing_set(context: Context) -> Reply:
    """Leave everything as it is."""
    known = _known(context)
    key = "reminder-unchanged" if known else "reminder-none"
    return context.confirm(message(key))


def cancel(context: Context, wish: CancelReminders) -> Reply:
    """Cancel reminders; where some days of one are left, ask first, as that changes it."""

    def answer(found: Context, known: tuple[Reminder, ...], *, is_elsewhere: bool) -> Reply:
        left = without(wish, known)
        if not known:
            return found.confirm(message("reminder-nothing-set"))
        if left == known or not set(left) <= set(known):
            return _ask(found, left, known, is_elsewhere=is_elsewhere)
        return _cancel(found, left, tuple(each for each in known if each not in left))

    return _looked(context, answer)


def take_back(context: Context) -> Reply:
    """Cancel what was set just now; what it may have taken the place of is not set again."""
    new = context.dialogue.reminders

    def answer(found: Context, known: tuple[Reminder, ...], *, is_elsewhere: bool) -> Reply:
        if not known:
            return found.confirm(message("reminder-nothing-set"))
        left = tuple(each for each in known if each not in new)
        if left == known:
            return _ask(found, known, known, is_elsewhere=is_elsewhere)
        return _cancel(found, left, tuple(each for each in known if each in new))

    return _looked(context, answer)


def next_reminder(context: Context) -> Reply:
    """Say when the next reminder is, and which are set."""

    def answer(found: Context, known: tuple[Reminder, ...], *, is_elsewhere: bool) -> Reply:
        coming = next_of(known, found.at_the_wall)
        if coming is None:
            # The session stays open: it says what can be said next.
            return found.confirm(message("reminder-nothing-set"))
        if is_elsewhere:
            return _ask(found, known, known, is_elsewhere=True)
        if len(known) == 1:
            plan, day = plan_words(found.at_the_wall, known), day_words(found.at_the_wall, coming)
            # One that rings once, or begins, says on which day.
            key = "reminder-set-is" if known[0].first_day == coming.date() else "reminder-only"
            return found.answer(message(key, plan=plan, day=day))
        coming_words = moment_words(found.at_the_wall, coming)
        return found.answer(message("reminder-next", coming=coming_words), _set_is(found, known))

    return _looked(context, answer)


def permitted(context: Context, said: Permitted) -> Reply:
    """Set what was agreed to, now that Alexa has asked whether the skill may."""
    match said.consent:
        case Consent.ACCEPTED if not said.wanted:
            return context.confirm(message("reminder-nothing-set"))
        case Consent.ACCEPTED:
            return _set(context, said.wanted, is_permitted=True)
        case Consent.DENIED:
            return context.confirm(message("reminder-denied"))
        case Consent.NOT_ANSWERED | Consent.NOT_ASKED:
            return _in_the_app(context)


def with_none(context: Context, then: Callable[[ReminderOutcome], Reply]) -> Reply:
    """Return the order to cancel all reminders, and to answer after that."""
    return _order(context, (), then)


# --- looking, and setting ---


class _Answer(Protocol):
    """Returns the answer to what is set."""

    def __call__(
        self, found: Context, known: tuple[Reminder, ...], *, is_elsewhere: bool
    ) -> Reply: ...


def _looked(
    context: Context,
    answer: _Answer,
    *,
    needs_permission: bool = True,
) -> Reply:
    """
    Return the order to look what is set, and to answer with it.

    Args:
        context: the person's.
        answer: returns the answer to what is set.
        needs_permission: whether there is no answer without it, if there were reminders: what has
            become of them is not known. Otherwise the permission is asked for later.
    """

    def then(outcome: ReminderOutcome) -> Reply:
        is_open = not (needs_permission and context.profile.reminders)
        if outcome.fault is ReminderFault.NOT_ALLOWED and is_open:
            return answer(context, (), is_elsewhere=False)
        if outcome.there is None:
            return context.confirm(fault_words(outcome.fault))
        found = _keeping(context, outcome)
        return answer(found, _known(found), is_elsewhere=outcome.is_elsewhere)

    order = ReminderOrder(then, context.at_the_wall, time_zone=_zone(context))
    return Reply(context.state, order=order)


def _ask(
    context: Context,
    wanted: tuple[Reminder, ...],
    known: tuple[Reminder, ...],
    *,
    is_elsewhere: bool,
) -> Reply:
    """
    Say what is to be set, and ask whether it is.

    Args:
        context: the person's.
        wanted: all that there should be.
        known: what is set.
        is_elsewhere: whether that rings by the clocks of another time zone: the same times have to
            be set once more, then.
    """
    if wanted == known and not is_elsewhere:
        return context.confirm(_set_is(context, known))
    if _has_past(context, wanted):
        return context.confirm(message("reminder-past"))
    if len(wanted) > MOST_REMINDERS:
        return context.confirm(message("reminder-too-many", n=MOST_REMINDERS))
    asking = context.with_dialogue(replace(context.dialogue, reminders=wanted))
    plan = plan_words(context.at_the_wall, wanted)
    if is_elsewhere:
        why = () if _is_asked_here(context) else (message("reminder-elsewhere"),)
        return asking.listen(*why, message(ASK_HERE, plan=plan), question=Question.REMINDERS)
    key = "reminder-ask" if keeps_all(known, wanted) else "reminder-ask-instead"
    return asking.listen(message(key, plan=plan), question=Question.REMINDERS)


def _is_asked_here(context: Context) -> bool:
    """Return whether it was asked before that reminders are to ring by the clocks of here."""
    asked = context.dialogue.last
    return bool(asked) and asked[-1].key == ASK_HERE


def _cancel(context: Context, left: tuple[Reminder, ...], gone: tuple[Reminder, ...]) -> Reply:
    """Return the order to cancel some reminders, and to say which."""
    cancelled = message("reminder-cancelled", plan=plan_words(context.at_the_wall, gone))
    # Nobody has agreed to move the others to another time zone.
    return _set(context, left, cancelled, moves_zone=False)


def _set(
    context: Context,
    wanted: tuple[Reminder, ...],
    *done: Message,
    is_permitted: bool = False,
    moves_zone: bool = True,
) -> Reply:
    """
    Return the order to set what is wanted, and to say what came of it.

    Args:
        context: the person's.
        wanted: all that there should be.
        done: what is said afterwards; what is set, if nothing else.
        is_permitted: whether Alexa has asked for the permission already: she is not asked twice.
        moves_zone: whether those that ring by the clocks of another zone are moved to this one.
    """
    if _has_past(context, wanted):
        # Its time has come while it was asked about: Alexa would refuse it.
        return context.confirm(message("reminder-past"))

    def then(outcome: ReminderOutcome) -> Reply:
        found = _keeping(context, outcome)
        known = _known(found)
        if outcome.fault is ReminderFault.NOT_ALLOWED and wanted:
            if is_permitted:
                return _in_the_app(found)
            # Without words, and everything stays where it is: Alexa speaks next.
            silent = found.reply((), found.place, found.moved_on)
            return replace(silent, asks_to_remind=wanted)
        if outcome.fault is None:
            before = _known(context)
            new = tuple(each for each in wanted if each not in before)
            found = found.with_dialogue(replace(found.dialogue, reminders=new))
            return found.confirm(
                *done or (message(DONE, plan=plan_words(found.at_the_wall, wanted)),)
            )
        words = [fault_words(outcome.fault)]
        if outcome.there is not None and known and not outcome.is_elsewhere:
            # Part of it may have been done.
            words.append(_set_is(found, known))
        return found.confirm(*words)

    return _order(context, wanted, then, moves_zone=moves_zone)


def _has_past(context: Context, wanted: tuple[Reminder, ...]) -> bool:
    """Return whether one of some reminders would never ring."""
    return any(each.next_after(context.at_the_wall) is None for each in wanted)


def _order(
    context: Context,
    wanted: tuple[Reminder, ...],
    then: Callable[[ReminderOutcome], Reply],
    *,
    moves_zone: bool = True,
) -> Reply:
    days = set()
    told = []
    for each in wanted:
        # The first of a day is for all the exercises, those after it for the rounds.
        key = "reminder-text-round" if each.days in days else "reminder-text"
        days.add(each.days)
        told.append((each, message(key)))
    order = ReminderOrder(then, context.at_the_wall, tuple(told), _zone(context), moves_zone)
    return Reply(context.state, order=order)


def _zone(context: Context) -> str | None:
    """Return the name of the person's time zone, if Alexa has told it."""
    return context.profile.time_zone if context.profile.time_zone_at_ms else None


def _keeping(context: Context, outcome: ReminderOutcome) -> Context:
    """Return the context that knows what is set now."""
    if outcome.there is None:
        return context
    there = still_to_ring(outcome.there, context.at_the_wall)[:MOST_REMINDERS]
    return context.with_profile(replace(context.profile, reminders=there))


def _known(context: Context) -> tuple[Reminder, ...]:
    return in_order(each.reminder for each in context.profile.reminders)


def _set_is(context: Context, known: tuple[Reminder, ...]) -> Message:
    return message("reminder-set-is", plan=plan_words(context.at_the_wall, known))


def _in_the_app(context: Context) -> Reply:
    return replace(context.confirm(message("reminder-card")), shows_permission=True)
