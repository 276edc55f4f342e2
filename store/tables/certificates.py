"""What authorities said of certificates, shared by all signers and workers; survives their restarts."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class StatusAnswerRow(Table):
    """The newest answer from one address about one certificate (OCSP), or the newest list of one authority there."""

    __tablename__ = "status_answer"
    about: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of the certificate, or of the authority whose list it is."""
    address: Mapped[str] = mapped_column(primary_key=True)
    is_list: Mapped[bool]
    certificate: Mapped[bytes]
    """The certificate asked about; of a list one of those it tells of."""
    issuer: Mapped[bytes]
    der: Mapped[bytes | None]
    """None while nobody answered."""
    sha256: Mapped[str | None]
    this_update: Mapped[datetime | None]
    next_update: Mapped[datetime | None]
    revoked: Mapped[int] = mapped_column(server_default=text("0"))
    """How many certificates it calls revoked."""
    fetched_at: Mapped[datetime | None]
    """When the newest answer was asked for."""
    tried_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    """Tries without an answer since the last one."""
