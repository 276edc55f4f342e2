"""The papers of a purchase that people of the house sign: what is asked for each, and what the house puts in by itself."""

from collections.abc import Mapping
from dataclasses import replace

from domain.basis import Certainty
from domain.forms import Field, Form, Kind
from domain.procurement import Procurement
from domain.procurement_items import Item
from domain.procurement_routes import Clause, ProcurementRules, StepKind

FORMS: Mapping[StepKind, str] = {
    StepKind.PROPOSAL: "procurement",
    StepKind.CLAUSES: "contract-clauses",
    StepKind.ACCEPTANCE: "acceptance-minutes",
}
"""Kind of step → form of its paper."""
HOUSE: Mapping[StepKind, frozenset[str]] = {
    StepKind.PROPOSAL: frozenset({"subject", "kind", "items", "funding"}),
    StepKind.CLAUSES: frozenset({"subject", "supplier", "clauses"}),
    StepKind.ACCEPTANCE: frozenset({"subject", "contract", "supplier", "items"}),
}
"""Fields that the house fills of what it knows."""
FOUND = {"yes": "Có", "no": "Không có", "not_needed": "Không áp dụng"}
MARKS = {Certainty.READ: "", Certainty.COMPENDIUM: " (C)", Certainty.INFERRED: " (I)", Certainty.UNCONFIRMED: " (?)"}


def asked(kind: StepKind, form: Form, one: Procurement, rules: ProcurementRules) -> Form:
    """The form with the fields that a person fills: its own that the house does not know, and one group for each clause or item."""
    own = tuple(each for each in form.fields if each.name not in HOUSE[kind])
    more: tuple[Field, ...] = ()
    if kind is StepKind.CLAUSES:
        more = tuple(each for clause in rules.asked(one.way) for each in _clause(clause))
    elif kind is StepKind.ACCEPTANCE:
        more = tuple(_accepted(each) for each in one.items if each.delivered)
    return replace(form, fields=(*more, *own))


def _accepted(of: Item) -> Field:
    return Field(f"accepted-{of.number}", f"Nghiệm thu: {of.name}", Kind.INTEGER, unit=f"đã giao {of.delivered}", least=0)


def _clause(of: Clause) -> tuple[Field, ...]:
    found = Field(
        f"found-{of.code}",
        f"Có trong hợp đồng: {of.title}",
        Kind.CHOICE,
        True,
        choices=FOUND,
        group=of.title,
        note=of.basis + MARKS[of.certainty],
    )
    return (found, Field(f"place-{of.code}", f"Điều, khoản hoặc lý do: {of.title}", longest=300))
