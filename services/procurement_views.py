"""What a person may ask about purchases: those of a track, one with its history, and what all of a plan come to."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.councils import Appraisal, AppraisalState
from domain.names import PlanId, ProcurementId, TrackId
from domain.people import demand, may
from domain.plans import Plan
from domain.procurement import RUNNING, Procurement, ProcurementState
from domain.procurement_budget import BudgetLine, budget_lines, called, lines_of, planned
from domain.procurement_councils import at_work, waits
from domain.procurement_events import Did
from domain.procurement_papers import FORMS, asked
from domain.procurement_strikes import may_strike, right_to_strike, step_of
from domain.procurement_totals import Amounts, Spent, of_item
from domain.procurement_turns import WORDS, barred, right_of
from domain.tracks import State, Track
from services import access
from services.context import Context
from services.procurement import REPORTED
from services.procurement_shown import Choices, PaperOf, PlanProcurements, ProcurementView, TrackProcurements
from services.track_views import appraisal_lines
from store.queries import appraisals, people, plan_editions, plans, procurement_events, signatures, tracks
from store.queries import procurement as queries
from store.queries import procurement_turns as turns


async def of_track(context: Context, which: TrackId) -> TrackProcurements:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        opens = may(context.position.role, "procurement.keep") and track.closed_on is None
        return TrackProcurements(await _choices(session, context, track), await queries.of_track(session, which), opens)


async def choices(context: Context, which: TrackId) -> Choices:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which, "procurement.keep")
        track.check_running("procurement.open")
        return await _choices(session, context, track)


async def _choices(session: AsyncSession, context: Context, track: Track) -> Choices:
    plan = await plans.plan(session, track.plan)
    words = await plan_editions.words(session, context.house.policies, plan)
    name = (await people.facility(session, track.facility)).name
    specs = zip(await tracks.specs(session, track.id), track.milestones, strict=True)
    open_ = [spec for spec, one in specs if spec.kind in REPORTED and one.state is not State.ACCEPTED]
    return Choices(track, name, context.house.policies.procurement(plan.code, context.today), _lines(words, track, name), open_)


def _lines(words: Plan, track: Track, name: str) -> tuple[BudgetLine, ...]:
    return budget_lines(words) if track.own else lines_of(budget_lines(words), name)


async def read(context: Context, which: ProcurementId) -> ProcurementView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        one = await queries.procurement(session, which)
        track = await access.track(session, context, one.track)
        known = await _choices(session, context, track)
        plan = await plans.plan(session, one.plan)
        rules = context.house.policies.procurement_edition(plan.code, one.edition)
        titles = {spec.code: spec.title for spec in await tracks.specs(session, track.id)}
        now_signing = await turns.signing(session, which)
        judged = await appraisals.of_purchase(session, which, context.house.policies)
        done = _acts(context, one, track, now_signing is not None, judged[-1] if judged else None)
        strikes = frozenset[int]() if now_signing else await _strikes(session, context, one, track)
        form = None
        if "draw_up" in done and one.next:
            form = asked(one.next.kind, context.house.policies.form(FORMS[one.next.kind], context.today), one, rules)
        return ProcurementView(
            one,
            known.facility,
            plan,
            rules,
            known.lines,
            f"{one.milestone} {titles.get(one.milestone, '')}".strip(),
            await procurement_events.events(session, which),
            await _papers(session, one),
            now_signing,
            done | ({"strike"} if strikes else set()),
            form,
            appraisal_lines(judged, {one.id: one.title}),
            strikes,
        )


async def _papers(session: AsyncSession, one: Procurement) -> list[PaperOf]:
    found = []
    known = {step.code: step for step in one.route}
    for paper in await queries.papers(session, one.id):
        if paper.step in known:
            document = await signatures.document(session, paper.document)
            version = await signatures.version(session, document.id, document.current)
            found.append(PaperOf(known[paper.step], document, version, paper.version == one.version))
    return sorted(found, key=lambda each: one.route.index(each.step))


def _acts(context: Context, one: Procurement, track: Track, signing_now: bool, judged: Appraisal | None) -> frozenset[str]:
    holds = _holds(context, track)
    keeps = holds["procurement.keep"]
    found = {"pay"} if keeps and one.contracted and one.state is not ProcurementState.STOPPED else set[str]()
    if one.state not in RUNNING or signing_now or track.closed_on:
        return frozenset(found)
    found |= ({"stop"} if keeps else set()) | ({"edit"} if keeps and one.editable else set())
    found |= {"appraise"} if waits(one) and _asks(context, track, judged) else set()
    step = one.next
    if step and holds[right_of(step)] and not barred(step, one.authors | {one.opened_by}, context.position.person):
        found |= {WORDS[step.kind]} if not (waits(one) and at_work(judged)) else set()
    return frozenset(found)


def _holds(context: Context, track: Track) -> dict[str, bool]:
    """Right to enter a step → whether this position has it here."""
    role = context.position.role
    keeps = may(role, "procurement.keep") and track.reached_by(context.position)
    return {"procurement.keep": keeps, "procurement.judge": may(role, "procurement.judge") and track.watched_by(context.position)}


async def _strikes(session: AsyncSession, context: Context, one: Procurement, track: Track) -> frozenset[int]:
    """Numbers of the events that this position may take back now."""
    counted, redrawn, holds = await procurement_events.counted(session, one.id), await queries.redrawn(session, one), _holds(context, track)
    hands = one.authors | {one.opened_by}
    return frozenset(
        number
        for number, was in counted.items()
        if (track.closed_on is None or was.did is Did.PAID)
        and holds[right_to_strike(one, was)]
        and not ((step := step_of(one, was)) and barred(step, hands, context.position.person))
        and may_strike(one, number, counted, redrawn)
    )


def _asks(context: Context, track: Track, judged: Appraisal | None) -> bool:
    """Whether this position asks a council for its verdict on the proposal now."""
    free = judged is None or judged.state is AppraisalState.CLOSED
    return free and may(context.position.role, "appraisal.trigger") and track.reached_by(context.position)


async def of_plan(context: Context, which: PlanId) -> PlanProcurements:
    """Raises: NotFound, NotAllowed."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await plans.plan(session, which)
        words = await plan_editions.words(session, context.house.policies, plan)
        rules = context.house.policies.procurement(plan.code, context.today)
        lines = budget_lines(words)
        found = await queries.of_plan(session, context.position, which)
        reached = await queries.units(session, context.position, which)
        facilities = {called(one.facility_name): (one.facility, one.facility_name, one.track) for one in reached}
        whole = context.position.facility == plan.department
        mine = lines if whole else [one for one in lines if called(one.facility) in facilities]
        rows = [*planned(mine, rules, facilities), *(row for line in found for row in _rows(line.procurement, line.facility))]
    return PlanProcurements(plan, rules, lines, rows, [line.procurement for line in found], whole)


def _rows(one: Procurement, facility: str) -> list[Spent]:
    """Its items as they count; of what was stopped only what was spent."""
    stopped = one.state is ProcurementState.STOPPED
    rows = []
    for each in one.items:
        amounts = Amounts(paid=each.paid) if stopped else of_item(each)
        title = f"{one.title}: {each.name}"
        rows.append(Spent(one.facility, facility, one.track, one.id, title, each.category, each.fund, each.line, amounts))
    return [row for row in rows if not stopped or row.amounts.paid]
