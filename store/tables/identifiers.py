"""Values of documents that other systems know them by: kept when the content has left the rows."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class IdentifierRow(Table):
    __tablename__ = "identifier"
    document: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    """Field of the form, e.g. `accession_number`."""
    value: Mapped[str] = mapped_column(primary_key=True)
    facility: Mapped[str]
    sole: Mapped[bool]
    """No other document of the facility has it."""
    __table_args__ = (
        Index("identifier_sole", "facility", "name", "value", unique=True, postgresql_where=text("sole")),
        Index("identifier_value", "name", "value"),
    )
