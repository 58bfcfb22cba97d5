"""
A person who does the full routine every morning and says no more than the coach needs to hear.

The person speaks only where the microphone is open and nothing will go on by itself. A reprompt
that counts, or that plays a document, goes on by itself: then the person stays silent, and so where
the words that were heard last ask for nothing. What is answered is read from those words.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from simulator.device.echo import LISTENING_SECONDS, Echo
from simulator.device.events import DeviceTrouble, DeviceWarning, Event, Exchange, PlaybackStarted
from simulator.device.response import Answer, read_answer
from simulator.device.sound import Sound, SoundKind, Soundtrack
from simulator.language.english.normalisation import as_spoken
from simulator.language.english.numbers import parse_number
from simulator.rig.environment import DEFAULT_TABLE, TalkOptions, talk_environment
from simulator.rig.persisted_state import PersistedState, save_state
from skill.progress.days import UNITS, DayLog
from skill.storage.dynamodb import DynamoDbProgressStore

ZONE = ZoneInfo("Europe/London")
FIRST_DAY = date(2026, 11, 2)
"""A Monday; the clocks went back the week before."""
MORNING = time(7, 30, tzinfo=ZONE)

LAUNCH = "start my heel stretches"
WHAT_WAS_DONE = "ask my heel stretches what i did yesterday"
NOTHING = ""

_PERSON, _ECHO = "amzn1.ask.account.PERSON", "amzn1.ask.device.ECHO"

ANSWERS = (
    (r"which foot .*\?$", "left"),
    (r"\ball five, or .*\?$", "all five"),
    (r"\bwhole routine .*\?$", "the whole thing"),
    (r"\b(anything else|what would you like)\?$", "no"),
    (r"\bready\b", "ready"),
    (r"\?$", "yes"),
)
"""What is said to the last words that were heard, by the first pattern found in them."""

MOST_UTTERANCES = 40
"""A routine that takes more has lost its way. It took 11 when every step waited for a word."""

_ENVIRONMENT = {"TZ": ZONE.key, "AWS_CONFIG_FILE": os.devnull}
"""Besides what a talk sets for itself: where the Echo stands, and nothing of a real account."""

_SENTENCE = re.compile(r"[^.?!]+[.?!]*")
_COUNTED = re.compile(
    r"\b(hold|begin|and relax|half way|last one|reach|pull|let go|up|down|back)\b\s*"
)


@dataclass(frozen=True)
class Routine:
    """A full routine on one day, from the launch until all is quiet."""

    day: date
    """The person's date."""
    events: tuple[Event, ...]
    """Everything that happened, in order."""

    @property
    def playbacks(self) -> list[PlaybackStarted]:
        """The sound of each response and each reprompt that was heard; none is interrupted."""
        return [event for event in self.events if isinstance(event, PlaybackStarted)]

    @property
    def exchanges(self) -> list[Exchange]:
        """The requests that are answered with sound, and their responses."""
        exchanges = [event for event in self.events if isinstance(event, Exchange)]
        return [each for each in exchanges if not _is_end(each)]


def sentences(sound: Sound) -> list[str]:
    """Return the sentences of a sound; a clip has none."""
    if sound.kind is SoundKind.CLIP:
        return []
    return [sentence.strip() for sentence in _SENTENCE.findall(sound.text)]


def is_counting(sentence: str) -> bool:
    """Return whether a sentence is part of a count: numbers, phases, "hold", "and relax"."""
    words = _COUNTED.sub("", as_spoken(sentence)).split()
    return not words or parse_number(words) is not None


def practise_days(directory: Path, days: Iterable[date]) -> Iterator[Routine]:
    """
    Let somebody who has never stretched do the full routine at half past seven on each day.

    Args:
        directory: An empty one, for the Echo's ids, its log, and a database of its own.
        days: The days, in order.

    Raises:
        AssertionError: On some day not all five exercises were done: it is no full routine.
    """
    days = list(days)
    with _echo_in_london(directory, datetime.combine(days[0], MORNING)) as echo:
        for day in days:
            echo.wait((datetime.combine(day, MORNING) - echo.now) / timedelta(seconds=1))
            yield Routine(day, tuple(practise(echo)))
        # A request of the next day settles what was left playing.
        echo.wait(timedelta(days=1) / timedelta(seconds=1))
        echo.say(WHAT_WAS_DONE)
        _check_routines_are_full(days)


def practise(echo: Echo) -> list[Event]:
    """
    Launch the skill, do as the coach says until all is quiet, and return what happened.

    Raises:
        AssertionError: The device complains of a response, or the routine does not end.
    """
    events: list[Event] = []
    echo.subscribe(events.append)
    echo.say(LAUNCH)
    for _ in range(MOST_UTTERANCES):
        echo.wait_for_silence()
        while echo.is_in_session and not (words := _words_to_say(events)):
            echo.wait(LISTENING_SECONDS)
            echo.wait_for_silence()
        if not echo.is_in_session:
            break
        echo.say(words)
    else:
        raise AssertionError(f"the routine does not end: {_last_words(_last_track(events))}")
    for event in events:
        assert not isinstance(event, DeviceTrouble | DeviceWarning), event
    return events


def answer_of(exchange: Exchange) -> Answer:
    """Return a response as the device reads it."""
    return read_answer(exchange.response, has_screen=False)


def _words_to_say(events: list[Event]) -> str:
    """Return what the person says to the open microphone."""
    if _goes_on_by_itself(events):
        return NOTHING
    heard = _last_words(_last_track(events))
    found = (words for pattern, words in ANSWERS if re.search(pattern, heard, re.IGNORECASE))
    return next(found, NOTHING)


def _goes_on_by_itself(events: list[Event]) -> bool:
    """Return whether a reprompt is still to come that plays a document, or that counts."""
    playback = next(each for each in reversed(events) if isinstance(each, PlaybackStarted))
    exchange = next(each for each in reversed(events) if isinstance(each, Exchange))
    if playback.is_reprompt:
        return False
    assert isinstance(exchange.response, dict)
    reprompt = exchange.response["response"].get("reprompt") or {}
    if reprompt.get("directives"):
        return True
    track = answer_of(exchange).reprompt or Soundtrack()
    return any(map(is_counting, (words for sound in track.sounds for words in sentences(sound))))


def _last_track(events: list[Event]) -> Soundtrack:
    return next(each.track for each in reversed(events) if isinstance(each, PlaybackStarted))


def _last_words(track: Soundtrack) -> str:
    """Return what is said after the last count."""
    said: list[str] = []
    for sound in reversed(track.sounds):
        for sentence in reversed(sentences(sound)):
            if is_counting(sentence):
                return " ".join(reversed(said))
            said.append(sentence)
    return " ".join(reversed(said))


def _is_end(exchange: Exchange) -> bool:
    return bool(exchange.request["request"]["type"] == "SessionEndedRequest")


def _check_routines_are_full(days: Iterable[date]) -> None:
    store = DynamoDbProgressStore(DEFAULT_TABLE)
    for day in days:
        doses = store.load(_PERSON, since=day).days.get(day, DayLog(day)).all_doses()
        assert dict.fromkeys(UNITS, 1) == doses, f"no full routine on {day}: {doses}"


@contextmanager
def _echo_in_london(directory: Path, start: datetime) -> Iterator[Echo]:
    """Plug in an Echo whose ids are always the same, with the real skill behind it."""
    directory.mkdir(parents=True, exist_ok=True)
    save_state(directory, PersistedState(_PERSON, _ECHO))
    with patch.dict(os.environ):
        for name in list(os.environ):
            if name.startswith("AWS_") or name in ("SKILL_ID", "PROGRESS_TABLE", "COUNTING"):
                del os.environ[name]
        os.environ.update(_ENVIRONMENT)
        with talk_environment(TalkOptions(directory, is_fast=True, start=start)) as talk:
            yield talk.echo
