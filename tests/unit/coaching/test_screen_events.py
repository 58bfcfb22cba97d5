"""
Random documents: every event there is, at any moment, of any screen that was ever shown.

An independent ledger knows when each step of each segment ends. An event logs no step that the
clock has not reached, and none twice; one that is refused changes nothing at all.
"""

import json
from collections import Counter
from dataclasses import replace

from hypothesis import event as note_event
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from skill.coaching.coach import Coach
from skill.coaching.commands import NotReady, Plain, SegmentOver, Skip, Start
from skill.coaching.reply import Device, Ending, State, Turn
from skill.coaching.screen_events import EARLY_MS
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, RoutineName
from skill.routine.settings import Silence
from skill.service.session_attributes import attributes_of, state_of
from skill.speech.narration import narration_for
from tests.choices import chosen
from tests.fakes import respond
from tests.limits import SOUND_MS

WORDS = narration_for()
MONDAY_MS = 1_795_420_800_000
SHOW = Device("show", has_screen=True, shows=True, carries_on=True)

STARTS = st.sampled_from(
    [
        *(Start(exercise=each) for each in ExerciseId),
        Start(routine=RoutineName.FULL),
        Start(routine=RoutineName.SHORT),
    ]
)
SAID = st.sampled_from(
    [
        *(Plain.READY, Plain.PAUSE, Plain.RESUME, Plain.NEXT, Plain.PREVIOUS, Plain.REPEAT),
        *(Plain.YES, Plain.NO, Plain.WHERE_AM_I, Plain.STOP, Plain.LAUNCH, Plain.END),
        *(Plain.NO_ANSWER, Plain.HELP, NotReady(), Skip()),
    ]
)
ENDS = (Plain.END, Plain.NO_ANSWER)


class OnAScreen(RuleBasedStateMachine):
    """One person, one coach, one screen."""

    @initialize(is_new=st.booleans(), waits=st.booleans(), command=STARTS)
    def arrive(self, is_new, waits, command):
        """Somebody starts."""
        silence = Silence.WAITS if waits else Silence.GOES_ON
        profile = Profile(settings=chosen(silence=silence), told={"disclaimer": 1})
        if not is_new:
            known = Practice(9, None)
            profile = replace(profile, practice=dict.fromkeys(ExerciseId, known))
        self.coach = Coach(lambda _: WORDS)
        self.state = State(profile)
        self.now_ms = MONDAY_MS
        self.turns = 0
        self.new_session = True
        self.screens = ["", "0123456789ab"]
        self.sent = {}
        self.logged = Counter()
        self._send(command, 0)

    @rule(command=SAID | STARTS, seconds=st.integers(0, 300))
    def says(self, command, seconds):
        """Say anything."""
        self._send(command, seconds)

    @rule(part=st.floats(0, 1.5), ago=st.integers(0, 3))
    def is_over(self, part, ago):
        """A document, the last one or one before, says that its segment is over."""
        screen = self.screens[-1 - min(ago, len(self.screens) - 1)]
        playing = self.state.place.playing
        length_s = playing.sound_ms // 1000 if playing else 10
        self._send(SegmentOver(screen), round(part * length_s), screen)

    @precondition(lambda self: self.state.place.playing is not None)
    @rule(late=st.integers(0, 4))
    def plays_out(self, late):
        """The document that plays is over in time."""
        playing = self.state.place.playing
        ends_ms = playing.started_at_ms + playing.sound_ms
        seconds = max(0, (ends_ms - self.now_ms) // 1000) + late
        self._send(SegmentOver(playing.segment_id), seconds, playing.segment_id)

    @precondition(lambda self: self.state.place.playing is not None)
    @rule(part=st.floats(0, 0.95))
    def fails(self, part):
        """The sound of the document that plays breaks off, or never begins."""
        playing = self.state.place.playing
        at_ms = playing.started_at_ms + part * playing.sound_ms
        seconds = max(0, int(at_ms - self.now_ms) // 1000)
        self._send(SegmentOver(playing.segment_id), seconds, playing.segment_id)

    @rule(command=SAID, seconds=st.integers(0, 60), ago=st.integers(0, 3))
    def is_touched(self, command, seconds, ago):
        """A screen is touched, the last one or one before."""
        if command not in (*ENDS, Plain.LAUNCH):
            screen = self.screens[-1 - min(ago, len(self.screens) - 1)]
            self._send(command, seconds, screen)

    @precondition(lambda self: self.state.voice_only)
    @rule()
    def fails_no_longer(self):
        """The weeks are over after which documents are tried again."""
        self.state = replace(self.state, voice_only=False, refused_apl_at_ms=0)

    @invariant()
    def nothing_is_logged_twice(self):
        """A step of a segment counts once, whatever comes."""
        if getattr(self, "turns", 0):
            for segment_id, number in self.logged.items():
                assert number <= len(self.sent[segment_id].all_steps)

    def _send(self, command, seconds, screen=None):
        if command is Plain.LAUNCH and not self.new_session:
            return
        self.now_ms += seconds * 1000
        self.turns += 1
        turn_id = f"{self.turns:012x}"
        turn = Turn(self.now_ms, turn_id, self.new_session, SHOW, screen)
        before = self.state
        reply = respond(self.coach, before, command, turn)
        if reply.is_ignored:
            note_event("ignored")
            assert before == reply.state
            assert screen is not None
            return
        if screen is not None and not isinstance(command, SegmentOver):
            assert screen == self.screens[-1]
        self._check_log(before, reply, command)
        self._check_sound(reply)
        if isinstance(command, SegmentOver):
            self._check_event(before, reply, command)
        if command not in ENDS:
            self.screens.append(turn_id)
        playing = reply.state.place.playing
        if playing is not None:
            self.sent[playing.segment_id] = playing
        written = replace(reply.state, entries=(), other_places={})
        carried = state_of(json.loads(json.dumps(attributes_of(written, self.now_ms))))
        assert replace(written, days=carried.days) == carried
        self.state = replace(carried, days=written.days)
        self.new_session = command in ENDS or not reply.listen

    def _check_log(self, before, reply, command):
        """What is logged was played, by the clock; an event may be a little early."""
        tolerance_ms = EARLY_MS + 1000 if isinstance(command, SegmentOver) else 0
        for entry in reply.state.entries:
            steps = sum(
                n
                for name, n in entry.counters.items()
                if name.endswith("_steps") and not name.endswith("_done_steps")
            )
            played = before.place.playing
            assert played is not None
            assert played.segment_id == entry.segment_id
            elapsed_ms = self.now_ms - played.started_at_ms - 1000 + tolerance_ms
            # A speaker says so when all that it was sent is over, and so does a screen left alone.
            if command is Plain.NO_ANSWER and (before.voice_only or played.then is not None):
                elapsed_ms = played.length_ms
            reached = [each for each in played.all_steps if each.end_ms <= elapsed_ms]
            assert steps <= len(reached)
            self.logged[entry.segment_id] += steps

    @staticmethod
    def _check_sound(reply):
        """A document plays one segment; where nobody listens, nothing waits for an answer."""
        if reply.ending is not Ending.CARRY_ON:
            return
        assert reply.reprompt is None
        assert reply.state.place.playing.then is None
        assert reply.timeline.length_ms == reply.state.place.playing.sound_ms <= SOUND_MS
        assert reply.timeline.cues

    def _check_event(self, before, reply, command):
        """It goes on, asks, closes, or plays the same again as a speaker does."""
        playing = before.place.playing
        assert playing.segment_id == command.segment_id
        elapsed_ms = self.now_ms - playing.started_at_ms
        if elapsed_ms < playing.sound_ms - EARLY_MS:
            note_event("early")
            assert () == reply.state.entries
            assert reply.state.voice_only
            assert reply.ending is Ending.LISTEN
            assert reply.timeline is not None
            if playing.steps:
                sent = reply.state.place.playing
                at = sent.all_steps[0].step if sent.all_steps else reply.state.place.at
                assert playing.steps[0].step == at
            return
        note_event(f"over, {reply.ending}")
        if reply.ending is Ending.CLOSE:
            assert reply.state.place.at is None
        else:
            assert reply.timeline is not None or WORDS(reply.say[-1]).startswith(("Ready", "Say"))


TestOnAScreen = OnAScreen.TestCase
TestOnAScreen.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
