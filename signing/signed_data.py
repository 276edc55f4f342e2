"""Reads a CMS SignedData with one signer (RFC 5652), of a signature or of a time stamp, and tells whether it is intact."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

from asn1crypto import cms, core, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

from domain.errors import Malformed
from signing.cms import tlv
from signing.trust import der, issuer_of, sound

HASHES: dict[str, HashAlgorithm] = {"sha256": SHA256(), "sha384": SHA384(), "sha512": SHA512()}
"""No SHA-1 (TT 15/2025)."""


def algorithm_of(digest: bytes) -> str:
    """The one of `HASHES` that gives digests of this length. Raises: Malformed."""
    for name, how in HASHES.items():
        if how.digest_size == len(digest):
            return name
    raise Malformed(f"digest: {len(digest)} octets")


@dataclass(frozen=True)
class SignedData:
    """One signature as it stands in a file."""

    signer: x509.Certificate
    certificates: tuple[x509.Certificate, ...]
    """All that came along, the signer's too."""
    algorithm: str
    """Of the digest."""
    attributes: dict[str, Any]
    signed: bytes
    """What the key signed: the attributes as a SET."""
    signature: bytes
    padding: str
    """`ecdsa`, `pss` or `pkcs1`."""
    salt: int
    content: bytes
    """What is inside; empty when the signature is detached."""
    time_stamp: bytes
    """The RFC 3161 token over the signature, or empty."""
    names_signer: bool
    """ESS: whether the signature is bound to this certificate, no other with the same key (RFC 5035)."""

    def covers(self, document: bytes) -> bool:
        """Whether this is an intact signature of these bytes, by the certificate it names."""
        return self.covers_digest(hashlib.new(self.algorithm, document).digest())

    def covers_digest(self, digest: bytes) -> bool:
        """The same for the digest (by `algorithm`) of the bytes."""
        return self.names_signer and self.matches(digest)

    def matches(self, digest: bytes) -> bool:
        """As `covers_digest`, for one made before signatures named their certificate (ESS)."""
        return bool(self.attributes.get("message_digest") == digest and self._verifies)

    @cached_property
    def _verifies(self) -> bool:
        how = HASHES[self.algorithm]
        key = self.signer.public_key()
        try:
            if isinstance(key, ec.EllipticCurvePublicKey) and self.padding == "ecdsa":
                key.verify(self.signature, self.signed, ec.ECDSA(how))
            elif isinstance(key, rsa.RSAPublicKey) and self.padding != "ecdsa":
                pad = padding.PSS(padding.MGF1(how), self.salt) if self.padding == "pss" else padding.PKCS1v15()
                key.verify(self.signature, self.signed, pad, how)
            else:
                return False
        except (InvalidSignature, UnsupportedAlgorithm, ValueError):
            return False
        return True


@dataclass(frozen=True)
class TimeStamp:
    """An RFC 3161 token."""

    data: SignedData
    time: datetime
    imprint: bytes
    algorithm: str
    """Of the imprint."""
    nonce: int | None
    serial: int

    def intact_over(self, stamped: bytes) -> bool:
        """Whether it is an intact time stamp of these bytes."""
        return self.intact and self.imprint == hashlib.new(self.algorithm, stamped).digest()

    @cached_property
    def intact(self) -> bool:
        return self.data.covers(self.data.content)


@lru_cache(maxsize=256)
def read(der: bytes) -> SignedData:
    """Raises: Malformed. Kept for a while: a sheet is looked at several times while it is signed and preserved."""
    try:
        return _read(cms.ContentInfo.load(der)["content"])
    except (ValueError, KeyError, TypeError, IndexError, StopIteration, UnsupportedAlgorithm) as fault:
        raise Malformed(f"cms: {fault}") from fault


@lru_cache(maxsize=256)
def read_time_stamp(token: bytes) -> TimeStamp:
    """Raises: Malformed."""
    data = read(token)
    if data.attributes["content_type"] != "tst_info":
        raise Malformed("time stamp: not one")
    try:
        info = tsp.TSTInfo.load(data.content)
        imprint = info["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        if algorithm not in HASHES:
            raise Malformed(f"time stamp: {algorithm}")
        time: datetime = info["gen_time"].native
        serial, nonce = info["serial_number"].native, info["nonce"].native
        return TimeStamp(data, time.astimezone(UTC), imprint["hashed_message"].native, algorithm, nonce, serial)
    except (ValueError, KeyError, TypeError) as fault:
        raise Malformed(f"time stamp: {fault}") from fault


def _read(content: Any) -> SignedData:
    (signer,) = content["signer_infos"]
    certificates = tuple(sound(one.chosen.dump()) for one in content["certificates"])
    by_serial = signer["sid"].chosen["serial_number"].native
    issuer = signer["sid"].chosen["issuer"].dump()
    own = next(one for one in certificates if one.serial_number == by_serial and issuer_of(one) == issuer)
    algorithm = signer["digest_algorithm"]["algorithm"].native
    if algorithm not in HASHES:
        raise Malformed(f"cms: {algorithm}")
    kind, salt = _padding(signer["signature_algorithm"])
    attributes = dict(_attribute(one.dump()) for one in signer["signed_attrs"])
    if attributes["content_type"] != content["encap_content_info"]["content_type"].native:
        raise Malformed("cms: says to be of another content type")
    return SignedData(
        own,
        certificates,
        algorithm,
        attributes,
        tlv(0x31, signer["signed_attrs"].contents),
        signer["signature"].native,
        kind,
        salt,
        _inside(content["encap_content_info"]["content"]),
        _time_stamp(signer),
        _names(attributes, own),
    )


@lru_cache(maxsize=1024)
def _attribute(der: bytes) -> tuple[str, Any]:
    """Kind and value. Kept for a while: most say the same in every signature of a certificate. Raises: as asn1crypto does."""
    one = cms.CMSAttribute.load(der)
    return one["type"].native, one["values"][0].native


def _names(attributes: dict[str, Any], signer: x509.Certificate) -> bool:
    """Raises: LookupError, TypeError for a digest of an algorithm that is not believed, or none."""
    if named := attributes.get("signing_certificate_v2"):
        first = named["certs"][0]
        return bool(first["cert_hash"] == signer.fingerprint(HASHES[first["hash_algorithm"]["algorithm"]]))
    if named := attributes.get("signing_certificate"):
        return bool(named["certs"][0]["cert_hash"] == hashlib.sha1(der(signer), usedforsecurity=False).digest())
    return False


def _inside(content: Any) -> bytes:
    """The encapsulated octets, as they stand."""
    return b"" if isinstance(content, core.Void) else bytes(content)


def _padding(algorithm: Any) -> tuple[str, int]:
    kind = algorithm.signature_algo
    if kind == "rsassa_pss":
        return "pss", int(algorithm["parameters"]["salt_length"].native)
    return ("ecdsa", 0) if kind == "ecdsa" else ("pkcs1", 0)


def _time_stamp(signer: Any) -> bytes:
    for one in signer["unsigned_attrs"]:
        if one["type"].native == "signature_time_stamp_token":
            return bytes(one["values"][0].dump())
    return b""
