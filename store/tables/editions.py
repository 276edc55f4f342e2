"""A facility's own editions of signature chains."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class ChainEditionRow(Table):
    """One edition: proposed, approved, withdrawn. Neither text nor stages ever change; nothing is deleted."""

    __tablename__ = "chain_edition"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    form: Mapped[str]
    edition: Mapped[str]
    uploaded: Mapped[str]
    """The YAML as it was uploaded."""
    policy: Mapped[dict[str, Any]]
    """What was read from it (`domain.signature_chains.ChainPolicy`)."""
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    begins: Mapped[date | None]
    """First day it rules, from its approval on."""
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        Index("chain_edition_name", "facility", "form", "edition", unique=True, postgresql_where=text("withdrawn_at IS NULL")),
        Index(
            "chain_edition_begins",
            "facility",
            "form",
            "begins",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL AND begins IS NOT NULL"),
        ),
    )
