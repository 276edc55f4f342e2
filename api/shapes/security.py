"""Shapes of a facility's security."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, LongText, Words
from api.shapes.tracks import FileAnswer
from domain.names import PersonId
from domain.security import Checked, FindingState, SecurityFinding, SecurityPaper, Severity
from services.security import Found, SecurityView


class GiveFinding(Act):
    """Something that is to be mended."""

    words: Annotated[LongText, Field(min_length=1)]
    severity: Annotated[Words, Field(description="`low` · `medium` · `high` · `critical`.")]
    owner: UUID
    due: Day

    def found(self) -> Found:
        return Found(self.words, self.severity, PersonId(self.owner), self.due)


class RecheckFinding(Act):
    """Looked at again by somebody else than who mended it."""

    good: bool
    words: Annotated[LongText, Field(min_length=1)]


class FindingGiven(Answer):
    number: int


class PaperAnswer(Answer):
    kind: str
    level: int
    words: str
    number: str
    day: date | None
    issuer: str
    files: list[FileAnswer]
    register_number: Annotated[int, Field(description="Số trong sổ, dùng khi rút. · In the register: by it the entry is taken back.")]
    withdrawn_at: datetime | None
    withdrawn_why: str

    @classmethod
    def of(cls, one: SecurityPaper) -> Self:
        files = [FileAnswer.model_validate(each) for each in one.files]
        paper = {"number": one.paper.number, "day": one.paper.day, "issuer": one.paper.issuer}
        taken = {"register_number": one.number, "withdrawn_at": one.withdrawn_at, "withdrawn_why": one.withdrawn_why}
        return cls(kind=one.kind, level=one.level, words=one.words, **paper, files=files, **taken)


class FindingAnswer(Answer):
    number: int
    words: str
    severity: Severity
    owner: UUID
    due: date
    state: FindingState
    mended_by: UUID | None
    mended_words: str
    checked_by: UUID | None
    checked_words: str

    @classmethod
    def of(cls, one: SecurityFinding) -> Self:
        names = ("number", "state", "mended_by", "mended_words", "checked_by", "checked_words")
        return cls(**vars(one.said), **{name: getattr(one, name) for name in names})


class CheckAnswer(Answer):
    code: str
    title: str
    quote: str
    basis: str
    certainty: str
    met: bool
    words: str
    at: datetime | None

    @classmethod
    def of(cls, one: Checked) -> Self:
        said = {name: getattr(one.line, name) for name in ("code", "title", "quote", "basis", "certainty")}
        return cls(**said, met=one.met, words=one.words, at=one.at)


class SecurityAnswer(Answer):
    level: Annotated[int, Field(description="0: chưa có phê duyệt. · 0 without an approval.")]
    open: int
    late: int
    met: int
    lines: int
    papers: list[PaperAnswer]
    findings: list[FindingAnswer]
    checks: list[CheckAnswer]

    @classmethod
    def of(cls, view: SecurityView) -> Self:
        on = view.secured
        return cls(
            level=on.level,
            open=on.open,
            late=on.late,
            met=on.met,
            lines=on.lines,
            papers=[PaperAnswer.of(one) for one in view.papers],
            findings=[FindingAnswer.of(one) for one in view.findings],
            checks=[CheckAnswer.of(one) for one in view.checks],
        )
