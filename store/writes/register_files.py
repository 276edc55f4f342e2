"""Writes of the files of a track's registers."""

from collections.abc import Iterable

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence import Evidence
from domain.names import TrackId
from store.tables.register_files import RegisterFileRow


async def keep(session: AsyncSession, track: TrackId, register: str, of: object, files: Iterable[Evidence]) -> None:
    rows = [
        {"track": track, "register": register, "of": str(of), "sha256": one.sha256, "name": one.name, "size": one.size} for one in files
    ]
    if rows:
        await session.execute(insert(RegisterFileRow).values(rows).on_conflict_do_nothing())
