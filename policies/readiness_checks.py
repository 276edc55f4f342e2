"""What must be true of the readiness data beyond its shape."""

from collections.abc import Iterator

from domain.readiness import ReadinessTable
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet


def check_readiness(sheet: Sheet, table: ReadinessTable) -> Iterator[Fault]:
    """No role and no code stands twice, and somebody needs a certificate by some route."""
    yield from repeated(sheet, "certificate_roles", table.certificate_roles)
    yield from repeated(sheet, "certificate_routes", (one.code for one in table.certificate_routes))
    yield from repeated(sheet, "training", (one.code for one in table.training))
    yield from repeated(sheet, "staff", (one.code for one in table.staff))
    yield from repeated(sheet, "security", (one.code for one in table.security))
    yield from repeated(sheet, "communication", (one.code for one in table.communication))
    yield from repeated(sheet, "endpoints", (one.code for one in table.endpoints))
    yield from repeated(sheet, "levels", (one.system for one in table.levels))
    for number, line_ in enumerate(table.levels):
        if not line_.levels or "" in line_.levels:
            yield sheet.fault(f"levels[{number}].levels", "phải có các mức", "needs its levels")
        yield from repeated(sheet, f"levels[{number}].levels", line_.levels)
    for number, endpoint in enumerate(table.endpoints):
        if endpoint.stale_days < 1:
            yield sheet.fault(f"endpoints[{number}].stale_days", "ít nhất 1", "at least 1")
    for number, line in enumerate(table.training):
        if not 1 <= line.percent <= 100:
            yield sheet.fault(f"training[{number}].percent", "từ 1 đến 100", "from 1 to 100")
    for number, wanted in enumerate(table.staff):
        if wanted.least < 1:
            yield sheet.fault(f"staff[{number}].least", "ít nhất 1", "at least 1")
    for name in ("certificate_roles", "certificate_routes"):
        if not getattr(table, name):
            yield sheet.fault(name, "phải có ít nhất một dòng", "needs at least one line")
