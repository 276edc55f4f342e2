"""Notices: what a person is told, once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class NoticeRow(Table):
    __tablename__ = "notice"
    key: Mapped[str] = mapped_column(primary_key=True)
    """Natural key: told twice, it counts once."""
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    """`result_final`, `refused`, `withdrawn`, `reminder`, `milestone_due`, `milestone_late`, …"""
    link: Mapped[str]
    """Path of the page it leads to."""
    facts: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    __table_args__ = (
        Index("notice_unseen", "person", "at", postgresql_where=text("seen_at IS NULL")),
        # What was told under a key is over: found by how its natural key begins, whatever the database sorts by.
        Index("notice_open_key", "key", postgresql_ops={"key": "text_pattern_ops"}, postgresql_where=text("seen_at IS NULL")),
    )
