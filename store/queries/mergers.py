"""Reads of mergers of departments of health."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.mergers import Authority, Merger
from domain.names import FacilityId, PlanId
from store.tables.mergers import MergerRow, PlanAuthorityRow
from store.tables.people import FacilityRow


@dataclass(frozen=True)
class MergerLine:
    """A merger with the names of both."""

    id: UUID
    merger: Merger
    old_name: str
    new_name: str
    done: bool


async def lines(session: AsyncSession, department: FacilityId) -> list[MergerLine]:
    """Mergers of this department, into it or into another, the newest first."""
    m, old, new = MergerRow, aliased(FacilityRow), aliased(FacilityRow)
    query = select(m, old.name, new.name).join(old, old.id == m.old).join(new, new.id == m.new)
    rows = await session.execute(query.where((m.old == department) | (m.new == department)).order_by(m.on.desc(), m.id))
    return [MergerLine(row.id, _merger(row), was, now, row.done_at is not None) for row, was, now in rows]


async def to_carry_out(session: AsyncSession, today: date) -> list[UUID]:
    """Mergers whose day has come, in order."""
    query = select(MergerRow.id).where(MergerRow.done_at.is_(None), MergerRow.on <= today).order_by(MergerRow.on, MergerRow.id)
    return list((await session.execute(query)).scalars())


async def locked(session: AsyncSession, which: UUID) -> Merger | None:
    """The merger, locked, while it is still to be carried out."""
    row = await session.get(MergerRow, which, with_for_update=True)
    return _merger(row) if row and row.done_at is None else None


async def of(session: AsyncSession, old: FacilityId) -> Merger | None:
    """The merger this department ends by."""
    row = (await session.execute(select(MergerRow).where(MergerRow.old == old))).scalar_one_or_none()
    return _merger(row) if row else None


def _merger(row: MergerRow) -> Merger:
    return Merger(FacilityId(row.old), FacilityId(row.new), row.on, row.basis)


async def authorities(session: AsyncSession, plan: PlanId) -> list[Authority]:
    """Who was in charge of the plan before, oldest first."""
    m, a, old, new = MergerRow, PlanAuthorityRow, aliased(FacilityRow), aliased(FacilityRow)
    query = select(old.name, m.on, m.basis, new.name).join(a, a.merger == m.id).join(old, old.id == m.old).join(new, new.id == m.new)
    rows = await session.execute(query.where(a.plan == plan).order_by(m.on))
    return [Authority(name, on - timedelta(days=1), basis, successor) for name, on, basis, successor in rows]


async def predecessors(session: AsyncSession, department: FacilityId) -> list[FacilityId]:
    """The department and all that it took over, also through others."""
    found, asked = [department], [department]
    while asked:
        rows = await session.execute(select(MergerRow.old).where(MergerRow.new.in_(asked), MergerRow.done_at.is_not(None)))
        asked = [FacilityId(one) for one in rows.scalars() if one not in found]
        found += asked
    return found
