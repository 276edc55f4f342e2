"""Writes of obstacles: raised, and each further step kept."""

from datetime import date

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import ObstacleId
from domain.obstacles import Obstacle, Step
from store.tables.obstacles import ObstacleMilestoneRow, ObstacleRow, ObstacleStepRow


async def put(session: AsyncSession, new: Obstacle, step: Step) -> None:
    """A new one with its first step."""
    row = {
        "id": new.id,
        "track": new.track,
        "title": new.title,
        "cause": new.cause,
        "proposal": new.proposal,
        "raised_by": new.raised_by,
        "raised_at": new.raised_at,
    }
    await session.execute(insert(ObstacleRow).values(row | _stands(new)))
    blocked = [{"obstacle": new.id, "milestone": code, "track": new.track} for code in new.milestones]
    if blocked:
        await session.execute(insert(ObstacleMilestoneRow), blocked)
    await _keep(session, new, step)


async def change(session: AsyncSession, after: Obstacle, step: Step) -> None:
    await session.execute(update(ObstacleRow).where(ObstacleRow.id == after.id).values(_stands(after)))
    await _keep(session, after, step)


def _stands(one: Obstacle) -> dict[str, object]:
    return {
        "lifter": one.lifter.code,
        "lifter_name": one.lifter.name,
        "state": one.state,
        "since": one.since,
        "due": one.due,
        "steps": one.steps,
        "told": one.told,
    }


async def _keep(session: AsyncSession, after: Obstacle, step: Step) -> None:
    row = {
        "obstacle": after.id,
        "number": after.steps,
        "kind": step.kind,
        "words": step.words,
        "due": step.due,
        "lifter": step.lifter.code if step.lifter else "",
        "lifter_name": step.lifter.name if step.lifter else "",
        "paper_number": step.paper.number.strip(),
        "paper_day": step.paper.day,
        "paper_issuer": step.paper.issuer.strip(),
        "by": step.by,
        "at": step.at,
    }
    await session.execute(insert(ObstacleStepRow).values(row))


async def told(session: AsyncSession, which: ObstacleId, on: date) -> None:
    """The reminder of this day was told."""
    await session.execute(update(ObstacleRow).where(ObstacleRow.id == which).values(told=on))
