"""Launching and starting: the first words of a session."""

from dataclasses import replace
from datetime import timedelta

from skill.coaching.cards import first_card
from skill.coaching.commands import Start
from skill.coaching.reply import Reply
from skill.coaching.scene import Scene
from skill.coaching.session import Question, Session, Status
from skill.progress.days import local_day
from skill.progress.profile import Profile
from skill.progress.summary import days_stretched, summarise
from skill.routine.catalogue import CATALOGUE, ExerciseId, Part, Position, RoutineName
from skill.routine.fill import estimate_seconds, fill
from skill.routine.message import Message, message
from skill.routine.plan import (
    Pick,
    Unit,
    exercise_range,
    exercises_of,
    finished_exercises,
    make_plan,
    picks_for,
)
from skill.routine.segments import Entry
from skill.routine.transitions import subject

RESUME_WITHIN_MS = 2 * 60 * 60 * 1000
"""A relaunch within this time carries on in the middle of an exercise. Ours."""

SHORTEST_MINUTES = 2
"""Whoever has less is offered the shortest there is. Ours."""

BACK_AFTER = timedelta(days=14)
"""Whoever was away longer is welcomed back. Ours."""

FOOT_AGAIN_AFTER = timedelta(days=7)
"""Whoever did not say which foot is sore is asked again after this. Ours."""


def launch(scene: Scene) -> Reply:
    """Answer the bare opening of the skill: start at once, unless something is open."""
    if not _knows_disclaimer(scene):
        return _first_visit(scene)
    place = _place_to_offer(scene)
    if place is not None:
        return _offer_place(scene.changed(session=place))
    if _is_foot_due(scene):
        return _ask_foot_again(scene)
    return start_full(scene)


def start(scene: Scene, command: Start) -> Reply:
    """Answer a start that names a routine, an exercise or minutes; a bare one is a launch."""
    scene = _with_foot(scene, command)
    if command.ambiguous:
        return scene.listen(message("ask-which-lift"), question=Question.WHICH_LIFT)
    if command.is_bare:
        return launch(scene)
    if command.minutes is not None:
        return _start_minutes(scene, command.minutes)
    if command.no_floor:
        full = picks_for(RoutineName.FULL, scene.profile.settings)
        return begin(scene, tuple(each for each in full if not _is_on_floor(each)))
    if command.routine is not None:
        return begin(scene, picks_for(command.routine, scene.profile.settings))
    return begin(scene, picks_of_unit(command.exercise or ExerciseId.CALF))


def picks_of_unit(unit: Unit) -> tuple[Pick, ...]:
    """Return the picks of one exercise, or of one part of exercise four."""
    if isinstance(unit, Part):
        return (Pick(ExerciseId.RAISES, unit),)
    return (Pick(unit),)


def start_full(scene: Scene) -> Reply:
    """Start the day's routine; when it is done already, say so and offer the round that is due."""
    summary = summarise(scene.log, scene.profile.settings)
    if not summary.has_all:
        full = picks_for(RoutineName.FULL, scene.profile.settings)
        return begin(scene, full, *_returning(scene))
    rounds, wanted = summary.rounds, summary.rounds_per_day
    if rounds >= wanted:
        return scene.confirm(everything_message(rounds, wanted))
    words = message("all-done-but-rounds", all="no", rounds=rounds, rounds_per_day=wanted)
    return offer(scene, words, (Pick(ExerciseId.ARCH),))


def offer(scene: Scene, words: Message, picks: tuple[Pick, ...]) -> Reply:
    """Ask whether to start these exercises; the place in the routine is kept until the yes."""
    asked = scene.changed(session=replace(scene.session, offer=picks))
    return asked.listen(words, question=Question.OFFER)


def everything_message(rounds: int, rounds_per_day: int) -> Message:
    """Return the line for a day on which nothing is left."""
    return message("all-done", all="yes", rounds=rounds, rounds_per_day=rounds_per_day)


def fresh_start(scene: Scene) -> Reply:
    """Start the full routine anew, whatever is open."""
    return begin(scene, picks_for(RoutineName.FULL, scene.profile.settings))


def begin(scene: Scene, picks: tuple[Pick, ...], *before: Message) -> Reply:
    """Start a routine with its first instruction; the place in another one is shelved."""
    begun = scene.changed(session=_fresh(scene, picks))
    words = [*_disclaimer(scene), *before]
    telling = begun.telling()
    exercises = len(exercises_of(begun.plan))
    if exercises > 1:
        seconds = estimate_seconds(picks, telling)
        key = "overview-today" if before else "overview"
        words.append(message(key, exercises=exercises, minutes=in_minutes(seconds)))
    begun = begun.changed(profile=_welcomed(begun))
    ask = telling.explains(picks[0].exercise)
    reply = begun.play(0, Entry.INTRO, *words, ask=ask, closing=closing(begun, 0))
    return reply if _knows_disclaimer(scene) else replace(reply, card=first_card())


def in_minutes(seconds: int) -> int:
    """Return whole minutes, rounded up."""
    return -(-seconds // 60)


def closing(scene: Scene, index: int) -> tuple[Message, ...]:
    """
    Return what is said when the plan is done, if the steps from ``index`` on are played.

    Nothing before the last exercise: what is played ends with the exercise at the latest.
    """
    is_over = index == len(scene.plan)
    if not is_over and exercise_range(scene.plan, index)[1] < len(scene.plan):
        return ()
    ahead = {step.id for step in scene.plan[index:]} | scene.session.done
    complete = all(step.id in ahead for step in scene.plan)
    summary = summarise(scene.log, scene.profile.settings)
    arch = [step.id for step in scene.plan if step.exercise is ExerciseId.ARCH]
    new_round = bool(arch) and ahead.issuperset(arch) and not scene.session.done.issuperset(arch)
    rounds = summary.rounds + new_round
    wanted = summary.rounds_per_day
    if complete and len(exercises_of(scene.plan)) == len(ExerciseId):
        words = message("closing-all", rounds=rounds, rounds_per_day=wanted)
    elif new_round and scene.plan[-1].exercise is ExerciseId.ARCH:
        words = message("closing-round", rounds=rounds, rounds_per_day=wanted)
    else:
        words = message("closing")
    return (words, message("anything-else"))


def _first_visit(scene: Scene) -> Reply:
    session = Session((), None, Status.IDLE, scene.turn.now_ms)
    welcomed = scene.changed(profile=_welcomed(scene), session=session)
    profile = replace(welcomed.profile, foot_asked_on=scene.today)
    words = message("welcome"), message("disclaimer"), message("first-needs"), message("ask-foot")
    reply = welcomed.changed(profile=profile).listen(*words, question=Question.FOOT)
    return replace(reply, card=first_card())


def _is_foot_due(scene: Scene) -> bool:
    """Tell whether to ask for the sore foot again: once a week, on a day that has work left."""
    if scene.profile.settings.foot or summarise(scene.log, scene.profile.settings).has_all:
        return False
    asked_on = scene.profile.foot_asked_on
    if asked_on is None:
        # A profile without practice may be one that could not be read.
        return bool(scene.profile.practice)
    return scene.today - asked_on >= FOOT_AGAIN_AFTER


def _ask_foot_again(scene: Scene) -> Reply:
    """Ask for the sore foot; no place is left to lose where this is asked."""
    last_entry = scene.session.last_entry
    session = Session((), None, Status.IDLE, scene.turn.now_ms, last_entry=last_entry)
    profile = replace(scene.profile, foot_asked_on=scene.today)
    words = *_returning(scene), message("ask-foot")
    return scene.changed(profile=profile, session=session).listen(*words, question=Question.FOOT)


def _returning(scene: Scene) -> tuple[Message, ...]:
    """Return the welcome after a long time, or what is said of yesterday's unfinished routine."""
    practised = [each.last_day for each in scene.profile.practice.values()]
    days = [*days_stretched(scene.state.days), *(day for day in practised if day)]
    if scene.turn.new_session and days and scene.today - max(days) > BACK_AFTER:
        return (message("welcome-back"),)
    return _kept(scene)


def _knows_disclaimer(scene: Scene) -> bool:
    return bool(scene.profile.told.get("disclaimer"))


def _disclaimer(scene: Scene) -> tuple[Message, ...]:
    return () if _knows_disclaimer(scene) else (message("disclaimer"),)


def _welcomed(scene: Scene) -> Profile:
    return replace(scene.profile, told={**scene.profile.told, "disclaimer": 1})


def _fresh(scene: Scene, picks: tuple[Pick, ...]) -> Session:
    """Return a session at the start of a routine that remembers the one it interrupts today."""
    old = scene.state.session
    shelved = None
    if old is not None and _is_today(scene, old):
        has_done = old.is_unfinished and bool(old.done)
        shelved = replace(old, shelved=None, last=()) if has_done else old.shelved
    plan = make_plan(picks, scene.profile.settings)
    return Session(picks, plan[0].id, Status.WAIT, scene.turn.now_ms, shelved=shelved)


def _place_to_offer(scene: Scene) -> Session | None:
    """Return the unfinished session of today that is worth going back to."""
    session = scene.state.session
    if session is None:
        return None
    for place in (session, session.shelved):
        if place is None or not place.is_unfinished or not _is_today(scene, place):
            continue
        recent = scene.turn.now_ms - place.touched_at_ms <= RESUME_WITHIN_MS
        if recent or place.done:
            return replace(place, status=Status.IDLE, question=None)
    return None


def _offer_place(scene: Scene) -> Reply:
    recent = scene.turn.now_ms - scene.session.touched_at_ms <= RESUME_WITHIN_MS
    whole = finished_exercises(scene.plan, scene.session.done)
    if recent or not whole:
        return scene.listen(place_message(scene, "ask-resume"), question=Question.RESUME)
    left = len(exercises_of(scene.plan)) - len(whole)
    words = message("ask-rest-of-day", exercises=" ".join(whole), left=left)
    return scene.listen(words, question=Question.REST_OF_DAY)


def place_message(scene: Scene, key: str) -> Message:
    """Return a message that names the step that comes next."""
    step = scene.step
    return message(
        key,
        exercise=subject(scene.plan, scene.index),
        n=step.hold_number if step.exercise is ExerciseId.ARCH else step.set_number,
        sets=step.holds if step.exercise is ExerciseId.ARCH else step.sets,
        side=step.side if step.sides > 1 else None,
    )


def _kept(scene: Scene) -> tuple[Message, ...]:
    """Return the reassurance, once, that another day's unfinished routine is kept."""
    old = scene.state.session
    if old is None or not old.is_unfinished or _is_today(scene, old):
        return ()
    plan = make_plan(old.picks, scene.profile.settings)
    done = len(finished_exercises(plan, old.done))
    if not done:
        return ()
    day = local_day(old.touched_at_ms, scene.profile.time_zone)
    when = "yesterday" if scene.today - day == timedelta(days=1) else "earlier"
    return (message("kept", when=when, done=done, exercises=len(exercises_of(plan))),)


def _with_foot(scene: Scene, command: Start) -> Scene:
    if command.foot is None:
        return scene
    settings = replace(scene.profile.settings, foot=command.foot)
    return scene.changed(profile=replace(scene.profile, settings=settings))


def _start_minutes(scene: Scene, minutes: int) -> Reply:
    settings = scene.profile.settings
    picks = fill(minutes, scene.telling())
    if minutes < SHORTEST_MINUTES:
        return offer(scene, message("ask-shortest"), picks)
    names = " ".join(each.part or each.exercise for each in picks)
    whole = picks == picks_for(RoutineName.FULL, settings)
    left_out = () if whole else (message("fill-left-out"),)
    return begin(scene, picks, message("fill", exercises=names), *left_out)


def _is_on_floor(pick: Pick) -> bool:
    return CATALOGUE[pick.exercise].position is Position.FLOOR


def _is_today(scene: Scene, session: Session) -> bool:
    return local_day(session.touched_at_ms, scene.profile.time_zone) == scene.today
