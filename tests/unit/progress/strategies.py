"""People as hypothesis makes them up."""

from datetime import date

from hypothesis import strategies as st

from skill.progress.codec import SETTING_NAMES
from skill.progress.days import DayLog, LogEntry
from skill.progress.place import Noted, Place, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Order, Pace, Part
from skill.routine.plan import UNITS, Pick
from skill.routine.segments import After
from skill.routine.settings import Counting, Talk, hold_figure
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
)

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
"""JSON without fractions: what a profile carries along."""

COUNTERS = st.dictionaries(TEXTS.filter(bool), st.integers(0, 10**6), max_size=4)

PROFILES = st.builds(
    Profile,
    settings=SETTINGS,
    time_zone=st.none() | ZONES,
    practice=st.dictionaries(
        st.sampled_from(ExerciseId), st.builds(Practice, st.integers(0, 10**4), st.none() | DAYS)
    ),
    told=COUNTERS,
    foot_asked_on=st.none() | DAYS,
    time_zone_at_ms=st.integers(0, 10**13),
    unknown_settings=st.dictionaries(
        TEXTS.filter(lambda name: name not in NAMES), PLAIN, max_size=3
    ),
    version=st.integers(0, 10**9),
)

ENTRIES = st.builds(
    LogEntry, TEXTS, DAYS, st.dictionaries(TEXTS.filter(bool), st.integers(-9, 10**6), max_size=4)
)
LOGS = st.builds(DayLog, DAYS, COUNTERS)

STEPS = st.sampled_from(["calf-1-left", "arch-10-right", "rock-3", "towel-2"])
NUMBERS = st.integers(0, 2**53)
PICKS = st.sampled_from(ExerciseId).flatmap(
    lambda exercise: st.builds(
        Pick,
        st.just(exercise),
        st.none() | st.sampled_from(Part),
        st.none() | in_range(EXERCISES[exercise].sets),
        st.none() | in_range(hold_figure(ExerciseId.ARCH)),
    )
)
PLAYING = st.builds(
    SentSegment,
    TEXTS,
    NUMBERS,
    st.sampled_from([Status.WAIT, Status.REST]),
    st.lists(st.builds(StepTime, STEPS, NUMBERS, NUMBERS), max_size=3).map(tuple),
)
NOTED = st.builds(
    Noted,
    TEXTS,
    DAYS,
    st.dictionaries(TEXTS.filter(bool), st.integers(-9, 10**6), max_size=4),
    st.lists(STEPS, max_size=2).map(tuple),
    st.booleans(),
    NUMBERS,
    st.lists(PICKS, max_size=2).map(tuple),
)


def places(shelved):
    """Return places, with what may be shelved in them."""
    return st.builds(
        Place,
        picks=st.lists(PICKS, max_size=5).map(tuple),
        at=st.none() | STEPS,
        status=st.sampled_from(Status),
        touched_at_ms=NUMBERS,
        answered_at_ms=NUMBERS,
        after=st.sampled_from(After),
        done=st.frozensets(STEPS),
        playing=st.none() | PLAYING,
        noted=st.lists(NOTED, max_size=3).map(tuple),
        before=st.dictionaries(st.sampled_from(UNITS), st.integers(0, 9), max_size=2),
        shelved=shelved,
    )


PLACES = places(st.none() | places(st.none()))

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
"""Any JSON at all."""
