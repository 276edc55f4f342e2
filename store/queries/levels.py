"""Reads of declared levels."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.levels import LevelCriterion, LevelDeclaration
from domain.names import PersonId, TrackId
from domain.outside_papers import OutsidePaper
from domain.readiness import LevelLine
from store.queries import register_files
from store.tables.levels import LevelDeclarationRow as L


async def of_track(session: AsyncSession, track: TrackId, lines: Iterable[LevelLine]) -> dict[str, list[LevelDeclaration]]:
    """System → its declarations, newest first; none where nothing was declared."""
    known = {one.system: one for one in lines}
    files = await register_files.of_register(session, track, "level")
    rows = await session.execute(select(L).where(L.track == track, L.system.in_(known)).order_by(L.number.desc()))
    found: defaultdict[str, list[LevelDeclaration]] = defaultdict(list)
    for row in rows.scalars():
        paper = OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer)
        criteria = tuple(LevelCriterion(**one) for one in row.criteria)
        kept = files.get(f"{row.system}/{row.number}", ())
        line = known[row.system]
        found[row.system].append(LevelDeclaration(line, row.number, row.level, paper, criteria, PersonId(row.by), row.at, kept))
    return dict(found)
