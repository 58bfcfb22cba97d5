"""People as hypothesis makes them up."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from skill.progress.codec import SETTING_NAMES
from skill.progress.days import DayLog, LogEntry
from skill.progress.history import DAYS_OF_UNITS, History
from skill.progress.place import Noted, Place, SentReprompt, SentSegment, Status, StepTime
from skill.progress.profile import GENTLE_WEEKS, Practice, Profile
from skill.progress.reminders import (
    MINUTES_A_DAY,
    MOST_REMINDERS,
    WEEKDAYS,
    Reminder,
    SetReminder,
)
from skill.routine.delivery import After
from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Order, Pace
from skill.routine.plan import UNITS, Pick, make_plan
from skill.routine.settings import (
    DEFAULTS,
    Counting,
    Grip,
    Ground,
    Scrunch,
    Silence,
    Talk,
    hold_figure,
)
from tests.choices import chosen

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
ZONES = st.sampled_from(["Europe/Oslo", "America/St_Johns", "Pacific/Chatham", "UTC"])

# What a text in JSON and in a table can be: not half a surrogate pair.
NAMES = frozenset(SETTING_NAMES)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


def in_range(figure):
    """Return the values of a figure of the dose table."""
    return st.sampled_from(range(figure.low, figure.high + 1, figure.step))


SETTINGS = st.builds(
    chosen,
    foot=st.none() | st.sampled_from(Foot),
    calf_hold_seconds=in_range(hold_figure(ExerciseId.CALF)),
    hamstring_hold_seconds=in_range(hold_figure(ExerciseId.HAMSTRING)),
    arch_hold_seconds=in_range(hold_figure(ExerciseId.ARCH)),
    calf_sets=in_range(EXERCISES[ExerciseId.CALF].sets),
    towel_sets=in_range(EXERCISES[ExerciseId.TOWEL].sets),
    hamstring_sets=in_range(EXERCISES[ExerciseId.HAMSTRING].sets),
    raises_sets=in_range(EXERCISES[ExerciseId.RAISES].sets),
    pace=st.sampled_from(Pace),
    counting=st.sampled_from(Counting),
    talk=st.none() | st.sampled_from(Talk),
    order=st.sampled_from(Order),
    silence=st.sampled_from(Silence),
    grip=st.sampled_from(Grip),
    scrunch=st.sampled_from(Scrunch),
    ground=st.sampled_from(Ground),
)

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
"""JSON without fractions: what a profile carries along."""

COUNTERS = st.dictionaries(TEXTS.filter(bool), st.integers(0, 10**6), max_size=4)

HISTORIES = st.builds(
    lambda last_day, days, history: (
        replace(history, last_day=last_day, days=f"{days:x}") if days % 2 else history
    ),
    DAYS,
    st.integers(0, 2**400 - 1),
    st.builds(
        History,
        week=st.dictionaries(st.sampled_from(UNITS), st.integers(1, 2**DAYS_OF_UNITS - 1)),
        rounds=st.integers(0, 10**4),
        routines=st.integers(0, 10**4),
        complete=st.booleans(),
    ),
)

MINUTES = st.integers(0, MINUTES_A_DAY - 1)
SOME_WEEKDAYS = st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(
    lambda days: tuple(day for day in WEEKDAYS if day in days)
)


def reminders(dates=DAYS):
    """Return reminders: on days of the week, every other day, or once, on one of these dates."""
    return st.one_of(
        st.builds(Reminder, MINUTES, SOME_WEEKDAYS, st.just(1), st.none()),
        st.builds(Reminder, MINUTES, st.just(WEEKDAYS), st.just(2), dates),
        st.builds(Reminder, MINUTES, st.just(()), st.just(1), dates),
    )


PROFILES = st.builds(
    Profile,
    settings=SETTINGS,
    time_zone=st.none() | ZONES,
    practice=st.dictionaries(
        st.sampled_from(ExerciseId), st.builds(Practice, st.integers(0, 10**4), st.none() | DAYS)
    ),
    told=COUNTERS,
    foot_asked_on=st.none() | DAYS,
    left_out=st.dictionaries(st.sampled_from(ExerciseId), DAYS),
    gentle_since=st.none() | DAYS,
    gentle_week=st.integers(0, GENTLE_WEEKS - 1),
    time_zone_at_ms=st.integers(0, 10**13),
    history=HISTORIES,
    reminders=st.lists(
        st.builds(SetReminder, TEXTS.filter(bool), reminders()), max_size=MOST_REMINDERS
    ).map(tuple),
    unknown_settings=st.dictionaries(
        TEXTS.filter(lambda name: name not in NAMES), PLAIN, max_size=3
    ),
    version=st.integers(0, 10**9),
)

SEGMENT_IDS = st.from_regex(r"(undo-)?[0-9a-f]{12}(-done)?", fullmatch=True)
COUNTER_NAMES = st.sampled_from([f"{unit}{end}" for unit in UNITS for end in ("_steps", "_done")])
ENTRIES = st.builds(
    LogEntry, SEGMENT_IDS, DAYS, st.dictionaries(COUNTER_NAMES, st.integers(-9, 99), max_size=4)
)
LOGS = st.builds(DayLog, DAYS, COUNTERS)

STEPS = st.sampled_from(["calf-1-left", "arch-10-right", "rock-3", "towel-2"])
NUMBERS = st.integers(0, 32_503_680_000_000)
PICKS = st.sampled_from(ExerciseId).flatmap(
    lambda exercise: st.builds(
        Pick,
        st.just(exercise),
        st.none() | st.sampled_from(EXERCISES[exercise].parts or (None,)),
        st.none() | in_range(EXERCISES[exercise].sets),
        st.none() | in_range(hold_figure(ExerciseId.ARCH)),
    )
)


def _one_after_the_other(lengths, end_ms=0):
    """Yield steps, given as id, silence before and length."""
    for step, before_ms, length_ms in lengths:
        start_ms = end_ms + before_ms
        end_ms = start_ms + length_ms
        yield StepTime(step, start_ms, end_ms)


LENGTHS = st.lists(st.tuples(STEPS, st.integers(0, 40_000), st.integers(0, 40_000)), max_size=3)
OPENINGS = st.sampled_from([Status.WAIT, Status.REST])
SOUND_MS = st.integers(0, 240_000)


@st.composite
def playing_at(draw, planned):
    """Return what plays; what plays by itself goes on from one of the planned steps."""
    steps = tuple(_one_after_the_other(draw(LENGTHS)))
    then = None
    if planned and draw(st.booleans()):
        later = _one_after_the_other(draw(LENGTHS), steps[-1].end_ms if steps else 0)
        at, after = draw(st.sampled_from(planned)), draw(st.sampled_from(After))
        then = SentReprompt(tuple(later), draw(SOUND_MS), draw(OPENINGS), at, after)
    explained = draw(st.dictionaries(STEPS, SOUND_MS, max_size=1))
    return SentSegment(
        draw(SEGMENT_IDS), draw(NUMBERS), draw(OPENINGS), steps, draw(SOUND_MS), then, explained
    )


NOTED = st.builds(
    Noted,
    SEGMENT_IDS,
    DAYS,
    st.dictionaries(COUNTER_NAMES, st.integers(-9, 99), max_size=4),
    st.lists(STEPS, max_size=2).map(tuple),
    st.booleans(),
    NUMBERS,
    st.lists(PICKS, max_size=2).map(tuple),
)


def places(shelved):
    """Return places, with what may be shelved in them."""
    return st.lists(PICKS, max_size=5).flatmap(lambda picks: places_in(tuple(picks), shelved))


def places_in(picks, shelved):
    """Return places in the plan of some exercises; ``at`` is one of its first steps."""
    planned = [step.id for step in make_plan(picks, DEFAULTS)[:3]]
    return st.builds(
        Place,
        picks=st.just(picks),
        at=st.sampled_from([None, *planned]),
        status=st.sampled_from(Status),
        touched_at_ms=NUMBERS,
        answered_at_ms=NUMBERS,
        after=st.sampled_from(After),
        done=st.frozensets(STEPS),
        playing=st.none() | playing_at(planned),
        noted=st.lists(NOTED, max_size=3).map(tuple),
        before=st.dictionaries(st.sampled_from(UNITS), st.integers(0, 9), max_size=2),
        shelved=shelved,
        cut_at_ms=NUMBERS,
        shown=st.sampled_from(["", "0123456789ab"]),
    )


PLACES = places(st.none() | places(st.none()))

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
"""Any JSON at all."""
