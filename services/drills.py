"""Restore drills: recorded with their minutes, and taken back by somebody else when the entry was wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.drills import Drill, DrillResult, NewDrill
from domain.errors import Malformed
from domain.faults import both
from domain.names import DrillId, PersonId, TrackId, id_of
from domain.people import may
from domain.tracks import Track
from services import access
from services.context import Context
from services.evidence import Upload, keep
from store.queries import drills as queries
from store.queries import people
from store.writes import acts, audit
from store.writes import drills as writes


@dataclass(frozen=True)
class Recorded:
    """What was typed of a drill."""

    what: str
    backup: str
    backup_of: date
    started_at: datetime
    ended_at: datetime
    result: str
    words: str
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True)
class DrillsView:
    track: Track
    facility: str
    drills: Sequence[Drill]
    names: Mapping[PersonId, str]
    may_record: bool


async def read(context: Context, which: TrackId) -> DrillsView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = await queries.of_facility(session, track.facility)
        mine = may(context.position.role, "drill.record") and context.position.facility == track.facility
        return DrillsView(
            track,
            (await people.facility(session, track.facility)).name,
            found,
            await people.names(session, {one.by for one in found}),
            mine and not track.closed_on,
        )


async def record(context: Context, which: TrackId, new: Recorded) -> DrillId:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track, Malformed, RequestTaken, RequestReused."""
    made = DrillId(id_of("drill", context.position.person, context.request))
    files = tuple([await keep(context, which, one, "drill.record") for one in new.files])
    async with context.house.sessions.begin() as session:
        track = await access.own_track(session, context, which, "drill.record")
        same = [new.what, new.backup, new.backup_of, new.started_at, new.ended_at, new.result, new.words, [one.sha256 for one in files]]
        if await acts.claim(session, context.actor, "drill.record", which, same, context.now):
            await access.running(session, which, "drill.record")
            result = _result(new.result)
            said = NewDrill(new.what, new.backup, new.backup_of, new.started_at, new.ended_at, result, new.words, files)
            said.check(context.now)
            drill = Drill(made, which, track.facility, said, context.position.person, context.now)
            await writes.record(session, drill)
            await _note(session, context, "drill.record", drill, result=result)
    return made


async def withdraw(context: Context, which: DrillId, reason: str) -> None:
    """Takes a wrong entry back; by somebody else than who recorded it. Raises: as `record`, SamePerson."""
    async with context.house.sessions.begin() as session:
        one = await queries.drill(session, which)
        await access.own_track(session, context, one.track, "drill.withdraw")
        if await acts.claim(session, context.actor, "drill.withdraw", which, [reason], context.now):
            after = one.withdraw(reason, context.position.person, context.now)
            await writes.withdraw(session, after)
            await _note(session, context, "drill.withdraw", after)


def _result(told: str) -> DrillResult:
    if told not in set(DrillResult):
        raise Malformed(both(f"result: chọn một trong {', '.join(DrillResult)}", f"one of {', '.join(DrillResult)}"))
    return DrillResult(told)


async def _note(session: AsyncSession, context: Context, act: str, one: Drill, **more: object) -> None:
    facts = {"drill": one.id, "name": one.said.what, "register": "drills", **more}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", one.track), None, **facts)
