"""
What it costs to check that a request is Alexa's: our verifier, and the one that the SDK brings.

Both get the same request, signed with the same certificate, which is kept already; so no file is
fetched. The SDK's own looks through the whole chain again for every request. It needs oscrypto,
which 1.3.0 cannot be imported with OpenSSL 3.0.10 and later: its reading of the version is widened
here, and only here. Certificate and root are made on the spot, and both are told to trust the root.
"""

import json
import re
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from unittest import mock

from cryptography.hazmat.primitives.serialization import Encoding

from simulator.device.request import Device, Session, envelope, launch_request
from skill.web.certificate_fetch import certificate_address
from skill.web.certificates import SigningKeys
from skill.web.verifier import ADDRESS_HEADER, SIGNATURE_HEADER, RequestVerifier
from tests.web.signing import authority, leaf, pem, rsa_key, signature

URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-1.pem"
ROUNDS, CALLS = 15, 40
"""The ways take turns, so that whatever else the machine does meets all of them."""

MOST_SHARE = 0.5
"""What the project wants: at most half of what the SDK's own check takes."""

NARROW, WIDE = r"\b(\d\.\d\.\d[a-z]*)\b", r"\b(\d+\.\d+\.\d+[a-z]*)\b"
"""How oscrypto 1.3.0 looks for OpenSSL's version, and how it would find it."""


class Request:
    """A request, and all that belongs to its signature."""

    def __init__(self) -> None:
        """Make the certificates, and sign."""
        self.now = datetime.now(UTC)
        dates = {"begins": self.now - timedelta(days=1), "ends": self.now + timedelta(days=30)}
        root = authority("Root", **dates)
        middle = authority("Middle", root, **dates)
        key = rsa_key()
        self.root = root.certificate
        self.chain = pem(leaf(key, middle, **dates), middle)
        device = Device("amzn1.ask.account.".ljust(210, "X"), "amzn1.ask.device.".ljust(210, "X"))
        sent = envelope(device, Session.begin(), launch_request(), self.now)
        self.body = json.dumps(sent).encode()
        self.signature = signature(key, self.body)


@contextmanager
def _wide_pattern() -> Any:
    """Let oscrypto find the version of OpenSSL while it is imported."""
    search = re.search

    def wide(pattern: Any, *rest: Any) -> Any:
        return search(WIDE if pattern == NARROW else pattern, *rest)

    with mock.patch.object(re, "search", wide):
        yield


def ours(request: Request) -> Callable[[], None]:
    """Return a check by our verifier, with the certificate kept."""
    verifier = RequestVerifier(SigningKeys(lambda _: request.chain, [request.root]))

    def check() -> None:
        verifier.check_signature(URL, request.signature, request.body)

    return check


def ours_at_first(request: Request) -> Callable[[], None]:
    """Return a check by our verifier, of a certificate it has not seen."""
    keys = SigningKeys(lambda _: request.chain, [request.root])
    verifier = RequestVerifier(keys)
    numbers = iter(range(10**9))

    def check() -> None:
        url = f"{certificate_address(URL)}{next(numbers)}"
        verifier.check_signature(url, request.signature, request.body)

    return check


def the_sdks(request: Request) -> Callable[[], None]:
    """
    Return a check by the SDK's verifier, with the file kept.

    Raises:
        Exception: oscrypto's own, of no kind in particular, where it cannot be imported.
    """
    with _wide_pattern():
        certvalidator = import_module("certvalidator")
        stock = import_module("ask_sdk_webservice_support.verifier")
    root = request.root.public_bytes(Encoding.DER)

    def validator(leaf_der: bytes, others: list[bytes]) -> Any:
        # As the SDK makes one for each request, but for the root.
        context = certvalidator.ValidationContext(extra_trust_roots=[root])
        return certvalidator.CertificateValidator(leaf_der, others, context)

    vars(stock)["CertificateValidator"] = validator
    verifier = stock.RequestVerifier()
    vars(verifier)["_cert_cache"] = {URL: request.chain}
    headers = {ADDRESS_HEADER: URL, SIGNATURE_HEADER: request.signature}
    text = request.body.decode()

    def check() -> None:
        verifier.verify(headers, text, None)

    return check


def median_us(ways: dict[str, Callable[[], None]]) -> dict[str, float]:
    """Return the median of what one call takes, in microseconds, by way."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for check in ways.values():
        check()
    for _ in range(ROUNDS):
        for name, check in ways.items():
            for _ in range(CALLS):
                started_ns = time.perf_counter_ns()
                check()
                taken[name].append((time.perf_counter_ns() - started_ns) / 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> int:
    """Measure; return the exit status: 1 when the target is missed, else 0."""
    # The SDK's verifier asks for what is out of fashion, with each request.
    warnings.simplefilter("ignore")
    request = Request()
    ways = {"ours": ours(request), "ours, certificate new": ours_at_first(request)}
    why_not = ""
    try:
        ways["the SDK's"] = the_sdks(request)
    except Exception as error:  # noqa: BLE001 - oscrypto's own, which derives from nothing else
        why_not = repr(error)
    medians = median_us(ways)
    print(f"One check of {len(request.body)} bytes, median of {ROUNDS * CALLS}:")
    for name, taken_us in medians.items():
        print(f"  {name:22} {taken_us:8.0f} us")
    if why_not:
        print(f"\nThe SDK's own cannot run here, so there is nothing to compare with: {why_not}")
        return 0
    share = medians["ours"] / medians["the SDK's"]
    is_met = share <= MOST_SHARE
    print(f"\nTarget of at most {MOST_SHARE:.0%} of the SDK's: ", end="")
    print(f"{'met' if is_met else 'MISSED'}, {share:.0%} ({1 / share:.0f} times quicker)")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
