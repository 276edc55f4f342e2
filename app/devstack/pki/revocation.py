"""Revocation lists (RFC 5280 §5) and OCSP answers (RFC 6960) out of the ledger."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp

from app.devstack.pki.ledger import Entry, Ledger
from app.devstack.pki.profiles import Identity

ANSWER_LASTS = timedelta(minutes=10)
# SHA-1 too: many clients name the issuer with it; it secures nothing here.
HASHES: dict[str, HashAlgorithm] = {kind.name: kind for kind in (SHA1(), SHA256(), SHA384(), SHA512())}


def revocation_list(issuer: Identity, revoked: Iterable[Entry], now: datetime, lasting: timedelta) -> bytes:
    """A complete CRL, DER; its number is the time in milliseconds, so it grows and needs no counter."""
    at = now.replace(microsecond=0)
    crl = x509.CertificateRevocationListBuilder(issuer.certificate.subject, at, at + lasting)
    crl = crl.add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), False)
    crl = crl.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), False)
    for entry in revoked:
        crl = crl.add_revoked_certificate(_revoked(entry))
    return crl.sign(issuer.key, SHA256()).public_bytes(Encoding.DER)


def _revoked(entry: Entry) -> x509.RevokedCertificate:
    at = entry.revoked_at
    if at is None:
        raise ValueError("not revoked")
    builder = x509.RevokedCertificateBuilder(entry.serial, at.replace(microsecond=0))
    return builder.add_extension(x509.CRLReason(x509.ReasonFlags[entry.reason]), False).build()


class Responder:
    """Answers OCSPRequest with OCSPResponse, both DER, for one issuer and one certificate a request."""

    def __init__(self, responder: Identity, issuing: Identity, ledger: Ledger) -> None:
        self._responder, self._ledger = responder, ledger
        subject = issuing.certificate.subject.public_bytes()
        public = _bits(issuing)
        self._ids = {name: (_hash(name, subject), _hash(name, public)) for name in HASHES}

    def answer(self, request: bytes, now: datetime) -> bytes:
        try:
            asked = ocsp.load_der_ocsp_request(request)
            algorithm = asked.hash_algorithm.name
        except ValueError:
            return _unsuccessful(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
        if self._ids.get(algorithm) != (asked.issuer_name_hash, asked.issuer_key_hash):
            return _unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED)
        return self._signed(asked, HASHES[algorithm], now.replace(microsecond=0))

    def _signed(self, asked: ocsp.OCSPRequest, algorithm: HashAlgorithm, at: datetime) -> bytes:
        entry = self._ledger.entries.get(asked.serial_number)
        status = ocsp.OCSPCertStatus
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=asked.issuer_name_hash,
            issuer_key_hash=asked.issuer_key_hash,
            serial_number=asked.serial_number,
            algorithm=algorithm,
            cert_status=status.UNKNOWN if entry is None else status.REVOKED if entry.revoked_at else status.GOOD,
            this_update=at,
            next_update=at + ANSWER_LASTS,
            revocation_time=entry.revoked_at.replace(microsecond=0) if entry and entry.revoked_at else None,
            revocation_reason=x509.ReasonFlags[entry.reason] if entry and entry.revoked_at else None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self._responder.certificate)
        builder = builder.certificates([self._responder.certificate])
        for extension in asked.extensions:
            if isinstance(extension.value, x509.OCSPNonce):
                builder = builder.add_extension(extension.value, False)
        return builder.sign(self._responder.key, SHA256()).public_bytes(Encoding.DER)


def _bits(identity: Identity) -> bytes:
    return identity.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _hash(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data, usedforsecurity=False).digest()


def _unsuccessful(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
