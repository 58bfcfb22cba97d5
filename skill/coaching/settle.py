"""
Turn elapsed time into finished steps: the clock is the only sensor there is.

No request tells how far the sound got, so every request first settles what was playing: a step is
done when its end has been reached, and the step in which the request fell is where the person is.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

from skill.coaching.dialogue import Hint
from skill.coaching.reply import State
from skill.progress.days import (
    DayLog,
    LogEntry,
    counted,
    dose_steps_counter,
    doses_counter,
    local_day,
    steps_counter,
)
from skill.progress.place import Noted, Place, SentReprompt, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.routine.delivery import After
from skill.routine.exercises import ExerciseId
from skill.routine.plan import (
    exercise_of,
    finished_dose,
    finished_exercises,
    make_plan,
    parse_step_id,
)

LATENCY_MS = 1000
"""Time from a request to the first sound of its answer. Our choice: about what a device takes."""


def settle(state: State, now_ms: int, *, is_played_out: bool = False) -> State:
    """
    Return the state with its playing segment turned into finished steps.

    The place then plays nothing, and its status is what the request found. A step that was played
    again counts again: the day's log says what was played. What is settled twice, under one
    segment's id, counts once.

    Args:
        state: as the last answer left it; the profile's settings make the plan, its time zone the
            days.
        now_ms: time of the request, in milliseconds since 1970-01-01 UTC.
        is_played_out: whether the device has said that nobody spoke until its reprompt was over.
    """
    place, playing = state.place, state.place.playing
    if playing is None:
        return state
    elapsed_ms = now_ms - _sound_starts_ms(playing)
    if is_played_out:
        elapsed_ms = max(elapsed_ms, playing.length_ms)
    then = playing.then if elapsed_ms >= playing.then_ms else None
    steps = playing.all_steps if then else playing.steps
    ended = [each for each in steps if each.end_ms <= elapsed_ms]
    ahead = steps[len(ended) :]
    noted = _noted(state, playing, ended)
    entries = _entries(state, playing, noted)
    at, status, after = place.at, place.status, place.after
    if ahead:
        # The request came in the middle: the person goes on from the start of this step, since
        # how much of it they really did is not known.
        at, after = ahead[0].step, After.READY
        is_working = ahead[0].start_ms <= elapsed_ms
        status = Status.WORK if is_working else _between(playing, then, ended, ahead[0])
    elif playing.then and not then:
        # The microphone is open, or about to be: what plays by itself has not begun.
        at, status, after = playing.then.at, Status.WAIT, playing.then.after
    if status is Status.WAIT and after is After.READY and at is not None:
        # On the way down or up: "ready" is no reason to be counted in what was not explained.
        after = After.WAY if elapsed_ms < playing.explained.get(at, 0) else after
    is_cut = bool(ahead) or elapsed_ms < playing.length_ms
    settled = replace(
        place,
        cut_at_ms=now_ms if is_cut else 0,
        at=at,
        status=status,
        after=after,
        done=place.done | {each.step for each in ended},
        playing=None,
    ).with_noted(*noted)
    profile = _practised(state, settled, noted[-1].day) if noted else state.profile
    days = counted(state.days, entries)
    profile = replace(profile, history=profile.history.with_entries(entries, days))
    logged = (*state.entries, *entries)
    return replace(state, profile=profile, place=settled, days=days, entries=logged)


def _between(
    playing: SentSegment,
    then: SentReprompt | None,
    ended: list[StepTime],
    coming: StepTime,
) -> Status:
    """Return the status before a step: waiting where its exercise is introduced, else resting."""
    if len(ended) == (len(playing.steps) if then else 0):
        return then.opening if then else playing.opening
    is_new = _exercise(ended[-1]) is not _exercise(coming)
    return Status.WAIT if is_new else Status.REST


def _exercise(step: StepTime) -> ExerciseId:
    return exercise_of(parse_step_id(step.step).unit)


def heard(state: State) -> State:
    """
    Return the state with what the last answer told noted as told.

    Any request within the session shows that the answer arrived: it brings its attributes back.
    """
    profile = state.profile
    for hint in state.dialogue.unheard:
        if hint is Hint.FOOT_QUESTION:
            asked_on = local_day(state.place.answered_at_ms, profile.time_zone)
            profile = replace(profile, foot_asked_on=asked_on)
        else:
            profile = profile.with_told(hint)
    return replace(state, profile=profile, dialogue=replace(state.dialogue, unheard=()))


def unplayed(place: Place) -> Place:
    """Return the place as before its playing segment: "ready" plays that segment again."""
    playing = place.playing
    if playing is None:
        return place
    # An instruction that ends with "Ready?" plays no step: what comes next is its own exercise.
    introduced = playing.then.at if playing.then else place.at
    at = playing.steps[0].step if playing.steps else introduced
    after = After.NEXT if playing.opening is Status.WAIT else After.READY
    return replace(place, playing=None, at=at, status=Status.WAIT, after=after)


def without_reprompt(place: Place) -> Place:
    """Return the place if what was to play by itself does not: "ready" plays it."""
    playing = place.playing
    if playing is None or playing.then is None:
        return place
    then, only = playing.then, replace(playing, then=None)
    return replace(place, playing=only, at=then.at, status=Status.WAIT, after=then.after)


def _sound_starts_ms(playing: SentSegment) -> int:
    """Return when a device began to play a segment."""
    return playing.started_at_ms + LATENCY_MS


def _noted(state: State, playing: SentSegment, ended: list[StepTime]) -> tuple[Noted, ...]:
    """Return what each step that ended adds to its day: a step counts where it ended."""
    settings, picks = state.profile.settings, state.place.picks
    plan = make_plan(picks, settings)
    planned = {step.id for step in plan}
    done, days, noted = set(state.place.done), state.days, []
    for number, played in enumerate(ended):
        unit = parse_step_id(played.step).unit
        day = _day(playing, played, state.profile)
        open_steps = days.get(day, DayLog(day)).open_steps(unit) + 1
        is_new = played.step not in done
        done.add(played.step)
        added = {steps_counter(unit): 1}
        # The settings may have changed since the segment was sent: its steps still count as steps,
        # but only a step of the present plan can complete a dose. One that was done before
        # completes another dose only with all the others of it.
        dose = finished_dose(unit, plan, picks, done, settings) if played.step in planned else 0
        if dose and (is_new or open_steps >= dose):
            added[doses_counter(unit)] = 1
            added[dose_steps_counter(unit)] = min(open_steps, dose)
        # The days count up from step to step, so that each sees what is open before it.
        days = counted(days, (LogEntry(f"{playing.segment_id}-{number}", day, added),))
        noted.append(Noted(playing.segment_id, day, added, (played.step,), again=not is_new))
    return tuple(noted)


def _entries(state: State, playing: SentSegment, noted: tuple[Noted, ...]) -> tuple[LogEntry, ...]:
    """
    Return one entry for each day on which steps ended, or would have.

    What was not finished gets an entry as well, without counters. So it is over for good: a request
    that comes again, late, or from a device whose count has moved, cannot play it to its end.
    """
    # An empty entry takes the segment's id, which makes it settled for every later request: on each
    # day on which a step of it could have ended.
    counters = {_day(playing, each, state.profile): Counter[str]() for each in playing.all_steps}
    for each in noted:
        counters[each.day].update(each.counters)
    return tuple(LogEntry(playing.segment_id, day, dict(added)) for day, added in counters.items())


def _day(playing: SentSegment, played: StepTime, profile: Profile) -> date:
    """Return the person's own date at the end of a step."""
    return local_day(_sound_starts_ms(playing) + played.end_ms, profile.time_zone)


def _practised(state: State, after: Place, last_day: date) -> Profile:
    """Return the profile with every exercise practised once more that has been finished."""
    plan = make_plan(state.place.picks, state.profile.settings)
    finished_before = finished_exercises(plan, state.place.done)
    practice = dict(state.profile.practice)
    for exercise in finished_exercises(plan, after.done):
        if exercise not in finished_before:
            known = practice.get(exercise, Practice())
            practice[exercise] = Practice(known.times + 1, last_day)
    return replace(state.profile, practice=practice)
