"""What can go wrong between the skill and DynamoDB, put into botocore's own hooks."""

import io
import json

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from botocore.httpsession import URLLib3Session

READ, LOG, SAVE = "read", "log", "save"
"""What the skill does with its table: a query, a write to a day, a write to the profile."""

PARTS = (READ, LOG, SAVE)
ATTEMPTS = 2
"""As often as the skill's own client tries."""


FAULTS = {
    "ProvisionedThroughputExceededException": 400,
    "ThrottlingException": 400,
    "InternalServerError": 500,
}
"""Errors of DynamoDB that pass by themselves, with their status."""

KINDS = (*FAULTS, ReadTimeoutError, ConnectTimeoutError)
"""What a client may see when the table is out of reach."""


class _Raw(io.BytesIO):
    """A body as botocore reads it."""

    def stream(self, **_):
        """Yield all of it."""
        yield self.read()


class Weather:
    """Fair, until somebody says otherwise."""

    def __init__(self, client):
        """Stand between a client and its table."""
        self.down = frozenset()
        """Which of ``PARTS`` fail."""
        self.lost_answers = 0
        """How many answers to writes get lost: the write takes place, the client sees a fault."""
        self.kind = KINDS[0]
        """Which fault it is."""
        self._http = URLLib3Session()
        client.meta.events.register("before-send.dynamodb", self._before_send)
        client.meta.events.register("needs-retry.dynamodb", self._retry)

    def clear_up(self):
        """Be fair again."""
        self.down, self.lost_answers = frozenset(), 0

    def _before_send(self, request, event_name, **_):
        part = READ if event_name.endswith(".Query") else SAVE
        if part == SAVE and b"DAY#" in request.body:
            part = LOG
        if part in self.down:
            return self._fault(request)
        if self.lost_answers and part != READ:
            self.lost_answers -= 1
            self._http.send(request)
            return self._fault(request)
        return None

    def _fault(self, request):
        match self.kind:
            case type() as silence:
                raise silence(endpoint_url=request.url)
            case str() as name:
                return _refusal(request, FAULTS[name], name)

    def _retry(self, response, attempts, caught_exception, **_):
        """Try again at once: the skill's own client waits a moment, and nobody learns from that."""
        code = response[1].get("Error", {}).get("Code") if response else None
        failed = caught_exception is not None or code in FAULTS
        return 0 if failed and attempts < ATTEMPTS else None


def _refusal(request, status, name):
    body = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{name}", "message": "no"})
    headers = {"content-type": "application/x-amz-json-1.0"}
    return AWSResponse(request.url, status, headers, _Raw(body.encode()))
