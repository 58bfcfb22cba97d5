"""A living room: a pretend Echo with the real skill and a real database behind it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from simulator.rig.environment import Talk, TalkOptions, talk_environment
from simulator.rig.persisted_state import open_state
from skill.progress.days import DayLog
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.settings import Counting, Settings
from skill.storage.dynamodb import DynamoDbProgressStore
from tests.conversation.dialogue import Conversation, run_dialogue
from tests.fakes import keep

MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""When every conversation begins, in London."""


@dataclass(frozen=True)
class Home:
    """One person's Echo."""

    talk: Talk
    store: DynamoDbProgressStore
    user_id: str

    def says(self, dialogue: str) -> Conversation:
        """Play a dialogue and check it; what was learned stays for the next one."""
        return run_dialogue(self.talk.echo, dialogue)

    def knows(self, profile: Profile) -> None:
        """Let somebody live here who has used the skill before."""
        keep(self.store, self.user_id, profile)

    def day(self, day: date) -> DayLog:
        """Return what is stored of a day."""
        return self.store.load(self.user_id, since=day).days.get(day, DayLog(day))


def returning_profile(
    foot: Foot | None = Foot.LEFT, counting: Counting = Counting.EVERY_SECOND
) -> Profile:
    """
    Return somebody who knows all five exercises and was here on Saturday.

    Every second is counted, by choice: in most conversations it is not the cues that matter.
    """
    known = Practice(5, date(2026, 11, 21))
    return Profile(
        settings=Settings(foot=foot, counting=counting),
        time_zone="Europe/London",
        practice=dict.fromkeys(ExerciseId, known),
        told={"disclaimer": 1, "rest_tip": 2},
    )


@contextmanager
def home_in(
    zone: str, start: datetime, directory: Path, endpoint: str, **variables: str
) -> Iterator[Home]:
    """
    Let somebody move in who has never stretched, anywhere and at any time.

    Each home has its own table in an engine that all of them share: an engine takes longer to
    start and to stop than most conversations take. An operator's own ``variables`` are set in the
    skill's environment.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        for variable in ("SKILL_ID", "COUNTING", "SILENCE"):
            patch.delenv(variable, raising=False)
        for variable, value in variables.items():
            patch.setenv(variable, value)
        table = f"home-{uuid.uuid4().hex}"
        patch.setenv("PROGRESS_TABLE", table)
        patch.setenv("AWS_ENDPOINT_URL_DYNAMODB", endpoint)
        options = TalkOptions(directory=directory, is_fast=True, start=start)
        with talk_environment(options) as talk:
            user_id = open_state(directory).user_id
            yield Home(talk, DynamoDbProgressStore(table), user_id)


@pytest.fixture
def home(tmp_path, local_engine):
    """A home in London, on a Monday morning, where nobody has ever stretched."""
    with home_in("Europe/London", MONDAY_MORNING, tmp_path, local_engine) as home:
        yield home


@pytest.fixture
def returning_home(home):
    """The same home, where somebody has stretched before; the left foot is sore."""
    home.knows(returning_profile())
    return home


@pytest.fixture
def coached_home(home):
    """The same home, where nobody chose how holds are counted: they have cues."""
    home.knows(returning_profile(counting=Counting.COACH))
    return home
