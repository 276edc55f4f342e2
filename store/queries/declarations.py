"""Reads of declarations: what was said of a track's milestones, and how far the units of a plan are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.declarations import Claim, Declaration
from domain.names import FacilityId, PlanId, TrackId
from domain.people import Position
from domain.tracks import State
from store.queries.plans import reached_by
from store.tables.people import FacilityRow, PersonRow
from store.tables.plans import PlanRow
from store.tables.tracks import DeclarationRow, MilestoneRow, TrackRow


@dataclass(frozen=True)
class Declared:
    """What was said of one milestone, by whom and for whom."""

    code: str
    claim: Claim
    done_on: date | None
    paper: str
    report: int | None
    """Number of the report it made; none for what is being done."""
    on_behalf_of: str
    """Name of the unit, when the department recorded it from that unit's paper."""
    by_name: str
    at: datetime


@dataclass(frozen=True)
class UnitSummary:
    """How far one unit of a plan is."""

    track: TrackId
    facility: FacilityId
    name: str
    done: int
    """Declared done."""
    doing: int
    not_applicable: int
    undeclared: int
    overdue: int
    """Open now, past their last day."""
    following: date | None
    """The next last day of what is open."""


@dataclass(frozen=True)
class ToDeclare:
    """A milestone that a unit has still to declare."""

    track: TrackId
    facility: FacilityId
    name: str
    code: str
    title: str
    due: date | None


async def of_track(session: AsyncSession, which: TrackId, code: str = "") -> dict[str, Declared]:
    """Code → what was declared, of all milestones or of one."""
    d = DeclarationRow
    wanted = (d.track == which, *((d.milestone == code,) if code else ()))
    rows = await session.execute(select(d, PersonRow.name).join(PersonRow, PersonRow.id == d.person).where(*wanted).order_by(d.milestone))
    return {
        r.milestone: Declared(r.milestone, Claim(r.claim), r.done_on, r.paper, r.report, r.on_behalf_of, name, r.at) for r, name in rows
    }


async def undeclared(session: AsyncSession, plan: PlanId, position: Position, which: Sequence[TrackId] = ()) -> list[ToDeclare]:
    """What is still to be declared in the tracks this position reaches, or in some of them: by unit, in the plan's order."""
    t, m, f = TrackRow, MilestoneRow, FacilityRow
    some = (t.id.in_(which),) if which else ()
    rows = await session.execute(
        select(t.id, f.id, f.name, m.code, m.spec["title"].astext, m.due)
        .join(m, m.track == t.id)
        .join(f, f.id == t.facility)
        .where(t.plan == plan, m.state == State.UNDECLARED, t.closed_on.is_(None), reached_by(position), *some)
        .order_by(f.name, t.id, m.number)
    )
    return [ToDeclare(TrackId(track), FacilityId(unit), name, code, title, due) for track, unit, name, code, title, due in rows]


async def summaries(session: AsyncSession, plan: PlanId, position: Position, today: date) -> list[UnitSummary]:
    """Of every running track this position reaches, by the unit's name."""
    t, m, d, f = TrackRow, MilestoneRow, DeclarationRow, FacilityRow
    claimed = [func.count().filter(d.claim == claim) for claim in (Claim.DONE, Claim.DOING, Claim.NOT_APPLICABLE)]
    open_ = m.state == State.OPEN
    rows = await session.execute(
        select(
            t.id,
            f.id,
            f.name,
            *claimed,
            func.count().filter(m.state == State.UNDECLARED),
            func.count().filter(and_(open_, m.due < today)),
            func.min(m.due).filter(and_(open_, m.due >= today)),
        )
        .join(f, f.id == t.facility)
        .join(PlanRow, PlanRow.id == t.plan)
        .join(m, m.track == t.id)
        .outerjoin(d, and_(d.track == m.track, d.milestone == m.code))
        .where(t.plan == plan, m.state != State.DROPPED, t.closed_on.is_(None), reached_by(position))
        .group_by(t.id, f.id, f.name, PlanRow.department)
        .order_by(f.id != PlanRow.department, f.name, t.id)
    )
    return [UnitSummary(TrackId(which), FacilityId(unit), name, *counted) for which, unit, name, *counted in map(tuple, rows)]


async def said(session: AsyncSession, plan: PlanId, which: Sequence[TrackId] = ()) -> dict[FacilityId, list[Declaration]]:
    """Unit → what was declared, of all tracks of a plan or of some."""
    t, d = TrackRow, DeclarationRow
    query = select(t.facility, d.milestone, d.claim, d.done_on, d.paper).join(d, d.track == t.id).where(t.plan == plan)
    found: dict[FacilityId, list[Declaration]] = {}
    for unit, code, claim, done_on, paper in await session.execute(query.where(*((t.id.in_(which),) if which else ()))):
        found.setdefault(FacilityId(unit), []).append(Declaration(code, Claim(claim), done_on, paper))
    return found
