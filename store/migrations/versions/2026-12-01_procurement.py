"""Purchases of a track: items, history, papers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_12_01_procurement"
down_revision = "2026_12_01_golive"
MONEY = sa.Numeric(20, 0)


def _whole(name: str, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False, primary_key=key, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "procurement",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False, index=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "way", "milestone", "edition")),
        sa.Column("route", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        *(_whole(name) for name in ("passed", "version", "events")),
        sa.Column("opened_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supplier", sa.String(), nullable=False),
    )
    op.create_table(
        "procurement_item",
        sa.Column("procurement", sa.Uuid(), sa.ForeignKey("procurement.id"), primary_key=True),
        _whole("number", key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "unit")),
        _whole("quantity"),
        sa.Column("price", MONEY, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("category", "fund", "line", "why")),
        sa.Column("approved", MONEY),
        _whole("contracted"),
        sa.Column("contract_price", MONEY),
        _whole("delivered"),
        _whole("accepted"),
        sa.Column("paid", MONEY, nullable=False),
    )
    _history()


def _history() -> None:
    """Events with what they say of the items, and the papers that were drawn up."""
    op.create_table(
        "procurement_event",
        sa.Column("procurement", sa.Uuid(), sa.ForeignKey("procurement.id"), primary_key=True),
        _whole("number", key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("did", "step")),
        _whole("version"),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.Column("paper_day", sa.Date()),
        sa.Column("paper_issuer", sa.String(), nullable=False),
        sa.Column("document", sa.Uuid()),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("opinion", "words")),
        sa.Column("until", sa.Date()),
        sa.Column("strikes", sa.BigInteger()),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "procurement_entry",
        sa.Column("procurement", sa.Uuid(), primary_key=True),
        *(_whole(name, key=True) for name in ("event", "item")),
        _whole("quantity"),
        sa.Column("amount", MONEY, nullable=False),
        sa.ForeignKeyConstraint(["procurement", "event"], ["procurement_event.procurement", "procurement_event.number"]),
    )
    op.create_table(
        "procurement_paper",
        sa.Column("document", sa.Uuid(), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("procurement", sa.Uuid(), sa.ForeignKey("procurement.id"), nullable=False, index=True),
        sa.Column("step", sa.String(), nullable=False),
        _whole("version"),
    )
