"""Orders, their lines, and the result sheets that answer them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class OrderRow(Table):
    __tablename__ = "clinical_order"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    doctor: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    department: Mapped[str] = mapped_column(ForeignKey("department.id"))
    document: Mapped[UUID]
    """The order sheet."""
    ordered_at: Mapped[datetime]


class LineRow(Table):
    __tablename__ = "order_line"
    order: Mapped[UUID] = mapped_column(ForeignKey("clinical_order.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str]
    name: Mapped[str]
    department: Mapped[str] = mapped_column(ForeignKey("department.id"))
    kind: Mapped[str] = mapped_column(server_default="laboratory")
    """What answers it."""
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    changed_at: Mapped[datetime]
    __table_args__ = (Index("order_line_work", "department", "state", "order"),)


class ResultRow(Table):
    """A result sheet: which lines it answers, when it became final, when the ordering doctor saw it."""

    __tablename__ = "result"
    document: Mapped[UUID] = mapped_column(primary_key=True)
    order: Mapped[UUID] = mapped_column(ForeignKey("clinical_order.id"), index=True)
    lines: Mapped[list[int]] = mapped_column(ARRAY(BigInteger()))
    complete_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    critical_at: Mapped[datetime | None]
    """When the newest version came with a critical value."""
    heard_at: Mapped[datetime | None]
    heard_by: Mapped[UUID | None]
    told: Mapped[int] = mapped_column(server_default=text("0"))
    """How often the critical value was told."""
    amended_at: Mapped[datetime | None]
    """When the newest version replaced a released one that somebody had read."""
    amended_grave: Mapped[bool] = mapped_column(server_default=text("false"))
    amended_known_at: Mapped[datetime | None]
    amended_told: Mapped[int] = mapped_column(server_default=text("0"))
    """How often the replacement was told."""
    __table_args__ = (
        Index("result_unseen", "order", postgresql_where=text("complete_at IS NOT NULL AND acknowledged_at IS NULL")),
        Index(
            "result_amended",
            "order",
            postgresql_where=text("amended_at IS NOT NULL AND amended_known_at IS NULL AND acknowledged_at IS NULL"),
        ),
        Index(
            "result_alarming", "order", postgresql_where=text("critical_at IS NOT NULL AND heard_at IS NULL AND acknowledged_at IS NULL")
        ),
    )
