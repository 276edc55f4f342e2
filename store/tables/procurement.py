"""Purchases of a track: how far they are, their items with what each comes to, their history, and the papers that were drawn up."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table

MONEY = Numeric(20, 0)
"""Whole đồng, exactly."""


class ProcurementRow(Table):
    __tablename__ = "procurement"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    title: Mapped[str]
    way: Mapped[str]
    milestone: Mapped[str]
    """Code of the milestone its acceptance reports; empty for none."""
    edition: Mapped[str]
    route: Mapped[list[Any]]
    """The steps as the rules had them when it was opened."""
    state: Mapped[str]
    passed: Mapped[int]
    version: Mapped[int]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    events: Mapped[int]
    supplier: Mapped[str]


class ProcurementItemRow(Table):
    """An item of the newest version, with what it comes to by the events so far."""

    __tablename__ = "procurement_item"
    procurement: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int]
    price: Mapped[Decimal] = mapped_column(MONEY)
    category: Mapped[str]
    fund: Mapped[str]
    line: Mapped[str]
    """The plan's budget line; empty for none."""
    why: Mapped[str]
    approved: Mapped[Decimal | None] = mapped_column(MONEY)
    contracted: Mapped[int]
    contract_price: Mapped[Decimal | None] = mapped_column(MONEY)
    delivered: Mapped[int]
    accepted: Mapped[int]
    paid: Mapped[Decimal] = mapped_column(MONEY)


class ProcurementEventRow(Table):
    """What happened: judged, selected, contracted, delivered, paid, struck."""

    __tablename__ = "procurement_event"
    procurement: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    did: Mapped[str]
    step: Mapped[str]
    version: Mapped[int]
    paper_number: Mapped[str]
    paper_day: Mapped[date | None]
    paper_issuer: Mapped[str]
    document: Mapped[UUID | None]
    opinion: Mapped[str]
    words: Mapped[str]
    until: Mapped[date | None]
    strikes: Mapped[int | None]
    """Number of the event it strikes."""
    by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ProcurementEntryRow(Table):
    """What an event says of one item."""

    __tablename__ = "procurement_entry"
    procurement: Mapped[UUID] = mapped_column(primary_key=True)
    event: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quantity: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(MONEY)
    __table_args__ = (ForeignKeyConstraint(["procurement", "event"], ["procurement_event.procurement", "procurement_event.number"]),)


class ProcurementPaperRow(Table):
    """A paper of a purchase: of which step, and of which version of the purchase it was drawn up last."""

    __tablename__ = "procurement_paper"
    document: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    procurement: Mapped[UUID] = mapped_column(ForeignKey("procurement.id"), index=True)
    step: Mapped[str]
    version: Mapped[int]
