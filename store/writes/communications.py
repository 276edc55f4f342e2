"""Writes of a facility's communication: planned, moved, set aside, proved."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.communications import Communication, Proof
from domain.names import PersonId, TrackId
from store.tables.communications import CommunicationProofRow, CommunicationRow, CommunicationStepRow
from store.writes import register_files

NOT_PLANNED = {"day": None, "place": "", "responsible": None, "words": ""}


async def put(session: AsyncSession, track: TrackId, after: Communication) -> None:
    how = {**_planned(after), **{name: getattr(after, name) for name in ("state", "reason", "proofs", "steps")}}
    made = upsert(CommunicationRow).values(track=track, code=after.line.code, **how)
    await session.execute(made.on_conflict_do_update(index_elements=["track", "code"], set_=how))


async def step(session: AsyncSession, track: TrackId, after: Communication, by: PersonId, now: datetime) -> None:
    """How it stands now, and the step that brought it there."""
    await put(session, track, after)
    planned = _planned(after)
    row = {"track": track, "code": after.line.code, "number": after.steps, "state": after.state, "by": by, "at": now}
    await session.execute(insert(CommunicationStepRow).values({**row, **planned, "words": after.reason or planned["words"]}))


async def prove(session: AsyncSession, track: TrackId, after: Communication, new: Proof, now: datetime) -> None:
    await put(session, track, after)
    row = {"track": track, "code": after.line.code, "day": new.day, "words": new.words.strip(), "address": new.address.strip()}
    asked = insert(CommunicationProofRow).values(row | {"by": new.by, "at": now}).returning(CommunicationProofRow.id)
    await register_files.keep(session, track, "communication", (await session.execute(asked)).scalar_one(), new.files)


def _planned(of: Communication) -> Mapping[str, object]:
    one = of.planned
    return {"day": one.day, "place": one.place, "responsible": one.responsible, "words": one.words} if one else NOT_PLANNED
