"""A person's profile: settings, time zone, and practice in each exercise."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from skill.progress.days import WEEK, Count
from skill.progress.history import History
from skill.progress.reminders import SetReminder
from skill.routine.exercises import EXERCISES, ExerciseId
from skill.routine.settings import DEFAULTS, Scrunch, Settings, Talk

FULL_TALK_TIMES = 2
"""How often an exercise is explained in full at first. Our choice: the second time still needs
it."""

FULL_TALK_AFTER_DAYS = 14
"""Days without an exercise after which it is explained in full again. Our choice: details fade."""


@dataclass(frozen=True, slots=True)
class Practice:
    """How often a person has done an exercise."""

    times: Count = 0
    """Whole doses so far."""
    last_day: date | None = None
    """The person's own day of the last one."""


GENTLE_WEEKS = 3
"""From this week of a gentle start on all sets are done. Our choice: one set, two, then all."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One person."""

    settings: Settings = field(default_factory=Settings)
    time_zone: str | None = None
    """IANA name, as the device's settings said or as its language suggests; ``None`` until then."""
    time_zone_at_ms: Count = 0
    """When the device's settings said so, in ms since 1970-01-01 UTC; 0 when they never did."""
    practice: Mapping[ExerciseId, Practice] = field(default_factory=lambda: MappingProxyType({}))
    """By exercise; a missing one has never been done."""
    told: Mapping[str, Count] = field(default_factory=lambda: MappingProxyType({}))
    """How often each hint was given that is given a few times only, by its name."""
    foot_asked_on: date | None = None
    """The person's own day on which the sore foot was asked for last."""
    left_out: Mapping[ExerciseId, date] = field(default_factory=lambda: MappingProxyType({}))
    """Local date on which an exercise was left out last: it is not offered again that day."""
    gentle_since: date | None = None
    """The person's own day on which a gentle start began; ``None`` where none is under way."""
    gentle_week: Count = 0
    """The week of the gentle start whose sets are chosen: one set in the first, two in the
    second."""
    history: History = field(default_factory=History)
    """On which days the person stretched."""
    reminders: tuple[SetReminder, ...] = ()
    """Those that Alexa kept when the skill last looked."""
    unknown_settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """Choices as JSON that this version does not know; kept for the version that does."""
    version: Count = 0
    """Rises by one with every save: two devices cannot overwrite each other unseen."""

    def talks(self, today: date) -> dict[ExerciseId, Talk]:
        """Return how much to say about each exercise today."""
        return {exercise: self._talk(exercise, today) for exercise in ExerciseId}

    def _talk(self, exercise: ExerciseId, today: date) -> Talk:
        if self.settings.talk is not None:
            return self.settings.talk
        return Talk.FULL if self._is_unfamiliar(exercise, today) else Talk.BRIEF

    def unfamiliar(self, today: date) -> frozenset[ExerciseId]:
        """Return the exercises that are new to the person, or forgotten."""
        return frozenset(each for each in ExerciseId if self._is_unfamiliar(each, today))

    def _is_unfamiliar(self, exercise: ExerciseId, today: date) -> bool:
        done = self.practice.get(exercise, Practice())
        rusty = done.last_day is None or today - done.last_day > timedelta(FULL_TALK_AFTER_DAYS)
        return done.times < FULL_TALK_TIMES or rusty

    def starting_gently(self, today: date) -> "Profile":
        """Return the profile with the fewest sets of each exercise, which grow by the week."""
        settings = self.settings
        for each in EXERCISES.values():
            settings = settings.with_sets(each.id, each.sets.low)
        return replace(self, settings=settings, gentle_since=today, gentle_week=1)

    def growing(self, today: date) -> "Profile":
        """Return the profile with the sets of the gentle start's present week, and never fewer."""
        if self.gentle_since is None:
            return self
        week = min((today - self.gentle_since) // WEEK + 1, GENTLE_WEEKS)
        if week <= self.gentle_week:
            return self
        settings = self.settings
        for each in EXERCISES.values():
            if settings.way_of(each.id) is Scrunch.ONE_PASS:
                continue  # a way of its own, which is one set in every week
            wanted = each.sets.nearest(min(week, each.sets.default))
            settings = settings.with_sets(each.id, max(settings.sets(each.id), wanted))
        grown = replace(self, settings=settings, gentle_week=week)
        return grown if week < GENTLE_WEEKS else grown.without_gentle()

    def without_gentle(self) -> "Profile":
        """Return the profile without a gentle start: its sets stay as they are."""
        return replace(self, gentle_since=None, gentle_week=0)

    def leaving_out(self, exercise: ExerciseId, today: date) -> "Profile":
        """Return the profile with an exercise left out today; of other days nothing is kept."""
        kept = {each: day for each, day in self.left_out.items() if day == today}
        return replace(self, left_out={**kept, exercise: today})

    def taking_up(self, exercise: ExerciseId) -> "Profile":
        """Return the profile with an exercise that is not left out any more."""
        kept = {each: day for each, day in self.left_out.items() if each is not exercise}
        return replace(self, left_out=kept)

    def with_told(self, what: str) -> "Profile":
        """Return the profile with one more time that something was said."""
        return replace(self, told={**self.told, what: self.told.get(what, 0) + 1})

    def caught_up(self, meanwhile: "Profile") -> "Profile":
        """
        Return this stored profile with what happened while it could not be read.

        Args:
            meanwhile: a profile that began empty, so everything in it is new.
        """
        chosen = {
            each.name: getattr(meanwhile.settings, each.name)
            for each in fields(Settings)
            if getattr(meanwhile.settings, each.name) != getattr(DEFAULTS, each.name)
        }
        practice = dict(self.practice)
        for exercise, news in meanwhile.practice.items():
            # Added and not replaced: both profiles have counted doses of their own.
            known = practice.get(exercise, Practice())
            practice[exercise] = Practice(known.times + news.times, news.last_day)
        told = dict(self.told)
        for what, times in meanwhile.told.items():
            told[what] = max(times, told.get(what, 0))
        # A zone that the device reported meanwhile is newer; one that was only guessed fills a gap.
        newer = meanwhile if meanwhile.time_zone_at_ms or not self.time_zone else self
        gentle = meanwhile if meanwhile.gentle_since else self
        return replace(
            self,
            settings=replace(self.settings, **chosen),
            time_zone=newer.time_zone,
            time_zone_at_ms=newer.time_zone_at_ms,
            practice=practice,
            told=told,
            left_out={**self.left_out, **meanwhile.left_out},
            gentle_since=gentle.gentle_since,
            gentle_week=gentle.gentle_week,
            history=self.history.with_more(meanwhile.history),
        )


NEW_PROFILE = Profile(history=History(complete=True))
"""Somebody who has never been here: from now on every day is known."""
