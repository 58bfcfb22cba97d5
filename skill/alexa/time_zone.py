"""
The device's time zone, as its owner has set it: Alexa's settings service.

Needs no permission. https://developer.amazon.com/en-US/docs/alexa/smapi/alexa-settings-api-reference.html
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model.services import ServiceClientFactory, ServiceException

from skill.alexa.request_reader import Origin
from skill.progress.days import known_zone

log = logging.getLogger(__name__)

LIKELY_ZONES: Mapping[str, str] = MappingProxyType(
    {
        "en-US": "America/Chicago",
        "en-GB": "Europe/London",
        "en-AU": "Australia/Sydney",
        "en-CA": "America/Toronto",
        "en-IN": "Asia/Kolkata",
    }
)
"""By language of the device: the zone taken until its settings say. In the middle of the people,
where it cannot be right for all: the evening's exercises count for the evening. Our choice."""


@dataclass(frozen=True, slots=True)
class DeviceZone:
    """A ``ZoneSource``: the device that a request comes from. Nothing is read until asked for."""

    origin: Origin
    language: str
    """Alexa's locale of the device."""
    services: ServiceClientFactory
    """The SDK's way to Alexa's services."""

    @property
    def likely(self) -> str | None:
        """The zone in which most people with the device's language live."""
        return LIKELY_ZONES.get(self.language)

    def ask(self) -> str | None:
        """Return the IANA name in the device's settings; ``None`` when these do not say."""
        return _device_time_zone(self.origin, self.services)


def _device_time_zone(origin: Origin, services: ServiceClientFactory) -> str | None:
    has_address = origin.api_endpoint.startswith(("https://", "http://"))
    if not (origin.device_id and has_address and origin.api_access_token):
        return None
    try:
        name: Any = services.get_ups_service().get_system_time_zone(origin.device_id)
    except (ServiceException, SerializationException, ValueError) as error:
        # SerializationException: the SDK expects JSON also in a refusal, and there is none in it.
        # ValueError: an id that no address can hold.
        log.warning("no time zone from the device: %s", type(error).__name__)
        return None
    return known_zone(name) if isinstance(name, str) else None
