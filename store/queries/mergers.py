"""Reads of mergers of departments of health."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.errors import NotFound
from domain.mergers import LIVE, Authority, Merger, MergerState
from domain.names import FacilityId, PersonId, PlanId
from store.tables.mergers import MergerRow, PlanAuthorityRow
from store.tables.people import FacilityRow


@dataclass(frozen=True)
class MergerLine:
    """A merger with the names of both."""

    id: UUID
    merger: Merger
    old_name: str
    new_name: str
    state: MergerState
    entered_by: PersonId
    reason: str


async def lines(session: AsyncSession, department: FacilityId) -> list[MergerLine]:
    """Mergers of this department and of all that it took over, into it or into another, the newest first."""
    m, old, new = MergerRow, aliased(FacilityRow), aliased(FacilityRow)
    query = select(m, old.name, new.name).join(old, old.id == m.old).join(new, new.id == m.new)
    mine = await predecessors(session, department)
    rows = await session.execute(query.where(m.old.in_(mine) | m.new.in_(mine)).order_by(m.on.desc(), m.at.desc(), m.id))
    return [_line(row, was, now) for row, was, now in rows]


async def line(session: AsyncSession, which: UUID) -> MergerLine:
    """Raises: NotFound."""
    m, old, new = MergerRow, aliased(FacilityRow), aliased(FacilityRow)
    query = select(m, old.name, new.name).join(old, old.id == m.old).join(new, new.id == m.new).where(m.id == which)
    found = (await session.execute(query)).one_or_none()
    if found is None:
        raise NotFound("merger", which)
    return _line(*found)


def _line(row: MergerRow, old: str, new: str) -> MergerLine:
    return MergerLine(row.id, _merger(row), old, new, MergerState(row.state), PersonId(row.entered_by), row.reason)


async def to_carry_out(session: AsyncSession, today: date) -> list[UUID]:
    """Accepted mergers whose day has come, in order."""
    m = MergerRow
    rows = await session.execute(select(m.id).where(m.state == MergerState.ACCEPTED, m.on <= today).order_by(m.on, m.id))
    return list(rows.scalars())


async def locked(session: AsyncSession, which: UUID) -> Merger | None:
    """The merger, locked, while it is accepted and still to be carried out."""
    row = await session.get(MergerRow, which, with_for_update=True)
    return _merger(row) if row and row.state == MergerState.ACCEPTED else None


async def way(
    session: AsyncSession, department: FacilityId, states: Iterable[MergerState] = (MergerState.DONE,)
) -> list[tuple[UUID, FacilityId]]:
    """The mergers by which a department came under others, each with who took over; none for one that goes on."""
    found: list[tuple[UUID, FacilityId]] = []
    at, m, among = department, MergerRow, list(states)
    while row := (await session.execute(select(m.id, m.new).where(m.old == at, m.state.in_(among)))).one_or_none():
        at = FacilityId(row.new)
        found.append((row.id, at))
    return found


async def heir(session: AsyncSession, department: FacilityId) -> FacilityId:
    """Who goes on for it: itself, or whoever took it over in the end."""
    passed = await way(session, department)
    return passed[-1][1] if passed else department


async def comes_under(session: AsyncSession, department: FacilityId, other: FacilityId) -> bool:
    """Whether it is, or is to be, merged into the other one, also through others."""
    return other in {to for _, to in await way(session, department, LIVE)}


def _merger(row: MergerRow) -> Merger:
    return Merger(FacilityId(row.old), FacilityId(row.new), row.on, row.basis)


async def authorities(session: AsyncSession, plan: PlanId) -> list[Authority]:
    """Who was in charge of the plan before, oldest first."""
    m, a, old, new = MergerRow, PlanAuthorityRow, aliased(FacilityRow), aliased(FacilityRow)
    query = select(old.name, m.on, m.basis, new.name).join(a, a.merger == m.id).join(old, old.id == m.old).join(new, new.id == m.new)
    rows = await session.execute(query.where(a.plan == plan).order_by(a.number))
    return [Authority(name, on - timedelta(days=1), basis, successor) for name, on, basis, successor in rows]


async def predecessors(session: AsyncSession, department: FacilityId) -> list[FacilityId]:
    """The department and all that it took over, also through others."""
    found, asked = [department], [department]
    while asked:
        rows = await session.execute(select(MergerRow.old).where(MergerRow.new.in_(asked), MergerRow.done_at.is_not(None)))
        asked = [FacilityId(one) for one in rows.scalars() if one not in found]
        found += asked
    return found
