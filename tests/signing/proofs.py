"""A time-stamp service of any year, and what evidence records need of it."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.devstack.pki.authority import Authority
from app.devstack.pki.server import serving
from signing.evidence_records import ArchiveTimeStamp, Chain, EvidenceRecord, archive_time_stamp
from signing.evidence_verification import EvidenceVerdict, digest_of, verify
from signing.hash_trees import Reduced
from signing.revocation import Revocation
from signing.timestamps import TimeStamps
from signing.trust import Trust, der

DOCUMENTS = tuple(f"Phiếu kết quả xét nghiệm số {number}".encode() for number in range(1, 8))
DOCUMENT = DOCUMENTS[3]


@dataclass
class Clock:
    """Says what it was told last."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def turn(self, year: int) -> None:
        self.now = datetime(year, 11, 28, tzinfo=UTC)


@dataclass(frozen=True)
class Service:
    """One authority at work."""

    authority: Authority
    trust: Trust
    stamps: TimeStamps
    revocation: Revocation
    clock: Clock

    def verify(self, record: EvidenceRecord, document: bytes = DOCUMENT) -> EvidenceVerdict:
        return verify(record.der, digest_of(document), self.trust, self.clock())


@asynccontextmanager
async def service(folder: Path, clock: Clock, *trusted: Authority) -> AsyncIterator[Service]:
    """An authority whose certificates begin now; `trusted` are believed as well."""
    authority = Authority(folder, clock=clock)
    trust = Trust([der(one.root) for one in (authority, *trusted)])
    async with serving(authority, allow_outage=True):
        stamps, revocation = TimeStamps(f"{authority.url}/tsa", trust, clock=clock), Revocation(trust, clock=clock)
        try:
            yield Service(authority, trust, stamps, revocation, clock)
        finally:
            await stamps.close()
            await revocation.close()


def digest(document: bytes, algorithm: str = "sha256") -> bytes:
    return hashlib.new(algorithm, document).digest()


def anew(algorithm: str, documents: tuple[bytes, ...] = DOCUMENTS) -> Mapping[bytes, bytes]:
    """What a renewal by hash tree asks for."""
    return {digest(one): digest(one, algorithm) for one in documents}


def changed(
    of: ArchiveTimeStamp, algorithm: str | None = None, reduced: Reduced | None = None, token: bytes | None = None
) -> ArchiveTimeStamp:
    """The same archive time stamp with another part."""
    return archive_time_stamp(algorithm or of.algorithm, of.reduced if reduced is None else reduced, token or of.token)


def with_chain(record: EvidenceRecord, number: int, chain: Chain) -> EvidenceRecord:
    """The record with another chain in this place."""
    chains = list(record.chains)
    chains[number] = chain
    return EvidenceRecord(tuple(chains))


def flipped(octets: bytes, at: int = -1) -> bytes:
    """One bit changed."""
    found = bytearray(octets)
    found[at] ^= 1
    return bytes(found)


def codes(verdict: EvidenceVerdict) -> list[str]:
    """What was found, without remarks; a verdict with findings is not valid."""
    found = [one.code for one in verdict.findings if one.fatal]
    assert verdict.valid is not bool(found)
    return found
