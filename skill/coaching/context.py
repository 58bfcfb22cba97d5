"""
The ways to answer a command: play, listen, close, or answer and go on.

A handler takes a context and returns a reply, or another command where in this state the words
mean that. Handlers call methods of the context and never each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from skill.coaching.commands import Command
from skill.coaching.dialogue import Dialogue, Hint, Question
from skill.coaching.reply import (
    PAUSED_REPROMPT,
    READY_REPROMPT,
    REPROMPT_SILENCE_SECONDS,
    Ending,
    Reply,
    Reprompt,
)
from skill.coaching.situation import Situation
from skill.progress.place import Place, SentReprompt, SentSegment, Status, StepTime
from skill.routine.cues import MS, instruct
from skill.routine.delivery import After, Entry, Stop
from skill.routine.exercises import EXERCISES
from skill.routine.message import Message, message
from skill.routine.plan import Pick, Step, Unit
from skill.routine.segments import Segment
from skill.routine.timeline import Timeline
from skill.routine.transitions import Floor, floor_before, quiet, ready_question

Answer = Reply | Command
"""What a handler returns: a reply, or the command that is meant in this state."""

OF_A_PLACE = frozenset({Question.RESUME, Question.REST_OF_DAY, Question.FROM_THE_TOP})
"""Questions about going on with a place: whoever is asked is still at it."""


@dataclass(frozen=True)
class Context(Situation):
    """What a command finds, with the ways to answer it."""

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
            # A document goes on with the microphone shut: nobody could answer.
            told = Timeline((*spoken, *silence)) if self.carries_on else timeline
            return self._going_on(words, told, then)
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
                # A document goes on with the microphone shut: it tells, and asks nothing.
                last = message("start-sooner") if self.carries_on else self.prompt()
                timeline = Timeline(instruct((*words, last), self.narration))
                return _remembering(self._going_on(words, timeline, then), *words, last)
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


def ready_reprompt(step: Step) -> Reprompt:
    """Return what is said when the person does not say ready: time first, then the word."""
    position = EXERCISES[step.exercise].position
    return Reprompt(READY_REPROMPT, REPROMPT_SILENCE_SECONDS[position])
