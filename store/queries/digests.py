"""Reads of mail digests: who is to be written, of what, and what became of each letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.digests import MOST_TRIES, Escalated, LateColumn, Rhythm
from domain.errors import NotFound
from domain.names import FacilityId, PersonId, PlanId, TrackId
from domain.roles import Role
from store.tables.digests import DigestRow
from store.tables.people import FacilityRow, PersonRow, PositionRow
from store.tables.plans import PlanRow
from store.tables.tracks import MilestoneRow, TrackRow


@dataclass(frozen=True)
class LongLate:
    """A milestone that is late for so many days, with what the ladder asks of it."""

    line: Escalated
    facility: FacilityId
    plan: PlanId
    accepted_by: str
    opened_at: datetime


WAITING = ("claimed", "failed")


@dataclass(frozen=True)
class Mailed:
    """A person's mail address and choice."""

    person: PersonId
    name: str
    mail: str
    chosen: Rhythm | None


@dataclass(frozen=True)
class Letter:
    """A letter of a day, as an administrator sees it."""

    person: PersonId
    name: str
    day: date
    state: str
    mail: str
    tries: int
    next_at: datetime
    sent_at: datetime | None
    lines: int
    fault: str


def _mailed(row: PersonRow) -> Mailed:
    return Mailed(PersonId(row.id), row.name, row.mail or "", Rhythm(row.digest) if row.digest else None)


async def of_person(session: AsyncSession, person: PersonId) -> Mailed:
    """Raises: NotFound."""
    row = await session.get(PersonRow, person, populate_existing=True)
    if row is None:
        raise NotFound("person", person)
    return _mailed(row)


async def to_write(session: AsyncSession, roles: Iterable[Role], today: date, now: datetime) -> list[Mailed]:
    """Who has an address, wants letters perhaps, holds one of these roles, and has no letter of today that is done or rests."""
    p, d = PositionRow, DigestRow
    held = select(p.person).where(p.role.in_(list(roles)), p.since <= today, or_(p.until.is_(None), p.until >= today))
    open_ = or_(d.person.is_(None), and_(d.state.in_(WAITING), d.next_at <= now, d.tries < MOST_TRIES))
    rows = await session.execute(
        select(PersonRow)
        .outerjoin(d, and_(d.person == PersonRow.id, d.day == today))
        .where(PersonRow.active, PersonRow.mail.is_not(None), PersonRow.digest.is_distinct_from("none"), PersonRow.id.in_(held), open_)
        .order_by(PersonRow.id)
    )
    return [_mailed(row) for row in rows.scalars()]


async def last_day(session: AsyncSession, person: PersonId, before: date) -> date | None:
    """The day of the last letter that was sent, or would have been."""
    of = (DigestRow.person == person, DigestRow.day < before, DigestRow.state.in_(("sent", "nothing")))
    return (await session.execute(select(func.max(DigestRow.day)).where(*of))).scalar_one()


async def late(session: AsyncSession, department: FacilityId, today: date) -> list[LateColumn]:
    """Milestones in which facilities of the department are late, plans by their code."""
    m = MilestoneRow
    rows = await session.execute(
        select(PlanRow.id, PlanRow.code, m.code, func.min(m.spec["title"].astext), func.count(), func.min(m.due))
        .join(TrackRow, TrackRow.id == m.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .where(PlanRow.department == department, TrackRow.facility != department, m.state == "open", m.due < today)
        .group_by(PlanRow.id, PlanRow.code, m.code)
        .order_by(func.min(m.due), m.code)
    )
    return [LateColumn(f"/plans/{plan}?late={code}", code, title, named, many, first) for plan, named, code, title, many, first in rows]


async def units(session: AsyncSession, department: FacilityId) -> list[FacilityId]:
    """Facilities with a running track in the department's plans, without itself."""
    running = (PlanRow.department == department, TrackRow.facility != department, TrackRow.closed_on.is_(None))
    rows = await session.execute(select(TrackRow.facility).join(PlanRow, PlanRow.id == TrackRow.plan).where(*running).distinct())
    return [FacilityId(one) for one in rows.scalars()]


async def long_late(session: AsyncSession, department: FacilityId, days: Iterable[int], since: date, today: date) -> list[LongLate]:
    """Milestones still open that came to be one of these numbers of days late after `since`, and until today."""
    m = MilestoneRow
    reached = [and_(m.due > since - timedelta(days=n), m.due <= today - timedelta(days=n)) for n in sorted(set(days))]
    if not reached:
        return []
    rows = await session.execute(
        select(m.track, m.code, m.spec["title"].astext, FacilityRow, m.due, PlanRow.id, m.spec["accepted_by"].astext, TrackRow.opened_at)
        .join(TrackRow, TrackRow.id == m.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(PlanRow.department == department, TrackRow.facility != department, m.state == "open", or_(*reached))
        .order_by(m.due, FacilityRow.name, m.code)
    )
    return [
        LongLate(Escalated(TrackId(track), code, title, f.name, due), FacilityId(f.id), PlanId(plan), accepted_by or "", opened_at)
        for track, code, title, f, due, plan, accepted_by, opened_at in rows
    ]


async def letters(session: AsyncSession, facility: FacilityId, since: date, today: date) -> list[Letter]:
    """Letters to people who hold a position here today, newest first."""
    d, p = DigestRow, PositionRow
    here = select(p.person).where(p.facility == facility, p.since <= today, or_(p.until.is_(None), p.until >= today))
    rows = await session.execute(
        select(d, PersonRow.name)
        .join(PersonRow, PersonRow.id == d.person)
        .where(d.person.in_(here), d.day >= since, d.state != "nothing")
        .order_by(d.day.desc(), PersonRow.name)
    )
    return [
        Letter(PersonId(one.person), name, one.day, one.state, one.mail, one.tries, one.next_at, one.sent_at, one.lines, one.fault)
        for one, name in rows
    ]


async def addresses(session: AsyncSession, people: Iterable[PersonId]) -> dict[PersonId, Mailed]:
    rows = await session.execute(select(PersonRow).where(PersonRow.id.in_(list(people))))
    return {PersonId(row.id): _mailed(row) for row in rows.scalars()}
