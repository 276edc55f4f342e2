"""Reads of when archived records were last checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, RecordId
from store.tables.fixity import FixityRow
from store.tables.records import RecordRow


@dataclass(frozen=True)
class Damage:
    """An archived record with files that nothing could mend."""

    record: RecordId
    code: str
    files: tuple[str, ...]
    found_at: datetime


@dataclass(frozen=True)
class Kept:
    """How a facility's archive stands."""

    records: int
    oldest: datetime | None
    """The check that is longest ago."""
    damaged: int
    mended: int
    """Records of which a file was ever brought back from the second copy."""


async def due(session: AsyncSession, facility: FacilityId, before: datetime, limit: int) -> list[RecordId]:
    """Archived records that are to be read again, those checked longest ago first."""
    f = FixityRow
    asked = select(f.record).where(f.facility == facility, f.checked_at < before)
    return [RecordId(one) for one in (await session.execute(asked.order_by(f.checked_at).limit(limit))).scalars()]


async def expected(
    session: AsyncSession, facility: FacilityId, only: RecordId | None = None, limit: int | None = None
) -> list[tuple[RecordId, str, str]]:
    """The archived records of the facility by their codes, or one of them: its id, code and the SHA-256 its inventory should have."""
    f, r = FixityRow, RecordRow
    asked = select(r.id, r.code, r.archive_sha256).join(f, f.record == r.id).where(f.facility == facility)
    rows = await session.execute(asked.where(r.id == only) if only else asked.order_by(r.code).limit(limit))
    return [(RecordId(which), code, sha256 or "") for which, code, sha256 in rows]


async def damages(session: AsyncSession, facility: FacilityId, limit: int = 100) -> list[Damage]:
    f, r = FixityRow, RecordRow
    asked = select(f, r.code).join(r, r.id == f.record).where(f.facility == facility, f.damaged_at.is_not(None))
    rows = await session.execute(asked.order_by(f.damaged_at).limit(limit))
    return [Damage(RecordId(row.record), code, tuple(row.damaged), row.damaged_at or row.checked_at) for row, code in rows]


async def kept(session: AsyncSession, facility: FacilityId) -> Kept:
    f = FixityRow
    asked = select(func.count(), func.min(f.checked_at), func.count(f.damaged_at), func.count(f.mended_at)).where(f.facility == facility)
    return Kept(*(await session.execute(asked)).one())


async def among(session: AsyncSession, records: Sequence[RecordId]) -> int:
    """How many of these are archived."""
    asked = select(func.count()).select_from(FixityRow).where(FixityRow.record.in_(records))
    return (await session.execute(asked)).scalar_one()


async def facilities(session: AsyncSession) -> list[FacilityId]:
    """Those that have archived something."""
    rows = await session.execute(select(FixityRow.facility).distinct().order_by(FixityRow.facility))
    return [FacilityId(one) for one in rows.scalars()]
