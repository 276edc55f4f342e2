"""Reads of the evidence that links to facts."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import ProcurementId, Sha256, TrackId
from store.queries.exhibits import kept_of
from store.tables.appraisals import ExhibitRow


@dataclass(frozen=True)
class Link:
    """A link to a fact, as it was when it was made or last looked at."""

    criterion: str
    fact: str
    sha256: Sha256


async def links(session: AsyncSession, track: TrackId, purchase: ProcurementId | None, criteria: Collection[str]) -> list[Link]:
    """Links to facts that are shown for these criteria, of the track or of one purchase of it."""
    e = ExhibitRow
    shown = (e.track == track, e.purchase == kept_of(purchase), e.criterion.in_(list(criteria)), e.fact != "", e.removed_at.is_(None))
    rows = await session.execute(select(e.criterion, e.fact, e.sha256).where(*shown).order_by(e.criterion))
    return [Link(criterion, fact, Sha256(sha256)) for criterion, fact, sha256 in rows]


async def linking(session: AsyncSession) -> list[TrackId]:
    """Tracks with evidence that links to facts: what it rests on may change without an act on the appraisal."""
    e = ExhibitRow
    rows = await session.execute(select(e.track).where(e.fact != "", e.removed_at.is_(None)).distinct().order_by(e.track))
    return [TrackId(one) for one in rows.scalars()]
