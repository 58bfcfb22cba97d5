"""
Reminders by voice: look, say exactly what, when and how often, and set it after a yes.

What is set is asked of Alexa each time before it is spoken of, since people delete reminders in her
app. So most answers are given once she has told (``ReminderOrder``).
"""

from collections.abc import Callable
from dataclasses import replace

from skill.coaching.commands import CancelReminders, Consent, Permitted, Remind
from skill.coaching.context import Context
from skill.coaching.dialogue import Hint, Question
from skill.coaching.reminder_plan import planned, without
from skill.coaching.reminder_words import fault_words, moment_words, plan_words
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


def remind(context: Context, wish: Remind) -> Reply:
    """Ask whether to set what a wish means, once it is known what is set already."""

    def ask(found: Context, known: tuple[Reminder, ...]) -> Reply:
        return _ask(found, planned(wish, known, found.at_the_wall, is_proposed=False), known)

    # Whoever asks for one need not be told that there are any.
    told = context.with_profile(context.profile.with_told(Hint.REMINDERS))
    return _looked(told, ask, needs_permission=False)


def other(context: Context, wish: Remind | CancelReminders) -> Reply:
    """Ask about what was just proposed once more, with another time, or on other days."""
    proposed, known = context.dialogue.reminders, _known(context)
    if isinstance(wish, CancelReminders):
        changed = without(wish, proposed)
    else:
        changed = planned(wish, proposed, context.at_the_wall, is_proposed=True)
    return _ask(context, changed, known) if changed else nothing_set(context)


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

    def answer(found: Context, known: tuple[Reminder, ...]) -> Reply:
        left = without(wish, known)
        if not known:
            return found.confirm(message("reminder-nothing-set"))
        if left == known:
            return found.confirm(_set_is(found, known))
        if not set(left) <= set(known):
            return _ask(found, left, known)
        gone = tuple(each for each in known if each not in left)
        return _set(
            found, left, message("reminder-cancelled", plan=plan_words(found.at_the_wall, gone))
        )

    return _looked(context, answer)


def next_reminder(context: Context) -> Reply:
    """Say when the next reminder is, and which are set."""

    def answer(found: Context, known: tuple[Reminder, ...]) -> Reply:
        coming = next_of(known, found.at_the_wall)
        if coming is None:
            # The session stays open: it says what can be said next.
            return found.confirm(message("reminder-nothing-set"))
        words = [message("reminder-next", coming=moment_words(found.at_the_wall, coming))]
        if len(known) > 1 or not known[0].is_once:
            words.append(_set_is(found, known))
        return found.answer(*words)

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


def _looked(
    context: Context,
    answer: Callable[[Context, tuple[Reminder, ...]], Reply],
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
            return answer(context, ())
        if outcome.there is None:
            return context.confirm(fault_words(outcome.fault))
        found = _keeping(context, outcome)
        return answer(found, _known(found))

    return Reply(context.state, order=ReminderOrder(then, context.at_the_wall))


def _ask(context: Context, wanted: tuple[Reminder, ...], known: tuple[Reminder, ...]) -> Reply:
    """Say what is to be set, and ask whether it is."""
    if wanted == known:
        return context.confirm(_set_is(context, known))
    if _has_past(context, wanted):
        return context.confirm(message("reminder-past"))
    if len(wanted) > MOST_REMINDERS:
        return context.confirm(message("reminder-too-many", n=MOST_REMINDERS))
    asking = context.with_dialogue(replace(context.dialogue, reminders=wanted))
    key = "reminder-ask" if set(known) <= set(wanted) else "reminder-ask-instead"
    words = message(key, plan=plan_words(context.at_the_wall, wanted))
    return asking.listen(words, question=Question.REMINDERS)


def _set(
    context: Context, wanted: tuple[Reminder, ...], *done: Message, is_permitted: bool = False
) -> Reply:
    """
    Return the order to set what is wanted, and to say what came of it.

    Args:
        context: the person's.
        wanted: all that there should be.
        done: what is said afterwards; what is set, if nothing else.
        is_permitted: whether Alexa has asked for the permission already: she is not asked twice.
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
            return found.confirm(
                *done or (message("reminder-done", plan=plan_words(found.at_the_wall, wanted)),)
            )
        words = [fault_words(outcome.fault)]
        if outcome.there is not None and known:
            # Part of it may have been done.
            words.append(_set_is(found, known))
        return found.confirm(*words)

    return _order(context, wanted, then)


def _has_past(context: Context, wanted: tuple[Reminder, ...]) -> bool:
    """Return whether one of some reminders would never ring."""
    return any(each.next_after(context.at_the_wall) is None for each in wanted)


def _order(
    context: Context, wanted: tuple[Reminder, ...], then: Callable[[ReminderOutcome], Reply]
) -> Reply:
    days = set()
    told = []
    for each in wanted:
        # The first of a day is for all the exercises, those after it for the rounds.
        key = "reminder-text-round" if each.days in days else "reminder-text"
        days.add(each.days)
        told.append((each, message(key)))
    zone = context.profile.time_zone if context.profile.time_zone_at_ms else None
    order = ReminderOrder(then, context.at_the_wall, tuple(told), zone)
    return Reply(context.state, order=order)


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
