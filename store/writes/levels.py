"""Writes of declared levels."""

from dataclasses import asdict

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.levels import LevelDeclaration
from domain.names import TrackId
from store.tables.levels import LevelDeclarationRow
from store.writes import register_files


async def declare(session: AsyncSession, track: TrackId, new: LevelDeclaration) -> None:
    """Appends it, with its paper's files."""
    row = {"track": track, "system": new.line.system, "number": new.number, "level": new.level, "by": new.by, "at": new.at}
    row |= {"paper_number": new.paper.number.strip(), "paper_day": new.paper.day, "paper_issuer": new.paper.issuer.strip()}
    criteria = [{name: said.strip() if isinstance(said, str) else said for name, said in asdict(one).items()} for one in new.criteria]
    await session.execute(insert(LevelDeclarationRow).values(row | {"criteria": criteria}))
    await register_files.keep(session, track, "level", f"{new.line.system}/{new.number}", new.files)
