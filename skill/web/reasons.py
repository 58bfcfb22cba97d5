"""Why a table cannot be used, in words for whoever operates the skill."""

from collections.abc import Mapping
from types import MappingProxyType

from skill.progress.store import StoreUnavailable

CREDENTIALS_NOT_FETCHED = "the credentials for AWS cannot be fetched"
CREDENTIALS_REFUSED = "AWS does not accept these credentials"
NOT_IN_TIME = "it does not answer in time"
BROKEN_OFF = "the connection broke off"
TOO_OFTEN = "it is asked too often at present"
THEIR_FAULT = "DynamoDB fails at present"

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "NoRegionError": "AWS_REGION is not set",
        "InvalidRegionError": "AWS_REGION names no region",
        "ProfileNotFound": "AWS_PROFILE names a profile that is not there",
        "NoCredentialsError": "there are no credentials for AWS",
        "PartialCredentialsError": "the credentials for AWS are not complete",
        "CredentialRetrievalError": CREDENTIALS_NOT_FETCHED,
        "TokenRetrievalError": CREDENTIALS_NOT_FETCHED,
        "SSOTokenLoadError": CREDENTIALS_NOT_FETCHED,
        "UnauthorizedSSOTokenError": CREDENTIALS_NOT_FETCHED,
        "EndpointConnectionError": "nobody answers at its address",
        "SSLError": "its address has no certificate to trust",
        "ConnectTimeoutError": NOT_IN_TIME,
        "ReadTimeoutError": NOT_IN_TIME,
        "ConnectionClosedError": BROKEN_OFF,
        "HTTPClientError": BROKEN_OFF,
        "IncompleteRead": BROKEN_OFF,
        "ProtocolError": BROKEN_OFF,
        "AccessDeniedException": "these credentials may not use it",
        "UnrecognizedClientException": CREDENTIALS_REFUSED,
        "InvalidSignatureException": CREDENTIALS_REFUSED,
        "IncompleteSignatureException": CREDENTIALS_REFUSED,
        "MissingAuthenticationTokenException": CREDENTIALS_REFUSED,
        "ExpiredTokenException": "the credentials for AWS have run out",
        "ResourceNotFoundException": "there is no such table",
        "ValidationException": "it is not a table of this skill",
        "ProvisionedThroughputExceededException": TOO_OFTEN,
        "ThrottlingException": TOO_OFTEN,
        "RequestLimitExceeded": TOO_OFTEN,
        "InternalServerError": THEIR_FAULT,
        "ServiceUnavailable": THEIR_FAULT,
    }
)
"""By botocore's name of an error, or DynamoDB's code."""


def reason(error: StoreUnavailable) -> str:
    """
    Return why a table cannot be used.

    An error that is not known here keeps its own text, which names nobody.
    """
    text = str(error)
    return REASONS.get(text.rpartition(": ")[2], text)
