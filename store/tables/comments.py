"""What people said about versions of documents."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class CommentRow(Table):
    """What somebody said about a version: nothing is removed, and what is taken back stays on file."""

    __tablename__ = "comment"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    document: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    version: Mapped[int]
    person: Mapped[UUID]
    position: Mapped[UUID]
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(index=True)
    """SHA-256 of the words, which lie on the shelf under the document's key."""
    taken_back_at: Mapped[datetime | None]
    __table_args__ = (
        Index("comment_document", "document", "at"),
        ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),
    )
