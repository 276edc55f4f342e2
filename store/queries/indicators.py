"""Reads of reported values, and of what hsba counts itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
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
    aside: tuple[str, ...]
    """Names of the facilities of which it was accepted that the milestones do not apply to them: they are in neither number."""
    said: tuple[str, ...]
    """Names of those that say so and were not accepted: they are in the total."""


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
    """Facilities with one of these milestones: done when all they have are accepted, aside when it was accepted that none applies to them.

    What an edition dropped, and facilities that are no more, are in no number.
    """
    m, f = MilestoneRow, FacilityRow
    said, accepted = m.claim.is_not_distinct_from("not_applicable"), m.state == State.ACCEPTED
    each = (
        select(
            f.name,
            func.count().filter(~(said & accepted)).label("applies"),
            func.count().filter(~said & accepted).label("accepted"),
            func.count().filter(~said).label("meant"),
        )
        .join(TrackRow, TrackRow.id == m.track)
        .join(f, f.id == TrackRow.facility)
        .where(TrackRow.plan == plan, TrackRow.facility != department, TrackRow.closed_on.is_(None))
        .where(m.code.in_(list(codes)), m.state != State.DROPPED)
        .group_by(m.track, f.name)
        .subquery()
    )
    applies, names = each.c.applies > 0, func.array_agg(aggregate_order_by(each.c.name, each.c.name))
    done, total, aside, unverified = (
        await session.execute(
            select(
                func.count().filter(applies & (each.c.accepted == each.c.applies)),
                func.count().filter(applies),
                names.filter(~applies),
                names.filter(applies & (each.c.meant == 0)),
            )
        )
    ).one()
    return Counted(done, total, tuple(aside or ()), tuple(unverified or ()))


async def units(session: AsyncSession, plan: PlanId) -> dict[FacilityId, str]:
    """Units with a track in the plan, by name."""
    query = select(FacilityRow.id, FacilityRow.name).join(TrackRow, TrackRow.facility == FacilityRow.id).where(TrackRow.plan == plan)
    rows = await session.execute(query.order_by(FacilityRow.name))
    return {FacilityId(one): name for one, name in rows}
