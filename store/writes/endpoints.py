"""Writes of a facility's connections and exchanges."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.endpoints import Endpoint, Exchange
from domain.evidence import Evidence
from domain.names import PersonId, TrackId
from store.tables.endpoints import EndpointExchangeRow, EndpointRow, EndpointStepRow
from store.writes import register_files

FIELDS = ("state", "since", "responsible", "reason", "tested", "steps", "succeeded", "failed")


async def put(session: AsyncSession, track: TrackId, after: Endpoint) -> None:
    told = {name: getattr(after, name) for name in FIELDS}
    made = upsert(EndpointRow).values(track=track, code=after.line.code, **told)
    await session.execute(made.on_conflict_do_update(index_elements=["track", "code"], set_=told))


async def step(session: AsyncSession, track: TrackId, after: Endpoint, by: PersonId, files: Iterable[Evidence], now: datetime) -> None:
    """The endpoint as it stands now, and the step that brought it there."""
    await put(session, track, after)
    row = {"track": track, "code": after.line.code, "number": after.steps, "state": after.state, "reason": after.reason}
    await session.execute(insert(EndpointStepRow).values(row | {"responsible": after.responsible, "by": by, "at": now}))
    await register_files.keep(session, track, "endpoint", f"{after.line.code}/{after.steps}", files)


async def exchange(session: AsyncSession, track: TrackId, after: Endpoint, new: Exchange, now: datetime) -> None:
    """What was exchanged, and what is newest since."""
    await put(session, track, after)
    row = {"track": track, "code": after.line.code, "at": new.at, "succeeded": new.succeeded, "words": new.words.strip()}
    row |= {"reference": new.reference.strip(), "machine": new.machine, "by": new.by, "told_at": now}
    made = (await session.execute(insert(EndpointExchangeRow).values(row).returning(EndpointExchangeRow.id))).scalar_one()
    await register_files.keep(session, track, "exchange", made, new.files)
