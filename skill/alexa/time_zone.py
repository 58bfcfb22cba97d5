"""
The device's time zone, as its owner has set it: Alexa's settings service.

Needs no permission. https://developer.amazon.com/en-US/docs/alexa/smapi/alexa-settings-api-reference.html
"""

import logging
from typing import Any

import urllib3
from ask_sdk_core.exceptions import ApiClientException, SerializationException
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse, ServiceException

from skill.progress.days import known_zone

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 1.0
"""Longest wait for the service: a little of the eight seconds that Alexa waits for us."""


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
            answer = self._http.request(
                request.method, request.url, headers=dict(request.headers or ())
            )
            body = answer.data.decode()
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise ApiClientException(f"{type(error).__name__}: {error}") from error
        headers = list(answer.headers.items())
        return ApiClientResponse(headers=headers, status_code=answer.status, body=body)


def device_time_zone(handler_input: HandlerInput) -> str | None:
    """Return the IANA name of the device's zone; ``None`` when the service does not say."""
    context = handler_input.request_envelope.context
    system = context.system if context else None
    factory = handler_input.service_client_factory
    if system is None or system.device is None or not system.api_endpoint:
        return None
    try:
        name: Any = factory.get_ups_service().get_system_time_zone(system.device.device_id)
    except (ServiceException, SerializationException) as error:
        # SerializationException: the SDK expects JSON also in a refusal, and there is none in it.
        log.warning("no time zone from the device: %s", type(error).__name__)
        return None
    return known_zone(name) if isinstance(name, str) else None
