"""The level of a system that a facility declares by its own paper, with the criteria it names itself (TT 54/2017/TT-BYT Đ4 k3).

Of a system whose criteria are known a council appraises the level: `domain/appraisals.py`. The criteria of a HIS are not, so that none is
invented here: the facility enters those of the list it was judged by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import Malformed
from domain.evidence import Evidence
from domain.faults import both
from domain.names import PersonId
from domain.outside_papers import OutsidePaper
from domain.readiness import LevelLine
from domain.reasons import LONGEST, too_long

MOST = 300
"""Criteria of one declaration."""


@dataclass(frozen=True)
class LevelCriterion:
    """One line of the list by which the facility was judged."""

    level: str
    """The level it belongs to, of the line's levels."""
    code: str
    title: str
    met: bool
    words: str = ""


@dataclass(frozen=True)
class LevelDeclaration:
    """A declared level. Nothing of it is changed: a new one follows it."""

    line: LevelLine
    number: int
    level: str
    paper: OutsidePaper
    criteria: tuple[LevelCriterion, ...]
    by: PersonId
    at: datetime
    files: tuple[Evidence, ...] = ()

    @property
    def reached(self) -> str:
        """The declared level, or the one below the lowest level of which a criterion is missing; empty below the first."""
        order = self.line.levels
        lacking = [order.index(one.level) for one in self.criteria if not one.met]
        return ("", *order)[min([order.index(self.level), *(n - 1 for n in lacking)]) + 1]

    def reaches(self, demanded: str) -> bool:
        order = ("", *self.line.levels)
        return demanded in order and order.index(self.reached) >= order.index(demanded)

    def missing(self, demanded: str) -> tuple[LevelCriterion, ...]:
        """Criteria up to the demanded level that are not met."""
        order = self.line.levels
        last = order.index(demanded) if demanded in order else len(order)
        return tuple(one for one in self.criteria if not one.met and order.index(one.level) <= last)


def check_declaration(
    line: LevelLine, level: str, paper: OutsidePaper, criteria: tuple[LevelCriterion, ...], files: Iterable[Evidence], today: date
) -> None:
    """Raises: Malformed with every fault."""
    known = ", ".join(line.levels)
    faults = paper.faults(today, needed=True)
    if level not in line.levels:
        faults.append(both(f"level: chọn một trong các mức {known}", f"choose one of the levels {known}"))
    if not tuple(files):
        faults.append("file: gửi kèm văn bản công bố mức, tệp PDF / add the paper that declares the level as PDF")
    if not criteria:
        faults.append("criteria: nhập các tiêu chí của mức, mỗi tiêu chí một dòng / enter the criteria, one on each line")
    if len(criteria) > MOST:
        faults.append(both(f"criteria: nhiều nhất {MOST} tiêu chí", f"at most {MOST} criteria"))
    codes = [one.code.strip() for one in criteria]
    for n, one in enumerate(criteria[:MOST], 1):
        faults += _line_faults(n, one, line, codes)
    if faults:
        raise Malformed(*faults)


def _line_faults(n: int, one: LevelCriterion, line: LevelLine, codes: list[str]) -> list[str]:
    said = f"criteria: dòng {n}"
    faults = too_long("criteria", one.title, LONGEST) + too_long("criteria", one.words, LONGEST) + too_long("criteria", one.code)
    if one.level not in line.levels:
        faults.append(both(f"{said}: mức '{one.level}' không có trong {', '.join(line.levels)}", f"line {n}: no such level"))
    if not one.code.strip() or not one.title.strip():
        faults.append(both(f"{said}: ghi mã và tên tiêu chí", f"line {n}: give code and title of the criterion"))
    elif codes.index(one.code.strip()) < n - 1:
        faults.append(both(f"{said}: mã '{one.code.strip()}' đã có ở dòng trên", f"line {n}: the code stands twice"))
    return faults
