"""Replies of the coach to somebody who goes through a routine, for what a screen shows of them."""

from datetime import UTC, date, datetime

from skill.coaching.coach import Coach
from skill.coaching.commands import Plain, Progress, SetFoot, Start
from skill.coaching.reply import Device, State, Turn
from skill.progress.days import DayLog
from skill.progress.profile import Practice, Profile
from skill.progress.reminders import ReminderOutcome
from skill.routine.exercises import ExerciseId, Foot, RoutineName
from skill.routine.settings import Settings
from skill.speech.narration import narration_for

WORDS = narration_for()
TODAY = date(2026, 11, 23)
NOW_MS = int(datetime(2026, 11, 23, 10, tzinfo=UTC).timestamp() * 1000)
SHOW = Device("show", has_screen=True)


def respond(state, command, *, after_ms=0, device=SHOW, opens=False):
    """Return the reply to a command, so long after the session began."""
    turn = Turn(NOW_MS + after_ms, f"segment-{after_ms}", opens, device)
    return Coach(lambda _: WORDS).respond(state, command, turn)


def person(times=0, days=None, **settings):
    """Return what is known of somebody who did each exercise so often."""
    practice = {each: Practice(times, date(2026, 11, 22)) for each in ExerciseId} if times else {}
    profile = Profile(Settings(**settings), "Europe/London", {"disclaimer": 1}, practice)
    return State(profile, days={day: DayLog(day, log) for day, log in (days or {}).items()})


def routine(name=RoutineName.FULL, times=20, device=SHOW, **settings):
    """Yield the replies to "start", and to "ready" whenever what was sent has been played."""
    state, command, at_ms = person(times, **settings), Start(routine=name), 0
    while True:
        reply = respond(state, command, after_ms=at_ms, device=device, opens=not at_ms)
        yield reply
        state, command, playing = reply.state, Plain.READY, reply.state.place.playing
        if not reply.listen or state.place.at is None:
            return
        at_ms += (playing.length_ms if playing else 0) + 2_000


def first_visit():
    """Return the reply to somebody who opens the skill for the first time."""
    return respond(State(Profile(Settings(), "Europe/London")), Plain.LAUNCH, opens=True)


def asked_for_routine():
    """Return the question that comes after the one about the foot."""
    return respond(first_visit().state, SetFoot(Foot.RIGHT), after_ms=1)


def interrupted(command, **settings):
    """Return the reply to a command in the middle of the first routine's second minute."""
    start = next(routine(**settings))
    return respond(start.state, command, after_ms=70_000)


def asked_to_remind(wish, state=None):
    """Return the question whether to remind, where no reminder is set."""
    asked = respond(state or person(20, foot=Foot.LEFT), wish, opens=state is None)
    return asked.order.then(ReminderOutcome(()))


def asked_for_today():
    """Return the answer to "what did I do today", by somebody who did something on three days."""
    whole = {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6}
    days = {
        TODAY: {**whole, "towel_steps": 1},
        date(2026, 11, 22): whole,
        date(2026, 11, 18): whole,
    }
    return respond(person(20, days, foot=Foot.LEFT), Progress())
