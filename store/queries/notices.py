"""Reads of notices: what a person was told and has not seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UUID, ColumnElement, case, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId
from store.tables.notices import NoticeRow
from store.tables.records import PatientRow, RecordRow
from store.tables.signatures import DocumentRow


@dataclass(frozen=True)
class Notice:
    kind: str
    """`result_final`, `refused`, `reminder`, …: the page has the words."""
    link: str
    """Path of the page it leads to."""
    facts: dict[str, str]
    at: datetime
    title: str = ""
    """Of the document it leads to."""
    patient: str = ""
    record: str = ""
    """Code of the record it leads into."""


async def unseen(session: AsyncSession, person: PersonId, limit: int = 50) -> list[Notice]:
    """Newest first."""
    n, d, r, p = NoticeRow, DocumentRow, RecordRow, PatientRow
    rows = await session.execute(
        select(n, d.title, p.name, r.code)
        .outerjoin(d, d.id == _linked("/documents/"))
        .outerjoin(r, or_(r.id == d.record, r.id == _linked("/records/")))
        .outerjoin(p, p.id == r.patient)
        .where(n.person == person, n.seen_at.is_(None))
        .order_by(n.at.desc())
        .limit(limit)
    )
    return [Notice(row.kind, row.link, row.facts, row.at, title or "", name or "", code or "") for row, title, name, code in rows]


def _linked(start: str) -> ColumnElement[object]:
    """The id in a notice's link of this kind, else null."""
    return case((NoticeRow.link.startswith(start), cast(func.substr(NoticeRow.link, len(start) + 1, 36), UUID)), else_=None)


async def told_before(session: AsyncSession, key: str) -> bool:
    """Whether anybody was told under this key."""
    return (
        await session.execute(select(NoticeRow.key).where(NoticeRow.key.startswith(f"{key}/", autoescape=True)).limit(1))
    ).first() is not None
