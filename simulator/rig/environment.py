"""
Sets up what a talk needs: environment, log file, database, Alexa's services, the Echo itself.

All of it is started when a talk begins and stopped when it ends; only the data directory stays.
"""

import contextlib
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from simulator.common import SimulatorError
from simulator.device.clock import Clock, RealClock, VirtualClock
from simulator.device.echo import Echo
from simulator.device.request import APPLICATION_ID, Device
from simulator.device.sound import MODELLED, Voice
from simulator.language.interaction_model import Language
from simulator.rig.database import engine, ensure_table, table_shape
from simulator.rig.lambda_host import load_handler
from simulator.rig.persisted_state import is_begun, open_reminders, open_state, save_instant
from simulator.rig.reminder_service import ReminderService
from simulator.rig.settings_service import SettingsService
from simulator.rig.table_gate import TableGate

ROOT = Path(__file__).parents[2]
"""The folder of the whole project: models, template and the skill's entry point lie there."""

ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL_DYNAMODB"
"""boto3's own name for where DynamoDB is. Set by the person: no engine is started."""

DEFAULT_TABLE = "heel-stretches"
"""The table's name, where PROGRESS_TABLE gives no other."""

DEFAULT_REGION = "us-east-1"
"""A region has to be named, though nothing leaves the laptop."""

LOG_BYTES = 1_000_000
"""How large the skill's log grows before a new one is begun; two old ones are kept."""

_TOKEN = "simulated-api-access-token"


@dataclass(frozen=True, slots=True)
class TalkOptions:
    """What a person may choose for a talk."""

    directory: Path
    """Where the database, the person's and the Echo's ids, and the log are."""
    locale: str = "en-US"
    """The Echo's language."""
    has_screen: bool = False
    """Whether it is an Echo Show."""
    is_fast: bool = False
    """Whether time jumps where otherwise one would wait."""
    start: datetime | None = None
    """When the talk begins; None for now."""
    voice: Voice = MODELLED
    """Who speaks, and so how long words take."""


@dataclass(frozen=True, slots=True)
class Talk:
    """An Echo that is plugged in, and its clock."""

    echo: Echo
    """The device."""
    clock: Clock
    """Its clock."""
    options: TalkOptions
    """How it was set up."""
    language: Language
    """What it understands."""
    device: Device
    """Who speaks, and to which device, as the talk begins."""
    settings_service: SettingsService | None = None
    """What tells the skill the Echo's time zone."""
    gate: TableGate | None = None
    """What can put the table out of reach; None where that cannot be done."""

    def keep_instant(self) -> None:
        """Keep how late it has become, for the next talk."""
        directory = self.options.directory
        save_instant(directory, open_state(directory), self.clock.now())


@contextlib.contextmanager
def talk_environment(
    options: TalkOptions,
    real_clock: Callable[[datetime], Clock] = RealClock,
    gate: TableGate | None = None,
) -> Iterator[Talk]:
    """
    Set up everything around a talk, and yield it.

    Args:
        options: What a person chose.
        real_clock: Makes the clock of a talk that is not fast, from the instant it begins at.
        gate: Put in front of the engine that is started here. A DynamoDB that the environment names
            has none.

    Raises:
        SimulatorError: Something is missing, and the person at the terminal can help.
        ModelError: The interaction model cannot be understood.
    """
    zone_name = local_zone_name()
    with contextlib.ExitStack() as stack:
        _make_directory(options.directory)
        state = open_state(options.directory)
        start = state.next_start(options.start)
        stack.enter_context(_log_file(options.directory / "skill.log"))
        language = language_of(options.locale)
        own_endpoint = os.environ.get(ENDPOINT_VARIABLE)
        endpoint = own_endpoint or stack.enter_context(engine(options.directory))
        if gate and own_endpoint is None:
            endpoint = stack.enter_context(gate.in_front_of(endpoint))
        variables = _variables(os.environ, endpoint, is_local=own_endpoint is None)
        stack.enter_context(_environment(variables))
        shape = table_shape(ROOT / "template.yaml")
        ensure_table(endpoint, variables["AWS_REGION"], variables["PROGRESS_TABLE"], shape)
        clock = VirtualClock(start) if options.is_fast else real_clock(start)
        reminders = open_reminders(options.directory)
        service = stack.enter_context(
            SettingsService(zone_name, _TOKEN, reminders=ReminderService(reminders, clock.now))
        )
        device = Device(
            user_id=state.user_id,
            device_id=state.device_id,
            application_id=variables["SKILL_ID"],
            locale=options.locale,
            has_screen=options.has_screen,
            skill_name=skill_name(options.locale),
            api_endpoint=service.endpoint,
            api_access_token=_TOKEN,
        )
        handler = load_handler(ROOT)
        zone = ZoneInfo(zone_name)
        echo = Echo(handler, language, device, clock, zone, options.voice, reminders)
        yield Talk(
            echo,
            clock,
            options,
            language,
            device,
            service,
            gate if own_endpoint is None else None,
        )


def language_of(locale: str) -> Language:
    """
    Return what an Echo of a locale understands.

    Raises:
        ModelError: The interaction model cannot be understood.
    """
    return Language.load(ROOT / "interaction_models", locale)


def skill_name(locale: str) -> str:
    """Return the skill's name in the Alexa app, which Alexa herself calls it by."""
    whole = json.loads((ROOT / "skill-package" / "skill.json").read_text(encoding="utf-8"))
    name: str = whole["manifest"]["publishingInformation"]["locales"][locale]["name"]
    return name


def warm_up(language: Language) -> None:
    """
    Let a language get ready in a thread of its own, so that the first phrase is understood at once.

    For talks in which somebody types: a script would only wait for it at another place.
    """
    threading.Thread(target=language.warm_up, name="warm-up", daemon=True).start()


@contextlib.contextmanager
def data_environment(directory: Path) -> Iterator[str]:
    """
    Let the environment name the database of earlier talks.

    Args:
        directory: Where the data of the talks is.

    Yields:
        The id of the person whose talks they were.

    Raises:
        SimulatorError: There is no such data, or the database does not start.
    """
    if not is_begun(directory):
        raise SimulatorError(f"There are no talks in {directory}. Give their --data directory.")
    state = open_state(directory)
    with (
        engine(directory) as endpoint,
        _environment(_variables(os.environ, endpoint, is_local=True)),
    ):
        yield state.user_id


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SimulatorError(
            f"The data cannot be kept in {directory}: {error.strerror}."
        ) from error


def _variables(present: Mapping[str, str], endpoint: str, *, is_local: bool) -> dict[str, str]:
    """
    Return the environment the skill needs.

    What the person set stays, with one exception: the engine that is started here gets no real
    credentials, so that none can be mistaken for used.
    """
    region = present.get("AWS_REGION") or present.get("AWS_DEFAULT_REGION") or DEFAULT_REGION
    variables = {
        ENDPOINT_VARIABLE: endpoint,
        "PROGRESS_TABLE": present.get("PROGRESS_TABLE") or DEFAULT_TABLE,
        "SKILL_ID": present.get("SKILL_ID") or APPLICATION_ID,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,  # the only one of the two that boto3 reads
    }
    for name in ("NO_PROXY", "no_proxy"):  # what stays on this laptop needs no proxy
        variables[name] = ",".join(filter(None, [present.get(name), "127.0.0.1", "localhost"]))
    if is_local or "AWS_ACCESS_KEY_ID" not in present:
        variables |= {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
        variables |= {"AWS_SESSION_TOKEN": "", "AWS_PROFILE": ""}
    return variables


@contextlib.contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables, empty ones away, and put all back afterwards."""
    before = dict(os.environ)
    os.environ.update(variables)
    for name in [name for name, value in variables.items() if not value]:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _log_file(path: Path) -> Iterator[None]:
    """Send all logging and warnings to a file: the terminal belongs to the talk."""
    root = logging.getLogger()
    level = root.level
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)  # LOG_LEVEL is for the skill's own lines, and set by the skill
    logging.captureWarnings(capture=True)
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.removeHandler(handler)
        root.setLevel(level)
        handler.close()


FALLBACK = "UTC"
"""Taken where the laptop does not say."""

_LOCALTIME = Path("/etc/localtime")
_TIMEZONE = Path("/etc/timezone")


def local_zone_name(
    tz_variable: str | None = None, *, localtime: Path = _LOCALTIME, timezone: Path = _TIMEZONE
) -> str:
    """
    Return the zone's name, as in `Europe/Oslo`.

    Args:
        tz_variable: The environment's TZ; the present one when missing.
        localtime: The system's link into its zone database.
        timezone: The file in which Debian keeps the name.
    """
    variable = os.environ.get("TZ", "") if tz_variable is None else tz_variable
    candidates = [variable.removeprefix(":"), _linked_zone(localtime), _written_zone(timezone)]
    return next((name for name in candidates if _is_zone(name)), FALLBACK)


def _linked_zone(link: Path) -> str:
    target = str(link.resolve()) if link.is_symlink() else ""
    return target.partition("zoneinfo/")[2]


def _written_zone(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _is_zone(name: str) -> bool:
    if not name:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
