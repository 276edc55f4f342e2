"""Reads of papers that move a last day of a plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.extensions import NewDate, Void
from domain.names import DocumentId, FacilityId, PlanId, TrackId
from store.queries.signatures import Document, Version, document_of, versions_of
from store.tables.extensions import DateExtensionRow
from store.tables.signatures import DocumentRow, VersionRow
from store.tables.tracks import TrackRow

E = DateExtensionRow


@dataclass(frozen=True)
class Extension:
    """A paper with its newest version."""

    document: Document
    version: Version
    plan: PlanId
    new: NewDate
    before: date
    applied_at: datetime | None
    """When everybody had signed and the day moved; None before."""
    void: Void | None
    """Why it moved nothing though everybody had signed."""

    @property
    def waits(self) -> bool:
        """Whether it is being signed."""
        return not (self.applied_at or self.void or self.version.chain.ended)


async def extension(session: AsyncSession, which: DocumentId) -> Extension:
    """Raises: NotFound."""
    found = await _extensions(session, E.document == which)
    if not found:
        raise NotFound("extension", which)
    return found[0]


async def of_plan(session: AsyncSession, which: PlanId) -> list[Extension]:
    """Newest first."""
    return await _extensions(session, E.plan == which)


async def waiting(session: AsyncSession, which: PlanId, code: str, tracks: Collection[TrackId] = ()) -> list[Extension]:
    """Those that are being signed for this milestone, in one of these tracks at least; in any when none is named."""
    found = await _extensions(session, and_(E.plan == which, E.code == code, E.applied_at.is_(None), E.void == ""))
    return [one for one in found if one.waits and (not tracks or not one.new.tracks or {*tracks} & {*one.new.tracks})]


async def _extensions(session: AsyncSession, those: ColumnElement[bool]) -> list[Extension]:
    d, v = DocumentRow, VersionRow
    current = and_(v.document == d.id, v.number == d.current)
    query = select(d, v, E).join(d, d.id == E.document).join(v, current).where(those).order_by(v.made_at.desc(), d.id)
    rows = (await session.execute(query)).all()
    versions = await versions_of(session, [row[1] for row in rows])
    return [_extension(document_of(row), version, one) for (row, _, one), version in zip(rows, versions, strict=True)]


def _extension(document: Document, version: Version, one: DateExtensionRow) -> Extension:
    tracks = tuple(TrackId(UUID(track)) for track in one.tracks)
    new = NewDate(one.code, one.after, one.reason, one.paper, tracks)
    return Extension(document, version, PlanId(one.plan), new, one.before, one.applied_at, Void(one.void) if one.void else None)


async def in_force_at(session: AsyncSession, which: DocumentId, facility: FacilityId) -> bool:
    """Whether the paper moved a day of this facility: before that no unit sees it."""
    named = E.tracks.contains(func.jsonb_build_array(cast(TrackRow.id, String)))
    mine = exists().where(TrackRow.plan == E.plan, TrackRow.facility == facility, or_(E.tracks == [], named))
    return bool((await session.execute(select(E.document).where(E.document == which, E.applied_at.is_not(None), mine))).first())
