"""What the papers of a purchase say: what was typed, and what the house knows of items, money, contract and deliveries."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.procurement import Procurement
from domain.procurement_events import Did, Event
from domain.procurement_faults import accepted
from domain.procurement_papers import FOUND, MARKS
from domain.procurement_routes import ProcurementRules, StepKind


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
