"""What a department of health decided about a finding of the linter: it stays with the plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import Malformed
from domain.faults import both
from domain.names import PersonId
from domain.reasons import reason_faults


class Choice(StrEnum):
    """What is to be done about a finding."""

    MEND = "mend"
    """The plan is to be changed, as proposed or otherwise."""
    KEEP = "keep"
    """It stays as it is: the officer knows, and says why."""
    ASKED = "asked"
    """Whoever issued the plan was asked."""
    FALSE = "false"
    """The finding is wrong."""


@dataclass(frozen=True)
class PlanDecision:
    """One decision; a later one about the same finding takes its place, and both are kept."""

    finding: str
    """Key of the finding."""
    says: str
    """What the finding said when it was decided about."""
    choice: Choice
    reason: str
    by: PersonId
    at: datetime


def check_decision(finding: str, known: Collection[str], choice: str, reason: str) -> Choice:
    """The choice. Raises: Malformed with every fault: no such finding today, no such choice, no reason, or too long a one."""
    faults = reason_faults(reason)
    if choice not in list(Choice):
        faults.append(both(f"choice: chỉ nhận {', '.join(Choice)}", f"one of {', '.join(Choice)}"))
    if finding not in known:
        faults.append(both("finding: kế hoạch không còn phát hiện này, hãy tải lại trang", "no such finding any more, load the page anew"))
    if faults:
        raise Malformed(*faults)
    return Choice(choice)
