"""Shapes of facilities and departments of health that are brought in."""

from typing import Annotated, Literal, Self

from pydantic import Field

from api.shapes.shape import Act, Answer, Asked, Day, Secret, Text, Words
from domain.facilities import FirstAccount, NewFacility
from services.facilities import FacilitiesView
from store.queries.facilities import FacilityLine

Kind = Literal["hospital", "centre", "clinic", "health_department"]


class Account(Asked):
    """The first administrator of a facility."""

    login: Annotated[Words, Field(examples=["qt.mat"])]
    name: Annotated[Words, Field(examples=["Đỗ Thị Loan"])]
    password: Secret
    pin: Annotated[Words, Field(description="6–12 chữ số. · 6–12 digits.")]
    basis: Annotated[Words, Field(description="Văn bản phân công.", examples=["Quyết định số 12/QĐ-BV ngày 05/01/2026"])]

    def words(self) -> FirstAccount:
        return FirstAccount(self.login, self.name, self.password, self.pin, self.basis)


class Department(Asked):
    """A department of a facility."""

    code: Annotated[Words, Field(examples=["XN"])]
    name: Annotated[Words, Field(examples=["Khoa Xét nghiệm"])]


class Facility(Asked):
    """A facility of the department of whoever asks, or another department of health."""

    code: Annotated[Words, Field(examples=["33020"], description="Mã cơ sở khám bệnh, chữa bệnh; của Sở Y tế là mã tỉnh.")]
    name: Annotated[Words, Field(examples=["Bệnh viện Mắt"])]
    kind: Kind
    place: Annotated[Words, Field(examples=["Hưng Yên"])]
    basis: Annotated[Words, Field(examples=["Quyết định số 1205/QĐ-UBND ngày 20/5/2014"])]
    published: bool = False
    unit: Annotated[Text, Field(examples=["phường Phố Hiến"])] = ""
    unit_since: Day | None = None
    departments: Annotated[tuple[Department, ...], Field(description="Để trống là danh sách thường có.", max_length=100)] = ()
    account: Account | None = None

    def words(self) -> NewFacility:
        return NewFacility(
            self.code,
            self.name,
            self.kind,
            self.place,
            self.basis,
            self.published,
            self.unit,
            self.unit_since,
            tuple((one.code, one.name) for one in self.departments),
            self.account.words() if self.account else None,
        )


class AddFacilities(Act):
    """All of them or none."""

    facilities: Annotated[tuple[Facility, ...], Field(min_length=1, max_length=2000)]


class GiveAccount(Act):
    account: Account


class RemoveFacility(Act):
    reason: Words


class FacilitiesAdded(Answer):
    ids: list[str]


class FacilityAnswer(Answer):
    """`accounts`: people who hold a post there today; `plans`: those in which it has a running track."""

    id: str
    name: str
    kind: str
    place: str
    basis: str
    published: bool
    unit: str
    accounts: int
    plans: int

    @classmethod
    def of(cls, line: FacilityLine) -> Self:
        one = line.facility
        said = {"id": one.id, "name": one.name, "kind": one.kind, "place": one.place, "published": one.published}
        return cls(**said, basis=line.basis, unit=line.unit, accounts=line.accounts, plans=line.plans)


class FacilitiesAnswer(Answer):
    """Those of the department, and the other departments of health there are."""

    facilities: list[FacilityAnswer]
    departments: list[FacilityAnswer]

    @classmethod
    def of(cls, view: FacilitiesView) -> Self:
        mine, others = ([FacilityAnswer.of(one) for one in these] for these in (view.lines, view.others))
        return cls(facilities=mine, departments=others)
