"""How the SDK's clients reach Alexa's services: over HTTPS, and never for long."""

import json

import urllib3
from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

from skill.service.deadline import within

TIMEOUT_SECONDS = 1.0
"""Longest wait for an answer: a little of the eight seconds that Alexa waits for us."""

MOST_BYTES = 32 * 1024
"""Longest answer that is read. Our choice: a zone's name has about twenty, and the reminders that a
skill may have set, with what each of them says, some thousands."""


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
            body=json.dumps(request.body) if request.body else None,
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
