"""A plan as its paper has it, what the linter finds in it, and what the department of health decided about each finding."""

from dataclasses import dataclass

from activities.desk import check_above
from domain.people import demand, may
from domain.plan_decisions import PlanDecision, check_decision
from domain.plans import Plan
from policies.findings import Finding
from policies.plan_lint import lint_plan
from services.context import Context
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


async def listing(context: Context) -> tuple[Plan, ...]:
    """Every plan there is as data. Raises: NotAllowed."""
    demand(context.position, "plan.read", "*", context.today)
    return context.house.policies.plans


async def read(context: Context, code: str) -> PaperView:
    """Decisions are those of the department of health that asks; elsewhere there are none. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.read", "*", context.today)
    plan = context.house.policies.plan(code)
    findings = tuple(lint_plan(plan, context.house.policies.law(context.today)))
    async with context.house.sessions() as session:
        made = await queries.of_plan(session, context.position.facility, code)
        names = await people.names(session, {one.by for one in made})
    decided: dict[str, tuple[Decided, ...]] = {}
    for one in made:
        decided[one.finding] = (*decided.get(one.finding, ()), Decided(one, names[one.by]))
    return PaperView(plan, findings, decided, may(context.position.role, "plan.decide"))


async def decide(context: Context, code: str, finding: str, choice: str, reason: str) -> None:
    """Raises: NotAllowed, NotFound, Malformed, RequestTaken, RequestReused."""
    demand(context.position, "plan.decide", "*", context.today)
    plan = context.house.policies.plan(code)
    known = frozenset(one.key for one in lint_plan(plan, context.house.policies.law(context.today)))
    decided = check_decision(finding, known, choice, reason)
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "plan.decide")
        same = [finding, choice, reason.strip()]
        if await acts.claim(session, context.actor, "plan.decide", code, same, context.now):
            made = PlanDecision(finding, decided, reason.strip(), context.position.person, context.now)
            await writes.decide(session, context.position.facility, code, made)
            told = ("plan.decide", ("plan_paper", code))
            await audit.note_act(session, context.now, context.actor, context.position, *told, finding=finding, choice=choice)
