"""Reads of editions of plans, and of last days that were moved."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import FacilityId, PersonId, PlanId, TrackId
from domain.plan_changes import Move
from domain.plans import Plan
from domain.policies import PolicyBook
from store.queries.mergers import predecessors
from store.queries.plans import OpenPlan
from store.tables.people import PersonRow
from store.tables.plan_editions import MovedDateRow, PlanEditionRow

PLAN = TypeAdapter(Plan)
MOST = 64
_read: OrderedDict[UUID, Plan] = OrderedDict()
"""Editions that were read last: one that is kept never changes."""


@dataclass(frozen=True)
class EditionLine:
    """An edition without its words."""

    id: UUID
    department: FacilityId
    code: str
    edition: str
    source: str
    by_name: str
    at: datetime
    applied_at: datetime | None
    """When a plan ran by it first; until then another file of this name takes its place."""


@dataclass(frozen=True)
class Moved:
    """A last day that was moved, and by whom."""

    move: Move
    track: TrackId | None
    by: PersonId
    by_name: str
    at: datetime


async def plan(session: AsyncSession, which: UUID) -> Plan:
    """The words of an edition. Raises: NotFound."""
    if which not in _read:
        content = (await session.execute(select(PlanEditionRow.content).where(PlanEditionRow.id == which))).scalar_one_or_none()
        if content is None:
            raise NotFound("plan_edition", which)
        _read[which] = PLAN.validate_json(content)
        while len(_read) > MOST:
            _read.popitem(last=False)
    _read.move_to_end(which)
    return _read[which]


async def words(session: AsyncSession, policies: PolicyBook, of: OpenPlan) -> Plan:
    """The edition an open plan runs by. Raises: NotFound."""
    return await plan(session, of.words) if of.words else policies.plan(of.code)


async def lines(session: AsyncSession, department: FacilityId, code: str = "") -> list[EditionLine]:
    """The department's editions, newest first; those of one plan when its code is given."""
    e = PlanEditionRow
    query = select(e.id, e.department, e.code, e.edition, e.source, PersonRow.name, e.at, e.applied_at)
    wanted = (e.department == department, *((e.code == code,) if code else ()))
    query = query.join(PersonRow, PersonRow.id == e.entered_by).where(*wanted).order_by(e.at.desc(), e.id)
    rows = await session.execute(query)
    return [EditionLine(a, FacilityId(b), code_, name, file, who, at, applied) for a, b, code_, name, file, who, at, applied in rows]


async def of_plan(session: AsyncSession, plan: OpenPlan) -> list[EditionLine]:
    """The editions it may run by, newest first: its department's and those of the departments that merged into it.

    Of editions that ship each department keeps its own: only those of the department whose edition runs are named.
    """
    found = [line for one in await predecessors(session, plan.department) for line in await lines(session, one, plan.code)]
    home = next((line.department for line in found if line.id == plan.words), plan.department)
    return sorted((line for line in found if line.source or line.department == home), key=lambda line: (line.at, line.id), reverse=True)


async def newest(session: AsyncSession, department: FacilityId, code: str) -> UUID | None:
    """The edition of this plan that the department entered last."""
    e = PlanEditionRow
    query = select(e.id).where(e.department == department, e.code == code, e.source != "").order_by(e.at.desc()).limit(1)
    return (await session.execute(query)).scalar_one_or_none()


async def moves(session: AsyncSession, which: PlanId, code: str, track: TrackId) -> list[Moved]:
    """How a milestone's last day was moved, in the whole plan or in this track, oldest first."""
    m = MovedDateRow
    return await _moved(session, _moves(which).where(m.code == code, or_(m.track.is_(None), m.track == track)))


async def present(session: AsyncSession, which: PlanId, code: str, tracks: Collection[TrackId]) -> date | None:
    """The day this milestone was last moved to: in the tracks named, else in the whole plan; None when it never was."""
    m = MovedDateRow
    whole = m.track.is_(None)
    wanted = or_(whole, m.track.in_(tracks)) if tracks else whole
    query = select(m.after).where(m.plan == which, m.code == code, wanted).order_by(m.id.desc()).limit(1)
    return (await session.execute(query)).scalar_one_or_none()


async def count_moves(session: AsyncSession, which: PlanId) -> int:
    """How many last days were moved in the plan, in all of it or in one track."""
    return (await session.execute(select(func.count()).where(MovedDateRow.plan == which))).scalar_one()


async def all_moves(session: AsyncSession, which: PlanId) -> list[Moved]:
    """Every last day that was moved for the whole plan, oldest first."""
    return await _moved(session, _moves(which).where(MovedDateRow.track.is_(None)))


def _moves(which: PlanId) -> Select[MovedDateRow, str]:
    m = MovedDateRow
    return select(m, PersonRow.name).join(PersonRow, PersonRow.id == m.moved_by).where(m.plan == which).order_by(m.id)


async def _moved(session: AsyncSession, query: Select[MovedDateRow, str]) -> list[Moved]:
    return [
        Moved(
            Move(row.code, row.before, row.after, row.reason, row.paper, row.edition),
            TrackId(row.track) if row.track else None,
            PersonId(row.moved_by),
            name,
            row.at,
        )
        for row, name in await session.execute(query)
    ]
