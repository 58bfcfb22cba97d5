"""
What a command finds, and the four ways to answer it: play, listen, close, or answer and go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from skill.coaching.reply import Reply, Reprompt, State, Turn
from skill.coaching.session import Played, Playing, Question, Session, Status
from skill.progress.days import DayLog, LogEntry, counted, local_day
from skill.progress.profile import Profile
from skill.routine.cues import MS, Cue, instruct, rest
from skill.routine.exercises import EXERCISES, ExerciseId, Position
from skill.routine.message import Message, Narration, message
from skill.routine.plan import Plan, Step, exercise_range, make_plan, place_of
from skill.routine.segments import After, Composer, Delivery, Entry, composer
from skill.routine.settings import Talk
from skill.routine.timeline import Timeline
from skill.routine.transitions import (
    Floor,
    get_ready_ms,
    position_before,
    ready_question,
    seam_message,
)

REST_TIP_TIMES = 2
"""How often ever a rest tells that it can be skipped. Ours."""

REPROMPT_SILENCE_SECONDS: Mapping[Position, int] = {
    Position.LEG: 15,
    Position.CHAIR: 15,
    Position.WALL: 25,
    Position.UP: 25,
    Position.FLOOR: 25,
}
"""Silence inside the reprompt after "Ready?": time to get down or up. Ours."""

PAUSED_SILENCE_SECONDS = 30
"""Silence inside the reprompt of a pause. Ours."""


@dataclass(frozen=True)
class Context:
    """The person, the place and the moment, after settling."""

    state: State
    turn: Turn
    narration: Narration
    entries: tuple[LogEntry, ...] = ()

    @property
    def profile(self) -> Profile:
        """Who it is."""
        return self.state.profile

    @cached_property
    def session(self) -> Session:
        """The session; one that plans nothing where there is none."""
        return self.state.session or Session((), None, Status.IDLE, self.turn.now_ms)

    @cached_property
    def plan(self) -> Plan:
        """The session's steps."""
        return make_plan(self.session.picks, self.profile.settings)

    @cached_property
    def today(self) -> date:
        """The person's own date."""
        return local_day(self.turn.now_ms, self.profile.time_zone)

    @property
    def log(self) -> DayLog:
        """What was done today."""
        return self.state.days.get(self.today, DayLog(self.today))

    @cached_property
    def index(self) -> int:
        """Index of the step that comes next; the plan's length when nothing does."""
        return len(self.plan) if self.session.at is None else place_of(self.plan, self.session.at)

    @property
    def step(self) -> Step:
        """The step that comes next; there must be one."""
        return self.plan[self.index]

    @property
    def has_place(self) -> bool:
        """Whether there is a step to go to."""
        return self.index < len(self.plan)

    @property
    def status(self) -> Status:
        """The state in which the command finds the person."""
        if self.session.question:
            return Status.ASKED
        return self.session.status if self.has_place else Status.IDLE

    def without_question(self) -> "Context":
        """Return the context as it was before the open question."""
        return self.changed(session=replace(self.session, question=None))

    def changed(
        self, *, profile: Profile | None = None, session: Session | None = None
    ) -> "Context":
        """Return the context with another profile or session."""
        known = self.state
        state = State(profile or known.profile, session or known.session, known.days)
        return Context(state, self.turn, self.narration, self.entries)

    def composer(self, closing: tuple[Message, ...] = ()) -> Composer:
        """Return what cuts the plan into segments for this person today."""
        return composer(self.plan, replace(self.delivery(), closing=closing))

    def delivery(self) -> Delivery:
        """Return how exercises are told to this person today."""
        practice = self.profile.practice
        return Delivery(
            self.profile.settings,
            self.narration,
            {exercise: self.talk(exercise) for exercise in ExerciseId},
            first_time=frozenset(each for each in ExerciseId if each not in practice),
            rest_tip=self.profile.told.get("rest_tip", 0) < REST_TIP_TIMES,
        )

    def talk(self, exercise: ExerciseId) -> Talk:
        """Return how much to say about an exercise."""
        return self.profile.talk(exercise, self.today)

    def play(
        self,
        index: int,
        entry: Entry,
        *before: Message,
        ask: bool = True,
        closing: tuple[Message, ...] = (),
        floor: Floor | None = None,
    ) -> Reply:
        """Answer with the count of the steps from ``index`` on, led in by words."""
        words = self._varied(before)
        segment = self.composer(closing).segment(
            index, entry, before=words, floor=floor or self._floor(index), ask=ask
        )
        steps = tuple(
            Played(self.plan[mark.index].id, mark.start_ms, mark.end_ms)
            for mark in segment.timeline.marks
        )
        following = segment.next_index
        introduced = entry in (Entry.INTRO, Entry.RETURN)
        session = replace(
            self.session,
            at=self.plan[following].id if following < len(self.plan) else None,
            status=Status.IDLE if segment.after is After.END else Status.WAIT,
            after=segment.after,
            playing=Playing(
                self.turn.segment_id,
                self.turn.now_ms,
                Status.WAIT if introduced else Status.REST,
                steps,
            ),
            question=None,
            misses=0,
        )
        profile = self._told("rest_tip") if segment.tipped else self.profile
        context = self.changed(profile=profile, session=session)
        reprompt = context.ready_reprompt() if context.has_place else None
        return context.reply(words, timeline=segment.timeline, reprompt=reprompt)

    def listen(
        self,
        *words: Message,
        reprompt: Reprompt | None = None,
        question: Question | None = None,
        status: Status | None = None,
    ) -> Reply:
        """Answer in words and open the microphone."""
        words = self._varied(words)
        session = replace(
            self.session,
            status=status or self.session.status,
            question=question or self.session.question,
            # An open question stays what "again" repeats, whatever is said in between.
            last=self.session.last if self.session.question and not question else words,
        )
        context = self.changed(session=session)
        return context.reply(words, reprompt=reprompt or Reprompt(words[-1:]))

    def close(self, *words: Message) -> Reply:
        """Answer in words, if any, and end the session. The place is kept."""
        session = replace(self.session, status=Status.IDLE, question=None, last=())
        return self.changed(session=session).reply(words, listen=False)

    def wait(self, seconds: int, *words: Message) -> Reply:
        """Answer with words, a silence and "Ready?"."""
        words = self._varied(words)
        spoken = instruct(words, self.narration)
        cues: tuple[Cue, ...] = (*spoken, rest(seconds * MS), ready_question(self.narration))
        session = replace(self.session, status=Status.WAIT, question=None, misses=0)
        context = self.changed(session=session)
        return context.reply(words, timeline=Timeline(cues), reprompt=context.ready_reprompt())

    def get_ready_again(self, *words: Message) -> Reply:
        """Answer with words, the silence to get into position, and "Ready?"."""
        position = position_before(self.step, self._floor(self.index))
        return self.wait(get_ready_ms(position) // MS, *words)

    def answer(self, *words: Message) -> Reply:
        """Answer in words, then go on with what was running."""
        match self.status:
            case Status.IDLE:
                if self.turn.new_session:
                    return self.close(*words)
                return self.listen(*words, message("anything-else"))
            case Status.WAIT:
                return self.listen(*words, self.prompt(), reprompt=self.ready_reprompt())
            case Status.WORK:
                return self.play(self.index, Entry.AGAIN, *words)
            case Status.REST:
                return self.play(self.index, Entry.COUNT, *words)
            case Status.PAUSED:
                return self.listen(*words, reprompt=paused_reprompt())
            case Status.ASKED:
                return self.listen(*words, *self.session.last[-1:])

    def confirm(self, *words: Message) -> Reply:
        """Answer to a change: as ``answer``, but the session stays open for more of them."""
        if self.status is Status.IDLE:
            return self.listen(*words, message("anything-else"))
        return self.answer(*words)

    def prompt(self) -> Message:
        """Return what asks for "ready" where the person is."""
        if self.session.after is After.SEAM and 0 < self.index < len(self.plan):
            return seam_message(self.plan, self.index)
        if self.session.after is After.NEXT:
            return message("seam-exercise")
        return message("ready-question")

    def ready_reprompt(self) -> Reprompt:
        """Return what is said when nobody says ready: time first, then the word to say."""
        position = EXERCISES[self.step.exercise].position
        return Reprompt(
            (message("take-your-time"), message("say-ready")), REPROMPT_SILENCE_SECONDS[position]
        )

    def logging(self, entry: LogEntry) -> "Context":
        """Return the context with an entry to log, and today's log with it counted."""
        session = replace(self.session, last_entry=entry)
        state = replace(self.state, days=counted(self.state.days, (entry,)), session=session)
        return Context(state, self.turn, self.narration, (*self.entries, entry))

    def reply(
        self,
        words: tuple[Message, ...],
        *,
        timeline: Timeline | None = None,
        reprompt: Reprompt | None = None,
        listen: bool = True,
    ) -> Reply:
        """Return the reply that says the words, in front of the timeline if there is one."""
        key = words[0].key if words else ""
        again = bool(key) and key == self.session.opened_with
        # A question in passing does not make yesterday's place one of today.
        is_touched = timeline or self.session.question or self.session.status is not Status.IDLE
        session = replace(
            self.session,
            touched_at_ms=self.turn.now_ms if is_touched else self.session.touched_at_ms,
            answered_at_ms=self.turn.now_ms,
            opened_with=key,
            repeats=self.session.repeats + 1 if again else 0,
        )
        return Reply(
            State(self.profile, session, self.state.days),
            () if timeline else words,
            timeline,
            self.turn.segment_id,
            reprompt,
            listen,
            self.entries,
        )

    def first_of_exercise(self, index: int) -> int:
        """Return the first step of the exercise that ``index`` is in."""
        return exercise_range(self.plan, index)[0]

    def _floor(self, index: int) -> Floor:
        if index == 0 or self.first_of_exercise(index) != index:
            return Floor.UP
        before = self.plan[index - 1]
        if EXERCISES[before.exercise].position is not Position.FLOOR:
            return Floor.UP
        return Floor.DOWN if before.id in self.session.done else Floor.MAYBE

    def _varied(self, words: tuple[Message, ...]) -> tuple[Message, ...]:
        """Return the words; if the last answer began with the same message, its next variant."""
        if not words or words[0].key != self.session.opened_with:
            return words
        return (replace(words[0], variant=self.session.repeats + 1), *words[1:])

    def _told(self, what: str) -> Profile:
        told = dict(self.profile.told)
        told[what] = told.get(what, 0) + 1
        return replace(self.profile, told=told)


def paused_reprompt() -> Reprompt:
    """Return what is said when nobody says resume."""
    return Reprompt((message("still-paused"),), PAUSED_SILENCE_SECONDS)
