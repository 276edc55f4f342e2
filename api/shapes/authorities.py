"""Shapes of the province's other units."""

from typing import Annotated, Self

from pydantic import Field

from api.shapes.shape import Act, Answer, Text, Words
from services.authorities import AuthoritiesView, NewAuthority


class AddAuthority(Act):
    """A unit of the province without an account."""

    code: Annotated[Words, Field(examples=["CA33"])]
    name: Annotated[Text, Field(examples=["Công an tỉnh Hưng Yên"])]
    unit: Annotated[Words, Field(examples=["cong-an-tinh"], description="Mã của đơn vị trong kế hoạch.")]
    place: Annotated[Text, Field(examples=["Hưng Yên"])]

    def words(self) -> NewAuthority:
        return NewAuthority(self.code, self.name, self.unit, self.place)


class AuthorityAdded(Answer):
    id: str


class AuthorityAnswer(Answer):
    id: str
    name: str
    unit: str
    accounts: int


class AuthoritiesAnswer(Answer):
    """`units`: code → name of those that plans name and that are not here."""

    authorities: list[AuthorityAnswer]
    units: dict[str, str]

    @classmethod
    def of(cls, view: AuthoritiesView) -> Self:
        lines = [AuthorityAnswer(id=o.facility.id, name=o.facility.name, unit=o.facility.unit, accounts=o.accounts) for o in view.lines]
        return cls(authorities=lines, units=view.units)
