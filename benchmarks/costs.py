"""
What storage costs: operations and units of DynamoDB, ours and with the SDK's own adapter.

A pretend Echo has the conversations of a day with the real skill, on a local engine: the whole
routine, with a pause in a hold, the two further rounds of the arch stretch, and the question what
was done. So it does after 1, 30, 365 and 3,650 days of history, each as such a day leaves it. Every
call of the client is counted, and priced by AWS's rules (`capacity.py`): local engines report
capacity as they like.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.meter import Cost
from benchmarks.ways import ROOT, Ours, Theirs, Way
from simulator.device.clock import VirtualClock
from simulator.device.echo import Echo
from simulator.device.request import Device
from simulator.language.interaction_model import Language
from simulator.rig.database import engine
from simulator.rig.settings_service import SettingsService
from simulator.terminal.talk import talk_from_script
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.settings import Settings

REGION = "eu-west-1"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""All that boto3 is to know: no account, and nothing of this machine's own."""

ZONE, TOKEN = "Europe/London", "a-token"
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATE_EVENING = datetime(2026, 11, 24, 2, 57, tzinfo=UTC)
ROUTINE = """
    start my heel stretches
    +50s
    pause
    resume
    ready
    ready
    ready
    ready
    ready
    ready
    no
"""
ROUND = """
    +5h
    ask my heel stretches for the morning stretch
    no
"""
QUESTION = """
    +1h
    ask my heel stretches what did I do today
"""
DAY = (("routine", ROUTINE), ("round", ROUND), ("round", ROUND), ("question", QUESTION))
"""What a day consists of."""
DONE = {"calf": 1, "towel": 1, "hamstring": 1, "tiptoe": 1, "rock": 1, "arch": 3}
"""The whole doses that are noted at its end."""
NIGHT = """
    ask my heel stretches for the calf stretch
    +65s
    that doesn't count
    ready
    stop
"""
"""A word about the hold that has just ended; then a segment that goes on after the day's end."""

HISTORIES_DAYS = (1, 30, 365, 3_650)
MONTH_DAYS, YEAR_DAYS = 30, 365
"""From when on a read brings a whole week; and at which age the two ways are compared."""

MOST_READS_OF_A_SESSION = 1
MOST_WRITES_OF_A_TURN = 2
MOST_WRITES_OF_A_LATE_TURN = 3
"""A segment across a day's end counts on two days; a correction comes on top of what settled."""
LEAST_RATIO = 20
"""How many times more units the SDK's adapter takes at one year, for the same day."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One request, and what it cost."""

    session_id: str
    """Alexa's id of the conversation."""
    request: str
    """The intent, or the type of another request."""
    part: str
    """The part of the day."""
    cost: Cost


@dataclass(frozen=True, slots=True)
class Turns:
    """Some turns, one after another."""

    turns: Sequence[Turn]
    """In order; at least one."""

    @property
    def cost(self) -> Cost:
        """Of all together."""
        return sum((turn.cost for turn in self.turns), Cost())

    @property
    def dearest(self) -> Cost:
        """Of the turn that takes most units."""
        return max((turn.cost for turn in self.turns), key=lambda cost: cost.units)

    @property
    def routine(self) -> "Turns":
        """Those of the routine alone."""
        return Turns([turn for turn in self.turns if turn.part == "routine"])

    @property
    def most_reads_of_a_session(self) -> int:
        """Of the conversation that reads most."""
        reads: dict[str, int] = {}
        for turn in self.turns:
            reads[turn.session_id] = reads.get(turn.session_id, 0) + turn.cost.reads
        return max(reads.values())

    @property
    def most_writes_of_a_turn(self) -> int:
        """Of the turn that writes most."""
        return max(turn.cost.writes for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way came to."""

    days: Mapping[int, Turns | None]
    """A day's turns by days of history; ``None`` where so much history is refused."""
    late: Turns
    """The conversation around midnight."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the project wants, and what it gets."""

    wanted: str
    measured: str
    is_met: bool


def user_id_of(name: str) -> str:
    """Return an id as long as Alexa's."""
    return f"amzn1.ask.account.{name}".ljust(210, "X")


def returning_profile() -> Profile:
    """Return the profile of a person who knows all exercises."""
    known = Practice(5, (MORNING - timedelta(days=3)).date())
    return Profile(
        settings=Settings(foot=Foot.LEFT),
        time_zone=ZONE,
        practice=dict.fromkeys(ExerciseId, known),
        told={"disclaimer": 1, "rest_tip": 2},
    )


def converse(
    way: Way,
    language: Language,
    user_id: str,
    start: datetime,
    parts: Iterable[tuple[str, str]],
) -> Turns:
    """
    Have conversations, each until all is quiet, and return their turns.

    Raises:
        AssertionError: Something went wrong that a person would hardly notice, but the costs would.
    """
    turns: list[Turn] = []
    part = ""

    def answer(event: Any, context: Any) -> Any:
        response = way.handler(event, context)
        request = event["request"]
        name = request.get("intent", request).get("name", request["type"])
        turns.append(Turn(event["session"]["sessionId"], name, part, way.meter.take()))
        return response

    way.meter.take()
    with complaints() as heard, SettingsService(ZONE, TOKEN) as settings:
        device = Device(
            user_id,
            "amzn1.ask.device.".ljust(210, "X"),
            api_endpoint=settings.endpoint,
            api_access_token=TOKEN,
        )
        echo = Echo(answer, language, device, VirtualClock(start), ZoneInfo(ZONE))
        for part, script in parts:  # noqa: B007 (the function above reads it)
            talk_from_script(echo, script.splitlines(), lambda: None)
    if heard:
        raise AssertionError(heard)
    return Turns(turns)


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Yield a list that fills with what the skill and the Echo warn of."""
    heard: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(listener)
    yield heard
    logging.getLogger().removeHandler(listener)


def measure(way: Way, language: Language, advance: Callable[[str], None]) -> Measured:
    """
    Have the day after each history, and the conversation around midnight.

    Args:
        way: How progress is kept.
        language: What the Echo understands.
        advance: Told what begins.
    """
    advance(f"{way.name}: a day without history")
    newcomer, yesterday = user_id_of("newcomer"), MORNING - timedelta(days=1)
    way.meet(newcomer, returning_profile())
    converse(way, language, newcomer, yesterday, DAY)
    noted = way.store.load(newcomer, since=yesterday.date()).days[yesterday.date()]
    doses = {unit: noted.counters.get(f"{unit}_done") for unit in DONE}
    if doses != DONE:
        raise AssertionError(f"the conversations are no whole day any more: {doses}")
    way.remember(newcomer, yesterday.date())
    days: dict[int, Turns | None] = {}
    for count in HISTORIES_DAYS:
        advance(f"{way.name}: a day after {count:,} days")
        user_id = user_id_of(f"after-{count}-days")
        before = [(MORNING - timedelta(days=ago)).date() for ago in range(1, count + 1)]
        is_taken = way.live(user_id, before)
        days[count] = converse(way, language, user_id, MORNING, DAY) if is_taken else None
    advance(f"{way.name}: around a day's end")
    user_id = user_id_of(f"after-{MONTH_DAYS}-days")
    late = converse(way, language, user_id, LATE_EVENING, [("night", NIGHT)])
    return Measured(days, late)


def targets(ours: Measured, theirs: Measured) -> list[Target]:
    """Return what is wanted of storage, with what was measured."""
    days = [day for day in ours.days.values() if day is not None]
    reads = max(day.most_reads_of_a_session for day in [*days, ours.late])
    writes = max(day.most_writes_of_a_turn for day in days)
    late_writes = ours.late.most_writes_of_a_turn
    grown = _turns(ours, max(HISTORIES_DAYS)).cost.units - _turns(ours, MONTH_DAYS).cost.units
    ratio = _turns(theirs, YEAR_DAYS).cost.units / _turns(ours, YEAR_DAYS).cost.units
    return [
        Target(
            f"at most {MOST_READS_OF_A_SESSION} read a session",
            str(reads),
            reads <= MOST_READS_OF_A_SESSION,
        ),
        Target(
            f"at most {MOST_WRITES_OF_A_TURN} writes a turn",
            str(writes),
            writes <= MOST_WRITES_OF_A_TURN,
        ),
        Target(
            f"at most {MOST_WRITES_OF_A_LATE_TURN} at a day's end, or with a correction",
            str(late_writes),
            late_writes <= MOST_WRITES_OF_A_LATE_TURN,
        ),
        Target(
            f"no unit more a day after {max(HISTORIES_DAYS):,} days than after {MONTH_DAYS}",
            f"{grown:+g}",
            grown <= 0,
        ),
        Target(
            f"at least {LEAST_RATIO} times fewer units a day than the adapter at one year",
            f"{ratio:.0f} times",
            ratio >= LEAST_RATIO,
        ),
    ]


def table_of_turns(ours: Measured, theirs: Measured) -> Table:
    """Return what each turn of the day costs after a year."""
    table = _table(f"Each turn of a day, after {YEAR_DAYS} days of history")
    part = ""
    for mine, other in zip(
        _turns(ours, YEAR_DAYS).turns, _turns(theirs, YEAR_DAYS).turns, strict=True
    ):
        name = mine.request.removeprefix("AMAZON.").removesuffix("Intent")
        table.add_row(
            mine.part if mine.part != part else "",
            name,
            *_columns(mine.cost),
            *_columns(other.cost),
        )
        part = mine.part
    return table


def table_of_histories(ours: Measured, theirs: Measured, refused_on: int) -> Table:
    """Return what a turn, the routine and the day cost after each history."""
    table = _table(f"After so many days; * refused: the item is too large on day {refused_on:,}")
    for name, cost_of in _SPANS.items():
        for count in HISTORIES_DAYS:
            other = theirs.days[count]
            columns = ["*"] * 4 if other is None else _columns(cost_of(other))
            mine = _columns(cost_of(_turns(ours, count)))
            table.add_row(name, f"{count:,}", *mine, *columns)
        table.add_section()
    late = [*_columns(ours.late.cost), *_columns(theirs.late.cost)]
    table.add_row("midnight", f"{MONTH_DAYS}", *late)
    return table


_SPANS: Mapping[str, Callable[[Turns], Cost]] = {
    "dearest turn": lambda day: day.dearest,
    "routine": lambda day: day.routine.cost,
    "day": lambda day: day.cost,
}


def _turns(measured: Measured, history_days: int) -> Turns:
    """Return a day that is never to be refused."""
    day = measured.days[history_days]
    if day is None:
        raise AssertionError(f"refused after {history_days:,} days already")
    return day


def _table(title: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, collapse_padding=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    for way in ("ours", "SDK"):
        for column in ("read", "write", "RCU", "WCU"):
            table.add_column(f"{way}\n{column}", justify="right")
    return table


def _columns(cost: Cost) -> list[str]:
    values = (cost.reads, cost.writes, cost.read_units, cost.write_units)
    return [f"{value:,}" for value in values]


def main() -> int:
    """Measure; return the exit status: 1 when a target is missed, else 0."""
    argparse.ArgumentParser(description=(__doc__ or "").strip()).parse_args()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(ENVIRONMENT)
    language = Language.load(ROOT / "interaction_models", "en-US")
    with (
        tempfile.TemporaryDirectory() as directory,
        engine(Path(directory)) as endpoint,
        Progress(console=Console(stderr=True), transient=True) as progress,
    ):
        ours, theirs = Ours(endpoint, REGION), Theirs(endpoint)
        task = progress.add_task("", total=2 * (len(HISTORIES_DAYS) + 2))

        def advance(what: str) -> None:
            progress.update(task, advance=1, description=what)

        our_costs = measure(ours, language, advance)
        their_costs = measure(theirs, language, advance)
        refused_on = theirs.first_day_refused(user_id_of("after-30-days"))
    console = Console()
    console.print(table_of_turns(our_costs, their_costs))
    console.print(table_of_histories(our_costs, their_costs, refused_on))
    wanted = targets(our_costs, their_costs)
    print("Targets:")
    for target in wanted:
        print(f"  {'met' if target.is_met else 'MISSED'}: {target.wanted} ({target.measured})")
    return 0 if all(target.is_met for target in wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
