"""What a unit says of its milestones when the plan is opened late (khai báo lại)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import Malformed
from domain.faults import both


class Claim(StrEnum):
    """What the unit says of a milestone."""

    DOING = "doing"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Declaration:
    """What a unit says of a milestone when the plan is opened late (khai báo lại)."""

    code: str
    claim: Claim
    done_on: date | None = None
    paper: str = ""
    """The paper it rests on: kind, number, date, issuer."""

    def faults(self, today: date) -> list[str]:
        found = []
        if self.claim is not Claim.DOING and not self.paper.strip():
            found.append(both(f"{self.code}, giấy tờ: cần ghi giấy tờ làm căn cứ", f"{self.code}, paper: name the paper it rests on"))
        if self.claim is Claim.DONE and self.done_on is None:
            found.append(both(f"{self.code}, ngày: cần ghi ngày hoàn thành", f"{self.code}, day: give the day it was done"))
        if self.done_on and self.done_on > today:
            found.append(both(f"{self.code}, ngày: ngày hoàn thành ở tương lai", f"{self.code}, day: lies in the future"))
        return found


def check_declarations(declarations: Iterable[Declaration], today: date) -> None:
    """Raises: Malformed, with a line for each fault."""
    declarations = tuple(declarations)
    found = [fault for one in declarations for fault in one.faults(today)]
    codes = [one.code for one in declarations]
    found += [both(f"{code}: khai hai lần", f"{code}: declared twice") for code in sorted({c for c in codes if codes.count(c) > 1})]
    if not declarations:
        found.append("declarations: chưa khai mốc nào / nothing declared")
    if found:
        raise Malformed(*found)
