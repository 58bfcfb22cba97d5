"""
Random people: any command at any moment, with any settings.

An independent ledger keeps what was really heard of each segment. Nothing may be logged twice, or
without having been played; the place moves only by command; every command is answered in words.
"""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import event, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from skill.coaching import commands
from skill.coaching.coach import Coach
from skill.coaching.commands import Amount, Change, Plain, SkipPart, Symptom, Topic
from skill.coaching.reply import State, Turn
from skill.coaching.settle import LATENCY_MS
from skill.progress.place import Status
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, Part, RoutineName
from skill.routine.plan import make_plan
from skill.routine.settings import Counting, Talk
from skill.service.session_attributes import attributes_of, state_of
from skill.speech.apla import apla_document
from skill.speech.narration import narration_for
from tests.choices import chosen
from tests.limits import RESPONSE_BYTES, SOUND_MS

WORDS = narration_for()
MONDAY_MS = 1_795_420_800_000
UNITS = st.sampled_from([*ExerciseId, *Part])

STAYS = st.sampled_from(
    [
        Plain.WHERE_AM_I,
        Plain.TIME_LEFT,
        Plain.WHAT_NEXT,
        Plain.LIST_EXERCISES,
        commands.Progress(),
        Plain.HELP,
        Plain.PAUSE,
        commands.Why(),
        Plain.EQUIPMENT,
        commands.Advice(Topic.HEEL_SPUR),
        Plain.RECORD,
        Plain.REMIND,
        commands.Number(5),
        commands.Hurts(),
        Plain.FORGET_ME,
        commands.SetTalk(Amount.LESS),
        commands.SetCounting(Counting.SILENT),
        commands.SetPace(Pace.SLOW),
        Plain.UNKNOWN_EXERCISE,
        commands.HowTo(),
    ]
)
"""Commands after which the person is where they were."""

MOVES = st.one_of(
    st.sampled_from(
        [
            Plain.LAUNCH,
            Plain.READY,
            Plain.YES,
            Plain.NO,
            Plain.NEXT,
            Plain.PREVIOUS,
            Plain.REPEAT,
            Plain.START_OVER,
            Plain.RESUME,
            Plain.NOT_UNDERSTOOD,
            Plain.UNDO,
            commands.Done(everything=True),
            commands.NotReady(),
            commands.NotReady(90),
            commands.Start(),
            commands.Start(ambiguous=True),
            commands.SetFoot(),
            commands.Done(),
            commands.Start(no_floor=True),
            commands.RedFlag(Symptom.DIZZY),
            commands.Hurts(2),
            commands.Hurts(8),
            commands.Number(4),
            commands.Number(9),
        ]
    ),
    st.builds(commands.Skip, st.one_of(st.none(), st.sampled_from(SkipPart))),
    st.builds(commands.Start, routine=st.sampled_from(RoutineName)),
    st.builds(commands.Start, exercise=UNITS),
    st.builds(commands.Start, minutes=st.integers(0, 40)),
    st.builds(commands.SetFoot, st.sampled_from(Foot)),
    st.builds(commands.HowTo, UNITS),
    st.builds(commands.Done, UNITS),
    st.builds(commands.SetHold, st.sampled_from([10, 20, 45, 90])),
    st.builds(
        commands.SetHold,
        change=st.sampled_from(Change),
        exercise=st.none() | UNITS,
        names_holds=st.booleans(),
    ),
    st.builds(commands.SetSets, st.integers(0, 5), exercise=st.none() | UNITS),
    st.builds(
        commands.Correct,
        st.none() | st.sampled_from(Foot),
        st.none() | st.sampled_from(RoutineName),
    ),
    st.builds(commands.Skip, exercise=UNITS),
    st.just(Plain.CANNOT_GET_DOWN),
    st.builds(commands.SetSets, change=st.sampled_from(Change)),
    st.builds(commands.SetOrder, st.sampled_from(Order)),
)

SECONDS = st.one_of(
    st.integers(0, 20),
    st.integers(0, 240),
    st.integers(0, 240),
    st.sampled_from([3_600, 3 * 3_600, 26 * 3_600]),
)

CHOICES = st.builds(
    chosen,
    foot=st.one_of(st.none(), st.sampled_from(Foot)),
    calf_sets=st.integers(1, 3),
    calf_hold_seconds=st.sampled_from([30, 45, 60]),
    arch_hold_seconds=st.sampled_from([10, 30]),
    towel_sets=st.integers(1, 3),
    hamstring_sets=st.integers(2, 3),
    raises_sets=st.integers(1, 3),
    pace=st.sampled_from(Pace),
    counting=st.sampled_from(Counting),
    talk=st.one_of(st.none(), st.sampled_from(Talk)),
    order=st.sampled_from(Order),
)


class Conversation(RuleBasedStateMachine):
    """One person, one coach."""

    @initialize(choices=CHOICES, is_new=st.booleans())
    def arrive(self, choices, is_new):
        """Somebody new, or somebody who knows it all."""
        profile = Profile(settings=choices)
        if not is_new:
            practice = dict.fromkeys(ExerciseId, Practice(9, None))
            profile = replace(profile, practice=practice, told={"disclaimer": 1})
        self.coach = Coach(lambda _: WORDS)
        self.state = State(profile)
        self.now_ms = MONDAY_MS
        self.turns = 0
        self.in_session = False
        self.heard = []
        self.ledger = Counter()
        self.logged = Counter()
        self.segments = set()

    @rule(command=MOVES, seconds=SECONDS)
    def moves(self, command, seconds):
        """Say something that may move the place."""
        self._say(command, seconds)

    @rule(command=st.sampled_from([Plain.READY, Plain.YES, Plain.REPEAT]))
    def hears_it_out(self, command):
        """Listen to the end, then say the word that goes on."""
        self._say(command, self._seconds_left() + 2)

    @rule(
        command=st.sampled_from([Plain.REPEAT, Plain.PREVIOUS, Plain.START_OVER]),
        part=st.floats(0, 1),
    )
    def goes_back(self, command, part):
        """Do something once more that may be done already."""
        self._say(command, round(part * self._seconds_left()))

    @rule(command=STAYS, part=st.floats(0, 1))
    def stays(self, command, part):
        """Ask something: afterwards the place is where the sound was."""
        seconds = round(part * self._seconds_left())
        place, status = self._place(seconds)
        asked = self.state.dialogue.question is not None
        if place is None or asked or not self.in_session:
            return
        reply = self._say(command, seconds)
        event(f"asked in {status}")
        assert place == self._start_of(reply)

    @rule(seconds=SECONDS, stopped=st.booleans())
    def leaves(self, seconds, stopped):
        """Say stop, or let the session end."""
        if self.in_session:
            self._say(Plain.STOP if stopped else Plain.END, seconds)
            self.in_session = False

    @rule(seconds=SECONDS)
    def loses_power(self, seconds):
        """The device goes dark, and nobody says so."""
        self.now_ms += seconds * 1000
        self.in_session = False

    @invariant()
    def nothing_is_logged_that_was_not_played(self):
        """What the log says is what the ledger heard, step for step."""
        if self.turns:
            assert self.ledger == self.logged

    def _say(self, command, seconds):
        self.now_ms += seconds * 1000
        self.turns += 1
        new_session = not self.in_session
        if command is Plain.LAUNCH and self.in_session:
            return None
        note(f"+{seconds}s {command}")
        before = self.state.place
        turn = Turn(self.now_ms, f"segment-{self.turns}", new_session)
        self._hear(before)
        reply = self.coach.respond(self.state, command, turn)
        for entry in reply.state.entries:
            assert (entry.segment_id, entry.day) not in self.segments
            self.segments.add((entry.segment_id, entry.day))
            if entry.segment_id.startswith("undo-") or entry.segment_id.endswith("-done"):
                continue  # noted by voice: nothing was played for it
            self.logged.update(
                {
                    name: n
                    for name, n in entry.counters.items()
                    if name.endswith("_steps") and not name.endswith("_done_steps")
                }
            )
        self._check_words(reply, command)
        # The service writes the entries and carries the rest to the next turn, as JSON.
        written = replace(reply.state, entries=(), other_places={})
        carried = state_of(json.loads(json.dumps(attributes_of(written, self.now_ms))))
        assert replace(written, days=carried.days) == carried
        self.state = replace(carried, days=written.days)
        self.in_session = reply.listen
        return reply

    def _hear(self, before):
        """Put down what was heard of the playing segment, by the times alone."""
        if before.playing is None:
            return
        elapsed_ms = self.now_ms - before.playing.started_at_ms - LATENCY_MS
        plan = {step.id: step for step in make_plan(before.picks, self.state.profile.settings)}
        finished = [each for each in before.playing.steps if each.end_ms <= elapsed_ms]
        heard = [each.step for each in finished]
        self.ledger.update(f"{plan[step].unit}_steps" for step in heard if step in plan)

    def _seconds_left(self):
        """Return how long the last step that plays is still ahead."""
        place = self.state.place
        if place.playing is None or not place.playing.steps:
            return 5
        end_ms = place.playing.started_at_ms + place.playing.steps[-1].end_ms
        return max(5, (end_ms - self.now_ms) // 1000 + 3)

    def _place(self, seconds):
        """Return the step that is running or next after so many seconds."""
        place = self.state.place
        if place.playing is None:
            return place.at, place.status
        elapsed_ms = seconds * 1000 + self.now_ms - place.playing.started_at_ms - LATENCY_MS
        ahead = [each for each in place.playing.steps if each.end_ms > elapsed_ms]
        return (ahead[0].step, Status.WORK) if ahead else (place.at, place.status)

    @staticmethod
    def _start_of(reply):
        place = reply.state.place
        playing = place.playing
        return playing.steps[0].step if playing and playing.steps else place.at

    def _check_words(self, reply, command):
        if reply.timeline is None:
            silent = command is Plain.END
            assert silent or any(WORDS(each) for each in reply.say)
            return
        assert any(cue.text for cue in reply.timeline.cues)
        assert reply.timeline.length_ms <= SOUND_MS
        assert len(json.dumps(apla_document(reply.timeline))) < RESPONSE_BYTES


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=200, stateful_step_count=30)


@pytest.mark.parametrize("status", [Status.WAIT, Status.WORK, Status.REST, Status.PAUSED])
def test_every_state_was_reached(status):
    """A control: the machine's own moves reach each state a person can be in."""
    coach = Coach(lambda _: WORDS)
    known = Profile(practice=dict.fromkeys(ExerciseId, Practice(9, None)), told={"disclaimer": 1})
    script = {
        Status.WAIT: [(commands.Start(exercise=ExerciseId.HAMSTRING), 0)],
        Status.WORK: [(commands.Start(exercise=ExerciseId.TOWEL), 40)],
        Status.REST: [(commands.Start(exercise=ExerciseId.TOWEL), 70)],
        Status.PAUSED: [(commands.Start(exercise=ExerciseId.TOWEL), 40), (Plain.PAUSE, 5)],
    }[status]
    state, now_ms = State(known), MONDAY_MS
    found = None
    for number, (command, seconds) in enumerate([*script, (Plain.WHERE_AM_I, 0)]):
        turn = Turn(now_ms, str(number), new_session=number == 0)
        reply = coach.respond(state, command, turn)
        state, now_ms = reply.state, now_ms + seconds * 1000
        found = state.place.status
    expected = {Status.WORK: Status.WAIT, Status.REST: Status.WAIT}.get(status, status)
    assert expected == found
