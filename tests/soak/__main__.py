"""
Let seeded homes live for some days with everything going wrong, and compare table and book.

`python -m tests.soak`, or `make soak`. Exit codes: 0 when nothing differs, 1 when something does.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tests.soak import world
from tests.soak.home import Home

CONVERSATIONS = 1000
"""Goes through in well under four minutes on two cores."""

ALWAYS_TOLD = (
    "homes",
    "conversations",
    "turns",
    "interruptions",
    "sounds that came by themselves",
    "words while the microphone was open before one",
    "words into one",
    "sessions that ended before its planned end",
    "one-shots into the sound",
    "requests delivered twice",
    "answers lost",
    "processes that died",
    "outages",
    "sessions that ended in an outage",
    "answers to writes lost",
    "deletions",
    "moves to another speaker",
    "steps counted",
    "steps never reachable",
    "steps in doubt that were counted",
    "steps lost",
    "steps counted twice",
    "doses that differ",
    "answers that differ",
)
"""Rows of the table, also where they are 0."""

STORIES = 2
"""How many of the homes that differ are told turn by turn."""

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "soak",
    "AWS_SECRET_ACCESS_KEY": "soak",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": "127.0.0.1",
}
"""Keeps the real account out of it."""

_EPILOG = """\
A home is one user id with one or two speakers. Its people visit some times over several days, say
things at random moments, and everything goes wrong: requests that come twice, answers that get
lost, a process that dies, clocks that are off, a store out of reach. What was heard is kept in a
book with rules of its own (tests/soak/ledger.py); in the end each day of the table must be the
book's.

  counted twice     steps that the table has and the book has not; also those that nobody did
  never reachable   steps whose session ended while nothing could be written: they were never kept
  in doubt          steps that would have ended between a request whose answer was lost and the
                    next one; the skill may count them, as it never learns which of both was heard

A home's life depends on --seed, its number and --without alone. When one differs it is told turn by
turn: local time, speaker, what was said [what went wrong], and what was answered: seconds of sound,
steps with the second in which each ends, and the place. --home NUMBER lives and tells it again.

examples:
  make soak
  make soak ARGS="--conversations 5000 --seed 7"
  make soak ARGS="--seed 7 --home 42"
  make soak ARGS="--seed 7 --without outage --without 'twice, late'"
"""


def main(argv=None):
    """Run the command; return the exit code."""
    options = _parser().parse_args(argv)
    logging.getLogger("skill").propagate = False
    os.environ.update(ENVIRONMENT)
    console = Console(stderr=True)
    tally, differing = Counter(), []
    with (
        tempfile.TemporaryDirectory() as directory,
        world.surroundings(Path(directory), without=options.without) as shared,
    ):
        if options.home:
            outcomes = iter([Home(shared, options.seed, options.home).live()])
        else:
            outcomes = _all(shared, options, console)
        for outcome in outcomes:
            tally += outcome.tally
            if outcome.differences:
                differing.append(outcome)
            if options.home:
                _print_story(outcome)
    _print_table(tally)
    for number, outcome in enumerate(differing):
        _print_differences(outcome, options, has_story=number < STORIES and not options.home)
    if differing:
        print(f"{len(differing)} homes differ.", file=sys.stderr)
    return 1 if differing else 0


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m tests.soak",
        description="Let at least so many seeded conversations go wrong, and compare at the end.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument(
        "--conversations",
        type=int,
        default=CONVERSATIONS,
        metavar="N",
        help=f"how many at least; homes live to their end (default: {CONVERSATIONS})",
    )
    wanted.add_argument(
        "--home", type=int, metavar="NUMBER", help="this home alone, told turn by turn"
    )
    parser.add_argument("--seed", type=int, default=1, help="what chance begins with (default: 1)")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=[fault for fault in world.FAULTS if fault],
        metavar="FAULT",
        help="leave out a kind of fault; may be given several times: "
        + "; ".join(fault for fault in world.FAULTS if fault),
    )
    return parser


def _all(shared, options, console):
    """Yield homes until there were enough conversations."""
    columns = TextColumn("conversations"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    number = lived = 0
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=options.conversations)
        while lived < options.conversations:
            number += 1
            outcome = Home(shared, options.seed, number).live()
            lived += outcome.tally["conversations"]
            progress.update(task, completed=lived)
            yield outcome


def _print_table(tally):
    table = Table("what happened", "how often", title="Soak")
    table.columns[1].justify = "right"
    others = sorted(set(tally) - set(ALWAYS_TOLD))
    for name in (*ALWAYS_TOLD, *others):
        table.add_row(name, f"{tally[name]:,}")
    Console().print(table)


def _print_differences(outcome, options, *, has_story):
    without = "".join(f" --without '{fault}'" for fault in options.without)
    arguments = f"--seed {options.seed} --home {outcome.number}{without}"
    print(f'\nHome {outcome.number} differs: make soak ARGS="{arguments}"')
    for difference in outcome.differences:
        print(f"  {difference}")
    if has_story:
        _print_story(outcome)


def _print_story(outcome):
    print(f"\nHome {outcome.number}, {outcome.about}")
    print("\n".join(outcome.story))


if __name__ == "__main__":
    sys.exit(main())
