"""Facilities, people, their positions, keys and sessions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class FacilityRow(Table):
    """A hospital, a centre, or the department of health."""

    __tablename__ = "facility"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    """`hospital`, `centre`, `clinic`, `health_department` or `authority`."""
    parent: Mapped[str | None] = mapped_column(ForeignKey("facility.id"))
    place: Mapped[str] = mapped_column(server_default="")
    """Where its papers are dated, e.g. `Hưng Yên`."""
    published: Mapped[bool] = mapped_column(server_default=text("false"))
    """Has published its electronic record before the plan."""
    unit: Mapped[str] = mapped_column(server_default="")
    """Of an authority, the code under which plans name it."""
    basis: Mapped[str] = mapped_column(server_default="")
    """The paper by which one that was brought in was set up."""


class DepartmentRow(Table):
    __tablename__ = "department"
    id: Mapped[str] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"), index=True)
    name: Mapped[str]


class PersonRow(Table):
    __tablename__ = "person"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    mail: Mapped[str | None]
    """Where digests are sent; None for none."""
    digest: Mapped[str | None]
    """How often (`domain.digests.Rhythm`), when the person chose."""


class PositionRow(Table):
    __tablename__ = "position"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    department: Mapped[str | None] = mapped_column(ForeignKey("department.id"))
    role: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    basis: Mapped[str]
    __table_args__ = (Index("position_holders", "facility", "role", "department"),)


class CredentialRow(Table):
    """A token with its certificate; the owner is a person's id or an organisation's code."""

    __tablename__ = "credential"
    owner: Mapped[str] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    scheme: Mapped[str]
    certificate: Mapped[bytes]
    chain: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary()))
    enrolled_at: Mapped[datetime]


class SessionRow(Table):
    """A signed-in browser or machine; only the SHA-256 of its token is kept."""

    __tablename__ = "session"
    token: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[UUID | None] = mapped_column(ForeignKey("position.id"))
    machine: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class AttemptRow(Table):
    """Wrong passwords and PINs; survives a restart. The key is `sign_in/<login>` or `pin/<person>`."""

    __tablename__ = "attempt"
    key: Mapped[str] = mapped_column(primary_key=True)
    wrong: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class WelcomeRow(Table):
    """A one-time link for the first administrator; only the SHA-256 of its token is kept."""

    __tablename__ = "welcome"
    token: Mapped[str] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
