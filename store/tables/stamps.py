"""Time-stamp services: one row each governs all signers and workers."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class StampServiceRow(Table):
    """Quotas, what is left of them, and how the service is. Times are the database's: processes differ."""

    __tablename__ = "stamp_service"
    name: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int | None]
    """In the order of preference; None when the installation no longer names it."""
    quota: Mapped[str]
    """In the words of the setting; empty without one."""
    burst: Mapped[int]
    """Tokens the bucket holds, or the most that are taken together."""
    rate: Mapped[float | None]
    """Tokens a second; None without a quota."""
    per_day: Mapped[int | None]
    tokens: Mapped[float]
    """In the bucket at `filled_at`."""
    filled_at: Mapped[datetime]
    day: Mapped[date]
    """In Vietnam, of `spent`."""
    spent: Mapped[int]
    granted: Mapped[int]
    """By the last statement that took tokens: what it answers."""
    failures: Mapped[int]
    """In a row."""
    fault: Mapped[str]
    failed_at: Mapped[datetime | None]
    resting_until: Mapped[datetime | None]
    """Set while it rests; once past, one caller at a time may probe."""
    queue_until: Mapped[datetime | None]
    """Until then tokens are for signatures that waited."""
