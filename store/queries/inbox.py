"""Lists of a person's open tasks: what waits, what is late, what is put aside, what is in the set; searched without marks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, PersonId, RecordId, Sha256
from domain.signatures import Method
from store.queries.folding import fold
from store.queries.held import among
from store.tables.people import DepartmentRow, FacilityRow
from store.tables.records import FOLDED, PatientRow, RecordRow
from store.tables.signatures import DocumentRow, SignatureRow, TaskRow, VersionRow


class Shown(StrEnum):
    """Which of a person's open tasks a list shows."""

    WAITING = "waiting"
    """All but those put aside."""
    LATE = "late"
    """Past their due time: nobody puts these aside."""
    LATER = "later"
    """Put aside until a moment that has not come."""
    CHOSEN = "set"
    """Read, and put into the set that is signed together."""


MOST = 1000
"""Counted no further."""


@dataclass(frozen=True)
class InboxLine:
    """One open task as a list shows it."""

    document: DocumentId
    version: int
    step: str
    title: str
    form: str
    patient: str
    """Empty for papers of the rollout."""
    patient_code: str
    birth_year: int | None
    signed: int
    needed: int
    asked_at: datetime
    due_at: datetime
    content: Sha256
    """What is read, and signed."""
    organisation: bool = False
    """Signed with the facility's key: the clerk's signature, which takes the next number."""
    facility: str = ""
    """Name of the facility whose document it is."""
    department: str = ""
    """Name of the department that treats the patient."""
    reviewed_at: datetime | None = None
    """When it was put into the set."""
    later_until: datetime | None = None
    """Put aside until then."""
    record: str = ""
    """Code of the record; empty for papers of the rollout."""
    held: bool = False
    """A hold keeps the record from disposal."""


async def inbox(
    session: AsyncSession,
    person: PersonId,
    now: datetime,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 51,
    shown: Shown = Shown.WAITING,
    words: str = "",
) -> list[InboxLine]:
    """What waits for this person, most urgent first; `after` is the last line's (due_at, document).

    Each of the `words`, marks folded, stands in the title, in the patient's name or in one of the codes.
    """
    t = TaskRow
    query = _lines().where(t.person == person, t.done_at.is_(None), _those(shown, now), *(_says(word) for word in fold(words).split()))
    if after:
        query = query.where((t.due_at > after[0]) | ((t.due_at == after[0]) & (t.document > after[1])))
    rows = (await session.execute(query.order_by(t.due_at, t.document).limit(limit))).all()
    held = await among(session, {RecordId(row[-1]) for row in rows if row[-1]})
    return [replace(_line(*row[:-1]), held=row[-1] in held) for row in rows]


def _lines() -> Select[Any]:
    t, d, v, r, p = TaskRow, DocumentRow, VersionRow, RecordRow, PatientRow
    signed = (
        select(func.count())
        .select_from(SignatureRow)
        .where(SignatureRow.document == t.document, SignatureRow.version == t.version)
        .scalar_subquery()
    )
    return (
        select(t, d.title, d.form, v.chain, p, r.code, FacilityRow.name, DepartmentRow.name, signed, d.record)
        .join(d, d.id == t.document)
        .join(v, (v.document == t.document) & (v.number == t.version))
        .join(FacilityRow, FacilityRow.id == d.facility)
        .outerjoin(r, r.id == d.record)
        .outerjoin(p, p.id == r.patient)
        .outerjoin(DepartmentRow, DepartmentRow.id == r.department)
    )


def _line(
    task: TaskRow,
    title: str,
    form: str,
    begun: Mapping[str, Any],
    patient: PatientRow | None,
    record: str | None,
    facility: str,
    department: str | None,
    signed: int,
) -> InboxLine:
    return InboxLine(
        DocumentId(task.document),
        task.version,
        task.step,
        title,
        form,
        patient.name if patient else "",
        patient.code if patient else "",
        patient.birth.year if patient else None,
        signed,
        sum(step["needed"] for step in begun["steps"]),
        task.asked_at,
        task.due_at,
        Sha256(begun["content"]),
        any(step["name"] == task.step and step["method"] == Method.ORGANISATION for step in begun["steps"]),
        facility,
        department or "",
        task.reviewed_at,
        task.later_until,
        record or "",
    )


def _those(shown: Shown, now: datetime) -> ColumnElement[bool]:
    """Nothing rests past its due time: `later_until` is never later than that (`services/inbox.py`)."""
    t = TaskRow
    aside = and_(t.later_until.is_not(None), t.later_until > now)
    return {Shown.WAITING: ~aside, Shown.LATE: t.due_at < now, Shown.LATER: aside, Shown.CHOSEN: t.reviewed_at.is_not(None) & ~aside}[shown]


def _says(word: str) -> ColumnElement[bool]:
    d, r, p = DocumentRow, RecordRow, PatientRow
    titled = literal_column(FOLDED.format("document.title"), String).contains(word, autoescape=True)
    return or_(
        titled, p.name_folded.contains(word, autoescape=True), *(one.icontains(word, autoescape=True) for one in (d.code, r.code, p.code))
    )


async def inbox_count(session: AsyncSession, person: PersonId, now: datetime, most: int = 100) -> int:
    """How many tasks wait, without those put aside, counted up to `most`."""
    mine = (TaskRow.person == person, TaskRow.done_at.is_(None), _those(Shown.WAITING, now))
    some = select(TaskRow.document).where(*mine).limit(most).subquery()
    return (await session.execute(select(func.count()).select_from(some))).scalar_one()


async def tallies(session: AsyncSession, person: PersonId, now: datetime) -> dict[Shown, int]:
    """How many open tasks each list shows, of the first `MOST`."""
    t = TaskRow
    some = (
        select(*((_those(one, now)).label(one.name) for one in Shown)).where(t.person == person, t.done_at.is_(None)).limit(MOST).subquery()
    )
    counted = select(*(func.count().filter(some.c[one.name]) for one in Shown))
    return dict(zip(Shown, (await session.execute(counted)).one(), strict=True))


async def chosen(session: AsyncSession, person: PersonId, now: datetime) -> list[tuple[DocumentId, int, Sha256]]:
    """Document, version and content of everything this person put into their set, in the order of the list."""
    t, v = TaskRow, VersionRow
    rows = await session.execute(
        select(t.document, t.version, v.content)
        .join(v, (v.document == t.document) & (v.number == t.version))
        .where(t.person == person, t.done_at.is_(None), _those(Shown.CHOSEN, now))
        .order_by(t.due_at, t.document)
    )
    return [(DocumentId(document), number, Sha256(content)) for document, number, content in rows]
