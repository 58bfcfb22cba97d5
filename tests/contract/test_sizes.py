"""How large items become: DynamoDB charges by the KB, and refuses an item of more than 400."""

from datetime import date

from benchmarks.capacity import KB, item_bytes
from skill.progress.days import LogEntry
from skill.progress.place import MOST_NOTED, Noted, Place, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Order, Pace
from skill.routine.plan import Pick
from skill.routine.settings import Counting, Talk
from tests.choices import chosen
from tests.contract.conftest import TABLE
from tests.fakes import count, keep

MONDAY = date(2026, 3, 2)
UNITS = ("calf", "towel", "hamstring", "tiptoe", "rock", "arch")
COUNTERS = {f"{unit}_{kind}": 999 for unit in UNITS for kind in ("steps", "done", "done_steps")}
NOW_MS = 1_772_434_800_123
PICKS = tuple(Pick(exercise, sets=EXERCISES[exercise].sets.default) for exercise in ExerciseId)
STEPS = [  # more than any routine has
    f"{exercise}-{number}-{side}"
    for exercise in ExerciseId
    for number in range(1, 11)
    for side in ("left", "right")
]
PLACE = Place(
    picks=PICKS,
    at=STEPS[-1],
    status=Status.WAIT,
    touched_at_ms=NOW_MS,
    done=frozenset(STEPS),
    playing=SentSegment(
        "0123456789ab",
        NOW_MS,
        Status.REST,
        tuple(StepTime(step, 0, 230_000) for step in STEPS[:20]),
    ),
    noted=tuple(
        Noted("0123456789ab", MONDAY, {"calf_steps": 1}, (step,)) for step in STEPS[:MOST_NOTED]
    ),
)
DEVICES = ["0123456789ab", "123456789abc", "23456789abcd"]
LARGEST = Profile(
    settings=chosen(
        foot=Foot.BOTH,
        calf_hold_seconds=45,
        hamstring_hold_seconds=20,
        arch_hold_seconds=30,
        calf_sets=2,
        pace=Pace.SLOW,
        counting=Counting.LAST_FIVE,
        talk=Talk.MINIMAL,
        order=Order.EASY,
    ),
    time_zone="America/Argentina/ComodRivadavia",
    practice={exercise: Practice(9_999, MONDAY) for exercise in ExerciseId},
    told={f"something-told-now-and-then-{n}": 999 for n in range(50)},
    foot_asked_on=MONDAY,
    gentle_since=MONDAY,
    gentle_week=1,
)
PLACES = dict.fromkeys(DEVICES, PLACE)


def stored_kb(database, user_id, sort_key):
    """Return how large an item is."""
    key = {"pk": {"S": user_id}, "sk": {"S": sort_key}}
    item = database.client.get_item(TableName=TABLE, Key=key, ConsistentRead=True)["Item"]
    return item_bytes(item) / KB


def test_a_day_of_many_segments_stays_small(database, user_id):
    """Three rounds of everything are some sixty segments; more than twice that is a few KB."""
    ids = [f"{number:012}" for number in range(150)]
    for segment_id in ids:
        count(database.store, user_id, LogEntry(segment_id, MONDAY, COUNTERS))

    assert 2 < stored_kb(database, user_id, f"DAY#{MONDAY}") < 3
    assert frozenset(ids) == database.store.load(user_id, since=MONDAY).days[MONDAY].applied


def test_the_largest_profile_is_far_below_the_limit(database, user_id):
    """Everything chosen, everything told, and a place to go back to on three devices."""
    saved = keep(database.store, user_id, LARGEST, PLACES)

    assert 8 < stored_kb(database, user_id, "PROFILE") < 15
    assert saved == database.store.load(user_id, since=MONDAY).profile
