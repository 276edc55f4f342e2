"""Writes of the evidence that archived documents share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, EvidenceId, FacilityId, RecordId, Sha256
from store.tables.evidence import EvidenceGroupRow, EvidenceMemberRow

g, m = EvidenceGroupRow, EvidenceMemberRow


@dataclass(frozen=True)
class Proved:
    """One version of a document that is archived, by its digests in hexadecimal."""

    document: DocumentId
    version: int
    sha256: Sha256
    sha512: str | None


@dataclass(frozen=True)
class Standing:
    """A group's file as it is kept now."""

    sha256: str
    algorithm: str
    stamps: int
    renew_before: datetime


async def archived(session: AsyncSession, record: RecordId, facility: FacilityId, what: Sequence[Proved], now: datetime) -> None:
    """They wait for a group; what waits or has one already is left alone."""
    rows = [
        {
            "record": record,
            "document": one.document,
            "version": one.version,
            "facility": facility,
            "archived_at": now,
            "sha256": bytes.fromhex(one.sha256),
            "sha512": bytes.fromhex(one.sha512) if one.sha512 else None,
        }
        for one in what
    ]
    if rows:
        await session.execute(insert(m).values(rows).on_conflict_do_nothing())


async def begin(session: AsyncSession, which: EvidenceId, facility: FacilityId, algorithm: str, size: int, now: datetime) -> int:
    """A group of those that have waited longest, `size` at most; gives how many. It is stamped afterwards."""
    key = (m.record, m.document, m.version)
    waiting = select(*key).where(m.facility == facility, m.evidence.is_(None)).order_by(m.archived_at, *key).limit(size)
    found = [tuple(row) for row in await session.execute(waiting.with_for_update(skip_locked=True))]
    if found:
        row = {"id": which, "facility": facility, "began": algorithm, "algorithm": algorithm, "documents": len(found), "built_at": now}
        await session.execute(insert(g).values(row))
        for at in range(0, len(found), 1000):
            await session.execute(update(m).where(tuple_(*key).in_(found[at : at + 1000])).values(evidence=which))
    return len(found)


async def kept(session: AsyncSession, which: EvidenceId, of: Standing, now: datetime) -> bool:
    """The group's file is this one; whether the row learnt anything by it."""
    values = {"sha256": of.sha256, "algorithm": of.algorithm, "stamps": of.stamps, "renew_before": of.renew_before}
    change = update(g).where(g.id == which, g.stamps < of.stamps).values(**values, renewed_at=now, tried_at=None, damaged_at=None)
    return (await session.execute(change.returning(g.id))).first() is not None


async def tried(session: AsyncSession, which: Sequence[EvidenceId], now: datetime) -> None:
    """A time stamp was asked for that would have lasted no longer than theirs."""
    await session.execute(update(g).where(g.id.in_(which)).values(tried_at=now))


async def damaged(session: AsyncSession, which: EvidenceId, now: datetime) -> bool:
    """Its file is gone or changed; whether that is new."""
    change = update(g).where(g.id == which, g.damaged_at.is_(None)).values(damaged_at=now)
    return (await session.execute(change.returning(g.id))).first() is not None


async def hashed(session: AsyncSession, record: RecordId, sha256: bytes, sha512: bytes) -> None:
    """The document was read once more."""
    await session.execute(update(m).where(m.record == record, m.sha256 == sha256).values(sha512=sha512))


async def drop(session: AsyncSession, which: EvidenceId) -> None:
    """Everything in it was destroyed before it was stamped."""
    await session.execute(delete(g).where(g.id == which, g.stamps == 0))


async def ended(session: AsyncSession, which: EvidenceId, now: datetime) -> None:
    """Everything in it was destroyed: it is renewed no more."""
    await session.execute(update(g).where(g.id == which).values(ended_at=now))
