"""
What is shown during one response: a scene, as plain data.

A response that plays a count is shown in phases, one after another without a gap: each lasts until
the next change of what a person is at. Their times come from the segment that was sent, as those do
by which finished steps are settled. Knows no document and no size of screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from skill.coaching.dialogue import Question
from skill.coaching.occasions import NOON_HOUR
from skill.coaching.reply import Reply
from skill.progress.days import WEEK, DayLog
from skill.progress.place import Place, SentSegment, Status, StepTime
from skill.progress.summary import Summary, day_name, days_stretched, summarise
from skill.routine.cues import MS
from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Pace, Part
from skill.routine.message import Narration, message
from skill.routine.plan import (
    Plan,
    Reps,
    Step,
    Unit,
    exercises_of,
    make_plan,
    place_of,
)
from skill.screen.answers import (
    FIGURED,
    IN_A_COUNT,
    NUMBERS,
    PAUSED,
    SPARE,
    WAITING,
    answers_of,
)
from skill.screen.drawing import feet_of


class SceneKind(StrEnum):
    """The screens that there are."""

    START = "start"
    """The routine as small figures, with a question about it."""
    PLAYING = "playing"
    """A count, and what leads into it."""
    ASKING = "asking"
    PAUSED = "paused"
    SUMMARY = "summary"
    """One day, and the week."""
    DONE = "done"
    """The same, as the last thing that is shown."""
    DAYS = "days"
    """On how many of several days anything was done."""
    WARNING = "warning"
    """A word alone: who has a warning sign is shown no exercise."""


class PhaseKind(StrEnum):
    """What a person is at during a part of the sound."""

    READY = "ready"
    """Getting ready for another exercise, or for another part of one."""
    HOLD = "hold"
    REPEAT = "repeat"
    REST = "rest"
    """Between two counts of the same movement on the same side."""
    SWITCH = "switch"
    """From one side to the other."""
    TALK = "talk"
    """Words after the last count: nothing is counted."""

    @property
    def is_count(self) -> bool:
        """Whether a step is being worked on."""
        return self in (PhaseKind.HOLD, PhaseKind.REPEAT)


@dataclass(frozen=True, slots=True)
class Figure:
    """One movement at work."""

    unit: Unit
    foot: Foot
    """Which foot works, or both."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of the sound; its times are from the start of the whole response."""

    kind: PhaseKind
    start_ms: int
    end_ms: int
    figure: Figure | None
    """Of the step that is worked on, or comes next; ``None`` where the plan is done."""
    number: int = 0
    """The step's number among ``numbers`` of its unit and side, from 1."""
    numbers: int = 0
    count_ms: int = 0
    """How long the count lasts that is running or comes next."""
    repetitions: int = 0
    """Repetitions of that count; 0 for a hold."""
    label: str = ""
    """A word or two beside the number."""

    @property
    def length_ms(self) -> int:
        """How long it lasts."""
        return self.end_ms - self.start_ms


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be touched."""

    command: str
    """What it says, as a touch names it."""
    words: str
    """What is on it, or what its drawing is called."""
    figure: Figure | None = None
    """What is drawn on it, in place of the words."""
    is_spare: bool = False
    """Whether it is left out where there is no room for all."""


@dataclass(frozen=True, slots=True)
class ExerciseDay:
    """What a day amounts to in one exercise."""

    figure: Figure
    share: float
    """1 where it is done, 0.5 where it is begun, else 0."""


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the last seven."""

    letter: str
    is_done: bool
    """Whether anything was done."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown during one response."""

    kind: SceneKind
    segment_id: str
    """Id of what is played or was played last: a touch carries it."""
    pace: Pace
    phases: tuple[Phase, ...] = ()
    """Of ``PLAYING``: they cover the whole sound, and that of the reprompt where one plays."""
    sound_ms: int = 0
    """How long the response's own sound lasts."""
    figures: tuple[Figure, ...] = ()
    """The exercises of the routine in order, or the one that it is about."""
    title: str = ""
    """A word or two: never a sentence."""
    label: str = ""
    """What the title counts."""
    times: tuple[str, ...] = ()
    """Times of the day that are asked about, in place of figures."""
    choices: tuple[Choice, ...] = ()
    exercises: tuple[ExerciseDay, ...] = ()
    """Of a summary, in the article's order."""
    week: tuple[WeekDay, ...] = ()
    """Of a summary, and of days up to today: the last seven days, today at the end."""
    alternative: str = ""
    """Words for what is shown, for who does not see it."""


MOST_TIMES = 3
"""Most times of the day that a screen has room for, where they are to be read from afar."""

ABOUT_A_ROUTINE = frozenset(
    {
        Question.START,
        Question.MORE,
        Question.FOOT,
        Question.ROUTINE,
        Question.REST_OF_DAY,
        Question.FROM_THE_TOP,
        Question.OFFER,
        Question.GENTLY,
    }
)
"""Questions that are about a whole routine, not about one exercise."""


def scene_of(reply: Reply, narration: Narration) -> Scene:
    """
    Return what is shown with a reply.

    Args:
        reply: What the coach answers.
        narration: Of the person's language: for the few words on a screen.
    """
    maker = _Maker(reply, narration)
    if reply.timeline is not None and reply.state.place.playing is not None:
        return maker.playing()
    if reply.is_warning:
        return maker.warning()
    match reply.told_days:
        case (first, last) if first == last:
            return maker.summary(first)
        case (first, last):
            return maker.days(first, last)
        case _:
            return maker.still()


@dataclass(frozen=True)
class _Maker:
    """Makes the scene of one reply."""

    reply: Reply
    narration: Narration

    @property
    def _place(self) -> Place:
        return self.reply.state.place

    @property
    def _plan(self) -> Plan:
        return make_plan(self._place.picks, self.reply.state.profile.settings)

    @property
    def _scene(self) -> Scene:
        """What every scene has."""
        playing = self._place.playing
        segment_id = self.reply.segment_id or (playing.segment_id if playing else "")
        return Scene(SceneKind.START, segment_id, self.reply.state.profile.settings.pace)

    def playing(self) -> Scene:
        """Return the scene of a response that plays something."""
        segment, timeline = self._place.playing, self.reply.timeline
        assert segment is not None  # noqa: S101 - the caller has looked
        assert timeline is not None  # noqa: S101
        sound_ms = timeline.length_ms
        phases = tuple(_phases(self._timed(segment), sound_ms, self._next_step))
        labelled = tuple(replace(phase, label=self._label(phase)) for phase in phases)
        return replace(
            self._scene,
            kind=SceneKind.PLAYING,
            phases=labelled,
            sound_ms=sound_ms,
            figures=tuple(dict.fromkeys(each.figure for each in phases if each.figure)),
            choices=self._choices(IN_A_COUNT),
        )

    def _timed(self, segment: SentSegment) -> "_Timed":
        plan = {step.id: step for step in self._plan}
        return _Timed(
            tuple((plan[each.step], each) for each in segment.steps if each.step in plan),
            tuple(
                (plan[each.step], each)
                for each in (segment.then.steps if segment.then else ())
                if each.step in plan
            ),
            segment.then_ms,
            segment.length_ms,
        )

    @property
    def _next_step(self) -> Step | None:
        at = self._place.at
        index = len(self._plan) if at is None else place_of(self._plan, at)
        return self._plan[index] if index < len(self._plan) else None

    def _label(self, phase: Phase) -> str:
        if phase.figure is None:
            return self.narration(message("screen-done"))
        if phase.kind is PhaseKind.REPEAT:
            return f"/ {phase.repetitions}"
        foot = phase.figure.foot
        if phase.kind is PhaseKind.SWITCH or (phase.kind is PhaseKind.HOLD):
            return "" if foot is Foot.BOTH else self.narration(message("screen-side", side=foot))
        return self.narration(message(f"screen-{phase.kind}"))

    def summary(self, day: date) -> Scene:
        """Return the scene of a day that was asked for, or that is told at the end."""
        state, today = self.reply.state, self._today
        settings = state.profile.settings
        summary = summarise(state.days.get(day, DayLog(day)), settings)
        foot = settings.foot or Foot.LEFT
        return replace(
            self._scene,
            kind=SceneKind.SUMMARY if self.reply.listen else SceneKind.DONE,
            title=self.narration(message("screen-when", when=day_name(day, today))),
            exercises=tuple(
                ExerciseDay(_figure_of(exercise, foot), _share(exercise, summary))
                for exercise in ExerciseId
            ),
            week=self._week,
            choices=self._choices(tuple(name for name in self._answers if name != "today")),
        )

    def days(self, first: date, last: date) -> Scene:
        """Return the scene of several days."""
        ordinals = range(first.toordinal(), last.toordinal() + 1)
        count = sum(map(self._is_done, map(date.fromordinal, ordinals)))
        return replace(
            self._scene,
            kind=SceneKind.DAYS,
            title=str(count),
            label=self.narration(message("screen-days", n=count)),
            week=self._week if last == self._today else (),
            choices=self._choices(self._answers),
        )

    def warning(self) -> Scene:
        """Return the scene of a warning sign."""
        title = self.narration(message("screen-say-stop"))
        return replace(self._scene, kind=SceneKind.WARNING, title=title)

    @property
    def _today(self) -> date:
        """The person's own day; every reply that tells of days has it."""
        assert self.reply.today is not None  # noqa: S101 - the coach has set it
        return self.reply.today

    def _is_done(self, day: date) -> bool:
        """
        Return whether anything was done on a day.

        Within a session only today's log travels along; of other days the history knows it.
        """
        state = self.reply.state
        return state.profile.history.has(day) or bool(
            days_stretched({day: state.days.get(day, DayLog(day))})
        )

    @property
    def _week(self) -> tuple[WeekDay, ...]:
        days = (self._today - timedelta(days=ago) for ago in reversed(range(WEEK.days)))
        return tuple(
            WeekDay(self.narration(message("screen-day", day=day.weekday())), self._is_done(day))
            for day in days
        )

    def still(self) -> Scene:
        """Return the scene of an answer without a count."""
        question, status = self.reply.state.dialogue.question, self._place.status
        step = self._next_step
        if question is Question.REMINDERS and (times := self._times):
            return replace(
                self._scene,
                kind=SceneKind.ASKING,
                times=times,
                choices=self._choices(self._answers),
                alternative=", ".join(times),
            )
        is_about_routine = question in ABOUT_A_ROUTINE or (question is None and step is None)
        if step is None or is_about_routine:
            return replace(
                self._scene,
                figures=self._routine,
                choices=self._choices(self._answers),
                alternative=self.narration(message("name-all")),
            )
        is_paused = question is None and status is Status.PAUSED
        figure = _figure(self._step_set_aside or step)
        return replace(
            self._scene,
            kind=SceneKind.PAUSED if is_paused else SceneKind.ASKING,
            figures=(figure,),
            title=self._title,
            choices=self._choices(self._answers),
            alternative=self.narration(message(f"picture-{figure.unit}", side=figure.foot)),
        )

    @property
    def _step_set_aside(self) -> Step | None:
        """The step that pain has stopped, while it is not yet left out."""
        dialogue = self.reply.state.dialogue
        if dialogue.question is Question.NEXT_OR_STOP:
            return None
        return next((each for each in self._plan if each.id == dialogue.set_aside), None)

    @property
    def _title(self) -> str:
        """What is asked, in a word or a sign; empty where nothing is."""
        if self._answers == WAITING:
            return self.narration(message("screen-ask-ready"))
        return "?" if self.reply.listen and self.reply.state.dialogue.question else ""

    @property
    def _times(self) -> tuple[str, ...]:
        """The times of the reminders that are asked about; none where there is no room for all."""
        minutes = dict.fromkeys(each.minute for each in self.reply.state.dialogue.reminders)
        if len(minutes) > MOST_TIMES:
            return ()
        return tuple(map(self._time, minutes))

    def _time(self, minute_of_day: int) -> str:
        hour, minute = divmod(minute_of_day, 60)
        half = "am" if hour < NOON_HOUR else "pm"
        named = str((hour - 1) % NOON_HOUR + 1)
        return self.narration(
            message("screen-time", shown_hour=named, shown_minute=f"{minute:02}", half=half)
        )

    @property
    def _routine(self) -> tuple[Figure, ...]:
        """The exercises that are offered, else those of the plan, or all of them, each once."""
        settings, dialogue = self.reply.state.profile.settings, self.reply.state.dialogue
        foot = settings.foot or Foot.LEFT
        is_offer = dialogue.question is Question.OFFER
        plan = make_plan(dialogue.offer, settings) if is_offer else self._plan
        exercises = exercises_of(plan) or tuple(ExerciseId)
        return tuple(_figure_of(exercise, foot) for exercise in exercises)

    @property
    def _answers(self) -> tuple[str, ...]:
        question = self.reply.state.dialogue.question
        if not self.reply.listen:
            return ()
        if question is not None:
            return answers_of(self.reply.state.dialogue)
        match self._place.status:
            case Status.PAUSED:
                return PAUSED
            case Status.IDLE:
                return ()
            case _:
                return WAITING

    def _choices(self, names: tuple[str, ...]) -> tuple[Choice, ...]:
        return tuple(map(self._choice, names))

    def _choice(self, name: str) -> Choice:
        if name in NUMBERS:
            return Choice(name, str(NUMBERS[name]), is_spare=name in SPARE)
        if name in FIGURED:
            unit, foot = FIGURED[name], self.reply.state.profile.settings.foot or Foot.LEFT
            figure = _figure_of(unit, foot)
            return Choice(name, self.narration(message(f"name-{unit}")), figure)
        return Choice(name, self.narration(message(f"screen-say-{name}")))


@dataclass(frozen=True, slots=True)
class _Timed:
    """What was sent to play, with its steps in the plan."""

    steps: tuple[tuple[Step, StepTime], ...]
    then: tuple[tuple[Step, StepTime], ...]
    then_ms: int
    length_ms: int


def _phases(sent: _Timed, sound_ms: int, coming: Step | None) -> Iterator[Phase]:
    """Yield the phases of the sound, and of what plays by itself afterwards."""
    following = sent.then[0][0] if sent.then else coming
    before: Step | None = None
    at_ms = 0
    for step, time in sent.steps:
        yield from _step_phases(before, step, at_ms, time.end_ms)
        before, at_ms = step, time.end_ms
    if sound_ms > at_ms:
        yield _talk(following, at_ms, sound_ms)
    if not sent.length_ms > sent.then_ms:
        return
    yield _talk(following, max(at_ms, sound_ms), sent.then_ms)
    at_ms = sent.then_ms
    for step, time in sent.then:
        yield from _step_phases(before, step, at_ms, time.end_ms)
        before, at_ms = step, time.end_ms
    if sent.length_ms > at_ms:
        yield _talk(coming, at_ms, sent.length_ms)


def _step_phases(before: Step | None, step: Step, from_ms: int, end_ms: int) -> Iterator[Phase]:
    """Yield what leads into a step, and its count."""
    count_ms = step.work.slot_seconds * MS
    starts_ms = max(from_ms, end_ms - count_ms)
    if starts_ms > from_ms:
        yield _phase(_pause_kind(before, step), step, from_ms, starts_ms)
    kind = PhaseKind.REPEAT if isinstance(step.work, Reps) else PhaseKind.HOLD
    yield _phase(kind, step, starts_ms, end_ms)


def _pause_kind(before: Step | None, step: Step) -> PhaseKind:
    """Return what a pause is for, by what was before it and what comes after."""
    if before is None or before.unit is not step.unit:
        return PhaseKind.READY
    return PhaseKind.REST if before.side is step.side else PhaseKind.SWITCH


def _phase(kind: PhaseKind, step: Step, start_ms: int, end_ms: int) -> Phase:
    return Phase(
        kind,
        start_ms,
        end_ms,
        _figure(step),
        step.number,
        step.numbers,
        count_ms=step.work.slot_seconds * MS,
        repetitions=step.work.count if isinstance(step.work, Reps) else 0,
    )


def _talk(step: Step | None, start_ms: int, end_ms: int) -> Phase:
    if step is None:
        return Phase(PhaseKind.TALK, start_ms, end_ms, None)
    return _phase(PhaseKind.TALK, step, start_ms, end_ms)


def _figure(step: Step) -> Figure:
    return Figure(step.unit, Foot(step.side) if step.side else Foot.BOTH)


def _figure_of(named: ExerciseId | Part, foot: Foot) -> Figure:
    """Return the figure of an exercise or a part of it, with the sore foot where one works."""
    parts = EXERCISES[named].parts if isinstance(named, ExerciseId) else ()
    unit: Unit = parts[0] if parts else named
    feet = feet_of(unit)
    return Figure(unit, foot if foot in feet else feet[0])


def _share(exercise: ExerciseId, summary: Summary) -> float:
    if exercise in summary.done:
        return 1
    return 0.5 if not summary.of(exercise).is_empty else 0
