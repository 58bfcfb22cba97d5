"""The one place where the parts are put together."""

import logging
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ask_sdk_core.skill_builder import CustomSkillBuilder

from skill.alexa.api_client import PatientApiClient
from skill.alexa.function import SkillFunction
from skill.alexa.handler import CoachHandler, FaultHandler
from skill.coaching.coach import Coach, NarrationFor
from skill.config import DAYS_KEPT, Configuration, CountingFormat, ScreenMode, SilenceMode
from skill.progress.store import ProgressStore
from skill.service.telemetry import Observe, TelemetryWriter
from skill.service.turn import TurnService
from skill.service.warm_up import NullStore, warm_up
from skill.speech.narration import narration_for
from skill.storage.dynamodb import DynamoDbProgressStore, connect

LIBRARIES: Mapping[str, int] = MappingProxyType(
    {"boto3": logging.WARNING, "botocore": logging.WARNING, "urllib3": logging.ERROR}
)
"""The least severe lines of libraries that are logged, at any level of the log. Below, botocore
writes whole requests, with people's ids; urllib3 writes the addresses that it asks, and one of
Alexa's settings service has the device's id in it."""


def build_skill(
    *,
    store: ProgressStore,
    skill_id: str | None = None,
    counting: CountingFormat = CountingFormat.APLA,
    silence: SilenceMode = SilenceMode.GOES_ON,
    screen: ScreenMode = ScreenMode.ON,
    days_kept: int = DAYS_KEPT,
    pictures: str | None = None,
    clock: Callable[[], float] = time.monotonic,
    observe: Observe | None = None,
    narration_for: NarrationFor = narration_for,
) -> SkillFunction:
    """
    Return the skill as a function from request to response.

    Args:
        store: where progress is kept.
        skill_id: the application id to accept; ``None`` accepts any.
        counting: how counts are sent to devices.
        silence: whether counts may go on by themselves.
        screen: what devices with a screen are sent to show.
        days_kept: older days are not read.
        pictures: address under which the pictures of cards are published; ``None`` for no pictures.
        clock: seconds that never run backwards, for how long a turn has taken so far.
        observe: called with each turn's telemetry; ``None`` writes a line into the log.
        narration_for: returns the narration of a device's language.
    """
    builder = CustomSkillBuilder(api_client=PatientApiClient())
    builder.skill_id = skill_id  # type: ignore[assignment]  # typed by its default, None
    plain = counting is CountingFormat.SSML
    turns = TurnService(Coach(narration_for), store, days_kept, clock)
    waits = silence is SilenceMode.WAITS
    builder.add_request_handler(CoachHandler(turns, plain, waits, pictures, screen))
    builder.add_exception_handler(FaultHandler(narration_for))
    return SkillFunction(builder.create(), skill_id, observe or TelemetryWriter(None), clock)


def build_warm(environ: Mapping[str, str]) -> SkillFunction:
    """
    Return the skill with everything loaded in advance, for a long-running process.

    The client of DynamoDB is made, and connects to nobody yet.

    Raises:
        ConfigurationError: naming the variable that is missing or wrong.
    """
    configuration = Configuration.from_env(environ)
    store = configured_store(configuration)
    store.open()
    warm_up(build_skill(store=NullStore(), observe=lambda _: None))
    return build_configured(configuration, store)


def configured_store(configuration: Configuration) -> DynamoDbProgressStore:
    """Return the store on DynamoDB; it opens nothing before its first use."""
    return DynamoDbProgressStore(
        configuration.progress_table,
        lambda: connect(configuration.region),
        days_kept=configuration.days_kept,
    )


def build_configured(configuration: Configuration, store: ProgressStore) -> SkillFunction:
    """Return the skill on a store, and let it log as configured."""
    logging.getLogger("skill").setLevel(configuration.log_level)
    for library, level in LIBRARIES.items():
        logging.getLogger(library).setLevel(level)
    if configuration.skill_id is None:
        logging.getLogger(__name__).warning("SKILL_ID is not set: requests for any skill are taken")
    return build_skill(
        store=store,
        skill_id=configuration.skill_id,
        counting=configuration.counting,
        silence=configuration.silence,
        screen=configuration.screen,
        days_kept=configuration.days_kept,
        pictures=configuration.pictures,
        observe=TelemetryWriter(configuration.function_name),
    )
