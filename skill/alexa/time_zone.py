"""
The device's time zone, as its owner has set it: Alexa's settings service.

Needs no permission. https://developer.amazon.com/en-US/docs/alexa/smapi/alexa-settings-api-reference.html
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import urllib3
from ask_sdk_core.exceptions import ApiClientException, SerializationException
from ask_sdk_model.services import (
    ApiClient,
    ApiClientRequest,
    ApiClientResponse,
    ServiceClientFactory,
    ServiceException,
)

from skill.alexa.request_reader import Origin
from skill.progress.days import known_zone
from skill.service.deadline import within

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 1.0
"""Longest wait for the service: a little of the eight seconds that Alexa waits for us."""

MOST_BYTES = 1024
"""Longest answer that is read. Our choice: a zone's name has about twenty."""

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


class PatientApiClient(ApiClient):
    """
    Calls Alexa's services with a time-out.

    The SDK's own client (ask-sdk-core 1.19.0) waits for ever.
    """

    def __init__(self) -> None:
        """Make a client; connections are opened when they are needed."""
        self._http = urllib3.PoolManager(
            timeout=urllib3.Timeout(total=TIMEOUT_SECONDS), retries=False
        )

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """
        Send a request.

        Raises:
            ApiClientException: when there is no answer in time.
        """
        try:
            return within(TIMEOUT_SECONDS, lambda: self._answer(request))
        except (urllib3.exceptions.HTTPError, ValueError, TimeoutError) as error:
            # urllib3's text has the address in it, and so the device's id.
            raise ApiClientException(type(error).__name__) from None

    def _answer(self, request: ApiClientRequest) -> ApiClientResponse:
        answer = self._http.request(
            request.method,
            request.url,
            headers=dict(request.headers or ()),
            preload_content=False,
        )
        body = _body(answer).decode()
        headers = list(answer.headers.items())
        return ApiClientResponse(headers=headers, status_code=answer.status, body=body)


def _body(answer: urllib3.BaseHTTPResponse) -> bytes:
    """Return what the service says; raise when that is too much."""
    body = b""
    try:
        while chunk := answer.read1(MOST_BYTES):
            body += chunk
            if len(body) > MOST_BYTES:
                raise urllib3.exceptions.HTTPError("too long an answer")
        return body
    finally:
        answer.close()


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
