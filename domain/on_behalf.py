"""Whose act a report is when the department of health records it for a unit that has no account, and what paper that needs."""

import re
from dataclasses import dataclass
from datetime import date

from domain.errors import Incomplete
from domain.faults import both
from domain.mandates import UnitKind
from domain.parts import Scope
from domain.plans import Milestone, Plan

DAY = re.compile(
    r"(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}))|(?:ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))", re.IGNORECASE
)
"""`12/10/2026`, or `ngày 12 tháng 10 năm 2026`."""


@dataclass(frozen=True)
class Behalf:
    """For whom an act is recorded."""

    unit: str = ""
    """Name of the unit whose act it is; empty when it is the reporter's own unit."""
    by_paper: bool = False
    """Whether only that unit's own paper, with number and day, shows the act."""

    def check(self, paper: str, today: date, field: str = "paper") -> None:
        """Raises: Incomplete when the unit's paper is not named as it must be."""
        if self.by_paper and not names_paper(paper, today):
            what = f"đây là việc của {self.unit}, ghi văn bản của {self.unit} có số và ngày"
            vi = f"{field}: {what}; ví dụ: Công văn số 215/CV ngày 12/10/2026"
            raise Incomplete(both(vi, f"the act of {self.unit}: name its paper with number and day"))


OWN = Behalf()
"""The reporter's own unit."""


def names_paper(words: str, today: date) -> bool:
    """Whether the words have a number, and a day of the calendar that is not to come."""
    found = DAY.search(words)
    if found is None or not re.search(r"\d", DAY.sub(" ", words)):
        return False
    day, month, year = (int(one) for one in found.groups() if one)
    try:
        return date(year, month, day) <= today
    except ValueError:
        return False


def elsewhere(plan: Plan, one: Milestone) -> str:
    """Name of the province's unit that does this; empty when it is the department's own, or the plan names nobody, or a group."""
    if one.scope is not Scope.PROVINCE or not one.carried_out_by:
        return ""
    unit = plan.unit(one.carried_out_by)
    return "" if unit.kind is UnitKind.GROUP else unit.name
