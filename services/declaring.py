"""Khai báo lại by workbook: of one track, or of every unit of a plan, each in an act of its own."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from activities.desk import check_above
from domain.declarations import Declaration
from domain.declared_turns import Wrong, wrong_turns
from domain.errors import Incomplete, Malformed, NotFound, Refusal
from domain.faults import both
from domain.names import FacilityId, PlanId, RequestId, TrackId
from domain.people import demand
from domain.tracks import Track
from policies.declaration_rows import CAPS, Filled, filled
from policies.declaration_workbooks import Line, workbook_of
from policies.faults import Fault, PoliciesRefused
from services import access, messages, tracks
from services.context import Context
from services.plan_exports import MEDIA, Exported, Format
from store.queries import declarations, plans
from store.queries import tracks as queries
from store.queries.declarations import ToDeclare, UnitSummary

PLACED = (Malformed, Incomplete)
"""Refusals whose facts are faults."""
MOST = 20
"""Faults of one unit that are told: nobody mends more in one go."""


@dataclass(frozen=True)
class Loaded:
    """What became of one unit's rows."""

    track: TrackId
    name: str
    declared: int
    """Milestones that were declared; none while anything of the unit is wrong, or when all was declared before."""
    faults: tuple[str, ...]
    """In both languages, each with page and cell."""


async def track_workbook(context: Context, which: TrackId) -> Exported:
    """What one unit has still to declare. Raises: NotFound, NotAllowed, OutOfReach, Malformed when nothing is left."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which, "track.declare")
        plan = await plans.plan(session, track.plan)
        left = await declarations.undeclared(session, track.plan, context.position, [which])
    return await _made(context, plan.title, left, f"khai-bao-{plan.code}-{track.facility}")


async def plan_workbook(context: Context, which: PlanId) -> Exported:
    """What every unit has still to declare; of the plan's own department. Raises: NotFound, NotAllowed, Malformed."""
    async with context.house.sessions() as session:
        title, code = await _watched(context, which)
        left = await declarations.undeclared(session, which, context.position)
    return await _made(context, title, left, f"khai-bao-{code}")


async def _made(context: Context, title: str, left: Sequence[ToDeclare], name: str) -> Exported:
    if not left:
        raise Malformed(both("mọi mốc đã được khai báo, không còn gì để tải", "everything is declared"))
    if len(left) >= CAPS.rows:
        raise Malformed(both(f"quá {CAPS.rows} mốc cho một sổ: tải sổ của từng đơn vị", "too many for one workbook: take each unit's"))
    async with context.house.printing:
        content = await asyncio.to_thread(workbook_of, title, _lines(left))
    return Exported(f"{name}.xlsx", MEDIA[Format.XLSX], content)


def _lines(left: Iterable[ToDeclare]) -> list[Line]:
    return [Line(one.facility, one.name, one.code, one.title, one.due) for one in left]


async def load_track(context: Context, which: TrackId, name: str, content: bytes) -> Track:
    """Declares what the workbook says of one track: all or none.

    Raises: Malformed with every fault and its cell, NotFound, NotAllowed, OutOfReach, WrongState, Unavailable.
    """
    async with context.house.sessions() as session:
        track = await access.track(session, context, which, "track.declare")
        left = await declarations.undeclared(session, track.plan, context.position, [which])
        before = await declarations.said(session, track.plan, [which])
    mine = {str(track.facility): before.get(track.facility, [])}
    said = (await _read(context, name, content, mine, left, [track])).get(track.facility, Filled())
    if said.faults:
        raise Malformed(*told(said.faults))
    return track if said.again and not said.said else await tracks.declare(context, which, said.said)


async def load_plan(context: Context, which: PlanId, name: str, content: bytes) -> list[Loaded]:
    """Declares for every unit whose rows have no fault, each in an act of its own; units of which nothing is said are left out.

    Sent again under the same request id, what was declared by it is not declared twice. Raises: Malformed for a workbook that cannot be
    read, NotFound, NotAllowed, Unavailable.
    """
    await _watched(context, which)
    async with context.house.sessions() as session:
        left = await declarations.undeclared(session, which, context.position)
        before = await declarations.said(session, which)
        units = {one.facility: one for one in await declarations.summaries(session, which, context.position, context.today)}
        running = await queries.tracks(session, [one.track for one in units.values()])
    said = await _read(context, name, content, {unit: before.get(unit, []) for unit in units}, left, running)
    if not said:
        raise Malformed(both("file: chưa khai mốc nào trong sổ", "the workbook declares nothing"))
    return [await _load(context, units[FacilityId(unit)], one) for unit, one in said.items()]


async def _load(context: Context, unit: UnitSummary, said: Filled) -> Loaded:
    if said.faults or not said.said:
        return Loaded(unit.track, unit.name, 0, told(said.faults))
    own = RequestId(sha256(f"{context.request}/{unit.track}".encode()).hexdigest())
    try:
        await tracks.declare(replace(context, request=own), unit.track, said.said)
    except Refusal as no:
        return Loaded(unit.track, unit.name, 0, no.facts if isinstance(no, PLACED) else (both(*messages.said(no)),))
    return Loaded(unit.track, unit.name, len(said.said), ())


async def _read(
    context: Context,
    name: str,
    content: bytes,
    units: Mapping[str, Collection[Declaration]],
    left: Sequence[ToDeclare],
    running: Iterable[Track],
) -> dict[str, Filled]:
    of = {str(one.facility): one for one in running}

    def turns(unit: str, said: Sequence[Declaration]) -> Iterable[Wrong]:
        return wrong_turns(of[unit], said) if unit in of else ()

    try:
        return await asyncio.to_thread(filled, name, content, units, _lines(left), context.today, turns)
    except PoliciesRefused as refused:
        raise Malformed(*told(refused.faults)) from refused


def told(faults: Sequence[Fault]) -> tuple[str, ...]:
    """In both languages, each with page and cell; of very many the first."""
    said = [both(f"{one.cell or one.file}: {one.vi}", f"{one.cell or one.file}: {one.en}") for one in faults[:MOST]]
    more = len(faults) - MOST
    return (*said, *([both(f"và {more} lỗi nữa", f"and {more} more")] if more > 0 else []))


async def _watched(context: Context, which: PlanId) -> tuple[str, str]:
    """Title and code of a plan of the asker's own department. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.join", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.join")
        plan = await plans.plan(session, which)
        if plan.department != context.position.facility:
            raise NotFound("plan", which)
        return plan.title, plan.code
