"""Launching and starting: the first words of a session."""

from dataclasses import replace
from datetime import timedelta

from skill.coaching.cards import first_card
from skill.coaching.commands import Start
from skill.coaching.context import Context
from skill.coaching.reply import Reply
from skill.coaching.session import Question, Session, Status
from skill.progress.days import local_day
from skill.progress.profile import Profile
from skill.progress.summary import days_stretched, summarise
from skill.routine.exercises import EXERCISES, IN_ROUNDS, ExerciseId, Position, RoutineName
from skill.routine.message import Message, message, names
from skill.routine.plan import (
    Pick,
    exercise_range,
    exercises_of,
    finished_exercises,
    make_plan,
    picks_of_routine,
    picks_of_unit,
)
from skill.routine.segments import Entry
from skill.routine.time_budget import estimate_seconds, fill, in_minutes
from skill.routine.transitions import subject

RESUME_WITHIN_MS = 2 * 60 * 60 * 1000
"""A relaunch within this time carries on in the middle of an exercise. Ours."""

SHORTEST_MINUTES = 2
"""Whoever has less is offered the shortest there is. Ours."""

BACK_AFTER = timedelta(days=14)
"""Whoever was away longer is welcomed back. Ours."""

FOOT_AGAIN_AFTER = timedelta(days=7)
"""Whoever did not say which foot is sore is asked again after this. Ours."""


def launch(context: Context) -> Reply:
    """Answer the bare opening of the skill: start at once, unless something is open."""
    if not _knows_disclaimer(context):
        return _first_visit(context)
    place = _place_to_offer(context)
    if place is not None:
        return _offer_place(context.changed(session=place))
    if _is_foot_due(context):
        return _ask_foot_again(context)
    return start_full(context)


def start(context: Context, command: Start) -> Reply:
    """Answer a start that names a routine, an exercise or minutes; a bare one is a launch."""
    context = _with_foot(context, command)
    if command.ambiguous:
        return context.listen(message("ask-which-lift"), question=Question.WHICH_LIFT)
    if command.is_bare:
        return launch(context)
    if command.minutes is not None:
        return _start_minutes(context, command.minutes)
    if command.no_floor:
        full = picks_of_routine(RoutineName.FULL, context.profile.settings)
        return begin(context, tuple(each for each in full if not _is_on_floor(each)))
    if command.routine is not None:
        return begin(context, picks_of_routine(command.routine, context.profile.settings))
    return begin(context, picks_of_unit(command.exercise or ExerciseId.CALF))


def start_full(context: Context) -> Reply:
    """Start the day's routine; when it is done already, say so and offer the round that is due."""
    summary = summarise(context.log, context.profile.settings)
    if not summary.has_all:
        full = picks_of_routine(RoutineName.FULL, context.profile.settings)
        return begin(context, full, *_returning(context))
    rounds, wanted = summary.rounds, summary.rounds_per_day
    if rounds >= wanted:
        return context.confirm(everything_message(rounds, wanted))
    words = message("all-done-but-rounds", all="no", rounds=rounds, rounds_per_day=wanted)
    return offer(context, words, (Pick(IN_ROUNDS),))


def offer(context: Context, words: Message, picks: tuple[Pick, ...]) -> Reply:
    """Ask whether to start these exercises; the place in the routine is kept until the yes."""
    asked = context.changed(session=replace(context.session, offer=picks))
    return asked.listen(words, question=Question.OFFER)


def everything_message(rounds: int, rounds_per_day: int) -> Message:
    """Return the line for a day on which nothing is left."""
    return message("all-done", all="yes", rounds=rounds, rounds_per_day=rounds_per_day)


def fresh_start(context: Context) -> Reply:
    """Start the full routine anew, whatever is open."""
    return begin(context, picks_of_routine(RoutineName.FULL, context.profile.settings))


def begin(context: Context, picks: tuple[Pick, ...], *before: Message) -> Reply:
    """Start a routine with its first instruction; the place in another one is shelved."""
    begun = context.changed(session=_fresh(context, picks))
    words = [*_disclaimer(context), *before]
    delivery = begun.delivery()
    exercises = len(exercises_of(begun.plan))
    if exercises > 1:
        seconds = estimate_seconds(picks, delivery)
        key = "overview-today" if before else "overview"
        words.append(message(key, exercises=exercises, minutes=in_minutes(seconds)))
    begun = begun.changed(profile=_welcomed(begun))
    ask = delivery.explains(picks[0].exercise)
    reply = begun.play(0, Entry.INTRO, *words, ask=ask, closing=closing(begun, 0))
    return reply if _knows_disclaimer(context) else replace(reply, card=first_card())


def closing(context: Context, index: int) -> tuple[Message, ...]:
    """
    Return what is said when the plan is done, if the steps from ``index`` on are played.

    Nothing before the last exercise: what is played ends with the exercise at the latest.
    """
    is_over = index == len(context.plan)
    if not is_over and exercise_range(context.plan, index)[1] < len(context.plan):
        return ()
    ahead = {step.id for step in context.plan[index:]} | context.session.done
    complete = all(step.id in ahead for step in context.plan)
    summary = summarise(context.log, context.profile.settings)
    arch = [step.id for step in context.plan if step.exercise is IN_ROUNDS]
    new_round = bool(arch) and ahead.issuperset(arch) and not context.session.done.issuperset(arch)
    rounds = summary.rounds + new_round
    wanted = summary.rounds_per_day
    if complete and len(exercises_of(context.plan)) == len(ExerciseId):
        words = message("closing-all", rounds=rounds, rounds_per_day=wanted)
    elif new_round and context.plan[-1].exercise is IN_ROUNDS:
        words = message("closing-round", rounds=rounds, rounds_per_day=wanted)
    else:
        words = message("closing")
    return (words, message("anything-else"))


def _first_visit(context: Context) -> Reply:
    session = Session((), None, Status.IDLE, context.turn.now_ms)
    welcomed = context.changed(profile=_welcomed(context), session=session)
    profile = replace(welcomed.profile, foot_asked_on=context.today)
    words = message("welcome"), message("disclaimer"), message("first-needs"), message("ask-foot")
    reply = welcomed.changed(profile=profile).listen(*words, question=Question.FOOT)
    return replace(reply, card=first_card())


def _is_foot_due(context: Context) -> bool:
    """Tell whether to ask for the sore foot again: once a week, on a day that has work left."""
    if context.profile.settings.foot or summarise(context.log, context.profile.settings).has_all:
        return False
    asked_on = context.profile.foot_asked_on
    if asked_on is None:
        # A profile without practice may be one that could not be read.
        return bool(context.profile.practice)
    return context.today - asked_on >= FOOT_AGAIN_AFTER


def _ask_foot_again(context: Context) -> Reply:
    """Ask for the sore foot; no place is left to lose where this is asked."""
    last_entry = context.session.last_entry
    session = Session((), None, Status.IDLE, context.turn.now_ms, last_entry=last_entry)
    profile = replace(context.profile, foot_asked_on=context.today)
    words = *_returning(context), message("ask-foot")
    return context.changed(profile=profile, session=session).listen(*words, question=Question.FOOT)


def _returning(context: Context) -> tuple[Message, ...]:
    """Return the welcome after a long time, or what is said of yesterday's unfinished routine."""
    practised = [each.last_day for each in context.profile.practice.values()]
    days = [*days_stretched(context.state.days), *(day for day in practised if day)]
    if context.turn.new_session and days and context.today - max(days) > BACK_AFTER:
        return (message("welcome-back"),)
    return _kept(context)


def _knows_disclaimer(context: Context) -> bool:
    return bool(context.profile.told.get("disclaimer"))


def _disclaimer(context: Context) -> tuple[Message, ...]:
    return () if _knows_disclaimer(context) else (message("disclaimer"),)


def _welcomed(context: Context) -> Profile:
    return replace(context.profile, told={**context.profile.told, "disclaimer": 1})


def _fresh(context: Context, picks: tuple[Pick, ...]) -> Session:
    """Return a session at the start of a routine that remembers the one it interrupts today."""
    old = context.state.session
    shelved = None
    if old is not None and _is_today(context, old):
        has_done = old.is_unfinished and bool(old.done)
        shelved = replace(old, shelved=None, last=()) if has_done else old.shelved
    plan = make_plan(picks, context.profile.settings)
    return Session(picks, plan[0].id, Status.WAIT, context.turn.now_ms, shelved=shelved)


def _place_to_offer(context: Context) -> Session | None:
    """Return the unfinished session of today that is worth going back to."""
    session = context.state.session
    if session is None:
        return None
    for place in (session, session.shelved):
        if place is None or not place.is_unfinished or not _is_today(context, place):
            continue
        recent = context.turn.now_ms - place.touched_at_ms <= RESUME_WITHIN_MS
        if recent or place.done:
            return replace(place, status=Status.IDLE, question=None)
    return None


def _offer_place(context: Context) -> Reply:
    recent = context.turn.now_ms - context.session.touched_at_ms <= RESUME_WITHIN_MS
    whole = finished_exercises(context.plan, context.session.done)
    if recent or not whole:
        return context.listen(place_message(context, "ask-resume"), question=Question.RESUME)
    left = len(exercises_of(context.plan)) - len(whole)
    words = message("ask-rest-of-day", exercises=names(whole, article=True), left=left)
    return context.listen(words, question=Question.REST_OF_DAY)


def place_message(context: Context, key: str) -> Message:
    """Return a message that names the step that comes next."""
    step = context.step
    return message(
        key,
        exercise=subject(context.plan, context.index),
        n=step.number,
        sets=step.numbers,
        side=step.side if step.sides > 1 else None,
    )


def _kept(context: Context) -> tuple[Message, ...]:
    """Return the reassurance, once, that another day's unfinished routine is kept."""
    old = context.state.session
    if old is None or not old.is_unfinished or _is_today(context, old):
        return ()
    plan = make_plan(old.picks, context.profile.settings)
    done = len(finished_exercises(plan, old.done))
    if not done:
        return ()
    day = local_day(old.touched_at_ms, context.profile.time_zone)
    when = "yesterday" if context.today - day == timedelta(days=1) else "earlier"
    return (message("kept", when=when, done=done, exercises=len(exercises_of(plan))),)


def _with_foot(context: Context, command: Start) -> Context:
    if command.foot is None:
        return context
    settings = replace(context.profile.settings, foot=command.foot)
    return context.changed(profile=replace(context.profile, settings=settings))


def _start_minutes(context: Context, minutes: int) -> Reply:
    settings = context.profile.settings
    picks = fill(minutes, context.delivery())
    if minutes < SHORTEST_MINUTES:
        return offer(context, message("ask-shortest"), picks)
    taken = names(each.part or each.exercise for each in picks)
    whole = picks == picks_of_routine(RoutineName.FULL, settings)
    left_out = () if whole else (message("fill-left-out"),)
    return begin(context, picks, message("fill", exercises=taken), *left_out)


def _is_on_floor(pick: Pick) -> bool:
    return EXERCISES[pick.exercise].position is Position.FLOOR


def _is_today(context: Context, session: Session) -> bool:
    return local_day(session.touched_at_ms, context.profile.time_zone) == context.today
