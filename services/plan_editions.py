"""Other plans and other editions: entered from a file, held against what runs, applied; last days moved."""

import asyncio
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import check_above
from activities.plan_editions import NewEdition
from activities.plan_members import Closing, NewMembers
from activities.plans import PlanAct, edition_id, plan_key, shipped_or_entered
from domain.errors import Malformed, NotFound
from domain.extensions import NewDate
from domain.faults import both
from domain.mergers import Authority
from domain.names import DocumentId, FacilityId, PlanId, TrackId, plan_workflow
from domain.people import demand, may
from domain.plan_changes import Change, changes, check_edition
from domain.plans import Plan
from policies.faults import PoliciesRefused
from policies.plan_uploads import plan_of_upload
from services import extensions
from services.acts import body, tell
from services.context import Context
from store.queries import mergers, plans
from store.queries import plan_editions as queries
from store.queries.extensions import Extension
from store.queries.people import Facility
from store.queries.plan_editions import EditionLine, Moved
from store.queries.plans import OpenPlan
from store.writes import acts, audit
from store.writes import plan_editions as writes
from workflows.plans import PlanWorkflow

LARGEST = 500_000
"""Bytes of an uploaded plan: eight times the largest that ships."""


@dataclass(frozen=True)
class Proposed:
    """An edition beside the one that runs."""

    line: EditionLine
    words: Plan
    changes: tuple[Change, ...]
    refused: tuple[str, ...]
    """Why it cannot be applied; empty when it can."""


@dataclass(frozen=True)
class ChangesView:
    """An open plan with the editions there are and the last days that were moved."""

    plan: OpenPlan
    words: Plan
    editions: tuple[EditionLine, ...]
    """Newest first."""
    moves: tuple[Moved, ...]
    outside: tuple[Facility, ...]
    """Facilities of the department without a track."""
    inside: tuple[Facility, ...]
    """Facilities with a running track, for its department."""
    authorities: tuple[Authority, ...]
    """Who was in charge before."""
    may_change: bool
    papers: tuple[Extension, ...] = ()
    """Those that move a last day once they are signed, newest first, for its department."""
    signed: bool = False
    """Whether a last day moves only by such a paper."""


async def papers(session: AsyncSession, context: Context) -> tuple[Plan, ...]:
    """Every plan there is as data: the department's newest edition of each, else the one that ships."""
    found = {one.code: one for one in context.house.policies.plans}
    for line in reversed(await queries.lines(session, context.position.facility)):
        if line.source:
            found[line.code] = await queries.plan(session, line.id)
    return tuple(found.values())


async def paper(session: AsyncSession, context: Context, code: str) -> Plan:
    """Raises: NotFound."""
    _, plan = await shipped_or_entered(session, context.house.policies, context.position.facility, code)
    return plan


async def enter(context: Context, name: str, content: bytes, of: PlanId | None = None) -> EditionLine:
    """Keeps a plan, or an edition of the open plan `of`, from a file: YAML or xlsx; nothing is applied by it.

    Raises: NotAllowed, Malformed with every fault and its place, RequestTaken, RequestReused.
    """
    demand(context.position, "plan.enter", "*", context.today)
    if len(content) > LARGEST:
        raise Malformed(both(f"file: tệp lớn hơn {LARGEST // 1000} kB, không phải một kế hoạch", f"larger than {LARGEST // 1000} kB"))
    try:
        # A large one takes seconds of a processor: one at a time, and pages go on meanwhile.
        async with context.house.printing:
            plan = await asyncio.to_thread(plan_of_upload, name, content)
    except PoliciesRefused as refused:
        raise Malformed(*(both(f"{one.at}: {one.vi}", one.en) for one in refused.faults)) from refused
    if of and plan.code != (running := (await read(context, of)).plan.code):
        raise Malformed(both(f"file: tệp là kế hoạch {plan.code}, không phải {running}", "the file is another plan"))
    which, department = edition_id(context.position.facility, plan), context.position.facility
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.enter")
        if await acts.claim(session, context.actor, "plan.enter", plan.code, [str(which)], context.now):
            kept = await writes.keep(session, which, department, plan, name, context.position.person, context.now)
            if not kept and which not in {line.id for line in await queries.lines(session, department, plan.code)}:
                wrong = f"edition: bản {plan.edition} của {plan.code} đã chạy, hãy đặt tên bản khác"
                raise Malformed(both(wrong, "a plan ran by an edition of this name"))
            told = ("plan.enter", ("plan_paper", plan.code))
            await audit.note_act(session, context.now, context.actor, context.position, *told, edition=plan.edition)
        return next(line for line in await queries.lines(session, department, plan.code) if line.id == which)


async def read(context: Context, which: PlanId) -> ChangesView:
    """Raises: NotAllowed, NotFound (also for a plan out of reach)."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await _reached(session, context, which)
        words = await queries.words(session, context.house.policies, plan)
        lines = await queries.of_plan(session, plan)
        moves = await queries.all_moves(session, which)
        changes_it = may(context.position.role, "plan.apply") and plan.department == context.position.facility
        outside = await plans.outside(session, plan) if changes_it else []
        inside = await plans.inside(session, plan) if changes_it else []
        before = await mergers.authorities(session, which)
        found = await extensions.of_plan(session, context, plan)
        kept = (tuple(lines), tuple(moves), tuple(outside), tuple(inside), tuple(before))
        return ChangesView(plan, words, *kept, changes_it, found, extensions.needed(context, plan.department))


async def propose(context: Context, which: PlanId, edition: UUID) -> Proposed:
    """What an edition would change, before it does. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.apply", "*", context.today)
    async with context.house.sessions() as session:
        plan = await _reached(session, context, which)
        line = next((one for one in await queries.of_plan(session, plan) if one.id == edition), None)
        if line is None:
            raise NotFound("plan_edition", edition)
        old, new = await queries.words(session, context.house.policies, plan), await queries.plan(session, edition)
    try:
        return Proposed(line, new, check_edition(old, new), ())
    except Malformed as refused:
        return Proposed(line, new, changes(old, new), tuple(str(one) for one in refused.args))


async def _reached(session: AsyncSession, context: Context, which: PlanId) -> OpenPlan:
    plan = await plans.plan(session, which)
    if not await plans.count_tracks(session, which, context.position):
        raise NotFound("plan", which)
    return plan


async def apply(context: Context, which: PlanId, edition: UUID, paper: str) -> None:
    """Raises: Malformed, NotAllowed, NotFound, OutOfReach, RequestTaken, RequestReused, Unavailable."""
    demand(context.position, "plan.apply", "*", context.today)
    await _change(context, which, "plan.apply", PlanWorkflow.apply, NewEdition(edition, paper))


async def move(
    context: Context,
    which: PlanId,
    code: str,
    to: date,
    reason: str,
    paper: str,
    tracks: tuple[TrackId, ...] = (),
    again: DocumentId | None = None,
) -> DocumentId | None:
    """Moves a last day, in these tracks or in all; where a paper is to be signed first, draws it up and names it.

    Raises: as `apply`; of a paper also ChainUnfillable.
    """
    demand(context.position, "plan.move", "*", context.today)
    new = NewDate(code, to, reason, paper, tracks, again)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.move")
        plan = await _reached(session, context, which)
    if extensions.needed(context, plan.department):
        return await extensions.draw_up(context, which, new)
    await _change(context, which, "plan.move", PlanWorkflow.move, new)
    return None


async def join(context: Context, which: PlanId, facilities: tuple[FacilityId, ...]) -> None:
    """Facilities of the department join the plan. Raises: as `apply`."""
    demand(context.position, "plan.join", "*", context.today)
    await _change(context, which, "plan.join", PlanWorkflow.join, NewMembers(facilities))


async def close(context: Context, which: PlanId, track: TrackId, on: date, paper: str, successor: FacilityId | None = None) -> None:
    """A facility closed after this day, or merged into another. Raises: as `apply`."""
    demand(context.position, "plan.close_track", "*", context.today)
    await _change(context, which, "plan.close_track", PlanWorkflow.close, Closing(track, on, paper, successor))


async def _change(context: Context, which: PlanId, right: str, update: object, words: object) -> None:
    async with context.house.sessions() as session:
        await check_above(session, context.position, right)
        await _reached(session, context, which)
    act = PlanAct(context.actor, which, await body(context, plan_key(which), words))
    await tell(context, PlanWorkflow.run, plan_workflow(which), which, update, act)
