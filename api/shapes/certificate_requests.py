"""Shapes of certificates in the rollout: who needs one, lists, what was issued."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, LongText, Named, Reasoned, Words
from domain.certificate_requests import Coverage, Issued, Line, NewRequest, Stage, Standing
from domain.names import PersonId
from domain.roles import Role
from services.certificate_coverage import CertificatesView, RequestView
from store.queries.certificate_requests import Request


class AskCertificates(Act):
    """A list that asks for certificates; it goes to be signed and numbered."""

    people: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=500, description="Ai được đề nghị cấp. · For whom.")]
    route: Annotated[Words, Field(description="Mã loại chứng thư số, xem `routes`. · Code of the route.", examples=["public_ca"])]
    to: Annotated[Words, Field(description="Nơi cấp. · The authority it goes to.")]
    reason: LongText = ""

    def new(self) -> NewRequest:
        return NewRequest(tuple(map(PersonId, self.people)), self.route, self.to, self.reason)


class IssueCertificate(Act):
    """A certificate as the authority issued it."""

    serial: Annotated[Words, Field(description="Số sê-ri, hệ mười sáu. · Hexadecimal.", examples=["54010abc"])]
    authority: Words
    issued_on: Day
    until: Annotated[Day, Field(description="Ngày cuối còn ký được. · Last day on which it signs.")]

    def issued(self) -> Issued:
        return Issued(self.serial, self.authority, self.issued_on, self.until)


class ReceiveCertificate(Act):
    """The person has it in their hands."""


class TestCertificate(Act):
    """A test signature seen elsewhere than in hsba."""

    on: Day
    words: Annotated[LongText, Field(min_length=1)]


class LoseCertificate(Reasoned):
    """Lost or out of order."""


class ListDrawnUp(Answer):
    document: UUID


class Holder(Answer):
    """Somebody whose post needs a certificate."""

    person: UUID
    name: str
    title: str
    role: Role
    stage: Stage
    until: date | None
    renewing: bool
    to_ask: Annotated[bool, Field(description="Danh sách mới được nêu tên người này. · A new list may name them.")]

    @classmethod
    def of(cls, one: Standing) -> Self:
        return cls.model_validate(one)


class RoleCoverage(Answer):
    role: Role
    numerator: int
    denominator: int
    tested: int
    missing: list[Named]

    @classmethod
    def of(cls, one: Coverage) -> Self:
        missing = [Named(id=str(left.person), name=left.name) for left in one.missing]
        return cls(role=one.role, numerator=one.numerator, denominator=one.denominator, tested=one.tested, missing=missing)


class ListAnswer(Answer):
    id: UUID
    document: UUID
    title: str
    to: str
    route: str
    state: Annotated[str, Field(description="Tình trạng ký. · How its signing stands.")]
    sent_at: datetime | None
    people: int
    issued: int

    @classmethod
    def line(cls, one: Request) -> Self:
        return cls(
            id=one.id,
            document=one.document.id,
            title=one.document.title,
            to=one.to,
            route=one.route,
            state=one.version.state,
            sent_at=one.sent_at,
            people=one.people,
            issued=one.issued,
        )


class Route(Answer):
    code: str
    title: str
    basis: str
    certainty: str


class CertificatesAnswer(Answer):
    day: date
    numerator: int
    denominator: int
    tested: int
    roles: list[RoleCoverage]
    people: list[Holder]
    lists: list[ListAnswer]
    routes: list[Route]

    @classmethod
    def of(cls, view: CertificatesView) -> Self:
        found = view.covered
        return cls(
            day=found.day,
            numerator=found.numerator,
            denominator=found.denominator,
            tested=found.tested,
            roles=[RoleCoverage.of(one) for one in found.roles],
            people=[Holder.of(one) for one in view.standings],
            lists=[ListAnswer.line(one) for one in view.requests],
            routes=[Route.model_validate(one) for one in view.table.certificate_routes],
        )


class LineAnswer(Answer):
    """One person of a list."""

    person: UUID
    name: str
    title: str
    serial: str | None
    authority: str | None
    issued_on: date | None
    until: date | None
    handed_at: datetime | None
    tested_on: date | None
    tested_words: str
    lost_at: datetime | None
    lost_words: str
    request_list: UUID

    @classmethod
    def of(cls, one: Line) -> Self:
        said = one.issued
        return cls(
            person=one.person,
            name=one.name,
            title=one.title,
            serial=said.serial if said else None,
            authority=said.authority if said else None,
            issued_on=said.issued_on if said else None,
            until=said.until if said else None,
            handed_at=one.handed_at,
            tested_on=one.tested_on,
            tested_words=one.tested_words,
            lost_at=one.lost_at,
            lost_words=one.lost_words,
            request_list=one.request,
        )


class ListRead(ListAnswer):
    lines: list[LineAnswer]

    @classmethod
    def view(cls, view: RequestView) -> Self:
        return cls(**ListAnswer.line(view.request).model_dump(), lines=[LineAnswer.of(one) for one in view.lines])
