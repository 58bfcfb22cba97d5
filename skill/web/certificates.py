"""
Fetch, check and cache the keys with which Amazon signs requests.

A certificate is accepted when its chain ends at a trusted root, it is valid now, and it is issued
to Alexa. Only accepted keys are cached, until the first certificate of the chain expires.
"""

import threading
import warnings
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import verification

from skill.web.certificate_fetch import Fetch, Refusal

SUBJECT = "echo-api.amazon.com"
"""The name to which the certificate must be issued. Amazon, "Host a custom skill as a web service":
https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html"""

MOST_KEPT = 8
"""Most keys in the cache. Our choice: Amazon uses one or two certificates at a time."""

FEWEST_BITS = 2048
"""Shortest RSA key accepted. CA/Browser Forum, Baseline Requirements, 6.1.5:
https://cabforum.org/working-groups/server/baseline-requirements/requirements/"""

# The errors that cryptography raises for a certificate it cannot read or trust; they share no base.
_UNREADABLE = (
    ValueError,
    TypeError,
    verification.VerificationError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that was found to be Alexa's."""

    key: RSAPublicKey
    valid_from: datetime
    """The latest beginning of all certificates of its chain."""
    valid_until: datetime
    """Their earliest end."""


def trusted_roots() -> list[x509.Certificate]:
    """Return the roots that browsers trust, in Mozilla's selection."""
    pem = Path(certifi.where()).read_bytes()
    with warnings.catch_warnings():
        # Six of Mozilla's roots have a serial number that is not positive, which cryptography
        # deprecates.
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        return x509.load_pem_x509_certificates(pem)


class SigningKeys:
    """Fetches, checks and caches keys, by the address of their certificate. Safe for threads."""

    def __init__(self, fetch: Fetch, roots: Sequence[x509.Certificate]) -> None:
        """
        Start with an empty cache.

        Args:
            fetch: gets the file of an address.
            roots: the certificates that a chain may end at.
        """
        self._fetch = fetch
        self._roots = verification.Store(list(roots))
        self._kept: OrderedDict[str, SigningKey] = OrderedDict()
        self._lock = threading.Lock()
        self._awaited: dict[str, Future[SigningKey]] = {}

    def key(self, address: str, now: datetime) -> RSAPublicKey:
        """
        Return the key at an address, as ``certificate_address`` spells it.

        Raises:
            Refusal: when it is not Alexa's, or not now, or cannot be had.
        """
        with self._lock:
            kept = self._kept.get(address)
            if kept is not None and kept.valid_from <= now <= kept.valid_until:
                self._kept.move_to_end(address)
                return kept.key
            # Those who come while a file is on its way wait for the same one.
            awaited = self._awaited.get(address)
            is_first = awaited is None
            if awaited is None:
                awaited = self._awaited[address] = Future()
        if is_first:
            self._bring(address, now, awaited)
        return awaited.result().key

    def _bring(self, address: str, now: datetime, awaited: "Future[SigningKey]") -> None:
        """Fetch and check a certificate for all who wait for it."""
        try:
            # Checked before it is cached: a forged file must never push a good key out.
            key = checked_key(self._fetch(address), self._roots, now)
        except BaseException as error:  # noqa: BLE001 - raised by all who wait, the first too
            awaited.set_exception(error)
        else:
            self._keep(address, key)
            awaited.set_result(key)
        finally:
            with self._lock:
                del self._awaited[address]

    def _keep(self, address: str, key: SigningKey) -> None:
        with self._lock:
            self._kept[address] = key
            self._kept.move_to_end(address)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def checked_key(pem: bytes, roots: verification.Store, now: datetime) -> SigningKey:
    """
    Return the key of the first certificate of a file that holds a chain.

    Raises:
        Refusal: when it leads to none of the roots, is not valid now, was not made out to Alexa,
            or cannot be read.
    """
    try:
        leaf, *others = x509.load_pem_x509_certificates(pem)
        policy = verification.PolicyBuilder().store(roots).time(now)
        chain = policy.build_server_verifier(x509.DNSName(SUBJECT)).verify(leaf, others)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        # verify() checks the extended key usage only if there is one: this line demands that there
        # is.
        leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
        key = leaf.public_key()
    except _UNREADABLE:
        raise Refusal("the certificate is not one to trust") from None
    # verify() accepts a wildcard, *.amazon.com, as well; Amazon requires the name itself.
    if SUBJECT not in names.get_values_for_type(x509.DNSName):
        raise Refusal("the certificate was made out to somebody else")
    if not isinstance(key, RSAPublicKey):
        raise Refusal("the certificate has no RSA key")
    # verify() looks at the keys of those who signed the certificate, not at its own.
    if key.key_size < FEWEST_BITS:
        raise Refusal("the certificate's key is too short")
    return SigningKey(
        key,
        max(certificate.not_valid_before_utc for certificate in chain),
        min(certificate.not_valid_after_utc for certificate in chain),
    )
