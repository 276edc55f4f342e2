"""What must be true of a table of digest algorithms beyond its shape."""

from collections.abc import Iterator

from domain.algorithms import KEPT, AlgorithmTable
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet


def check_algorithms(sheet: Sheet, table: AlgorithmTable) -> Iterator[Fault]:
    yield from repeated(sheet, "preferred", table.preferred)
    yield from repeated(sheet, "weak", (one.algorithm for one in table.weak))
    if not table.preferred or not set(table.preferred) <= set(KEPT):
        allowed = ", ".join(KEPT)
        yield sheet.fault("preferred", f"phải có ít nhất một, trong số: {allowed}", f"needs at least one, of: {allowed}")
    for number, one in enumerate(table.weak):
        if not one.basis.strip():
            yield sheet.fault(f"weak[{number}].basis", "phải nêu căn cứ (ai, ở đâu)", "must name what it rests on (who says so, where)")
