"""Writes of restore drills: recorded, and taken back when the entry was wrong."""

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.drills import Drill
from store.tables.drills import RestoreDrillRow
from store.writes import register_files


async def record(session: AsyncSession, new: Drill) -> None:
    said = new.said
    row = {
        "id": new.id,
        "track": new.track,
        "facility": new.facility,
        "what": said.what.strip(),
        "backup": said.backup.strip(),
        "backup_of": said.backup_of,
        "started_at": said.started_at,
        "ended_at": said.ended_at,
        "result": said.result,
        "words": said.words.strip(),
        "by": new.by,
        "at": new.at,
        "withdrawn_why": "",
    }
    await session.execute(insert(RestoreDrillRow).values(row))
    await register_files.keep(session, new.track, "drill", new.id, said.files)


async def withdraw(session: AsyncSession, after: Drill) -> None:
    values = {"withdrawn_at": after.withdrawn_at, "withdrawn_why": after.withdrawn_why}
    await session.execute(update(RestoreDrillRow).where(RestoreDrillRow.id == after.id).values(values))
