"""What is kept of a person besides the days: settings, time zone, practice, unfinished session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from skill.routine.catalogue import ExerciseId
from skill.routine.settings import Settings, Talk

FULL_TALK_TIMES = 2
"""The first times of an exercise that are told in full. Ours."""

FULL_TALK_AFTER_DAYS = 14
"""After more days than this without an exercise it is told in full again. Ours."""


@dataclass(frozen=True, slots=True)
class Practice:
    """How often a person has done an exercise."""

    times: int = 0
    """Whole doses so far."""
    last_day: date | None = None
    """Local date of the last one."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One person."""

    settings: Settings = field(default_factory=Settings)
    time_zone: str | None = None
    """IANA name, as the device's settings said; ``None`` until they did."""
    practice: Mapping[ExerciseId, Practice] = field(default_factory=lambda: MappingProxyType({}))
    """By exercise; a missing one has never been done."""
    told: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How often something was said that is said a few times ever, by its name."""
    foot_asked_on: date | None = None
    """Local date on which the sore foot was asked for last."""
    unfinished: Mapping[str, Any] | None = None
    """The session as JSON, if there is one to go back to; read by ``skill.coaching``."""
    version: int = 0
    """Rises by one with every save: two devices cannot overwrite each other unseen."""

    def talk(self, exercise: ExerciseId, today: date) -> Talk:
        """Return how much to say about an exercise today."""
        if self.settings.talk is not None:
            return self.settings.talk
        done = self.practice.get(exercise, Practice())
        rusty = done.last_day is None or today - done.last_day > timedelta(FULL_TALK_AFTER_DAYS)
        return Talk.FULL if done.times < FULL_TALK_TIMES or rusty else Talk.BRIEF
