"""Taking back: the last step or the last note, of whatever day, again and again; log and place."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import event, given
from hypothesis import strategies as st

from skill.coaching import commands
from skill.coaching.coach import Coach
from skill.coaching.commands import Plain
from skill.coaching.reply import State, Turn
from skill.coaching.settle import LATENCY_MS
from skill.progress.profile import Profile
from skill.routine.exercises import Foot, RoutineName
from skill.routine.plan import make_plan
from skill.routine.settings import Settings
from tests.unit.coaching.asking import (
    ARCH,
    CALF,
    PRACTISED,
    RAISES,
    ROCK,
    TODAY,
    TOWEL,
    UNITS,
    WORDS,
    did,
    said,
)

MONDAY_MS = 1_795_420_800_000
KNOWN = Profile(
    Settings(foot=Foot.LEFT), "Europe/London", practice=PRACTISED, told={"disclaimer": 1}
)


class Person:
    """Somebody who talks with the coach."""

    def __init__(self):
        """Begin on a Monday at eight, with nothing done."""
        self.coach, self.state = Coach(lambda _: WORDS), State(KNOWN)
        self.now_ms, self.turns, self.is_new = MONDAY_MS, 0, True
        self.logged = []

    def say(self, command, after=5):
        """Say something, so many seconds later; return the reply."""
        self.now_ms += after * 1000
        self.turns += 1
        turn = Turn(self.now_ms, f"turn-{self.turns}", self.is_new)
        reply = self.coach.respond(self.state, command, turn)
        self.logged += reply.state.entries
        self.state, self.is_new = replace(reply.state, entries=()), not reply.listen
        return reply

    def until_step(self, number):
        """Return how many seconds it is until so many steps of what plays are over."""
        playing = self.state.place.playing
        over_ms = playing.started_at_ms + playing.steps[number - 1].end_ms + LATENCY_MS
        return (over_ms - self.now_ms) // 1000 + 1

    @property
    def counters(self):
        """What the log has, by day, from the entries alone: each id counts once."""
        once = {(entry.segment_id, entry.day): entry for entry in self.logged}
        total = Counter()
        for entry in once.values():
            for name, count in entry.counters.items():
                total[entry.day, name] += count
        return {key: count for key, count in total.items() if count}

    @property
    def noted(self):
        """What can be taken back."""
        return self.state.place.noted


def on(day, counters):
    """Return counters of a day, as a person has them."""
    return {(day, name): count for name, count in counters.items()}


def words_of(reply):
    """Return what is said, with or without a count."""
    cues = reply.timeline.cues if reply.timeline else ()
    return " ".join([said(reply), *(cue.text for cue in cues if cue.text)]).strip()


def test_the_last_round_is_taken_back_hold_by_hold_in_log_and_place():
    """The round is no whole one any more, and the hold that is taken back comes next."""
    person = Person()
    person.say(commands.Start(exercise=ARCH))
    person.say(Plain.WHERE_AM_I, 600)
    assert on(TODAY, did(ARCH)) == person.counters

    reply = person.say(Plain.UNDO)

    assert words_of(reply).startswith("Taken back from today: arch stretch, hold ten of ten.")
    assert on(TODAY, {"arch_steps": 9}) == person.counters
    assert "arch-10" == person.state.place.at
    assert "arch-10" not in person.state.place.done

    person.say(Plain.UNDO)
    assert on(TODAY, {"arch_steps": 8}) == person.counters
    assert "arch-9" == person.state.place.at


def test_a_note_of_another_day_is_taken_back_and_its_day_named():
    """Said on a Monday of the Thursday before."""
    person = Person()
    thursday = TODAY - timedelta(4)
    assert "Noted for Thursday: calf stretch." in said(
        person.say(commands.Done(CALF, day=thursday))
    )
    assert on(thursday, did(CALF)) == person.counters

    assert "Taken back from Thursday: calf stretch." in said(person.say(Plain.UNDO))
    assert {} == person.counters
    assert "nothing more" in said(person.say(Plain.UNDO))


def test_all_five_are_noted_on_a_day_and_taken_back_together():
    """Told as "I did my exercises yesterday": it is one note."""
    person = Person()
    yesterday = TODAY - timedelta(1)
    reply = person.say(commands.Done(everything=True, day=yesterday))
    assert "Noted for yesterday: all five exercises." in said(reply)
    assert {(yesterday, f"{unit}_done") for unit in ("calf", "rock", "arch")} <= set(
        person.counters
    )

    assert "Taken back from yesterday: all five exercises." in said(person.say(Plain.UNDO))
    assert {} == person.counters


def test_a_note_of_another_day_does_nothing_to_what_is_planned_today():
    """Thursday's towel scrunch is not today's."""
    person = Person()
    person.say(commands.Start())
    person.say(commands.Done(TOWEL, day=TODAY - timedelta(4)), 40)

    assert frozenset() == person.state.place.done
    assert "Then the towel scrunch." in words_of(person.say(Plain.WHAT_NEXT))


def test_what_is_noted_is_not_introduced_any_more_and_what_is_taken_back_is():
    """The towel scrunch was done without the coach, or it was not."""
    person = Person()
    person.say(commands.Start())
    person.say(commands.Done(TOWEL), 40)
    assert "Then the hamstring stretch." in words_of(person.say(Plain.WHAT_NEXT))

    person.say(Plain.UNDO)
    assert "Then the towel scrunch." in words_of(person.say(Plain.WHAT_NEXT))


def test_one_part_that_is_noted_leaves_the_other():
    """Heel rocks are done; tiptoe raises go on."""
    person = Person()
    person.say(commands.Start(exercise=RAISES))
    person.say(commands.Done(ROCK))

    assert {"tiptoe"} == {step.unit for step in make_plan(person.state.place.picks, KNOWN.settings)}
    assert on(TODAY, did(ROCK)) == person.counters


def test_a_step_that_was_played_again_counts_again_and_is_taken_back_alone():
    """One set, played twice: two in the log, one of three done."""
    person = Person()
    person.say(commands.Start(exercise=TOWEL))
    person.say(Plain.REPEAT, person.until_step(1))
    assert on(TODAY, {"towel_steps": 1}) == person.counters
    person.say(Plain.PAUSE, person.until_step(1))
    assert on(TODAY, {"towel_steps": 2}) == person.counters
    assert {"towel-1"} == person.state.place.done

    person.say(Plain.UNDO)
    assert on(TODAY, {"towel_steps": 1}) == person.counters
    assert {"towel-1"} == person.state.place.done


def test_a_step_of_the_routine_that_was_left_is_taken_back_there():
    """The arch stretch was begun by name; then the routine goes on with the step not done."""
    person = Person()
    person.say(commands.Start())
    person.say(Plain.PAUSE, person.until_step(2))
    person.say(commands.Start(exercise=ARCH))
    person.say(Plain.UNDO)

    left = person.state.place.shelved
    assert ({"calf-1-left"}, "calf-1-right") == (left.done, left.at)
    assert on(TODAY, {"calf_steps": 1}) == person.counters


def test_a_round_that_is_done_all_over_again_is_another_round():
    """Gone back to from the next exercise: the round is whole when its tenth hold is over."""
    person = Person()
    person.say(commands.Start(routine=RoutineName.SHORT))
    person.say(Plain.PREVIOUS, person.until_step(10) + 2)
    assert on(TODAY, did(ARCH)) == person.counters

    person.say(Plain.READY, 20)
    person.say(Plain.PAUSE, person.until_step(9))
    assert 1 == person.counters[TODAY, "arch_done"]
    person.say(Plain.RESUME)
    person.say(Plain.PAUSE, person.until_step(1))

    assert on(TODAY, did(ARCH, times=2)) == person.counters


COMMANDS = st.one_of(
    st.sampled_from(
        [
            Plain.READY,
            Plain.YES,
            Plain.NO,
            Plain.NEXT,
            Plain.REPEAT,
            Plain.PREVIOUS,
            Plain.START_OVER,
            Plain.PAUSE,
            Plain.RESUME,
            Plain.STOP,
            Plain.WHERE_AM_I,
            Plain.CANNOT_GET_DOWN,
            commands.Start(),
            commands.Start(minutes=9),
            commands.Skip(),
            commands.Done(),
            commands.Done(everything=True),
        ]
    ),
    st.builds(commands.Start, exercise=UNITS),
    st.builds(commands.Skip, exercise=st.sampled_from([CALF, ARCH])),
    st.builds(commands.Done, UNITS, day=st.none() | st.just(TODAY - timedelta(3))),
)
TALK = st.lists(st.tuples(COMMANDS, st.sampled_from([3, 40, 100, 240, 1_000])), max_size=14)


def test_eight_can_be_taken_back():
    """One after another; older ones stay."""
    person = Person()
    person.say(commands.Start(exercise=ARCH))
    person.say(Plain.PAUSE, 600)
    replies = [words_of(person.say(Plain.UNDO)) for _ in range(9)]

    assert [True] * 8 + [False] == ["Taken back" in each for each in replies]
    assert on(TODAY, {"arch_steps": 2}) == person.counters


def news_of(entries):
    """Return how many things a turn noted that can be taken back: steps, and notes."""
    return sum(
        1
        if entry.segment_id.endswith("-done")
        else sum(
            count
            for name, count in entry.counters.items()
            if name.endswith("_steps") and not name.endswith("_done_steps")
        )
        for entry in entries
    )


@given(TALK)
def test_undo_is_the_inverse_of_everything_that_was_noted(talk):
    """However it came into the log: one by one, the newest first, and the place with it."""
    person, before = Person(), []
    for command, after in [*talk, (Plain.PAUSE, 5), (Plain.STOP, 5)]:
        counters, seen = person.counters, len(person.logged)
        person.say(command, after)
        news = news_of(person.logged[seen:])
        # Of several that came at once, it is known what was before the first.
        before += [counters, *([None] * (news - 1))] if news else []
    assert min(8, len(before)) == len(person.noted)
    event(f"{len(person.noted)} to take back")
    while person.noted:
        last, done = person.noted[-1], person.state.place.done
        reply = person.say(Plain.UNDO)
        assert "Taken back from" in words_of(reply)
        expected = before.pop()
        assert expected is None or expected == person.counters
        gone = frozenset() if last.again else frozenset(last.steps)
        assert done - gone == person.state.place.done
        assert all(count > 0 for count in person.counters.values())
