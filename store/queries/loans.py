"""Whether somebody has the loan already that they ask for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.grants import Grant, GrantKind, GrantState, NewGrant
from domain.names import PersonId, RecordId
from store.queries.grants import grant_of
from store.tables.grants import GrantedRow, GrantRow


async def alike(session: AsyncSession, new: NewGrant, holder: PersonId, record: RecordId, now: datetime) -> Grant | None:
    """The holder's loan of the whole record for the same purpose that waits for its decision or is open, and lets as much be copied."""
    g, of = GrantRow, GrantedRow
    asked = select(g).join(of, of.grant == g.id).where(of.record == record, g.holder == holder, g.kind == GrantKind.LOAN, g.whole)
    asked = asked.where(g.purpose == new.purpose, g.ended_at.is_(None), *([g.may_copy] if new.may_copy else []))
    found = (grant_of(row) for row in (await session.execute(asked.order_by(g.asked_at))).scalars())
    return next((one for one in found if one.state(now) in (GrantState.ASKED, GrantState.GRANTED)), None)
