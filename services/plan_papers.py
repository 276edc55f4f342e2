"""A plan as its paper has it, what the linter finds in it, and what the department of health decided about each finding."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import check_above
from domain.people import HEALTH_DEPARTMENT, demand, may
from domain.plan_decisions import PlanDecision, check_decision
from domain.plans import Plan
from policies.findings import Finding
from policies.plan_lint import lint_plan
from services.context import Context
from services.plan_editions import paper, papers
from store.queries import people
from store.queries import plan_decisions as queries
from store.writes import acts, audit
from store.writes import plan_decisions as writes


@dataclass(frozen=True)
class Decided:
    """One decision with the name of whoever made it."""

    decision: PlanDecision
    by: str


@dataclass(frozen=True)
class PaperView:
    """The plan with its findings; decisions by finding, the latest last."""

    plan: Plan
    findings: tuple[Finding, ...]
    decided: dict[str, tuple[Decided, ...]]
    may_decide: bool

    @property
    def earlier(self) -> tuple[Decided, ...]:
        """Decisions about what is found no more: the plan's words changed, or the finding was wrong."""
        known = {one.key for one in self.findings}
        return tuple(made for key, all_ in self.decided.items() for made in all_ if key not in known)


async def listing(context: Context) -> tuple[Plan, ...]:
    """Every plan there is as data: those that ship, and those the own department entered. Raises: NotAllowed."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        return await papers(session, context)


async def read(context: Context, code: str) -> PaperView:
    """Decisions are those of the department of health that asks; elsewhere there are none. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await paper(session, context, code)
        findings = tuple(lint_plan(plan, context.house.policies.law(context.today)))
        decides = may(context.position.role, "plan.decide") and await _above(session, context)
        made = await queries.of_plan(session, context.position.facility, code)
        names = await people.names(session, {one.by for one in made})
    decided: dict[str, tuple[Decided, ...]] = {}
    for one in made:
        decided[one.finding] = (*decided.get(one.finding, ()), Decided(one, names[one.by]))
    return PaperView(plan, findings, decided, decides)


async def _above(session: AsyncSession, context: Context) -> bool:
    return (await people.facility(session, context.position.facility)).kind == HEALTH_DEPARTMENT


async def decide(context: Context, code: str, finding: str, choice: str, reason: str) -> None:
    """Raises: NotAllowed, NotFound, Malformed, RequestTaken, RequestReused."""
    demand(context.position, "plan.decide", "*", context.today)
    async with context.house.sessions() as session:
        plan = await paper(session, context, code)
    known = {one.key: one.vi for one in lint_plan(plan, context.house.policies.law(context.today))}
    decided = check_decision(finding, known.keys(), choice, reason)
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.decide")
        same = [finding, choice, reason.strip()]
        if await acts.claim(session, context.actor, "plan.decide", code, same, context.now):
            made = PlanDecision(finding, known[finding], decided, reason.strip(), context.position.person, context.now)
            await writes.decide(session, context.position.facility, code, made)
            told = ("plan.decide", ("plan_paper", code))
            await audit.note_act(session, context.now, context.actor, context.position, *told, finding=finding, choice=choice)
