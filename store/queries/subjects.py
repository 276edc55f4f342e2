"""What a document belongs to: the row of its subject."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.queries.signatures import Document
from store.tables.appraisals import AppraisalRow
from store.tables.disposals import DisposalRow
from store.tables.orders import OrderRow
from store.tables.plans import PlanRow
from store.tables.records import RecordRow
from store.tables.regulations import RegulationRow
from store.tables.tracks import TrackRow

SUBJECTS: Mapping[str, type[OrderRow | RecordRow | TrackRow | AppraisalRow | DisposalRow | PlanRow | RegulationRow]] = {
    "order": OrderRow,
    "result": OrderRow,
    "closing": RecordRow,
    "track": TrackRow,
    "appraisal": AppraisalRow,
    "disposal": DisposalRow,
    "plan": PlanRow,
    "regulation": RegulationRow,
}
"""Kind of a document's subject → the row it is; a sheet's last signature changes no row but its own."""


async def hold_subject(session: AsyncSession, one: Document) -> None:
    """Locks what the document belongs to. Everybody locks from the outside inwards: subject, document, version."""
    if row := SUBJECTS.get(one.subject_kind):
        await session.execute(select(row.id).where(row.id == UUID(one.subject)).with_for_update())
