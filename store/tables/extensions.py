"""Papers that move a last day of a plan, until and after everybody has signed. What they say is their document's."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class DateExtensionRow(Table):
    __tablename__ = "date_extension"
    document: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    plan: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    code: Mapped[str]
    before: Mapped[date]
    """The last day as it stood when the paper was drawn up."""
    after: Mapped[date]
    reason: Mapped[str]
    paper: Mapped[str]
    """What it rests on."""
    tracks: Mapped[list[Any]]
    """Ids of the tracks it is for; none: all of the plan."""
    applied_at: Mapped[datetime | None]
    """When everybody had signed and the day moved; NULL before."""
    void: Mapped[str] = mapped_column(server_default="")
    """Why it moved nothing though everybody had signed; else empty."""
