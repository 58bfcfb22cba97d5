"""
Turn elapsed time into finished steps. The clock is the sensor.

Nothing tells how far the sound got, so every request first settles what was playing: a step is
done when its end has been reached, and the step in which the request fell is where the person is.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from skill.coaching.session import Played, Playing, Session, Status
from skill.progress.days import (
    DayLog,
    LogEntry,
    counted,
    dose_steps_counter,
    doses_counter,
    local_day,
    steps_counter,
)
from skill.progress.profile import Practice, Profile
from skill.routine.plan import Plan, finished_dose, finished_exercises, make_plan, parse_step_id
from skill.routine.segments import After

LATENCY_MS = 1000
"""From the request to the first sound of its answer; ours, about what a device takes."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a segment came to."""

    profile: Profile
    """With the practice of the exercises that were finished."""
    session: Session
    """Playing nothing any more; its status is what the request found."""
    days: Mapping[date, DayLog]
    """The logs that are known, with the entries."""
    entries: tuple[LogEntry, ...] = ()
    """What to add to which day, once."""


def settle(profile: Profile, session: Session, days: Mapping[date, DayLog], now_ms: int) -> Settled:
    """
    Return the session with its playing segment turned into finished steps.

    Args:
        profile: whose settings make the plan and whose time zone makes the days.
        session: where the person was when the segment was sent.
        days: the logs that are known, for the steps of doses begun earlier in the day.
        now_ms: time of the request, in milliseconds since 1970-01-01 UTC.
    """
    playing = session.playing
    if playing is None:
        return Settled(profile, session, days)
    elapsed_ms = now_ms - _sounds_from_ms(playing)
    ended = [each for each in playing.steps if each.end_ms <= elapsed_ms]
    ahead = playing.steps[len(ended) :]
    plan = make_plan(session.picks, profile.settings)
    changes: dict[str, Any] = {"playing": None}
    if ahead:
        started = ahead[0].start_ms <= elapsed_ms
        between = Status.REST if ended else playing.opening
        status = Status.WORK if started else between
        changes |= {"at": ahead[0].step, "status": status, "after": After.READY}
    fresh = [each for each in ended if each.step not in session.done]
    entries = _entries(profile, session, plan, fresh, days)
    if fresh:
        done = session.done | {each.step for each in fresh}
        changes |= {"done": done, "last_entry": entries[-1]}
    stepped = replace(session, **changes)
    practised = _practised(profile, session, stepped, plan, fresh)
    return Settled(practised, stepped, counted(days, entries), entries)


def _sounds_from_ms(playing: Playing) -> int:
    """Return when a device began to play a segment."""
    return playing.started_at_ms + LATENCY_MS


def unplayed(session: Session) -> Session:
    """Return the session as before its playing segment: "ready" leads through that again."""
    playing = session.playing
    if playing is None:
        return session
    # An instruction that ends with "Ready?" plays no step: what comes next is its own exercise.
    at = playing.steps[0].step if playing.steps else session.at
    after = After.NEXT if playing.opening is Status.WAIT else After.READY
    return replace(session, playing=None, at=at, status=Status.WAIT, after=after)


def _entries(
    profile: Profile,
    before: Session,
    plan: Plan,
    fresh: list[Played],
    days: Mapping[date, DayLog],
) -> tuple[LogEntry, ...]:
    """
    Return one entry for each day on which steps ended: a step counts where it ended.

    A segment of which nothing was finished gets an entry as well, without counters. So it is over
    for good: a request that comes again, late, cannot have it played to its end.
    """
    playing = before.playing
    if playing is None or not playing.steps:
        return ()
    counters: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    done = set(before.done)
    for played in fresh:
        unit = parse_step_id(played.step).unit
        day = _day(playing, played, profile)
        done.add(played.step)
        counters[day][steps_counter(unit)] += 1
        dose = finished_dose(unit, plan, before.picks, done, profile.settings)
        if dose and played.step in {step.id for step in plan}:
            log = days.get(day, DayLog(day))
            open_steps = log.open_steps(unit) + counters[day][steps_counter(unit)]
            counters[day][doses_counter(unit)] += 1
            counters[day][dose_steps_counter(unit)] += min(open_steps, dose)
    if not counters:
        counters[_day(playing, playing.steps[0], profile)] = {}
    return tuple(LogEntry(playing.segment_id, day, dict(added)) for day, added in counters.items())


def _day(playing: Playing, played: Played, profile: Profile) -> date:
    """Return the person's own date at the end of a step."""
    return local_day(_sounds_from_ms(playing) + played.end_ms, profile.time_zone)


def _practised(
    profile: Profile, before: Session, after: Session, plan: Plan, fresh: list[Played]
) -> Profile:
    if before.playing is None or not fresh:
        return profile
    last_day = _day(before.playing, fresh[-1], profile)
    practice = dict(profile.practice)
    finished_before = finished_exercises(plan, before.done)
    for exercise in finished_exercises(plan, after.done):
        if exercise in finished_before:
            continue
        known = practice.get(exercise, Practice())
        practice[exercise] = Practice(known.times + 1, last_day)
    return replace(profile, practice=practice)
