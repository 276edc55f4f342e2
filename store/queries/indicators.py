"""Reads of reported values, and of what hsba counts itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.indicators import Origin, Reported, Value
from domain.names import FacilityId, PersonId, PlanId
from domain.tracks import State
from store.tables.indicators import IndicatorReportRow
from store.tables.people import FacilityRow
from store.tables.tracks import MilestoneRow, TrackRow


@dataclass(frozen=True)
class Counted:
    """Facilities of a plan whose milestones are accepted."""

    done: int
    total: int
    apart: int
    """Facilities to which the milestones do not apply; they are in neither number."""


async def reports(session: AsyncSession, plan: PlanId, units: Iterable[FacilityId] | None = None) -> list[Reported]:
    """Every report of the plan, or of these units only, oldest first."""
    r = IndicatorReportRow
    asked = select(r).where(r.plan == plan).order_by(r.id)
    rows = await session.execute(asked if units is None else asked.where(r.unit.in_(list(units))))
    return [
        Reported(
            row.id,
            row.indicator,
            FacilityId(row.unit),
            Value(row.numerator, row.denominator, row.day, Origin(row.origin), row.source),
            row.note,
            PersonId(row.reported_by),
            row.at,
        )
        for row in rows.scalars()
    ]


async def counted(session: AsyncSession, plan: PlanId, department: FacilityId, codes: Collection[str]) -> Counted:
    """Facilities with one of these milestones: done when all they have are accepted, apart when none applies to them.

    What an edition dropped, and facilities that are no more, are in no number.
    """
    m = MilestoneRow
    apart = m.claim.is_not_distinct_from("not_applicable")
    each = (
        select(
            func.count(case((~apart, 1))).label("applies"),
            func.count(case((~apart & (m.state == "accepted"), 1))).label("accepted"),
        )
        .join(TrackRow, TrackRow.id == m.track)
        .where(TrackRow.plan == plan, TrackRow.facility != department, TrackRow.closed_on.is_(None))
        .where(m.code.in_(list(codes)), m.state != State.DROPPED)
        .group_by(m.track)
        .subquery()
    )
    applies = each.c.applies > 0
    done, total, all_ = (
        await session.execute(
            select(func.count(case((applies & (each.c.accepted == each.c.applies), 1))), func.count(case((applies, 1))), func.count())
        )
    ).one()
    return Counted(done, total, all_ - total)


async def units(session: AsyncSession, plan: PlanId) -> dict[FacilityId, str]:
    """Units with a track in the plan, by name."""
    query = select(FacilityRow.id, FacilityRow.name).join(TrackRow, TrackRow.facility == FacilityRow.id).where(TrackRow.plan == plan)
    rows = await session.execute(query.order_by(FacilityRow.name))
    return {FacilityId(one): name for one, name in rows}
