"""Security of a facility's systems: the level dossier and reviews with their papers, findings mended and looked at again, a checklist."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.clock import day
from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.evidence import Evidence
from domain.faults import both
from domain.names import PersonId
from domain.outside_papers import OutsidePaper
from domain.readiness import SecurityLine
from domain.reasons import LONGEST, reason_faults, too_long

LEVELS = range(1, 6)
"""Cấp độ an toàn hệ thống thông tin."""


class SecurityPaperKind(StrEnum):
    DOSSIER = "dossier"
    """The approval of the level dossier (hồ sơ đề xuất cấp độ)."""
    POLICE = "police"
    """Review by Công an tỉnh, which has no account here."""
    SCIENCE = "science"
    """Review by Sở Khoa học và Công nghệ."""


class Severity(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class FindingState(StrEnum):
    OPEN = "open"
    MENDED = "mended"
    """Said to be mended; somebody else looks again."""
    CLOSED = "closed"


@dataclass(frozen=True)
class SecurityPaper:
    """An approval or a review as its paper has it."""

    kind: SecurityPaperKind
    level: int
    """Of a dossier; 0 of a review."""
    words: str
    """What it approves or concludes."""
    paper: OutsidePaper
    files: tuple[Evidence, ...]
    number: int = 0
    """In the register; 0 before it is entered."""
    by: PersonId | None = None
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""

    @property
    def counts(self) -> bool:
        return self.withdrawn_at is None

    def withdraw(self, reason: str, by: PersonId, now: datetime) -> "SecurityPaper":
        """By somebody else than who entered it. Raises: WrongState, SamePerson, Malformed."""
        if self.withdrawn_at:
            raise WrongState("security.withdraw", "withdrawn")
        if by == self.by:
            raise SamePerson("security.withdraw")
        if faults := reason_faults(reason):
            raise Malformed(*faults)
        return replace(self, withdrawn_at=now, withdrawn_why=reason.strip())

    def check(self, today: date) -> None:
        """Raises: Malformed with every fault."""
        faults = too_long("words", self.words, LONGEST) + self.paper.faults(today, needed=True)
        if self.kind is SecurityPaperKind.DOSSIER and self.level not in LEVELS:
            faults.append("level: cấp độ từ 1 đến 5 / a level from 1 to 5")
        if not self.words.strip():
            faults.append("words: ghi hệ thống nào, kết luận gì / say of which system, and what it concludes")
        if not self.files:
            faults.append("file: gửi kèm văn bản, tệp PDF / add the paper as PDF")
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class NewFinding:
    words: str
    severity: Severity
    owner: PersonId
    """Who mends it."""
    due: date

    def check(self, people: Collection[PersonId], today: date) -> None:
        """Raises: Malformed with every fault."""
        faults = too_long("words", self.words, LONGEST)
        if not self.words.strip():
            faults.append("words: ghi điểm yếu, việc phải khắc phục / say what is to be mended")
        if self.owner not in people:
            faults.append("owner: chọn người của cơ sở / choose somebody of this facility")
        if self.due < today:
            faults.append("due: ngày này đã qua / this day is over")
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class SecurityFinding:
    """Immutable: an act gives a new one."""

    number: int
    said: NewFinding
    state: FindingState
    found_at: datetime
    mended_by: PersonId | None = None
    mended_words: str = ""
    files: tuple[Evidence, ...] = ()
    """That show that it is mended."""
    checked_by: PersonId | None = None
    checked_words: str = ""
    steps: int = 1

    def days_late(self, today: date) -> int:
        return max((today - self.said.due).days, 0) if self.state is FindingState.OPEN else 0

    def mend(self, words: str, files: int, by: PersonId) -> "SecurityFinding":
        """Raises: WrongState, Malformed, Incomplete without evidence."""
        if self.state is not FindingState.OPEN:
            raise WrongState("security.mend", self.state)
        faults = too_long("words", words, LONGEST)
        if not words.strip():
            faults.append("words: ghi đã khắc phục thế nào / say how it was mended")
        if faults:
            raise Malformed(*faults)
        if not files:
            raise Incomplete("file: gửi kèm minh chứng, tệp PDF / add the evidence as PDF")
        return replace(self, state=FindingState.MENDED, mended_by=by, mended_words=words.strip(), steps=self.steps + 1)

    def recheck(self, good: bool, words: str, by: PersonId) -> "SecurityFinding":
        """By somebody else than who mended it; open again when it is not. Raises: WrongState, SamePerson, Malformed."""
        if self.state is not FindingState.MENDED:
            raise WrongState("security.recheck", self.state)
        if by == self.mended_by:
            raise SamePerson("security.recheck")
        faults = too_long("words", words, LONGEST)
        if not words.strip():
            faults.append("words: ghi kiểm tra lại thế nào / say how it was looked at again")
        if faults:
            raise Malformed(*faults)
        state = FindingState.CLOSED if good else FindingState.OPEN
        return replace(self, state=state, checked_by=by, checked_words=words.strip(), steps=self.steps + 1)


@dataclass(frozen=True)
class Checked:
    """How a line of the checklist stands; the newest answer counts."""

    line: SecurityLine
    met: bool = False
    words: str = ""
    by: PersonId | None = None
    at: datetime | None = None
    files: tuple[Evidence, ...] = ()


def check_answer(met: bool, words: str, files: int) -> None:
    """Raises: Malformed with every fault."""
    faults = too_long("words", words, LONGEST)
    if not words.strip():
        faults.append("words: ghi căn cứ, hoặc còn thiếu gì / say what it rests on, or what is missing")
    if met and not files:
        faults.append("file: gửi kèm minh chứng, tệp PDF / add the evidence as PDF")
    if faults:
        raise Malformed(*faults)


@dataclass(frozen=True)
class Secured:
    """Security of a facility on a day: a live fact."""

    day: date
    level: int
    """Of the newest approved dossier; 0 without one."""
    approval: OutsidePaper
    open: int
    """Findings that are not closed."""
    late: int
    met: int
    """Lines of the checklist."""
    lines: int

    @property
    def ready(self) -> bool:
        return self.level > 0 and not self.open and self.met == self.lines


def secured(
    papers: Collection[SecurityPaper], findings: Collection[SecurityFinding], checks: Collection[Checked], now: datetime
) -> Secured:
    """`papers`: newest first; what was taken back counts for nothing."""
    dossier = next((one for one in papers if one.kind is SecurityPaperKind.DOSSIER and one.counts), None)
    left = [one for one in findings if one.state is not FindingState.CLOSED]
    late = sum(one.days_late(day(now)) > 0 for one in left)
    level, paper = (dossier.level, dossier.paper) if dossier else (0, OutsidePaper())
    return Secured(day(now), level, paper, len(left), late, sum(one.met for one in checks), len(checks))


def severity_of(told: str) -> Severity:
    """Raises: Malformed."""
    if told not in set(Severity):
        raise Malformed(both(f"severity: chọn một trong {', '.join(Severity)}", f"one of {', '.join(Severity)}"))
    return Severity(told)


def kind_of(told: str) -> SecurityPaperKind:
    """Raises: Malformed."""
    if told not in set(SecurityPaperKind):
        raise Malformed(both(f"kind: chọn một trong {', '.join(SecurityPaperKind)}", f"one of {', '.join(SecurityPaperKind)}"))
    return SecurityPaperKind(told)
