"""Files of the registers of a track: degrees, tests of endpoints, security papers, minutes of drills, proofs of communication."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class RegisterFileRow(Table):
    """Its bytes lie on the shelf under the track's key."""

    __tablename__ = "register_file"
    track: Mapped[UUID] = mapped_column(ForeignKey("track.id"), primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    """`qualification` and so on."""
    of: Mapped[str] = mapped_column(primary_key=True)
    """Which row of the register."""
    sha256: Mapped[str] = mapped_column(primary_key=True, index=True)
    name: Mapped[str]
    size: Mapped[int]
