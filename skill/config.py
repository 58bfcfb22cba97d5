"""What the environment configures, read once and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

VARIABLES = (
    "SKILL_ID",
    "PROGRESS_TABLE",
    "COUNTING",
    "SILENCE",
    "SCREEN",
    "LOG_LEVEL",
    "DAYS_KEPT",
    "PICTURES",
    "AWS_REGION",
    "AWS_ENDPOINT_URL_DYNAMODB",
    "AWS_LAMBDA_FUNCTION_NAME",
)
"""Every variable that is read, here or by boto3."""

DAYS_KEPT, FEWEST_DAYS_KEPT, MOST_DAYS_KEPT = 730, 31, 3650
"""How long a day's log is kept: two years, unless DAYS_KEPT says otherwise. Not shorter than the
month that people ask about. Our choice."""

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?(/.*)?", re.ASCII)

_PICTURES = re.compile(r"https://[A-Za-z0-9.\-]+(:\d{1,5})?(/[^\s?#]*)?", re.ASCII)

MOST_PICTURES = 100
"""Characters of that address. Alexa takes 2,000; Lambda's description of a version, which names
every setting, has room for so many."""

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class ConfigurationError(ValueError):
    """A variable that is missing or has no meaning; the text names it."""


class CountingFormat(StrEnum):
    """How a count is sent to the device."""

    APLA = "apla"
    SSML = "ssml"


class SilenceMode(StrEnum):
    """What follows when nobody speaks after a segment."""

    GOES_ON = "goes-on"
    """The next segment, from the reprompt, for everybody who did not say "wait for me"."""
    WAITS = "waits"
    """A reminder to say "ready": for devices that play no sound from a reprompt."""


class ScreenMode(StrEnum):
    """What a device with a screen is sent to show."""

    ON = "on"
    """A document that plays the sound, in step with it, and asks for what comes next."""
    PICTURE = "picture"
    """A document beside the sound, which asks for nothing: all goes on as on a speaker."""
    OFF = "off"
    """Nothing."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The skill's configuration."""

    progress_table: str
    """Name of the DynamoDB table."""
    skill_id: str | None = None
    """The application id to accept; ``None`` accepts any."""
    counting: CountingFormat = CountingFormat.APLA
    silence: SilenceMode = SilenceMode.GOES_ON
    log_level: str = "INFO"
    days_kept: int = DAYS_KEPT
    """After so many days a day's log is deleted."""
    screen: ScreenMode = ScreenMode.ON
    function_name: str | None = None
    """The Lambda function's name, which Lambda itself sets; ``None`` elsewhere."""
    region: str | None = None
    """AWS's name of the region; ``None`` as boto3 finds it, which reads AWS_DEFAULT_REGION only."""
    pictures: str | None = None
    """Address under which the pictures of cards are published, without a slash at its end;
    ``None``: cards have words only."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Configuration":
        """
        Read the configuration.

        Raises:
            ConfigurationError: naming the variable that is missing or wrong.
        """
        table = environ.get("PROGRESS_TABLE")
        if not table:
            raise ConfigurationError("PROGRESS_TABLE is not set: the name of the DynamoDB table")
        counting = environ.get("COUNTING") or CountingFormat.APLA
        if counting not in tuple(CountingFormat):
            raise ConfigurationError(f"COUNTING is {counting!r}; it can be apla or ssml")
        silence = environ.get("SILENCE") or SilenceMode.GOES_ON
        if silence not in tuple(SilenceMode):
            raise ConfigurationError(f"SILENCE is {silence!r}; it can be goes-on or waits")
        screen = environ.get("SCREEN") or ScreenMode.ON
        if screen not in tuple(ScreenMode):
            raise ConfigurationError(f"SCREEN is {screen!r}; it can be on, picture or off")
        log_level = (environ.get("LOG_LEVEL") or "INFO").upper()
        if log_level not in LOG_LEVELS:
            raise ConfigurationError(f"LOG_LEVEL is {log_level!r}; one of {', '.join(LOG_LEVELS)}")
        skill_id = environ.get("SKILL_ID") or None
        _check_endpoint(environ.get("AWS_ENDPOINT_URL_DYNAMODB"))
        days_kept = _days_kept(environ.get("DAYS_KEPT") or str(DAYS_KEPT))
        return cls(
            table,
            skill_id,
            CountingFormat(counting),
            SilenceMode(silence),
            log_level,
            days_kept,
            screen=ScreenMode(screen),
            function_name=environ.get("AWS_LAMBDA_FUNCTION_NAME") or None,
            region=environ.get("AWS_REGION") or None,
            pictures=_pictures(environ.get("PICTURES") or None),
        )


def _check_endpoint(endpoint: str | None) -> None:
    # boto3 reads it itself, and raises for what is no address when the first call is made.
    if endpoint and not _ADDRESS.fullmatch(endpoint):
        raise ConfigurationError(
            f"AWS_ENDPOINT_URL_DYNAMODB is {endpoint!r}; an address such as http://127.0.0.1:8000"
        )


def _pictures(address: str | None) -> str | None:
    if address is None:
        return None
    if len(address) > MOST_PICTURES or not _PICTURES.fullmatch(address):
        raise ConfigurationError(
            f"PICTURES is {address!r}; an address such as https://pictures.example/cards,"
            f" of {MOST_PICTURES} characters at most"
        )
    return address.rstrip("/")


def _days_kept(text: str) -> int:
    days = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    if not FEWEST_DAYS_KEPT <= days <= MOST_DAYS_KEPT:
        raise ConfigurationError(
            f"DAYS_KEPT is {text!r}; a number of days from {FEWEST_DAYS_KEPT} to {MOST_DAYS_KEPT}"
        )
    return days
