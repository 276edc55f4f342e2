"""Shapes of copies given to patients."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, LongText, Moment, Named, Text
from domain.copies import HandOver, Medium, Receiver, Settled
from domain.names import PersonId
from services.copies import CopyView


class IssueCopy(Act):
    """A copy of the newest version, once everybody signed."""

    medium: Annotated[Medium, Field(description="paper: có thêm bản in chuyển đổi; electronic: tệp đã ký.", examples=["paper"])]


class HandOverCopy(Act):
    """Who took a copy."""

    to: Annotated[Receiver, Field(description="patient, representative, facility", examples=["representative"])]
    at: Annotated[Moment, Field(examples=["2026-11-21T10:05:00+07:00"])]
    name: Annotated[Text, Field(description="Người đại diện hoặc cơ sở nhận.", examples=["Nguyễn Văn Minh"])] = ""
    relation: Annotated[Text, Field(description="Quan hệ của người đại diện với người bệnh.", examples=["con"])] = ""
    proof: Annotated[Text, Field(description="Giấy tờ chứng minh: loại, số.", examples=["CCCD 033095001234"])] = ""
    note: LongText = ""

    def words(self) -> HandOver:
        return HandOver(self.to, self.at, self.name, self.relation, self.proof, self.note)


class SettleCopy(Act):
    """What became of a copy whose version was replaced."""

    how: Annotated[Settled, Field(description="recalled: thu hồi; renewed: trao bản mới; told: đã báo.", examples=["recalled"])]
    note: LongText = ""


class HandedOver(Answer):
    to: Receiver
    name: str
    relation: str
    proof: str
    note: str
    at: datetime
    by: Named


class SettledAnswer(Answer):
    how: Settled
    note: str
    at: datetime
    by: Named


class CopyAnswer(Answer):
    """A copy; its files are under `/copies/{id}/pdf` and, of a paper copy, `/copies/{id}/print`."""

    id: UUID
    document: UUID
    version: int
    medium: Medium
    sha256: Annotated[str, Field(description="Tệp đã ký như đã cấp.")]
    printed: Annotated[str | None, Field(description="SHA-256 của bản in chuyển đổi; null của bản điện tử.")]
    issued_at: datetime
    issued_by: Named
    handed_over: HandedOver | None
    outdated: Annotated[bool, Field(description="Người nhận đang giữ bản đã bị thay thế: thu hồi hoặc trao bản mới.")]
    settled: SettledAnswer | None

    @classmethod
    def of(cls, view: CopyView) -> Self:
        copy = view.copy

        def named(person: PersonId | None) -> Named:
            return Named(id=str(person), name=view.names.get(person, "") if person else "")

        handed = HandedOver(**vars(copy.handed), by=named(copy.handed_by)) if copy.handed else None
        settled = None
        if copy.settled and copy.settled_at:
            settled = SettledAnswer(how=copy.settled, note=copy.settled_note, at=copy.settled_at, by=named(copy.settled_by))
        return cls(
            id=copy.id,
            document=copy.document,
            version=copy.version,
            medium=copy.medium,
            sha256=copy.sha256,
            printed=copy.printed,
            issued_at=copy.issued_at,
            issued_by=named(copy.issued_by),
            handed_over=handed,
            outdated=view.outdated,
            settled=settled,
        )


class Copies(Answer):
    copies: list[CopyAnswer]
