"""
The pretend Echo: speech in, requests to the skill, sound out, and what happens as time passes.

It behaves as Amazon documents it. A response with `shouldEndSession` true closes the session at
once and silently; with false the microphone opens after the sound for about eight seconds, then
comes the reprompt, then eight seconds more, then SessionEndedRequest. Speaking while sound plays is
the wake word: the sound stops there, and the skill is told nothing of where. On an Echo Show a
response may leave it out while a document is shown: the session then stays for half a minute after
the sound, with the microphone shut, and the document may send events.

A reminder rings at its time. Amazon says that Alexa "barges in" on whatever goes on, and nothing of
what becomes of it: here it goes on, and listeners are told of the ring beside it.

It has no thread and no timer: somebody calls `say`, `wait` or `catch_up`, and every listener is
told what happened, in order. Displays only show.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from simulator.common import InvalidResponseError, JsonObject
from simulator.device.alexa_app import AppCommand, carry_out
from simulator.device.clock import Clock
from simulator.device.consent import ConsentQuestion, ConsentStatus
from simulator.device.events import (
    AppUsed,
    ConsentAnswered,
    DeviceTrouble,
    DeviceWarning,
    EndReason,
    Event,
    Exchange,
    Heard,
    LeftToAlexa,
    MicrophoneOpened,
    PermissionCardSent,
    PlaybackEnded,
    PlaybackStarted,
    ReminderRang,
    Said,
    ScreenCleared,
    ScreenShown,
    ScreenSpoke,
    SessionEnded,
    Understood,
)
from simulator.device.reminders import Reminders
from simulator.device.request import (
    TIMEOUT_MS,
    VIEWPORTS,
    Device,
    Handler,
    LambdaContext,
    Session,
    UserEvent,
    envelope,
    intent_request,
    launch_request,
    runtime_error_request,
    screen_error_request,
    session_ended_request,
    user_event_request,
)
from simulator.device.response import NO_END, Answer, BadDocument, read_answer, says_anything
from simulator.device.sound import MODELLED, Phrase, Soundtrack, Voice, spoken
from simulator.language.interaction_model import FALLBACK, Language, Meaning

if TYPE_CHECKING:
    from simulator.device.apl import Screen


@dataclass(slots=True)
class Playback:
    """A soundtrack that is being played."""

    track: Soundtrack
    """The whole of it."""
    started_at: datetime
    """When its first millisecond was."""
    closes_session: bool
    """Whether the session is over, and the person is told of it afterwards."""
    next_sound: int = 0
    """How many of its sounds have begun."""

    @property
    def next_at(self) -> datetime:
        """When the next sound begins, or the end comes."""
        sounds = self.track.sounds
        is_over = self.next_sound == len(sounds)
        offset_ms = self.track.length_ms if is_over else sounds[self.next_sound].start_ms
        return self.started_at + timedelta(milliseconds=offset_ms)


LISTENING_SECONDS = 8
"""How long the microphone stays open: about that, by the docstring of `ask` in Amazon's SDK."""

SCREEN_SECONDS = 30
"""How long a session stays without sound and with the microphone shut, while a document is shown
(Amazon: "up to 30 seconds"), and how long a document stays on after its session. The second is our
choice: Amazon gives no figure."""

RENDERING_SECONDS = 5
"""How long a browser may take until a document in it speaks. Then the Echo goes on without it."""

Listener = Callable[[Event], None]
"""A function that receives each event."""

_log = logging.getLogger(__name__)


class Echo:
    """One device that one skill is talking through."""

    def __init__(
        self,
        handler: Handler,
        language: Language,
        device: Device,
        clock: Clock,
        zone: tzinfo,
        voice: Voice = MODELLED,
        reminders: Reminders | None = None,
    ) -> None:
        """
        Plug it in.

        Args:
            handler: The skill: `lambda_handler(event, context)`.
            language: What it understands.
            device: Whose it is, and what it can do.
            clock: Where it reads the time and how it waits.
            zone: Where it stands; for "today" and "yesterday".
            voice: Who speaks, and so how long words take.
            reminders: Alexa's, for the account; none are set when missing.
        """
        self._handler = handler
        self.loses_next_answer = False
        """Whether the skill's next answer will not arrive. The skill has given it all the same."""
        self.loses_screen_events = False
        """Whether what a document sends does not arrive at the skill."""
        self.forgets_session_at_consent = False
        """Whether the skill's session is a new one after Alexa's question about reminders."""
        self.screen_sound_fails = False
        """Whether a document's sound ends as soon as it begins."""
        self.is_rendered = False
        """Whether a browser runs the documents, and sends their events. Otherwise the Echo itself
        sends the one event that it knows of: that at the end of a document's sound."""
        self._language = language
        self._device = device
        self._coming: tuple[Device, Language] = device, language
        self._clock = clock
        self._zone = zone
        self._voice = voice
        self.reminders = reminders or Reminders()
        """Alexa's reminders. What a person does with them in the Alexa app goes by `use_app`."""
        self._listeners: list[Listener] = []
        self._session: Session | None = None
        self._playback: Playback | None = None
        self._reprompt: Soundtrack | None = None
        self._question: ConsentQuestion | None = None  # of Alexa's own
        self._listening_until: datetime | None = None
        self._screen: Screen | None = None
        self._screen_is_over = False  # whether its event at the end was sent
        self._to_speak: Soundtrack | None = None  # as soon as a browser has drawn the document
        self._screen_due_at: datetime | None = None  # when patience with the screen ends
        self._carries_on = False  # whether the document keeps the session open

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener` everything from now on."""
        self._listeners.append(listener)

    @property
    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self._clock.now()

    @property
    def is_in_session(self) -> bool:
        """Whether what is said now goes to the skill."""
        return self._session is not None and self._question is None

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open."""
        return self._listening_until is not None

    @property
    def device(self) -> Device:
        """What it is; during a session also what it is for the rest of that session."""
        return self._device

    @property
    def invocation_name(self) -> str:
        """The skill's name, as a person says it."""
        return self._language.invocation_name

    @property
    def position_ms(self) -> int | None:
        """How far the sound has got, in milliseconds; None when nothing plays."""
        if self._playback is None:
            return None
        return (self.now - self._playback.started_at) // timedelta(milliseconds=1)

    @property
    def next_at(self) -> datetime | None:
        """When the next event of the conversation is due without speech; None when none is."""
        if self._playback:
            return self._playback.next_at
        return self._listening_until or self._screen_due_at

    @property
    def due_at(self) -> datetime | None:
        """When anything is due without speech, a reminder too; None when nothing is."""
        return min(filter(None, (self.next_at, self.reminders.next_at)), default=None)

    def become(self, device: Device, language: Language, zone: tzinfo) -> None:
        """
        Be another device from now on.

        What is said in a session keeps the session's language and screen; they change with the next
        one. The rest changes at once.

        Args:
            device: What it can do, and its language.
            language: What it understands then.
            zone: Where it stands.
        """
        self._zone = zone
        self._coming = device, language
        self._device = replace(
            device, locale=self._device.locale, has_screen=self._device.has_screen
        )
        if self._session is None:
            self._device, self._language = self._coming

    def say(self, text: str) -> None:
        """Say something to it now, which interrupts the sound that plays."""
        self.catch_up()
        if self._session is None:
            self._device, self._language = self._coming
        wish = self._language.rules.without_wake_word(text)
        if not wish:
            return
        self._stop()
        self._to_speak = None
        self._tell(Heard(self.now, text))
        today = self.now.astimezone(self._zone).date()
        invocation = self._language.rules.find_invocation(wish, self._language.invocation_name)
        if invocation and not invocation.wishes:
            self._call(Understood(self.now, "LaunchRequest"), launch_request())
        elif invocation and (meaning := self._first_meaning(invocation.wishes, today)):
            self._call(*self._asked(meaning))
        elif invocation and invocation.is_certain:
            self._call(*self._asked(Meaning(FALLBACK)))
        elif self._question:
            answers = self._language.rules.consent_answers
            self._hear_consent(answers.get(self._language.rules.as_spoken(wish)), self.now)
        elif self._session:
            understood, request = self._asked(self._language.understand(wish, today))
            self._tell(understood)
            self._send(request)
        else:
            self._tell(LeftToAlexa(self.now, text))

    def use_app(self, command: AppCommand) -> None:
        """Let the person do something in the Alexa app."""
        self.catch_up()
        for text in carry_out(command, self.reminders, self.now, self._zone):
            self._tell(AppUsed(self.now, text))

    def screen_speaks(self) -> None:
        """Begin the sound of the document that a browser runs: it has come to its SpeakItem."""
        self.catch_up()
        if self._to_speak is not None:
            self._speak(self.now)

    def screen_stops(self) -> None:
        """Stop the sound of the document: it breaks off its commands when it is touched."""
        self.catch_up()
        if self._playback is not None and self._carries_on:
            self._stop()
            self._screen_due_at = self.now + timedelta(seconds=SCREEN_SECONDS)

    def send_user_event(self, token: str, event: UserEvent) -> None:
        """
        Let the document on the screen send an event to the skill.

        Args:
            token: Of the document. One that is not on the screen any more sends nothing.
            event: What it sends. The event at the end of the sound is sent once.
        """
        self.catch_up()
        screen = self._screen
        if screen is None or screen.token != token or not self.is_in_session:
            return
        if event.arguments == screen.over:
            if self._screen_is_over:
                return
            self._screen_is_over = True
        self._tell(ScreenSpoke(self.now, event.arguments))
        if self.loses_screen_events:
            self._tell(DeviceWarning(self.now, "the screen's event does not reach the skill"))
            return
        self._send(user_event_request(token, event))

    def catch_up(self) -> None:
        """Let happen what should have happened by now."""
        while (due_at := self.next_at) is not None and due_at <= self._clock.now():
            self._happen(due_at)
        self._ring(self._clock.now())

    def wait(self, seconds: float) -> None:
        """Let time pass, with everything that happens in it."""
        until = self._clock.now() + timedelta(seconds=seconds)
        while (due_at := self.next_at) is not None and due_at <= until:
            self._clock.wait_until(due_at)
            self._happen(due_at)
        self._clock.wait_until(until)
        self._ring(until)

    def wait_for_silence(self) -> None:
        """Let the sound play to its end; a microphone that opens then stays open."""
        while self._playback is not None:
            self._clock.wait_until(self._playback.next_at)
            self._happen(self._playback.next_at)

    def lose_power(self) -> None:
        """Lose power: sound, microphone and session end, and the skill gets no request."""
        self._playback = self._session = self._reprompt = self._listening_until = None
        self._question = None
        self._clear_screen(self.now)

    def wait_for_end(self) -> None:
        """Let time pass until nothing will happen any more: the session is over, all is quiet."""
        while (due_at := self.next_at) is not None:
            self._clock.wait_until(due_at)
            self._happen(due_at)

    def _tell(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)

    def _first_meaning(self, wishes: tuple[str, ...], today: date) -> Meaning | None:
        meanings = (self._language.understand(wish, today) for wish in wishes)
        return next((meaning for meaning in meanings if meaning.intent != FALLBACK), None)

    def _stop(self) -> None:
        """Be quiet and close the microphone."""
        self._listening_until = None
        if self._playback is not None:
            self._finish(self._playback, self.now, was_interrupted=True)

    def _happen(self, at: datetime) -> None:
        """Do what is due at `at`: the next sound, its end, the microphone's, or the screen's."""
        self._ring(at)
        if self._playback is None:
            if self._listening_until:
                self._time_out(at)
            else:
                self._screen_times_out(at)
            return
        sounds = self._playback.track.sounds
        if self._playback.next_sound < len(sounds):
            self._playback.next_sound += 1
            self._tell(Said(at, sounds[self._playback.next_sound - 1]))
            return
        self._finish(self._playback, at, was_interrupted=False)
        if self._question and not self._question.is_open:
            self._answer_consent(self._question)
        elif self._question:
            self._listen(at)
        elif self._session is not None and self._carries_on:
            self._screen_due_at = at + timedelta(seconds=SCREEN_SECONDS)
            self._end_document()
        elif self._session is not None:
            self._listen(at)

    def _listen(self, at: datetime) -> None:
        self._listening_until = at + timedelta(seconds=LISTENING_SECONDS)
        self._tell(MicrophoneOpened(at, LISTENING_SECONDS))

    def _ring(self, until: datetime) -> None:
        """Tell of reminders that are due; of one that was due several times the last."""
        for ring in self.reminders.ring(until):
            words = self._language.rules.reminder_words.format(text=ring.reminder.text)
            local_at = ring.at.astimezone(self._zone)
            self._tell(ReminderRang(ring.at, local_at, words, ring.earlier))

    def _finish(self, playback: Playback, at: datetime, *, was_interrupted: bool) -> None:
        self._playback = None
        self._tell(PlaybackEnded(at, was_interrupted))
        if playback.closes_session:
            self._tell(SessionEnded(at, EndReason.SKILL))
            self._leave_screen(at)

    def _end_document(self) -> None:
        """Send the event at the end of a document's sound, unless a browser runs the document."""
        screen = self._screen
        if screen and screen.over is not None and not self.is_rendered:
            self.send_user_event(screen.token, UserEvent(screen.over))

    def _screen_times_out(self, at: datetime) -> None:
        """Go on without a browser that does not draw; end a session, or clear the screen."""
        self._screen_due_at = None
        if self._to_speak is not None:
            self.is_rendered = False
            self._speak(at)
        elif self._session is not None:
            self._end_session(EndReason.EXCEEDED_MAX_REPROMPTS, at)
        else:
            self._clear_screen(at)

    def _speak(self, at: datetime) -> None:
        track, self._to_speak, self._screen_due_at = self._to_speak, None, None
        if track is not None:
            self._play(track, at, is_reprompt=False)

    def _leave_screen(self, at: datetime) -> None:
        """Let the document stay for a while after its session."""
        self._screen_due_at = at + timedelta(seconds=SCREEN_SECONDS) if self._screen else None

    def _clear_screen(self, at: datetime) -> None:
        self._to_speak = self._screen_due_at = None
        if self._screen is not None:
            self._screen = None
            self._tell(ScreenCleared(at))

    def _time_out(self, at: datetime) -> None:
        self._listening_until = None
        if self._question:
            self._hear_consent(None, at)
            return
        if self._reprompt is None:
            self._end_session(EndReason.EXCEEDED_MAX_REPROMPTS, at)
            return
        reprompt, self._reprompt = self._reprompt, None
        self._play(reprompt, at, is_reprompt=True)

    def _play(self, track: Soundtrack, at: datetime, *, is_reprompt: bool) -> None:
        closes_session = self._session is None and self._question is None
        answers: tuple[str, ...] = ()
        if self._question and self._question.is_open:
            answers = tuple(self._language.rules.consent_answers)[:2]
        self._playback = Playback(track, at, closes_session)
        self._tell(PlaybackStarted(at, track, is_reprompt, closes_session, self._reprompt, answers))

    def _consent_sound(self) -> Soundtrack:
        """Return Alexa's question whether the skill may set reminders."""
        question = self._language.rules.consent_question
        return spoken([Phrase(question.format(skill=self._device.skill_name))], self._voice)

    def _hear_consent(self, consents: bool | None, at: datetime) -> None:  # noqa: FBT001 (or None)
        """Take in an answer to Alexa's question, or that there is none."""
        if (question := self._question) is None:
            return
        if question.is_open:
            question.hear(consents=consents)
        if question.is_open:
            self._play(self._consent_sound(), at, is_reprompt=True)
        else:
            self._answer_consent(question)

    def _answer_consent(self, question: ConsentQuestion) -> None:
        """Tell the skill what came of the question, in its session or in a new one."""
        self._question = None
        status = question.status or ConsentStatus.NOT_ANSWERED
        if question.request.refusal:
            self._tell(DeviceWarning(self.now, f"Alexa does not ask: {question.request.refusal}"))
        else:
            if status is ConsentStatus.ACCEPTED:
                self.reminders.allow(is_allowed=True)
            self._tell(ConsentAnswered(self.now, status))
        if self._session is None:
            self._device, self._language = self._coming
            self._session = Session.begin()
        self._send(question.request.response(status))

    def _asked(self, meaning: Meaning) -> tuple[Understood, JsonObject]:
        understood = Understood(self.now, meaning.intent, meaning.slots, meaning)
        return understood, intent_request(meaning, self._device.application_id)

    def _call(self, understood: Understood, request: JsonObject) -> None:
        """Call the skill by its name: a session that was open ends, a new one begins."""
        if self._session is not None:
            self._end_session(EndReason.USER_INITIATED, self.now)
        self._clear_screen(self.now)
        self._question = None
        self._device, self._language = self._coming
        self._tell(understood)
        self._session = Session.begin()
        self._send(request)

    def _send(self, request: JsonObject) -> None:
        at = self.now
        try:
            response = self._exchange(request, at)
            if self.loses_next_answer:
                self._miss_answer(at)
                return
            answer = read_answer(
                response,
                has_screen=self._device.has_screen,
                plays_apla=self._device.plays_apla,
                voice=self._voice,
            )
        except InvalidResponseError as error:
            self._refuse("INVALID_RESPONSE", str(error))
            return
        self._obey(answer)

    def _miss_answer(self, sent_at: datetime) -> None:
        """Wait as long as Alexa waits for an answer, and go on without it."""
        self.loses_next_answer = False
        self._clock.wait_until(sent_at + timedelta(milliseconds=TIMEOUT_MS))
        self._refuse("ENDPOINT_TIMEOUT", f"no answer came within {TIMEOUT_MS // 1000} s")

    def _exchange(self, request: JsonObject, at: datetime) -> object:
        """Send a request and return the response; both go through JSON, as over the network."""
        device = replace(self._device, allows_reminders=self.reminders.is_allowed)
        sent = envelope(device, self._session, request, at)
        response: object = None
        try:
            returned = self._handler(json.loads(json.dumps(sent)), LambdaContext())
            response = json.loads(json.dumps(returned, allow_nan=False))
        except Exception as error:  # the skill's own fault, whatever it is, is told as Alexa does
            _log.exception("the skill raised an error")
            raise InvalidResponseError(f"the skill raised {error!r}") from error
        finally:
            self._tell(Exchange(at, sent, response))
        return response

    def _obey(self, answer: Answer) -> None:
        """Do what a response says."""
        at = self.now
        for warning in answer.warnings:
            self._tell(DeviceWarning(at, warning))
        if self._leaves_all(answer):
            if self._session is not None:
                self._session = self._session.carried_on(answer.attributes)
            if self._playback is None and self._listening_until is None and not self._to_speak:
                self._screen_due_at = at + timedelta(seconds=SCREEN_SECONDS)
            return
        self._stop()
        self._to_speak = self._screen_due_at = None
        session, self._session = self._session, None
        self._reprompt = None
        if answer.screen is not None:
            self._screen, self._screen_is_over = answer.screen, False
            viewport = VIEWPORTS[self._device.viewport]
            self._tell(ScreenShown(at, answer.screen, viewport))
        self._carries_on = (
            answer.should_end is None and answer.consent is None and self._screen is not None
        )
        is_unclear = answer.should_end is None and answer.consent is None
        if self._device.has_screen and is_unclear and not self._carries_on:
            self._tell(DeviceWarning(at, NO_END))
        if session is not None:
            self._keep_session(session, answer)
        if answer.card_permissions:
            self._tell(PermissionCardSent(at, answer.card_permissions))
        for document in answer.bad_documents:
            self._report(document)
        self._play_answer(answer)

    def _keep_session(self, session: Session, answer: Answer) -> None:
        """Keep the session where an answer leaves it open, with the question that comes next."""
        if answer.consent is not None:
            self._question = ConsentQuestion(answer.consent, is_allowed=self.reminders.is_allowed)
            if answer.should_end or self.forgets_session_at_consent:
                self._tell(SessionEnded(self.now, EndReason.SKILL))
            else:
                self._session = session.carried_on(answer.attributes)
        elif answer.should_end is False or self._carries_on:
            self._session = session.carried_on(answer.attributes)
            self._reprompt = answer.reprompt

    def _leaves_all(self, answer: Answer) -> bool:
        """Whether an answer to the screen's event changes nothing: what plays goes on playing."""
        is_empty = not (
            answer.track.length_ms or answer.screen or answer.bad_documents or answer.consent
        )
        return is_empty and answer.should_end is None and self._screen is not None

    def _play_answer(self, answer: Answer) -> None:
        """Play an answer's sound; that of a document when a browser has drawn it."""
        track, is_spoken_by_screen = answer.track, bool(answer.screen and answer.screen.sound)
        if is_spoken_by_screen and self.screen_sound_fails:
            self._tell(DeviceWarning(self.now, "the sound of the screen fails"))
            track = Soundtrack()
        if self._question and self._question.is_open:
            track = track.then(self._consent_sound())
        if is_spoken_by_screen and self.is_rendered:
            self._to_speak = track
            self._screen_due_at = self.now + timedelta(seconds=RENDERING_SECONDS)
        else:
            self._play(track, self.now, is_reprompt=False)

    def _report(self, document: BadDocument) -> None:
        """Tell the person and the skill of a document that the device refuses."""
        if document.is_screen:
            reason = f"APL document not shown: {document.message}"
            request = screen_error_request(document.token, document.message)
        else:
            reason = f"APLA document not played: {document.message}"
            request = runtime_error_request(document.token, document.message)
        self._tell(DeviceTrouble(self.now, "", reason))
        self._notify(request)

    def _refuse(self, kind: str, reason: str) -> None:
        """Tell the person and the skill that a response was not usable; `kind` is Alexa's name."""
        self._tell(DeviceTrouble(self.now, self._language.rules.apology, reason))
        error = {"type": kind, "message": reason}
        self._end_session(EndReason.ERROR, self.now, error)

    def _end_session(
        self, reason: EndReason, at: datetime, error: JsonObject | None = None
    ) -> None:
        self._reprompt = None
        self._notify(session_ended_request(reason.value, error), at)
        self._session = None
        self._tell(SessionEnded(at, reason))
        self._leave_screen(at)

    def _notify(self, request: JsonObject, at: datetime | None = None) -> None:
        """Send a request whose answer is not heard; what the session carries is kept from it."""
        try:
            response = self._exchange(request, at or self.now)
        except InvalidResponseError as error:
            self._tell(DeviceTrouble(self.now, "", str(error)))
            return
        attributes = response.get("sessionAttributes") if isinstance(response, dict) else None
        if self._session is not None and isinstance(attributes, dict):
            self._session = self._session.carried_on(attributes)
        if says_anything(response):
            text = f"the answer to {request['type']} holds something to say or show: dropped"
            self._tell(DeviceWarning(self.now, text))
