"""Writes of a facility's security: added, and what becomes of a finding."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence import Evidence
from domain.names import PersonId, TrackId
from domain.security import SecurityFinding, SecurityPaper
from store.tables.security import SecurityCheckRow, SecurityFindingRow, SecurityFindingStepRow, SecurityPaperRow
from store.writes import register_files


async def paper(session: AsyncSession, track: TrackId, new: SecurityPaper, by: PersonId, now: datetime) -> None:
    said = {"paper_number": new.paper.number.strip(), "paper_day": new.paper.day, "paper_issuer": new.paper.issuer.strip()}
    row = {"track": track, "kind": new.kind, "level": new.level, "words": new.words.strip(), "by": by, "at": now, "withdrawn_why": ""}
    made = (await session.execute(insert(SecurityPaperRow).values(row | said).returning(SecurityPaperRow.id))).scalar_one()
    await register_files.keep(session, track, "security_paper", made, new.files)


async def withdraw(session: AsyncSession, after: SecurityPaper, by: PersonId) -> None:
    """It stays in the register, and counts no more."""
    how = {"withdrawn_at": after.withdrawn_at, "withdrawn_why": after.withdrawn_why, "withdrawn_by": by}
    await session.execute(update(SecurityPaperRow).where(SecurityPaperRow.id == after.number).values(how))


async def take(
    session: AsyncSession, track: TrackId, after: SecurityFinding, words: str, by: PersonId, now: datetime, files: Iterable[Evidence] = ()
) -> None:
    """A new finding, or a further step of one."""
    how = {name: getattr(after, name) for name in ("state", "mended_by", "mended_words", "checked_by", "checked_words", "steps")}
    row = {"track": track, "number": after.number, "found_at": after.found_at, **vars(after.said), **how}
    made = upsert(SecurityFindingRow).values(row).on_conflict_do_update(index_elements=["track", "number"], set_=how)
    await session.execute(made)
    step = {"track": track, "finding": after.number, "number": after.steps, "state": after.state, "words": words.strip()}
    await session.execute(insert(SecurityFindingStepRow).values(step | {"by": by, "at": now}))
    await register_files.keep(session, track, "security_finding", after.number, files)


async def check(
    session: AsyncSession, track: TrackId, code: str, met: bool, words: str, files: Iterable[Evidence], by: PersonId, now: datetime
) -> None:
    row = {"track": track, "code": code, "met": met, "words": words.strip(), "by": by, "at": now}
    made = (await session.execute(insert(SecurityCheckRow).values(row).returning(SecurityCheckRow.id))).scalar_one()
    await register_files.keep(session, track, "security_check", made, files)
