"""
What a person may change around a conversation: the device, its faults, and its clock.

All of it runs in the Echo's own thread, between two of its events.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from simulator.common import JsonObject
from simulator.device.alexa_app import NO_FAULT
from simulator.device.clock import JumpingClock
from simulator.device.reminders import FAULT_WORDS
from simulator.device.request import LOCALES
from simulator.rig.coach_session import Silence
from simulator.rig.environment import Talk, language_of, warm_up

RATES = (1, 4)
"""How fast the clock may run. At 4 a routine of twenty minutes takes five, and its voice can still
be followed; a browser plays sound at up to 16."""

MORNING = time(7, 30)
"""The time of day that "tomorrow" leads to. Our choice: when a person does a morning's routine."""


@dataclass(frozen=True, slots=True)
class DeviceChange:
    """What is to be changed of the device; None leaves it as it is."""

    has_screen: bool | None = None
    """Whether it is an Echo Show."""
    plays_apla: bool | None = None
    """Whether it plays APL for Audio."""
    locale: str | None = None
    """Its language, one of `LOCALES`."""
    zone: str | None = None
    """The IANA name of its time zone."""


class Fault(StrEnum):
    """What can be made to go wrong."""

    TABLE_DOWN = "table"
    """DynamoDB is out of reach, until it is put right."""
    ANSWER_LOST = "answer"
    """The skill's next answer does not reach the Echo."""
    SCREEN_SILENT = "screen_sound"
    """The sound of a document on the screen ends as soon as it begins."""
    SCREEN_EVENTS_LOST = "screen_events"
    """What a document on the screen sends does not reach the skill."""
    CONSENT_FORGETS = "consent_forgets"
    """The skill's session is a new one after Alexa's question about reminders."""


class EchoSetup:
    """One talk's device, faults and clock."""

    def __init__(self, talk: Talk) -> None:
        """
        Take over what a talk was begun with.

        Args:
            talk: The talk. Its table can be put out of reach where there is a gate to it.
        """
        self._talk = talk
        self._echo = talk.echo
        self._device = talk.device
        self._zone_name = talk.settings_service.zone_name if talk.settings_service else "UTC"
        self._silence = Silence()
        talk.echo.subscribe(self._silence.show)

    @property
    def rate(self) -> float:
        """How many seconds of the Echo pass in one of the laptop's."""
        clock = self._talk.clock
        return clock.rate if isinstance(clock, JumpingClock) else 1

    @property
    def state(self) -> JsonObject:
        """
        All of it, as the page is told.

        `device` is what was chosen, and `in_use` what holds for the session that is open.
        """
        now = self._echo.device
        gate = self._talk.gate
        return {
            "rate": self.rate,
            "device": {
                "has_screen": self._device.has_screen,
                "plays_apla": self._device.plays_apla,
                "locale": self._device.locale,
                "zone": self._zone_name,
                "locales": LOCALES,
                "in_use": {"has_screen": now.has_screen, "locale": now.locale},
            },
            "faults": {
                Fault.TABLE_DOWN: None if gate is None else gate.is_shut,
                Fault.ANSWER_LOST: self._echo.loses_next_answer,
                Fault.SCREEN_SILENT: self._echo.screen_sound_fails,
                Fault.SCREEN_EVENTS_LOST: self._echo.loses_screen_events,
                Fault.CONSENT_FORGETS: self._echo.forgets_session_at_consent,
            },
            "reminders": self._reminders,
        }

    @property
    def _reminders(self) -> JsonObject:
        """What the Alexa app has of reminders, and what goes wrong with them."""
        reminders = self._echo.reminders
        return {
            "is_allowed": reminders.is_allowed,
            "fault": reminders.fault or NO_FAULT,
            "faults": {NO_FAULT: "work", **FAULT_WORDS},
            "set": [
                {
                    "token": each.token,
                    "text": each.text,
                    "rule": each.trigger.rule_text,
                    "next_ms": each.next_at and round(each.next_at.timestamp() * 1000),
                }
                for each in reminders.all(self._echo.now)
            ],
        }

    def change_device(self, change: DeviceChange) -> None:
        """Let the Echo be another one; see `Echo.become` for what changes when."""
        wished = {
            name: value
            for name in ("has_screen", "plays_apla", "locale")
            if (value := getattr(change, name)) is not None
        }
        self._device = replace(self._device, **wished)
        if change.zone is not None:
            self._zone_name = change.zone
            if self._talk.settings_service:
                self._talk.settings_service.zone_name = change.zone
        language = language_of(self._device.locale)
        warm_up(language)
        self._echo.become(self._device, language, ZoneInfo(self._zone_name))

    def set_fault(self, fault: Fault, *, is_on: bool) -> None:
        """Let something go wrong that `can_fail`, or put it right."""
        match fault:
            case Fault.ANSWER_LOST:
                self._echo.loses_next_answer = is_on
            case Fault.SCREEN_SILENT:
                self._echo.screen_sound_fails = is_on
            case Fault.SCREEN_EVENTS_LOST:
                self._echo.loses_screen_events = is_on
            case Fault.CONSENT_FORGETS:
                self._echo.forgets_session_at_consent = is_on
            case Fault.TABLE_DOWN if self._talk.gate:
                self._talk.gate.is_shut = is_on

    def can_fail(self, fault: Fault) -> bool:
        """Return whether this can be made to go wrong here."""
        return fault is not Fault.TABLE_DOWN or self._talk.gate is not None

    def run_at(self, rate: float) -> None:
        """Let time pass at another rate; a clock that stands still goes on standing still."""
        if isinstance(self._talk.clock, JumpingClock):
            self._talk.clock.run_at(rate)

    def wait_for_question(self) -> None:
        """Let time pass until the person has to speak, or nothing happens by itself any more."""
        while not self._is_asked and (due_at := self._echo.next_at) is not None:
            self._talk.clock.wait_until(due_at)
            self._echo.catch_up()

    def wait_for_morning(self) -> None:
        """Let time pass until half past seven of the Echo's next day."""
        zone = ZoneInfo(self._zone_name)
        tomorrow = self._echo.now.astimezone(zone).date() + timedelta(days=1)
        morning = datetime.combine(tomorrow, MORNING, zone)
        self._echo.wait((morning - self._echo.now).total_seconds())

    @property
    def _is_asked(self) -> bool:
        return self._echo.is_listening and not self._silence.goes_on
