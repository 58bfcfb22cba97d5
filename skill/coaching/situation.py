"""
What a command finds: the person, the place and the moment, and how an exercise is told today.

Nothing here answers; ``coaching.context`` does.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Self

from skill.coaching import occasions
from skill.coaching.dialogue import Dialogue, Hint
from skill.coaching.occasions import End
from skill.coaching.reply import (
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
from skill.progress.place import Noted, Place, Status
from skill.progress.profile import Practice, Profile
from skill.progress.summary import Summary, summarise
from skill.routine.cues import MS
from skill.routine.delivery import OFFERS, After, Delivery, Tip
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
from skill.routine.segments import SEGMENT_MS, Composer, composer
from skill.routine.settings import DEFAULTS, Settings, Silence, Talk
from skill.routine.transitions import Floor, floor_before, subject

TIP_TIMES: Mapping[Tip, int] = MappingProxyType(
    {Tip.SKIP_REST: 2, Tip.START_SOONER: 5, Tip.ALEXA_FIRST: 1}
)
"""How often ever a tip is told. Our choice."""

OFFER_FROM_TIMES = 10
"""From this time of an exercise on another way is offered, once. Our choice: by then the usual way
is known."""

REMINDERS_FROM_DAY = 3
"""At the end of this day with exercises reminders are offered. Our choice: by then it is wanted."""


@dataclass(frozen=True)
class Situation:
    """The person, the place and the moment, after settling; and what would be otherwise."""

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

    def with_state(self, state: State) -> Self:
        """Return the situation with another state."""
        return replace(self, state=state)

    def on_floor(self) -> Self:
        """Return the situation that knows whether the person lies on the floor now."""
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

    def with_place(self, place: Place) -> Self:
        """Return the situation at another place."""
        return self.with_state(replace(self.state, place=place))

    def with_dialogue(self, dialogue: Dialogue) -> Self:
        """Return the situation after other words."""
        return self.with_state(replace(self.state, dialogue=dialogue))

    def with_profile(self, profile: Profile) -> Self:
        """Return the situation with another profile."""
        if profile is self.profile:
            return self
        return self.with_state(replace(self.state, profile=profile))

    def with_settings(self, settings: Settings) -> Self:
        """Return the situation with other settings."""
        return self.with_profile(replace(self.profile, settings=settings))

    def with_entry(self, entry: LogEntry) -> Self:
        """Return the situation with an entry to log."""
        days, entries = counted(self.state.days, (entry,)), (*self.state.entries, entry)
        history = self.profile.history.with_entry(entry, days[entry.day])
        profile = replace(self.profile, history=history)
        return self.with_state(replace(self.state, profile=profile, days=days, entries=entries))

    def with_noted(self, noted: Noted) -> Self:
        """Return the situation with something to log, which "that doesn't count" takes back."""
        counted_in = self.with_entry(LogEntry(noted.id, noted.day, noted.counters))
        return counted_in.with_place(self.place.with_noted(noted))

    def knows(self, hint: Hint) -> bool:
        """Return whether the person has heard something that is said once."""
        # A profile that could not be read knows nothing, and most people are not new: a second
        # welcome would only annoy them. They are told once it can be read, if they are new.
        is_unread = self.state.unread_since_ms is not None
        return is_unread or bool(self.profile.told.get(hint))

    def telling(self, *hints: Hint) -> Self:
        """Return the situation of an answer that tells these; they are known once it was heard."""
        return self.with_dialogue(replace(self.dialogue, unheard=(*self.dialogue.unheard, *hints)))

    def without_question(self) -> Self:
        """Return the situation as it was before the open question."""
        return self.with_dialogue(replace(self.dialogue, question=None))

    def leaving_out(self, exercise: ExerciseId) -> Self:
        """Return the situation with an exercise left out for today."""
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

    def missed(self) -> Self:
        """Return the situation with one more thing that was not understood."""
        return self.with_dialogue(replace(self.dialogue, misses=self.dialogue.misses + 1))

    def with_picks(self, picks: tuple[Pick, ...]) -> Self:
        """Return the situation with another plan; where the step to come is gone, at the next."""
        changed = self.with_place(replace(self.place, picks=picks))
        left = {step.id for step in changed.plan}
        coming = next((step for step in self.plan[self.index :] if step.id in left), None)
        if not self.has_place or coming is self.step:
            return changed
        place = replace(changed.place, at=coming.id if coming else None)
        if coming is None or coming.exercise is not self.step.exercise:
            place = replace(place, after=After.NEXT)
        return changed.with_place(place)

    def without_done(self) -> Self:
        """Return the situation without what is still planned, and was done since by other ways."""
        doses, before = self.log_of(self.today).all_doses(), self.place.before
        done = {unit for unit in UNITS if doses.get(unit, 0) > before.get(unit, 0)}
        coming = {step.unit for step in self.plan[self.index :]}
        return self.with_picks(picks_without(self.place.picks, done & coming))

    def at_end(self) -> Self:
        """Return the situation with the plan done: nothing comes next."""
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


def _units_of(exercise: ExerciseId) -> frozenset[Unit]:
    """Return what an exercise is counted under."""
    return frozenset(EXERCISES[exercise].parts or (exercise,))
