"""Reads of progress reports, of their cadence, and of what stands in them besides milestones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from domain.boards import Figures
from domain.cadences import Cadence, Every, Period
from domain.clock import day, end
from domain.errors import NotFound
from domain.names import ObstacleId, PlanId, ProgressReportId, TrackId
from domain.obstacles import StepKind
from domain.progress_reports import Content, MoveLine, ObstacleLine, Report
from store.tables.obstacles import ObstacleRow, ObstacleStepRow
from store.tables.people import FacilityRow, PersonRow
from store.tables.plan_editions import MovedDateRow
from store.tables.progress_reports import ProgressReportRow, ReportCadenceRow
from store.tables.tracks import TrackRow

CONTENT = TypeAdapter(Content)
FIGURES = TypeAdapter(Figures)
ENDED = (StepKind.RESOLVED, StepKind.CLOSED, StepKind.WITHDRAWN)
PAGE = 50


@dataclass(frozen=True)
class ReportLine:
    """A report as a list shows it."""

    id: ProgressReportId
    every: Every | None
    period: Period
    made_at: datetime
    made_by: str
    units: int
    late_units: int
    figures: Figures


@dataclass(frozen=True)
class Entered:
    """The cadence of a plan, and since when."""

    cadence: Cadence
    since: date
    by: str


async def report(session: AsyncSession, plan: PlanId, which: ProgressReportId) -> Report:
    """Raises: NotFound."""
    r = ProgressReportRow
    query = select(r, PersonRow.name).outerjoin(PersonRow, PersonRow.id == r.made_by).where(r.id == which, r.plan == plan)
    found = (await session.execute(query)).first()
    if found is None:
        raise NotFound("progress_report", which)
    row, name = found
    content = CONTENT.validate_python(row.content)
    return Report(which, plan, Every(row.every) if row.every else None, Period(row.first, row.as_of), row.made_at, name or "", content)


async def listing(session: AsyncSession, plan: PlanId) -> list[ReportLine]:
    """The newest, those of the latest day first."""
    r = ProgressReportRow
    told = (r.content["units"].as_integer(), r.content["late_units"].as_integer(), r.content["figures"])
    query = select(r.id, r.every, r.first, r.as_of, r.made_at, PersonRow.name, *told).outerjoin(PersonRow, PersonRow.id == r.made_by)
    rows = await session.execute(query.where(r.plan == plan).order_by(r.as_of.desc(), r.made_at.desc()).limit(PAGE))
    return [
        ReportLine(
            ProgressReportId(which),
            Every(every) if every else None,
            Period(first, as_of),
            made_at,
            name or "",
            units,
            late_units,
            FIGURES.validate_python(counted),
        )
        for which, every, first, as_of, made_at, name, units, late_units, counted in rows
    ]


async def of_day(session: AsyncSession, plan: PlanId, as_of: date) -> list[Content]:
    """What reports of this day say."""
    r = ProgressReportRow
    found = await session.execute(select(r.content).where(r.plan == plan, r.as_of == as_of))
    return [CONTENT.validate_python(one) for one in found.scalars()]


async def before(session: AsyncSession, plan: PlanId, as_of: date) -> date | None:
    """The day of the last report before this one's."""
    r = ProgressReportRow
    return (await session.execute(select(func.max(r.as_of)).where(r.plan == plan, r.as_of < as_of))).scalar_one()


async def cadence(session: AsyncSession, plan: PlanId) -> Entered | None:
    c = ReportCadenceRow
    found = (await session.execute(select(c, PersonRow.name).join(PersonRow, PersonRow.id == c.entered_by).where(c.plan == plan))).first()
    return Entered(Cadence(Every(found[0].every), found[0].day), found[0].since, found[1]) if found else None


async def cadences(session: AsyncSession) -> list[tuple[PlanId, Cadence, date]]:
    """Of every plan that has one, with the day it was entered."""
    c = ReportCadenceRow
    rows = await session.execute(select(c).order_by(c.plan))
    return [(PlanId(row.plan), Cadence(Every(row.every), row.day), row.since) for row in rows.scalars()]


async def made_by_clock(session: AsyncSession, plan: PlanId) -> set[date]:
    """The days of the reports that were made by themselves."""
    r = ProgressReportRow
    return set((await session.execute(select(r.as_of).where(r.plan == plan, r.made_by.is_(None)))).scalars())


async def obstacles(session: AsyncSession, plan: PlanId, on: date) -> list[ObstacleLine]:
    """Those that were open when this day was over, by the day an answer was due."""
    o, s, t, f = ObstacleRow, ObstacleStepRow, TrackRow, FacilityRow
    last = select(s.obstacle, s.kind, s.due).ext(distinct_on(s.obstacle)).where(s.at < end(on)).order_by(s.obstacle, s.number.desc())
    stood = last.subquery()
    query = (
        select(o.id, o.track, f.name, o.title, _lifter(on), o.raised_at, stood.c.due)
        .join(stood, stood.c.obstacle == o.id)
        .join(t, t.id == o.track)
        .join(f, f.id == t.facility)
        .where(t.plan == plan, stood.c.kind.not_in(ENDED))
        .order_by(func.coalesce(stood.c.due, date.max), o.id)
    )
    return [
        ObstacleLine(ObstacleId(which), TrackId(track), name, title, lifter, day(raised_at), due)
        for which, track, name, title, lifter, raised_at, due in await session.execute(query)
    ]


def _lifter(on: date) -> ColumnElement[str]:
    """To whom it had last gone by the end of this day."""
    s = ObstacleStepRow
    last = select(s.lifter_name).where(s.obstacle == ObstacleRow.id, s.at < end(on), s.lifter_name != "").order_by(s.number.desc()).limit(1)
    return func.coalesce(last.correlate(ObstacleRow).scalar_subquery(), ObstacleRow.lifter_name)


async def moves(session: AsyncSession, plan: PlanId, period: Period) -> list[MoveLine]:
    """Last days that were moved in the period; those of single units told as one when they are alike."""
    m = MovedDateRow
    alike = (m.code, m.before, m.after, m.reason, m.paper)
    begins = end(period.first - timedelta(days=1))
    query = (
        select(func.min(m.at), *alike, func.count(m.track))
        .where(m.plan == plan, m.at >= begins, m.at < end(period.last))
        .group_by(*alike, m.track.is_(None))
        .order_by(func.min(m.at), m.code)
    )
    return [
        MoveLine(day(at), code, was, after, reason, paper, units)
        for at, code, was, after, reason, paper, units in await session.execute(query)
    ]


async def place(session: AsyncSession, facility: str) -> str:
    """Where a department of health writes from."""
    return (await session.execute(select(FacilityRow.place).where(FacilityRow.id == facility))).scalar_one()
