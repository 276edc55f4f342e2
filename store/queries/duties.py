"""Reads of the duty list and of substitutions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.duties import DutyKind, Shift
from domain.errors import NotFound
from domain.names import DepartmentId, DocumentId, FacilityId, PersonId
from domain.substitutions import PaperKind, SignsAs, Substitution
from store.queries.signatures import Version, versions_of
from store.tables.duties import DutyRow, StaffingRow, SubstitutionRow
from store.tables.people import FacilityRow
from store.tables.records import RecordRow
from store.tables.signatures import DocumentRow, VersionRow

OVERLAP = timedelta(minutes=1)
"""How long before its moment a following may have missed a change: what was written down carries the moment its act began."""


async def duties(session: AsyncSession, facility: FacilityId, since: datetime, until: datetime) -> tuple[Shift, ...]:
    """The shifts of a facility that fall between two moments, earliest first."""
    d = DutyRow
    rows = await session.execute(
        select(d).where(d.facility == facility, d.until > since, d.since < until, d.cancelled_at.is_(None)).order_by(d.since, d.id)
    )
    return tuple(_shift(row) for row in rows.scalars())


async def on_duty(session: AsyncSession, facility: FacilityId, now: datetime) -> tuple[Shift, ...]:
    """Who is on duty in a facility now."""
    d = DutyRow
    rows = await session.execute(
        select(d).where(d.facility == facility, d.until > now, d.since <= now, d.cancelled_at.is_(None)).order_by(d.since, d.id)
    )
    return tuple(_shift(row) for row in rows.scalars())


async def duty(session: AsyncSession, which: UUID, lock: bool = False) -> Shift:
    """A shift that was not cancelled. Raises: NotFound."""
    row = await session.get(DutyRow, which, with_for_update=lock)
    if row is None or row.cancelled_at:
        raise NotFound("duty", which)
    return _shift(row)


async def substitutions(session: AsyncSession, facility: FacilityId, today: date) -> tuple[Substitution, ...]:
    """Those of a facility that hold today."""
    s = SubstitutionRow
    rows = await session.execute(
        select(s).where(s.facility == facility, s.ended_at.is_(None), s.since <= today, s.until >= today).order_by(s.begun_at, s.id)
    )
    return tuple(_substitution(row) for row in rows.scalars())


async def about(session: AsyncSession, people: Iterable[PersonId], today: date) -> tuple[Substitution, ...]:
    """Those that concern any of these people, on either side, and are not over."""
    s, whom = SubstitutionRow, list(people)
    concerned = or_(s.absent.in_(whom), s.substitute.in_(whom))
    rows = await session.execute(select(s).where(concerned, s.ended_at.is_(None), s.until >= today).order_by(s.since, s.id))
    return tuple(_substitution(row) for row in rows.scalars())


async def of_facility(session: AsyncSession, facility: FacilityId, today: date) -> tuple[Substitution, ...]:
    """Those of a facility that hold today or later."""
    s = SubstitutionRow
    rows = await session.execute(
        select(s).where(s.facility == facility, s.ended_at.is_(None), s.until >= today).order_by(s.since, s.begun_at)
    )
    return tuple(_substitution(row) for row in rows.scalars())


async def substitution(session: AsyncSession, which: UUID, lock: bool = False) -> Substitution:
    """Raises: NotFound."""
    row = await session.get(SubstitutionRow, which, with_for_update=lock)
    if row is None:
        raise NotFound("substitution", which)
    return _substitution(row)


def _shift(row: DutyRow) -> Shift:
    department = DepartmentId(row.department) if row.department else None
    return Shift(row.id, FacilityId(row.facility), department, DutyKind(row.duty), PersonId(row.person), row.since, row.until, row.paper)


def _substitution(row: SubstitutionRow) -> Substitution:
    return Substitution(
        row.id,
        FacilityId(row.facility),
        PersonId(row.absent),
        PersonId(row.substitute),
        row.since,
        row.until,
        PaperKind(row.paper_kind),
        row.paper_number,
        row.paper_day,
        SignsAs(row.signs_as),
        tuple(row.forms),
        DepartmentId(row.department) if row.department else None,
        row.ended_at,
    )


async def unfollowed(session: AsyncSession, now: datetime, today: datetime) -> list[FacilityId]:
    """Facilities whose open tasks may not be as the people are: a change, a new day (`today` is its first moment), a shift."""
    s, d, f = StaffingRow, DutyRow, FacilityRow
    turned = exists().where(
        d.facility == f.id,
        d.cancelled_at.is_(None),
        or_((d.since > s.followed_at) & (d.since <= now), (d.until > s.followed_at) & (d.until <= now)),
    )
    due = or_(s.followed_at.is_(None), s.changed_at >= s.followed_at - OVERLAP, s.followed_at < today, turned)
    rows = await session.execute(select(f.id).outerjoin(s, s.facility == f.id).where(due).order_by(f.id))
    return [FacilityId(one) for one in rows.scalars()]


@dataclass(frozen=True)
class Open:
    """A version that is still being signed, and what decides whom its steps mean."""

    document: DocumentId
    number: int
    version: Version
    department: DepartmentId | None
    """The patient's, now; None for papers of the rollout."""
    doctor: PersonId | None


async def open_versions(session: AsyncSession, facility: FacilityId, after: DocumentId | None, limit: int = 200) -> list[Open]:
    """Newest versions of a facility that are being signed, in pages."""
    v, r = VersionRow, RecordRow
    query = (
        select(v, r.department, r.doctor)
        .join(DocumentRow, (DocumentRow.id == v.document) & (DocumentRow.current == v.number))
        .outerjoin(r, r.id == DocumentRow.record)
        .where(v.facility == facility, v.ended.is_(None), v.preserved.is_(None), v.completed_at.is_(None))
        .order_by(v.document)
        .limit(limit)
    )
    rows = (await session.execute(query if after is None else query.where(v.document > after))).all()
    versions = await versions_of(session, [row for row, _, _ in rows])
    return [
        Open(
            DocumentId(row.document),
            row.number,
            version,
            DepartmentId(department) if department else None,
            PersonId(doctor) if doctor else None,
        )
        for (row, department, doctor), version in zip(rows, versions, strict=True)
    ]
