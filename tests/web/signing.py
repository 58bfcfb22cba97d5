"""Somebody who signs requests as Alexa does, with certificates made here."""

import base64
from dataclasses import dataclass
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from skill.web.certificates import SUBJECT
from tests.envelopes import MONDAY_7_AM

NOW = MONDAY_7_AM
DAY = timedelta(days=1)
SERVER, CLIENT = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH
ANY = ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE


@dataclass(frozen=True)
class Signer:
    """A key and the certificate that goes with it."""

    key: object
    certificate: x509.Certificate


def certified(
    key,
    name,
    by=None,
    *,
    is_authority=False,
    alternative_names=(),
    usage=SERVER,
    begins=NOW - DAY,
    ends=NOW + 30 * DAY,
):
    """Return a key with a certificate by somebody, or by itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer_key = by.key if by else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_key_usage(is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if alternative_names:
        names = x509.SubjectAlternativeName([x509.DNSName(each) for each in alternative_names])
        builder = builder.add_extension(names, critical=False)
    if usage and not is_authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
    return Signer(key, builder.sign(issuer_key, hashes.SHA256()))


def _key_usage(*, is_authority):
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def authority(name, by=None, **how):
    """Return a root, or an authority that somebody vouches for."""
    return certified(ec.generate_private_key(ec.SECP256R1()), name, by, is_authority=True, **how)


def rsa_key(bits=2048):
    """Return a key, as long as Amazon's certificates have it."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def leaf(key, by, *, alternative_names=(SUBJECT,), **how):
    """Return the one who signs requests."""
    return certified(key, "Somebody", by, alternative_names=alternative_names, **how)


def pem(*signers):
    """Return a file of certificates."""
    return b"".join(
        signer.certificate.public_bytes(serialization.Encoding.PEM) for signer in signers
    )


def signature(key, body, algorithm=None):
    """Return the signature of a body, in base64."""
    signed = key.sign(body, padding.PKCS1v15(), algorithm or hashes.SHA256())
    return base64.b64encode(signed).decode()
