"""Connections of a facility, their steps, and what was exchanged. Nothing of them is deleted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class EndpointRow(Table):
    """Made with its first step; an endpoint without a row is not begun."""

    __tablename__ = "endpoint"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    """Of `policies/readiness`."""
    state: Mapped[str]
    since: Mapped[datetime]
    responsible: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    tested: Mapped[int]
    steps: Mapped[int]
    succeeded: Mapped[datetime | None]
    failed: Mapped[datetime | None]


class EndpointStepRow(Table):
    """Each change of its state; its files are in `register_file`."""

    __tablename__ = "endpoint_step"
    track: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    reason: Mapped[str]
    responsible: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    __table_args__ = (ForeignKeyConstraint(["track", "code"], ["endpoint.track", "endpoint.code"]),)


class EndpointExchangeRow(Table):
    __tablename__ = "endpoint_exchange"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    track: Mapped[UUID]
    code: Mapped[str]
    at: Mapped[datetime]
    """When it took place."""
    succeeded: Mapped[bool]
    words: Mapped[str]
    reference: Mapped[str]
    machine: Mapped[bool]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    told_at: Mapped[datetime]
    __table_args__ = (
        ForeignKeyConstraint(["track", "code"], ["endpoint.track", "endpoint.code"]),
        Index("endpoint_exchange_newest", "track", "code", "at"),
    )
