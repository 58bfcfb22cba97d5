"""What a person chooses: remembered, and heard from the very next segment on."""

from dataclasses import replace

from skill.coaching.commands import (
    Amount,
    Change,
    SetCounting,
    SetFoot,
    SetHold,
    SetOrder,
    SetPace,
    SetSets,
    SetSilence,
    SetTalk,
    SetWay,
)
from skill.coaching.context import Answer, Context
from skill.coaching.dialogue import Question
from skill.coaching.reply import Reply
from skill.progress.place import Status
from skill.routine.delivery import After, Entry
from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Pace, RoutineName, Side
from skill.routine.message import Message, message
from skill.routine.plan import Unit, exercise_of, picks_of_routine
from skill.routine.settings import DEFAULTS, Settings, Talk, hold_figure
from skill.routine.time_budget import estimate_seconds, in_minutes

TALK_LEVELS = (Talk.MINIMAL, Talk.BRIEF, Talk.FULL)
PACES = (Pace.SLOW, Pace.STEADY, Pace.QUICK)
COUNTED = tuple(each.id for each in EXERCISES.values() if each.chooses_sets)
"""Exercises whose number of sets can be chosen."""
HELD = tuple(each.id for each in EXERCISES.values() if each.hold_seconds and not each.rounds)
"""Exercises whose length of a hold can be chosen by itself; in rounds it is one of two doses."""


def set_hold(context: Context, command: SetHold) -> Answer:
    """Set the length of holds, in range: of the exercise named, or that runs, or the calf's."""
    exercise = _meant(context, command.exercise) or ExerciseId.CALF
    if command.seconds is None:
        return _change_length(context, command, exercise)
    if EXERCISES[exercise].hold_seconds is None:
        return context.answer(message("hold-not-here", exercise=exercise))
    return _hold(context, exercise, command.seconds)


def _meant(context: Context, unit: Unit | None) -> ExerciseId | None:
    """Return the exercise that is named, or that runs."""
    if unit is not None:
        return exercise_of(unit)
    return context.step.exercise if context.is_running else None


def _change_length(context: Context, command: SetHold, exercise: ExerciseId) -> Answer:
    """Settle "shorter" and "longer": talk while waiting, the session when idle, else the hold."""
    change = command.change
    if change is None:
        return context.listen(message("ask-hold"), question=Question.HOLD)
    is_bare = command.exercise is None and not command.names_holds
    is_length = is_bare and change in (Change.LONGER, Change.SHORTER)
    if is_length and context.status is Status.WAIT:
        return SetTalk(Amount.MORE if change.is_more else Amount.LESS)
    if is_length and not context.is_running:
        routine = RoutineName.FULL if change.is_more else RoutineName.SHORT
        picks = picks_of_routine(routine, context.settings)
        if context.still_due(context.undone(picks)) != picks:
            return context.ask_wish()
        minutes = in_minutes(estimate_seconds(picks, context.delivery()))
        words = message("offer-routine", routine=routine, minutes=minutes)
        return context.offer(words, picks)
    if change in (Change.EASIER, Change.HARDER) and not command.names_holds:
        return _easier(context, exercise) if change is Change.EASIER else _harder(context, exercise)
    if EXERCISES[exercise].hold_seconds is None and command.names_holds:
        exercise = ExerciseId.CALF
    if EXERCISES[exercise].hold_seconds is None:
        return SetSets(change=change, exercise=command.exercise)
    figure = hold_figure(exercise)
    seconds = context.settings.hold_seconds(exercise)
    return _hold(context, exercise, seconds + (figure.step if change.is_more else -figure.step))


def _easier(context: Context, exercise: ExerciseId) -> Answer:
    """Take the next less: sets above the usual, a shorter hold, fewer sets, a gentle start."""
    dose, sets = EXERCISES[exercise], context.settings.sets(exercise)
    if sets > dose.sets.default or (dose.hold_seconds is None and sets > dose.sets.low):
        return SetSets(change=Change.FEWER, exercise=exercise)
    seconds = 0
    if dose.hold_seconds is not None:
        seconds = context.settings.hold_seconds(exercise)
        if seconds > dose.hold_seconds.low:
            return _hold(context, exercise, seconds - dose.hold_seconds.step)
    fewer = sets - 1 if sets > dose.sets.low else 0
    words = message("easiest", seconds=seconds, sets=sets, fewer=fewer)
    if fewer:
        return context.listen(words, question=Question.FEWER_SETS)
    if all(context.settings.sets(each) == EXERCISES[each].sets.low for each in COUNTED):
        return context.answer(words)
    return context.listen(words, message("ask-gently"), question=Question.GENTLY)


def _harder(context: Context, exercise: ExerciseId) -> Answer:
    """Take the next more within the article's range: what "easier" took away, then beyond."""
    dose, sets = EXERCISES[exercise], context.settings.sets(exercise)
    if dose.hold_seconds is not None:
        seconds = context.settings.hold_seconds(exercise)
        is_longest = seconds == dose.hold_seconds.high
        more_sets = sets < dose.sets.default or (is_longest and sets < dose.sets.high)
        if not more_sets:
            return _hold(context, exercise, seconds + dose.hold_seconds.step)
    return SetSets(change=Change.MORE, exercise=exercise)


def fewer_sets(context: Context) -> Answer:
    """Take one set less, of the exercise for which that was offered."""
    return SetSets(change=Change.FEWER, exercise=_meant(context, None) or ExerciseId.CALF)


def _hold(context: Context, exercise: ExerciseId, seconds: int) -> Reply:
    figure = hold_figure(exercise)
    allowed = figure.nearest(seconds)
    settings = context.settings.with_hold(exercise, allowed)
    other = next((each for each in HELD if each is not exercise), None)
    words = message(
        "hold-set",
        exercise=exercise,
        seconds=allowed,
        other=other if exercise in HELD else None,
        stays=settings.hold_seconds(other) if other else 0,
    )
    if allowed == seconds:
        return with_choice(context, settings, words)
    if figure.low < seconds < figure.high and figure.step < figure.high - figure.low:
        return with_choice(context, settings, message("hold-step", step=figure.step), words)
    kind = "either" if figure.step == figure.high - figure.low else "range"
    bound = message("hold-bound", kind=kind, low=figure.low, high=figure.high)
    return with_choice(context, settings, bound, words)


def set_sets(context: Context, command: SetSets) -> Reply:
    """Set the number of sets, in range: of the exercise named, or that runs, or of all."""
    meant = _meant(context, command.exercise)
    exercises = tuple(each for each in COUNTED if meant in (None, each))
    if command.sets is None and command.change is None:
        return context.listen(message("ask-sets"), question=Question.SETS)
    if not exercises:
        return context.answer(message("sets-not-here"))
    settings = context.settings
    asked = command.sets
    if asked is None:
        more = command.change is not None and command.change.is_more
        asked = settings.sets(exercises[0]) + (1 if more else -1)
    for exercise in exercises:
        settings = settings.with_sets(exercise, EXERCISES[exercise].sets.nearest(asked))
    given = settings.sets(exercises[0])
    if meant is None:
        # One number for all is the person's own: no gentle start changes it by the week.
        context = context.with_profile(context.profile.without_gentle())
    # "One set" leaves the hamstring stretch at two, the article's fewest.
    other = next((each for each in exercises if settings.sets(each) != given), None)
    words = message(
        "sets-set",
        exercise=meant,
        sets=given,
        other=other,
        stays=settings.sets(other) if other else 0,
    )
    if given == asked:
        return with_choice(context, settings, words)
    return with_choice(context, settings, message("sets-bound", sets=given), words)


def set_pace(context: Context, command: SetPace) -> Reply:
    """Set how fast repetitions go; "slower" and "quicker" move one step."""
    if command.pace is None:
        return context.listen(message("ask-pace"), question=Question.SETTING)
    settings = context.settings
    toward = {Pace.SLOW: -1, Pace.QUICK: 1, Pace.STEADY: 0}[command.pace]
    place = PACES.index(settings.pace) + toward if toward else PACES.index(Pace.STEADY)
    pace = PACES[min(max(place, 0), len(PACES) - 1)]
    words = message("pace-set", pace=pace)
    return with_choice(context, replace(settings, pace=pace), words)


def set_counting(context: Context, command: SetCounting) -> Reply:
    """Set how seconds are counted."""
    if command.style is None:
        return context.listen(message("ask-counting"), question=Question.SETTING)
    settings = replace(context.settings, counting=command.style)
    return with_choice(context, settings, message("counting-set", style=command.style))


def set_talk(context: Context, command: SetTalk) -> Reply:
    """Set how much is said, for everything; "more" and "less" move one level."""
    if command.amount is None:
        return context.listen(message("ask-talk"), question=Question.SETTING)
    settings = context.settings
    if command.amount in (Amount.MORE, Amount.LESS):
        step = 1 if command.amount is Amount.MORE else -1
        present = TALK_LEVELS.index(settings.talk or _talk_here(context))
        level = TALK_LEVELS[min(max(present + step, 0), len(TALK_LEVELS) - 1)]
    else:
        level = Talk(command.amount)
    words = message("talk-set", amount=command.amount)
    return with_choice(context, replace(settings, talk=level), words)


def set_order(context: Context, command: SetOrder) -> Reply:
    """Set the order of the full routine, from the next time on."""
    if command.order is None:
        return context.listen(message("ask-order"), question=Question.SETTING)
    settings = replace(context.settings, order=command.order)
    return with_choice(context, settings, message("order-set", order=command.order))


def set_silence(context: Context, command: SetSilence) -> Reply:
    """Set whether the coach waits for "ready" or goes on by itself."""
    if command.silence is None:
        return context.listen(message("ask-silence"), question=Question.SETTING)
    settings = replace(context.settings, silence=command.silence)
    return with_choice(context, settings, message("silence-set", silence=command.silence))


def set_way(context: Context, command: SetWay) -> Reply:
    """Set which of its ways an exercise is done in."""
    if command.way is None:
        return context.listen(message("ask-way"), question=Question.SETTING)
    settings = context.settings.with_way(command.way)
    sets = settings.sets(ExerciseId.TOWEL)
    return with_choice(context, settings, message("way-set", way=command.way, sets=sets))


def settings(context: Context) -> Reply:
    """Tell what the person chose, in two sentences; of what was not chosen, the calf hold alone."""
    chosen = context.settings
    doses = [message("chosen-foot", foot=chosen.foot)] if chosen.foot else []
    holds = {ExerciseId.CALF: chosen.hold_seconds(ExerciseId.CALF), **dict(chosen.own_hold_seconds)}
    doses += [message("chosen-hold", exercise=each, seconds=n) for each, n in holds.items()]
    doses += [message("chosen-sets", exercise=each, sets=n) for each, n in chosen.own_sets]
    own_ways = [chosen.way_of(each) for each in ExerciseId]
    doses += [
        message("chosen-way", way=way)
        for way in own_ways
        if way not in (None, DEFAULTS.grip, DEFAULTS.scrunch, DEFAULTS.ground)
    ]
    ways = []
    if chosen.pace is not DEFAULTS.pace:
        ways.append(message("chosen-pace", pace=chosen.pace))
    if chosen.counting is not DEFAULTS.counting:
        ways.append(message("chosen-counting", style=chosen.counting))
    if chosen.talk is not DEFAULTS.talk:
        ways.append(message("chosen-talk", amount=chosen.talk))
    if chosen.order is not DEFAULTS.order:
        ways.append(message("chosen-order"))
    if context.profile.gentle_since is not None:
        ways.append(message("chosen-gentle"))
    if chosen.silence is not DEFAULTS.silence:
        ways.append(message("chosen-silence"))
    told = [message("chosen", chosen=tuple(each)) for each in (doses, ways) if each]
    return context.answer(*told)


def set_foot(context: Context, command: SetFoot) -> Reply:
    """Set which foot is sore; in the middle of an exercise with sides, go to that side."""
    sided = context.is_running and EXERCISES[context.step.exercise].both_sides
    if sided and context.status in (Status.WORK, Status.REST) and command.foot is not Foot.BOTH:
        return to_side(context, command.foot)
    if command.foot is None:
        return context.listen(message("ask-foot"), question=Question.SETTING)
    settings = replace(context.settings, foot=command.foot)
    return with_choice(context, settings, message("foot-set", foot=command.foot))


def to_side(context: Context, foot: Foot | None) -> Reply:
    """Go to the side of this set that is named, or to the other one; a count goes on there."""
    step = context.step
    other = Side.LEFT if step.side is Side.RIGHT else Side.RIGHT
    side = Side(foot) if foot else other
    is_counting = context.status in (Status.WORK, Status.REST)
    if step.side is side:
        return context.carry_on() if is_counting else context.answer(message("side", side=side))
    same_set = (
        index
        for index, each in enumerate(context.plan)
        if each.exercise is step.exercise
        and each.set_number == step.set_number
        and each.side is side
    )
    index = next(same_set)
    if is_counting:
        return context.play(index, Entry.SWITCH)
    moved = context.with_place(replace(context.place, at=context.plan[index].id))
    return moved.answer(message("side", side=side))


def with_choice(context: Context, settings: Settings, *words: Message) -> Reply:
    """Return the reply to a choice; a place that the choice did away with moves on."""
    chosen = context.with_settings(settings)
    if not context.has_place or context.place.at in {step.id for step in chosen.plan}:
        return chosen.confirm(*words)
    left = (step for step in chosen.plan[chosen.index :] if step.id not in chosen.place.done)
    coming = next(left, None)
    place = replace(chosen.place, at=coming.id if coming else None)
    if coming is None or coming.exercise is context.step.exercise:
        return chosen.with_place(place).confirm(*words)
    # Nothing is left of the exercise: the next one has to be introduced.
    following = chosen.with_place(replace(place, after=After.NEXT))
    if following.status in (Status.WORK, Status.REST):
        return following.play(following.index, Entry.INTRO, *words)
    return following.confirm(*words)


def _talk_here(context: Context) -> Talk:
    talks = context.profile.talks(context.today)
    return talks[context.step.exercise] if context.has_place else Talk.BRIEF
