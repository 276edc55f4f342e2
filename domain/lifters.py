"""Who can lift an obstacle (cơ quan gỡ được): the department of health, or a unit without an account to which it passes it up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.mandates import Unit, UnitKind

DEPARTMENT = "department"
"""Code of the department of health that watches the track, among those who can lift an obstacle."""
HEALTH = "Sở Y tế"
"""How every plan calls a department of health: it does not pass up to itself."""
ABOVE = (Unit("ubnd-tinh", "Ủy ban nhân dân tỉnh", UnitKind.PROVINCE), Unit("bo-y-te", "Bộ Y tế", UnitKind.MINISTRY))
"""Above every department of health, also where a plan does not name them."""


@dataclass(frozen=True)
class Lifter:
    """Who can lift an obstacle: the department, or a unit that has no account here."""

    code: str
    name: str
    """As the plan calls it."""


def lifters(units: Iterable[Unit], today: date) -> tuple[Lifter, ...]:
    """To whom an obstacle of the plan can be passed: units that are one body and exist today, the province and the Ministry always."""
    named = [
        one
        for one in units
        if one.kind not in (UnitKind.GROUP, UnitKind.FACILITY)
        and not one.name.startswith(HEALTH)
        and (one.valid_until is None or one.valid_until >= today)
    ]
    kinds = {one.kind for one in named}
    return tuple(Lifter(one.code, one.name) for one in (*named, *(above for above in ABOVE if above.kind not in kinds)))
