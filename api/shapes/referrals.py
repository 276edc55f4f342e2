"""Shapes of transfers to other facilities."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, Moment, Named, Reasoned, Text, Words
from api.shapes.shape import Asked as Given
from domain.names import DocumentId, FacilityId
from domain.origins import CameFrom
from domain.referrals import MOST_DOCUMENTS, Decline, NewReferral, ReferralState, Taken, Way, Why
from services.referred import IncomingView, PackageView
from store.queries.referrals import Origin, Sent


class CameFromShape(Given):
    """Where a patient was transferred from, as the slip they brought says."""

    facility: Annotated[Words, Field(description="Cơ sở chuyển.", examples=["Bệnh viện Nhi Trung ương"])]
    slip: Annotated[Words, Field(description="Số phiếu chuyển.", examples=["1234/GCV"])]
    slip_day: Day | None = None

    def words(self) -> CameFrom:
        return CameFrom(self.facility, self.slip, self.slip_day)


class SendPackage(Act):
    """A package to another facility: one of this installation, or one elsewhere by its name."""

    receiver: Annotated[Words | None, Field(description="Mã cơ sở dùng chung hệ thống.", examples=["33012"])] = None
    elsewhere: Annotated[Text, Field(description="Tên cơ sở khác. · Name of one elsewhere.")] = ""
    documents: Annotated[
        tuple[UUID, ...] | None,
        Field(max_length=MOST_DOCUMENTS, description="Ngoài phiếu chuyển; null là theo quy định của cơ sở. · Beside the slip."),
    ] = None
    slip: Annotated[UUID | None, Field(description="Null là phiếu mới nhất. · Null for the newest.")] = None
    days: Annotated[int, Field(ge=0, le=36_600, description="0 là tối đa của cơ sở. · 0 for as many as are granted.")] = 0
    may_copy: Annotated[bool, Field(description="Cho lấy bản sao. · Copying too.")] = True
    note: Text = ""

    def words(self) -> NewReferral:
        documents = None if self.documents is None else tuple(DocumentId(one) for one in self.documents)
        to = FacilityId(self.receiver) if self.receiver else None
        slip = DocumentId(self.slip) if self.slip else None
        return NewReferral(to, self.elsewhere, documents, slip, self.days, self.may_copy, self.note)


class HandOverPackage(Act):
    """Who took the package to a facility elsewhere."""

    name: Annotated[Words, Field(description="Người nhận gói.")]
    way: Way
    at: Moment
    note: Text = ""

    def words(self) -> Taken:
        return Taken(self.name, self.way, self.at, self.note)


class DeclinePatient(Act):
    why: Why
    reason: Annotated[Text, Field(description="Bắt buộc khi không tiếp nhận. · Needed when not taken in.")] = ""

    def words(self) -> Decline:
        return Decline(self.why, self.reason)


class RecallPackage(Reasoned):
    """Why the package is shut before its time."""


class SentAnswer(Answer):
    id: UUID


class OriginAnswer(Answer):
    """Where a record's patient came from."""

    facility: str
    slip: str
    slip_day: date | None
    record: Annotated[str, Field(description="Số hồ sơ nơi chuyển. · Code of the record there.")]
    referral: UUID | None

    @classmethod
    def of(cls, one: Origin) -> Self:
        return cls(**vars(one.came_from), record=one.from_record, referral=one.referral)


class ReferralAnswer(Answer):
    """A transfer; nothing clinical."""

    id: UUID
    state: ReferralState
    sender: Named
    receiver: str
    slip: Annotated[str, Field(description="Mã tra cứu của phiếu chuyển. · Look-up code of the slip.")]
    record: Annotated[str, Field(description="Số hồ sơ của cơ sở chuyển. · Code of the record that sends.")]
    record_there: Annotated[str, Field(description="Số hồ sơ nơi tiếp nhận. · Code of the record opened there.")]
    sent_at: datetime
    until: datetime
    open: bool
    may_copy: bool
    answered_at: datetime | None
    declined: Why | None

    @classmethod
    def facts(cls, one: Sent, now: datetime) -> dict[str, object]:
        referral = one.referral
        return {
            **{name: getattr(referral, name) for name in ("id", "sent_at", "until", "may_copy", "answered_at", "declined")},
            "state": referral.state(now),
            "open": referral.open(now),
            "sender": Named(id=referral.facility, name=one.sender),
            "receiver": one.receiver,
            "slip": one.slip_code,
            "record": one.code,
            "record_there": one.linked_code,
        }

    @classmethod
    def of(cls, one: Sent, now: datetime) -> Self:
        return cls.model_validate(cls.facts(one, now))


class Referrals(Answer):
    """Patients sent to the facility."""

    referrals: list[ReferralAnswer]
    tallies: dict[str, int]
    next: UUID | None

    @classmethod
    def of(cls, view: IncomingView, now: datetime) -> Self:
        found = [ReferralAnswer.of(one, now) for one in view.lines]
        return cls(referrals=found, tallies={str(k): n for k, n in view.tallies.items()}, next=found[-1].id if view.more else None)


class PackedAnswer(Answer):
    """A document of the package, frozen as it was sent."""

    number: int
    document: UUID
    form: str
    title: str
    code: str
    version: int
    sha256: str
    size: int
    state: Annotated[str, Field(description="`preserved` đã bảo toàn · `complete` ký đủ, lúc gửi. · As it was when sent.")]


class TakenAnswer(Answer):
    name: str
    way: Way
    at: datetime
    note: str
    by: Named


class ReferralRead(ReferralAnswer):
    """A transfer with its package; no documents once it is shut to the caller."""

    patient: Annotated[str, Field(description="Trống khi gói đã đóng với người hỏi. · Empty once the package is shut to the caller.")]
    birth: date | None
    note: str
    declined_reason: str
    documents: list[PackedAnswer]
    taken: list[TakenAnswer]

    @classmethod
    def view(cls, view: PackageView, now: datetime) -> Self:
        packed = [PackedAnswer(**vars(one.item), form=one.form, title=one.title, code=one.code, state=one.state) for one in view.items]
        taken = [TakenAnswer(**vars(one.taken), by=Named(id=str(one.by), name=view.names[one.by])) for one in view.taken]
        shown = bool(view.items)
        who = {"patient": view.sent.patient if shown else "", "birth": view.sent.born if shown else None}
        said = who | {"note": view.note, "declined_reason": view.declined, "documents": packed, "taken": taken}
        return cls.model_validate({**cls.facts(view.sent, now), **said})
