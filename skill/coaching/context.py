"""
What a command finds, and the ways to answer it: play, listen, close, or answer and go on.

A handler takes a context and returns a reply, or another command where in this state the words
mean that. Handlers call methods of the context and never each other.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType

from skill.coaching import occasions
from skill.coaching.commands import Command
from skill.coaching.dialogue import Dialogue, Hint, Question
from skill.coaching.occasions import End
from skill.coaching.reply import (
    PAUSED_REPROMPT,
    READY_REPROMPT,
    REPROMPT_SILENCE_SECONDS,
    Ending,
    Reply,
    Reprompt,
    State,
    Turn,
    is_carried_on,
)
from skill.progress.days import (
    DayLog,
    LogEntry,
    at_the_wall,
    counted,
    doses_counter,
    local_day,
    local_hour,
    steps_counter,
)
from skill.progress.place import Noted, Place, SentReprompt, SentSegment, Status, StepTime
from skill.progress.profile import Practice, Profile
from skill.progress.summary import Summary, summarise
from skill.routine.cues import MS, instruct
from skill.routine.delivery import OFFERS, After, Delivery, Entry, Stop, Tip
from skill.routine.exercises import EXERCISES, ExerciseId, RoutineName
from skill.routine.message import Message, Narration, message, names
from skill.routine.plan import (
    UNITS,
    Pick,
    Plan,
    Step,
    Unit,
    exercise_range,
    finished_dose,
    finished_exercises,
    make_plan,
    picks_of_routine,
    picks_without,
    place_of,
    units_of,
)
from skill.routine.segments import SEGMENT_MS, Composer, Segment, composer
from skill.routine.settings import DEFAULTS, Settings, Silence, Talk
from skill.routine.timeline import Timeline
from skill.routine.transitions import Floor, floor_before, quiet, ready_question, subject

Answer = Reply | Command
"""What a handler returns: a reply, or the command that is meant in this state."""

TIP_TIMES: Mapping[Tip, int] = MappingProxyType(
    {Tip.SKIP_REST: 2, Tip.START_SOONER: 5, Tip.ALEXA_FIRST: 1}
)
"""How often ever a tip is told. Our choice."""

OFFER_FROM_TIMES = 10
"""From this time of an exercise on another way is offered, once. Our choice: by then the usual way
is known."""

REMINDERS_FROM_DAY = 3
"""At the end of this day with exercises reminders are offered. Our choice: by then it is wanted."""

OF_A_PLACE = frozenset({Question.RESUME, Question.REST_OF_DAY, Question.FROM_THE_TOP})
"""Questions about going on with a place: whoever is asked is still at it."""


@dataclass(frozen=True)
class Context:
    """The person, the place and the moment, after settling."""

    state: State
    turn: Turn
    narration: Narration
    floor: Floor = Floor.UP
    """Whether the person lies on the floor when the command comes."""

    @property
    def profile(self) -> Profile:
        """Settings, practice and time zone of the person."""
        return self.state.profile

    @property
    def settings(self) -> Settings:
        """What the person chose."""
        return self.state.profile.settings

    @property
    def place(self) -> Place:
        """Where this device is."""
        return self.state.place

    @property
    def dialogue(self) -> Dialogue:
        """What was just talked about."""
        return self.state.dialogue

    @cached_property
    def plan(self) -> Plan:
        """The steps of the place's picks."""
        return make_plan(self.place.picks, self.settings)

    @property
    def waits(self) -> bool:
        """Whether nothing goes on by itself."""
        return self.settings.silence is Silence.WAITS or not self.turn.device.goes_on

    @property
    def carries_on(self) -> bool:
        """Whether a document plays each segment and asks for the next one."""
        return is_carried_on(self.state, self.turn)

    @cached_property
    def today(self) -> date:
        """The person's own day."""
        return local_day(self.turn.now_ms, self.profile.time_zone)

    @property
    def hour(self) -> int:
        """The hour on the person's own clock, 0 to 23."""
        return local_hour(self.turn.now_ms, self.profile.time_zone)

    @property
    def at_the_wall(self) -> datetime:
        """The calendar's date and time on the person's own clock, without its zone."""
        return at_the_wall(self.turn.now_ms, self.profile.time_zone).replace(tzinfo=None)

    @property
    def summary(self) -> Summary:
        """What today amounts to."""
        return summarise(self.log_of(self.today), self.settings)

    @cached_property
    def index(self) -> int:
        """Index of the step that comes next; the plan's length when nothing does."""
        return len(self.plan) if self.place.at is None else place_of(self.plan, self.place.at)

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
        question = self.dialogue.question
        if question is not None and not question.is_idle:
            return Status.ASKED
        return self.place.status if self.has_place else Status.IDLE

    @property
    def is_over(self) -> bool:
        """Whether all that was planned is done or left out."""
        return bool(self.place.picks) and not self.has_place

    @property
    def left_out(self) -> frozenset[ExerciseId]:
        """Exercises that were left out today, by word or for pain: they are not offered again."""
        days = self.profile.left_out.items()
        return frozenset(exercise for exercise, day in days if day == self.today)

    @property
    def is_running(self) -> bool:
        """Whether an exercise waits, runs, rests or is paused, a question open or not."""
        return self.has_place and self.place.status is not Status.IDLE

    @property
    def first_index(self) -> int:
        """First step of the exercise that comes next."""
        return exercise_range(self.plan, self.index)[0]

    @property
    def end_index(self) -> int:
        """The step after the last of the exercise that comes next."""
        return exercise_range(self.plan, self.index)[1]

    @property
    def is_before_exercise(self) -> bool:
        """Whether the step that comes next is the first of its exercise."""
        return self.has_place and self.first_index == self.index

    def log_of(self, day: date) -> DayLog:
        """Return what was done on a day; an empty log for a day that has none."""
        return self.state.days.get(day, DayLog(day))

    def with_state(self, state: State) -> "Context":
        """Return the context with another state."""
        return replace(self, state=state)

    def on_floor(self) -> "Context":
        """Return the context that knows whether the person lies on the floor now."""
        return replace(self, floor=self._floor_now())

    def _floor_now(self) -> Floor:
        if self.place.status is Status.IDLE or not self.plan:
            return Floor.UP
        if not self.has_place:
            # The last exercise was stopped, and no closing words have been said yet.
            return Floor.MAYBE if self.plan[-1].on_floor else Floor.UP
        if self.place.after is After.NEXT or not self.step.on_floor:
            told = self.place.after is not After.NEXT
            return Floor.UP if told else floor_before(self.plan, self.index, self.place.done)
        is_begun = self.index > self.first_index
        is_begun = is_begun or self.place.status in (Status.WORK, Status.REST)
        return Floor.DOWN if is_begun else Floor.MAYBE

    @property
    def getting_up(self) -> tuple[Message, ...]:
        """What somebody who may lie on the floor hears before an end, or anything else."""
        return () if self.floor is Floor.UP else (message(f"get-up-{self.floor}"),)

    def with_place(self, place: Place) -> "Context":
        """Return the context at another place."""
        return self.with_state(replace(self.state, place=place))

    def with_dialogue(self, dialogue: Dialogue) -> "Context":
        """Return the context after other words."""
        return self.with_state(replace(self.state, dialogue=dialogue))

    def with_profile(self, profile: Profile) -> "Context":
        """Return the context with another profile."""
        if profile is self.profile:
            return self
        return self.with_state(replace(self.state, profile=profile))

    def with_settings(self, settings: Settings) -> "Context":
        """Return the context with other settings."""
        return self.with_profile(replace(self.profile, settings=settings))

    def with_entry(self, entry: LogEntry) -> "Context":
        """Return the context with an entry to log."""
        days, entries = counted(self.state.days, (entry,)), (*self.state.entries, entry)
        history = self.profile.history.with_entry(entry, days[entry.day])
        profile = replace(self.profile, history=history)
        return self.with_state(replace(self.state, profile=profile, days=days, entries=entries))

    def with_noted(self, noted: Noted) -> "Context":
        """Return the context with something to log, which "that doesn't count" takes back."""
        counted_in = self.with_entry(LogEntry(noted.id, noted.day, noted.counters))
        return counted_in.with_place(self.place.with_noted(noted))

    def knows(self, hint: Hint) -> bool:
        """Return whether the person has heard something that is said once."""
        # A profile that could not be read knows nothing, and most people are not new: a second
        # welcome would only annoy them. They are told once it can be read, if they are new.
        is_unread = self.state.unread_since_ms is not None
        return is_unread or bool(self.profile.told.get(hint))

    def telling(self, *hints: Hint) -> "Context":
        """Return the context of an answer that tells these; they are known once it was heard."""
        return self.with_dialogue(replace(self.dialogue, unheard=(*self.dialogue.unheard, *hints)))

    def without_question(self) -> "Context":
        """Return the context as it was before the open question."""
        return self.with_dialogue(replace(self.dialogue, question=None))

    def leaving_out(self, exercise: ExerciseId) -> "Context":
        """Return the context with an exercise left out for today."""
        return self.with_profile(self.profile.leaving_out(exercise, self.today))

    def still_due(self, picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
        """Return those exercises that were not left out today."""
        return tuple(pick for pick in picks if pick.exercise not in self.left_out)

    @property
    def full_routine(self) -> tuple[Pick, ...]:
        """All the exercises, in the person's order."""
        return picks_of_routine(RoutineName.FULL, self.settings)

    def undone(self, picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
        """Return what of these was not done today, by whatever way."""
        return picks_without(picks, self.log_of(self.today).all_doses().keys())

    def missed(self) -> "Context":
        """Return the context with one more thing that was not understood."""
        return self.with_dialogue(replace(self.dialogue, misses=self.dialogue.misses + 1))

    def with_picks(self, picks: tuple[Pick, ...]) -> "Context":
        """Return the context with another plan; where the step to come is gone, at the next."""
        changed = self.with_place(replace(self.place, picks=picks))
        left = {step.id for step in changed.plan}
        coming = next((step for step in self.plan[self.index :] if step.id in left), None)
        if not self.has_place or coming is self.step:
            return changed
        place = replace(changed.place, at=coming.id if coming else None)
        if coming is None or coming.exercise is not self.step.exercise:
            place = replace(place, after=After.NEXT)
        return changed.with_place(place)

    def without_done(self) -> "Context":
        """Return the context without what is still planned, and was done since by other ways."""
        doses, before = self.log_of(self.today).all_doses(), self.place.before
        done = {unit for unit in UNITS if doses.get(unit, 0) > before.get(unit, 0)}
        coming = {step.unit for step in self.plan[self.index :]}
        return self.with_picks(picks_without(self.place.picks, done & coming))

    def at_end(self) -> "Context":
        """Return the context with the plan done: nothing comes next."""
        place = replace(self.place, at=None, status=Status.IDLE)
        return self.with_place(place).without_question()

    def delivery(self, closing: tuple[Message, ...] = ()) -> Delivery:
        """Return how exercises are explained to this person today."""
        told = self.profile.told
        return Delivery(
            self.settings,
            self.narration,
            self.profile.talks(self.today),
            unfamiliar=self.profile.unfamiliar(self.today),
            waits=self.waits,
            tips=frozenset(tip for tip, n in TIP_TIMES.items() if told.get(tip, 0) < n)
            | self._offers()
            | self._offers_reminders(),
            closing=closing,
            day=self.today.toordinal(),
            times={exercise: each.times for exercise, each in self.profile.practice.items()},
            is_carried=self.carries_on,
        )

    def _offers(self) -> frozenset[Tip]:
        """Return the other way that may be offered today, at most one: each has days of its own."""
        exercise, tip = tuple(OFFERS.items())[self.today.toordinal() % len(OFFERS)]
        practice = self.profile.practice.get(exercise, Practice())
        is_usual = self.settings.way_of(exercise) is DEFAULTS.way_of(exercise)
        is_brief = self.profile.talks(self.today)[exercise] is Talk.BRIEF
        is_known = practice.times >= OFFER_FROM_TIMES - 1
        is_due = is_usual and is_brief and is_known and not self.profile.told.get(tip)
        return frozenset({tip}) if is_due else frozenset()

    def _offers_reminders(self) -> frozenset[Tip]:
        """Return the offer of reminders where it is due: once ever, and never to who has some."""
        history = self.profile.history
        days = history.number + (not history.has(self.today))
        is_new = not self.profile.reminders and not self.profile.told.get(Hint.REMINDERS)
        is_due = is_new and days >= REMINDERS_FROM_DAY
        return frozenset({Tip.REMINDERS}) if is_due else frozenset()

    def composer(self, closing: tuple[Message, ...] = ()) -> Composer:
        """Return what cuts the plan into segments for this person today."""
        return composer(self.plan, self.delivery(closing))

    def closing(self, index: int) -> tuple[Message, ...]:
        """Return what is said when the plan is done, if the steps from ``index`` on are played."""
        work_ms = sum(step.work.slot_seconds for step in self.plan[index:]) * MS
        # Not reached by one response: what today amounts to is worked out when it is.
        return () if work_ms > 2 * SEGMENT_MS else occasions.closing(self._end(index))

    def _end(self, index: int) -> End:
        """Return the end of the plan, if the steps from ``index`` on are played."""
        plan, done = self.plan, self.place.done
        ahead = done | {step.id for step in plan[index:]}
        units, before = self._whole_doses(ahead), self._whole_doses(done)
        # What is still to be played is counted as it will be.
        coming = Counter(steps_counter(step.unit) for step in plan[index:] if step.id not in done)
        coming.update(doses_counter(unit) for unit in units - before)
        entry = LogEntry("", self.today, coming)
        log = self.log_of(self.today).with_entry(entry)
        exercises = finished_exercises(plan, ahead)
        return End(
            self.today,
            self.hour,
            self.profile.history.with_entry(entry, log),
            summarise(log, self.settings),
            self._names_of(exercises),
            frozenset(each for each in exercises if units >= _units_of(each)),
            is_whole=units == {*UNITS},
            is_first=all(log.doses(unit) <= (unit in units) for unit in UNITS),
            is_new=index == len(plan) or bool(coming),
            ends_with=plan[-1].exercise,
        )

    def _whole_doses(self, done: frozenset[str]) -> frozenset[Unit]:
        """Return the units of which the plan has a whole dose, once these steps are done."""
        plan, picks, settings = self.plan, self.place.picks, self.settings
        units = units_of(plan)
        return frozenset(each for each in units if finished_dose(each, plan, picks, done, settings))

    @property
    def greeting(self) -> Message:
        """What opens the first visit of the day."""
        history = self.profile.history
        number = history.number + (not history.has(self.today)) if history.complete else 0
        return occasions.greeting(self.today, self.hour, number)

    @property
    def goodbye(self) -> Message:
        """What is said to somebody who leaves."""
        summary = self.summary
        is_left = not summary.has_all or bool(summary.rounds_left)
        return occasions.goodbye(self.today, self.hour, is_left=is_left)

    def _names_of(self, exercises: tuple[ExerciseId, ...]) -> tuple[Message, ...]:
        """Return names of planned exercises; of one that is planned in part, the part's."""
        firsts = (
            next(n for n, step in enumerate(self.plan) if step.exercise is each)
            for each in exercises
        )
        return names(subject(self.plan, first) for first in firsts)

    def prompt(self) -> Message:
        """Return what asks for "ready" where the person is."""
        if self.place.after is After.NEXT:
            return message("seam-exercise")
        return message("ready-question")

    def play(
        self,
        index: int,
        entry: Entry,
        *before: Message,
        ask: bool = True,
    ) -> Reply:
        """
        Answer with the count of the steps from ``index`` on; an open question is closed.

        The last words of its sound ask for "ready". After the last step they are the closing words:
        the session is open while they play, or "pause" would not reach the skill in the last count,
        and ends in silence afterwards, since nothing is asked and there is no reprompt.

        Args:
            index: of the first step that is played.
            entry: how it is led into.
            before: what is said first.
            ask: whether an introduced exercise waits for "ready".
        """
        words = self._varied(before)
        composer = self.composer(self.closing(index))
        floor = floor_before(self.plan, index, self.place.done)
        floor = self.floor if floor is Floor.UP else floor
        segment = composer.segment(index, entry, before=words, floor=floor, ask=ask)
        exercise = self.plan[index].exercise
        begun = self
        if exercise in self.profile.left_out:
            # Begun by name, or by going back to it.
            begun = self.with_profile(self.profile.taking_up(exercise))
        is_introduced = entry in (Entry.INTRO, Entry.RETURN)
        opening = Status.WAIT if is_introduced else Status.REST
        return begun.play_segment(words, segment, opening, self.plan[index].unit)

    def play_segment(
        self, words: tuple[Message, ...], segment: Segment, opening: Status, unit: Unit
    ) -> Reply:
        """
        Return the reply that plays a segment, and what follows it by itself.

        Where a document asks for what follows, nothing is sent ahead.
        """
        then = None if self.carries_on else segment.then
        last = then or segment
        playing = SentSegment(
            self.turn.segment_id,
            self.turn.now_ms,
            opening,
            self._step_times(segment),
            segment.timeline.length_ms,
            explained=self._explained(segment.timeline),
        )
        if then is not None:
            after_ms = playing.then_ms
            is_introduced = segment.after in (After.NEXT, After.WAY)
            following = SentReprompt(
                self._step_times(then, after_ms),
                then.timeline.length_ms,
                Status.WAIT if is_introduced else Status.REST,
                self.plan[segment.next_index].id,
                segment.after,
            )
            explained = {**playing.explained, **self._explained(then.timeline, after_ms)}
            playing = replace(playing, then=following, explained=explained)
        coming = last.next_index if last.next_index < len(self.plan) else None
        place = replace(
            self.place,
            at=None if coming is None else self.plan[coming].id,
            status=Status.IDLE if last.after is After.END else Status.WAIT,
            after=last.after,
            playing=playing,
        )
        told = segment.tips | (then.tips if then else frozenset())
        telling = self.telling(*(Hint(tip) for tip in sorted(told)))
        if then is not None:
            reprompt: Reprompt | None = Reprompt(timeline=then.timeline)
        elif coming is None:
            reprompt = None
        else:
            # Where a document carries on, it is for a response that has no room for the document.
            reprompt = ready_reprompt(self.plan[coming])
        return telling.reply(
            words,
            place,
            telling.moved_on,
            timeline=segment.timeline,
            reprompt=reprompt,
            ending=Ending.CARRY_ON if self.carries_on else Ending.LISTEN,
            unit=unit,
        )

    def go_on(self) -> Reply:
        """Answer to a segment that is over: the next one, or where that has to wait, the prompt."""
        # Not as where a person was waited for: what was sent ended here, and may go on.
        over = Stop(self.index, self.place.after)
        then = self.composer(self.closing(self.index)).then(over)
        if then is None:
            return self.listen(self.prompt(), reprompt=ready_reprompt(self.step))
        is_introduced = self.place.after in (After.NEXT, After.WAY)
        opening = Status.WAIT if is_introduced else Status.REST
        return self.play_segment((), then, opening, self.step.unit)

    def _step_times(self, segment: Segment, after_ms: int = 0) -> tuple[StepTime, ...]:
        """Return when the steps of a segment are worked on that begins after so long."""
        return tuple(
            StepTime(self.plan[mark.index].id, after_ms + mark.start_ms, after_ms + mark.end_ms)
            for mark in segment.timeline.marks
        )

    def _explained(self, timeline: Timeline, after_ms: int = 0) -> Mapping[str, int]:
        """Return when each exercise is explained to whoever has got down or up, by first step."""
        return {self.plan[index].id: after_ms + at_ms for index, at_ms in timeline.explained}

    def wait(self, seconds: int, *words: Message) -> Reply:
        """Answer with words, a silence and "Ready?"; then it goes on where it may."""
        words = self._varied(words)
        spoken = instruct(words, self.narration)
        silence = quiet(seconds * MS, self.narration)
        timeline = Timeline((*spoken, *silence, ready_question(self.narration)))
        if (then := self._then()) is not None:
            return self._going_on(words, timeline, then)
        place = replace(self.place, status=Status.WAIT)
        reprompt = ready_reprompt(self.step)
        return self.reply(words, place, self.moved_on, timeline=timeline, reprompt=reprompt)

    def _then(self) -> Segment | None:
        """Return what plays by itself where the person waits, if anything may."""
        return self.composer(self.closing(self.index)).then(Stop(self.index, self._after))

    @property
    def _after(self) -> After:
        """What the person was left with; a count that was interrupted is led into again."""
        is_to_come = self.place.after in (After.NEXT, After.WAY)
        return self.place.after if is_to_come and self.place.status is Status.WAIT else After.READY

    def _going_on(self, words: tuple[Message, ...], timeline: Timeline, then: Segment) -> Reply:
        """Return the reply that plays a timeline, and then goes on by itself."""
        waiting = Segment(timeline, self.index, self._after, then=then)
        return self.play_segment(words, waiting, Status.WAIT, self.step.unit)

    def listen(
        self,
        *words: Message,
        reprompt: Reprompt | None = None,
        question: Question | None = None,
        status: Status | None = None,
        answered: bool = False,
    ) -> Reply:
        """
        Answer in words and open the microphone.

        Args:
            words: the last of them ask or prompt: nobody listens without having asked.
            reprompt: what is said after a silence; the last words when it is not given.
            question: what the last words ask. Any other question is closed: to keep the open one,
                its words are the last and it is given again (``ask_again``).
            status: the place's, if it changes.
            answered: whether the words answer what was asked, so that "again" means them.
        """
        words = self._varied(words)
        about_pain = question is not None and question.is_about_pain
        dialogue = replace(
            self.dialogue,
            question=question,
            last=words,
            answered=answered,
            set_aside=self.dialogue.set_aside if about_pain else "",
        )
        place = replace(self.place, status=status) if status else self.place
        return self.reply(words, place, dialogue, reprompt=reprompt or Reprompt(words[-1:]))

    def ask_again(self, *words: Message, silence_seconds: int = 0, answered: bool = False) -> Reply:
        """Answer in words and repeat the open question; there must be one."""
        asked = self.dialogue.last[-1:]
        reprompt = Reprompt(asked, silence_seconds)
        question = self.dialogue.question
        return self.listen(*words, *asked, reprompt=reprompt, question=question, answered=answered)

    def close(self, *words: Message) -> Reply:
        """Answer in words, if any, and end the session. The place is kept."""
        place = replace(self.place, status=Status.IDLE)
        return self.reply(words, place, self.moved_on, ending=Ending.CLOSE)

    def leave(self) -> Reply:
        """
        Answer to the end of the session, which nobody hears.

        What was cut short is remembered as it was: the same call may go on in a new session.
        """
        left, found = self.close(), self.place
        place = replace(left.state.place, shown=found.shown)
        if found.cut_at_ms:
            place = replace(place, status=found.status, cut_at_ms=found.cut_at_ms)
        return replace(left, state=replace(left.state, place=place))

    def answer(self, *words: Message) -> Reply:
        """Answer in words, then go on with what was running, or repeat the open question."""
        match self.status:
            case Status.IDLE:
                return self.close(*words) if self.turn.new_session else self.confirm(*words)
            case Status.WAIT if (then := self._then()) is not None:
                timeline = Timeline(instruct((*words, self.prompt()), self.narration))
                return _remembering(self._going_on(words, timeline, then), *words, self.prompt())
            case Status.WAIT:
                reprompt = ready_reprompt(self.step)
                return self.listen(*words, self.prompt(), reprompt=reprompt, answered=bool(words))
            case Status.WORK | Status.REST as status:
                entry = Entry.AGAIN if status is Status.WORK else Entry.COUNT
                reply = self.play(self.index, entry, *words)
                return _remembering(reply, *words, self.prompt()) if words else reply
            case Status.PAUSED:
                words = *words, message("say-resume")
                return self.listen(*words, reprompt=PAUSED_REPROMPT, answered=len(words) > 1)
            case Status.ASKED:
                return self.ask_again(*words, answered=bool(words))

    def confirm(self, *words: Message) -> Reply:
        """Answer to a change: as ``answer``, but the session stays open for more of them."""
        if self.status is not Status.IDLE:
            return self.answer(*words)
        words = *words, message("anything-else")
        return self.listen(*words, question=Question.MORE, answered=True)

    def carry_on(self) -> Reply:
        """Go on with the count, and say so."""
        return self.answer(message("carrying-on"))

    def ask_wish(self) -> Reply:
        """Ask what the person would like; nothing starts by itself."""
        return self.listen(message("what-would-you-like"), question=Question.MORE)

    def suggest_start(self, *words: Message) -> Reply:
        """Answer, with nothing running, that "start" begins."""
        return self.listen(*words, message("say-start-all"), question=Question.START)

    def offer(self, words: Message, picks: tuple[Pick, ...]) -> Reply:
        """Ask whether to start these exercises; the place in the routine is kept until the yes."""
        offered = self.with_dialogue(replace(self.dialogue, offer=picks))
        return offered.listen(words, question=Question.OFFER)

    def reply(
        self,
        words: tuple[Message, ...],
        place: Place,
        dialogue: Dialogue,
        *,
        timeline: Timeline | None = None,
        reprompt: Reprompt | None = None,
        ending: Ending = Ending.LISTEN,
        unit: Unit | None = None,
    ) -> Reply:
        """Return the reply that says the words and leaves the person at this place."""
        key = words[0].key if words else ""
        is_repeated = bool(key) and key == self.dialogue.opened_with
        repeats = self.dialogue.repeats + 1 if is_repeated else 0
        dialogue = replace(dialogue, opened_with=key, repeats=repeats)
        # A question in passing does not make yesterday's place one of today.
        is_touched = timeline or place.status is not Status.IDLE or dialogue.question in OF_A_PLACE
        now_ms = self.turn.now_ms
        touched_at_ms = now_ms if is_touched else place.touched_at_ms or now_ms
        shown = self.turn.segment_id if self.turn.device.shows else ""
        place = replace(
            place,
            touched_at_ms=touched_at_ms,
            answered_at_ms=now_ms,
            cut_at_ms=0,
            shown=shown,
        )
        return Reply(
            replace(self.state, place=place, dialogue=dialogue),
            () if timeline else words,
            timeline,
            self.turn.segment_id,
            reprompt,
            ending,
            unit=unit or (self.step.unit if self.has_place else None),
            today=self.today,
        )

    @property
    def moved_on(self) -> Dialogue:
        """The dialogue after an answer that leaves nothing open."""
        return replace(self.dialogue, question=None, set_aside="", last=(), answered=False)

    def _varied(self, words: tuple[Message, ...]) -> tuple[Message, ...]:
        """Return the words; if the last answer began with the same message, its next variant."""
        if not words or words[0].key != self.dialogue.opened_with:
            return words
        return (replace(words[0], variant=self.dialogue.repeats + 1), *words[1:])


def _remembering(reply: Reply, *words: Message) -> Reply:
    """Return a reply that goes on, with what it answered before: "again" means that."""
    dialogue = replace(reply.state.dialogue, last=words, answered=len(words) > 1)
    return replace(reply, state=replace(reply.state, dialogue=dialogue))


def _units_of(exercise: ExerciseId) -> frozenset[Unit]:
    """Return what an exercise is counted under."""
    return frozenset(EXERCISES[exercise].parts or (exercise,))


def ready_reprompt(step: Step) -> Reprompt:
    """Return what is said when the person does not say ready: time first, then the word."""
    position = EXERCISES[step.exercise].position
    return Reprompt(READY_REPROMPT, REPROMPT_SILENCE_SECONDS[position])
