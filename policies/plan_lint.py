"""What a plan leaves unclear ("6 rõ") and where it contradicts itself, the law, or what binds it from above."""

from collections.abc import Iterator

from domain.law_texts import LawTable
from domain.plans import Plan
from policies.findings import Finding
from policies.plan_clarity import unclear
from policies.plan_conflicts import conflicts
from policies.plan_law import against_the_law
from policies.plan_money import money


def lint_plan(plan: Plan, law: LawTable | None) -> Iterator[Finding]:
    """Every finding, in the order of the plan; `law` is the table in force, when there is one."""
    yield from unclear(plan)
    yield from conflicts(plan)
    yield from money(plan)
    if law:
        yield from against_the_law(plan, law)
