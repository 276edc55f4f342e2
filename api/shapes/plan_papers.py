"""Shapes of plans beside their papers."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import Field

from api.shapes.shape import Act, Answer, LongText, Words
from domain.plan_decisions import Choice
from domain.plans import Plan
from policies.plan_told import finding_told, told
from services.plan_papers import Decided, PaperView


class DecideFinding(Act):
    """What the department makes of one finding, and why."""

    choice: Annotated[Words, Field(examples=[Choice.MEND], description=f"Một trong: {', '.join(Choice)}.")]
    reason: LongText


class PaperLine(Answer):
    """A plan of the list; null where its paper says nothing."""

    code: str
    edition: str
    title: str
    province: str
    issuer: str
    number: str | None
    issued_on: date | None
    sort: str

    @classmethod
    def of(cls, plan: Plan) -> Self:
        said = {name: getattr(plan, name) for name in cls.model_fields}
        return cls.model_validate({**said, "number": plan.number or None})


class QuoteAnswer(Answer):
    """One side of a finding, in the paper's words."""

    place: str | None
    quote: str | None
    restored: str | None = None


class DecisionAnswer(Answer):
    """What was decided; `says` is what the finding said then."""

    says: str
    choice: str
    reason: str
    by: str
    at: datetime

    @classmethod
    def of(cls, made: Decided) -> Self:
        one = made.decision
        return cls(says=one.says, choice=one.choice, reason=one.reason, by=made.by, at=one.at)


class FindingAnswer(Answer):
    """What is unclear, or does not agree; `severity` is `hard` (both cannot hold) or `soft`."""

    key: str
    kind: str
    severity: str
    task: str | None
    aspect: str | None
    vi: str
    en: str
    quotes: list[QuoteAnswer]
    mend: str | None
    decisions: list[DecisionAnswer]


class PaperAnswer(Answer):
    """A plan whole (`plan`, as `hsba plans show --json`), and what is found in it."""

    plan: dict[str, Any]
    findings: list[FindingAnswer]
    earlier: list[DecisionAnswer]
    """Decisions about what is found no more."""

    @classmethod
    def of(cls, view: PaperView) -> Self:
        findings = [
            FindingAnswer.model_validate(
                {**finding_told(view.plan, one), "decisions": [DecisionAnswer.of(made) for made in view.decided.get(one.key, ())]}
            )
            for one in view.findings
        ]
        earlier = [DecisionAnswer.of(made) for made in view.earlier]
        return cls(plan=told(view.plan, view.findings), findings=findings, earlier=earlier)
