"""CMS signatures as PAdES asks (ETSI EN 319 122-1, EN 319 142-1), written in DER by hand: this is the hot path.

A `CmsTemplate` is made once per certificate; a signature then costs a few joins of bytes.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from asn1crypto import x509

from domain.errors import Malformed


def tlv(tag: int, *parts: bytes) -> bytes:
    """One DER value."""
    body = b"".join(parts)
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


def sequence(*parts: bytes) -> bytes:
    return tlv(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    return tlv(0x31, *parts)


@lru_cache(maxsize=64)
def oid(dotted: str) -> bytes:
    """An object identifier, encoded."""
    first, second, *rest = (int(number) for number in dotted.split("."))
    out = bytearray((first * 40 + second,))
    for number in rest:
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.append(0x80 | (number & 0x7F))
        out += bytes(reversed(septets))
    return tlv(6, bytes(out))


class Scheme(StrEnum):
    """How a key signs a SHA-256 digest: a setting per key (law.md §4)."""

    ECDSA = "ecdsa"
    RSA_PSS = "rsa-pss"
    RSA_PKCS1 = "rsa-pkcs1"


NULL = b"\x05\x00"
SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"))
"""Parameters absent (RFC 5754 §2)."""
DIGESTS = {
    "sha256": SHA256,
    "sha384": sequence(oid("2.16.840.1.101.3.4.2.2")),
    "sha512": sequence(oid("2.16.840.1.101.3.4.2.3")),
}
"""AlgorithmIdentifier of each digest algorithm."""
_SHA256_NULL = sequence(oid("2.16.840.1.101.3.4.2.1"), NULL)
_MGF1 = sequence(oid("1.2.840.113549.1.1.8"), _SHA256_NULL)
_PSS = sequence(tlv(0xA0, _SHA256_NULL), tlv(0xA1, _MGF1), tlv(0xA2, b"\x02\x01\x20"))
ALGORITHMS = {
    Scheme.ECDSA: sequence(oid("1.2.840.10045.4.3.2")),
    Scheme.RSA_PSS: sequence(oid("1.2.840.113549.1.1.10"), _PSS),
    Scheme.RSA_PKCS1: sequence(oid("1.2.840.113549.1.1.11"), NULL),
}
"""Signature AlgorithmIdentifier of each scheme (RFC 5758, RFC 4055 with SHA-256 and a salt of 32, RFC 4055)."""

DATA = oid("1.2.840.113549.1.7.1")
SIGNED_DATA = oid("1.2.840.113549.1.7.2")
CONTENT_TYPE = sequence(oid("1.2.840.113549.1.9.3"), set_of(DATA))
MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4")
SIGNING_CERTIFICATE_V2 = oid("1.2.840.113549.1.9.16.2.47")
TIME_STAMP = oid("1.2.840.113549.1.9.16.2.14")
ALGORITHM_PROTECTION = oid("1.2.840.113549.1.9.52")


class CmsTemplate:
    """What all signatures of one certificate share."""

    def __init__(self, certificate: bytes, chain: tuple[bytes, ...], scheme: Scheme) -> None:
        """`certificate` and `chain` (issuing authorities, without the root) are DER."""
        parsed = x509.Certificate.load(certificate)
        issuer, serial = parsed.issuer.dump(), parsed["tbs_certificate"]["serial_number"].dump()
        named = sequence(sequence(tlv(0xA4, issuer)), serial)
        reference = sequence(tlv(4, hashlib.sha256(certificate).digest()), named)
        self._certificates = tlv(0xA0, *sorted((certificate, *chain)))
        self._signer = sequence(issuer, serial)
        self._algorithm = ALGORITHMS[scheme]
        protection = sequence(SHA256, tlv(0xA1, Der.of(self._algorithm).body))
        self._fixed = (
            CONTENT_TYPE,
            sequence(SIGNING_CERTIFICATE_V2, set_of(sequence(sequence(reference)))),
            sequence(ALGORITHM_PROTECTION, set_of(protection)),
        )

    def to_sign(self, digest: bytes) -> bytes:
        """The signed attributes over the SHA-256 of the document: what the key signs."""
        return tlv(0x31, self._attributes(digest))

    def signed(self, digest: bytes, signature: bytes) -> bytes:
        """The CMS of a document's digest and the signature over `to_sign(digest)`."""
        signer = sequence(b"\x02\x01\x01", self._signer, SHA256, tlv(0xA0, self._attributes(digest)), self._algorithm, tlv(4, signature))
        content = sequence(b"\x02\x01\x01", set_of(SHA256), sequence(DATA), self._certificates, set_of(signer))
        return sequence(SIGNED_DATA, tlv(0xA0, content))

    def _attributes(self, digest: bytes) -> bytes:
        message = sequence(MESSAGE_DIGEST, set_of(tlv(4, digest)))
        return b"".join(sorted((*self._fixed, message)))


@dataclass(frozen=True)
class Der:
    """One value read from DER, its children read on demand."""

    tag: int
    whole: bytes
    body: bytes

    @classmethod
    def of(cls, encoded: bytes) -> "Der":
        """The first value; bytes after it are ignored. Raises: Malformed."""
        try:
            tag, size, at = encoded[0], encoded[1], 2
            if size & 0x80:
                at += size & 0x7F
                size = int.from_bytes(encoded[2:at], "big")
        except IndexError:
            raise Malformed("der: truncated") from None
        if at + size > len(encoded):
            raise Malformed("der: truncated")
        return cls(tag, encoded[: at + size], encoded[at : at + size])

    @property
    def children(self) -> list["Der"]:
        found, rest = [], self.body
        while rest:
            found.append(Der.of(rest))
            rest = rest[len(found[-1].whole) :]
        return found


def signature_value(cms: bytes) -> bytes:
    """The signature of the only signer: what its time stamp is taken over."""
    return _signer_parts(cms)[2][5].body


def with_time_stamp(cms: bytes, token: bytes) -> bytes:
    """The same CMS with an RFC 3161 token as unsigned attribute of its only signer."""
    outer, content, signer = _signer_parts(cms)
    attribute = tlv(0xA1, sequence(TIME_STAMP, set_of(token)))
    stamped = sequence(*(part.whole for part in signer[:6]), attribute)
    inner = sequence(*(part.whole for part in content[:-1]), set_of(stamped))
    return sequence(outer[0].whole, tlv(0xA0, inner))


def _signer_parts(cms: bytes) -> tuple[list[Der], list[Der], list[Der]]:
    """Parts of ContentInfo, SignedData and SignerInfo. Raises: Malformed."""
    try:
        outer = Der.of(cms).children
        content = outer[1].children[0].children
        (signer,) = content[-1].children
        parts = signer.children
        assert len(parts) >= 6
        assert parts[5].tag == 4
    except (IndexError, ValueError, AssertionError):
        raise Malformed("cms: one signer expected") from None
    return outer, content, parts
