"""RFC 3161 time stamps, quick: the fixed parts are made once, the rest is DER by hand.

A token carries the policy, a serial number, the time in whole seconds with accuracy one second, the nonce asked with, and
`ordering` false (its DER default, hence absent). ESSCertIDv2 names the stamper (RFC 5816). Whole seconds, because OCSP
answers and CRLs have no finer time: a revocation answer fetched right after the stamp must not seem older than it.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from app.devstack.pki import der
from app.devstack.pki.profiles import STAMP_POLICY, Identity

IMPRINTS = {
    der.oid("2.16.840.1.101.3.4.2.1"): 32,
    der.oid("2.16.840.1.101.3.4.2.2"): 48,
    der.oid("2.16.840.1.101.3.4.2.3"): 64,
}
"""Digest algorithms a stamp is given over (SHA-256, SHA-384, SHA-512) and the octets of each."""
BAD_ALGORITHM, BAD_REQUEST, BAD_FORMAT, UNACCEPTED_POLICY, UNACCEPTED_EXTENSION = 0, 2, 5, 15, 16
"""PKIFailureInfo bits, RFC 3161 §2.4.2."""

_SHA256 = der.sequence(der.oid("2.16.840.1.101.3.4.2.1"))
_ECDSA = der.sequence(der.oid("1.2.840.10045.4.3.2"))
_SIGNED_DATA = der.oid("1.2.840.113549.1.7.2")
_TST_INFO = der.oid("1.2.840.113549.1.9.16.1.4")
_CONTENT_TYPE = der.sequence(der.oid("1.2.840.113549.1.9.3"), der.set_of(_TST_INFO))
_DIGEST = der.oid("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE = der.oid("1.2.840.113549.1.9.16.2.47")
_GRANTED = der.sequence(der.integer(0))
_ACCURACY = der.sequence(der.integer(1))
_POLICY = der.oid(STAMP_POLICY)
_BOOLEAN = 0x01


class Refused(ValueError):
    """A request that gets no stamp. Arguments: PKIFailureInfo bit."""


class Request(NamedTuple):
    """What is to be stamped."""

    imprint: bytes
    """MessageImprint, DER."""
    nonce: bytes
    """INTEGER, DER; empty when none was sent."""
    wants_certificates: bool


class Stamper:
    """Answers TimeStampReq with TimeStampResp, both DER."""

    def __init__(self, identity: Identity, issuing: Identity, clock: Callable[[], datetime]) -> None:
        self._key, self._clock = identity.key, clock
        self._algorithm = ec.ECDSA(SHA256())
        certificate = identity.certificate.public_bytes(Encoding.DER)
        issuer, serial = identity.certificate.issuer.public_bytes(), der.integer(identity.certificate.serial_number)
        chain = sorted((certificate, issuing.certificate.public_bytes(Encoding.DER)))
        self._certificates = der.wrap(0xA0, *chain)
        self._signer = der.sequence(issuer, serial)
        # ESSCertIDv2; SHA-256 is its default and so absent.
        named = der.sequence(der.wrap(0xA4, issuer))
        named = der.sequence(der.wrap(der.OCTETS, hashlib.sha256(certificate).digest()), der.sequence(named, serial))
        self._names_signer = der.sequence(_SIGNING_CERTIFICATE, der.set_of(der.sequence(der.sequence(named))))

    def answer(self, request: bytes) -> bytes:
        """A TimeStampResp: granted with its token, or rejected with the reason."""
        try:
            return der.sequence(_GRANTED, self._token(_read(request)))
        except der.Malformed:
            return _rejected(BAD_FORMAT)
        except Refused as refused:
            return _rejected(refused.args[0])

    def _token(self, request: Request) -> bytes:
        info = self._info(request)
        attributes = sorted((_CONTENT_TYPE, _digest_of(info), self._names_signer))
        signature = self._key.sign(der.wrap(der.SET, *attributes), self._algorithm)
        signer = der.sequence(der.integer(1), self._signer, _SHA256, der.wrap(0xA0, *attributes), _ECDSA, der.wrap(der.OCTETS, signature))
        content = der.sequence(_TST_INFO, der.wrap(0xA0, der.wrap(der.OCTETS, info)))
        certificates = self._certificates if request.wants_certificates else b""
        data = der.sequence(der.integer(3), der.set_of(_SHA256), content, certificates, der.set_of(signer))
        return der.sequence(_SIGNED_DATA, der.wrap(0xA0, data))

    def _info(self, request: Request) -> bytes:
        at = der.wrap(der.TIME, self._clock().strftime("%Y%m%d%H%M%SZ").encode())
        serial = der.integer(secrets.randbits(120) | 1)
        return der.sequence(der.integer(1), _POLICY, request.imprint, serial, at, _ACCURACY, request.nonce)


def _digest_of(info: bytes) -> bytes:
    return der.sequence(_DIGEST, der.set_of(der.wrap(der.OCTETS, hashlib.sha256(info).digest())))


def _read(request: bytes) -> Request:
    """Raises der.Malformed, Refused."""
    parts = der.inside(request)
    if len(parts) < 2 or parts[0].whole != der.integer(1):
        raise Refused(BAD_REQUEST)
    asked = {part.tag: part for part in parts[2:]}
    if der.OID in asked and asked[der.OID].whole != _POLICY:
        raise Refused(UNACCEPTED_POLICY)
    if 0xA0 in asked:
        raise Refused(UNACCEPTED_EXTENSION)
    wants = _BOOLEAN in asked and asked[_BOOLEAN].content != b"\x00"
    return Request(_imprint(parts[1].whole), asked[der.INTEGER].whole if der.INTEGER in asked else b"", wants)


def _imprint(imprint: bytes) -> bytes:
    algorithm, *digest = der.inside(imprint)
    if not algorithm.content or len(digest) != 1:
        raise der.Malformed("message imprint")
    size = IMPRINTS.get(der.elements(algorithm.content)[0].whole)
    if size is None:
        raise Refused(BAD_ALGORITHM)
    if len(digest[0].content) != size:
        raise der.Malformed("message imprint")
    return imprint


def _rejected(bit: int) -> bytes:
    flags = (1 << (31 - bit)).to_bytes(4, "big")[: bit // 8 + 1]
    return der.sequence(der.sequence(der.integer(2), der.wrap(der.BIT_STRING, bytes((7 - bit % 8,)), flags)))
