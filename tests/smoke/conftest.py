"""The function's package, built as it is deployed, for this machine's processor."""

import json
import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from benchmarks.serving import local_table
from deployment.emulator import (
    EmulatedFunction,
    Tools,
    emulated,
    find_tools,
    function_log,
    this_architecture,
)
from deployment.function import FunctionPackage, build_function, install_locked
from deployment.runtime import (
    DeploymentError,
    FunctionRuntime,
    find_interpreter,
    function_runtime,
)
from simulator.device.clock import VirtualClock
from simulator.device.echo import Echo
from simulator.device.request import APPLICATION_ID, Device
from simulator.language.interaction_model import Language
from simulator.rig.settings_service import SettingsService
from tests.checkout import copy_source
from tests.conversation.dialogue import Conversation, run_dialogue

ROOT = Path(__file__).parents[2]
MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TOKEN = "token"

# Before tests/conftest.py takes away proxies and home: what is installed comes from a registry.
MACHINE = dict(os.environ)


@dataclass(frozen=True)
class Workshop:
    """What packages are built and run with."""

    runtime: FunctionRuntime
    tools: Tools
    python: Path

    def build(self, folder: Path, source: Path) -> FunctionPackage:
        """Build the package of a source."""
        install = partial(install_locked, environ=MACHINE)
        return build_function(folder, self.runtime, self.python, source=source, install=install)


@pytest.fixture(scope="session")
def workshop():
    """Return what is needed; without it CI fails, and anybody else is told what is missing."""
    try:
        runtime = replace(function_runtime(), architecture=this_architecture())
        python = find_interpreter(runtime.python_version, MACHINE)
        return Workshop(runtime, find_tools(runtime), python)
    except DeploymentError as error:
        missing = str(error)
    if MACHINE.get("CI"):
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def checkout(tmp_path_factory):
    """Return a copy of what the package is made from: nobody edits it meanwhile."""
    return copy_source(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="session")
def built(workshop, checkout, tmp_path_factory):
    """Build the package once."""
    return workshop.build(tmp_path_factory.mktemp("built") / "function", checkout)


@pytest.fixture(scope="session")
def package(built):
    """Return the folder that Lambda would have."""
    return built.folder


@dataclass(frozen=True)
class Home:
    """One person's Echo, which talks to the package."""

    echo: Echo
    device: Device
    function: EmulatedFunction
    power: ExitStack
    logs: Path

    def says(self, dialogue: str) -> Conversation:
        """Play a dialogue and check it."""
        return run_dialogue(self.echo, dialogue)

    def log(self) -> list[dict[str, Any]]:
        """End the function, so that its log is whole; return each line of it, read as JSON."""
        self.power.close()
        return [json.loads(line) for line in function_log(self.logs)]


@pytest.fixture
def variables(tmp_path):
    """Have the table on a local engine; return the function's environment."""
    with local_table(tmp_path / "data") as variables:
        yield {
            **{name: value for name, value in variables.items() if name != "NO_PROXY"},
            "SKILL_ID": APPLICATION_ID,
            "COUNTING": "apla",
            "LOG_LEVEL": "INFO",
            "DAYS_KEPT": "730",
        }


@pytest.fixture
def home(workshop, package, variables, tmp_path):
    """A home in London, on a Monday morning, where nobody has ever stretched."""
    logs = tmp_path / "logs"
    with SettingsService("Europe/London", TOKEN) as settings, ExitStack() as power:
        running = emulated(package, workshop.runtime, workshop.tools, variables, logs)
        function = power.enter_context(running)
        device = Device(
            "amzn1.ask.account.SMOKE",
            "amzn1.ask.device.SMOKE",
            APPLICATION_ID,
            api_endpoint=settings.endpoint,
            api_access_token=TOKEN,
        )
        echo = Echo(
            lambda event, _context: function.invoke(event),
            Language.load(ROOT / "interaction_models", "en-US"),
            device,
            VirtualClock(MONDAY_MORNING),
            ZoneInfo("Europe/London"),
        )
        yield Home(echo, device, function, power, logs)
