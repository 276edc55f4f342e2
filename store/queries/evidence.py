"""Reads of the evidence that archived documents share."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import EvidenceId, FacilityId, RecordId, Sha256
from domain.renewals import EvidenceGroup
from store.tables.evidence import EvidenceGroupRow, EvidenceMemberRow

g, m = EvidenceGroupRow, EvidenceMemberRow
PROVER = 0x65766964
"""Advisory lock of whoever works on a facility's evidence."""


@dataclass(frozen=True)
class Member:
    """One archived document of a group."""

    record: RecordId
    sha256: bytes
    sha512: bytes | None

    @property
    def name(self) -> Sha256:
        """What the shelf calls it."""
        return Sha256(self.sha256.hex())

    def digest(self, algorithm: str) -> bytes | None:
        """None where it must be read again for it."""
        return {"sha256": self.sha256, "sha512": self.sha512}[algorithm]


async def alone(session: AsyncSession, facility: FacilityId) -> bool:
    """Whether this transaction is now the one that works on the facility's evidence; another may when it has ended."""
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(PROVER, func.hashtext(facility)))))


async def waiting(session: AsyncSession, facility: FacilityId) -> tuple[int, datetime | None]:
    """How many documents have no group, and since when the one that has waited longest."""
    asked = select(func.count(), func.min(m.archived_at)).where(m.facility == facility, m.evidence.is_(None))
    many, oldest = (await session.execute(asked)).one()
    return many, oldest


async def groups(session: AsyncSession, facility: FacilityId) -> list[EvidenceGroup]:
    """The oldest first; those without a stamp yet too."""
    rows = await session.execute(select(g).where(g.facility == facility, g.ended_at.is_(None)).order_by(g.built_at, g.id))
    return [_group(row) for row in rows.scalars()]


async def group(session: AsyncSession, which: EvidenceId) -> EvidenceGroup:
    """Raises: NoResultFound."""
    return _group((await session.execute(select(g).where(g.id == which))).scalar_one())


async def members(session: AsyncSession, group: EvidenceId) -> list[Member]:
    """Those that are archived still: what was destroyed has left."""
    rows = await session.execute(select(m.record, m.sha256, m.sha512).where(m.evidence == group).order_by(m.sha256))
    return [Member(RecordId(record), sha256, sha512) for record, sha256, sha512 in rows]


async def unread(session: AsyncSession, group: EvidenceId, limit: int) -> list[Member]:
    """Members whose SHA-512 is not known yet."""
    asked = select(m.record, m.sha256, m.sha512).where(m.evidence == group, m.sha512.is_(None)).order_by(m.record).limit(limit)
    return [Member(RecordId(record), sha256, sha512) for record, sha256, sha512 in await session.execute(asked)]


async def of_record(session: AsyncSession, record: RecordId) -> list[tuple[Member, EvidenceId]]:
    """Documents of a record whose group has a time stamp."""
    asked = select(m.sha256, m.sha512, m.evidence).join(g, g.id == m.evidence).where(m.record == record, g.stamps > 0)
    return [(Member(record, sha256, sha512), EvidenceId(one)) for sha256, sha512, one in await session.execute(asked) if one]


def _group(row: EvidenceGroupRow) -> EvidenceGroup:
    which, facility, ends = EvidenceId(row.id), FacilityId(row.facility), row.renew_before
    kept = (row.began, row.algorithm, row.documents, row.stamps, row.sha256, row.built_at)
    return EvidenceGroup(which, facility, *kept, ends, row.tried_at, row.damaged_at is not None)
