"""The papers of a purchase that people of the house sign: what is asked for each, and what the house puts in by itself."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from domain.basis import Certainty
from domain.filling import faults
from domain.forms import Field, Form, Kind
from domain.procurement import Procurement
from domain.procurement_events import Did, Event
from domain.procurement_routes import ProcurementRules, StepKind

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
        more = tuple(each for clause in rules.asked(one.way) for each in _clause(clause.code, clause.title, clause.basis, clause.certainty))
    elif kind is StepKind.ACCEPTANCE:
        more = tuple(
            Field(f"accepted-{each.number}", f"Nghiệm thu: {each.name}", Kind.INTEGER, unit=f"đã giao {each.delivered}", least=0)
            for each in one.items
            if each.delivered
        )
    return replace(form, fields=(*more, *own))


def _clause(code: str, title: str, basis: str, certainty: Certainty) -> tuple[Field, ...]:
    note = basis + MARKS[certainty]
    found = Field(f"found-{code}", f"Có trong hợp đồng: {title}", Kind.CHOICE, required=True, choices=FOUND, group=title, note=note)
    return (found, Field(f"place-{code}", f"Điều, khoản hoặc lý do: {title}", longest=300))


def paper_faults(kind: StepKind, form: Form, one: Procurement, rules: ProcurementRules, data: Mapping[str, Any]) -> list[str]:
    """What is wrong with what was typed, and with what the purchase itself still lacks."""
    found = list(faults(asked(kind, form, one, rules), data))
    if kind is StepKind.PROPOSAL:
        why = "chưa có đơn giá, hãy sửa danh mục / the price is missing: edit the items"
        found += [f"items-{each.number}-price: {why}" for each in one.items if not each.price]
    if kind is StepKind.CLAUSES:
        for clause in rules.asked(one.way):
            if data.get(f"found-{clause.code}") in ("no", "not_needed") and not data.get(f"place-{clause.code}"):
                found.append(f"place-{clause.code}: ghi lý do không có điều khoản này / say why the contract lacks this clause")
    if kind is StepKind.ACCEPTANCE:
        found += _accepted_faults(one, data)
    return found


def _accepted_faults(one: Procurement, data: Mapping[str, Any]) -> list[str]:
    many = accepted(data)
    delivered = {each.number: each.delivered for each in one.items}
    found = [
        f"accepted-{n}: nhiều hơn số đã giao / more than was delivered"
        for n, each in many.items()
        if isinstance(each, int) and each > delivered.get(n, 0)
    ]
    if not any(isinstance(each, int) and each > 0 for each in many.values()):
        found.append("accepted: ghi số lượng nghiệm thu cho ít nhất một mục / give an accepted quantity for at least one item")
    return found


def accepted(data: Mapping[str, Any]) -> dict[int, int]:
    """Number of an item → how many are accepted, as it was typed."""
    start = "accepted-"
    return {int(name.removeprefix(start)): value for name, value in data.items() if name.startswith(start)}


def whole(kind: StepKind, one: Procurement, rules: ProcurementRules, events: tuple[Event, ...], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of the paper: what was typed, and what the house knows."""
    typed = {name: value for name, value in data.items() if not name.startswith(("found-", "place-", "accepted-"))}
    if kind is StepKind.PROPOSAL:
        return {**typed, "subject": one.title, "kind": one.way.value, "items": _items(one, rules), "funding": _funding(one, rules)}
    if kind is StepKind.CLAUSES:
        return {**typed, "subject": one.title, "supplier": one.supplier or "–", "clauses": _clauses(one, rules, data)}
    return {**typed, "subject": one.title, "supplier": one.supplier, "contract": _contract(events), "items": _accepted(one, data)}


def _items(one: Procurement, rules: ProcurementRules) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "unit": each.unit, "quantity": each.quantity, "price": int(each.price)}
        | {"note": "; ".join(said for said in (rules.category(each.category), rules.fund(each.fund), each.why) if said)[:300]}
        for each in one.items
    ]


def _funding(one: Procurement, rules: ProcurementRules) -> str:
    sums = {fund: sum((each.proposed for each in one.items if each.fund == fund), Decimal(0)) for fund in one.funds}
    return "; ".join(f"{rules.fund(fund)}: {grouped(amount)} ₫" for fund, amount in sums.items())[:500]


def grouped(amount: Decimal) -> str:
    """`1.234.567`, as a Vietnamese paper writes it."""
    return f"{int(amount):,}".replace(",", ".")


def _clauses(one: Procurement, rules: ProcurementRules, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"title": each.title, "basis": each.basis + MARKS[each.certainty], "found": FOUND[data[f"found-{each.code}"]]}
        | ({"place": said} if (said := data.get(f"place-{each.code}")) else {})
        for each in rules.asked(one.way)
    ]


def _contract(events: tuple[Event, ...]) -> str:
    """How the contract is cited."""
    made = next((each for each in reversed(events) if each.did is Did.CONTRACTED), None)
    if made is None or made.paper.day is None:
        return "–"
    return f"Hợp đồng số {made.paper.number} ngày {made.paper.day:%d/%m/%Y}"


def _accepted(one: Procurement, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    many = accepted(data)
    return [
        {
            "number": each.number,
            "name": each.name,
            "unit": each.unit,
            "contracted": each.contracted,
            "delivered": each.delivered,
            "accepted": many.get(each.number) or 0,
            "price": int(each.contract_price or 0),
        }
        for each in one.items
        if each.delivered or each.contracted
    ]


def signed_quantities(data: Mapping[str, Any]) -> dict[int, int]:
    """Of signed acceptance minutes: number of an item → how many were accepted."""
    return {int(one["number"]): int(one["accepted"]) for one in data.get("items", ())}
