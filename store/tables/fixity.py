"""When an archived record's files were last read and held against their inventory."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class FixityRow(Table):
    __tablename__ = "fixity"
    record: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    facility: Mapped[str]
    checked_at: Mapped[datetime]
    damaged: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default="{}")
    """Files of the object that are gone or changed, and that no copy could mend."""
    damaged_at: Mapped[datetime | None]
    mended_at: Mapped[datetime | None]
    """When a file was last brought back from the second copy."""
    __table_args__ = (
        Index("fixity_due", "facility", "checked_at"),
        Index("fixity_damaged", "facility", postgresql_where=text("damaged_at IS NOT NULL")),
    )
