"""Shapes of the letters that remind late units of a plan."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, LongText, Named, Text
from domain.letters import About, LateWork, LetterWords, NewLetter, Reminded
from domain.names import DocumentId, TrackId
from services.letters import Drafting, UnitLine
from store.queries.letters import Letter


class WriteLetter(Act):
    """To whom it goes, and its own words; what each unit is late with is the house's."""

    units: Annotated[
        tuple[UUID, ...],
        Field(max_length=2000, description="Lộ trình của các đơn vị; bỏ trống là mọi đơn vị trễ, chưa khai. · Tracks."),
    ] = ()
    opening: Annotated[LongText, Field(min_length=1)]
    closing: LongText = ""
    by_when: Day
    recipients: Annotated[tuple[Text, ...], Field(max_length=30, description="Nơi nhận, ít nhất nơi lưu.", examples=[["Như trên"]])] = ()
    besides: Annotated[
        tuple[UUID, ...],
        Field(
            max_length=100,
            description="Công văn cùng ngày đã đôn đốc cùng việc, vẫn gửi thêm. · Letters of today that are known of.",
        ),
    ] = ()
    about: Annotated[
        About, Field(description="Chỉ việc quá hạn (`late`), chỉ chưa khai báo (`undeclared`), bỏ trống là cả hai. · What it reminds of.")
    ] = About.BOTH
    again: Annotated[UUID | None, Field(description="Công văn bị từ chối hoặc đã rút mà bản này thay thế.")] = None

    def new(self) -> NewLetter:
        words = LetterWords(self.opening, self.closing, self.by_when, self.recipients)
        known = tuple(DocumentId(one) for one in self.besides)
        return NewLetter(
            words, tuple(TrackId(one) for one in self.units), DocumentId(self.again) if self.again else None, known, self.about
        )


class WorkAnswer(Answer):
    code: str
    title: str
    deliverable: str
    due: date
    days: Annotated[int, Field(description="Số ngày quá hạn.")]
    undeclared: Annotated[bool, Field(description="Đã qua hạn mà đơn vị chưa khai báo: chưa biết có trễ không. · Not declared.")]

    @classmethod
    def of(cls, work: LateWork) -> Self:
        return cls.model_validate(work)


class RemindedAnswer(Answer):
    """A letter that reminded a unit; `number` is null and `sent` false while it is being signed."""

    document: UUID
    number: str | None
    on: date
    by_when: date
    sent: bool
    codes: list[str]

    @classmethod
    def of(cls, one: Reminded) -> Self:
        codes = list(one.codes)
        return cls(document=one.document, number=one.number or None, on=one.on, by_when=one.by_when, sent=one.sent, codes=codes)


class LateUnitAnswer(Answer):
    """A unit that is late or has not declared; `today` says that letters of today, or being signed (`besides`), name the same already."""

    track: UUID
    facility: Named
    days: int
    work: list[WorkAnswer]
    reminded: RemindedAnswer | None
    today: bool
    besides: list[UUID]

    @classmethod
    def of(cls, line: UnitLine) -> Self:
        unit = line.unit
        return cls(
            track=unit.track,
            facility=Named(id=unit.facility, name=unit.name),
            days=unit.days,
            work=[WorkAnswer.of(one) for one in unit.work],
            reminded=RemindedAnswer.of(line.reminded) if line.reminded else None,
            today=line.today,
            besides=[one.document for one in line.besides],
        )


class LateUnits(Answer):
    """Who is late today or has not declared what was due, and the words proposed for a letter."""

    units: list[LateUnitAnswer]
    opening: str
    closing: str
    by_when: date
    recipients: list[str]

    @classmethod
    def of(cls, found: Drafting) -> Self:
        said = found.proposed
        return cls(
            units=[LateUnitAnswer.of(one) for one in found.units],
            opening=said.opening,
            closing=said.closing,
            by_when=said.by_when,
            recipients=list(said.recipients),
        )


class LetterAnswer(Answer):
    """A letter with its newest version; sent once everybody has signed."""

    document: UUID
    number: str | None
    state: str
    as_of: date
    by_when: date
    issued_on: date | None
    sent_at: datetime | None
    units: int

    @classmethod
    def of(cls, one: Letter) -> Self:
        version = one.version
        number = f"{version.issue_number:02}/{version.series}" if version.issue_number else None
        return cls(
            document=one.document.id,
            number=number,
            state=version.state,
            as_of=one.as_of,
            by_when=one.by_when,
            issued_on=version.issued_on,
            sent_at=one.sent_at,
            units=one.units,
        )


class LetterMade(Answer):
    document: UUID
