"""The steps by which a facility drops paper, and the states that reports confuse, each with its paper. Nothing of them is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class GoliveStepRow(Table):
    """`domain.going_live.Step`: the state of a decision is what its steps make of it."""

    __tablename__ = "golive_step"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    """`record`, `film` or `laboratory`."""
    number: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    day: Mapped[date | None]
    well: Mapped[bool] = mapped_column(server_default=text("true"))
    words: Mapped[str] = mapped_column(server_default="")
    code: Mapped[str] = mapped_column(server_default="")
    paper_number: Mapped[str] = mapped_column(server_default="")
    paper_day: Mapped[date | None]
    paper_issuer: Mapped[str] = mapped_column(server_default="")
    department: Mapped[str | None] = mapped_column(ForeignKey("department.id"))
    document: Mapped[UUID | None]
    __table_args__ = (Index("golive_step_document", "document", postgresql_where=text("document IS NOT NULL")),)


class FacilityStateRow(Table):
    """That a facility has come to a state, and the paper that says so; said again, the newer one counts."""

    __tablename__ = "facility_state"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[date]
    paper_number: Mapped[str]
    paper_day: Mapped[date | None]
    paper_issuer: Mapped[str]
    by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None for what a signed paper of the house says by itself."""
    at: Mapped[datetime]
    over: Mapped[bool] = mapped_column(server_default=text("false"))
    """It is no longer so: the paper says that paper is used again."""
    withdrawn_at: Mapped[datetime | None]
    """When it was taken back as entered by mistake; what was said before it stands again."""
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_why: Mapped[str] = mapped_column(server_default="")
