"""What is wrong with what was typed for a paper of a purchase, and with what the purchase itself still lacks."""

from collections.abc import Mapping
from typing import Any

from domain.faults import both
from domain.filling import faults
from domain.forms import Form
from domain.procurement import Procurement
from domain.procurement_papers import asked
from domain.procurement_routes import ProcurementRules, StepKind


def paper_faults(kind: StepKind, form: Form, one: Procurement, rules: ProcurementRules, data: Mapping[str, Any]) -> list[str]:
    """What is wrong with what was typed, and with what the purchase itself still lacks."""
    found = list(faults(asked(kind, form, one, rules), data))
    if kind is StepKind.PROPOSAL:
        vi = "chưa có đơn giá, hãy sửa danh mục"
        found += [both(f"items-{each.number}-price: {vi}", "the price is missing: edit the items") for each in one.items if not each.price]
    if kind is StepKind.CLAUSES:
        for clause in rules.asked(one.way):
            if data.get(f"found-{clause.code}") in ("no", "not_needed") and not data.get(f"place-{clause.code}"):
                found.append(both(f"place-{clause.code}: ghi lý do không có điều khoản này", "say why the contract lacks this clause"))
    if kind is StepKind.ACCEPTANCE:
        found += _accepted_faults(one, data)
    return found


def _accepted_faults(one: Procurement, data: Mapping[str, Any]) -> list[str]:
    many = accepted(data)
    delivered = {each.number: each.delivered for each in one.items}
    found = [
        both(f"accepted-{n}: nhiều hơn số đã giao", "more than was delivered")
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
