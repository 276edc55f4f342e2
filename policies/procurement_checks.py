"""What must be true of the rules of purchases beyond their shape: a route for each source and way, whole and in order."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from domain.procurement_routes import ONCE, ProcurementRules, Route, StepKind, Way
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet

ORDER = {kind: place for place, kind in enumerate(StepKind)}
ONE_ONLY = frozenset(ONCE) - {StepKind.APPROVAL}
"""Several may have to approve; there is one proposal, contract, delivery, acceptance."""


def check_procurement(sheet: Sheet, rules: ProcurementRules) -> Iterator[Fault]:
    for name in ("funds", "categories", "steps", "clauses"):
        things = getattr(rules, name)
        yield from repeated(sheet, name, (one.code for one in things))
        if not things:
            yield sheet.fault(name, "phải có ít nhất một", "must hold at least one")
    for name in ("funds", "steps", "clauses", "routes"):
        for n, one in enumerate(getattr(rules, name)):
            if not one.basis.strip():
                yield sheet.fault(f"{name}[{n}].basis", "phải nêu căn cứ, hoặc ghi là thông lệ", "must say what it rests on")
    for n, step in enumerate(rules.steps):
        if not step.by.strip():
            yield sheet.fault(f"steps[{n}].by", "phải nêu ai làm bước này", "must say who does it")
        if n and ORDER[step.kind] < ORDER[rules.steps[n - 1].kind]:
            yield sheet.fault(f"steps[{n}].kind", "đứng sai thứ tự các loại bước", "out of the order of the kinds of steps")
    yield from _routes(sheet, rules)


def _routes(sheet: Sheet, rules: ProcurementRules) -> Iterator[Fault]:
    funds = {one.code for one in rules.funds}
    many = Counter(pair for route in rules.routes for pair in product(route.funds, route.ways))
    for fund, way in product(sorted(funds), Way):
        if many[fund, way] != 1:
            vi = f"nguồn '{fund}', cách '{way}' phải có đúng một tuyến, đang có {many[fund, way]}"
            yield sheet.fault("routes", vi, f"'{fund}' by '{way}' must have one route, there are {many[fund, way]}")
    for n, route in enumerate(rules.routes):
        for fund in sorted(set(route.funds) - funds):
            yield sheet.fault(f"routes[{n}].funds", f"không có nguồn '{fund}'", f"there is no source '{fund}'")
        yield from _steps(sheet, rules, route, f"routes[{n}].steps")


def _steps(sheet: Sheet, rules: ProcurementRules, route: Route, where: str) -> Iterator[Fault]:
    known = [one.code for one in rules.steps]
    for code in route.steps:
        if code not in known:
            yield sheet.fault(where, f"không có bước '{code}'", f"there is no step '{code}'")
    yield from repeated(sheet, where, route.steps)
    found = [known.index(code) for code in route.steps if code in known]
    if found != sorted(found):
        yield sheet.fault(where, "phải theo thứ tự của danh sách bước", "must follow the order of the list of steps")
    kinds = Counter(one.kind for one in rules.steps if one.code in route.steps)
    for kind in ONCE:
        if not kinds[kind]:
            yield sheet.fault(where, f"thiếu bước loại '{kind}'", f"has no step of kind '{kind}'")
        elif kind in ONE_ONLY and kinds[kind] > 1:
            yield sheet.fault(where, f"có nhiều bước loại '{kind}'", f"has several steps of kind '{kind}'")
