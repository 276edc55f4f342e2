"""What a unit says of its milestones when the plan is opened late (khai báo lại)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.clock import EARLIEST
from domain.errors import Incomplete, Malformed
from domain.faults import both

LONGEST = 400
"""Characters of an explanation."""


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
    note: str = ""
    """Why going live lies before what it waits for; else as the unit likes."""

    def wrong(self, today: date) -> Iterator[tuple[str, str, str]]:
        """Field (`paper`, `day` or `note`), and what is wrong with it in Vietnamese and English."""
        if self.claim is not Claim.DOING and not self.paper.strip():
            yield "paper", "cần ghi giấy tờ làm căn cứ", "name the paper it rests on"
        elif self.claim is not Claim.DOING and says_nothing(self.paper):
            yield "paper", "chưa phải tên giấy tờ: ghi loại, số, ngày", "is no paper's name: give kind, number and date"
        if self.claim is Claim.DONE and self.done_on is None:
            yield "day", "cần ghi ngày hoàn thành", "give the day it was done"
        if self.done_on and self.done_on > today:
            yield "day", "ngày hoàn thành ở tương lai", "lies in the future"
        if self.note.strip() and self.claim is Claim.DOING:
            yield "note", "chỉ ghi với mốc đã xong hoặc không áp dụng", "only with what is done or does not apply"
        if len(self.note) > LONGEST:
            yield "note", f"nhiều nhất {LONGEST} ký tự", f"{LONGEST} characters at most"
        if self.done_on and self.done_on < EARLIEST:
            yield "day", "ngày hoàn thành trước năm 2000, xem lại", "lies before the year 2000"

    def faults(self, today: date) -> list[str]:
        names = {"paper": "giấy tờ", "day": "ngày", "note": "giải thích"}
        return [both(f"{self.code}, {names[field]}: {vi}", f"{self.code}, {field}: {en}") for field, vi, en in self.wrong(today)]


def says_nothing(words: str) -> bool:
    """Empty, or marks alone: no letter and no digit."""
    return not any(one.isalnum() for one in words)


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


def check_report(claim: Claim, done_on: date, note: str, paper: str, files: bool, today: date) -> None:
    """A report while the plan runs: done with something that shows it, or not applicable with its reason and paper. Raises: Incomplete."""
    if claim is Claim.DOING:
        raise Incomplete("claim: chỉ báo cáo đã xong hoặc không áp dụng / only done or not_applicable is reported")
    if claim is Claim.NOT_APPLICABLE:
        reason = both("note: cần nêu vì sao không áp dụng cho đơn vị", "say why it is not applicable")
        shown = both("paper: cần ghi giấy tờ làm căn cứ", "name the paper it rests on")
        if faults := [fault for given, fault in ((note, reason), (paper, shown)) if says_nothing(given)]:
            raise Incomplete(*faults)
    if done_on > today:
        raise Incomplete("done_on: ngày hoàn thành ở tương lai / the day lies in the future")
    if done_on < EARLIEST:
        raise Incomplete("done_on: ngày hoàn thành trước năm 2000, xem lại / the day lies before the year 2000")
    if not files and says_nothing(paper):
        raise Incomplete("files: cần tệp minh chứng hoặc giấy tờ làm căn cứ / add a file or name the paper it rests on")
