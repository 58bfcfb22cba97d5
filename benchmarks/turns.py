"""
How long a turn takes within a session: ours, and the SDK's hello world on the same requests.

A conversation is held once, and each of its requests, with the session attributes it had, is then
answered again and again by both in turn. Hello world is one handler of the SDK's own SkillBuilder
that says "Hello", and keeps nothing; so the time that our turn waits for its store is left out
(here a store that does nothing, in its thread), and told beside. The line for the operator is part
of our turn. No network, no disk.
"""

import copy
import io
import logging
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import Response
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from simulator.device.request import Device, Session, envelope, intent_request, launch_request
from simulator.language.interaction_model import Meaning
from skill.bootstrap import build_skill
from skill.service.telemetry import TelemetryWriter, TurnTelemetry
from skill.service.warm_up import NullStore

APPLICATION = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
BEGINNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ROUNDS = 60
MOST_RATIO = 1.5
"""The project's target: a turn takes at most so many times as long as hello world."""

ROUTINE: Sequence[tuple[str, int]] = (
    ("ReadyIntent", 5),
    ("ReadyIntent", 40),
    ("AMAZON.PauseIntent", 75),
    ("AMAZON.ResumeIntent", 20),
    ("WhereAmIIntent", 30),
    ("TimeLeftIntent", 30),
    ("AMAZON.NextIntent", 40),
    ("ReadyIntent", 30),
    ("SkipIntent", 20),
    ("AMAZON.RepeatIntent", 30),
    ("HowToIntent", 20),
    ("AMAZON.FallbackIntent", 10),
    ("ProgressIntent", 10),
    ("NextExerciseIntent", 20),
    ("ReadyIntent", 30),
    ("AMAZON.StopIntent", 60),
)
"""What is said after the launch, and how many seconds after what came before."""


class Hello(AbstractRequestHandler):
    """Answers everything with one word."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002 - the SDK's own names
        """Take every request."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say hello."""
        return handler_input.response_builder.speak("Hello").ask("Hello?").response


@dataclass
class Times:
    """How long one request took, in ms, a figure a round."""

    hello: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    """Without the store."""
    with_store: list[float] = field(default_factory=list)


def recorded(skill: Callable[[Any, Any], Any]) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """Hold the conversation; return the name and the request of each turn after the launch."""
    device = Device("amzn1.ask.account.".ljust(210, "X"), "amzn1.ask.device.".ljust(210, "X"))
    session, now = Session.begin(), BEGINNING
    answer = skill(envelope(device, session, launch_request(), now), None)
    requests = []
    for name, after_seconds in ROUTINE:
        session = session.carried_on(answer["sessionAttributes"])
        now += timedelta(seconds=after_seconds)
        request = intent_request(Meaning(name), APPLICATION)
        event = envelope(device, session, request, now)
        requests.append((name, copy.deepcopy(event)))
        answer = skill(event, None)
    return requests


def measure() -> Mapping[str, Times]:
    """Return the times of each request, by its place in the conversation and its intent."""
    notes: list[TurnTelemetry] = []
    write = TelemetryWriter("turns")
    logging.getLogger("skill").addHandler(logging.StreamHandler(io.StringIO()))

    def observe(noted: TurnTelemetry) -> None:
        notes.append(noted)
        write(noted)

    ours = build_skill(store=NullStore(), observe=observe)
    builder = SkillBuilder()
    builder.add_request_handler(Hello())
    hello = builder.lambda_handler()
    requests = recorded(ours)
    times = {f"{n:2} {name}": Times() for n, (name, _) in enumerate(requests, 1)}
    for _ in range(ROUNDS):
        for measured, (_, event) in zip(times.values(), requests, strict=True):
            measured.hello.append(_ms(hello, copy.deepcopy(event)))
            notes.clear()
            passed_ms = _ms(ours, copy.deepcopy(event))
            measured.with_store.append(passed_ms)
            measured.ours.append(passed_ms - notes[0].store.waited_seconds * 1000)
    return times


def _ms(skill: Callable[[Any, Any], Any], event: Any) -> float:
    started_at = time.perf_counter()
    skill(event, None)
    return (time.perf_counter() - started_at) * 1000


def main() -> int:
    """Measure and print; return the exit status: 1 when the target is missed, else 0."""
    table = Table(box=SIMPLE_HEAD)
    for title in ("turn", "hello world", "ours", "ratio", "with the store's thread"):
        table.add_column(title, justify="left" if title == "turn" else "right")
    medians = []
    for name, times in measure().items():
        hello, ours, with_store = map(
            statistics.median, (times.hello, times.ours, times.with_store)
        )
        medians.append((hello, ours, with_store))
        row = (f"{hello:.2f} ms", f"{ours:.2f} ms", f"{ours / hello:.2f}", f"{with_store:.2f} ms")
        table.add_row(name, *row)
    hello, ours, with_store = map(sum, zip(*medians, strict=True))
    ratio = ours / hello
    table.add_section()
    row = (f"{hello:.2f} ms", f"{ours:.2f} ms", f"{ratio:.2f}", f"{with_store:.2f} ms")
    table.add_row("all of them", *row)
    Console(width=100).print(table)
    verdict = "met" if ratio <= MOST_RATIO else "MISSED"
    print(f"Target of at most {MOST_RATIO} times hello world, over the conversation: {verdict}")
    return 0 if ratio <= MOST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
