"""Reads of what milestones wait for in other tracks of their plan."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.declarations import Claim
from domain.policies import PolicyBook
from domain.standings import beside
from domain.tracks import DONE, State, Track
from domain.waiting import Count, Held, crossing, held
from store.queries import plan_editions
from store.queries.plans import OpenPlan
from store.tables.tracks import MilestoneRow, TrackRow


async def elsewhere(session: AsyncSession, policies: PolicyBook, plan: OpenPlan) -> tuple[Held, ...]:
    """What is not through yet of all that parts of the plan wait for beyond their own track."""
    words = await plan_editions.words(session, policies, plan)
    firsts = {one.part for afters in crossing(words).values() for one in afters}
    return held(words, await _counts(session, plan, firsts)) if firsts else ()


async def with_others(session: AsyncSession, policies: PolicyBook, plan: OpenPlan, track: Track) -> Track:
    """As `beside`, with what stands now."""
    return beside(track, await elsewhere(session, policies, plan))


async def _counts(session: AsyncSession, plan: OpenPlan, codes: Iterable[str]) -> dict[str, Count]:
    m = MilestoneRow
    excused = and_(m.state == State.ACCEPTED, m.claim == Claim.NOT_APPLICABLE)
    due = func.max(case((m.state.not_in(DONE), m.due)))
    rows = await session.execute(
        select(m.code, func.count(), _many(m.state.in_(DONE)), _many(m.state == State.ACCEPTED), due)
        .join(TrackRow, TrackRow.id == m.track)
        .where(TrackRow.plan == plan.id, TrackRow.closed_on.is_(None), m.code.in_(codes), m.state != State.DROPPED)
        .where(or_(m.claim.is_(None), ~excused))
        .group_by(m.code)
    )
    return {code: Count(units, reported, accepted, last) for code, units, reported, accepted, last in rows}


def _many(of: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((of, 1)))
