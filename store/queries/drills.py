"""Reads of restore drills."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.drills import Drill, DrillResult, NewDrill
from domain.errors import NotFound
from domain.evidence import Evidence
from domain.names import DrillId, FacilityId, PersonId, TrackId
from store.queries import register_files
from store.tables.drills import RestoreDrillRow

D = RestoreDrillRow


async def of_facility(session: AsyncSession, facility: FacilityId) -> list[Drill]:
    """The newest first."""
    rows = (await session.execute(select(D).where(D.facility == facility).order_by(D.started_at.desc(), D.at.desc()))).scalars().all()
    files = {track: await register_files.of_register(session, TrackId(track), "drill") for track in {row.track for row in rows}}
    return [_drill(row, files[row.track].get(str(row.id), ())) for row in rows]


async def drill(session: AsyncSession, which: DrillId) -> Drill:
    """Locked. Raises: NotFound."""
    row = await session.get(D, which, with_for_update=True)
    if row is None:
        raise NotFound("drill", which)
    files = await register_files.of_register(session, TrackId(row.track), "drill")
    return _drill(row, files.get(str(row.id), ()))


async def newest(session: AsyncSession, facility: FacilityId) -> Drill | None:
    """The newest drill that shows that a backup can be restored: a live fact of the facility."""
    return next((one for one in await of_facility(session, facility) if one.counts), None)


def _drill(row: RestoreDrillRow, files: tuple[Evidence, ...]) -> Drill:
    said = NewDrill(row.what, row.backup, row.backup_of, row.started_at, row.ended_at, DrillResult(row.result), row.words, files)
    ids = (DrillId(row.id), TrackId(row.track), FacilityId(row.facility))
    return Drill(*ids, said, PersonId(row.by), row.at, row.withdrawn_at, row.withdrawn_why)
