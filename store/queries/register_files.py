"""Reads of the files of a track's registers."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.evidence import Evidence
from domain.names import Sha256, TrackId
from store.tables.register_files import RegisterFileRow

F = RegisterFileRow


async def of_register(session: AsyncSession, track: TrackId, register: str) -> dict[str, tuple[Evidence, ...]]:
    """Row of the register → its files, by name."""
    rows = await session.execute(select(F).where(F.track == track, F.register == register).order_by(F.name, F.sha256))
    found: dict[str, list[Evidence]] = defaultdict(list)
    for row in rows.scalars():
        found[row.of].append(Evidence(row.name, Sha256(row.sha256), row.size))
    return {of: tuple(files) for of, files in found.items()}


async def file(session: AsyncSession, track: TrackId, digest: Sha256) -> Evidence:
    """Raises: NotFound."""
    rows = await session.execute(select(F).where(F.track == track, F.sha256 == digest).limit(1))
    row = rows.scalars().first()
    if row is None:
        raise NotFound("file", digest)
    return Evidence(row.name, Sha256(row.sha256), row.size)
