"""Whom the house believes: root certificates, and the chains that lead to them (RFC 5280 §6, as far as signing needs it)."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from unicodedata import normalize

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from domain.errors import CertificateRefused

LONGEST = 6
"""Certificates in a chain."""
KNOWN = {
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.CERTIFICATE_POLICIES,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
}
"""Critical extensions that are understood; a certificate with another is not believed (RFC 5280 §4.2)."""

UNREADABLE = (x509.DuplicateExtension, x509.InvalidVersion, x509.UnsupportedGeneralNameType)
"""What the library says of parts it cannot read, beside ValueError, and of which it says it only when they are read."""
SERVICES = {ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.OCSP_SIGNING}
Extension = TypeVar("Extension", bound=x509.ExtensionType)

Chain = tuple[x509.Certificate, ...]
"""A certificate, those above it, and the root last."""


class Trust:
    """Roots and the authorities below them that are known beforehand."""

    def __init__(self, roots: Iterable[bytes], intermediates: Iterable[bytes] = ()) -> None:
        """Certificates in DER or PEM. Raises: ValueError."""
        self.roots = frozenset(map(load, roots))
        self.intermediates = frozenset(map(load, intermediates))
        self._way = lru_cache(maxsize=8192)(self._found)
        """A way that was found stays one: neither days nor revocation are part of it."""

    def chain(self, certificate: x509.Certificate, others: Iterable[x509.Certificate] = ()) -> Chain:
        """The way from a certificate to a root; `others` came along with it. Says nothing about days or revocation.

        Raises: CertificateRefused("unknown_issuer").
        """
        return self._way(certificate, tuple(others))

    def _found(self, certificate: x509.Certificate, others: Chain) -> Chain:
        known = self.intermediates.union(others)
        ways: deque[Chain] = deque([(certificate,)])
        met = {certificate}
        while ways:
            way = ways.popleft()
            if way[-1] in self.roots:
                return way
            above = [one for one in (*self.roots, *known) if one not in met and _stands_above(way, one)] if len(way) < LONGEST else []
            # The shortest way to each authority is enough: only a longer one could be too long for it.
            met.update(above)
            ways.extend((*way, one) for one in above)
        raise CertificateRefused("unknown_issuer", certificate.issuer.rfc4514_string())


def _stands_above(way: Chain, above: x509.Certificate) -> bool:
    return above.subject == way[-1].issuer and _issued(way[-1], above, len(way) - 1)


@lru_cache(maxsize=8192)
def load(certificate: bytes) -> x509.Certificate:
    """A certificate from DER or PEM, the same object each time. Raises: ValueError."""
    return x509.load_pem_x509_certificate(certificate) if certificate.startswith(b"-----") else x509.load_der_x509_certificate(certificate)


@lru_cache(maxsize=8192)
def sound(encoded: bytes) -> x509.Certificate:
    """A certificate from DER, every part of it read: the library reads later what may then raise. Raises: ValueError."""
    try:
        certificate = x509.load_der_x509_certificate(encoded)
        _ = (certificate.subject, certificate.issuer, certificate.extensions, certificate.public_key(), certificate.not_valid_after_utc)
    except UNREADABLE as fault:
        raise ValueError(f"certificate: {type(fault).__name__}") from fault
    return certificate


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


@lru_cache(maxsize=8192)
def issuer_of(certificate: x509.Certificate) -> bytes:
    """The issuer's name, DER."""
    return certificate.issuer.public_bytes()


def check_days(chain: Chain, at: datetime) -> None:
    """Raises: CertificateRefused("not_yet_valid" | "expired", since when) unless every certificate is valid at this moment."""
    for one in chain:
        if at < one.not_valid_before_utc:
            raise CertificateRefused("not_yet_valid", one.not_valid_before_utc.isoformat())
        if at > one.not_valid_after_utc:
            raise CertificateRefused("expired", one.not_valid_after_utc.isoformat())


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether it may sign documents: neither an authority's nor made for time stamps or OCSP answers only."""
    usage, constraints = extension(certificate, x509.KeyUsage), extension(certificate, x509.BasicConstraints)
    extended = extension(certificate, x509.ExtendedKeyUsage)
    allowed = usage is None or usage.digital_signature or usage.content_commitment
    return allowed and not (constraints and constraints.ca) and not (extended and set(extended) <= SERVICES)


@lru_cache(maxsize=8192)
def may_stamp(certificate: x509.Certificate) -> bool:
    """Whether it is a time stamper's: the extended usage is critical and alone (RFC 3161 §2.3)."""
    try:
        extended = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return extended.critical and list(extended.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


@lru_cache(maxsize=8192)
def _issued(below: x509.Certificate, above: x509.Certificate, between: int) -> bool:
    """Whether `above` is an authority that issued `below`, with `between` authorities under it so far."""
    usage = extension(above, x509.KeyUsage)
    try:
        constraints = above.extensions.get_extension_for_class(x509.BasicConstraints).value
        below.verify_directly_issued_by(above)
    except (x509.ExtensionNotFound, InvalidSignature, ValueError, TypeError):
        return False
    short_enough = constraints.path_length is None or between <= constraints.path_length
    understood = all(one.oid in KNOWN for certificate in (below, above) for one in certificate.extensions if one.critical)
    return constraints.ca and short_enough and understood and (usage is None or usage.key_cert_sign)


def extension(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    """What a certificate says of this kind."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def part_of(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    """What the subject says under this key, e.g. its common name; empty where it says nothing."""
    values: Iterable[x509.NameAttribute[Any]] = certificate.subject.get_attributes_for_oid(oid)
    return normalize("NFC", ", ".join(str(one.value) for one in values))
