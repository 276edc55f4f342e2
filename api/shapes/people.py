"""Shapes of sessions, positions and people."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Asked, Named, Secret, Text, Words
from domain.names import DepartmentId
from domain.roles import Role
from services import passwords
from services.people import NewPerson, SignedIn
from store.queries.people import Post


class SignIn(Asked):
    """Name and password; a machine asks for a session that lasts a year."""

    login: Annotated[Words, Field(examples=["bs.lan"])]
    password: Secret
    machine: bool = False


class Change(Act):
    """An old secret and the one that takes its place."""

    old: Secret
    new: Secret

    def words(self) -> passwords.Change:
        return passwords.Change(self.old, self.new, self.new)


class Bring(Act):
    """Somebody to be brought in, with a first position in the facility of whoever asks."""

    login: Annotated[Words, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,59}$", examples=["bs.minh"])]
    name: Annotated[Words, Field(examples=["Trần Nhật Minh"])]
    password: Secret
    pin: Annotated[Text, Field(description="Sáu chữ số; để trống với máy (HIS, LIS). · Six digits.")] = ""
    role: Role
    department: Annotated[Text | None, Field(examples=["33001/NOI"])] = None
    basis: Annotated[Words, Field(description="Văn bản phân công.", examples=["QĐ 112/QĐ-BVĐK ngày 05/01/2026"])]

    def words(self) -> NewPerson:
        where = DepartmentId(self.department) if self.department else None
        return NewPerson(self.login, self.name, self.password, self.pin, self.role, where, self.basis)


class PostAnswer(Answer):
    """A position as people read it."""

    id: UUID
    role: Role
    facility: Named
    department: Named | None
    since: date
    until: date | None
    basis: str

    @classmethod
    def of(cls, post: Post) -> Self:
        held = post.position
        return cls(
            id=held.id,
            role=held.role,
            facility=Named(id=held.facility, name=post.facility),
            department=Named(id=held.department, name=post.department) if held.department else None,
            since=held.since,
            until=held.until,
            basis=held.basis,
        )


class Me(Answer):
    """Who is signed in."""

    id: UUID
    login: str
    name: str
    positions: list[PostAnswer]
    acting: PostAnswer | None

    @classmethod
    def of(cls, signed_in: SignedIn) -> Self:
        person, acting = signed_in.person, signed_in.acting
        return cls(
            id=person.id,
            login=person.login,
            name=person.name,
            positions=[PostAnswer.of(post) for post in signed_in.posts],
            acting=PostAnswer.of(acting) if acting else None,
        )


class SessionAnswer(Answer):
    """A session: send the token as `Authorization: Bearer …`."""

    token: str
    me: Me


class Colleague(Answer):
    """A person in one of the positions of the facility."""

    id: UUID
    name: str
    position: PostAnswer

    @classmethod
    def of(cls, post: Post) -> Self:
        return cls(id=post.position.person, name=post.person, position=PostAnswer.of(post))


class Brought(Answer):
    id: UUID
