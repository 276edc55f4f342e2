"""What a board may be narrowed to: an address that names what the plan does not have is told so, and shows no empty board."""

from collections.abc import Collection, Iterable

from domain.errors import Malformed
from domain.faults import both
from domain.plans import Plan

KINDS = ("hospital", "centre", "clinic", "authority")
"""Kinds of units a board is narrowed to."""


def codes(plan: Plan) -> frozenset[str]:
    """Codes of the plan's tasks and milestones."""
    return frozenset(code for task, part in plan.parts() for code in (task.code, part.code))


def check(kind: str, unit: str, parts: Iterable[tuple[str, str]], units: Collection[str], known: Collection[str]) -> None:
    """`parts`: name of the filter and the code it asks for; `units`: administrative units of that day; `known`: codes there are.

    Raises: Malformed with every filter that names nothing.
    """
    faults = [
        both(f"{name}: kế hoạch không có việc hay mốc “{code}”", f"the plan has no task or milestone “{code}”")
        for name, code in parts
        if code and code not in known
    ]
    if kind and kind not in KINDS:
        faults.append(both(f"kind: không có loại cơ sở “{kind}”", f"there is no kind of facility “{kind}”"))
    if unit and unit not in units:
        wrong = f"unit: ngày ấy không cơ sở nào của Sở ở “{unit}”"
        faults.append(both(wrong, f"no facility of the department lies in “{unit}” on that day"))
    if faults:
        raise Malformed(*faults)
