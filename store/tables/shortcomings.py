"""What returned records lack."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class ShortcomingRow(Table):
    __tablename__ = "record_shortcoming"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    version: Mapped[int]
    """Of the closing sheet that was returned."""
    number: Mapped[int]
    what: Mapped[str | None]
    """Gone from the row when the record is archived."""
    owed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    due: Mapped[datetime]
    told_by: Mapped[UUID]
    told_at: Mapped[datetime]
    mended_at: Mapped[datetime | None]
    mended_by: Mapped[UUID | None]
    __table_args__ = (Index("record_shortcoming_owed", "owed_by", "due", postgresql_where=text("mended_at IS NULL")),)
