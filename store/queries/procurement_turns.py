"""The step that a purchase waits for, and its paper while people are signing it."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, ProcurementId
from domain.procurement import RUNNING
from store.tables.procurement import ProcurementPaperRow, ProcurementRow
from store.tables.signatures import DocumentRow, VersionRow

RUNS = ProcurementRow.state.in_(RUNNING)
STEP = ProcurementRow.route[cast(ProcurementRow.passed, Integer)]
"""The step waited for, as its row has it (`domain.procurement_routes.RouteStep`)."""


def with_paper(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Beside each purchase the newest version of the paper of its step, when it was drawn up of the proposal as it stands."""
    p, d, v = ProcurementPaperRow, DocumentRow, VersionRow
    mine = and_(p.procurement == ProcurementRow.id, p.step == STEP["code"].astext, p.version == ProcurementRow.version)
    newest = and_(v.document == d.id, v.number == d.current)
    return query.outerjoin(p, mine).outerjoin(d, d.id == p.document).outerjoin(v, newest)


def under_way() -> ColumnElement[bool]:
    """People are signing that paper now."""
    v = VersionRow
    return and_(v.document.is_not(None), v.ended.is_(None), v.completed_at.is_(None))


async def signing(session: AsyncSession, which: ProcurementId) -> DocumentId | None:
    """The paper of the step waited for that people are signing now."""
    query = with_paper(select(VersionRow.document).select_from(ProcurementRow))
    found = (await session.execute(query.where(ProcurementRow.id == which, RUNS, under_way()))).scalar_one_or_none()
    return DocumentId(found) if found else None
