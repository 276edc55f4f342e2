"""Reads of the duty list and of substitutions."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.duties import DutyKind, Shift
from domain.errors import NotFound
from domain.names import DepartmentId, FacilityId, PersonId
from domain.substitutions import PaperKind, SignsAs, Substitution
from store.tables.duties import DutyRow, SubstitutionRow


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
