"""Time-stamp tokens that carry what proves their stamper: certificates, revocation lists and OCSP answers in the token itself.

They go where CMS has room that no signature covers: `certificates` and `crls` of SignedData (RFC 5652 §5.1; OCSP answers
by RFC 5940). RFC 4998 §5.2 wants them there before the time stamp is renewed, so that the next one covers them too.
"""

import asyncio
from collections.abc import Iterable
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
    kind, version, (digests, content), kept, (signers,) = _parts(token)
    known = {one.whole for one in kept.get(CERTIFICATES, ())} | {der(one) for one in certificates}
    said = {one.whole for one in kept.get(LISTS, ())} | {_choice(one) for one in statuses}
    if any(one[0] == OTHER for one in said):
        version = WITH_OTHER
    lists = (tlv(LISTS, *sorted(said)),) if said else ()
    return sequence(kind, tlv(0xA0, sequence(version, digests, content, tlv(CERTIFICATES, *sorted(known)), *lists, signers)))


def proof_in(token: bytes) -> Store:
    """What the token carries. Raises: Malformed."""
    *_, kept, _ = _parts(token)
    try:
        certificates = tuple(sound(one.whole) for one in kept.get(CERTIFICATES, ()))
    except ValueError as fault:
        raise Malformed(f"time stamp: {fault}") from fault
    said = kept.get(LISTS, ())
    answers = tuple(one.children[1].whole for one in said if one.tag == OTHER and one.children[0].whole == ANSWER)
    return Store(certificates, answers, tuple(one.whole for one in said if one.tag == LIST))


def _choice(status: Status) -> bytes:
    """RevocationInfoChoice."""
    return status.der if status.is_list else tlv(OTHER, ANSWER, status.der)


def _parts(token: bytes) -> tuple[bytes, bytes, list[bytes], dict[int, list[Der]], list[bytes]]:
    """Content type, version, digest algorithms and content, certificates and lists by their tag, signers. Raises: Malformed."""
    try:
        kind, wrapped = Der.of(token).children
        version, *fixed, signers = wrapped.children[0].children
    except (ValueError, IndexError) as fault:
        raise Malformed("time stamp: not a CMS") from fault
    kept = {one.tag: one.children for one in fixed[2:]}
    return kind.whole, version.whole, [one.whole for one in fixed[:2]], kept, [signers.whole]
