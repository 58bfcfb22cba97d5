"""
Verify that a request comes from Alexa and is recent, as Amazon requires of a web service.

https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html
A request's body is not parsed before its signature is verified.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from skill.web.certificate_fetch import Refusal, certificate_address
from skill.web.certificates import SigningKeys

ADDRESS_HEADER, SIGNATURE_HEADER = "SignatureCertChainUrl", "Signature-256"
"""Where the certificate is, and the signature in base64. The header ``Signature`` of older days is
made with SHA-1 and means nothing here."""

TOLERANCE = timedelta(seconds=150)
"""Largest allowed difference between a request's timestamp and now. Amazon, as above."""

EVENT_TOLERANCE = timedelta(hours=1)
"""Largest allowed difference for a skill event, which Amazon delivers again after a failure:
https://developer.amazon.com/en-US/docs/alexa/smapi/skill-events-in-alexa-skills.html"""

SKILL_EVENTS = frozenset(
    f"AlexaSkillEvent.{name}"
    for name in (
        "SkillEnabled",
        "SkillDisabled",
        "SkillPermissionAccepted",
        "SkillPermissionChanged",
        "SkillAccountLinked",
    )
)


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class RequestVerifier:
    """Checks signature and timestamp. Safe for threads."""

    def __init__(self, keys: SigningKeys, now: Callable[[], datetime] = utc_now) -> None:
        """
        Take the source of the keys and of the time.

        Args:
            keys: Alexa's keys.
            now: the present instant, with its zone.
        """
        self._keys = keys
        self._now = now

    def check_signature(self, url: str | None, signature_base64: str | None, body: bytes) -> None:
        """
        Check that Alexa has signed a body.

        Args:
            url: where the certificate is, from ``ADDRESS_HEADER``; ``None`` without that header.
            signature_base64: from ``SIGNATURE_HEADER``.
            body: as it was received, byte for byte.

        Raises:
            Refusal: when it is not signed, or not by Alexa.
        """
        if not url or not signature_base64:
            raise Refusal("it is not signed")
        # The address comes from the sender. It is checked before it is used, or the service could
        # be made to fetch any address.
        address = certificate_address(url)
        try:
            signature = base64.b64decode(signature_base64, validate=True)
        except (binascii.Error, ValueError):
            raise Refusal("the signature is not in base64") from None
        # Only now, because it may take a request to Amazon: malformed signatures cost nothing.
        key = self._keys.key(address, self._now())
        try:
            key.verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise Refusal("the signature is not of this request") from None

    def check_timestamp(self, event: Mapping[str, Any]) -> None:
        """
        Check that a request was sent just now.

        Args:
            event: the request as JSON, an object with an object ``request`` in it.

        Raises:
            Refusal: when it is from another time, or does not say.
        """
        request = event["request"]
        try:
            sent_at = datetime.fromisoformat(request["timestamp"])
        except (KeyError, TypeError, ValueError):
            raise Refusal("it does not say when it was sent") from None
        # A signature never expires, so an old request could be sent again by anyone who has seen
        # it.
        if sent_at.tzinfo is None:
            raise Refusal("it does not say in which zone it was sent")
        kind = request.get("type")
        is_event = isinstance(kind, str) and kind in SKILL_EVENTS
        if abs(self._now() - sent_at) > (EVENT_TOLERANCE if is_event else TOLERANCE):
            raise Refusal("it was sent at another time")
