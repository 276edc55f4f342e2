"""Declared levels of systems. Nothing of them is changed or deleted: a new one follows."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class LevelDeclarationRow(Table):
    """Its paper is in `register_file`, under `level`."""

    __tablename__ = "level_declaration"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str]
    paper_number: Mapped[str]
    paper_day: Mapped[date]
    paper_issuer: Mapped[str]
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
