"""Purchases: opened, their items edited, judged, selected, contracted, delivered, paid, stopped; their papers drawn up.

They need no process of their own: each act is judged on the locked row, and their papers are signed as all papers of a track are.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.procurement_papers import PaperWords
from activities.procurement_signing import check_quiet
from activities.procurement_tellings import ACTS, Change, keep
from activities.tracks import TrackAct, track_key, wake
from domain.errors import NotFound, SamePerson, WrongState
from domain.names import DocumentId, ProcurementId, TrackId, id_of, track_workflow
from domain.outside_papers import OutsidePaper
from domain.parts import Kind
from domain.procurement import Procurement, ProcurementState, numbered
from domain.procurement_budget import budget_lines, lines_of
from domain.procurement_councils import at_work, waits
from domain.procurement_entering import Contract, Judgement, NewProcurement, Selection
from domain.procurement_events import Did, Event
from domain.procurement_routes import ProcurementRules
from domain.procurement_strikes import right_to_strike, step_of
from domain.procurement_strikes import strike as rule
from domain.procurement_turns import barred, right_of
from domain.tracks import Track
from services import access
from services.acts import body, tell
from services.context import Context
from store.queries import appraisals, people, plan_editions, plans, procurement_events, tracks
from store.queries import procurement as queries
from store.writes import acts
from workflows.tracks import TrackWorkflow

REPORTED = frozenset(
    {Kind.FINANCE, Kind.PROCUREMENT, Kind.INFRASTRUCTURE, Kind.SOFTWARE, Kind.CERTIFICATES, Kind.SECURITY, Kind.CONNECTION}
)
"""Kinds of milestones that an accepted purchase may report."""


async def open_one(context: Context, which: TrackId, new: NewProcurement) -> ProcurementId:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track, Malformed, RequestTaken, RequestReused."""
    made = ProcurementId(id_of("procurement", context.position.person, context.request))
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "procurement.keep")
        if await acts.claim(session, context.actor, "procurement.open", which, asdict(new), context.now):
            await access.running(session, which, "procurement.open")
            rules = await check(session, context, track, new)
            route = rules.route({one.fund for one in new.items}, new.way)
            facts = (new.title.strip(), new.way, new.milestone, rules.edition, route, numbered(new.items))
            begun = (ProcurementState.OPEN, 0, 1, context.position.person, context.now)
            one = Procurement(made, track.id, track.plan, track.facility, track.department, *facts, *begun)
            event = Event(Did.OPENED, context.position.person, context.now)
            await keep(session, one, one, event, context.now, context.actor, context.position)
    return made


async def check(session: AsyncSession, context: Context, track: Track, new: NewProcurement) -> ProcurementRules:
    """The rules it goes by. Raises: Malformed with every fault."""
    plan = await plans.plan(session, track.plan)
    rules = context.house.policies.procurement(plan.code, context.today)
    words = await plan_editions.words(session, context.house.policies, plan)
    name = (await people.facility(session, track.facility)).name
    own = budget_lines(words) if track.own else lines_of(budget_lines(words), name)
    codes = {one.code for one in await tracks.specs(session, track.id) if one.kind in REPORTED}
    new.check(rules, {one.code for one in own}, codes)
    return rules


async def edit(context: Context, which: ProcurementId, new: NewProcurement) -> None:
    """Name, way, items of a proposal that is not signed; so do the others: Raises: NotFound, NotAllowed, OutOfReach, WrongState,
    Incomplete when it waits for another step, Malformed, RequestTaken, RequestReused."""
    async with context.house.sessions.begin() as session:
        one, track = await _of(session, context, which, "procurement.keep")
        if await acts.claim(session, context.actor, "procurement.edit", which, asdict(new), context.now):
            track.check_running("procurement.edit")
            await check_quiet(session, one, "procurement.edit")
            rules = await check(session, context, track, new)
            after, event = one.edit(new, rules, context.position.person, context.now)
            await keep(session, one, after, event, context.now, context.actor, context.position)


async def judge(context: Context, which: ProcurementId, step: str, said: Judgement) -> None:
    """An appraisal, an opinion, an approval, with the paper of whoever gave it. Raises: as `edit`, and SamePerson."""
    by, now = context.position.person, context.now
    right = await _recorder(context, which, step)
    said = replace(said, document=None)
    await stepped(context, which, right, Did.JUDGED, [step, asdict(said)], lambda one: one.judge(step, said, by, now))


async def _check_council(session: AsyncSession, context: Context, one: Procurement) -> None:
    """What a council of the house is judging is not entered by hand. Raises: WrongState."""
    found = await appraisals.of_purchase(session, one.id, context.house.policies)
    if waits(one) and found and at_work(found[-1]):
        raise WrongState("procurement.judge", "appraised")


async def select(context: Context, which: ProcurementId, step: str, said: Selection) -> None:
    by, now = context.position.person, context.now
    right = await _recorder(context, which, step)
    await stepped(context, which, right, Did.SELECTED, [step, asdict(said)], lambda one: one.select(step, said, by, now))


async def contract(context: Context, which: ProcurementId, step: str, said: Contract) -> None:
    by, now = context.position.person, context.now
    right = await _recorder(context, which, step)
    await stepped(context, which, right, Did.CONTRACTED, [step, asdict(said)], lambda one: one.contract(step, said, by, now))


async def deliver(context: Context, which: ProcurementId, step: str, many: Mapping[int, int], paper: OutsidePaper, last: bool) -> None:
    """One delivery; with the last one the step is passed."""
    by, now = context.position.person, context.now
    right = await _recorder(context, which, step)
    same = [step, sorted(many.items()), asdict(paper), last]
    await stepped(context, which, right, Did.DELIVERED, same, lambda one: one.deliver(step, many, paper, last, by, now))


async def pay(context: Context, which: ProcurementId, amounts: Mapping[int, Decimal], paper: OutsidePaper, words: str = "") -> None:
    """A payment; also after the acceptance, and on a track that was closed: what was spent is spent."""
    by, now = context.position.person, context.now
    same = [sorted(amounts.items()), asdict(paper), words]
    await stepped(context, which, "procurement.keep", Did.PAID, same, lambda one: one.pay(amounts, paper, words, by, now))


async def strike(context: Context, which: ProcurementId, number: int, reason: str) -> None:
    """What was entered wrongly counts no more and its step is waited for again. Raises: as `edit`, and SamePerson."""
    by, act = context.position.person, "procurement.strike"
    async with context.house.sessions.begin() as session:
        found = await queries.procurement(session, which)
        await access.track(session, context, found.track)
        was = next((one.event for one in await procurement_events.events(session, which) if one.number == number), None)
        if was is None:
            raise NotFound("event", number)
        one, track = await _of(session, context, which, right_to_strike(found, was))
        if await acts.claim(session, context.actor, act, which, [number, reason], context.now):
            if was.did is not Did.PAID:
                track.check_running(act)
                await check_quiet(session, one, act)
            counted = await procurement_events.counted(session, which)
            if number not in counted:
                raise NotFound("event", number)
            if (step := step_of(one, was)) and barred(step, one.authors | {one.opened_by}, by):
                raise SamePerson("procurement.judge")
            after, event = rule(one, number, counted, await queries.redrawn(session, one), reason, by, context.now)
            await keep(session, one, after, event, context.now, context.actor, context.position)
            await wake(session, track, context.now)


async def stop(context: Context, which: ProcurementId, reason: str) -> None:
    """It goes no further; what was spent stays. Raises: as `edit`."""
    by, now = context.position.person, context.now
    await stepped(context, which, "procurement.keep", Did.STOPPED, [reason], lambda one: one.stop(reason, by, now))


async def stepped(context: Context, which: ProcurementId, right: str, did: Did, same: list[Any], change: Change) -> None:
    act = f"procurement.{ACTS[did]}"
    async with context.house.sessions.begin() as session:
        one, track = await _of(session, context, which, right)
        if await acts.claim(session, context.actor, act, which, same, context.now):
            if did not in (Did.PAID, Did.STOPPED):
                track.check_running(act)
            if did is not Did.PAID:
                await check_quiet(session, one, act)
            if did is Did.JUDGED:
                await _check_council(session, context, one)
            after, event = change(one)
            await keep(session, one, after, event, context.now, context.actor, context.position)
            await wake(session, track, context.now)


async def draw_up(context: Context, which: ProcurementId, step: str, data: dict[str, Any]) -> DocumentId:
    """The paper of a step that the house signs; its signing begins.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Incomplete, Malformed, ChainUnfillable, Unavailable.
    """
    async with context.house.sessions() as session:
        track = (await _reached(session, context, which, "procurement.keep")).track
    words = await body(context, track_key(track), PaperWords(which, step, data))
    stands = await tell(
        context, TrackWorkflow.run, track_workflow(track), track, TrackWorkflow.procure, TrackAct(context.actor, track, words)
    )
    made: DocumentId = stands.begins.document
    return made


async def _reached(session: AsyncSession, context: Context, which: ProcurementId, right: str) -> Procurement:
    found = await queries.procurement(session, which)
    await access.track(session, context, found.track, right)
    return found


async def _recorder(context: Context, which: ProcurementId, step: str) -> str:
    """The right by which a step is entered. Raises: NotFound."""
    async with context.house.sessions() as session:
        return right_of((await queries.procurement(session, which)).step(step))


async def _of(session: AsyncSession, context: Context, which: ProcurementId, right: str) -> tuple[Procurement, Track]:
    """The purchase and its track, both locked, the track first. Raises: NotFound, NotAllowed, OutOfReach."""
    found = await _reached(session, context, which, right)
    track = await tracks.track(session, found.track, lock=True)
    return await queries.procurement(session, which, lock=True), track
