"""What waits for whoever lends records and judges emergencies."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.grants import GrantKind
from domain.people import Position
from store.queries.errands import Errand
from store.tables.grants import GrantedRow, GrantRow
from store.tables.people import PersonRow
from store.tables.records import RecordRow

MOST = 200
"""Lines of one kind."""
ASKED = GrantRow.decided_at.is_(None) & GrantRow.ended_at.is_(None)


async def to_lend(session: AsyncSession, position: Position) -> list[Errand]:
    """Loans asked for, and what patients asked for in writing; one's own loan waits for a colleague."""
    g = GrantRow
    theirs = g.holder.is_distinct_from(position.person)
    return await _waiting(session, position, "lend", ASKED, g.kind.in_((GrantKind.LOAN, GrantKind.PATIENT)), theirs)


async def to_let_in(session: AsyncSession, position: Position) -> list[Errand]:
    """Outsiders, whom the director lets in."""
    return await _waiting(session, position, "let_in", ASKED, GrantRow.kind == GrantKind.OUTSIDER, GrantRow.asked_by != position.person)


async def to_review(session: AsyncSession, position: Position) -> list[Errand]:
    """Emergencies that nobody has judged yet, but not one's own."""
    g = GrantRow
    return await _waiting(
        session, position, "review_grant", g.kind == GrantKind.EMERGENCY, g.reviewed_at.is_(None), g.holder != position.person
    )


async def _waiting(session: AsyncSession, position: Position, kind: str, *those: ColumnElement[bool]) -> list[Errand]:
    """The oldest first: who it is for, and the first record."""
    g, of, r = GrantRow, GrantedRow, RecordRow
    code = select(func.min(r.code)).join(of, of.record == r.id).where(of.grant == g.id).scalar_subquery()
    rows = await session.execute(
        select(g.id, PersonRow.name, g.name, g.body, g.asked_at, code)
        .outerjoin(PersonRow, PersonRow.id == g.holder)
        .where(g.facility == position.facility, *those)
        .order_by(g.asked_at, g.id)
        .limit(MOST)
    )
    return [
        Errand(kind, f"/grants/{which}", holder or ", ".join(one for one in (name, body) if one), at, facility=first or "")
        for which, holder, name, body, at, first in rows
    ]
