"""Time-stamp tokens that carry what proves their stamper: certificates, revocation lists and OCSP answers in the token itself.

They go where CMS has room that no signature covers: `certificates` and `crls` of SignedData (RFC 5652 §5.1; OCSP answers
by RFC 5940). RFC 4998 §5.2 wants them there before the time stamp is renewed, so that the next one covers them too.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cryptography import x509

from domain.errors import CertificateRefused, Malformed
from signing.cms import Der, oid, sequence, tlv
from signing.inspection import Store
from signing.revocation import Revocation
from signing.signed_data import read_time_stamp
from signing.status import Status
from signing.trust import der, sound

ANSWER = oid("1.3.6.1.5.5.7.16.2")
"""id-ri-ocsp-response (RFC 5940 §2.1)."""
CERTIFICATES, LISTS, OTHER, LIST = 0xA0, 0xA1, 0xA1, 0x30
"""Tags of `certificates` and `crls`, and in the latter of another format and of a revocation list."""
WITH_OTHER = b"\x02\x01\x05"
"""Version of a SignedData that holds revocation data of another format."""


async def complete(token: bytes, revocation: Revocation, since: datetime) -> bytes:
    """The token with its stamper's chain, and with statuses told since then for each certificate in it.

    Raises: Malformed, CertificateRefused("unknown_issuer" | "revoked" | "status_unknown").
    """
    stamp = read_time_stamp(token)
    chain = revocation.trust.chain(stamp.data.signer, stamp.data.certificates)
    statuses = await asyncio.gather(*(revocation.of(*link, since) for link in pairwise(chain)))
    for status in statuses:
        if status.revoked_at and status.revoked_at <= stamp.time:
            raise CertificateRefused("revoked", status.revoked_at.isoformat())
    return with_proof(token, chain[:-1], statuses)


def with_proof(token: bytes, certificates: Iterable[x509.Certificate], statuses: Iterable[Status]) -> bytes:
    """The same token with these added to what it carries, each once. Raises: Malformed."""
    parts = _Parts.of(token)
    known = {one.whole for one in parts.certificates} | {der(one) for one in certificates}
    said = {one.whole for one in parts.lists} | {_choice(one) for one in statuses}
    version = WITH_OTHER if any(one[0] == OTHER for one in said) else parts.version
    lists = tlv(LISTS, *sorted(said)) if said else b""
    data = sequence(version, parts.content, tlv(CERTIFICATES, *sorted(known)), lists, parts.signers)
    return sequence(parts.kind, tlv(0xA0, data))


def proof_in(token: bytes) -> Store:
    """What the token carries. Raises: Malformed."""
    parts = _Parts.of(token)
    try:
        certificates = tuple(sound(one.whole) for one in parts.certificates)
        answers = tuple(_answer(one) for one in parts.lists if one.tag == OTHER)
    except (ValueError, IndexError) as fault:
        raise Malformed(f"time stamp: {fault}") from fault
    return Store(certificates, tuple(filter(None, answers)), tuple(one.whole for one in parts.lists if one.tag == LIST))


def _choice(status: Status) -> bytes:
    """RevocationInfoChoice."""
    return status.der if status.is_list else tlv(OTHER, ANSWER, status.der)


def _answer(other: Der) -> bytes:
    """The OCSP answer in an OtherRevocationInfoFormat; empty for another format."""
    kind, said = other.children
    return said.whole if kind.whole == ANSWER else b""


@dataclass(frozen=True)
class _Parts:
    """A token taken apart."""

    kind: bytes
    version: bytes
    content: bytes
    """Digest algorithms and encapsulated content, DER."""
    certificates: list[Der]
    lists: list[Der]
    signers: bytes

    @classmethod
    def of(cls, token: bytes) -> "_Parts":
        """Raises: Malformed."""
        try:
            kind, wrapped = Der.of(token).children
            version, digests, content, *optional, signers = wrapped.children[0].children
        except (ValueError, IndexError) as fault:
            raise Malformed("time stamp: not a CMS") from fault
        kept = {one.tag: one.children for one in optional}
        return cls(kind.whole, version.whole, digests.whole + content.whole, kept.get(CERTIFICATES, []), kept.get(LISTS, []), signers.whole)
