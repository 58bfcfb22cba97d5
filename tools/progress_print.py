"""
Prints what a person did, for a terminal: at most 60 columns, and readable without colour.

Draws the object that `tools.progress` returns, and knows nothing besides.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from skill.bootstrap import configured_store
from skill.config import Configuration, ConfigurationError
from skill.progress.store import StoreUnavailable
from tools.export import unreadable
from tools.progress import progress_of

COLUMNS = 60
"""Wider than this nothing is printed."""

HOW_TO_BEGIN = "To begin: “Alexa, start my heel stretches”, or heel-stretches talk."
"""What stands under the voice's own sentence where nothing was ever done."""

MOST_BLOCKS = 5
"""Doses of one exercise on one day that are drawn one by one; of more, the number is."""

DOTS: Mapping[str, str] = {"done": "●", "begun": "◐", "open": "○"}
"""What stands before an exercise, by its state."""

COLOURS: Mapping[str, str] = {
    "calf": "blue",
    "towel": "magenta",
    "hamstring": "cyan",
    "raises": "yellow",
    "arch": "green",
}
"""Of the terminal's own palette, so that they fit light and dark. The numbers say the same."""


def main(
    user_id: str,
    environ: Mapping[str, str],
    instant: datetime,
    *,
    time_zone: str | None = None,
    as_json: bool = False,
) -> int:
    """
    Print what a person did until an instant.

    Args:
        user_id: Alexa's id of the account.
        environ: what `skill.config` reads, and AWS's credentials, as boto3 reads them.
        instant: the present one.
        time_zone: IANA name, for a person of whom none is stored.
        as_json: whether to print the object itself.

    Returns:
        The exit status: 0, or 1 when the table is not named or does not answer.
    """
    try:
        configuration = Configuration.from_env(environ)
    except ConfigurationError as error:
        return _failed(str(error))
    store, days_kept = configured_store(configuration), configuration.days_kept
    try:
        progress = progress_of(store, user_id, instant, time_zone=time_zone, days_kept=days_kept)
    except StoreUnavailable as error:
        return _failed(unreadable(configuration.progress_table, environ, error))
    if as_json:
        json.dump(progress, sys.stdout, indent=2, ensure_ascii=False)
        print()
        return 0
    console = Console(highlight=False)
    console.print(drawn(progress), width=min(COLUMNS, console.width))
    return 0


def _failed(why: str) -> int:
    print(f"heel-stretches progress: {why}.", file=sys.stderr)
    return 1


def drawn(progress: Mapping[str, Any]) -> RenderableType:
    """Return what `tools.progress.progress_at` returned, as rich prints it."""
    if progress["is_new"]:
        return Group(Text(progress["run"]["words"]), Text(HOW_TO_BEGIN))
    numbers = {
        each["id"]: str(number)
        for number, each in enumerate(progress["today"]["exercises"], start=1)
    }
    return Group(
        *_section(_day(progress["today"]["day"], "%A %-d %B"), progress["words"]),
        _indented(_today(progress["today"], numbers)),
        *_section("The last seven days", progress["week"]["words"]),
        _indented(_week(progress["week"]["days"], numbers)),
        *_section("The last five weeks", progress["calendar"]["words"]),
        _indented(_calendar(progress["calendar"]["weeks"])),
        *_section("Days in a row", progress["run"]["words"]),
    )


def _section(heading: str, words: str) -> Iterator[RenderableType]:
    yield Text(heading, style="bold")
    yield Text(words)
    yield Text()


def _indented(drawing: RenderableType) -> Padding:
    return Padding(drawing, (0, 0, 1, 2), expand=False)


def _day(iso: str, form: str) -> str:
    return date.fromisoformat(iso).strftime(form)


def _grid() -> Table:
    return Table.grid(padding=(0, 2, 0, 0))


def _today(today: Mapping[str, Any], numbers: Mapping[str, str]) -> Table:
    grid = _grid()
    for each in today["exercises"]:
        number = Text(numbers[each["id"]], style=COLOURS[each["id"]])
        grid.add_row(number, DOTS[each["state"]], each["name"], each["words"])
        if each["state"] == "begun":
            for part in each["parts"]:
                grid.add_row("", "", f"  {part['name']}", part["words"])
    return grid


def _week(days: list[Mapping[str, Any]], numbers: Mapping[str, str]) -> RenderableType:
    grid = _grid()
    for each in days:
        bar = Text(" ").join(
            Text(block, style=f"{COLOURS[exercise]} reverse")
            for exercise, count in each["doses"].items()
            for block in _blocks(numbers[exercise], count)
        )
        if each["has_more"]:
            bar.append(" +" if bar else "+")
        grid.add_row(_day(each["day"], "%a %-d"), bar)
    return Group(grid, Text(), Text(_week_key(days), style="dim"))


def _blocks(number: str, count: int) -> list[str]:
    return [number] * count if count <= MOST_BLOCKS else [f"{number}x{count}"]


def _week_key(days: list[Mapping[str, Any]]) -> str:
    key = "Each number is a whole dose of that exercise."
    return f"{key} +: something more was begun." if any(d["has_more"] for d in days) else key


def _calendar(weeks: list[list[Mapping[str, str]]]) -> Table:
    grid = _grid()
    grid.add_row("", *(Text(_day(each["day"], "%a")[:2], style="dim") for each in weeks[0]))
    signs: Mapping[str, str | Text] = {"done": "●", "empty": Text("·", style="dim"), "future": ""}
    for week in weeks:
        grid.add_row(
            Text(_day(week[0]["day"], "%-d %b"), style="dim"),
            *(signs[each["state"]] for each in week),
        )
    return grid
