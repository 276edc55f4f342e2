"""Reads what an authority says of a certificate: OCSP answers (RFC 6960) and revocation lists (RFC 5280 §5)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from domain.errors import Malformed
from signing.trust import UNREADABLE, extension

OPEN = timedelta(minutes=5)
"""How long an OCSP answer without an end is of our time: newer is to be had always (RFC 6960 §4.2.2.1), and it takes a while to arrive."""


@dataclass(frozen=True)
class Status:
    """What was said of one certificate, by whoever may say it."""

    der: bytes
    """The OCSP answer or the list."""
    is_list: bool
    at: datetime
    until: datetime
    revoked_at: datetime | None
    revoked: int
    """How many certificates it calls revoked."""
    certificates: tuple[x509.Certificate, ...] = ()
    """Those that came with an answer."""


@lru_cache(maxsize=16384)
def ocsp_status(der: bytes, certificate: x509.Certificate, issuer: x509.Certificate) -> Status:
    """Raises: Malformed when the answer says nothing that counts about this certificate."""
    try:
        answer = ocsp.load_der_ocsp_response(der)
        if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            raise Malformed(f"ocsp: {answer.response_status.name}")
        if answer.serial_number != certificate.serial_number or not _issued_by(answer, issuer):
            raise Malformed("ocsp: another certificate")
        if answer.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
            raise Malformed("ocsp: unknown")
        _check_signature(answer, issuer)
    except (ValueError, InvalidSignature, UnsupportedAlgorithm, *UNREADABLE) as fault:
        raise Malformed(f"ocsp: {fault}") from fault
    at, until = answer.this_update_utc, answer.next_update_utc
    revoked_at = answer.revocation_time_utc
    return Status(der, False, at, until or at + OPEN, revoked_at, int(revoked_at is not None), tuple(answer.certificates))


@lru_cache(maxsize=16384)
def list_status(der: bytes, certificate: x509.Certificate, issuer: x509.Certificate) -> Status:
    """Raises: Malformed when the list is not the issuer's, or not about this certificate."""
    crl = _list(der, issuer)
    if not all(_is_about(certificate, one.value) for one in crl.extensions if one.critical):
        raise Malformed("crl: of other certificates")
    entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
    at, until = crl.last_update_utc, crl.next_update_utc
    return Status(der, True, at, until or at, entry.revocation_date_utc if entry else None, len(crl))


@lru_cache(maxsize=64)
def _list(der: bytes, issuer: x509.Certificate) -> x509.CertificateRevocationList:
    try:
        crl = x509.load_der_x509_crl(der)
        if crl.issuer != issuer.subject or not crl.is_signature_valid(issuer.public_key()):  # type: ignore[arg-type]
            raise Malformed("crl: another issuer")
        _ = crl.extensions
    except (ValueError, TypeError, UnsupportedAlgorithm, *UNREADABLE) as fault:
        raise Malformed(f"crl: {fault}") from fault
    return crl


def _is_about(certificate: x509.Certificate, limit: x509.ExtensionType) -> bool:
    """Whether a list so limited holds this certificate once it is revoked (RFC 5280 §5.2.5; §5.2.4 is only what changed)."""
    if not isinstance(limit, x509.IssuingDistributionPoint):
        return False
    constraints = extension(certificate, x509.BasicConstraints)
    authority = bool(constraints and constraints.ca)
    others = limit.only_contains_user_certs if authority else limit.only_contains_ca_certs
    part = limit.indirect_crl or limit.only_contains_attribute_certs or limit.only_some_reasons or limit.relative_name
    return not others and not part and (limit.full_name is None or not _points(certificate).isdisjoint(limit.full_name))


def _points(certificate: x509.Certificate) -> set[x509.GeneralName]:
    """Where a certificate says its list is."""
    return {name for point in extension(certificate, x509.CRLDistributionPoints) or () for name in point.full_name or ()}


def _issued_by(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> bool:
    # `issuer` stands for the certificate too: only the hashes of its name and key are compared.
    ours = ocsp.OCSPRequestBuilder().add_certificate(issuer, issuer, answer.hash_algorithm).build()
    return (answer.issuer_key_hash, answer.issuer_name_hash) == (ours.issuer_key_hash, _name_hash(issuer, answer))


def _name_hash(issuer: x509.Certificate, answer: ocsp.OCSPResponse) -> bytes:
    return hashlib.new(answer.hash_algorithm.name, issuer.subject.public_bytes(), usedforsecurity=False).digest()


def _check_signature(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> None:
    """Raises: InvalidSignature, ValueError."""
    at = answer.this_update_utc
    delegates = (one for one in answer.certificates if one.not_valid_before_utc <= at <= one.not_valid_after_utc)
    responder = next((one for one in delegates if _may_answer(one, issuer)), issuer)
    key, how = responder.public_key(), answer.signature_hash_algorithm
    if how is None:
        raise ValueError("no hash")
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(how))
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), how)
    else:
        raise ValueError("kind of key")


@lru_cache(maxsize=256)
def _may_answer(responder: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether the issuer itself made this responder (RFC 6960 §4.2.2.2)."""
    try:
        usage = responder.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        responder.verify_directly_issued_by(issuer)
    except (x509.ExtensionNotFound, InvalidSignature, ValueError, TypeError):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in usage
