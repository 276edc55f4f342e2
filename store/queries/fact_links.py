"""Reads of the evidence that links to facts."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import ProcurementId, Sha256, TrackId
from store.queries.exhibits import kept_of
from store.tables.appraisals import ExhibitRow
from store.tables.tracks import TrackRow


@dataclass(frozen=True)
class Link:
    """A link to a fact, as it was when it was made or last looked at."""

    criterion: str
    fact: str
    sha256: Sha256
    name: str
    """What the fact said then."""


@dataclass(frozen=True)
class Rested:
    """A regulation that files of a criterion rest on, as it was when they were brought or it was last looked at."""

    criterion: str
    code: str
    """Of its subject."""
    sha256: Sha256
    words: str


async def links(session: AsyncSession, track: TrackId, purchase: ProcurementId | None, criteria: Collection[str]) -> list[Link]:
    """Links to facts that are shown for these criteria, of the track or of one purchase of it."""
    e = ExhibitRow
    of = (e.track == track, e.purchase == kept_of(purchase), e.criterion.in_(list(criteria)), e.fact != "", e.removed_at.is_(None))
    rows = await session.execute(select(e.criterion, e.fact, e.sha256, e.name).where(*of).order_by(e.criterion))
    return [Link(criterion, fact, Sha256(sha256), name) for criterion, fact, sha256, name in rows]


async def rested(session: AsyncSession, track: TrackId, purchase: ProcurementId | None, criteria: Collection[str]) -> list[Rested]:
    """Regulations that files shown for these criteria rest on, of the track or of one purchase of it."""
    e = ExhibitRow
    of = (e.track == track, e.purchase == kept_of(purchase), e.criterion.in_(list(criteria)), e.rests_on != "", e.removed_at.is_(None))
    asked = select(e.criterion, e.rests_on, e.basis_sha256, e.basis).where(*of).distinct().order_by(e.criterion, e.rests_on)
    return [Rested(criterion, code, Sha256(sha256), words) for criterion, code, sha256, words in await session.execute(asked)]


async def linking(session: AsyncSession) -> list[TrackId]:
    """Tracks with evidence that links to facts or rests on regulations: those may change without an act on the appraisal."""
    e = ExhibitRow
    live = or_(e.fact != "", e.rests_on != "")
    here = select(e.track).join(TrackRow, TrackRow.id == e.track).where(live, e.removed_at.is_(None), TrackRow.closed_on.is_(None))
    rows = await session.execute(here.distinct().order_by(e.track))
    return [TrackId(one) for one in rows.scalars()]
