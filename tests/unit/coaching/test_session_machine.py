"""
Random people: every command there is, at any moment, with any settings.

After every turn the rules of a conversation are checked on what was heard. A question is open for
one turn, and only while its words were the last that were said. The microphone is open exactly when
the last words ask or prompt. Nothing is deleted, noted or started but by a command that says so, or
by a yes straight after that question. What pain has stopped is not offered again that day.

An independent ledger keeps what was really heard of each segment: nothing may be logged twice, or
without having been played. The place moves only by command.
"""

import json
import re
from collections import Counter
from copy import copy, deepcopy
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import get_args, get_origin, get_type_hints

import pytest
from hypothesis import currently_in_test_context, event, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from skill.coaching import commands
from skill.coaching.coach import Coach
from skill.coaching.commands import Amount, Command, PainWord, Plain, Topic
from skill.coaching.dialogue import Question
from skill.coaching.reply import State, Turn
from skill.coaching.settle import settle
from skill.progress.days import DayLog, local_day
from skill.progress.place import Status
from skill.progress.profile import Practice, Profile
from skill.progress.reminders import Reminder, Weekday
from skill.progress.summary import summarise
from skill.routine.delivery import After
from skill.routine.exercises import IN_ROUNDS, ExerciseId, Foot, Order, Pace, RoutineName
from skill.routine.plan import UNITS, exercise_of, make_plan, parse_step_id, place_of
from skill.routine.settings import Counting, Talk
from skill.service.session_attributes import attributes_of, state_of
from skill.speech.apla import apla_document
from skill.speech.narration import narration_for
from tests.choices import chosen
from tests.fakes import InMemoryReminders, respond
from tests.limits import RESPONSE_BYTES, SOUND_MS

WORDS = narration_for()
MONDAY_MS = 1_795_420_800_000
MONDAY = date(2026, 11, 23)
CALL_MS = 5_000
"""How soon after the end of a session a call from outside means what played there."""

VALUES = {
    int: (0, 2, 5, 8, 30, 45, 90),
    date: tuple(MONDAY - timedelta(ago) for ago in (0, 1, 7)),
    bool: (True,),
    Reminder: (Reminder(7 * 60 + 30), Reminder(20 * 60, (Weekday.MONDAY,))),
}
"""What is tried for a number or a day; of a choice every value is."""


def _values(hint):
    """Return the values to try for a field of this type, without ``None``."""
    if get_origin(hint) is tuple:
        return [(value,) for value in _values(get_args(hint)[0])]
    if kinds := get_args(hint):
        return [value for kind in kinds for value in _values(kind)]
    if hint is type(None):
        return []
    return VALUES[hint] if hint in VALUES else list(hint)


def _each_of(kind):
    """Return commands of one type: plain, and with every value of each field alone."""
    if not is_dataclass(kind):
        return list(kind)
    hints = get_type_hints(kind)
    needed = {
        each.name: _values(hints[each.name])[0] for each in fields(kind) if each.default is MISSING
    }
    named = [{each.name: value} for each in fields(kind) for value in _values(hints[each.name])]
    return [kind(**needed), *(kind(**{**needed, **value}) for value in named)]


STUBS = (commands.Correct,)
"""Commands whose answers have no words of their own yet."""

ENDS = (Plain.END, Plain.NO_ANSWER)
"""What ends a session from outside; nobody hears an answer."""

EVERY = [
    command
    for kind in get_args(Command)
    if kind is not commands.SegmentOver  # no person says it: ``test_screen_events`` sends it
    for command in _each_of(kind)
    if command not in ENDS and command not in STUBS and kind not in STUBS
]
"""Every command there is, read from the types and their fields: a new one is in it by itself."""

COMMANDS = st.sampled_from(EVERY) | st.sampled_from(
    [each for each in EVERY if isinstance(each, Plain)]
)

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
        Plain.REMINDERS,
        commands.Number(5),
        Plain.FORGET_ME,
        commands.SetTalk(Amount.LESS),
        commands.SetCounting(Counting.SILENT),
        commands.SetPace(Pace.SLOW),
        commands.SetHold(),
        Plain.UNKNOWN_EXERCISE,
        Plain.NOT_UNDERSTOOD,
        commands.HowTo(),
        commands.Feel(),
    ]
)
"""Commands after which the person is where they were."""

ARCH = commands.Start(exercise=ExerciseId.ARCH)
TOWEL = commands.Start(exercise=ExerciseId.TOWEL)
ALL = commands.Start(routine=RoutineName.FULL)
LEAVES, WAITS = "leaves", "waits"
"""In a lead-in: the session is over, and nobody says so; time passes."""

COUNTS = [(TOWEL, 2), (Plain.READY, 60)]
GOES = [(Plain.STOP, 20), (LEAVES, 5)]

LEAD_INS = {
    "new": [],
    "in a count": [*COUNTS, (WAITS, 20)],
    "paused": [*COUNTS, (Plain.PAUSE, 30)],
    "helped in a pause": [*COUNTS, (Plain.PAUSE, 30), (Plain.HELP, 2)],
    "ready asked": [(ALL, 2), (commands.NotReady(), 60)],
    "missed in a count": [*COUNTS, (Plain.NOT_UNDERSTOOD, 30)],
    "delete asked": [(Plain.FORGET_ME, 9)],
    "delete asked in a count": [*COUNTS, (Plain.FORGET_ME, 30)],
    "delete asked twice": [(Plain.FORGET_ME, 9), (Plain.NOT_UNDERSTOOD, 5)],
    "lift asked": [(commands.Start(ambiguous=True), 3)],
    "seconds asked": [(commands.SetHold(), 3)],
    "seconds asked in a count": [*COUNTS, (commands.SetHold(), 30)],
    "exercise asked": [(commands.HowTo(), 3)],
    "more asked": [(commands.SetHold(45), 3)],
    "start suggested": [(Plain.EQUIPMENT, 1), (LEAVES, 1), (Plain.PAUSE, 3)],
    "done or ready asked": [(ALL, 2), (commands.NotReady(), 60), (commands.Done(), 2)],
    "pain asked": [(ALL, 2), (Plain.READY, 60), (commands.Hurts(), 30)],
    "pain asked, idle": [(commands.Hurts(), 1)],
    "oh": [*COUNTS, (commands.Hurts(word=PainWord.MAYBE), 30)],
    "cramp": [*COUNTS, (commands.Hurts(word=PainWord.CRAMP), 30)],
    "mild pain": [(ARCH, 2), (Plain.READY, 60), (commands.Hurts(2), 30)],
    "bad pain": [(ALL, 2), (Plain.READY, 60), (commands.Hurts(8), 30)],
    "pain, and gone": [(ALL, 2), (Plain.READY, 60), (commands.Hurts(), 30), (LEAVES, 9)],
    "pain at the last, and gone": [*GOES, (ARCH, 2), (commands.Hurts(8), 30), (LEAVES, 9)],
    "pain at the last, then idle": [
        *(*GOES, (ARCH, 2), (commands.Hurts(8), 30), (LEAVES, 9), (Plain.NO, 2), (LEAVES, 9)),
        (commands.SetHold(45), 3),
    ],
    "pain when all is done": [
        *((commands.Done(each), 2) for each in ExerciseId),
        *((ARCH, 2), (Plain.READY, 60), (commands.Hurts(8), 30), (LEAVES, 9)),
    ],
    "pain in a shelved one": [
        *((ALL, 2), (Plain.READY, 60), (Plain.NEXT, 90), (ARCH, 2), (Plain.READY, 60)),
        *((commands.Hurts(8), 30), (LEAVES, 9)),
    ],
    "at the end": [(ARCH, 2), (Plain.READY, 60), (WAITS, 240)],
    "at the end, and gone": [(ARCH, 2), (Plain.READY, 60), (WAITS, 240), (LEAVES, 9)],
    "from outside": [*COUNTS, (LEAVES, 30)],
    "from outside, with an end before": [*COUNTS, (Plain.END, 30)],
    "ended in a count, minutes ago": [*COUNTS, (Plain.END, 30), (LEAVES, 200)],
    "pain, from outside": [*COUNTS, (commands.Hurts(), 30), (LEAVES, 5)],
    "gone an hour ago": [(ALL, 2), (Plain.READY, 60), (Plain.STOP, 70), (LEAVES, 3_600)],
    "offered": [(ALL, 2), (Plain.STOP, 70), (LEAVES, 60), (Plain.LAUNCH, 2)],
}
"""What was said before, each so many seconds after the last answer began: then comes anything."""

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

AGREES = (Plain.YES, Plain.READY, Plain.RESUME)
GOES_BACK = (Plain.REPEAT, Plain.PREVIOUS, Plain.START_OVER)
STARTS = (
    *(Plain.LAUNCH, Plain.NEXT, Plain.START_OVER, Plain.RESUME, Plain.PREVIOUS, Plain.REPEAT),
    Plain.START_GENTLY,
)
"""Commands that start something where nothing runs: each says so."""

NOTES = (commands.Done, commands.Correct)
"""Commands that note, or change what was noted."""


def asks(words):
    """Return whether words ask or prompt, by how their last sentence sounds."""
    last = re.split(r"(?<=[.?!]) ", words.strip())[-1]
    return last.endswith("?") or last.startswith("Say ")


def heard(reply):
    """Return all the words of a reply that come last: those of its sound, or what is said."""
    if reply.timeline is not None:
        return reply.timeline.cues[-1].text
    return " ".join(WORDS(each) for each in reply.say)


def sounds(reply):
    """Return the timelines of a reply, the one that plays by itself last."""
    then = reply.reprompt.timeline if reply.reprompt else None
    return [each for each in (reply.timeline, then) if each is not None]


class Conversation(RuleBasedStateMachine):
    """One person, one coach."""

    @initialize(choices=CHOICES, is_new=st.booleans())
    def arrive(self, choices, is_new):
        """Somebody new, or somebody who knows it all."""
        profile = Profile(settings=choices)
        if not is_new:
            practice = dict.fromkeys(ExerciseId, Practice(9, local_day(MONDAY_MS, None)))
            profile = replace(profile, practice=practice, told={"disclaimer": 1})
        self.coach = Coach(lambda _: WORDS)
        self.state = State(profile)
        self.reminders = InMemoryReminders()
        self.now_ms = MONDAY_MS
        self.turns = 0
        self.in_session = False
        self.trail = []
        self.ended_ms = 0
        self.last_words = ""
        self.last_question = None
        self.hurt = {}
        self.begun_again = set()
        self.ledger = Counter()
        self.logged = Counter()
        self.segments = set()
        self.played = set()

    @rule(command=COMMANDS, seconds=SECONDS)
    def says(self, command, seconds):
        """Say anything, at any time."""
        self._say(command, seconds)

    def is_led_to(self, name):
        """Say what leads to where much is at stake."""
        for said, after in LEAD_INS[name]:
            if said in (LEAVES, WAITS):
                self.now_ms += after * 1000
                self.in_session = self.in_session and said is not LEAVES
            else:
                self._say(said, after)

    def copy(self):
        """Return another conversation that goes on from here."""
        other = Conversation()
        for name, value in vars(self).items():
            setattr(other, name, copy(value) if isinstance(value, dict | set | list) else value)
        other.reminders = deepcopy(self.reminders)
        return other

    @rule(command=COMMANDS, part=st.floats(0, 1))
    def interrupts(self, command, part):
        """Say anything into the sound: into an instruction, a count or a rest."""
        self._say(command, round(part * self._seconds_left()))

    @rule(command=st.sampled_from([Plain.READY, Plain.YES, Plain.REPEAT]))
    def hears_it_out(self, command):
        """Listen to the end, then say the word that goes on."""
        self._say(command, self._seconds_left() + 2)

    @precondition(lambda self: self.last_question is not None and self.in_session)
    @rule(command=st.sampled_from([Plain.YES, Plain.NO, Plain.READY, commands.Number(2)]))
    def answers(self, command):
        """Answer what was asked."""
        self._say(command, 3)

    @rule(
        command=st.sampled_from(GOES_BACK),
        part=st.floats(0, 1),
    )
    def goes_back(self, command, part):
        """Do something once more that may be done already."""
        self._say(command, round(part * self._seconds_left()))

    @rule(command=st.sampled_from([commands.Hurts(), commands.Hurts(3)]), part=st.floats(0, 1))
    def is_hurt(self, command, part):
        """Say that it hurts, in the middle of it."""
        self._say(command, round(part * self._seconds_left()))

    @rule(command=STAYS, part=st.floats(0, 1))
    def stays(self, command, part):
        """Ask something: afterwards the place is where the sound was."""
        seconds = round(part * self._seconds_left())
        place, status = self._place(seconds)
        if place is None or self.last_question is not None or not self.in_session:
            return
        reply = self._say(command, seconds)
        event(f"asked in {status}")
        assert place == self._start_of(reply)

    @rule(seconds=SECONDS, command=st.sampled_from([Plain.STOP, *ENDS]))
    def leaves(self, seconds, command):
        """Say stop, or let the session end."""
        if self.in_session:
            self._say(command, seconds)
            self.in_session = False

    @rule(seconds=SECONDS)
    def loses_power(self, seconds):
        """The device goes dark, and nobody says so."""
        self.now_ms += seconds * 1000
        self.in_session = False

    @rule(seconds=SECONDS)
    def comes_back(self, seconds):
        """Open the skill again."""
        self.in_session = False
        self._say(Plain.LAUNCH, seconds)

    @invariant()
    def nothing_is_logged_that_was_not_played(self):
        """What the log says is what the ledger heard, step for step."""
        if self.turns:
            assert self.ledger == self.logged

    @property
    def today(self):
        """The person's own date."""
        return local_day(self.now_ms, self.state.profile.time_zone)

    def _say(self, command, seconds):
        self.now_ms += seconds * 1000
        new_session = not self.in_session
        if command is Plain.LAUNCH and self.in_session:
            return None
        self.turns += 1
        self.trail.append(f"+{seconds}s {command}{' (opens a session)' if new_session else ''}")
        if currently_in_test_context():
            note(self.trail[-1])
        before = self.state
        turn = Turn(self.now_ms, f"{self.turns:012x}", new_session)
        self._hear(before.place, is_played_out=command is Plain.NO_ANSWER)
        at = self._place(0)[0]
        reply = respond(self.coach, before, command, turn, self.reminders)
        for entry in reply.state.entries:
            assert (entry.segment_id, entry.day) not in self.segments
            self.segments.add((entry.segment_id, entry.day))
            if entry.segment_id not in self.played:
                self._check_noted(command)
                continue  # noted by voice: nothing was played for it
            self.logged.update(
                {
                    name: n
                    for name, n in entry.counters.items()
                    if name.endswith("_steps") and not name.endswith("_done_steps")
                }
            )
        if reply.timeline:
            self.played.add(turn.segment_id)
        self._check_limits(reply, command)
        self._check_question(reply)
        self._check_microphone(reply, command)
        self._check_deleted(reply, command, new_session)
        self._check_started(before, reply, command, new_session)
        self._check_pain(before, at, reply, command, new_session)
        self._check_log(before, reply, command, new_session)
        self.last_question = reply.state.dialogue.question
        self.last_words = heard(reply)
        # The service writes the entries and carries the rest to the next turn, as JSON.
        written = replace(reply.state, entries=(), other_places={})
        carried = state_of(json.loads(json.dumps(attributes_of(written, self.now_ms))))
        assert replace(written, days=carried.days) == carried
        self.state = replace(carried, days=written.days)
        self.in_session = reply.listen
        if reply.forget:
            self.hurt = {}
        return reply

    def _check_question(self, reply):
        """A question is open only if its words are the last that are said."""
        dialogue = reply.state.dialogue
        if dialogue.question is None:
            assert not dialogue.set_aside, "what was set aside is asked about"
            return
        assert reply.listen
        assert reply.timeline is None
        assert WORDS(dialogue.last[-1]) == WORDS(reply.say[-1])
        assert asks(WORDS(reply.say[-1])), WORDS(reply.say[-1])

    @staticmethod
    def _check_microphone(reply, command):
        """It is open exactly when the last words ask or prompt; the last count is the exception."""
        words = heard(reply)
        if reply.reprompt is not None and reply.reprompt.timeline is not None:
            # What comes by itself needs no word; when it is over, one is asked for.
            assert reply.listen
            last = reply.reprompt.timeline.cues[-1].text
            assert asks(last) != (reply.state.place.after is After.END), last
            return
        counts = reply.timeline is not None and bool(reply.timeline.marks)
        if counts and reply.state.place.after is After.END:
            # "Pause" must reach the skill in the last count. Then there is silence: nothing is
            # asked, and nothing said again.
            assert reply.listen
            assert not asks(words), words
            assert reply.reprompt is None
            return
        assert reply.listen == (command not in ENDS and asks(words)), words
        if reply.listen:
            assert asks(WORDS(reply.reprompt.words[-1])), WORDS(reply.reprompt.words[-1])

    @staticmethod
    def _check_noted(command):
        """Only who says so has something noted, or taken back."""
        assert command is Plain.UNDO or isinstance(command, NOTES), command

    def _check_deleted(self, reply, command, new_session):
        """Only a yes, or "delete", straight after "Delete it all?" deletes."""
        if reply.forget:
            assert not new_session
            assert self.last_words.endswith("Delete it all?")
            assert command in (Plain.YES, Plain.FORGET_ME)

    def _check_started(self, before, reply, command, new_session):
        """Where nothing runs nothing starts by itself."""
        playing = before.place.playing
        began_ms = playing.started_at_ms + 1000 if playing else 0
        is_heard = playing is not None and self.now_ms < began_ms + playing.length_ms
        if command in ENDS:
            self.ended_ms = self.now_ms if is_heard else 0
        is_heard = is_heard or 0 <= self.now_ms - self.ended_ms <= CALL_MS
        runs = is_heard or (before.place.status is not Status.IDLE and not new_session)
        if reply.timeline is None or runs:
            return
        says_so = command in STARTS or isinstance(command, commands.Start)
        opens = new_session and command in AGREES
        answered = not new_session and self.last_question is not None
        agrees = command in AGREES and asks(self.last_words)
        lift = command is Plain.PREVIOUS or command == commands.SetFoot(Foot.BOTH)
        chooses = self.last_question is Question.WHICH_LIFT and lift
        # "All five, or two?"
        chooses = chooses or (
            self.last_question is Question.ROUTINE and isinstance(command, commands.Number)
        )
        assert says_so or opens or (answered and (agrees or chooses)), (command, self.last_words)

    def _check_pain(self, before, at, reply, command, new_session):
        """What pain has stopped is not offered again that day, unless the person begins it."""
        hurt = {each for each, day in self.hurt.items() if day == self.today}
        for exercise in hurt & self._offered(reply):
            named = isinstance(command, commands.Start) and not command.is_bare
            back = command in GOES_BACK
            mild = not new_session and self.last_question in (Question.CARRY_ON, Question.CRAMP)
            lifts = self.last_question is Question.WHICH_LIFT and not new_session
            assert named or back or mild or lifts, (exercise, command, self.last_words)
            assert reply.timeline is not None
            del self.hurt[exercise]
        told = isinstance(command, commands.Hurts) and command.word is not PainWord.MAYBE
        if told and command.level != 0 and reply.state.dialogue.set_aside:
            exercise = exercise_of(parse_step_id(reply.state.dialogue.set_aside).unit)
            if before.dialogue.set_aside == "":
                assert exercise is exercise_of(parse_step_id(at).unit)
            self.hurt[exercise] = self.today

    def _check_log(self, before, reply, command, new_session):
        """Nothing: ``WithTheLog`` checks what was done."""

    def _offered(self, reply):
        """Return the exercises that a reply plays, introduces, or asks whether to play."""
        place, dialogue = reply.state.place, reply.state.dialogue
        plan = make_plan(place.picks, reply.state.profile.settings)
        ahead = plan[place_of(plan, place.at) :] if place.at else ()
        if dialogue.question in (Question.RESUME, Question.REST_OF_DAY):
            return {step.exercise for step in ahead}
        if dialogue.question is Question.OFFER:
            return {pick.exercise for pick in dialogue.offer}
        if reply.timeline is None:
            return set()
        played = sounds(reply)
        return {plan[m.index].exercise for timeline in played for m in timeline.marks} | {
            step.exercise for step in ahead[:1]
        }

    def _hear(self, before, *, is_played_out):
        """Put down what was heard of the playing segments, by the times alone."""
        if before.playing is None:
            return
        elapsed_ms = self.now_ms - before.playing.started_at_ms - 1000
        if is_played_out:
            elapsed_ms = 10**9
        plan = {step.id: step for step in make_plan(before.picks, self.state.profile.settings)}
        finished = [each for each in before.playing.all_steps if each.end_ms <= elapsed_ms]
        heard = [each.step for each in finished]
        self.ledger.update(f"{plan[step].unit}_steps" for step in heard if step in plan)

    def _seconds_left(self):
        """Return how long the last step that plays is still ahead."""
        place = self.state.place
        if place.playing is None or not place.playing.all_steps:
            return 5
        end_ms = place.playing.end_ms
        return max(5, (end_ms - self.now_ms) // 1000 + 3)

    def _place(self, seconds):
        """Return the step that is running or next after so many seconds."""
        place = self.state.place
        if place.playing is None:
            return place.at, place.status
        elapsed_ms = seconds * 1000 + self.now_ms - place.playing.started_at_ms - 1000
        then = place.playing.then
        is_first = then is not None and elapsed_ms < place.playing.then_ms
        steps = place.playing.steps if is_first else place.playing.all_steps
        ahead = [each for each in steps if each.end_ms > elapsed_ms]
        if ahead:
            return ahead[0].step, Status.WORK
        return (then.at, Status.WAIT) if is_first else (place.at, place.status)

    @staticmethod
    def _start_of(reply):
        place = reply.state.place
        playing = place.playing
        return playing.all_steps[0].step if playing and playing.all_steps else place.at

    @staticmethod
    def _check_limits(reply, command):
        if reply.timeline is None:
            silent = command in ENDS
            assert silent or any(WORDS(each) for each in reply.say)
            return
        assert all(any(cue.text for cue in timeline.cues) for timeline in sounds(reply))
        assert all(timeline.length_ms <= SOUND_MS for timeline in sounds(reply))
        size = sum(len(json.dumps(apla_document(timeline))) for timeline in sounds(reply))
        assert size + len(json.dumps(attributes_of(reply.state, 0))) < RESPONSE_BYTES


class WithTheLog(Conversation):
    """The same, with what today's log has."""

    def _check_log(self, before, reply, command, new_session):
        log = reply.state.days.get(self.today, DayLog(self.today))
        # What was done before a routine was begun once more is done once more.
        before_it = reply.state.place.before
        begun_anew = {unit for unit in UNITS if log.doses(unit) <= before_it.get(unit, 0)}
        done = set(summarise(log, reply.state.profile.settings).done) - {IN_ROUNDS}
        done -= {exercise_of(unit) for unit in begun_anew} | self.begun_again
        is_bare = isinstance(command, commands.Start) and command.is_bare
        if command is Plain.LAUNCH or command in AGREES or is_bare:
            runs = before.place.status is not Status.IDLE and not new_session
            again = runs and reply.state.place.picks == before.place.picks
            # "From the top?" says that all of it is begun anew.
            again = again or before.dialogue.question is Question.FROM_THE_TOP
            assert again or not done & self._offered(reply), (done, command)
        elif reply.state.dialogue.question in OFFERS:
            assert not done & self._offered(reply), (done, command)
        if command in GOES_BACK:
            # Asked for by going back, it is gone on with, and carried on with later.
            self.begun_again |= self._offered(reply)
        if command is Plain.UNDO and self.today == local_day(MONDAY_MS, None):
            known = Counter(parse_step_id(step).unit for step in reply.state.place.done)
            assert all(count <= log.steps(unit) for unit, count in known.items()), (known, log)


OFFERS = (Question.RESUME, Question.REST_OF_DAY, Question.OFFER)


@pytest.mark.parametrize("is_new", [False, True], ids=["known", "new"])
@pytest.mark.parametrize("name", LEAD_INS)
def test_any_command_where_much_is_at_stake(name, is_new):
    """Every command there is, at once; and then a yes, which may answer nothing but a question."""
    led = Conversation()
    led.arrive(chosen(foot=Foot.LEFT), is_new)
    led.is_led_to(name)
    for command in EVERY:
        after = led.copy()
        try:
            if after._say(command, 4) is not None:
                after.nothing_is_logged_that_was_not_played()
                after._say(Plain.YES, 3)
        except AssertionError as error:
            error.add_note("\n".join(after.trail))
            raise


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=200, stateful_step_count=30)


TestWithTheLog = WithTheLog.TestCase
TestWithTheLog.settings = TestConversation.settings


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Forty-five seconds. Anything else?", True),
        ("Two of three done. Say ready.", True),
        ("Say ready, or more time.", True),
        ("That's all five. Shoes on before you walk about.", False),
        ("You can say: Alexa, remind me at seven.", False),
        ("Which foot is sore? I can wait.", False),
    ],
)
def test_what_asks_and_what_does_not(words, expected):
    """A control: only what stands last opens a microphone."""
    assert expected == asks(words)


@pytest.mark.parametrize("status", [Status.WAIT, Status.WORK, Status.REST, Status.PAUSED])
def test_every_state_was_reached(status):
    """A control: the machine's own moves reach each state a person can be in."""
    coach = Coach(lambda _: WORDS)
    known = Profile(practice=dict.fromkeys(ExerciseId, Practice(9, None)), told={"disclaimer": 1})
    towel = [(commands.Start(exercise=ExerciseId.TOWEL), 60)]
    script = {
        Status.WAIT: [(commands.Start(exercise=ExerciseId.HAMSTRING), 5)],
        Status.WORK: [*towel, (Plain.READY, 20)],
        Status.REST: [*towel, (Plain.READY, 55)],
        Status.PAUSED: [*towel, (Plain.READY, 20), (Plain.PAUSE, 5)],
    }[status]
    state, now_ms = State(known), MONDAY_MS
    for number, (command, seconds) in enumerate(script):
        turn = Turn(now_ms, str(number), new_session=number == 0)
        reply = coach.respond(state, command, turn)
        state, now_ms = reply.state, now_ms + seconds * 1000

    assert status == settle(state, now_ms).place.status
