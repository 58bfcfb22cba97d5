"""Where a signing certificate may be fetched from: Amazon's own bucket, and nowhere else."""

import posixpath
import re

from skill.web.refusal import Refusal

HOST = "s3.amazonaws.com"
FOLDER = "/echo.api/"
"""The bucket. Amazon, "Host a custom skill as a web service", on SignatureCertChainUrl:
https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html"""

MOST_CHARACTERS = 500
"""Longest address that is looked at. Amazon's have some sixty. Ours."""

# What is not in this pattern is refused: user information, query, fragment, escapes, back slashes,
# control characters, spaces. Scheme and host in any case, the path as it is.
_ADDRESS = re.compile(
    rf"(?i:https://{re.escape(HOST)})(?::443)?(?P<path>/[A-Za-z0-9._~/+-]*)", re.ASCII
)


def certificate_address(url: str) -> str:
    """
    Return the one spelling of a certificate's address.

    Raises:
        Refusal: when it is not in Amazon's bucket.
    """
    match = _ADDRESS.fullmatch(url) if len(url) <= MOST_CHARACTERS else None
    if match is None:
        raise Refusal("the certificate's address is not one of Amazon's")
    path = posixpath.normpath(match["path"])
    if not path.startswith(FOLDER):
        raise Refusal("the certificate's address leads elsewhere")
    return f"https://{HOST}{path}"
