"""Launching and starting: the first words of a session."""

from dataclasses import replace
from datetime import timedelta

from skill.coaching.cards import first_card, first_plan_card, plan_card
from skill.coaching.commands import Plain, Start
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Dialogue, Hint, Question
from skill.coaching.preferences import with_choice
from skill.coaching.reply import Elsewhere, Reply
from skill.progress.days import BACK_AFTER, local_day
from skill.progress.place import Place, Status
from skill.progress.summary import days_stretched
from skill.routine.delivery import After, Entry
from skill.routine.exercises import EXERCISES, IN_ROUNDS, LEAST, Position, RoutineName
from skill.routine.message import MOST_NAMES, Message, message, names
from skill.routine.plan import (
    UNITS,
    Pick,
    exercises_of,
    finished_exercises,
    make_plan,
    picks_of_routine,
    picks_of_unit,
    place_of,
    units_of,
)
from skill.routine.time_budget import asks_first, estimate_seconds, fill, in_minutes
from skill.routine.transitions import place_message, subject

RESUME_WITHIN_MS = 2 * 60 * 60 * 1000
"""A relaunch within this time carries on in the middle of an exercise. Our choice."""

SHORTEST_MINUTES = 2
"""A person with fewer minutes is offered the shortest routine there is. Our choice."""

FOOT_AGAIN_AFTER = timedelta(days=7)
"""A person who did not say which foot is sore is asked again after this. Our choice."""


def launch(context: Context) -> Reply:
    """Answer the bare opening of the skill: start at once, unless something is open."""
    if not context.knows(Hint.DISCLAIMER):
        return _first_visit(context)
    if context.state.elsewhere is not None and context.turn.new_session:
        return _offer_to_move(context, context.state.elsewhere)
    place = _place_to_offer(context)
    if place is not None:
        return _offer_place(context, place)
    if _is_foot_due(context):
        return _ask_foot_again(context)
    return _start_day(context)


def start(context: Context, command: Start) -> Answer:
    """
    Start a routine, an exercise or what fits in some minutes.

    A bare "start" means "ready" while something is open, and a launch otherwise.
    """
    if command.is_bare and context.status is not Status.IDLE:
        return Plain.READY
    if command.foot is not None:
        context = context.with_settings(replace(context.settings, foot=command.foot))
    if command.ambiguous:
        return context.listen(message("ask-which-lift"), question=Question.WHICH_LIFT)
    if command.minutes is not None:
        return _start_minutes(context, command.minutes)
    if command.no_floor:
        upright = (each for each in context.full_routine if not _is_on_floor(each))
        return begin(context, tuple(upright))
    if command.routine is not None:
        gentle = (message("gentle-start"),) if command.routine in LEAST else ()
        picks = picks_of_routine(command.routine, context.settings)
        return begin(context, picks, *gentle, named=len(picks) == 1)
    if command.exercise is not None:
        return begin(context, picks_of_unit(command.exercise), named=True)
    return launch(context)


def start_gently(context: Context) -> Reply:
    """Begin a gentle start: one set this week. What runs goes on with the fewer sets."""
    gently = context.profile.starting_gently(context.today)
    if context.is_running:
        begun = context.with_profile(replace(gently, settings=context.settings))
        return with_choice(begun, gently.settings, message("starting-gently"))
    begun = context.with_profile(gently)
    picks = left_today(begun) or begun.full_routine
    return begin(begun, picks, message("starting-gently"))


def start_today(context: Context) -> Reply:
    """Start what is left of the day's full routine; where nothing is, tell so."""
    left = left_today(context)
    return begin(context, left, overview=False) if left else _start_day(context)


def start_named(context: Context, routine: RoutineName) -> Reply:
    """Start a routine that was named in answer to the question which one."""
    picks = picks_of_routine(routine, context.settings)
    if routine is RoutineName.FULL:
        picks = left_today(context) or picks
    return begin(context, picks, overview=False)


def fresh_start(context: Context) -> Reply:
    """Start the full routine anew and drop any unfinished one."""
    return begin(context, context.full_routine)


def begin(
    context: Context,
    picks: tuple[Pick, ...],
    *before: Message,
    named: bool = False,
    overview: bool = True,
) -> Reply:
    """
    Start a routine with its first instruction; the place in another one is shelved.

    Args:
        context: the person, and the place in another routine.
        picks: what is started, without what was left out today.
        before: what is said first.
        named: whether the exercise itself was asked for: then it is started in any case.
        overview: whether to say how many exercises there are, and how long they take.
    """
    due = picks if named else context.still_due(picks)
    if due != picks:
        before = (_left_out_today(context, picks), *before)
    if not due:
        return context.confirm(*before)
    grown = context.profile.growing(context.today)
    if grown is not context.profile:
        # A week of the gentle start begins with the first exercise in it, and is told there.
        before = (*before, message("more-sets", is_all="no" if grown.gentle_since else "yes"))
        context = context.with_profile(grown)
    return _begin(context, due, *before, named=named, overview=overview)


def _begin(
    context: Context, picks: tuple[Pick, ...], *before: Message, named: bool, overview: bool
) -> Reply:
    # Pain in an exercise is remembered: a second time is a second time, wherever it was begun.
    dialogue = Dialogue(stopped_for_pain=context.dialogue.stopped_for_pain)
    begun = context.with_place(_fresh_place(context, picks)).with_dialogue(dialogue)
    delivery = begun.delivery()
    ask = asks_first(begun.plan, delivery, named=named)
    words = list(before)
    exercises = len(exercises_of(begun.plan))
    minutes = in_minutes(estimate_seconds(picks, delivery))
    if overview and exercises > 1:
        key = "overview-today" if before else "overview"
        words.append(message(key, exercises=exercises, minutes=minutes))
    if context.knows(Hint.DISCLAIMER):
        reply = begun.play(0, Entry.INTRO, *words, ask=ask)
        return replace(reply, card=plan_card(begun.plan, minutes))
    telling = begun.telling(Hint.DISCLAIMER)
    reply = telling.play(0, Entry.INTRO, message("disclaimer"), *words, ask=ask)
    return replace(reply, card=first_plan_card(begun.plan, minutes))


def ask_routine(context: Context) -> Reply:
    """Ask for the whole routine or the short one, with the minutes of both."""
    delivery = context.delivery()
    full, short = (
        in_minutes(estimate_seconds(picks_of_routine(routine, context.settings), delivery))
        for routine in (RoutineName.FULL, RoutineName.SHORT)
    )
    words = message("ask-routine", foot=context.settings.foot, full=full, short=short)
    return context.listen(words, question=Question.ROUTINE)


def ask_from_the_top(context: Context) -> Reply:
    """Ask whether to start the routine anew, after a no to going on."""
    return context.listen(message("ask-from-the-top"), question=Question.FROM_THE_TOP)


def _start_day(context: Context) -> Reply:
    """Start the day's routine; what is done already is told, and what is left is offered."""
    summary = context.summary
    if not summary.has_all:
        left = left_today(context)
        if left == context.full_routine:
            opening = _first_words(context)
            # A greeting is enough for whoever knows the routine.
            is_new = bool(context.profile.unfamiliar(context.today))
            overview = is_new or not any(each.key == "greeting" for each in opening)
            return begin(context, left, *opening, overview=overview)
        due = context.still_due(left)
        if not due:
            return context.confirm(_left_out_today(context, left))
        return _offer_left(context, due)
    rounds, wanted = summary.rounds, summary.rounds_per_day
    if not summary.rounds_left:
        return context.confirm(message("all-done", all="yes", rounds=rounds, rounds_per_day=wanted))
    if IN_ROUNDS in context.left_out:
        return context.confirm(_left_out_today(context, (Pick(IN_ROUNDS),)))
    words = message("all-done-but-rounds", all="no", rounds=rounds, rounds_per_day=wanted)
    return context.offer(words, (Pick(IN_ROUNDS),))


def left_today(context: Context) -> tuple[Pick, ...]:
    """Return what of the full routine has not been done today, by whatever way."""
    return context.undone(context.full_routine)


def _offer_left(context: Context, left: tuple[Pick, ...]) -> Reply:
    """Say what is done today, and ask whether to do the others."""
    minutes = in_minutes(estimate_seconds(left, context.delivery()))
    units = [pick.part or pick.exercise for pick in left]
    is_part = any(pick.part for pick in left)
    words = message(
        "offer-left",
        exercises=names(context.summary.done, article=True),
        left=0 if is_part and len(left) > 1 else len(left),
        exercise=units[0],
        minutes=minutes,
    )
    return context.offer(words, left)


def _start_minutes(context: Context, minutes: int) -> Reply:
    fitting = fill(minutes, context.delivery())
    picks = context.still_due(fitting)
    if not picks:
        return context.confirm(_left_out_today(context, fitting))
    if minutes < SHORTEST_MINUTES:
        return context.offer(message("ask-shortest"), picks)
    return begin(context, picks, _filled_message(context, picks), overview=False)


def _filled_message(context: Context, picks: tuple[Pick, ...]) -> Message:
    """Return in one sentence what is in, and how long it takes."""
    units = units_of(make_plan(picks, context.settings))
    missing = [unit for unit in UNITS if unit not in units]
    # A few are named, many are told by what is left out of them.
    is_most = len(missing) < MOST_NAMES < len(picks)
    taken = names(pick.part or pick.exercise for pick in picks)
    cut = next((pick for pick in picks if pick.sets), None)
    return message(
        "fill",
        minutes=in_minutes(estimate_seconds(picks, context.delivery())),
        exercises=taken if missing else (message("name-all"),),
        but=names(missing, article=True) if missing and is_most else None,
        cut=(cut.part or cut.exercise) if cut else None,
        sets=cut.sets if cut else 0,
    )


def _first_visit(context: Context) -> Reply:
    visit = context.with_place(Place()).with_dialogue(Dialogue())
    telling = visit.telling(Hint.DISCLAIMER, Hint.FOOT_QUESTION)
    words = message("welcome"), message("disclaimer"), message("ask-foot")
    reply = telling.listen(*words, question=Question.FOOT)
    return replace(reply, card=first_card())


def _is_foot_due(context: Context) -> bool:
    """Return whether to ask for the sore foot again: once a week, on a day that has work left."""
    if context.settings.foot or context.summary.has_all:
        return False
    asked_on = context.profile.foot_asked_on
    if asked_on is None:
        # A profile without practice may be one that could not be read.
        return bool(context.profile.practice)
    return context.today - asked_on >= FOOT_AGAIN_AFTER


def _ask_foot_again(context: Context) -> Reply:
    """Ask for the sore foot; where this is asked, no place is left to lose."""
    place = Place(noted=context.place.noted)
    words = *_welcome_back(context), message("ask-foot")
    asked = context.with_place(place).with_dialogue(Dialogue()).telling(Hint.FOOT_QUESTION)
    return asked.listen(*words, question=Question.FOOT)


def _first_words(context: Context) -> tuple[Message, ...]:
    """Return the welcome, or on the first visit of a day without one the greeting."""
    words = _welcome_back(context)
    is_first = context.turn.new_session and not _is_today(context, context.place)
    return words or ((context.greeting,) if is_first else ())


def _welcome_back(context: Context) -> tuple[Message, ...]:
    """Return the welcome after a long time, or what is said of another day's open routine."""
    practised = [each.last_day for each in context.profile.practice.values()]
    days = [*days_stretched(context.state.days), *(day for day in practised if day)]
    if context.turn.new_session and days and context.today - max(days) > BACK_AFTER:
        return (message("welcome-back"),)
    return _kept(context)


def _kept(context: Context) -> tuple[Message, ...]:
    """Return the reassurance, once, that another day's unfinished routine is kept."""
    old = context.place
    if not old.is_unfinished or _is_today(context, old):
        return ()
    done = len(finished_exercises(context.plan, old.done))
    if not done:
        return ()
    day = local_day(old.touched_at_ms, context.profile.time_zone)
    when = "yesterday" if context.today - day == timedelta(days=1) else "earlier"
    exercises = len(exercises_of(context.plan))
    return (message("kept", when=when, done=done, exercises=exercises),)


def _fresh_place(context: Context, picks: tuple[Pick, ...]) -> Place:
    """Return the start of a routine; it remembers the one that it interrupts today."""
    old = context.place
    shelved = None
    if _is_today(context, old):
        has_done = old.is_unfinished and bool(old.done)
        # What can be taken back stays with the present place alone, or it could be twice.
        shelved = replace(old, shelved=None, noted=()) if has_done else old.shelved
    first = make_plan(picks, context.settings)[0]
    doses = {str(unit): n for unit, n in context.log_of(context.today).all_doses().items()}
    return Place(picks, first.id, Status.WAIT, noted=old.noted, before=doses, shelved=shelved)


def _place_to_offer(context: Context) -> Place | None:
    """Return the unfinished place of today that is worth going back to, as it was left."""
    for place in (context.place, context.place.shelved):
        if place is None or not place.is_unfinished or not _is_today(context, place):
            continue
        left = context.with_place(place).without_done().place
        is_wanted = _is_recent(context, place) or bool(left.done)
        if is_wanted and _past_left_out(context, left).is_unfinished:
            return replace(left, noted=context.place.noted)
    return None


def _past_left_out(context: Context, place: Place) -> Place:
    """Return a place without the exercises that were left out today."""
    due = context.still_due(place.picks)
    if due == place.picks:
        return place
    plan = make_plan(place.picks, context.settings)
    ahead = plan[place_of(plan, place.at) :] if place.at else ()
    at = next((step.id for step in ahead if step.exercise not in context.left_out), None)
    # Where the exercise itself was left out, the next one has to be introduced.
    after = place.after if at == place.at else After.NEXT
    return replace(place, picks=due, at=at, after=after)


def _offer_place(context: Context, kept: Place) -> Reply:
    place = _past_left_out(context, kept)
    left_out = tuple(pick for pick in kept.picks if pick not in place.picks)
    before = (_left_out_today(context, left_out),) if left_out else ()
    context = context.with_place(replace(place, status=Status.IDLE))
    whole = finished_exercises(context.plan, context.place.done)
    if before and context.is_before_exercise:
        words = message("ask-next-exercise", exercise=subject(context.plan, context.index))
        return context.listen(*before, words, question=Question.RESUME)
    if _is_recent(context, context.place) or not whole:
        words = place_message("ask-resume", context.plan, context.index)
        return context.listen(*before, words, question=Question.RESUME)
    left = len(exercises_of(context.plan)) - len(whole)
    words = message("ask-rest-of-day", exercises=names(whole, article=True), left=left)
    return context.listen(*before, words, question=Question.REST_OF_DAY)


def _offer_to_move(context: Context, there: Elsewhere) -> Reply:
    """Ask whether what another device is playing goes on here."""
    at = context.with_place(there.place)
    words = place_message("ask-carry-on-here", at.plan, at.index)
    return context.listen(words, question=Question.CARRY_ON_HERE)


def _left_out_today(context: Context, picks: tuple[Pick, ...]) -> Message:
    """Return which of some exercises are left out today."""
    left_out = (pick.exercise for pick in picks if pick.exercise in context.left_out)
    return message("left-out-today", exercises=names(left_out))


def _is_recent(context: Context, place: Place) -> bool:
    return context.turn.now_ms - place.touched_at_ms <= RESUME_WITHIN_MS


def _is_on_floor(pick: Pick) -> bool:
    return EXERCISES[pick.exercise].position is Position.FLOOR


def _is_today(context: Context, place: Place) -> bool:
    return local_day(place.touched_at_ms, context.profile.time_zone) == context.today
