"""Reads of what a person had before them: which versions they opened and when, and what they put into their set."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, FacilityId, PersonId
from store.tables.acts import AuditRow
from store.tables.signatures import DocumentRow, TaskRow, VersionRow

Version = tuple[DocumentId, int]


@dataclass(frozen=True)
class Asked:
    """A version of a document, and what this person has to do with it."""

    title: str
    code: str
    form: str
    facility: FacilityId
    asked: bool
    """Whether a task of it waits or waited for this person."""
    reviewed_at: datetime | None
    """When it was put into the set."""


async def opened(session: AsyncSession, person: PersonId, documents: Collection[DocumentId]) -> dict[Version, datetime]:
    """Versions of these documents that this person opened, and when first."""
    a, version = AuditRow, AuditRow.facts["version"].astext.cast(Integer)
    of = (a.subject_kind == "document", a.subject.in_([str(one) for one in documents]), a.act == "document.read", a.person == person)
    rows = await session.execute(
        select(a.subject, version, func.min(a.at)).where(*of, a.facts.has_key("version")).group_by(a.subject, version)
    )
    return {(DocumentId(UUID(document)), number): at for document, number, at in rows}


async def asked(session: AsyncSession, person: PersonId, versions: Iterable[Version]) -> dict[Version, Asked]:
    """Those of the versions that exist."""
    d, v, t = DocumentRow, VersionRow, TaskRow
    mine = and_(t.document == v.document, t.version == v.number, t.person == person)
    rows = await session.execute(
        select(v.document, v.number, d.title, d.code, d.form, d.facility, func.bool_or(t.person.is_not(None)), func.max(t.reviewed_at))
        .join(d, d.id == v.document)
        .outerjoin(t, mine)
        .where(tuple_(v.document, v.number).in_(sorted(versions)))
        .group_by(v.document, v.number, d.title, d.code, d.form, d.facility)
    )
    return {
        (DocumentId(which), number): Asked(title, code, form, FacilityId(facility), was, at)
        for which, number, title, code, form, facility, was, at in rows
    }
