"""What a person may ask about a plan's progress reports: made in a click or by the clock, read, and how often one is made by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import check_above
from domain.cadences import Every, Period, cadence
from domain.clock import Clock, day
from domain.errors import Malformed, NotAllowed, NotFound
from domain.faults import both
from domain.mandates import Reporting
from domain.names import PersonId, PlanId, ProgressReportId, id_of
from domain.people import demand, may
from domain.plans import Plan
from domain.policies import PolicyBook
from domain.progress_reports import Around, Content, Report, content
from domain.roles import Role
from domain.standings import check_day
from services.context import Context
from store.engine import Sessions
from store.queries import people, plans, standings
from store.queries import plan_editions as editions
from store.queries import progress_reports as queries
from store.queries.plans import OpenPlan
from store.queries.progress_reports import Entered, ReportLine
from store.writes import acts, audit, notices
from store.writes import progress_reports as writes

READERS = frozenset({Role.HEALTH_OFFICER, Role.DIRECTOR})
"""Who sees a whole plan at its department, and so its reports."""


@dataclass(frozen=True)
class ReportsView:
    """The reports of a plan, the newest first."""

    plan: OpenPlan
    words: Plan
    reports: list[ReportLine]
    cadence: Entered | None
    coming: Period | None
    """The period whose report is made next by itself."""
    asked: tuple[Reporting, ...]
    """Reports the plan itself asks for."""
    may_make: bool


async def listing(context: Context, which: PlanId) -> ReportsView:
    """Raises: NotAllowed, NotFound (also for a plan of another department)."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await _own(session, context, which)
        words = await editions.words(session, context.house.policies, plan)
        found = await queries.listing(session, which)
        entered = await queries.cadence(session, which)
    coming = entered.cadence.period(context.today) if entered else None
    return ReportsView(plan, words, found, entered, coming, words.reports, may(context.position.role, "plan.report"))


async def read(context: Context, which: PlanId, report: ProgressReportId) -> Report:
    """Raises: as `listing`."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        await _own(session, context, which)
        return await queries.report(session, which, report)


async def make(context: Context, which: PlanId, on: date) -> ProgressReportId:
    """Makes the report of a day that is not over later than today; said twice, it is one.

    Raises: NotAllowed, NotFound, Malformed, RequestTaken, RequestReused.
    """
    await _may_make(context, which)
    check_day(on, context.today)
    made = ProgressReportId(id_of("progress_report", which, context.actor.person, context.request))
    async with context.house.sessions.begin() as session:
        plan = await plans.plan(session, which)
        if on < day(plan.opened_at):
            raise Malformed(both(f"on: kế hoạch mở ngày {day(plan.opened_at):%d/%m/%Y}, chọn từ ngày ấy", "the plan was opened later"))
        if await acts.claim(session, context.actor, "plan.report", which, on.isoformat(), context.now):
            period = await _period(session, plan, on)
            said = await _content(session, context.house.policies, plan, period)
            await _check_other(session, which, on, said)
            await writes.keep(session, made, which, None, period, said, context.position.person, context.now)
            await audit.note_act(
                session, context.now, context.actor, context.position, "plan.report", ("plan", which), None, report=made, day=on
            )
            await _tell(session, plan, made, said, on, context.now, context.position.person)
    return made


async def _check_other(session: AsyncSession, which: PlanId, on: date, said: Content) -> None:
    """A second report of a day says something else. Raises: Malformed."""
    if any(one == said for one in await queries.of_day(session, which, on)):
        wrong = f"on: đã có báo cáo số liệu đến hết ngày {on:%d/%m/%Y}, từ đó số liệu không đổi; hãy mở báo cáo ấy"
        raise Malformed(both(wrong, "there is a report of this day and nothing has changed since; open that one"))


async def enter_cadence(context: Context, which: PlanId, every: str, closing: int) -> None:
    """How often a report is made by itself from now on; never, when `every` is empty.

    Raises: NotAllowed, NotFound, Malformed, RequestTaken, RequestReused.
    """
    await _may_make(context, which)
    entered = cadence(every, closing)
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "plan.cadence", which, [every, closing], context.now):
            await writes.cadence(session, which, entered, context.today, context.position.person, context.now)
            facts = {"every": every, "day": closing if entered else 0}
            await audit.note_act(session, context.now, context.actor, context.position, "plan.cadence", ("plan", which), None, **facts)


async def make_due(sessions: Sessions, policies: PolicyBook, clock: Clock) -> int:
    """Makes the reports of periods that are over, each once, in a transaction of its own; how many."""
    async with sessions() as session:
        due = await queries.cadences(session)
    made = 0
    for which, entered, since in due:
        async with sessions() as session:
            known = await queries.made_by_clock(session, which)
        for period in entered.over(since, known, day(clock())):
            async with sessions.begin() as session:
                made += await _made(session, policies, which, entered.every, period, clock())
    return made


async def _made(session: AsyncSession, policies: PolicyBook, which: PlanId, every: Every, period: Period, now: datetime) -> bool:
    plan = await plans.plan(session, which)
    said = await _content(session, policies, plan, period)
    report = ProgressReportId(id_of("progress_report", which, period.last))
    if not await writes.keep(session, report, which, every, period, said, None, now):
        return False
    await audit.note(session, now, None, "plan.reported", ("plan", which), report=report, day=period.last)
    await _tell(session, plan, report, said, period.last, now)
    return True


async def _period(session: AsyncSession, plan: OpenPlan, on: date) -> Period:
    """Of a report somebody asks for: since the one before, else since the plan was opened."""
    before = await queries.before(session, plan.id, on)
    return Period(before + timedelta(days=1) if before else min(day(plan.opened_at), on), on)


async def _content(session: AsyncSession, policies: PolicyBook, plan: OpenPlan, period: Period) -> Content:
    before = await queries.before(session, plan.id, period.last)
    words = await editions.words(session, policies, plan)
    now = (await standings.standing(session, plan, period.last)).waiting(words)
    was = (await standings.standing(session, plan, before or period.first - timedelta(days=1))).waiting(words)
    around = Around(
        await standings.authority(session, plan, period.last),
        await queries.place(session, plan.department),
        tuple(await queries.obstacles(session, plan.id, period.last)),
        tuple(await queries.moves(session, plan.id, period)),
    )
    return content(words, now, was, around)


async def _tell(
    session: AsyncSession, plan: OpenPlan, report: ProgressReportId, said: Content, on: date, now: datetime, by: PersonId | None = None
) -> None:
    """The department's officers, but whoever made it."""
    officers = (await people.holding(session, Role.HEALTH_OFFICER, [plan.department], day(now))).get(plan.department, [])
    told = [one for one in officers if one != by]
    facts = {"day": f"{on:%d/%m/%Y}", "n": said.late_units, "title": said.title}
    await notices.tell(session, f"report/{report}", told, "report_made", f"/plans/{plan.id}/reports/{report}", now, **facts)


def may_read(context: Context, plan: OpenPlan) -> bool:
    return plan.department == context.position.facility and context.position.role in READERS


async def _own(session: AsyncSession, context: Context, which: PlanId) -> OpenPlan:
    plan = await plans.plan(session, which)
    if not may_read(context, plan):
        raise NotFound("plan", which)
    return plan


async def _may_make(context: Context, which: PlanId) -> None:
    demand(context.position, "plan.report", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.report")
        if (await plans.plan(session, which)).department != context.position.facility:
            raise NotAllowed(context.position.role, "plan.report", "elsewhere")
